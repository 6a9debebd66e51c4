"""Pipe: one thread's way to a GPU, two pinned buffers in turn, one of which is read into while the other one's bytes travel.

What a pipe sends may land in memory that was another tensor's a moment ago, which kernels still read: whoever wants the
tensors marks the stream that the memory was taken on, and each pipe begins behind that mark. Whoever sends has to `settle`
before it tells anybody that the bytes are there. Tests: tests/checkpoint/test_runs.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import torch
from torch import Tensor


def mark(device: torch.device) -> Any:
    """The end of everything that this thread's current stream on a GPU has been given so far."""
    return torch.cuda.current_stream(device).record_event()


class Pipe:
    """Two pinned buffers of `size` bytes, and the stream that empties them."""

    def __init__(self, device: torch.device, size: int) -> None:
        self._stream: Any = torch.cuda.Stream(device)
        hosts = [torch.empty(size, dtype=torch.uint8, pin_memory=True) for _ in range(2)]
        self._buffers = [(host, host.numpy()) for host in hosts]
        # When each buffer is empty again; an event that was never recorded is over.
        self._emptied: list[Any] = [torch.cuda.Event() for _ in range(2)]
        self._next = 0

    def begin(self, after: Any) -> None:
        """What is sent from now on arrives behind this mark."""
        self._stream.wait_event(after)

    def free_buffer(self) -> tuple[Tensor, np.ndarray]:
        """The buffer [size] uint8 that `send` takes next, as a tensor and as an array, when its last bytes have left it."""
        self._emptied[self._next].synchronize()
        return self._buffers[self._next]

    def send(self, pairs: Iterable[tuple[Tensor, Tensor]]) -> None:
        """Parts [n] uint8 of the free buffer go to their targets [n]; nothing waits for that."""
        with torch.cuda.stream(self._stream):
            for host, target in pairs:
                target.copy_(host, non_blocking=True)
            self._emptied[self._next].record(self._stream)
        self._next = 1 - self._next

    def settle(self) -> None:
        """Wait until everything has arrived."""
        self._stream.synchronize()

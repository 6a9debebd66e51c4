"""Main memory that a GPU reads in place: pinned, so that its addresses hold on both sides and copies need nobody.

Surprising: what torch itself pins is rounded up to a power of two, and main memory is what offloading is short of; so pages
are taken and pinned here, and given back as exactly. Where pages of the process cannot be pinned torch's are taken.
Tests: tests/engine/test_offload.py.
"""

from __future__ import annotations

import mmap
import weakref
from contextlib import suppress
from typing import Any

import torch
from torch import Tensor

from dsv4lab.engine.stages import on
from dsv4lab.errors import RoomError

_SHARED_AND_MAPPED = 3  # cudaHostRegisterPortable | cudaHostRegisterMapped


class HostMemory:
    """`rows` [count, size] uint8 in main memory, pinned where the device is a GPU; until `close`, or until it is dropped."""

    def __init__(self, count: int, size: int, device: torch.device) -> None:
        self._give_back: Any = None
        if device.type != "cuda":
            self.rows: Tensor = torch.empty(count, size, dtype=torch.uint8)
            return
        pages = mmap.mmap(-1, count * size)
        with suppress(OSError, AttributeError):  # fewer of them to pin, where there are large ones
            pages.madvise(mmap.MADV_HUGEPAGE)
        self.rows = torch.frombuffer(pages, dtype=torch.uint8).view(count, size)
        self.rows.zero_()  # by several threads; pinning would fetch page after page
        address = self.rows.data_ptr()
        with on(device):
            error = int(_cudart().cudaHostRegister(address, count * size, _SHARED_AND_MAPPED))
        if not error:
            self._give_back = weakref.finalize(self, _unpin, address, device)
            self._give_back.atexit = False  # the process's end frees it, when CUDA may be gone
            return
        with suppress(RuntimeError):  # the next launch would be blamed
            torch.zeros(1, device=device)
        try:
            self.rows = torch.empty(count, size, dtype=torch.uint8, pin_memory=True)
        except RuntimeError:
            raise RoomError(
                f"{count * size / 1e9:.1f} GB of main memory could not be pinned for {device} (CUDA error {error}). Free "
                "some, or keep more experts there with experts_on_device=."
            ) from None

    def close(self) -> None:
        """Give the memory back; nothing may read it any more."""
        if self._give_back is not None:
            self._give_back()
        self.rows = torch.empty(0, 0, dtype=torch.uint8)


def _unpin(address: int, device: torch.device) -> None:
    torch.cuda.synchronize(device)  # a kernel may still read it
    _cudart().cudaHostUnregister(address)


def _cudart() -> Any:
    made: Any = torch.cuda  # what torch says of its own part of CUDA has no types
    return made.cudart()

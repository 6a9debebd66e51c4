"""CopyLanes: copies between host and device beside what a device computes, one lane in each direction.

Without a GPU a copy is made at once, and nothing is waited for. Tests: tests/engine/test_offload.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor

from dsv4lab.engine.stages import on, stream_beside


class CopyLanes:
    """Events are opaque to whoever gets them; None is one that is over."""

    def __init__(self, device: torch.device) -> None:
        self._device = device
        # Two, since a bus carries both directions at a time.
        self.streams: list[Any] = []
        if device.type == "cuda":
            inward = stream_beside(device)
            self.streams = [inward, stream_beside(device, inward)]
        self._lanes: dict[str, Any] = dict(zip(("in", "out"), self.streams, strict=False))

    def copy(self, lane: str, pairs: Iterable[tuple[Tensor, Tensor]], after: Iterable[Any] = ()) -> Any:
        """Copy (target, source), of any shape [...] alike, on lane "in" or "out" when all of `after` are over.

        Returns the event of their end.
        """
        stream = self._lanes.get(lane)
        if stream is None:
            for target, source in pairs:
                target.copy_(source)
            return None
        for event in after:
            if event is not None:
                stream.wait_event(event)
        with on(self._device), torch.cuda.stream(stream):
            for target, source in pairs:
                target.copy_(source, non_blocking=True)
            event = torch.cuda.Event()
            event.record(stream)
        return event

    def mark(self) -> Any:
        """The event of everything that was launched so far on the current stream."""
        if not self._lanes:
            return None
        event = torch.cuda.Event()
        event.record(torch.cuda.current_stream(self._device))
        return event

    def wait(self, event: Any) -> None:
        """What is launched from now on waits for it; the host does not."""
        if event is not None:
            torch.cuda.current_stream(self._device).wait_event(event)

    def over(self, event: Any) -> bool:
        """Whether it has happened."""
        return event is None or bool(event.query())

    def drain(self) -> None:
        """Wait until nothing is copied or computed any more."""
        if self._lanes:
            torch.cuda.synchronize(self._device)

"""Together: what many widgets say in one frame of a run crosses to the page as one message.

A message costs the kernel, the server and the browser about as much however little it holds, and on a laptop all three share
the cores with the model. Surprising: one of the widgets carries the message, and the page hands each its part as if it had
come alone (src/common/gains.js). Whoever keeps states without a page, as nbclient does, reads no frames; widgets send them
what they said in some when a run has ended (`Growing.settle`). Tests: tests/widgets/test_together.py.
"""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, Protocol


class _Sender(Protocol):
    """A widget that can carry a frame: `alone` sends a message of its own at once."""

    @property
    def model_id(self) -> str: ...
    @property
    def comm(self) -> Any: ...
    def alone(self, message: dict[str, Any], buffers: list[Any]) -> None: ...


class Frame:
    """Messages that wait for the end of a frame, in order."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._waiting: list[tuple[_Sender, dict[str, Any], list[Any]]] = []

    def add(self, sender: _Sender, message: dict[str, Any], buffers: list[Any]) -> None:
        """One more message."""
        with self._lock:
            self._waiting.append((sender, message, buffers))

    def send(self) -> None:
        """Send what waits; whoever speaks past the frame calls this first, so that nothing old comes behind it."""
        with self._lock:
            waiting, self._waiting = self._waiting, []
            waiting = [one for one in waiting if one[0].comm is not None]  # some may have been closed since
            if len(waiting) == 1:
                waiting[0][0].alone(*waiting[0][1:])
            elif waiting:
                parts = [[sender.model_id, message, len(buffers)] for sender, message, buffers in waiting]
                every = [buffer for _, _, buffers in waiting for buffer in buffers]
                waiting[0][0].alone({"method": "custom", "content": {"frame": parts}}, every)


_here = threading.local()


def open_frame() -> Frame | None:
    """The frame that this thread is in."""
    return getattr(_here, "frame", None)


@contextmanager
def one_message() -> Generator[None]:
    """What widgets of ours send inside, from this thread, crosses together at the end."""
    if open_frame() is not None:
        yield
        return
    _here.frame = frame = Frame()
    try:
        yield
    finally:
        _here.frame = None
        frame.send()

"""Values on their way from the device into a trace's arrays, without anyone waiting for them.

A thread writes what it is handed, in order; a ChunkTransfer takes a prompt's tensors there through pinned memory, a
FrameTransfer the frames of decoded steps. When the thread cannot keep up the caller waits, and `waited` says how long;
nothing is lost and nothing overwritten. Tests: tests/engine/test_transfer.py.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from dsv4lab.capture.passes import put_now
from dsv4lab.engine.stage_step import RING, StageStep
from dsv4lab.engine.stages import on
from dsv4lab.errors import CaptureError
from dsv4lab.threads import thread_for_small_work

HALF = RING // 2
_LARGE = 1 << 24  # bytes of one tensor above which it is fetched by the thread
_STAYING = 4 << 30  # bytes of a chunk that may wait for that on the device


class WriterThread:
    """One thread and the few pieces of work it has not done yet."""

    def __init__(self) -> None:
        self.waited = 0.0  # seconds that callers waited
        # Few, because each holds a chunk's pinned memory; the caller waits rather than the host fills up.
        self._work: queue.Queue[Any] = queue.Queue(maxsize=3)
        self._thread: threading.Thread | None = None
        self._failed: BaseException | None = None

    def hand_over(self, write: Callable[[], None], after: Callable[[], None] = lambda: None) -> None:
        """Write this after everything handed over before; waits while too much is on its way.

        `after` is called when it is done with, even if writing failed and nothing is written any more.
        """
        if self._thread is None:
            # With the first work: a text that records nothing needs no thread.
            self._thread = thread_for_small_work(self._write_all, "dsv4lab recorder")
        begun = time.perf_counter()
        self._work.put((write, after))
        self.waited += time.perf_counter() - begun
        self._raise()

    def join(self) -> None:
        """Wait until everything is written."""
        self._work.join()
        self._raise()

    def close(self) -> None:
        """Wait, and end the thread."""
        if self._thread is not None:
            self._work.put(None)
            self._thread.join()
            self._thread = None
            self._raise()

    def _raise(self) -> None:
        if self._failed is not None:
            raise CaptureError(f"writing the trace failed: {self._failed}. The trace ends before it.") from self._failed

    def _write_all(self) -> None:
        while (work := self._work.get()) is not None:
            write, after = work
            try:
                # After a failure nothing more is written, or the trace would have a hole in its middle.
                if self._failed is None:
                    with torch.inference_mode():
                        write()
            # Kept for the caller: a thread that dies with its queue full would stop everyone.
            except BaseException as error:
                self._failed = error
            # In any case, because somebody may be waiting for this memory.
            after()
            self._work.task_done()
        self._work.task_done()


class ChunkTransfer:
    """Tensors of one chunk and their places in arrays: sent beside the next pass, written when they have come.

    Large ones stay on the device until the thread fetches them one by one, through the same pinned memory: to pin gigabytes
    takes longer than the pass that made them.
    """

    def __init__(self) -> None:
        self._items: list[tuple[np.ndarray, Any, Tensor]] = []
        self._ready: Any = None
        self._side: Any = None

    def put(self, array: np.ndarray, index: Any, tensor: Tensor) -> None:
        """Note array[index] = tensor, for `write` to do."""
        self._items.append((array, index, tensor))

    def send(self, side: Any) -> None:
        """Copy everything to pinned memory on the stream `side`; None where there is no GPU."""
        if side is None:
            return
        # Values are there when everything launched so far has run; the host does not wait for that.
        side.wait_stream(torch.cuda.current_stream(side.device))
        with torch.cuda.stream(side):
            self._side, staying = side, 0
            for i, (array, index, tensor) in enumerate(self._items):
                if tensor.nbytes > _LARGE and staying + tensor.nbytes <= _STAYING:
                    staying += tensor.nbytes
                    continue
                # Or the allocator gives its memory to the next chunk while it is still being copied.
                tensor.record_stream(side)
                host = torch.empty(tensor.shape, dtype=tensor.dtype, pin_memory=True)
                self._items[i] = array, index, host.copy_(tensor, non_blocking=True)
            self._ready = torch.cuda.Event()
            self._ready.record()

    def write(self) -> None:
        """Wait for the copies and put them where they belong; called by the writer thread."""
        if self._ready is not None:
            # The thread waits for the device here, so that the text need not.
            self._ready.synchronize()
        # Each goes when it is written, and its memory with it.
        while self._items:
            array, index, tensor = self._items.pop(0)
            put_now(array, index, self._fetched(tensor) if tensor.is_cuda else tensor)

    def _fetched(self, tensor: Tensor) -> Tensor:
        """The tensor on the host, through pinned memory that torch keeps for the next one."""
        with torch.cuda.stream(self._side):
            host = torch.empty(tensor.shape, dtype=tensor.dtype, pin_memory=True)
            host.copy_(tensor, non_blocking=True)
        # Nobody else has work on this stream that would be worth not waiting for.
        self._side.synchronize()
        return host


class FrameTransfer:
    """Frames of a decoder's steps, half a ring at a time, from each device's ring through a pinned one to `write`.

    shares   the stages' parts of the steps, each with a ring
    write    takes the same rows of every ring, in the order of the stages
    sides    a stream on each device, None where there is no GPU
    """

    def __init__(
        self, shares: Sequence[StageStep], thread: WriterThread, write: Callable[[list[Tensor]], None],
        sides: Sequence[Any],
    ) -> None:  # fmt: skip
        self._shares, self._thread, self._write, self._sides = shares, thread, write, sides
        self._launched = self._confirmed = self._sent = 0  # steps
        self._copied: list[list[Any]] = [[], []]  # events: this half of the devices' rings may be written again
        self._pending = [0, 0]  # parts of each half of the pinned ring that are still being written
        self._changed = threading.Condition()
        self._staging = [
            torch.empty(share.ring.shape, dtype=torch.int32, pin_memory=side is not None)
            for share, side in zip(shares, sides, strict=True)
        ]

    def before_launch(self) -> None:
        """A step is about to be launched: its row of the ring must have been copied out (the device waits, not the host)."""
        copied = self._copied[self._launched // HALF % 2]
        if self._launched % HALF == 0:
            for share, event in zip(self._shares, copied, strict=bool(copied)):
                with on(share.device):
                    torch.cuda.current_stream().wait_event(event)
        self._launched += 1

    def confirm(self) -> None:
        """A launched step has run; every half ring of them goes to the host."""
        # Half a ring at a time: one half is copied while steps fill the other.
        self._confirmed += 1
        if self._confirmed % HALF == 0:
            self.flush()

    def flush(self) -> None:
        """Send the frames of all confirmed steps on their way."""
        first, count = self._sent % RING, self._confirmed - self._sent
        if not count:
            return
        half, rows = first // HALF, slice(first, first + count)
        begun = time.perf_counter()
        with self._changed:
            # Rows of pinned memory are used again after a whole ring; the thread may still be at it.
            self._changed.wait_for(lambda: first % HALF or not self._pending[half])
            self._pending[half] += 1
        self._thread.waited += time.perf_counter() - begun
        ready: list[Any] = []
        for share, side, staging in zip(self._shares, self._sides, self._staging, strict=True):
            if side is None:
                staging[rows] = share.ring[rows]
                continue
            # A step that is confirmed has run on every device, since the last one waited for those before.
            with torch.cuda.stream(side):
                staging[rows].copy_(share.ring[rows], non_blocking=True)
                ready.append(torch.cuda.Event())
                ready[-1].record()
        # The device's next turn over this half waits for it, in `before_launch`.
        self._copied[half] = ready
        self._sent += count

        def write() -> None:
            for event in ready:
                event.synchronize()
            self._write([staging[rows] for staging in self._staging])

        def after() -> None:
            with self._changed:
                self._pending[half] -= 1
                self._changed.notify_all()

        # The frames' order is the tokens', and one thread keeps it.
        self._thread.hand_over(write, after)

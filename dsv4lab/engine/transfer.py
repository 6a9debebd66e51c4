"""Values on their way from the device into a trace's arrays, without anyone waiting for them.

A thread writes what it is handed, in order; a ChunkTransfer takes a prompt's tensors there through pinned memory, a
FrameTransfer the frames of decoded steps. When the thread cannot keep up the caller waits, and `waited` says how long;
nothing is lost and nothing overwritten. Tests: tests/engine/test_transfer.py.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import Tensor

from dsv4lab.capture.passes import put_now
from dsv4lab.engine.capture_buffer import FrameBuffer
from dsv4lab.engine.decoder import RING, Decoder
from dsv4lab.errors import CaptureError

HALF = RING // 2


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
            self._thread = threading.Thread(target=self._write_all, name="dsv4lab recorder", daemon=True)
            self._thread.start()
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
    """Tensors of one chunk and their places in arrays: sent beside the next pass, written when they have come."""

    def __init__(self) -> None:
        self._items: list[tuple[np.ndarray, Any, Tensor]] = []
        self._ready: Any = None

    def put(self, array: np.ndarray, index: Any, tensor: Tensor) -> None:
        """Note array[index] = tensor, for `write` to do."""
        self._items.append((array, index, tensor))

    def send(self, side: Any) -> None:
        """Copy everything to pinned memory on the stream `side`; None where there is no GPU."""
        if side is None:
            return
        # Values are there when everything launched so far has run; the host does not wait for that.
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):
            for i, (array, index, tensor) in enumerate(self._items):
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
        for array, index, tensor in self._items:
            put_now(array, index, tensor)
        self._items.clear()


class FrameTransfer:
    """Frames of a decoder's steps, half a ring at a time, from the device's ring through a pinned one to `write`."""

    def __init__(self, decoder: Decoder, thread: WriterThread, write: Callable[[Tensor], None], side: Any) -> None:
        assert isinstance(decoder.buffer, FrameBuffer)
        self._decoder, self._thread, self._write, self._side = decoder, thread, write, side
        self._launched = self._confirmed = self._sent = 0  # steps
        self._copied: list[Any] = [None, None]  # events: this half of the device's ring may be written again
        self._pending = [0, 0]  # parts of each half of the pinned ring that are still being written
        self._changed = threading.Condition()
        self._staging = torch.zeros(RING, decoder.buffer.bytes // 4, dtype=torch.int32, pin_memory=side is not None)

    def before_launch(self) -> None:
        """A step is about to be launched: its row of the ring must have been copied out (the device waits, not the host)."""
        copied = self._copied[self._launched // HALF % 2]
        if self._launched % HALF == 0 and copied is not None:
            torch.cuda.current_stream().wait_event(copied)
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
        ready = None
        if self._side is None:
            self._staging[rows] = self._decoder.ring[rows]
        else:
            with torch.cuda.stream(self._side):
                self._staging[rows].copy_(self._decoder.ring[rows], non_blocking=True)
                ready = torch.cuda.Event()
                ready.record()
            # The device's next turn over this half waits for it, in `before_launch`.
            self._copied[half] = ready
        self._sent += count

        def write() -> None:
            if ready is not None:
                ready.synchronize()
            self._write(self._staging[rows])

        def after() -> None:
            with self._changed:
                self._pending[half] -= 1
                self._changed.notify_all()

        # The frames' order is the tokens', and one thread keeps it.
        self._thread.hand_over(write, after)

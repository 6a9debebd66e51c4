"""A stand-in for a session on a fast device: writes the rows of a recorded run again, at the speed that is asked for.

It keeps the interpreter lock as the engine does: a step takes `work` seconds of Python, and waits for the rest of 1 / rate
without the lock, one step ahead of what is handed out; rows reach the trace `batch` steps at a time. A long run repeats the
recorded rows. What it writes is only as true as the bytes of a speed test have to be.
"""

from __future__ import annotations

import threading
import time
from types import SimpleNamespace
from typing import Any

import numpy as np

from dsv4lab.capture.trace import Trace
from dsv4lab.capture.trace_writer import TraceWriter
from dsv4lab.session import Step


class RecordedSession:
    def __init__(
        self, recorded: Trace, *, prompt: int = 16, rate: float = 2000.0, batch: int = 32, work: float = 1e-4
    ) -> None:
        self.recorded, self.prompt, self.rate, self.batch, self.work = recorded, prompt, rate, batch, work
        self.model = SimpleNamespace(config=recorded.config, tokenizer=None)
        self.trace: Trace | None = None
        self.on_prompt: Any = None
        self._stop = threading.Event()
        self._writer: TraceWriter | None = None
        self._drawn = 0  # steps that are in no trace yet

    def stop(self) -> None:
        self._stop.set()

    def catch_up(self) -> None:
        if self._writer is not None and self._drawn:
            _append(self._writer, self.recorded, self._drawn)
            self._drawn = 0

    def stream(self, _prompt: str, *, max_new_tokens: int = 200, **_settings: Any):
        return self._steps(max_new_tokens)

    def _steps(self, wanted: int):
        self._stop.clear()
        writer = self._writer = self.recorded._backing._writer.prefix(self.prompt)  # type: ignore[attr-defined]
        writer.reserve(self.prompt + wanted + len(self.recorded))
        self.trace, self._drawn = writer.trace, 0
        ended, free = "max_new_tokens", time.perf_counter()
        free += 1 / self.rate
        try:
            for made in range(wanted):
                if self._stop.is_set():
                    ended = "stopped"
                    break
                now = time.perf_counter()
                following = max(free, now) + 1 / self.rate  # the next step is launched before this one is looked at
                while time.perf_counter() - now < self.work:
                    pass
                if (left := free - time.perf_counter()) > 0:
                    time.sleep(left)
                free = following
                self._drawn += 1
                if self._drawn == self.batch:
                    self.catch_up()
                yield Step(self.prompt + made, 1, "", -1.0, 1.0, 0.0)
        finally:
            self.catch_up()
            writer.finish(ended=ended, checks={})


def _append(writer: TraceWriter, recorded: Trace, count: int) -> None:
    """`count` more tokens, with the recorded rows at the same place, or where they repeat."""
    start, length = writer.length, len(recorded)
    while count:
        at = start % length
        some = min(count, length - at)
        for group, arrays in writer.arrays.items():
            for name, dims in recorded.variables(group).items():
                axis = next((i for i, dim in enumerate(dims) if dim in ("token", "query")), None)
                if axis is None or name not in arrays:
                    continue
                rows = (slice(None),) * axis
                source = recorded._backing.array(group, name)
                arrays[name][(*rows, slice(start, start + some))] = source[(*rows, slice(at, at + some))]
        writer.positions["query"][start : start + some] = np.arange(start, start + some)
        writer.advance(some, some)
        start, count = start + some, count - some

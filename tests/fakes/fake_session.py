"""A stand-in for Session in tests: writes synthetic steps (tests/fakes/synthetic_trace.py) at a chosen speed."""

from __future__ import annotations

import threading
import time
from types import SimpleNamespace
from typing import Any

from synthetic_trace import ALL, CONFIG, SyntheticRun


class FakeSession:
    def __init__(self, seconds: float = 0.0, fail_at: int | None = None, words: list[bytes] | None = None) -> None:
        self.model = SimpleNamespace(config=CONFIG, tokenizer=None)
        self.seconds, self.fail_at, self.words = seconds, fail_at, words
        self.trace: Any = None
        self.busy = False
        self.asked: dict[str, Any] = {}
        self._stop = threading.Event()

    def stop(self) -> None:
        self._stop.set()

    def stream(self, prompt: str, **settings: Any):
        self.steps = self._steps(prompt, settings)  # kept, so that only an explicit close() ends it early
        return self.steps

    def _steps(self, prompt: str, settings: dict[str, Any]):
        self._stop.clear()
        self.busy = True
        try:
            yield from self._run(prompt, settings)
        finally:
            self.busy = False

    def _run(self, prompt: str, settings: dict[str, Any]):
        self.asked = {"prompt": prompt, **settings}
        groups = ALL if settings["capture"] == "standard" else tuple(g for g in settings["capture"] if g in ALL)
        run = SyntheticRun(24 + settings["max_new_tokens"], groups, self.words)
        self.trace = run.trace
        run.step(12, phase=0)
        for i in range(settings["max_new_tokens"]):
            if self._stop.is_set():
                break
            if i == self.fail_at:
                raise RuntimeError("the device caught fire")
            time.sleep(self.seconds)
            run.step(1)
            yield SimpleNamespace(
                token=12 + i, id=1, piece=run.trace.pieces[-1], logprob=-1.0, entropy=1.0, seconds=0.0
            )
        run.writer.finish(prompt_tokens=12)

"""What a run tells while it goes: one bar with loss, held-out bits per byte and the time left, and a line now and then.

Tests: tests/training/test_train_command.py.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

from tqdm import tqdm

from dsv4lab.training.clock import Clock
from dsv4lab.training.plan import Stage

_LINE_EVERY = 30.0  # seconds between lines with all parts of the loss


def say(words: str) -> None:
    """A line above the bar. Also into a file or a pipe it goes at once: a run is watched there, too."""
    tqdm.write(words)
    sys.stdout.flush()


class Bar:
    """A progress bar in percent of the run."""

    def __init__(self, clock: Clock, say: Callable[[str], None]) -> None:
        self._clock, self._say = clock, say
        self._begun, self._told, self._loss, self._bits = time.monotonic(), 0.0, "", ""
        self._bar = tqdm(total=100, bar_format="{percentage:3.0f}%|{bar}| {postfix}", mininterval=1)

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.close()

    def entered(self, stage: Stage) -> None:
        """A stage begins."""
        self._say(f"from {stage.begin:.0%}: {stage.rows} rows of {stage.length} tokens a step")

    def looked(self, found: dict[str, Any]) -> None:
        """The parts of a step's loss were read."""
        self._loss = f"step {found['step']}, loss {found['next']:.3f}"
        self._show(int(found["step"]) + 1)
        if time.monotonic() - self._told >= _LINE_EVERY:
            self._told = time.monotonic()
            words = " ".join(f"{name} {value:.4g}" for name, value in found.items())
            self._say(f"{words} | {self._told - self._begun:.0f} s")

    def checked(self, step: int, watch: str, bits: float) -> None:
        """Held-out texts were predicted."""
        self._bits = f", {bits:.3f} bits per byte held out"
        self._show(step)
        self._say(f"step {step}: {watch} held out {bits:.4f} bits per byte")

    def _show(self, step: int) -> None:
        minutes, seconds = divmod(round(self._clock.left(step)), 60)
        left = f", {minutes}:{seconds:02d} left" if step > 1 else ""  # one step alone is no measure
        self._bar.n = round(100 * self._clock.progress(step), 1)
        self._bar.set_postfix_str(f"{self._loss}{self._bits}{left}")

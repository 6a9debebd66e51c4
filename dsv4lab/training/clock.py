"""Progress of a run from 0 to 1, by steps or by seconds of training, also over several commands.

Surprising: seconds in which a GPU compiles a stage do not count, so that the plan is the same however long that takes.
Tests: tests/training/test_training.py.
"""

from __future__ import annotations

import time


class Clock:
    """Give either the steps of the whole run or its seconds."""

    def __init__(self, *, steps: int | None = None, seconds: float | None = None) -> None:
        if (steps is None) == (seconds is None):
            raise ValueError("give either steps or seconds")
        self.steps, self.seconds = steps, seconds
        self._used, self._since = 0.0, None  # seconds before, and when the present stretch began

    @property
    def used(self) -> float:
        """Seconds of training until now, those of earlier commands included."""
        return self._used + (0.0 if self._since is None else time.monotonic() - self._since)

    @used.setter
    def used(self, seconds: float) -> None:
        """Go on from so many."""
        self._used, self._since = seconds, None if self._since is None else time.monotonic()

    def run(self, counts: bool = True) -> None:
        """From now on seconds count, or do not."""
        self._used, self._since = self.used, time.monotonic() if counts else None

    def progress(self, step: int) -> float:
        """How far the run is before this step, 0 to 1."""
        if self.steps is not None:
            return min(step / self.steps, 1.0)
        assert self.seconds is not None
        return 1.0 if self.used >= self.seconds else self.used / self.seconds

    def left(self, step: int) -> float:
        """Seconds until the end, by what the steps took so far."""
        if self.seconds is not None:
            return max(0.0, self.seconds - self.used)
        assert self.steps is not None
        return (self.steps - step) * self.used / max(step, 1)

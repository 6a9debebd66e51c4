"""Frames: when the views of a run are drawn again, so that drawing takes a fixed small part of the run's time.

Views and engine share the interpreter, so every millisecond of a refresh is one that the engine waits.
Tests: tests/widgets/test_pace.py.
"""

from __future__ import annotations

import time
from collections.abc import Callable

PERIOD = 0.04  # seconds between two frames at least: 25 a second are as many as one sees
SHARE = 0.1  # of a run's time that refreshes may take
FIRST = 0.009  # seconds that the first frame is expected to take


class Frames:
    """Asks `clock` when the next frame may be drawn; `last` is what the last one cost, `count` how many there were.

    A frame is paid for before it is drawn: a run that is over in a tenth of a second is not slowed for pictures that nobody
    would see.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._credit, self._seen = clock, 0.0, clock()
        self._shown = -PERIOD
        self._usual = FIRST  # what a frame is expected to cost; a single slow one moves it little
        self.last, self.count, self.worst = 0.0, 0, 0.0

    @property
    def due(self) -> bool:
        """Whether a frame may be drawn now."""
        now = self._clock()
        # No more is saved up than one frame costs: it may come early, not a burst of them.
        self._credit = min(self._usual, self._credit + SHARE * (now - self._seen))
        self._seen = now
        return now - self._shown >= PERIOD and self._credit >= self._usual

    def draw(self, show: Callable[[], None]) -> None:
        """Draw one, and pay for it."""
        began = self._clock()
        show()
        self._shown = self._clock()
        self.last = self._shown - began
        self._credit -= self.last
        self._usual = min(self.last, 2 * self._usual)
        self._seen = self._shown
        self.count += 1
        self.worst = max(self.worst, self.last)

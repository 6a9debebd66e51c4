"""Resting: while a run is written, a part of a view that took long to compute is left alone for a while.

Most parts look at one token and stay cheap; some look at the whole text, and would take more of a run's time the longer it
gets. When the run has ended each is computed, and a click never waits.   Tests: tests/widgets/test_live.py.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager

REST = 25  # a part that took t seconds rests for this many times t


class Resting:
    """When each of a view's parts may be computed again."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._until: dict[str, float] = {}

    def is_ready(self, part: str) -> bool:
        """Whether its rest is over."""
        return self._clock() >= self._until.get(part, 0.0)

    @contextmanager
    def timed(self, part: str) -> Generator[None]:
        """Compute it; its rest begins then."""
        began = self._clock()
        yield
        ended = self._clock()
        self._until[part] = ended + REST * (ended - began)

"""Pace: how fast a run may go, and whether it waits; set by buttons while the run's thread asks for its next token.

A run at a limited pace is not slowed inside the model: its thread waits before it takes the next step, so what is seen
is what would have been written at full speed.   Tests: tests/widgets/test_pace.py.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable

FULL = math.inf  # as fast as it goes
SINGLE = 0.0  # one at a time: every token waits for a step
PACES: dict[str, float] = {
    "as fast as it goes": FULL,
    "20 tokens a second": 20.0,
    "5 tokens a second": 5.0,
    "1 token a second": 1.0,
    "one at a time": SINGLE,
}
LOOK = 0.25  # seconds after which a waiting thread looks whether its run was ended from elsewhere


class Pace:
    """Tokens per second that a run may take; `hold`, `go_on` and `step` are called from any thread."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._rate, self._held = FULL, False
        self._granted = 0  # single tokens that were asked for while it waits
        self._due = 0.0
        self.seconds_held = 0.0  # of this run, waiting for somebody to press a button

    def begin(self, *, held: bool = False) -> None:
        """A new run: its first token, with which the prompt is read, comes at once; `held`: then it waits."""
        with self._changed:
            self._held, self._granted, self._due, self.seconds_held = held, 1, 0.0, 0.0

    @property
    def rate(self) -> float:
        """Tokens per second."""
        return self._rate

    @rate.setter
    def rate(self, rate: float) -> None:
        """Take effect at once, also for a run that waits."""
        with self._changed:
            self._rate, self._due = rate, time.monotonic()
            self._changed.notify_all()

    @property
    def held(self) -> bool:
        """Whether the run goes on only by steps."""
        return self._held or self._rate == SINGLE

    def hold(self) -> None:
        """Pause before the next token."""
        with self._changed:
            self._held, self._granted = True, 0
            self._changed.notify_all()

    def go_on(self) -> None:
        """End a pause."""
        with self._changed:
            self._held, self._due = False, time.monotonic()
            self._changed.notify_all()

    def step(self) -> None:
        """Let one token come, then wait."""
        with self._changed:
            # Where every token waits anyway no pause is needed, so that another pace lets the run go.
            self._held = self._held or self._rate != SINGLE
            self._granted += 1
            self._changed.notify_all()

    def wake(self) -> None:
        """Have a waiting thread look whether its run was ended."""
        with self._changed:
            self._changed.notify_all()

    @property
    def is_free(self) -> bool:
        """Whether tokens come as fast as they can; asked for each of them, so it takes no lock."""
        return self._rate == FULL and not self._held

    @property
    def waits(self) -> bool:
        """Whether the next token would have to wait now."""
        with self._changed:
            return not self._granted and (self.held or time.monotonic() < self._due)

    def wait(self, ended: Callable[[], bool]) -> bool:
        """Return when the next token may come: True; or False, because the run was ended meanwhile."""
        with self._changed:
            while not ended():
                now = time.monotonic()
                if self._granted:
                    self._granted -= 1
                    self._due = now + 1 / self._rate if self._rate else now
                    return True
                if self.held:
                    self._changed.wait(LOOK)
                    self.seconds_held += time.monotonic() - now
                elif now < self._due:
                    self._changed.wait(min(self._due - now, LOOK))
                else:
                    # What a slow token lost is caught up by one token at most, so that no burst follows a pause.
                    self._due = max(self._due, now - 1 / self._rate) + 1 / self._rate
                    return True
        return False

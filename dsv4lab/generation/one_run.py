"""OneRun: one run at a time for one session, and who asked it to stop.

Tests: tests/generation/test_faults.py, tests/generation/test_machine.py.
"""

from __future__ import annotations

import atexit
import threading
import weakref
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from typing import Any

from dsv4lab.errors import RunError
from dsv4lab.generation.steps import Step


class OneRun:
    """Hands a session to one iterator of steps at a time; a second one is refused, not queued."""

    def __init__(self) -> None:
        self._stops: weakref.WeakSet[threading.Event] = weakref.WeakSet()  # of runs asked for and not ended
        self._running = threading.Lock()
        self._holder: tuple[threading.Event, weakref.ref[Any]] | None = None  # of the run that holds it
        _ALL.add(self)

    def asked_for(self) -> threading.Event:
        """The stop of a run that is being asked for: from here on `stop()` is about it, too."""
        stop = threading.Event()
        self._stops.add(stop)
        return stop

    def stop(self) -> None:
        """Ask every run that goes on, or was asked for and has not begun, to end."""
        for event in list(self._stops):
            event.set()

    def wait_until_ended(self, seconds: float) -> bool:
        """Wait for a run that was asked to stop; whether none is going on any more."""
        self._end_suspended()
        ended = self._running.acquire(timeout=seconds)
        if ended:
            self._running.release()
        return ended

    @contextmanager
    def alone(self) -> Generator[None]:
        """Holds the session. Raises RunError while a run is going on."""
        if not self._running.acquire(blocking=False):
            self._end_suspended()
            if not self._running.acquire(timeout=0.1):
                raise RunError(
                    "this session is already generating; stop() it or close its iterator first, or make a second "
                    "Session(model), which can run beside it."
                )
        try:
            yield
        finally:
            self._running.release()

    def steps(self, write: Callable[[], Generator[Step]], stop: threading.Event) -> Generator[Step]:
        """An iterator over the steps of `write()`, which holds the session from its first step to its end."""
        me: list[weakref.ref[Any]] = []  # not the iterator itself: one that is dropped must end at once

        def advance() -> Generator[Step]:
            with self.alone():
                self._holder = stop, me[0]
                try:
                    yield from write()
                finally:
                    self._holder = None
                    self._stops.discard(stop)

        steps = advance()
        me.append(weakref.ref(steps))
        return steps

    def _end_suspended(self) -> None:
        """Close the iterator that holds the session, if it was asked to stop and nobody takes steps from it any more."""
        stop, steps = (None, None) if self._holder is None else (self._holder[0], self._holder[1]())
        if steps is not None and stop is not None and stop.is_set():
            with suppress(ValueError):  # it is being advanced right now, and ends by itself
                steps.close()


_ALL: weakref.WeakSet[OneRun] = weakref.WeakSet()


def _end_all() -> None:
    """Runs end before the interpreter does: torch aborts the process when a model runs while it is taken down."""
    for one in list(_ALL):
        one.stop()
    for one in list(_ALL):
        one.wait_until_ended(5)


atexit.register(_end_all)

"""LiveRun: one thread that reads a session's steps and tells the explorer what happened.

The thread is a daemon and is still asked to stop, and waited for, when the process ends: killed inside the model it would
take the interpreter down with it. Surprising: Stop is remembered here, since it can come before the thread has asked
its session for a run.
Tests: tests/widgets/test_live_run.py.
"""

from __future__ import annotations

import atexit
import functools
import threading
import time
import weakref
from collections.abc import Callable, Iterable
from typing import Any, Protocol

from dsv4lab.errors import LabError

# Seconds between two refreshes of the views during a run: a little less than two steps of the shipped model.
PERIOD = 0.065
SHARE = 6  # a refresh that took t seconds is followed by at least this many times t without one
LAST_WAIT = 60.0  # seconds that the end of the process waits for the token (or chunk of a prompt) being worked on
_started: weakref.WeakSet[LiveRun] = weakref.WeakSet()


class Screen(Protocol):
    """What a run reports to; called from its thread.

    show       draw the trace as it is now
    progress   `done` of `wanted` tokens are there, of the prompt or of the answer
    say        one sentence for the reader
    ended      the run is over, well or not
    """

    def show(self, trace: Any) -> None: ...
    def progress(self, done: int, wanted: int) -> None: ...
    def say(self, words: str) -> None: ...
    def ended(self, run: LiveRun) -> None: ...


class LiveRun:
    """Steps of one session, from start to end. `count`, `seconds`, `rate`, `error` say how it went."""

    def __init__(self, session: Any, make_steps: Callable[[], Iterable[Any]], wanted: int, screen: Screen) -> None:
        self.session, self.wanted = session, wanted
        self._make_steps, self._screen = make_steps, screen
        self._stopping, self._abandoned, self._over = (threading.Event() for _ in range(3))
        self._thread = threading.Thread(target=self._work, daemon=True)
        self.count, self.began = 0, False
        self.seconds = self.rate = 0.0
        self.error = ""

    @property
    def running(self) -> bool:
        """Whether it has not ended yet; true before `start`, too."""
        return not self._over.is_set()

    def start(self) -> LiveRun:
        """Begin in a thread of its own; returns the run."""
        _end_all_at_exit()
        _started.add(self)
        self._thread.start()
        return self

    def stop(self) -> None:
        """End after the token (or chunk of the prompt) that is being worked on, whether or not it has begun."""
        self._stopping.set()
        self.session.stop()

    def abandon(self) -> None:
        """Stop, and report nothing any more."""
        self._abandoned.set()
        self.stop()

    def join(self) -> None:
        """Wait for the end. An interrupt (Ctrl-C, Kernel > Interrupt) stops the run first, then goes on to the caller."""
        if threading.current_thread() is self._thread:
            return
        try:
            self._over.wait()
        except BaseException:
            self.stop()
            self._over.wait()
            raise
        self._thread.join()

    def _work(self) -> None:
        steps: Any = None
        began = time.monotonic()
        before = getattr(self.session, "on_prompt", None)
        try:
            self.session.on_prompt = self._reading
            if not self._stopping.is_set():
                self._screen.progress(0, self.wanted)
                self._screen.say("Reading the prompt …")
                steps, self.began = self._make_steps(), True
                self._follow(steps)
        except LabError as error:
            self.error = str(error)
        except Exception as error:  # a thread has no cell to fail in, so the words go where the reader looks
            self.error = f"The run failed: {type(error).__name__}: {error}"
        finally:
            try:
                if steps is not None:
                    steps.close()  # a stream left in the middle keeps its session busy
                self.session.on_prompt = before  # a session must not keep a screen that was closed
                self.seconds = time.monotonic() - began
                if not self._abandoned.is_set():
                    self._screen.ended(self)
            finally:
                _started.discard(self)
                self._over.set()

    def _follow(self, steps: Iterable[Any]) -> None:
        first = shown = cost = 0.0
        for _ in steps:
            now = time.monotonic()
            self.count += 1
            first = first or now
            if self._abandoned.is_set():
                return
            if self._stopping.is_set():
                self.session.stop()
            self.rate = (self.count - 1) / (now - first) if now > first else 0.0
            if now - shown >= max(PERIOD, SHARE * cost):
                self._screen.show(self.session.trace)
                self._screen.progress(self.count, self.wanted)
                left = f", about {(self.wanted - self.count) / self.rate:.0f} s left" if self.rate else ""
                self._screen.say(f"Generating: {self.count} of {self.wanted} tokens, {self.rate:.1f} per second{left}")
                shown = time.monotonic()
                cost = shown - now

    def _reading(self, done: int, prompt: int) -> None:
        """A chunk of the prompt has been read."""
        if self._stopping.is_set():
            self.session.stop()
        if self._abandoned.is_set():
            return
        self._screen.progress(done, prompt)
        self._screen.say(f"Reading the prompt: {done} of {prompt} tokens")
        if done < prompt:
            self._screen.show(self.session.trace)


def run_of(model: Any) -> LiveRun | None:
    """The run that is going on with a model, whichever explorer started it."""
    return next((run for run in list(_started) if run.running and run.session.model is model), None)


@functools.cache
def _end_all_at_exit() -> None:
    atexit.register(end_all)


def end_all() -> None:
    """Ask every run to stop and wait until it has; called when the process ends."""
    runs = list(_started)
    for run in runs:
        run.abandon()
    for run in runs:
        run._over.wait(LAST_WAIT)
        run._thread.join(LAST_WAIT)

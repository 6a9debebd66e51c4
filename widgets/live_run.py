"""LiveRun: one thread that takes a session's steps at a pace and tells the explorer what happened.

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
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

from dsv4lab.errors import LabError
from dsv4lab.widgets.frames import Frames
from dsv4lab.widgets.pace import Pace
from dsv4lab.widgets.together import one_message

LAST_WAIT = 60.0  # seconds that the end of the process waits for the token (or chunk of a prompt) being worked on
_started: weakref.WeakSet[LiveRun] = weakref.WeakSet()


class Screen(Protocol):
    """What a run reports to; called from its thread.

    prepare    what takes long the first time, before the session is asked for a step
    show       draw the trace as it is now
    progress   `done` of `wanted` tokens are there, of the prompt or of the answer
    say        one sentence for the reader
    ended      the run is over, well or not
    """

    def prepare(self) -> None: ...
    def show(self, trace: Any) -> None: ...
    def progress(self, done: int, wanted: int) -> None: ...
    def say(self, words: str) -> None: ...
    def ended(self, run: LiveRun) -> None: ...


class LiveRun:
    """Steps of one session, from start to end. `count`, `seconds`, `rate`, `error` say how it went.

    Time in which somebody had paused it counts neither in `seconds` nor in `rate`.
    """

    def __init__(
        self, session: Any, make_steps: Callable[[], Iterable[Any]], wanted: int, screen: Screen,
        pace: Pace | None = None,
    ) -> None:  # fmt: skip
        self.session, self.wanted = session, wanted
        self.pace, self.frames = Pace() if pace is None else pace, Frames()
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
        self.pace.wake()

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
        before = {name: getattr(self.session, name, None) for name in ("on_prompt", "on_wait")}
        try:
            self.session.on_prompt, self.session.on_wait = self._reading, self._waiting
            if not self._stopping.is_set():
                self._screen.progress(0, self.wanted)
                self._screen.say("Reading the prompt …")
                self._screen.prepare()
                began = time.monotonic()
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
                for name, function in before.items():  # a session must not keep a screen that was closed
                    setattr(self.session, name, function)
                self.seconds = time.monotonic() - began - self.pace.seconds_held
                if not self._abandoned.is_set():
                    self._screen.ended(self)
            finally:
                _started.discard(self)
                self._over.set()

    def _follow(self, steps: Iterable[Any]) -> None:
        first = 0.0
        for _ in self._paced(steps):
            now = time.monotonic() - self.pace.seconds_held
            self.count += 1
            first = first or now
            if self._abandoned.is_set():
                return
            if self._stopping.is_set():
                self.session.stop()
            self.rate = (self.count - 1) / (now - first) if now > first else 0.0
            if self.frames.due and (self.pace.is_free or not self.pace.waits):
                self.frames.draw(self._frame)

    def _paced(self, steps: Iterable[Any]) -> Iterator[Any]:
        """The steps, each when the pace allows it. Before it waits, what is there is shown."""
        steps, shown = iter(steps), 0
        while True:
            if not self.pace.is_free:
                if self.pace.waits and self.count > shown and not self._stopping.is_set():
                    shown = self.count
                    self._catch_up()
                if not self.pace.wait(lambda: self._stopping.is_set() or _is_closed(steps)):
                    self.session.stop()
            if self._abandoned.is_set():
                return
            try:
                yield next(steps)
            except StopIteration:
                return

    def _catch_up(self) -> None:
        """The run is about to wait: every token that has come is shown, also those that were on their way to the trace."""
        write = getattr(self.session, "catch_up", None)
        if write is not None:
            write()
        self.frames.draw(self._frame)

    def _frame(self) -> None:
        with one_message():
            self._screen.show(self.session.trace)
            self._screen.progress(self.count, self.wanted)
            self._screen.say(self.words)

    @property
    def words(self) -> str:
        """How far it is, in one sentence."""
        if self.pace.held:
            return f"Paused: {self.count} of {self.wanted} tokens. Step, Continue or Stop."
        left = f", about {(self.wanted - self.count) / self.rate:.0f} s left" if self.rate else ""
        return f"Generating: {self.count} of {self.wanted} tokens, {self.rate:.1f} per second{left}"

    def _waiting(self, words: str) -> None:
        """What the model still prepares, such as its kernels on a GPU."""
        if words:
            self._screen.say(words)

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


def _is_closed(steps: Any) -> bool:
    """Whether somebody else ended these steps while they waited here: whoever wants their session may do that."""
    return getattr(steps, "gi_frame", steps) is None


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

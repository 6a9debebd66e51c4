"""RunLoop: one run at a time for one explorer, and what it tells put where the reader looks.

The thread and the order of its events are live_run.py's.
Tests: tests/widgets/test_explorer.py, tests/widgets/test_live_run.py.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dsv4lab.widgets.controls import RunControls
from dsv4lab.widgets.live_run import LiveRun, run_of
from dsv4lab.widgets.pace import Pace
from dsv4lab.widgets.words import ending_words


class RunLoop:
    """Starts, paces and ends live runs. It is their screen: `show`, `progress`, `say` and `ended` are called from their
    thread.

    show     draw a trace
    finish   the last thing that is done with a run; returns whether it can be continued
    prepare  called before a run begins
    """

    def __init__(
        self, controls: RunControls, show: Callable[[Any], None], finish: Callable[[LiveRun], bool],
        prepare: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        self.live: LiveRun | None = None
        self.pace = Pace()
        self.prepare = prepare
        self._controls, self._show, self._finish = controls, show, finish
        controls.paced(self.pace)

    @property
    def running(self) -> bool:
        """Whether a run is going on."""
        return self.live is not None and self.live.running

    @property
    def paused(self) -> bool:
        """Whether a run is going on and waits for a button."""
        return self.running and self.pace.held

    def is_taken(self, model: Any) -> bool:
        """Whether the model works for another explorer; then the status says so."""
        run = run_of(model)
        if run is None:
            return False
        if run.pace.held:
            self.say("This model's run is paused in another explorer: stop it there, or let it go on.", True)
        else:
            self.say("This model is generating for another explorer: stop that run, or wait until it ends.", True)
        return True

    def start(
        self, session: Any, make_steps: Callable[[], Any], wanted: int, wait: bool, *, held: bool = False
    ) -> None:
        """Run the steps that `make_steps` gives in a thread; with `wait`, return when they have ended.

        held   pause after the first of them
        """
        self.pace.begin(held=held)
        self._controls.busy(True)
        self.live = LiveRun(session, make_steps, wanted, self, self.pace).start()
        if wait:
            self.join()

    def join(self) -> None:
        """Wait for the end of the run."""
        if self.live is not None:
            self.live.join()

    def stop(self, wait: bool) -> None:
        """End after the token that is being worked on; with `wait`, return when the run has ended."""
        if self.live is not None and self.running:
            self.live.stop()
            if wait:
                self.join()

    def hold(self) -> None:
        """Pause before the next token, or go on when it is paused."""
        if self.live is None or not self.running:
            return
        if self.paused:
            self._controls.let_go()
            self.pace.go_on()
        else:
            self.pace.hold()
        if self.live.count:
            self.say(self.live.words)
        self._controls.busy(True)

    def step(self) -> None:
        """Let one token come."""
        if self.running:
            self.pace.step()
            self._controls.busy(True)

    def end_if_paused(self) -> bool:
        """End a run that waits for a button; whether none is going on any more."""
        if self.paused:
            self.stop(wait=True)
        return not self.running

    def abandon(self) -> None:
        """End the run without a word, and let go of it."""
        if self.live is not None and self.running:
            self.live.abandon()
            self.join()
        self.live = None

    def show(self, trace: Any) -> None:
        self._show(trace)

    def progress(self, done: int, wanted: int) -> None:
        self._controls.progress(done, wanted)

    def say(self, words: str, wrong: bool = False) -> None:
        self._controls.say(words, wrong)

    def ended(self, run: LiveRun) -> None:
        """The run's last word."""
        can_go_on = self._finish(run)
        self.progress(run.count, run.wanted)
        self.say(run.error or ending_words(run), bool(run.error))
        self._controls.busy(False, can_go_on)

"""The runs of one prompt: the first and its branches, which of them is shown, and which is compared with it.

Stop only asks the session; the run's thread ends by itself after the token that it works on.

Tests: tests/widgets/test_explorer.py.
"""

from __future__ import annotations

from typing import Any, Self

import ipywidgets as w

from dsv4lab.capture.trace import Trace
from dsv4lab.errors import LabError
from dsv4lab.widgets.controls import RunControls
from dsv4lab.widgets.live_run import LiveRun
from dsv4lab.widgets.run_loop import RunLoop
from dsv4lab.widgets.selection import Selection
from dsv4lab.widgets.view import View
from dsv4lab.widgets.words import said_token

PROBES = 16  # queries that the indexer's button measures recall at


class Runs(w.Dropdown):
    """A menu of sessions, hidden while there is only one."""

    def __init__(self) -> None:
        super().__init__(description="showing", layout=w.Layout(width="340px", display="none"))
        self.sessions: list[Any] = []
        self._origins: dict[int, int] = {}  # of a branch: which run it left

    def begin(self, session: Any) -> None:
        """A new prompt: its run is the only one."""
        self.sessions, self._origins = [session], {}
        self._list(["the run"])

    def add_branch(self, session: Any, name: str, origin: int | None = None) -> None:
        """A branch of the shown run (or of the run number `origin`) becomes the shown one."""
        self._origins[len(self.sessions)] = (self.index or 0) if origin is None else origin
        self.sessions = [*self.sessions, session]
        self._list([*self.options, name])

    def drop_last(self) -> None:
        """The newest branch came to nothing: its origin is shown again."""
        at = self._origins.pop(len(self.sessions) - 1, 0)
        self.sessions = self.sessions[:-1]
        self._list(list(self.options[:-1]))
        self.index = at

    def _list(self, names: list[str]) -> None:
        self.options = names
        self.index = len(names) - 1
        self.layout.display = "none" if len(names) == 1 else ""

    def shown(self, otherwise: Any) -> Any:
        """The session of the shown run; `otherwise` while there is none."""
        return self.sessions[self.index or 0] if self.sessions else otherwise

    def beside(self) -> tuple[Trace, tuple[str, str]] | None:
        """The run to compare with the shown one, and both names: a branch's origin, else the last branch."""
        if len(self.sessions) < 2:
            return None
        at = self.index or 0
        other = self._origins.get(at, len(self.sessions) - 1)
        return self.sessions[other].trace, (self.options[at], self.options[other])

    def choose(self, name: str) -> None:
        """Show the run of this name, if there is one."""
        if name in self.options:
            self.index = self.options.index(name)


class WithRuns:
    """What an explorer does with runs: starts, branches and stops them, shows one of them, compares two."""

    session: Any  # None when a saved trace is shown
    trace: Any
    other: Trace | None
    selection: Selection
    controls: RunControls
    views: list[View]
    runs: Runs
    _loop: RunLoop

    @property
    def running(self) -> bool:
        """Whether a run is going on."""
        return self._loop.running

    @property
    def recorded(self) -> bool:
        """Whether a recorded run is shown, which the session does not hold."""
        return self.session is not None and self.trace is not None and self.session.trace is None

    @property
    def can_branch(self) -> bool:
        """Whether there is a session that can go on from a place of its run, as branches and recall need it."""
        return hasattr(self.session, "branch")

    def run(self, prompt: str | None = None, *, wait: bool = False) -> Self:
        """Start generating from the prompt box or the chat form (or `prompt`); wait=True returns when the run has ended."""
        if self.session is None:
            raise LabError("This explorer shows a saved trace; explore(Session(model)) can run prompts.")
        controls = self.controls
        if prompt is not None:
            controls.write(prompt)
        self._let_end()
        if not self._loop.end_if_paused():
            return self
        try:
            steps_of = controls.asked()
        except LabError as error:
            controls.say(str(error), wrong=True)
            return self
        if self._loop.is_taken(self.session.model):
            return self
        session, settings = self.session, controls.settings()
        self._compare(None)
        self.runs.begin(session)
        self.selection.set_trait("token", -1)
        if controls.example is not None:
            self.selection.tab = controls.example.view
        self._loop.start(session, lambda: steps_of(session, settings), settings["max_new_tokens"], wait)
        return self

    def branch(self, position: int, token_id: int, *, wait: bool = False) -> Self:
        """Go on from `position` with another token, from the shown run's cache; both runs can be chosen under "showing"."""
        if not self._loop.end_if_paused():
            self.controls.say("Stop the run first, then branch.", wrong=True)
            return self
        if self.recorded:
            self.controls.say("This run is recorded, so it cannot branch: press Run, then branch that one.", wrong=True)
            return self
        if self._loop.is_taken(self.session.model):
            return self
        settings = self.controls.settings()
        draw = {name: settings[name] for name in ("max_new_tokens", "temperature", "top_p", "seed")}
        try:
            twin = self.runs.shown(self.session).branch(position, token_id)
        except LabError as error:
            self.controls.say(str(error), wrong=True)
            return self
        self._compare(None)
        self.runs.add_branch(twin, f"branch at {position}: “{said_token(twin.trace.word(token_id))}”")
        self.selection.token = position  # the fork is what is looked at, now and when the branch has ended
        self._loop.start(twin, lambda: twin.resume(**draw), draw["max_new_tokens"], wait)
        return self

    def _let_end(self) -> None:
        """Wait for a run that has said its last word and is about to end."""
        if self.running and not self.controls.run_button.disabled:
            self._loop.join()

    def go_on(self, *, wait: bool = False, held: bool = False) -> Self:
        """Continue the shown run, in its own trace: what a stopped one still had to write, else as much as the box says.

        While a run is going on: pause it, or end the pause. `held`: pause after the first token.
        """
        self._let_end()
        if self.running:
            self._loop.hold()
            return self
        session = self.runs.shown(self.session)
        if session is None or not _can_go_on(session):
            self.controls.say("There is no run to continue: it has come to its end, or none was begun.", wrong=True)
            return self
        if self._loop.is_taken(session.model):
            return self
        settings, last = self.controls.settings(), self._loop.live
        draw = {name: settings[name] for name in ("max_new_tokens", "temperature", "top_p", "seed")}
        if last is not None and last.session is session and last.count < last.wanted:
            draw["max_new_tokens"] = last.wanted - last.count
        self.selection.set_trait("token", -1)
        self._loop.start(session, lambda: session.resume(**draw), draw["max_new_tokens"], wait, held=held)
        return self

    def step(self) -> Self:
        """Let one token come, then wait; a run that has stopped goes on by one."""
        self._let_end()
        if self.running:
            self._loop.step()
            return self
        return self.go_on(held=True)

    def stop(self, *, wait: bool = False) -> None:
        """End the run after the token that is being worked on; with wait=True, return when it has ended."""
        self._loop.stop(wait)

    def measure_recall(self, probes: int = PROBES) -> Self:
        """Measure how much of full attention the indexer's picks cover, for the run that is shown."""
        from dsv4lab.probes.indexer_recall import measure_recall

        shown = self.runs.shown(self.session)
        if not self._loop.end_if_paused():
            self.controls.say("Stop the run first, then measure.", wrong=True)
        elif shown is not None and not self._loop.is_taken(self.session.model):
            self.controls.say(f"Measuring recall at {probes} queries …")
            try:
                measure_recall(shown, probes)
                self.controls.say(f"Recall measured at {probes} queries.")
            except LabError as error:
                self.controls.say(f"Recall was not measured: {error}", wrong=True)
            for view in self.views:
                view.refresh()
        return self

    # What is shown --------------------------------------------------------------------------------------------------

    def _choose_run(self) -> None:
        """Show another run; while one is being written, its own views stay on it."""
        if self.runs.index is None or self.running or self.runs.index >= len(self.runs.sessions):
            return
        self.selection.run = self.runs.value or ""
        trace = self.runs.shown(self.session).trace
        if trace is not None:
            self._show(trace)
            self._beside()
        self.controls.chat.follow(self.runs.shown(self.session))
        self.controls.busy(False, _can_go_on(self.runs.shown(self.session)))

    def _beside(self) -> None:
        """Offer the comparison with the run beside the shown one."""
        found = self.runs.beside()
        if found is not None:
            self._compare(*found)

    def _compare(self, other: Trace | None, names: tuple[str, str] = ("this run", "the other run")) -> None:
        self.other = other
        for view in self.views:
            view.compare(other, names)

    def _show(self, trace: Trace) -> None:
        self.trace = trace
        for view in self.views:
            view.show(trace)

    def _frame(self, trace: Trace) -> None:
        """Show a run that is being written."""
        self.trace = trace
        for view in self.views:
            view.show_growing(trace)

    def _prepare(self) -> None:
        """What takes long the first time is done before a run and not in its first second."""
        import xarray  # noqa: F401 - the analyses import it where they need it

        self.controls.chat.follow(None)

    def _finish(self, run: LiveRun) -> bool:
        """Called at the end of a run, from its thread; whether it can be continued."""
        if run.session.trace is not None and run.began:
            self._show(run.session.trace)
            self._beside()
        for view in self.views:
            view.settle()
        self.controls.chat.follow(run.session)
        return not run.error and _can_go_on(run.session)


def _can_go_on(session: Any) -> bool:
    """Whether a session has a run that did not come to its end."""
    trace = getattr(session, "trace", None)
    if trace is None or not len(trace) or not hasattr(session, "resume"):
        return False
    return trace.run.get("ended") != "end marker"

"""What an explorer does with edits: reads the shown text again under them, and measures what random edits do.

The edited run stands under "showing" like a branch, with the plain one beside it.   Tests: tests/widgets/test_what_if.py.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Self

from dsv4lab.analysis.edited import edits_of
from dsv4lab.capture.trace import Trace
from dsv4lab.widgets.live_run import LiveRun
from dsv4lab.widgets.runs import WithRuns

if TYPE_CHECKING:  # rules need torch, and a trace is looked at without it
    from dsv4lab.interventions.rule import Rule

RANDOM = 20  # matched random edits, at most


class WithEdits(WithRuns):
    """Runs, and edited readings of them."""

    what_if: Any
    _tried: list[Any]  # sessions that read a text under edits
    _measuring: threading.Thread | None

    @property
    def can_try(self) -> bool:
        """Whether there is a session whose model can read the shown text again."""
        return hasattr(self.session, "branch")

    def try_edits(self, edits: Sequence[Rule], name: str, *, wait: bool = False) -> Self:
        """Read the shown text under edits and show that run beside the plain one, as `name` under "showing".

        edits   rules of `dsv4lab.do`
        wait    return when it is read and compared with random edits
        """
        plain = self._readable()
        if plain is None or self.session is None:
            return self
        model = self.session.model
        from dsv4lab.session import Session

        ids = [int(token) for token in plain.values("tokens", "id")]
        twin = Session(model)
        if not self.runs.sessions:
            self.runs.begin(SimpleNamespace(trace=plain, model=model))
        origin = next(i for i, one in enumerate(self.runs.sessions) if one.trace is plain)
        token = self.selection.token
        self._compare(None)
        self._tried.append(twin)
        self.runs.add_branch(twin, name, origin)
        self.selection.token = token
        self._loop.start(twin, lambda: twin.stream(ids, max_new_tokens=0, edits=list(edits)), 0, wait)
        if wait and self._measuring is not None:
            self._measuring.join()
        return self

    def _readable(self) -> Trace | None:
        """The plain run that the session's model can read again now; None, and a sentence says why, where it cannot."""
        say = self.controls.say
        plain = self._plain()
        if plain is None or self.session is None:
            say("There is no run that a model could read again under an edit: press Run first.", wrong=True)
            return None
        if not self._loop.end_if_paused():
            say("Stop the run first, then try an edit.", wrong=True)
            return None
        model = self.session.model
        if plain.run.get("weights") != model.digest:
            say("This run was written by other weights than the model here has: press Run first.", wrong=True)
            return None
        return None if self._loop.is_taken(model) else plain

    def _plain(self) -> Trace | None:
        """The run without edits that is shown, or that the shown one was made from."""
        shown = [self.trace, self.other, *(one.trace for one in self.runs.sessions)]
        return next((trace for trace in shown if trace is not None and not edits_of(trace)), None)

    def _finish(self, run: LiveRun) -> bool:
        twin = run.session
        if run.error and twin in self._tried and twin is self.runs.sessions[-1]:
            self.runs.drop_last()
            self._show(self.runs.shown(self.session).trace)
            return False
        going_on = super()._finish(run)
        if not run.error and twin in self._tried and twin.trace is not None:
            self._measuring = threading.Thread(
                target=self._measure, args=(twin.trace, twin.model), name="what if: chance", daemon=True
            )
            self._measuring.start()
            return False
        return going_on

    def _measure(self, edited: Trace, model: Any) -> None:
        """What random edits of the same kind do to the same tokens."""
        plain = self._plain()
        if plain is None:
            return
        from dsv4lab.interventions.registry import rules_of
        from dsv4lab.probes.effect import effect

        ids = [int(token) for token in edited.values("tokens", "id")]
        first = int(plain.run.get("prompt_tokens", 1))
        first = first if first < len(ids) else 1  # a text that was only read is asked about from its second token on

        def measured() -> dict[str, Any]:
            found = effect(model, ids[:first], ids[first:], {"this": rules_of(edited.run["edits"])}, random=RANDOM)
            low, high = (found.tokens[name].values[0].tolist() for name in ("random_low", "random_high"))
            return {"first": first, "low": low, "high": high, "title": found.title.partition(": ")[2]}

        self.what_if.tell_chance(edited, measured)

"""Generation: what else could have come at the chosen position, what the draft block had proposed, two runs side by side.

Clicking an alternative asks for a branch: the trait `branch_request` names position and token, and the explorer, which
has the session, answers it.
Picture: src/generation.js.   Numbers: dsv4lab/analysis/generation.py.   Tests: tests/widgets/test_more_views.py.
"""

from __future__ import annotations

from typing import Any

from traitlets import Bool, Dict

from dsv4lab.analysis.generation import (
    alternatives_at,
    draft_acceptance,
    draft_at,
    draft_missing,
    drafts_around,
    drawn_with,
    side_by_side,
)
from dsv4lab.capture.trace import Trace
from dsv4lab.widgets.about import GENERATION
from dsv4lab.widgets.view import Host, Part, View


class Generation(View):
    """Alternatives of one position with their probabilities; proposals of the draft block; the run beside another."""

    name, slot, title, tab = "generation", "tab", "Next token", 55
    tab_group = "Write"
    says = GENERATION
    compares = True
    purpose = "Here you will see which tokens could have come instead."

    table = Dict(
        help="token, piece, prompt, temperature and top_p it was drawn with, rows of {id, word, probability, came, "
        "drawable}, draft or no_draft, accepted, proposed"
    ).tag(sync=True)
    drafts = Dict(help="rows of {token, came, proposed, agree} around the chosen token").tag(sync=True)
    beside = Dict(help="parting, names, and [piece, logprob] of both runs from there on").tag(sync=True)
    can_branch = Bool(False, help="whether somebody answers a request").tag(sync=True, asks=True)
    branch_request = Dict(help="{position, id, n}: the alternative that was clicked").tag(sync=True, asks=True)

    parts = (
        Part("_alternatives", ("token",), ("table",)),
        Part("_drafts", ("token",), ("drafts",)),
        Part("_beside", (), ("beside",)),
    )

    def __init__(
        self, trace: Trace | None = None, selection: Any = None, *, other: Trace | None = None,
        names: tuple[str, str] = ("this run", "the other run"), **options: Any,
    ) -> None:  # fmt: skip
        self.names = names
        super().__init__(trace, selection, other=other, **options)

    def join(self, explorer: Host) -> None:
        self.can_branch = explorer.can_branch
        self.observe(
            lambda change: explorer.branch(change["new"]["position"], change["new"]["id"]), names="branch_request"
        )

    def compare(self, other: Trace | None, names: tuple[str, str] = ("this run", "the other run")) -> None:
        """Show another run beside this one; None takes it away."""
        self.other, self.names = other, names
        self.refresh()

    def _twin_options(self) -> dict[str, Any]:
        return {"other": self.other, "names": self.names}

    def _alternatives(self, trace: Trace) -> None:
        token = self.token
        draft = draft_at(trace, token)
        accepted, proposed = draft_acceptance(trace)
        temperature, top_p = drawn_with(trace, token)
        self.table = {
            "token": token,
            "temperature": temperature,
            "top_p": top_p,
            "piece": trace.pieces_between(token, token + 1)[0],
            "prompt": bool(trace.part("tokens", "phase", token=token) == 0),
            "rows": [
                {
                    "id": row.id,
                    "word": trace.word(row.id),
                    "probability": row.probability,
                    "came": row.came,
                    "drawable": row.drawable,
                }
                for row in alternatives_at(trace, token)
            ],
            "draft": None if draft is None else {"word": trace.word(draft[0]), "probability": draft[1]},
            "no_draft": draft_missing(trace, token),
            "accepted": accepted,
            "proposed": proposed,
        }

    def _drafts(self, trace: Trace) -> None:
        rows = drafts_around(trace, self.token)
        self.drafts = {
            "rows": [
                {"token": row.token, "came": trace.word(row.came), "agree": row.agree,
                 "proposed": None if row.proposed is None else trace.word(row.proposed)}
                for row in rows
            ]
        }  # fmt: skip

    def _beside(self, trace: Trace) -> None:
        found = None if self.other is None else side_by_side(trace, self.other)
        if found is None or self.other is None:
            self.beside = {}
            return
        runs = []
        for name, run, words in zip(self.names, (trace, self.other), (found.mine, found.theirs), strict=True):
            pieces = run.pieces_between(found.parting, found.parting + len(words.logprobs))
            pairs = list(zip(pieces, words.logprobs, strict=True))
            mean = -words.mean if words.known else None
            runs.append({"name": name, "mean": mean, "tokens": words.count, "known": words.known, "words": pairs})
        self.beside = {"parting": found.parting, "runs": runs}

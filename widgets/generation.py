"""Generation: what else could have come at the chosen position, and what the draft block had proposed.

Clicking an alternative asks for a branch: the trait `wish` names position and token, and the explorer, which has the
session, answers it. Picture: generation.js.   Numbers: dsv4lab/analysis/generation.py.   Tests: tests/test_widgets_more.py.
"""

from __future__ import annotations

from traitlets import Bool, Dict

from dsv4lab.analysis.generation import alternatives_at, draft_acceptance, draft_at
from dsv4lab.capture.trace import Trace
from dsv4lab.widgets.view import View, program


class Generation(View):
    """Alternatives of one position with their probabilities; proposals of the draft block."""

    purpose = "Here you will see which tokens could have come instead."
    watches = ("token",)
    _esm = program("generation")

    table = Dict(help="token, piece, prompt, rows of {id, word, probability, came}, draft, accepted, proposed").tag(
        sync=True
    )
    can_branch = Bool(False, help="whether somebody answers a wish").tag(sync=True)
    wish = Dict(help="{position, id, n}: the alternative that was clicked").tag(sync=True)

    def fill(self, trace: Trace) -> None:
        token = self.token
        draft = draft_at(trace, token)
        accepted, proposed = draft_acceptance(trace)
        self.table = {
            "token": token,
            "piece": trace.pieces[token],
            "prompt": bool(trace.part("tokens", "phase", token=token) == 0),
            "rows": [
                {"id": row.id, "word": trace.word(row.id), "probability": row.probability, "came": row.came}
                for row in alternatives_at(trace, token)
            ],
            "draft": None if draft is None else {"word": trace.word(draft[0]), "probability": draft[1]},
            "accepted": accepted,
            "proposed": proposed,
        }

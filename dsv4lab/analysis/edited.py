"""What an edit changed, token by token: one text read twice, plain and with something inside changed.

Both traces hold the same tokens. View: widgets/what_if.py.   Tests: tests/widgets/test_what_if.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from dsv4lab.errors import TraceError

if TYPE_CHECKING:
    from dsv4lab.capture.trace import Trace


class Difference(NamedTuple):
    """T tokens, of which the first is expected by nothing.

    change        [T] log-probability of the token that stands there, edited minus plain (nats); NaN where unknown
    before, after [T] ids of the likeliest token of each run; -1 where unknown
    before_probability, after_probability   [T] theirs; NaN where unknown
    """

    change: np.ndarray
    before: np.ndarray
    after: np.ndarray
    before_probability: np.ndarray
    after_probability: np.ndarray

    @property
    def flips(self) -> np.ndarray:
        """Positions at which the likeliest token is another one."""
        return np.flatnonzero((self.before != self.after) & (self.before >= 0) & (self.after >= 0))


def edits_of(trace: Trace) -> list[dict[str, object]]:
    """The rules in JSON under which a run was made; none of a plain one."""
    return list(trace.run.get("edits", {}).get("rules", []))


def difference(plain: Trace, edited: Trace) -> Difference:
    """What the edit changed at every token.

    Raises TraceError where the two hold other tokens.
    """
    ids = [trace.values("tokens", "id") for trace in (plain, edited)]
    count = min(len(one) for one in ids)
    if not np.array_equal(ids[0][:count], ids[1][:count]):
        at = int(np.argmax(ids[0][:count] != ids[1][:count]))
        raise TraceError(f"the two runs part at token {at}: an edit is compared on one text, read with it and without.")
    change = edited.values("tokens", "logprob")[:count] - plain.values("tokens", "logprob")[:count]
    likeliest = [trace.values("tokens", "top_id")[:count, 0] for trace in (plain, edited)]
    sure = [np.exp(trace.values("tokens", "top_logprob")[:count, 0]) for trace in (plain, edited)]
    return Difference(change.astype(np.float64), likeliest[0], likeliest[1], sure[0], sure[1])

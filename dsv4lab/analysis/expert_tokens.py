"""The inverse question: which tokens did one expert take, and is that more than any expert of its layer would show?

Surprising: a list of an expert's tokens always looks like a theme. So a control goes with it: another expert of the same
layer, drawn among those that took about as many tokens.
Views: widgets/expert_routing.py.   Tests: tests/analysis/test_more_analysis.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from dsv4lab.analysis.expert_routing import tokens_of_expert

if TYPE_CHECKING:
    from dsv4lab.capture.trace import Trace

NEAREST = 3  # experts nearest in number of tokens, among which the control is drawn


class Use(NamedTuple):
    """One token that an expert took: its position, the weight, and the text around it."""

    token: int
    weight: float
    before: str
    piece: str
    after: str


class Uses(NamedTuple):
    """What one expert of a layer took: how many tokens, how many different ones, and the heaviest uses."""

    expert: int
    count: int
    different: int
    rows: list[Use]


def uses_of(trace: Trace, layer: int, expert: int, *, most: int = 12, context: int = 4) -> Uses:
    """The tokens of one expert, heaviest first, each with `context` tokens of text on either side."""
    weight = tokens_of_expert(trace, layer, expert).values
    taken = np.flatnonzero(np.isfinite(weight))
    ids = trace.values("tokens", "id")[taken]
    rows = []
    for token in taken[np.argsort(-weight[taken], kind="stable")][:most].tolist():
        start, stop = max(0, token - context), min(len(trace), token + context + 1)
        pieces = trace.pieces_between(start, stop)
        at = token - start
        rows.append(Use(token, float(weight[token]), "".join(pieces[:at]), pieces[at], "".join(pieces[at + 1 :])))
    return Uses(expert, len(taken), len(np.unique(ids)), rows)


def matched_expert(trace: Trace, layer: int, expert: int) -> int | None:
    """Another expert of the layer, drawn (the same on every call) among those nearest in number of tokens."""
    experts = trace.part("routing", "expert", layer=layer)
    counts = np.bincount(experts[experts >= 0], minlength=trace.config.n_routed_experts)
    others = [other for other in np.flatnonzero(counts).tolist() if other != expert]
    if not others:
        return None
    nearest = sorted(others, key=lambda other: (abs(int(counts[other]) - int(counts[expert])), other))[:NEAREST]
    return nearest[int(np.random.default_rng((layer, expert)).integers(len(nearest)))]

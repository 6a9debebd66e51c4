"""What else could have come at a position, and what the draft block had proposed for it.

Views: widgets/generation.py.   Tests: tests/test_analysis_more.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from dsv4lab.capture.trace import Trace


class Alternative(NamedTuple):
    """A token that could have come: its id, its probability, and whether it is the one that came."""

    id: int
    probability: float
    came: bool


def alternatives_at(trace: Trace, token: int) -> list[Alternative]:
    """The likeliest tokens for a position, likeliest first; the one that came is last if it was not among them.

    Empty for the first position, for which nothing was expected.
    """
    came = int(trace.part("tokens", "id", token=token))
    ids = trace.part("tokens", "top_id", token=token)
    logprobs = trace.part("tokens", "top_logprob", token=token)
    found = [
        Alternative(int(i), float(np.exp(p)), int(i) == came) for i, p in zip(ids, logprobs, strict=True) if i >= 0
    ]
    logprob = float(trace.part("tokens", "logprob", token=token))
    if found and not any(row.came for row in found):
        found.append(Alternative(came, float(np.exp(logprob)), True))
    return found


def draft_at(trace: Trace, token: int) -> tuple[int, float] | None:
    """(token id, probability) that the draft block proposed for a position, before the trunk had seen the one before."""
    if not trace.has("drafts", "id"):
        return None
    proposed = int(trace.part("drafts", "id", token=token))
    return None if proposed < 0 else (proposed, float(np.exp(trace.part("drafts", "id_logprob", token=token))))


def draft_acceptance(trace: Trace, *, generated_only: bool = True) -> tuple[int, int]:
    """(proposals that came, proposals): how often greedy verification would have kept the draft."""
    if not trace.has("drafts", "agree"):
        return 0, 0
    agree = trace.values("drafts", "agree")
    if generated_only:
        agree = agree[trace.values("tokens", "phase") == 1]
    return int((agree == 1).sum()), int((agree >= 0).sum())

"""What else could have come at a position, and what the draft block had proposed for it.

Views: widgets/generation.py.   Tests: tests/test_analysis_more.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from dsv4lab.capture.trace import Trace


AROUND = 10  # tokens before and after the chosen one whose drafts are listed
SHOWN = 80  # tokens of each run shown side by side


class Alternative(NamedTuple):
    """A token that could have come: its id, its probability, and whether it is the one that came."""

    id: int
    probability: float
    came: bool


class Drafted(NamedTuple):
    """A token that came, what the draft block had proposed for it (None: nothing), and whether they are the same."""

    token: int
    came: int
    proposed: int | None
    agree: bool


class Words(NamedTuple):
    """One run from the parting on: log probabilities of its first tokens (nats), their number in all, and their sum."""

    logprobs: list[float]
    count: int
    total: float


class Pair(NamedTuple):
    """Two runs from the first position at which their tokens differ."""

    parting: int
    mine: Words
    theirs: Words


def drafts_around(trace: Trace, token: int) -> list[Drafted]:
    """Proposals for the tokens around one, in order; empty when the run kept no drafts."""
    if not trace.has("drafts", "id"):
        return []
    start, stop = max(0, token - AROUND), min(len(trace), token + AROUND + 1)
    came, proposed = trace.values("tokens", "id")[start:stop], trace.values("drafts", "id")[start:stop]
    return [
        Drafted(start + i, int(one), int(draft) if draft >= 0 else None, bool(draft == one))
        for i, (one, draft) in enumerate(zip(came, proposed, strict=True))
    ]


def parting(trace: Trace, other: Trace | None) -> int:
    """First position at which two runs have different tokens (or one has ended); -1 if they are the same, or alone."""
    if other is None:
        return -1
    count = min(len(trace), len(other))
    different = np.flatnonzero(trace.values("tokens", "id")[:count] != other.values("tokens", "id")[:count])
    return int(different[0]) if len(different) else (count if len(trace) != len(other) else -1)


def side_by_side(trace: Trace, other: Trace) -> Pair | None:
    """Both runs from their parting on; None when they are the same."""
    at = parting(trace, other)

    def words(run: Trace) -> Words:
        logprobs = run.values("tokens", "logprob")[at:]
        shown = [float(x) for x in np.nan_to_num(logprobs[:SHOWN])]
        return Words(shown, len(logprobs), float(np.nansum(logprobs)))

    return None if at < 0 else Pair(at, words(trace), words(other))


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

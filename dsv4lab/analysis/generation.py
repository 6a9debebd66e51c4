"""What else could have come at a position, and what the draft block had proposed for it.

Views: widgets/generation.py.   Tests: tests/analysis/test_more_analysis.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from dsv4lab.capture.trace import Trace


AROUND = 10  # tokens before and after the chosen one whose drafts are listed
SHOWN = 80  # tokens of each run shown side by side


class Alternative(NamedTuple):
    """A likely token: its id, the model's probability, whether it came, and whether this run could have drawn it.

    The probability is the model's own, before temperature and top-p. drawable is None where that is not known: in the
    prompt, where nothing is drawn, and at the edge of the nucleus, which depends on tokens that were not kept.
    """

    id: int
    probability: float
    came: bool
    drawable: bool | None = None


class Drafted(NamedTuple):
    """A token that came, what the draft block had proposed for it (None: nothing), and whether they are the same."""

    token: int
    came: int
    proposed: int | None
    agree: bool


class Words(NamedTuple):
    """One run from the parting on: log probabilities of its first tokens (nats; None: not captured), the number of tokens
    in all, of how many the log probability is known, and the sum of those."""

    logprobs: list[float | None]
    count: int
    known: int
    total: float

    @property
    def mean(self) -> float:
        """Log probability of a known token, nats; NaN without any."""
        return self.total / self.known if self.known else float("nan")


class Pair(NamedTuple):
    """Two runs from the first position at which their tokens differ."""

    parting: int
    mine: Words
    theirs: Words


def drafts_around(trace: Trace, token: int) -> list[Drafted]:
    """Proposals for the tokens around one, in order; empty when the run kept no drafts."""
    if not trace.has("mtp", "id"):
        return []
    trace.row("tokens", "token", token)
    start, stop = max(0, token - AROUND), min(len(trace), token + AROUND + 1)
    came, proposed = trace.values("tokens", "id")[start:stop], trace.values("mtp", "id")[start:stop]
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
        shown = [float(x) if np.isfinite(x) else None for x in logprobs[:SHOWN]]
        return Words(shown, len(logprobs), int(np.isfinite(logprobs).sum()), float(np.nansum(logprobs)))

    return None if at < 0 else Pair(at, words(trace), words(other))


def alternatives_at(trace: Trace, token: int) -> list[Alternative]:
    """The likeliest tokens for a position, likeliest first; the one that came is last if it was not among them.

    Empty for the first position, for which nothing was expected, and for positions of a prompt that were not read out.
    """
    came = int(trace.part("tokens", "id", token=token))
    ids = trace.part("tokens", "top_id", token=token)
    logprobs = trace.part("tokens", "top_logprob", token=token)
    kept = ids >= 0
    draw = _drawable(trace, token, logprobs[kept].astype(np.float64))
    found = [
        Alternative(int(i), float(np.exp(p)), int(i) == came, can)
        for i, p, can in zip(ids[kept], logprobs[kept], draw, strict=True)
    ]
    logprob = float(trace.part("tokens", "logprob", token=token))
    if found and not any(row.came for row in found):
        found.append(
            Alternative(came, float(np.exp(logprob)), True, False if drawn_with(trace, token)[0] == 0 else None)
        )
    return found


def drawn_with(trace: Trace, token: int) -> tuple[float | None, float]:
    """(temperature, top-p) that a position was drawn with; (None, 1) in the prompt and where the run does not say."""
    said = trace.run.get("sampling") or {}
    if trace.part("tokens", "phase", token=token) != 1 or "temperature" not in said:
        return None, 1.0
    return float(said["temperature"]), float(said.get("top_p", 1.0))


def _drawable(trace: Trace, token: int, logprobs: np.ndarray) -> list[bool | None]:
    """Whether each of the likeliest tokens lay in the nucleus, as far as the few that were kept can tell.

    The nucleus needs the sum of all tokens' p ** (1 / temperature). Of those that were not kept only their joint
    probability is known, and that each has at most the last kept one's: this bounds the sum from both sides.
    """
    temperature, top_p = drawn_with(trace, token)
    if temperature is None or not len(logprobs):
        return [None] * len(logprobs)
    if temperature == 0:
        return [i == 0 for i in range(len(logprobs))]
    if top_p >= 1:
        return [True] * len(logprobs)
    power, probability = 1 / temperature, np.exp(logprobs)
    others, rest = trace.config.vocab_size - len(logprobs), max(0.0, 1 - float(probability.sum()))
    even = others * (rest / others) ** power if others and rest else 0.0  # as many as there are, all alike
    dense = rest * float(probability[-1]) ** (power - 1) if rest else 0.0  # as few as there can be
    weight = probability**power
    before = np.cumsum(weight) - weight
    low, high = (before / (weight.sum() + end) for end in sorted((even, dense), reverse=True))
    slack = 1e-5  # of the float32 sums that drew
    return [
        True if b < top_p - slack else False if a >= top_p + slack else None for a, b in zip(low, high, strict=True)
    ]


def draft_at(trace: Trace, token: int) -> tuple[int, float] | None:
    """(token id, probability) that the draft block proposed for a position, before the trunk had seen the one before."""
    if not trace.has("mtp", "id"):
        return None
    proposed = int(trace.part("mtp", "id", token=token))
    return None if proposed < 0 else (proposed, float(np.exp(trace.part("mtp", "id_logprob", token=token))))


def draft_missing(trace: Trace, token: int) -> str:
    """Why a position has no proposal; "" when it has one."""
    if not trace.config.num_nextn_predict_layers:
        return "This model has no draft (MTP) block."
    if not trace.has("mtp", "id"):
        return "The draft (MTP) block was not captured in this run."
    ids = trace.values("mtp", "id")
    if trace.part("mtp", "id", token=token) >= 0:
        return ""
    if token < 2:
        return "The draft (MTP) block cannot propose before the third token."
    if not trace.finished and not (ids[token:] >= 0).any():
        return "What the draft (MTP) block proposed here has not been read out yet."
    return "What the draft (MTP) block proposed here was not captured."


def draft_acceptance(trace: Trace, *, generated_only: bool = True) -> tuple[int, int]:
    """(proposals that came, proposals): how often greedy verification would have kept the draft."""
    if not trace.has("mtp", "agree"):
        return 0, 0
    agree = trace.values("mtp", "agree")
    if generated_only:
        agree = agree[trace.values("tokens", "phase") == 1]
    return int((agree == 1).sum()), int((agree >= 0).sum())

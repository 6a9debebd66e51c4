"""Exercises of lesson 05, generation and the cache.   Tests: tests/course/test_lesson_05.py."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import torch
from torch import Tensor

from dsv4lab.analysis.generation import draft_acceptance
from dsv4lab.attention_kinds import KINDS
from dsv4lab.costs import waiting_columns
from dsv4lab.course.answer import Answer, Wrong
from dsv4lab.course.exercise import exercise
from dsv4lab.kernels.sampling import sample_token, uniform
from dsv4lab.model.kv_cache import LayerCache
from dsv4lab.recorded_run import recorded


def _drawn(seed: int, count: int) -> Tensor:
    return 2 * torch.randn(count, generator=torch.Generator().manual_seed(seed))


def _ring(position: int, size: int) -> tuple[list[int], list[int]]:
    """What a step at `position` may read from a ring, oldest first: tokens, below 0 for none, and their slots."""
    from dsv4lab.engine.edited_at import ring_in_order

    tokens, slots = ring_in_order(torch.arange(size)[None, :, None], torch.tensor([position]))
    assert isinstance(slots, Tensor)
    return tokens.tolist(), slots[0, :, 0].tolist()


@exercise(
    "05.1", "A ring of keys", 1,
    "The key of the token at position p is written into the slot p % size, over what was there.",
    "Begin with [-1] * size and write the tokens 0, 1, 2, ... one after the other.",
)  # fmt: skip
def ring(answer: Answer) -> str:
    """A function (length, size) -> which token each slot holds [size] after `length` tokens; -1 for none."""
    for length, size in ((13, 5), (3, 5), (10, 5)):
        tokens, slots = _ring(length - 1, size)
        last = np.array(tokens)
        want = np.empty(size, int)
        want[slots] = np.maximum(last, -1)
        raw = want.copy()
        raw[slots] = last
        mistakes = {
            "these are the right tokens in their order; in a ring, token p lies in the slot p % size": np.maximum(
                last, -1
            ),
            "a slot that was never written holds no token: -1": raw,
            "the newest token is length - 1; positions are counted from 0": np.where(want < 0, want, want + 1),
            "these are the slots of the tokens; what each slot holds is asked": np.array(slots),
            "old tokens stay here; the newer one is written over the older": np.where(
                np.arange(size) < length, np.arange(size), -1
            ),
        }
        answer.close(want, "the ring", answer.call(length, size), mistakes, within=1e-9)
    return "the ring never grows, and the newest key lies where the oldest was"


@exercise(
    "05.2", "What the cache holds", 1,
    "Whole blocks are entries; the tokens of the block that is still being filled wait.",
    "The next token brings its own key, so it needs the keys of the size - 1 tokens before it, if there are so many.",
)  # fmt: skip
def holds(answer: Answer) -> str:
    """A function (length, rate, size) -> [keys, entries, waiting] that a layer must keep for the next token."""
    for length, rate, size in ((54, 4, 64), (131, 32, 64), (64, 4, 64), (3, 4, 64)):
        layer = LayerCache(size)
        layer.extend_window(torch.zeros(1, length, 1))
        keys = 0 if layer.window is None else layer.window.shape[1]
        counts: Any = SimpleNamespace(csa_rate=rate)
        entries = KINDS["csa"].entries(counts, length)
        waiting = waiting_columns(length, rate, overlap=False)
        want = np.array([keys, entries, waiting])
        mistakes = {
            "the next token brings its own key, so one fewer than the window is kept": [
                min(length, size),
                entries,
                waiting,
            ],
            "the window does not grow with the text": [length, entries, waiting],
            "a block that is not full has no entry": [keys, -(-length // rate), waiting],
            "asked is how many tokens wait, not how many their block still needs": [keys, entries, -length % rate],
            "tokens of a full block wait no longer": [keys, entries, length],
        }
        answer.close(
            want,
            f"[keys, entries, waiting] after {length} tokens with rate {rate}",
            answer.call(length, rate, size),
            {words: np.array(other) for words, other in mistakes.items()},
            within=1e-9,
        )
    return "only the entries grow with the text"


@exercise(
    "05.3", "Draw a token", 2,
    "Divide the logits by the temperature, then take the softmax.",
    "In falling order of probability, add up until the sum is larger than `share`: that token is drawn.",
    "At temperature 0 nothing can be divided: take the likeliest.",
)  # fmt: skip
def draw(answer: Answer) -> str:
    """A function (logits [V], temperature, share) -> the drawn id; share is a random number in [0, 1)."""
    logits = _drawn(0, 12)
    for temperature in (1.0, 0.5, 3.0, 0.0):
        shares = [uniform(7, position) for position in range(24)]

        def of(logits: Tensor, temperature: float) -> list[int]:
            return [
                sample_token(logits, temperature=temperature, top_p=1.0, seed=7, position=position)
                for position in range(24)
            ]

        want = of(logits, temperature)
        got = [float(answer.array(0.0, "the drawn id", answer.call(logits, temperature, share))) for share in shares]
        mistakes: dict[str, Any] = {
            "this is always the likeliest token; at a temperature above 0 others come, too": of(logits, 0.0),
            "the temperature is not in it": of(logits, 1.0),
            "the logits are divided by the temperature, not multiplied": of(logits, 1 / max(temperature, 1e-3)),
            "the tokens are in the order of their ids here; begin with the likeliest": _by_id(
                logits, temperature, shares
            ),
            "this begins with the least likely token; begin with the likeliest": _falling(
                -logits, logits, temperature, shares
            ),
            "this is a place in the falling order; the id of the token at this place is asked": [
                int(logits.argsort(descending=True).argsort()[i]) for i in want
            ],
        }
        answer.close(want, f"the ids drawn at temperature {temperature:g}", got, mistakes, within=1e-9)
    return "a low temperature keeps to the likeliest tokens, a high one evens them out"


def _falling(order: Tensor, logits: Tensor, temperature: float, shares: list[float]) -> list[int]:
    """What is drawn when the tokens lie in another order."""
    ids = order.argsort(descending=True)
    below = (logits / max(temperature, 1e-3)).softmax(0)[ids].cumsum(0)
    return [int(ids[min(int((below <= share).sum()), len(ids) - 1)]) for share in shares]


def _by_id(logits: Tensor, temperature: float, shares: list[float]) -> list[int]:
    return _falling(-torch.arange(len(logits)), logits, temperature, shares)


@exercise(
    "05.4", "The nucleus", 2,
    "Probabilities are the softmax of logits / temperature. Sort them, largest first, and add them up.",
    "A token belongs when the sum of those before it is still below top_p: the one that crosses top_p is the last.",
)  # fmt: skip
def nucleus(answer: Answer) -> str:
    """A function (logits [V], temperature, top_p) -> ids of the tokens that can be drawn, in any order."""
    for seed, temperature, top_p in ((0, 1.0, 0.8), (1, 2.5, 0.5), (2, 0.5, 0.9), (3, 1.0, 0.1)):
        logits = _drawn(seed, 10)

        def of(temperature: float, top_p: float, logits: Tensor = logits) -> set[int]:
            """What is really drawn, in many draws."""
            draws = range(200)
            return {sample_token(logits, temperature=temperature, top_p=top_p, seed=3, position=p) for p in draws}

        want, probability = of(temperature, top_p), (logits / temperature).softmax(0)
        got = _ids(answer, answer.call(logits, temperature, top_p), len(logits))
        order = probability.argsort(descending=True).tolist()
        mistakes = {
            "the token that crosses top_p still belongs to it": set(order[: len(want) - 1]),
            "the temperature comes first; then the nucleus is taken": of(1.0, top_p),
            "these are the tokens that are each at least as likely as top_p; the sum of the likeliest counts": set(
                np.flatnonzero(probability >= top_p).tolist()
            ),
            "one token too many: the one that crosses top_p is the last": set(order[: len(want) + 1]),
            "these are the tokens that cannot be drawn": set(order) - want,
        }
        for words, other in mistakes.items():
            if got == other != want:
                raise Wrong(words)
        answer.true_of(
            got == want,
            f"at temperature {temperature:g} and top_p {top_p:g} it is {sorted(want)}, and yours is {sorted(got)}",
        )
    return "the fewest likeliest tokens whose sum reaches top_p; the rest is never drawn"


def _ids(answer: Answer, value: Any, count: int) -> set[int]:
    """Whole numbers below `count`, from any list of them; a mask of `count` True and False is taken, too."""
    try:
        value = sorted(value) if isinstance(value, (set, frozenset)) else value
        many = len(value)
    except TypeError:
        raise Wrong("this should be a list of numbers, and it is one thing") from None
    mask = str(getattr(value, "dtype", "")).endswith("bool") and many == count
    got = answer.array(np.zeros(many), "this", value)
    if mask:
        return set(np.flatnonzero(got).tolist())
    if not np.isin(got, np.arange(count)).all():
        raise Wrong(f"this should hold whole numbers from 0 to {count - 1}; yours holds {got.tolist()}"[:250])
    return set(got.astype(int).tolist())


@exercise(
    "05.5", "Accepted drafts", 2,
    'trace.values("tokens", "id") is what came; trace.values("mtp", "id") what was proposed for it, or -1.',
    'Only written tokens count: trace.values("tokens", "phase") is 1 there, and 0 in the prompt.',
)  # fmt: skip
def accepted(answer: Answer) -> str:
    """A function (trace) -> [proposals that came, proposals] over the tokens that the model wrote."""
    trace = recorded()
    want = draft_acceptance(trace)
    prompt = draft_acceptance(trace, generated_only=False)
    came, proposed = trace.values("tokens", "id"), trace.values("mtp", "id")
    written = trace.values("tokens", "phase") == 1
    got = answer.array(np.zeros(2), "[came, proposals]", answer.call(trace))
    mistakes = {
        "the prompt was read, not written; its tokens do not count": np.array(prompt),
        "a proposal stands at the position it is for; yours compares it with the token after": np.array(
            [(came[1:] == proposed[:-1])[written[1:]].sum(), want[1]]
        ),
        "a proposal stands at the position it is for; yours compares it with the token before": np.array(
            [(came[:-1] == proposed[1:])[written[1:]].sum(), want[1]]
        ),
        "-1 is no proposal": np.array([prompt[0], len(came)]),
        "the second number is all proposals, not those that did not come": np.array([want[0], want[1] - want[0]]),
        "first those that came, then all": np.array(want[::-1]),
    }
    answer.close(np.array(want), "[came, proposals]", got, mistakes, within=1e-9)
    return f"{want[0]} of {want[1]} proposals came; a pass that verifies one and keeps it writes two tokens"


@exercise(
    "05.6", "What a branch has lost", 3,
    "The token at `position` needs the keys of the size - 1 positions before it, as far as there are so many.",
    "After `length` tokens the ring holds the positions length - size to length - 1.",
    "Lost is what is needed and not held: set(needed) - set(held).",
)  # fmt: skip
def lost(answer: Answer) -> str:
    """A function (position, length, size) -> positions of the keys a branch needs that the ring holds no longer."""
    for position, length, size in ((50, 100, 64), (90, 100, 64), (99, 100, 64), (30, 40, 64), (20, 100, 8)):
        need = {token for token in _ring(position, size)[0] if 0 <= token < position}
        held = {token for token in _ring(length - 1, size)[0] if token >= 0}
        want = need - held
        got = _ids(answer, answer.call(position, length, size), length)
        mistakes = {
            "the token at `position` is run anew and brings its own key": (need | {position}) - held,
            "only the window's keys are needed; older tokens are read through entries": set(range(position)) - held,
            "this is what is needed; leave out what the ring still holds": need,
            "this is what the ring holds; asked is what it holds no longer": held,
            "this is what is needed and still there; asked is what is lost": need & held,
            "the window holds `size` tokens with the branch's own; yours holds one more": {
                token for token in _ring(position, size + 1)[0] if 0 <= token < position
            }
            - held,
            "after `length` tokens the ring holds the last `size` of them; yours holds one fewer": need
            - {token for token in held if token > length - size},
        }
        for words, other in mistakes.items():
            if got == other != want:
                raise Wrong(words)
        answer.true_of(
            got == want,
            f"of a ring of {size}, a branch at {position} after {length} tokens has lost {len(want)} keys, yours {len(got)}",
        )
    return "entries stay, but a ring forgets: a far branch needs kept keys, or the text is read again"

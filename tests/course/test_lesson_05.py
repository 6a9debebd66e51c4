"""The exercises of lesson 05: every right answer is taken, every wrong one told by what it got wrong."""

from __future__ import annotations

import numpy as np
import torch
from course_answers import Tried, cases, complete, judged


def _ring(length, size):
    out = [-1] * size
    for position in range(length):
        out[position % size] = position
    return out


def _ring_formula(length, size, *, newest=None, none=True):
    newest = length - 1 if newest is None else newest
    slot = np.arange(size)
    token = newest - (newest - slot) % size
    return np.where((token < 0) & none, -1, token)


def _holds(length, rate, size):
    return [min(length, size - 1), length // rate, length % rate]


def _draw(logits, temperature, share, *, order=None, heat=None):
    if temperature == 0:
        return logits.argmax()
    probability = (logits / (temperature if heat is None else heat(temperature))).softmax(0)
    ids = (probability if order is None else order(probability)).argsort(descending=True)
    return ids[(probability[ids].cumsum(0) <= share).sum()]


def _draw_loop(logits, temperature, share):
    values = logits.double().numpy()
    if temperature < 1e-6:
        return int(values.argmax())
    weight = np.exp((values - values.max()) / temperature)
    total = 0.0
    for i in np.argsort(-weight):
        total += weight[i] / weight.sum()
        if total > share:
            return i
    return None


def _place(logits, temperature, share):
    return (logits.argsort(descending=True) == _draw(logits, temperature, share)).nonzero()[0, 0]


def _nucleus(logits, temperature, top_p, *, more=0, heat=True):
    probability = (logits / (temperature if heat else 1)).softmax(0)
    ids = probability.argsort(descending=True)
    before = probability[ids].cumsum(0) - probability[ids]
    return ids[: int((before < top_p).sum()) + more]


def _nucleus_mask(logits, temperature, top_p):
    mask = np.zeros(len(logits), bool)
    mask[_nucleus(logits, temperature, top_p)] = True
    return mask


def _accepted(trace, *, shift=0, prompt=False):
    came, proposed = trace.values("tokens", "id"), trace.values("mtp", "id")
    here = (proposed >= 0) & ((trace.values("tokens", "phase") == 1) | prompt)
    return [(np.roll(came, -shift) == proposed)[here].sum(), here.sum()]


def _after(trace):
    came, proposed = trace.values("tokens", "id"), trace.values("mtp", "id")
    written = trace.values("tokens", "phase") == 1
    return [(came[1:] == proposed[:-1])[written[1:]].sum(), written.sum()]


def _lost(position, length, size, *, own=0, more=0, fewer=0):
    needed = range(max(0, position - size + 1 - more), position + own)
    return set(needed) - set(range(length - size + fewer, length))


ANSWERS = {
    "05.1": Tried(
        [_ring, _ring_formula, lambda *a: torch.tensor(_ring(*a), dtype=torch.bfloat16)],
        [
            (lambda length, size: ([-1] * size + list(range(length)))[-size:], "token p lies in the slot"),
            (lambda length, size: _ring_formula(length, size, none=False), "never written"),
            (
                lambda length, size: [t + 1 if t >= 0 else t for t in _ring(length, size)],
                "the newest token is length - 1",
            ),
            (lambda length, size: [t % size for t in range(length - size, length)], "slots of the tokens"),
            (lambda length, size: list(range(length))[:size] + [-1] * (size - length), "written over the older"),
            (lambda length, size: (length - 1) % size, "shape [5]"),
            (lambda length, size: list(range(length)), "shape [5]"),
            (lambda length, size: "full", "should be numbers"),
            (..., "where ... stands"),
        ],
    ),
    "05.2": Tried(
        [
            _holds,
            lambda *a: np.array(_holds(*a), np.float32),
            lambda length, rate, size: (min(length, size - 1), *divmod(length, rate)),
        ],
        [
            (lambda n, rate, size: [min(n, size), n // rate, n % rate], "one fewer than the window"),
            (lambda n, rate, size: [n, n // rate, n % rate], "does not grow"),
            (lambda n, rate, size: [min(n, size - 1), -(-n // rate), n % rate], "has no entry"),
            (lambda n, rate, size: [min(n, size - 1), n // rate, -n % rate], "how many tokens wait"),
            (lambda n, rate, size: [min(n, size - 1), n // rate, rate - n % rate], "their block still needs"),
            (lambda n, rate, size: [min(n, size - 1), n // rate, n], "wait no longer"),
            (lambda n, rate, size: n // rate, "shape [3]"),
            (lambda n, rate, size: {"keys": n}, "should be numbers"),
        ],
    ),
    "05.3": Tried(
        [_draw, _draw_loop],
        [
            (lambda logits, temperature, share: logits.argmax(), "always the likeliest"),
            (lambda logits, temperature, share: _draw(logits, 1.0, share), "temperature is not in it"),
            (
                lambda logits, temperature, share: _draw(logits, temperature, share, heat=lambda t: 1 / t),
                "not multiplied",
            ),
            (
                lambda *a: _draw(*a, order=lambda p: -torch.arange(len(p))),
                "order of their ids",
            ),
            (lambda *a: _draw(*a, order=lambda p: -p), "least likely"),
            (_place, "place in the falling order"),
            (lambda logits, temperature, share: (logits / temperature).softmax(0), "shape []"),
            (lambda logits, temperature, share: share / 0, "raised ZeroDivisionError"),
        ],
    ),
    "05.4": Tried(
        [_nucleus, _nucleus_mask, lambda *a: set(_nucleus(*a).tolist()), lambda *a: sorted(_nucleus(*a).tolist())],
        [
            (lambda *a: _nucleus(*a, more=-1), "still belongs"),
            (lambda *a: _nucleus(*a, heat=False), "temperature comes first"),
            (lambda x, t, p: np.flatnonzero((x / t).softmax(0) >= p), "at least as likely"),
            (lambda *a: _nucleus(*a, more=1), "one token too many"),
            (lambda *a: ~_nucleus_mask(*a), "cannot be drawn"),
            (lambda x, t, p: [0, 1], "and yours is [0, 1]"),
            (lambda x, t, p: (x / t).softmax(0)[_nucleus(x, t, p)], "whole numbers from 0 to 9"),
            (lambda x, t, p: x.argmax(), "one thing"),
            (lambda x, t, p: "abc", "should be numbers"),
        ],
    ),
    "05.5": Tried(
        [_accepted, lambda trace: tuple(int(x) for x in _accepted(trace))],
        [
            (lambda trace: _accepted(trace, prompt=True), "not written"),
            (_after, "the token after"),
            (lambda trace: _accepted(trace, shift=-1), "the token before"),
            (lambda trace: [_accepted(trace, prompt=True)[0], len(trace)], "-1 is no proposal"),
            (lambda trace: [_accepted(trace)[0], _accepted(trace)[1] - _accepted(trace)[0]], "did not come"),
            (lambda trace: _accepted(trace)[::-1], "then all"),
            (lambda trace: _accepted(trace)[0] / _accepted(trace)[1], "shape [2]"),
            (lambda trace: trace.drafts, "raised AttributeError"),
        ],
    ),
    "05.6": Tried(
        [_lost, lambda *a: sorted(_lost(*a)), lambda *a: np.array(sorted(_lost(*a)), dtype=int)],
        [
            (lambda *a: _lost(*a, own=1), "brings its own key"),
            (lambda position, length, size: range(min(position, length - size)), "only the window's keys"),
            (lambda position, length, size: range(max(0, position - size + 1), position), "still holds"),
            (lambda position, length, size: range(max(0, length - size), length), "holds no longer"),
            (
                lambda position, length, size: range(max(0, position - size + 1, length - size), position),
                "asked is what is lost",
            ),
            (lambda *a: _lost(*a, more=1), "one more"),
            (lambda *a: _lost(*a, fewer=1), "one fewer"),
            (lambda position, length, size: [-1], "whole numbers"),
            (lambda position, length, size: len(_lost(position, length, size)), "one thing"),
        ],
    ),
}


@cases(ANSWERS)
def test_answers(name, answer, words):
    judged(name, answer, words)


def test_every_exercise_is_tried():
    complete("05", ANSWERS)

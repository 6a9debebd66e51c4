"""The exercises of lesson 07: every right answer is taken, every wrong one told by what it got wrong."""

from __future__ import annotations

import numpy as np
import torch
from course_answers import Tried, cases, complete, judged

from dsv4lab import do
from dsv4lab.probes.sweep import false_discovery


def _forget(position, old=64, **where):
    return do.picks(drop=range(-(-(position - old - 3) // 4)), **({"layer": 4, "queries": position} | where))


def _nats(plain, edited, ids):
    rows = torch.arange(len(ids))
    return (edited.log_softmax(-1)[rows, ids] - plain.log_softmax(-1)[rows, ids]).mean()


def _nats_by_hand(plain, edited, ids):
    plain, edited = plain.double().numpy(), edited.double().numpy()
    each = [
        (e[i] - np.log(np.exp(e).sum())) - (p[i] - np.log(np.exp(p).sum()))
        for p, e, i in zip(plain, edited, ids.tolist(), strict=True)
    ]
    return sum(each) / len(each)


def _interval(plain, edited, draw):
    return np.percentile((edited - plain)[draw].mean(1), [2.5, 97.5])


def _interval_by_loop(plain, edited, draw):
    means = [edited[row].mean() - plain[row].mean() for row in draw]
    return np.quantile(means, 0.025), np.quantile(means, 0.975)


def _ends(values):
    return np.percentile(values, [2.5, 97.5])


def _twins(uses, expert, distance=lambda a, b: abs(np.log((a + 1) / (b + 1)))):
    return sorted((e for e in range(len(uses)) if e != expert), key=lambda e: distance(uses[e], uses[expert]))[:2]


def _discoveries(p):
    n, order = len(p), sorted(range(len(p)), key=lambda i: p[i])
    q, least = [0.0] * n, 1.0
    for place in reversed(range(n)):
        least = min(least, p[order[place]] * n / (place + 1))
        q[order[place]] = least
    return q


def _not_monotone(p):
    rank = np.argsort(np.argsort(p)) + 1
    return p * len(p) / rank


SPAN = slice(10, 20)
ANSWERS = {
    "07.1": Tried(
        [
            do.ban_expert(3, layer=5, tokens=SPAN),
            [do.ban_expert([3], layers=[5], tokens=range(10, 20))],
            [do.ban_expert(3, layer=5, tokens=slice(10, 15)), do.ban_expert(3, layer=5, tokens=slice(15, 20))],
            do.ban_expert(3, layer=5, tokens=SPAN).to_dict(),
        ],
        [
            (do.ban_expert(3, layer=5, tokens=slice(10, 21)), "token 20 is banned too"),
            (do.ban_expert(3, tokens=SPAN), "only layer 5 is meant"),
            (do.ban_expert(3, layer=5), "the span is missing"),
            (do.ban_expert(5, layer=3, tokens=SPAN), "expert 3 is to be banned"),
            (do.ban_expert(3, layer=5, tokens=SPAN, mode="contribution"), "adds nothing"),
            (do.ban_expert(3, layer=5, tokens=slice(11, 20)), "token 10 is not in it"),
            (do.force_expert(3, layer=5, tokens=SPAN), "a ban is do.ban_expert"),
            (do.ban_expert, "it is a function"),
            (3, "a rule of dsv4lab.do"),
            ([], "changes nothing"),
            (..., "where ... stands"),
        ],
    ),
    "07.2": Tried(
        [
            _forget,
            lambda q: [_forget(q)],
            lambda q: do.picks(drop=[i for i in range(q) if q - (4 * i + 3) > 64], layer=4, queries=[q], refill=True),
        ],
        [
            (lambda q: _forget(q, 60), "which ended only"),
            (lambda q: _forget(q, 68), "can still pick entry"),
            (lambda q: _forget(q, 63), "which ended only 64 tokens before"),
            (lambda q: do.picks(drop=range(q - 64), layer=4, queries=q), "the rule drops every entry"),
            (lambda q: do.picks(drop="all", layer=4, queries=q), "the rule drops every entry"),
            (lambda q: _forget(q, queries=None), "only the query at"),
            (lambda q: do.picks(drop=range(9), queries=q), "layer 4 is meant"),
            (lambda q: do.picks(recency=True, layer=4, queries=q), "yours says recency"),
            (lambda q: do.attend(slice(q - 64, q), layer=4, queries=q), "the choice itself is do.picks"),
            (lambda q: do.picks(drop=[0], layer=3, queries=q), "the model has no place for it"),
            (lambda q: do.picks(), "raised EditError"),
        ],
    ),
    "07.3": Tried(
        [_nats, _nats_by_hand],
        [
            (lambda p, e, i: -_nats(p, e, i), "turned round"),
            (lambda p, e, i: (e - p)[torch.arange(12), i].mean(), "these are logits"),
            (lambda p, e, i: (e.softmax(-1) - p.softmax(-1))[torch.arange(12), i].mean(), "these are probabilities"),
            (lambda p, e, i: _nats(p, e, i) * 12, "the sum over the tokens"),
            (lambda p, e, i: _nats(p, e, p.argmax(-1)), "likeliest token"),
            (lambda p, e, i: _nats(p, e, i) / np.log(2), "in bits"),
        ],
    ),
    "07.4": Tried(
        [_interval, _interval_by_loop],
        [
            (lambda p, e, d: _ends(e - p), "where single tokens lie"),
            (lambda p, e, d: _ends(e[d].mean(1)), "edited run alone"),
            (lambda p, e, d: _ends(e[d].mean(1)) - _ends(p[d].mean(1)), "taken apart"),
            (lambda p, e, d: np.percentile((e - p)[d].mean(1), [5, 95]), "90 % interval"),
            (lambda p, e, d: _interval(e, p, d), "turned round"),
            (lambda p, e, d: (e - p)[d].mean(1), "should have the shape [2]"),
        ],
    ),
    "07.5": Tried(
        [_twins, lambda uses, expert: set(_twins(uses, expert))],
        [
            (lambda u, e: _twins(u, e, lambda a, b: abs(a - b)), "nearest by difference"),
            (lambda u, e: _twins(u, e, lambda a, b: -a), "the busiest"),
            (lambda u, e: _twins(u, e, lambda a, b: a), "the rarest"),
            (lambda u, e: [(e - 1) % 16, e + 1], "neighbours by number"),
            (lambda u, e: [e, *_twins(u, e)[:1]], "another than the edit itself"),
        ],
    ),
    "07.6": Tried(
        [false_discovery, _discoveries],
        [
            (lambda p: p, "as they came"),
            (lambda p: np.minimum(1, p * len(p)), "Bonferroni"),
            (_not_monotone, "a larger p has a smaller q"),
            (lambda p: np.sort(false_discovery(p)), "in the order of size"),
            (lambda p: false_discovery(p) < 0.1, "q at [0] should be"),
        ],
    ),
}


@cases(ANSWERS)
def test_answers(name, answer, words):
    judged(name, answer, words)


def test_every_exercise_is_tried():
    complete("07", ANSWERS)

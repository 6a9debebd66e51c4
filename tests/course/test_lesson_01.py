"""The exercises of lesson 01: every right answer is taken, every wrong one told by what it got wrong."""

from __future__ import annotations

import numpy as np
import torch
from course_answers import Tried, cases, complete, judged


def _load(expert, experts):
    return np.bincount(np.ravel(expert), minlength=experts) / np.size(expert) * experts


def _whose(trace, layer, piece):
    rows = trace["routing"].expert.sel(layer=layer).values[np.array(trace.pieces) == piece]
    return np.bincount(rows.ravel()).argmax()


def _most_of_all(trace, layer, piece):
    return np.bincount(trace["routing"].expert.sel(layer=layer).values.ravel()).argmax()


ANSWERS = {
    "01.1": Tried(
        [lambda x: torch.nn.functional.softplus(x).sqrt(), lambda x: np.sqrt(np.logaddexp(0, x.numpy()))],
        [
            (lambda x: torch.nn.functional.softplus(x), "square root is still to be taken"),
            (lambda x: x.sigmoid(), "sigmoid"),
            (lambda x: x.softmax(0), "softmax over the experts"),
            (lambda x: torch.sqrt(torch.log(1 + torch.exp(x))), "should be 17.32"),
            (lambda x: torch.sqrt(x), "not a number"),
            (..., "where ... stands"),
        ],
    ),
    "01.2": Tried(
        [
            lambda s, b, k: torch.topk(s + b, k).indices,
            lambda s, b, k: np.argsort(-(s + b).numpy())[:k],
            lambda s, b, k: set(torch.topk(s + b, k).indices.tolist()),
        ],
        [
            (lambda s, b, k: torch.topk(s, k).indices, "best by score alone"),
            (lambda s, b, k: torch.topk(s + b, k, largest=False).indices, "the worst"),
            (lambda s, b, k: torch.topk(s - b, k).indices, "its own sign"),
            (lambda s, b, k: torch.topk(s + b, k).values, "set of chosen experts"),
            (lambda s, b, k: s + b, "shape [4]"),
            (lambda s, b: None, "raised TypeError"),
        ],
    ),
    "01.3": Tried(
        [lambda s, c, f: f * s[c] / s[c].sum(), lambda s, c, f: [float(f * s[i] / sum(s[j] for j in c)) for i in c]],
        [
            (lambda s, c, f: s[c] / s[c].sum(), "`scaling` is still missing"),
            (lambda s, c, f: f * s[c] / s.sum(), "over all experts"),
            (lambda s, c, f: f * s[c].softmax(0), "softmax of the scores"),
            (lambda s, c, f: f * s[c], "the scores themselves"),
        ],
    ),
    "01.4": Tried(
        [_load, lambda expert, experts: [float((expert == e).sum() / expert.size * experts) for e in range(experts)]],
        [
            (lambda expert, experts: np.bincount(expert.ravel(), minlength=experts), "this is the count"),
            (lambda expert, experts: _load(expert, experts) / experts, "share of all choices"),
            (lambda expert, experts: _load(expert, experts) * 4, "leaves out the K"),
            (lambda expert, experts: np.bincount(expert.ravel()) / expert.size * experts, "nobody chose are missing"),
            (lambda expert, experts: [[1.0], [2.0, 3.0]], "should be numbers"),
            (lambda expert, experts: {}, "should be numbers"),
        ],
    ),
    "01.5": Tried(
        [_whose, lambda *a: int(_whose(*a))],
        [
            (_most_of_all, "over the whole text"),
            (lambda *a: 99, "no expert 99"),
            (lambda *a: float("nan"), "a whole number"),
            (lambda *a: "the fourth", "should be numbers"),
            (lambda *a: (_whose(*a) + 1) % 16, "another one for"),
            (lambda trace, layer, piece: trace["routing"].missing, "raised AttributeError"),
        ],
    ),
    "01.6": Tried(
        [lambda b, n, s: b + s * np.sign(n.mean() - n), lambda b, n, s: b - s * np.sign(n - np.mean(n))],
        [
            (lambda b, n, s: b + s * np.sign(n - n.mean()), "turned round"),
            (lambda b, n, s: b + s * (n.mean() - n), "only on its sign"),
            (lambda b, n, s: s * np.sign(n.mean() - n), "add it to the bias"),
            (lambda b, n, s: b + s * np.sign(np.median(n) - n), "not with the median"),
        ],
    ),
}


@cases(ANSWERS)
def test_answers(name, answer, words):
    judged(name, answer, words)


def test_every_exercise_is_tried():
    complete("01", ANSWERS)

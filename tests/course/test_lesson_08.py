"""The exercises of lesson 08: every right answer is taken, every wrong one told by what it got wrong."""

from __future__ import annotations

import numpy as np
from course_answers import Tried, cases, complete, judged


def _same(a, b):
    return [{i for i in x if i >= 0} == {i for i in y if i >= 0} for x, y in zip(a.tolist(), b.tolist(), strict=True)]


def _same_by_marks(a, b):
    marks = [np.array([np.bincount(row[row >= 0], minlength=16) > 0 for row in side]) for side in (a, b)]
    return (marks[0] == marks[1]).all(1)


def _rms(x, axis=1):
    return np.sqrt((x**2).mean(axis))


def _size(a):
    return np.maximum(_rms(a), 0.05 * _rms(a, None))


def _error(a, b):
    return np.abs(a - b).max(1) / _size(a)


def _error_by_loop(a, b):
    whole = 0.05 * (sum(x * x for row in a.tolist() for x in row) / a.size) ** 0.5
    out = []
    for x, y in zip(a.tolist(), b.tolist(), strict=True):
        own = (sum(v * v for v in x) / len(x)) ** 0.5
        out.append(max(abs(v - w) for v, w in zip(x, y, strict=True)) / max(own, whole))
    return out


def _first(order, errors, floor):
    return next((name for name in order if name in errors and errors[name] > floor[name]), "same")


def _first_of_few(order, errors, floor):
    beyond = [name for name in errors if errors[name] > floor[name]]
    return min(beyond, key=order.index) if beyond else "same"


def _tie(a, b, only_a, only_b, floor, times=2, size=_rms, count=True):
    gaps = [np.abs(s[only_a][:, None] - s[only_b]).max() / size(s, 0) for s in (a, b)]
    return max(gaps) <= times * floor and not (count and len(only_a) != len(only_b))


def _tie_by_ends(a, b, only_a, only_b, floor):
    if len(only_a) != len(only_b):
        return 0
    for s in (a, b):
        both = np.concatenate([s[only_a], s[only_b]])
        if (both.max() - both.min()) / np.sqrt(np.mean(np.square(s))) > 2 * floor:
            return 0
    return 1


def _across(a, b, only_a, only_b, floor):
    return len(only_a) == len(only_b) and np.abs(a[only_a][:, None] - b[only_b]).max() <= 2 * floor * _rms(a, 0)


RIGHT = ["window one too long", "entries rotated at their number", "output not turned back"]
ANSWERS = {
    "08.1": Tried(
        [_same, _same_by_marks],
        [
            (lambda a, b: [x == y for x, y in zip(a.tolist(), b.tolist(), strict=True)], "the order counts"),
            (lambda a, b: [set(x) == set(y) for x, y in zip(a.tolist(), b.tolist(), strict=True)], "for a member"),
            (
                lambda a, b: [set(y[y >= 0]) <= set(x[x >= 0]) for x, y in zip(a, b, strict=True)],
                "both directions count",
            ),
            (
                lambda a, b: [
                    len({*x} & {*y} - {-1}) / max(len(({*x} | {*y}) - {-1}), 1) if max(*x, *y) >= 0 else 1
                    for x, y in zip(a.tolist(), b.tolist(), strict=True)
                ],
                "the share that both chose",
            ),
            (lambda a, b: np.sort(a) == np.sort(b), "should have the shape [6]"),
            (lambda a, b: (a == b).all(), "should have the shape [6]"),
        ],
    ),
    "08.2": Tried(
        [_error, _error_by_loop],
        [
            (lambda a, b: np.abs(a - b).max(1) / _rms(a), "a twentieth"),
            (lambda a, b: _rms(a - b) / _size(a), "one wrong number among many"),
            (lambda a, b: np.abs(a - b).max(1), "the difference itself"),
            (lambda a, b: np.abs(a - b).max(1) / np.abs(a).max(1), "largest number of the row"),
            (lambda a, b: (np.abs(a - b) / np.abs(a)).max(1), "number by number"),
            (lambda a, b: np.abs(a - b).max(1) / _size(b), "yours takes B's"),
            (lambda a, b: np.abs(a - b).max(1) / _rms(a, None), "each row has its own"),
            (lambda a, b: np.abs(a - b).mean(1) / _size(a), "mean difference"),
            (lambda a, b: _error(a, b).max(), "should have the shape [6]"),
        ],
    ),
    "08.3": Tried(
        [_first, _first_of_few],
        [
            (lambda o, e, f: max(e, key=e.get), "the largest error"),
            (lambda o, e, f: max(e, key=lambda n: e[n] / f[n]), "furthest beyond its floor"),
            (lambda o, e, f: next(n for n in o if e.get(n, 0) > 0), "any difference counts"),
            (lambda o, e, f: next((n for n in e if e[n] > f[n]), "same"), "first by name"),
            (lambda o, e, f: next(n for n in o if e[n] > f[n]), "raised KeyError"),
            (lambda o, e, f: 3, "a piece of text"),
        ],
    ),
    "08.4": Tried(
        [_tie, _tie_by_ends],
        [
            (lambda *c: _tie(*c, times=1), "may lie 2 floors apart"),
            (lambda *c: _tie(*c, size=lambda s, axis: 1), "divided by the row's size"),
            (lambda *c: _tie(*c, count=False), "one side chose more"),
            (lambda a, b, *c: _tie(a, a, *c), "A's scores alone"),
            (lambda a, b, *c: _tie(b, b, *c), "B's scores alone"),
            (_across, "own scores"),
            (lambda *c: not _tie(*c), "turned round"),
            (lambda *c: True, "is a mistake"),
            (lambda *c: "tie", "should be numbers"),
        ],
    ),
    "08.5": Tried(
        [RIGHT, tuple(name.upper() for name in RIGHT)],
        [
            (["entries visible too early", *RIGHT[1:]], "read its symptom again"),
            ([RIGHT[0], "sink dropped", RIGHT[2]], "read its symptom again: here it begins at token 63"),
            ([*RIGHT[:2], "ties"], "shows first at attn.indexer.picks"),
            ([*RIGHT[:2], "wrong rotation"], "no known mistake"),
            ("sink dropped", "three names"),
            ([RIGHT[0], 2, RIGHT[2]], "a piece of text"),
            (..., "where ... stands"),
        ],
    ),
}  # fmt: skip


@cases(ANSWERS)
def test_answers(name, answer, words):
    judged(name, answer, words)


def test_every_exercise_is_tried():
    complete("08", ANSWERS)

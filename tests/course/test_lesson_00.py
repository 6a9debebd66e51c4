"""The exercises of lesson 00: every right answer is taken, every wrong one told by what it got wrong."""

from __future__ import annotations

import numpy as np
from course_answers import Tried, cases, complete, judged


def _chosen(trace, piece, layer):
    return trace["routing"].expert.sel(layer=layer).values[np.array(trace.pieces) == piece].tolist()


def _surprises(trace, n):
    return trace.values("tokens", "logprob")[1:].argsort()[:n] + 1


def _far(trace):
    mean = trace["attention"].mass_entries.mean("query").fillna(0)
    at = np.unravel_index(mean.values.argmax(), mean.shape)
    return int(mean.layer.values[at[0]]), int(at[1])


ANSWERS = {
    "00.1": Tried(
        [[0, 1, 2], {2, 0, 1}, np.array([1, 0, 2])],
        [
            ([1, 2, 3], "counted from 0"),
            ([2, 4, 6], "how a layer looks back"),
            ([5, 6, 7], "the last layers"),
            ([0, 1], "should have the shape [3]"),
            (..., "where ... stands"),
        ],
    ),
    "00.2": Tried(
        [8, 8.0],
        [
            (4, "it also reads the block before"),
            (32, "rate of the HCA layers"),
            (128, "only these tokens"),
            ("eight", "should be numbers"),
        ],
    ),
    "00.3": Tried(
        [
            lambda t, p, k: len({frozenset(row) for row in _chosen(t, p, k)}),
            lambda t, p, k: len(np.unique(np.sort(_chosen(t, p, k), 1), axis=0)),
        ],
        [
            (lambda t, p, k: len({tuple(row) for row in _chosen(t, p, k)}), "in another order"),
            (lambda t, p, k: len(_chosen(t, p, k)), "how many tokens"),
            (lambda t, p, k: len(np.unique(_chosen(t, p, k))), "whole sets"),
            (lambda t, p, k: _chosen(t, p, k), "should have the shape []"),
        ],
    ),
    "00.4": Tried(
        [_surprises, lambda t, n: _surprises(t, n).tolist()],
        [
            (lambda t, n: t.values("tokens", "logprob")[1:].argsort()[:n], "one too low"),
            (lambda t, n: t.values("tokens", "logprob")[1:].argsort()[::-1][:n] + 1, "most expected"),
            (lambda t, n: np.sort(_surprises(t, n)), "by position"),
            (lambda t, n: _surprises(t, n)[::-1], "other way round"),
        ],
    ),
    "00.5": Tried(
        [_far, lambda t: np.array(_far(t))],
        [
            (lambda t: _far(t)[::-1], "the layer comes first"),
            (lambda t: _far(t)[0], "should have the shape [2]"),
            (lambda t: (_far(t)[0], (_far(t)[1] + 1) % 8), "should be"),
            (lambda t: t["attention"].mass, "raised AttributeError"),
        ],
    ),
}


@cases(ANSWERS)
def test_answers(name, answer, words):
    judged(name, answer, words)


def test_every_exercise_is_tried():
    complete("00", ANSWERS)

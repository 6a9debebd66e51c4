"""The exercises of lesson 04: every right answer is taken, every wrong one told by what it got wrong."""

from __future__ import annotations

from functools import reduce
from typing import Any

import numpy as np
import torch
from course_answers import Tried, cases, complete, judged


def _sinkhorn(logits, steps, eps, *, start=None, inner=None, rows_from=1):
    matrix = logits.softmax(-1) + (eps if start is None else start)
    inner = eps if inner is None else inner
    for step in range(steps):
        if step >= rows_from:
            matrix = matrix / (matrix.sum(-1, keepdim=True) + inner)
        matrix = matrix / (matrix.sum(-2, keepdim=True) + inner)
    return matrix


def _one_by_one(logits, steps, eps):
    out = []
    for token in logits.double().numpy():
        matrix = np.exp(token - token.max(1, keepdims=True))
        matrix = matrix / matrix.sum(1, keepdims=True) + eps
        for step in range(steps):
            if step:
                matrix = matrix / (matrix.sum(1, keepdims=True) + eps)
            matrix = matrix / (matrix.sum(0) + eps)
        out.append(matrix)
    return out


def _naive(logits, steps, eps):
    matrix = logits.exp()
    matrix = matrix / matrix.sum(-1, keepdim=True) + eps
    for step in range(steps):
        matrix = matrix / (matrix.sum(-1, keepdim=True) + eps) if step else matrix
        matrix = matrix / (matrix.sum(-2, keepdim=True) + eps)
    return matrix


def _exp_only(logits, steps, eps):
    matrix = (logits - logits.amax((-1, -2), keepdim=True)).exp() + eps
    for step in range(steps):
        matrix = matrix / (matrix.sum(-1, keepdim=True) + eps) if step else matrix
        matrix = matrix / (matrix.sum(-2, keepdim=True) + eps)
    return matrix


def _after(out, streams, post, comb):
    return post[:, None] * out + comb.T @ streams


def _after_loop(out, streams, post, comb):
    return [[float(post[k] * out[d] + comb[:, k] @ streams[:, d]) for d in range(len(out))] for k in range(4)]


def _product(comb):
    return reduce(np.matmul, comb)


def _by_streams(comb):
    streams = np.eye(4)
    for matrix in comb:
        streams = matrix.T @ streams
    return torch.tensor(streams.T)


def _growth(matrices):
    return np.log10(np.linalg.svd(np.linalg.multi_dot(matrices.astype(float)), compute_uv=False)[0])


def _norm(matrices, order: Any = 2):
    return np.log10(np.linalg.norm(reduce(np.matmul, matrices.astype(float)), order))


def _radius(matrices):
    return np.log10(np.abs(np.linalg.eigvals(_product(matrices.astype(float)))).max())


def _float32(matrices):
    with np.errstate(all="ignore"):
        return np.log10(np.sqrt((_product(matrices) ** 2).sum()))


ANSWERS = {
    "04.1": Tried(
        [lambda streams, pre: pre @ streams, lambda streams, pre: (pre[:, None] * streams).sum(0).tolist()],
        [
            (lambda streams, pre: streams.sum(0), "`pre` is missing"),
            (lambda streams, pre: streams.mean(0), "`pre` weighs them"),
            (lambda streams, pre: pre @ streams / pre.sum(), "divided by its sum"),
            (lambda streams, pre: pre.softmax(0) @ streams, "no softmax"),
            (lambda streams, pre: (pre[:, None] * streams).mean(0), "not a mean"),
            (lambda streams, pre: pre[:, None] * streams, "shape [6]"),
            (lambda streams, pre: streams @ pre, "raised RuntimeError"),
            (..., "where ... stands"),
        ],
    ),
    "04.2": Tried(
        [
            lambda comb: abs(comb.sum(-1) - 1).max(-1),
            lambda comb: [max(abs(sum(row) - 1) for row in one) for one in torch.tensor(comb).double().tolist()],
        ],
        [
            (lambda comb: abs(comb.sum(-2) - 1).max(-1), "these are the columns"),
            (lambda comb: (comb.sum(-1) - 1).max(-1), "below one"),
            (lambda comb: abs(comb.sum(-1) - 1).mean(-1), "the worst one"),
            (lambda comb: 1 + abs(comb.sum(-1) - 1).max(-1), "subtract one"),
            (lambda comb: np.full(len(comb), abs(comb.sum(-1) - 1).max()), "one number for all tokens"),
            (lambda comb: abs(comb.sum(-1) - 1).max(), "shape [444]"),
            (lambda comb: abs(comb.sum(-1) - 1), "shape [444]"),
            (lambda comb: "nothing", "should be numbers"),
        ],
    ),
    "04.3": Tried(
        [_sinkhorn, _one_by_one, lambda *a: _sinkhorn(a[0].double(), *a[1:]).numpy()],
        [
            (lambda x, steps, eps: _sinkhorn(x.mT, steps, eps).mT, "the last pass is over the columns"),
            (lambda x, steps, eps: _sinkhorn(x, steps, 0), "eps is missing everywhere"),
            (lambda x, steps, eps: _sinkhorn(x, steps, eps, start=0), "softmax has just been taken"),
            (lambda x, steps, eps: _sinkhorn(x, steps, eps, inner=0), "in the sums"),
            (lambda x, steps, eps: _sinkhorn(x, steps, eps, rows_from=0), "no row pass"),
            (lambda x, steps, eps: _sinkhorn(x, steps + 1, eps), "one step too many"),
            (lambda x, steps, eps: _sinkhorn(x, steps - 1, eps), "one step too few"),
            (lambda x, steps, eps: x.softmax(-1) + eps, "row softmax alone"),
            (_exp_only, "row softmax is missing"),
            (_naive, "not a number"),
            (lambda x, steps, eps: _sinkhorn(x[0], steps, eps), "shape [5, 4, 4]"),
        ],
    ),
    "04.4": Tried(
        [_after, _after_loop],
        [
            (lambda out, x, post, comb: post[:, None] * out + comb @ x, "the direction is wrong"),
            (lambda out, x, post, comb: out + comb.T @ x, "`post` is missing"),
            (lambda out, x, post, comb: post[:, None] * out + x, "`comb` is missing"),
            (lambda out, x, post, comb: comb.T @ x, "still to be added"),
            (lambda out, x, post, comb: post[:, None] * (out + comb.T @ x), "result alone"),
            (lambda out, x, post, comb: comb.T @ (post[:, None] * out + x), "here `comb` mixes it"),
            (lambda out, x, post, comb: (post[:, None] * out + comb.T @ x).sum(0), "shape [4, 6]"),
            (lambda out, x, post, comb: post * out, "raised RuntimeError"),
        ],
    ),
    "04.5": Tried(
        [_product, _by_streams, lambda comb: np.linalg.multi_dot(comb.astype(float)).tolist()],
        [
            (lambda comb: _product(comb).T, "`comb` is [from, to]"),
            (lambda comb: _product(comb[::-1]), "stands on the left"),
            (lambda comb: _product(comb.transpose(0, 2, 1)), "and it is [to, from]"),
            (lambda comb: comb.prod(0), "multiply the matrices"),
            (lambda comb: comb.mean(0), "this is the mean"),
            (lambda comb: comb.sum(0), "this is the sum"),
            (lambda comb: comb[-1], "last site alone"),
            (lambda comb: np.cumprod(comb, 0), "shape [4, 4]"),
            (lambda comb: _product, "it is a function"),
        ],
    ),
    "04.6": Tried(
        [
            _growth,
            _norm,
            lambda matrices: torch.linalg.matrix_norm(torch.tensor(_product(matrices.astype(float))), 2).log10(),
        ],
        [
            (lambda m: _growth(m[::-1]), "stands on the left"),
            (lambda m: _growth(m) * np.log(10), "natural logarithm"),
            (lambda m: 10 ** _growth(m), "factor itself"),
            (lambda m: sum(_growth(np.stack((one, np.eye(4)))) for one in m), "by itself"),
            (lambda m: _norm(m, 1), "largest column sum"),
            (lambda m: _norm(m, "fro"), "square root of all squares"),
            (_radius, "largest eigenvalue"),
            (lambda m: _growth(m) if m.max() < 2 else _float32(m), "too large for float32"),
            (lambda m: np.linalg.svd(m, compute_uv=False), "shape []"),
        ],
    ),
}


@cases(ANSWERS)
def test_answers(name, answer, words):
    judged(name, answer, words)


def test_every_exercise_is_tried():
    complete("04", ANSWERS)

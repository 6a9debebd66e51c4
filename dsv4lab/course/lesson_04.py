"""Exercises of lesson 04, hyper-connections.   Tests: tests/course/test_lesson_04.py."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from dsv4lab.course.answer import Answer, Wrong
from dsv4lab.course.exercise import exercise
from dsv4lab.kernels.hyper_connections import hyper_connections_post, hyper_connections_pre
from dsv4lab.kernels.sinkhorn import sinkhorn
from dsv4lab.recorded_run import recorded


def _drawn(seed: int, *shape: int) -> Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


def _sites(name: str, token: int) -> np.ndarray:
    """[site, from, to] of one token of the recorded run, in the order in which the sites run."""
    return recorded().part("mixing", name, token=token).reshape(-1, 4, 4)


@exercise(
    "04.1", "What the sub-layer reads", 1,
    "Each stream is multiplied with its own number of `pre`; then the streams are summed.",
    "(pre[:, None] * streams).sum(0), or pre @ streams.",
)  # fmt: skip
def read(answer: Answer) -> str:
    """A function (streams [N, D], pre [N]) -> what the sub-layer reads [D]."""
    for seed in range(3):
        streams, pre = _drawn(seed, 4, 6), _drawn(seed + 5, 4).sigmoid()
        want = hyper_connections_pre(streams, pre)
        mistakes = {
            "`pre` is missing; it says how much of each stream is read": streams.sum(0),
            "this is the mean of the streams; `pre` weighs them": streams.mean(0),
            "`pre` need not sum to one, and is taken as it is; yours was divided by its sum": want / pre.sum(),
            "`pre` is taken as it is; no softmax": hyper_connections_pre(streams, pre.softmax(0)),
            "this is a quarter of it: a sum, not a mean": want / 4,
        }
        answer.close(want, "what is read", answer.call(streams, pre), mistakes)
    return "four streams become one vector, by a weighted sum whose weights depend on the token"


@exercise(
    "04.2", "What the rows miss", 1,
    "comb is [token, from, to]. A row is one `from`: its sum runs over `to`, the last axis.",
    "The largest of the four distances from one: abs(sums - 1).max(-1).",
)  # fmt: skip
def missed(answer: Answer) -> str:
    """A function (comb [T, N, N]) -> by how much the worst row sum of each token misses one [T]."""
    trace = recorded()
    for layer, site in ((4, 0), (1, 1)):
        comb = trace.part("mixing", "comb", layer=layer, site=site)
        want = trace.part("mixing", "sinkhorn_error", layer=layer, site=site)
        signed = comb.sum(-1) - 1
        mistakes = {
            "a row sum can also lie below one; take the distance": signed.max(-1),
            "this is the mean over the rows; take the worst one": np.abs(signed).mean(-1),
            "this is the worst row sum itself; subtract one": np.abs(signed).max(-1) + 1,
            "this is one number for all tokens; each token has its own": np.full_like(want, want.max()),
        }
        got = answer.array(want, "the distance", answer.call(comb))
        if np.abs(got).max() < 1e-3:
            raise Wrong("these are the columns, which the last of Sinkhorn's steps divided; sum over the last axis")
        answer.close(want, "the distance", got, mistakes, within=1e-3)
    return "the columns hold, and the rows only nearly: close to the identity, twenty steps leave a part of it"


@exercise(
    "04.3", "Sinkhorn for all tokens at once", 2,
    "A softmax over each row, plus eps. Then, `steps` times: rows divided by (their sum + eps), columns by (theirs + eps).",
    "The first step has no row pass: the rows of a softmax sum to one already.",
    "A row is the last axis: matrix.sum(-1, keepdim=True); a column the one before: matrix.sum(-2, keepdim=True).",
)  # fmt: skip
def balance(answer: Answer) -> str:
    """A function (logits [T, N, N], steps, eps) -> matrices [T, N, N]."""
    for seed, steps, eps, size in ((0, 3, 0.01, 2.0), (1, 1, 0.01, 2.0), (2, 20, 1e-6, 2.0), (3, 20, 1e-6, 300.0)):
        logits = _drawn(seed, 5, 4, 4) * size

        def of(logits: Tensor, steps: int = steps, eps: float = eps) -> Tensor:
            return sinkhorn(logits, steps=steps, eps=eps)

        want = of(logits)
        mistakes = {
            "rows and columns are the wrong way round: the last pass is over the columns": of(logits.mT).mT,
            "eps is missing everywhere": of(logits, eps=0.0),
            "eps is missing where the softmax has just been taken": _passes(logits.softmax(-1), steps, eps),
            "eps is missing in the sums that are divided by": _passes(logits.softmax(-1) + eps, steps, 0.0),
            "the first step has no row pass; the softmax was one": _passes(logits.softmax(-1) + eps, steps, eps, 0),
            "this is one step too many": of(logits, steps + 1),
            "this is one step too few": of(logits, steps - 1),
            "this is the row softmax alone; the steps are missing": of(logits, 0),
            "the row softmax is missing at the beginning; exp alone is not it": _passes(
                (logits - logits.amax((-1, -2), keepdim=True)).exp() + eps, steps, eps
            ),
        }
        answer.close(want, "the matrix", answer.call(logits, steps, eps), mistakes)
    return "positive first, then rows and columns in turn; the columns have the last word"


def _passes(matrix: Tensor, steps: int, eps: float, rows_from: int = 1) -> Tensor:
    """What mistakes make of it."""
    for step in range(steps):
        if step >= rows_from:
            matrix = matrix / (matrix.sum(-1, keepdim=True) + eps)
        matrix = matrix / (matrix.sum(-2, keepdim=True) + eps)
    return matrix


@exercise(
    "04.4", "The streams after the sub-layer", 2,
    "next[to] = post[to] * out + the sum over `from` of comb[from, to] * streams[from].",
    "The sum over the first index is the transposed matrix: comb.T @ streams.",
)  # fmt: skip
def after(answer: Answer) -> str:
    """A function (out [D], streams [N, D], post [N], comb [N, N]) -> the next streams [N, D]."""
    for seed in range(3):
        out, streams, post = _drawn(seed, 6), _drawn(seed + 5, 4, 6), 2 * _drawn(seed + 9, 4).sigmoid()
        comb = sinkhorn(2 * _drawn(seed + 13, 4, 4))

        def of(post: Tensor, comb: Tensor, out: Tensor = out, streams: Tensor = streams) -> Tensor:
            return hyper_connections_post(out, streams, post, comb)

        want = of(post, comb)
        mistakes = {
            "the direction is wrong: the sum runs over the first index of `comb`, which is `from`": of(post, comb.T),
            "`post` is missing: it says how strongly the result is written into each stream": of(
                torch.ones_like(post), comb
            ),
            "`comb` is missing: the streams are mixed, too": of(post, torch.eye(4)),
            "these are the mixed streams; what the sub-layer made is still to be added": of(
                torch.zeros_like(post), comb
            ),
            "`post` belongs to the sub-layer's result alone, not to the mixed streams": post[:, None]
            * of(torch.ones_like(post), comb),
            "the result is added after the mixing; here `comb` mixes it, too": comb.T @ of(post, torch.eye(4)),
        }
        answer.close(want, "the next streams", answer.call(out, streams, post, comb), mistakes)
    return "mixed by `comb`, plus the result in the strength that each stream asks for"


@exercise(
    "04.5", "All sites together", 3,
    "With A and then B the streams become B.T @ (A.T @ streams), and that is (A @ B).T @ streams.",
    "So the matrices are multiplied in the order in which the sites run: functools.reduce(np.matmul, comb).",
)  # fmt: skip
def together(answer: Answer) -> str:
    """A function (comb [S, N, N]) -> the one matrix that mixes like all S sites after each other."""
    for comb in (_sites("comb", 25), sinkhorn(2 * _drawn(0, 3, 4, 4)).numpy()):
        streams = torch.eye(4, dtype=torch.float64)
        for matrix in torch.tensor(comb, dtype=torch.float64):  # every site, with nothing added
            streams = hyper_connections_post(
                torch.zeros_like(streams[0]), streams, torch.zeros_like(streams[0]), matrix
            )
        want = streams.T.numpy()
        back = np.linalg.multi_dot(comb[::-1].astype(float))
        mistakes = {
            "this is [to, from]; `comb` is [from, to], and so is the product": want.T,
            "the order is wrong: the first site's matrix stands on the left": back,
            "the order is wrong, and it is [to, from]": back.T,
            "these are products of single numbers; multiply the matrices (@)": comb.prod(0),
            "this is the mean; sites after each other multiply": comb.mean(0),
            "this is the sum; sites after each other multiply": comb.sum(0),
            "this is the last site alone": comb[-1],
        }
        answer.close(want, "the product", answer.call(comb), mistakes)
    return "columns that sum to one do so in the product, too, however many sites there are"


@exercise(
    "04.6", "How far can it grow?", 3,
    "Multiply the matrices as in 04.5. What a matrix does at most to a length is its largest singular value.",
    "np.linalg.svd(product, compute_uv=False)[0], and its log10.",
    "float32 ends at about 10^38. Multiply in float64: matrices.astype(np.float64).",
)  # fmt: skip
def growth(answer: Answer) -> str:
    """A function (matrices [S, N, N]) -> log10 of the largest singular value of their product."""
    logits = _sites("comb_logits", 100)
    softmax = sinkhorn(torch.tensor(logits), steps=0, eps=0.0).numpy()
    for name, matrices in (("row softmax", softmax), ("comb", _sites("comb", 100)), ("exp", np.exp(logits))):
        product = np.linalg.multi_dot(matrices.astype(np.float64))
        want = np.log10(np.linalg.svd(product, compute_uv=False)[0])
        got = float(answer.array(want, "the growth", answer.call(matrices)))
        answer.true_of(np.isfinite(got), "the product is too large for float32; multiply in float64")
        if name != "exp" and abs(got) < 1e-4:
            raise Wrong(
                "this is the largest eigenvalue or column sum; the four streams together grow by the singular value"
            )
        mistakes = {
            "the order is wrong: the first site's matrix stands on the left": _largest(matrices[::-1]),
            "this is the natural logarithm; log10 counts powers of ten": want * np.log(10),
            "this is the factor itself; take its log10": 10**want,
            "this is what every site could do by itself; the sites do not all lengthen the same direction": np.log10(
                np.linalg.svd(matrices.astype(np.float64), compute_uv=False)[:, 0]
            ).sum(),
            "this is the largest column sum; the four streams together grow by the singular value": np.log10(
                product.sum(0).max()
            ),
            "this is the square root of all squares; take the largest singular value": np.log10(
                np.linalg.norm(product)
            ),
        }
        answer.close(want, f"the growth with the matrices {name!r}", got, mistakes, within=1e-3)
    return "with Sinkhorn the streams grow by a few per cent at most, with bare exponentials by dozens of powers of ten"


def _largest(matrices: np.ndarray) -> float:
    product = np.linalg.multi_dot(matrices.astype(np.float64))
    return float(np.log10(np.linalg.svd(product, compute_uv=False)[0]))

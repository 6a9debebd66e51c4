"""Manifold-constrained hyper-connections (mHC): N residual streams, collapsed before a sub-layer and mixed after it.

Section 2.2 of the report. Before: y = sum over j of pre[j] * X[j]. After: X'[k] = post[k] * z + sum over j of
comb[j, k] * X[j], comb being (nearly) doubly stochastic. Surprising: the sum runs over comb's FIRST index, and `post`
reaches 2 and carries no eps. The steps are functions of their own, so that the model can put its points between them.
Tests: tests/kernels/test_hyper_connections_pre_triton.py, tests/kernels/test_hyper_connections_post_triton.py,
tests/model/test_parts.py.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor

from dsv4lab.kernels.linear import linear_float32
from dsv4lab.kernels.sinkhorn import sinkhorn


class Coefficients(NamedTuple):
    """What a site does with the streams of each token: pre and post [..., N]; what Sinkhorn starts from [..., N, N]."""

    pre: Tensor
    post: Tensor
    comb_logits: Tensor


def mixes(streams: Tensor, fn: Tensor, *, norm_eps: float) -> Tensor:
    """The flattened streams [..., N, D] times fn [M, N D], divided by their common RMS: [..., M] float32.

    Equation: m = (fn @ x) * rsqrt(mean(x^2) + norm_eps). Dividing the M products instead of the N D channels is the
    release's order, and its rounding.
    """
    flat = streams.flatten(-2)
    wide = flat.to(torch.promote_types(flat.dtype, torch.float32))
    return linear_float32(flat, fn) * torch.rsqrt(wide.square().mean(-1, keepdim=True) + norm_eps)


def coefficients(mixed: Tensor, base: Tensor, scale: Tensor, *, eps: float) -> Coefficients:
    """The three kinds of coefficients from `mixes` [..., (2 + N) N]; base [(2 + N) N], scale [3] float32.

    Equation: m * scale + base, of which N are pre (sigmoid + eps), N post (2 sigmoid) and N N the logits of comb.
    """
    n = int((1 + mixed.shape[-1]) ** 0.5) - 1  # (2 + n) n = (1 + n)^2 - 1
    pre, post, comb = mixed.split((n, n, n * n), -1)
    base_pre, base_post, base_comb = base.split((n, n, n * n))
    return Coefficients(
        pre_of(pre * scale[0] + base_pre, eps=eps),
        2 * torch.sigmoid(post * scale[1] + base_post),
        (comb * scale[2] + base_comb).unflatten(-1, (n, n)),
    )


def pre_of(logits: Tensor, *, eps: float) -> Tensor:
    """logits [..., N] -> sigmoid + eps: no stream is ever left out. Alone it serves the head, without post and comb."""
    return torch.sigmoid(logits) + eps


def hyper_connections_pre(streams: Tensor, pre: Tensor) -> Tensor:
    """What the sub-layer reads, sum over j of pre[j] * streams[j]: [..., N, D] and [..., N] -> [..., D], streams' dtype."""
    wide = streams.to(torch.promote_types(pre.dtype, torch.float32))
    return (pre[..., None] * wide).sum(-2).to(streams.dtype)


def hyper_connections_post(z: Tensor, streams: Tensor, post: Tensor, comb: Tensor, *, gradient: bool = False) -> Tensor:
    """The streams after a sub-layer, post[k] * z + sum over j of comb[j, k] * streams[j]: [..., N, D] in streams' dtype.

    z [..., D], streams [..., N, D], post [..., N], comb [..., N, N] (from, to).
    `gradient` sums products instead of multiplying many tiny matrices, whose backward pass is slow; equal up to rounding.
    """
    float32 = torch.promote_types(comb.dtype, torch.float32)
    wide = streams.to(float32)
    mixed = (comb[..., None] * wide[..., None, :]).sum(-3) if gradient else comb.transpose(-1, -2) @ wide
    return (post[..., None] * z.to(float32)[..., None, :] + mixed).to(streams.dtype)


def hyper_connections_before(
    streams: Tensor, fn: Tensor, base: Tensor, scale: Tensor, *, steps: int, eps: float, norm_eps: float
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """All that happens before a sub-layer, in one go: its input y [..., D], pre, post and comb.

    streams [..., N, D], fn [(2 + N) N, N D], base [(2 + N) N], scale [3]; `steps` and eps as in `sinkhorn`.
    """
    pre, post, logits = coefficients(mixes(streams, fn, norm_eps=norm_eps), base, scale, eps=eps)
    return hyper_connections_pre(streams, pre), pre, post, sinkhorn(logits, steps=steps, eps=eps)

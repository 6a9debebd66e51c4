"""Before and after a sub-layer: N residual streams collapsed into one vector, and spread out again (mHC).

Section 2.2 of the report; the model's parts are in model/hyper_connections.py. Surprising: `comb` is summed over its FIRST
index, and `post` reaches 2 and carries no eps. Tests: tests/kernels/test_hyper_connections_pre_triton.py.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from dsv4lab.kernels.sinkhorn import sinkhorn


def collapse_streams(
    streams: Tensor, fn: Tensor, base: Tensor, scale: Tensor, *, steps: int, eps: float, norm_eps: float
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """The sub-layer's input and the coefficients of this token.

    streams  [T, N, D]; fn [(2 + N) N, N D], base [(2 + N) N], scale [3] float32
    returns  y [T, D] in streams' dtype; pre [T, N], post [T, N], comb [T, N, N] (from, to) float32

    Equation: m = (fn @ flat) * rsqrt(mean(flat^2) + norm_eps); pre = sigmoid + eps, post = 2 sigmoid, comb = Sinkhorn;
    y = sum over j of pre[j] * streams[j].
    """
    n = streams.shape[1]
    flat = streams.flatten(1).to(fn.dtype)
    mixes = F.linear(flat, fn) * torch.rsqrt(flat.square().mean(-1, keepdim=True) + norm_eps)
    pre, post, comb = mixes.split((n, n, n * n), -1)
    base_pre, base_post, base_comb = base.split((n, n, n * n))
    pre = torch.sigmoid(pre * scale[0] + base_pre) + eps
    post = 2 * torch.sigmoid(post * scale[1] + base_post)
    comb = sinkhorn((comb * scale[2] + base_comb).unflatten(-1, (n, n)), steps=steps, eps=eps)
    return (pre[..., None] * streams.to(fn.dtype)).sum(1).to(streams.dtype), pre, post, comb


def expand_streams(z: Tensor, streams: Tensor, post: Tensor, comb: Tensor) -> Tensor:
    """post[k] * z + sum over j of comb[j, k] * streams[j]: [T, N, D] from z [T, D], in streams' dtype."""
    mixed = comb.transpose(-1, -2) @ streams.to(comb.dtype)
    return (post[..., None] * z.to(comb.dtype)[:, None] + mixed).to(streams.dtype)

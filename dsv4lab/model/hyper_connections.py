"""Manifold-constrained hyper-connections (mHC): N residual streams, collapsed before a sub-layer and mixed after it.

Section 2.2 of the report. Before: y = sum over j of pre[j] * X[j]. After: X'[k] = post[k] * z + sum over j of
comb[j, k] * X[j], comb being (nearly) doubly stochastic. Surprising: the sum runs over comb's FIRST index, post reaches 2
and has no eps, and all coefficients depend on the token. Tests: tests/model/test_parts.py.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from dsv4lab.config import Config
from dsv4lab.kernels.sinkhorn import sinkhorn
from dsv4lab.model.hook_point import HookPoint
from dsv4lab.model.parts import linear_float32


def _mixes(streams: Tensor, fn: Tensor, eps: float) -> Tensor:
    """Project the flattened streams [B, T, N, D] by fn [M, N * D] and divide by their common RMS; [B, T, M] float32."""
    flat = streams.flatten(-2).float()
    return linear_float32(flat, fn) * torch.rsqrt(flat.square().mean(-1, keepdim=True) + eps)


class HyperConnection(nn.Module):
    """The mixing around one sub-layer (site). Points: pre, post, comb_logits, comb."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        n = self.streams = config.hc_mult
        self.steps, self.eps, self.norm_eps = config.hc_sinkhorn_iters, config.hc_eps, config.rms_norm_eps
        self.fn = nn.Parameter(torch.empty((2 + n) * n, n * config.hidden_size))
        self.base = nn.Parameter(torch.zeros((2 + n) * n))
        self.scale = nn.Parameter(torch.ones(3))
        self.pre, self.post = HookPoint(), HookPoint()
        self.comb_logits, self.comb = HookPoint(), HookPoint()

    def forward(self, streams: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """streams [B, T, N, D] -> the sub-layer's input [B, T, D], post [B, T, N] and comb [B, T, N, N] (from, to)."""
        n = self.streams
        pre, post, comb = _mixes(streams, self.fn, self.norm_eps).split((n, n, n * n), -1)
        base_pre, base_post, base_comb = self.base.split((n, n, n * n))
        pre = self.pre(torch.sigmoid(pre * self.scale[0] + base_pre) + self.eps)
        post = self.post(2 * torch.sigmoid(post * self.scale[1] + base_post))
        logits = self.comb_logits((comb * self.scale[2] + base_comb).unflatten(-1, (n, n)))
        comb = self.comb(sinkhorn(logits, steps=self.steps, eps=self.eps))
        return collapse(streams, pre), post, comb


def collapse(streams: Tensor, pre: Tensor) -> Tensor:
    """sum over j of pre[j] * streams[j]: [B, T, N, D] and [B, T, N] -> [B, T, D]."""
    return (pre[..., None] * streams.float()).sum(-2).to(streams.dtype)


def expand(out: Tensor, streams: Tensor, post: Tensor, comb: Tensor) -> Tensor:
    """post[k] * out + sum over j of comb[j, k] * streams[j]: the streams after a sub-layer, [B, T, N, D]."""
    mixed = comb.transpose(-1, -2) @ streams.float()
    return (post[..., None] * out.float()[..., None, :] + mixed).to(streams.dtype)


class HyperHead(nn.Module):
    """Collapses the streams once more before the final norm; no post, no Sinkhorn. Point: pre."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        n = config.hc_mult
        self.eps, self.norm_eps = config.hc_eps, config.rms_norm_eps
        self.fn = nn.Parameter(torch.empty(n, n * config.hidden_size))
        self.base = nn.Parameter(torch.zeros(n))
        self.scale = nn.Parameter(torch.ones(1))
        self.pre = HookPoint()

    def forward(self, streams: Tensor, *, listened: bool = True) -> Tensor:
        """[B, T, N, D] -> [B, T, D]; `listened=False` bypasses the point."""
        mixes = _mixes(streams, self.fn, self.norm_eps)
        pre = torch.sigmoid(mixes * self.scale + self.base) + self.eps
        return collapse(streams, self.pre(pre) if listened else pre)

"""Hyper-connections (mHC) in the model: the parameters of each site, and the points between the steps.

Section 2.2 of the report. The equations are in kernels/hyper_connections.py and kernels/sinkhorn.py. All coefficients depend
on the token: a site projects the streams themselves to find out how to mix them. Tests: tests/model/test_parts.py.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from dsv4lab.config import Config
from dsv4lab.kernels.hyper_connections import coefficients, hyper_connections_pre, mixes, pre_of
from dsv4lab.kernels.sinkhorn import sinkhorn
from dsv4lab.model.hook_point import HookPoint


class HyperConnection(nn.Module):
    """The mixing around one sub-layer (site). Points: pre, post, comb_logits, comb."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        n = self.streams = config.hc_mult
        self.steps, self.eps, self.norm_eps = config.hc_sinkhorn_iters, config.hc_eps, config.rms_norm_eps
        # One matrix projects to all coefficients: N of pre, N of post, N * N of comb.
        self.fn = nn.Parameter(torch.empty((2 + n) * n, n * config.hidden_size))
        self.base = nn.Parameter(torch.zeros((2 + n) * n))
        self.scale = nn.Parameter(torch.ones(3))  # of pre, post and comb: how far the token may move them from base
        self.pre, self.post = HookPoint(), HookPoint()
        self.comb_logits, self.comb = HookPoint(), HookPoint()

    def forward(self, streams: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """streams [B, T, N, D] -> the sub-layer's input [B, T, D], post [B, T, N] and comb [B, T, N, N] (from, to)."""
        mixed = mixes(streams, self.fn, norm_eps=self.norm_eps)  # [B, T, (2 + N) N]
        pre, post, logits = coefficients(mixed, self.base, self.scale, eps=self.eps)
        pre, post = self.pre(pre), self.post(post)  # [B, T, N] each
        # A matrix whose rows and columns sum to one keeps the streams' sum and lets nothing grow, over dozens of layers.
        comb = self.comb(sinkhorn(self.comb_logits(logits), steps=self.steps, eps=self.eps))
        return hyper_connections_pre(streams, pre), post, comb


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
        mixed = mixes(streams, self.fn, norm_eps=self.norm_eps)  # [B, T, N]
        pre = pre_of(mixed * self.scale + self.base, eps=self.eps)
        return hyper_connections_pre(streams, self.pre(pre) if listened else pre)

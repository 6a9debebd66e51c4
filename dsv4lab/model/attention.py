"""Hybrid attention: a sliding window, plus compressed entries chosen by an indexer (CSA) or read densely (HCA).

Section 2.3 of the report; the softmax is kernels/attention.py. One key-value vector per token serves all heads as key and
as value. Surprising: since values carry rotated channels, the output is rotated back at the query's position.
Tests: tests/model/test_against_transformers.py, tests/model/test_parts.py.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from dsv4lab.attention_kinds import KINDS
from dsv4lab.config import Config
from dsv4lab.kernels.attention import AttentionLists, Reading, sparse_attention
from dsv4lab.kernels.rope import Angles, rms_norm, rotate
from dsv4lab.model.compressor import Compressor
from dsv4lab.model.hook_point import HookPoint
from dsv4lab.model.hyper_connections import HyperConnection
from dsv4lab.model.kv_cache import LayerCache
from dsv4lab.model.lightning_indexer import LightningIndexer
from dsv4lab.model.parts import Linear, Numerics, QuantizedLinear, RMSNorm
from dsv4lab.model.replaced_weights import attend_changed
from dsv4lab.model.rope import Rotary
from dsv4lab.model.seam import Seam


class Attention(nn.Module):
    """One attention site; `kind` is a name in attention_kinds.py.

    Points: query, key, keys, weights, sink_weight (the lists of what was read), out.
    """

    def __init__(self, config: Config, kind: str, numerics: Numerics) -> None:
        super().__init__()
        heads, width = config.num_attention_heads, config.head_dim
        self.kind, self.heads, self.width, self.numerics = KINDS[kind], heads, width, numerics
        self.rate, self.window, self.rope = self.kind.rate(config), config.sliding_window, config.qk_rope_head_dim
        self.groups, self.eps = config.o_groups, config.rms_norm_eps
        self.mixing, self.norm = HyperConnection(config), RMSNorm(config.hidden_size, config.rms_norm_eps)
        # Queries go through a narrow vector [R], which the indexer reads too: cheaper than H * C columns of D inputs.
        self.wq_a = QuantizedLinear(config.hidden_size, config.q_lora_rank, numerics)
        self.q_norm = RMSNorm(config.q_lora_rank, config.rms_norm_eps)
        self.wq_b = QuantizedLinear(config.q_lora_rank, heads * width, numerics)
        self.wkv = QuantizedLinear(config.hidden_size, width, numerics)  # one vector for all heads: the cache is small
        self.kv_norm = RMSNorm(width, config.rms_norm_eps)
        self.sink = nn.Parameter(torch.zeros(heads))  # a logit: what a head would rather look at nothing with
        # The output of H heads is H * C wide; a dense matrix back to D would be the largest of the layer, so each group of
        # heads is narrowed by a matrix of its own first. No QuantizedLinear: the release does not round what enters it.
        self.wo_a = Linear(heads * width // self.groups, self.groups * config.o_lora_rank)
        self.wo_b = QuantizedLinear(self.groups * config.o_lora_rank, config.hidden_size, numerics)
        self.compressor = None
        self.indexer = None
        if self.kind.has_entries:
            self.compressor = Compressor(config, width, self.rate, overlap=self.kind.overlap)
        if self.kind.picks:
            self.indexer = LightningIndexer(config, self.kind, numerics)
        self.query, self.key, self.out = HookPoint(), HookPoint(), HookPoint()
        self.keys, self.weights, self.sink_weight = HookPoint(), HookPoint(), HookPoint()
        self.reading: Seam[Reading] = Seam()  # which keys every head may read

    def forward(self, x: Tensor, start: int, cache: LayerCache, rotary: Rotary) -> Tensor:
        """x [B, T, D], collapsed and normed, at positions start... -> [B, T, D]; the cache moves on by T tokens."""
        positions = torch.arange(start, start + x.shape[1], device=x.device)
        # All vectors of a layer turn at the speeds of its kind, window keys of compressed layers too: one product of query
        # and key must mean the same distance for both.
        angles = rotary(positions, compressed=self.kind.compressed_rotary)
        low_rank = self.q_norm(self.wq_a(x))  # [B, T, R]
        query = self.query(self.queries(low_rank, angles))  # [B, T, H, C]
        # Rounded as the release caches it, also for the tokens of this pass: a prompt read in pieces gives the same numbers.
        key = self.numerics.key(self.new_keys(x, angles), self.rope)  # [B, T, C]
        window = cache.extend_window(self.key(key))  # [B, W, C], W up to T + window - 1

        entries, picks = None, None
        if cache.compressor is not None and self.compressor is not None:
            new = self.compressor(x, start, cache.compressor, rotary)  # [B, n, C], the blocks that became full
            if new is not None:
                cache.compressor.entries.append(self.numerics.key(new, self.rope))
            # After the entries, so that whoever listens to the picks can ask what they would have been worth.
            if cache.indexer is not None and self.indexer is not None:
                picks = self.indexer(x, low_rank, start, cache.indexer, angles, rotary)  # [B, T, K]
            # All of this pass' entries are there for every query; which are complete at its position is masked later.
            entries = cache.compressor.entries.rows  # [B, S, C]

        # The lists cost H * P numbers a query, so they are made only for somebody.
        listen = self.weights.wanted or self.keys.wanted or self.sink_weight.wanted
        out, lists = sparse_attention(
            query, window, entries, picks, self.sink,
            start=start, window_size=self.window, rate=self.rate, lists=listen,
            change=self.reading if self.reading.used else None,
        )  # fmt: skip
        if lists is not None:
            first = start + x.shape[1] - window.shape[1]  # position of the window's first key
            out = self._tell(lists, out, query, window, entries, first)
        return self.out(self.project(out, angles))

    def _tell(
        self, lists: AttentionLists, out: Tensor, query: Tensor, window: Tensor, entries: Tensor | None, first: int
    ) -> Tensor:
        """Let listeners hear the lists; the output [B, T, H, C], made again if one of them changed something."""
        points = self.keys, self.weights, self.sink_weight
        if any(point.may_change for point in points):
            changed = attend_changed(query, window, entries, self.sink, lists, points, first=first)
            return out if changed is None else changed
        for point, value in zip(points, (lists.key, lists.weight, lists.sink), strict=True):
            point(value)
        return out

    def queries(self, low_rank: Tensor, angles: Angles) -> Tensor:
        """Low-rank vectors [B, T, R] -> queries [B, T, H, C], rotated; each head's is normed by itself, without a weight."""
        query = self.wq_b(low_rank).unflatten(-1, (self.heads, self.width))  # [B, T, H, C]
        return rotate(rms_norm(query, eps=self.eps), angles)

    def new_keys(self, x: Tensor, angles: Angles) -> Tensor:
        """x [B, T, D] -> the one key and value of each token, normed and rotated, [B, T, C]."""
        return rotate(self.kv_norm(self.wkv(x)), angles)

    def project(self, out: Tensor, angles: Angles) -> Tensor:
        """[B, T, H, C] -> [B, T, D]: turned back, each group of heads through its own low-rank matrix, then all together."""
        # Keys are the values, so a sum of them still carries the keys' positions; turned back by the query's own, what is
        # left depends on the distance alone.
        out = rotate(out, angles, inverse=True)
        grouped = out.flatten(-2).unflatten(-1, (self.groups, -1))  # [B, T, G, H * C / G]
        weight = self.wo_a.weight.unflatten(0, (self.groups, -1))  # [G, R, H * C / G]
        return self.wo_b(torch.einsum("btgi,gri->btgr", grouped, weight).flatten(-2))

"""Scores of the lightning indexer: how much each query wants each compressed entry (equation 16 of the report).

Surprising: the per-head weights can be negative, and ReLU makes many scores tie at exactly zero, of which the lower entry
comes first (kernels/topk.py).
Tests: tests/model/test_parts.py.
"""

from __future__ import annotations

import torch
from torch import Tensor

from dsv4lab.kernels.attention import visible_entries
from dsv4lab.kernels.topk import best_first

# The product before the sum over heads has T * H * S elements; blocks of queries keep it under this many.
_BLOCK_ELEMENTS = 1 << 25


def score_entries(query: Tensor, keys: Tensor, weights: Tensor, *, gradient: bool = False) -> Tensor:
    """I[t, s] = sum over heads of weights[t, h] * relu(query[t, h] . keys[s]), of every entry, complete or not.

    query [B, T, H, C], keys [B, S, C], weights [B, T, H] float32; returns [B, T, S] float32.
    `gradient` sums products instead of multiplying many tiny matrices, whose backward pass is slow; equal up to rounding.
    """
    # All heads share the keys, so heads and queries are one axis of one product.
    scores = (
        (query.flatten(1, 2) @ keys.transpose(1, 2)).to(weights.dtype).unflatten(1, query.shape[1:3])
    )  # [B, T, H, S]
    if gradient:
        return (scores.relu() * weights[..., None]).sum(2)
    return (weights[:, :, None] @ scores.relu_())[:, :, 0]


def index_scores(query: Tensor, keys: Tensor, weights: Tensor, *, start: int, rate: int) -> Tensor:
    """`score_entries` where entries not yet complete are -inf, a block of queries at a time.

    query [B, T, H, C], keys [B, S, C], weights [B, T, H] float32, `start` the position of the first query, `rate` tokens
    per entry; returns [B, T, S] float32.
    """
    batch, tokens, heads, _ = query.shape
    entries = keys.shape[1]
    block = max(1, _BLOCK_ELEMENTS // max(1, batch * heads * entries))
    parts = []
    for at in range(0, tokens, block):
        parts.append(score_entries(query[:, at : at + block], keys, weights[:, at : at + block]))
    scores = parts[0] if len(parts) == 1 else torch.cat(parts, 1)
    return scores.masked_fill(~visible_entries(tokens, entries, start=start, rate=rate, device=keys.device), -torch.inf)


def select_entries(scores: Tensor, k: int, *, fixed: bool = False) -> Tensor:
    """The k best entries of every query, best first; -1 marks a place for which no visible entry was left.

    scores [B, T, S] with -inf where an entry is not visible; returns [B, T, min(k, S)] int64. `fixed` as for
    `best_first`.
    """
    best, picks = best_first(scores, k, fixed=fixed)
    return picks.masked_fill(best == -torch.inf, -1)

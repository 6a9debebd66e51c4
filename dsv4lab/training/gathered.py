"""Picked entries, gathered to the queries that picked them: what a long row reads in place of all entries with a mask.

Which entries are picked has no gradient, so it is found block by block and nothing of it is kept; only the picked entries
and the scores at them are. Surprising: an entry is copied to every query that reads it, and this is the cheaper way all
the same once entries are many times the picks (memory.py). Tests: tests/training/test_gathered.py.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from dsv4lab.kernels.attention import visible_entries
from dsv4lab.kernels.lightning_indexer import score_entries
from dsv4lab.training.memory import BLOCK_BYTES

_PER_SCORE = 8  # bytes of a head's product in a block of scores, and of its positive part


@torch.no_grad()
def pick_entries(query: Tensor, keys: Tensor, weights: Tensor, most: int, rate: int) -> tuple[Tensor, Tensor]:
    """The `most` best complete entries of each query, best first.

    query [B, T, H, C], keys [B, S, C], weights [B, T, H]; returns picks [B, T, K] int64 and which of them are complete,
    [B, T, K] bool, K = min(most, S).
    """
    batch, tokens, heads, _ = query.shape
    entries = keys.shape[1]
    most = min(most, entries)
    block = max(1, BLOCK_BYTES // (_PER_SCORE * batch * heads * entries))
    picks, complete = [], []
    for start in range(0, tokens, block):
        end = min(start + block, tokens)
        there = min(entries, max(most, end // rate))  # later entries are not complete for any query of the block
        scores = score_entries(query[:, start:end], keys[:, :there], weights[:, start:end], gradient=query.is_cuda)
        visible = visible_entries(end - start, there, start=start, rate=rate, device=query.device)
        best = scores.masked_fill(~visible, -torch.inf).topk(most, dim=-1)
        picks.append(best.indices)
        complete.append(best.values > -torch.inf)
    return torch.cat(picks, 1), torch.cat(complete, 1)


def gather_entries(entries: Tensor, picks: Tensor) -> Tensor:
    """entries [B, S, C], picks [B, T, K] -> each query's own, [B, T, K, C]."""
    first = torch.arange(entries.shape[0], device=entries.device)[:, None, None] * entries.shape[1]
    return gather_rows(entries.flatten(0, 1), picks + first)


def score_gathered(query: Tensor, keys: Tensor, weights: Tensor) -> Tensor:
    """The indexer's score of each gathered entry: query [B, T, H, C], keys [B, T, K, C], weights [B, T, H] -> [B, T, K]."""
    # Each query becomes a text of its own, of one token.
    alone = (part.flatten(0, 1) for part in (query[:, :, None], keys, weights[:, :, None]))
    return score_entries(*alone, gradient=True).view(keys.shape[:3])


def gather_rows(table: Tensor, rows: Tensor) -> Tensor:
    """Rows of a table [n, C] by their numbers [...]: [..., C]. The gradient is summed in float32 (or wider)."""
    return _GatherRows.apply(table, rows)  # pyright: ignore[reportReturnType]


class _GatherRows(torch.autograd.Function):
    """`F.embedding` whose backward sums in float32 and never waits for the device, so that a CUDA graph can hold it."""

    @staticmethod
    def forward(ctx, table: Tensor, rows: Tensor) -> Tensor:
        ctx.save_for_backward(rows)
        ctx.count, ctx.dtype = table.shape[0], table.dtype
        return F.embedding(rows, table)

    @staticmethod
    def backward(ctx, gradient: Tensor) -> tuple[Tensor, None]:  # pyright: ignore[reportIncompatibleMethodOverride]
        (rows,) = ctx.saved_tensors
        wide = gradient.flatten(0, -2).to(torch.promote_types(gradient.dtype, torch.float32))
        total = torch.zeros(ctx.count, wide.shape[-1], dtype=wide.dtype, device=wide.device)
        return total.index_add_(0, rows.flatten(), wide).to(ctx.dtype), None

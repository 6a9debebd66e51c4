"""Attention over whole training rows: the sliding window as two dense blocks per query, the entries beside it.

A window of W tokens lies inside the query's own block of W and the one before, so 2 W keys per query are read in place of
all T; everything is a plain matrix product with a gradient. Entries are the same for all queries, with a mask, or copied
to each query that picked them (gathered.py). Surprising: masked logits are a large negative number and not minus infinity,
so that a row without any entry still has a gradient that is a number. Tests: tests/training/test_blocked_attention.py.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.utils.checkpoint import checkpoint

NEVER = -1e4  # a logit that softmax turns into zero


def blocked_attention(
    query: Tensor,
    key: Tensor,
    entries: Tensor | None,
    allowed: Tensor | None,
    sink: Tensor,
    window: int,
    *,
    blocks: int = 1,
) -> tuple[Tensor, Tensor | None]:
    """One softmax over window, allowed entries and sink, the window read as two blocks per query.

    query [B, T, H, C], key [B, T, C], sink [H]; T a multiple of `window`. Entries [B, S, C] with allowed [B or 1, T, S]
    bool, or each query's own: [B, T, K, C] with allowed [B, T, K].
    Returns [B, T, H, C] and the mass that each entry got, summed over heads, [B, T, S or K] float32 without gradient.

    `blocks` runs so many blocks of queries one after the other and computes each again in the backward pass: less memory
    for more time, the same values. Their entries must be complete in order: column s not before token s * T / S.
    """
    near, seen = _windows(key, window), _seen(query.shape[1] // window, window, key.device)
    if blocks == 1 or entries is None or allowed is None:
        return _attend(query, near, seen, entries, allowed, sink)
    tokens, outs, masses = query.shape[1] // blocks, [], []
    for start in range(0, query.shape[1], tokens):
        part, end = slice(start // window, (start + tokens) // window), start + tokens
        # Later entries are not complete for any query of the block.
        there = max(1, end * entries.shape[1] // query.shape[1])
        out, mass = checkpoint(
            _attend, query[:, start:end], near[:, part], seen[part], entries[:, :there],
            allowed[:, start:end, :there], sink,
            # Nothing in it is random, and a graph being captured may not be asked for its random state.
            use_reentrant=False, preserve_rng_state=False,
        )  # fmt: skip
        outs.append(out)
        masses.append(torch.nn.functional.pad(mass, (0, entries.shape[1] - there)))
    return torch.cat(outs, 1), torch.cat(masses, 1)


def _windows(key: Tensor, window: int) -> Tensor:
    """Keys [B, T, C] -> those of each block of W queries, its own and the block before it, [B, n, 2 W, C]."""
    blocks = key.unflatten(1, (-1, window))  # [B, n, W, C]
    before = torch.cat((torch.zeros_like(blocks[:, :1]), blocks[:, :-1]), 1)
    return torch.cat((before, blocks), 2)


def _seen(blocks: int, window: int, device: torch.device) -> Tensor:
    """[n, W, 2 W] bool: which of them a query may read."""
    place, own = torch.arange(2 * window, device=device), torch.arange(window, device=device)[:, None]
    seen = (place > own) & (place <= own + window)
    return seen & ((torch.arange(blocks, device=device) > 0)[:, None, None] | (place >= window))


def _attend(
    query: Tensor, near: Tensor, seen: Tensor, entries: Tensor | None, allowed: Tensor | None, sink: Tensor
) -> tuple[Tensor, Tensor | None]:
    batch, tokens, heads, width = query.shape
    n, window = seen.shape[:2]
    dtype = torch.promote_types(query.dtype, torch.float32)
    query = query * width**-0.5
    close = query.reshape(batch, n, window * heads, width) @ near.transpose(-1, -2)
    close = close.view(batch, n, window, heads, 2 * window).to(dtype)
    close = close.masked_fill(~seen[:, :, None], NEVER)
    sink = sink.to(dtype)
    top = torch.maximum(close.detach().amax(-1), sink.detach())  # [B, n, W, H]
    far = None
    if entries is not None and allowed is not None:
        far = _products(query, entries).to(dtype)
        far = far.masked_fill(~allowed[:, :, None], NEVER)  # [B, T, H, S]
        top = torch.maximum(top, far.detach().amax(-1).view_as(top))
    close = (close - top[..., None]).exp()
    total = close.sum(-1) + (sink - top).exp()
    if far is not None:
        far = (far - top.flatten(1, 2)[..., None]).exp()
        total = total + far.sum(-1).view_as(total)
    close = (close / total[..., None]).to(query.dtype).reshape(batch, n, window * heads, 2 * window)
    out = (close @ near).view(batch, tokens, heads, width)
    if far is None or entries is None:
        return out, None
    far = far / total.flatten(1, 2)[..., None]
    return out + _sums(far.to(query.dtype), entries), far.detach().sum(2)


def _products(query: Tensor, entries: Tensor) -> Tensor:
    """query [B, T, H, C] . entries [B, S, C] or [B, T, K, C] -> [B, T, H, S or K]."""
    if entries.ndim == 4:
        return query @ entries.transpose(-1, -2)
    return (query.flatten(1, 2) @ entries.transpose(-1, -2)).unflatten(1, query.shape[1:3])


def _sums(weights: Tensor, entries: Tensor) -> Tensor:
    """weights [B, T, H, S or K] times entries, summed: [B, T, H, C]."""
    if entries.ndim == 4:
        return weights @ entries
    return (weights.flatten(1, 2) @ entries).unflatten(1, weights.shape[1:3])

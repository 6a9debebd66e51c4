"""Attention over whole training rows: the sliding window as two dense blocks per query, the entries beside it.

A window of W tokens lies inside the query's own block of W and the one before, so 2 W keys per query are read in place of
all T; everything is a plain matrix product with a gradient. Surprising: masked logits are a large negative number and not
minus infinity, so that a row without any entry still has a gradient that is a number. Tests: tests/training/test_forward.py.
"""

from __future__ import annotations

import torch
from torch import Tensor

NEVER = -1e4  # a logit that softmax turns into zero


def blocked_attention(
    query: Tensor, key: Tensor, entries: Tensor | None, allowed: Tensor | None, sink: Tensor, window: int
) -> tuple[Tensor, Tensor | None]:
    """One softmax over window, allowed entries and sink, the window read as two blocks per query.

    query [B, T, H, C], key [B, T, C], entries [B, S, C], allowed [B or 1, T, S] bool, sink [H]; T a multiple of `window`.
    Returns [B, T, H, C] and the mass that each entry got, summed over heads, [B, T, S] float32 without gradient.
    """
    batch, tokens, heads, width = query.shape
    blocks = key.unflatten(1, (-1, window))  # [B, n, W, C]
    before = torch.cat((torch.zeros_like(blocks[:, :1]), blocks[:, :-1]), 1)
    near = torch.cat((before, blocks), 2)  # [B, n, 2 W, C]
    n = blocks.shape[1]
    query = query * width**-0.5
    close = query.reshape(batch, n, window * heads, width) @ near.transpose(-1, -2)
    close = close.view(batch, n, window, heads, 2 * window).float()
    place, own = torch.arange(2 * window, device=key.device), torch.arange(window, device=key.device)[:, None]
    seen = (place > own) & (place <= own + window)  # [W, 2 W]
    seen = seen & ((torch.arange(n, device=key.device) > 0)[:, None, None] | (place >= window))  # [n, W, 2 W]
    close = close.masked_fill(~seen[:, :, None], NEVER)
    sink = sink.float()
    top = torch.maximum(close.detach().amax(-1), sink.detach())  # [B, n, W, H]
    far = None
    if entries is not None and allowed is not None:
        far = (query.flatten(1, 2) @ entries.transpose(-1, -2)).unflatten(1, (tokens, heads)).float()
        far = far.masked_fill(~allowed[:, :, None], NEVER)  # [B, T, H, S]
        top = torch.maximum(top, far.detach().amax(-1).view_as(top))
    close = (close - top[..., None]).exp()
    total = close.sum(-1) + (sink - top).exp()
    if far is not None:
        far = (far - top.flatten(1, 2)[..., None]).exp()
        total = total + far.sum(-1).view_as(total)
    close = (close / total[..., None]).to(key.dtype).reshape(batch, n, window * heads, 2 * window)
    out = (close @ near).view(batch, tokens, heads, width)
    if far is None or entries is None:
        return out, None
    far = far / total.flatten(1, 2)[..., None]
    mass = far.detach().sum(2)
    return out + (far.to(key.dtype).flatten(1, 2) @ entries).unflatten(1, (tokens, heads)), mass

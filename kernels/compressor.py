"""Pooling of token blocks into compressed entries: a softmax over the block's tokens, separately in every channel.

Equations 9 to 12 (CSA, overlapping) and 20 to 23 (HCA) of the report. Surprising: in CSA an entry also pools the block
before its own, through the first half of that block's columns; the very first entry has no such block.
Tests: tests/model/test_parts.py.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor


def pool_blocks(
    content: Tensor,
    gate: Tensor,
    previous: tuple[Tensor, Tensor] | None,
    *,
    overlap: bool,
    change: Callable[[Tensor], Tensor] = lambda gate: gate,
) -> tuple[Tensor, Tensor]:
    """Pool complete blocks of m tokens.

    content, gate  [B, n, m, co * C]   co = 2 with overlap (columns: for the next entry | for the own entry), else 1
    previous       the block before the first one, each [B, m, 2 * C]; None at the start of the text
    returns        pooled [B, n, C] and the softmax weights [B, n, sources, C], sources = m, or 2 m with overlap

    A missing previous block has weight zero. `change` is applied to the gates [B, n, sources, C] of all sources.
    """
    if overlap:
        content, gate = (
            _with_previous(content, previous and previous[0], 0.0),
            _with_previous(gate, previous and previous[1], -torch.inf),
        )
    # Over the sources and not over the channels: every channel has gates of its own.
    weights = change(gate.float()).softmax(2)  # [B, n, sources, C]
    return (weights * content.float()).sum(2), weights


def _with_previous(blocks: Tensor, previous: Tensor | None, missing: float) -> Tensor:
    """[B, n, m, 2C] -> [B, n, 2m, C]: the previous block's first half above the own block's second half."""
    head, own = blocks.chunk(2, -1)  # columns for the next entry, and for the own one
    first = torch.full_like(head[:, :1], missing) if previous is None else previous[:, None, :, : head.shape[-1]]
    return torch.cat((torch.cat((first, head[:, :-1]), 1), own), 2)

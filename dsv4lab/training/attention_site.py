"""One attention site over whole training rows, with the indexer's loss.

The equations are those of dsv4lab/model/attention.py and lightning_indexer.py (section 2.3 of the report). While the picks
do not count, the indexer learns from the attention mass of every complete entry; afterwards from that of the picked ones.
Surprising: what it picks has no gradient, and its inputs are cut off: the rest of the model never learns to please it.
Tests: tests/training/test_forward.py, tests/training/test_gathered.py.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor

from dsv4lab.kernels.attention import visible_entries
from dsv4lab.kernels.compressor import pool_blocks
from dsv4lab.kernels.hyper_connections import coefficients, hyper_connections_post, hyper_connections_pre, mixes
from dsv4lab.kernels.lightning_indexer import score_entries
from dsv4lab.kernels.linear import linear_float32
from dsv4lab.kernels.rope import Angles, rotate
from dsv4lab.model.attention import Attention
from dsv4lab.model.compressor import Compressor
from dsv4lab.model.hyper_connections import HyperConnection
from dsv4lab.model.lightning_indexer import LightningIndexer
from dsv4lab.training.blocked_attention import NEVER, blocked_attention
from dsv4lab.training.gathered import gather_entries, pick_entries, score_gathered


class Picking(NamedTuple):
    """How entries are read: three numbers on the device, which a captured graph looks up, and two that give its shape."""

    sparse: Tensor  # 0-d bool: picks count; otherwise every complete entry is read
    unpicked: Tensor  # 0-d bool: entries of layers that read all of them without picking are there
    picks: Tensor  # 0-d int64: how many of the best are picked
    most: int  # the most that `picks` will be
    gathered: bool = False  # read the picked entries alone; only while picks count


def attention_site(
    site: Attention,
    streams: Tensor,
    angles: Angles,
    entry_angles: Angles | None,
    picking: Picking,
    dropout: float,
    sinkhorn: Callable[..., Tensor],
    dropped: Tensor | None = None,
    blocks: int = 1,
) -> tuple[Tensor, Tensor | None]:
    """streams [B, T, N, D] -> streams and, where an indexer picks, its loss.

    dropped   [B] bool: rows that dropout is for; all without
    blocks    as for `blocked_attention`
    """
    x, post, comb = mix(site.mixing, streams, sinkhorn)
    x = site.norm(x)
    low_rank = site.q_norm(site.wq_a(x))
    query, key = site.queries(low_rank, angles), site.numerics.key(site.new_keys(x, angles), site.rope)
    entries = allowed = scores = None
    if site.compressor is not None and entry_angles is not None:
        entries = site.numerics.key(compress(site.compressor, x, entry_angles), site.rope)
        if site.indexer is None:
            visible = visible_entries(x.shape[1], entries.shape[1], start=0, rate=site.rate, device=x.device)[None]
            allowed = visible & picking.unpicked
        else:
            index = _index(site.indexer, x.detach(), low_rank.detach(), angles, entry_angles)
            choose = _gathered if picking.gathered else _masked
            entries, allowed, scores = choose(entries, *index, site.rate, picking)
    out, mass = blocked_attention(query, key, entries, allowed, site.sink, site.window, blocks=blocks)
    out = site.project(out, angles)
    loss = None if scores is None or mass is None or allowed is None else index_loss(scores, mass, allowed)
    return leave(drop(out, dropout, dropped), streams, post, comb), loss


_Choice = tuple[Tensor, Tensor, Tensor]  # entries, which of them each query may read, the indexer's scores of them


def _masked(
    entries: Tensor, query: Tensor, keys: Tensor, weights: Tensor, rate: int, picking: Picking
) -> _Choice:  # fmt: skip
    """All entries [B, S, C], the picked ones as a mask [B, T, S], scores of all [B, T, S]; arguments as of `_index`."""
    visible = visible_entries(query.shape[1], entries.shape[1], start=0, rate=rate, device=query.device)[None]
    # A CPU multiplies small matrices faster than it sums products.
    scores = score_entries(query, keys, weights, gradient=query.is_cuda).masked_fill(~visible, -torch.inf)
    best = scores.detach().topk(min(picking.most, scores.shape[-1]), dim=-1).indices
    few = (torch.arange(best.shape[-1], device=best.device) < picking.picks).expand_as(best)
    picked = torch.zeros_like(scores, dtype=torch.bool).scatter(-1, best, few)
    return entries, visible & (picked | ~picking.sparse), scores


def _gathered(
    entries: Tensor, query: Tensor, keys: Tensor, weights: Tensor, rate: int, picking: Picking
) -> _Choice:  # fmt: skip
    """Each query's own entries [B, T, K, C], the complete ones as a mask [B, T, K], their scores [B, T, K]."""
    best, complete = pick_entries(query, keys, weights, picking.most, rate)
    allowed = complete & (torch.arange(best.shape[-1], device=best.device) < picking.picks)
    scores = score_gathered(query, gather_entries(keys, best), weights)
    return gather_entries(entries, best), allowed, scores


def _index(
    indexer: LightningIndexer, x: Tensor, low_rank: Tensor, angles: Angles, entry_angles: Angles
) -> tuple[Tensor, Tensor, Tensor]:
    """The indexer's queries [B, T, H, C], keys [B, S, C] and head weights [B, T, H]."""
    keys = indexer.numerics.index(compress(indexer.compressor, x, entry_angles))
    query, weights = indexer.queries(x, low_rank, angles)
    return indexer.numerics.index(query), keys, weights


def compress(site: Compressor, x: Tensor, angles: Angles) -> Tensor:
    """All entries of whole rows: x [B, T, D] -> [B, T / m, C], rotated at their blocks' first positions."""
    content = linear_float32(x, site.wkv.weight).unflatten(1, (-1, site.rate))
    gate = linear_float32(x, site.wgate.weight).unflatten(1, (-1, site.rate)) + site.ape
    pooled, _ = pool_blocks(content, gate, None, overlap=site.overlap)
    return rotate(site.norm(pooled.to(x.dtype)), angles)


def index_loss(scores: Tensor, mass: Tensor, allowed: Tensor) -> Tensor:
    """KL from the attention mass over the allowed entries to the softmax of their scores, mean over queries that have any.

    scores [B, T, S], mass [B, T, S], allowed [B or 1, T, S] bool.
    """
    target = mass * allowed
    target = target / target.sum(-1, keepdim=True).clamp_min(1e-9)
    guess = scores.masked_fill(~allowed, NEVER).log_softmax(-1)
    divergence = (torch.xlogy(target, target) - target * guess).sum(-1)
    some = allowed.any(-1).float()
    return (divergence * some).sum() / some.expand_as(divergence).sum().clamp_min(1.0)


def mix(mixing: HyperConnection, streams: Tensor, sinkhorn: Callable[..., Tensor]) -> tuple[Tensor, Tensor, Tensor]:
    """As `HyperConnection.forward`, with a Sinkhorn of choice; shapes as there."""
    mixed = mixes(streams, mixing.fn, norm_eps=mixing.norm_eps)
    pre, post, logits = coefficients(mixed, mixing.base, mixing.scale, eps=mixing.eps)
    comb = sinkhorn(logits, steps=mixing.steps, eps=mixing.eps)
    return hyper_connections_pre(streams, pre), post, comb


def drop(out: Tensor, dropout: float, rows: Tensor | None) -> Tensor:
    """Dropout of what a site adds [B, T, D], in these rows [B] or in all."""
    thinned = F.dropout(out, dropout)
    return thinned if rows is None else torch.where(rows[:, None, None], thinned, out)


def leave(out: Tensor, streams: Tensor, post: Tensor, comb: Tensor) -> Tensor:
    """The streams [B, T, N, D] after a site; a GPU sums products, a CPU multiplies small matrices."""
    return hyper_connections_post(out, streams, post, comb, gradient=out.is_cuda)

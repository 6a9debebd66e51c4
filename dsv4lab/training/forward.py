"""The model's own equations arranged for training: whole rows, no cache, fixed shapes, nothing waits for the device.

Same parameters and same values as `dsv4lab.model` (a test holds the two together); what differs is the arrangement.
Attention looks at its window in blocks (blocked_attention.py). Every expert sees every token and the routing weight, zero
where it was not chosen, is multiplied in: with few, narrow experts one large matrix product beats sorting tokens.
Surprising: the indexer's picks have no gradient; it learns from the mass that attention gave to the entries it may read.
Tests: tests/training/test_training.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor

from dsv4lab.attention_kinds import KINDS, SLIDING
from dsv4lab.config import HASH
from dsv4lab.kernels.attention import visible_entries
from dsv4lab.kernels.compressor import pool_blocks
from dsv4lab.kernels.expert_routing import score_experts
from dsv4lab.kernels.experts import swiglu
from dsv4lab.kernels.hyper_connections import coefficients, hyper_connections_post, hyper_connections_pre, mixes
from dsv4lab.kernels.lightning_indexer import score_entries
from dsv4lab.kernels.linear import linear_float32
from dsv4lab.kernels.rope import Angles, rotate
from dsv4lab.kernels.sinkhorn import sinkhorn
from dsv4lab.model.attention import Attention
from dsv4lab.model.compressor import Compressor
from dsv4lab.model.experts import MixtureOfExperts
from dsv4lab.model.hyper_connections import HyperConnection
from dsv4lab.model.lightning_indexer import LightningIndexer
from dsv4lab.model.mtp import MTPBlock
from dsv4lab.model.transformer import Transformer
from dsv4lab.training.blocked_attention import NEVER, blocked_attention


class Outputs(NamedTuple):
    """What one pass over rows [B, T + 2] gives."""

    hidden: Tensor  # [B, T, D], what the head turns into logits of the next token
    draft_hidden: Tensor | None  # [B, T, D], of the token after it
    index_loss: Tensor  # mean KL of the indexers from the attention mass, nats
    balance_loss: Tensor  # mean over learned layers; one when every row spreads evenly
    loads: list[Tensor]  # per learned routing (trunk, then drafts): how often each expert was chosen [E]


@dataclass
class TrainingForward:
    """Runs rows through a model. `wrap` is applied once to every compiled region (torch.compile, or nothing)."""

    model: Transformer
    dropout: float = 0.0
    sinkhorn: Callable[..., Tensor] = sinkhorn
    wrap: Callable[[Callable], Callable] = lambda function: function
    _attention: Callable = field(init=False)
    _experts: Callable = field(init=False)
    _draft_input: Callable = field(init=False)
    _collapse: Callable = field(init=False)

    def __post_init__(self) -> None:
        self._attention, self._experts = self.wrap(attention_site), self.wrap(expert_site)
        self._draft_input, self._collapse = self.wrap(draft_input), self.wrap(collapse_head)

    def __call__(self, rows: Tensor, sparse: Tensor) -> Outputs:
        """rows [B, T + 2] int64, T a multiple of the window and of both rates; `sparse` 0-d bool: entries are picked."""
        model, config = self.model, self.model.config
        ids = rows[:, :-2].contiguous()
        positions = torch.arange(ids.shape[1], device=ids.device)
        kinds = {*config.kinds, KINDS[SLIDING]}  # the draft block's too
        angles = {kind.name: model.rotary(positions, compressed=kind.compressed_rotary) for kind in kinds}
        entry_angles = {
            kind.name: model.rotary(positions[:: kind.rate(config)], compressed=True)
            for kind in kinds
            if kind.has_entries
        }
        streams = _Embed.apply(model.embed.weight, ids)[:, :, None].expand(-1, -1, config.hc_mult, -1).contiguous()
        index_losses, balance_losses, loads = [], [], []
        for kind, layer in zip(config.layer_kinds, model.layers, strict=True):
            streams, index_loss = self._attention(
                layer.attn, streams, angles[kind], entry_angles.get(kind), sparse, self.dropout, self.sinkhorn
            )
            streams, balance_loss, load = self._experts(layer.ffn, streams, ids, self.dropout, self.sinkhorn)
            if index_loss is not None:
                index_losses.append(index_loss)
            if load is not None:
                balance_losses.append(balance_loss)
                loads.append(load)
        hidden, draft_hidden = self._collapse(model.head_mixing, model.norm, streams), None
        for block in model.mtp[:1]:
            next_ids = rows[:, 1:-1].contiguous()
            drafted = self._draft_input(block, streams, _Embed.apply(model.embed.weight, next_ids))
            drafted, _ = self._attention(
                block.attn, drafted, angles[SLIDING], None, sparse, self.dropout, self.sinkhorn
            )
            drafted, balance_loss, load = self._experts(block.ffn, drafted, next_ids, self.dropout, self.sinkhorn)
            balance_losses.append(balance_loss)
            loads.append(load)
            draft_hidden = self._collapse(block.head_mixing, block.norm, drafted)
        zero = hidden.new_zeros((), dtype=torch.float32)
        return Outputs(
            hidden,
            draft_hidden,
            torch.stack(index_losses).mean() if index_losses else zero,
            torch.stack(balance_losses).mean() if balance_losses else zero,
            loads,
        )


class _Embed(torch.autograd.Function):
    """`F.embedding` whose backward sums in float32 and never waits for the device, so that a CUDA graph can hold it."""

    @staticmethod
    def forward(ctx, weight: Tensor, ids: Tensor) -> Tensor:
        ctx.save_for_backward(ids)
        ctx.rows, ctx.dtype = weight.shape[0], weight.dtype
        return F.embedding(ids, weight)

    @staticmethod
    def backward(ctx, gradient: Tensor) -> tuple[Tensor, None]:  # pyright: ignore[reportIncompatibleMethodOverride]
        (ids,) = ctx.saved_tensors
        total = torch.zeros(ctx.rows, gradient.shape[-1], device=gradient.device)
        return total.index_add_(0, ids.flatten(), gradient.flatten(0, 1).float()).to(ctx.dtype), None


def mix(mixing: HyperConnection, streams: Tensor, sinkhorn: Callable[..., Tensor]) -> tuple[Tensor, Tensor, Tensor]:
    """As `HyperConnection.forward`, with a Sinkhorn of choice; shapes as there."""
    mixed = mixes(streams, mixing.fn, norm_eps=mixing.norm_eps)
    pre, post, logits = coefficients(mixed, mixing.base, mixing.scale, eps=mixing.eps)
    comb = sinkhorn(logits, steps=mixing.steps, eps=mixing.eps)
    return hyper_connections_pre(streams, pre), post, comb


def collapse_head(mixing: Callable, norm: Callable, streams: Tensor) -> Tensor:
    """The streams [B, T, N, D] of the last layer as one normed vector per token [B, T, D]."""
    return norm(mixing(streams))


def draft_input(block: MTPBlock, streams: Tensor, embedded: Tensor) -> Tensor:
    """What the draft block begins with: streams [B, T, N, D] and the next tokens' embeddings [B, T, D] -> [B, T, N, D]."""
    return block.merge(streams, embedded)


def expert_site(
    site: MixtureOfExperts, streams: Tensor, ids: Tensor, dropout: float, sinkhorn: Callable[..., Tensor]
) -> tuple[Tensor, Tensor | None, Tensor | None]:
    """streams [B, T, N, D] -> streams, the sequence balance loss and the loads [E] (None on hash layers)."""
    x, post, comb = mix(site.mixing, streams, sinkhorn)
    x = site.norm(x)
    chosen, weights = site.routing(x, ids)
    count, inner, width = site.experts.w1.shape
    here = chosen[..., None] == torch.arange(count, device=x.device)  # [B, T, K, E]
    combine = (weights[..., None] * here).sum(-2)  # [B, T, E]
    hidden = swiglu(x @ site.experts.w1.flatten(0, 1).T, x @ site.experts.w3.flatten(0, 1).T, site.limit)
    hidden = (hidden.unflatten(-1, (count, inner)).float() * combine[..., None]).to(x.dtype).flatten(-2)
    out = hidden @ site.experts.w2.transpose(1, 2).reshape(count * inner, width) + site.shared_expert(x)
    streams = hyper_connections_post(F.dropout(out, dropout), streams, post, comb, gradient=True)
    if site.routing.kind == HASH:
        return streams, None, None
    used = here.sum(-2).float()  # [B, T, E]
    scores = score_experts(linear_float32(x, site.routing.weight), site.routing.scoring)
    share = (scores / scores.sum(-1, keepdim=True)).mean(1)  # [B, E]
    balance = (used.mean(1) * (count / chosen.shape[-1]) * share).sum(-1).mean()
    return streams, balance, used.sum((0, 1))


def attention_site(
    site: Attention,
    streams: Tensor,
    angles: Angles,
    entry_angles: Angles | None,
    sparse: Tensor,
    dropout: float,
    sinkhorn: Callable[..., Tensor],
) -> tuple[Tensor, Tensor | None]:
    """streams [B, T, N, D] -> streams and, where an indexer picks, its loss."""
    x, post, comb = mix(site.mixing, streams, sinkhorn)
    x = site.norm(x)
    low_rank = site.q_norm(site.wq_a(x))
    query, key = site.queries(low_rank, angles), site.new_keys(x, angles)
    entries = allowed = scores = None
    if site.compressor is not None and entry_angles is not None:
        entries = compress(site.compressor, x, entry_angles)
        allowed = visible_entries(x.shape[1], entries.shape[1], start=0, rate=site.rate, device=x.device)[None]
        if site.indexer is not None:
            scores = index_scores(site.indexer, x.detach(), low_rank.detach(), angles, entry_angles)
            scores = scores.masked_fill(~allowed, -torch.inf)
            picks = scores.detach().topk(min(site.indexer.topk, scores.shape[-1]), dim=-1).indices  # in any order
            picked = torch.zeros_like(scores, dtype=torch.bool).scatter(-1, picks, True)
            allowed = allowed & (picked | ~sparse)
    out, mass = blocked_attention(query, key, entries, allowed, site.sink, site.window)
    out = site.project(out, angles)
    loss = None if scores is None or mass is None or allowed is None else index_loss(scores, mass, allowed)
    return hyper_connections_post(F.dropout(out, dropout), streams, post, comb, gradient=True), loss


def compress(site: Compressor, x: Tensor, angles: Angles) -> Tensor:
    """All entries of whole rows: x [B, T, D] -> [B, T / m, C], rotated at their blocks' first positions."""
    content = linear_float32(x, site.wkv.weight).unflatten(1, (-1, site.rate))
    gate = linear_float32(x, site.wgate.weight).unflatten(1, (-1, site.rate)) + site.ape
    pooled, _ = pool_blocks(content, gate, None, overlap=site.overlap)
    return rotate(site.norm(pooled.to(x.dtype)), angles)


def index_scores(site: LightningIndexer, x: Tensor, low_rank: Tensor, angles: Angles, entry_angles: Angles) -> Tensor:
    """The indexer's score of every entry for every query, [B, T, S] float32, before any mask."""
    keys = compress(site.compressor, x, entry_angles)
    query, weights = site.queries(x, low_rank, angles)
    return score_entries(query, keys, weights, gradient=True)


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

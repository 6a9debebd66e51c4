"""The model's own equations arranged for training: whole rows, no cache, fixed shapes, nothing waits for the device.

Same parameters and same values as `dsv4lab.model` (a test holds the two together); what differs is the arrangement.
Attention looks at its window in blocks (attention_site.py). Every expert sees every token and the routing weight, zero
where it was not chosen, is multiplied in: with few, narrow experts one large matrix product beats sorting tokens.
Surprising: no branch depends on how far the run is, so that one captured graph serves a whole stage (plan.py).
Tests: tests/training/test_forward.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

import torch
from torch import Tensor

from dsv4lab.attention_kinds import KINDS, SLIDING
from dsv4lab.config import HASH
from dsv4lab.kernels.expert_routing import score_experts
from dsv4lab.kernels.experts import swiglu
from dsv4lab.kernels.linear import linear_float32
from dsv4lab.kernels.sinkhorn import sinkhorn
from dsv4lab.model.experts import MixtureOfExperts
from dsv4lab.model.mtp import MTPBlock
from dsv4lab.model.transformer import Transformer
from dsv4lab.training.attention_site import Picking, attention_site, drop, leave, mix
from dsv4lab.training.gathered import gather_rows
from dsv4lab.training.memory import Shape, query_blocks


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

    def __call__(self, rows: Tensor, picking: Picking, dropped: Tensor | None = None) -> Outputs:
        """rows [B, T + 2] int64, T a multiple of the window and of both rates; `dropped` [B]: rows that dropout is for."""
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
        # Layers that read every entry do so in blocks of queries once a row is long.
        shape = Shape(ids.shape[0], ids.shape[1], picking.most)
        blocks = {k.name: query_blocks(config, k, shape) if k.has_entries and not k.picks else 1 for k in kinds}
        streams = gather_rows(model.embed.weight, ids)[:, :, None].expand(-1, -1, config.hc_mult, -1).contiguous()
        index_losses, balance_losses, loads = [], [], []
        for kind, layer in zip(config.layer_kinds, model.layers, strict=True):
            streams, index_loss = self._attention(
                layer.attn, streams, angles[kind], entry_angles.get(kind), picking, self.dropout, self.sinkhorn,
                dropped, blocks[kind],
            )  # fmt: skip
            streams, balance_loss, load = self._experts(layer.ffn, streams, ids, self.dropout, self.sinkhorn, dropped)
            if index_loss is not None:
                index_losses.append(index_loss)
            if load is not None:
                balance_losses.append(balance_loss)
                loads.append(load)
        hidden, draft_hidden = self._collapse(model.head_mixing, model.norm, streams), None
        for block in model.mtp[:1]:
            next_ids = rows[:, 1:-1].contiguous()
            drafted = self._draft_input(block, streams, gather_rows(model.embed.weight, next_ids))
            drafted, _ = self._attention(
                block.attn, drafted, angles[SLIDING], None, picking, self.dropout, self.sinkhorn, dropped
            )
            drafted, balance_loss, load = self._experts(
                block.ffn, drafted, next_ids, self.dropout, self.sinkhorn, dropped
            )
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


def collapse_head(mixing: Callable, norm: Callable, streams: Tensor) -> Tensor:
    """The streams [B, T, N, D] of the last layer as one normed vector per token [B, T, D]."""
    return norm(mixing(streams))


def draft_input(block: MTPBlock, streams: Tensor, embedded: Tensor) -> Tensor:
    """What the draft block begins with: streams [B, T, N, D] and the next tokens' embeddings [B, T, D] -> [B, T, N, D]."""
    return block.merge(streams, embedded)


def expert_site(
    site: MixtureOfExperts,
    streams: Tensor,
    ids: Tensor,
    dropout: float,
    sinkhorn: Callable[..., Tensor],
    dropped: Tensor | None = None,
) -> tuple[Tensor, Tensor | None, Tensor | None]:
    """streams [B, T, N, D] -> streams, the sequence balance loss and the loads [E] (None on hash layers)."""
    x, post, comb = mix(site.mixing, streams, sinkhorn)
    x = site.norm(x)
    chosen, weights = site.routing(x, ids)
    count, inner, width = site.experts.w1.shape
    here = chosen[..., None] == torch.arange(count, device=x.device)  # [B, T, K, E]
    combine = (weights[..., None] * here).sum(-2)  # [B, T, E]
    rounded = site.numerics.activation(x)
    hidden = swiglu(rounded @ site.experts.w1.flatten(0, 1).T, rounded @ site.experts.w3.flatten(0, 1).T, site.limit)
    hidden = (hidden.unflatten(-1, (count, inner)).float() * combine[..., None]).to(x.dtype)
    hidden = site.numerics.activation(hidden).flatten(-2)
    out = hidden @ site.experts.w2.transpose(1, 2).reshape(count * inner, width) + site.shared_expert(x)
    streams = leave(drop(out, dropout, dropped), streams, post, comb)
    if site.routing.kind == HASH:
        return streams, None, None
    used = here.sum(-2).float()  # [B, T, E]
    scores = score_experts(linear_float32(x, site.routing.weight), site.routing.scoring)
    share = (scores / scores.sum(-1, keepdim=True)).mean(1)  # [B, E]
    balance = (used.mean(1) * (count / chosen.shape[-1]) * share).sum(-1).mean()
    return streams, balance, used.sum((0, 1))

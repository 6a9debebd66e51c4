"""Triton kernels of edits in a step: a rule of the routing, of a row of numbers, or of the picks, in one launch each.

The definition is what the rule's hook does (interventions/). Every kernel looks its token's position up in a table of
positions: where the rule does not act, nothing is written, so such rows keep their bits. How often it acted is counted on
the device. Surprising: one kernel knows several kinds of rules, each compiled by itself (`RULE`).
Tests: tests/kernels/test_edits_triton.py.
"""

from __future__ import annotations

import torch
import triton
import triton.language as tl
from torch import Tensor

from dsv4lab.kernels.common.launch_triton import pdl_options, pdl_wait
from dsv4lab.kernels.expert_routing_triton import _score

# Kinds of rules that `_routing` is compiled for.
BAN, FORCE, SWAP, KEPT, SCALE, EQUAL, TOP = range(7)
DROP, FEWER = range(2)
_BAN, _FORCE, _SWAP, _KEPT, _SCALE, _EQUAL, _TOP = (tl.constexpr(rule) for rule in range(7))
_DROP = tl.constexpr(DROP)


@triton.jit
def _meant(p_when, p_position):
    """Whether the rule means this step's token."""
    return tl.load(p_when + tl.load(p_position)) != 0


@triton.jit
def _count(p_fired, p_halted, acted):
    if acted & (tl.load(p_halted) == 0):
        tl.atomic_add(p_fired, 1)


@triton.jit
def _routing(
    p_logits, p_bias, p_experts, p_weights, p_when, p_mask, p_list, p_position, p_halted, p_fired,
    experts, slots, scaling, scale, number,
    RULE: tl.constexpr, BIAS: tl.constexpr, BLOCK_E: tl.constexpr, BLOCK_K: tl.constexpr, LIST: tl.constexpr,
    PDL: tl.constexpr,
):  # fmt: skip
    """One token: its experts and weights after one rule, in place."""
    pdl_wait(PDL)
    if _meant(p_when, p_position):
        i_t = tl.program_id(0).to(tl.int64)
        o_k = tl.arange(0, BLOCK_K)
        m_k = o_k < slots
        b_ids = tl.load(p_experts + i_t * slots + o_k, mask=m_k, other=0)
        b_weight = tl.load(p_weights + i_t * slots + o_k, mask=m_k, other=0.0)
        b_new, b_scaled = b_ids, b_weight
        if RULE == _BAN:
            b_out = tl.load(p_mask + b_ids, mask=m_k, other=0) != 0
            if tl.sum(b_out.to(tl.int32), 0) > 0:
                o_e = tl.arange(0, BLOCK_E)
                m_e = (o_e < experts) & (tl.load(p_mask + o_e, mask=o_e < experts, other=1) == 0)
                b_left = _score(tl.load(p_logits + i_t * experts + o_e, mask=m_e, other=0.0))
                b_left = tl.where(m_e, b_left + tl.load(p_bias + o_e, mask=m_e, other=0.0), float("-inf"))
                for k in range(slots):
                    chosen = tl.argmax(b_left, 0)
                    b_left = tl.where(o_e == chosen, float("-inf"), b_left)
                    b_new = tl.where(o_k == k, chosen.to(tl.int64), b_new)
        if RULE == _FORCE:
            for i in tl.static_range(LIST):
                expert = tl.load(p_list + i)
                b_rank = _score(tl.load(p_logits + i_t * experts + b_new, mask=m_k, other=0.0))
                if BIAS:
                    b_rank += tl.load(p_bias + b_new, mask=m_k, other=0.0)
                b_own = tl.load(p_mask + b_new, mask=m_k, other=1) != 0
                b_rank = tl.where(b_own | (o_k >= slots), float("inf"), b_rank)
                there = tl.sum(((b_new == expert) & m_k).to(tl.int32), 0)
                if there == 0:
                    b_new = tl.where(o_k == tl.argmin(b_rank, 0), expert, b_new)
        if (RULE == _SWAP) | (RULE == _KEPT):
            one, other = tl.load(p_list), tl.load(p_list + 1)
            has_one = tl.sum(((b_ids == one) & m_k).to(tl.int32), 0) > 0
            has_other = tl.sum(((b_ids == other) & m_k).to(tl.int32), 0) > 0
            if has_one != has_other:
                b_new = tl.where(b_ids == one, other, tl.where(b_ids == other, one, b_ids))
        if RULE == _SCALE:
            b_in = tl.load(p_mask + b_ids, mask=m_k, other=0) != 0
            # A weight of -0 would differ from 0: what is taken out is zero.
            b_scaled = tl.where(b_in, tl.where(scale == 0.0, 0.0, b_weight * scale), b_weight)
        if RULE == _EQUAL:
            b_scaled = tl.where(m_k, tl.sum(b_weight, 0) / slots, 0.0)
        if RULE == _TOP:
            b_score = _score(tl.load(p_logits + i_t * experts + b_ids, mask=m_k, other=0.0))
            b_rank = b_score
            if BIAS:
                b_rank += tl.load(p_bias + b_ids, mask=m_k, other=0.0)
            b_rank = tl.where(m_k, b_rank, float("-inf"))
            b_kept = o_k < 0
            for _ in range(number):
                best = tl.argmax(b_rank, 0)
                b_kept = b_kept | (o_k == best)
                b_rank = tl.where(o_k == best, float("-inf"), b_rank)
            b_score = tl.where(b_kept & m_k, b_score, 0.0)
            b_scaled = b_score / (tl.sum(b_score, 0) + 1e-20) * scaling
        acted = tl.sum(((b_new != b_ids) & m_k).to(tl.int32), 0) > 0
        if RULE <= _SWAP:  # noqa: SIM102 - decided when the kernel is compiled
            if acted:
                b_score = tl.where(m_k, _score(tl.load(p_logits + i_t * experts + b_new, mask=m_k, other=0.0)), 0.0)
                b_scaled = b_score / (tl.sum(b_score, 0) + 1e-20) * scaling
        if RULE >= _SCALE:
            acted = tl.sum(((b_scaled != b_weight) & m_k).to(tl.int32), 0) > 0
        if acted:
            tl.store(p_experts + i_t * slots + o_k, b_new, mask=m_k)
            tl.store(p_weights + i_t * slots + o_k, b_scaled, mask=m_k)
        _count(p_fired, p_halted, acted)


@triton.jit
def _affine(
    p_x,
    p_scale,
    p_offset,
    p_when,
    p_position,
    p_halted,
    p_fired,
    p_acted,
    width,
    BLOCK: tl.constexpr,
    PDL: tl.constexpr,
):
    """One row times scale plus offset, in place; a scale of 0 leaves the offset alone, whatever was there."""
    pdl_wait(PDL)
    i_row = tl.program_id(0).to(tl.int64)
    acted = tl.full((), 0, tl.int1)
    if _meant(p_when, p_position):
        o = tl.arange(0, BLOCK)
        m = o < width
        b_x = tl.load(p_x + i_row * width + o, mask=m, other=0.0)
        b_scale = tl.load(p_scale + o, mask=m, other=0.0)
        b_new = tl.where(b_scale == 0.0, 0.0, b_x.to(tl.float32) * b_scale) + tl.load(p_offset + o, mask=m, other=0.0)
        b_new = b_new.to(p_x.dtype.element_ty)
        acted = tl.sum(((b_new != b_x) & m).to(tl.int32), 0) > 0
        if acted:
            tl.store(p_x + i_row * width + o, b_new, mask=m)
        _count(p_fired, p_halted, acted)
    tl.store(p_acted + i_row, acted.to(tl.uint8))


@triton.jit
def _picks(
    p_picks, p_mask, p_when, p_position, p_halted, p_fired, places, number, rate,
    RULE: tl.constexpr, BLOCK: tl.constexpr, PDL: tl.constexpr,
):  # fmt: skip
    """One query's picks after one rule: entries of a mask taken out, or only the best `number` left."""
    pdl_wait(PDL)
    # Before the first entry is complete there are no picks at all.
    if _meant(p_when, p_position) & (tl.load(p_position) + 1 >= rate):
        i_row = tl.program_id(0).to(tl.int64)
        o = tl.arange(0, BLOCK)
        b_pick = tl.load(p_picks + i_row * places + o, mask=o < places, other=-1)
        if RULE == _DROP:
            b_out = tl.load(p_mask + tl.maximum(b_pick, 0), mask=b_pick >= 0, other=0) != 0
        else:
            b_out = (o >= number) & (b_pick >= 0)
        acted = tl.sum(b_out.to(tl.int32), 0) > 0
        tl.store(p_picks + i_row * places + o, tl.where(b_out, -1, b_pick), mask=o < places)
        _count(p_fired, p_halted, acted)


def change_routing_triton(
    rule: int, out: tuple[Tensor, Tensor, Tensor], bias: Tensor | None, when: Tensor, mask: Tensor, listed: Tensor,
    position: Tensor, halted: Tensor, fired: Tensor, *, scaling: float, scale: float = 1.0, number: int = 0,
) -> None:  # fmt: skip
    """One rule on what the routing left: experts [B, K] int64, weights [B, K] and logits [B, E] float32, in place.

    when      [positions] uint8: where it is meant; position, halted [1]
    mask      [E] uint8: the experts it is about; listed [n] int64: the same by number
    fired     [1] int64: grows by one for every token on which it acted
    scale     of weights; `number` of experts that are left
    """
    experts, weights, logits = out
    (batch, slots), count = experts.shape, logits.shape[1]
    _routing[(batch,)](
        logits, bias, experts, weights, when, mask, listed, position, halted, fired, count, slots, scaling, scale, number,
        RULE=rule, BIAS=bias is not None, BLOCK_E=triton.next_power_of_2(count), BLOCK_K=triton.next_power_of_2(slots),
        LIST=len(listed), num_warps=1, **pdl_options(weights),
    )  # fmt: skip


def change_rows_triton(
    x: Tensor,
    scale: Tensor,
    offset: Tensor,
    when: Tensor,
    position: Tensor,
    halted: Tensor,
    fired: Tensor,
    acted: Tensor,
) -> None:
    """x [B, C] times scale [C] plus offset [C] float32, in place; acted [B] bool says which rows differ. Others as above."""
    width = x[0].numel()
    block = triton.next_power_of_2(width)
    _affine[(len(x),)](
        x, scale, offset, when, position, halted, fired, acted.view(torch.uint8), width, BLOCK=block,
        num_warps=max(1, min(16, block // 512)), **pdl_options(x),
    )  # fmt: skip


def change_picks_triton(
    rule: int, picks: Tensor, mask: Tensor, when: Tensor, position: Tensor, halted: Tensor, fired: Tensor, *, rate: int,
    number: int = 0,
) -> None:  # fmt: skip
    """One rule on picks [B, 1, K], in place: entries of mask [S] uint8 dropped, or the best `number` kept."""
    places = picks.shape[-1]
    _picks[(len(picks),)](
        picks, mask, when, position, halted, fired, places, number, rate,
        RULE=rule, BLOCK=triton.next_power_of_2(places), num_warps=1 if places <= 128 else 4, **pdl_options(picks),
    )  # fmt: skip

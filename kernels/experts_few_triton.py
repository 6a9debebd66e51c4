"""Triton kernels of the chosen experts and of single matrices for a few tokens, from FP4 and FP8 weights as they are stored.

Sections 2.4 and 5.2 of the report; definition in experts.py. A program takes sixteen rows of one expert's matrices, its
warps share out the inputs; the hidden vector goes to the second launch packed for its rows. The hidden vector
needs no look at its largest element, since the clamp bounds it. Tests: tests/kernels/test_experts_triton.py,
tests/kernels/test_linear_triton.py.
"""

from __future__ import annotations

import torch
import triton
import triton.language as tl
from torch import Tensor

from dsv4lab.kernels.common.group_sizes import ACTIVATION_GROUP
from dsv4lab.kernels.common.launch_triton import pdl_options, pdl_wait, pdl_wait_only
from dsv4lab.kernels.common.places_triton import place_of
from dsv4lab.kernels.linear_packed_triton import PackedVectors, packed_place, power_below
from dsv4lab.kernels.linear_stored_triton import rows_times, shared_out
from dsv4lab.kernels.quantization_triton import KEPT, through_fp8


@triton.jit
def swiglu(b_gate, b_up, limit):
    """silu of the clamped gate times the clamped other factor, float32."""
    b_gate = tl.minimum(b_gate, limit)
    b_up = tl.minimum(tl.maximum(b_up, -limit), limit)
    return b_gate / (1.0 + tl.exp(-b_gate)) * b_up


@triton.jit
def _hidden_bound(weight, limit):
    """(2^n, 2^-n) that keep weight * swiglu within float16 whatever the inputs are."""
    return power_below(tl.abs(weight) * limit * tl.maximum(limit, 0.3))  # silu is never below -0.28


@triton.jit
def _gate_up(
    p_x, p_unit, p_experts, p_weights, p_w1, p_s1, p_w3, p_s3, p_places, p_hidden, slots, inputs, outputs, limit,
    KIND: tl.constexpr, KEPT: tl.constexpr, CHOSEN: tl.constexpr, GROUPS: tl.constexpr, SHARE: tl.constexpr,
    ROUNDS: tl.constexpr, PDL: tl.constexpr,
):  # fmt: skip
    """hidden[t, k] = weight * swiglu(w1 x, w3 x), packed, of the k-th chosen expert: sixteen rows. CHOSEN: not always 0."""
    i_pair = tl.program_id(1).to(tl.int64)
    i_token = i_pair // slots
    i_expert = i_pair * 0
    if CHOSEN:
        pdl_wait_only(PDL)
        i_expert = tl.load(p_experts + i_pair).to(tl.int64)
    first = tl.program_id(0) * 16
    o_thread = tl.arange(0, 32 * SHARE * GROUPS)
    gate = o_thread // 32 < SHARE  # these warps multiply w1, the others w3
    codes = tl.where(gate, p_w1.to(tl.int64), p_w3.to(tl.int64))
    scale = tl.where(gate, p_s1.to(tl.int64), p_s3.to(tl.int64))
    if p_places is not None:
        distance, i_expert = place_of(p_places, i_expert)
        codes, scale = codes + distance, scale + distance
    b_rows, unit, weight = rows_times(
        codes, scale, i_expert, first, p_x + i_token * inputs, p_unit + i_token, p_weights + i_pair, outputs, inputs,
        o_thread % 32, o_thread // 32 % SHARE, KIND, GROUPS, SHARE, ROUNDS, PDL, CHOSEN,
    )  # fmt: skip
    power, _ = _hidden_bound(weight, limit)
    # As in the definition, the products are cast to the activations' dtype before the nonlinearity, and after it.
    b_gate, b_up = tl.split(tl.permute((b_rows * unit).to(KEPT).to(tl.float32), [1, 2, 0]))
    b_hidden = (swiglu(b_gate, b_up, limit).to(KEPT).to(tl.float32) * weight).to(KEPT).to(tl.float32)
    o = first + tl.arange(0, 8)[:, None] + 8 * tl.arange(0, 2)[None, :]
    p_to = p_hidden + i_pair * outputs + packed_place(o, KIND)
    tl.store(p_to, (b_hidden * power).to(tl.float16), mask=o < outputs)


@triton.jit
def _rows(
    p_x, p_unit, p_experts, p_codes, p_scale, p_places, p_out, slots, s_out, inputs, outputs, limit,
    KIND: tl.constexpr, HIDDEN: tl.constexpr, GROUPS: tl.constexpr, SHARE: tl.constexpr, ROUNDS: tl.constexpr,
    PDL: tl.constexpr,
):  # fmt: skip
    """Sixteen rows a group of one matrix times one packed vector; HIDDEN: of the vector's expert, p_unit its weight.

    Otherwise vector number i meets matrix i mod slots: one matrix for all, or one for each group of heads.
    """
    i_row = tl.program_id(1).to(tl.int64)
    i_expert = i_row % slots
    if HIDDEN:
        # Written before `_gate_up` began, so it can be read before that ends; not from an L1 cache that may be older.
        i_expert = tl.load(p_experts + i_row, cache_modifier=".cg").to(tl.int64)
    o_thread = tl.arange(0, 32 * SHARE * GROUPS)
    first = (tl.program_id(0) * GROUPS + o_thread // (32 * SHARE)) * 16
    p_factor = p_unit + i_row
    codes, scale = p_codes.to(tl.int64), p_scale.to(tl.int64)
    if p_places is not None:
        distance, i_expert = place_of(p_places, i_expert)
        codes, scale = codes + distance, scale + distance
    b_rows, unit, _ = rows_times(
        codes, scale, i_expert, first, p_x + i_row * inputs, p_factor, p_factor,
        outputs, inputs, o_thread % 32, o_thread // 32 % SHARE, KIND, GROUPS, SHARE, ROUNDS, PDL, False,
    )  # fmt: skip
    if HIDDEN:
        _, unit = _hidden_bound(unit, limit)
    o_group = tl.program_id(0) * GROUPS + tl.arange(0, GROUPS)
    o = o_group[:, None, None] * 16 + tl.arange(0, 8)[None, :, None] + 8 * tl.arange(0, 2)[None, None, :]
    tl.store(p_out + i_row // slots * s_out + i_row % slots * outputs + o, b_rows * unit, mask=o < outputs)


@triton.jit
def _round_hidden(
    p_hidden, p_weights, limit, WIDTH: tl.constexpr, GROUP: tl.constexpr, GROUPS: tl.constexpr, PDL: tl.constexpr
):  # fmt: skip
    """Some groups of one packed hidden vector through FP8 and back; packing moves elements only within eight."""
    pdl_wait(PDL)
    i_pair = tl.program_id(0).to(tl.int64)
    power, unit = _hidden_bound(tl.load(p_weights + i_pair), limit)
    o_group = tl.program_id(1) * GROUPS + tl.arange(0, GROUPS)
    o = o_group[:, None] * GROUP + tl.arange(0, GROUP)[None, :]
    p_row = p_hidden + i_pair * WIDTH + o
    b_x = tl.load(p_row, mask=o < WIDTH, other=0.0).to(tl.float32) * unit
    tl.store(p_row, (through_fp8(b_x) * power).to(tl.float16), mask=o < WIDTH)


def experts_few(
    x: PackedVectors, experts: Tensor, weights: Tensor, w1, w3, w2, limit: float, out: Tensor, *, release: bool = False
) -> None:
    """weights[t, k] * expert(x[t]) into out [T, K, D]; its last two axes are contiguous. Two launches.

    release  one more: the hidden vectors go through FP8
    """
    slots, inner, width, kind = experts.shape[1], w1.codes.shape[1], w2.codes.shape[1], w1.kind
    pairs, tiles = experts.numel(), triton.cdiv(inner, 16)
    hidden = torch.empty(pairs, inner, dtype=torch.float16, device=experts.device)
    _gate_up[(tiles, pairs)](
        x.of(kind), x.unit, experts, weights, w1.bytes_view(), w1.scale, w3.bytes_view(), w3.scale,
        w1.places, hidden,
        slots, w1.inputs, inner, limit, KIND=kind, KEPT=KEPT[out.dtype], CHOSEN=w1.codes.shape[0] > 1,
        **shared_out(kind, w1.inputs, tiles * pairs, groups=2), **pdl_options(hidden),
    )  # fmt: skip
    if release:
        _round_hidden[(pairs, triton.cdiv(inner, 4 * ACTIVATION_GROUP))](
            hidden, weights, limit, WIDTH=inner, GROUP=ACTIVATION_GROUP, GROUPS=4, num_warps=4, **pdl_options(hidden)
        )
    sizes = shared_out(kind, inner, triton.cdiv(width, 16) * pairs)
    _rows[(triton.cdiv(width, 16 * sizes["GROUPS"]), pairs)](
        hidden, weights, experts, w2.bytes_view(), w2.scale, w2.places, out, slots, out.stride(0), inner, width, limit,
        KIND=kind, HIDDEN=True, **sizes, **pdl_options(hidden),
    )  # fmt: skip


def matrix_few(x: PackedVectors, weight, out: Tensor) -> None:
    """The matrices [G, O, I] in `weight`, one after the other, times the packed vectors [T * G, I], into out [T, G * O]."""
    kind, (groups, outputs) = weight.kind, weight.codes.shape[:2]
    vectors = out.shape[0] * groups
    sizes = shared_out(kind, weight.inputs, triton.cdiv(outputs, 16) * vectors)
    _rows[(triton.cdiv(outputs, 16 * sizes["GROUPS"]), vectors)](
        x.of(kind), x.unit, None, weight.bytes_view(), weight.scale, None, out, groups, out.stride(0), weight.inputs,
        outputs, 0.0, KIND=kind, HIDDEN=False, **sizes, **pdl_options(out),
    )  # fmt: skip

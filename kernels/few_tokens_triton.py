"""Triton kernels of the chosen experts and of single matrices for a few tokens, from FP4 and FP8 weights as they are stored.

Sections 2.4 and 5.2 of the report; definition in experts.py. A program takes sixteen rows of one expert's matrices, its
warps share out the inputs; the hidden vector goes to the second launch packed for its rows. Surprising: the hidden vector
needs no look at its largest element, since the clamp bounds it. Tests: tests/test_experts_triton.py,
tests/test_linear_triton.py.
"""

from __future__ import annotations

import torch
import triton
import triton.language as tl
from torch import Tensor

from dsv4lab.kernels.rounding_triton import ACTIVATION_GROUP, KEPT, through_fp8
from dsv4lab.kernels.stored_rows_triton import (
    PackedVectors,
    add_rows,
    load_rows,
    over_threads,
    packed_place,
    power_below,
    steps_of,
)

# Warps that share the inputs of sixteen rows; measured in tests/bench/block_sizes.py.
GATE_UP, DOWN, MATRIX = {"WARPS": 2}, {"WARPS": 4}, {"WARPS": 4}


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
    p_x, p_unit, p_experts, p_weights, p_w1, p_s1, p_w3, p_s3, p_hidden, slots, inputs, outputs, limit,
    KIND: tl.constexpr, KEPT: tl.constexpr, WARPS: tl.constexpr,
):  # fmt: skip
    """hidden[t, k] = weight * swiglu(w1 x, w3 x), packed, of the k-th chosen expert: sixteen rows."""
    i_pair = tl.program_id(1).to(tl.int64)
    i_token = i_pair // slots
    o_thread = tl.arange(0, 32 * WARPS)
    lane, warp = o_thread % 32, o_thread // 32
    i_expert = tl.load(p_experts + i_pair).to(tl.int64)
    first = tl.program_id(0) * 16
    row_a = tl.minimum(first + lane // 4, outputs - 1).to(tl.int64)
    row_b = tl.minimum(first + 8 + lane // 4, outputs - 1).to(tl.int64)
    p_vector = (p_x + i_token * inputs).to(tl.int64)
    b_g0 = tl.zeros([32 * WARPS], tl.float32)
    b_g1, b_u0, b_u1 = b_g0, b_g0, b_g0
    steps = steps_of(inputs, KIND)
    # Fetched two steps ahead: the compiler places fetches at the end of a step.
    gate = load_rows(p_w1, p_s1, i_expert, row_a, row_b, warp, lane, outputs, inputs, KIND)
    up = load_rows(p_w3, p_s3, i_expert, row_a, row_b, warp, lane, outputs, inputs, KIND)
    next_gate = load_rows(p_w1, p_s1, i_expert, row_a, row_b, warp + WARPS, lane, outputs, inputs, KIND)
    next_up = load_rows(p_w3, p_s3, i_expert, row_a, row_b, warp + WARPS, lane, outputs, inputs, KIND)
    for at in range(0, steps, WARPS):
        step = at + warp
        b_g0, b_g1 = add_rows(gate, p_vector, step, lane, inputs, b_g0, b_g1, KIND)
        b_u0, b_u1 = add_rows(up, p_vector, step, lane, inputs, b_u0, b_u1, KIND)
        gate, up = next_gate, next_up
        next_gate = load_rows(p_w1, p_s1, i_expert, row_a, row_b, step + 2 * WARPS, lane, outputs, inputs, KIND)
        next_up = load_rows(p_w3, p_s3, i_expert, row_a, row_b, step + 2 * WARPS, lane, outputs, inputs, KIND)
    unit, weight = tl.load(p_unit + i_token), tl.load(p_weights + i_pair)
    power, _ = _hidden_bound(weight, limit)
    _finish(b_g0, b_u0, unit, weight, power, p_hidden + i_pair * outputs, first, outputs, limit, KIND, KEPT, WARPS)
    _finish(b_g1, b_u1, unit, weight, power, p_hidden + i_pair * outputs, first + 8, outputs, limit, KIND, KEPT, WARPS)


@triton.jit
def _finish(
    b_gate, b_up, unit, weight, power, p_hidden, first, outputs, limit,
    KIND: tl.constexpr, KEPT: tl.constexpr, WARPS: tl.constexpr,
):  # fmt: skip
    """Eight rows of both products become eight elements of the packed hidden vector."""
    # As in the definition, the products are cast to the activations' dtype before the nonlinearity, and after it.
    b_gate = (over_threads(b_gate, WARPS) * unit).to(KEPT).to(tl.float32)
    b_up = (over_threads(b_up, WARPS) * unit).to(KEPT).to(tl.float32)
    b_hidden = (swiglu(b_gate, b_up, limit).to(KEPT).to(tl.float32) * weight).to(KEPT).to(tl.float32)
    o = first + tl.arange(0, 8)
    tl.store(p_hidden + packed_place(o, KIND), (b_hidden * power).to(tl.float16), mask=o < outputs)


@triton.jit
def _rows(
    p_x, p_unit, p_experts, p_weights, p_codes, p_scale, p_out, slots, s_out, inputs, outputs, limit,
    KIND: tl.constexpr, HIDDEN: tl.constexpr, WARPS: tl.constexpr,
):  # fmt: skip
    """Sixteen rows of one matrix times one packed vector; HIDDEN: of the vector's expert, its unit from its weight.

    Otherwise vector number i meets matrix i mod slots: one matrix for all, or one for each group of heads.
    """
    i_row = tl.program_id(1).to(tl.int64)
    o_thread = tl.arange(0, 32 * WARPS)
    lane, warp = o_thread % 32, o_thread // 32
    if HIDDEN:
        i_expert = tl.load(p_experts + i_row).to(tl.int64)
        _, unit = _hidden_bound(tl.load(p_weights + i_row), limit)
    else:
        i_expert = i_row % slots
        unit = tl.load(p_unit + i_row)
    first = tl.program_id(0) * 16
    row_a = tl.minimum(first + lane // 4, outputs - 1).to(tl.int64)
    row_b = tl.minimum(first + 8 + lane // 4, outputs - 1).to(tl.int64)
    p_vector = (p_x + i_row * inputs).to(tl.int64)
    b_0 = tl.zeros([32 * WARPS], tl.float32)
    b_1 = b_0
    steps = steps_of(inputs, KIND)
    rows = load_rows(p_codes, p_scale, i_expert, row_a, row_b, warp, lane, outputs, inputs, KIND)
    next_rows = load_rows(p_codes, p_scale, i_expert, row_a, row_b, warp + WARPS, lane, outputs, inputs, KIND)
    for at in range(0, steps, WARPS):
        step = at + warp
        b_0, b_1 = add_rows(rows, p_vector, step, lane, inputs, b_0, b_1, KIND)
        rows = next_rows
        next_rows = load_rows(p_codes, p_scale, i_expert, row_a, row_b, step + 2 * WARPS, lane, outputs, inputs, KIND)
    o = first + tl.arange(0, 8)
    p_row = p_out + i_row // slots * s_out + i_row % slots * outputs + o
    tl.store(p_row, over_threads(b_0, WARPS) * unit, mask=o < outputs)
    tl.store(p_row + 8, over_threads(b_1, WARPS) * unit, mask=o + 8 < outputs)


@triton.jit
def _round_hidden(p_hidden, p_weights, limit, WIDTH: tl.constexpr, GROUP: tl.constexpr, GROUPS: tl.constexpr):
    """Some groups of one packed hidden vector through FP8 and back; packing moves elements only within eight."""
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
    pairs = experts.numel()
    hidden = torch.empty(pairs, inner, dtype=torch.float16, device=experts.device)
    _gate_up[(triton.cdiv(inner, 16), pairs)](
        x.of(kind), x.unit, experts, weights, w1.bytes_view(), w1.scale, w3.bytes_view(), w3.scale, hidden,
        slots, w1.inputs, inner, limit, KIND=kind, KEPT=KEPT[out.dtype], num_warps=GATE_UP["WARPS"], **GATE_UP,
    )  # fmt: skip
    if release:
        _round_hidden[(pairs, triton.cdiv(inner, 4 * ACTIVATION_GROUP))](
            hidden, weights, limit, WIDTH=inner, GROUP=ACTIVATION_GROUP, GROUPS=4, num_warps=4
        )
    _rows[(triton.cdiv(width, 16), pairs)](
        hidden, None, experts, weights, w2.bytes_view(), w2.scale, out, slots, out.stride(0), inner, width, limit,
        KIND=kind, HIDDEN=True, num_warps=DOWN["WARPS"], **DOWN,
    )  # fmt: skip


def matrix_few(x: PackedVectors, weight, out: Tensor) -> None:
    """The matrices [G, O, I] in `weight`, one after the other, times the packed vectors [T * G, I], into out [T, G * O]."""
    kind, (groups, outputs) = weight.kind, weight.codes.shape[:2]
    _rows[(triton.cdiv(outputs, 16), out.shape[0] * groups)](
        x.of(kind), x.unit, None, None, weight.bytes_view(), weight.scale, out, groups, out.stride(0), weight.inputs,
        outputs, 0.0, KIND=kind, HIDDEN=False, num_warps=MATRIX["WARPS"], **MATRIX,
    )  # fmt: skip

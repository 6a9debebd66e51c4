"""Triton kernels of the chosen experts, reading FP4, FP8 or BF16 weights as they are stored.

Section 2.4 of the report; definition in experts.py. A few tokens: each program streams rows of the chosen experts' matrices
once and multiplies them with one token (`_gate_up`, `_down`). Many tokens: tokens are sorted by expert on the device and
blocks of them share a tile of weights (`_grouped`). How a weight gets out of its code is in linear_tiles_triton.py.
Tests: tests/kernels/test_experts_triton.py.
"""

from __future__ import annotations

import torch
import triton
import triton.language as tl
from torch import Tensor

from dsv4lab.errors import ShapeError
from dsv4lab.kernels.common.dot_triton import dot
from dsv4lab.kernels.common.places_triton import moved, place_of
from dsv4lab.kernels.common.thresholds import EXPERTS_FEW, EXPERTS_WRITTEN_OUT
from dsv4lab.kernels.experts_few_triton import experts_few, swiglu
from dsv4lab.kernels.experts_many_triton import can_group, experts_many
from dsv4lab.kernels.linear import StoredMatrix
from dsv4lab.kernels.linear_packed_triton import PackedVectors, pack_vectors, worth_packing
from dsv4lab.kernels.linear_tiles_triton import halves, place, row_dot, spread, weight_tile
from dsv4lab.kernels.quantization_triton import simulate_fp8_triton

# Block sizes by storage, one token at a time and grouped; measured in tests/bench/kernels.py.
ROWS = {
    "fp4": {"BLOCK_O": 8, "BLOCK_I": 256, "num_warps": 4},  # BLOCK_I in words of eight weights
    "fp8": {"BLOCK_O": 32, "BLOCK_I": 128, "num_warps": 4},  # one tile of scales wide
    "plain": {"BLOCK_O": 8, "BLOCK_I": 512, "num_warps": 4},
}
GROUPED = {"BLOCK_T": 128, "BLOCK_I": 64, "GATED_O": 64, "DOWN_O": 128, "num_warps": 8, "num_stages": 3}


def covers_chosen_experts(w1: StoredMatrix, w3: StoredMatrix, w2: StoredMatrix) -> str | None:
    """Why these tensors are not for this kernel, or None."""
    kinds = {w1.kind, w3.kind, w2.kind}
    if len(kinds) > 1:
        return f"the experts' matrices are stored in different ways: {sorted(kinds)}"
    if w1.kind == "fp4" and (w1.inputs % 32 or w2.inputs % 32):
        return f"FP4 rows of {w1.inputs} and {w2.inputs} inputs; both must be multiples of 32"
    return None


@triton.jit
def _gate_up(
    p_x, p_experts, p_weights, p_w1, p_s1, p_w3, p_s3, p_places, p_hidden, slots, inputs, outputs, limit,
    KIND: tl.constexpr, BLOCK_O: tl.constexpr, BLOCK_I: tl.constexpr,
):  # fmt: skip
    """hidden[t, k] = weight * swiglu(w1 x, w3 x) of the k-th chosen expert, a block of rows."""
    i_pair = tl.program_id(1).to(tl.int64)
    i_expert = tl.load(p_experts + i_pair).to(tl.int64)
    o_o = tl.program_id(0) * BLOCK_O + tl.arange(0, BLOCK_O)
    m_o = o_o < outputs
    p_row = p_x + i_pair // slots * inputs
    if p_places is not None:
        distance, i_expert = place_of(p_places, i_expert)
        p_w1, p_w3 = moved(p_w1, distance), moved(p_w3, distance)
        if p_s1 is not None:
            p_s1, p_s3 = moved(p_s1, distance), moved(p_s3, distance)
    b_gate = row_dot(p_w1, p_s1, p_row, i_expert, o_o, m_o, outputs, inputs, KIND, BLOCK_O, BLOCK_I)
    b_up = row_dot(p_w3, p_s3, p_row, i_expert, o_o, m_o, outputs, inputs, KIND, BLOCK_O, BLOCK_I)
    # As in the definition, the products are cast to the activations' dtype before the nonlinearity, and after it.
    kept = p_hidden.dtype.element_ty
    b_hidden = swiglu(b_gate.to(kept).to(tl.float32), b_up.to(kept).to(tl.float32), limit).to(kept).to(tl.float32)
    p_to = p_hidden + i_pair * outputs + place(o_o, outputs, KIND)
    tl.store(p_to, b_hidden * tl.load(p_weights + i_pair), mask=m_o)


@triton.jit
def _down(
    p_hidden, p_experts, p_w2, p_s2, p_places, p_out, inputs, outputs,
    KIND: tl.constexpr, BLOCK_O: tl.constexpr, BLOCK_I: tl.constexpr,
):  # fmt: skip
    """out[t, k] = w2 hidden[t, k], a block of rows."""
    i_pair = tl.program_id(1).to(tl.int64)
    i_expert = tl.load(p_experts + i_pair).to(tl.int64)
    o_o = tl.program_id(0) * BLOCK_O + tl.arange(0, BLOCK_O)
    m_o = o_o < outputs
    p_row = p_hidden + i_pair * inputs
    if p_places is not None:
        distance, i_expert = place_of(p_places, i_expert)
        p_w2 = moved(p_w2, distance)
        if p_s2 is not None:
            p_s2 = moved(p_s2, distance)
    b_out = row_dot(p_w2, p_s2, p_row, i_expert, o_o, m_o, outputs, inputs, KIND, BLOCK_O, BLOCK_I)
    tl.store(p_out + i_pair * outputs + o_o, b_out, mask=m_o)


@triton.jit
def _grouped(
    p_x, p_order, p_block_expert, p_block_first, p_block_end, p_weights, p_w1, p_s1, p_w3, p_s3, p_places,
    p_out, slots, inputs, outputs, limit,
    KIND: tl.constexpr, GATED: tl.constexpr, BLOCK_T: tl.constexpr, BLOCK_O: tl.constexpr, BLOCK_I: tl.constexpr,
):  # fmt: skip
    """A block of (token, slot) pairs of one expert times a block of its rows.

    GATED: x rows are tokens, two matrices, SwiGLU and weight, written in sorted order; otherwise x rows are sorted pairs,
    one matrix, written back at the pair's own place.
    """
    i_block = tl.program_id(1)
    i_expert = tl.load(p_block_expert + i_block).to(tl.int64)
    if i_expert >= 0:
        if p_places is not None:
            distance, i_expert = place_of(p_places, i_expert)
            p_w1 = moved(p_w1, distance)
            if p_s1 is not None:
                p_s1 = moved(p_s1, distance)
            if GATED:
                p_w3 = moved(p_w3, distance)
                if p_s1 is not None:
                    p_s3 = moved(p_s3, distance)
        end = tl.load(p_block_end + i_block)
        o_pair = tl.load(p_block_first + i_block) + tl.arange(0, BLOCK_T)
        m_t = o_pair < end
        o_pair = o_pair.to(tl.int64)
        b_place = tl.load(p_order + o_pair, mask=m_t, other=0)
        o_x = o_pair
        if GATED:
            o_x = b_place // slots
        o_o = tl.program_id(0).to(tl.int64) * BLOCK_O + tl.arange(0, BLOCK_O)
        m_o = o_o < outputs
        b_gate = tl.zeros([BLOCK_T, BLOCK_O], tl.float32)
        b_up = tl.zeros([BLOCK_T, BLOCK_O], tl.float32)
        HALVES: tl.constexpr = 2 if KIND == "fp4" else 1
        for at in range(0, inputs, BLOCK_I * HALVES):
            for half in tl.static_range(HALVES):
                o_i = at // HALVES + tl.arange(0, BLOCK_I)  # FP4: even inputs, then odd ones (`halves`)
                p_block = p_x + o_x[:, None] * inputs + (half * (inputs // 2) + o_i)[None, :]
                b_x = tl.load(p_block, mask=m_t[:, None] & (o_i < inputs // HALVES)[None, :], other=0.0)
                b_w = weight_tile(p_w1, p_s1, i_expert, o_o, m_o, at, half, outputs, inputs, b_x.dtype, KIND, BLOCK_I)
                b_gate = dot(b_x, b_w, b_gate)
                if GATED:
                    b_w = weight_tile(
                        p_w3, p_s3, i_expert, o_o, m_o, at, half, outputs, inputs, b_x.dtype, KIND, BLOCK_I
                    )
                    b_up = dot(b_x, b_w, b_up)
        m = m_t[:, None] & m_o[None, :]
        if GATED:
            kept = p_out.dtype.element_ty
            b_weight = tl.load(p_weights + b_place, mask=m_t, other=0.0)
            b_gate = swiglu(b_gate.to(kept).to(tl.float32), b_up.to(kept).to(tl.float32), limit)
            b_gate = b_gate.to(kept).to(tl.float32) * b_weight[:, None]
            o_to = o_o
            if KIND == "fp4":
                o_to = o_o % 2 * (outputs // 2) + o_o // 2
            tl.store(p_out + o_pair[:, None] * outputs + o_to[None, :], b_gate, mask=m)
        else:
            tl.store(p_out + b_place[:, None] * outputs + o_o[None, :], b_gate, mask=m)


def chosen_experts_triton(
    x: Tensor,
    experts: Tensor,
    weights: Tensor,
    w1: StoredMatrix,
    w3: StoredMatrix,
    w2: StoredMatrix,
    *,
    limit: float,
    out: Tensor | None = None,
    grouped: bool | None = None,
    packed: PackedVectors | None = None,
    release: bool = False,
) -> Tensor:
    """As `chosen_experts` on weights as they are stored: weights[t, k] * expert(x[t]), [T, K, D] in x's dtype.

    grouped  True: sorted by expert in this kernel, False: token by token; by default by their number, and for many tokens
             torch's grouped product (experts_many_triton.py). Nothing waits for the device: grouping launches for the
             largest number of blocks there can be
    packed   `pack_vectors(x, ...)`, if another matrix needed it too
    release  round the hidden vectors to FP8, 128 channels at a time; x is rounded by the caller, who may need it elsewhere

    Raises ShapeError for matrices that are stored in different ways, or FP4 rows that are no multiple of 32.
    """
    reason = covers_chosen_experts(w1, w3, w2)
    if reason:
        raise ShapeError(f"{reason}. Use the reference, chosen_experts.")
    (tokens, width), slots, inner = x.shape, experts.shape[1], w1.codes.shape[1]
    x, experts, weights = x.contiguous(), experts.contiguous(), weights.float().contiguous()
    out = torch.empty(tokens, slots, width, dtype=x.dtype, device=x.device) if out is None else out
    if not out.numel():
        return out
    kind, pairs = w1.kind, tokens * slots
    each = pairs // max(1, w1.codes.shape[0])
    if grouped is None and each >= EXPERTS_WRITTEN_OUT[kind] and can_group(x, width, inner):
        experts_many(x, experts, weights, w1, w3, w2, limit, out, release=release)
        return out
    few = not (tokens > EXPERTS_FEW if grouped is None else grouped)
    if few and (packed is not None or worth_packing(x, w1, w2)):
        packed = packed or pack_vectors(x, (kind,))
        experts_few(packed, experts, weights, w1, w3, w2, limit, out, release=release)
        return out
    hidden = torch.empty(pairs, inner, dtype=x.dtype, device=x.device)
    c1, c3, c2 = w1.bytes_view(), w3.bytes_view(), w2.bytes_view()
    if few:
        sizes = ROWS[kind]
        read = spread(x) if kind == "fp4" else x
        _gate_up[(triton.cdiv(inner, sizes["BLOCK_O"]), pairs)](
            read, experts, weights, c1, w1.scale, c3, w3.scale, w1.places, hidden, slots, width, inner,
            limit, KIND=kind, **sizes,
        )  # fmt: skip
        if release:
            simulate_fp8_triton(hidden, planes=8 if kind == "fp4" else 1, out=hidden)
        _down[(triton.cdiv(width, sizes["BLOCK_O"]), pairs)](
            hidden, experts, c2, w2.scale, w2.places, out, inner, width,
            KIND=kind, **sizes,
        )  # fmt: skip
        return out
    sizes = dict(GROUPED)
    if pairs < 64 * w1.codes.shape[0]:
        sizes |= {"BLOCK_T": 32, "num_warps": 4}  # few tokens for each expert
    if x.dtype == torch.float32:
        sizes["BLOCK_I"] = 32
    read = halves(x) if kind == "fp4" else x
    gated_o, down_o = sizes.pop("GATED_O"), sizes.pop("DOWN_O")
    order, expert_of, first, end = _blocks(experts, w1.codes.shape[0], sizes["BLOCK_T"])
    _grouped[(triton.cdiv(inner, gated_o), len(expert_of))](
        read, order, expert_of, first, end, weights, c1, w1.scale, c3, w3.scale, w1.places, hidden, slots, width,
        inner, limit, KIND=kind, GATED=True, BLOCK_O=gated_o, **sizes,
    )  # fmt: skip
    if release:
        simulate_fp8_triton(hidden, planes=2 if kind == "fp4" else 1, out=hidden)
    _grouped[(triton.cdiv(width, down_o), len(expert_of))](
        hidden, order, expert_of, first, end, weights, c2, w2.scale, None, None, w2.places, out, slots, inner, width,
        limit,
        KIND=kind, GATED=False, BLOCK_O=down_o, **sizes,
    )  # fmt: skip
    return out


def _blocks(experts: Tensor, count: int, size: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Pairs sorted by expert, cut into blocks of one expert: (order, expert, first, end); unused blocks have expert -1."""
    flat = experts.flatten()
    order = flat.argsort(stable=True)
    # Counting without a wait: bincount asks the device for its largest value.
    each = torch.zeros(count, dtype=torch.int64, device=flat.device).scatter_add_(0, flat, torch.ones_like(flat))
    last, blocks = each.cumsum(0), (each + size - 1) // size
    stop = blocks.cumsum(0)
    most = min(len(flat), count + len(flat) // size)
    index = torch.arange(most, device=flat.device)
    expert = torch.searchsorted(stop, index, right=True)
    safe = expert.clamp(max=count - 1)
    first = last[safe] - each[safe] + (index - (stop[safe] - blocks[safe])) * size
    end = torch.minimum(first + size, last[safe])
    return order, torch.where(expert < count, expert, -1), first, end

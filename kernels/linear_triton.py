"""Triton kernels of one matrix stored in FP8 tiles (or FP4 rows, or BF16): vector by vector, or in blocks of tokens.

Section 5.2 of the report stores most of the trunk this way. The weights are the experts' with a single expert, and so is
the code that reads them. For few tokens time is the bytes of the weights, so a second token is nearly free
only in the blocked kernel. Tests: tests/kernels/test_linear_triton.py.
"""

from __future__ import annotations

import torch
import triton
import triton.language as tl
from torch import Tensor

from dsv4lab.errors import ShapeError
from dsv4lab.kernels.common.dot_triton import dot
from dsv4lab.kernels.common.thresholds import LINEAR_FEW, LINEAR_IN_BLOCKS
from dsv4lab.kernels.experts_few_triton import matrix_few
from dsv4lab.kernels.linear import StoredMatrix
from dsv4lab.kernels.linear_packed_triton import PackedVectors, pack_vectors, worth_packing
from dsv4lab.kernels.linear_plain_triton import plain_rows
from dsv4lab.kernels.linear_tiles_triton import halves, row_dot, spread, weight_tile
from dsv4lab.kernels.quantization_dequantize_triton import dequantize_triton

ROWS = {"BLOCK_O": 16, "BLOCK_I": 128, "num_warps": 4}


@triton.jit
def _vector(
    p_x, p_codes, p_scale, p_out, inputs, outputs,
    KIND: tl.constexpr, BLOCK_O: tl.constexpr, BLOCK_I: tl.constexpr,
):  # fmt: skip
    i_t = tl.program_id(1).to(tl.int64)
    o_o = tl.program_id(0) * BLOCK_O + tl.arange(0, BLOCK_O)
    m_o = o_o < outputs
    first = i_t * 0  # the only "expert", in 64 bits
    b_out = row_dot(p_codes, p_scale, p_x + i_t * inputs, first, o_o, m_o, outputs, inputs, KIND, BLOCK_O, BLOCK_I)
    tl.store(p_out + i_t * outputs + o_o, b_out, mask=m_o)


@triton.jit(do_not_specialize_on_alignment=["tokens"])
def _block(
    p_x, p_codes, p_scale, p_out, tokens, inputs, outputs,
    KIND: tl.constexpr, BLOCK_T: tl.constexpr, BLOCK_O: tl.constexpr, BLOCK_I: tl.constexpr,
):  # fmt: skip
    o_t = tl.program_id(0).to(tl.int64) * BLOCK_T + tl.arange(0, BLOCK_T)
    o_o = tl.program_id(1).to(tl.int64) * BLOCK_O + tl.arange(0, BLOCK_O)
    m_t, m_o = o_t < tokens, o_o < outputs
    b_acc = tl.zeros([BLOCK_T, BLOCK_O], tl.float32)
    HALVES: tl.constexpr = 2 if KIND == "fp4" else 1
    first = tl.program_id(0).to(tl.int64) * 0
    for at in range(0, inputs, BLOCK_I * HALVES):
        for half in tl.static_range(HALVES):
            o_i = at // HALVES + tl.arange(0, BLOCK_I)
            p_block = p_x + o_t[:, None] * inputs + (half * (inputs // 2) + o_i)[None, :]
            b_x = tl.load(p_block, mask=m_t[:, None] & (o_i < inputs // HALVES)[None, :], other=0.0)
            b_w = weight_tile(p_codes, p_scale, first, o_o, m_o, at, half, outputs, inputs, b_x.dtype, KIND, BLOCK_I)
            b_acc = dot(b_x, b_w, b_acc)
    tl.store(p_out + o_t[:, None] * outputs + o_o[None, :], b_acc, mask=m_t[:, None] & m_o[None, :])


def linear_triton(
    x: Tensor, weight: StoredMatrix, *, out: Tensor | None = None, packed: PackedVectors | None = None
) -> Tensor:
    """x [T, I] times the matrix of the single expert in `weight` [1, O, I], in x's dtype with float32 sums: [T, O].

    packed  `pack_vectors(x, ...)`, if another matrix needed it too

    Raises ShapeError where x and matrix do not fit, or for FP4 rows that are no multiple of 32.
    """
    tokens, inputs = x.shape
    outputs = weight.codes.shape[1]
    if weight.inputs != inputs or weight.codes.shape[0] != 1 or (weight.kind == "fp4" and inputs % 32):
        raise ShapeError(f"x {tuple(x.shape)} does not fit {tuple(weight.codes.shape)} stored as {weight.kind}.")
    x, kind = x.contiguous(), weight.kind
    out = torch.empty(tokens, outputs, dtype=x.dtype, device=x.device) if out is None else out
    if not out.numel():
        return out
    if tokens <= LINEAR_FEW and (packed is not None or worth_packing(x, weight)):
        matrix_few(packed or pack_vectors(x, (kind,)), weight, out)
        return out
    if tokens <= LINEAR_FEW:
        if kind == "plain":
            plain_rows(x, weight.codes[0], out)
            return out
        _vector[(triton.cdiv(outputs, ROWS["BLOCK_O"]), tokens)](
            spread(x) if kind == "fp4" else x, weight.bytes_view(), weight.scale, out, inputs, outputs,
            KIND=kind, **ROWS,
        )  # fmt: skip
        return out
    if tokens > LINEAR_IN_BLOCKS and x.is_cuda and x.dtype == torch.bfloat16 and kind != "plain":
        return torch.mm(x, dequantize_triton(weight.codes, weight.scale)[0].T, out=out)
    block_t = 128 if tokens >= 512 else 32
    _block[(triton.cdiv(tokens, block_t), triton.cdiv(outputs, 128))](
        halves(x) if kind == "fp4" else x, weight.bytes_view(), weight.scale, out, tokens, inputs, outputs,
        KIND=kind, BLOCK_T=block_t, BLOCK_O=128, BLOCK_I=32 if x.dtype == torch.float32 else 64,
        num_warps=8 if block_t == 128 else 4, num_stages=3,
    )  # fmt: skip
    return out

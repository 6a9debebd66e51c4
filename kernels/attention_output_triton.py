"""Triton kernel of attention's first output projection for few tokens: each group of heads meets its own small matrix.

Section 2.3 of the report (grouped low-rank output). The matrices are read as stored, like an expert's. To the
reading code a group is an expert that every token has chosen. Tests: tests/kernels/test_linear_triton.py.
"""

from __future__ import annotations

import torch
import triton
import triton.language as tl
from torch import Tensor

from dsv4lab.kernels.experts_few_triton import matrix_few
from dsv4lab.kernels.linear import StoredMatrix
from dsv4lab.kernels.linear_packed_triton import pack_vectors, worth_packing
from dsv4lab.kernels.linear_tiles_triton import row_dot

ROWS = {
    "fp8": {"BLOCK_O": 16, "BLOCK_I": 128, "num_warps": 4},
    "plain": {"BLOCK_O": 4, "BLOCK_I": 1024, "num_warps": 4},
}


@triton.jit
def _grouped_vector(
    p_x, p_codes, p_scale, p_out, groups, inputs, outputs,
    KIND: tl.constexpr, BLOCK_O: tl.constexpr, BLOCK_I: tl.constexpr,
):  # fmt: skip
    i_pair = tl.program_id(1).to(tl.int64)
    o_o = tl.program_id(0) * BLOCK_O + tl.arange(0, BLOCK_O)
    m_o = o_o < outputs
    p_row = p_x + i_pair * inputs
    b_out = row_dot(p_codes, p_scale, p_row, i_pair % groups, o_o, m_o, outputs, inputs, KIND, BLOCK_O, BLOCK_I)
    tl.store(p_out + i_pair * outputs + o_o, b_out, mask=m_o)


def grouped_linear_triton(x: Tensor, weight: StoredMatrix, *, out: Tensor | None = None) -> Tensor:
    """x [T, G, I] times weight [G, R, I] (FP8 or plain), group by group: [T, G, R] in x's dtype, for a few tokens."""
    tokens, groups, inputs = x.shape
    outputs, kind = weight.codes.shape[1], weight.kind
    out = torch.empty(tokens, groups, outputs, dtype=x.dtype, device=x.device) if out is None else out
    if not out.numel():
        return out
    if worth_packing(x, weight):
        matrix_few(pack_vectors(x.reshape(-1, inputs), (kind,)), weight, out.view(tokens, -1))
    else:
        sizes = ROWS[kind]
        _grouped_vector[(triton.cdiv(outputs, sizes["BLOCK_O"]), tokens * groups)](
            x.contiguous(), weight.bytes_view(), weight.scale, out, groups, inputs, outputs, KIND=kind, **sizes
        )
    return out

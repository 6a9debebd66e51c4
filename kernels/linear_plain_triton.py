"""Triton kernel of a few vectors times the rows of one matrix that is stored plainly: router, compressors, small matrices.

Time is the bytes of the weights, so a program fetches all it needs of its few rows at once, before its vector is there.
Tests: tests/kernels/test_linear_triton.py, tests/kernels/test_expert_routing_triton.py.
"""

from __future__ import annotations

import triton
import triton.language as tl
from torch import Tensor

from dsv4lab.kernels.common.launch_triton import pdl_launch_next, pdl_options, pdl_wait_only

BLOCK = {"BLOCK_O": 2, "num_warps": 4}  # rows of a program; measured in tests/bench/block_sizes.py


@triton.jit
def _rows(
    p_x, p_w, p_out, inputs, outputs,
    BLOCK_O: tl.constexpr, BLOCK_I: tl.constexpr, PDL: tl.constexpr,
):  # fmt: skip
    i_t = tl.program_id(1).to(tl.int64)
    o_o, o_i = tl.program_id(0).to(tl.int64) * BLOCK_O + tl.arange(0, BLOCK_O), tl.arange(0, BLOCK_I)
    m_o = (o_o < outputs)[:, None]
    p_w += o_o[:, None] * inputs + o_i[None, :]
    b_w = tl.load(p_w, mask=m_o & (o_i < inputs)[None, :], other=0.0)
    pdl_wait_only(PDL)
    pdl_launch_next(PDL)
    b_sum = tl.zeros([BLOCK_O], tl.float32)
    for at in range(0, inputs, BLOCK_I):
        b_x = tl.load(p_x + i_t * inputs + at + o_i, mask=at + o_i < inputs, other=0.0)
        b_sum += tl.sum(b_w.to(tl.float32) * b_x.to(tl.float32)[None, :], 1)
        b_w = tl.load(p_w + at + BLOCK_I, mask=m_o & (at + BLOCK_I + o_i < inputs)[None, :], other=0.0)
    tl.store(p_out + i_t * outputs + o_o, b_sum, mask=o_o < outputs)


def plain_rows(x: Tensor, weight: Tensor, out: Tensor) -> None:
    """x [T, I] times weight [O, I], both contiguous, with float32 sums, into out [T, O]; each token reads all weights.

    No kernel launched just before may have written the weights: they are fetched before it is waited for.
    """
    (tokens, inputs), outputs = x.shape, weight.shape[0]
    _rows[(triton.cdiv(outputs, BLOCK["BLOCK_O"]), tokens)](
        x, weight, out, inputs, outputs, BLOCK_I=min(4096, triton.next_power_of_2(inputs)), **BLOCK, **pdl_options(x)
    )

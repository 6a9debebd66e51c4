"""Triton kernels for what a trace shows of experts and streams: the norm of every summand, and how streams relate.

Section 2.1 of the report: the routed experts (their weights are applied already) plus the shared one, whose sum is made by
hyper_connections_post_triton.py. Nothing here is needed to compute a token. Tests:
tests/kernels/test_capture_norms_triton.py.
"""

from __future__ import annotations

import torch
import triton
import triton.language as tl
from torch import Tensor


@triton.jit
def _norms(p_routed, p_shared, p_norm, slots, width, BLOCK: tl.constexpr):
    """The L2 norm of one summand of one token; the shared expert is the last."""
    i_t, i_k = tl.program_id(0).to(tl.int64), tl.program_id(1)
    p_row = p_shared + i_t * width
    if i_k < slots:
        p_row = p_routed + (i_t * slots + i_k) * width
    b_square = tl.zeros([BLOCK], tl.float32)
    for at in range(0, width, BLOCK):
        o = at + tl.arange(0, BLOCK)
        b_one = tl.load(p_row + o, mask=o < width, other=0.0).to(tl.float32)
        b_square += b_one * b_one
    tl.store(p_norm + i_t * (slots + 1) + i_k, tl.sqrt(tl.sum(b_square, 0)))


@triton.jit
def _gram(p_x, p_out, width, N: tl.constexpr, BLOCK: tl.constexpr):
    i = tl.program_id(0).to(tl.int64)
    o_n = tl.arange(0, N)
    b_gram = tl.zeros([N, N], tl.float32)
    for at in range(0, width, BLOCK):
        o = at + tl.arange(0, BLOCK)
        p_row = p_x + (i * N + o_n[:, None]) * width + o[None, :]
        b_x = tl.load(p_row, mask=(o < width)[None, :], other=0.0).to(tl.float32)
        b_gram += tl.sum(b_x[:, None, :] * b_x[None, :, :], 2)
    tl.store(p_out + i * N * N + o_n[:, None] * N + o_n[None, :], b_gram)


def expert_norms_triton(routed: Tensor, shared: Tensor, *, out: Tensor | None = None) -> Tensor:
    """[T, K + 1] float32: the L2 norm of what each chosen expert adds, then of what the shared one adds."""
    tokens, slots, width = routed.shape
    out = torch.empty(tokens, slots + 1, device=routed.device) if out is None else out
    if out.numel():
        block = min(1024, triton.next_power_of_2(width))
        _norms[(tokens, slots + 1)](
            routed.contiguous(), shared.contiguous(), out, slots, width, BLOCK=block, num_warps=4
        )
    return out


def stream_products_triton(streams: Tensor, *, out: Tensor | None = None) -> Tensor:
    """streams [..., N, D] -> their inner products [..., N, N] float32; norms are the roots of the diagonal."""
    n, width = streams.shape[-2:]
    flat = streams.contiguous().view(-1, n, width)
    out = torch.empty(*streams.shape[:-1], n, device=streams.device) if out is None else out
    if out.numel():
        _gram[(len(flat),)](flat, out, width, N=n, BLOCK=min(256, triton.next_power_of_2(width)), num_warps=4)
    return out

"""Triton kernels around the experts and the streams: what the chosen experts add together, and how streams relate.

Section 2.1 of the report: sum of the routed experts (their weights are applied already) plus the shared one. Surprising:
the norms that a trace shows fall out of the same pass over the same bytes. Tests: tests/test_expert_sum_triton.py.
"""

from __future__ import annotations

import torch
import triton
import triton.language as tl
from torch import Tensor


@triton.jit
def _sum(p_routed, p_shared, p_out, p_norm, slots, width, SLOTS: tl.constexpr, BLOCK: tl.constexpr, NORMS: tl.constexpr):
    i_t = tl.program_id(0).to(tl.int64)
    o_k = tl.arange(0, SLOTS)
    b_square = tl.zeros([SLOTS], tl.float32)
    for at in range(0, width, BLOCK):
        o = at + tl.arange(0, BLOCK)
        m = o < width
        b_sum = tl.load(p_shared + i_t * width + o, mask=m, other=0.0).to(tl.float32)
        if NORMS:
            b_square += tl.where(o_k == slots, tl.sum(b_sum * b_sum, 0), 0.0)
        for k in range(slots):
            b_one = tl.load(p_routed + (i_t * slots + k) * width + o, mask=m, other=0.0).to(tl.float32)
            b_sum += b_one
            if NORMS:
                b_square += tl.where(o_k == k, tl.sum(b_one * b_one, 0), 0.0)
        tl.store(p_out + i_t * width + o, b_sum, mask=m)
    if NORMS:
        tl.store(p_norm + i_t * (slots + 1) + o_k, tl.sqrt(b_square), mask=o_k <= slots)


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


def sum_experts_triton(
    routed: Tensor, shared: Tensor, *, out: Tensor | None = None, norms: Tensor | None = None
) -> Tensor:
    """routed [T, K, D] and shared [T, D] -> their sum [T, D] in shared's dtype, added in float32.

    norms  [T, K + 1] float32 or None: the L2 norm of each routed summand, then of the shared one
    """
    tokens, slots, width = routed.shape
    out = torch.empty_like(shared) if out is None else out
    if out.numel():
        _sum[(tokens,)](
            routed.contiguous(), shared.contiguous(), out, norms, slots, width,
            SLOTS=triton.next_power_of_2(slots + 1), BLOCK=min(1024, triton.next_power_of_2(width)),
            NORMS=norms is not None, num_warps=4,
        )  # fmt: skip
    return out


def stream_products_triton(streams: Tensor, *, out: Tensor | None = None) -> Tensor:
    """streams [..., N, D] -> their inner products [..., N, N] float32; norms are the roots of the diagonal."""
    n, width = streams.shape[-2:]
    flat = streams.contiguous().view(-1, n, width)
    out = torch.empty(*streams.shape[:-1], n, device=streams.device) if out is None else out
    if out.numel():
        _gram[(len(flat),)](flat, out, width, N=n, BLOCK=min(256, triton.next_power_of_2(width)), num_warps=4)
    return out

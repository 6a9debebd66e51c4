"""Triton kernels of the hyper-connections: one pass to project, one to mix and collapse, one to spread.

Section 2.2 of the report; definition in hyper_connections.py. The 24 outputs of the projection are laid out as rows of N
(pre, post, then comb's rows), so that Sinkhorn is sums over two axes of one small block. Surprising: bfloat16 streams
times float32 weights stay exact on the matrix units, by splitting each weight into three bfloat16 parts.
Tests: tests/test_hyper_connections_triton.py.
"""

from __future__ import annotations

import torch
import triton
import triton.language as tl
from torch import Tensor

from dsv4lab.kernels.dot_triton import dot

_CACHED_BYTES = 24 << 20  # streams of so many tokens are still in the L2 cache when they are read for the second time


def covers_collapse_streams(streams: Tensor, *_: Tensor) -> str | None:
    """Why these tensors are not for this kernel, or None."""
    if streams.shape[1] not in (2, 4, 8):
        return f"{streams.shape[1]} streams; 2, 4 and 8 are covered"
    if streams.dtype not in (torch.bfloat16, torch.float32):
        return f"streams are {streams.dtype}"
    return None


def covers_expand_streams(z: Tensor, streams: Tensor, *_: Tensor) -> str | None:
    """Why these tensors are not for this kernel, or None."""
    return covers_collapse_streams(streams)


@triton.jit
def _project(
    p_x, p_fn, p_part, p_square, tokens, inputs, chunk, outputs,
    ROWS: tl.constexpr, BLOCK_T: tl.constexpr, BLOCK_I: tl.constexpr, BLOCK_O: tl.constexpr,
):  # fmt: skip
    """Partial products of a block of tokens over one chunk of the inputs, and the partial sums of squares."""
    i_chunk = tl.program_id(1)
    o_t = tl.program_id(0).to(tl.int64) * BLOCK_T + tl.arange(0, BLOCK_T)
    o_o = tl.arange(0, BLOCK_O)
    m_t, m_o = o_t < tokens, o_o < outputs
    b_acc = tl.zeros([BLOCK_T, BLOCK_O], tl.float32)
    b_square = tl.zeros([BLOCK_T], tl.float32)
    for at in range(0, chunk, BLOCK_I):
        o_i = i_chunk * chunk + at + tl.arange(0, BLOCK_I)
        m_i = (o_i < inputs) & (at + tl.arange(0, BLOCK_I) < chunk)
        b_x = tl.load(p_x + o_t[:, None] * inputs + o_i[None, :], mask=m_t[:, None] & m_i[None, :], other=0.0)
        b_fn = tl.load(p_fn + o_o[None, :] * inputs + o_i[:, None], mask=m_o[None, :] & m_i[:, None], other=0.0)
        if b_x.dtype == tl.bfloat16:
            b_high = b_fn.to(tl.bfloat16)
            b_rest = b_fn - b_high.to(tl.float32)
            b_middle = b_rest.to(tl.bfloat16)
            b_low = (b_rest - b_middle.to(tl.float32)).to(tl.bfloat16)
            b_acc = dot(b_x, b_low, b_acc)
            b_acc = dot(b_x, b_middle, b_acc)
            b_acc = dot(b_x, b_high, b_acc)
        else:
            b_acc = dot(b_x, b_fn, b_acc)
        b_wide = b_x.to(tl.float32)
        b_square += tl.sum(b_wide * b_wide, 1)
    o_part = i_chunk.to(tl.int64) * tokens + o_t
    tl.store(p_part + o_part[:, None] * BLOCK_O + o_o[None, :], b_acc, mask=m_t[:, None])
    tl.store(p_square + o_part, b_square, mask=m_t)


@triton.jit
def _mix(
    p_x, p_part, p_square, p_base, p_scale, p_norm, p_y, p_pre, p_post, p_comb, p_normed,
    tokens, inputs, width, eps, norm_eps, chunks,
    N: tl.constexpr, ROWS: tl.constexpr, STEPS: tl.constexpr, BLOCK_C: tl.constexpr, BLOCK_D: tl.constexpr,
    NORMED: tl.constexpr,
):  # fmt: skip
    """One token: coefficients from the projection (Sinkhorn included), then the collapse."""
    i_t = tl.program_id(0).to(tl.int64)
    o_c, o_row, o_n = tl.arange(0, BLOCK_C), tl.arange(0, ROWS), tl.arange(0, N)
    m_c = o_c < chunks
    o_part = o_c.to(tl.int64) * tokens + i_t
    b_square = tl.sum(tl.load(p_square + o_part, mask=m_c, other=0.0), 0)
    b_root = tl.rsqrt(b_square / inputs + norm_eps)
    o_mix = o_row[:, None] * N + o_n[None, :]
    p_mix = p_part + o_part[:, None, None] * (ROWS * N) + o_mix[None, :, :]
    b_mix = tl.sum(tl.load(p_mix, mask=m_c[:, None, None], other=0.0), 0) * b_root  # [ROWS, N]
    b_base = tl.load(p_base + o_mix, mask=(o_row < N + 2)[:, None], other=0.0)
    b_scale = tl.load(p_scale + tl.minimum(o_row, 2))
    b_mix = b_mix * b_scale[:, None] + b_base
    is_pre, is_comb = o_row == 0, (o_row >= 2) & (o_row < N + 2)

    b_gate = 1.0 / (1.0 + tl.exp(-b_mix))
    b_pre = tl.sum(tl.where(is_pre[:, None], b_gate, 0.0), 0) + eps
    b_post = tl.sum(tl.where((o_row == 1)[:, None], b_gate, 0.0), 0) * 2.0
    b_comb = tl.exp(b_mix - tl.max(b_mix, 1)[:, None])
    b_comb = b_comb / tl.sum(b_comb, 1)[:, None] + eps
    b_comb = tl.where(is_comb[:, None], b_comb, 0.0)
    for step in range(STEPS):
        if step > 0:
            b_comb = b_comb / (tl.sum(b_comb, 1) + eps)[:, None]
        b_comb = b_comb / (tl.sum(b_comb, 0) + eps)[None, :]
    tl.store(p_pre + i_t * N + o_n, b_pre)
    tl.store(p_post + i_t * N + o_n, b_post)
    tl.store(p_comb + i_t * N * N + o_mix - 2 * N, b_comb, mask=is_comb[:, None] & (o_n >= 0)[None, :])

    o_d = tl.arange(0, BLOCK_D)
    m_d = o_d < width
    b_y = tl.zeros([BLOCK_D], tl.float32)
    for j in tl.static_range(N):
        b_one = tl.sum(tl.where(o_n == j, b_pre, 0.0), 0)
        b_y += b_one * tl.load(p_x + i_t * inputs + j * width + o_d, mask=m_d, other=0.0).to(tl.float32)
    b_out = b_y.to(p_y.dtype.element_ty)
    tl.store(p_y + i_t * width + o_d, b_out, mask=m_d)
    if NORMED:
        b_wide = b_out.to(tl.float32)
        b_inverse = tl.rsqrt(tl.sum(b_wide * b_wide, 0) / width + norm_eps)
        b_weight = tl.load(p_norm + o_d, mask=m_d, other=0.0).to(tl.float32)
        tl.store(p_normed + i_t * width + o_d, b_wide * b_inverse * b_weight, mask=m_d)


@triton.jit
def _expand(p_z, p_x, p_post, p_comb, p_out, width, N: tl.constexpr, BLOCK_D: tl.constexpr):
    """One token and a block of channels: every stream is read once and written once."""
    i_t = tl.program_id(0).to(tl.int64)
    o_d = tl.program_id(1) * BLOCK_D + tl.arange(0, BLOCK_D)
    o_n = tl.arange(0, N)
    m_d = o_d < width
    b_z = tl.load(p_z + i_t * width + o_d, mask=m_d, other=0.0).to(tl.float32)
    b_out = tl.load(p_post + i_t * N + o_n)[:, None] * b_z[None, :]
    for j in tl.static_range(N):
        b_x = tl.load(p_x + (i_t * N + j) * width + o_d, mask=m_d, other=0.0).to(tl.float32)
        b_out += tl.load(p_comb + (i_t * N + j) * N + o_n)[:, None] * b_x[None, :]
    tl.store(p_out + (i_t * N + o_n[:, None]) * width + o_d[None, :], b_out, mask=m_d[None, :])


def collapse_streams_triton(
    streams: Tensor,
    fn: Tensor,
    base: Tensor,
    scale: Tensor,
    *,
    steps: int,
    eps: float,
    norm_eps: float,
    norm_weight: Tensor | None = None,
    out: tuple[Tensor, Tensor, Tensor, Tensor] | None = None,
    normed: Tensor | None = None,
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """As `collapse_streams`; `out` takes the four results.

    norm_weight  [D]: also write the RMS norm of y with this weight, what the sub-layer reads, to `normed` [T, D]
    """
    tokens, n, width = streams.shape
    inputs, outputs = n * width, (2 + n) * n
    device, streams = streams.device, streams.contiguous()
    if out is None:
        out = (
            torch.empty(tokens, width, dtype=streams.dtype, device=device), torch.empty(tokens, n, device=device),
            torch.empty(tokens, n, device=device), torch.empty(tokens, n, n, device=device),
        )  # fmt: skip
    if norm_weight is not None and normed is None:
        raise ValueError("norm_weight without `normed`, the tensor [T, D] the norm is written to.")
    y, pre, post, comb = out
    rows = max(triton.next_power_of_2(2 + n), 32 // n)
    block_o = rows * n
    if tokens == 0 or width == 0:
        return out
    at_once = max(16, _CACHED_BYTES // (inputs * streams.element_size()) // 16 * 16)
    for first in range(0, tokens, at_once):
        part = slice(first, min(first + at_once, tokens))
        count = part.stop - part.start
        block_t, block_i = 16 if count <= 64 else 64, 128
        wanted = max(1, 264 // triton.cdiv(count, block_t))  # two programs for every multiprocessor
        chunk = triton.cdiv(triton.cdiv(inputs, min(wanted, triton.cdiv(inputs, 2 * block_i))), block_i) * block_i
        chunks = triton.cdiv(inputs, chunk)
        products = torch.empty(chunks, count, block_o, device=device)
        squares = torch.empty(chunks, count, device=device)
        _project[(triton.cdiv(count, block_t), chunks)](
            streams[part], fn, products, squares, count, inputs, chunk, outputs,
            ROWS=rows, BLOCK_T=block_t, BLOCK_I=block_i, BLOCK_O=block_o, num_warps=4, num_stages=3,
        )  # fmt: skip
        _mix[(count,)](
            streams[part], products, squares, base, scale, norm_weight, y[part], pre[part], post[part], comb[part],
            None if normed is None else normed[part], count, inputs, width, eps, norm_eps, chunks,
            N=n, ROWS=rows, STEPS=steps, BLOCK_C=triton.next_power_of_2(chunks),
            BLOCK_D=triton.next_power_of_2(width), NORMED=norm_weight is not None, num_warps=4,
        )  # fmt: skip
    return out


def expand_streams_triton(
    z: Tensor, streams: Tensor, post: Tensor, comb: Tensor, *, out: Tensor | None = None
) -> Tensor:
    """As `expand_streams`; `out` [T, N, D] must not overlap `streams`."""
    tokens, n, width = streams.shape
    streams, z = streams.contiguous(), z.contiguous()
    out = torch.empty_like(streams) if out is None else out
    if out.numel():
        block = min(1024, triton.next_power_of_2(width))
        _expand[(tokens, triton.cdiv(width, block))](
            z, streams, post.contiguous(), comb.contiguous(), out, width, N=n, BLOCK_D=block, num_warps=4
        )
    return out

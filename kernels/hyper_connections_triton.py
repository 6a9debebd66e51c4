"""Triton kernels of the hyper-connections: one launch to project, mix and collapse, one to spread.

Section 2.2 of the report; definition in hyper_connections.py. `_collapse` holds two kinds of programs: some project a block
of tokens over a chunk of the inputs, others wait for all chunks of their tokens and then make the coefficients and the
collapse. They are lined up so that a block's streams are still in the L2 cache when they are read for the second time:
memory sees every stream once. A waiting program only waits for programs with lower numbers, which a device starts first.
Surprising: bfloat16 streams times float32 weights stay exact on the matrix units, by splitting each weight into three
bfloat16 parts; their sums are moved to float32 registers after every block, because matrix units cut where they should
round. Tests: tests/test_hyper_connections_triton.py.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
import triton
import triton.language as tl
from torch import Tensor

from dsv4lab.errors import ShapeError
from dsv4lab.kernels.dot_triton import dot


class CollapsePlan(NamedTuple):
    """Shape of one launch of `_collapse`; chosen by `collapse_plan`, measured in tests/bench/block_sizes.py."""

    block_t: int  # tokens of a projecting program; 1 means no matrix units
    chunk: int  # inputs of a projecting program
    block_i: int  # inputs at a time
    mix_t: int  # tokens of a mixing program
    lag: int  # blocks of tokens between a projecting program and its mixing ones
    block_d: int  # channels at a time in the collapse
    num_warps: int = 4
    num_stages: int = 3


LARGE = {"block_t": 64, "chunk": 512, "block_i": 64, "mix_t": 16, "lag": 12, "block_d": 256, "num_stages": 3}


def collapse_plan(tokens: int, inputs: int, width: int, dtype: torch.dtype) -> CollapsePlan:
    """How `tokens` tokens of `inputs` inputs are shared out."""
    if tokens <= 4:
        return CollapsePlan(1, 256, 256, 1, 0, min(4096, triton.next_power_of_2(width)))
    wide = dtype == torch.float32
    if tokens <= 512:
        chunk = 256 if tokens <= 64 else 512
        return CollapsePlan(16 if tokens <= 64 else 64, chunk, 64 if wide else 128, 1, 0, 2048)
    plan = CollapsePlan(**LARGE)
    plan = plan._replace(block_i=32, chunk=1024) if wide else plan
    return plan._replace(chunk=min(plan.chunk, triton.cdiv(inputs, plan.block_i) * plan.block_i))


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
def _project_few(
    p_x, p_fn, p_part, p_square, i_t, i_chunk, tokens, inputs, outputs, one,
    CHUNK: tl.constexpr, BLOCK_T: tl.constexpr, BLOCK_I: tl.constexpr, BLOCK_O: tl.constexpr,
):  # fmt: skip
    """One token over one chunk of the inputs: bound by the weights, so plain products do."""
    o_o = tl.arange(0, BLOCK_O)
    b_acc = tl.zeros([BLOCK_O, BLOCK_I], tl.float32)
    b_square = tl.zeros([BLOCK_I], tl.float32)
    for at in tl.static_range(0, CHUNK, BLOCK_I):
        o_i = i_chunk * CHUNK + at + tl.arange(0, BLOCK_I)
        m_i = o_i < inputs
        p_row = p_fn + o_o[:, None] * inputs + o_i[None, :]
        b_fn = tl.load(p_row, mask=(o_o < outputs)[:, None] & m_i[None, :], other=0.0)
        b_x = tl.load(p_x + i_t.to(tl.int64) * inputs + o_i, mask=m_i, other=0.0).to(tl.float32)
        b_acc += b_fn * b_x[None, :]
        b_square += b_x * b_x
    o_part = tl.cast(i_chunk, tl.int64) * tokens + i_t
    tl.store(p_part + o_part * BLOCK_O + o_o, tl.sum(b_acc, 1))
    tl.store(p_square + o_part, tl.sum(b_square, 0))


@triton.jit
def _project(
    p_x, p_fn, p_part, p_square, i_block, i_chunk, tokens, inputs, outputs, one,
    CHUNK: tl.constexpr, BLOCK_T: tl.constexpr, BLOCK_I: tl.constexpr, BLOCK_O: tl.constexpr,
):  # fmt: skip
    """Partial products of a block of tokens over one chunk of the inputs, and the partial sums of squares."""
    o_t = i_block.to(tl.int64) * BLOCK_T + tl.arange(0, BLOCK_T)
    o_o = tl.arange(0, BLOCK_O)
    m_t, m_o = o_t < tokens, o_o < outputs
    b_acc = tl.zeros([BLOCK_T, BLOCK_O], tl.float32)
    b_square = tl.zeros([BLOCK_T], tl.float32)
    for at in range(0, CHUNK, BLOCK_I):
        o_i = i_chunk * CHUNK + at + tl.arange(0, BLOCK_I)
        m_i = o_i < inputs
        b_x = tl.load(p_x + o_t[:, None] * inputs + o_i[None, :], mask=m_t[:, None] & m_i[None, :], other=0.0)
        b_fn = tl.load(p_fn + o_o[None, :] * inputs + o_i[:, None], mask=m_o[None, :] & m_i[:, None], other=0.0)
        b_zero = tl.zeros([BLOCK_T, BLOCK_O], tl.float32)
        if b_x.dtype == tl.bfloat16:
            b_high = b_fn.to(tl.bfloat16)
            b_rest = b_fn - b_high.to(tl.float32)
            b_middle = b_rest.to(tl.bfloat16)
            b_low = (b_rest - b_middle.to(tl.float32)).to(tl.bfloat16)
            b_block = dot(b_x, b_high, dot(b_x, b_middle, dot(b_x, b_low, b_zero)))
        else:
            b_block = dot(b_x, b_fn, b_zero)
        # `one` is 1, unknown to the compiler: it keeps the long sum out of the matrix units, which round towards zero.
        b_acc += b_block * one
        b_wide = b_x.to(tl.float32)
        b_square += tl.sum(b_wide * b_wide, 1)
    o_part = i_chunk.to(tl.int64) * tokens + o_t
    tl.store(p_part + o_part[:, None] * BLOCK_O + o_o[None, :], b_acc, mask=m_t[:, None])
    tl.store(p_square + o_part, b_square, mask=m_t)


@triton.jit
def _coefficients(
    p_part, p_square, p_base, p_scale, p_pre, p_post, p_comb, o_t, m_t, tokens, inputs, eps, norm_eps,
    N: tl.constexpr, ROWS: tl.constexpr, STEPS: tl.constexpr, CHUNKS: tl.constexpr, MIX_T: tl.constexpr,
):  # fmt: skip
    """[MIX_T, N] pre of some tokens; writes pre, post and comb. Rows: pre, post, then comb's N rows, then nothing."""
    o_row, o_n = tl.arange(0, ROWS), tl.arange(0, N)
    o_mix = o_row[:, None] * N + o_n[None, :]
    b_mix = tl.zeros([MIX_T, ROWS, N], tl.float32)
    b_square = tl.zeros([MIX_T], tl.float32)
    for i in tl.static_range(CHUNKS):
        o_part = i * tl.cast(tokens, tl.int64) + o_t
        b_mix += tl.load(
            p_part + o_part[:, None, None] * (ROWS * N) + o_mix[None, :, :], mask=m_t[:, None, None], other=0.0
        )
        b_square += tl.load(p_square + o_part, mask=m_t, other=0.0)
    b_root = tl.rsqrt(b_square / inputs + norm_eps)
    b_base = tl.load(p_base + o_mix, mask=(o_row < N + 2)[:, None], other=0.0)
    b_scale = tl.load(p_scale + tl.minimum(o_row, 2))
    b_mix = b_mix * b_root[:, None, None] * b_scale[None, :, None] + b_base[None, :, :]
    is_comb = (o_row >= 2) & (o_row < N + 2)

    b_gate = 1.0 / (1.0 + tl.exp(-b_mix))
    b_pre = tl.sum(tl.where((o_row == 0)[None, :, None], b_gate, 0.0), 1) + eps
    b_post = tl.sum(tl.where((o_row == 1)[None, :, None], b_gate, 0.0), 1) * 2.0
    b_comb = tl.exp(b_mix - tl.max(b_mix, 2)[:, :, None])
    b_comb = b_comb / tl.sum(b_comb, 2)[:, :, None] + eps
    b_comb = tl.where(is_comb[None, :, None], b_comb, 0.0)
    for step in range(STEPS):
        if step > 0:
            b_comb = b_comb * (1.0 / (tl.sum(b_comb, 2) + eps))[:, :, None]
        b_comb = b_comb * (1.0 / (tl.sum(b_comb, 1) + eps))[:, None, :]
    o_vector = o_t[:, None] * N + o_n[None, :]
    tl.store(p_pre + o_vector, b_pre, mask=m_t[:, None])
    tl.store(p_post + o_vector, b_post, mask=m_t[:, None])
    o_matrix = o_t[:, None, None] * (N * N) + (o_mix - 2 * N)[None, :, :]
    tl.store(p_comb + o_matrix, b_comb, mask=m_t[:, None, None] & is_comb[None, :, None] & (o_n >= 0)[None, None, :])
    return b_pre


@triton.jit
def _mix(
    p_x, p_norm, p_y, p_normed, b_pre, o_t, m_t, norm_eps,
    N: tl.constexpr, WIDTH: tl.constexpr, MIX_T: tl.constexpr, BLOCK_D: tl.constexpr, NORMED: tl.constexpr,
):  # fmt: skip
    """y = sum over j of pre[j] * stream[j] for some tokens, and its norm if wanted."""
    o_n = tl.arange(0, N)
    b_square = tl.zeros([MIX_T], tl.float32)
    kept = p_y.dtype.element_ty
    for at in range(0, WIDTH, BLOCK_D):
        o_d = at + tl.arange(0, BLOCK_D)
        m = m_t[:, None] & (o_d < WIDTH)[None, :]
        p_row = p_x + o_t[:, None] * (N * WIDTH) + o_d[None, :]
        b_y = tl.zeros([MIX_T, BLOCK_D], tl.float32)
        for j in tl.static_range(N):
            b_one = tl.sum(tl.where((o_n == j)[None, :], b_pre, 0.0), 1)
            b_x = tl.load(p_row + j * WIDTH, mask=m, other=0.0, eviction_policy="evict_first")
            b_y += b_one[:, None] * b_x.to(tl.float32)
        b_out = b_y.to(kept)
        tl.store(p_y + o_t[:, None] * WIDTH + o_d[None, :], b_out, mask=m)
        if NORMED:
            b_wide = b_out.to(tl.float32)
            b_square += tl.sum(b_wide * b_wide, 1)
            if BLOCK_D >= WIDTH:
                b_inverse = tl.rsqrt(b_square / WIDTH + norm_eps)
                b_weight = tl.load(p_norm + o_d, mask=o_d < WIDTH, other=0.0).to(tl.float32)
                p_to = p_normed + o_t[:, None] * WIDTH + o_d[None, :]
                tl.store(p_to, b_wide * b_inverse[:, None] * b_weight[None, :], mask=m)
    if NORMED and BLOCK_D < WIDTH:
        b_inverse = tl.rsqrt(b_square / WIDTH + norm_eps)
        tl.debug_barrier()  # y is read back, perhaps by other threads than wrote it
        for at in range(0, WIDTH, BLOCK_D):
            o_d = at + tl.arange(0, BLOCK_D)
            m = m_t[:, None] & (o_d < WIDTH)[None, :]
            b_wide = tl.load(p_y + o_t[:, None] * WIDTH + o_d[None, :], mask=m, other=0.0).to(tl.float32)
            b_weight = tl.load(p_norm + o_d, mask=o_d < WIDTH, other=0.0).to(tl.float32)
            p_to = p_normed + o_t[:, None] * WIDTH + o_d[None, :]
            tl.store(p_to, b_wide * b_inverse[:, None] * b_weight[None, :], mask=m)


@triton.jit
def _collapse(
    p_x, p_fn, p_part, p_square, p_done, p_base, p_scale, p_norm, p_y, p_pre, p_post, p_comb, p_normed,
    tokens, blocks, eps, norm_eps, one,
    N: tl.constexpr, WIDTH: tl.constexpr, ROWS: tl.constexpr, STEPS: tl.constexpr, NORMED: tl.constexpr,
    CHUNKS: tl.constexpr, CHUNK: tl.constexpr, BLOCK_T: tl.constexpr, BLOCK_I: tl.constexpr, MIX_T: tl.constexpr,
    LAG: tl.constexpr, BLOCK_D: tl.constexpr,
):  # fmt: skip
    """Groups of programs, one group for each block of tokens: CHUNKS project it, the rest mix the block LAG before it."""
    MIXES: tl.constexpr = BLOCK_T // MIX_T
    i_group = tl.program_id(0) // (CHUNKS + MIXES)
    i_part = tl.program_id(0) % (CHUNKS + MIXES)
    if i_part < CHUNKS:
        if i_group < blocks:
            if BLOCK_T == 1:
                _project_few(
                    p_x, p_fn, p_part, p_square, i_group, i_part, tokens, N * WIDTH, (N + 2) * N, one,
                    CHUNK, BLOCK_T, BLOCK_I, ROWS * N,
                )  # fmt: skip
            else:
                _project(
                    p_x, p_fn, p_part, p_square, i_group, i_part, tokens, N * WIDTH, (N + 2) * N, one,
                    CHUNK, BLOCK_T, BLOCK_I, ROWS * N,
                )  # fmt: skip
            tl.debug_barrier()  # every thread has stored its part before the count says so
            tl.atomic_add(p_done + i_group, 1, sem="release")
    elif i_group >= LAG:
        p_count = p_done + i_group - LAG
        while tl.atomic_add(p_count, 0, sem="acquire") < CHUNKS:
            pass
        o_t = (i_group - LAG).to(tl.int64) * BLOCK_T + (i_part - CHUNKS) * MIX_T + tl.arange(0, MIX_T)
        m_t = o_t < tokens
        b_pre = _coefficients(
            p_part, p_square, p_base, p_scale, p_pre, p_post, p_comb, o_t, m_t, tokens, N * WIDTH, eps, norm_eps,
            N, ROWS, STEPS, CHUNKS, MIX_T,
        )  # fmt: skip
        _mix(p_x, p_norm, p_y, p_normed, b_pre, o_t, m_t, norm_eps, N, WIDTH, MIX_T, BLOCK_D, NORMED)
        # The last of this block's mixing programs leaves the count as it found it, for the next call.
        if tl.atomic_add(p_count, 1, sem="relaxed") == CHUNKS + MIXES - 1:
            tl.atomic_xchg(p_count, 0, sem="relaxed")


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
    counts: Tensor | None = None,
    plan: CollapsePlan | None = None,
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """As `collapse_streams`; `out` takes the four results.

    norm_weight  [D]: also write the RMS norm of y with this weight, what the sub-layer reads, to `normed` [T, D]
    counts       int32 zeros, one for each block of tokens (T are always enough), left as zeros: given by a caller that
                 repeats the call in order on one stream, it saves the launch that clears them
    plan         how the work is shared out; chosen from the number of tokens if None
    """
    tokens, n, width = streams.shape
    inputs, device, streams = n * width, streams.device, streams.contiguous()
    if out is None:
        out = (
            torch.empty(tokens, width, dtype=streams.dtype, device=device), torch.empty(tokens, n, device=device),
            torch.empty(tokens, n, device=device), torch.empty(tokens, n, n, device=device),
        )  # fmt: skip
    if norm_weight is not None and normed is None:
        raise ShapeError("norm_weight was given without `normed`, the tensor [T, D] the norm is written to.")
    if tokens == 0 or width == 0:
        return out
    plan = plan or collapse_plan(tokens, inputs, width, streams.dtype)
    blocks, chunks = triton.cdiv(tokens, plan.block_t), triton.cdiv(inputs, plan.chunk)
    counts = torch.zeros(blocks, dtype=torch.int32, device=device) if counts is None else counts
    if counts.numel() < blocks:
        raise ShapeError(f"counts has {counts.numel()} places; {tokens} tokens need {blocks}.")
    rows = max(triton.next_power_of_2(2 + n), 32 // n)
    products = torch.empty(chunks, tokens, rows * n, device=device)
    squares = torch.empty(chunks, tokens, device=device)
    _collapse[((blocks + plan.lag) * (chunks + plan.block_t // plan.mix_t),)](
        streams, fn, products, squares, counts, base, scale, norm_weight, *out, normed,
        tokens, blocks, eps, norm_eps, 1.0,
        N=n, WIDTH=width, ROWS=rows, STEPS=steps, NORMED=norm_weight is not None, CHUNKS=chunks, CHUNK=plan.chunk,
        BLOCK_T=plan.block_t, BLOCK_I=plan.block_i, MIX_T=plan.mix_t, LAG=plan.lag, BLOCK_D=plan.block_d,
        num_warps=plan.num_warps, num_stages=plan.num_stages,
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

"""Triton kernels of mHC post: a sub-layer's result enters the streams, which are projected for the next site meanwhile.

Section 2.2 of the report; definitions in hyper_connections.py. The streams that follow a sub-layer are in registers once;
there the next site's matrix meets them, so that its collapse reads them a single time. What the experts add is summed on
the way in. The projection is taken from the streams as they are stored, rounded, so that it does not matter
whether it is made here or from memory. bfloat16 streams times float32 weights stay exact on the matrix units, by splitting
each weight into three bfloat16 parts; their sums are moved to float32 registers after every block, because matrix units
cut where they should round. Tests: tests/kernels/test_hyper_connections_post_triton.py.
"""

from __future__ import annotations

from typing import Any

import torch
import triton
import triton.language as tl
from torch import Tensor

from dsv4lab.kernels.common.dot_triton import INTERPRETED, dot
from dsv4lab.kernels.common.launch_triton import pdl_options, pdl_wait
from dsv4lab.kernels.common.thresholds import PROJECTION_FEW

# Two float32 rounded to bfloat16 in one register, and those as float32 again.
ROUND = tl.constexpr("cvt.rn.bf16x2.f32 $0, $4, $3; shl.b32 $1, $0, 16; and.b32 $2, $0, 0xFFFF0000;")
ROUND_ARGS = tl.constexpr("=&r,=&r,=&r,r,r")
PROJECTED, UNPROJECTED = 32, 1024  # channels of a program for one token, with its projection (at least) or without
# Programs of many tokens: tokens and channels at a time; smaller where experts are summed, whose rows fill shared memory.
SMALL = {"BLOCK_T": 64, "BLOCK_D": 32, "num_warps": 4, "num_stages": 3}
WITH_POST = {"BLOCK_T": 128, "BLOCK_D": 32, "num_warps": 8, "num_stages": 3}  # measured in tests/bench/block_sizes.py
PROJECTION_ONLY = {"BLOCK_T": 128, "BLOCK_D": 32, "num_warps": 8, "num_stages": 2}


@triton.jit
def _summed(p_routed, p_z, p_kept, o_t, o, m, WIDTH: tl.constexpr, SLOTS: tl.constexpr):
    """What a sub-layer adds, float32: z, or the routed experts' sum plus z, rounded to the kept dtype."""
    b_z = tl.load(p_z + o_t * WIDTH + o, mask=m, other=0.0).to(tl.float32)
    if SLOTS > 0:
        b_sum = tl.load(p_routed + o_t * (SLOTS * WIDTH) + o, mask=m, other=0.0).to(tl.float32)
        for k in tl.static_range(1, SLOTS):
            b_sum += tl.load(p_routed + (o_t * SLOTS + k) * WIDTH + o, mask=m, other=0.0).to(tl.float32)
        b_z = (b_sum + b_z).to(p_kept.dtype.element_ty).to(tl.float32)
    return b_z


@triton.jit(do_not_specialize_on_alignment=["tokens"])
def _one(
    p_routed, p_z, p_x, p_post, p_comb, p_fn, p_out, p_projection, tokens,
    N: tl.constexpr, WIDTH: tl.constexpr, SLOTS: tl.constexpr, POST: tl.constexpr, PROJECT: tl.constexpr,
    COLUMNS: tl.constexpr, BLOCK: tl.constexpr, PDL: tl.constexpr,
):  # fmt: skip
    """One token and a block of channels: every stream is read once and written once, projected or not."""
    blocks = (WIDTH + BLOCK - 1) // BLOCK
    i_t, i_block = (tl.program_id(0) // blocks).to(tl.int64), tl.program_id(0) % blocks
    o, o_n, o_c = i_block * BLOCK + tl.arange(0, BLOCK), tl.arange(0, N), tl.arange(0, COLUMNS)
    m, m_c = o < WIDTH, o_c < (N + 2) * N
    b_fn = 0.0
    if PROJECT:  # asked for first: nothing before it is waited for, and it comes from far away
        p_weight = p_fn + o_c[:, None, None] * (N * WIDTH) + o_n[None, :, None] * WIDTH + o[None, None, :]
        b_fn = tl.load(p_weight, mask=m_c[:, None, None] & m[None, None, :], other=0.0)
    pdl_wait(PDL)
    o_stream = (i_t * N + o_n[:, None]) * WIDTH + o[None, :]
    if POST:
        b_z = _summed(p_routed, p_z, p_out, i_t, o, m, WIDTH, SLOTS)
        b_new = tl.load(p_post + i_t * N + o_n)[:, None] * b_z[None, :]
        for j in tl.static_range(N):
            b_x = tl.load(p_x + (i_t * N + j) * WIDTH + o, mask=m, other=0.0).to(tl.float32)
            b_new += tl.load(p_comb + (i_t * N + j) * N + o_n)[:, None] * b_x[None, :]
        b_new = b_new.to(p_out.dtype.element_ty)
        tl.store(p_out + o_stream, b_new, mask=m[None, :])
    else:
        b_new = tl.load(p_x + o_stream, mask=m[None, :], other=0.0)
    if PROJECT:
        b_wide = b_new.to(tl.float32)
        b_square = tl.sum(tl.sum(b_wide * b_wide, 1), 0)
        b_product = tl.sum(tl.sum(b_fn * b_wide[None, :, :], 2), 1)
        p_row = p_projection + (i_block * tl.cast(tokens, tl.int64) + i_t) * COLUMNS
        tl.store(p_row + o_c, tl.where(o_c == (N + 2) * N, b_square, b_product))


@triton.jit
def _rounded(b_x, KEPT: tl.constexpr):
    """(b_x in the kept dtype, that as float32), two numbers at a time.

    Not pure, or the compiler would make the streams a second time in the arrangement that the matrix units read.
    """
    if INTERPRETED or tl.bfloat16 != KEPT:
        b_kept = b_x.to(KEPT)
        return b_kept, b_kept.to(tl.float32)
    else:
        return tl.inline_asm_elementwise(
            ROUND, ROUND_ARGS, [b_x], dtype=(tl.bfloat16, tl.float32), is_pure=False, pack=2
        )  # fmt: skip


@triton.jit
def _split(p_fn, p_parts, count, BLOCK: tl.constexpr):
    """float32 weights as the sum of three bfloat16 numbers."""
    o = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    b_rest = tl.load(p_fn + o, mask=o < count, other=0.0)
    for part in tl.static_range(3):
        b_bits = b_rest.to(tl.int32, bitcast=True)
        b_high = (b_bits >> 16).to(tl.int16).to(tl.bfloat16, bitcast=True)  # eight leading bits, not rounded
        tl.store(p_parts + part * count + o, b_high, mask=o < count)
        b_rest -= (b_bits & -65536).to(tl.float32, bitcast=True)


@triton.jit
def _beside(b, N: tl.constexpr):
    """N blocks [M, K] as one [M, N * K]."""
    if N == 2:
        b_all = tl.permute(tl.join(b[0], b[1]), 0, 2, 1)
    elif N == 4:
        b_all = tl.permute(tl.join(tl.join(b[0], b[2]), tl.join(b[1], b[3])), 0, 2, 3, 1)
    else:
        b_even = tl.join(tl.join(b[0], b[4]), tl.join(b[2], b[6]))
        b_odd = tl.join(tl.join(b[1], b[5]), tl.join(b[3], b[7]))
        b_all = tl.permute(tl.join(b_even, b_odd), 0, 2, 3, 4, 1)
    return tl.reshape(b_all, [b[0].shape[0], b[0].shape[1] * N])


@triton.jit(do_not_specialize_on_alignment=["tokens"])
def _many(
    p_routed, p_z, p_x, p_post, p_comb, p_fn, p_out, p_projection, tokens, one,
    N: tl.constexpr, WIDTH: tl.constexpr, SLOTS: tl.constexpr, POST: tl.constexpr, COLUMNS: tl.constexpr,
    PARTS: tl.constexpr, BLOCK_T: tl.constexpr, CHUNK: tl.constexpr, BLOCK_D: tl.constexpr,
):  # fmt: skip
    """A block of tokens and a chunk of channels: the same, projected on the matrix units."""
    # The block's addresses are wide once, its offsets narrow: registers are what bounds the programs on a multiprocessor.
    first = tl.program_id(1).to(tl.int64) * BLOCK_T
    p_x += first * (N * WIDTH)
    if POST:
        p_post += first * N
        p_comb += first * (N * N)
        p_out += first * (N * WIDTH)
        p_z += first * WIDTH
        if SLOTS > 0:
            p_routed += first * (SLOTS * WIDTH)
    o_t, o_c = tl.arange(0, BLOCK_T), tl.arange(0, COLUMNS)
    m_t, m_c = o_t < tokens - first, o_c < (N + 2) * N
    post = ()
    comb = ()
    if POST:
        for k in tl.static_range(N):
            post += (tl.load(p_post + o_t * N + k, mask=m_t, other=0.0)[:, None],)
            for j in tl.static_range(N):
                comb += (tl.load(p_comb + (o_t * N + j) * N + k, mask=m_t, other=0.0)[:, None],)
    b_acc = tl.zeros([BLOCK_T, COLUMNS], tl.float32)
    b_zero = tl.zeros([BLOCK_T, COLUMNS], tl.float32)
    b_square = tl.zeros([BLOCK_T], tl.float32)
    for at in range(0, CHUNK, BLOCK_D):
        o = tl.program_id(0) * CHUNK + at + tl.arange(0, BLOCK_D)
        m_d = o < WIDTH
        m = m_t[:, None] & m_d[None, :]
        o_row = o_t[:, None] * (N * WIDTH) + o[None, :]
        b_x = ()
        for j in tl.static_range(N):
            b_x += (tl.load(p_x + o_row + j * WIDTH, mask=m, other=0.0),)
        b_z = b_zero
        if POST:
            b_z = _summed(p_routed, p_z, p_out, o_t[:, None], o[None, :], m, WIDTH, SLOTS)
        b_squares = tl.zeros([BLOCK_T, BLOCK_D // 8], tl.float32)
        b_news = ()
        for k in tl.static_range(N):
            if POST:
                b_sum = post[k] * b_z
                for j in tl.static_range(N):
                    b_sum += comb[k * N + j] * b_x[j].to(tl.float32)
                b_new, b_wide = _rounded(b_sum, p_out.dtype.element_ty)
                tl.store(p_out + o_row + k * WIDTH, b_new, mask=m)
            else:
                b_new, b_wide = b_x[k], b_x[k].to(tl.float32)
            b_news += (b_new,)
            b_squares += tl.sum(tl.reshape(b_wide * b_wide, [BLOCK_T, BLOCK_D // 8, 8]), 2)
        b_all = _beside(b_news, N)
        o_k = tl.arange(0, N * BLOCK_D)
        o_d = tl.program_id(0) * CHUNK + at + o_k % BLOCK_D
        p_weight = p_fn + o_c[:, None] * (N * WIDTH) + (o_k // BLOCK_D * WIDTH + o_d)[None, :]
        m_w = m_c[:, None] & (o_d < WIDTH)[None, :]
        b_sum = b_zero
        for part in tl.static_range(PARTS):  # the smallest part first
            p_part = p_weight + (PARTS - 1 - part) * ((N + 2) * N * N * WIDTH)
            b_sum = dot(b_all, tl.trans(tl.load(p_part, mask=m_w, other=0.0)), b_sum)
        # `one` is 1, unknown to the compiler: it keeps the long sum out of the matrix units, which cut.
        b_acc += b_sum * one
        b_square += tl.sum(b_squares, 1)
    p_row = p_projection + (tl.program_id(0) * tl.cast(tokens, tl.int64) + first) * COLUMNS
    p_row = p_row + o_t[:, None] * COLUMNS + o_c[None, :]
    tl.store(p_row, tl.where((o_c == (N + 2) * N)[None, :], b_square[:, None], b_acc), mask=m_t[:, None])


def project_streams_triton(streams: Tensor, fn: Tensor) -> Tensor:
    """streams [T, N, D] times fn [(2 + N) N, N D] float32, in parts: the sum over the first axis is the product.

    returns  [parts, T, >= (2 + N) N + 1] float32; column (2 + N) N holds sums of squares, columns after it nothing
    """
    projection = _launch(None, None, streams.contiguous(), None, None, fn, None)
    assert projection is not None
    return projection


def hyper_connections_post_triton(
    z: Tensor, streams: Tensor, post: Tensor, comb: Tensor, *, routed: Tensor | None = None, fn: Tensor | None = None,
    out: Tensor | None = None,
) -> tuple[Tensor, Tensor | None]:  # fmt: skip
    """`hyper_connections_post` of z [T, D], and the projection of its result by the next site's `fn` if given.

    routed   [T, K, D]: is summed with z in float32, and the sum rounded, before it enters the streams
    out      [T, N, D], must not overlap `streams`
    returns  streams [T, N, D] and what `project_streams_triton` would say of them, or None without fn
    """
    out = torch.empty_like(streams, memory_format=torch.contiguous_format) if out is None else out
    routed = None if routed is None else routed.contiguous()
    return out, _launch(
        routed, z.contiguous(), streams.contiguous(), post.contiguous(), comb.contiguous(), fn, out
    )  # fmt: skip


def _launch(
    routed: Tensor | None, z: Tensor | None, streams: Tensor, post: Tensor | None, comb: Tensor | None,
    fn: Tensor | None, out: Tensor | None,
) -> Tensor | None:  # fmt: skip
    tokens, n, width = streams.shape
    shape: dict[str, Any] = {"N": n, "WIDTH": width, "SLOTS": 0 if routed is None else routed.shape[1]}
    shape |= {"POST": out is not None, "COLUMNS": triton.next_power_of_2((2 + n) * n + 1)}
    if fn is not None and tokens > PROJECTION_FEW:
        sizes = many_sizes(tokens, n, shape["SLOTS"], out is not None, streams.dtype)
        parts = triton.cdiv(width, sizes["CHUNK"])
        projection = torch.empty(parts, tokens, shape["COLUMNS"], device=streams.device)
        exact = streams.dtype == torch.bfloat16
        _many[(parts, triton.cdiv(tokens, sizes["BLOCK_T"]))](
            routed, z, streams, post, comb, _in_parts(fn) if exact else fn, out, projection, tokens, 1.0,
            **shape, **sizes, PARTS=3 if exact else 1,
        )  # fmt: skip
        return projection
    block = triton.next_power_of_2(min(UNPROJECTED, width) if fn is None else max(PROJECTED, triton.cdiv(width, 256)))
    parts = triton.cdiv(width, block)
    projection = None if fn is None else torch.empty(parts, tokens, shape["COLUMNS"], device=streams.device)
    if streams.numel():
        _one[(tokens * parts,)](
            routed, z, streams, post, comb, fn, out, projection, tokens,
            **shape, PROJECT=fn is not None, BLOCK=block, num_warps=4, **pdl_options(streams),
        )  # fmt: skip
    return projection


def _in_parts(fn: Tensor) -> Tensor:
    """fn [O, I] float32 -> [3, O, I] bfloat16 whose sum it is."""
    parts = torch.empty(3, *fn.shape, dtype=torch.bfloat16, device=fn.device)
    _split[(triton.cdiv(fn.numel(), 2048),)](fn.contiguous(), parts, fn.numel(), BLOCK=2048, num_warps=4)
    return parts


def many_sizes(tokens: int, n: int, slots: int, post: bool, dtype: torch.dtype) -> dict[str, int]:
    """Block sizes of `_many` for N streams and the sum of so many routed experts."""
    sizes = dict(SMALL if slots else WITH_POST if post else PROJECTION_ONLY)
    if dtype == torch.float32 or n > 4:
        sizes = SMALL | {"BLOCK_D": 16, "num_stages": 1}
    elif slots > 8:
        sizes["num_stages"] = 1
    return sizes | {"CHUNK": 512 if tokens > 1024 else 64}

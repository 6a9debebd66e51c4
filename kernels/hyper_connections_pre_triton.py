"""Triton kernels of the hyper-connections: coefficients and collapse of streams that are projected already, in one launch.

Section 2.2 of the report; definition in hyper_connections.py. The projection comes with the mHC post before this site
(hyper_connections_post_triton.py), so that every stream is read here once. Two kinds of programs share the launch: one
token's collapse, norm and packing, which needs nothing but `pre`; and the long chain of Sinkhorn's passes for some tokens,
which nobody waits for. The streams are asked for before the coefficients that they will meet. Tests:
tests/kernels/test_hyper_connections_pre_triton.py.
"""

from __future__ import annotations

import torch
import triton
import triton.language as tl
from torch import Tensor

from dsv4lab.errors import ShapeError
from dsv4lab.kernels.common.dot_triton import INTERPRETED
from dsv4lab.kernels.common.launch_triton import pdl_options, pdl_wait
from dsv4lab.kernels.common.thresholds import PROJECTION_FEW
from dsv4lab.kernels.linear_packed_triton import PackedVectors, empty_packed, orders_of, store_packed

RECIPROCAL = tl.constexpr("rcp.approx.ftz.f32 $0, $1;")


@triton.jit
def _mix(
    p_x, p_projection, p_base, p_scale, p_norm, p_y, p_pre, p_normed, p_words, p_unit, i_t, tokens, eps, norm_eps,
    N: tl.constexpr, WIDTH: tl.constexpr, COLUMNS: tl.constexpr, PARTS: tl.constexpr, BLOCK_P: tl.constexpr,
    BLOCK_D: tl.constexpr, KEEP: tl.constexpr, NORMED: tl.constexpr, ORDERS: tl.constexpr, PDL: tl.constexpr,
):  # fmt: skip
    """y = sum over j of pre[j] * stream[j] of one token, kept, normed and packed as wanted; writes pre."""
    o_n, o_p, o_d = tl.arange(0, N), tl.arange(0, BLOCK_P), tl.arange(0, BLOCK_D)
    m = o_d < WIDTH
    i_t = i_t.to(tl.int64)
    b_scale, b_base, b_weight = tl.load(p_scale), tl.load(p_base + o_n), 0.0
    if NORMED:
        b_weight = tl.load(p_norm + o_d, mask=m, other=0.0).to(tl.float32)
    pdl_wait(PDL)
    b_x = ()
    for j in tl.static_range(N):
        b_x += (tl.load(p_x + (i_t * N + j) * WIDTH + o_d, mask=m, other=0.0, eviction_policy="evict_first"),)
    p_part = p_projection + (o_p * tl.cast(tokens, tl.int64) + i_t) * COLUMNS
    b_mix = tl.load(p_part[:, None] + o_n[None, :], mask=(o_p < PARTS)[:, None], other=0.0)
    b_square = tl.load(p_part + (N + 2) * N, mask=o_p < PARTS, other=0.0)
    b_root = tl.rsqrt(tl.sum(b_square, 0) / (N * WIDTH) + norm_eps)
    b_mix = tl.sum(b_mix, 0) * b_root * b_scale + b_base
    b_pre = 1.0 / (1.0 + tl.exp(-b_mix)) + eps
    tl.store(p_pre + i_t * N + o_n, b_pre)
    b_y = tl.zeros([BLOCK_D], tl.float32)
    for j in tl.static_range(N):
        b_y += tl.sum(tl.where(o_n == j, b_pre, 0.0), 0) * b_x[j].to(tl.float32)
    kept = p_x.dtype.element_ty
    b_y = b_y.to(kept)
    if KEEP:
        tl.store(p_y + i_t * WIDTH + o_d, b_y, mask=m)
    if NORMED:
        b_wide = b_y.to(tl.float32)
        b_inverse = tl.rsqrt(tl.sum(b_wide * b_wide, 0) / WIDTH + norm_eps)
        b_normed = (b_wide * b_inverse * b_weight).to(kept)
        tl.store(p_normed + i_t * WIDTH + o_d, b_normed, mask=m)
        if ORDERS > 0:
            store_packed(b_normed.to(tl.float32), p_words, p_unit, i_t, tokens, WIDTH, BLOCK_D, ORDERS)


@triton.jit
def _reciprocal(b_x):
    """1 / b_x of positive sums, to a last bit, in one instruction instead of eight: 39 follow one another."""
    if INTERPRETED:
        return 1.0 / b_x
    return tl.inline_asm_elementwise(RECIPROCAL, "=f,f", [b_x], dtype=tl.float32, is_pure=True, pack=1)


@triton.jit
def _coefficients(
    p_projection, p_base, p_scale, p_post, p_comb, p_logits, i_block, tokens, eps, norm_eps,
    N: tl.constexpr, WIDTH: tl.constexpr, COLUMNS: tl.constexpr, PARTS: tl.constexpr, BLOCK_P: tl.constexpr,
    STEPS: tl.constexpr, MIX_T: tl.constexpr, PDL: tl.constexpr,
):  # fmt: skip
    """post and comb of some tokens, and what Sinkhorn starts from."""
    o_t, o_n, o_p = i_block.to(tl.int64) * MIX_T + tl.arange(0, MIX_T), tl.arange(0, N), tl.arange(0, BLOCK_P)
    m_t = o_t < tokens
    o_matrix = o_n[:, None] * N + o_n[None, :]
    p_part = p_projection + (o_p[:, None] * tl.cast(tokens, tl.int64) + o_t[None, :]) * COLUMNS
    m = (o_p < PARTS)[:, None] & m_t[None, :]
    b_post_base, b_post_scale = tl.load(p_base + N + o_n), tl.load(p_scale + 1)
    b_comb_base, b_comb_scale = tl.load(p_base + 2 * N + o_matrix), tl.load(p_scale + 2)
    pdl_wait(PDL)
    # Everything is asked for before the first sum: sums over all threads hold back what comes after them.
    p_comb_part = p_part[:, :, None, None] + (2 * N + o_matrix)[None, None, :, :]
    b_comb = tl.load(p_comb_part, mask=m[:, :, None, None], other=0.0)
    b_post = tl.load(p_part[:, :, None] + (N + o_n)[None, None, :], mask=m[:, :, None], other=0.0)
    b_square = tl.load(p_part + (N + 2) * N, mask=m, other=0.0)
    b_root = tl.rsqrt(tl.sum(b_square, 0) / (N * WIDTH) + norm_eps)
    b_comb = tl.sum(b_comb, 0) * (b_root * b_comb_scale)[:, None, None] + b_comb_base[None, :, :]
    b_post = tl.sum(b_post, 0) * (b_root * b_post_scale)[:, None] + b_post_base[None, :]
    tl.store(p_post + o_t[:, None] * N + o_n[None, :], 2.0 / (1.0 + tl.exp(-b_post)), mask=m_t[:, None])
    o_comb, m_comb = o_t[:, None, None] * (N * N) + o_matrix[None, :, :], m_t[:, None, None]
    # Always, wanted or not: with a store fewer the compiler lays the matrices out otherwise, and sums in another order.
    tl.store(p_logits + o_comb, b_comb, mask=m_comb)
    b_comb = tl.exp(b_comb - tl.max(b_comb, 2)[:, :, None])
    b_comb = b_comb / tl.sum(b_comb, 2)[:, :, None] + eps
    b_comb = b_comb * _reciprocal(tl.sum(b_comb, 1) + eps)[:, None, :]
    for _ in range(1, STEPS):
        b_comb = b_comb * _reciprocal(tl.sum(b_comb, 2) + eps)[:, :, None]
        b_comb = b_comb * _reciprocal(tl.sum(b_comb, 1) + eps)[:, None, :]
    tl.store(p_comb + o_comb, b_comb, mask=m_comb)


@triton.jit(do_not_specialize=["chains"], do_not_specialize_on_alignment=["tokens"])
def _collapse(
    p_x, p_projection, p_base, p_scale, p_norm, p_y, p_pre, p_post, p_comb, p_logits, p_normed, p_words, p_unit,
    tokens, chains, eps, norm_eps,
    N: tl.constexpr, WIDTH: tl.constexpr, COLUMNS: tl.constexpr, PARTS: tl.constexpr, BLOCK_P: tl.constexpr,
    STEPS: tl.constexpr, MIX_T: tl.constexpr, BLOCK_D: tl.constexpr, KEEP: tl.constexpr, NORMED: tl.constexpr,
    ORDERS: tl.constexpr, PDL: tl.constexpr,
):  # fmt: skip
    """The first `chains` programs make coefficients, which takes long; the others one token's collapse each."""
    if tl.program_id(0) < chains:
        _coefficients(
            p_projection, p_base, p_scale, p_post, p_comb, p_logits, tl.program_id(0), tokens, eps, norm_eps,
            N, WIDTH, COLUMNS, PARTS, BLOCK_P, STEPS, MIX_T, PDL,
        )  # fmt: skip
    else:
        _mix(
            p_x, p_projection, p_base, p_scale, p_norm, p_y, p_pre, p_normed, p_words, p_unit,
            tl.program_id(0) - chains, tokens, eps, norm_eps,
            N, WIDTH, COLUMNS, PARTS, BLOCK_P, BLOCK_D, KEEP, NORMED, ORDERS, PDL,
        )  # fmt: skip


def hyper_connections_pre_triton(
    streams: Tensor, projection: Tensor, base: Tensor, scale: Tensor, out: tuple[Tensor | None, Tensor, Tensor, Tensor], *,
    steps: int, eps: float, norm_eps: float, norm_weight: Tensor | None = None, normed: Tensor | None = None,
    kinds: tuple[str, ...] = (), logits: Tensor | None = None,
) -> PackedVectors | None:  # fmt: skip
    """`hyper_connections_before` of streams [T, N, D] whose projection is made, into out: y (or None), pre, post, comb.

    norm_weight  [D]: also write the RMS norm of y with this weight, what the sub-layer reads, to `normed` [T, D]
    kinds        returns `pack_vectors(normed, kinds)` if there are any
    logits       [T, N, N]: where what Sinkhorn starts from is written, if somebody asks for it

    Raises ShapeError for a norm without its place, and for packing without the norm.
    """
    (tokens, n, width), streams = streams.shape, streams.contiguous()
    if (norm_weight is None) != (normed is None) or (kinds and normed is None):
        raise ShapeError("norm_weight and `normed` [T, D], where the norm is written, go together, and before packing.")
    words, packed = empty_packed(tokens, width, kinds, streams.device) if kinds else (None, None)
    logits = torch.empty_like(out[3]) if logits is None else logits
    if streams.numel():
        parts, columns = projection.shape[0], projection.shape[2]
        block_d = triton.next_power_of_2(width)
        warps = max(4, min(16, block_d // 1024))
        # Parts enough for all threads leave a whole matrix to each of them, whose passes then need no other.
        block_p = max(triton.next_power_of_2(parts), 32 * warps if tokens <= PROJECTION_FEW else 1)
        mix_t = 1 if tokens <= PROJECTION_FEW else max(1, min(32, 4096 // (block_p * n * n)))
        chains = triton.cdiv(tokens, mix_t)
        _collapse[(chains + tokens,)](
            streams, projection, base, scale, norm_weight, *out, logits, normed, words,
            None if packed is None else packed.unit,
            tokens, chains, eps, norm_eps,
            N=n, WIDTH=width, COLUMNS=columns, PARTS=parts, BLOCK_P=block_p, STEPS=steps, MIX_T=mix_t, BLOCK_D=block_d,
            KEEP=out[0] is not None, NORMED=normed is not None, ORDERS=orders_of(kinds),
            num_warps=warps, **pdl_options(streams),
        )  # fmt: skip
    return packed

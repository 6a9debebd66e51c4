"""Triton kernels between the matrices of one attention step: after the low-rank projection, and after the queries.

Section 2.3 of the report; the definition of each part is norm_rotate in rope.py. One launch norms the queries' low-rank
vector and norms, rotates and files the new key in its ring; another finishes the queries of attention and indexer.
A step spends more time starting kernels than in them. Tests: tests/kernels/test_attention_step_triton.py.
"""

from __future__ import annotations

import torch
import triton
import triton.language as tl
from torch import Tensor

from dsv4lab.kernels.common.launch_triton import pdl_options, pdl_wait
from dsv4lab.kernels.kv_cache import Keys
from dsv4lab.kernels.kv_cache_triton import arrays_of, form_of, store_vector
from dsv4lab.kernels.linear_packed_triton import PackedVectors, empty_packed, orders_of, store_packed
from dsv4lab.kernels.rope_triton import turn


@triton.jit
def _normed(p_x, p_weight, eps, WIDTH: tl.constexpr, BLOCK: tl.constexpr, WEIGHT: tl.constexpr):
    """RMS norm of one vector, rounded to its own dtype, as float32."""
    o = tl.arange(0, BLOCK)
    b_x = tl.load(p_x + o, mask=o < WIDTH, other=0.0).to(tl.float32)
    b_x = b_x * tl.rsqrt(tl.sum(b_x * b_x, 0) / WIDTH + eps)
    if WEIGHT:
        b_x = b_x * tl.load(p_weight + o, mask=o < WIDTH, other=0.0).to(tl.float32)
    return b_x.to(p_x.dtype.element_ty).to(tl.float32)


@triton.jit
def _low_and_key(
    p_low, p_key, p_q_norm, p_kv_norm, p_position, p_frequency, p_low_out, p_words, p_unit, p_ring, p_ring_scale,
    eps, s_low, s_key, window, s_ring_b, s_ring_n, s_scale_b,
    LOW: tl.constexpr, WIDTH: tl.constexpr, ROTATED: tl.constexpr, BLOCK_L: tl.constexpr, BLOCK: tl.constexpr,
    ORDERS: tl.constexpr, FORM: tl.constexpr, SCALES: tl.constexpr, PDL: tl.constexpr,
):  # fmt: skip
    pdl_wait(PDL)
    i_batch = tl.program_id(0).to(tl.int64)
    if tl.program_id(1) == 0:
        o_l = tl.arange(0, BLOCK_L)
        b_low = _normed(p_low + i_batch * s_low, p_q_norm, eps, LOW, BLOCK_L, True)
        tl.store(p_low_out + i_batch * LOW + o_l, b_low, mask=o_l < LOW)
        if ORDERS > 0:
            store_packed(b_low, p_words, p_unit, i_batch, tl.num_programs(0), LOW, BLOCK_L, ORDERS)
    else:
        position = tl.load(p_position)
        b_key = _normed(p_key + i_batch * s_key, p_kv_norm, eps, WIDTH, BLOCK, True)
        b_key = turn(b_key, position, p_frequency, WIDTH, ROTATED, BLOCK, False)
        slot = position % window
        store_vector(
            b_key, p_ring + i_batch * s_ring_b + slot * s_ring_n,
            p_ring_scale + i_batch * s_scale_b + slot * SCALES if FORM == "entry" else None,
            WIDTH, ROTATED, BLOCK, FORM, p_key.dtype.element_ty,
        )  # fmt: skip


@triton.jit
def _queries(
    p_query, p_index, p_position, p_frequency, p_query_out, p_index_out, heads, index_heads, eps, s_query, s_index,
    WIDTH: tl.constexpr, INDEX_WIDTH: tl.constexpr, ROTATED: tl.constexpr, BLOCK: tl.constexpr, INDEX: tl.constexpr,
    FORM: tl.constexpr, PDL: tl.constexpr,
):  # fmt: skip
    pdl_wait(PDL)
    i_batch, i_head = tl.program_id(0).to(tl.int64), tl.program_id(1)
    position = tl.load(p_position)
    if i_head < heads:
        o = tl.arange(0, BLOCK)
        b_query = _normed(p_query + i_batch * s_query + i_head * WIDTH, None, eps, WIDTH, BLOCK, False)
        b_query = turn(b_query, position, p_frequency, WIDTH, ROTATED, BLOCK, False)
        tl.store(p_query_out + (i_batch * heads + i_head) * WIDTH + o, b_query, mask=o < WIDTH)
    if INDEX > 0:  # noqa: SIM102 - the first is decided when the kernel is compiled
        if i_head >= heads:
            o_i = tl.arange(0, INDEX)
            p_one = p_index + i_batch * s_index + (i_head - heads) * INDEX_WIDTH
            b_index = tl.load(p_one + o_i, mask=o_i < INDEX_WIDTH, other=0.0).to(tl.float32)
            b_index = turn(b_index, position, p_frequency, INDEX_WIDTH, ROTATED, INDEX, False)
            p_to = p_index_out + (i_batch * index_heads + i_head - heads) * INDEX_WIDTH
            store_vector(b_index, p_to, None, INDEX_WIDTH, ROTATED, INDEX, FORM, p_index.dtype.element_ty)


def low_and_key_triton(
    low: Tensor, key: Tensor, q_norm: Tensor, kv_norm: Tensor, position: Tensor, frequencies: Tensor, ring: Keys, *,
    eps: float, kinds: tuple[str, ...] = (),
) -> tuple[Tensor, PackedVectors | None]:  # fmt: skip
    """One step: the normed low-rank vectors [B, R], also packed for `kinds` of rows; the normed, rotated keys go to row
    position mod W of the ring.

    low [B, R] and key [B, C], channels adjacent; ring [B, W, C], plain or as the release keeps it; position [1] int64;
    frequencies [rotated / 2] float32.
    """
    batch, width = key.shape
    rows, scale, s_batch, s_row, s_scale = arrays_of(ring)
    out = torch.empty(batch, low.shape[1], dtype=low.dtype, device=low.device)
    words, packed = empty_packed(batch, low.shape[1], kinds, low.device) if kinds else (None, None)
    _low_and_key[(batch, 2)](
        low, key, q_norm, kv_norm, position, frequencies, out, words, None if packed is None else packed.unit, rows, scale,
        eps, low.stride(0), key.stride(0), rows.shape[1], s_batch, s_row, s_scale,
        LOW=low.shape[1], WIDTH=width, ROTATED=2 * frequencies.shape[0], BLOCK_L=triton.next_power_of_2(low.shape[1]),
        BLOCK=triton.next_power_of_2(width), ORDERS=orders_of(kinds), FORM=form_of(ring),
        SCALES=0 if scale is None else scale.shape[2], num_warps=4, **pdl_options(out),
    )  # fmt: skip
    return out, packed


def step_queries_triton(
    query: Tensor, index: Tensor | None, position: Tensor, frequencies: Tensor, *, heads: int, index_heads: int,
    eps: float, rounded: bool = False,
) -> tuple[Tensor, Tensor | None]:  # fmt: skip
    """One step: queries [B, H * C] normed per head and rotated, the indexer's [B, H_I * C_I] rotated: [B, H, C] each.

    rounded  the indexer's also go through the Hadamard transform and FP4
    """
    batch, width = len(query), query.shape[1] // heads
    out = torch.empty(batch, heads, width, dtype=query.dtype, device=query.device)
    index_width, index_out = 0, None
    if index is not None:
        index_width = index.shape[1] // index_heads
        index_out = torch.empty(batch, index_heads, index_width, dtype=index.dtype, device=index.device)
    _queries[(batch, heads + (index_heads if index is not None else 0))](
        query, index, position, frequencies, out, index_out, heads, index_heads, eps, query.stride(0),
        0 if index is None else index.stride(0), WIDTH=width, INDEX_WIDTH=index_width,
        ROTATED=2 * frequencies.shape[0], BLOCK=triton.next_power_of_2(width),
        INDEX=0 if index is None else triton.next_power_of_2(index_width), FORM="index query" if rounded else "plain",
        num_warps=1 if width <= 512 else 4, **pdl_options(out),
    )  # fmt: skip
    return out, index_out

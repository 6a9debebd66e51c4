"""Triton kernel of the compressor: pooling, norm and rotation of complete blocks in one pass.

Equations 9 to 12 and 20 to 23 of the report; definition in compressor.py (pooling), rms_norm.py and rope.py. One program
makes one entry, a few of its tokens at a time. The softmax runs separately in every channel, so nothing but the
norm needs other channels. Tests: tests/kernels/test_compressor_triton.py.
"""

from __future__ import annotations

import torch
import triton
import triton.language as tl
from torch import Tensor

from dsv4lab.kernels.kv_cache import Kind
from dsv4lab.kernels.kv_cache_triton import arrays_of, form_of, store_vector
from dsv4lab.kernels.quantization_triton import KEPT
from dsv4lab.kernels.rope_triton import turn

# Sources fetched at a time: entries of few tokens are many, entries of many tokens are few; measured in tests/bench.
SHORT = {"BLOCK_S": 8, "STAGES": 1, "num_warps": 4}
LONG = {"BLOCK_S": 16, "STAGES": 3, "num_warps": 8}


@triton.jit
def _sources(p_content, p_gate, p_before_content, p_before_gate, i_batch, i_block, s, blocks, o, m,
             WIDTH: tl.constexpr, RATE: tl.constexpr, OVERLAP: tl.constexpr, BEFORE: tl.constexpr):  # fmt: skip
    """Content and gate [S, C] of sources s [S, 1]: with overlap the first RATE are the block before, in the first half of
    its columns."""
    if OVERLAP:
        row = (i_batch * blocks + i_block - 1) * RATE + s  # s >= RATE reaches into the own block by itself
        o_column = row * 2 * WIDTH + tl.where(s >= RATE, WIDTH, 0) + o
        m_here = m & (i_block * RATE + s >= RATE)  # the first block has none before it here
        b_content = tl.load(p_content + o_column, mask=m_here, other=0.0).to(tl.float32)
        b_gate = tl.load(p_gate + o_column, mask=m_here, other=float("-inf")).to(tl.float32)
        if BEFORE:
            m_before = m & (i_block * RATE + s < RATE)
            o_before = (i_batch * RATE + s) * 2 * WIDTH + o
            b_content += tl.load(p_before_content + o_before, mask=m_before, other=0.0).to(tl.float32)
            b_own = tl.load(p_before_gate + o_before, mask=m_before, other=float("-inf")).to(tl.float32)
            b_gate = tl.maximum(b_gate, b_own)
        return b_content, b_gate
    else:
        o_column = ((i_batch * blocks + i_block) * RATE + s) * WIDTH + o
        b_gate = tl.load(p_gate + o_column, mask=m, other=float("-inf")).to(tl.float32)
        return tl.load(p_content + o_column, mask=m, other=0.0).to(tl.float32), b_gate


@triton.jit(do_not_specialize=["blocks"])
def _pool(
    p_content, p_gate, p_before_content, p_before_gate, p_norm, p_position, p_frequency, p_out, p_scale, p_mean,
    blocks, eps, s_out_b, s_out_n, s_scale_b,
    WIDTH: tl.constexpr, RATE: tl.constexpr, SOURCES: tl.constexpr, ROTATED: tl.constexpr, OVERLAP: tl.constexpr,
    BEFORE: tl.constexpr, MEAN: tl.constexpr, BLOCK: tl.constexpr, BLOCK_S: tl.constexpr, STAGES: tl.constexpr,
    FORM: tl.constexpr, KEPT: tl.constexpr, SCALES: tl.constexpr,
):  # fmt: skip
    i_entry = tl.program_id(0).to(tl.int64)
    i_batch, i_block = i_entry // blocks, i_entry % blocks
    o = tl.arange(0, BLOCK)
    m = o < WIDTH
    # The maximum starts finite: a source that does not exist (-inf) then weighs exp(-inf) = 0.
    b_max = tl.full([BLOCK], -1.0e30, tl.float32)
    b_sum = tl.zeros([BLOCK], tl.float32)
    b_acc = tl.zeros([BLOCK], tl.float32)
    o_s = tl.arange(0, BLOCK_S)
    for at in tl.range(0, SOURCES, BLOCK_S, num_stages=STAGES):
        b_content, b_gate = _sources(
            p_content, p_gate, p_before_content, p_before_gate, i_batch, i_block, at + o_s[:, None], blocks, o[None, :],
            m[None, :] & (at + o_s < SOURCES)[:, None], WIDTH, RATE, OVERLAP, BEFORE,
        )  # fmt: skip
        b_new = tl.maximum(b_max, tl.max(b_gate, 0))
        b_shrink, b_weight = tl.exp(b_max - b_new), tl.exp(b_gate - b_new[None, :])
        b_sum = b_sum * b_shrink + tl.sum(b_weight, 0)
        b_acc = b_acc * b_shrink + tl.sum(b_weight * b_content, 0)
        b_max = b_new
    b_total = tl.where(m, b_sum, 1.0)
    if MEAN:
        for at in range(0, SOURCES, BLOCK_S):
            m_s = at + o_s < SOURCES
            _, b_gate = _sources(
                p_content, p_gate, p_before_content, p_before_gate, i_batch, i_block, at + o_s[:, None], blocks,
                o[None, :], m[None, :] & m_s[:, None], WIDTH, RATE, OVERLAP, BEFORE,
            )  # fmt: skip
            b_weight = tl.exp(b_gate - b_max[None, :]) / b_total[None, :]
            tl.store(p_mean + i_entry * SOURCES + at + o_s, tl.sum(b_weight, 1) / WIDTH, mask=m_s)
    b_x = (b_acc / b_total).to(KEPT).to(tl.float32)
    b_x = b_x * tl.rsqrt(tl.sum(b_x * b_x, 0) / WIDTH + eps) * tl.load(p_norm + o, mask=m, other=0.0).to(tl.float32)
    b_x = turn(b_x.to(KEPT).to(tl.float32), tl.load(p_position + i_block), p_frequency, WIDTH, ROTATED, BLOCK, False)
    store_vector(
        b_x, p_out + i_batch * s_out_b + i_block * s_out_n,
        p_scale + i_batch * s_scale_b + i_block * SCALES if FORM != "plain" else None,
        WIDTH, ROTATED, BLOCK, FORM, KEPT,
    )  # fmt: skip


def pool_entries_triton(
    content: Tensor,
    gate: Tensor,
    previous: tuple[Tensor, Tensor] | None,
    norm_weight: Tensor,
    positions: Tensor,
    frequencies: Tensor,
    *,
    overlap: bool,
    eps: float,
    out: Kind,
    kept: torch.dtype | None = None,
    gate_mean: Tensor | None = None,
) -> Kind:
    """Entries of complete blocks: `pool_blocks`, norm and rotation.

    content, gate  [B, n, m, co * C] with the slot bias already in the gate; previous each [B, m, 2 * C] or None
    norm_weight    [C]; positions [n] of the blocks' first tokens; frequencies [R / 2] float32
    out            [B, n, C], possibly a slice of the cache (channels adjacent), plain or as the release keeps it
    kept           dtype that entries are rounded to; by default that of a plain `out`
    gate_mean      [B, n, sources] float32 or None: the mean over channels of the softmax weights
    """
    batch, blocks, rate, columns = content.shape
    width = columns // 2 if overlap else columns
    if not batch * blocks:
        return out
    rows, scale, s_batch, s_row, s_scale = arrays_of(out)
    before = (None, None) if previous is None else tuple(part.contiguous() for part in previous)
    _pool[(batch * blocks,)](
        content.contiguous(), gate.contiguous(), *before, norm_weight, positions, frequencies, rows, scale, gate_mean,
        blocks, eps, s_batch, s_row, s_scale,
        WIDTH=width, RATE=rate, SOURCES=rate * (2 if overlap else 1), ROTATED=2 * frequencies.shape[0], OVERLAP=overlap,
        BEFORE=overlap and previous is not None, MEAN=gate_mean is not None, BLOCK=triton.next_power_of_2(width),
        FORM=form_of(out), KEPT=KEPT[kept or rows.dtype], SCALES=0 if scale is None else scale.shape[2],
        **(LONG if rate >= 32 else SHORT),
    )  # fmt: skip
    return out

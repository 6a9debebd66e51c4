"""Triton kernel of one decoding step of a compressor: the token's columns enter the block; a full block becomes an entry.

Equations 9 to 12 and 20 to 23 of the report; the whole-prompt kernel is compressor_triton.py. The position is read on the
device, so every step of a captured graph is the same launch. An entry is made every `rate` steps only, and
after it the block's rows move up to be the "block before" of the next. Tests: tests/kernels/test_compressor_step_triton.py.
"""

from __future__ import annotations

import torch
import triton
import triton.language as tl
from torch import Tensor

from dsv4lab.kernels.common.launch_triton import pdl_options, pdl_wait
from dsv4lab.kernels.kv_cache import Keys
from dsv4lab.kernels.kv_cache_triton import arrays_of, form_of, store_vector
from dsv4lab.kernels.quantization_triton import KEPT
from dsv4lab.kernels.rope_triton import turn


@triton.jit
def _step(
    p_new_content, p_new_gate, p_ape, p_content, p_gate, p_norm, p_position, p_halted, p_frequency, p_out, p_scale,
    p_mean, eps, s_content_b, s_gate_b, s_out_b, s_out_n, s_scale_b,
    WIDTH: tl.constexpr, RATE: tl.constexpr, SOURCES: tl.constexpr, ROTATED: tl.constexpr, OVERLAP: tl.constexpr,
    MEAN: tl.constexpr, BLOCK: tl.constexpr, BLOCK_X: tl.constexpr, FORM: tl.constexpr, KEPT: tl.constexpr,
    SCALES: tl.constexpr, PDL: tl.constexpr,
):  # fmt: skip
    pdl_wait(PDL)
    i_batch = tl.program_id(0).to(tl.int64)
    position = tl.load(p_position)
    if tl.load(p_halted) == 0:
        COLUMNS: tl.constexpr = WIDTH * 2 if OVERLAP else WIDTH
        FIRST: tl.constexpr = RATE if OVERLAP else 0
        ROWS: tl.constexpr = RATE * 2 if OVERLAP else RATE
        slot = position % RATE
        p_content += i_batch * ROWS * COLUMNS
        p_gate += i_batch * ROWS * COLUMNS
        o_x = tl.arange(0, BLOCK_X)
        m_x = o_x < COLUMNS
        b_content = tl.load(p_new_content + i_batch * s_content_b + o_x, mask=m_x, other=0.0)
        b_gate = tl.load(p_new_gate + i_batch * s_gate_b + o_x, mask=m_x, other=0.0)
        b_gate += tl.load(p_ape + slot * COLUMNS + o_x, mask=m_x, other=0.0)
        tl.store(p_content + (FIRST + slot) * COLUMNS + o_x, b_content, mask=m_x)
        tl.store(p_gate + (FIRST + slot) * COLUMNS + o_x, b_gate, mask=m_x)
        if slot == RATE - 1:
            tl.debug_barrier()  # the row just written is read by other threads
            o = tl.arange(0, BLOCK)
            m = o < WIDTH
            b_max = tl.full([BLOCK], -1.0e30, tl.float32)
            b_sum = tl.zeros([BLOCK], tl.float32)
            b_acc = tl.zeros([BLOCK], tl.float32)
            for s in range(SOURCES):
                o_column = s * COLUMNS + o
                if OVERLAP:
                    o_column += tl.where(s >= RATE, WIDTH, 0)
                b_g = tl.load(p_gate + o_column, mask=m, other=float("-inf"))
                b_new = tl.maximum(b_max, b_g)
                b_shrink, b_weight = tl.exp(b_max - b_new), tl.exp(b_g - b_new)
                b_sum = b_sum * b_shrink + b_weight
                b_acc = b_acc * b_shrink + b_weight * tl.load(p_content + o_column, mask=m, other=0.0)
                b_max = b_new
            b_total = tl.where(m, b_sum, 1.0)
            if MEAN:
                for s in range(SOURCES):
                    o_column = s * COLUMNS + o
                    if OVERLAP:
                        o_column += tl.where(s >= RATE, WIDTH, 0)
                    b_g = tl.load(p_gate + o_column, mask=m, other=float("-inf"))
                    b_weight = tl.where(m, tl.exp(b_g - b_max) / b_total, 0.0)
                    tl.store(p_mean + i_batch * SOURCES + s, tl.sum(b_weight, 0) / WIDTH)
            b_x = (b_acc / b_total).to(KEPT).to(tl.float32)
            b_root = tl.rsqrt(tl.sum(b_x * b_x, 0) / WIDTH + eps)
            b_x = b_x * b_root * tl.load(p_norm + o, mask=m, other=0.0).to(tl.float32)
            first = position + 1 - RATE
            b_x = turn(b_x.to(KEPT).to(tl.float32), first, p_frequency, WIDTH, ROTATED, BLOCK, False)
            entry = position // RATE
            store_vector(
                b_x, p_out + i_batch * s_out_b + entry * s_out_n,
                p_scale + i_batch * s_scale_b + entry * SCALES if FORM != "plain" else None,
                WIDTH, ROTATED, BLOCK, FORM, KEPT,
            )  # fmt: skip
            if OVERLAP:
                tl.debug_barrier()  # all sources have been read before they move
                for s in range(RATE):
                    b_content = tl.load(p_content + (RATE + s) * COLUMNS + o_x, mask=m_x, other=0.0)
                    b_gate = tl.load(p_gate + (RATE + s) * COLUMNS + o_x, mask=m_x, other=0.0)
                    tl.store(p_content + s * COLUMNS + o_x, b_content, mask=m_x)
                    tl.store(p_gate + s * COLUMNS + o_x, b_gate, mask=m_x)


def compress_step_triton(
    new_content: Tensor,
    new_gate: Tensor,
    ape: Tensor,
    content: Tensor,
    gate: Tensor,
    norm_weight: Tensor,
    position: Tensor,
    halted: Tensor,
    frequencies: Tensor,
    *,
    rate: int,
    overlap: bool,
    eps: float,
    out: Keys,
    kept: torch.dtype | None = None,
    gate_mean: Tensor | None = None,
) -> None:
    """One token of every text: its content and gate (without slot bias), each [B, co * C] float32, columns adjacent.

    ape             [m, co * C]; content, gate [B, rows, co * C] float32: the blocks, changed in place
    position        [1] int64 of this token; halted [1]: not 0 leaves everything as it is
    out             [B, S, C], plain or as the release keeps it: entry position // rate is written when the block is full
    kept            dtype that entries are rounded to; by default that of a plain `out`
    gate_mean       [B, sources] float32 or None: written when the block is full, left alone otherwise
    """
    wide = content.shape[2]
    width = wide // 2 if overlap else wide
    rows, scale, s_batch, s_row, s_scale = arrays_of(out)
    _step[(len(new_content),)](
        new_content, new_gate, ape, content, gate, norm_weight, position, halted, frequencies, rows, scale,
        gate_mean, eps, new_content.stride(0), new_gate.stride(0), s_batch, s_row, s_scale,
        WIDTH=width, RATE=rate, SOURCES=rate * (2 if overlap else 1), ROTATED=2 * frequencies.shape[0], OVERLAP=overlap,
        MEAN=gate_mean is not None, BLOCK=triton.next_power_of_2(width), BLOCK_X=triton.next_power_of_2(wide),
        FORM=form_of(out), KEPT=KEPT[kept or rows.dtype], SCALES=0 if scale is None else scale.shape[2],
        num_warps=4, **pdl_options(new_content),
    )  # fmt: skip

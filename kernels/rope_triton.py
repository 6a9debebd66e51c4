"""Triton kernel of RMS norm and partial, interleaved rotation: every vector is read once and written once.

Section 2.3 of the report; definition in rope.py. `turn` is shared with the compressor's kernel. Channels that
do not turn are pairs too, with angle zero, so one formula serves the whole vector. Tests: tests/kernels/test_rope_triton.py.
"""

from __future__ import annotations

import torch
import triton
import triton.language as tl
from torch import Tensor

from dsv4lab.kernels.kv_cache import StoredKeys
from dsv4lab.kernels.kv_cache_triton import arrays_of, store_vector

HEADS = 4  # of one token in a program; measured in tests/bench/cases.py


def covers_norm_rotate(x: Tensor, weight: Tensor | None, *_: Tensor) -> str | None:
    """Why these tensors are not for this kernel, or None."""
    if x.shape[-1] % 2:
        return f"vectors of {x.shape[-1]} channels have an unpaired one"
    return f"vectors of {x.shape[-1]} channels; at most 8192 are covered" if x.shape[-1] > 8192 else None


@triton.jit
def _turns(
    position, p_frequency, WIDTH: tl.constexpr, ROTATED: tl.constexpr, BLOCK: tl.constexpr, INVERSE: tl.constexpr
):
    """Cosine and sine of every pair's angle, [BLOCK / 2]: position * frequency for the last ROTATED of WIDTH channels."""
    o_pair = tl.arange(0, BLOCK // 2) - (WIDTH - ROTATED) // 2
    m = (o_pair >= 0) & (o_pair < ROTATED // 2)
    angle = position.to(tl.float32) * tl.load(p_frequency + o_pair, mask=m, other=0.0)
    return tl.cos(angle), -tl.sin(angle) if INVERSE else tl.sin(angle)


@triton.jit
def _turned(b_x, b_cos, b_sin, BLOCK: tl.constexpr):
    """[BLOCK] float32 with its pairs turned."""
    b_a, b_b = tl.split(tl.reshape(b_x, [BLOCK // 2, 2]))
    return tl.reshape(tl.join(b_a * b_cos - b_b * b_sin, b_a * b_sin + b_b * b_cos), [BLOCK])


@triton.jit
def turn(
    b_x, position, p_frequency, WIDTH: tl.constexpr, ROTATED: tl.constexpr, BLOCK: tl.constexpr, INVERSE: tl.constexpr
):
    """[BLOCK] float32 with the pairs of its last ROTATED (of WIDTH) channels turned by position * frequency."""
    b_cos, b_sin = _turns(position, p_frequency, WIDTH, ROTATED, BLOCK, INVERSE)
    return _turned(b_x, b_cos, b_sin, BLOCK)


@triton.jit
def _norm_rotate(
    p_x, p_weight, p_position, p_frequency, p_out, p_scale, heads, eps, s_x_t, s_x_h, s_out, s_scale,
    WIDTH: tl.constexpr, ROTATED: tl.constexpr, BLOCK: tl.constexpr, HEADS: tl.constexpr, NORM: tl.constexpr,
    WEIGHT: tl.constexpr, INVERSE: tl.constexpr, FORM: tl.constexpr,
):  # fmt: skip
    """HEADS heads of one token: all are asked for before the first is waited for, and angles are made once."""
    i_t, first = tl.program_id(0).to(tl.int64), tl.program_id(1) * HEADS
    o = tl.arange(0, BLOCK)
    b_heads = ()
    for i in tl.static_range(HEADS):
        p_head = p_x + i_t * s_x_t + (first + i).to(tl.int64) * s_x_h
        b_heads += (tl.load(p_head + o, mask=o < tl.where(first + i < heads, WIDTH, 0), other=0.0),)
    b_weight = 0.0
    if WEIGHT:
        b_weight = tl.load(p_weight + o, mask=o < WIDTH, other=0.0).to(tl.float32)
    b_cos, b_sin = _turns(tl.load(p_position + i_t), p_frequency, WIDTH, ROTATED, BLOCK, INVERSE)
    for i in tl.static_range(HEADS):
        b_x = b_heads[i].to(tl.float32)
        if NORM:
            b_x = b_x * tl.rsqrt(tl.sum(b_x * b_x, 0) / WIDTH + eps)
            if WEIGHT:
                b_x = b_x * b_weight
            b_x = b_x.to(p_x.dtype.element_ty).to(tl.float32)
        b_x = _turned(b_x, b_cos, b_sin, BLOCK)
        row = i_t * heads + first + i
        if first + i < heads:
            store_vector(
                b_x, p_out + row * s_out, p_scale + row * s_scale if FORM == "entry" else None, WIDTH, ROTATED, BLOCK,
                FORM, p_x.dtype.element_ty,
            )  # fmt: skip


def norm_rotate_triton(
    x: Tensor,
    weight: Tensor | None,
    positions: Tensor,
    frequencies: Tensor,
    *,
    eps: float | None,
    inverse: bool = False,
    index: bool = False,
    out: Tensor | None = None,
    stored: StoredKeys | None = None,
) -> Tensor:
    """As `norm_rotate`; positions are read on the device.

    out      [T, H, C], contiguous
    stored   entries [1, T * H, ...] to be written instead, as the release keeps them; then nothing is returned that counts
    index    round as the indexer's queries are rounded: Hadamard transform and FP4
    """
    tokens, heads, width = x.shape
    x = x if x.stride(-1) == 1 else x.contiguous()
    if out is None:
        out = torch.empty(tokens if stored is None else 0, heads, width, dtype=x.dtype, device=x.device)
    rows, scale, _, s_row, _ = arrays_of(out.view(1, -1, width) if stored is None else stored)
    if x.numel():
        block = triton.next_power_of_2(width)
        together = min(HEADS, triton.next_power_of_2(heads))
        _norm_rotate[(tokens, triton.cdiv(heads, together))](
            x, weight, positions, frequencies, rows, scale, heads, 0.0 if eps is None else eps, x.stride(0), x.stride(1),
            s_row, 0 if scale is None else scale.stride(1),
            WIDTH=width, ROTATED=2 * frequencies.shape[0], BLOCK=block, HEADS=together, NORM=eps is not None,
            WEIGHT=weight is not None, INVERSE=inverse,
            FORM="entry" if stored is not None else "index query" if index else "plain",
            num_warps=1 if block <= 512 else 4,
        )  # fmt: skip
    return out

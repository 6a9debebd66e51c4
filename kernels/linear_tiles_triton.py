"""Weights of a stored matrix in registers, for kernels of any width: rows times one vector, or a tile for a block of tokens.

Section 5.2 of the report; the formats are in quantization.py. A vector meets FP4 rows in the order of `spread` (rows) or
`halves` (tiles), since a word or byte of codes holds weights of several inputs. An FP4 code shifted into a float16 is
already a number, 2^-14 times its value, subnormals included; only the scale is left to apply.
Tests: tests/kernels/test_experts_triton.py, tests/kernels/test_linear_triton.py.
"""

from __future__ import annotations

import triton
import triton.language as tl
from torch import Tensor

from dsv4lab.kernels.linear_stored_triton import e8m0
from dsv4lab.kernels.quantization_triton import from_fp4, from_fp8


@triton.jit
def row_dot(
    p_codes, p_scale, p_x, i_expert, o_o, m_o, outputs, inputs,
    KIND: tl.constexpr, BLOCK_O: tl.constexpr, BLOCK_I: tl.constexpr,
):  # fmt: skip
    """[BLOCK_O] float32: rows o_o of one expert's matrix times the vector at p_x (for FP4 in the order of `spread`)."""
    b_acc = tl.zeros([BLOCK_O, BLOCK_I], tl.float32)
    if KIND == "fp4":
        words = inputs // 8  # eight weights in a 32-bit word
        p_words = p_codes.to(tl.pointer_type(tl.int32)) + i_expert * outputs * words
        p_bytes = p_scale + i_expert * outputs * (inputs // 32)
        for at in range(0, words, BLOCK_I):
            o_w = at + tl.arange(0, BLOCK_I)
            m_w = o_w < words
            m = m_o[:, None] & m_w[None, :]
            p_tile = p_words + o_o[:, None] * words + o_w[None, :]
            b_word = tl.load(p_tile, mask=m, other=0, eviction_policy="evict_first")
            b_byte = tl.load(p_bytes + o_o[:, None] * (inputs // 32) + (o_w // 4)[None, :], mask=m, other=0)
            b_part = tl.zeros([BLOCK_O, BLOCK_I], tl.float32)
            for i in tl.static_range(4):
                # Nibbles i and i + 4 of a word sit 16 bits apart: one shift serves the low and the high half.
                b_sign = b_word << (12 - 4 * i)
                b_size = (b_word << (9 - 4 * i)) if i < 3 else (b_word >> 3)
                b_pair = (b_size & 0x0E000E00) | (b_sign & -2147450880)  # 0x80008000
                b_low = b_pair.to(tl.int16).to(tl.float16, bitcast=True).to(tl.float32)
                b_high = (b_pair >> 16).to(tl.int16).to(tl.float16, bitcast=True).to(tl.float32)
                b_part += b_low * tl.load(p_x + i * words + o_w, mask=m_w, other=0.0).to(tl.float32)[None, :]
                b_part += b_high * tl.load(p_x + (i + 4) * words + o_w, mask=m_w, other=0.0).to(tl.float32)[None, :]
            b_acc += b_part * e8m0(b_byte)
        return tl.sum(b_acc, 1) * 16384.0
    else:
        p_row = p_codes + i_expert * outputs * inputs
        for at in range(0, inputs, BLOCK_I):
            o_i = at + tl.arange(0, BLOCK_I)
            m = m_o[:, None] & (o_i < inputs)[None, :]
            b_x = tl.load(p_x + o_i, mask=o_i < inputs, other=0.0).to(tl.float32)
            p_tile = p_row + o_o[:, None] * inputs + o_i[None, :]
            if KIND == "fp8":
                tl.static_assert(BLOCK_I == 128)  # one scale for each row of the block
                b_w = from_fp8(tl.load(p_tile, mask=m, other=0, eviction_policy="evict_first").to(tl.int32))
                tiles = (inputs + 127) // 128
                p_byte = p_scale + i_expert * ((outputs + 127) // 128) * tiles + o_o // 128 * tiles + at // 128
                b_scale = e8m0(tl.load(p_byte, mask=m_o, other=0)) * 256.0
                b_acc += b_w * b_x[None, :] * b_scale[:, None]
            else:
                b_w = tl.load(p_tile, mask=m, other=0.0, eviction_policy="evict_first").to(tl.float32)
                b_acc += b_w * b_x[None, :]
        return tl.sum(b_acc, 1)


@triton.jit
def place(o_o, outputs, KIND: tl.constexpr):
    """Where element o of a vector lies: FP4 rows are read in words of eight, so the eight are kept apart (`spread`)."""
    if KIND == "fp4":
        return o_o % 8 * (outputs // 8) + o_o // 8
    else:
        return o_o


@triton.jit
def weight_tile(
    p_codes, p_scale, i_expert, o_o, m_o, at, half, outputs, inputs, dtype: tl.constexpr,
    KIND: tl.constexpr, BLOCK_I: tl.constexpr,
):  # fmt: skip
    """[BLOCK_I, O] weights: inputs at... of rows o_o; for FP4 the even (half 0) or odd (half 1) ones."""
    if KIND == "fp4":
        o_b = at // 2 + tl.arange(0, BLOCK_I)
        m = (o_b < inputs // 2)[:, None] & m_o[None, :]
        p_byte = p_codes + i_expert * outputs * (inputs // 2) + o_o[None, :] * (inputs // 2) + o_b[:, None]
        b_code = tl.load(p_byte, mask=m, other=0).to(tl.int32) >> (4 * half)
        p_group = p_scale + i_expert * outputs * (inputs // 32) + o_o[None, :] * (inputs // 32) + (o_b // 16)[:, None]
        return (from_fp4(b_code) * (e8m0(tl.load(p_group, mask=m, other=0)) * 16384.0)).to(dtype)
    else:
        o_i = at + tl.arange(0, BLOCK_I)
        m = (o_i < inputs)[:, None] & m_o[None, :]
        p_w = p_codes + i_expert * outputs * inputs + o_o[None, :] * inputs + o_i[:, None]
        if KIND == "fp8":
            tiles = (inputs + 127) // 128
            p_tile = p_scale + i_expert * ((outputs + 127) // 128) * tiles + (o_o // 128)[None, :] * tiles
            b_byte = tl.load(p_tile + (o_i // 128)[:, None], mask=m, other=0)
            return (from_fp8(tl.load(p_w, mask=m, other=0).to(tl.int32)) * (e8m0(b_byte) * 256.0)).to(dtype)
        else:
            return tl.load(p_w, mask=m, other=0.0).to(dtype)


def spread(x: Tensor) -> Tensor:
    """[T, I] with element 8 w + i moved to place i * I / 8 + w: what a word of FP4 weights meets lies I / 8 apart."""
    return x.unflatten(1, (-1, 8)).transpose(1, 2).contiguous()


def halves(x: Tensor) -> Tensor:
    """[T, I] with the even elements first and the odd ones after them: each nibble of the bytes meets one half."""
    return x.unflatten(1, (-1, 2)).transpose(1, 2).contiguous()

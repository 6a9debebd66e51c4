"""Triton kernels that write FP8 and FP4 matrices out in bfloat16, for products of many tokens.

Section 5.2 of the report; definitions in quantization.py. With hundreds of tokens for each matrix it is faster to write the
weights out once and to multiply with the vendor's library than to unpack them again for every block of tokens (README).
Nothing is lost, every FP8 and FP4 weight times its power of two is a bfloat16. Tests:
tests/kernels/test_linear_triton.py.
"""

from __future__ import annotations

import torch
import triton
import triton.language as tl
from torch import Tensor

from dsv4lab.kernels.common.places_triton import moved, place_of
from dsv4lab.kernels.linear_stored_triton import e8m0


@triton.jit
def _fp4_words(p_words, p_scale, p_places, p_out, words, BLOCK: tl.constexpr):
    """Words of eight codes, 16 bytes of results each; rows follow each other without a gap, as their scales do.

    words  of all matrices, or with places of one
    """
    first = tl.program_id(0).to(tl.int64) * BLOCK
    if p_places is not None:
        i_expert = tl.program_id(1).to(tl.int64)
        distance, _ = place_of(p_places, i_expert)
        p_words, p_scale = moved(p_words, distance), moved(p_scale, distance)
        p_out += i_expert * words * 8
    # One word a thread, told as not contiguous: wider loads would have to be rearranged before the stores.
    o = tl.max_contiguous(first + tl.arange(0, BLOCK), 1)
    b_word = tl.load(p_words + o, mask=o < words, other=0)
    b_scale = e8m0(tl.load(p_scale + o // 4, mask=o < words, other=0)) * 16384.0
    b_04 = tl.join(_code(b_word, 0, b_scale), _code(b_word, 4, b_scale))
    b_26 = tl.join(_code(b_word, 2, b_scale), _code(b_word, 6, b_scale))
    b_15 = tl.join(_code(b_word, 1, b_scale), _code(b_word, 5, b_scale))
    b_37 = tl.join(_code(b_word, 3, b_scale), _code(b_word, 7, b_scale))
    b_w = tl.reshape(tl.join(tl.join(b_04, b_26), tl.join(b_15, b_37)), [BLOCK * 8])
    o_w = tl.arange(0, BLOCK * 8)
    tl.store(p_out + first * 8 + o_w, b_w, mask=first + o_w // 8 < words)


@triton.jit
def _code(b_word, i: tl.constexpr, b_scale):
    """Code i of each word, times its scale: shifted into a float16 it is 2^-14 of its value."""
    b_bits = ((b_word >> (4 * i) << 9) & 0x0E00) | ((b_word >> (4 * i) << 12) & 0x8000)
    return (b_bits.to(tl.int16).to(tl.float16, bitcast=True).to(tl.float32) * b_scale).to(tl.bfloat16)


@triton.jit
def _fp8_tiles(p_codes, p_scale, p_places, p_out, outputs, inputs, BLOCK_R: tl.constexpr, BLOCK_T: tl.constexpr):
    tiles = (inputs + 127) // 128
    o_r = tl.program_id(0) * BLOCK_R + tl.arange(0, BLOCK_R)
    o_t = tl.program_id(1) * BLOCK_T + tl.arange(0, BLOCK_T)
    i_expert = tl.program_id(2).to(tl.int64)
    if p_places is not None:
        p_out += i_expert * outputs * inputs
        distance, i_expert = place_of(p_places, i_expert)
        p_codes, p_scale = moved(p_codes, distance), moved(p_scale, distance)
    p_tile = p_scale + (i_expert * ((outputs + 127) // 128) + tl.program_id(0) * BLOCK_R // 128) * tiles + o_t
    b_scale = e8m0(tl.load(p_tile, mask=o_t < tiles, other=0)) * 256.0
    o_i = o_t[:, None] * 128 + tl.arange(0, 128)[None, :]
    o = (i_expert * outputs + o_r)[:, None, None] * inputs + o_i[None, :, :]
    m = (o_r < outputs)[:, None, None] & (o_i < inputs)[None, :, :]
    b_code = tl.load(p_codes + o, mask=m, other=0).to(tl.int32)
    b_bits = ((b_code & 0x7F) << 7) | ((b_code & 0x80) << 8)
    b_w = b_bits.to(tl.int16).to(tl.float16, bitcast=True).to(tl.float32)
    tl.store(p_out + o, b_w * b_scale[None, :, None], mask=m)


@triton.jit
def _gather(p_from, p_places, p_out, count, BLOCK: tl.constexpr):
    """Part of one matrix of `count` elements, from where it lies to its place among all."""
    i_expert = tl.program_id(1).to(tl.int64)
    o = tl.program_id(0).to(tl.int64) * BLOCK + tl.arange(0, BLOCK)
    distance, _ = place_of(p_places, i_expert)
    b_x = tl.load(moved(p_from, distance) + o, mask=o < count, other=0.0)
    tl.store(p_out + i_expert * count + o, b_x, mask=o < count)


def gather_triton(codes: Tensor, places: Tensor, *, out: Tensor | None = None) -> Tensor:
    """[E, O, I] one behind the other, of plain matrices that are scattered; `out` may be a larger flat buffer."""
    experts, count = len(codes), codes[0].numel()
    out = torch.empty(codes.numel(), dtype=codes.dtype, device=codes.device) if out is None else out.view(-1)
    _gather[(triton.cdiv(count, 4096), experts)](codes, places, out, count, BLOCK=4096, num_warps=4)
    return out[: codes.numel()].view(codes.shape)


def dequantize_triton(
    codes: Tensor, scale: Tensor, *, out: Tensor | None = None, places: Tensor | None = None
) -> Tensor:
    """[E, O, I] bfloat16 from codes, scales and places as `StoredMatrix` holds them; `out` may be a larger flat buffer."""
    experts, outputs, columns = codes.shape
    fp4 = codes.dtype != torch.float8_e4m3fn
    inputs = columns * 2 if fp4 else columns
    count = experts * outputs * inputs
    out = torch.empty(count, dtype=torch.bfloat16, device=codes.device) if out is None else out.view(-1)[:count]
    if not count:
        return out.view(experts, outputs, inputs)
    if fp4:
        # A block of words may belong to two matrices, unless they lie apart.
        words = count // 8 if places is None else count // 8 // experts
        grid = (triton.cdiv(words, 512), 1 if places is None else experts)
        _fp4_words[grid](codes.view(torch.int32), scale, places, out, words, BLOCK=512, num_warps=4)
    else:
        _fp8_tiles[(triton.cdiv(outputs, 8), triton.cdiv(inputs, 1024), experts)](
            codes.view(torch.uint8), scale, places, out, outputs, inputs, BLOCK_R=8, BLOCK_T=8, num_warps=4
        )
    return out.view(experts, outputs, inputs)

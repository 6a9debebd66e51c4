"""Triton kernels that write FP8 and FP4 matrices out in bfloat16, for products of many tokens.

Section 5.2 of the report; definitions in quantization.py. With hundreds of tokens for each matrix it is faster to write the
weights out once and to multiply with the vendor's library than to unpack them again for every block of tokens (README).
Surprising: nothing is lost, every FP8 and FP4 weight times its power of two is a bfloat16. Tests:
tests/test_linear_triton.py.
"""

from __future__ import annotations

import torch
import triton
import triton.language as tl
from torch import Tensor

from dsv4lab.kernels.stored_rows_triton import e8m0


@triton.jit
def _fp4_rows(p_codes, p_scale, p_out, rows, groups, BLOCK_R: tl.constexpr, BLOCK_G: tl.constexpr):
    o_r = tl.program_id(0).to(tl.int64) * BLOCK_R + tl.arange(0, BLOCK_R)
    o_g = tl.program_id(1) * BLOCK_G + tl.arange(0, BLOCK_G)
    o_b = tl.program_id(1) * BLOCK_G * 16 + tl.arange(0, BLOCK_G * 16)
    o_w = tl.program_id(1) * BLOCK_G * 32 + tl.arange(0, BLOCK_G * 32)
    m_r = (o_r < rows)[:, None]
    b_scale = tl.load(p_scale + o_r[:, None] * groups + o_g[None, :], mask=m_r & (o_g < groups)[None, :], other=0)
    b_byte = tl.load(
        p_codes + o_r[:, None] * groups * 16 + o_b[None, :], mask=m_r & (o_b < groups * 16)[None, :], other=0
    )
    b_code = b_byte.to(tl.int32)
    b_w = tl.join(_times_2_14(b_code), _times_2_14(b_code >> 4))
    b_w = tl.reshape(b_w, [BLOCK_R, BLOCK_G, 32]) * (e8m0(b_scale) * 16384.0)[:, :, None]
    # Cast before the rearrangement for the store: half the bytes.
    b_w = tl.reshape(b_w.to(tl.bfloat16), [BLOCK_R, BLOCK_G * 32])
    tl.store(p_out + o_r[:, None] * groups * 32 + o_w[None, :], b_w, mask=m_r & (o_w < groups * 32)[None, :])


@triton.jit
def _times_2_14(b_code):
    """Four-bit codes (other bits ignored) -> float32, 2^-14 of their value."""
    b_bits = ((b_code << 9) & 0x0E00) | ((b_code << 12) & 0x8000)
    return b_bits.to(tl.int16).to(tl.float16, bitcast=True).to(tl.float32)


@triton.jit
def _fp8_tiles(p_codes, p_scale, p_out, outputs, inputs, BLOCK_R: tl.constexpr, BLOCK_T: tl.constexpr):
    tiles = (inputs + 127) // 128
    o_r = tl.program_id(0) * BLOCK_R + tl.arange(0, BLOCK_R)
    o_t = tl.program_id(1) * BLOCK_T + tl.arange(0, BLOCK_T)
    i_expert = tl.program_id(2).to(tl.int64)
    p_tile = p_scale + (i_expert * ((outputs + 127) // 128) + tl.program_id(0) * BLOCK_R // 128) * tiles + o_t
    b_scale = e8m0(tl.load(p_tile, mask=o_t < tiles, other=0)) * 256.0
    o_i = o_t[:, None] * 128 + tl.arange(0, 128)[None, :]
    o = (i_expert * outputs + o_r)[:, None, None] * inputs + o_i[None, :, :]
    m = (o_r < outputs)[:, None, None] & (o_i < inputs)[None, :, :]
    b_code = tl.load(p_codes + o, mask=m, other=0).to(tl.int32)
    b_bits = ((b_code & 0x7F) << 7) | ((b_code & 0x80) << 8)
    b_w = b_bits.to(tl.int16).to(tl.float16, bitcast=True).to(tl.float32)
    tl.store(p_out + o, b_w * b_scale[None, :, None], mask=m)


def dequantize_triton(codes: Tensor, scale: Tensor, *, out: Tensor | None = None) -> Tensor:
    """[E, O, I] bfloat16 from codes and scales as `StoredExperts` holds them; `out` may be a larger flat buffer."""
    experts, outputs, columns = codes.shape
    fp4 = codes.dtype != torch.float8_e4m3fn
    inputs = columns * 2 if fp4 else columns
    count = experts * outputs * inputs
    out = torch.empty(count, dtype=torch.bfloat16, device=codes.device) if out is None else out.view(-1)[:count]
    if not count:
        return out.view(experts, outputs, inputs)
    if fp4:
        rows, groups = experts * outputs, inputs // 32
        _fp4_rows[(triton.cdiv(rows, 8), triton.cdiv(groups, 32))](
            codes.view(torch.uint8), scale, out, rows, groups, BLOCK_R=8, BLOCK_G=32, num_warps=4
        )
    else:
        _fp8_tiles[(triton.cdiv(outputs, 8), triton.cdiv(inputs, 1024), experts)](
            codes.view(torch.uint8), scale, out, outputs, inputs, BLOCK_R=8, BLOCK_T=8, num_warps=4
        )
    return out.view(experts, outputs, inputs)

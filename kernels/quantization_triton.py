"""The release's number formats in registers: multipliers, FP8 and FP4 codes, the Hadamard transform; and FP8 inputs.

Section 5.2 of the report; definition in quantization.py, reproduced bit for bit. Codes are made with integer
arithmetic and comparisons, since a conversion rounds differently in Triton's interpreter than on a GPU, and the largest
size of a group is found among bit patterns, whose order also puts what is no number last.
Tests: tests/kernels/test_quantization_triton.py.
"""

from __future__ import annotations

import torch
import triton
import triton.language as tl
from torch import Tensor

from dsv4lab.kernels.common.dot_triton import INTERPRETED
from dsv4lab.kernels.common.group_sizes import ACTIVATION_GROUP
from dsv4lab.kernels.common.launch_triton import pdl_options, pdl_wait
from dsv4lab.kernels.linear_stored_triton import e8m0

KEPT = {torch.bfloat16: tl.bfloat16, torch.float16: tl.float16, torch.float32: tl.float32}


@triton.jit
def rounded(b_x, KEPT: tl.constexpr):
    """float32 rounded to KEPT (ties to even), as float32; the interpreter would cut instead."""
    if INTERPRETED and tl.bfloat16 == KEPT:
        bits = b_x.to(tl.int32, bitcast=True)
        return ((bits + 0x7FFF + ((bits >> 16) & 1)) & -65536).to(tl.float32, bitcast=True)
    return b_x.to(KEPT).to(tl.float32)


@triton.jit
def sizes(b_x):
    """float32 without its sign, as bit patterns: int32 in the same order."""
    return b_x.to(tl.int32, bitcast=True) & 0x7FFFFFFF


@triton.jit
def fp8_byte(largest):
    """E8M0 byte of a group from the bit pattern of its largest size: of 2^ceil(log2(max(size, 1e-4) / 448))."""
    bits = tl.maximum(largest, 0x38D1B717)  # 1e-4
    exponent = bits >> 23
    byte = exponent - 8 + ((bits & 0x7FFFFF) > 0x600000).to(tl.int32)
    return tl.where(exponent == 255, 255, byte)


@triton.jit
def fp4_byte(largest):
    """The same of 2^ceil(log2(max(size, 6 * 2^-126) / 6))."""
    bits = tl.maximum(largest, 0x01C00000)  # 6 * 2^-126
    exponent = bits >> 23
    byte = exponent - 2 + ((bits & 0x7FFFFF) > 0x400000).to(tl.int32)
    return tl.where(exponent == 255, 255, byte)


@triton.jit
def fp8_code(b_x):
    """Nearest e4m3 code (ties to even, saturating) of float32 values, int32."""
    b_size = tl.minimum(tl.abs(b_x), 448.0)
    bits = b_size.to(tl.int32, bitcast=True)
    b_normal = ((bits + 0x7FFFF + ((bits >> 20) & 1)) >> 20) - 960  # exponent bias 127 becomes 7
    # Below 2^-6 codes are multiples of 2^-9, which is the last place of a number near 2^14.
    b_small = (b_size + 16384.0).to(tl.int32, bitcast=True) - 0x46800000
    return tl.where(b_size < 0.015625, b_small, b_normal) | ((b_x.to(tl.int32, bitcast=True) >> 24) & 0x80)


@triton.jit
def fp4_code(b_x):
    """Nearest e2m1 code (ties to the even code, saturating) of float32 values, int32."""
    b_size = tl.abs(b_x)
    b_code = (b_size > 0.25).to(tl.int32) + (b_size >= 0.75).to(tl.int32) + (b_size > 1.25).to(tl.int32)
    b_code += (b_size >= 1.75).to(tl.int32) + (b_size > 2.5).to(tl.int32) + (b_size >= 3.5).to(tl.int32)
    return b_code + (b_size > 5.0).to(tl.int32) + ((b_x.to(tl.int32, bitcast=True) >> 28) & 8)


@triton.jit
def from_fp8(b_code):
    """e4m3 codes (int32) -> float32, 2^-8 of their value."""
    b_bits = ((b_code & 0x7F) << 7) | ((b_code & 0x80) << 8)
    return b_bits.to(tl.int16).to(tl.float16, bitcast=True).to(tl.float32)


@triton.jit
def from_fp4(b_code):
    """e2m1 codes (int32, bits above the fourth ignored) -> float32, 2^-14 of their value."""
    b_bits = ((b_code << 9) & 0x0E00) | ((b_code << 12) & 0x8000)
    return b_bits.to(tl.int16).to(tl.float16, bitcast=True).to(tl.float32)


@triton.jit
def through_fp8(b_x):
    """Rows [G, N] float32 to FP8 and back; each row shares a multiplier."""
    byte = fp8_byte(tl.max(sizes(b_x), 1))
    b_code = fp8_code(b_x * e8m0(254 - byte)[:, None])
    return from_fp8(b_code) * (e8m0(byte) * 256.0)[:, None]


@triton.jit
def hadamard(b_x, WIDTH: tl.constexpr):
    """Orthonormal Walsh-Hadamard transform of [WIDTH] float32 (at most 256), with the sums in the definition's order.

    Each pass adds and subtracts neighbours and moves sums to the front, so the next pass meets the next bit of the index.
    """
    for i in tl.static_range(8):
        if (1 << i) < WIDTH:
            b_even, b_odd = tl.split(tl.reshape(b_x, [WIDTH // 2, 2]))
            b_x = tl.reshape(tl.trans(tl.join(b_even + b_odd, b_even - b_odd)), [WIDTH])
    return b_x * (WIDTH**-0.5)


@triton.jit
def _simulate(
    p_x, p_out, s_x, s_out,
    WIDTH: tl.constexpr, PLANES: tl.constexpr, GROUP: tl.constexpr, GROUPS: tl.constexpr, PDL: tl.constexpr,
):  # fmt: skip
    """Some groups of one row through FP8 and back; channel c lies at c mod PLANES * (WIDTH / PLANES) + c / PLANES."""
    pdl_wait(PDL)
    i_row = tl.program_id(0).to(tl.int64)
    o_group = tl.program_id(1) * GROUPS + tl.arange(0, GROUPS)
    o = o_group[:, None] * GROUP + tl.arange(0, GROUP)[None, :]
    o_at = o % PLANES * (WIDTH // PLANES) + o // PLANES
    b_x = tl.load(p_x + i_row * s_x + o_at, mask=o < WIDTH, other=0.0).to(tl.float32)
    tl.store(p_out + i_row * s_out + o_at, through_fp8(b_x), mask=o < WIDTH)


def simulate_fp8_triton(x: Tensor, *, planes: int = 1, out: Tensor | None = None) -> Tensor:
    """x [T, I] as `simulate_fp8(x, 128)` returns it; channels adjacent, `out` may be x itself.

    planes  the channels of a row lie in that many pieces: channel c at c mod planes * (I / planes) + c / planes
    """
    tokens, width = x.shape
    out = torch.empty_like(x, memory_format=torch.contiguous_format) if out is None else out
    if out.numel():
        groups = min(8, triton.next_power_of_2(triton.cdiv(width, ACTIVATION_GROUP)))
        _simulate[(tokens, triton.cdiv(width, groups * ACTIVATION_GROUP))](
            x, out, x.stride(0), out.stride(0),
            WIDTH=width, PLANES=planes, GROUP=ACTIVATION_GROUP, GROUPS=groups, num_warps=4, **pdl_options(x),
        )  # fmt: skip
    return out

"""Sixteen rows of a matrix stored in FP4 or FP8 times one vector, on the matrix units: the heart of decoding one token.

Section 5.2 of the report stores experts in FP4 and most of the trunk in FP8. Time is the bytes of the weights, if two things
hold: enough of them are under way (here 128 bytes a thread at a time, the first of them before the vector is there), and
unpacking is cheap (11 integer instructions for eight FP4 weights, four of them shifts that run beside the others; products
and sums cost almost nothing because `mma` does them). The arrangement over threads, and the PTX that makes it, is in
common/ptx.py. An FP4 code shifted into a float16 is already a number, 2^-14 times its value,
subnormals included.
Tests: tests/kernels/test_experts_triton.py, tests/kernels/test_linear_triton.py; the interpreter has no PTX and sums
the same weights one by one.
"""

from __future__ import annotations

import triton
import triton.language as tl

from dsv4lab.kernels.common.dot_triton import INTERPRETED
from dsv4lab.kernels.common.launch_triton import pdl_launch_next, pdl_wait_only
from dsv4lab.kernels.common.ptx import fetch, multiply
from dsv4lab.kernels.linear_packed_triton import packed_place

STRETCH = 256  # bytes of each of its rows that a warp reads at a time
# Multiprocessors of a Hopper GPU, about as many warps as they run at once; measured in tests/bench/block_sizes.py.
SPREAD = {"programs": 132, "warps": 3000}
(FETCH_FP4, FETCH_ARGS), (FETCH_FP8, _) = ((tl.constexpr(text) for text in fetch(kind)) for kind in ("fp4", "fp8"))
(FP4, FP4_ARGS), (FP8, FP8_ARGS) = ((tl.constexpr(text) for text in multiply(kind)) for kind in ("fp4", "fp8"))
WORDS, SUMS_4, SUMS_2 = (tl.constexpr(types) for types in ((tl.int64,) * 16, (tl.float32,) * 4, (tl.float32,) * 2))


@triton.jit
def e8m0(b_byte):
    """2^(byte - 127) as float32, 0 being the subnormal 2^-127; 255 (not a number) comes out infinite."""
    b_exponent = b_byte.to(tl.int32)
    return tl.maximum(b_exponent << 23, 0x400000).to(tl.float32, bitcast=True)


@triton.jit
def _begin(codes, scale, i_expert, first, lane, warp, outputs, inputs, KIND: tl.constexpr):
    """Addresses where a thread's part of rows first + g and first + 8 + g begins in its warp's first stretch.

    codes, scale  addresses of the matrices and of their scales; they and `first` may differ from warp to warp
    """
    g, t = lane // 4, lane % 4
    row_a = tl.minimum(first + g, outputs - 1) + i_expert * outputs
    row_b = tl.minimum(first + 8 + g, outputs - 1) + i_expert * outputs
    if KIND == "fp4":
        codes += warp * 256 + t // 2 * 64 + t % 2 * 16
        scale += warp * 16 + t * 4
        bytes, groups = inputs // 2, inputs // 32
        return codes + row_a * bytes, codes + row_b * bytes, scale + row_a * groups, scale + row_b * groups
    else:
        tiles = (inputs + 127) // 128  # sixteen consecutive rows share a tile of scales
        codes += warp * 256 + t * 16
        scale += (i_expert * ((outputs + 127) // 128) + tl.minimum(first, outputs - 1) // 128) * tiles + warp * 2 + t
        return codes + row_a * inputs, codes + row_b * inputs, scale, scale


@triton.jit
def _fetch(begin, at, lane, warp, inputs, KIND: tl.constexpr):
    """The weights and scales of stretch `at` + warp, if the rows are that long: fetched, not yet waited for."""
    p_a, p_b, p_sa, p_sb = begin
    t = lane % 4
    if KIND == "fp4":
        left = inputs // 2 - (at + warp) * 256 - (t // 2 * 64 + t % 2 * 16)
        m = (at + warp) * 16 + t * 4 < inputs // 32
        b_sa = tl.load((p_sa + at * 16).to(tl.pointer_type(tl.int32)), mask=m, other=0)
        b_sb = tl.load((p_sb + at * 16).to(tl.pointer_type(tl.int32)), mask=m, other=0)
    else:
        left = inputs - (at + warp) * 256 - t * 16
        m = (t < 2) & ((at + warp) * 2 + t < (inputs + 127) // 128)
        b_sa = tl.load((p_sa + at * 2).to(tl.pointer_type(tl.uint8)), mask=m, other=0).to(tl.int32)
        b_sb = b_sa
    if INTERPRETED:
        words = (p_a + at * 256, p_b + at * 256)  # addresses; `_add` reads the weights itself
    else:
        words = tl.inline_asm_elementwise(
            FETCH_FP4 if KIND == "fp4" else FETCH_FP8, FETCH_ARGS, [p_a + at * 256, p_b + at * 256, left],
            dtype=WORDS, is_pure=False, pack=1,
        )  # fmt: skip
    return words, b_sa, b_sb


@triton.jit
def _scale(b_word, PLACE: tl.constexpr):
    """`e8m0` of byte PLACE of a word."""
    b_exponent = (b_word << (23 - 8 * PLACE)) if PLACE < 3 else (b_word >> 1)
    return tl.maximum(b_exponent & 0x7F800000, 0x400000).to(tl.float32, bitcast=True)


@triton.jit
def _add(fetched, b_a, b_b, p_x, at, lane, warp, inputs, KIND: tl.constexpr):
    """(b_a, b_b) plus what was fetched of stretch `at` + warp times its part of the packed vector at address p_x."""
    g, t = lane // 4, lane % 4
    words, b_sa, b_sb = fetched
    stretch = at + warp
    if INTERPRETED:
        b_a += _emulated(words[0], p_x, stretch, t, b_sa, inputs, KIND)
        b_b += _emulated(words[1], p_x, stretch, t, b_sb, inputs, KIND)
    elif KIND == "fp4":
        o_group = g // 4 * 8 + t // 2 * 4
        own = ((g % 4 == t) & (stretch * 16 + o_group < inputs // 32)).to(tl.int32)
        p_own = p_x + stretch * 1024 + (o_group + t % 2) * 64
        for half in tl.static_range(2):
            vector = (p_own + half * 128, own, t // 2)
            c0, c1, c2, c3 = tl.inline_asm_elementwise(
                FP4, FP4_ARGS, words[8 * half : 8 * half + 8] + vector,
                dtype=SUMS_4, is_pure=False, pack=1,
            )  # fmt: skip
            b_a += c0 * _scale(b_sa, 2 * half) + c1 * _scale(b_sa, 2 * half + 1)
            b_b += c2 * _scale(b_sb, 2 * half) + c3 * _scale(b_sb, 2 * half + 1)
    else:
        own = ((g < 4) & (stretch * 256 + (4 * g + t) * 16 < inputs)).to(tl.int32)
        vector = (p_x + stretch * 512 + (4 * g + t) * 32, own, t % 2)
        c0, c1 = tl.inline_asm_elementwise(FP8, FP8_ARGS, words + vector, dtype=SUMS_2, is_pure=False, pack=1)
        b_a += c0 * _scale(b_sa, 0)
        b_b += c1 * _scale(b_sb, 0)
    return b_a, b_b


@triton.jit
def _emulated(p_row, p_x, stretch, t, b_scale, inputs, KIND: tl.constexpr):
    """The interpreter's version of a thread's sums over one stretch of one row."""
    b_sum = tl.zeros(p_row.shape, tl.float32)
    for group in tl.static_range(4):
        if KIND == "fp4":
            # Thread t holds groups 4 t to 4 t + 3; p_row is the place it reads from.
            o = (4 * t + group)[:, None] * 32 + tl.arange(0, 32)[None, :]
            m = stretch[:, None] * 512 + o < inputs
            p_code = (p_row - (t // 2 * 64 + t % 2 * 16))[:, None] + o // 2
            b_code = tl.load(p_code.to(tl.pointer_type(tl.uint8)), mask=m, other=0).to(tl.int32) >> (4 * (o % 2))
            b_bits = ((b_code << 9) & 0x0E00) | ((b_code << 12) & 0x8000)
            b_one = e8m0((b_scale >> (8 * group)) & 255)
            o = stretch[:, None] * 512 + o
        else:
            o = t[:, None] * 128 + group * 32 + tl.arange(0, 32)[None, :]
            m = (t < 2)[:, None] & (stretch[:, None] * 256 + o < inputs)
            p_code = (p_row - t * 16)[:, None] + o
            b_code = tl.load(p_code.to(tl.pointer_type(tl.uint8)), mask=m, other=0).to(tl.int32)
            b_bits = ((b_code & 0x7F) << 7) | ((b_code & 0x80) << 8)
            b_one = e8m0(b_scale) * 256.0
            o = stretch[:, None] * 256 + o
        b_w = b_bits.to(tl.int16).to(tl.float16, bitcast=True).to(tl.float32)
        p_place = (p_x + packed_place(o, KIND) * 2).to(tl.pointer_type(tl.float16))
        b_sum += tl.sum(b_w * tl.load(p_place, mask=m, other=0.0).to(tl.float32), 1) * b_one
    return b_sum


@triton.jit
def rows_times(
    codes, scale, i_expert, first, p_x, p_unit, p_weight, outputs, inputs, lane, warp,
    KIND: tl.constexpr, GROUPS: tl.constexpr, SHARE: tl.constexpr, ROUNDS: tl.constexpr, PDL: tl.constexpr,
    READY: tl.constexpr,
):  # fmt: skip
    """[GROUPS, 8, 2] float32: rows first + g and first + 8 + g times the vector at p_x, for each group of SHARE warps.

    Beside it the numbers at p_unit and p_weight, asked for as soon as inputs are there.
    codes, scale  addresses; they and `first` may differ from group to group. Unless inputs are READY, they are waited
                  for after the first fetch: only weights and i_expert are touched before.
    """
    begin = _begin(codes, scale, i_expert, first, lane, warp, outputs, inputs, KIND)
    fetched = _fetch(begin, 0, lane, warp, inputs, KIND)
    pdl_wait_only(PDL and not READY)
    pdl_launch_next(PDL)
    unit, weight, p_vector = tl.load(p_unit), tl.load(p_weight), p_x.to(tl.int64)
    b_a = tl.zeros([32 * SHARE * GROUPS], tl.float32)
    b_b = b_a
    for i in range(ROUNDS - 1):
        b_a, b_b = _add(fetched, b_a, b_b, p_vector, i * SHARE, lane, warp, inputs, KIND)
        fetched = _fetch(begin, (i + 1) * SHARE, lane, warp, inputs, KIND)
        pdl_launch_next(PDL)  # only to keep the fetches here, before the sums
    b_a, b_b = _add(fetched, b_a, b_b, p_vector, (ROUNDS - 1) * SHARE, lane, warp, inputs, KIND)
    b_sum = tl.sum(tl.sum(tl.reshape(tl.join(b_a, b_b), [GROUPS, SHARE, 8, 4, 2]), 3), 1)
    factor: tl.constexpr = 16384.0 if KIND == "fp4" else 1.0  # FP4 codes were read as 2^-14 of their value
    return b_sum * factor, unit, weight


def shared_out(kind: str, inputs: int, tiles: int, groups: int = 0) -> dict[str, int]:
    """How a program's warps share the work, given how many times sixteen rows there are.

    SHARE warps work on the same rows, each on ROUNDS stretches of them: as many as it takes to fill the device, but with
    two rounds if possible, since a warp that computes has nothing under way. GROUPS of sixteen rows, unless told.
    """
    stretches = triton.cdiv(inputs // 2 if kind == "fp4" else inputs, STRETCH)
    most, share = min(triton.next_power_of_2(stretches), 16 if tiles < SPREAD["programs"] and not groups else 8), 1
    while share < most and (share == 1 or share * tiles < SPREAD["warps"]):
        share *= 2
    groups = groups or (2 if share == 8 else 1)
    return {"GROUPS": groups, "SHARE": share, "ROUNDS": triton.cdiv(stretches, share), "num_warps": groups * share}

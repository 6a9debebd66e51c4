"""Sixteen rows of a matrix stored in FP4 or FP8 times one vector, on the matrix units: the heart of decoding one token.

Section 5.2 of the report stores experts in FP4 and most of the trunk in FP8. Time is the bytes of the weights, if two things
hold: enough of them are under way (here 128 bytes a thread, all that most rows have, before anything is waited for), and
unpacking is cheap (11 integer instructions for eight FP4 weights; products and sums cost almost nothing because `mma` does
them). The arrangement over threads, and the PTX that makes it, is in row_fragments_triton.py. Surprising: an FP4 code
shifted into a float16 is already a number, 2^-14 times its value, subnormals included. Tests: tests/test_experts_triton.py,
tests/test_linear_triton.py; the interpreter has no PTX and sums the same weights one by one.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
import triton
import triton.language as tl
from torch import Tensor

from dsv4lab.errors import ShapeError
from dsv4lab.kernels.dot_triton import INTERPRETED
from dsv4lab.kernels.launch_triton import early, inputs_ready, let_next_start, wait_for_inputs
from dsv4lab.kernels.row_fragments_triton import fetch, multiply

STRETCH = 256  # bytes of each of its rows that a warp reads at a time
_FETCH = {kind: fetch(kind) for kind in ("fp4", "fp8")}
_MULTIPLY = {(kind, tiles): multiply(kind, tiles) for kind in ("fp4", "fp8") for tiles in (1, 2)}
FETCH_FP4, FETCH_FP8, FETCH_ARGS = (tl.constexpr(text) for text in (_FETCH["fp4"][0], *_FETCH["fp8"]))
FP4, FP4_ARGS = (tl.constexpr(text) for text in _MULTIPLY["fp4", 1])
FP8, FP8_ARGS = (tl.constexpr(text) for text in _MULTIPLY["fp8", 1])
FP4_TWO, FP4_TWO_ARGS = (tl.constexpr(text) for text in _MULTIPLY["fp4", 2])
FP8_TWO, FP8_TWO_ARGS = (tl.constexpr(text) for text in _MULTIPLY["fp8", 2])
WORDS = tl.constexpr((tl.int64,) * 16)
SUMS_2, SUMS_4, SUMS_8 = (tl.constexpr((tl.float32,) * count) for count in (2, 4, 8))


@triton.jit
def e8m0(b_byte):
    """2^(byte - 127) as float32, 0 being the subnormal 2^-127; 255 (not a number) comes out infinite."""
    b_exponent = b_byte.to(tl.int32)
    return tl.maximum(b_exponent << 23, 0x400000).to(tl.float32, bitcast=True)


@triton.jit
def packed_place(o, KIND: tl.constexpr):
    """Where element o of a vector lies: FP4 words give up elements (0, 4), (2, 6), (1, 5), (3, 7); FP8 keeps the order."""
    if KIND == "fp4":
        o_in = o % 8
        o_pair = o_in % 4
        return o // 8 * 8 + (o_pair % 2 * 2 + o_pair // 2) * 2 + o_in // 4
    else:
        return o


@triton.jit
def _begin(p_codes, p_scale, i_expert, first, lane, warp, outputs, inputs, KIND: tl.constexpr):
    """Where a thread's part of rows first + g and first + 8 + g begins in its warp's first stretch: weights, scales."""
    g, t = lane // 4, lane % 4
    row_a = tl.minimum(first + g, outputs - 1).to(tl.int64)
    row_b = tl.minimum(first + 8 + g, outputs - 1).to(tl.int64)
    if KIND == "fp4":
        p_row = p_codes.to(tl.int64) + i_expert * outputs * (inputs // 2) + warp * 256 + t // 2 * 64 + t % 2 * 16
        p_group = p_scale + i_expert * outputs * (inputs // 32) + warp * 16 + t * 4
        return (
            p_row + row_a * (inputs // 2), p_row + row_b * (inputs // 2),
            p_group + row_a * (inputs // 32), p_group + row_b * (inputs // 32),
        )  # fmt: skip
    else:
        tiles = (inputs + 127) // 128  # sixteen consecutive rows share a tile of scales
        p_row = p_codes.to(tl.int64) + i_expert * outputs * inputs + warp * 256 + t * 16
        p_tile = p_scale + (i_expert * ((outputs + 127) // 128) + row_a // 128) * tiles + warp * 2 + t
        return p_row + row_a * inputs, p_row + row_b * inputs, p_tile, p_tile


@triton.jit
def _fetch(begin, at, lane, warp, inputs, KIND: tl.constexpr):
    """The weights and scales of stretch `at` + warp, if the rows are that long: fetched, not yet waited for."""
    p_a, p_b, p_sa, p_sb = begin
    t = lane % 4
    if KIND == "fp4":
        left = inputs // 2 - (at + warp) * 256 - (t // 2 * 64 + t % 2 * 16)
        m = (at + warp) * 16 + t * 4 < inputs // 32
        b_sa = tl.load((p_sa + at * 16).to(tl.pointer_type(tl.uint32)), mask=m, other=0)
        b_sb = tl.load((p_sb + at * 16).to(tl.pointer_type(tl.uint32)), mask=m, other=0)
    else:
        left = inputs - (at + warp) * 256 - t * 16
        m = (t < 2) & ((at + warp) * 2 + t < (inputs + 127) // 128)
        b_sa = tl.load(p_sa + at * 2, mask=m, other=0)
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
def _own_groups(b_a, b_b, c, half, b_sa, b_sb):
    """(b_a, b_b) plus two groups of each row times their scales; the FP4 codes are 2^-14 of their value."""
    b_a += c[0] * e8m0((b_sa >> 16 * half) & 255) + c[1] * e8m0((b_sa >> (16 * half + 8)) & 255)
    b_b += c[2] * e8m0((b_sb >> 16 * half) & 255) + c[3] * e8m0((b_sb >> (16 * half + 8)) & 255)
    return b_a, b_b


@triton.jit
def _add(one, two, sums, p_x, at, lane, warp, inputs, KIND: tl.constexpr, TILES: tl.constexpr):
    """`sums` plus what was fetched of stretch `at` + warp times its part of the packed vector at address p_x."""
    g, t = lane // 4, lane % 4
    b_a, b_b, b_c, b_d = sums
    w1, b_sa, b_sb = one
    w2, b_sc, b_sd = two
    stretch = at + warp
    if INTERPRETED:
        b_a += _emulated(w1[0], p_x, stretch, t, b_sa, inputs, KIND)
        b_b += _emulated(w1[1], p_x, stretch, t, b_sb, inputs, KIND)
        if TILES == 2:
            b_c += _emulated(w2[0], p_x, stretch, t, b_sc, inputs, KIND)
            b_d += _emulated(w2[1], p_x, stretch, t, b_sd, inputs, KIND)
    elif KIND == "fp4":
        o_group = g // 4 * 8 + t // 2 * 4
        own = ((g % 4 == t) & (stretch * 16 + o_group < inputs // 32)).to(tl.int32)
        second = t // 2
        p_own = p_x + stretch * 1024 + (o_group + t % 2) * 64
        for half in tl.static_range(2):
            p_half = p_own + half * 128
            if TILES == 2:
                c = tl.inline_asm_elementwise(
                    FP4_TWO, FP4_TWO_ARGS, w1[8 * half : 8 * half + 8] + w2[8 * half : 8 * half + 8] + (p_half, own, second),
                    dtype=SUMS_8, is_pure=False, pack=1,
                )  # fmt: skip
                b_c, b_d = _own_groups(b_c, b_d, c[4:8], half, b_sc, b_sd)
            else:
                c = tl.inline_asm_elementwise(
                    FP4, FP4_ARGS, w1[8 * half : 8 * half + 8] + (p_half, own, second),
                    dtype=SUMS_4, is_pure=False, pack=1,
                )  # fmt: skip
            b_a, b_b = _own_groups(b_a, b_b, c, half, b_sa, b_sb)
    else:
        own = ((g < 4) & (stretch * 256 + (4 * g + t) * 16 < inputs)).to(tl.int32)
        second = t % 2
        p_own = p_x + stretch * 512 + (4 * g + t) * 32
        if TILES == 2:
            c = tl.inline_asm_elementwise(
                FP8_TWO, FP8_TWO_ARGS, w1 + w2 + (p_own, own, second), dtype=SUMS_4, is_pure=False, pack=1
            )
            b_c += c[2] * e8m0(b_sc)
            b_d += c[3] * e8m0(b_sd)
        else:
            c = tl.inline_asm_elementwise(FP8, FP8_ARGS, w1 + (p_own, own, second), dtype=SUMS_2, is_pure=False, pack=1)
        b_a += c[0] * e8m0(b_sa)
        b_b += c[1] * e8m0(b_sb)
    return b_a, b_b, b_c, b_d


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
            b_one = e8m0((b_scale >> 8 * group) & 255)
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
    one, two, i_expert, first, p_x, outputs, inputs,
    KIND: tl.constexpr, TILES: tl.constexpr, WARPS: tl.constexpr, ROUNDS: tl.constexpr, EARLY: tl.constexpr,
    READY: tl.constexpr,
):  # fmt: skip
    """[8, 2] float32 for one or two matrices (codes, scales): rows first + g and first + 8 + g times the vector at p_x.

    Unless inputs are READY, they are waited for after the first fetch: only weights and i_expert are touched before.
    """
    o_thread = tl.arange(0, 32 * WARPS)
    lane, warp = o_thread % 32, o_thread // 32
    begin_1 = _begin(one[0], one[1], i_expert, first, lane, warp, outputs, inputs, KIND)
    begin_2 = begin_1
    if TILES == 2:
        begin_2 = _begin(two[0], two[1], i_expert, first, lane, warp, outputs, inputs, KIND)
    fetched_1 = _fetch(begin_1, 0, lane, warp, inputs, KIND)
    fetched_2 = fetched_1
    if TILES == 2:
        fetched_2 = _fetch(begin_2, 0, lane, warp, inputs, KIND)
    wait_for_inputs(EARLY and not READY)
    let_next_start(EARLY)
    p_vector = p_x.to(tl.int64)
    b_0 = tl.zeros([32 * WARPS], tl.float32)
    sums = (b_0, b_0, b_0, b_0)
    for i in range(ROUNDS - 1):
        sums = _add(fetched_1, fetched_2, sums, p_vector, i * WARPS, lane, warp, inputs, KIND, TILES)
        fetched_1 = _fetch(begin_1, (i + 1) * WARPS, lane, warp, inputs, KIND)
        if TILES == 2:
            fetched_2 = _fetch(begin_2, (i + 1) * WARPS, lane, warp, inputs, KIND)
        else:
            fetched_2 = fetched_1
        let_next_start(EARLY)  # only to keep the fetches here, before the sums
    b_a, b_b, b_c, b_d = _add(
        fetched_1, fetched_2, sums, p_vector, (ROUNDS - 1) * WARPS, lane, warp, inputs, KIND, TILES
    )
    factor: tl.constexpr = 16384.0 if KIND == "fp4" else 1.0
    b_one = tl.sum(tl.sum(tl.reshape(tl.join(b_a, b_b), [WARPS, 8, 4, 2]), 2), 0) * factor
    if TILES == 2:
        return b_one, tl.sum(tl.sum(tl.reshape(tl.join(b_c, b_d), [WARPS, 8, 4, 2]), 2), 0) * factor
    else:
        return b_one, b_one


def shared_out(kind: str, inputs: int, most: int = 16) -> dict[str, int]:
    """Over how many warps a row's stretches are shared out, and how many each of them gets."""
    stretches = triton.cdiv(inputs // 2 if kind == "fp4" else inputs, STRETCH)
    warps = min(most, triton.next_power_of_2(stretches))
    return {"WARPS": warps, "ROUNDS": triton.cdiv(stretches, warps), "num_warps": warps}


@triton.jit
def _pack(
    p_x, p_words, p_unit, s_x, WIDTH: tl.constexpr, BLOCK: tl.constexpr, ORDERS: tl.constexpr, EARLY: tl.constexpr
):
    """One vector as float16 in the order(s) asked for, times the power of two that brings its largest size below 2^15."""
    inputs_ready(EARLY)
    i_t = tl.program_id(0).to(tl.int64)
    o = tl.arange(0, BLOCK)
    b_x = tl.load(p_x + i_t * s_x + o, mask=o < WIDTH, other=0.0).to(tl.float32)
    up, down = power_below(tl.max(tl.abs(b_x), 0))
    tl.store(p_unit + i_t, down)
    b_x = (b_x * up).to(tl.float16)
    p_row = p_words + i_t * WIDTH
    if ORDERS % 2 == 1:
        tl.store(p_row + packed_place(o, "fp4"), b_x, mask=o < WIDTH)
    if ORDERS >= 2:
        tl.store(p_row + (ORDERS - 2) * tl.num_programs(0).to(tl.int64) * WIDTH + o, b_x, mask=o < WIDTH)


@triton.jit
def power_below(largest):
    """(2^n, 2^-n) with largest * 2^n in [2^14, 2^15), as far as float32 goes."""
    exponent = tl.minimum(tl.maximum((largest.to(tl.int32, bitcast=True) >> 23) & 255, 20), 250)
    return ((268 - exponent) << 23).to(tl.float32, bitcast=True), ((exponent - 14) << 23).to(tl.float32, bitcast=True)


class PackedVectors(NamedTuple):
    """Vectors as `add_rows` reads them.

    fp4, fp8  [T, I] float16 in the order for FP4 or FP8 rows, or None; values times a power of two
    unit      [T] float32: multiply by it
    """

    fp4: Tensor | None
    fp8: Tensor | None
    unit: Tensor

    def of(self, kind: str) -> Tensor:
        """The order for one kind of rows."""
        words = self.fp4 if kind == "fp4" else self.fp8
        if words is None:
            raise ShapeError(f"the vectors were not packed for {kind} rows; name it in pack_vectors(x, kinds).")
        return words


def pack_vectors(x: Tensor, kinds: tuple[str, ...]) -> PackedVectors:
    """x [T, I] bfloat16, for one or both of the kinds "fp4" and "fp8". Exact but for values below 2^-29 of the largest."""
    tokens, width = x.shape
    both = "fp4" in kinds and "fp8" in kinds
    words = torch.empty(2 if both else 1, tokens, width, dtype=torch.float16, device=x.device)
    unit = torch.empty(tokens, device=x.device)
    if tokens:
        _pack[(tokens,)](
            x, words, unit, x.stride(0), WIDTH=width, BLOCK=triton.next_power_of_2(width),
            ORDERS=3 if both else 1 if "fp4" in kinds else 2, num_warps=8, **early(x),
        )  # fmt: skip
    return PackedVectors(words[0] if "fp4" in kinds else None, words[-1] if "fp8" in kinds else None, unit)


# Codes of one matrix from which packing its input is repaid; below, launches are all that costs.
_WORTH = 1 << 20


def worth_packing(x: Tensor, *matrices) -> bool:
    """Whether a few vectors x should meet these stored matrices (of x's width, or of the hidden one) packed."""
    kinds_fit = all(covers_rows(matrix.kind, matrix.inputs) is None for matrix in matrices)
    return x.dtype == torch.bfloat16 and kinds_fit and matrices[0].codes[0].numel() >= _WORTH


def covers_rows(kind: str, inputs: int) -> str | None:
    """Why rows of this kind are not for these kernels, or None."""
    if kind == "plain":
        return "plain rows need no unpacking"
    return f"{kind} rows of {inputs} inputs; a multiple of 128 is needed" if inputs % 128 else None

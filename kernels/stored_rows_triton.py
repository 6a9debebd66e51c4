"""Sixteen rows of a matrix stored in FP4 or FP8 times one vector, on the matrix units: the heart of decoding one token.

Section 5.2 of the report stores experts in FP4 and most of the trunk in FP8. Time is the bytes of the weights as long as
unpacking is cheap: here it takes 11 integer instructions for eight FP4 weights, and products and sums cost almost nothing
because `mma` does them. Written in PTX, because the arrangement of a fragment over the threads is the point: thread (g, t) of
a warp (lane 4 g + t) reads rows g and g + 8, and the four threads t read four stretches of the inputs side by side. Every
order of inputs gives the same sum, so weights stay in the order in which unpacking leaves them and the vector is laid out to
match (`packed_order`). Surprising: for FP4 the column of the product says which thread's stretch it belongs to, so that each
group of 32 weights keeps its own sum, which is then scaled in float32. An FP4 code shifted into a float16 is already a
number, 2^-14 times its value, subnormals included.
Tests: tests/test_experts_triton.py, tests/test_linear_triton.py; the interpreter has no PTX and sums the same weights one by one.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
import triton
import triton.language as tl
from torch import Tensor

from dsv4lab.errors import ShapeError
from dsv4lab.kernels.dot_triton import INTERPRETED

STEP = tl.constexpr(128)  # inputs a warp reads of each row at a time


def _fragment(kind: str, matrices: int) -> tuple[str, str]:
    """PTX and constraints: 4 sums for each matrix, from two row pointers each, the vector's pointer, and flags.

    Flags: the stretch exists; and the vector goes to this thread's column (FP4: g = t, FP8: g = 0).
    """
    sums = 4 * matrices
    rows = [f"${sums + i}" for i in range(2 * matrices)]
    vector, flags = f"${sums + 2 * matrices}", sums + 2 * matrices + 1
    loads, pairs = 1 if kind == "fp4" else 2, 16
    lines = [
        "{", f".reg .b32 w<{8 * loads}>, x<{pairs}>, a<16>, t<4>;", ".reg .b16 h<2>;", ".reg .pred p<2>;",
        *(f"setp.ne.b32 p{i}, ${flags + i}, 0;" for i in range(2)),
        *(f"mov.b32 x{i}, 0;" for i in range(pairs)), *(f"mov.f32 ${i}, 0f00000000;" for i in range(sums)),
    ]  # fmt: skip
    for i in range(4):  # 64 bytes of the vector: the stretch of FP4, or 32 bytes of each stretch of FP8
        offset = 16 * i if kind == "fp4" else 16 * (i % 2) + 128 * (i // 2)
        where = ", ".join(f"x{4 * i + j}" for j in range(4))
        lines.append(f"@p1 ld.global.v4.b32 {{{where}}}, [{vector} + {offset}];")
    for matrix in range(matrices):
        for row in range(2):
            for load in range(loads):
                first = 4 * (row * loads + load)
                where = ", ".join(f"w{first + j}" for j in range(4))
                lines += [f"mov.b32 w{first + j}, 0;" for j in range(4)]
                address = f"[{rows[2 * matrix + row]} + {64 * load}]"
                lines.append(f"@p0 ld.global.nc.L1::no_allocate.v4.b32 {{{where}}}, {address};")
        c = ", ".join(f"${4 * matrix + j}" for j in range(4))
        for word in range(4 * loads):
            for row in range(2):
                w, a = f"w{4 * loads * row + word}", [f"a{4 * row + j}" for j in range(4)]
                lines += _unpack_fp4(w, a) if kind == "fp4" else _unpack_fp8(w, a)
            x = 4 * word if kind == "fp4" else 2 * word
            for half in range(2 if kind == "fp4" else 1):
                low, high = 2 * half, 2 * half + 1
                a = f"a{low}, a{4 + low}, a{high}, a{4 + high}"
                b = f"x{x + low}, x{x + high}"
                lines.append(f"mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {{{c}}}, {{{a}}}, {{{b}}}, {{{c}}};")
    lines.append("}")
    constraints = ["=&f"] * sums + ["l"] * (2 * matrices + 1) + ["r"] * 2
    return "\n".join(lines), ",".join(constraints)


def _unpack_fp4(w: str, a: list[str]) -> list[str]:
    """Eight codes -> elements (0, 4), (2, 6), (1, 5), (3, 7) as pairs of float16, each 2^-14 of its value."""
    return [
        f"shl.b32 t0, {w}, 4;", "and.b32 t0, t0, 0x80808080;", f"shl.b32 t1, {w}, 1;",
        "lop3.b32 t0, t1, 0x0E0E0E0E, t0, 0xEA;",  # even codes: sign and size of each in one byte
        f"and.b32 t2, {w}, 0x80808080;", f"shr.u32 t3, {w}, 3;", "lop3.b32 t2, t3, 0x0E0E0E0E, t2, 0xEA;",  # odd codes
        f"prmt.b32 {a[0]}, t0, 0, 0x2404;", f"and.b32 {a[1]}, t0, 0xFF00FF00;",
        f"prmt.b32 {a[2]}, t2, 0, 0x2404;", f"and.b32 {a[3]}, t2, 0xFF00FF00;",
    ]  # fmt: skip


def _unpack_fp8(w: str, a: list[str]) -> list[str]:
    """Four codes -> elements (0, 1), (2, 3) as pairs of float16."""
    return [
        f"mov.b32 {{h0, h1}}, {w};", f"cvt.rn.f16x2.e4m3x2 {a[0]}, h0;", f"cvt.rn.f16x2.e4m3x2 {a[1]}, h1;",
    ]  # fmt: skip


_FP4, _FP8 = _fragment("fp4", 1), _fragment("fp8", 1)
FP4, FP4_ARGS = tl.constexpr(_FP4[0]), tl.constexpr(_FP4[1])
FP8, FP8_ARGS = tl.constexpr(_FP8[0]), tl.constexpr(_FP8[1])


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
def _emulated(p_row, p_vector, first, m, KIND: tl.constexpr, COUNT: tl.constexpr):
    """The interpreter's version of one sum of `mma`: COUNT weights of every thread's row from `first` on."""
    o = first[:, None] + tl.arange(0, COUNT)[None, :]
    if KIND == "fp4":
        p_code = (p_row[:, None] + o // 2).to(tl.pointer_type(tl.uint8))
        b_code = tl.load(p_code, mask=m[:, None], other=0).to(tl.int32) >> (4 * (o % 2)).to(tl.int32)
        b_bits = ((b_code << 9) & 0x0E00) | ((b_code << 12) & 0x8000)
    else:
        b_code = tl.load((p_row[:, None] + o).to(tl.pointer_type(tl.uint8)), mask=m[:, None], other=0).to(tl.int32)
        b_bits = ((b_code & 0x7F) << 7) | ((b_code & 0x80) << 8)
    b_w = b_bits.to(tl.int16).to(tl.float16, bitcast=True).to(tl.float32)
    if KIND == "fp8":
        b_w = b_w * 256.0
    p_x = (p_vector + packed_place(o, KIND) * 2).to(tl.pointer_type(tl.float16))
    return tl.sum(b_w * tl.load(p_x, mask=m[:, None], other=0.0).to(tl.float32), 1)


@triton.jit
def _emulated_sums(p_row, p_vector, step, t, inputs, KIND: tl.constexpr):
    """(first, second) column of the product that this thread holds: two groups of FP4, or one sum of FP8 in thread 0."""
    if KIND == "fp4":
        first = step * 128 + 64 * t
        m = (t < 2) & (first < inputs)
        return (
            _emulated(p_row, p_vector, first, m, KIND, 32),
            _emulated(p_row, p_vector, first + 32, m & (first + 32 < inputs), KIND, 32),
        )
    else:
        b_sum = _emulated(p_row, p_vector, step * 128, (t == 0) & (step * 128 < inputs), KIND, 128)
        return b_sum, tl.zeros(b_sum.shape, tl.float32)


@triton.jit
def _scales(p_scale, i_expert, row, step, t, outputs, inputs, KIND: tl.constexpr):
    """What the two columns of a row are multiplied with, zero where a thread holds nothing."""
    if KIND == "fp4":
        groups = inputs // 32
        o_group = step * 4 + 2 * t
        p_pair = (p_scale + (i_expert * outputs + row) * groups + o_group).to(tl.pointer_type(tl.uint16))
        b_pair = tl.load(p_pair, mask=(t < 2) & (o_group < groups), other=0).to(tl.int32)
        return e8m0(b_pair & 255), e8m0(b_pair >> 8)
    else:
        tiles = (inputs + 127) // 128
        p_tile = p_scale + (i_expert * ((outputs + 127) // 128) + row // 128) * tiles + step
        b_scale = e8m0(tl.load(p_tile, mask=(t < 1) & (step < tiles), other=0))
        return b_scale, b_scale


@triton.jit
def add_rows(
    p_codes, p_scale, p_x, i_expert, row_a, row_b, step, m_step, lane, outputs, inputs, factor, b_a, b_b,
    KIND: tl.constexpr,
):  # fmt: skip
    """(b_a, b_b) plus factor * (stretch `step` of rows row_a and row_b times the packed vector at address p_x).

    All arguments are per thread: p_x an address, i_expert, row_a, row_b and step numbers, m_step whether there is such a step.
    """
    g, t = lane // 4, lane % 4
    bytes = inputs // 2 if KIND == "fp4" else inputs
    p_base = p_codes.to(tl.int64) + i_expert * outputs * bytes
    if INTERPRETED:
        stretch = tl.where(m_step, step, inputs)
        a0, a1 = _emulated_sums(p_base + row_a * bytes, p_x, stretch, t, inputs, KIND)
        b0, b1 = _emulated_sums(p_base + row_b * bytes, p_x, stretch, t, inputs, KIND)
    elif KIND == "fp4":
        o_in = step * 64 + t * 16
        here = m_step & (o_in < bytes)
        a0, a1, b0, b1 = tl.inline_asm_elementwise(
            FP4, FP4_ARGS,
            [p_base + row_a * bytes + o_in, p_base + row_b * bytes + o_in, p_x + step * 256 + t * 64, here.to(tl.int32),
             (here & (g == t)).to(tl.int32)],
            dtype=(tl.float32, tl.float32, tl.float32, tl.float32), is_pure=False, pack=1,
        )  # fmt: skip
    else:
        o_in = step * 128 + t * 16
        here = m_step & (o_in < bytes)
        a0, a1, b0, b1 = tl.inline_asm_elementwise(
            FP8, FP8_ARGS,
            [p_base + row_a * bytes + o_in, p_base + row_b * bytes + o_in, p_x + step * 256 + t * 32,
             here.to(tl.int32), (here & (g == 0)).to(tl.int32)],
            dtype=(tl.float32, tl.float32, tl.float32, tl.float32), is_pure=False, pack=1,
        )  # fmt: skip
    s0, s1 = _scales(p_scale, i_expert, row_a, step, t, outputs, inputs, KIND)
    u0, u1 = _scales(p_scale, i_expert, row_b, step, t, outputs, inputs, KIND)
    if KIND == "fp4":
        factor = factor * 16384.0
        return b_a + (a0 * s0 + a1 * s1) * factor, b_b + (b0 * u0 + b1 * u1) * factor
    else:
        return b_a + tl.where(t == 0, a0 * s0 * factor, 0.0), b_b + tl.where(t == 0, b0 * u0 * factor, 0.0)


@triton.jit
def over_threads(b_sum, WARPS: tl.constexpr):
    """[8] from one number a thread: sums over the warps and over the four threads of a row."""
    return tl.sum(tl.sum(tl.reshape(b_sum, [WARPS, 8, 4]), 2), 0)


@triton.jit
def _pack(p_x, p_words, p_unit, s_x, WIDTH: tl.constexpr, BLOCK: tl.constexpr, ORDERS: tl.constexpr):
    """One vector as float16 in the order(s) asked for, times the power of two that brings its largest size below 2^15."""
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
            ORDERS=3 if both else 1 if "fp4" in kinds else 2, num_warps=8,
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
    need = 64 if kind == "fp4" else 128
    return f"{kind} rows of {inputs} inputs; a multiple of {need} is needed" if inputs % need else None

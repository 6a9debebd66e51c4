"""Sixteen rows of a matrix stored in FP4 or FP8 times one vector, on the matrix units: the heart of decoding one token.

Section 5.2 of the report stores experts in FP4 and most of the trunk in FP8. Time is the bytes of the weights as long as
unpacking is cheap: here it takes 11 integer instructions for eight FP4 weights, and products and sums cost almost nothing
because `mma` does them. Written in PTX, because the arrangement of a fragment over the threads is the point: thread (g, t)
of a warp (lane 4 g + t) reads rows g and g + 8, and the four threads t read four stretches of the inputs side by side.
Every order of inputs gives the same sum, so weights stay in the order in which unpacking leaves them and the vector is laid
out to match (`packed_place`). Surprising: for FP4 the column of the product says which thread's stretch it belongs to, so
that each group of 32 weights keeps its own sum, which is then scaled in float32. An FP4 code shifted into a float16 is
already a number, 2^-14 times its value, subnormals included. Tests: tests/test_experts_triton.py,
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

# Sixteen bytes, read past the L1 cache: every weight is needed once.
LOAD = tl.constexpr("mov.b64 $0, 0; mov.b64 $1, 0;\n{ .reg .pred p; setp.ne.b32 p, $3, 0;\n"
                    "@p ld.global.nc.L1::no_allocate.v2.b64 {$0, $1}, [$2]; }")  # fmt: skip
LOAD_ARGS = tl.constexpr("=&l,=&l,l,r")


def _fragment(kind: str) -> tuple[str, str]:
    """PTX and constraints: four sums from sixteen bytes of two rows, the vector's address and whether it is to be read.

    The vector goes to one column of each thread t: FP4 to column t, FP8 to column 0, by the threads (g, t) it is told for.
    """
    words, pairs = range(4), 16 if kind == "fp4" else 8
    lines = [
        "{", f".reg .b32 w<8>, x<{pairs}>, a<8>, t<4>;", ".reg .b16 h<2>;", ".reg .pred p;", "setp.ne.b32 p, $9, 0;",
        *(f"mov.b32 x{i}, 0;" for i in range(pairs)), *(f"mov.f32 ${i}, 0f00000000;" for i in range(4)),
    ]  # fmt: skip
    for i in range(pairs // 4):
        where = ", ".join(f"x{4 * i + j}" for j in range(4))
        lines.append(f"@p ld.global.v4.b32 {{{where}}}, [$8 + {16 * i}];")
    lines += [f"mov.b64 {{w{2 * i}, w{2 * i + 1}}}, ${4 + i};" for i in range(4)]
    for word in words:
        for row in range(2):
            unpack = _unpack_fp4 if kind == "fp4" else _unpack_fp8
            lines += unpack(f"w{4 * row + word}", [f"a{4 * row + j}" for j in range(4)])
        for half in range(pairs // 8):
            low, high, x = 2 * half, 2 * half + 1, pairs // 4 * word
            lines.append(
                "mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {$0, $1, $2, $3}, "
                f"{{a{low}, a{4 + low}, a{high}, a{4 + high}}}, {{x{x + low}, x{x + high}}}, {{$0, $1, $2, $3}};"
            )
    return "\n".join([*lines, "}"]), "=&f,=&f,=&f,=&f,l,l,l,l,l,r"


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


_FP4, _FP8 = _fragment("fp4"), _fragment("fp8")
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
        b_sum = _emulated(p_row, p_vector, step * 64, (t == 0) & (step * 64 < inputs), KIND, 64)
        return b_sum, tl.zeros(b_sum.shape, tl.float32)


@triton.jit
def steps_of(inputs, KIND: tl.constexpr):
    """How many stretches a row has."""
    return (inputs + 127) // 128 if KIND == "fp4" else (inputs + 63) // 64


@triton.jit
def _scale_pair(p_scale, i_expert, row, step, m, t, outputs, inputs, KIND: tl.constexpr):
    """Exponents of the two columns of a row, in one number."""
    if KIND == "fp4":
        groups = inputs // 32
        o_group = step * 4 + 2 * t
        p_pair = (p_scale + (i_expert * outputs + row) * groups + o_group).to(tl.pointer_type(tl.uint16))
        return tl.load(p_pair, mask=m & (t < 2) & (o_group < groups), other=0).to(tl.int32)
    else:
        tiles = (inputs + 127) // 128
        p_tile = p_scale + (i_expert * ((outputs + 127) // 128) + row // 128) * tiles + step // 2
        return tl.load(p_tile, mask=m & (t < 1), other=0).to(tl.int32)


@triton.jit
def load_rows(
    p_codes, p_scale, i_expert, row_a, row_b, step, lane, outputs, inputs, KIND: tl.constexpr
):  # fmt: skip
    """What `add_rows` needs of rows row_a and row_b, stretch `step`, if there is one: fetched, not yet waited for.

    All arguments but the first two are per thread; sixteen consecutive rows share a tile of FP8 scales.
    """
    t = lane % 4
    bytes = inputs // 2 if KIND == "fp4" else inputs
    o_in = step * 64 + t * 16
    here = (o_in < bytes).to(tl.int32)
    p_base = p_codes.to(tl.int64) + i_expert * outputs * bytes + o_in
    p_a, p_b = p_base + row_a * bytes, p_base + row_b * bytes
    if INTERPRETED:
        a0, a1, b0, b1 = p_a, p_a, p_b, p_b  # addresses; `add_rows` reads the weights themselves
    else:
        a0, a1 = tl.inline_asm_elementwise(
            LOAD, LOAD_ARGS, [p_a, here], dtype=(tl.int64, tl.int64), is_pure=False, pack=1
        )
        b0, b1 = tl.inline_asm_elementwise(
            LOAD, LOAD_ARGS, [p_b, here], dtype=(tl.int64, tl.int64), is_pure=False, pack=1
        )
    b_sa = _scale_pair(p_scale, i_expert, row_a, step, o_in < bytes, t, outputs, inputs, KIND)
    b_sb = b_sa
    if KIND == "fp4":
        b_sb = _scale_pair(p_scale, i_expert, row_b, step, o_in < bytes, t, outputs, inputs, KIND)
    return a0, a1, b0, b1, b_sa, b_sb


@triton.jit
def add_rows(loaded, p_x, step, lane, inputs, b_a, b_b, KIND: tl.constexpr):
    """(b_a, b_b) plus stretch `step` of the two rows in `loaded` times the packed vector at address p_x."""
    a0, a1, b0, b1, b_sa, b_sb = loaded
    g, t = lane // 4, lane % 4
    bytes = inputs // 2 if KIND == "fp4" else inputs
    o_in = step * 64 + t * 16
    if INTERPRETED:
        c0, c1 = _emulated_sums(a0 - o_in, p_x, step, t, inputs, KIND)
        c2, c3 = _emulated_sums(b0 - o_in, p_x, step, t, inputs, KIND)
    elif KIND == "fp4":
        own = ((o_in < bytes) & (g == t)).to(tl.int32)
        c0, c1, c2, c3 = tl.inline_asm_elementwise(
            FP4, FP4_ARGS, [a0, a1, b0, b1, p_x + o_in * 4, own],
            dtype=(tl.float32, tl.float32, tl.float32, tl.float32), is_pure=False, pack=1,
        )  # fmt: skip
    else:
        own = ((o_in < bytes) & (g == 0)).to(tl.int32)
        c0, c1, c2, c3 = tl.inline_asm_elementwise(
            FP8, FP8_ARGS, [a0, a1, b0, b1, p_x + o_in * 2, own],
            dtype=(tl.float32, tl.float32, tl.float32, tl.float32), is_pure=False, pack=1,
        )  # fmt: skip
    if KIND == "fp4":
        b_a += (c0 * e8m0(b_sa & 255) + c1 * e8m0(b_sa >> 8)) * 16384.0
        b_b += (c2 * e8m0(b_sb & 255) + c3 * e8m0(b_sb >> 8)) * 16384.0
    else:
        b_a += tl.where(t == 0, c0 * e8m0(b_sa), 0.0)
        b_b += tl.where(t == 0, c2 * e8m0(b_sb), 0.0)
    return b_a, b_b


@triton.jit
def over_threads(b_sum, WARPS: tl.constexpr):
    """[8] from one number a thread: sums over the warps and over the four threads of a row."""
    return tl.sum(tl.sum(tl.reshape(b_sum, [WARPS, 8, 4]), 2), 0)


@triton.jit
def store_packed(
    b_x, p_words, p_unit, i_t, tokens, WIDTH: tl.constexpr, BLOCK: tl.constexpr, ORDERS: tl.constexpr
):  # fmt: skip
    """Vector number i_t as float16 in the order(s) asked for, times the power of two that brings its largest below 2^15.

    b_x [BLOCK] float32 with zeros from WIDTH on; to be called by a program that holds the whole vector.
    """
    o = tl.arange(0, BLOCK)
    up, down = power_below(tl.max(tl.abs(b_x), 0))
    tl.store(p_unit + i_t, down)
    b_x = (b_x * up).to(tl.float16)
    p_row = p_words + i_t * WIDTH
    if ORDERS % 2 == 1:
        # Element o goes to packed_place(o, "fp4"), which turns the three lowest bits of o around.
        b_turned = tl.reshape(tl.permute(tl.reshape(b_x, [BLOCK // 8, 2, 2, 2]), 0, 3, 2, 1), [BLOCK])
        tl.store(p_row + o, b_turned, mask=o < WIDTH)
    if ORDERS >= 2:
        tl.store(p_row + (ORDERS - 2) * tl.cast(tokens, tl.int64) * WIDTH + o, b_x, mask=o < WIDTH)


@triton.jit
def _pack(p_x, p_words, p_unit, s_x, WIDTH: tl.constexpr, BLOCK: tl.constexpr, ORDERS: tl.constexpr):
    """One vector, packed."""
    i_t = tl.program_id(0).to(tl.int64)
    o = tl.arange(0, BLOCK)
    b_x = tl.load(p_x + i_t * s_x + o, mask=o < WIDTH, other=0.0).to(tl.float32)
    store_packed(b_x, p_words, p_unit, i_t, tl.num_programs(0), WIDTH, BLOCK, ORDERS)


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

    def suits(self, kind: str) -> bool:
        """Whether there is an order for this kind of rows."""
        return (self.fp4 if kind == "fp4" else self.fp8 if kind == "fp8" else None) is not None

    def of(self, kind: str) -> Tensor:
        """The order for one kind of rows."""
        words = self.fp4 if kind == "fp4" else self.fp8
        if words is None:
            raise ShapeError(f"the vectors were not packed for {kind} rows; name it in pack_vectors(x, kinds).")
        return words


def orders_of(kinds: tuple[str, ...]) -> int:
    """ORDERS of `store_packed`: 1 for FP4 rows, 2 for FP8, 3 for both."""
    return ("fp4" in kinds) + 2 * ("fp8" in kinds)


def empty_packed(tokens: int, width: int, kinds: tuple[str, ...], device: torch.device) -> tuple[Tensor, PackedVectors]:
    """What `store_packed` writes to: its words, and the same as vectors."""
    words = torch.empty(len(set(kinds)), tokens, width, dtype=torch.float16, device=device)
    unit = torch.empty(tokens, device=device)
    return words, PackedVectors(words[0] if "fp4" in kinds else None, words[-1] if "fp8" in kinds else None, unit)


def pack_vectors(x: Tensor, kinds: tuple[str, ...]) -> PackedVectors:
    """x [T, I] bfloat16, for one or both of the kinds "fp4" and "fp8". Exact but for values below 2^-29 of the largest."""
    tokens, width = x.shape
    words, packed = empty_packed(tokens, width, kinds, x.device)
    if tokens:
        _pack[(tokens,)](
            x, words, packed.unit, x.stride(0), WIDTH=width, BLOCK=triton.next_power_of_2(width), ORDERS=orders_of(kinds),
            num_warps=8,
        )  # fmt: skip
    return packed


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

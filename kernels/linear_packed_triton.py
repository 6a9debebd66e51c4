"""Vectors laid out for rows stored in FP4 or FP8: float16 words in the order in which unpacking leaves the weights.

Section 5.2 of the report. Whoever makes a vector can pack it while it holds it (`store_packed`), otherwise one launch does.
A float16 is enough, since a vector is first brought below 2^15 by a power of two: every bfloat16 that is not
2^-29 times smaller than the largest keeps all its bits.
Tests: tests/kernels/test_linear_triton.py, tests/kernels/test_experts_triton.py.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
import triton
import triton.language as tl
from torch import Tensor

from dsv4lab.errors import ShapeError
from dsv4lab.kernels.common.launch_triton import pdl_options, pdl_wait
from dsv4lab.kernels.common.thresholds import PACKING_WORTH
from dsv4lab.kernels.linear import StoredMatrix


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
def _pack(
    p_x, p_words, p_unit, s_x, WIDTH: tl.constexpr, BLOCK: tl.constexpr, ORDERS: tl.constexpr, PDL: tl.constexpr
):  # fmt: skip
    """One vector, packed."""
    pdl_wait(PDL)
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
    """Vectors as `rows_times` reads them.

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
        """The words [tokens, ...] in the order for one kind of rows; ShapeError if they were not packed for it."""
        words = self.fp4 if kind == "fp4" else self.fp8
        if words is None:
            raise ShapeError(f"the vectors were not packed for {kind} rows; name it in pack_vectors(x, kinds).")
        return words


def orders_of(kinds: tuple[str, ...]) -> int:
    """ORDERS of `store_packed`: 1 for FP4 rows, 2 for FP8, 3 for both."""
    return ("fp4" in kinds) + 2 * ("fp8" in kinds)


def empty_packed(tokens: int, width: int, kinds: tuple[str, ...], device: torch.device) -> tuple[Tensor, PackedVectors]:
    """What `store_packed` writes to for vectors [tokens, width]: its words, and the same as vectors."""
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
            num_warps=8, **pdl_options(x),
        )  # fmt: skip
    return packed


def worth_packing(x: Tensor, *matrices: StoredMatrix) -> bool:
    """Whether a few vectors x should meet these stored matrices (of x's width, or of the hidden one) packed."""
    kinds_fit = all(covers_rows(matrix.kind, matrix.inputs) is None for matrix in matrices)
    return x.dtype == torch.bfloat16 and kinds_fit and matrices[0].codes[0].numel() >= PACKING_WORTH


def covers_rows(kind: str, inputs: int) -> str | None:
    """Why rows of this kind are not for these kernels, or None."""
    if kind == "plain":
        return "plain rows need no unpacking"
    return f"{kind} rows of {inputs} inputs; a multiple of 128 is needed" if inputs % 128 else None

"""Exercises of lesson 10, numbers with few bits.   Tests: tests/course/test_lesson_10.py."""

from __future__ import annotations

import numpy as np
import torch

from dsv4lab.course.answer import Answer
from dsv4lab.course.exercise import exercise
from dsv4lab.kernels.quantization import (
    e2m1_decode,
    e8m0_decode,
    fp4_scale_byte,
    hadamard,
    quantize_fp4_rows,
    round_to_e2m1,
)


@exercise(
    "10.1", "Read four bits", 1,
    "Bit 3 is the sign, bits 2 and 1 the exponent e, bit 0 the mantissa m.",
    "For e = 0 the size is m / 2. For any other e it is (1 + m / 2) * 2 ** (e - 1).",
)  # fmt: skip
def read_code(answer: Answer) -> str:
    """A function (code 0 to 15) -> its value in E2M1."""
    want = e2m1_decode(torch.arange(16)).tolist()
    for code, value in enumerate(want):
        e, m = (code >> 1) & 3, code & 1
        sign = -1.0 if code & 8 else 1.0
        mistakes = {
            f"code {code}: the sign is bit 3, and it is set here": -value if code & 8 else value + 99,
            f"code {code}: exponent 0 has no hidden 1; its size is m / 2": sign * (1 + m / 2) / 2
            if e == 0
            else value + 99,
            f"code {code}: the exponent is one too large; it has a bias of 1": 2 * value if e else value + 99,
            f"code {code}: two's complement is for whole numbers; bit 3 is a sign": code - 16.0
            if code & 8
            else value + 99,
        }
        answer.close(value, f"code {code}", answer.call(code), mistakes, within=1e-9)
    return "sixteen codes, of which two are zero"


@exercise(
    "10.2", "The scale of a row", 2,
    "The scale s must be a power of two with largest / s <= 6, and no smaller power of two has that.",
    "s = 2 ** ceil(log2(largest / 6)); for the byte add 127. Mind a largest that is exactly 6 times a power of two.",
)  # fmt: skip
def scale(answer: Answer) -> str:
    """A function (row [n]) -> the E8M0 byte of its FP4 scale."""
    rows = [
        torch.tensor([0.02, -0.3, 0.01]),
        torch.tensor([6.0, 1.0]),
        torch.tensor([6.1]),
        torch.tensor([-12.0, 12.5]),
    ]
    rows += [torch.randn(32, generator=torch.Generator().manual_seed(seed)) * 0.02 for seed in range(6)]
    for row in rows:
        largest = row.abs().max()
        want = int(fp4_scale_byte(largest))
        exact = np.log2(float(largest) / 6)
        mistakes = {
            "this is the exponent; a byte is 127 more": want - 127,
            "rounded down: the largest number would be cut off at 6 times the scale": np.floor(exact) + 127
            if exact != int(exact)
            else -1,
            "the sign of a number does not matter; take the largest size": int(
                fp4_scale_byte(row.max().clamp(min=1e-9))
            ),
            "this makes the largest number 1; E2M1 reaches to 6": np.ceil(np.log2(float(largest))) + 127,
            "this is the scale of FP8, which reaches to 448": np.ceil(np.log2(float(largest) / 448)) + 127,
            "this is the scale itself; its byte is 127 + log2 of it": float(
                e8m0_decode(torch.tensor(want, dtype=torch.uint8))
            ),
        }
        answer.close(
            want, f"the byte of a row whose largest number is {float(largest):.4g}", answer.call(row), mistakes
        )
    return "one byte for 32 weights, and multiplying with it never rounds"


@exercise(
    "10.3", "Round to E2M1", 2,
    "The eight sizes are 0, 0.5, 1, 1.5, 2, 3, 4, 6. What is larger than 6 becomes 6.",
    "Halfway between two sizes the even code wins: 2.5 becomes 2 (code 4), 3.5 becomes 4 (code 6), 5 becomes 4 (code 6).",
)  # fmt: skip
def round_it(answer: Answer) -> str:
    """A function (x [n]) -> the nearest E2M1 values."""
    for x in (
        torch.tensor([0.1, 0.3, 0.6, 1.1, -1.4, 2.2, -2.9, 3.7, 5.4, 9.0, -100.0]),
        torch.tensor([0.25, 0.75, 1.25, 1.75, 2.5, 3.5, 5.0, -0.25, -2.5, -5.0]),
    ):
        want = round_to_e2m1(x)
        size = torch.tensor([0, 0.5, 1, 1.5, 2, 3, 4, 6])
        low = size[(torch.bucketize(x.abs(), size, right=True) - 1).clamp(0, 7)] * x.sign()
        up = size[torch.bucketize(x.abs(), size + 1e-9).clamp(0, 7)] * x.sign()
        apart = (x.abs().clamp(max=6)[:, None] - size).abs()
        first = size[apart.argmin(1)] * x.sign()
        last = size[7 - apart.flip(1).argmin(1)] * x.sign()
        mistakes = {
            "halfway between two sizes the even code wins, and yours takes the smaller size": first,
            "halfway between two sizes the even code wins, and yours takes the larger size": last,
            "this rounds towards zero; take the nearest": low,
            "this rounds away from zero; take the nearest": up,
            "these are whole numbers; E2M1 has 0.5 and 1.5, and neither 5 nor anything above 6": torch.round(x),
            "sizes are right; the signs are lost": want.abs(),
        }
        answer.close(want, "the rounded number", answer.call(x), mistakes, within=1e-9)
    return "to even, so that many roundings do not drift to one side"


@exercise(
    "10.4", "Two weights in a byte", 1,
    "A shift by four bits makes room: code << 4.",
    "The even element (0, 2, 4, ...) lies in the low nibble: low | (high << 4).",
)  # fmt: skip
def pack(answer: Answer) -> str:
    """A function (codes [n], n even, 0 to 15) -> bytes [n / 2]."""
    for seed in range(3):
        codes = torch.randint(0, 16, (8,), generator=torch.Generator().manual_seed(seed))
        low, high = codes[0::2], codes[1::2]
        mistakes = {
            "the nibbles are the other way round: the even element lies in the low one": high | (low << 4),
            "a nibble has four bits; multiply with 16, not with 10": low + 10 * high,
            "neighbours share a byte; yours joins the first half with the second": codes[:4] | (codes[4:] << 4),
        }
        answer.close(low | (high << 4), "the byte", answer.call(codes), mistakes, within=1e-9)
    return "half a byte for each, in the order of the release's files"


@exercise(
    "10.5", "From files back to weights", 3,
    "byte & 15 is the even element, byte >> 4 the odd one; a negative int8 must become 0 to 255 first (byte & 255).",
    "Repeat each scale for its 32 weights: np.repeat(2.0 ** (scale - 127), 32, axis=1). lab's e2m1_decode takes codes.",
)  # fmt: skip
def unpack(answer: Answer) -> str:
    """A function (packed [O, I / 2] uint8, scale [O, I / 32] uint8) -> weights [O, I]."""
    weight = torch.randn(4, 64, generator=torch.Generator().manual_seed(0))
    weight[:, 32:] *= 9
    packed, byte = quantize_fp4_rows(weight)
    packed = packed.view(torch.uint8)
    low, high = e2m1_decode(packed & 15), e2m1_decode(packed >> 4)
    values, scale = torch.stack((low, high), -1).flatten(-2), e8m0_decode(byte)
    want = values * scale.repeat_interleave(32, 1)
    mistakes = {
        "the scales are missing": values,
        "the even element lies in the low nibble; yours takes the high one first": torch.stack((high, low), -1).flatten(
            -2
        )
        * scale.repeat_interleave(32, 1),
        "low and high nibbles alternate; yours puts all low ones first": torch.cat((low, high), -1)
        * scale.repeat_interleave(32, 1),
        "a scale belongs to 32 weights that lie side by side; yours alternates": values * scale.repeat(1, 32),
        "you divide by the scale; it is a multiplier": values / scale.repeat_interleave(32, 1),
        "the byte is an exponent: the multiplier is 2 ** (byte - 127)": values * byte.float().repeat_interleave(32, 1),
    }
    answer.close(want, "the weight", answer.call(packed, byte), mistakes, within=1e-9)
    return "exact: every product of an E2M1 value and a power of two is a bfloat16 number"


@exercise(
    "10.6", "Spread an outlier", 3,
    "For 2 numbers it is (a + b, a - b) / sqrt(2). For more: transform both halves, then do the same with the two results.",
    "As a matrix: H(1) = [[1]], H(2n) = [[H, H], [H, -H]], divided by sqrt(size) at the end.",
)  # fmt: skip
def spread(answer: Answer) -> str:
    """A function (x [n], n a power of two) -> its orthonormal Walsh-Hadamard transform, Sylvester order."""
    for size in (2, 8, 1):
        x = torch.randn(size, generator=torch.Generator().manual_seed(size))
        want = hadamard(x)
        mistakes = {
            "the division by sqrt(n) is missing: dot products would grow": want * size**0.5,
            "divided by n; an orthonormal transform divides by sqrt(n)": want / size**0.5,
            "this is a Fourier transform; Hadamard's has only signs": torch.fft.fft(x, norm="ortho").real,
        }
        answer.close(want, f"the transform of {size} numbers", answer.call(x), mistakes)
    return "its own inverse, and one large number becomes many middle ones"


@exercise(
    "10.7", "How many bits is a weight?", 1,
    "Four bits for the code, and eight bits for 32 of them.",
    "For FP8 one byte of scale is shared by 128 x 128 weights.",
)  # fmt: skip
def bits(answer: Answer) -> str:
    """(bits of a weight in FP4 rows of 32, bits of a weight in FP8 tiles of 128 x 128), scales included."""
    mistakes = {
        "the scales are missing": (4.0, 8.0),
        "these are bytes": (4.25 / 8, (8 + 8 / 16384) / 8),
        "a scale is one byte, eight bits": (4 + 1 / 32, 8 + 1 / 16384),
        "an FP8 scale is shared by a tile of 128 x 128, not by a row": (4.25, 8 + 8 / 128),
    }
    answer.close((4.25, 8 + 8 / 16384), "the pair (FP4, FP8)", mistakes=mistakes, within=1e-6)
    return "bfloat16 has 16, so little more than a quarter of an expert is left"

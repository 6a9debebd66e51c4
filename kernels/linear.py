"""A matrix as it is stored: FP4 in rows, FP8 in tiles, or plain, one or many of a kind; and the product in float32.

Section 5.2 of the report; the number formats are in quantization.py, the products in linear_*_triton.py and
experts_*_triton.py. A single matrix is stored like the experts of a layer, as one expert, so that the code which reads the
one reads the other. Tests: tests/kernels/test_linear_triton.py, tests/kernels/test_experts_triton.py.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor


class StoredMatrix(NamedTuple):
    """E matrices [O, I] as the release stores them: w1, w3 or w2 of all experts, the groups of an output, or one matrix.

    codes  FP4: [E, O, I/2] uint8 or int8, the even input in the low nibble; FP8: [E, O, I] float8_e4m3fn; or [E, O, I]
           bfloat16, float16 or float32
    scale  FP4: [E, O, I/32], FP8: [E, ceil(O/128), ceil(I/128)], both uint8 exponents (E8M0); otherwise None
    places [E] int64, where the matrices do not lie one behind the other: expert e begins places[e] bytes behind `codes` and
           `scale`, which then show one place E times. What is there may be another device's memory that kernels can read
    """

    codes: Tensor
    scale: Tensor | None = None
    places: Tensor | None = None

    @property
    def kind(self) -> str:
        """How it is stored: "fp4", "fp8" or "plain"."""
        if self.codes.dtype in (torch.int8, torch.uint8):
            return "fp4"
        return "fp8" if self.codes.dtype == torch.float8_e4m3fn else "plain"

    @property
    def inputs(self) -> int:
        """Width of the vectors it is multiplied with."""
        return self.codes.shape[2] * (2 if self.kind == "fp4" else 1)

    def bytes_view(self) -> Tensor:
        """What the kernels load, [M, rows, bytes or columns]: bytes for quantised kinds."""
        return self.codes if self.kind == "plain" else self.codes.view(torch.uint8)

    def bytes(self) -> int:
        """Bytes of all its matrices, wherever they lie."""
        return sum(part.numel() * part.element_size() for part in (self.codes, self.scale) if part is not None)


def linear_float32(x: Tensor, weight: Tensor) -> Tensor:
    """x [..., I] times weight [O, I] in float32 whatever their dtypes (float64 stays): [..., O].

    The release multiplies so for the router, the compressors, the mixing of streams and the head: what is chosen or
    summed over dozens of layers must not depend on bfloat16's eight bits.
    """
    wide = torch.promote_types(x.dtype, torch.float32)
    return F.linear(x.to(wide), weight.to(wide))

"""The one matrix product all kernels use: operands as they are, float32 sums, never TF32.

Surprising: Triton's interpreter multiplies the bit patterns of bfloat16 values, so there operands are widened first;
sums are float32 either way. Tests: every tests/kernels/test_*_triton.py that has a bfloat16 case.
"""

from __future__ import annotations

import triton
import triton.language as tl

INTERPRETED = tl.constexpr(bool(triton.knobs.runtime.interpret))


@triton.jit
def dot(a, b, acc):
    """acc + a @ b: [M, K], [K, N] and [M, N] float32."""
    if INTERPRETED:
        return tl.dot(a.to(tl.float32), b.to(tl.float32), acc, input_precision="ieee")
    return tl.dot(a, b, acc, input_precision="ieee")

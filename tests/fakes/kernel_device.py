"""Where kernel tests run: on the GPU if there is one, otherwise in Triton's interpreter, the same tests either way.

Import this before any module that imports triton: the interpreter is chosen when kernels are decorated.
"""

from __future__ import annotations

import os
import zlib

import pytest
import torch

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
if DEVICE == "cpu":
    os.environ["TRITON_INTERPRET"] = "1"  # read when triton is imported, so before it
pytest.importorskip("triton", reason="triton is not installed: the kernels are not for this machine")


class Draw:
    """Fresh random tensors, the same for the same test name."""

    def __init__(self, name: str) -> None:
        self.generator = torch.Generator().manual_seed(zlib.crc32(name.encode()))

    def __call__(self, *shape: int, dtype: torch.dtype = torch.float32, scale: float = 1.0) -> torch.Tensor:
        return (torch.randn(*shape, generator=self.generator) * scale).to(dtype).to(DEVICE)

    def integers(self, low: int, high: int, *shape: int) -> torch.Tensor:
        return torch.randint(low, high, shape, generator=self.generator).to(DEVICE)


def nan(*shape: int, dtype: torch.dtype = torch.float32) -> torch.Tensor:
    """An output that shows every store a kernel forgot."""
    return torch.full(shape, torch.nan, dtype=dtype, device=DEVICE)


def difference(got: torch.Tensor, want: torch.Tensor) -> float:
    """||got - want|| / ||want|| in float64, after checking that both are numbers at the same places."""
    assert got.shape == want.shape, (got.shape, want.shape)
    got, want = got.double(), want.double()
    assert torch.equal(got.isnan(), want.isnan()), "NaN at different places"
    got, want = got.nan_to_num(0.0), want.nan_to_num(0.0)
    assert got.isfinite().all(), "infinite values"
    return float((got - want).norm() / want.norm().clamp_min(1e-30))


# float32 sums of a few hundred products in another order; bfloat16 operands and results have 8 bits, and the interpreter
# cuts where the GPU rounds.
CLOSE = {torch.float32: 3e-6, torch.bfloat16: 8e-3, torch.float16: 1e-3}

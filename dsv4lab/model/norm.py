"""RMS norm with a learned weight (section 2 of the report). Tests: tests/test_model_parts.py."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from dsv4lab.kernels.rms_norm import rms_norm


class RMSNorm(nn.Module):
    """x [..., D] -> [..., D]; float32 inside, cast once."""

    def __init__(self, width: int, eps: float) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.eps = eps

    def forward(self, x: Tensor) -> Tensor:
        return rms_norm(x, self.weight, eps=self.eps)

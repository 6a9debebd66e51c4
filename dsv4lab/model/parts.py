"""What every part of the model is built from: matrices, the norm, and the switch between exact and release numerics.

Section 5.2 of the report says where the released kernels round activations.
`exact` keeps every value in the model's dtype. `release` sends inputs of FP8 and FP4 matrices through FP8, the unrotated
part of keys through FP8 and the indexer's vectors through a Hadamard transform and FP4, as the released code does.
Tests: tests/model/test_parts.py.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from dsv4lab.kernels.common.group_sizes import ACTIVATION_GROUP, KEY_GROUP
from dsv4lab.kernels.quantization import hadamard, simulate_fp4, simulate_fp8
from dsv4lab.kernels.rope import rms_norm


@dataclass
class Numerics:
    """One switch shared by every part of a model; flip `release` at any time."""

    release: bool = False

    def activation(self, x: Tensor) -> Tensor:
        """Input [..., D] of an FP8 or FP4 matrix; same shape."""
        return simulate_fp8(x, ACTIVATION_GROUP) if self.release else x

    def key(self, x: Tensor, rotated: int) -> Tensor:
        """A key-value vector [..., C], same shape; its last `rotated` channels stay as they are."""
        if not self.release:
            return x
        # Rotated channels hold the position, which eight bits would blur: the release keeps them in 16.
        return torch.cat((simulate_fp8(x[..., :-rotated], KEY_GROUP), x[..., -rotated:]), -1)

    def index(self, x: Tensor) -> Tensor:
        """An indexer's query or key [..., C], same shape; the Hadamard transform leaves exact products unchanged."""
        # Spread over all channels first, since one large channel would take the four bits of its whole group.
        return simulate_fp4(hadamard(x)) if self.release else x


class Linear(nn.Module):
    """A matrix without bias. Its values come from a checkpoint or from training/initial.py; none are drawn here."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.empty(outputs, inputs))  # as F.linear and checkpoints have it

    def forward(self, x: Tensor) -> Tensor:
        """[..., inputs] -> [..., outputs]."""
        return F.linear(x, self.weight)


class QuantizedLinear(Linear):
    """A matrix that the release stores in FP8: its input is rounded under release numerics."""

    def __init__(self, inputs: int, outputs: int, numerics: Numerics) -> None:
        super().__init__(inputs, outputs)
        self.numerics = numerics

    def forward(self, x: Tensor) -> Tensor:
        """[..., inputs] -> [..., outputs]."""
        return F.linear(self.numerics.activation(x), self.weight)


class RMSNorm(nn.Module):
    """x [..., D] -> [..., D]; float32 inside, cast once."""

    def __init__(self, width: int, eps: float) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.eps = eps

    def forward(self, x: Tensor) -> Tensor:
        return rms_norm(x, self.weight, eps=self.eps)

"""Rounded activations during training: the release's numerics in the forward, as if nothing were rounded in the backward.

Section 5.2 of the report (quantisation-aware training). Surprising: the model's parts need no change, they share one
`Numerics`, which is exchanged. Tests: tests/training/test_straight_through.py.
"""

from __future__ import annotations

from collections.abc import Callable

from torch import Tensor

from dsv4lab.kernels.quantization import hadamard, simulate_fp4
from dsv4lab.model.parts import Numerics
from dsv4lab.model.transformer import Transformer


class StraightThrough(Numerics):
    """As `Numerics`; with `release` on, gradients pass the roundings unchanged."""

    def activation(self, x: Tensor) -> Tensor:
        """[..., D], same shape."""
        return _passing(super().activation, x) if self.release else x

    def key(self, x: Tensor, rotated: int) -> Tensor:
        """[..., C], same shape."""
        return _passing(lambda value: super(StraightThrough, self).key(value, rotated), x) if self.release else x

    def index(self, x: Tensor) -> Tensor:
        """[..., C], same shape."""
        # The Hadamard transform turns the vector, so its gradient must turn back; only FP4 is passed through.
        return _passing(simulate_fp4, hadamard(x)) if self.release else x


def exchange(model: Transformer) -> StraightThrough:
    """Give every part of a model one new `StraightThrough`, switched off, and return it."""
    numerics = StraightThrough()
    for module in model.modules():
        if isinstance(getattr(module, "numerics", None), Numerics):
            setattr(module, "numerics", numerics)  # noqa: B010
    return numerics


def _passing(rounded: Callable[[Tensor], Tensor], x: Tensor) -> Tensor:
    return x + (rounded(x.detach()) - x.detach())

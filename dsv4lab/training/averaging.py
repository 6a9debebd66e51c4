"""The mean of the weights of the last steps, kept beside them on their device.

Steps at a high rate wander around a minimum; their mean lies nearer to it than any of them. Surprising: the float32 masters
are averaged and the mean is rounded, since a mean of rounded weights is not on the release's grid.
Tests: tests/training/test_averaging.py.
"""

from __future__ import annotations

import torch
from torch import Tensor


class Average:
    """A running mean of tensors that others change in place."""

    def __init__(self, tensors: list[Tensor], decay: float = 0.0) -> None:
        self.count, self._decay, self._tensors = 0, decay, tensors
        self.means = [torch.zeros_like(tensor) for tensor in tensors]

    @torch.no_grad()
    def add(self) -> None:
        """Count the tensors as they are now: all alike with a decay of 0, else the earlier ones fade by it each time."""
        self.count += 1
        torch._foreach_lerp_(self.means, self._tensors, max(1 / self.count, 1 - self._decay if self._decay else 0.0))  # pyright: ignore[reportPrivateImportUsage]

    @torch.no_grad()
    def exchange(self) -> None:
        """Put the means where the tensors are and the tensors where the means are; once more puts both back."""
        for mean, tensor in zip(self.means, self._tensors, strict=True):
            kept = tensor.clone()
            tensor.copy_(mean)
            mean.copy_(kept)

"""Sinkhorn normalisation: pushes small non-negative matrices towards rows and columns that sum to one.

Section 2.2 of the DeepSeek-V4 report (the manifold of doubly stochastic matrices). Surprising: the last pass is over
columns, so columns sum to one up to eps and rows only nearly. Tests: tests/test_hyper_connections.py.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

_FEW = 1024  # elements up to which the cost is the number of calls, not the arithmetic


def sinkhorn(logits: Tensor, *, steps: int = 20, eps: float = 1e-6) -> Tensor:
    """Row softmax, divide by column sums, then (steps - 1) times rows and columns.

    logits   [..., N, N] float32   raw mixing weights, [from, to]
    returns  [..., N, N] float32   columns (the sum over `from`) sum to one up to eps, rows nearly

    `steps` counts the column passes; 0 returns the row softmax alone (what is mixed without the manifold).
    """
    matrix = logits.softmax(-1) + eps
    if matrix.numel() <= _FEW and matrix.device.type == "cpu" and not matrix.requires_grad:
        return _sinkhorn_few(matrix, steps, eps)
    for step in range(steps):
        if step:
            matrix = matrix / (matrix.sum(-1, keepdim=True) + eps)
        matrix = matrix / (matrix.sum(-2, keepdim=True) + eps)
    return matrix


def _sinkhorn_few(matrix: Tensor, steps: int, eps: float) -> Tensor:
    """The same float32 operations through numpy, whose calls cost a third: one token's 40 passes are all call overhead."""
    values, small = matrix.numpy(), np.float32(eps)
    for step in range(steps):
        for axis in (-1, -2) if step else (-2,):
            total = np.add.reduce(values, axis=axis, keepdims=True)
            total += small
            values /= total
    return torch.from_numpy(values)

"""Sinkhorn normalisation: pushes small non-negative matrices towards rows and columns that sum to one.

Section 2.2 of the DeepSeek-V4 report (the manifold of doubly stochastic matrices). Surprising: the last pass is over
columns, so columns sum to one up to eps and rows only nearly. Tests: tests/test_hyper_connections.py.
"""

from __future__ import annotations

from torch import Tensor


def sinkhorn(logits: Tensor, *, steps: int = 20, eps: float = 1e-6) -> Tensor:
    """Row softmax, divide by column sums, then (steps - 1) times rows and columns.

    logits   [..., N, N] float32   raw mixing weights, [from, to]
    returns  [..., N, N] float32   columns (the sum over `from`) sum to one up to eps, rows nearly

    `steps` counts the column passes; 0 returns the row softmax alone (what is mixed without the manifold).
    """
    matrix = logits.softmax(-1) + eps
    for step in range(steps):
        if step:
            matrix = matrix / (matrix.sum(-1, keepdim=True) + eps)
        matrix = matrix / (matrix.sum(-2, keepdim=True) + eps)
    return matrix

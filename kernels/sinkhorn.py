"""Sinkhorn normalisation: pushes small non-negative matrices towards rows and columns that sum to one.

Section 2.2 of the DeepSeek-V4 report (the manifold of doubly stochastic matrices). Surprising: the last pass is over
columns, so columns sum to one up to eps and rows only nearly. Tests: tests/model/test_parts.py.
"""

from __future__ import annotations

import torch
from torch import Tensor


def sinkhorn(logits: Tensor, *, steps: int = 20, eps: float = 1e-6) -> Tensor:
    """Row softmax, divide by column sums, then (steps - 1) times rows and columns.

    logits   [..., N, N] float32   raw mixing weights, [from, to]
    returns  [..., N, N] float32   columns (the sum over `from`) sum to one up to eps, rows nearly

    `steps` counts the column passes; 0 returns the row softmax alone (what is mixed without the manifold).
    """
    # Positive everywhere, or a column of zeros could never be brought to one.
    matrix = logits.softmax(-1) + eps
    if matrix.numel() == 16 and matrix.shape[-1] == 4 and matrix.device.type == "cpu" and not matrix.requires_grad:
        return _one_by_four(matrix, steps, eps)
    for step in range(steps):
        if step:  # rows of a softmax sum to one already
            matrix = matrix / (matrix.sum(-1, keepdim=True) + eps)
        matrix = matrix / (matrix.sum(-2, keepdim=True) + eps)
    return matrix


def _one_by_four(matrix: Tensor, steps: int, eps: float) -> Tensor:
    """The same for a single 4x4 matrix in plain Python numbers: 39 passes of three tensor calls take four times as long.

    Python's numbers are float64, so this is the more exact of the two. Rows are a-d, e-h, i-l, m-p.
    """
    a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p = matrix.flatten().tolist()
    for step in range(steps):
        if step:
            r, s = 1 / (a + b + c + d + eps), 1 / (e + f + g + h + eps)
            t, u = 1 / (i + j + k + l + eps), 1 / (m + n + o + p + eps)
            a, b, c, d, e, f, g, h = a * r, b * r, c * r, d * r, e * s, f * s, g * s, h * s
            i, j, k, l, m, n, o, p = i * t, j * t, k * t, l * t, m * u, n * u, o * u, p * u
        r, s = 1 / (a + e + i + m + eps), 1 / (b + f + j + n + eps)
        t, u = 1 / (c + g + k + o + eps), 1 / (d + h + l + p + eps)
        a, b, c, d, e, f, g, h = a * r, b * s, c * t, d * u, e * r, f * s, g * t, h * u
        i, j, k, l, m, n, o, p = i * r, j * s, k * t, l * u, m * r, n * s, o * t, p * u
    return torch.tensor([a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p], dtype=matrix.dtype).view_as(matrix)

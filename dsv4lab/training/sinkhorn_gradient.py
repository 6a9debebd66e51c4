"""Sinkhorn with a backward pass of its own in plain PyTorch, for training on a CPU.

Same values as `dsv4lab.kernels.sinkhorn.sinkhorn`, and the same walk back as sinkhorn_gradient_triton.py: only the divisors
of each pass are kept. Surprising: the tokens come last, so that a sum over four rows is a sum of four long vectors; with
them first, one site takes seven times as long. Tests: tests/training/test_forward.py.
"""

from __future__ import annotations

import torch
from torch import Tensor


class _Sinkhorn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits: Tensor, steps: int, eps: float) -> Tensor:
        x = logits.flatten(0, -3).permute(1, 2, 0).contiguous()  # [from, to, tokens]
        x = x.softmax(1).add_(eps)
        divisors = []
        for step in range(steps):
            for axis in (0,) if step == 0 else (1, 0):  # rows of a softmax sum to one already
                divisors.append(x.sum(axis, keepdim=True).add_(eps))
                x.div_(divisors[-1])
        ctx.save_for_backward(x, *divisors)
        ctx.eps = eps
        # In order again: products of many small matrices with other strides are taken one by one.
        return x.permute(2, 0, 1).contiguous().view(logits.shape)

    @staticmethod
    def backward(ctx, gradient: Tensor) -> tuple[Tensor, None, None]:  # pyright: ignore[reportIncompatibleMethodOverride]
        x, *divisors = ctx.saved_tensors
        shape, x = gradient.shape, x.clone()
        # A copy in any case: the walk works in place, and autograd may hand the same gradient to others.
        g = gradient.flatten(0, -3).permute(1, 2, 0).clone(memory_format=torch.contiguous_format)
        for number in range(len(divisors) - 1, -1, -1):
            # y = x / (sum x + eps) has the gradient (g - sum(g * y)) / (sum x + eps).
            g.sub_((g * x).sum(number % 2, keepdim=True)).div_(divisors[number])
            x.mul_(divisors[number])
        x.sub_(ctx.eps)
        g = x * (g - (g * x).sum(1, keepdim=True))
        return g.permute(2, 0, 1).reshape(shape), None, None


def sinkhorn_with_gradient(logits: Tensor, *, steps: int = 20, eps: float = 1e-6) -> Tensor:
    """As `dsv4lab.kernels.sinkhorn.sinkhorn`, for at least one step; logits [..., N, N] with at least one axis before."""
    return _Sinkhorn.apply(logits, steps, eps)  # pyright: ignore[reportReturnType]

"""Sinkhorn with a backward pass of its own, two kernels in place of more than a hundred per site (CUDA, Triton).

Same values as `dsv4lab.kernels.sinkhorn.sinkhorn`. The forward keeps only the divisors of each pass: multiplying them
back in walks the passes in reverse, so no intermediate matrix is stored. Surprising: the gradient of x / (sum x + eps) is
(g - sum(g * y)) / (sum x + eps) with y the result, so the walk needs nothing else. Tests: tests/training/test_forward.py.
"""

from __future__ import annotations

import torch
import triton
import triton.language as tl
from torch import Tensor

_TOKENS = 64  # matrices per program


@triton.jit
def _forward(
    logits, out, divisors, count, STEPS: tl.constexpr, EPS: tl.constexpr, N: tl.constexpr, BLOCK: tl.constexpr
):
    o_token = tl.program_id(0).to(tl.int64) * BLOCK + tl.arange(0, BLOCK)
    o_side = tl.arange(0, N)
    m_token = o_token < count
    o_matrix = o_token[:, None, None] * (N * N) + o_side[None, :, None] * N + o_side[None, None, :]
    m_matrix = m_token[:, None, None] & (o_side[None, :, None] < N) & (o_side[None, None, :] < N)
    o_divisor = o_token[:, None] * N + o_side[None, :]
    m_divisor = m_token[:, None] & (o_side[None, :] < N)
    x = tl.load(logits + o_matrix, mask=m_matrix, other=0.0)
    x = tl.exp(x - tl.max(x, axis=2)[:, :, None])
    x = x / tl.sum(x, axis=2)[:, :, None] + EPS
    for step in tl.static_range(STEPS):
        if step > 0:
            rows = tl.sum(x, axis=2) + EPS
            tl.store(divisors + (2 * step - 1) * count * N + o_divisor, rows, mask=m_divisor)
            x = x / rows[:, :, None]
        columns = tl.sum(x, axis=1) + EPS
        tl.store(divisors + 2 * step * count * N + o_divisor, columns, mask=m_divisor)
        x = x / columns[:, None, :]
    tl.store(out + o_matrix, x, mask=m_matrix)


@triton.jit
def _backward(
    gradient, out, divisors, result, count, STEPS: tl.constexpr, EPS: tl.constexpr, N: tl.constexpr, BLOCK: tl.constexpr
):
    o_token = tl.program_id(0).to(tl.int64) * BLOCK + tl.arange(0, BLOCK)
    o_side = tl.arange(0, N)
    m_token = o_token < count
    o_matrix = o_token[:, None, None] * (N * N) + o_side[None, :, None] * N + o_side[None, None, :]
    m_matrix = m_token[:, None, None] & (o_side[None, :, None] < N) & (o_side[None, None, :] < N)
    o_divisor = o_token[:, None] * N + o_side[None, :]
    m_divisor = m_token[:, None] & (o_side[None, :] < N)
    g = tl.load(gradient + o_matrix, mask=m_matrix, other=0.0)
    x = tl.load(out + o_matrix, mask=m_matrix, other=0.0)
    for back in tl.static_range(STEPS):
        step = STEPS - 1 - back
        columns = tl.load(divisors + 2 * step * count * N + o_divisor, mask=m_divisor, other=1.0)
        g = (g - tl.sum(g * x, axis=1)[:, None, :]) / columns[:, None, :]
        x = x * columns[:, None, :]
        if step > 0:
            rows = tl.load(divisors + (2 * step - 1) * count * N + o_divisor, mask=m_divisor, other=1.0)
            g = (g - tl.sum(g * x, axis=2)[:, :, None]) / rows[:, :, None]
            x = x * rows[:, :, None]
    x = x - EPS
    tl.store(result + o_matrix, x * (g - tl.sum(g * x, axis=2)[:, :, None]), mask=m_matrix)


@torch.library.custom_op("dsv4lab::sinkhorn_forward", mutates_args=())
def sinkhorn_forward(logits: Tensor, steps: int, eps: float) -> tuple[Tensor, Tensor]:
    """logits [..., N, N] float32, N a power of two -> the matrices and the divisors of all passes [2 * steps - 1, n, N]."""
    logits = logits.contiguous()
    side, out = logits.shape[-1], torch.empty_like(logits)
    count = logits.numel() // side**2
    divisors = logits.new_empty(2 * steps - 1, count, side)
    _forward[(triton.cdiv(count, _TOKENS),)](logits, out, divisors, count, steps, eps, side, _TOKENS)  # pyright: ignore[reportIndexIssue]
    return out, divisors


@torch.library.custom_op("dsv4lab::sinkhorn_backward", mutates_args=())
def sinkhorn_backward(gradient: Tensor, out: Tensor, divisors: Tensor, steps: int, eps: float) -> Tensor:
    """Gradient of the logits [..., N, N] from that of the matrices, `out` and `divisors` of `sinkhorn_forward`."""
    gradient, result = gradient.contiguous(), torch.empty_like(out)
    side = out.shape[-1]
    count = out.numel() // side**2
    _backward[(triton.cdiv(count, _TOKENS),)](gradient, out, divisors, result, count, steps, eps, side, _TOKENS)  # pyright: ignore[reportIndexIssue]
    return result


@sinkhorn_forward.register_fake
def _(logits: Tensor, steps: int, eps: float) -> tuple[Tensor, Tensor]:
    side = logits.shape[-1]
    out = torch.empty_like(logits, memory_format=torch.contiguous_format)
    return out, logits.new_empty(2 * steps - 1, logits.numel() // side**2, side)


@sinkhorn_backward.register_fake
def _(gradient: Tensor, out: Tensor, divisors: Tensor, steps: int, eps: float) -> Tensor:
    return torch.empty_like(out)


def _remember(ctx, inputs, output) -> None:
    ctx.save_for_backward(*output)
    ctx.steps, ctx.eps = inputs[1], inputs[2]


def _gradient(ctx, gradient: Tensor, _: Tensor) -> tuple[Tensor, None, None]:
    out, divisors = ctx.saved_tensors
    return sinkhorn_backward(gradient, out, divisors, ctx.steps, ctx.eps), None, None


sinkhorn_forward.register_autograd(_gradient, setup_context=_remember)


def sinkhorn(logits: Tensor, *, steps: int = 20, eps: float = 1e-6) -> Tensor:
    """As `dsv4lab.kernels.sinkhorn.sinkhorn`, for CUDA tensors and at least one step."""
    return sinkhorn_forward(logits, steps, eps)[0]

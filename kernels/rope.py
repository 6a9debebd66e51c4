"""RMS norm of a vector and the turn of its last channels: what every query, key and entry goes through.

Section 2.3 of the report: partial, interleaved rotary positions, pairs (2i, 2i + 1) of the last R channels. Surprising: the
norm's result is cast to the vector's dtype before the turn, as in the release, so the two cannot be merged into one
product; and values turn too, since they are the keys. Frequencies (theta, YaRN) are made in model/rope.py.
Tests: tests/kernels/test_rope_triton.py, tests/model/test_parts.py.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor


class Angles(tuple[Tensor, Tensor]):
    """(cos, sin), each [T, R] float32: a pair's cosine stands twice, its sine as (-sin, sin)."""


def angles_of(positions: Tensor, frequencies: Tensor) -> Angles:
    """positions [T] int64 and radians per position of every pair [R / 2] float32 -> cos and sin, each [T, R]."""
    angle = positions.float()[:, None] * frequencies
    sin = angle.sin()
    return Angles((angle.cos().repeat_interleave(2, -1), torch.stack((-sin, sin), -1).flatten(-2)))


def rotate(x: Tensor, angles: Angles, *, inverse: bool = False) -> Tensor:
    """Turn the last R channels of x [B, T, ..., C] by the angles of its T positions, in float32; same dtype back."""
    cos, sin = angles
    width = cos.shape[-1]
    shape = (cos.shape[0],) + (1,) * (x.ndim - 3) + (width,)
    cos, sin = cos.view(shape), sin.view(shape)
    # Cast once, after both products: a vector in bfloat16 is rounded by the turn a single time.
    part = x[..., x.shape[-1] - width :].float()
    neighbour = part.unflatten(-1, (-1, 2)).flip(-1).flatten(-2)
    turned = part * cos + neighbour * (-sin if inverse else sin)  # (a cos - b sin, b cos + a sin)
    return torch.cat((x[..., : x.shape[-1] - width], turned.to(x.dtype)), -1)


def rms_norm(x: Tensor, weight: Tensor | None = None, *, eps: float = 1e-6) -> Tensor:
    """x * rsqrt(mean(x^2) + eps) * weight over the last axis; x [..., D], weight [D] or None.

    Computed in float32 and cast once, at the end, to x's dtype.
    """
    if x.dtype == torch.float32:  # one call; up to rounding the same
        return F.rms_norm(x, x.shape[-1:], None if weight is None else weight.float(), eps)
    wide = x.float()
    out = wide * torch.rsqrt(wide.square().mean(-1, keepdim=True) + eps)
    return (out if weight is None else out * weight.float()).to(x.dtype)


def norm_rotate(
    x: Tensor,
    weight: Tensor | None,
    positions: Tensor,
    frequencies: Tensor,
    *,
    eps: float | None,
    inverse: bool = False,
) -> Tensor:
    """x [T, H, C] at positions [T], radians per position of every pair [R / 2] float32 -> the same shape and dtype.

    eps None leaves the norm out; weight [C] or None; `inverse` turns back.
    """
    if eps is not None:
        x = rms_norm(x, weight, eps=eps)
    return rotate(x[None], angles_of(positions, frequencies), inverse=inverse)[0]

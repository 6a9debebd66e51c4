"""RMS norm of a vector and the turn of its last channels, together: what every query, key and entry goes through.

Section 2.3 of the report; the angles are made in model/rope.py. Surprising: the norm's result is cast to the vector's dtype
before the turn, as in the release, so the two cannot be merged into one product. Tests: tests/kernels/test_rope_triton.py.
"""

from __future__ import annotations

import torch
from torch import Tensor

from dsv4lab.kernels.rms_norm import rms_norm


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

    eps None leaves the norm out; weight [C] or None; `inverse` turns back. Pairs are (2i, 2i + 1) of the last R channels.
    """
    if eps is not None:
        x = rms_norm(x, weight, eps=eps)
    angle = positions.float()[:, None, None] * frequencies
    cos, sin = angle.cos(), -angle.sin() if inverse else angle.sin()
    width = 2 * frequencies.shape[0]
    a, b = x[..., x.shape[-1] - width :].float().unflatten(-1, (-1, 2)).unbind(-1)
    turned = torch.stack((a * cos - b * sin, a * sin + b * cos), -1).flatten(-2).to(x.dtype)
    return torch.cat((x[..., : x.shape[-1] - width], turned), -1)

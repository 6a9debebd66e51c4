"""Norm and rotation in Triton equal their definition, forward and back."""

from __future__ import annotations

import pytest
import torch
from kernel_device import CLOSE, DEVICE, Draw, difference, nan

from dsv4lab.kernels.rope import norm_rotate
from dsv4lab.kernels.rope_triton import norm_rotate_triton


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16], ids=["float32", "bfloat16"])
@pytest.mark.parametrize(
    ("tokens", "heads", "width", "rotated"), [(0, 2, 16, 8), (1, 1, 44, 30), (5, 3, 64, 16), (2, 13, 24, 8)]
)
def test_matches_the_definition(tokens, heads, width, rotated, dtype):
    draw = Draw(f"rope{tokens}{width}")
    x, weight = draw(tokens, heads, width, dtype=dtype), draw(width)
    positions, frequencies = draw.integers(0, 5000, tokens), draw(rotated // 2).abs()
    for options in ({"eps": 1e-6}, {"eps": 1e-6, "inverse": True}, {"eps": None}):
        for scale in (weight, None):
            want = norm_rotate(x, scale, positions, frequencies, **options)
            out = nan(tokens, heads, width, dtype=dtype)
            got = norm_rotate_triton(x, scale, positions, frequencies, **options, out=out)
            assert difference(got, want) < 10 * CLOSE[torch.float32] if dtype == torch.float32 else CLOSE[dtype]


def test_turning_back_restores():
    draw = Draw("back")
    x, positions, frequencies = draw(4, 2, 32), torch.arange(4, device=DEVICE) + 1000, draw(8).abs()
    there = norm_rotate_triton(x, None, positions, frequencies, eps=None)
    back = norm_rotate_triton(there, None, positions, frequencies, eps=None, inverse=True)
    assert difference(back, x) < CLOSE[torch.float32] and difference(there, x) > 0.1

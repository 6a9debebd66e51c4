"""Norms of what experts add and streams' inner products against plain PyTorch."""

from __future__ import annotations

import torch
from kernel_device import Draw, difference, nan

from dsv4lab.kernels.capture_norms_triton import expert_norms_triton, stream_products_triton


def test_norms_of_every_summand():
    draw = Draw("norms")
    routed, shared = draw(3, 5, 1500), draw(3, 1500)
    want = torch.cat((routed, shared[:, None]), 1).norm(dim=-1)
    assert difference(expert_norms_triton(routed, shared, out=nan(3, 6)), want) < 3e-6


def test_products_of_streams():
    x = Draw("products")(2, 3, 4, 300)
    assert difference(stream_products_triton(x, out=nan(2, 3, 4, 4)), x @ x.transpose(-1, -2)) < 3e-6

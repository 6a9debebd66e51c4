"""Experts' sum into the streams, their norms, and streams' inner products against plain PyTorch."""

from __future__ import annotations

import pytest
import torch
from kernel_device import CLOSE, Draw, difference, nan

from dsv4lab.kernels.expert_sum_triton import expand_experts_triton, expert_norms_triton, stream_products_triton
from dsv4lab.kernels.hyper_connections import expand_streams


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
@pytest.mark.parametrize(("tokens", "slots", "streams", "width"), [(3, 6, 4, 72), (1, 1, 2, 1100), (0, 2, 4, 8)])
def test_the_sum_enters_the_streams(tokens, slots, streams, width, dtype):
    draw = Draw(f"expand{tokens}{width}")
    routed, shared = draw(tokens, slots, width, dtype=dtype), draw(tokens, width, dtype=dtype)
    x, post, comb = draw(tokens, streams, width, dtype=dtype), draw(tokens, streams), draw(tokens, streams, streams)
    out = nan(tokens, streams, width, dtype=dtype)
    assert expand_experts_triton(routed, shared, x, post, comb, out=out) is out
    total = (routed.float().sum(1) + shared.float()).to(dtype)
    assert difference(out, expand_streams(total, x, post, comb)) < CLOSE[dtype]


def test_norms_of_every_summand():
    draw = Draw("norms")
    routed, shared = draw(3, 5, 1500), draw(3, 1500)
    want = torch.cat((routed, shared[:, None]), 1).norm(dim=-1)
    assert difference(expert_norms_triton(routed, shared, out=nan(3, 6)), want) < 3e-6


def test_products_of_streams():
    x = Draw("products")(2, 3, 4, 300)
    assert difference(stream_products_triton(x, out=nan(2, 3, 4, 4)), x @ x.transpose(-1, -2)) < 3e-6

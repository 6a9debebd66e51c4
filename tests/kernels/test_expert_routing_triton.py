"""Routing in Triton equals its definition: learned, by table, ties, scores near zero."""

from __future__ import annotations

import pytest
import torch
from kernel_device import CLOSE, DEVICE, Draw, difference, nan

from dsv4lab.kernels.expert_routing import route
from dsv4lab.kernels.expert_routing_triton import route_triton


@pytest.mark.parametrize("hash_layer", [False, True], ids=["learned", "hash"])
@pytest.mark.parametrize(("tokens", "experts", "width", "slots"), [(0, 8, 32, 2), (1, 12, 200, 3), (70, 33, 48, 6)])
def test_matches_the_definition(tokens, experts, width, slots, hash_layer):
    draw = Draw(f"route{tokens}{experts}")
    x, weight = draw(tokens, width, scale=3.0), draw(experts, width)
    bias, table, ids = draw(experts), None, None
    if hash_layer:
        bias, table, ids = None, draw.integers(0, experts, 50, slots), draw.integers(0, 50, tokens)
    want = route(x.double(), weight.double(), bias, table, ids, slots, scaling=1.5)
    out = torch.full((tokens, slots), -7, device=DEVICE), nan(tokens, slots), nan(tokens, experts)
    got = route_triton(x, weight, bias, table, ids, slots, scaling=1.5, out=out)
    assert torch.equal(got[0], want[0])
    assert difference(got[1], want[1]) < CLOSE[torch.float32]
    assert difference(got[2], want[2]) < CLOSE[torch.float32]


def test_ties_go_to_the_lower_expert():
    x, weight = torch.zeros(1, 16, device=DEVICE), torch.zeros(9, 16, device=DEVICE)
    experts, weights, _ = route_triton(x, weight, torch.zeros(9, device=DEVICE), None, None, 4, scaling=2.0)
    assert experts.tolist() == [[0, 1, 2, 3]]
    assert torch.allclose(weights, torch.full_like(weights, 0.5))


def test_very_negative_logits_keep_their_ratios():
    x, weight = torch.ones(1, 16, device=DEVICE), torch.full((4, 16), -2.0, device=DEVICE)
    weight[1] = -1.9
    bias = torch.zeros(4, device=DEVICE)
    want = route(x.double(), weight.double(), bias, None, None, 2, scaling=1.0)
    got = route_triton(x, weight, bias, None, None, 2, scaling=1.0)
    assert difference(got[1], want[1]) < 1e-5

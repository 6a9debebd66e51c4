"""dsv4lab/training/blocked_attention.py: one softmax over everything, the same in blocks of queries."""

from __future__ import annotations

import torch

from dsv4lab.kernels.attention import visible_entries
from dsv4lab.training.blocked_attention import blocked_attention


def test_attention_mass_of_window_entries_and_sink_sums_to_one() -> None:
    torch.manual_seed(0)
    query, key, entries = torch.randn(1, 12, 2, 8), torch.zeros(1, 12, 8), torch.zeros(1, 3, 8)
    allowed = torch.ones(1, 12, 3, dtype=torch.bool)
    _, mass = blocked_attention(query, key, entries, allowed, torch.zeros(2), window=4)
    assert mass is not None
    # All logits are zero: each of the seen keys (up to 4), 3 entries and the sink weighs the same.
    seen = torch.arange(1, 13).clamp(max=4)
    torch.testing.assert_close(mass, (2 / (seen + 4.0))[None, :, None].expand(1, 12, 3))


def test_blocks_of_queries_change_no_value_and_no_gradient() -> None:
    torch.manual_seed(0)
    shapes = (2, 24, 3, 8), (2, 24, 8), (2, 6, 8), (3,)  # query, key, entries of four tokens each, sink
    allowed = visible_entries(24, 6, start=0, rate=4)[None]
    found = []
    for blocks in (1, 3):
        inputs = [torch.randn(shape, generator=torch.Generator().manual_seed(i)) for i, shape in enumerate(shapes)]
        query, key, entries, sink = (one.double().requires_grad_() for one in inputs)
        out, mass = blocked_attention(query, key, entries, allowed, sink, 4, blocks=blocks)
        assert mass is not None
        found.append([out, mass, *torch.autograd.grad(out.square().sum(), (query, key, entries, sink))])
    for whole, parts in zip(*found, strict=True):
        torch.testing.assert_close(whole, parts, rtol=0, atol=1e-12)  # float64, another order of sums


def test_later_entries_change_nothing_for_earlier_blocks() -> None:
    torch.manual_seed(0)
    query, key, entries = torch.randn(1, 16, 2, 8), torch.randn(1, 16, 8), torch.randn(1, 4, 8)
    allowed = visible_entries(16, 4, start=0, rate=4)[None]
    out, _ = blocked_attention(query, key, entries, allowed, torch.zeros(2), 4, blocks=4)
    entries[:, 3] = 100.0
    again, _ = blocked_attention(query, key, entries, allowed, torch.zeros(2), 4, blocks=4)
    assert torch.equal(out[:, :15], again[:, :15])
    assert not torch.equal(out[:, 15], again[:, 15])

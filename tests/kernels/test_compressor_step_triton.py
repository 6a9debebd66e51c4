"""Token by token a compressor makes the entries that pooling whole blocks makes; halted, it changes nothing."""

from __future__ import annotations

import pytest
import torch
from kernel_device import DEVICE, Draw, difference, nan

from dsv4lab.kernels.compressor import pool_blocks
from dsv4lab.kernels.compressor_step_triton import compress_step_triton
from dsv4lab.kernels.rope import norm_rotate


@pytest.mark.parametrize(("rate", "overlap", "width"), [(4, True, 24), (3, False, 20)])
def test_steps_make_the_entries_of_whole_blocks(rate, overlap, width):
    draw, batch, blocks = Draw(f"step{rate}"), 2, 3
    columns = width * (2 if overlap else 1)
    content, gate = draw(batch, blocks * rate, columns), draw(batch, blocks * rate, columns)
    ape, norm, frequencies = draw(rate, columns), draw(width), draw(4).abs()
    with_bias = gate + ape.repeat(blocks, 1)
    pooled, weights = pool_blocks(
        content.unflatten(1, (blocks, rate)), with_bias.unflatten(1, (blocks, rate)), None, overlap=overlap
    )
    positions = torch.arange(blocks, device=DEVICE) * rate
    want = torch.stack([norm_rotate(one[:, None], norm, positions, frequencies, eps=1e-6)[:, 0] for one in pooled])

    rows = 2 * rate if overlap else rate
    kept = (
        torch.zeros(batch, rows, columns, device=DEVICE),
        torch.full((batch, rows, columns), -torch.inf, device=DEVICE),
    )
    out, mean = nan(batch, blocks + 1, width), nan(batch, weights.shape[2])
    position, halted = (
        torch.zeros(1, dtype=torch.int64, device=DEVICE),
        torch.zeros(1, dtype=torch.int32, device=DEVICE),
    )

    def step(at: int) -> None:
        compress_step_triton(
            content[:, at], gate[:, at], ape, *kept, norm, position, halted, frequencies,
            rate=rate, overlap=overlap, eps=1e-6, out=out, gate_mean=mean,
        )  # fmt: skip

    for at in range(blocks * rate):
        position.fill_(at)
        if at == rate:
            before = [part.clone() for part in (*kept, out.nan_to_num())]
            halted.fill_(1)
            step(at)
            halted.fill_(0)
            assert all(torch.equal(a, b) for a, b in zip(before, (*kept, out.nan_to_num()), strict=True))
        step(at)
        if (at + 1) % rate == 0:
            assert difference(mean, weights[:, at // rate].mean(-1)) < 3e-6
    assert difference(out[:, :blocks], want) < 3e-6
    assert out[:, blocks:].isnan().all()

"""Pooling, norm and rotation in one kernel equal the three definitions, one after the other."""

from __future__ import annotations

import pytest
import torch
from kernel_device import CLOSE, DEVICE, Draw, difference, nan

from dsv4lab.kernels.compressor import pool_blocks
from dsv4lab.kernels.compressor_triton import pool_entries_triton
from dsv4lab.kernels.rope import norm_rotate


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16], ids=["float32", "bfloat16"])
@pytest.mark.parametrize("before", [False, True], ids=["first", "later"])
@pytest.mark.parametrize(
    ("batch", "blocks", "rate", "width", "overlap"),
    [(2, 3, 4, 24, True), (1, 1, 4, 16, True), (2, 2, 13, 40, False)],
)
def test_matches_the_definitions(batch, blocks, rate, width, overlap, before, dtype):
    draw, columns = Draw(f"pool{blocks}{rate}{width}"), width * (2 if overlap else 1)
    content, gate = draw(batch, blocks, rate, columns), draw(batch, blocks, rate, columns, scale=3.0)
    previous = (draw(batch, rate, columns), draw(batch, rate, columns)) if before and overlap else None
    norm, frequencies, positions = draw(width), draw(4).abs(), (torch.arange(blocks, device=DEVICE) + 7) * rate
    wide = previous and (previous[0].double(), previous[1].double())
    pooled, weights = pool_blocks(content.double(), gate.double(), wide, overlap=overlap)
    rows = pooled.to(dtype).flatten(0, 1)[:, None]
    want = norm_rotate(rows, norm, positions.repeat(batch), frequencies, eps=1e-6).view(batch, blocks, width)
    cache = nan(batch, blocks + 2, width, dtype=dtype)  # entries are written into the middle of a cache
    means = nan(batch, blocks, weights.shape[2])
    got = pool_entries_triton(
        content, gate, previous, norm, positions, frequencies, overlap=overlap, eps=1e-6,
        out=cache[:, 1 : blocks + 1], gate_mean=means,
    )  # fmt: skip
    assert difference(got, want) < (3 * CLOSE[dtype])
    assert difference(means, weights.mean(-1)) < CLOSE[torch.float32]
    assert cache[:, 0].isnan().all() and cache[:, -1].isnan().all()


def test_no_complete_block_writes_nothing():
    none, norm, out = torch.zeros(1, 0, 4, 32, device=DEVICE), torch.ones(16, device=DEVICE), nan(1, 0, 16)
    positions = torch.zeros(0, dtype=torch.int64, device=DEVICE)
    assert pool_entries_triton(none, none, None, norm, positions, norm[:4], overlap=True, eps=1e-6, out=out) is out

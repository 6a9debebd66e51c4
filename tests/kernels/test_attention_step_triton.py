"""The two launches of an attention step against norm_rotate."""

from __future__ import annotations

import pytest
import torch
from kernel_device import CLOSE, DEVICE, Draw, difference, nan

from dsv4lab.kernels.attention_step_triton import low_and_key_triton, step_queries_triton
from dsv4lab.kernels.linear_packed_triton import pack_vectors
from dsv4lab.kernels.rope import norm_rotate


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_low_rank_vector_and_key(dtype):
    draw, batch = Draw(f"low{dtype}"), 2
    both = draw(batch, 40 + 24, dtype=dtype)
    q_norm, kv_norm, frequencies = draw(40), draw(24), draw(4).abs()
    ring, position = nan(batch, 5, 24, dtype=dtype), torch.tensor([13], device=DEVICE)
    kinds = ("fp4", "fp8") if dtype == torch.bfloat16 else ()
    low, packed = low_and_key_triton(
        both[:, :40], both[:, 40:], q_norm, kv_norm, position, frequencies, ring, eps=1e-6, kinds=kinds
    )
    assert (packed is None) != bool(kinds)
    if packed is not None:
        for got, other in zip(packed, pack_vectors(low, kinds), strict=True):
            assert torch.equal(got, other)
    where = position.expand(batch)
    want = norm_rotate(both[:, None, :40], q_norm, where, frequencies[:0], eps=1e-6)[:, 0]
    assert difference(low, want) < CLOSE[dtype]
    key = norm_rotate(both[:, None, 40:], kv_norm, where, frequencies, eps=1e-6)[:, 0]
    assert difference(ring[:, 13 % 5], key) < CLOSE[dtype]
    assert ring[:, [0, 1, 2, 4]].isnan().all()


@pytest.mark.parametrize("indexed", [False, True])
def test_queries_of_attention_and_indexer(indexed):
    draw, batch = Draw(f"queries{indexed}"), 2
    both, frequencies = draw(batch, 3 * 24 + 2 * 16), draw(4).abs()
    position = torch.tensor([7], device=DEVICE)
    query, index = step_queries_triton(
        both[:, :72], both[:, 72:] if indexed else None, position, frequencies, heads=3, index_heads=2, eps=1e-6
    )
    where = position.expand(batch)
    assert difference(query, norm_rotate(both[:, :72].unflatten(1, (3, 24)), None, where, frequencies, eps=1e-6)) < 3e-6
    assert (index is None) != indexed
    if index is not None:
        want = norm_rotate(both[:, 72:].unflatten(1, (2, 16)), None, where, frequencies, eps=None)
        assert difference(index, want) < 3e-6

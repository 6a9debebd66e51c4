"""Experts that lie scattered over two memories add the same, bit for bit, as those that lie one behind the other."""

from __future__ import annotations

import pytest
import torch
from kernel_device import DEVICE, Draw, nan
from stored_matrix import stored

from dsv4lab.kernels.experts_many_triton import experts_many
from dsv4lab.kernels.experts_triton import chosen_experts_triton
from dsv4lab.kernels.linear import StoredMatrix
from dsv4lab.kernels.linear_packed_triton import pack_vectors

pytestmark = pytest.mark.usefixtures("large_blocks")
EXPERTS = 4


def scattered(stores: list[StoredMatrix]) -> tuple[list[StoredMatrix], list[torch.Tensor]]:
    """Each expert's matrices together in one record, records in two memories and in no order; and these memories."""
    parts = [part for store in stores for part in (store.codes, store.scale) if part is not None]
    sizes = [part[0].numel() * part.element_size() for part in parts]
    begins, size = [], 0
    for one in sizes:
        begins.append(size)
        size += -(-one // 256) * 256
    near = torch.full((EXPERTS, size), 255, dtype=torch.uint8, device=DEVICE)
    far = torch.full((EXPERTS, size), 255, dtype=torch.uint8, pin_memory=DEVICE == "cuda")
    rows = [near[3], far[2], near[1], far[0]]
    for expert, row in enumerate(rows):
        for part, begin, length in zip(parts, begins, sizes, strict=True):
            row[begin : begin + length].copy_(part[expert].contiguous().view(torch.uint8).flatten())
    places = torch.tensor([row.data_ptr() - near.data_ptr() for row in rows], device=DEVICE)
    shown = [
        near[0, begin : begin + length].view(part.dtype).view(part.shape[1:]).expand(part.shape)
        for part, begin, length in zip(parts, begins, sizes, strict=True)
    ]
    each = len(parts) // len(stores)
    out = [StoredMatrix(*shown[i : i + each], *[None] * (2 - each), places) for i in range(0, len(shown), each)]
    return out, [near, far]


def product_by_group(a, b, ends):
    group = torch.searchsorted(ends, torch.arange(len(a), device=a.device, dtype=ends.dtype), right=True)
    return torch.einsum("pi,poi->po", a.float(), b[group].float()).to(a.dtype)


@pytest.mark.parametrize("way", ["one by one", "grouped", "packed", "many"])
@pytest.mark.parametrize("kind", ["fp4", "fp8", "plain"])
def test_scattered_experts_add_the_same(kind, way):
    if way == "packed" and kind == "plain":
        return
    draw, tokens, slots, width, inner = Draw(f"places{kind}{way}"), 2, 2, 128, 128 if way == "packed" else 64
    dtype = torch.bfloat16 if way in ("packed", "many") else torch.float32
    x, weights = draw(tokens, width, dtype=dtype, scale=0.1), draw(tokens, slots).abs()
    picks = torch.tensor([[0, 1], [3, 1]], device=DEVICE)
    shapes = ((inner, width), (inner, width), (width, inner))
    stores = [stored(draw, kind, EXPERTS, *shape)[0] for shape in shapes]
    got, _kept = scattered(stores)
    assert [store.bytes() for store in got] == [store.bytes() for store in stores]

    def added(matrices: list[StoredMatrix]) -> torch.Tensor:
        out = nan(tokens, slots, width, dtype=dtype)
        if way == "many":
            experts_many(x, picks, weights, *matrices, 1.0, out, None if DEVICE == "cuda" else product_by_group)
            return out
        packed = pack_vectors(x, (kind,)) if way == "packed" else None
        return chosen_experts_triton(
            x, picks, weights, *matrices, limit=1.0, grouped=way == "grouped", out=out, packed=packed
        )

    want = added(stores)
    assert want.isfinite().all() and torch.equal(added(got), want)
    others = got[0].places[[1, 0, 2, 3]]
    for i in (0, 2):
        swapped = [m._replace(places=others) if i in (n, n + 1) else m for n, m in enumerate(got)]
        assert not torch.equal(added(swapped), want), "each matrix is looked for in its table"

"""Chosen experts in Triton, from FP4, FP8 and plain weights, equal the definition on the dequantised weights."""

from __future__ import annotations

import pytest
import torch
from kernel_device import CLOSE, DEVICE, Draw, difference, nan
from stored_matrix import stored

from dsv4lab.errors import ShapeError
from dsv4lab.kernels import experts_triton
from dsv4lab.kernels.experts import chosen_experts, swiglu
from dsv4lab.kernels.experts_many_triton import activate_triton, experts_many
from dsv4lab.kernels.experts_triton import chosen_experts_triton
from dsv4lab.kernels.linear import StoredMatrix
from dsv4lab.kernels.linear_packed_triton import pack_vectors
from dsv4lab.kernels.quantization import (
    quantize_fp4_rows,
    quantize_fp8_tiles,
    simulate_fp8,
)  # fmt: skip

SIZES = [(1, 3, 5, 64, 96), (0, 2, 4, 32, 32), (5, 2, 3, 160, 64), (1, 2, 2, 288, 544)]
# Blocks smaller than the matrices, so that every loop turns more than once and ends raggedly.
ROWS = {
    kind: {"BLOCK_O": 64, "BLOCK_I": inputs, "num_warps": 4}
    for kind, inputs in (("fp4", 16), ("fp8", 128), ("plain", 128))
}


@pytest.mark.parametrize("grouped", [False, True], ids=["one by one", "grouped"])
@pytest.mark.parametrize("kind", ["fp4", "fp8", "plain"])
@pytest.mark.parametrize(("tokens", "slots", "experts", "width", "inner"), SIZES)
def test_matches_the_definition(tokens, slots, experts, width, inner, kind, grouped, monkeypatch):
    monkeypatch.setitem(experts_triton.ROWS, kind, ROWS[kind])
    draw = Draw(f"{tokens}{width}{kind}")
    x, picks = draw(tokens, width, dtype=torch.float32), draw.integers(0, experts, tokens, slots)
    weights = draw(tokens, slots).abs()
    pairs = [stored(draw, kind, experts, *shape) for shape in ((inner, width), (inner, width), (width, inner))]
    want = chosen_experts(x.double(), picks, weights, *(value for _, value in pairs), limit=1.0)
    out = nan(tokens, slots, width)
    got = chosen_experts_triton(
        x, picks, weights, *(store for store, _ in pairs), limit=1.0, grouped=grouped, out=out
    )  # fmt: skip
    assert got is out
    assert difference(got, want) < CLOSE[torch.float32]


@pytest.mark.parametrize("grouped", [False, True], ids=["one by one", "grouped"])
def test_bfloat16_activations(grouped):
    draw = Draw("bfloat16")
    x, picks, weights = draw(3, 64, dtype=torch.bfloat16), draw.integers(0, 4, 3, 2), draw(3, 2).abs()
    pairs = [stored(draw, "fp4", 4, *shape) for shape in ((96, 64), (96, 64), (64, 96))]
    want = chosen_experts(x.double(), picks, weights, *(value for _, value in pairs), limit=10.0)
    got = chosen_experts_triton(x, picks, weights, *(store for store, _ in pairs), limit=10.0, grouped=grouped)
    assert difference(got, want) < 2 * CLOSE[torch.bfloat16]  # rounded four times on the way


@pytest.mark.parametrize("kind", ["fp4", "fp8"])
@pytest.mark.parametrize(("tokens", "slots", "experts", "width", "inner"), [(1, 1, 2, 384, 128), (2, 2, 3, 128, 256)])
def test_few_tokens_on_the_matrix_units(tokens, slots, experts, width, inner, kind):
    draw = Draw(f"few{width}{kind}")
    x = draw(tokens, width, dtype=torch.bfloat16, scale=3.0)
    picks, weights = draw.integers(0, experts, tokens, slots), draw(tokens, slots).abs()
    pairs = [stored(draw, kind, experts, *shape) for shape in ((inner, width), (inner, width), (width, inner))]
    want = chosen_experts(x.double(), picks, weights, *(value for _, value in pairs), limit=10.0)
    out = nan(tokens, slots, width, dtype=x.dtype)
    packed = pack_vectors(x, (kind,))
    got = chosen_experts_triton(
        x, picks, weights, *(store for store, _ in pairs), limit=10.0, grouped=False, out=out, packed=packed
    )
    assert got is out
    assert difference(got, want) < 2 * CLOSE[torch.bfloat16]  # rounded four times on the way


def product_by_group(a, b, ends):
    """What torch's grouped product does on a GPU."""
    group = torch.searchsorted(ends, torch.arange(len(a), device=a.device, dtype=ends.dtype), right=True)
    return torch.einsum("pi,poi->po", a.float(), b[group].float()).to(a.dtype)


@pytest.mark.parametrize("kind", ["fp4", "fp8", "plain"])
def test_many_tokens_by_the_grouped_product(kind):
    draw, tokens, slots, experts, width, inner = Draw(f"many{kind}"), 7, 2, 5, 64, 96
    x, weights = draw(tokens, width, dtype=torch.bfloat16), draw(tokens, slots)
    picks = draw.integers(1, experts, tokens, slots)  # nobody chooses the first
    pairs = [stored(draw, kind, experts, *shape) for shape in ((inner, width), (inner, width), (width, inner))]
    want = chosen_experts(x.double(), picks, weights, *(value for _, value in pairs), limit=1.0)
    out = nan(tokens, slots, width, dtype=x.dtype)
    stores = [store for store, _ in pairs]
    experts_many(x, picks, weights, *stores, 1.0, out, None if DEVICE == "cuda" else product_by_group)
    assert difference(out, want) < 2 * CLOSE[torch.bfloat16]  # rounded four times on the way


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_activation_of_many_rows(dtype):
    draw = Draw(f"activation{dtype}")
    gate, up = draw(3, 2100, dtype=dtype, scale=4.0), draw(3, 2100, dtype=dtype, scale=4.0)
    order, weights = draw.integers(0, 3, 3), draw(3)
    want = swiglu(gate.double(), up.double(), 2.0)
    weighted = activate_triton(gate.clone(), up, 2.0, order=order, weights=weights)
    assert difference(activate_triton(gate, up, 2.0), want) < CLOSE[dtype]
    assert difference(weighted, want * weights[order, None]) < 2 * CLOSE[dtype]  # rounded twice


@pytest.mark.parametrize("way", ["one by one", "grouped", "packed", "many"])
@pytest.mark.parametrize("kind", ["fp4", "fp8", "plain"])
def test_release_numerics_round_the_hidden_vector(kind, way):
    """With the identity as the last matrix the hidden vector itself comes out, so the rounding must be exact."""
    if way == "packed" and kind == "plain":
        return
    draw, tokens, slots, experts, width, inner = Draw(f"hidden{kind}{way}"), 2, 1, 2, 256, 256
    dtype = torch.bfloat16 if way in ("packed", "many") else torch.float32
    x, picks = draw(tokens, width, dtype=dtype, scale=2.0), draw.integers(0, experts, tokens, slots)
    w1, w3 = (stored(draw, kind, experts, inner, width)[0] for _ in range(2))
    one = torch.eye(inner, device=DEVICE).expand(experts, -1, -1)
    quantise = {"fp4": quantize_fp4_rows, "fp8": quantize_fp8_tiles}.get(kind)
    w2 = StoredMatrix(*quantise(one)) if quantise else StoredMatrix(one.to(torch.bfloat16).contiguous())
    weights, options = draw(tokens, slots).abs() * 0.1, {"limit": 10.0, "grouped": way == "grouped"}
    if way == "packed":
        options["packed"] = pack_vectors(x, (kind,))
    outs = []
    for release in (False, True):
        out = nan(tokens, slots, inner, dtype=dtype)
        if way == "many":
            product = None if DEVICE == "cuda" else product_by_group
            experts_many(x, picks, weights, w1, w3, w2, 10.0, out, product, release=release)
        else:
            chosen_experts_triton(x, picks, weights, w1, w3, w2, **options, out=out, release=release)
        outs.append(out)
    assert torch.equal(outs[1], simulate_fp8(outs[0], 128)) and not torch.equal(*outs)


def test_mixed_storage_is_refused_by_name():
    draw = Draw("mixed")
    fp4, fp8 = stored(draw, "fp4", 2, 32, 32)[0], stored(draw, "fp8", 2, 32, 32)[0]
    with pytest.raises(ShapeError, match=r"fp4.*fp8"):
        chosen_experts_triton(draw(1, 32), draw.integers(0, 2, 1, 1), draw(1, 1), fp4, fp4, fp8, limit=1.0)

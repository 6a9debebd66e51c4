"""Matrices read as stored equal the product with the dequantised matrix."""

from __future__ import annotations

import pytest
import torch
from kernel_device import CLOSE, Draw, difference, nan
from stored_matrix import stored

from dsv4lab.errors import ShapeError
from dsv4lab.kernels import linear_packed_triton
from dsv4lab.kernels.attention_output_triton import grouped_linear_triton
from dsv4lab.kernels.linear_packed_triton import pack_vectors
from dsv4lab.kernels.linear_plain_triton import plain_rows
from dsv4lab.kernels.linear_stored_triton import STRETCH, shared_out
from dsv4lab.kernels.linear_triton import linear_triton
from dsv4lab.kernels.quantization_dequantize_triton import dequantize_triton


@pytest.mark.parametrize("kind", ["fp4", "fp8", "plain"])
@pytest.mark.parametrize(("tokens", "inputs", "outputs"), [(0, 32, 8), (1, 160, 70), (3, 32, 20), (9, 288, 140)])
def test_matches_the_dequantised_product(tokens, inputs, outputs, kind):
    draw = Draw(f"linear{tokens}{kind}")
    x, (store, weight) = draw(tokens, inputs), stored(draw, kind, 1, outputs, inputs)
    out = nan(tokens, outputs)
    assert linear_triton(x, store, out=out) is out
    assert difference(out, x.double() @ weight[0].T) < CLOSE[x.dtype]


@pytest.mark.parametrize("kind", ["fp4", "fp8"])
@pytest.mark.parametrize(("tokens", "inputs", "outputs"), [(1, 640, 20), (3, 128, 16)])
def test_few_tokens_on_the_matrix_units(tokens, inputs, outputs, kind):
    """float32 outputs show that no bit of the bfloat16 vector is lost, whatever its size."""
    draw = Draw(f"few{inputs}{kind}")
    x, (store, weight) = draw(tokens, inputs, dtype=torch.bfloat16, scale=1e-6), stored(draw, kind, 1, outputs, inputs)
    out = nan(tokens, outputs)
    assert linear_triton(x, store, out=out, packed=pack_vectors(x, (kind,))) is out
    assert difference(out, x.double() @ weight[0].T) < CLOSE[torch.float32]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("kind", ["fp8", "plain"])
def test_each_group_meets_its_own_matrix(kind, packed, monkeypatch):
    draw = Draw(f"groups{kind}")
    if packed:
        monkeypatch.setattr(linear_packed_triton, "PACKING_WORTH", 0)
    dtype = torch.bfloat16 if packed else torch.float32
    x, (store, weight) = draw(2, 3, 256, dtype=dtype), stored(draw, kind, 3, 128, 256)
    out = nan(2, 3, 128, dtype=dtype)
    assert grouped_linear_triton(x, store, out=out) is out
    want = torch.einsum("tgi,gri->tgr", x.double(), weight)
    assert difference(out, want) < CLOSE[dtype]


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
@pytest.mark.parametrize(("tokens", "inputs", "outputs"), [(1, 4100, 3), (3, 40, 7), (2, 9000, 2)])
def test_plain_rows_longer_and_shorter_than_a_program_fetches(tokens, inputs, outputs, dtype):
    draw = Draw(f"plain{inputs}")
    x, weight, out = draw(tokens, inputs, dtype=dtype), draw(outputs, inputs, dtype=dtype), nan(tokens, outputs)
    plain_rows(x, weight, out)
    assert difference(out, x.double() @ weight.double().T) < CLOSE[torch.float32]  # products of bfloat16 are exact


@pytest.mark.parametrize("kind", ["fp4", "fp8"])
@pytest.mark.parametrize("inputs", [128, 1024, 4096, 8192, 11008])
def test_every_stretch_of_a_row_belongs_to_one_warp(inputs, kind):
    bytes = inputs // 2 if kind == "fp4" else inputs
    for tiles, groups in ((1, 0), (96, 0), (1536, 0), (128, 2)):
        sizes = shared_out(kind, inputs, tiles, groups)
        assert (sizes["ROUNDS"] - 1) * sizes["SHARE"] * STRETCH < bytes <= sizes["ROUNDS"] * sizes["SHARE"] * STRETCH
        assert sizes["num_warps"] == sizes["SHARE"] * sizes["GROUPS"] <= 16 and groups in (0, sizes["GROUPS"])


@pytest.mark.parametrize("kind", ["fp4", "fp8"])
def test_rows_of_several_rounds_and_groups(kind):
    """Enough tiles that a warp has more than one stretch, and rows that end within a group of sixteen."""
    draw, inputs, outputs = Draw(f"rounds{kind}"), 4224 if kind == "fp4" else 2304, 2120
    x, (store, weight) = draw(1, inputs, dtype=torch.bfloat16), stored(draw, kind, 1, outputs, inputs)
    out = nan(1, outputs)
    assert shared_out(kind, inputs, -(-outputs // 16))["ROUNDS"] > 1
    linear_triton(x, store, out=out, packed=pack_vectors(x, (kind,)))
    assert difference(out, x.double() @ weight[0].T) < CLOSE[torch.float32]


def test_a_matrix_of_another_width_is_refused():
    draw = Draw("refused")
    with pytest.raises(ShapeError, match=r"\(2, 64\)"):
        linear_triton(draw(2, 64), stored(draw, "fp4", 1, 8, 32)[0])


@pytest.mark.parametrize("kind", ["fp4", "fp8"])
@pytest.mark.parametrize(("experts", "outputs", "inputs"), [(2, 140, 288), (1, 5, 1056), (0, 16, 32)])
def test_weights_are_written_out_exactly(experts, outputs, inputs, kind):
    store, weight = stored(Draw(f"out{outputs}{kind}"), kind, experts, outputs, inputs)
    out = nan(experts * outputs * inputs + 7, dtype=torch.bfloat16)
    assert torch.equal(dequantize_triton(store.codes, store.scale, out=out).double(), weight)
    assert out[-7:].isnan().all()

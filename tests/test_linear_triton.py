"""Matrices read as stored equal the product with the dequantised matrix."""

from __future__ import annotations

import pytest
import torch
from kernel_device import CLOSE, Draw, difference, nan
from test_experts_triton import stored

from dsv4lab.errors import ShapeError
from dsv4lab.kernels import stored_rows_triton
from dsv4lab.kernels.dequantize_triton import dequantize_triton
from dsv4lab.kernels.grouped_linear_triton import grouped_linear_triton
from dsv4lab.kernels.linear_triton import linear_triton
from dsv4lab.kernels.stored_rows_triton import pack_vectors


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
        monkeypatch.setattr(stored_rows_triton, "_WORTH", 0)
    dtype = torch.bfloat16 if packed else torch.float32
    x, (store, weight) = draw(2, 3, 256, dtype=dtype), stored(draw, kind, 3, 128, 256)
    out = nan(2, 3, 128, dtype=dtype)
    assert grouped_linear_triton(x, store, out=out) is out
    want = torch.einsum("tgi,gri->tgr", x.double(), weight)
    assert difference(out, want) < CLOSE[dtype]


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

"""Hyper-connections in Triton equal their definition, for no token, one, and a ragged number."""

from __future__ import annotations

import pytest
import torch
from kernel_device import CLOSE, Draw, difference, nan

from dsv4lab.errors import ShapeError
from dsv4lab.kernels.common.thresholds import PROJECTION_FEW
from dsv4lab.kernels.hyper_connections import hyper_connections_before
from dsv4lab.kernels.hyper_connections_post_triton import project_streams_triton
from dsv4lab.kernels.hyper_connections_pre_triton import hyper_connections_pre_triton
from dsv4lab.kernels.linear_packed_triton import pack_vectors
from dsv4lab.kernels.sinkhorn import sinkhorn

OPTIONS = {"steps": 20, "eps": 1e-6, "norm_eps": 1e-6}
DTYPES = pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16], ids=["float32", "bfloat16"])


def parameters(draw, n, width):
    return draw((2 + n) * n, n * width, scale=(n * width) ** -0.5), draw((2 + n) * n), draw(3)


@DTYPES
@pytest.mark.parametrize(
    ("tokens", "n", "width"),
    [(0, 4, 32), (1, 4, 300), (37, 4, 64), (19, 2, 40), (3, 8, 72), (PROJECTION_FEW + 1, 8, 24)],
)
def test_coefficients_and_collapse_match(tokens, n, width, dtype):
    draw = Draw(f"collapse{tokens}{n}{width}")
    streams, (fn, base, scale) = draw(tokens, n, width, dtype=dtype), parameters(draw, n, width)
    want = hyper_connections_before(*(value.double() for value in (streams, fn, base, scale)), **OPTIONS)
    out = nan(tokens, width, dtype=dtype), nan(tokens, n), nan(tokens, n), nan(tokens, n, n)
    logits = nan(tokens, n, n)
    hyper_connections_pre_triton(
        streams, project_streams_triton(streams, fn), base, scale, out, **OPTIONS, logits=logits
    )
    assert difference(sinkhorn(logits.double(), steps=20, eps=1e-6), want[3]) < 5e-6
    assert difference(out[0], want[0]) < CLOSE[dtype]
    for mine, theirs in zip(out[1:], want[1:], strict=True):
        assert difference(mine, theirs) < 5e-6  # float32 whatever the streams are: no product lost a bit


@DTYPES
@pytest.mark.parametrize("tokens", [1, 5, PROJECTION_FEW + 2])
def test_norm_of_the_collapsed_vector_comes_along_with_it_or_alone(tokens, dtype):
    draw, width = Draw("norm"), 48
    streams, (fn, base, scale), weight = draw(tokens, 4, width, dtype=dtype), parameters(draw, 4, width), draw(width)
    projection, normed = project_streams_triton(streams, fn), [nan(tokens, width, dtype=dtype) for _ in range(2)]
    y = nan(tokens, width, dtype=dtype)
    for kept, norm in ((y, normed[0]), (None, normed[1])):
        out = kept, nan(tokens, 4), nan(tokens, 4), nan(tokens, 4, 4)
        hyper_connections_pre_triton(
            streams, projection, base, scale, out, **OPTIONS, norm_weight=weight, normed=norm
        )  # fmt: skip
    want = torch.nn.functional.rms_norm(y.float(), (width,), weight, 1e-6)
    assert difference(normed[0], want) < CLOSE[dtype]
    assert torch.equal(normed[0], normed[1])


def test_streams_that_do_not_lie_together_are_read_where_they_are():
    """The last streams of several texts, cut out of all of theirs."""
    draw, width = Draw("apart"), 48
    fn, base, scale = parameters(draw, 4, width)
    streams = draw(2, 5, 4, width)[:, -1]
    got, want = ([nan(2, width), nan(2, 4), nan(2, 4), nan(2, 4, 4)] for _ in range(2))
    for some, out in ((streams, got), (streams.clone(), want)):
        hyper_connections_pre_triton(some, project_streams_triton(some, fn), base, scale, tuple(out), **OPTIONS)
    assert all(torch.equal(mine, theirs) for mine, theirs in zip(got, want, strict=True))


@pytest.mark.parametrize("kinds", [("fp4",), ("fp8",), ("fp8", "fp4")], ids="+".join)
@pytest.mark.parametrize("width", [128, 320])
def test_what_is_packed_on_the_way_equals_packing_it_after(kinds, width):
    draw, tokens = Draw(f"packed{width}"), 3
    streams, (fn, base, scale) = draw(tokens, 4, width, dtype=torch.bfloat16), parameters(draw, 4, width)
    normed, out = nan(tokens, width, dtype=torch.bfloat16), (None, nan(tokens, 4), nan(tokens, 4), nan(tokens, 4, 4))
    got = hyper_connections_pre_triton(
        streams, project_streams_triton(streams, fn), base, scale, out, **OPTIONS,
        norm_weight=draw(width), normed=normed, kinds=kinds,
    )  # fmt: skip
    want = pack_vectors(normed, kinds)
    assert got is not None and torch.equal(got.unit, want.unit)
    for kind in ("fp4", "fp8"):
        assert got.suits(kind) == (kind in kinds)
        if kind in kinds:
            assert torch.equal(got.of(kind), want.of(kind))


def test_a_norm_needs_its_place_and_packing_needs_the_norm():
    draw = Draw("places")
    streams, (fn, base, scale) = draw(1, 4, 32), parameters(draw, 4, 32)
    out = None, nan(1, 4), nan(1, 4), nan(1, 4, 4)
    for more in ({"norm_weight": draw(32)}, {"kinds": ("fp8",)}):
        with pytest.raises(ShapeError, match="`normed`"):
            hyper_connections_pre_triton(
                streams, project_streams_triton(streams, fn), base, scale, out, **OPTIONS, **more
            )


@pytest.mark.parametrize("steps", [1, 2])
def test_the_number_of_sinkhorn_steps_is_the_one_asked_for(steps):
    draw, width = Draw(f"steps{steps}"), 32
    streams, (fn, base, scale) = draw(3, 4, width), parameters(draw, 4, width)
    options = {"steps": steps, "eps": 1e-3, "norm_eps": 1e-6}  # large enough to show in every pass
    want = hyper_connections_before(streams.double(), fn.double(), base.double(), scale.double(), **options)
    comb = nan(3, 4, 4)
    out = None, nan(3, 4), nan(3, 4), comb
    hyper_connections_pre_triton(streams, project_streams_triton(streams, fn), base, scale, out, **options)
    assert difference(comb, want[3]) < 5e-6

"""Streams spread by the kernels, and their projection, equal the definitions, for no token, one, and ragged numbers."""

from __future__ import annotations

import pytest
import torch
from kernel_device import CLOSE, DEVICE, Draw, difference, nan

from dsv4lab.kernels.common.thresholds import PROJECTION_FEW
from dsv4lab.kernels.hyper_connections import hyper_connections_post
from dsv4lab.kernels.hyper_connections_post_triton import hyper_connections_post_triton, project_streams_triton

DTYPES = pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16], ids=["float32", "bfloat16"])
SHAPES = [(0, 4, 32), (1, 4, 1300), (3, 8, 72), (PROJECTION_FEW + 1, 8, 24), (70, 2, 40), (133, 4, 100), (70, 4, 96)]
SHAPES += [(1037, 4, 544)] if DEVICE == "cuda" else []  # too long for the interpreter


def parts_of(projection, n):
    """(products [T, (2 + N) N], sums of squares [T]) in float64."""
    total = projection.double().sum(0)
    return total[:, : (2 + n) * n], total[:, (2 + n) * n]


def check_projection(projection, streams, fn):
    n, flat = streams.shape[1], streams.double().flatten(1)
    products, squares = parts_of(projection, n)
    # float32 sums in another order; no product lost a bit whatever the streams are.
    assert difference(products, flat @ fn.double().T) < 2e-6
    assert difference(squares, flat.square().sum(-1)) < 2e-6


@DTYPES
@pytest.mark.parametrize(("tokens", "n", "width"), SHAPES)
def test_expansion_matches_and_is_projected_as_it_is_stored(tokens, n, width, dtype):
    draw = Draw(f"spread{tokens}{n}{width}")
    z, streams = draw(tokens, width, dtype=dtype), draw(tokens, n, width, dtype=dtype)
    post, comb = draw(tokens, n), draw(tokens, n, n)
    fn = draw((2 + n) * n, n * width, scale=(n * width) ** -0.5)
    want = hyper_connections_post(z.double(), streams.double(), post.double(), comb.double())
    out = nan(tokens, n, width, dtype=dtype)
    got, nothing = hyper_connections_post_triton(z, streams, post, comb, out=out)
    assert got is out and nothing is None and difference(got, want) < CLOSE[dtype]
    again, projection = hyper_connections_post_triton(
        z, streams, post, comb, fn=fn, out=nan(tokens, n, width, dtype=dtype)
    )
    assert difference(again, want) < CLOSE[dtype]
    assert projection is not None
    check_projection(projection, again, fn)
    check_projection(project_streams_triton(again, fn), again, fn)


@DTYPES
@pytest.mark.parametrize("tokens", [1, PROJECTION_FEW + 2])
@pytest.mark.parametrize("projected", [False, True], ids=["alone", "projected"])
def test_what_experts_add_is_summed_on_the_way(tokens, projected, dtype):
    draw, slots, n, width = Draw(f"experts{tokens}"), 3, 4, 72
    routed, shared = draw(tokens, slots, width, dtype=dtype), draw(tokens, width, dtype=dtype)
    x, post, comb = draw(tokens, n, width, dtype=dtype), draw(tokens, n), draw(tokens, n, n)
    fn = draw(24, n * width) if projected else None
    out = nan(tokens, n, width, dtype=dtype)
    got, projection = hyper_connections_post_triton(shared, x, post, comb, routed=routed, fn=fn, out=out)
    total = (routed.float().sum(1) + shared.float()).to(dtype)
    assert difference(got, hyper_connections_post(total, x, post, comb)) < CLOSE[dtype]
    if fn is not None:
        check_projection(projection, got, fn)


@pytest.mark.parametrize("tokens", [2, 70])
@pytest.mark.parametrize("spread", [False, True], ids=["alone", "spread"])
def test_weights_of_every_size_keep_all_their_bits(tokens, spread):
    """bfloat16 streams meet float32 weights in parts: sizes from 1e-6 to 1e6, inputs that are powers of two."""
    draw, width = Draw(f"bits{tokens}"), 64
    fn = draw(24, 4 * width) * 10.0 ** draw.integers(-6, 7, 24, 4 * width)
    streams = torch.zeros(tokens, 4, width, dtype=torch.bfloat16, device=fn.device)
    picked = draw.integers(0, 4 * width, tokens)
    streams.view(tokens, -1).scatter_(1, picked[:, None], 2.0)
    if spread:  # by nothing: the identity
        same = torch.eye(4, device=fn.device).expand(tokens, 4, 4)
        _, projection = hyper_connections_post_triton(streams[:, 0], streams, torch.zeros_like(same[:, 0]), same, fn=fn)
    else:
        projection = project_streams_triton(streams, fn)
    assert projection is not None and torch.equal(parts_of(projection, 4)[0], 2.0 * fn[:, picked].T.double())

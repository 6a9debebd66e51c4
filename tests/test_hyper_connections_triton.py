"""Hyper-connections in Triton equal their definition, for no token, one, and a ragged number."""

from __future__ import annotations

import pytest
import torch
from kernel_device import CLOSE, DEVICE, Draw, difference, nan

from dsv4lab.kernels.hyper_connections import collapse_streams, expand_streams
from dsv4lab.kernels.hyper_connections_triton import (
    CollapsePlan,
    collapse_streams_triton,
    covers_collapse_streams,
    expand_streams_triton,
)

OPTIONS = {"steps": 20, "eps": 1e-6, "norm_eps": 1e-6}


def parameters(draw, n, width):
    return draw((2 + n) * n, n * width, scale=(n * width) ** -0.5), draw((2 + n) * n), draw(3)


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16], ids=["float32", "bfloat16"])
@pytest.mark.parametrize(("tokens", "n", "width"), [(0, 4, 32), (1, 4, 300), (37, 4, 64), (19, 2, 40), (3, 8, 72)])
def test_coefficients_and_collapse_match(tokens, n, width, dtype):
    draw = Draw(f"collapse{tokens}{n}{width}")
    streams, (fn, base, scale) = draw(tokens, n, width, dtype=dtype), parameters(draw, n, width)
    wide = [value.double() for value in (streams, fn, base, scale)]
    want = collapse_streams(*wide, **OPTIONS)
    out = nan(tokens, width, dtype=dtype), nan(tokens, n), nan(tokens, n), nan(tokens, n, n)
    got = collapse_streams_triton(streams, fn, base, scale, **OPTIONS, out=out)
    assert got is out
    assert difference(got[0], want[0]) < CLOSE[dtype]
    for mine, theirs in zip(got[1:], want[1:], strict=True):
        assert difference(mine, theirs) < 5e-6  # float32 whatever the streams are: no product lost a bit


def test_programs_that_wait_for_others_lag_behind_and_clear_their_counts():
    """Blocks of tokens, chunks of inputs and blocks of channels all end raggedly; the second call finds zeros again."""
    draw, width, tokens = Draw("lag"), 72, 41
    streams, (fn, base, scale), weight = draw(tokens, 4, width), parameters(draw, 4, width), draw(width)
    want = collapse_streams(*(value.double() for value in (streams, fn, base, scale)), **OPTIONS)
    counts = torch.zeros(3, dtype=torch.int32, device=DEVICE)
    for _ in range(2):
        plan = CollapsePlan(block_t=16, chunk=64, block_i=32, mix_t=4, lag=2, block_d=32)
        out = nan(tokens, width), nan(tokens, 4), nan(tokens, 4), nan(tokens, 4, 4)
        more = {"norm_weight": weight, "normed": nan(tokens, width), "counts": counts, "plan": plan}
        got = collapse_streams_triton(streams, fn, base, scale, **OPTIONS, out=out, **more)
        for mine, theirs in zip(got, want, strict=True):
            assert difference(mine, theirs) < 5e-6
        normed = torch.nn.functional.rms_norm(got[0], (width,), weight, 1e-6)
        assert difference(more["normed"], normed) < CLOSE[torch.float32]
        assert not counts.any()


def test_norm_of_the_collapsed_vector_comes_along():
    draw, width = Draw("norm"), 48
    streams, (fn, base, scale), weight = draw(5, 4, width), parameters(draw, 4, width), draw(width)
    normed = nan(5, width)
    y, *_ = collapse_streams_triton(streams, fn, base, scale, **OPTIONS, norm_weight=weight, normed=normed)
    assert difference(normed, torch.nn.functional.rms_norm(y, (width,), weight, 1e-6)) < CLOSE[torch.float32]


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16], ids=["float32", "bfloat16"])
@pytest.mark.parametrize(("tokens", "n", "width"), [(0, 4, 32), (1, 4, 1300), (9, 2, 40), (3, 8, 72)])
def test_expansion_matches(tokens, n, width, dtype):
    draw = Draw(f"expand{tokens}{n}{width}")
    z, streams, post, comb = (
        draw(tokens, width, dtype=dtype),
        draw(tokens, n, width, dtype=dtype),
        draw(tokens, n),
        None,
    )
    comb = draw(tokens, n, n)
    want = expand_streams(z.double(), streams.double(), post.double(), comb.double())
    got = expand_streams_triton(z, streams, post, comb, out=nan(tokens, n, width, dtype=dtype))
    assert difference(got, want) < CLOSE[dtype]


def test_covers_names_the_reason():
    assert "3 streams" in covers_collapse_streams(Draw("covers")(1, 3, 8))


@pytest.mark.parametrize("steps", [1, 2])
def test_the_number_of_sinkhorn_steps_is_the_one_asked_for(steps):
    draw, width = Draw(f"steps{steps}"), 32
    streams, (fn, base, scale) = draw(3, 4, width), parameters(draw, 4, width)
    options = {"steps": steps, "eps": 1e-3, "norm_eps": 1e-6}  # large enough to show in every pass
    want = collapse_streams(streams.double(), fn.double(), base.double(), scale.double(), **options)
    got = collapse_streams_triton(streams, fn, base, scale, **options)
    assert difference(got[3], want[3]) < 5e-6

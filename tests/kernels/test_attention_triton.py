"""Sparse attention in Triton equals its definition, prefill and decode, lists included."""

from __future__ import annotations

import pytest
import torch
from kernel_device import CLOSE, DEVICE, Draw, difference, nan

from dsv4lab.errors import ShapeError
from dsv4lab.kernels.attention import list_masses, sparse_attention
from dsv4lab.kernels.attention_triton import _fits_hopper, sparse_attention_triton
from dsv4lab.kernels.kv_cache import pack_entries, unpack_entries
from dsv4lab.kernels.rope import norm_rotate


def inputs(name, *, batch, tokens, heads, width, start, window, entries, picks, rate, dtype):
    draw = Draw(name)
    kept = min(start, window - 1)
    arguments = [
        draw(batch, tokens, heads, width, dtype=dtype), draw(batch, kept + tokens, width, dtype=dtype), None, None,
        draw(heads),
    ]  # fmt: skip
    if rate:
        arguments[2] = draw(batch, entries, width, dtype=dtype)
    if picks:
        visible = ((torch.arange(start, start + tokens) + 1) // rate).tolist()
        lists = torch.full((batch, tokens, picks), -1)
        for t, count in enumerate(visible):
            for b in range(batch):
                some = torch.randperm(min(count, entries), generator=draw.generator)[:picks]
                lists[b, t, : len(some)] = some
        arguments[3] = lists.to(DEVICE)
    return arguments, {"start": start, "window_size": window, "rate": rate}


CASES = {
    "sliding from the first token": dict(
        batch=1, tokens=9, heads=3, width=24, start=0, window=4, entries=0, picks=0, rate=0
    ),
    "csa, chunk in the middle": dict(
        batch=2, tokens=5, heads=17, width=32, start=37, window=8, entries=10, picks=6, rate=4
    ),
    "csa, nothing complete yet": dict(
        batch=1, tokens=2, heads=4, width=16, start=0, window=5, entries=3, picks=4, rate=4
    ),
    "hca, every entry, room for more": dict(
        batch=1, tokens=3, heads=8, width=64, start=60, window=16, entries=40, picks=0, rate=8
    ),
    "one query, csa": dict(batch=2, tokens=1, heads=8, width=32, start=90, window=20, entries=22, picks=9, rate=4),
    "one query, hca": dict(batch=1, tokens=1, heads=20, width=40, start=200, window=33, entries=50, picks=0, rate=4),
}


@pytest.mark.parametrize("splits", [1, 3])
@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16], ids=["float32", "bfloat16"])
def test_output_and_lists_match_the_definition(case, dtype, splits):
    arguments, options = inputs(case, **CASES[case], dtype=dtype)
    query = arguments[0]
    wide = [a.double() if a is not None and a.is_floating_point() else a for a in arguments]
    want, lists = sparse_attention(*wide, **options, lists=True)
    # A device tensor as start, as inside a graph.
    options["start"] = torch.tensor([options["start"]], device=DEVICE)
    out = nan(*query.shape, dtype=dtype)
    got, listed = sparse_attention_triton(*arguments, **options, lists=True, splits=splits, out=out)
    assert got is out
    assert difference(got, want) < CLOSE[dtype]
    assert torch.equal(listed.key, lists.key)
    assert difference(listed.weight, lists.weight) < CLOSE[dtype]
    assert difference(listed.sink, lists.sink) < CLOSE[dtype]
    plain, none = sparse_attention_triton(*arguments, **options, splits=splits)
    assert none is None and torch.equal(plain, got), "writing lists changes nothing"


@pytest.mark.parametrize("splits", [1, 3])
@pytest.mark.parametrize("case", CASES)
def test_lists_are_summed_up_as_the_definition_says(case, splits):
    """In float32: a sum of some forty weights, which are below one, is right to 1e-6; the definition is in float64."""
    arguments, options = inputs(case, **CASES[case], dtype=torch.float32)
    right = 1e-6
    if case == "one query, csa":
        arguments[4][:] = 200.0  # the sink takes everything: weights are 0, and 0 has no logarithm
        right = 200 * 2**-24  # an exponent of 200 is itself no more exact, and an interpreter that rounds less hides it
    batch, tokens, heads, _ = arguments[0].shape
    _, lists = sparse_attention(*(a.double() if a is not None and a.is_floating_point() else a for a in arguments),
                                **options, lists=True)  # fmt: skip
    places = lists.key.shape[-1]
    shape = batch, tokens, heads
    lists_out = (
        torch.zeros(batch, tokens, places, dtype=torch.int64, device=DEVICE), nan(*shape, places), nan(*shape),
        nan(*shape, 3),
    )  # fmt: skip
    sparse_attention_triton(*arguments, **options, lists=True, splits=splits, lists_out=lists_out)
    want = list_masses(lists.weight, lists.sink, lists.window)
    assert (lists_out[3] - want).abs().max() < right
    assert (lists_out[3][..., :2].sum(-1) + lists_out[2] - 1).abs().max() < right


HOPPER = {
    "csa, chunk in the middle": dict(batch=2, tokens=40, heads=128, start=301, entries=90, picks=70, rate=4),
    "csa, from the first token": dict(batch=1, tokens=300, heads=64, start=0, entries=75, picks=75, rate=4),
    "hca, room for more": dict(batch=1, tokens=33, heads=64, start=5000, entries=70, picks=0, rate=128),
    "sliding": dict(batch=1, tokens=70, heads=64, start=64, entries=0, picks=0, rate=0),
}


@pytest.mark.gpu
@pytest.mark.skipif(DEVICE != "cuda", reason="the kernel's layouts are Hopper's; test_hopper.py compiles it anywhere")
@pytest.mark.parametrize("case", HOPPER)
def test_the_hopper_kernel_matches_the_definition(case):
    """Heads in blocks of 64, width 512, bfloat16: out, lists of chosen heads and queries, and turning back."""
    arguments, options = inputs(case, **HOPPER[case], width=512, window=128, dtype=torch.bfloat16)
    query = arguments[0]
    assert _fits_hopper(query, arguments[1], arguments[2])
    wide = [a.double() if a is not None and a.is_floating_point() else a for a in arguments]
    want, lists = sparse_attention(*wide, **options, lists=True)
    heads, queries = torch.tensor([40, 3], device=DEVICE), torch.tensor([4, 32, 0], device=DEVICE)
    out = nan(*query.shape, dtype=torch.bfloat16)
    got, listed = sparse_attention_triton(
        *arguments, **options, lists=True, list_heads=heads, list_queries=queries, out=out
    )
    assert difference(got, want) < CLOSE[torch.bfloat16]
    assert torch.equal(listed.key, lists.key[:, queries])
    assert difference(listed.weight, lists.weight[:, queries][:, :, heads]) < CLOSE[torch.bfloat16]
    assert difference(listed.sink, lists.sink[:, queries][:, :, heads]) < CLOSE[torch.bfloat16]
    plain, _ = sparse_attention_triton(*arguments, **options, out=nan(*query.shape, dtype=torch.bfloat16))
    assert torch.equal(plain, got), "writing lists changes nothing"
    frequencies = 1.0 / 10000.0 ** (torch.arange(0, 64, 2, device=DEVICE) / 64)
    turned, _ = sparse_attention_triton(*arguments, **options, turn_back=frequencies)
    positions = (options["start"] + torch.arange(query.shape[1], device=DEVICE)).repeat(len(query))
    back = norm_rotate(plain.flatten(0, 1).double(), None, positions, frequencies.double(), eps=None, inverse=True)
    assert difference(turned.flatten(0, 1), back) < CLOSE[torch.bfloat16]


def test_lists_only_of_chosen_heads_and_queries():
    arguments, options = inputs("chosen", **CASES["csa, chunk in the middle"], dtype=torch.float32)
    _, lists = sparse_attention(*arguments, **options, lists=True)
    heads, queries = torch.tensor([16, 2], device=DEVICE), torch.tensor([4, 0, 1], device=DEVICE)
    _, got = sparse_attention_triton(*arguments, **options, lists=True, list_heads=heads, list_queries=queries)
    assert torch.equal(got.key, lists.key[:, queries])
    assert difference(got.weight, lists.weight[:, queries][:, :, heads]) < CLOSE[torch.float32]
    assert difference(got.sink, lists.sink[:, queries][:, :, heads]) < CLOSE[torch.float32]


@pytest.mark.parametrize("start", [0, 3, 8, 29])
def test_a_ring_holds_the_same_window(start):
    draw, size = Draw(f"ring{start}"), 8
    keys, query = draw(1, start + 1, 16), draw(1, 1, 4, 16)
    ring = nan(1, size, 16)
    for position in range(start + 1):
        ring[:, position % size] = keys[:, position]
    sink = draw(4)
    want, _ = sparse_attention(query, keys[:, -size:], None, None, sink, start=start, window_size=size)
    got, _ = sparse_attention_triton(query, ring, None, None, sink, start=start, window_size=size, ring=True)
    assert difference(got, want) < CLOSE[torch.float32]


@pytest.mark.parametrize("splits", [1, 3])
@pytest.mark.parametrize(
    "case", ["csa, chunk in the middle", "one query, csa", "one query, hca", "hca, every entry, room for more"]
)
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16], ids=["float32", "bfloat16"])
def test_keys_as_the_release_keeps_them_are_their_rounded_values(case, dtype, splits):
    (query, window, entries, picks, sink), options = inputs(case, **CASES[case], dtype=dtype)
    width, rotated = query.shape[-1], 8
    stored = pack_entries(window, rotated), pack_entries(entries, rotated)
    rounded = [unpack_entries(keys, width, dtype) for keys in stored]
    wide = [keys.double() for keys in (query, *rounded)]
    want, lists = sparse_attention(*wide, picks, sink.double(), **options, lists=True)
    out = nan(*query.shape, dtype=dtype)
    got, listed = sparse_attention_triton(query, *stored, picks, sink, **options, lists=True, splits=splits, out=out)
    assert difference(got, want) < CLOSE[dtype]
    assert torch.equal(listed.key, lists.key) and difference(listed.weight, lists.weight) < CLOSE[dtype]
    exact, _ = sparse_attention_triton(query, *rounded, picks, sink, **options, splits=splits)
    assert difference(got, exact) < CLOSE[torch.float32], "the same products as of plain keys"
    with pytest.raises(ShapeError, match="keep them alike"):
        sparse_attention_triton(query, stored[0], rounded[1], picks, sink, **options)


def test_no_query_gives_no_output():
    draw = Draw("empty")
    arguments = draw(1, 0, 4, 16), draw(1, 3, 16), None, None, draw(4)
    assert sparse_attention_triton(*arguments, start=3, window_size=4)[0].shape == (1, 0, 4, 16)

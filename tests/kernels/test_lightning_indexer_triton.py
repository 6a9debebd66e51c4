"""Indexer scores and selection in Triton choose what the definition chooses."""

from __future__ import annotations

import pytest
import torch
from kernel_device import DEVICE, Draw, nan

from dsv4lab.kernels import lightning_indexer_few_triton, lightning_indexer_triton
from dsv4lab.kernels.kv_cache import pack_index_keys, unpack_index_keys
from dsv4lab.kernels.lightning_indexer import index_scores
from dsv4lab.kernels.lightning_indexer_topk_triton import best_entries, group_size
from dsv4lab.kernels.lightning_indexer_triton import choose_entries_triton, covers_choose_entries
from dsv4lab.model.parts import Numerics

RELEASE = Numerics(release=True)


@pytest.fixture(params=[4096, 0], ids=["all are candidates", "candidates by bins"])
def either_way(request, monkeypatch):
    """A few queries: the two ways to find candidates, whatever the number of entries."""
    monkeypatch.setattr(lightning_indexer_few_triton, "INDEXER_RANK_ALL", request.param)


BEYOND = 3


def places_beyond(*shape):
    """Where the best that were not chosen are written."""
    return torch.full((*shape, BEYOND), -7, dtype=torch.int32, device=DEVICE), nan(*shape, BEYOND)


def beyond(order, k):
    """From all scores in order: entries and scores behind the first k, -1 and -inf where there are none."""
    values = torch.nn.functional.pad(order.values[..., k:], (0, BEYOND), value=-torch.inf)[..., :BEYOND]
    entries = torch.nn.functional.pad(order.indices[..., k:], (0, BEYOND))[..., :BEYOND]
    return entries.masked_fill(values == -torch.inf, -1).int(), values


def sorted_scores(scores, picks):
    """Scores of the picks, -inf for -1."""
    return scores.gather(-1, picks.clamp_min(0)).masked_fill(picks < 0, -torch.inf)


CASES = [  # batch, tokens, heads, width, start, entries, k
    (1, 1, 5, 24, 1023, 300, 20),  # one query, room for more than are complete
    (2, 5, 3, 16, 0, 12, 4),  # the first queries see nothing, then fewer than k
    (1, 1, 4, 16, 399, 100, 100),  # everything is chosen
]


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16], ids=["float32", "bfloat16"])
@pytest.mark.parametrize(("batch", "tokens", "heads", "width", "start", "entries", "k"), CASES)
def test_chooses_the_best(batch, tokens, heads, width, start, entries, k, dtype):
    draw = Draw(f"choose{entries}")
    query, keys = draw(batch, tokens, heads, width, dtype=dtype), draw(batch, entries, width, dtype=dtype)
    weights = draw(batch, tokens, heads)
    scores = index_scores(query.float(), keys.float(), weights, start=start, rate=4)
    want = scores.topk(k, -1).values
    out = torch.full((batch, tokens, k), -7, device=DEVICE)
    position = torch.tensor([start], device=DEVICE)
    bins = torch.zeros(batch * tokens * 2048, dtype=torch.int32, device=DEVICE)
    others, left = places_beyond(batch, tokens)
    picks, best = choose_entries_triton(
        query, keys, weights, k, start=position, rate=4, best=True, out=out, bins=bins, runners=(others, left)
    )
    rest = beyond(scores.sort(dim=-1, descending=True, stable=True), k)[1]
    assert torch.equal(left == -torch.inf, rest == -torch.inf) and torch.equal(others == -1, rest == -torch.inf)
    assert torch.allclose(left.nan_to_num(nan=1e9, neginf=0), rest.nan_to_num(neginf=0), rtol=1e-4, atol=1e-4)
    assert picks is out and not bins.any(), "the counts are cleared for the next call"
    got = sorted_scores(scores, picks)
    assert torch.equal(got == -torch.inf, want == -torch.inf)
    # By score and not by index: float32 sums may order near ties differently.
    assert torch.allclose(got.nan_to_num(neginf=0), want.nan_to_num(neginf=0), rtol=1e-4, atol=1e-4)
    assert torch.allclose(best.nan_to_num(neginf=0), got.nan_to_num(neginf=0), rtol=1e-4, atol=1e-4)
    kept = picks.masked_fill(picks < 0, entries + 1).sort(-1).values
    assert not ((kept[..., 1:] == kept[..., :-1]) & (kept[..., 1:] <= entries)).any(), "an entry was chosen twice"


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16], ids=["float32", "bfloat16"])
@pytest.mark.parametrize("width", [128, 64, 32, 16])
@pytest.mark.parametrize(("batch", "tokens", "start", "entries"), [(2, 5, 78, 23), (1, 1, 1023, 300)])
def test_keys_as_the_release_keeps_them_are_their_rounded_values(batch, tokens, start, entries, width, dtype):
    draw = Draw(f"stored{entries}{width}")
    query, keys = RELEASE.index(draw(batch, tokens, 5, width, dtype=dtype)), draw(batch, entries, width, dtype=dtype)
    weights, stored = draw(batch, tokens, 5), pack_index_keys(keys)
    rounded = unpack_index_keys(stored, dtype)
    assert torch.equal(rounded, RELEASE.index(keys))
    picks, best = choose_entries_triton(query, stored, weights, 20, start=start, rate=4, best=True)
    scores = index_scores(query.float(), rounded.float(), weights, start=start, rate=4)
    want = scores.topk(picks.shape[-1], -1).values
    got = sorted_scores(scores, picks)
    for mine in (got, best):
        assert torch.equal(mine == -torch.inf, want == -torch.inf)
        torch.testing.assert_close(mine, want, rtol=1e-4, atol=1e-4)


@pytest.mark.usefixtures("either_way")
def test_ties_go_to_the_lower_entry():
    """Every head is silenced by ReLU: all scores are zero."""
    query, keys = torch.ones(1, 1, 2, 16, device=DEVICE), -torch.ones(1, 700, 16, device=DEVICE)
    weights = torch.tensor([[[1.0, -1.0]]], device=DEVICE)  # makes zeros of both signs
    picks, _ = choose_entries_triton(query, keys, weights, 33, start=4 * 650, rate=4)
    assert picks[0, 0].tolist() == list(range(33))


WHOLE = [  # batch, tokens, start, entries, k
    (1, 1, 3, 1, 5),  # one entry, more are wanted
    (1, 1, 2, 40, 7),  # none is visible
    (2, 3, 146, 37, 9),  # several queries, two of which see one entry less
    (2, 1, 150, 37, 37),  # everything is chosen, nothing left out
    (1, 1, 2450, 640, 100),  # more than are compared at a time, and room for more
]


@pytest.mark.usefixtures("either_way")
@pytest.mark.parametrize("stored", [False, True], ids=["plain", "stored"])
@pytest.mark.parametrize(("batch", "tokens", "start", "entries", "k"), WHOLE)
def test_a_few_queries_choose_exactly_the_best(batch, tokens, start, entries, k, stored):
    """Sums of few whole numbers are exact in any order, and many are equal."""
    draw, heads, width = Draw(f"whole{entries}{k}"), 3, 128 if stored else 24
    query = draw.integers(-1, 2, batch, tokens, heads, width).bfloat16()
    keys = (draw.integers(-1, 2, batch, entries, width) * (draw.integers(0, 8, batch, entries, width) == 0)).bfloat16()
    weights = draw.integers(-1, 3, batch, tokens, heads).float()
    if stored:
        keys = pack_index_keys(keys)
    plain = unpack_index_keys(keys, torch.bfloat16) if stored else keys
    scores = index_scores(query.float(), plain.float(), weights, start=start, rate=4)
    order = torch.sort(scores, dim=-1, descending=True, stable=True)
    shape = batch, tokens, min(k, entries)
    out, out_best, others = torch.full(shape, -7, device=DEVICE), nan(*shape), places_beyond(batch, tokens)
    bins = torch.zeros(batch * tokens * 2048, dtype=torch.int32, device=DEVICE)
    choose_entries_triton(
        query, keys, weights, k, start=start, rate=4, best=True, out=out, out_best=out_best, runners=others, bins=bins
    )
    want = order.values[..., :k]
    assert torch.equal(out_best, want)
    assert torch.equal(out, order.indices[..., :k].masked_fill(want == -torch.inf, -1))
    assert all(torch.equal(*pair) for pair in zip(others, beyond(order, k), strict=True))
    assert not bins.any()


def test_chunks_of_queries_change_nothing(monkeypatch):
    draw = Draw("chunks")
    query, keys, weights = draw(2, 5, 2, 16), draw(2, 40, 16), draw(2, 5, 2)
    want, _ = choose_entries_triton(query, keys, weights, 8, start=130, rate=4)
    monkeypatch.setattr(lightning_indexer_triton, "_SCRATCH_ELEMENTS", 4 * 40)
    got, _ = choose_entries_triton(query, keys, weights, 8, start=130, rate=4)
    assert torch.equal(got, want)


@pytest.mark.parametrize("kind", ["side by side", "far apart", "all equal", "two values", "below zero"])
@pytest.mark.parametrize(("entries", "k"), [(700, 90), (70, 30), (19, 19)])
def test_many_queries_choose_the_best_of_any_scores(entries, k, kind):
    """Exactly, and the lower entry among equals; queries that see all of the entries, or the first few and none."""
    for start in (2 * entries - 3, 0):
        _best_of_any_scores(kind, entries, k, start)


def _best_of_any_scores(kind, entries, k, start):
    draw, queries = Draw(f"{kind}{entries}"), 5
    score = draw(queries, entries)
    if kind == "side by side":
        score = -(torch.arange(entries, device=DEVICE) - entries // 3).abs().float().expand(queries, -1) + 0.01 * score
    elif kind == "two values":
        score = (score > 0.5).float()
    elif kind == "all equal":
        score = torch.zeros_like(score)
    elif kind == "below zero":
        score = -score.abs() - 1.0
    score = score.contiguous()
    visible = ((start + torch.arange(queries, device=DEVICE) + 1) // 2).clamp(0, entries)
    hidden = score.masked_fill(torch.arange(entries, device=DEVICE) >= visible[:, None], -torch.inf)
    group = group_size(entries, k)
    padded = torch.nn.functional.pad(hidden, (0, -entries % group), value=-torch.inf)
    top = padded.unflatten(1, (-1, group)).amax(-1)
    picks = torch.full((queries, k), -7, dtype=torch.int32, device=DEVICE)
    best, others = nan(queries, k), places_beyond(queries)
    best_entries(
        score, top, torch.tensor([start], device=DEVICE), picks, best, others,
        tokens=queries, first_query=0, k=k, rate=2, group=group,
    )  # fmt: skip
    want = torch.sort(hidden, dim=-1, descending=True, stable=True)
    assert torch.equal(best, want.values[:, :k])
    assert torch.equal(picks.long(), want.indices[:, :k].masked_fill(best == -torch.inf, -1))
    assert all(torch.equal(*pair) for pair in zip(others, beyond(want, k), strict=True))


def test_covers_names_the_reason():
    assert "512" in covers_choose_entries(nan(1, 1, 1, 512), nan(1, 1, 512), nan(1, 1, 1))


@pytest.mark.parametrize(("room", "k"), [(4096, 150), (100, 20)], ids=["candidates fit", "more than fit"])
def test_scores_that_share_their_leading_bits_are_told_apart(room, k, monkeypatch):
    """All scores lie in one bin, many agree in further bytes, some are equal."""
    monkeypatch.setattr(lightning_indexer_few_triton, "INDEXER_RANK_ALL", 0)
    monkeypatch.setattr(lightning_indexer_few_triton, "_CANDIDATES", room)
    draw, entries = Draw("one bin"), 600
    steps = draw.integers(0, 1 << 18, entries).float() * (draw.integers(0, 3, entries) > 0)
    keys = torch.zeros(1, entries, 16, device=DEVICE)
    keys[0, :, 0] = 1.0 + steps * 2.0**-21
    query = torch.zeros(1, 1, 1, 16, device=DEVICE)
    query[..., 0] = 1.0
    others = places_beyond(1, 1)
    picks, best = choose_entries_triton(
        query, keys, torch.ones(1, 1, 1, device=DEVICE), k, start=4 * entries, rate=4, best=True, runners=others
    )
    order = keys[0, :, 0].sort(descending=True, stable=True)
    assert best is not None and torch.equal(best[0, 0], order.values[:k])
    assert torch.equal(picks[0, 0], order.indices[:k])
    assert all(torch.equal(mine[0, 0], theirs) for mine, theirs in zip(others, beyond(order, k), strict=True))

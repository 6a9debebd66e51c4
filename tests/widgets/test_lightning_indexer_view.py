"""Claims of analysis/lightning_indexer.py, analysis/pick_overlap.py and the view, each against counting one by one."""

from __future__ import annotations

import numpy as np
import pytest
from synthetic_trace import CONFIG, synthetic_trace

from dsv4lab.analysis.lightning_indexer import (
    NOT_PICKED,
    NOT_VISIBLE,
    Picks,
    pick_overview,
    picks_in,
    picks_of,
    rank_curve,
    span_ranks,
)
from dsv4lab.analysis.pick_overlap import always_chosen, control, jaccard, layer_overlap, neighbour_overlap

TOKENS, RATE, TOPK = 160, CONFIG.csa_rate, CONFIG.index_topk


@pytest.fixture(scope="module")
def trace():
    return synthetic_trace(TOKENS, groups=("tokens", "attention", "indexer"))


@pytest.fixture(scope="module")
def picks(trace):
    return picks_of(trace, 2)


def test_picks_lie_in_the_past_and_are_as_many_as_there_can_be(picks):
    count = (picks.entry >= 0).sum(-1)
    np.testing.assert_array_equal(count, np.minimum(picks.visible, TOPK))
    assert (picks.entry < picks.visible[:, None]).all() and picks.forced.sum() == (TOPK + 1) * RATE - 1


@pytest.mark.parametrize(
    ("rows", "columns", "queries", "tokens"),
    [
        (10, 16, (0, TOKENS), (0, TOKENS)),
        (7, 9, (40, 121), (13, 90)),
        (3, 200, (0, TOKENS), (0, TOKENS)),
        (1, 1, (5, 6), (0, 4)),
    ],
)
def test_the_overview_counts_every_pick_and_every_chance_once(picks, rows, columns, queries, tokens):
    grid = pick_overview(picks, rows, columns, queries=queries, tokens=tokens)
    picked, possible = np.zeros((2, rows, columns), int)
    edges = [tokens[0] + c * (tokens[1] - tokens[0]) / columns for c in range(columns + 1)]
    for query, visible, entry in zip(picks.query, picks.visible, picks.entry, strict=True):
        if not queries[0] <= query < queries[1]:
            continue
        row = (query - queries[0]) * rows // (queries[1] - queries[0])
        for e in range(visible):
            for c in range(columns):
                if edges[c] <= e * RATE < edges[c + 1]:
                    possible[row, c] += 1
                    picked[row, c] += e in entry
    np.testing.assert_array_equal(grid.picked, picked)
    np.testing.assert_array_equal(grid.possible, possible)
    assert grid.captured.sum() == queries[1] - queries[0]


def test_queries_that_were_not_captured_are_unknown_not_empty(picks):
    every = slice(None, None, 8)
    thin = Picks(2, RATE, TOPK, picks.query[every], picks.visible[every], picks.entry[every])
    grid = pick_overview(thin, TOKENS // 2, 4, queries=(0, TOKENS), tokens=(0, TOKENS))
    assert grid.captured.values.tolist() == [1, 0, 0, 0] * (TOKENS // 8)
    assert len(neighbour_overlap(thin)) == 0


def test_a_region_lists_its_picks_with_their_ranks_or_says_there_are_too_many(picks):
    query, entry, rank = picks_in(picks, (100, 120), (20, 60), 999)
    assert len(query) and all(picks.entry[q, r] == e for q, e, r in zip(query, entry, rank, strict=True))
    inside = (picks.entry[100:120] * RATE > 20 - RATE) & (picks.entry[100:120] * RATE < 60)
    assert len(query) == inside.sum() and picks_in(picks, (100, 120), (20, 60), 3) is None


def test_the_rank_curve_is_what_was_captured_and_ends_at_the_cut_when_nothing_more_was(trace):
    curve = rank_curve(trace, 4, 100)
    assert curve.picked.all() and not curve.attrs["beyond"] and curve.attrs["visible"] == 101 // RATE
    np.testing.assert_array_equal(curve.entry, trace.part("indexer", "entry", layer=4, query=100))


def test_a_span_is_found_at_its_best_rank(picks):
    ranks = span_ranks(picks, 41, 45)  # blocks 10 and 11; entry 12 reads block 11 too
    for row, (visible, entry) in enumerate(zip(picks.visible, picks.entry, strict=True)):
        held = [r for r, e in enumerate(entry) if 10 <= e <= 12]
        expected = NOT_VISIBLE if visible <= 10 else held[0] if held else NOT_PICKED
        assert ranks[row] == expected
    assert {NOT_VISIBLE, NOT_PICKED} < set(ranks.tolist())


def test_jaccard_ignores_order_and_empty_places():
    a, b = np.array([[3, 1, -1], [1, 2, 3], [-1, -1, -1]]), np.array([[1, 3, 5], [4, 5, 6], [-1, -1, -1]])
    np.testing.assert_allclose(jaccard(a, b), [2 / 3, 0, np.nan])


def test_neighbour_overlap_leaves_out_queries_without_a_choice(picks):
    overlap = neighbour_overlap(picks)
    assert overlap["query"].values.tolist() == list(range((TOPK + 1) * RATE, TOKENS))
    for q in (40, 99):
        one, other = (set(picks.entry[p].tolist()) for p in (q - 1, q))
        assert float(overlap.sel(query=q)) == pytest.approx(len(one & other) / len(one | other))


def test_layer_overlap_is_symmetric_with_a_diagonal_of_ones(trace):
    table = layer_overlap([picks_of(trace, layer) for layer in (2, 4)])
    assert table.sel(layer=2, other=2) == 1 and table.sel(layer=2, other=4) == table.sel(layer=4, other=2) < 0.5


def stationary(tokens: int = 1200, topk: int = 8, seed: int = 0) -> Picks:
    """Entry 3 always, the rest at distances drawn from one law."""
    rng, query = np.random.default_rng(seed), np.arange(tokens)
    visible = (query + 1) // RATE
    entry = np.full((tokens, topk), -1)
    for q, v in enumerate(visible):
        if v <= topk:
            entry[q, :v] = rng.permutation(v)
        elif v <= topk + 4:
            entry[q] = np.append(3, rng.permutation(np.delete(np.arange(v), 3))[: topk - 1])
        else:
            weight = 1 / (1 + np.arange(v - 4))
            far = rng.choice(v - 4, topk - 1, replace=False, p=weight / weight.sum())
            entry[q] = np.append(3, v - 1 - far)
    return Picks(2, RATE, topk, query, visible, entry)


def test_the_control_keeps_distances_and_counts_and_looks_at_nothing_from_the_future():
    real = stationary()
    other = control(real)
    count = (real.entry >= 0).sum(-1)
    np.testing.assert_array_equal((other.entry >= 0).sum(-1), count)
    assert (other.entry < other.visible[:, None]).all() and (other.entry[~real.forced] >= 0).all()
    assert all(len(set(row)) == len(row) for row in other.entry[~real.forced].tolist())
    np.testing.assert_array_equal(other.entry[real.forced], real.entry[real.forced])
    near = [((p.visible[:, None] - 1 - p.entry)[600:] < 16).mean() for p in (real, other)]
    assert near[0] == pytest.approx(near[1], abs=0.04)
    # a donor is another query: its distances, not its own
    assert (real.entry[~real.forced] == other.entry[~real.forced]).all(-1).mean() < 0.1


def test_an_entry_that_is_always_chosen_is_found_and_the_control_has_none():
    real = stationary()
    found = always_chosen(real)
    assert found.entry.values[0] == 3 and found.share.values[0] == 1
    assert found.could.values[0] == (~real.forced).sum()
    assert 3 not in always_chosen(control(real)).entry
    assert (found.could >= 32).all()
    assert len(always_chosen(stationary(60)).entry) == 0


def test_recall_of_a_trace_made_by_hand(trace):
    from dsv4lab.analysis.lightning_indexer import recall_shares

    class Held:
        def part(self, _group, name, layer):
            return {"entries": np.array([[0.5, 0.0]], np.float32), "picked": np.array([[0.4, 0.0]], np.float32)}[name]

    shares = recall_shares(Held(), 2)
    assert shares[0, 0] == pytest.approx(0.8) and np.isnan(shares[0, 1])


def test_the_view_follows_layer_token_and_span_and_computes_only_the_seen_panel(trace):
    import json

    from dsv4lab.widgets.lightning_indexer import LightningIndexer
    from dsv4lab.widgets.selection import Selection

    view = LightningIndexer(trace, Selection(layer=3, token=100))
    assert view.message == "" and view.facts["layer"] == 2 and view.rank["query"] == 100 and view.overlap == b""
    codes = np.frombuffer(view.overview, "u1").reshape(view.facts["shape"])
    assert (codes[0] >= 254).sum() > 30 and (codes[-1] == 0).any() and set(codes.ravel()) > {0, 250, 254}
    marks = np.frombuffer(view.marks, "<i4").reshape(-1, 3)
    row = trace.part("indexer", "entry", layer=2)
    assert len(marks) and all(row[query, rank] == entry for query, entry, rank in marks)
    view.panel = "needle"
    assert view.needle_facts == {}
    view.selection.query_first, view.selection.query_last = 20, 24
    assert view.needle_facts["entries"] == [5, 7] and len(np.frombuffer(view.needle, "<f4")) == 2 * 180
    view.region = "10:20:0:30"
    assert view.shown_region == [10, 20, 0, 30]
    for view.panel in ("overlap", "recall"):
        pass
    assert "measure_recall(session" in view.recall_note and view.overlap_facts["compared"] > 0
    json.dumps([view.facts, view.rank, view.overlap_facts, view.needle_facts], allow_nan=False)


def test_a_view_without_picks_says_what_to_do():
    from dsv4lab.widgets.lightning_indexer import LightningIndexer

    assert "“indexer”" in LightningIndexer(synthetic_trace(20, groups=("tokens",))).message
    view = LightningIndexer(synthetic_trace(60, groups=("tokens", "indexer")), region="over there")
    assert "write first query:end" in view.message


@pytest.mark.parametrize("every", [1, 4])
def test_no_query_is_its_own_donor(every):
    real = stationary(400)
    thin = Picks(2, RATE, 8, real.query[::every], real.visible[::every], real.entry[::every])
    free = ~thin.forced
    # Every query picks at distances that no other has: a query that keeps its own is its own donor.
    marked = np.where(free[:, None], np.arange(8) + 8 * np.arange(len(free))[:, None], thin.entry)
    visible = np.where(free, 1_000_000, thin.visible)
    alone = Picks(2, RATE, 8, thin.query, visible, marked)
    for seed in range(20):
        other = control(alone, seed).entry[free]
        assert not (other == marked[free]).all(-1).any() and (other >= 0).all()


def test_a_query_without_another_to_borrow_from_is_left_without_picks():
    one = Picks(2, RATE, 2, np.array([5, 40]), np.array([1, 10]), np.array([[0, -1], [7, 3]]))
    assert control(one).entry.tolist() == [[0, -1], [-1, -1]]
    two = Picks(2, RATE, 2, np.array([40, 41]), np.array([10, 10]), np.array([[7, 3], [1, 2]]))
    assert control(two).entry.tolist() == [[1, 2], [7, 3]]

"""Claims of analysis/expert_load.py and the view: counts that add up, numbers against hand-made cases, what is missing."""

from __future__ import annotations

import numpy as np
import pytest
from synthetic_trace import CONFIG, SyntheticRun, synthetic_trace

from dsv4lab.analysis.expert_load import (
    coactivation,
    count_choices,
    effective_number,
    expert_load,
    gini,
    load_summary,
    rank_load,
)
from dsv4lab.errors import TraceError

TOKENS = 240


@pytest.fixture(scope="module")
def trace():
    return synthetic_trace(TOKENS, groups=("tokens", "routing"))


def test_every_layer_has_tokens_times_slots_choices(trace):
    load = expert_load(trace)
    assert (load["choices"].sum("expert") == TOKENS * CONFIG.num_experts_per_tok).all() and (
        load.tokens == TOKENS
    ).all()
    np.testing.assert_allclose(load.rate.mean("expert"), 1, rtol=1e-12)
    assert (load.rest_tokens == 0).all() and np.isnan(load.rest_rate).all()
    for layer in range(CONFIG.num_hidden_layers):
        each = [int((trace.part("routing", "expert", layer=layer) == e).sum()) for e in range(CONFIG.n_routed_experts)]
        assert load["choices"].sel(layer=layer).values.tolist() == each


def test_a_range_and_its_rest_are_the_whole(trace):
    whole, part = expert_load(trace), expert_load(trace, 90, 31)
    assert (part.choices + part.rest_choices == whole.choices).all()
    assert (part.tokens == 60).all() and (part.rest_tokens == TOKENS - 60).all()


def test_table_layers_follow_from_the_frequencies_of_the_tokens_alone(trace):
    ids = trace.values("tokens", "id")
    for layer in CONFIG.layers_of_routing("hash"):
        chosen = trace.part("routing", "expert", layer=layer)
        predicted = np.zeros(CONFIG.n_routed_experts, int)
        for token, times in zip(*np.unique(ids, return_counts=True), strict=True):
            predicted[chosen[np.flatnonzero(ids == token)[0]]] += times
        assert expert_load(trace).choices.sel(layer=layer).values.tolist() == predicted.tolist()


def test_neither_bias_nor_weight_enters_the_load():
    run = SyntheticRun(40, groups=("tokens", "routing"))
    run.step(40)
    before = expert_load(run.trace)
    for name in ("biased_score", "weight", "score"):
        run.writer.arrays["routing"][name][:] += 7
    assert before.equals(expert_load(run.trace))


def test_tokens_without_capture_are_neither_counted_nor_zero():
    run = SyntheticRun(20, groups=("tokens", "routing"))
    run.step(20)
    run.writer.arrays["routing"]["expert"][0] = -1
    load = expert_load(run.trace)
    assert np.isnan(load.rate.sel(layer=0)).all() and load.tokens.values.tolist() == [0, 20, 20, 20, 20, 20]
    summary = load_summary(run.trace, draws=30)
    assert np.isnan(summary.gini[0]) and np.isnan(summary.effective[0]) and np.isfinite(summary.effective[1])


def test_gini_and_effective_number_of_cases_worked_out_by_hand():
    assert gini(np.array([[3, 3, 3, 3], [0, 0, 0, 8], [1, 2, 3, 4]])).tolist() == pytest.approx([0, 0.75, 0.25])
    assert effective_number(np.array([[5, 5, 0, 0], [1, 1, 1, 1], [9, 0, 0, 0]])).tolist() == pytest.approx([2, 4, 1])
    assert effective_number(np.array([2, 1, 1])) == pytest.approx(2**1.5)


def test_the_effective_number_does_not_grow_with_the_text_at_a_fixed_budget():
    """Even use of 64 experts: pooled over the text it grows with length, at a fixed number of draws it does not."""
    rng = np.random.default_rng(0)
    chosen = rng.permuted(np.tile(np.arange(64), (4000, 1)), axis=1)[:, :2]
    pooled = [effective_number(count_choices(chosen[None, :n], 64)[0])[0] for n in (100, 4000)]
    from dsv4lab.analysis import expert_load as module

    fixed = [module._effective_in_subsets(chosen[:n], 50, 64).mean() for n in (100, 4000)]
    assert pooled[1] - pooled[0] > 4 and abs(fixed[1] - fixed[0]) < 1.5


def test_too_few_draws_give_no_number_and_too_few_for_an_interval_give_none(trace):
    slots = CONFIG.num_experts_per_tok
    none = load_summary(trace, 0, 9, draws=11 * slots)
    bare = load_summary(trace, 0, 9, draws=6 * slots)
    full = load_summary(trace, 0, 19, draws=6 * slots)
    assert np.isnan(none.effective).all()
    assert np.isfinite(bare.effective).all() and np.isnan(bare.low).all()
    assert (full.low <= full.effective).all() and (full.effective <= full.high).all() and (full.low < full.high).all()
    assert full.attrs["draws"] == 18


def test_unused_experts_are_compared_with_chance():
    run = SyntheticRun(4, groups=("tokens", "routing"))
    run.step(4)
    summary = load_summary(run.trace)
    assert (summary.unused > 0).all() and summary.unused_by_chance[0] == pytest.approx(16 * (13 / 16) ** 4)


def test_coactivation_finds_a_couple_and_stays_silent_where_counts_are_small():
    run = SyntheticRun(400, groups=("tokens", "routing"))
    run.step(400)
    expert, rng = run.writer.arrays["routing"]["expert"], np.random.default_rng(1)
    for t in range(400):  # experts 0 and 1 always together, 15 nearly never
        others = rng.permutation(np.arange(2, 15))
        expert[4, t] = [0, 1, others[0]] if t % 2 else others[:3]
    expert[4, 0] = [2, 3, 15]
    ratio = coactivation(run.trace, 4)
    assert ratio[0, 1] > 1.9 and ratio[0, 1] == ratio[1, 0] and ratio[2, 3] < 1.5
    assert np.isnan(ratio[15]).all() and np.isnan(np.diag(ratio)).all()
    assert 0 < ratio.attrs["judged"] < ratio.attrs["pairs"]


def test_rank_load_against_counting(trace):
    ranks = rank_load(trace, 4, batch=20)
    expert = trace.part("routing", "expert", layer=3)
    count = np.array([((expert // 4) == r).sum() for r in range(4)])
    np.testing.assert_allclose(ranks.relative.sel(layer=3), count / count.mean())
    peaks = []
    for at in range(0, TOKENS, 20):
        part = np.array([((expert[at : at + 20] // 4) == r).sum() for r in range(4)])
        peaks.append(part.max() / part.mean())
    assert ranks.batch_high.sel(layer=3) == pytest.approx(np.percentile(peaks, 95))
    turned = rank_load(trace, 4, placement="round robin")
    count = np.array([((expert % 4) == r).sum() for r in range(4)])
    np.testing.assert_allclose(turned.relative.sel(layer=3), count / count.mean())
    assert (rank_load(trace, 1).relative == 1).all() and np.isnan(rank_load(trace, 2, 0, 70).batch_high).all()
    for wrong in (0, 3, 32):
        with pytest.raises(TraceError, match=r"Sizes that do: \[1, 2, 4, 8, 16\]"):
            rank_load(trace, wrong)


def view_of(trace, selection=None, **options):
    from dsv4lab.widgets.expert_load import ExpertLoad

    return ExpertLoad(trace, selection, **options)


def test_the_view_sends_counts_and_follows_the_brush(trace):
    view = view_of(trace)
    sent = np.frombuffer(view.counts, "<i4").reshape(6, 16)
    np.testing.assert_array_equal(sent, expert_load(trace).choices)
    view.selection.query_first, view.selection.query_last = 20, 79
    assert (view.facts["first"], view.facts["last"]) == (20, 79)
    inside, outside = (np.frombuffer(x, "<i4").reshape(6, 16) for x in (view.counts, view.rest))
    np.testing.assert_array_equal(inside + outside, sent)
    assert np.frombuffer(view.tokens, "<i4").reshape(6, 2)[0].tolist() == [60, TOKENS - 60]


def test_a_click_on_a_tile_lists_the_tokens_of_that_expert(trace):
    from dsv4lab.widgets.selection import Selection

    view = view_of(trace, Selection(layer=4))
    assert view.detail == {}
    view.selection.expert = 5
    used = (trace.part("routing", "expert", layer=4) == 5).any(-1)
    weights = [row["weight"] for row in view.detail["rows"]]
    assert view.detail["count"] == used.sum() and weights == sorted(weights, reverse=True)
    assert all(used[row["token"]] and row["piece"] == trace.pieces[row["token"]] for row in view.detail["rows"])
    bias = np.random.default_rng(4).normal(size=16) * 0.05  # as tests/fakes/synthetic_trace.py draws it
    assert view.detail["bias"] == pytest.approx(bias[5], abs=1e-6)
    view.selection.layer = 0
    assert view.detail["bias"] is None


def test_only_the_panel_that_is_seen_is_computed(trace):
    view = view_of(trace)
    assert view.together == b"" and view.parallel == b""
    view.panel = "together"
    assert np.frombuffer(view.together, "<f4").size == 256 and 0 < view.judged <= 1
    view.panel, view.ranks = "ranks", 8
    assert np.frombuffer(view.parallel, "<f4").reshape(6, 11)[:, :8].mean() == pytest.approx(1)
    view.ranks = 3  # does not divide 16 experts: the first size that does is shown
    assert np.frombuffer(view.parallel, "<f4").reshape(6, 5)[:, :2].mean() == pytest.approx(1)


def test_a_trace_without_routing_names_the_capture():
    assert "capture=" in view_of(synthetic_trace(20, groups=("tokens",))).message

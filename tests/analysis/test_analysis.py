"""Claims of dsv4lab/analysis/."""

from __future__ import annotations

import numpy as np
import pytest
from synthetic_trace import CONFIG, SyntheticRun, synthetic_trace

from dsv4lab.analysis.expert_routing import (
    agreement,
    overlap,
    routing_detail,
    routing_grid,
    tokens_of_expert,
    weight_entropy,
)
from dsv4lab.analysis.expert_tokens import matched_expert, uses_of
from dsv4lab.analysis.hyper_connections import mixing_at, mixing_depth, mixing_product, stream_depth, unbalanced
from dsv4lab.analysis.sparse_attention import (
    FORBIDDEN,
    UNCAPTURED,
    UNPICKED,
    attention_map,
    attention_profile,
    entry_sources,
    query_attention,
    reach,
    zone_masses,
)
from dsv4lab.analysis.token_values import MEASURES, available_measures, bin_means, token_values
from dsv4lab.errors import TraceError


@pytest.fixture(scope="module")
def trace():
    return synthetic_trace()


def test_masses_of_a_query_sum_to_one_and_match_the_lists(trace):
    for layer in range(CONFIG.num_hidden_layers):
        found = query_attention(trace, layer, 50)
        np.testing.assert_allclose(found.mass.sum("zone"), 1, atol=1e-5)
        np.testing.assert_allclose(np.nansum(found.window_weight, 1), found.mass.sel(zone="window"), atol=1e-5)
        np.testing.assert_allclose(np.nansum(found.entry_weight, 1), found.mass.sel(zone="entries"), atol=1e-5)


def test_entries_not_picked_are_counted_but_have_no_weight(trace):
    csa = query_attention(trace, 2, 50)
    assert csa.attrs["visible"] == 12 and csa.sizes["entry"] == CONFIG.index_topk
    assert query_attention(trace, 0, 50).attrs["visible"] == 0
    assert query_attention(trace, 3, 50).sizes["entry"] == query_attention(trace, 3, 50).attrs["visible"] == 3


def test_window_keys_are_true_positions(trace):
    assert query_attention(trace, 1, 50).window.values.tolist() == list(range(43, 51))
    assert query_attention(trace, 1, 3).window.values.tolist() == [0, 1, 2, 3]


def test_reach_shares_entries_out_and_leaves_only_the_sink(trace):
    for layer in range(CONFIG.num_hidden_layers):
        values = reach(trace, layer, 50)
        sink = trace.part("attention", "mass_sink", layer=layer, query=50).mean()
        assert float(np.nansum(values)) == pytest.approx(1 - sink, abs=1e-4), layer
        assert np.isnan(values[51:]).all() and np.isfinite(values[:51]).all()
    one = reach(trace, 2, 50, head=1)
    assert float(np.nansum(one)) == pytest.approx(
        1 - trace.part("attention", "mass_sink", layer=2, query=50)[1], abs=1e-4
    )
    alone = reach(synthetic_trace(groups=("attention",)), 2, 50)
    assert not alone.attrs["entries"] and reach(trace, 2, 50).attrs["entries"]


def test_zone_masses_sum_to_one_for_every_layer(trace):
    np.testing.assert_allclose(zone_masses(trace).sum("zone"), 1, atol=1e-5)


def test_sources_of_an_entry_sum_to_one_and_overlap_in_csa(trace):
    sources = entry_sources(trace, 2, 5)
    assert sources.token.values.tolist() == list(range(16, 24))
    assert float(sources.sum()) == pytest.approx(1, abs=1e-5)
    assert entry_sources(trace, 2, 0).token.values.tolist() == [0, 1, 2, 3]


def test_margin_is_nan_on_hash_layers_only(trace):
    grid = routing_grid(trace, "margin")
    hashed = grid.kind.values == "hash"
    assert np.isnan(grid.colour.values[hashed]).all() and np.isfinite(grid.colour.values[~hashed]).all()


def test_agreement_counts_shared_experts_with_the_previous_token():
    expert = np.array([[[1, 2, 3], [3, 2, 9], [7, 8, 5]]])
    values = agreement(expert)
    assert np.isnan(values[0, 0])
    np.testing.assert_allclose(values[0, 1:], [2 / 3, 0], atol=1e-6)


def test_weight_entropy_is_one_for_equal_and_zero_for_a_single_expert():
    np.testing.assert_allclose(weight_entropy(np.array([[0.5, 0.5, 0.5], [1.5, 0, 0]])), [1, 0], atol=1e-6)


def test_detail_lists_chosen_by_weight_then_the_nearest_rejected(trace):
    detail = routing_detail(trace, 4, 20)
    assert detail.chosen.values.tolist() == [True] * 3 + [False] * 2
    weights = detail.weight.values[:3]
    assert (np.diff(weights) <= 0).all() and weights.sum() == pytest.approx(CONFIG.routed_scaling_factor, abs=1e-5)
    last, first = detail.biased_score.values[:3].min(), detail.biased_score.values[3]
    assert last - first == pytest.approx(detail.attrs["margin"], abs=1e-5)
    assert routing_detail(trace, 0, 20).sizes["row"] == 3 and routing_detail(trace, 0, 20).attrs["kind"] == "hash"


def test_tokens_of_expert_finds_every_cell_that_used_it(trace):
    expert = int(trace.part("routing", "expert", layer=4, token=20)[0])
    weight = tokens_of_expert(trace, 4, expert)
    assert float(weight[20]) == pytest.approx(float(trace.part("routing", "weight", layer=4, token=20)[0]))
    used = (trace.part("routing", "expert", layer=4) == expert).any(-1)
    assert (np.isfinite(weight.values) == used).all()


def test_mixing_keeps_source_and_destination_apart(trace):
    found = mixing_at(trace, 3, 1, 30)
    np.testing.assert_allclose(found.comb.sum("stream_from"), 1, atol=1e-5)
    np.testing.assert_array_equal(found.comb, trace.values("mixing", "comb")[3, 1, 30])
    np.testing.assert_array_equal(found.stream_norm, trace.values("streams", "norm")[3, 30])


def test_depth_has_two_steps_per_layer_and_identity_means_no_exchange(trace):
    depth = mixing_depth(trace, 30)
    assert depth.sizes["step"] == 12 and depth.layer.values.tolist()[:4] == [0, 0, 1, 1]
    comb = trace.values("mixing", "comb")[2, 1, 30]
    assert float(depth.exchange[5]) == pytest.approx(1 - np.trace(comb) / 4, abs=1e-6)


def test_every_measure_gives_one_number_per_token(trace):
    assert available_measures(trace) == [name for name in MEASURES if name != "difference"]
    for name in available_measures(trace):
        values = token_values(trace, name)
        assert values.shape == (60,) and np.isfinite(values[1:]).all(), name
    assert np.isnan(token_values(trace, "surprise")[0])
    np.testing.assert_allclose(token_values(trace, "surprise")[1:], -trace.values("tokens", "logprob")[1:])


def test_a_measure_without_its_group_names_the_capture():
    small = synthetic_trace(groups=("tokens",))
    assert available_measures(small) == ["surprise", "entropy"]
    with pytest.raises(TraceError, match="routing"):
        token_values(small, "margin")
    with pytest.raises(TraceError, match="unknown measure"):
        token_values(small, "mood")


def test_the_map_of_a_head_holds_each_query_as_it_is_alone_and_three_kinds_of_nothing(trace):
    for layer in (0, 2, 3):
        found = attention_map(trace, layer, 1, 30, 60)
        for token in (30, 41, 59):
            alone = query_attention(trace, layer, token)
            row = found.sel(query=token)
            np.testing.assert_array_equal(row.window_weight.values[token - alone.window.values], alone.window_weight[1])
            np.testing.assert_array_equal(row.entry_weight.values[alone.entry.values], alone.entry_weight[1])
            rest = np.setdiff1d(np.arange(found.sizes["entry"]), alone.entry.values)
            visible = alone.attrs["visible"]
            assert (row.entry_weight.values[rest[rest < visible]] == UNPICKED).all()
            assert (row.entry_weight.values[rest[rest >= visible]] == FORBIDDEN).all()
    first = attention_map(trace, 2, 0, 0, 8)
    assert (first.window_weight.values[2, 3:] == FORBIDDEN).all() and first.sizes["entry"] == 2


def test_a_query_that_was_not_sampled_is_uncaptured_in_the_map():
    run = SyntheticRun(20)
    run.step(5)
    run.writer.positions["query"][4] = 2  # query 4 is missing
    found = attention_map(run.trace, 2, 0, 0, 5)
    assert (found.window_weight.sel(query=4) == UNCAPTURED).sum() == 5 and found.entry_weight.sel(query=4)[
        0
    ] == UNCAPTURED


def test_a_profile_is_the_mean_of_its_stretch_and_sums_to_one(trace):
    found = attention_profile(trace, bins=6)
    np.testing.assert_allclose(found.sum("zone"), 1, atol=1e-5)
    sink = trace.values("attention", "mass_sink")[3, 10:20, 2].mean()
    assert float(found.sel(layer=3, zone="sink")[2, 1]) == pytest.approx(float(sink), abs=1e-6)


def test_the_product_of_mixings_is_the_product_taken_literally(trace):
    found = mixing_product(trace, 30)
    comb = trace.values("mixing", "comb")[:, :, 30].reshape(-1, 4, 4).astype(float)
    product = np.eye(4)
    for step, matrix in enumerate(comb):
        product = product @ matrix
        assert found.log_gain[0, step] == pytest.approx(np.log10(product.sum(0).max()), abs=1e-5)
        share = np.linalg.svd(product, compute_uv=False)
        share /= share.sum()
        assert found.effective_rank[0, step] == pytest.approx(np.exp(-(share * np.log(share)).sum()), abs=1e-4)
    assert abs(float(found.log_gain[0, -1])) < 1e-4 and float(found.log_gain[2, -1]) > 5  # columns sum to one, or not
    free = np.eye(4)  # not doubly stochastic: here the direction shows
    for matrix in np.exp(trace.values("mixing", "comb_logits")[:, :, 30].reshape(-1, 4, 4).astype(float)):
        free = free @ matrix
    assert found.log_gain[2, -1] == pytest.approx(np.log10(free.sum(0).max()), abs=1e-5)
    assert abs(np.log10(free.sum(1).max()) - np.log10(free.sum(0).max())) > 1e-3
    streams = np.arange(4.0)
    for layer in range(6):
        for site in range(2):
            streams = streams @ trace.values("mixing", "comb")[layer, site, 30]  # next[to] = sum of comb[from, to]
    np.testing.assert_allclose(np.arange(4.0) @ product, streams, atol=1e-5)
    late = mixing_product(trace, 30, first_layer=3)
    assert np.isnan(late.log_gain[:, :6]).all() and np.isfinite(late.log_gain[:, 6:]).all()


def test_without_the_logits_only_what_was_run_has_a_product():
    trace = synthetic_trace(12)
    del trace._backing._writer.arrays["mixing"]["comb_logits"]
    found = mixing_product(trace, 5)
    assert np.isfinite(found.log_gain[0]).all() and np.isnan(found.log_gain[1:]).all()


def test_cosines_are_those_of_the_pairs_and_unbalanced_counts_tokens(trace):
    found = stream_depth(trace, 7)
    assert found.pair.values.tolist() == ["0–1", "0–2", "0–3", "1–2", "1–3", "2–3"] and found.layer[0] == -1
    assert float(found.cosine.sel(layer=3, pair="1–2")) == trace.values("streams", "cosine")[4, 7, 1, 2]
    late = unbalanced(trace, 1e-3)
    error = trace.values("mixing", "sinkhorn_error")
    assert float(late[4, 1]) == pytest.approx(float((error[4, 1] > 1e-3).mean()))


def test_an_expert_and_its_control_list_tokens_they_took(trace):
    layer, expert = 4, int(trace.part("routing", "expert", layer=4, token=20)[0])
    uses = uses_of(trace, layer, expert)
    taken = (trace.part("routing", "expert", layer=layer) == expert).any(-1)
    assert uses.count == taken.sum() and all(taken[row.token] for row in uses.rows)
    assert [row.weight for row in uses.rows] == sorted((row.weight for row in uses.rows), reverse=True)
    row = uses.rows[0]
    assert row.before + row.piece + row.after in "".join(trace.pieces)
    control = matched_expert(trace, layer, expert)
    assert control != expert and control == matched_expert(trace, layer, expert)
    counts = np.bincount(trace.part("routing", "expert", layer=layer).ravel(), minlength=16)
    gaps = sorted(abs(counts - counts[expert]) + (counts == 0) * 1000 + (np.arange(16) == expert) * 1000)
    assert abs(counts[control] - counts[expert]) <= gaps[2]


def test_overlap_and_difference_compare_only_what_both_runs_have(trace):
    other = synthetic_trace(40)
    both = overlap(trace.values("routing", "expert"), other.values("routing", "expert"))
    mine, theirs = trace.part("routing", "expert", layer=3, token=9), other.part("routing", "expert", layer=3, token=9)
    assert both[3, 9] == pytest.approx(len(set(mine) & set(theirs)) / 3) and np.isnan(both[:, 40:]).all()
    other._backing._writer.arrays["tokens"]["id"][5] += 1
    values = token_values(trace, "difference", other=other).values
    assert np.isnan(values[[0, 5]]).all() and np.isnan(values[40:]).all()
    expected = other.values("tokens", "logprob")[9] - trace.values("tokens", "logprob")[9]
    assert values[9] == pytest.approx(float(expected), abs=1e-6)
    with pytest.raises(TraceError, match="another run"):
        token_values(trace, "difference")


def test_bins_are_means_of_what_is_there():
    values = np.array([1, np.nan, 3, 5, np.nan, np.nan])
    np.testing.assert_array_equal(bin_means(values, 3), np.array([1, 4, np.nan], np.float32))


def test_labels_that_are_not_there_are_refused_with_what_is(trace):
    from dsv4lab.analysis.compressor import entries_at, pending_tokens
    from dsv4lab.analysis.generation import drafts_around
    from dsv4lab.analysis.token_values import token_values

    held = SyntheticRun(20, ("tokens", "mtp", "attention"))
    held.step(9)
    for wrong, words in (
        (lambda: query_attention(trace, 99, 5), "no layer 99. It holds 0 to 5"),
        (lambda: query_attention(trace, 2, 60), "no query 60. It holds 0 to 59"),
        (lambda: query_attention(trace, -1, 5), "no layer -1"),
        (lambda: attention_map(trace, 99, 0, 0, 8), "no layer 99"),
        (lambda: attention_map(trace, 2, 4, 0, 8), "no head 4; it has 0 to 3"),
        (lambda: reach(trace, 2, 50, head=4), "no head 4"),
        (lambda: entries_at(trace, 99, 5), "no layer 99; it has 0 to 5"),
        (lambda: pending_tokens(trace, 2, -1), "no token -1"),
        (lambda: tokens_of_expert(trace, 4, 999), "no expert 999; it has 0 to 15"),
        (lambda: uses_of(trace, 4, -1), "no expert -1"),
        (lambda: token_values(trace, "reach", layer=2, token=99), "no token 99"),
        (lambda: drafts_around(held.trace, -1), "no token -1"),
    ):
        with pytest.raises(TraceError, match=words):
            wrong()

"""Claims of dsv4lab/analysis/."""

from __future__ import annotations

import numpy as np
import pytest
from synthetic_trace import CONFIG, synthetic_trace

from dsv4lab.analysis.expert_routing import agreement, routing_detail, routing_grid, tokens_of_expert, weight_entropy
from dsv4lab.analysis.hyper_connections import mixing_at, mixing_depth
from dsv4lab.analysis.sparse_attention import entry_sources, query_attention, reach, zone_masses
from dsv4lab.analysis.token_values import MEASURES, available_measures, token_values
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
    assert available_measures(trace) == list(MEASURES)
    for name in MEASURES:
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

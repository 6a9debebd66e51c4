"""Claims of analysis/discoveries.py: each number is the trace's, counted again here in another way."""

from __future__ import annotations

import time
from itertools import combinations

import numpy as np
import pytest
from synthetic_trace import synthetic_trace

import dsv4lab as lab
from dsv4lab.analysis.discoveries import (
    MOST_PLACES,
    closest_fork,
    drafts,
    far_reader,
    first_layer_that_knows,
    most_read_entry,
    same_word,
    without_sinkhorn,
)

FINDERS = (
    same_word, far_reader, most_read_entry, closest_fork, without_sinkhorn, drafts, first_layer_that_knows,
)  # fmt: skip
PROMPT = "Once upon a time there was a little fox. The little fox had a red ball, and the little fox ran."


@pytest.fixture(scope="module")
def trace():
    return lab.Session(lab.load()).generate(PROMPT, max_new_tokens=64, seed=5)


def test_every_one_of_them_is_found_in_a_real_run_and_again_the_same(trace):
    assert all(find(trace) is not None for find in FINDERS)
    assert [find(trace) for find in FINDERS] == [find(trace) for find in FINDERS]


def test_the_same_words_shares_are_counted_over_all_pairs_of_its_places(trace):
    found = same_word(trace)
    words = [piece.strip() for piece in trace.pieces]
    ids = trace.values("tokens", "id").tolist()
    most = max(ids.count(one) for one, word in zip(ids, words, strict=True) if word.isalpha())
    assert len(found.tokens) == found.times == most and len({ids[t] for t in found.tokens}) == 1
    for layer in (found.table[0], found.learned[-1]):
        sets = [set(trace.part("routing", "expert", layer=layer, token=t).tolist()) for t in found.tokens]
        shares = [len(a & b) / len(a) for a, b in combinations(sets, 2)]
        assert found.shared[layer] == pytest.approx(np.mean(shares), abs=1e-6)
    assert found.mean(found.table) == pytest.approx(1.0)


def test_the_far_reader_has_the_largest_mean_of_all_heads_and_layers(trace):
    found = far_reader(trace)
    after = trace.config.sliding_window
    means = {}
    for layer in trace.layers("attention"):
        if trace.config.rate(trace.config.layer_kinds[layer]):
            mass = trace.part("attention", "mass_entries", layer=layer)[after : len(trace)]
            means |= {(layer, head): float(mass[:, head].mean()) for head in range(mass.shape[1])}
    assert (found.layer, found.head) == max(means, key=lambda key: means[key])
    assert found.entries[found.head] == pytest.approx(means[found.layer, found.head], abs=1e-6)
    assert found.queries == len(trace) - after and found.token >= after


def test_an_entrys_gates_sum_to_one_and_its_sources_are_the_traces(trace):
    found = most_read_entry(trace)
    gate = trace.part("compressor", "gate", layer=found.layer, entry=found.entry)
    source = trace.part("compressor", "source_token", layer=found.layer, entry=found.entry)
    assert found.sources == sorted(
        ((int(t), float(g)) for t, g in zip(source, gate, strict=True) if t >= 0), key=lambda pair: -pair[1]
    )
    assert sum(g for _, g in found.sources) == pytest.approx(1, abs=1e-3)
    assert not any(trace.values("tokens", "special")[t] for t, _ in found.sources)


def test_the_fork_is_where_the_two_likeliest_are_nearest(trace):
    found = closest_fork(trace)
    ids, top = trace.values("tokens", "id"), trace.values("tokens", "top_id")
    p = np.exp(trace.values("tokens", "top_logprob"))
    assert trace.values("tokens", "phase")[found.token] == 1
    assert found.came.id == ids[found.token] != found.instead.id
    assert found.came.probability == pytest.approx(np.exp(trace.values("tokens", "logprob")[found.token]), rel=1e-5)
    assert found.instead.id in top[found.token]
    gap = abs(found.came.probability - found.instead.probability)
    for token in np.flatnonzero(trace.values("tokens", "phase") == 1):
        others = p[token][(top[token] != ids[token]) & (top[token] >= 0)]
        if len(others) and ids[token] == top[token, 0] and others.max() > 0.3:  # surely drawable
            assert gap <= abs(p[token, 0] - others.max()) + 1e-6


def test_the_gain_without_sinkhorn_is_the_product_of_the_bare_exponentials(trace):
    found = without_sinkhorn(trace)
    logits = trace.part("mixing", "comb_logits", token=found.token).astype(np.float64).reshape(-1, 4, 4)
    product, log = np.eye(4), 0.0
    for one in logits:
        product = product @ np.exp(one - one.max())
        log += one.max() + np.log(product.max())
        product = product / product.max()
    assert found.without == pytest.approx((np.log(product.sum(0).max()) + log) / np.log(10), abs=0.01)
    assert found.sites == len(logits) and abs(found.with_sinkhorn) < 0.05


def test_drafts_are_counted_over_written_tokens_only(trace):
    found = drafts(trace)
    written = trace.values("tokens", "phase") == 1
    proposed, ids = trace.values("mtp", "id"), trace.values("tokens", "id")
    assert found.proposed == int((written & (proposed >= 0)).sum())
    assert found.came == int((written & (proposed == ids)).sum())
    assert proposed[found.hit] == ids[found.hit] and proposed[found.miss] != ids[found.miss]
    assert written[found.hit] and written[found.miss]


def test_from_the_named_layer_on_every_read_out_is_the_answer_and_the_one_before_is_not(trace):
    found = first_layer_that_knows(trace)
    first = [int(trace.part("lens", "top_id", layer=layer, token=found.token)[0]) for layer in found.layers]
    at = found.layers.index(found.layer)
    assert set(first[at:]) == {found.answer} and (at == 0 or first[at - 1] != found.answer)


def test_a_run_without_such_places_has_none_of_them():
    short = synthetic_trace(1, prompt=1)
    assert [find(short) for find in FINDERS] == [None] * len(FINDERS)
    plain = synthetic_trace(40, groups=("tokens",))
    assert [find(plain) for find in FINDERS if find is not closest_fork] == [None] * (len(FINDERS) - 1)


def test_a_long_run_is_looked_through_in_little_time_and_a_words_places_are_compared_up_to_a_number():
    long = synthetic_trace(1500, groups=("tokens", "routing", "mixing"))
    found = same_word(long)
    assert found.times > MOST_PLACES == len(found.tokens)
    began = time.process_time()
    assert closest_fork(long) is not None
    assert time.process_time() - began < 0.5  # one by one they took a second

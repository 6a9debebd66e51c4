"""Rules for picks: sets written out by hand, complete entries only, alike however a text is cut into passes."""

from __future__ import annotations

import pytest
import torch
from edited import CONFIG, TOKENS, read, small_model

from dsv4lab import do
from dsv4lab.interventions.selection import Span

torch.set_num_threads(1)
LAYER, K, RATE = 3, CONFIG.index_topk, CONFIG.csa_rate
PICKS, SCORES = f"layers.{LAYER}.attn.indexer.picks", f"layers.{LAYER}.attn.indexer.scores"


@pytest.fixture(scope="module")
def model():
    return small_model()


def picks(model, rules, layer: int = LAYER):
    values, _logits, editing = read(model, rules, [f"layers.{layer}.attn.indexer.{p}" for p in ("picks", "scores")])
    return (
        [[e for e in row if e >= 0] for row in values[f"layers.{layer}.attn.indexer.picks"][0].tolist()],
        values,
        editing,
    )


def visible(t: int) -> int:
    return (t + 1) // RATE


def best(scores, entries, k: int = K) -> list[int]:
    return sorted(entries, key=lambda e: (-float(scores[e]), e))[:k]


def test_dropped_picks_leave_their_places_empty(model):
    plain, _, _ = picks(model, [])
    got, _, editing = picks(model, do.picks(drop=[1, 3], layer=LAYER))
    assert got == [[e for e in row if e not in (1, 3)] for row in plain]
    assert editing.fired[0, LAYER] == sum(bool({1, 3} & set(row)) for row in plain) > 0
    nothing, _, _ = picks(model, do.picks(drop="all", layer=LAYER))
    assert not any(nothing)


def test_with_refill_the_next_best_comes_in(model):
    plain, values, _ = picks(model, [])
    got, _, editing = picks(model, do.picks(drop=[1, 3], refill=True, layer=LAYER))
    for t in range(TOKENS):
        assert got[t] == best(values[SCORES][0, t], [e for e in range(visible(t)) if e not in (1, 3)])
    assert editing.fired[0, LAYER] == sum(bool({1, 3} & set(row)) for row in plain) > 0


def test_a_span_drops_every_entry_that_pools_one_of_its_tokens(model):
    plain, _, _ = picks(model, [])
    got, _, _ = picks(model, do.picks(drop=Span(9, 11), layer=LAYER))  # block 2, and entry 3 which overlaps it
    assert got == [[e for e in row if e not in (2, 3)] for row in plain]


def test_forced_entries_replace_the_worst_once_they_are_complete(model):
    plain, _, _ = picks(model, [])
    got, _, editing = picks(model, do.picks(force=[0, 5], layer=LAYER))
    changed = 0
    for t in range(TOKENS):
        forced = [e for e in (0, 5) if e < visible(t)]
        kept = [e for e in plain[t] if e not in forced]
        want = set(forced) | set(kept[: K - len(forced)])
        assert set(got[t]) == want
        changed += want != set(plain[t])
    assert editing.fired[0, LAYER] == changed > 0


def test_recency_takes_the_newest_and_k_the_best(model):
    plain, _, _ = picks(model, [])
    newest, _, _ = picks(model, do.picks(recency=True, layer=LAYER))
    assert newest == [list(range(visible(t) - 1, -1, -1))[:K] for t in range(TOKENS)]
    few, _, _ = picks(model, do.picks(k=2, layer=LAYER))
    assert few == [row[:2] for row in plain]


def test_random_picks_are_complete_as_many_and_from_the_seed(model):
    plain, _, _ = picks(model, [])
    rows = [picks(model, do.picks(random=seed, layer=LAYER))[0] for seed in (1, 1, 2)]
    assert rows[0] == rows[1] != rows[2]
    for t, row in enumerate(rows[0]):
        assert len(set(row)) == len(row) == len(plain[t]) and all(e < visible(t) for e in row)
    many = torch.zeros(7)
    for seed in range(60):
        for e in picks(model, do.picks(random=seed, layer=LAYER))[0][29]:
            many[e] += 1
    assert (many > 60 * 3 / 7 * 0.5).all() and (many < 60 * 3 / 7 * 1.6).all(), "every entry as often as any other"


def test_the_oracle_takes_what_attention_would_read_most(model):
    """By a softmax over everything complete, written out: window, all entries, sink."""
    at = model.layers[LAYER].attn
    values, _, _ = read(model, [], [f"layers.{LAYER}.attn.{p}" for p in ("query", "key")])
    query, key = (values[f"layers.{LAYER}.attn.{p}"][0] for p in ("query", "key"))
    cache = small_cache(model)
    entries = cache.layers[LAYER].compressor.entries.rows[0]
    got, _, editing = picks(model, do.picks(oracle=True, layer=LAYER))
    for t in range(TOKENS):
        window = key[max(0, t - CONFIG.sliding_window + 1) : t + 1]
        keys = torch.cat((window, entries[: visible(t)]))
        logits = query[t] @ keys.T * CONFIG.head_dim**-0.5
        weights = torch.cat((logits, at.sink[:, None]), -1).softmax(-1)[:, len(window) : -1].sum(0)
        assert got[t] == best(weights, range(visible(t)))
    assert editing.fired[0, LAYER] > 0


def small_cache(model):
    from edited import IDS

    from dsv4lab.model.kv_cache import Cache

    cache = Cache(model.config)
    with torch.inference_mode():
        model.run_layers(IDS, cache)
    return cache


def test_reuse_of_another_layer_and_of_the_step_before(model):
    first, _, _ = picks(model, [], 1)
    got, _, editing = picks(model, do.picks(reuse=1, layer=LAYER))
    plain, _, _ = picks(model, [])
    assert got == first
    assert editing.fired[0, LAYER] == sum(set(a) != set(b) for a, b in zip(first, plain, strict=True)) > 0
    for cuts in ((), (2, 9, 10, 21)):
        values, _, _ = read(model, do.picks(reuse="step", layer=LAYER), [PICKS] if not cuts else [], cuts=cuts)
        if not cuts:
            shifted = [[e for e in row if e >= 0] for row in values[PICKS][0].tolist()]
            assert shifted == [[], *plain[:-1]]


def test_deleting_an_entry_from_the_index_refills(model):
    got, _, editing = picks(model, do.entry("delete", entries=[1], what="index", layer=LAYER))
    _, values, _ = picks(model, [])
    assert got == [best(values[SCORES][0, t], [e for e in range(visible(t)) if e != 1]) for t in range(TOKENS)]
    assert editing.fired[0, LAYER] > 0


RULES = [
    do.picks(drop=[1]), do.picks(drop=[1], refill=True), do.picks(force=[0]), do.picks(random=3), do.picks(recency=True),
    do.picks(oracle=True), do.picks(reuse="step"), do.picks(reuse=1), do.picks(k=1),
]  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.label)
def test_passes_cut_elsewhere_give_the_same(model, rule):
    _, whole, one = read(model, rule)
    _, parts, other = read(model, rule, cuts=(2, 7, 8, 9, 20))
    torch.testing.assert_close(whole, parts, rtol=1e-4, atol=1e-4)
    assert one.fired == other.fired and sum(one.fired.values()) > 0


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.label)
def test_queries_limit_where_a_rule_acts(model, rule):
    from dataclasses import replace

    layer = rule.layers_on(CONFIG)[0]
    plain, _, _ = picks(model, [], layer)
    got, _, editing = picks(model, replace(rule, layers=(layer,), tokens=(25, 27)), layer)
    assert [row for t, row in enumerate(got) if t not in (25, 27)] == [
        row for t, row in enumerate(plain) if t not in (25, 27)
    ]
    assert editing.fired[0, layer] <= 2

"""Rules for the routing against routing written out by hand, token by token."""

from __future__ import annotations

import pytest
import torch
from edited import CONFIG, IDS, TOKENS, read, small_model

from dsv4lab import do

torch.set_num_threads(1)
LEARNED, HASH = 3, 1
PARTS = ("logits", "scores", "biased_scores", "experts", "weights")
K, E = CONFIG.num_experts_per_tok, CONFIG.n_routed_experts


@pytest.fixture(scope="module")
def model():
    model = small_model()
    model.layers[
        LEARNED
    ].ffn.routing.bias -= 5  # nobody is chosen otherwise, and nothing that is taken out may count as zero
    return model


def names(layer: int) -> list[str]:
    return [f"layers.{layer}.ffn.routing.{part}" for part in PARTS if part != "biased_scores" or layer > 1]


def routed(model, rules, layer: int):
    values, logits, editing = read(model, rules, names(layer))
    return {name.rpartition(".")[2]: value[0] for name, value in values.items()}, logits, editing


def by_hand(scores, experts) -> list[float]:
    """score / sum of the chosen scores * scaling factor."""
    chosen = [float(scores[e]) for e in experts]
    return [value / sum(chosen) * CONFIG.routed_scaling_factor for value in chosen]


@pytest.mark.parametrize("banned", [(2, 5), (2,), (1, 3, 4, 6)])
def test_a_banned_expert_is_out_before_the_choice(model, banned):
    plain, before, _ = routed(model, [], LEARNED)
    got, after, editing = routed(model, do.ban_expert(banned, layer=LEARNED), LEARNED)
    used = 0
    for t in range(TOKENS):
        biased = plain["biased_scores"][t].tolist()
        left = sorted((e for e in range(E) if e not in banned), key=lambda e, b=biased: (-b[e], e))[:K]
        assert got["experts"][t].tolist() == left
        assert got["weights"][t].tolist() == pytest.approx(by_hand(plain["scores"][t], left), rel=1e-5)
        used += bool(set(banned) & set(plain["experts"][t].tolist()))
    assert 0 < editing.fired[0, LEARNED] == used <= TOKENS
    assert not torch.equal(before, after)


def test_a_silenced_expert_keeps_everyone_else_s_weight(model):
    for layer in (LEARNED, HASH):
        plain, _, _ = routed(model, [], layer)
        got, _, editing = routed(model, do.ban_expert(2, layer=layer, mode="contribution"), layer)
        assert torch.equal(got["experts"], plain["experts"])
        there = plain["experts"] == 2
        assert 0 < int(there.any(-1).sum()) == editing.fired[0, layer]
        assert not got["weights"][there].any() and torch.equal(got["weights"][~there], plain["weights"][~there])


def test_a_forced_expert_takes_the_place_of_the_weakest(model):
    for layer, rank in ((LEARNED, "biased_scores"), (HASH, "scores")):
        plain, _, _ = routed(model, [], layer)
        got, _, editing = routed(model, do.force_expert([1, 4], layer=layer), layer)
        changed = 0
        for t in range(TOKENS):
            own = plain["experts"][t].tolist()
            others = sorted((e for e in own if e not in (1, 4)), key=lambda e, t=t, r=plain[rank]: -float(r[t, e]))
            want = {1, 4} | set(others[: K - 2])
            assert set(got["experts"][t].tolist()) == want
            weights = dict(zip(got["experts"][t].tolist(), got["weights"][t].tolist(), strict=True))
            assert [weights[e] for e in sorted(want)] == pytest.approx(
                by_hand(plain["scores"][t], sorted(want)), rel=1e-5
            )
            changed += want != set(own)
        assert editing.fired[0, layer] == changed > 0


def test_swapped_experts_with_their_own_or_the_kept_weight(model):
    plain, _, _ = routed(model, [], LEARNED)
    rows = [set(row) for row in plain["experts"].tolist()]
    # a pair that some tokens choose both of, and others one of
    one, other = next(
        (a, b)
        for a in range(E)
        for b in range(a)
        if 3 < sum({a, b} <= row for row in rows) < 20 and any(len({a, b} & r) == 1 for r in rows)
    )
    own, _, editing = routed(model, do.swap_expert(one, other, layer=LEARNED), LEARNED)
    kept, _, same = routed(model, do.swap_expert(one, other, layer=LEARNED, weight="kept"), LEARNED)
    alone = 0
    for t in range(TOKENS):
        chosen = plain["experts"][t].tolist()
        swap = {one: other, other: one} if (one in chosen) != (other in chosen) else {}
        want = [swap.get(e, e) for e in chosen]
        alone += bool(swap)
        assert own["experts"][t].tolist() == kept["experts"][t].tolist() == want
        assert own["weights"][t].tolist() == pytest.approx(by_hand(plain["scores"][t], want), rel=1e-5)
        assert kept["weights"][t].tolist() == pytest.approx(plain["weights"][t].tolist(), rel=1e-6)
    assert editing.fired[0, LEARNED] == same.fired[0, LEARNED] == alone > 0


def test_weights_scaled_equal_or_of_the_best_only(model):
    plain, _, _ = routed(model, [], LEARNED)
    half, _, _ = routed(model, do.weights(scale=0.5, layer=LEARNED), LEARNED)
    assert torch.equal(half["weights"], plain["weights"] / 2)
    some, _, _ = routed(model, do.weights(scale=0, experts=3, layer=LEARNED), LEARNED)
    assert torch.equal(some["weights"], plain["weights"] * (plain["experts"] != 3))
    equal, _, _ = routed(model, do.weights(equal=True, layer=LEARNED), LEARNED)
    torch.testing.assert_close(equal["weights"], torch.full_like(plain["weights"], CONFIG.routed_scaling_factor / K))
    best, _, _ = routed(model, do.top(2, layer=LEARNED), LEARNED)
    for t in range(TOKENS):  # slots of a learned layer stand in the order of the biased scores
        want = by_hand(plain["scores"][t], plain["experts"][t, :2].tolist())
        assert best["weights"][t].tolist() == pytest.approx([*want, 0.0], rel=1e-5)
    table, _, _ = routed(model, do.top(1, layer=HASH), HASH)
    own, _, _ = routed(model, [], HASH)
    for t in range(TOKENS):
        first = max(range(K), key=lambda k, t=t: float(own["scores"][t, own["experts"][t, k]]))
        want = [CONFIG.routed_scaling_factor if k == first else 0.0 for k in range(K)]
        assert table["weights"][t].tolist() == pytest.approx(want, rel=1e-5)


def test_hash_as_looks_another_token_up(model):
    got, _, editing = routed(model, do.hash_as(17, layer=HASH), HASH)
    want = model.layers[HASH].ffn.routing.tid2eid[17].tolist()
    assert all(row.tolist() == want for row in got["experts"]) and editing.fired[0, HASH] > 0


def test_route_as_its_own_trace_changes_no_bit_and_another_s_sets_the_experts(model):
    import dsv4lab as lab
    from dsv4lab.interventions.routing import RouteAs

    session = lab.Session(model)
    prompts = IDS[0].tolist(), list(range(1, 21))
    traces = [session.generate(ids, max_new_tokens=0, temperature=0, capture=("routing",)) for ids in prompts]
    own = RouteAs.of(traces[0])
    _, before, _ = read(model)
    _, after, editing = read(model, own)
    assert torch.equal(before, after) and not sum(editing.fired.values())
    values, _, editing = read(model, RouteAs.of(traces[1], layers=[LEARNED, HASH]), names(LEARNED) + names(HASH))
    for layer in (LEARNED, HASH):
        got = values[f"layers.{layer}.ffn.routing.experts"][0]
        want = traces[1].part("routing", "expert", layer=layer)
        assert got[:20].sort(-1).values.tolist() == sorted_rows(want)
        assert editing.fired[0, layer] > 0
    plain, _, _ = routed(model, [], HASH)
    assert torch.equal(values[f"layers.{HASH}.ffn.routing.experts"][0, 20:], plain["experts"][20:])  # beyond its end


def sorted_rows(array) -> list[list[int]]:
    return [sorted(int(e) for e in row) for row in array]


def test_tokens_limit_where_a_rule_acts(model):
    plain, _, _ = routed(model, [], LEARNED)
    got, _, _ = routed(model, do.force_expert(1, layer=LEARNED, tokens=slice(4, 9)), LEARNED)
    inside = torch.zeros(TOKENS, dtype=torch.bool)
    inside[4:9] = True
    assert torch.equal(got["experts"][~inside], plain["experts"][~inside])
    assert (got["experts"][inside] == 1).any(-1).all()


@pytest.mark.parametrize(
    "rule",
    [
        do.ban_expert(2), do.force_expert([1, 4]), do.swap_expert(0, 6), do.swap_expert(0, 6, weight="kept"),
        do.weights(equal=True), do.top(2), do.hash_as(9), do.ban_expert(2, mode="contribution"),
    ],
    ids=lambda rule: rule.label,
)  # fmt: skip
def test_passes_cut_elsewhere_give_the_same(model, rule):
    _, whole, one = read(model, rule)
    _, parts, other = read(model, rule, cuts=(7, 8, 20))
    torch.testing.assert_close(whole, parts, rtol=1e-4, atol=1e-4)
    assert one.fired == other.fired and sum(one.fired.values()) > 0

"""Rules for hyper-connections: the streams behind a layer put together by hand, with the sum over comb's first index."""

from __future__ import annotations

import pytest
import torch
from edited import CONFIG, TOKENS, read, small_model

from dsv4lab import do

torch.set_num_threads(1)
LAYER, N = 3, CONFIG.hc_mult
PARTS = [f"{site}.mixing.{part}" for site in ("attn", "ffn") for part in ("pre", "post", "comb", "comb_logits")]
NAMES = [f"layers.{LAYER}.{part}" for part in [*PARTS, "attn.out", "ffn.out"]] + [
    f"streams.{LAYER - 1}",
    f"streams.{LAYER}",
]


@pytest.fixture(scope="module")
def model():
    return small_model()


def values_of(model, rules, **options):
    values, logits, editing = read(model, rules, NAMES, **options)
    return {name.removeprefix(f"layers.{LAYER}."): value[0] for name, value in values.items()}, logits, editing


def sinkhorn_by_hand(logits, steps):
    m = [[float(v) + CONFIG.hc_eps for v in torch.softmax(r, 0)] for r in logits]
    for step in range(steps):
        if step:
            m = [[v / (sum(row) + CONFIG.hc_eps) for v in row] for row in m]
        sums = [sum(m[i][j] for i in range(N)) + CONFIG.hc_eps for j in range(N)]
        m = [[m[i][j] / sums[j] for j in range(N)] for i in range(N)]
    return torch.tensor(m)


def check(model, rule, site, want, **options):
    """comb of the site is `want`, and the layer's streams are mixed with it."""
    got, _, editing = values_of(model, rule, **options)
    torch.testing.assert_close(got[f"{site}.mixing.comb"], want, rtol=1e-4, atol=1e-5)
    streams = got[f"streams.{LAYER - 1}"]
    for where, z in (("attn", got["attn.out"]), ("ffn", got["ffn.out"])):
        comb, post, new = got[f"{where}.mixing.comb"], got[f"{where}.mixing.post"], torch.zeros_like(streams)
        for k in range(N):
            for j in range(N):
                new[:, k] += comb[:, j, k, None] * streams[:, j]
            new[:, k] += post[:, k, None] * z
        streams = new
    torch.testing.assert_close(got[f"streams.{LAYER}"], streams, rtol=1e-4, atol=1e-4)
    assert editing.fired[0, LAYER] > 0


@pytest.mark.parametrize("site", ["attn", "ffn"])
def test_identity_uniform_and_fewer_steps(model, site):
    plain, _, _ = values_of(model, [])
    check(model, do.comb("identity", layer=LAYER, site=site), site, torch.eye(N).expand(TOKENS, N, N))
    check(model, do.comb("uniform", layer=LAYER, site=site), site, torch.full((TOKENS, N, N), 1 / N))
    for rule, steps in (
        (do.comb(no_sinkhorn=True, layer=LAYER, site=site), 0),
        (do.comb(steps=3, layer=LAYER, site=site), 3),
    ):
        got, _, _ = values_of(model, rule)
        want = torch.stack([sinkhorn_by_hand(logits, steps) for logits in got[f"{site}.mixing.comb_logits"]])
        check(model, rule, site, want)
    other = "ffn" if site == "attn" else "attn"
    if site == "ffn":  # the other site of the layer comes before and stays as it was
        got, _, _ = values_of(model, do.comb("uniform", layer=LAYER, site=site))
        assert torch.equal(got[f"{other}.mixing.comb"], plain[f"{other}.mixing.comb"])


def test_the_model_s_own_steps_change_no_bit(model):
    _, before, _ = values_of(model, [])
    _, after, editing = values_of(model, do.comb(steps=CONFIG.hc_sinkhorn_iters), cuts=())
    assert torch.equal(before, after) and not sum(editing.fired.values())


def test_shuffled_destinations_are_a_permutation_per_token(model):
    plain, _, _ = values_of(model, [])
    got, _, _ = values_of(model, do.comb("shuffle", seed=4, site="attn", layer=LAYER))
    orders = set()
    for t in range(TOKENS):
        before, after = plain["attn.mixing.comb"][t], got["attn.mixing.comb"][t]
        order = [next(j for j in range(N) if torch.equal(before[:, j], after[:, k])) for k in range(N)]
        assert sorted(order) == list(range(N))
        orders.add(tuple(order))
    assert len(orders) > 5, "not one permutation for all"
    again, _, _ = values_of(model, do.comb("shuffle", seed=4, site="attn", layer=LAYER))
    other, _, _ = values_of(model, do.comb("shuffle", seed=5, site="attn", layer=LAYER))
    assert torch.equal(again["attn.mixing.comb"], got["attn.mixing.comb"])
    assert not torch.equal(other["attn.mixing.comb"], got["attn.mixing.comb"])


@pytest.mark.parametrize(("rule", "part"), [
    (do.comb("mean", layer=LAYER, site="attn"), "comb"), (do.pre(layer=LAYER, site="attn"), "pre"),
    (do.post(layer=LAYER, site="attn"), "post"),
])  # fmt: skip
def test_means_are_over_the_tokens_so_far(model, rule, part):
    plain, _, _ = values_of(model, [])
    for cuts in ((), (7, 8, 20)):
        got, _, _ = values_of(model, rule, cuts=cuts)
        for t in range(TOKENS):
            want = plain[f"attn.mixing.{part}"][: t + 1].mean(0)
            torch.testing.assert_close(got[f"attn.mixing.{part}"][t], want, rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize(
    "rule",
    [do.comb("identity"), do.comb("shuffle"), do.comb("mean"), do.comb(no_sinkhorn=True), do.pre(), do.post()],
    ids=lambda rule: rule.label,
)
def test_passes_cut_elsewhere_give_the_same(model, rule):
    _, whole, one = read(model, rule)
    _, parts, other = read(model, rule, cuts=(7, 8, 20))
    torch.testing.assert_close(whole, parts, rtol=1e-3, atol=1e-3)
    assert sum(one.fired.values()) > 0 and sum(other.fired.values()) > 0

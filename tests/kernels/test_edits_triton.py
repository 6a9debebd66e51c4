"""Kernels of edits against what the rules' hooks make of the same numbers, and that they leave alone what no rule means."""

from __future__ import annotations

import pytest
import torch
from edited_engine import TWO, bodies
from kernel_device import DEVICE, Draw

from dsv4lab import do
from dsv4lab.engine import edit_tables, edited_layers
from dsv4lab.engine.capture_buffer import CaptureBuffer
from dsv4lab.engine.edited_pass import EditedPass
from dsv4lab.engine.edits import Edits
from dsv4lab.kernels.expert_routing import choose_experts, score_experts, weigh_experts

BATCH = 3
CONFIG = TWO.replace(n_routed_experts=11, num_experts_per_tok=4)
ROUTING = [
    do.ban_expert([1, 4]), do.ban_expert(2, mode="contribution"), do.force_expert([0, 7]), do.swap_expert(3, 5),
    do.swap_expert(3, 5, weight="kept"), do.weights(scale=0.25), do.weights(scale=0, experts=[1, 2, 3]),
    do.weights(equal=True), do.top(2),
]  # fmt: skip


@pytest.fixture(scope="module")
def engine():
    return bodies(CONFIG)[1]


def passed(engine, rule, position, *, halted=0, tokens=20):
    edits = Edits(engine, [rule], tokens, batch=BATCH)
    ids = torch.zeros(BATCH, 1, dtype=torch.int64, device=DEVICE)
    where = torch.tensor([position], device=DEVICE)
    return edits, EditedPass(
        edits, ids, where, engine.new_cache(tokens, batch=BATCH), torch.tensor([halted], device=DEVICE)
    )


def routed(draw, bias):
    logits = draw(BATCH, CONFIG.n_routed_experts)
    scores = score_experts(logits)
    experts = choose_experts(scores + bias, CONFIG.num_experts_per_tok)
    return experts, weigh_experts(scores, experts, scaling=CONFIG.routed_scaling_factor), logits


@pytest.mark.parametrize("rule", ROUTING, ids=lambda rule: rule.label)
@pytest.mark.parametrize("halted", [0, 1])
def test_a_rule_of_the_routing_is_its_hook(engine, rule, halted, monkeypatch):
    draw, layer = Draw(rule.label), engine.weights.layers[1]
    out = routed(draw, layer.bias)
    found = []
    for table in (True, False):
        copies = tuple(value.clone() for value in out)
        edits, edited = passed(engine, rule, 6, halted=halted)
        if not table:
            monkeypatch.setattr(edit_tables, "alone", lambda *_: None)
        edited_layers.change_routing(edited, "layers.1.ffn", layer, copies, CONFIG, CaptureBuffer((), engine.device))
        edited.end()
        found.append((copies, edits.counts()[0, 1]))
    (table, counted), (hook, wanted) = found
    torch.testing.assert_close(table[0], hook[0], rtol=0, atol=0)
    torch.testing.assert_close(table[1], hook[1], rtol=1e-6, atol=1e-7)
    assert counted == wanted and (counted > 0) is (not halted)


@pytest.mark.parametrize(
    ("rule", "place", "shape"),
    [
        (do.comb("identity", layer=1), "layers.1.attn.mixing.comb", (2, 2)),
        (do.comb("uniform", layer=1), "layers.1.ffn.mixing.comb", (2, 2)),
        (do.stream("zero", streams=[1], layer=1), "streams.1", (2, 32)),
        (do.add(list(range(32)), scale=0.5, layer=1), "streams.1", (2, 32)),
        (do.add(list(range(32)), point="attn.out", layer=1), "layers.1.attn.out", (32,)),
    ],
)  # fmt: skip
def test_a_rule_of_a_row_is_its_hook_bit_for_bit(engine, rule, place, shape, monkeypatch):
    value = Draw(place)(BATCH, *shape)
    edits, edited = passed(engine, rule, 3)
    got, acted = edited.change_flat(place, value.clone())
    monkeypatch.setattr(edit_tables, "alone", lambda *_: None)
    want, wanted = passed(engine, rule, 3)[1].change_flat(place, value.clone())
    assert torch.equal(got, want) and acted.tolist() == wanted.tolist() == [True] * BATCH
    assert edits.counts()[0, 1] == BATCH


def test_nothing_is_written_where_a_rule_is_not_meant(engine):
    rule = do.comb("identity", layer=1, tokens=[2, 4])
    value = Draw("untouched")(BATCH, 2, 2)
    edits, edited = passed(engine, rule, 3)
    got, acted = edited.change_flat("layers.1.attn.mixing.comb", value.clone())
    assert torch.equal(got, value) and not acted.any() and not edits.counts()[0, 1]


@pytest.mark.parametrize("rule", [do.picks(drop=[0, 3]), do.picks(drop="all"), do.picks(k=1)], ids=lambda r: r.label)
@pytest.mark.parametrize("position", [0, 11])
def test_a_rule_of_the_picks_is_its_hook(engine, rule, position, monkeypatch):
    from dsv4lab.engine.edited_entries import change_picks

    picks = torch.tensor([[[3, 0, 1]], [[2, 1, -1]], [[4, 3, 2]]], dtype=torch.int32, device=DEVICE)
    picks = picks if position else torch.full_like(picks, -1)
    edits, edited = passed(engine, rule, position)
    got = picks.clone()
    assert edit_tables.change_picks(edited, "layers.0.attn.indexer", got, CONFIG.csa_rate)
    other, by_hook = passed(engine, rule, position)
    want = picks.clone()
    change_picks(by_hook, "layers.0.attn.indexer", want, None, CONFIG.csa_rate)
    by_hook.end()
    assert torch.equal(got, want) and edits.counts() == other.counts()

"""Rules for entries: pooled by hand, one entry and channel at a time."""

from __future__ import annotations

import pytest
import torch
from edited import CONFIG, IDS, TOKENS, read, small_model

from dsv4lab import do
from dsv4lab.kernels.rope import rms_norm

torch.set_num_threads(1)
HCA, CSA = 2, 3
ROLES = {"attention": "attn.compressor", "index": "attn.indexer.compressor"}


@pytest.fixture(scope="module")
def model():
    return small_model()


def entries(model, rules, layer, role="attention", **options):
    name = f"layers.{layer}.{ROLES[role]}.entries"
    values, logits, editing = read(model, rules, [name], **options)
    return values[name][0], logits, editing


def inputs(model, layer):
    """x [T, D], what the attention site of a layer reads."""
    found = []
    handle = model.layers[layer].attn.norm.register_forward_hook(lambda _m, _a, v: found.append(v[0].clone()))
    read(model)
    handle.remove()
    return found[0]


def pooled_by_hand(model, layer, role, weigh):
    """weigh(gates [sources], present) -> weights: every entry and channel by itself."""
    part = model.get_submodule(f"layers.{layer}.{ROLES[role]}")
    x, rate, rows = inputs(model, layer), part.rate, []
    content, gate = x @ part.wkv.weight.T, x @ part.wgate.weight.T
    gate = gate + part.ape[torch.arange(TOKENS) % rate]
    width = content.shape[1] // (2 if part.overlap else 1)
    for s in range(TOKENS // rate):
        own = range(s * rate, (s + 1) * rate)
        before = range((s - 1) * rate, s * rate) if part.overlap else range(0)
        row = torch.zeros(width)
        for c in range(width):
            values = [float(content[t, c]) if t >= 0 else 0.0 for t in before]
            gates = [float(gate[t, c]) if t >= 0 else float("-inf") for t in before]
            offset = width if part.overlap else 0
            values += [float(content[t, c + offset]) for t in own]
            gates += [float(gate[t, c + offset]) for t in own]
            row[c] = torch.tensor(values) @ weigh(torch.tensor(gates), rate)
        rows.append(row)
    return rms_norm(torch.stack(rows), part.norm.weight, eps=CONFIG.rms_norm_eps)


WEIGH = {
    "plain": lambda gates, rate: gates.softmax(0),
    "uniform": lambda gates, rate: gates.isfinite().float() / gates.isfinite().sum(),
    "last": lambda gates, rate: torch.eye(len(gates))[-1],
    "no_overlap": lambda gates, rate: gates.masked_fill(
        torch.arange(len(gates)) < len(gates) - rate, -torch.inf
    ).softmax(0),
}


@pytest.mark.parametrize(
    ("layer", "role", "how"),
    [(CSA, "attention", "plain"), (HCA, "attention", "plain"), (CSA, "attention", "uniform"), (HCA, "attention", "uniform"),
     (CSA, "index", "uniform"), (CSA, "attention", "last"), (HCA, "attention", "last"), (CSA, "attention", "no_overlap"),
     (CSA, "index", "no_overlap")],
)  # fmt: skip
def test_gates(model, layer, role, how):
    rule = {"plain": [], "no_overlap": do.no_overlap(what=role, layer=layer)}.get(how)
    rule = do.gates(how, what=role, layer=layer) if rule is None else rule
    got, _, editing = entries(model, rule, layer, role)
    torch.testing.assert_close(got, pooled_by_hand(model, layer, role, WEIGH[how]), rtol=1e-4, atol=1e-5)
    plain, _, _ = entries(model, [], layer, role)
    assert how == "plain" or 0 < editing.fired[0, layer] <= len(plain)


def test_only_the_meant_entries_are_changed(model):
    plain, _, _ = entries(model, [], CSA)
    for rule in (do.gates("last", entries=[2, 4], layer=CSA), do.no_overlap(entries=[2, 4], layer=CSA)):
        for cuts in ((), (9, 18, 19)):
            got, _, editing = entries(model, rule, CSA, cuts=cuts)
            changed = [s for s in range(len(plain)) if (got[s] - plain[s]).abs().max() > 1e-4]
            assert changed == [2, 4] and editing.fired[0, CSA] == 2
    # A span of tokens means the entries that pool one of them: token 9 is in block 2, which entry 3 pools too.
    got, _, _ = entries(model, do.gates("last", entries=do.Span(9, 10), layer=CSA), CSA)
    assert [s for s in range(len(plain)) if not torch.equal(got[s], plain[s])] == [2, 3]


def test_the_mean_of_the_entries_so_far(model):
    plain, _, _ = entries(model, [], CSA)
    for cuts in ((), (9, 18, 19)):
        got, _, _ = entries(model, do.entry("mean", layer=CSA), CSA, cuts=cuts)
        for s in range(len(plain)):
            torch.testing.assert_close(got[s], plain[: s + 1].mean(0), rtol=1e-4, atol=1e-5)


def test_another_text_s_entries(model):
    other = list(range(1, 18))  # four entries
    theirs, _, _ = entries(model, [], CSA, ids=torch.tensor([other]))
    plain, _, _ = entries(model, [], CSA)
    got, _, editing = entries(model, do.entry("from_trace", source=other, layer=CSA), CSA)
    torch.testing.assert_close(got[:4], theirs, rtol=1e-5, atol=1e-6)
    assert torch.equal(got[4:], plain[4:]) and editing.fired[0, CSA] == 4
    mean, _, _ = entries(model, do.entry("mean", source=other, entries=[5], layer=CSA), CSA)
    torch.testing.assert_close(mean[5], theirs.mean(0), rtol=1e-5, atol=1e-6)
    assert torch.equal(mean[:5], plain[:5])


def test_attention_and_index_are_two_things(model):
    """A changed twin in the index moves picks and leaves what attention reads as it is, and the other way round."""
    names = [f"layers.{CSA}.{ROLES[role]}.entries" for role in ROLES]
    plain, _, _ = read(model, [], names)
    for what, changed in (("attention", [True, False]), ("index", [False, True]), ("both", [True, True])):
        got, _, _ = read(model, do.entry("mean", what=what, layer=CSA), names)
        assert [not torch.equal(got[name], plain[name]) for name in names] == changed
    got, _, editing = read(model, do.entry("mean", what="both", layer=HCA), [f"layers.{HCA}.attn.compressor.entries"])
    assert editing.fired[0, HCA] > 0, "a layer without an indexer has entries only"


@pytest.mark.parametrize(
    "rule",
    [do.gates("uniform", what="both"), do.gates("last"), do.no_overlap(what="both"), do.entry("mean", what="both"),
     do.entry("from_trace", source=IDS[0, :20].flip(0).tolist())],
    ids=lambda rule: rule.label,
)  # fmt: skip
def test_passes_cut_elsewhere_give_the_same(model, rule):
    _, whole, one = read(model, rule)
    _, parts, other = read(model, rule, cuts=(3, 7, 8, 9, 20, 28, 29))
    torch.testing.assert_close(whole, parts, rtol=1e-3, atol=1e-3)
    assert one.fired == other.fired and sum(one.fired.values()) > 0

"""Every kind of rule does in transformers' own passes what it does on the reference: effects, counts, and exact shams."""

from __future__ import annotations

import functools
import random

import numpy as np
import pytest
import torch
from attached_pair import ids_of, pair
from oracle import CASES, open_to_float32, random_case
from random_rules import random_rules

import dsv4lab as lab
from dsv4lab import do
from dsv4lab.errors import CaptureError, EditError
from dsv4lab.interventions.rule import Rule
from dsv4lab.probes.forced import Forced

torch.set_num_threads(1)  # these tensors are tiny; threads only wait for each other
LONG, OTHER = ids_of(42), ids_of(30, 7)
CLOSE = 1e-4  # of log-probabilities
# What these write can equal what was there but for the last bit, so how often they changed something is chance.
UNCOUNTED = ("patch", "stream", "comb", "entry")


@functools.cache
def forced(case: str) -> tuple[Forced, Forced]:
    reference, attached = pair(case)
    return Forced(reference, LONG, 1), Forced(attached, LONG, 1)


@functools.cache
def other_run(case: str):
    return lab.Session(forced(case)[0].model).generate(OTHER, max_new_tokens=0, capture=("routing",))


def halved(value: torch.Tensor) -> torch.Tensor:
    return value * 0.5


def turned(value: torch.Tensor) -> torch.Tensor:
    value[:, 1:] = value[:, 1:].flip(-1)  # writes into what it is given
    return value


def without_the_first_entry(value: torch.Tensor) -> torch.Tensor:
    value[..., 8:][value[..., 8:] == 0] = -1
    return value


def negated(scores: torch.Tensor) -> torch.Tensor:
    return torch.where(scores == -torch.inf, scores, -scores)  # what is not complete stays so


def vector(config, width: str = "hidden_size") -> torch.Tensor:
    return torch.randn(getattr(config, width), generator=torch.Generator().manual_seed(2))


# Every function of `do` in every way that it has.
RULES = {
    "ban reroute": lambda c, t: do.ban_expert([1, 2]),
    "ban contribution": lambda c, t: do.ban_expert(1, mode="contribution"),
    "force": lambda c, t: do.force_expert([0, 3]),
    "swap own": lambda c, t: do.swap_expert(0, 2, tokens=slice(5, None)),
    "swap kept": lambda c, t: do.swap_expert(0, 2, weight="kept"),
    "weights scale": lambda c, t: do.weights(scale=0.3, experts=[0, 1, 2]),
    "weights all": lambda c, t: do.weights(scale=-1.5, tokens=[1, 7, 8, 20]),
    "weights equal": lambda c, t: do.weights(equal=True),
    "top": lambda c, t: do.top(1),
    "route as": lambda c, t: do.route_as(t),
    "hash as": lambda c, t: do.hash_as(5),
    "picks drop": lambda c, t: do.picks(drop=[0, 2]),
    "picks drop all": lambda c, t: do.picks(drop="all"),
    "picks drop span": lambda c, t: do.picks(drop=do.Span(4, 11), queries=slice(12, 40)),
    "picks refill": lambda c, t: do.picks(drop=[0, 1], refill=True),
    "picks force": lambda c, t: do.picks(force=[0, 1]),
    "picks random": lambda c, t: do.picks(random=3),
    "picks recency": lambda c, t: do.picks(recency=True),
    "picks oracle": lambda c, t: do.picks(oracle=True),
    # The oracle asks for a softmax of its own in the middle of the compressor, whose gates are changed.
    "picks oracle beside gates": lambda c, t: [do.picks(oracle=True), do.gates("uniform", what="both")],
    "picks of a layer": lambda c, t: do.picks(reuse=c.picking_layers[0]),
    "picks of a step": lambda c, t: do.picks(reuse="step"),
    "picks k": lambda c, t: do.picks(k=1),
    "entry deleted": lambda c, t: do.entry("delete", entries=[0, 2]),
    "entry dropped": lambda c, t: do.entry("delete", entries=[1], mode="drop", what="both"),
    "entry not in the index": lambda c, t: do.entry("delete", entries=[0], what="index"),
    "entry mean": lambda c, t: do.entry("mean", what="both"),
    "entry from trace": lambda c, t: do.entry("from_trace", source=OTHER, what="both"),
    "gates uniform": lambda c, t: do.gates("uniform", what="both"),
    "gates last": lambda c, t: do.gates("last", entries=[0, 2]),
    "no overlap": lambda c, t: do.no_overlap(what="both"),
    "compressed": lambda c, t: do.compressed(heads=[0, 2]),
    "compressed drop": lambda c, t: do.compressed(mode="drop"),
    "window": lambda c, t: do.window(2),
    "window drop": lambda c, t: do.window(1, heads=[1], mode="drop"),
    "attend": lambda c, t: do.attend(do.Span(3, 17)),
    "sink off": lambda c, t: do.sink(heads=[0]),
    "sink value": lambda c, t: do.sink(4.0, queries=slice(3, None)),
    "comb identity": lambda c, t: do.comb("identity", site="attn"),
    "comb uniform": lambda c, t: do.comb("uniform"),
    "comb mean": lambda c, t: do.comb("mean"),
    "comb shuffle": lambda c, t: do.comb("shuffle", site="ffn"),
    "comb steps": lambda c, t: do.comb(steps=2),
    "comb no sinkhorn": lambda c, t: do.comb(no_sinkhorn=True),
    "pre": lambda c, t: do.pre(),
    "post": lambda c, t: do.post(tokens=slice(4, None)),
    "stream zero": lambda c, t: do.stream("zero", streams=[1], layer=-1),
    "stream mean": lambda c, t: do.stream("mean", streams=[0, 1], layer=1),
    "stream from trace": lambda c, t: do.stream("from_trace", source=OTHER, layer=2, streams=[0]),
    "rescue": lambda c, t: [do.stream("zero", layer=0), do.rescue(2, streams=[0])],
    "add": lambda c, t: do.add(vector(c), layer=1, streams=[1]),
    "add to logits": lambda c, t: do.add(vector(c, "vocab_size"), point="logits"),
    "project out": lambda c, t: do.project_out(vector(c), layer=0),
    "patch": lambda c, t: do.patch(OTHER, layer=1),
    "patch attention": lambda c, t: do.patch(OTHER, point="attn.out", layer=2),
    "patch logits": lambda c, t: do.patch(OTHER, point="logits", tokens=slice(10, 20)),
    "fn": lambda c, t: do.fn(halved, point="ffn.out"),
    "fn in place": lambda c, t: do.fn(turned, point="attn.query"),
    "fn routed": lambda c, t: do.fn(halved, point="ffn.routed", tokens=[3, 4, 30]),
    "fn shared": lambda c, t: do.fn(halved, point="ffn.shared"),
    "fn key": lambda c, t: do.fn(turned, point="attn.key"),
    "fn keys": lambda c, t: do.fn(without_the_first_entry, point="attn.keys", layers="hca"),
    "fn weights": lambda c, t: do.fn(halved, point="attn.weights"),
    "fn sink weight": lambda c, t: do.fn(halved, point="attn.sink_weight"),
    "fn pre": lambda c, t: do.fn(halved, point="attn.mixing.pre", tokens=slice(0, 30)),
    "fn comb logits": lambda c, t: do.fn(halved, point="ffn.mixing.comb_logits"),
    "fn router": lambda c, t: do.fn(halved, point="ffn.routing.logits"),
    "fn scores": lambda c, t: do.fn(halved, point="ffn.routing.scores", layers="learned"),
    "fn head": lambda c, t: do.fn(turned, point="head_mixing.pre"),
    "fn index scores": lambda c, t: do.fn(negated, point="attn.indexer.scores", tokens=slice(30, None)),
    "hook": lambda c, t: do.hook("model.layers.1.self_attn", halved),
}  # fmt: skip
YARN, HCA = list(CASES)[:2]


def rules_of(name: str, case: str) -> list[Rule]:
    made = RULES[name](forced(case)[0].model.config, other_run(case) if name == "route as" else None)
    return made if isinstance(made, list) else [made]


def check(name: str, case: str, rules: list[Rule], *, room: float = CLOSE) -> None:
    ours, theirs = forced(case)
    (want, acted), (got, told) = ours.run(rules), theirs.run(rules)
    assert (got - want).abs().max() < room, f"{name}: {(got - want).abs().max()}"
    assert not torch.equal(got, theirs.plain) and sum(told.values()) > 0, f"{name}: nothing was changed"
    if not {rule.kind for rule in rules} & set(UNCOUNTED):
        assert told == acted, name
    again, _ = theirs.run(rules, sham=True)
    assert torch.equal(again, theirs.plain), f"{name}: its sham changes something"


def test_the_list_has_every_function_of_do():
    names = {rule.kind for case in (YARN, HCA) for name in RULES for rule in rules_of(name, case)}
    table = do.sites(forced(YARN)[1].model)
    assert {site.rule for site in table} <= names | {"pre", "post"}
    assert table.body == "edits of the attached body:"


@pytest.mark.parametrize("case", [YARN, HCA])
@pytest.mark.parametrize("name", RULES)
def test_a_rule_does_what_it_does_on_the_reference(name, case):
    if (name, case) == ("fn keys", HCA):
        pytest.skip("its window has another size")
    check(name, case, rules_of(name, case))


@pytest.mark.parametrize("seed", [4, 9, 13, 21, 30, 33])
def test_random_rules_on_random_models_of_transformers(seed):
    draw, case = random.Random(seed), random_case(seed)
    reference, attached = pair(case, seed)
    ids = ids_of(40, seed)
    room = max(CLOSE, 10 * open_to_float32(reference, torch.tensor([ids])))
    ours, theirs = Forced(reference, ids, 1), Forced(attached, ids, 1)
    for rule in random_rules(draw, attached.config, 12):
        (want, acted), (got, told) = ours.run([rule]), theirs.run([rule])
        assert (got - want).abs().max() < room, rule.label
        assert rule.kind in UNCOUNTED or told == acted, rule.label
        assert torch.equal(theirs.run([rule], sham=True)[0], theirs.plain), rule.label


def test_several_rules_at_once_act_in_their_order():
    rules = [
        do.sink(layer=2), do.window(3, layer=2), do.ban_expert(1, layer=4), do.stream("mean", streams=[0], layer=1),
        do.comb("uniform", layer=3), do.add(vector(forced(YARN)[0].model.config), layer=1), do.rescue(3, streams=[2]),
    ]  # fmt: skip
    check("several", YARN, rules)


def test_a_text_that_is_cut_gives_the_same(monkeypatch):
    from dsv4lab.probes import forced as module

    theirs = forced(YARN)[1]
    whole = {
        name: theirs.run(rules_of(name, YARN))[0] for name in ("picks of a step", "entry mean", "rescue", "attend")
    }
    monkeypatch.setattr(module, "CHUNK", 7)
    cut = Forced(theirs.model, LONG, 1)
    for name, want in whole.items():
        assert (cut.run(rules_of(name, YARN))[0] - want).abs().max() < CLOSE, name


@pytest.mark.parametrize(
    "point",
    [
        "ffn.routed",
        "attn.mixing.pre",
        "attn.weights",
        "attn.sink_weight",
        "ffn.routing.weights",
        "attn.query",
        "logits",
    ],
)
def test_what_a_rule_leaves_alone_goes_on_as_it_was(point):
    theirs = forced(YARN)[1]
    got = theirs.run([do.fn(halved, point=point, tokens=slice(30, None))])[0]
    # All tokens of an expert are one product there, and beside other rows a row is summed in another order.
    assert (got[:29] - theirs.plain[:29]).abs().max() < 1e-5 and not torch.equal(got[30:], theirs.plain[30:])


def test_what_cannot_be_carried_out_is_refused_in_words():
    attached = forced(YARN)[1].model
    with pytest.raises(EditError, match="there is no expert 99"):
        attached.check_edits([do.ban_expert(99)])
    with pytest.raises(CaptureError, match="asks for a key that the model had masked"):
        forced(YARN)[1].run([do.fn(lambda key: key.roll(1, 1), point="attn.keys", layer=2)])
    with pytest.raises(CaptureError, match="mean over channels"):
        forced(YARN)[1].run([do.fn(halved, point="attn.compressor.gate", layer=2)])
    with pytest.raises(EditError, match=r"at streams\.1 returned shape"):
        forced(YARN)[1].run([do.fn(lambda value: value[:, :3], layer=1)])
    assert attached.watch is None, "a pass that fails leaves nothing active"


def test_rules_act_in_bfloat16_too():
    attached = pair(YARN, 3)[1]
    attached.theirs.to(torch.bfloat16)
    mine = Forced(attached, LONG, 1)
    for name in list(RULES)[::2]:  # every kind is among them
        rules = rules_of(name, YARN)
        got, told = mine.run(rules)
        assert sum(told.values()) > 0 and not torch.equal(got, mine.plain), name
        assert torch.equal(mine.run(rules, sham=True)[0], mine.plain), f"{name}: its sham changes something"


def test_effects_and_sweeps_are_those_of_the_reference():
    arms = {"no sink": do.sink(layer=3), "without two": do.ban_expert([1, 2], layer=4)}
    told = [lab.effect(one.model, LONG[:20], LONG[20:], arms, random=3) for one in forced(YARN)]
    for name in ("change", "kl", "random_low", "random_high"):
        np.testing.assert_allclose(told[0].tokens[name], told[1].tokens[name], atol=CLOSE)
    assert (told[0].fired == told[1].fired).all() and "matched random arms" in told[1].title
    swept = [
        lab.sweep(one.model, LONG, [do.each_stream(layers=[-1, 2]), do.each_picks(layers=[2])], progress=False)
        for one in forced(YARN)
    ]
    for name in ("kl", "change", "low", "high"):
        np.testing.assert_allclose(swept[0].cells[name], swept[1].cells[name], atol=CLOSE)
    assert (swept[0].cells.fired == swept[1].cells.fired).all()

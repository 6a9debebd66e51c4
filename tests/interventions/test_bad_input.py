"""What cannot be carried out is refused before anything runs, in words that name the thing and the next step."""

from __future__ import annotations

from dataclasses import fields

import pytest
import torch
from edited import CONFIG, IDS, read, small_model

import dsv4lab as lab
from dsv4lab import do
from dsv4lab.errors import BodyError, EditError
from dsv4lab.interventions.checking import check_rules
from dsv4lab.interventions.registry import KINDS, rules_of

torch.set_num_threads(1)
E = CONFIG.n_routed_experts


@pytest.fixture(scope="module")
def session():
    return lab.Session(small_model())


REFUSED = [
    # places that the model has not
    (lambda: do.ban_expert(99, layer=3), r"there is no expert 99; every layer has 0 to 6"),
    (lambda: do.force_expert([0, 1, 2, 3]), "4 experts are forced, and a token has 3"),
    (lambda: do.stream(streams=4), "there is no stream 4; this model has 0 to 3"),
    (lambda: do.window(2, heads=[4]), "there is no head 4"),
    (lambda: do.window(6), "this model's window is 6"),
    (lambda: do.sink(layer=17), "layer 17 is not one of 0 to 5"),
    (lambda: do.hash_as(61), "no id of this vocabulary of 61"),
    (
        lambda: do.fn(torch.neg, point="attn.nothing"),
        "'attn.nothing' is no place of the model; there are streams, attn.compressor",
    ),
    (lambda: do.top(3), "this model chooses 3"),
    (lambda: do.picks(k=3), "this model picks 3; give fewer"),
    # layers of the other kind
    (lambda: do.picks(drop=[1], layer=2), r"layer 2 is hca with learned routing and has no such place. .*\[1, 3, 5\]"),
    (
        lambda: do.ban_expert(2, layer=1),
        "a table over token ids chooses there and nobody is next, so rerouting is undefined",
    ),
    (lambda: do.hash_as(3, layer=4), r"layer 4 is hca with learned routing and has no such place"),
    (lambda: do.compressed(layer=0), "layer 0 is sliding"),
    (lambda: do.no_overlap(layer=2), "layer 2 is hca"),
    (lambda: do.entry("delete", what="index", layer=2), "layer 2 is hca"),
    (lambda: do.picks(reuse=2, layer=3), "layer 2 is hca with learned routing and picks nothing"),
    (lambda: do.picks(reuse=3, layer=1), "layer 1 runs before layer 3 has picked"),
    (lambda: do.picks(drop="all", layers="hca"), 'no layer that is "hca" has such a place'),
    # every expert of a layer
    (lambda: do.ban_expert(range(E), layer=3), "all 7 experts of a layer are banned"),
    (lambda: do.ban_expert(range(E), mode="contribution"), r"weights\(scale=0\) silences a layer"),
    (lambda: [do.ban_expert([0, 1, 2], layer=3), do.ban_expert([3, 4], layer=3)], "layer 3 would keep 2 of 7 experts"),
    # rules that contradict each other
    (lambda: [do.comb("identity"), do.comb("uniform", site="ffn", layer=4)], "both decide the comb of ffn of layer 4"),
    (lambda: [do.ban_expert(2, layer=3), do.force_expert(2, layer=3)], "both decide the expert 2 of layer 3"),
    (lambda: [do.picks(random=True), do.picks(recency=True)], "both decide the picks of layer 1"),
    (lambda: [do.picks(drop=[1]), do.picks(oracle=True)], "both decide the picks of layer 1"),
    (lambda: [do.picks(drop=[1]), do.picks(force=[1])], "both decide the entry 1 of layer 1"),
    (lambda: [do.sink(), do.sink(3, heads=[1])], "both decide the sink of layer 0"),
    (lambda: [do.weights(scale=2), do.top(1)], "both decide the weights of layer 0"),
    (lambda: [do.gates("last"), do.no_overlap()], "both decide the gates"),
    (lambda: [do.stream(streams=1, layer=2), do.rescue(2)], "both decide the streams of layer 2"),
    (lambda: [do.hash_as(3), do.force_expert(1)], "both decide the experts of layer 0"),
    # fields that mean nothing
    (lambda: do.ban_expert(2, mode="away"), "mode='away' is unknown; use 'reroute' or 'contribution'"),
    (lambda: do.sink(mode="drop"), "nothing would change"),
    (lambda: do.sink(float("nan")), "no finite number"),
    (lambda: do.weights(), "give scale="),
    (lambda: do.weights(scale=2, equal=True), "give scale="),
    (lambda: do.picks(), "0 of drop, force"),
    (lambda: do.picks(drop=[1], recency=True), "2 of drop, force"),
    (lambda: do.picks(drop="all", refill=True), "nothing is left to refill with"),
    (lambda: do.swap_expert(1, 1), "give two different experts"),
    (lambda: do.window(2, layers="wide"), "layers='wide' is no kind of layer"),
    (lambda: do.window(2, layers=[1], layer=2), "are both given"),
    (lambda: do.window(2, tokens=[-1]), "never negative"),
    (lambda: do.window(2, tokens=slice(5, 5)), "holds none"),
    (lambda: do.window(2, layers=[]), "not empty"),
    (lambda: do.attend(None), "give the span"),
    (lambda: do.entry("mean", tokens=[3]), "tokens= goes with 'delete' only"),
    (lambda: do.entry("from_trace"), "needs source"),
    (lambda: do.stream("zero", source=[1]), "takes no source"),
    (lambda: do.comb(steps=-1), "give 0 to 1000"),
    (lambda: do.add([float("inf")]), "not finite"),
    (lambda: do.add("loud"), "holds no numbers"),
    (lambda: do.add(torch.ones(48), point="logits", streams=[1]), "streams= goes with point='streams' only"),
    (lambda: do.hook("blocks.3.hook_attn_outt", torch.neg), r"Near: blocks.{i}.hook_attn_out"),
    # what is no rule
    (lambda: "{", "is no JSON"),
    (lambda: 7, "give rules of dsv4lab.do"),
    (lambda: [7], "7 is no rule"),
    (lambda: {"rule": "unban"}, "rule='unban' is no kind of rule; there are add, attend, ban_expert"),
    (lambda: {"rule": "sink", "hed": [1]}, "sink has no field 'hed'; it has layers, tokens, value, heads"),
    (lambda: {"rule": "sink", "layer": 1, "layers": [2]}, "sink has no field"),
    (lambda: {"rule": "swap_expert"}, "give two different experts"),
    (lambda: {"rule": "window"}, "n=-1; this model's window is 6"),
    (lambda: {"rule": "top"}, "top: k=0"),
    (lambda: {"rule": "hash_as"}, "token=-1 is no id"),
    (lambda: {"rule": "picks", "how": "k"}, "k=-1; give how many"),
    (lambda: {"rule": "ban_expert"}, "not empty"),
    (lambda: {"rule": "patch"}, "no source is given"),
    (lambda: {"rule": "add"}, "give one list of numbers"),
    (lambda: {"rule": "route_as"}, "not empty"),
    (lambda: {"rule": "fn"}, "cannot be found"),
    (lambda: {"rule": "fn", "name": "nowhere:here"}, "cannot be found"),
]


@pytest.mark.parametrize(("make", "words"), REFUSED, ids=[words[:40] for _, words in REFUSED])
def test_it_is_refused_in_words_before_anything_runs(session, make, words):
    with pytest.raises(EditError, match=words):
        session.stream(IDS[0].tolist(), edits=make())
    assert session.trace is None


JUNK = [
    None, True, "x", 1.5, -1, 0, 3, [], {}, ["a"], [1.5], [-1], 10**30, [10**30], [[1]], {"span": [5, 2]}, {"span": "a"},
    {"span": [0]}, {"ids": []}, {"ids": ["a"]}, {"ids": 5}, {"shape": [1], "dtype": "float32", "base64": "!"},
    {"shape": "a", "dtype": "float32", "base64": "AAAA"}, {"span": [0, None, 3]},
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_json_brings_is_carried_out_or_refused_in_words(session, kind):
    refused = 0
    for field in fields(KINDS[kind]):
        for value in JUNK:
            try:
                rules = rules_of({"rule": kind, field.name: value})
                check_rules(rules, CONFIG)
                read(session.model, rules, ids=IDS[:, :9])
            except EditError as error:
                assert str(error).endswith(".") and len(str(error)) > 20
                refused += 1
    assert refused > 10


def test_rules_that_only_look_alike_go_together(session):
    rules = [
        do.ban_expert(2, layer=3), do.ban_expert(4, layer=3), do.force_expert(1, layer=3), do.picks(drop=[1]),
        do.picks(drop=[0], refill=True), do.sink(heads=[0]), do.sink(3, heads=[1]), do.comb("identity", tokens=slice(0, 9)),
        do.comb("uniform", tokens=slice(9, None)), do.stream(streams=1, layer=2), do.rescue(2, streams=0),
        do.window(3), do.attend(slice(1, None)),
    ]  # fmt: skip
    assert len(session.model.check_edits(rules)) > 20


def test_edits_of_other_weights_are_refused_unless_only_the_rules_are_given(session):
    record = {"rules": [do.sink().to_dict()], "model": "0123"}
    with pytest.raises(EditError, match=r"made on weights 0123 and this model has \(none\)"):
        session.stream(IDS[0].tolist(), edits=record)
    session.stream(IDS[0].tolist(), edits=record["rules"])


def test_a_body_that_cannot_edit_names_the_one_that_can():
    from engine_models import THREE

    from dsv4lab.engine.build_weights import from_model
    from dsv4lab.engine.engine import Engine

    engine = Engine(from_model(small_model(THREE)))
    rule = do.fn(lambda keys: keys, point="attn.keys", layer=0)
    with pytest.raises(
        BodyError, match=r"edit fn\(.*is not possible with the engine: .*lab.load\(engine='reference'\)"
    ):
        lab.Session(engine).stream([1, 2, 3], edits=rule)
    with pytest.raises(BodyError, match="reference"):
        lab.effect(engine, [1, 2, 3], [4], rule)
    with pytest.raises(BodyError, match="mean over channels"):
        engine.check_edits([do.fn(lambda gate: gate, point="attn.compressor.gate", layer=1)])
    assert repr(do.sites(engine)).startswith("edits of the triton body:")

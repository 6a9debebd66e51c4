"""Rules are data: frozen, hashable, JSON both ways, the same again afterwards."""

from __future__ import annotations

import dataclasses
import json
import random

import numpy as np
import pytest
import torch
from random_rules import random_config, random_rules

import dsv4lab as lab
from dsv4lab import do
from dsv4lab.errors import EditError
from dsv4lab.interventions.record import digest, record_of
from dsv4lab.interventions.registry import KINDS
from dsv4lab.interventions.values import Source, Values


@pytest.mark.parametrize("number", range(10))
def test_json_and_back_is_the_same_rule(number):
    draw = random.Random(number)
    rules = random_rules(draw, random_config(draw), 30)
    text = json.dumps([rule.to_dict() for rule in rules])
    again = do.rules(text)
    assert list(again) == rules and [hash(a) for a in again] == [hash(b) for b in rules]
    assert do.rules({"rules": json.loads(text)}) == again
    assert json.dumps([rule.to_dict() for rule in again]) == text
    for rule in rules:
        assert rule.label.startswith(rule.kind)
        with pytest.raises(dataclasses.FrozenInstanceError):
            rule.layers = "all"  # type: ignore[misc]


def test_every_kind_of_rule_was_met():
    met = set()
    for number in range(40):
        draw = random.Random(number)
        met |= {rule.kind for rule in random_rules(draw, random_config(draw), 30)}
    assert set(KINDS) - met == {"route_as", "fn"}


def test_route_as_keeps_the_ids():
    trace = lab.Session(lab.load(engine="reference")).generate([5, 6, 7], max_new_tokens=1, temperature=0)
    rule = do.route_as(trace, layers=[4])
    (again,) = do.rules(json.dumps(rule.to_dict()))
    assert again == rule and (again.table.array() == trace.values("routing", "expert")).all()


def test_names_in_the_singular_mean_the_same():
    assert do.rules('{"rule": "ban_expert", "layer": 5, "expert": 11}') == (do.ban_expert(11, layer=5),)
    assert do.rules({"rule": "window", "n": 2, "queries": {"span": [3, None]}}) == (
        do.window(2, queries=slice(3, None)),
    )
    assert do.rules({"rule": "stream", "stream": 1}) == (do.stream(streams=1),)


def test_functions_are_found_again_by_their_name_or_not_at_all():
    rule = do.fn(torch.neg, point="attn.out", layer=2)
    named = do.fn("dsv4lab.kernels.rope:rotate", point="attn.out", layer=2)
    assert do.rules(json.dumps(named.to_dict())) == (named,)
    assert do.rules(rule.to_dict()) == (rule,), "in the process that gave it"
    one, other = do.fn(lambda v: v), do.fn(lambda v: v + 1)
    assert one != other
    from dsv4lab.interventions import streams

    streams._FUNCTIONS.pop(other.name)
    with pytest.raises(EditError, match="cannot be run again; give the function itself"):
        do.rules(other.to_dict())


def test_values_keep_their_numbers_and_refuse_others():
    for numbers in (
        [1.5, -2.0],
        torch.tensor([3, 4]),
        np.ones((2, 3), np.float64),
        torch.ones(2, dtype=torch.bfloat16),
    ):
        values = Values.of(numbers)
        assert Values.of(json.loads(json.dumps(values.to_dict()))) == values
        want = np.asarray(numbers.float() if isinstance(numbers, torch.Tensor) else numbers)
        assert (values.array() == want).all() and values.tensor(torch.empty(1)).shape == want.shape
    for bad in ("a", [float("nan")], {"shape": [2], "dtype": "float32", "base64": "AAAA"}, {"shape": [1]}, None):
        with pytest.raises(EditError):
            Values.of(bad)


def test_sources_are_ids_and_no_trace_of_an_edited_run():
    session = lab.Session(lab.load(engine="reference"))
    trace = session.generate([5, 6, 7], max_new_tokens=2, temperature=0)
    assert Source.of(trace).ids == tuple(trace.values("tokens", "id").tolist())
    edited = session.generate([5, 6, 7], max_new_tokens=2, temperature=0, edits=do.sink())
    for bad, words in (
        (edited, "a run with edits"),
        ([], "is no source"),
        ("text", "is no source"),
        ([-1], "is no source"),
    ):
        with pytest.raises(EditError, match=words):
            Source.of(bad)


def test_the_record_names_what_it_belongs_to():
    rules = (do.sink(), do.window(2))
    places = ["layers.3.attn.reading", "layers.3.attn.indexer.scores", "layers.0.ffn.mixing.comb", "streams.2"]
    record = record_of(rules, places, model="m", ids=[1, 2], version="9")
    assert do.rules(record) == rules and (record["model"], record["version"]) == ("m", "9")
    assert record["prompt"] == digest([1, 2]) != digest([2, 1])
    assert record["digest"] != record_of(rules[:1], places, model="m", ids=[1, 2], version="9")["digest"]
    assert record["touches"] == ["attention", "indexer", "lens", "mixing", "streams"]

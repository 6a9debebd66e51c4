"""Random arms resemble the rule: the same layer and size, and what is nearest in use and weight."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from small_model import CONFIG

from dsv4lab import do
from dsv4lab.interventions.matching import Usage, layers_needed, matched

CONFIG_16 = CONFIG.replace(n_routed_experts=16)
USES = np.array([50, 1, 2, 48, 47, 3, 52, 2, 1, 60, 0, 0, 2, 49, 1, 55], float)
USAGE = Usage(40, {3: (USES, np.full(16, 0.5)), 2: (USES, np.full(16, 0.5))})


def arms(rule, count=20, config=CONFIG_16):
    return matched([rule], config, USAGE, count, 7)


def test_experts_of_similar_use_in_the_same_layer():
    twins = arms(do.ban_expert(0, layer=3), 5)
    assert len(twins) == 5 and {twin[0].layers for twin in twins} == {(3,)}
    assert {twin[0].experts[0] for twin in twins} == {3, 4, 6, 13, 15}, "not the ones that are hardly used"
    rare = {twin[0].experts[0] for twin in arms(do.ban_expert(1, layer=3), 5)}
    assert rare <= {2, 5, 7, 8, 12, 14, 10, 11}
    pairs = arms(do.ban_expert([0, 3], layer=3), 6)
    assert all(len(twin[0].experts) == 2 and not {0, 3} & set(twin[0].experts) for twin in pairs)
    assert len(set(pairs)) == 6
    swap = arms(do.swap_expert(0, 3, layer=3), 4)
    assert all(not {0, 3} & set(twin[0].pair) for twin in swap)
    assert layers_needed([do.ban_expert(0, layer=3), do.sink()], CONFIG_16) == [3]


def test_weight_counts_as_well_as_use():
    weights = np.full(16, 0.5)
    weights[[3, 4]] = 0.01
    usage = Usage(40, {3: (USES, weights)})
    found = {twin[0].experts[0] for twin in matched([do.ban_expert(0, layer=3)], CONFIG_16, usage, 3, 7)}
    assert not {3, 4} & found


def test_as_many_other_entries():
    for rule, own, total in (
        (do.picks(drop=[1, 3], layer=3), {1, 3}, 10), (do.picks(drop=do.Span(9, 11), layer=3), {2, 3}, 10),
        (do.entry("delete", entries=[0], layer=2), {0}, 5), (do.gates("last", entries=[4], layer=3), {4}, 10),
    ):  # fmt: skip
        twins = arms(rule, 6)
        assert twins
        for (twin,) in twins:
            assert len(twin.entries) == len(own) and not set(twin.entries) & own and max(twin.entries) < total


def test_streams_heads_vectors_tokens_and_layers():
    assert {twin[0].streams for twin in arms(do.stream(streams=1, layer=2))} == {(0,), (2,), (3,)}
    assert {twin[0].heads for twin in arms(do.sink(heads=[0]))} == {(1,), (2,), (3,)}
    vector = torch.arange(48.0)
    for (twin,) in arms(do.add(vector, layer=2), 4):
        found = twin.vector.array()
        assert np.linalg.norm(found) == pytest.approx(float(vector.norm()), rel=1e-4)
        assert abs(float(found @ vector.numpy())) < 0.7 * float(vector.norm()) ** 2
    for (twin,) in arms(do.window(2, tokens=[3, 4, 5])):
        assert len(twin.tokens) == 3 and max(twin.tokens) < 40
    for (twin,) in arms(do.window(2, tokens=slice(3, 9))):
        assert twin.tokens.stop - twin.tokens.start == 6 and twin.tokens.stop <= 40
    assert {twin[0].layers for twin in arms(do.window(2, layers=[3]))} == {(5,)}, "csa with learned routing"
    assert {twin[0].seed for twin in arms(do.picks(random=True))} > {0, 1} or len(arms(do.picks(random=True))) == 20


def test_what_has_no_twin_has_none_and_stays_beside_those_that_have():
    assert arms(do.sink()) == [] == arms(do.picks(drop="all")) == arms(do.comb("identity"))
    both = matched([do.sink(), do.stream(streams=1, layer=2)], CONFIG_16, USAGE, 20, 7)
    assert len(both) == 3 and {arm[0] for arm in both} == {do.sink()}


def test_the_seed_decides():
    rule = do.picks(drop=[1, 3], layer=3)
    draws = [matched([rule], CONFIG_16, USAGE, 5, seed) for seed in (1, 1, 2)]
    assert draws[0] == draws[1] != draws[2]

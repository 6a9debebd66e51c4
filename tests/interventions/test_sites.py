"""The list of sites says the truth: where a layer is named the rule can be carried out, elsewhere it is refused."""

from __future__ import annotations

import pytest
import torch
from small_model import CONFIG, small_model

from dsv4lab import do
from dsv4lab.errors import EditError

MAKE = {
    "ban_expert": lambda layer: do.ban_expert(1, mode="contribution", layer=layer),
    "force_expert": lambda layer: do.force_expert(1, layer=layer),
    "swap_expert": lambda layer: do.swap_expert(1, 2, layer=layer),
    "weights": lambda layer: do.weights(equal=True, layer=layer),
    "top": lambda layer: do.top(1, layer=layer),
    "hash_as": lambda layer: do.hash_as(3, layer=layer),
    "picks": lambda layer: do.picks(recency=True, layer=layer),
    "entry": lambda layer: do.entry(layer=layer),
    "gates": lambda layer: do.gates(layer=layer),
    "no_overlap": lambda layer: do.no_overlap(layer=layer),
    "compressed": lambda layer: do.compressed(layer=layer),
    "window": lambda layer: do.window(1, layer=layer),
    "attend": lambda layer: do.attend(slice(0, 3), layer=layer),
    "sink": lambda layer: do.sink(layer=layer),
    "comb": lambda layer: do.comb(layer=layer),
    "pre": lambda layer: do.pre(layer=layer),
    "post": lambda layer: do.post(layer=layer),
    "stream": lambda layer: do.stream(layer=layer),
    "rescue": lambda layer: do.rescue(layer),
    "add": lambda layer: do.add([1.0], layer=layer),
    "project_out": lambda layer: do.project_out([1.0], layer=layer),
    "patch": lambda layer: do.patch([1], layer=layer),
    "fn": lambda layer: do.fn(torch.neg, layer=layer),
}


def test_layers_are_those_on_which_a_rule_can_be_carried_out():
    model = small_model()
    table = do.sites(model)
    assert {site.rule for site in table} - set(MAKE) == {"route_as"} and len(table) == len(MAKE) + 1
    for site in table:
        if site.rule not in MAKE:
            continue
        for layer in range(-1, CONFIG.num_hidden_layers):
            rule = MAKE[site.rule](layer)
            if layer in site.layers:
                assert model.check_edits([rule])
            else:
                with pytest.raises(EditError):
                    model.check_edits([rule])
    assert "edits of the reference body" in repr(table) and "1,3,5" in repr(table)
    assert table[0].to_dict()["layers"] == list(range(6))


def test_a_site_that_no_layer_has_is_not_listed():
    model = small_model(CONFIG.replace(layer_kinds=("sliding",) * 6, num_nextn_predict_layers=0))
    assert not {"picks", "entry", "gates", "no_overlap", "compressed"} & {site.rule for site in do.sites(model)}

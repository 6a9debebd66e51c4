"""The table of points and the model's HookPoints are the same set; a hook that returns a tensor replaces the value."""

from __future__ import annotations

import pytest
import torch
from small_model import CONFIG, small_model, some_ids

from dsv4lab.capture.points import names, require
from dsv4lab.errors import CaptureError
from dsv4lab.model.hook_point import HookPoint


def test_the_table_lists_every_hook_point_of_the_trunk():
    model = small_model()
    in_model = {name for name, module in model.named_modules() if isinstance(module, HookPoint)}
    trunk = {name for name in in_model if not name.startswith("mtp.")}
    # A hash layer has the module for biased scores, but no bias ever passes it.
    silent = {f"layers.{i}.ffn.routing.biased_scores" for i in CONFIG.layers_of_routing("hash")}
    assert set(names(CONFIG)) == trunk - silent


def test_every_point_fires_with_the_dimensions_of_its_row():
    model, seen = small_model(), {}
    for name in names(CONFIG):
        model.get_submodule(name).register_forward_hook(lambda _m, _a, out, name=name: seen.update({name: out}))
    model(some_ids(24))
    assert set(seen) == set(names(CONFIG))
    assert seen["layers.1.attn.indexer.picks"].shape == (1, 24, 3)
    assert seen["layers.2.ffn.routed"].shape == (1, 24, 3, 48)
    assert seen["layers.2.attn.compressor.gate"].shape == (1, 3, 8)


def test_a_hook_that_returns_a_tensor_replaces_the_value():
    model, ids = small_model(), some_ids(20)
    before = model(ids)
    point = model.get_submodule("layers.3.attn.mixing.comb")
    handle = point.register_forward_hook(lambda _m, _a, out: torch.eye(4).expand_as(out))
    changed = model(ids)
    handle.remove()
    assert not torch.equal(before, changed)
    assert torch.equal(before, model(ids))


def test_an_unheard_point_forces_no_work():
    point = HookPoint()
    assert not point.wanted
    handle = point.register_forward_hook(lambda *_: None)
    assert point.wanted
    handle.remove()
    assert not point.wanted


def test_asking_a_layer_for_a_point_it_lacks_names_the_layers_that_have_it():
    with pytest.raises(CaptureError, match=r"layer 2 is hca .* \[1, 3, 5\]"):
        require("layers.2.attn.indexer.picks", CONFIG)
    with pytest.raises(CaptureError, match="no such point"):
        require("layers.2.attn.nonsense", CONFIG)
    assert require("layers.1.attn.indexer.picks", CONFIG)

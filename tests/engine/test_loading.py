"""Loading for the engine: weights stay as stored and mean the same; where the engine cannot run, the reason is said."""

from __future__ import annotations

import pytest
import torch
from kernel_device import DEVICE

import dsv4lab as lab
from dsv4lab import loading
from dsv4lab.config import CSA, SLIDING
from dsv4lab.engine.weights import dequantised
from dsv4lab.errors import MissingPartError


@pytest.fixture(scope="module")
def engine():
    return lab.load(engine="triton", device=DEVICE)


def test_the_shipped_weights_stay_packed_and_mean_the_same(engine):
    reference = lab.load(engine="reference", device=DEVICE, dtype="float32").state_dict()
    assert {layer.w1.kind for layer in engine.weights.layers} == {"fp4"}
    assert {layer.query.matrix.kind for layer in engine.weights.layers} == {"fp8"}
    assert engine.weights.bytes() < 40e6, "34.5 million weights in about 32 MB"
    for i, layer in enumerate(engine.weights.layers):
        attn, ffn = f"layers.{i}.attn", f"layers.{i}.ffn"
        joined = {"low": [f"{attn}.wq_a", f"{attn}.wkv"], "query": [f"{attn}.wq_b"], "columns": []}
        if layer.kind != SLIDING:
            joined["columns"] += [f"{attn}.compressor.wkv", f"{attn}.compressor.wgate"]
        if layer.kind == CSA:
            joined["query"].append(f"{attn}.indexer.wq_b")
            joined["columns"] += [
                f"{attn}.indexer.{name}" for name in ("compressor.wkv", "compressor.wgate", "weights_proj")
            ]
        pairs = {
            f"{ffn}.experts.{name}": dequantised(getattr(layer, name), torch.float32) for name in ("w1", "w2", "w3")
        }
        for name, stored in zip(("w1", "w3", "w2"), layer.shared, strict=True):
            pairs[f"{ffn}.shared_expert.{name}.weight"] = dequantised(stored, torch.float32)[0]
        pairs[f"{attn}.wo_a.weight"] = dequantised(layer.wo_a, torch.float32).flatten(0, 1)
        pairs[f"{attn}.wo_b.weight"] = dequantised(layer.wo_b, torch.float32)[0]
        for field, names in joined.items():
            one = getattr(layer, field)
            assert (one is None) == (not names)
            for name, part in zip(names, one.parts if one else (), strict=True):
                pairs[f"{name}.weight"] = dequantised(one.matrix, torch.float32)[0, part]
        pairs |= {
            f"{attn}.sink": layer.sink,
            f"{attn}.mixing.fn": layer.attention.fn,
            f"{ffn}.norm.weight": layer.experts_site.norm,
        }
        for name, value in pairs.items():
            assert torch.equal(value.float(), reference[name].float()), name
    for name in ("e_proj", "h_proj"):
        assert torch.equal(
            dequantised(getattr(engine.weights.mtp, name), torch.float32)[0], reference[f"mtp.0.{name}.weight"]
        )
    assert torch.equal(engine.weights.head.float(), reference["head.weight"].float())
    assert torch.equal(engine.weights.embed.float(), reference["embed.weight"].float())


def test_the_choice_and_its_reason_are_in_the_notes(engine):
    assert "Triton engine" in engine.notes[0]
    assert engine.dtype == torch.float32, "a narrow model keeps float32 activations"
    if DEVICE == "cpu":
        assert lab.load().engine == "reference", "the interpreter is never chosen by itself"


def test_release_numerics_are_the_models(engine):
    assert engine.numerics.release is False and not engine.new_cache(8).release
    release = lab.load(engine="triton", device=DEVICE, numerics="release")
    assert release.numerics.release is True and release.new_cache(8).release


def test_an_engine_that_cannot_run_is_refused_with_the_reason(monkeypatch):
    monkeypatch.setattr("dsv4lab.engine.layers.uncovered", lambda _config: "head width 576")
    with pytest.raises(MissingPartError, match=r"head width 576.*engine='auto'"):
        lab.load(engine="triton", device=DEVICE)
    monkeypatch.setattr(loading, "find_spec", lambda _name: None)
    with pytest.raises(MissingPartError, match="triton is not installed"):
        lab.load(engine="triton", device=DEVICE)

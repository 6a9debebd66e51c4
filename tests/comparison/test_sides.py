"""Traces, dumps and paths as sides; whatever does not fit together is refused with what is near, and nothing is guessed."""

from __future__ import annotations

import json
import pickle

import numpy as np
import pytest
import torch
from safetensors.torch import save_file
from small_model import CONFIG, small_model, some_ids

import dsv4lab as lab
from dsv4lab.comparison.compare import compare
from dsv4lab.comparison.dumps import is_dump, open_dump
from dsv4lab.comparison.mistakes import plant
from dsv4lab.comparison.sides import open_side, read_names
from dsv4lab.errors import LabError, PromptError, SettingError, TraceError

torch.set_num_threads(1)
TOKENS = 26
IDS = some_ids(TOKENS)[0].tolist()


@pytest.fixture(scope="module")
def model():
    return small_model()


@pytest.fixture(scope="module")
def passed(model) -> dict[str, torch.Tensor]:
    return {name: value.clone() for name, value in model.read_points(torch.tensor([IDS]), list(model.points)).items()}


def wrong_model(name: str, layer: int):
    out = small_model()
    plant(out, name, [layer])
    return out


def trace_of(model, ids=IDS, **settings):
    return lab.Session(model).generate(ids, max_new_tokens=0, capture="all", **settings)


# Traces -------------------------------------------------------------------------------------------------------------


def test_two_traces_are_compared_and_the_first_array_that_parts_is_named(model, tmp_path):
    a, b = trace_of(model), trace_of(wrong_model("bias in the weights", 4))
    assert compare(a, trace_of(model)).verdict == "same"
    found = compare(a, b)
    assert found.first is not None and found.first.place.name == "layers.4.ffn.routing.weights"
    a.save(tmp_path / "a.zarr")
    b.save(tmp_path / "b.zarr.zip")
    assert compare(str(tmp_path / "a.zarr"), tmp_path / "b.zarr.zip").first == found.first


def test_a_trace_is_compared_with_a_body(model):
    found = compare(trace_of(model), wrong_model("index keys unrotated", 3))
    assert found.first is not None and found.first.place.name == "layers.3.attn.indexer.picks"
    assert compare(model, trace_of(model)).verdict == "same"


def test_a_trace_with_sampled_queries_says_what_is_not_compared(model):
    plan = lab.Plan(groups=("routing", "mixing", "indexer", "attention"), prompt_queries=4)
    found = compare(lab.Session(model).generate(IDS, max_new_tokens=0, capture=plan), model)
    assert found.same and any("of 26 queries were kept" in note for note in found.notes)
    assert not [line for line in found.walk.lines if "picks" in line.place.name]


def test_other_prompts_weights_and_models_are_refused_in_words(model):
    with pytest.raises(PromptError, match=r"different prompts: token 3 is \d+ and 7\. Run both on the same ids"):
        compare(trace_of(model), trace_of(model, [*IDS[:3], 7, *IDS[4:]]))
    with pytest.raises(PromptError, match="different prompts: one is longer"):
        compare(trace_of(model), trace_of(model, IDS[:20]))
    other = small_model(CONFIG.replace(sliding_window=7))
    with pytest.raises(LabError, match=r"different models: sliding_window is 6 and 7\. Compare two runs of one model"):
        compare(model, other)
    a, b = trace_of(model), trace_of(model)
    b.run["weights"] = "another"
    with pytest.raises(LabError, match=r"runs of different weights.*other_weights=True"):
        compare(a, b)
    assert compare(a, b, other_weights=True).verdict == "same"


# Dumps --------------------------------------------------------------------------------------------------------------


def dump(folder, tensors: dict[str, torch.Tensor], kind: str = ".npy"):
    folder.mkdir()
    if kind == ".npy":
        for name, tensor in tensors.items():
            np.save(folder / f"{name}.npy", tensor.numpy())
    elif kind == ".npz":
        np.savez(folder / "all.npz", **{name: tensor.numpy() for name, tensor in tensors.items()})
    elif kind == ".pt":
        torch.save(tensors, folder / "all.pt")
    else:
        save_file({name: tensor.contiguous() for name, tensor in tensors.items()}, folder / "all.safetensors")
    return folder


@pytest.mark.parametrize("kind", [".npy", ".npz", ".pt", ".safetensors"])
def test_a_dump_of_every_kind_is_read_and_compared(model, passed, tmp_path, kind):
    tensors = dict(passed) | {"ids": torch.tensor(IDS)}
    found = compare(model, dump(tmp_path / "dump", tensors, kind))
    assert found.verdict == "same" and len(found.walk.lines) == len(passed)
    tensors["layers.3.attn.out"] = tensors["layers.3.attn.out"].clone()
    tensors["layers.3.attn.out"][0, 5, 2] += 1
    found = compare(model, dump(tmp_path / "wrong", tensors, kind))
    assert found.first is not None and (found.first.place.name, found.first.token) == ("layers.3.attn.out", 5)


def test_a_map_of_names_and_a_missing_batch_axis_are_taken(model, passed, tmp_path):
    theirs = {f"blk.{i}.attention": passed[f"layers.{i}.attn.out"][0] for i in range(6)} | {"tokens": torch.tensor(IDS)}
    names = {"layers.{i}.attn.out": "blk.{i}.attention", "ids": "tokens"}
    (tmp_path / "names.json").write_text(json.dumps(names))
    found = compare(model, dump(tmp_path / "dump", theirs), names=read_names(tmp_path / "names.json"))
    assert found.verdict == "same" and len(found.walk.lines) == 6
    assert any("lacks" in note for note in found.notes)


def test_misnamed_and_missing_tensors_are_refused_with_what_is_near(model, passed, tmp_path):
    some = {"layers.3.attn.out": passed["layers.3.attn.out"], "ids": torch.tensor(IDS)}
    wrong = dump(tmp_path / "a", some | {"layers.3.attention.out": some["layers.3.attn.out"]})
    with pytest.raises(
        TraceError, match=r"'layers\.3\.attention\.out' is no point of this model; near: .*layers\.3\.attn\.out"
    ):
        compare(model, wrong)
    right = dump(tmp_path / "b", some)
    with pytest.raises(TraceError, match=r"no tensor 'layer3\.attn\.out'; near: 'layers\.3\.attn\.out'"):
        compare(model, right, names={"layers.3.attn.out": "layer3.attn.out"})
    with pytest.raises(TraceError, match=r"the map names 'layers\.3\.attn\.output'.*near: 'layers\.3\.attn\.out'"):
        compare(model, right, names={"layers.3.attn.output": "layers.3.attn.out"})
    with pytest.raises(TraceError, match='no tensor "ids" with the tokens'):
        compare(model, dump(tmp_path / "c", {"logits": passed["logits"]}))
    assert compare(model, tmp_path / "c", IDS).verdict == "same"
    with pytest.raises(TraceError, match=r"logits has the shape \[1, 3, 61\]; needed are the axes B T V"):
        compare(model, dump(tmp_path / "d", {"logits": passed["logits"][0, :3]}), IDS)
    with pytest.raises(LabError, match=r"neither has a config\.json"):
        compare(right, tmp_path / "c")


def test_what_must_be_read_together_is_left_out_and_said(model, passed, tmp_path):
    tensors = {"layers.3.ffn.routing.weights": passed["layers.3.ffn.routing.weights"], "logits": passed["logits"]}
    found = compare(model, dump(tmp_path / "dump", tensors), IDS)
    assert [line.place.name for line in found.walk.lines] == ["logits"]
    assert any("has to be read together with layers.3.ffn.routing.experts" in note for note in found.notes)


def test_a_dump_computed_in_bfloat16_is_judged_as_that(model, tmp_path):
    half = small_model().cast(torch.bfloat16)
    found = half.read_points(torch.tensor([IDS]), ["layers.0.attn.out"])
    folder = dump(tmp_path / "dump", {name: value.float() for name, value in found.items()})
    assert compare(model, folder, IDS).verdict == "differs"
    assert compare(model, folder, IDS, dtype="bfloat16").verdict == "same"
    with pytest.raises(SettingError, match="dtype='fp4' is unknown; use float32"):
        compare(model, folder, IDS, dtype="fp4")


class Evil:
    def __reduce__(self):
        return (exec, ("raise SystemExit('executed')",))


def test_nothing_in_a_dump_is_executed(tmp_path):
    for name, write in {
        "a.pt": lambda f: torch.save(Evil(), f),
        "b.pt": lambda f: f.write_bytes(pickle.dumps(Evil())),
        "c.npy": lambda f: np.save(f, np.array([Evil()], dtype=object), allow_pickle=True),
        "d.safetensors": lambda f: f.write_bytes(b"\xff" * 40),
        "e.pt": lambda f: torch.save([1, 2], f),
    }.items():
        folder = tmp_path / name.replace(".", "_")
        folder.mkdir()
        write(folder / name)
        with pytest.raises(TraceError, match=name.replace(".", r"\.")):
            open_dump(folder)
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(TraceError, match="nothing to compare"):
        open_dump(empty)


def test_a_checkpoint_is_no_dump(tmp_path):
    (tmp_path / "model.safetensors").write_bytes(b"")
    assert is_dump(tmp_path)
    (tmp_path / "config.json").write_text("{}")
    assert not is_dump(tmp_path)


def test_sides_that_mean_nothing_are_refused():
    with pytest.raises(LabError, match="A is a dict; give a model"):
        open_side({}, "A")
    with pytest.raises(LabError, match=r'no such file or folder\. "shipped" means'):
        open_side("/nowhere/at/all", "A")
    with pytest.raises(SettingError, match=r"'bfloat61' behind @ is unknown. How to load: float32, .*sink dropped"):
        open_side("shipped@bfloat61", "A")

"""The first layers of a model: exact in themselves, from the shards that hold them and no others."""

from __future__ import annotations

import json

import pytest
import torch
from checkpoints import random_state, tiny_config

import dsv4lab as lab
from dsv4lab.checkpoint.inventory import official
from dsv4lab.checkpoint.reader import open_checkpoint
from dsv4lab.checkpoint.selection import cut, first_layers, is_needed, shards_needed, stored_layers
from dsv4lab.checkpoint.shards import INDEX
from dsv4lab.checkpoint.writer import save_checkpoint
from dsv4lab.config import FLASH
from dsv4lab.errors import CheckpointError, LabError

torch.set_num_threads(1)
CONFIG = tiny_config()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("slices") / "whole"
    save_checkpoint(random_state(CONFIG), CONFIG, folder, max_shard_bytes=1)
    return folder


def _run(model, ids, points):
    with torch.no_grad():
        return model.read_points(ids, points)


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_a_slice_equals_the_same_layers_of_the_whole_model_bit_for_bit(folder, count):
    whole, part = lab.load(folder, device="cpu"), lab.load(folder, device="cpu", layers=range(count))
    ids = torch.arange(40).remainder(160)[None]
    assert part.config.num_hidden_layers == count and len(part.mtp) == 0
    names = [f"streams.{i}" for i in range(count)]
    expected, found = _run(whole, ids, names), _run(part, ids, names)
    for name in names:
        assert torch.equal(found[name], expected[name]), name
    assert any(f"the first {count} of 5 layers" in note for note in part.notes)
    assert part.digest != whole.digest and f"layers 0 to {count - 1}" in part.digest


def test_all_layers_are_the_model_with_its_drafts(folder):
    whole, same = lab.load(folder, device="cpu"), lab.load(folder, device="cpu", layers=range(5))
    ids = torch.arange(20)[None]
    assert len(same.mtp) == 1 and torch.equal(same(ids), whole(ids)) and same.notes == whole.notes


def test_shards_of_other_layers_need_not_be_there(folder, tmp_path):
    where = json.loads((folder / INDEX).read_text())["weight_map"]
    kept = shards_needed(where, 2, mtp=True)
    part = tmp_path / "part"
    part.mkdir()
    for name in [INDEX, "config.json", *kept]:
        (part / name).write_bytes((folder / name).read_bytes())
    assert len(kept) < len(set(where.values()))
    ids = torch.arange(20)[None]
    assert torch.equal(lab.load(part, layers=range(2))(ids), lab.load(folder, layers=range(2))(ids))
    with pytest.raises(CheckpointError, match="absent"):
        lab.load(part)
    with pytest.raises(CheckpointError, match="absent"):
        lab.load(part, layers=range(3))
    assert lab.inspect(part).absent == sorted(set(where.values()) - set(kept))


def test_without_drafts_their_shard_need_not_be_there(folder, tmp_path):
    where = json.loads((folder / INDEX).read_text())["weight_map"]
    kept = shards_needed(where, None, mtp=False)
    (tmp_path / "part").mkdir()
    for name in [INDEX, "config.json", *kept]:
        (tmp_path / "part" / name).write_bytes((folder / name).read_bytes())
    assert len(kept) < len(set(where.values())) and len(lab.load(tmp_path / "part", mtp=False).mtp) == 0


def test_a_damaged_shard_of_a_slice_is_refused_and_one_outside_is_not_opened(folder, tmp_path):
    copy = tmp_path / "copy"
    copy.mkdir()
    for file in folder.iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
    where = json.loads((copy / INDEX).read_text())["weight_map"]
    (copy / where["layers.4.attn.wkv.weight"]).write_bytes(b"no shard")
    assert lab.load(copy, layers=range(4)).config.num_hidden_layers == 4
    (copy / where["layers.1.attn.wkv.weight"]).write_bytes(b"no shard")
    with pytest.raises(CheckpointError, match=where["layers.1.attn.wkv.weight"]):
        lab.load(copy, layers=range(2))


def test_a_slice_of_one_file_is_read_from_it(tmp_path):
    save_checkpoint(random_state(CONFIG), CONFIG, tmp_path / "one", max_shard_bytes=1 << 40)
    assert open_checkpoint(tmp_path / "one", layers=2).config.num_hidden_layers == 2


def test_more_layers_than_there_are_is_told(folder):
    with pytest.raises(LabError, match=r"layers=range\(6\), but the model has 5 layers"):
        lab.load(folder, layers=range(6))


@pytest.mark.parametrize(
    "bad", [0, 4, True, "4", range(0), range(1, 3), range(0, 4, 2), [1], [0, 0], [0.5], [True], [None], {}]
)
def test_what_is_no_beginning_is_refused(bad):
    with pytest.raises(LabError, match=r"range\(4\)"):
        first_layers(bad)


def test_what_is_a_beginning_is_counted():
    assert [first_layers(good) for good in (None, range(1), range(43), [0, 1], (0,))] == [None, 1, 43, 2, 1]


def test_four_layers_of_flash_need_six_shards():
    def shard(name):
        parts = name.split(".")
        return {"embed": 1, "layers": int(parts[1]) + 2 if parts[0] == "layers" else 0, "mtp": 46}.get(parts[0], 45)

    where = {name: f"{shard(name):05d}" for name in official(FLASH)}
    assert stored_layers(where) == 43
    assert shards_needed(where, 4, mtp=True) == ["00001", "00002", "00003", "00004", "00005", "00045"]
    assert len(shards_needed(where, None, mtp=True)) == 46 and len(shards_needed(where, 43, mtp=True)) == 46
    assert len(shards_needed(where, None, mtp=False)) == 45


@pytest.mark.parametrize(
    ("name", "needed"),
    [
        ("embed.weight", True), ("model.embed_tokens.weight", True), ("lm_head.weight", True), ("hc_head_fn", True),
        ("layers.1.attn.wkv.weight", True), ("model.layers.1.mlp.gate.weight", True), ("layers.2.attn_norm.weight", False),
        ("model.layers.12.x", False), ("mtp.0.norm.weight", False), ("vision.patch.weight", False), ("unknown", True),
    ],
)  # fmt: skip
def test_what_a_slice_of_two_layers_needs(name, needed):
    assert is_needed(name, 2, mtp=True) is needed


def test_the_cut_configuration_keeps_kinds_and_routings():
    config = cut(FLASH, 4)
    assert config.layer_kinds == ("sliding", "sliding", "csa", "hca") and config.num_nextn_predict_layers == 0
    assert config.routing_kinds == ("hash", "hash", "hash", "learned")
    assert cut(FLASH, None) is FLASH and cut(FLASH, 43) is FLASH

"""Writing: official names and dtypes, no change on a second trip, and nothing half-written under a finished name."""

import json
import os
import shutil
from collections import namedtuple

import pytest
import torch
from checkpoints import assert_same_state, random_state, tiny_config
from safetensors import safe_open

from dsv4lab.checkpoint import writer
from dsv4lab.checkpoint.inventory import official
from dsv4lab.checkpoint.reader import load_state_dict, open_checkpoint
from dsv4lab.checkpoint.shards import INDEX, scan
from dsv4lab.checkpoint.writer import save_checkpoint
from dsv4lab.errors import CheckpointError
from dsv4lab.kernels.quantization import fake_quantize_fp4_rows, fake_quantize_fp8_tiles

CONFIG = tiny_config(num_hidden_layers=3, layer_kinds=("sliding", "csa", "hca"))


def test_names_dtypes_and_shapes_are_the_release_inventory(tmp_path):
    written = save_checkpoint(random_state(CONFIG), CONFIG, tmp_path / "tiny")
    found = scan(tmp_path / "tiny").tensors
    assert {n: (h.dtype, h.shape) for n, h in found.items()} == {
        n: (s.dtype, s.shape) for n, s in official(CONFIG).items()
    }
    assert written.total_size == json.loads((tmp_path / "tiny" / INDEX).read_text())["metadata"]["total_size"]
    assert written.total_size == sum(h.bytes for h in found.values()) and written.tensors == len(found)


def test_values_are_rounded_once_and_then_stay(tmp_path):
    state = random_state(CONFIG)
    save_checkpoint(state, CONFIG, tmp_path / "first")
    first = load_state_dict(tmp_path / "first", dtype=torch.float32).state_dict
    assert torch.equal(first["layers.0.attn.wq_b.weight"], fake_quantize_fp8_tiles(state["layers.0.attn.wq_b.weight"]))
    assert torch.equal(first["layers.2.ffn.experts.w2"], fake_quantize_fp4_rows(state["layers.2.ffn.experts.w2"]))
    assert torch.equal(first["layers.1.attn.compressor.ape"], state["layers.1.attn.compressor.ape"])
    for dtype in (torch.float32, torch.bfloat16):
        again = tmp_path / f"again-{dtype}"
        save_checkpoint(load_state_dict(tmp_path / "first", dtype=dtype).state_dict, CONFIG, again)
        assert_same_state(load_state_dict(again, dtype=torch.float32).state_dict, first)


def test_a_model_is_saved_and_loaded(tmp_path):
    from dsv4lab.model.transformer import Transformer

    model = Transformer(CONFIG)
    model.load_state_dict(random_state(CONFIG))
    save_checkpoint(model, CONFIG, tmp_path / "model", quantize=False)
    loaded = load_state_dict(tmp_path / "model", dtype=torch.float32)
    assert_same_state(loaded.state_dict, dict(model.state_dict()))
    Transformer(loaded.config).load_state_dict(loaded.state_dict, strict=True)


def test_large_models_get_one_shard_per_layer_as_in_the_release(tmp_path, monkeypatch):
    monkeypatch.setattr(writer, "ONE_FILE_BELOW", 0)
    save_checkpoint(random_state(CONFIG), CONFIG, tmp_path / "x")
    first = {}
    for number in range(1, 7):
        with safe_open(tmp_path / "x" / f"model-{number:05d}-of-00006.safetensors", "pt") as file:
            first[number] = {".".join(name.split(".")[:2]) for name in file.keys()}  # noqa: SIM118
    assert first[1] == {"embed.weight"} and first[6] == {"mtp.0"}
    assert [first[n] for n in (2, 3, 4)] == [{"layers.0"}, {"layers.1"}, {"layers.2"}]
    assert first[5] == {"norm.weight", "head.weight", "hc_head_fn", "hc_head_base", "hc_head_scale"}


def test_shards_are_filled_up_to_the_asked_size(tmp_path):
    state = random_state(CONFIG)
    written = save_checkpoint(state, CONFIG, tmp_path / "x", max_shard_bytes=270_000)
    folder = scan(tmp_path / "x")
    sizes = dict.fromkeys(written.shards, 0)
    for header in folder.tensors.values():
        sizes[header.shard] += header.bytes
    assert len(written.shards) > 5 and max(sizes.values()) <= 270_000 and folder.problems == []
    save_checkpoint(state, CONFIG, tmp_path / "one")
    one, many = (load_state_dict(tmp_path / name, dtype=torch.float32).state_dict for name in ("one", "x"))
    assert_same_state(many, one)


def test_tokenizer_and_extra_files_lie_beside_the_weights(tmp_path):
    source = tmp_path / "tokenizer.json"
    source.write_text("{}")
    save_checkpoint(
        random_state(CONFIG),
        CONFIG,
        tmp_path / "x",
        tokenizer_files=[source],
        extra_files={"README.md": "# card", "b": b"\0"},
    )
    assert (tmp_path / "x" / "tokenizer.json").read_text() == "{}"
    assert (tmp_path / "x" / "README.md").read_text() == "# card" and (tmp_path / "x" / "b").read_bytes() == b"\0"
    assert json.loads((tmp_path / "x" / "generation_config.json").read_text())["eos_token_id"] == CONFIG.eos_token_id


@pytest.mark.parametrize("name", ["config.json", "../x", "a/b", "model-00001-of-00001.safetensors"])
def test_extra_files_cannot_replace_or_escape(tmp_path, name):
    with pytest.raises(CheckpointError, match="plain name"):
        save_checkpoint(random_state(CONFIG), CONFIG, tmp_path / "x", extra_files={name: "text"})
    assert list(tmp_path.iterdir()) == []


# Refusals before anything is written


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"norm.weight": None}, "lacks: norm.weight"),
        ({"layers.0.extra": torch.zeros(1)}, "has: layers.0.extra"),
        ({"norm.weight": torch.zeros(64)}, r"norm\.weight: shape \[64\], the configuration says \[128\]"),
        ({"norm.weight": torch.full((128,), float("nan"))}, "norm.weight: holds a value that is not finite"),
        ({"norm.weight": torch.zeros(128, dtype=torch.float64)}, "norm.weight: dtype torch.float64"),
        ({"layers.0.ffn.routing.tid2eid": torch.zeros(160, 2)}, "tid2eid: dtype torch.float32"),
    ],
)
def test_a_state_that_is_not_the_configurations_is_refused(tmp_path, change, words):
    state = {k: v for k, v in (random_state(CONFIG) | change).items() if v is not None}
    with pytest.raises(CheckpointError, match=words):
        save_checkpoint(state, CONFIG, tmp_path / "x")
    assert list(tmp_path.iterdir()) == []


def test_widths_that_do_not_divide_into_fp4_groups_are_refused(tmp_path):
    config = CONFIG.replace(moe_intermediate_size=48)
    with pytest.raises(CheckpointError, match=r"experts\.w2: 48 inputs do not divide into FP4 groups of 32"):
        save_checkpoint(random_state(config), config, tmp_path / "x")
    save_checkpoint(random_state(config), config, tmp_path / "x", quantize=False)


def test_ragged_fp8_tiles_survive(tmp_path):
    config = CONFIG.replace(hidden_size=96, q_lora_rank=40, moe_intermediate_size=160)
    state = random_state(config)
    save_checkpoint(state, config, tmp_path / "x")
    loaded = load_state_dict(tmp_path / "x", dtype=torch.float32).state_dict
    for name in ("layers.0.attn.wq_b.weight", "layers.1.ffn.shared_expert.w2.weight"):
        assert torch.equal(loaded[name], fake_quantize_fp8_tiles(state[name]))


def test_an_existing_folder_is_never_overwritten(tmp_path):
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "thesis.txt").write_text("mine")
    with pytest.raises(CheckpointError, match="already there and not empty"):
        save_checkpoint(random_state(CONFIG), CONFIG, tmp_path / "x")
    assert (tmp_path / "x" / "thesis.txt").read_text() == "mine"
    (tmp_path / "empty").mkdir()
    save_checkpoint(random_state(CONFIG), CONFIG, tmp_path / "empty")
    open_checkpoint(tmp_path / "empty")


# Nothing half-written


def test_a_full_disk_is_told_before_writing(tmp_path, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(10, 9, 1))
    with pytest.raises(CheckpointError, match=r"needs [\d,]+ bytes, 1 are free"):
        save_checkpoint(random_state(CONFIG), CONFIG, tmp_path / "x")
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fills_up_leaves_nothing_behind(tmp_path, monkeypatch):
    real = writer.save_file

    def fills_up(tensors, file, **options):
        if "00002" in file.name:
            raise OSError(28, "No space left on device")
        real(tensors, file, **options)

    monkeypatch.setattr(writer, "save_file", fills_up)
    with pytest.raises(CheckpointError, match=r"No space left on device.*Nothing was left behind"):
        save_checkpoint(random_state(CONFIG), CONFIG, tmp_path / "x", max_shard_bytes=300_000)
    assert list(tmp_path.iterdir()) == []


def test_an_interruption_leaves_no_finished_folder(tmp_path, monkeypatch):
    def interrupted(*_args, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        save_checkpoint(random_state(CONFIG), CONFIG, tmp_path / "x")
    assert list(tmp_path.iterdir()) == []

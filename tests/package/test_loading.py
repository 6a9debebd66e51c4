"""Loading: the shipped model, folders with and without tokenizer, refusals that say what to do."""

from __future__ import annotations

import json
import shutil

import pytest
import torch
from small_model import CONFIG, small_model, some_ids

import dsv4lab as lab
from dsv4lab.checkpoint.writer import save_checkpoint
from dsv4lab.digest import TINY
from dsv4lab.errors import CheckpointError, ConfigError, LabError


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("checkpoint") / "small"
    save_checkpoint(small_model(), CONFIG, folder, quantize=False)
    return folder


def test_what_is_written_without_rounding_loads_to_the_same_logits(folder):
    model = lab.load(folder, device="cpu")
    assert model.tokenizer is None
    assert model.config == CONFIG
    ids = some_ids(30)
    assert torch.equal(model(ids), small_model()(ids))
    assert not any(parameter.requires_grad for parameter in model.parameters())


def test_every_value_comes_from_the_folder_or_is_computed(folder):
    model = lab.load(folder)
    tensors = [*model.named_parameters(), *model.named_buffers()]
    assert not [name for name, tensor in tensors if tensor.is_meta]
    assert model.numerics.release is False
    assert lab.load(folder, numerics="release").numerics.release is True


def test_a_digest_names_the_weights(folder, tmp_path):
    first = lab.load(folder).digest
    assert len(first) == 64 and first == lab.load(folder).digest
    other = tmp_path / "other"
    save_checkpoint(small_model(seed=4), CONFIG, other, quantize=False)
    assert lab.load(other).digest != first


def test_drafts_can_be_left_out(folder):
    model = lab.load(folder, device="cpu", mtp=False)
    assert len(model.mtp) == 0 and torch.equal(model(some_ids(9)), small_model()(some_ids(9)))


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"device": "gpu"}, "device='gpu' is not a device"),
        ({"dtype": "float8"}, "dtype='float8' is unknown"),
        ({"engine": "warp"}, "engine='warp'"),
        ({"numerics": "loose"}, "numerics='loose'"),
        ({"layers": [1]}, "no beginning of the model"),
        ({"placement": "split"}, "needs several devices"),
    ],
)
def test_unknown_settings_are_refused_by_name(folder, settings, words):
    with pytest.raises(LabError, match=words):
        lab.load(folder, **settings)


class _Odd:
    """Neither a path nor a name of anything."""


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        *[({"device": bad}, "device=") for bad in (None, 5, b"cpu", "mps", "xpu", "meta", "cpu:99", "cuda:99", "", "cpu:x")],
        *[({"dtype": bad}, "dtype=") for bad in (None, 5, torch.float64, torch.float8_e4m3fn, b"float32", ["auto"], "")],
        *[({"engine": bad}, "engine=") for bad in (None, 5, ["auto"])],
        *[({"numerics": bad}, "numerics=") for bad in (None, True, ["exact"])],
        *[({"mtp": bad}, "mtp=") for bad in (None, 1, "no")],
        *[({"path": bad}, "path=") for bad in (5, b"bytes", "a\0b", "", ["x"], _Odd(), 2.5, "~nobody-of-this-name/x")],
        *[({"path": bad}, "cannot be read|no such") for bad in ("x" * 5000, "\ud83d", "no/such\x1b[31m/folder")],
        ({"path": "/dev/null"}, "not a file"),
    ],
)  # fmt: skip
def test_arguments_of_the_wrong_kind_are_one_short_sentence(folder, settings, words):
    with pytest.raises(LabError, match=words) as met:
        lab.load(**({"path": folder} | settings))
    assert len(str(met.value)) < 1000 and all(line.isprintable() for line in str(met.value).split("\n"))


def test_a_home_folder_is_found(folder, monkeypatch):
    monkeypatch.setenv("HOME", str(folder.parent))
    assert lab.load(f"~/{folder.name}").digest == lab.load(folder).digest
    assert lab.inspect(f"~/{folder.name}").loadable


def test_every_end_id_of_the_folder_is_the_models_with_a_tokenizer_and_without(folder, tmp_path):
    assert lab.load().end_ids == {1}
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    values = json.loads((copy / "config.json").read_text())
    (copy / "config.json").write_text(json.dumps(values | {"eos_token_id": [1, 9]}))
    (copy / "generation_config.json").write_text(json.dumps({"eos_token_id": 7}))
    model = lab.load(copy)
    assert model.tokenizer is None and model.end_ids == {1, 9, 7}
    save_checkpoint(model, model.config, tmp_path / "again", quantize=False)
    assert lab.load(tmp_path / "again").end_ids == {1, 9, 7}, "saving keeps the whole list"
    assert json.loads((tmp_path / "again" / "generation_config.json").read_text())["eos_token_id"] == [1, 9, 7]
    shutil.copy(TINY / "tokenizer.json", copy)
    with_words = lab.load(copy)
    assert with_words.tokenizer.end_ids == with_words.end_ids == {1, 9, 7}
    assert any("tokenizer has 4,096 tokens and the model 61 rows" in note for note in with_words.notes)


def test_keys_that_nobody_knows_are_told(folder, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    values = json.loads((copy / "config.json").read_text())
    (copy / "config.json").write_text(json.dumps(values | {"wider_window": 3}))
    assert any("wider_window" in note for note in lab.load(copy).notes)
    assert any("wider_window" in note for note in lab.inspect(copy).notes)


@pytest.mark.parametrize(
    "change", [lambda m: m.double(), lambda m: m.half(), lambda m: m.to(torch.bfloat16), lambda m: m.bfloat16()]
)
def test_a_dtype_is_chosen_when_loading_and_not_afterwards(folder, change):
    """Rope tables, sinks and mixing must stay float32; `cast` knows which."""
    with pytest.raises(LabError, match=r"load\(path, dtype=.*model\.cast"):
        change(lab.load(folder))


def test_moving_without_a_dtype_is_no_change(folder):
    model = lab.load(folder)
    assert model.to("cpu").float() is model


@pytest.mark.skipif(torch.cuda.is_available(), reason="a GPU is here")
def test_asking_for_a_gpu_that_is_not_there_says_what_to_do(folder):
    with pytest.raises(LabError, match=r"sees no GPU.*device='cpu'"):
        lab.load(folder, device="cuda")


def test_a_missing_folder_and_a_damaged_one_are_clear_errors(folder, tmp_path):
    with pytest.raises(ConfigError, match="no such file"):
        lab.load(tmp_path / "nowhere")
    broken = tmp_path / "broken"
    shutil.copytree(folder, broken)
    shard = next(broken.glob("*.safetensors"))
    shard.write_bytes(shard.read_bytes()[:-100])
    with pytest.raises(CheckpointError, match=shard.name):
        lab.load(broken)
    values = json.loads((broken / "config.json").read_text())
    (broken / "config.json").write_text(json.dumps(values | {"model_type": "llama"}))
    with pytest.raises(ConfigError, match="'llama'"):
        lab.load(broken)


# The shipped model --------------------------------------------------------------------------------------------------


def test_the_shipped_model_has_every_mechanism_and_fits_its_size():
    model = lab.load(device="cpu")
    config = model.config
    assert set(config.layer_kinds) == {"sliding", "csa", "hca"} and set(config.routing_kinds) == {"hash", "learned"}
    assert config.hc_mult == 4 and len(model.mtp) == 1
    assert sum(file.stat().st_size for file in TINY.rglob("*") if file.is_file()) <= 32 * 2**20


def test_the_shipped_model_predicts_english_stories():
    """Bits per byte of a few plain sentences: a damaged or untrained model is far above."""
    model = lab.load(device="cpu")
    text = "Once upon a time, there was a little girl named Lily. She loved to play outside in the park with her dog."
    ids = torch.tensor([model.tokenizer.encode(text, bos=True)])
    logprobs = model(ids)[0, :-1].log_softmax(-1).gather(-1, ids[0, 1:, None])
    bits = -logprobs.sum().item() / 0.6931471805599453
    assert bits / len(text.encode()) < 1.0


def test_every_text_survives_the_shipped_tokenizer():
    tokenizer = lab.load().tokenizer
    for text in ("", "plain", "naïve café", "日本語", "مرحبا", "👩‍👩‍👧", "<script>\n\t\x00", "e\u0301"):
        assert tokenizer.decode(tokenizer.encode(text)) == text

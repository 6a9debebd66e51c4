"""A folder opened by transformers is the same model as the same folder opened by us, in words of compare."""

from __future__ import annotations

import pytest
import torch

import dsv4lab as lab
from dsv4lab.attached.from_folder import attach_folder
from dsv4lab.checkpoint.writer import save_checkpoint
from dsv4lab.comparison.kit_model import CONFIG, drawn, prompt
from dsv4lab.errors import CheckpointError, SettingError

torch.set_num_threads(1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("models") / "kit"
    save_checkpoint(drawn(), CONFIG, place)
    return place


def test_transformers_and_we_agree_on_a_checkpoint_in_the_release_s_layout(folder):
    found = lab.compare(str(folder), f"{folder}@transformers", prompt()[:140], ways=False)
    assert found.verdict == "same", found.sentence
    assert len(found.walk.lines) > 120 and found.walk.lines[-1].error > 0, "two computations and not one"


def test_transformers_is_asked_to_unpack_and_to_open_no_pickle(folder, monkeypatch):
    from transformers import DeepseekV4ForCausalLM

    asked: dict = {}

    def load(_cls, _folder, **settings):
        asked.update(settings)
        raise OSError("seen")

    monkeypatch.setattr(DeepseekV4ForCausalLM, "from_pretrained", classmethod(load))
    with pytest.raises(CheckpointError, match="transformers cannot load it: seen"):
        attach_folder(folder)
    assert asked["config"].quantization_config["dequantize"] is True and asked["use_safetensors"] is True


def test_what_transformers_cannot_open_is_said_in_words(folder, tmp_path):
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(CheckpointError, match="transformers cannot load it"):
        attach_folder(tmp_path)
    with pytest.raises(SettingError, match="goes with float32 or bfloat16 alone"):
        lab.compare(str(folder), f"{folder}@transformers,release")

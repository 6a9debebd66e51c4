"""The report: right for a whole folder, honest for a damaged one, and never a traceback."""

import json
import subprocess
import sys

import pytest
import torch
from checkpoints import edit_json, random_state, tiny_config, write_header
from safetensors.torch import load_file, save_file

from dsv4lab.checkpoint.inspect import inspect
from dsv4lab.checkpoint.inventory import official
from dsv4lab.checkpoint.shards import INDEX, SINGLE
from dsv4lab.checkpoint.writer import save_checkpoint
from dsv4lab.config import FLASH

CONFIG = tiny_config(num_hidden_layers=4, layer_kinds=("sliding", "csa", "hca", "csa"))
SHARD = "model-00001-of-00001.safetensors"


@pytest.fixture
def folder(tmp_path):
    save_checkpoint(random_state(CONFIG), CONFIG, tmp_path / "tiny", extra_files={"tokenizer.json": "{}"})
    return tmp_path / "tiny"


def test_a_whole_folder_is_described(folder):
    report = inspect(folder)
    assert report.loadable and report.problems == [] and report.config == CONFIG
    assert report.layers == {"sliding": [0], "csa": [1, 3], "hca": [2]}
    assert report.routing == {"hash": [0, 1, 2], "learned": [3]}
    assert report.tokenizer == ["tokenizer.json"] and report.spelling == "the release's"
    total = sum(stored.bytes for stored in official(CONFIG).values())
    assert report.bytes == sum(report.bytes_by_dtype.values()) == sum(report.bytes_by_part.values()) == total
    assert report.bytes_by_part["draft (MTP)"] == sum(
        stored.bytes for name, stored in official(CONFIG).items() if name.startswith("mtp.")
    )
    assert report.tensors == len(official(CONFIG))


def test_the_flash_release_is_described_from_its_headers(tmp_path):
    """Shards of the real sizes, all of their data a hole in a sparse file: only headers can have been read."""
    (tmp_path / "config.json").write_text(json.dumps(FLASH.to_dict()))
    table, where, position = {}, {}, 0
    for name, stored in official(FLASH).items():
        table[name] = {
            "dtype": stored.dtype,
            "shape": list(stored.shape),
            "data_offsets": [position, position + stored.bytes],
        }
        where[name] = "model-00001-of-00001.safetensors"
        position += stored.bytes
    file = tmp_path / "model-00001-of-00001.safetensors"
    write_header(file, table)
    try:
        with file.open("r+b") as stream:
            stream.truncate(file.stat().st_size + position)
    except OSError:
        pytest.skip("the file system has no sparse files of this size")
    (tmp_path / INDEX).write_text(json.dumps({"metadata": {"total_size": position}, "weight_map": where}))
    report = inspect(tmp_path)
    assert report.problems == [] and report.bytes == 159_609_485_896
    text = str(report)
    assert "FP4 pairs (I8) 141.7 GB (88.8%)" in text and "BF16 2.8 GB" in text and "experts" in text
    assert "159.6 GB" in text and "2 sliding, 21 csa, 20 hca" in text and "3 hash, 40 learned" in text
    assert "290.94 billion (284.33 billion without draft blocks), 13.27 billion active per token" in text


def test_the_report_is_json_and_html(folder):
    folder = folder.rename(folder.with_name("a<b>"))
    report = inspect(folder)
    values = json.loads(json.dumps(report.to_dict()))
    assert values["loadable"] is True and values["config"]["hidden_size"] == 128
    assert "a&lt;b&gt;" in report._repr_html_() and "<b>" not in report._repr_html_()


def test_missing_unexpected_and_wrong_tensors_are_listed(folder):
    tensors = load_file(folder / SHARD)
    del tensors["layers.2.attn.wq_a.weight"]
    tensors |= {"vision.embed": torch.zeros(3), "norm.weight": torch.zeros(64)}
    (folder / SHARD).unlink()
    (folder / INDEX).unlink()
    save_file(tensors, folder / SINGLE)
    report = inspect(folder)
    assert not report.loadable
    assert report.missing == ["layers.2.attn.wq_a.weight"] and report.unexpected == ["vision.embed"]
    assert report.wrong == ["norm.weight: shape [64], expected [128] for F32."]
    assert report.bytes_by_part["not of this model"] == 12
    assert "1 of the model's tensors are missing: layers.2.attn.wq_a.weight" in str(report)


DAMAGE = {
    "no folder": lambda f: f.rename(f.with_name("gone")),
    "no config": lambda f: (f / "config.json").unlink(),
    "config is a list": lambda f: (f / "config.json").write_text("[]"),
    "config cut short": lambda f: (f / "config.json").write_bytes((f / "config.json").read_bytes()[:50]),
    "config not text": lambda f: (f / "config.json").write_bytes(b"\xff\xfe\x00"),
    "config of another model": lambda f: edit_json(f / "config.json", model_type="llama"),
    "sizes of the wrong type": lambda f: edit_json(f / "config.json", hidden_size="wide"),
    "sizes of zero": lambda f: edit_json(f / "config.json", q_lora_rank=0),
    "a negative size": lambda f: edit_json(f / "config.json", moe_intermediate_size=-128),
    "schedule of the wrong type": lambda f: edit_json(f / "config.json", compress_ratios="0,4,128"),
    "scaling of the wrong type": lambda f: edit_json(f / "config.json", rope_scaling=[1]),
    "yarn factor a text": lambda f: edit_json(f / "config.json", rope_scaling={"type": "yarn", "factor": "many"}),
    "quantization of the wrong type": lambda f: edit_json(f / "config.json", quantization_config=3, expert_dtype=None),
    "layer count of the wrong type": lambda f: edit_json(f / "config.json", num_hidden_layers=4.5),
    "too many layers": lambda f: edit_json(f / "config.json", num_hidden_layers=10**9),
    "config is a folder": lambda f: ((f / "config.json").unlink(), (f / "config.json").mkdir()),
    "index is a folder": lambda f: ((f / INDEX).unlink(), (f / INDEX).mkdir()),
    "no shard": lambda f: (f / SHARD).unlink(),
    "shard is a folder": lambda f: ((f / SHARD).unlink(), (f / SHARD).mkdir()),
    "shard cut short": lambda f: (f / SHARD).write_bytes((f / SHARD).read_bytes()[:-3]),
    "shard empty": lambda f: (f / SHARD).write_bytes(b""),
    "index empty": lambda f: (f / INDEX).write_text(""),
    "nothing at all": lambda f: [file.unlink() for file in f.iterdir()],
    "strange names": lambda f: write_header(
        f / SHARD, {"\x00<script>": {"dtype": "F32", "shape": [], "data_offsets": [0, 4]}}, bytes(4)
    ),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_folder_gives_a_report_and_no_traceback(folder, damage):
    DAMAGE[damage](folder)
    report = inspect(folder)
    assert not report.loadable and report.problems
    json.dumps(report.to_dict())
    assert "problem" in str(report) and "<script>" not in report._repr_html_()


def test_a_report_needs_no_torch():
    code = "import sys; sys.modules['torch'] = None; import dsv4lab.checkpoint.inspect"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr

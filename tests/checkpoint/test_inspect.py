"""The report: right for a whole folder, honest for a damaged one, and never a traceback."""

import json
import os
import re
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
from dsv4lab.errors import CheckpointError, LabError
from dsv4lab.loading import TINY, load

CONFIG = tiny_config(num_hidden_layers=4, layer_kinds=("sliding", "csa", "hca", "csa"))
SHARD = "model-00001-of-00001.safetensors"


@pytest.fixture
def folder(tmp_path):
    files = [TINY / "tokenizer.json"]
    save_checkpoint(random_state(CONFIG), CONFIG, tmp_path / "tiny", tokenizer_files=files)
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
    assert report.problems == [] and report.bytes == 159_609_485_896 and not report.values_read
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
    tensors |= {"extra.embed": torch.zeros(3), "norm.weight": torch.zeros(64)}
    (folder / SHARD).unlink()
    (folder / INDEX).unlink()
    save_file(tensors, folder / SINGLE)
    report = inspect(folder)
    assert not report.loadable
    assert report.missing == ["layers.2.attn.wq_a.weight"] and report.unexpected == ["extra.embed"]
    assert report.wrong == ["norm.weight: shape [64], expected [128] for F32."]
    assert report.bytes_by_part["not of this model"] == 12
    assert "missing: layers.2.attn.wq_a.weight. No file of the folder has them" in str(report)


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
    "config a loop of links": lambda f: ((f / "config.json").unlink(), (f / "config.json").symlink_to("config.json")),
    "config nested too deep": lambda f: (f / "config.json").write_text('{"a":' * 100_000),
    "index nested too deep": lambda f: (f / INDEX).write_text('{"a":' * 100_000),
    "a number of 5,000 digits": lambda f: (f / "config.json").write_text('{"hidden_size": ' + "9" * 5000 + "}"),
    "a number beyond floats": lambda f: edit_json(f / "config.json", rms_norm_eps=10**400),
    "a long bad value": lambda f: edit_json(f / "config.json", scoring_func="x" * 100_000),
    "too many experts": lambda f: edit_json(f / "config.json", n_routed_experts=100_000),
    "a pipe for a config": lambda f: ((f / "config.json").unlink(), os.mkfifo(f / "config.json")),
    "a pipe for an index": lambda f: ((f / INDEX).unlink(), os.mkfifo(f / INDEX)),
    "damaged tokenizer": lambda f: (f / "tokenizer.json").write_text("{}"),
    "damaged generation config": lambda f: (f / "generation_config.json").write_text("["),
    "escape codes in a shard's name": lambda f: edit_json(f / INDEX, weight_map={"a": "\x1b[31m\x9b2J.safetensors"}),
    "a shard's name that no file can have": lambda f: edit_json(f / INDEX, weight_map={"a": "x" * 5000}),
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
    assert all(line.isprintable() for line in str(report).split("\n")) and len(str(report)) < 5000
    with pytest.raises(LabError) as met:  # what the report calls a problem, loading refuses, and the other way round
        load(folder)
    assert len(str(met.value)) < 3000


def _edit(folder, change):
    tensors = load_file(folder / SHARD)
    change(tensors)
    save_file({name: tensor.contiguous() for name, tensor in tensors.items()}, folder / SHARD)
    index = json.loads((folder / INDEX).read_text())
    (folder / INDEX).write_text(json.dumps(index | {"weight_map": dict.fromkeys(tensors, SHARD)}))


def _set(name, value, view=None):
    def change(tensors):
        tensor = tensors[name].clone()
        (tensor if view is None else tensor.view(view)).view(-1)[0] = value
        tensors[name] = tensor

    return change


def _zero_scales(tensors):
    for name in [name for name in tensors if ".experts." in name and name.endswith(".scale")]:
        tensors[name] = torch.zeros_like(tensors[name].view(torch.uint8)).view(torch.float8_e8m0fnu)


NUMBERS = {
    "a multiplier that is none": (_set("layers.1.attn.wq_a.scale", 255, torch.uint8), "layers.1.attn.wq_a.scale"),
    "a multiplier far too large": (_set("layers.1.attn.wq_a.scale", 240, torch.uint8), "layers.1.attn.wq_a.scale"),
    "a code that is none": (_set("layers.0.attn.wkv.weight", 0x7F, torch.uint8), "layers.0.attn.wkv.weight"),
    "a norm that is none": (_set("layers.2.attn_norm.weight", float("nan")), "layers.2.attn_norm.weight"),
    "an infinite sink": (_set("layers.2.attn.attn_sink", float("inf")), "layers.2.attn.attn_sink"),
    "smallest multipliers everywhere": (_zero_scales, "every multiplier is the smallest"),
    "a table with a wrong expert": (_set("layers.0.ffn.gate.tid2eid", -1), "names experts from -1 to 3"),
    "a draft's norm that is none": (_set("mtp.0.norm.weight", float("nan")), "mtp.0.norm.weight"),
}  # fmt: skip


@pytest.mark.parametrize("damage", NUMBERS)
def test_damaged_numbers_are_found_and_loading_refuses_them(folder, damage):
    change, words = NUMBERS[damage]
    _edit(folder, change)
    report = inspect(folder)
    assert not report.loadable and report.values_read and words in "\n".join(report.problems)
    with pytest.raises(CheckpointError, match=re.escape(words)):
        load(folder)
    assert inspect(folder, deep=False).loadable, "headers alone cannot show it, and the report says what it read"
    assert "values     not read" in str(inspect(folder, deep=False))


def test_one_small_multiplier_or_zero_weights_are_no_damage(folder):
    def change(tensors):
        _set("layers.1.attn.wq_b.scale", 0, torch.uint8)(tensors)  # one of four tiles
        weight, scale = tensors["layers.2.attn.wkv.weight"], tensors["layers.2.attn.wkv.scale"]
        tensors["layers.2.attn.wkv.weight"] = torch.zeros_like(weight.view(torch.uint8)).view(weight.dtype)
        tensors["layers.2.attn.wkv.scale"] = torch.zeros_like(scale.view(torch.uint8)).view(scale.dtype)

    _edit(folder, change)
    assert inspect(folder).problems == []
    assert not load(folder).layers[2].attn.wkv.weight.any()


def test_a_folder_with_later_drafts_is_loadable_without_them(folder):
    _edit(folder, lambda tensors: tensors.update({"mtp.0.main_proj.weight": torch.zeros(2)}))
    report = inspect(folder)
    assert not report.loadable and report.without_mtp and len(report.problems) == 1
    assert "DSpark" in report.problems[0] and "loadable   without its draft blocks" in str(report)
    assert len(load(folder, mtp=False).mtp) == 0


def test_names_and_paths_cannot_write_to_a_terminal(folder):
    bad = "x\x1b[2J\x9b31m\u202e\n"
    _edit(folder, lambda tensors: tensors.update({bad: torch.zeros(2)}))
    for text in (
        str(inspect(folder)),
        str(inspect("no\x1b[31mfolder")),
        json.dumps(inspect(folder).to_dict(), ensure_ascii=False),
    ):
        assert all(character.isprintable() or character == "\n" for character in text)


@pytest.mark.parametrize("path", ["\0", "a" * 5000, "~nobody-of-this-name/x", "\ud83d", 5, None])
def test_what_is_no_path_is_a_problem_in_the_report(path):
    assert not inspect(path).loadable and len(str(inspect(path))) < 3000


def test_the_command_line_tells_by_its_exit_code(folder):
    from typer.testing import CliRunner

    from dsv4lab.cli import app

    assert CliRunner().invoke(app, ["inspect", str(folder)]).exit_code == 0
    (folder / SHARD).unlink()
    for arguments in ([], ["--json"], ["--deep"]):
        done = CliRunner().invoke(app, ["inspect", str(folder), *arguments])
        assert done.exit_code == 1 and "absent" in done.output


def test_one_count_of_parameters_everywhere():
    from dsv4lab.analysis.architecture import part_sizes
    from dsv4lab.checkpoint.inventory import parameters

    model = load()
    count = parameters(model.config)
    assert count == sum(parameter.numel() for parameter in model.parameters()) == 34_498_264
    assert (
        count == inspect(TINY).parameters["total"] == sum(size.parameters for size in part_sizes(model.config).values())
    )
    assert f"{count:,} parameters" in model.notes[0]


def test_a_report_needs_no_torch():
    code = "import sys; sys.modules['torch'] = None; import dsv4lab.checkpoint.inspect"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("arguments", "mtp"), [([], True), (["--no-mtp"], False)])
def test_the_command_line_can_go_without_mtp(arguments, mtp, monkeypatch):
    from typer.testing import CliRunner

    from dsv4lab import loading
    from dsv4lab.cli import app

    asked = []
    monkeypatch.setattr(loading, "load", lambda path, **settings: asked.append(settings["mtp"]) or 1 / 0)
    CliRunner().invoke(app, ["generate", "Once", *arguments])
    assert asked == [mtp]

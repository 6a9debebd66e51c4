"""The parity kit: a right port passes it however it reads, a wrong one fails at the right line; only numpy is needed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from itertools import pairwise

import numpy as np
import pytest
import torch
from typer.testing import CliRunner

from dsv4lab.cli import app
from dsv4lab.comparison.difference import sizes
from dsv4lab.comparison.floor import measured_floor
from dsv4lab.comparison.kit_checker import check
from dsv4lab.comparison.kit_model import CONFIG, TOKENS, drawn, prompt
from dsv4lab.comparison.mistakes import MISTAKES, plant
from dsv4lab.comparison.order import CHOICES, in_order
from dsv4lab.comparison.parity_kit import write_kit
from dsv4lab.comparison.reading import read
from dsv4lab.errors import CheckpointError
from dsv4lab.loading import load

torch.set_num_threads(1)


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    return write_kit(tmp_path_factory.mktemp("kits") / "kit")


def port(kit):
    """A port that is right: our own reference, on what was written."""
    return load(kit / "checkpoint", engine="reference", device="cpu")


def dump(model, file, pieces: list[int] | None = None) -> str:
    """What a port would dump: the raw tensors of its passes, joined."""
    ids, passes = torch.tensor([prompt()]), []
    cache = model.new_cache(TOKENS)
    edges = [0, *(pieces or []), TOKENS]
    for start, stop in pairwise(edges):
        passes.append(model.read_points(ids[:, start:stop], list(model.points), cache))
    out = {}
    for place in in_order(model.config):
        parts = [found[place.name][0] for found in passes if place.name in found]
        wide = max(part.shape[-1] for part in parts)
        fill = -torch.inf if place.part.endswith("scores") else -1
        parts = [torch.nn.functional.pad(part, (0, wide - part.shape[-1]), value=fill) for part in parts]
        missing = TOKENS - sum(len(part) for part in parts)
        if "indexer.scores" in place.part or "indexer.picks" in place.part:  # silent before the first entry
            parts.insert(0, torch.full((missing, wide), fill).to(parts[0]))
        joined = torch.cat(parts)
        out[place.name] = (joined.float() if joined.is_floating_point() else joined).numpy()
    np.savez(file, allow_pickle=False, **out)
    return str(file)


@pytest.mark.parametrize("pieces", [None, [1, 3, 4, 5, 127, 128, 129, 255, 256, 257]], ids=["whole", "in chunks"])
def test_a_right_port_passes(kit, tmp_path, capsys, pieces):
    assert check(dump(port(kit), tmp_path / "mine.npz", pieces), folder=kit) == []
    said = capsys.readouterr().out.splitlines()
    table = json.loads((kit / "points.json").read_text())
    assert len(said) == len(table) > 100 and all(line.startswith("right") for line in said)


@pytest.mark.parametrize(
    ("mistake", "first"),
    [
        ("rope base of compressed layers", "layers.1.attn.query"),
        ("bias in the weights", "layers.2.ffn.routing.weights"),
        ("last entry of an unfinished block", "layers.1.attn.compressor.gate"),
        ("entries visible too early", "layers.1.attn.indexer.scores"),
        ("sink dropped", "layers.0.attn.sink_weight"),
    ],
)
def test_a_wrong_port_fails_first_where_it_is_wrong(kit, tmp_path, mistake, first):
    model = port(kit)
    plant(model, mistake)
    assert check(dump(model, tmp_path / "mine.npz"), folder=kit)[0] == first


def test_bfloat16_passes_where_it_is_allowed_to_be_off_and_not_otherwise(kit, tmp_path):
    model = load(kit / "checkpoint", engine="reference", device="cpu", dtype="bfloat16")
    right = dump(model, tmp_path / "right.npz")
    assert check(right, "bfloat16", kit) == [] and check(right, "float32", kit)[0] == "layers.0.attn.query"
    plant(model, "slot biases forgotten")
    assert check(dump(model, tmp_path / "wrong.npz"), "bfloat16", kit)[0] == "layers.1.attn.compressor.gate"


def test_the_checker_needs_numpy_alone_and_says_what_is_missing(kit, tmp_path):
    np.savez(tmp_path / "mine.npz", allow_pickle=False, logits=np.zeros((TOKENS, CONFIG.vocab_size), np.float32))
    code = (
        "import sys, runpy\n"
        "for name in ('torch', 'dsv4lab', 'safetensors', 'transformers'): sys.modules[name] = None\n"
        f"sys.argv = ['check.py', {str(tmp_path / 'mine.npz')!r}]\n"
        f"runpy.run_path({str(kit / 'check.py')!r}, run_name='__main__')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False)
    lines = done.stdout.splitlines()
    assert done.returncode == 1, done.stderr
    assert lines[0] == "missing  streams.embedding" and lines[-1].startswith("WRONG    logits: error ")
    body = (kit / "check.py").read_text().split("def check", 1)[1]
    assert len([line for line in body.splitlines() if line.strip()]) <= 40


def test_no_choice_of_the_kit_turns_on_rounding(kit):
    """Sets are all or nothing, so no two scores may be nearer than twice what float32 leaves open."""
    model = port(kit)
    whole = read(model, prompt())
    floor = measured_floor(model, whole, [], "float32")
    for place in whole.places:
        if place.part not in CHOICES or (place.part.startswith("ffn") and CONFIG.routing_kinds[place.layer] == "hash"):
            continue
        name = f"layers.{place.layer}.{CHOICES[place.part]}"
        scores, chosen = whole.values[name].astype(float), whole.values[place.name]
        chosen = np.pad(chosen, ((0, 0), (0, scores.shape[1] - chosen.shape[1])))
        least = np.where(chosen, scores, np.inf).min(1)
        best = np.where(chosen | ~np.isfinite(scores), -np.inf, scores).max(1)
        with np.errstate(invalid="ignore"):
            gap = (least - best) / sizes(whole.values[name])
        assert gap[np.isfinite(gap)].min() > 2 * floor[name], place.name


def test_it_is_small_and_every_tolerance_has_a_reason(kit):
    files = {file.name: file.stat().st_size for file in kit.rglob("*") if file.is_file()}
    assert sum(files.values()) < 8_000_000 and files["golden.npz"] < 1_000_000
    gold = np.load(kit / "golden.npz")
    assert {0, 1, 2, 15, 31, 63, 64} <= set(gold["layers.1.attn.compressor.entries/rows"].tolist())
    assert {0, 3, 127, 128, 255, 256} <= set(gold["logits/rows"].tolist())
    gold.close()
    table = json.loads((kit / "points.json").read_text())
    assert all(point["reason"] and point["meaning"] for point in table.values())
    assert all(point["set"] or 0 < point["float32"] < point["bfloat16"] for point in table.values())


def test_the_gallery_has_a_signature_of_every_known_mistake(kit):
    found = {one["mistake"]: one for one in json.loads((kit / "signatures.json").read_text())}
    assert set(found) == {mistake.name for mistake in MISTAKES}
    assert found["overlap lost in decode"]["way"] == "chunks"
    parts = {mistake.name: mistake.shows for mistake in MISTAKES}
    for name, one in found.items():
        assert re.sub(r"\.\d+$", "", one["point"]).endswith(parts[name]), name  # "streams.0" is of the part "streams"
        assert f"| {name} | `{one['point']}` |" in (kit / "README.md").read_text()


def test_nothing_is_drawn_as_zero_or_one():
    for name, weight in drawn().items():
        if weight.is_floating_point():
            assert (weight != 0).all() and (weight != 1).all(), name


def test_a_folder_with_something_in_it_is_refused(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(CheckpointError, match="has something in it; give a folder that is new or empty"):
        write_kit(tmp_path)


def test_the_command_line_writes_it(tmp_path, monkeypatch):
    def written(folder):
        folder.mkdir()
        (folder / "check.py").write_text("pass")
        return folder

    monkeypatch.setattr("dsv4lab.comparison.parity_kit.write_kit", written)
    done = CliRunner().invoke(app, ["parity-kit", str(tmp_path / "kit"), "--json"])
    assert done.exit_code == 0 and json.loads(done.stdout)["files"] == {"check.py": 4}
    done = CliRunner().invoke(app, ["parity-kit", str(tmp_path / "other")])
    assert done.stdout.strip() == str(tmp_path / "other")

"""A capture by two processes is the capture by one: the same trace, nothing counted twice, nothing left when one fails."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

import dsv4lab as lab
from dsv4lab.capture.checks import check_trace
from dsv4lab.capture.plan import ALL, Plan
from dsv4lab.checkpoint.writer import save_checkpoint
from dsv4lab.comparison.kit_model import CONFIG, drawn, prompt
from dsv4lab.errors import CaptureError, LabError, PromptError, RankError, SettingError, TraceError
from dsv4lab.ranks.capture import capture_file
from dsv4lab.ranks.progress import Progress
from dsv4lab.ranks.prompts import places_of, read_prompts
from dsv4lab.ranks.shares import shares
from dsv4lab.ranks.world import join

torch.set_num_threads(1)
ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in ("RANK", "WORLD_SIZE", "LOCAL_RANK")}
ENVIRONMENT |= {"OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT), "CUDA_VISIBLE_DEVICES": ""}
# Two processes take a token's sum over its 3 experts in two parts, so terms are added in another order: a unit in the last
# place of float32 (6e-8) in each of 5 layers, which the layers behind it widen. Of the largest number of an array 3e-6 was
# seen, in a difference of two nearly equal scores.
TOLERANCE = 1e-5


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    for name in ("RANK", "WORLD_SIZE", "LOCAL_RANK"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("models") / "kit"
    save_checkpoint(drawn(), CONFIG, place)
    return place


@pytest.fixture(scope="module")
def pair(folder, tmp_path_factory):
    """[(trace of one process, trace of two)] of the same two prompts: one that fills every mechanism, and a short one."""
    place = tmp_path_factory.mktemp("traces")
    lines = [json.dumps({"ids": prompt()}), "", json.dumps({"ids": [5, 6, 7]})]
    (place / "prompts").write_text("\n".join(lines))
    capture_file(folder, place / "prompts", place / "one.zarr.zip", capture="all", max_new_tokens=3, say=lambda _: None)
    torchrun = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2", "-m", "dsv4lab"]
    options = ["--checkpoint", folder, "--prompts", place / "prompts", "--trace", place / "two.zarr.zip"]
    done = subprocess.run(
        [*torchrun, "capture", *options, "--capture", "all", "--max-new-tokens", "3"],
        capture_output=True, text=True, env=ENVIRONMENT, cwd=place, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [str(place / f"two-000{number}.zarr.zip") for number in (1, 2)], "told once"
    assert "2 processes" in done.stderr and " left" in done.stderr and "CHECK FAILED" not in done.stderr
    assert sorted(file.name for file in place.iterdir() if file.name.startswith((".", "two"))) == [
        "two-0001.zarr.zip", "two-0002.zarr.zip",
    ]  # fmt: skip
    return [tuple(lab.Trace.open(place / f"{who}-000{number}.zarr.zip") for who in ("one", "two")) for number in (1, 2)]


def test_two_processes_and_one_write_the_same_trace(pair):
    for one, two in pair:
        two.verify()
        assert one.groups == two.groups and set(ALL) - set(one.groups) <= {"mtp"}
        assert one.run["weights"] == two.run["weights"], "the same weights, however they are spread"
        assert one.run.get("token_strings") == two.run.get("token_strings")
        for group in one.groups:
            assert one.variables(group) == two.variables(group)
            for name in one.variables(group):
                a, b = one.values(group, name), two.values(group, name)
                if a.dtype.kind != "f":
                    assert np.array_equal(a, b), f"{group}.{name}"
                    continue
                finite = np.isfinite(a)
                assert np.array_equal(finite, np.isfinite(b)), f"{group}.{name}"
                size = max(1.0, float(np.abs(a[finite]).max(initial=0)))
                apart = float(np.abs(a[finite] - b[finite]).max(initial=0)) / size
                assert apart < TOLERANCE, f"{group}.{name}: {apart}"


def test_its_checks_hold_and_are_all_there(pair):
    for one, two in pair:
        found = check_trace(two)
        assert found and all(check["ok"] for check in found.values())
        assert set(two.run["checks"]) == set(one.run["checks"]) | {"every process computed the same"}
        assert two.run["checks"]["every process computed the same"]["worst"] == 0, "gloo gives all the same sum"
        assert all(check["ok"] for check in two.run["checks"].values())


def test_nothing_is_counted_twice(pair):
    for (one, two), read in zip(pair, (len(prompt()), 3), strict=True):
        assert len(two) == read + 3 and two.run["cost"]["new_tokens"] == 3
        assert two.run["cost"]["cache_bytes"] == one.run["cost"]["cache_bytes"]
        assert two.run["estimate"] == one.run["estimate"]
        for row in two.values("routing", "expert"):
            load = np.bincount(row.ravel(), minlength=CONFIG.n_routed_experts)
            assert load.sum() == len(two) * CONFIG.num_experts_per_tok
        kept_by = two.run["ranks"]["kept_by"]
        assert sorted(kept_by) == sorted(two.groups) and set(kept_by.values()) == {0, 1} and kept_by["tokens"] == 0
        assert "ranks" not in one.run


def test_transformers_rounding_to_bfloat16_fails_no_check(folder, tmp_path):
    (tmp_path / "prompts").write_text(json.dumps({"ids": prompt()[:60]}))
    found = capture_file(folder, tmp_path / "prompts", tmp_path / "x.zarr", dtype="bfloat16", say=lambda _: None)
    assert all(check["ok"] for check in found[tmp_path / "x.zarr"].values())
    worst = found[tmp_path / "x.zarr"]["routing weights sum to the scaling factor"]["worst"]
    assert 1e-4 < worst < 3 * 2**-8, "it rounds three times, by half of the last of eight bits"


# Runs in which one process breaks -------------------------------------------------------------------------------------

BROKEN = {
    "one fails while it reads": (2, {"1": "fails while reading"}, "rank 1 of 2: a planted mistake"),
    "the first is killed while it reads": (2, {"0": "killed while reading"}, "ended without a word"),
    "one chooses other experts": (
        2,
        {"1": "chooses otherwise"},
        "layers.2.ffn.routing.experts: rank 1 chose otherwise",
    ),
    "one finds the disk full": (2, {"1": "fails while writing"}, "disk is full"),
    "the first is killed before it writes": (2, {"0": "killed while beginning"}, "ended without a word"),
    "the first is killed while it writes": (2, {"0": "killed while writing"}, "ended without a word"),
    "one is killed while it writes": (2, {"1": "killed while writing"}, "ended without a word"),
    "the first is killed between two names": (2, {"0": "killed while renaming"}, "ended without a word"),
    "Ctrl-C": (2, {"0": "interrupted while writing", "1": "interrupted while writing"}, "stopped."),
    "three processes for eight experts": (3, {}, "8 experts cannot be spread evenly over 3 processes"),
}


@pytest.fixture(scope="module")
def broken(folder, tmp_path_factory):
    place = tmp_path_factory.mktemp("broken")
    (place / "prompts").write_text(json.dumps({"ids": [5, 6, 7]}))
    older = place / "older"
    capture_file(folder, place / "prompts", older / "run.zarr", capture="routing", say=lambda _: None)
    runs = {}
    for number, (name, (ranks, breaks, _)) in enumerate(BROKEN.items()):
        target = place / str(number) / "run.zarr"
        subprocess.run(["cp", "-r", older, target.parent], check=True)
        options = ["--checkpoint", folder, "--prompts", place / "prompts", "--trace", target, "--capture", "attention"]
        runs[name] = {"arguments": [*map(str, options)], "ranks": ranks, "breaks": breaks}
    done = subprocess.run(
        [sys.executable, ROOT / "tests" / "fakes" / "ranks_together.py"],
        input=json.dumps(runs), capture_output=True, text=True, env=ENVIRONMENT, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return {name: (place / str(number), json.loads(done.stdout)[name]) for number, name in enumerate(BROKEN)}


@pytest.mark.parametrize("name", BROKEN)
def test_one_that_breaks_ends_all_with_one_message_and_leaves_nothing(broken, name):
    (place, found), words = broken[name], BROKEN[name][2]
    assert all(found["codes"]), "no process went on"
    assert not set(found["codes"]) & {-9} or "killed" in str(BROKEN[name][1]), "all ended by themselves"
    assert found["said"].count("dsv4lab: ") == 1 and words in found["said"] and "Traceback" not in found["said"]
    assert [file.name for file in place.iterdir()] == ["run.zarr"], "no working folder is left"
    with lab.Trace.open(place / "run.zarr") as trace:  # what stood there stands there
        trace.verify()
        assert trace.groups == ["tokens", "routing"]


# Before weights are loaded --------------------------------------------------------------------------------------------


@pytest.fixture
def loads_nothing(monkeypatch):
    monkeypatch.setattr("dsv4lab.ranks.capture.attach_folder", lambda *_, **__: pytest.fail("weights were loaded"))


@pytest.mark.parametrize(
    ("content", "settings", "error", "words"),
    [
        (b"\n  \n", {}, PromptError, "holds no prompt"),
        (b"ab\n\xffcd\n", {}, PromptError, r"line 2 is not UTF-8: byte FF at place 0"),
        (b'{"ids": [1]}\n{"ids": [1', {}, PromptError, r"line 2 begins with \{ and is no JSON"),
        (b'{"ids": 5}', {}, PromptError, "line 1 is"),
        (b'{"prompt": "a", "ids": [1]}', {}, PromptError, "line 1 is"),
        (b'{"ids": [1]}\n{"ids": [1, 256]}', {}, PromptError, "line 2: token id 256 is outside"),
        (b"a text", {}, PromptError, "line 1: this checkpoint has no tokenizer.json"),
        (json.dumps({"ids": [1] * 2049}).encode(), {}, PromptError, "line 1: 2,049 tokens do not fit"),
        (json.dumps({"ids": [1] * 2048}).encode(), {"max_new_tokens": 1}, PromptError, "and 1 new ones do not fit"),
        (b'{"ids": [1]}', {"max_new_tokens": -1}, SettingError, "max_new_tokens is -1"),
        (b'{"ids": [1]}', {"dtype": "float8"}, SettingError, "dtype='float8' is unknown"),
        (b'{"ids": [1]}', {"capture": "everything"}, CaptureError, "everything"),
    ],
)
def test_mistakes_are_told_before_weights_are_loaded(folder, tmp_path, loads_nothing, content, settings, error, words):
    (tmp_path / "prompts").write_bytes(content)
    with pytest.raises(error, match=words):
        capture_file(folder, tmp_path / "prompts", tmp_path / "x.zarr", **settings)
    assert [file.name for file in tmp_path.iterdir()] == ["prompts"]


def test_places_are_looked_at_before_weights_are_loaded(folder, tmp_path, loads_nothing):
    with pytest.raises(PromptError, match="cannot be read"):
        capture_file(folder, tmp_path / "nowhere", tmp_path / "x.zarr")
    (tmp_path / "prompts").write_text('{"ids": [1]}\n{"ids": [2]}')
    with pytest.raises(TraceError, match=r"NAME\.zarr"):
        capture_file(folder, tmp_path / "prompts", tmp_path / "x.html")
    (tmp_path / "x-0002.zarr").mkdir()
    (tmp_path / "x-0002.zarr" / "mine").touch()
    with pytest.raises(TraceError, match=r"x-0002\.zarr exists and is not a trace"):
        capture_file(folder, tmp_path / "prompts", tmp_path / "x.zarr")
    with pytest.raises(LabError, match="no such"):
        capture_file(tmp_path / "nowhere", tmp_path / "prompts", tmp_path / "y.zarr")


def test_texts_and_json_are_read_line_by_line(tmp_path):
    (tmp_path / "p").write_bytes(
        '\ufeffOnce upon\r\n\n  {"prompt": "two\\nlines"}\n{"ids": [1, 2]}\n é\u2028 '.encode()
    )
    assert read_prompts(tmp_path / "p") == {1: "Once upon", 3: "two\nlines", 4: [1, 2], 5: " é\u2028 "}


def test_several_prompts_have_several_places():
    assert places_of(Path("a/run.zarr"), 1) == [Path("a/run.zarr")]
    assert places_of(Path("a/run.zip"), 2) == [Path("a/run-0001.zip"), Path("a/run-0002.zip")]


# Who keeps what, and what is said ------------------------------------------------------------------------------------


@pytest.mark.parametrize("ranks", [1, 2, 5, 16])
def test_every_group_is_kept_by_one_process_and_the_largest_alone(ranks):
    plan = Plan(groups=ALL)
    found = shares(plan, CONFIG, 500, 20, ranks)
    sizes = plan.estimate(CONFIG, 500, 20, beside=0).groups
    assert sorted(found) == sorted(sizes) and found["tokens"] == 0
    held = [sum(size for group, size in sizes.items() if found[group] == rank) for rank in range(ranks)]
    assert sum(held) == sum(sizes.values())
    assert max(held) <= max(max(sizes.values()), 4 / 3 * sum(held) / ranks)  # what taking the largest first promises


def test_half_an_environment_of_torchrun_is_told(monkeypatch):
    monkeypatch.setenv("RANK", "0")
    monkeypatch.setenv("WORLD_SIZE", "two")
    with pytest.raises(RankError, match="WORLD_SIZE='two'"):
        join()


def test_progress_says_how_long_it_takes(monkeypatch):
    now = iter([100.0, 110.0, 110.1, 130.0])
    monkeypatch.setattr("dsv4lab.ranks.progress.time.monotonic", lambda: next(now))
    said: list[str] = []
    progress = Progress([100, 300], said.append)
    for prompt_, done in ((0, 100), (1, 1), (1, 200)):
        progress.at(prompt_, done)
    assert said == [
        "prompt 1 of 2, token 100 of 400; 30 s left", "prompt 2 of 2, token 300 of 400; 10 s left"
    ]  # fmt: skip

"""The command line as a user runs it: output, JSON, exit codes, no traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dsv4lab.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False, timeout=120)


PROMPT = "Once upon a time, there was a"


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    path = tmp_path_factory.mktemp("run") / "run.zarr"
    done = run("generate", PROMPT, "--max-new-tokens", "12", "--seed", "3", "--trace", path, "--json")
    assert done.returncode == 0, done.stderr
    return path, json.loads(done.stdout)


def test_json_is_one_object_with_text_ids_speed_and_checks(saved):
    path, result = saved
    assert PROMPT in result["text"]
    assert len(result["ids"]) == result["prompt_tokens"] + 12 or result["ended"] == "end marker"
    assert result["tokens_per_second"] > 0 and result["seconds"] > 0
    assert len(result["checks"]) >= 6 and all(check["ok"] for check in result["checks"].values())
    assert result["trace"] == str(path)


def test_the_saved_trace_holds_the_same_tokens_and_makes_a_page(saved, tmp_path):
    from dsv4lab import Trace

    path, result = saved
    trace = Trace.open(path)
    assert trace.values("tokens", "id").tolist() == result["ids"] and trace.text == result["text"]
    page = tmp_path / "page.html"
    done = run("report", path, "--html", page)
    assert done.returncode == 0, done.stderr
    written = len(trace) - trace.run["prompt_tokens"]
    assert f"read {trace.run['prompt_tokens']} tokens and wrote {written}." in page.read_text(encoding="utf-8")


def test_the_same_seed_writes_the_same_text_and_streams_it(saved):
    _, result = saved
    done = run("generate", PROMPT, "--max-new-tokens", "12", "--seed", "3")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(PROMPT)
    assert done.stdout.strip() in result["text"]
    assert "tokens/s" in done.stderr


def test_inspect_reads_headers_only_and_speaks_json():
    done = run("inspect", "dsv4lab/models/tiny", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)
    assert "csa" in run("inspect", "dsv4lab/models/tiny").stdout.lower()


def test_doctor_names_what_will_be_used():
    facts = json.loads(run("doctor", "--json").stdout)
    assert facts["python"] and facts["torch"] and facts["uses"]["device"] in ("cpu", "cuda")
    text = run("doctor").stdout
    assert "will use" in text and "front end" in text and "memory" in text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("generate", ""), "the prompt is empty"),
        (("generate", "a", "--max-new-tokens", "999999"), "context"),
        (("generate", "a", "--temperature", "-1"), "temperature"),
        (("generate", "a", "--checkpoint", "/nowhere"), "no such file"),
        (("generate", "a", "--trace", "README.md"), "NAME.zarr"),
        (("report", "/nowhere.zarr", "--html", "/tmp/x.html"), "no such trace"),
        (("lab", "--notebook", "/nowhere.ipynb"), "no such notebook"),
        (("generate", "a", "--max-new-tokens", "three"), "--max-new-tokens"),
        (("effect", "a", "--edit", "{"), "is no JSON"),
        (("effect", "a", "--edit", '{"rule": "picks", "layer": 3}'), "layer 3 is hca"),
        (("effect", "a", "--edit", "[]", "--continuation", " b"), "an arm without rules"),
        (("sweep", "Once upon", "--each", "heads"), "nothing to sweep"),
        (("sweep", "Once upon", "--each", "{"), "no JSON"),
        (("capture", "--prompts", "/nowhere", "--trace", "/tmp/x.zarr"), "/nowhere: cannot be read"),
        (("capture", "--prompts", "README.md", "--trace", "/tmp/x.html"), "NAME.zarr"),
    ],
)
def test_mistakes_exit_with_2_and_no_traceback(arguments, words):
    done = run(*arguments)
    assert done.returncode == 2
    assert words in done.stderr and "Traceback" not in done.stderr and not done.stdout


def test_an_unknown_bench_is_refused_with_the_known_ones():
    done = run("bench", "everything")
    assert done.returncode == 2 and "'edits', 'offload' and 'table'" in done.stderr and "Traceback" not in done.stderr


EDIT = '{"rule": "stream", "layer": 3, "streams": [1]}'


def test_effect_tells_an_edit_beside_random_ones():
    arguments = ("effect", PROMPT, "--continuation", " little girl who", "--edit", EDIT, "--random", "3")
    told = run(*arguments)
    assert told.returncode == 0 and "nats a token" in told.stdout and "3 matched random arms" in told.stdout, (
        told.stderr
    )
    result = json.loads(run(*arguments, "--json").stdout)
    (arm,) = result["arms"]
    assert result["summary"][arm]["random_arms"] == 3 and len(result["tokens"]["piece"]) == 3
    own = run("effect", PROMPT, "--edit", EDIT, "--max-new-tokens", "4", "--random", "0")
    assert own.returncode == 0 and "n=4 tokens, no matched random arms" in own.stdout


def test_sweep_writes_its_file_and_goes_on_from_it(tmp_path):
    file = tmp_path / "sweep.jsonl"
    each = ("--each", '{"each": "stream", "layers": [7]}', "--each", "picks")
    first = run("sweep", PROMPT, *each, "--file", file, "--json")
    assert first.returncode == 0, first.stderr
    result = json.loads(first.stdout)
    assert result["cells"]["family"] == ["stream"] * 4 + ["picks"] * 9 and len(file.read_text().splitlines()) == 14
    assert json.loads(run("sweep", PROMPT, *each, "--file", file, "--json").stdout) == result

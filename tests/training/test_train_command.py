"""`dsv4lab train`: from a folder of texts to a model that opens, with Ctrl-C in between; mistakes before any work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import dsv4lab as lab
from dsv4lab.cli import app
from dsv4lab.training.mixing import mixture_of

WORDS = "The cat sat on the mat. One and one is two. "


def write_texts(folder: Path) -> Path:
    folder.mkdir()
    for i in range(30):
        (folder / f"{i}.md").write_text(WORDS * (3 + i % 4), encoding="utf-8")
    return folder


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "dsv4lab", "train", *map(str, arguments)]


def test_a_model_is_trained_stopped_gone_on_with_and_opened(tmp_path: Path) -> None:
    out = tmp_path / "out"
    order = command("--text", write_texts(tmp_path / "texts"), "--steps", "20", "--out", out, "--device", "cpu")
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    environment.pop("PYTHONUNBUFFERED", None)  # lines have to come as they are said, not when the run is over
    told, bar = "", tmp_path / "bar"
    with (
        bar.open("w") as into,
        subprocess.Popen(order, stdout=subprocess.PIPE, stderr=into, text=True, env=environment) as child,
    ):
        assert child.stdout is not None
        for line in child.stdout:
            told += line
            if line.startswith("step 4: texts held out"):
                child.send_signal(signal.SIGINT)
        child.wait(100)
    errors = bar.read_text()
    assert child.returncode == 130, errors
    assert "The same command goes on" in told
    assert "loss" in errors and "bits per byte held out" in errors and "left" in errors  # the bar
    assert [file.name for file in out.iterdir()] == ["state.safetensors"]

    again = subprocess.run(order, capture_output=True, text=True, env=environment, timeout=100)
    assert again.returncode == 0, again.stderr
    assert "going on from step" in again.stdout and "20 steps, 10,240 tokens" in again.stdout
    place = out / "model"
    assert f"lab.load('{place}')" in again.stdout and f"--checkpoint {place}" in again.stdout
    assert sorted(file.name for file in out.iterdir()) == ["model", "run.json"]

    session = lab.Session(lab.load(place, device="cpu"))
    trace = session.generate("The cat", max_new_tokens=5, temperature=0)
    assert len(trace.values("tokens", "id")) == trace.run["prompt_tokens"] + trace.run["cost"]["new_tokens"]
    assert trace.run["cost"]["new_tokens"] == 5


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "how long shall it train"),
        (["--minutes", "0"], "--minutes 0.0: give a number above 0"),
        (["--minutes", "1", "--steps", "1"], "give either --minutes or --steps"),
        (["--minutes", "1", "--preset", "shipped"], "there are speck and tiny"),
        (["--minutes", "1", "--resume"], "holds no state of a run"),
        (["--minutes", "1", "--device", "nonsense"], "no such device"),
        (["--minutes", "1", "--out", "/proc/nowhere/x"], "cannot be written"),
    ],
)
def test_mistakes_end_in_one_line_before_any_work(
    arguments: list[str], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("dsv4lab.training.text_folder.corpus_of_folder", lambda *_: pytest.fail("worked first"))
    result = CliRunner().invoke(app, ["train", "--text", str(tmp_path), *arguments])
    assert result.exit_code == 2
    assert words in result.stderr and result.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_bad_texts_end_in_one_line_and_leave_nothing(tmp_path: Path) -> None:
    folder = write_texts(tmp_path / "texts")
    (folder / "bad.txt").write_bytes(b"abc\xff")
    result = CliRunner().invoke(app, ["train", "--text", str(folder), "--minutes", "1", "--out", str(tmp_path / "out")])
    assert result.exit_code == 2
    assert "bad.txt: is not UTF-8, byte FF at place 3" in result.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["texts"]


@pytest.mark.parametrize("preset", ["speck", "tiny"])
def test_own_texts_are_what_a_model_of_ones_own_learns_from(preset: str, tmp_path: Path, monkeypatch) -> None:
    seen = []
    monkeypatch.setattr(
        "dsv4lab.training.job.run", lambda order, corpus: seen.append((order.preset, corpus)) or "slice"
    )
    texts = write_texts(tmp_path / "texts")
    for i in range(200):
        (texts / f"long{i}.md").write_text(WORDS * 100, encoding="utf-8")
    order = ["train", "--text", str(texts), "--preset", preset, "--steps", "1", "--out", str(tmp_path / "o")]
    done = CliRunner().invoke(app, order, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    ((preset_used, corpus),) = seen
    with mixture_of(preset_used, corpus, 0) as mixture:
        assert list(mixture.rows) == ["texts"] and mixture.sources == {}

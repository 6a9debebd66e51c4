"""The examples in the docstrings that are looked up most: they are there, and they print what they say."""

from __future__ import annotations

import doctest
import importlib
from functools import reduce

import pytest

import dsv4lab as lab

NAMES = [
    "loading:load",
    "session:Session.stream",
    "session:Session.generate",
    "session:Session.chat",
    "session:Session.answer",
    "chat:render",
    "chat:read_answer",
    "hub:is_repository_id",
    "session:Session.resume",
    "session:Session.branch",
    "capture.trace:Trace.values",
    "session:Session.cache_at",
    "capture.trace:Trace.part",
    "capture.trace:Trace.save",
    "capture.trace:Trace.open",
    "capture.plan:Plan",
    "capture.plan:Plan.estimate",
    "capture.listening:ListenedPoint.listen",
    "interfaces:Model.read_points",
    "probes.indexer_recall:measure_recall",
    "checkpoint.inspect:inspect",
    "widgets.explorer:explore",
    "concepts:where",
    "text:Tokenizer.encode",
    "costs:held_bytes",
    "comparison.compare:compare",
]


@pytest.fixture(scope="module")
def model():
    return lab.load(device="cpu", engine="reference")


@pytest.fixture(scope="module")
def trace(model):
    return lab.Session(model).generate("Once upon a time", max_new_tokens=3, temperature=0)


def failures(text: str, name: str, known: dict) -> str:
    """What an example printed other than it says; "" when it is right."""
    said: list[str] = []
    test = doctest.DocTestParser().get_doctest(text, known, name, None, None)
    doctest.DocTestRunner(verbose=False).run(test, out=said.append)
    return "".join(said)


@pytest.mark.parametrize("name", NAMES)
def test_an_example_prints_what_it_says(name, model, trace, tmp_path, monkeypatch):
    room, path = name.split(":")
    found = reduce(getattr, path.split("."), importlib.import_module(f"dsv4lab.{room}"))
    text = getattr(found, "__doc__", None) or ""
    assert ">>> " in text
    if path not in ("load", "compare"):  # one model for all of them, in plain PyTorch where there is a GPU, too
        monkeypatch.setattr("dsv4lab.loading.load", lambda: model)
    monkeypatch.chdir(tmp_path)
    if path == "Trace.open":
        trace.save("run.zarr.zip")
    assert failures(text, name, {"trace": trace}) == ""


def test_a_wrong_example_is_found():
    assert failures(">>> 1 + 1\n2\n", "right", {}) == ""
    assert "Got:\n    2" in failures(">>> 1 + 1\n3\n", "wrong", {})

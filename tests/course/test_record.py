"""What a learner has done survives a restart, two notebooks at once, a file that cannot be read, a closed folder."""

from __future__ import annotations

import json
import os

import pytest

from dsv4lab.course.record import ENVIRONMENT, FILE, Record, record


def test_it_survives_a_restart_and_two_notebooks_at_once(tmp_path):
    one, other = Record(tmp_path / FILE), Record(tmp_path / FILE)
    one.solved("01.1")
    other.solved("02.3")
    other.guessed("02.a", {"guessed": "more", "truth": "less"})
    assert [one.open_hint("01.2", 3) for _ in range(4)] == [1, 2, 3, 3]
    again = Record(tmp_path / FILE).read()
    assert set(again["exercises"]) == {"01.1", "02.3"} and again["hints"] == {"01.2": 3}
    assert again["guesses"] == {"02.a": {"guessed": "more", "truth": "less"}}
    first = again["exercises"]["01.1"]
    one.solved("01.1")
    assert Record(tmp_path / FILE).read()["exercises"]["01.1"] == first
    assert os.listdir(tmp_path) == [FILE]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"exercises": 3}', "\x00\xff", '{"hints": {"01.1": "many"}}'])
def test_what_cannot_be_read_is_kept_aside_and_said_once(tmp_path, text, capsys):
    (tmp_path / FILE).write_text(text)
    held = Record(tmp_path / FILE)
    held.solved("01.1")
    assert held.open_hint("01.1", 2) == 1
    aside = [name for name in os.listdir(tmp_path) if "unreadable" in name]
    if aside:
        assert (tmp_path / aside[0]).read_text() == text and capsys.readouterr().err.count("new one is begun") == 1
    assert "01.1" in json.loads((tmp_path / FILE).read_text())["exercises"]
    assert bool(aside) is ("many" not in text)


def test_without_a_place_to_write_it_is_kept_in_memory_and_said_once(tmp_path, capsys):
    (tmp_path / "closed").write_text("a file where a folder should be")
    held = Record(tmp_path / "closed" / FILE)
    held.solved("01.1")
    held.solved("01.2")
    assert set(held.read()["exercises"]) == {"01.1", "01.2"}
    assert capsys.readouterr().err.count("kept until this notebook is closed") == 1


def test_the_environment_says_where_it_is(tmp_path, monkeypatch):
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "mine.json"))
    assert record().file == tmp_path / "mine.json" and record() is record()
    monkeypatch.setenv(ENVIRONMENT, "")
    assert record().file is None
    monkeypatch.delenv(ENVIRONMENT)
    monkeypatch.chdir(tmp_path)
    assert record().file == tmp_path / FILE

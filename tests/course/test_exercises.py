"""Exercises by name: `check` says and keeps, `hint` opens one after the other, names that are none are told."""

from __future__ import annotations

import pytest
import torch

import dsv4lab as lab
from dsv4lab.course.exercise import exercises
from dsv4lab.course.lessons import LESSONS
from dsv4lab.course.record import ENVIRONMENT, record
from dsv4lab.errors import SettingError


@pytest.fixture(autouse=True)
def file(tmp_path, monkeypatch):
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "progress.json"))


def _right(logits):
    return torch.nn.functional.softplus(logits).sqrt()


def test_a_right_answer_is_said_and_kept_and_a_wrong_one_is_said(capsys):
    lab.check("01.1", ...)
    lab.check("01.1", torch.sigmoid)
    assert not record().read()["exercises"]
    lab.check("01.1", _right)
    assert list(record().read()["exercises"]) == ["01.1"]
    lab.check("01.1", torch.sigmoid)  # what is solved stays solved
    assert list(record().read()["exercises"]) == ["01.1"]
    said = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in said] == [
        "01.1 · open", "01.1 · not yet", "01.1 · right", "01.1 · not yet",
    ]  # fmt: skip


def test_hints_open_one_by_one_and_then_the_solution_is_named(capsys):
    for _ in range(4):
        lab.hint("01.1")
    said = capsys.readouterr().out.splitlines()
    assert [line[:12] for line in said[:2]] == ["Hint 1 of 2:", "Hint 2 of 2:"]
    assert (
        said[2] == said[3] == "There is no further hint. A solution: notebooks/solutions/01_expert_routing.ipynb, 01.1."
    )


@pytest.mark.parametrize("name", ["01.77", "77.1", "", "one", None, 3.5])
def test_a_name_that_is_none_is_told_with_those_that_are(name):
    for call in (lab.hint, lambda n: lab.check(n, 1)):
        with pytest.raises(SettingError, match=r"there is no (lesson|exercise) .*(there are 00|this lesson has)"):
            call(name)


def test_progress_of_the_course_and_of_a_lesson(capsys):
    lab.progress()
    assert len(capsys.readouterr().out.splitlines()) == len(LESSONS)
    lab.check("01.1", _right)
    guess = lab.guess("01.y", "How many?", low=0, high=10)
    guess.answer(4)
    guess.was(5)
    capsys.readouterr()
    lab.progress("01")
    said = capsys.readouterr().out.splitlines()
    count = len(exercises("01"))
    assert said[0] == f"Lesson 01 Expert routing: 1 of {count} exercises; 0 of 1 guesses right"
    assert said[1].split(maxsplit=2)[:2] == ["01.1", "done"] and said[2].split(maxsplit=2)[:2] == ["01.2", "open"]
    assert said[-1] == "  01.y  guessed 4, was 5: not right"
    with pytest.raises(SettingError, match="there is no lesson '42'"):
        lab.progress("42")

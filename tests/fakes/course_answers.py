"""Tries answers to exercises: right ones must be taken, wrong ones told by what they got wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from dsv4lab.course.exercise import exercises, judge


@dataclass
class Tried:
    """Answers to one exercise: `right` ones, and `wrong` ones with words that must stand in what is said of them."""

    right: Sequence[Any]
    wrong: Sequence[tuple[Any, str]] = field(default_factory=list)


def cases(answers: Mapping[str, Tried]) -> Any:
    """A parametrisation over all answers: (name, answer, words or None for a right one)."""
    rows = [(name, answer, None) for name, tried in answers.items() for answer in tried.right]
    rows += [(name, answer, words) for name, tried in answers.items() for answer, words in tried.wrong]
    numbers = [f"{name}-{'right' if words is None else 'wrong'}-{i}" for i, (name, _, words) in enumerate(rows)]
    return pytest.mark.parametrize(("name", "answer", "words"), rows, ids=numbers)


def judged(name: str, answer: Any, words: str | None) -> None:
    """The check takes a right answer, and says of a wrong one what it got wrong."""
    stands, said = judge(name, answer)
    assert stands == ("right" if words is None else "open" if answer is ... else "not yet"), said
    assert words is None or words in said
    assert said and "\n" not in said and len(said) < 300


def complete(lesson: str, answers: Mapping[str, Tried]) -> None:
    """At least five exercises on three levels, each tried with a right answer and at least three wrong ones."""
    there = exercises(lesson)
    assert len(there) >= 5 and {one.level for one in there} == {1, 2, 3}
    assert [one.name for one in there] == [f"{lesson}.{i + 1}" for i in range(len(there))] == list(answers)
    for one in there:
        assert len(one.hints) >= 2, f"{one.name} has too few hints"
        tried = answers[one.name]
        assert tried.right and len({words for _, words in tried.wrong}) >= 3, f"{one.name} is tried too little"

"""Exercises: `lab.check("01.3", answer)` says whether an answer is right, `lab.hint("01.3")` opens one hint after the other.

An exercise is a function of lesson_NN.py that asks an Answer and returns what was seen; the decorator gives it its name.
Tests: tests/course/test_exercises.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from dsv4lab.course.answer import Answer, Check, Untouched, Wrong
from dsv4lab.course.lessons import lesson_of
from dsv4lab.course.record import record
from dsv4lab.errors import SettingError, shown

LEVELS = {1: "warm-up", 2: "work", 3: "challenge"}


@dataclass(frozen=True)
class Exercise:
    """One exercise.

    name    "01.3", the third of lesson 01
    title   what is to be made, in a few words
    level   1 to 3, see LEVELS
    hints   opened one by one
    ask     looks at an Answer: returns what is right about it, or raises Wrong
    """

    name: str
    title: str
    level: int
    hints: tuple[str, ...]
    ask: Check


_FOUND: dict[str, Exercise] = {}


def exercise(name: str, title: str, level: int, *hints: str) -> Callable[[Check], Check]:
    """Register a function as the check of exercise `name`."""

    def keep(ask: Check) -> Check:
        _FOUND[name] = Exercise(name, title, level, hints, ask)
        return ask

    return keep


def exercises(lesson: object) -> list[Exercise]:
    """All exercises of a lesson, in order; none where it has none yet. Raises SettingError."""
    number = lesson_of(lesson).number
    module = f"dsv4lab.course.lesson_{number}"
    if find_spec(module) is not None:
        import_module(module)
    return sorted((e for e in _FOUND.values() if e.name.startswith(f"{number}.")), key=lambda e: e.name)


def named(name: object) -> Exercise:
    """An exercise by its name, "01.3". Raises SettingError."""
    there = exercises(name)
    for one in there:
        if one.name == str(name):
            return one
    names = ", ".join(one.name for one in there) or "none"
    raise SettingError(f"there is no exercise {shown(name)}; this lesson has {names}.")


def judge(name: object, answer: Any) -> tuple[str, str]:
    """How an answer stands, "right", "not yet" or "open", and the sentence that says why. Raises SettingError."""
    one = named(name)
    try:
        return "right", one.ask(Answer(answer))
    except Untouched:
        return "open", f'write your answer where ... stands; lab.hint("{one.name}") helps'
    except Wrong as wrong:
        return "not yet", str(wrong)


def check(name: str, answer: Any) -> None:
    """Say whether an answer to an exercise is right, and if not, what it got wrong; keep it when it is right.

    name     of the exercise, as its heading says: "01.3"
    answer   a function or a value; `...` is an exercise that was not begun

    Raises SettingError where there is no such exercise; a wrong answer never raises.

    >>> import dsv4lab as lab
    >>> lab.check("01.1", ...)
    01.1 · open: write your answer where ... stands; lab.hint("01.1") helps.
    """
    stands, words = judge(name, answer)
    if stands == "right":
        record().solved(name)
    print(f"{name} · {stands}: {words.removesuffix('.')}.")


def hint(name: str) -> None:
    """Print the next hint of an exercise; after the last one, where its solution is. Raises SettingError.

    >>> import dsv4lab as lab
    >>> lab.hint("01.1")  # doctest: +ELLIPSIS
    Hint 1 of 2: ...
    """
    one = named(name)
    opened = record().open_hint(name, len(one.hints) + 1)
    if opened <= len(one.hints):
        print(f"Hint {opened} of {len(one.hints)}: {one.hints[opened - 1]}")
    else:
        print(f"There is no further hint. A solution: notebooks/solutions/{lesson_of(name).name}.ipynb, {one.name}.")

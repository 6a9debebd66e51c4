"""`lab.progress()`: what is solved, and how the guesses fared; of the whole course, or of one lesson.

Tests: tests/course/test_exercises.py.
"""

from __future__ import annotations

from typing import Any

from dsv4lab.course.exercise import exercises
from dsv4lab.course.lessons import LESSONS, Lesson, lesson_of
from dsv4lab.course.record import record


def progress(lesson: object = None) -> None:
    """Print what was solved and how the guesses fared.

    lesson   "01" for its exercises and guesses one by one; left out, a line for each lesson

    Raises SettingError where there is no such lesson.

    >>> import dsv4lab as lab
    >>> lab.progress("01")  # doctest: +ELLIPSIS
    Lesson 01...
    """
    held = record().read()
    if lesson is None:
        for one in LESSONS:
            print(_line(one, held))
        return
    one = lesson_of(lesson)
    print(f"Lesson {_line(one, held)}")
    for item in exercises(one.number):
        mark = "done" if item.name in held["exercises"] else "open"
        print(f"  {item.name}  {mark}  {item.title}")
    for name, made in sorted(_guesses(one, held).items()):
        print(f"  {name}  {_fared(made)}")


def _line(lesson: Lesson, held: dict[str, dict[str, Any]]) -> str:
    there = exercises(lesson.number)
    done = sum(one.name in held["exercises"] for one in there)
    guesses = [made for made in _guesses(lesson, held).values() if made.get("truth") is not None]
    right = sum(_near(made) for made in guesses)
    told = f"; {right} of {len(guesses)} guesses right" if guesses else ""
    return f"{lesson.number} {lesson.title}: {done} of {len(there)} exercises{told}"


def _guesses(lesson: Lesson, held: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {
        name: made
        for name, made in held["guesses"].items()
        if name.startswith(f"{lesson.number}.") and isinstance(made, dict)
    }


def _near(made: dict[str, Any]) -> bool:
    """Right: the choice itself, or a number within a tenth."""
    guessed, truth = made.get("guessed"), made.get("truth")
    if isinstance(guessed, float | int) and isinstance(truth, float | int):
        return abs(guessed - truth) <= 0.1 * abs(truth)
    return guessed == truth


def _fared(made: dict[str, Any]) -> str:
    guessed, truth = (
        f"{v:.4g}" if isinstance(v, float | int) else str(v) for v in (made.get("guessed"), made.get("truth"))
    )
    if made.get("truth") is None:
        return f"guessed {guessed}; not shown yet"
    return f"guessed {guessed}, was {truth}: {'right' if _near(made) else 'not right'}"

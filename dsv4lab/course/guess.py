"""Guesses: `g = lab.guess("01.a", question, choices)` asks before a number is known, `g.was(value)` shows it.

A guess counts when it was made before its number was shown; how the guesses of a lesson fared is part of `lab.progress`.
Without widgets, or in a run from top to bottom, the question is printed and the number follows.
Tests: tests/course/test_guess.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from dsv4lab.course.lessons import lesson_of
from dsv4lab.course.record import record
from dsv4lab.errors import SettingError, shown

_ASKED: dict[str, Guess] = {}  # by name: a cell that runs again asks the same guess again


class Guess:
    """One question and the learner's guess; displayed, it is a form.

    name      "01.a"
    choices   what can be answered; None: a number between `low` and `high`
    """

    def __init__(
        self, name: str, question: str, choices: Sequence[str] | None, low: float, high: float, unit: str
    ) -> None:
        self.name, self.question, self.choices = name, question, None if choices is None else tuple(choices)
        self.low, self.high, self.unit = low, high, unit
        self.guessed: str | float | None = None
        self.truth: str | float | None = None
        self.late = False  # made after the number was shown

    def answer(self, value: str | float) -> None:
        """Make the guess; the form does the same. Raises SettingError for a value that cannot be meant."""
        if self.choices is not None and value not in self.choices:
            raise SettingError(f"{shown(value)} is none of the choices: {', '.join(self.choices)}.")
        if self.choices is None:
            if isinstance(value, (str, bool)) or not self.low <= value <= self.high:
                raise SettingError(f"{shown(value)} is no number from {self.low:g} to {self.high:g}.")
            value = float(value)
        self.late = self.truth is not None and self.guessed is None
        self.guessed = value
        self._keep()

    def was(self, truth: Any) -> None:
        """Print what it was, and how far the guess was from it.

        truth   one of the choices, or a number. Raises SettingError where it is neither.
        """
        if self.choices is not None and truth not in self.choices:
            raise SettingError(f"{self.name}: {shown(truth)} is none of the choices: {', '.join(self.choices)}.")
        self.truth = truth if self.choices is not None else float(truth)
        print(f"{self.words(self.truth)}{self._compared()}")
        if self.guessed is not None:
            self._keep()

    def _compared(self) -> str:
        if self.guessed is None:
            return ""
        if self.late:
            return f" (your guess, {self.words(self.guessed)}, came after it was shown)"
        if self.guessed == self.truth:
            return ", as you guessed"
        return f" (you guessed {self.words(self.guessed)})"

    def words(self, value: str | float | None) -> str:
        """A choice, or a number with its unit."""
        return f"{value:.4g}{self.unit}" if isinstance(value, float | int) else str(value)

    def _keep(self) -> None:
        if not self.late:
            record().guessed(self.name, {"guessed": self.guessed, "truth": self.truth})

    def __repr__(self) -> str:
        ways = " / ".join(self.choices) if self.choices else f"a number from {self.low:g} to {self.high:g}{self.unit}"
        return f"{self.question} ({ways})"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        words = f"<p><b>Guess.</b> {escape(self.question)}</p>"
        listed = "".join(f"<li>{escape(choice)}</li>" for choice in self.choices or ())
        bundle = {"text/plain": repr(self), "text/html": f"{words}<ul>{listed}</ul>" if listed else words}
        try:
            return (form(self)._repr_mimebundle_() or {}) | bundle
        except ImportError:  # no ipywidgets: the words, and `answer`
            return bundle


def form(guess: Guess) -> Any:
    """The form of a guess, an ipywidgets VBox: the question, its buttons or its field, and a line that says what is kept.

    Raises ImportError where ipywidgets is not installed.
    """
    import ipywidgets as widgets

    wide = widgets.Layout(width="auto", max_width="42em")
    said = widgets.HTML(_said(guess))

    def button(words: str, value: Callable[[], str | float]) -> widgets.Button:
        made = widgets.Button(description=words, layout=wide, tooltip=f"guess: {words}")

        def press(_: Any) -> None:
            try:
                guess.answer(value())
            except SettingError as error:
                said.value = str(error)
            else:
                said.value = _said(guess)

        made.on_click(press)
        return made

    # A Label would cut a long one off, and a widget's lines are as far apart as its buttons.
    words = f'<div style="line-height: 1.4; padding: 4px 0">{escape(f"Guess: {guess.question}")}</div>'
    question = widgets.HTML(words, layout=wide)
    if guess.choices is not None:
        return widgets.VBox(
            [question, *(button(choice, lambda choice=choice: choice) for choice in guess.choices), said]
        )
    begin = guess.guessed if isinstance(guess.guessed, float) else guess.low
    number = widgets.BoundedFloatText(value=begin, min=guess.low, max=guess.high, layout=widgets.Layout(width="9em"))
    unit = widgets.Label(f"{guess.unit} ({guess.low:g} to {guess.high:g})")
    return widgets.VBox([question, widgets.HBox([number, unit, button("Guess", lambda: number.value)]), said])


def _said(guess: Guess) -> str:
    if guess.guessed is None:
        return "Guess first, then run the next cell." if guess.truth is None else "It is shown below already."
    words = guess.words(guess.guessed)
    if guess.late:
        return f"{words}: it is shown below already, so this guess does not count."
    return f"Kept: {words}. Run the next cell." if guess.truth is None else f"Your guess: {words}."


def guess(
    name: str, question: str, choices: Sequence[str] | None = None, *, low: float = 0, high: float = 100, unit: str = ""
) -> Guess:
    """Ask before it is shown: a form to choose from, or for a number.

    name      of the guess in its lesson, "01.a"; the same name again is the same guess
    choices   at least two answers; left out, a number from `low` to `high`
    unit      written behind the number, for example " %"

    Raises SettingError for choices or bounds that leave nothing to guess.

    >>> import dsv4lab as lab
    >>> g = lab.guess("01.z", "How many experts does a token get?", low=1, high=16)
    >>> g.answer(6)
    >>> g.was(4)
    4 (you guessed 6)
    """
    lesson_of(name)
    if choices is not None and len(set(choices)) < 2:
        raise SettingError(f"{name}: {shown(choices)} leaves nothing to guess; give at least two choices.")
    if choices is None and not low < high:
        raise SettingError(f"{name}: no number lies between {low} and {high}; give low= below high=.")
    asked = Guess(name, question, choices, low, high, unit)
    before = _ASKED.get(name)
    if before is not None and repr(before) == repr(asked):
        return before
    _ASKED[name] = asked
    return asked

"""A guess counts when it was made before its number was shown; the form and the call do the same."""

from __future__ import annotations

import importlib.util
import sys

import pytest

import dsv4lab as lab
from dsv4lab.course.guess import form
from dsv4lab.course.record import ENVIRONMENT, record
from dsv4lab.errors import SettingError


@pytest.fixture(autouse=True)
def alone(tmp_path, monkeypatch):
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "progress.json"))
    monkeypatch.setattr("dsv4lab.course.guess._ASKED", {})


def _asked(**options):
    return lab.guess("01.a", "Which?", ["this", "that"], **options)


def test_a_guess_before_its_number_is_kept_with_it(capsys):
    guess = _asked()
    guess.answer("this")
    assert record().read()["guesses"] == {"01.a": {"guessed": "this", "truth": None}}
    guess.was("that")
    assert record().read()["guesses"] == {"01.a": {"guessed": "this", "truth": "that"}}
    guess.answer("that")
    guess.was("that")
    assert capsys.readouterr().out.splitlines() == ["that (you guessed this)", "that, as you guessed"]


def test_without_a_guess_the_number_is_printed_alone_and_a_late_guess_is_not_kept(capsys):
    guess = _asked()
    guess.was("that")
    guess.answer("that")
    guess.was("that")
    said = capsys.readouterr().out.splitlines()
    assert said == ["that", "that (your guess, that, came after it was shown)"]
    assert record().read()["guesses"] == {}


def test_a_number_is_shown_with_its_unit(capsys):
    guess = lab.guess("01.b", "How much?", unit=" %")
    guess.answer(30)
    guess.was(27.123)
    assert capsys.readouterr().out == "27.12 % (you guessed 30 %)\n"


def test_a_cell_that_runs_again_keeps_the_guess_and_another_question_is_another_guess():
    guess = _asked()
    guess.answer("this")
    assert _asked() is guess
    assert lab.guess("01.a", "Which of three?", ["this", "that", "those"]) is not guess


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: lab.guess("01.c", "?", ["one"]), "nothing to guess"),
        (lambda: lab.guess("01.c", "?", ["one", "one"]), "nothing to guess"),
        (lambda: lab.guess("01.c", "?", low=3, high=3), "no number lies between"),
        (lambda: lab.guess("88.c", "?", low=3, high=4), "there is no lesson"),
        (lambda: _asked().answer("neither"), "none of the choices: this, that"),
        (lambda: _asked().was("neither"), "none of the choices"),
        (lambda: lab.guess("01.c", "?").answer(101), "no number from 0 to 100"),
        (lambda: lab.guess("01.c", "?").answer("5"), "no number from 0 to 100"),
        (lambda: lab.guess("01.c", "?").answer(float("nan")), "no number from 0 to 100"),
    ],
)
def test_bad_input(call, words):
    with pytest.raises(SettingError, match=words):
        call()


def test_the_words_stand_where_no_form_can(monkeypatch):
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    bundle = lab.guess("01.a", "a < b?", ["yes", "no"])._repr_mimebundle_()
    assert bundle["text/plain"] == "a < b? (yes / no)" and "a &lt; b?" in bundle["text/html"] and len(bundle) == 2


@pytest.mark.skipif(importlib.util.find_spec("ipywidgets") is None, reason="ipywidgets is not installed")
def test_the_form_makes_the_guess_and_says_so():
    guess = _asked()
    bundle = guess._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle and "<li>this</li>" in bundle["text/html"]
    question, *buttons, said = form(guess).children
    assert "Guess: Which?" in question.value and said.value == "Guess first, then run the next cell."
    assert [button.description for button in buttons] == ["this", "that"]
    buttons[1].click()
    assert guess.guessed == "that" and said.value == "Kept: that. Run the next cell."
    number = lab.guess("01.b", "How much?", low=1, high=4)
    _, row, said = form(number).children
    row.children[0].value = 3.5
    row.children[2].click()
    assert number.guessed == 3.5 and said.value == "Kept: 3.5. Run the next cell."

"""Facts in plain words, keys and values: "The code of the green lamp is seven four two one."; and how one asks for them.

A sentence is a core ("the code of the {k} is {v}") in a frame ("Remember that {c}."), so that there are hundreds, with the
value behind the key or before it. Every tenth core and frame is held out, as in forms.py.
Tests: tests/training/test_recall.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random
from typing import NamedTuple

from dsv4lab.training.worlds import words
from dsv4lab.training.worlds.state import INVENTED

CODE, WORD, KEEPS, OWNER = "code", "word", "keeps", "owner"
KINDS = (CODE, WORD, KEEPS, OWNER)
MOST = {CODE: 10_000, WORD: 2_000, KEEPS: 30, OWNER: 60}  # facts of a kind in a text, so that no value comes twice

_SECRET = """
    the SECRET of the {k} is {v}
    {v} is the SECRET of the {k}
    the {k} has the SECRET {v}
    for the {k} the SECRET is {v}
    the SECRET that opens the {k} is {v}
    {v} is what the SECRET of the {k} looks like
    the {k} was given the SECRET {v}
    whoever needs the {k} gives the SECRET {v}
    with the SECRET {v} one may use the {k}
    it took a long time to learn that {v} is the right SECRET for the {k}
    """
_CORES = {
    CODE: _SECRET.replace("SECRET", "code"),
    WORD: _SECRET.replace("SECRET", "password"),
    KEEPS: """
        {w} keeps the {k} in the {v}
        in the {v} {w} keeps the {k}
        the {k} that {w} has is kept in the {v}
        the {v} is the place that {w} keeps the {k} in
        the {k} of {w} is always kept in the {v}
        it is the {v} in which {w} likes to keep the {k}
        {w} wants to keep the {k} in the {v} for ever
        for a long time {w} has kept the {k} in the {v}
        inside the {v} the {k} of {w} is kept
        nobody would guess it, but the {v} is where {w} keeps the {k}
        """,
    OWNER: """
        the {k} belongs to {v}
        {v} is the owner of the {k}
        the owner of the {k} is {v}
        {v} owns the {k}
        the {k} is owned by {v}
        it is {v} who owns the {k}
        to {v} belongs the {k}
        {v} has been the owner of the {k} for years
        the one to whom the {k} belongs is {v}
        if you ask who owns the {k}, it is {v}
        """,
}  # fmt: skip
_FRAMES = """
    {C}.
    {C}.
    Remember that {c}.
    "{C}," said {x}.
    Somebody wrote down that {c}.
    By the way, {c}.
    "Do not forget that {c}," whispered {x}.
    As everybody knows, {c}.
    Somebody told us that {c}.
    Long ago it was settled that {c}.
    It is written that {c}.
    Few people know that {c}.
    Everybody knows that {c}.
    "Did you know that {c}?" asked {x}.
    It is no secret that {c}.
    {X} once said that {c}.
    One thing is sure: {c}.
    They say that {c}.
    "Listen, {c}," said {x}.
    Whatever may happen, {c}.
    """


def _lines(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.strip().splitlines())


_PARTS = {kind: words.split(_lines(text)) for kind, text in _CORES.items()}
FORMS = {kind: train for kind, (train, _) in _PARTS.items()}
HELD_OUT_FORMS = {kind: held for kind, (_, held) in _PARTS.items()}
FRAMES, HELD_OUT_FRAMES = words.split(_lines(_FRAMES))
ASKED = {
    CODE: ("What is the code of the {k}?", "It is "),
    WORD: ("What is the password of the {k}?", "It is "),
    KEEPS: ("Where does {w} keep the {k}?", "In the "),
    OWNER: ("Who does the {k} belong to?", "To "),
}
_SPEAKERS = ("the owl", "the teacher", "Grandmother", "the mayor", "the old man", "the guard", "a voice")


class Fact(NamedTuple):
    """One key and its value: "green lamp" and "seven four two one"; `who` keeps it, where that belongs to the key."""

    kind: str
    key: str
    who: str
    value: str
    text: str


def facts_about(random: Random, kind: str, count: int, held: bool, around: str) -> list[Fact]:
    """Up to so many facts of a kind with different keys and values, none of which occurs in the text around them."""
    r, train, new = random.random, words.TRAINING, words.HELD_OUT
    nouns = train.nouns + new.nouns * (held * 9)
    people = train.girls + train.boys + (new.girls + new.boys) * (held * 9)
    cores, frames = FORMS[kind] + HELD_OUT_FORMS[kind] * (held * 9), FRAMES + HELD_OUT_FRAMES * (held * 9)

    def person() -> str:
        return words.invented(r, r() < 0.5) if not held and r() < INVENTED else _of(people, r)

    found: list[Fact] = []
    used = set(re.findall(r"[A-Za-z]+", around)) if kind in (KEEPS, OWNER) else set()
    keys: set[str] = set()
    for _ in range(100 * count):
        key = f"{_of(train.colours, r)} {_of(nouns, r)}"
        who = person() if kind == KEEPS else ""
        if kind == CODE:
            value = " ".join(words.DIGITS[int(10 * r())] for _ in range(4))
        elif kind == WORD:
            value = f"{_of(train.colours, r)} {_of(nouns, r)}"
        else:
            value = _of(train.places, r) if kind == KEEPS else person()
        if key in keys or value in keys or value in used or key in around or (kind == WORD and value in around):
            continue
        keys |= {key, value}
        core, speaker = _of(cores, r), _of(_SPEAKERS, r)
        # A value is written as it will be asked for, so it does not begin a sentence.
        frame = _of([one for one in frames if "{c}" in one] if core.startswith("{v}") else frames, r)
        core = core.format(k=key, w=who, v=value)
        text = frame.format(c=core, C=words.capital(core), x=speaker, X=words.capital(speaker))
        found.append(Fact(kind, key, who, value, text))
        if len(found) == count:
            break
    return found


def _of(values: Sequence[str], r: Callable[[], float]) -> str:
    return values[int(r() * len(values))]

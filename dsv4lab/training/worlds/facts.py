"""Facts in plain words, keys and values: "The code of the green lamp is seven four two one."; and how one asks for them.

Every tenth form is held out, as in forms.py. Tests: tests/training/test_recall.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random
from typing import NamedTuple

from dsv4lab.training.worlds import words

CODE, WORD, KEEPS, OWNER = "code", "word", "keeps", "owner"
KINDS = (CODE, WORD, KEEPS, OWNER)
MOST = {CODE: 10_000, WORD: 2_000, KEEPS: 30, OWNER: 60}  # facts of a kind in a text, so that no value comes twice

_FORMS = {
    CODE: """
        The code of the {k} is {v}.
        Remember that the code of the {k} is {v}.
        "The code of the {k} is {v}," said {x}.
        Somebody wrote down that the code of the {k} is {v}.
        The {k} has the code {v}.
        By the way, the code of the {k} is {v}.
        For the {k} the code is {v}.
        "Do not forget that the code of the {k} is {v}," whispered {x}.
        As everybody knows, the code of the {k} is {v}.
        It took a long time to learn that {v} is the code of the {k}.
        """,
    WORD: """
        The password of the {k} is {v}.
        Remember that the password of the {k} is {v}.
        "The password of the {k} is {v}," said {x}.
        Somebody wrote down that the password of the {k} is {v}.
        The {k} has the password {v}.
        By the way, the password of the {k} is {v}.
        For the {k} the password is {v}.
        "Do not forget that the password of the {k} is {v}," whispered {x}.
        As everybody knows, the password of the {k} is {v}.
        Those who say {v} know the password of the {k}.
        """,
    KEEPS: """
        {w} keeps the {k} in the {v}.
        As always, {w} keeps the {k} in the {v}.
        {w} said, "I keep the {k} in the {v}."
        Everybody knows that {w} keeps the {k} in the {v}.
        In the {v} {w} keeps the {k}.
        Remember that {w} keeps the {k} in the {v}.
        By the way, {w} keeps the {k} in the {v}.
        "{w} keeps the {k} in the {v}," said {x}.
        The {k} that {w} has is kept in the {v}.
        Nobody would guess it, but the {v} is where {w} keeps the {k}.
        """,
    OWNER: """
        The {k} belongs to {v}.
        Remember that the {k} belongs to {v}.
        "The {k} belongs to {v}," said {x}.
        Everybody knows that the {k} belongs to {v}.
        {v} is the owner of the {k}.
        By the way, the {k} belongs to {v}.
        {v} said, "The {k} belongs to me."
        It is written that the {k} belongs to {v}.
        Somebody told us that the {k} belongs to {v}.
        If you ask who owns the {k}, it is {v}.
        """,
}  # fmt: skip
_PARTS = {kind: words.split(tuple(one.strip() for one in text.strip().splitlines())) for kind, text in _FORMS.items()}
FORMS = {kind: train for kind, (train, _) in _PARTS.items()}
HELD_OUT_FORMS = {kind: held for kind, (_, held) in _PARTS.items()}
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
    forms = FORMS[kind] + HELD_OUT_FORMS[kind] * (held * 9)
    found: list[Fact] = []
    used = set(re.findall(r"[A-Za-z]+", around)) if kind in (KEEPS, OWNER) else set()
    keys: set[str] = set()
    for _ in range(100 * count):
        key = f"{_of(train.colours, r)} {_of(nouns, r)}"
        who = _of(people, r) if kind == KEEPS else ""
        if kind == CODE:
            value = " ".join(words.DIGITS[int(10 * r())] for _ in range(4))
        elif kind == WORD:
            value = f"{_of(train.colours, r)} {_of(nouns, r)}"
        else:
            value = _of(train.places if kind == KEEPS else people, r)
        if key in keys or value in keys or value in used or key in around or (kind == WORD and value in around):
            continue
        keys |= {key, value}
        text = _of(forms, r).format(k=key, w=who, v=value, x=_of(_SPEAKERS, r))
        found.append(Fact(kind, key, who, value, text))
        if len(found) == count:
            break
    return found


def _of(values: Sequence[str], r: Callable[[], float]) -> str:
    return values[int(r() * len(values))]

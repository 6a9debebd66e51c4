"""What a generated text is: the text, the span of every sentence, the events they tell, and questions with their truth.

All spans are characters [start, end) of `text`; as the text is ASCII they are bytes too. Whoever doubts the answers can
replay `events`, which say what happened and nothing about what follows from it. Tests: tests/training/test_worlds.py.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import NamedTuple

from dsv4lab.errors import LabError

TRAINING, EVALUATION, HELD_OUT = "training", "evaluation", "held out"  # fresh texts with the same words; with new ones
PURPOSES = (TRAINING, EVALUATION, HELD_OUT)


class WorldError(LabError, ValueError):
    """A generated text that cannot be made as it was asked for."""


class Event(NamedTuple):
    """One thing that happens: who did it, with what, and where to (a place, a container, a person, or a deed)."""

    kind: str  # one of forms.py
    sentence: int
    actor: str
    thing: str = ""
    target: str = ""


class Question(NamedTuple):
    """A question in the text, and the answer behind it."""

    kind: str
    about: tuple[str, ...]  # whom and what it is about
    answer: str
    start: int  # of the answer
    end: int
    support: tuple[int, ...]  # the sentences that must be read to know
    told: int  # how many sentences were told before it


@dataclass
class Document:
    """One generated text."""

    text: str = ""
    sentences: list[tuple[int, int]] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    def support(self, question: Question) -> list[tuple[int, int]]:
        """Spans of the sentences that must be read to answer."""
        return [self.sentences[i] for i in question.support]


class Writer:
    """Joins sentences and questions into a text and keeps their spans."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.document = Document()

    def sentence(self, text: str, before: str) -> None:
        """Add a sentence behind what stands between it and the last one."""
        start = self.length + len(before) if self.length else 0
        self._add(before + text if self.length else text)
        self.document.sentences.append((start, self.length))

    def plain(self, text: str) -> None:
        """Add what is neither sentence nor answer."""
        self._add(text)

    def answer(self, kind: str, about: tuple[str, ...], answer: str, support: tuple[int, ...]) -> None:
        """Add an answer, and the question that it belongs to."""
        start = self.length
        self._add(answer)
        told = len(self.document.sentences)
        self.document.questions.append(Question(kind, about, answer, start, self.length, support, told))

    def finish(self) -> Document:
        """The document, whole."""
        self.document.text = "".join(self.pieces)
        return self.document

    def _add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)


def randomness(kind: str, purpose: str, seed: int, number: int) -> random.Random:
    """The chance of one document: the same everywhere, and never the same for two purposes."""
    if purpose not in PURPOSES:
        raise WorldError(f"purpose={purpose!r} is unknown; there are {', '.join(map(repr, PURPOSES))}.")
    return random.Random(f"{kind} {purpose} {seed} {number}")

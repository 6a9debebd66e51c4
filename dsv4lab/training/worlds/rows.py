"""Generated texts as training rows: ids, and beside each the weight of its own loss.

Row `number` of a kind and level is the same on every machine and in every process. A level is a step of the curriculum:
stories and distances grow with it. Answers weigh more than the text around them; the first copy of a repeated sequence,
which nobody can know, weighs nothing. Surprising: every row begins with a whole document, so that a question's fact is in
the row; only what fills its end is cut. Tests: tests/training/test_rows.py.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dsv4lab.text import Tokenizer
from dsv4lab.training.worlds.document import TRAINING, Document, WorldError
from dsv4lab.training.worlds.induction import UNJUDGED, induction, ordinary_ids
from dsv4lab.training.worlds.recall import many, recall
from dsv4lab.training.worlds.story import story

LEVELS = 8  # steps of the curriculum
KINDS = ("worlds", "recall", "induction")  # no domain of texts should be called so
_MOST_SENTENCES = 200
_QUESTION = 16  # tokens of a question with its answer
_PER_TOKEN = 20  # characters of stories for each token of a row: five times what it holds
_HIDDEN = 1 / 3  # how often facts with something between them are hidden in stories, if there are any
_PER_ROW = 1 << 10  # numbers kept apart for the documents of one row


@dataclass(frozen=True)
class Weights:
    """Of the loss of a token."""

    answer: float = 5.0
    text: float = 0.5  # of a story or a fact: half of it is chance, which nobody can know
    copy: float = 1.0  # of a repeated token that is judged


class RowMaker:
    """Makes rows of `length` tokens for a tokenizer; a third of the long recall texts is hidden in `haystack`, if given."""

    def __init__(
        self, tokenizer: Tokenizer, length: int, *, seed: int = 0, weights: Weights | None = None,
        haystack: Sequence[str] | None = None,
    ) -> None:  # fmt: skip
        self.tokenizer, self.seed, self.weights = tokenizer, seed, weights or Weights()
        self.dtype = np.uint16 if tokenizer.vocab_size <= 1 << 16 else np.int32
        self._ordinary = ordinary_ids(tokenizer)
        self._haystack, self.length = haystack, 0
        self.set_length(length)
        sample = "\n".join(story(i, sentences=30, questions=0).text for i in range(20))
        self._characters = len(sample) / len(tokenizer.raw.encode(sample, add_special_tokens=False).ids)  # per token
        self._sentence = len(sample) / self._characters / (20 * 30)  # tokens

    def set_length(self, length: int) -> None:
        """Rows of so many tokens from now on."""
        if length == self.length:
            return
        if length < 64:
            raise WorldError(f"rows of {length} tokens have no room for a story and a question; give 64 or more.")
        if self._haystack is not None and not enough_for(self._haystack, length):
            raise WorldError(
                f"the stories to hide facts in are too few for rows of {length} tokens; give {_PER_TOKEN * length} bytes."
            )
        self.length = length

    def row(self, kind: str, level: int, number: int) -> tuple[np.ndarray, np.ndarray]:
        """(ids [length], weights [length] float32) of one row; weights[i] belongs to the loss of predicting ids[i]."""
        if kind not in KINDS or not 0 <= level < LEVELS:
            raise WorldError(f"kind={kind!r}, level={level}: kinds are {', '.join(KINDS)}, levels 0 to {LEVELS - 1}.")
        draw = random.Random(f"row {kind} {self.seed} {level} {number}")
        make = {"worlds": self._story, "recall": self._recall, "induction": self._induction}[kind]
        first, parts, have = (number * LEVELS + level) * _PER_ROW, [], 0
        while have < self.length:
            parts.append(make(first + len(parts), self.length - have, level / (LEVELS - 1), draw))
            have += len(parts[-1][0])
        ids, weights = (np.concatenate([part[i] for part in parts])[: self.length] for i in (0, 1))
        return ids.astype(self.dtype), weights.astype(np.float32)

    def _story(self, number: int, room: int, progress: float, draw: random.Random) -> tuple[np.ndarray, np.ndarray]:
        every = int(_log_between(8, 40, draw.random())) if draw.random() < 0.6 * progress else 0
        size = self._sentence + (
            2 * _QUESTION / every if every else 0
        )  # of a sentence, with what is asked in the middle
        fit = int((room - 2 * _QUESTION) / size)
        if fit < 6:
            return self.weighted(many(number, facts=max(1, room // 34), seed=self.seed))
        most = max(6, min(_log_between(12, _MOST_SENTENCES, progress), fit))
        sentences = int(_log_between(6, most, draw.random()))
        # Answers are what is learned most from, so long stories are asked about much.
        most_asked = max(0.0, min(sentences / 2, (room - sentences * size) / _QUESTION - 2))
        questions = 2 + int(most_asked * (0.3 + 0.7 * draw.random()))
        document = story(number, sentences=sentences, questions=questions, seed=self.seed, every=every)
        return self.weighted(document)

    def _recall(self, number: int, room: int, progress: float, draw: random.Random) -> tuple[np.ndarray, np.ndarray]:
        r = draw.random
        if room < 160 or r() < 0.7 - 0.5 * progress:
            facts = 2 + int((3 + 8 * progress) * r())
            return self.weighted(many(number, facts=max(1, min(facts, room // 34)), seed=self.seed))
        questions = 1 + int(5 * r())
        farthest = min(_log_between(64, self.length, progress), 0.85 * room - 20)
        distance = int(_log_between(48, max(farthest, 49), r()))
        hidden = self._haystack is not None and r() < _HIDDEN
        document = recall(
            number, distance=distance, count=self._count, questions=min(questions, 1 + distance // 60), seed=self.seed,
            haystack=self._haystack if hidden else None,
        )  # fmt: skip
        # Of stories only the answer is learned: a model that learned where facts stand in them would tell some in its own.
        return self.weighted(document, text=0.0 if hidden else None)

    def _induction(self, number: int, room: int, progress: float, draw: random.Random) -> tuple[np.ndarray, np.ndarray]:
        longest = min(_log_between(16, self.length // 2, progress), room // 2)
        length = int(_log_between(8, max(longest, 9), draw.random()))
        ids, judged = induction(number, length=length, ordinary=self._ordinary, purpose=TRAINING, seed=self.seed)
        weights = np.zeros(len(ids))
        weights[judged:] = self.weights.copy
        # A begin marker in front, as of every text; UNJUDGED tokens of the copy weigh nothing either.
        assert judged == length + UNJUDGED
        return np.concatenate(([self.tokenizer.bos_id], ids)), np.concatenate(([0.0], weights))

    def _count(self, texts: Sequence[str]) -> list[float]:
        return [len(text) / self._characters for text in texts]

    def weighted(self, document: Document, *, text: float | None = None) -> tuple[np.ndarray, np.ndarray]:
        """(ids, weights) of a document between its begin and end markers; `text` is the weight of all but the answers."""
        encoding = self.tokenizer.raw.encode(document.text, add_special_tokens=False)
        ids = np.array([self.tokenizer.bos_id, *encoding.ids, self.tokenizer.eos_id])
        weights = np.full(len(ids), self.weights.text if text is None else text)
        for question in document.questions:
            first, last = encoding.char_to_token(question.start), encoding.char_to_token(question.end - 1)
            assert first is not None and last is not None  # an answer is text, and every letter lies in some token
            weights[1 + first : 2 + last] = self.weights.answer
        return ids, weights


def enough_for(haystack: Sequence[str], length: int) -> bool:
    """Whether there are stories enough to hide facts in, for rows of so many tokens."""
    return sum(map(len, haystack)) >= _PER_TOKEN * length


def lessons(megabytes: float, *, seed: int = 0) -> list[str]:
    """So many 1e6 bytes of generated texts of all kinds, for a tokenizer to learn words from."""
    texts, size, number = [], 0, 0
    while size < megabytes * 1e6:
        texts.append(
            many(number, facts=6, seed=seed).text if number % 3 == 2 else story(number, sentences=40, seed=seed).text
        )
        size += len(texts[-1])
        number += 1
    return texts


def _log_between(low: float, high: float, share: float) -> float:
    return low * math.exp(share * math.log(high / low)) if high > low else float(high)

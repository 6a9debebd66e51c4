"""Induction: random tokens, then the same again. Whoever looks for the last time it saw this token knows what comes next.

No words, no grammar, so nothing but the repetition helps. The first two tokens of the copy are not judged: where it begins
cannot be known, and one token alone may have come by chance. Tests: tests/training/test_worlds.py.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from dsv4lab.text import Tokenizer
from dsv4lab.training.worlds.document import PURPOSES, TRAINING, WorldError

UNJUDGED = 2  # tokens of the second copy


class Repeated(NamedTuple):
    """Token ids [2 n] of a sequence and its copy, and the first of them that is judged."""

    ids: np.ndarray
    judged: int


def induction(number: int, *, length: int, ordinary: np.ndarray, purpose: str = TRAINING, seed: int = 0) -> Repeated:
    """Sequence `number` of a seed: `length` random ids out of `ordinary` [m], then the same again."""
    if length <= UNJUDGED or not len(ordinary):
        raise WorldError(
            f"length={length} of {len(ordinary)} ordinary tokens; a copy is judged from its third token on."
        )
    random = np.random.default_rng([PURPOSES.index(purpose), seed, number])
    first = ordinary[random.integers(0, len(ordinary), length)]
    return Repeated(np.concatenate((first, first)), length + UNJUDGED)


def ordinary_ids(tokenizer: Tokenizer) -> np.ndarray:
    """Ids of all tokens that stand for text of their own: no markers, no bytes that are only a part of a character."""
    found = []
    for token in range(tokenizer.vocab_size):
        if not tokenizer.is_special(token):
            try:
                tokenizer.token_bytes(token).decode()
            except UnicodeDecodeError:
                continue
            found.append(token)
    return np.array(found, np.int64)

"""Exact answers: would the model, always taking the likeliest token, write the answer, and stop there?

A text is read once with its answers in it. Greedy writing gives an answer exactly when each of its tokens is the likeliest
behind those before it, and what comes then ends it: the first token that is not decides, so nothing need be written.
Tests: tests/training/test_abilities.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np
import torch
from torch import Tensor

from dsv4lab.config import Config
from dsv4lab.errors import PromptError
from dsv4lab.generation.reference import CHUNK
from dsv4lab.text import Tokenizer
from dsv4lab.threads import one_thread_for
from dsv4lab.training.abilities.measures import Measure, share
from dsv4lab.training.worlds.document import EVALUATION, Document
from dsv4lab.training.worlds.induction import induction, ordinary_ids
from dsv4lab.training.worlds.story import story

STORY_LENGTHS = (10, 25, 50, 100, 200)  # sentences
_ENDS = '.,;:!?"\n'


class Reader(Protocol):
    """What reads a text: any body of the model, and whatever stands in for one."""

    config: Config

    @property
    def device(self) -> torch.device:
        """Where ids are sent."""
        ...

    def __call__(self, ids: Tensor, cache: Any = None, *, last_only: bool = False) -> Tensor:
        """ids [B, T] -> logits [B, T, V]."""
        ...

    def new_cache(self, tokens: int) -> Any:
        """An empty cache for so many tokens."""
        ...


class Asked(NamedTuple):
    """A document as ids, and the spans [first, end) of its answers and of the sentences that must be read, in tokens."""

    ids: list[int]
    answers: list[tuple[int, int]]
    support: list[list[tuple[int, int]]]


def asked(document: Document, tokenizer: Tokenizer) -> Asked:
    """The document behind a begin marker."""
    encoding = tokenizer.raw.encode(document.text, add_special_tokens=False)

    def tokens(span: tuple[int, int]) -> tuple[int, int]:
        first, last = encoding.char_to_token(span[0]), encoding.char_to_token(span[1] - 1)
        assert first is not None and last is not None  # a span is text, and every letter lies in some token
        return 1 + first, 2 + last

    return Asked(
        [tokenizer.bos_id, *encoding.ids],
        [tokens((question.start, question.end)) for question in document.questions],
        [[tokens(span) for span in document.support(question)] for question in document.questions],
    )


@torch.inference_mode()
def predicted(model: Reader, ids: Sequence[int]) -> np.ndarray:
    """[n] the likeliest token behind each of the ids.

    Raises PromptError for more ids than the model's context.
    """
    if len(ids) > model.config.max_position_embeddings:
        raise PromptError(
            f"{len(ids)} tokens do not fit this model's context of {model.config.max_position_embeddings}."
        )
    cache, found = model.new_cache(len(ids)), []
    with one_thread_for(model):
        for part in torch.split(torch.tensor([list(ids)], device=model.device), CHUNK, 1):
            found.append(model(part, cache)[0].argmax(-1).cpu().numpy())
    return np.concatenate(found)


def is_exact(likeliest: np.ndarray, ids: Sequence[int], answer: tuple[int, int], tokenizer: Tokenizer) -> bool:
    """Whether the answer [first, end) is what greedy writing gives; likeliest [n] is what comes behind each of the ids."""
    first, end = answer
    if not np.array_equal(likeliest[first - 1 : end - 1], ids[first:end]):
        return False
    return ends_answer(int(likeliest[end - 1]), tokenizer)


def ends_answer(token: int, tokenizer: Tokenizer) -> bool:
    """Whether an answer is over where this token comes: "Tom" is not "Tommy", nor "Tom and Ann"."""
    return token in tokenizer.end_ids or tokenizer.decode([token])[:1] in _ENDS


def right_answers(model: Reader, document: Document, tokenizer: Tokenizer) -> list[bool]:
    """For each question of a document whether it is answered exactly; those before it stand there with their answers."""
    text = asked(document, tokenizer)
    likeliest = predicted(model, text.ids)
    return [is_exact(likeliest, text.ids, answer, tokenizer) for answer in text.answers]


def story_answers(
    model: Reader, tokenizer: Tokenizer, *, n: int = 40, sentences: Sequence[int] = STORY_LENGTHS,
    purpose: str = EVALUATION, seed: int = 0, say: Callable[[str], None] = lambda _: None,
) -> list[Measure]:  # fmt: skip
    """Exact answers on story worlds never trained on, by number of sentences; at least `n` questions each."""
    found = []
    for length in sentences:
        right: list[bool] = []
        number, longest = 0, 0
        while len(right) < n:
            document = story(number, sentences=length, questions=6, purpose=purpose, seed=seed)
            text = asked(document, tokenizer)
            longest, number = max(longest, len(text.ids)), number + 1
            if len(text.ids) > model.config.max_position_embeddings:
                break
            right += right_answers(model, document, tokenizer)
        note = f"up to {longest} tokens" if right else "longer than the context"
        found.append(share(f"story worlds, {length} sentences, {purpose}", right, "questions", note))
        say(found[-1].name)
    return found


def copied(
    model: Reader, tokenizer: Tokenizer, *, n: int = 40, length: int = 64, seed: int = 0,
    purpose: str = EVALUATION,
) -> Measure:  # fmt: skip
    """How often the likeliest token is the right one in the second copy of `length` random tokens, from its third on."""
    ordinary, right = ordinary_ids(tokenizer), []
    for number in range(n):
        repeated = induction(number, length=length, ordinary=ordinary, purpose=purpose, seed=seed)
        likeliest = predicted(model, [tokenizer.bos_id, *repeated.ids.tolist()])
        right += (likeliest[repeated.judged : -1] == repeated.ids[repeated.judged :]).tolist()
    return share(
        f"induction, {length} random tokens repeated", right, "tokens", f"{n} sequences, top-1 from the third on"
    )

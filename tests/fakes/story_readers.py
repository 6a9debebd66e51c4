"""Stand-ins that read story worlds: one knows them by heart, one guesses; and the tokenizer that they share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from dsv4lab.checkpoint.writer import save_checkpoint
from dsv4lab.model.transformer import Transformer
from dsv4lab.training.abilities.answers import asked
from dsv4lab.training.initial import initialise
from dsv4lab.training.presets import PRESETS
from dsv4lab.training.tokenizer import save_tokenizer, train_tokenizer
from dsv4lab.training.worlds.rows import lessons
from dsv4lab.training.worlds.story import story

TOKENIZER = train_tokenizer(lessons(0.3), 1000)
CONFIG = PRESETS["speck"].config.replace(vocab_size=1000)


def random_checkpoint(out: Path) -> Path:
    """A checkpoint of random weights in a folder, with the tokenizer that knows the worlds' words."""
    model = Transformer(CONFIG)
    initialise(model, np.ones(CONFIG.vocab_size))
    save_tokenizer(TOKENIZER, out / "parts", max_length=4096)
    save_checkpoint(model, CONFIG, out / "model", tokenizer_files=sorted((out / "parts").iterdir()))
    return out / "model"


class Read(list):
    """The cache of a stand-in: the ids it has read."""


class StandIn:
    """Reads like a model; what comes next is what `guess` says of all that was read so far."""

    def __init__(self, guess) -> None:
        self.guess, self.config, self.device = guess, CONFIG, torch.device("cpu")

    def new_cache(self, tokens: int) -> Read:
        return Read()

    def __call__(self, ids: Tensor, cache: Any = None, *, last_only: bool = False) -> Tensor:
        logits = torch.zeros(1, ids.shape[1], self.config.vocab_size)
        for at, token in enumerate(ids[0].tolist()):
            cache.append(token)
            logits[0, at, self.guess(cache)] = 1.0
        return logits


def oracle(texts: Sequence[Sequence[int]]) -> StandIn:
    """Knows these texts by heart."""
    following = {tuple(text[: i + 1]): text[i + 1] for text in texts for i in range(len(text) - 1)}
    return StandIn(lambda read: following.get(tuple(read), 0))


def random_model() -> StandIn:
    draw = np.random.default_rng(0)
    return StandIn(lambda read: int(draw.integers(0, 1000)))


def documents(sentences: int, purpose: str, count: int = 12) -> list[list[int]]:
    return [
        asked(story(i, sentences=sentences, questions=6, purpose=purpose), TOKENIZER).ids for i in range(count)
    ]  # fmt: skip

"""The same text with the same rules on both bodies: tokens, how likely they were, how often rules acted."""

from __future__ import annotations

import random
from typing import Any, NamedTuple

from engine_models import THREE
from kernel_device import DEVICE
from small_model import small_model

from dsv4lab.config import Config
from dsv4lab.engine.build_weights import from_model
from dsv4lab.engine.engine import Engine
from dsv4lab.session import Session

# As small as the kernels allow: the interpreter takes one program after the other.
TWO = THREE.replace(
    vocab_size=29, num_hidden_layers=2, layer_kinds=("csa", "hca"), routing_kinds=("hash", "learned"), hc_mult=2,
    sliding_window=3, csa_rate=2, hca_rate=3, index_topk=2, index_n_heads=2, hc_sinkhorn_iters=2,
)  # fmt: skip
PROMPT, NEW = 8, 5  # the prompt is cut into chunks of five; blocks of both rates end in chunks and in steps


class Run(NamedTuple):
    """ids of the new tokens, their log-probabilities, and {(rule, layer): how often it acted}."""

    ids: list[int]
    logprobs: list[float]
    fired: dict[tuple[int, int], int]


def bodies(config: Config = TWO, seed: int = 3) -> tuple[Any, Engine]:
    """A random model, and the engine with the same weights."""
    model = small_model(config, seed=seed).to(DEVICE)
    engine = Engine(from_model(model))
    engine.chunk = 5
    return model, engine


def random_engine_config(draw: random.Random) -> Config:
    """Two or three layers with every kind of attention that there is room for."""
    kinds = draw.choice([("csa", "hca"), ("csa", "csa"), ("hca", "csa"), ("sliding", "csa")])
    return TWO.replace(
        layer_kinds=kinds, sliding_window=draw.choice([2, 3, 5]), hca_rate=draw.choice([3, 4]),
        csa_rate=draw.choice([2, 3]), index_topk=draw.choice([1, 2]), n_routed_experts=draw.choice([4, 6]),
        num_experts_per_tok=draw.choice([2, 3]), hc_mult=draw.choice([2, 4]),
    )  # fmt: skip


def text_of(config: Config, seed: int = 5, count: int = PROMPT) -> list[int]:
    draw = random.Random(seed)
    return [draw.randrange(config.vocab_size) for _ in range(count)]


def written(model: Any, rules: Any, prompt: list[int], new: int = NEW, **settings: Any) -> Run:
    """What a session writes with these rules, the likeliest token each time."""
    session, steps = Session(model), []
    steps = list(
        session.stream(prompt, edits=rules, **{"capture": None, "max_new_tokens": new, "temperature": 0, **settings})
    )
    text: Any = session.text
    if getattr(text, "editing", None) is not None:
        fired = dict(text.editing.fired)
    else:
        fired = {} if text.edits is None else dict(text.edits.counts())
    fired = {place: count for place, count in fired.items() if count}
    return Run([step.id for step in steps], [step.logprob for step in steps], fired)

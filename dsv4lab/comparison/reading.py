"""Run a body over a text in one of several ways and keep what passed its points.

Every body is only listened to (`model.points[name].listen`); to replace or shake a value it must have modules that can be
hooked, which the engine has not.   Tests: tests/comparison/test_record.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import torch
from torch import Tensor

from dsv4lab.comparison.order import in_order
from dsv4lab.comparison.record import Pass, Record, join
from dsv4lab.config import Config
from dsv4lab.errors import BodyError, PromptError
from dsv4lab.interfaces import Model
from dsv4lab.threads import one_thread_for


@dataclass(frozen=True)
class Way:
    """How a text is cut into passes: `cuts` are the positions at which a new one begins; `batch` texts run beside it."""

    name: str
    cuts: tuple[int, ...] = ()
    batch: int = 1

    def pieces(self, tokens: int) -> list[range]:
        """Positions of each pass."""
        edges = [0, *(cut for cut in self.cuts if 0 < cut < tokens), tokens]
        return [range(a, b) for a, b in pairwise(edges)]


WHOLE = Way("whole")


def token_by_token(tokens: int, prefill: int) -> Way:
    """A prefill, and every later token alone."""
    return Way(f"prefill of {prefill}, then token by token", tuple(range(prefill, tokens)))


Change = Callable[[int, Tensor], Tensor]  # position of the pass's first token, value -> what goes on instead


def read(
    model: Model, ids: Sequence[int], way: Way = WHOLE, *, names: Sequence[str] | None = None,
    changes: Mapping[str, Change] | None = None,
) -> Record:  # fmt: skip
    """What passes the points of `model` when it reads these ids in this way; `changes` replace values as they pass.

    Raises PromptError for no ids or ids that the model has not, and BodyError where the body cannot be changed.
    """
    config = model.config
    ids = check_ids(ids, config)
    wanted = [place.name for place in in_order(config)] if names is None else list(names)
    passes: list[Pass] = []
    at = [0]
    with ExitStack() as stack:
        for name, change in (changes or {}).items():
            stack.enter_context(_changed(model, name, change, at))
        for name in wanted:
            stack.enter_context(model.points[name].listen(_keeper(passes, name)))
        stack.enter_context(one_thread_for(model))
        stack.enter_context(torch.inference_mode())
        rows = torch.tensor([[(i + 7 * row) % config.vocab_size for i in ids] for row in range(way.batch)])
        cache = _cache(model, len(ids), way.batch)
        for piece in way.pieces(len(ids)):
            at[0] = piece.start
            passes.append((piece, {}))
            model(rows[:, piece.start : piece.stop].to(model.device), cache)
    dtype = str(model.dtype).removeprefix("torch.")
    return join(config, ids, passes, wanted, way=way.name, source=model.engine, dtype=dtype, weights=model.digest)


def check_ids(ids: Sequence[int], config: Config) -> list[int]:
    """The ids as numbers. Raises PromptError for none, and for one outside the vocabulary or beyond the context."""
    numbers = [int(i) for i in ids]
    if not numbers:
        raise PromptError("there are no tokens to compare; give prompt= a text or a list of token ids.")
    wrong = [i for i in numbers if not 0 <= i < config.vocab_size]
    if wrong:
        raise PromptError(f"token id {wrong[0]} is outside this model's vocabulary of {config.vocab_size}.")
    if len(numbers) > config.max_position_embeddings:
        raise PromptError(f"{len(numbers)} tokens do not fit this model's context of {config.max_position_embeddings}.")
    return numbers


def can_be_changed(model: Model) -> bool:
    """Whether values that pass this body's points can be replaced."""
    return isinstance(model, torch.nn.Module)


def _cache(model: Model, tokens: int, batch: int) -> Any:
    make: Any = model.new_cache
    return make(tokens) if batch == 1 or isinstance(model, torch.nn.Module) else make(tokens, batch=batch)


def _keeper(passes: list[Pass], name: str) -> Callable[[Tensor], None]:
    def keep(value: Tensor) -> None:
        passes[-1][1][name] = value[:1].detach().clone()

    return keep


@contextmanager
def _changed(model: Model, name: str, change: Change, at: list[int]) -> Iterator[None]:
    if not can_be_changed(model):
        way = "a reference or an attached model"
        raise BodyError(model.engine, f"changing {name}", "its layers are fused", way)

    def hook(_module: object, _args: object, value: Tensor) -> Tensor:
        return change(at[0], value)

    body: Any = model
    handle = body.get_submodule(name).register_forward_hook(hook)
    try:
        yield
    finally:
        handle.remove()

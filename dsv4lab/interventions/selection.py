"""Where a rule acts: layers by number or by kind, tokens by position or span.

Both are stored in one frozen form each, so that a rule can be compared, hashed and written as JSON.
Tests: tests/interventions/test_selection.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import index
from typing import TYPE_CHECKING, Any

from dsv4lab.attention_kinds import KINDS
from dsv4lab.config import HASH, LEARNED, Config
from dsv4lab.errors import EditError, shown

if TYPE_CHECKING:
    from torch import Tensor

ALL = "all"
LARGEST = 2**31 - 1  # of a number in a rule: positions, entries, seeds
WORDS = (ALL, *KINDS, LEARNED, HASH)


@dataclass(frozen=True)
class Span:
    """Tokens from `start` on, up to but not including `stop` (None: to the end of the text)."""

    start: int = 0
    stop: int | None = None

    def __post_init__(self) -> None:
        numbers = [self.start] + ([] if self.stop is None else [self.stop])
        if not all(type(n) is int and 0 <= n <= LARGEST for n in numbers) or numbers[-1] < self.start + (
            self.stop is not None
        ):
            raise EditError(f"a span of tokens from {shown(self.start)} to {shown(self.stop)} holds none.")

    @classmethod
    def of(cls, value: Any) -> Span:
        """From [start, stop], as JSON has it. Raises EditError for anything else."""
        if not isinstance(value, (list, tuple)) or len(value) != 2:
            raise EditError(f"span={shown(value)}: give [start, stop], or [start, null] for all that follows.")
        return cls(*value)


Layers = str | tuple[int, ...]
Tokens = Span | tuple[int, ...] | None


def layers_of(value: object) -> Layers:
    """One of WORDS, or numbers; from a word, a number, a range or any list of numbers.

    Raises EditError for anything else.
    """
    if isinstance(value, str):
        if value not in WORDS:
            raise EditError(
                f"layers={shown(value)} is no kind of layer; use a number, numbers, or one of {', '.join(WORDS)}."
            )
        return value
    return numbers_of(value, "layers")


def numbers_of(value: object, name: str) -> tuple[int, ...]:
    """Whole numbers without repetition, in order; from one of them or from any list of them. Raises EditError."""
    many: Any = value
    try:
        try:
            found = [index(many)]
        except TypeError:  # several of them; a tensor has `__index__` whatever its shape
            found = [index(one) for one in many]
    except TypeError:
        found = []
    if not found or isinstance(value, (bytes, bool)) or max(map(abs, found)) > LARGEST:
        raise EditError(f"{name}={shown(value)}: give a whole number below 2^31, or a list of them that is not empty.")
    return tuple(sorted(set(found)))


def tokens_of(value: object) -> Tokens:
    """None (every token), a Span or positions; from a slice, a range, a pair-less list or one position. Raises EditError."""
    if value is None or isinstance(value, Span):
        return value
    if isinstance(value, dict) and set(value) == {"span"}:
        return Span.of(value["span"])
    if isinstance(value, slice):
        if value.step not in (None, 1):
            raise EditError(f"tokens={shown(value)}: a slice with steps is no span; give the positions as a list.")
        return Span(value.start or 0, value.stop)
    positions = numbers_of(value, "tokens")
    if positions[0] < 0:
        raise EditError(f"tokens={positions[0]}: positions count from the begin marker, 0, and are never negative.")
    return positions


def chosen_layers(layers: Layers, config: Config, possible: Sequence[int], what: str) -> list[int]:
    """The layers that are meant: a word means those of its kind that have such a place, numbers must all have it.

    Raises EditError for a layer that has no such place, and where none is left.
    """
    if isinstance(layers, str):
        kinds = zip(config.layer_kinds, config.routing_kinds, strict=True)
        found = [i for i, pair in enumerate(kinds) if (layers == ALL or layers in pair) and i in possible]
        if layers == ALL and -1 in possible:
            found.insert(0, -1)
        if not found:
            raise EditError(
                f'{what}: no layer that is "{layers}" has such a place. Layers that have it: {list(possible)}.'
            )
        return found
    for layer in layers:
        if layer not in possible:
            raise EditError(
                f"{what}: {layer_words(layer, config)} and has no such place. Layers that have it: {list(possible)}."
            )
    return list(layers)


def layer_words(layer: int, config: Config) -> str:
    """A layer's kind and routing, as the first half of a sentence."""
    if not 0 <= layer < config.num_hidden_layers:
        return f"layer {layer} is not one of 0 to {config.num_hidden_layers - 1}"
    return f"layer {layer} is {config.layer_kinds[layer]} with {config.routing_kinds[layer]} routing"


def token_mask(tokens: Tokens, positions: Tensor) -> Tensor:
    """[T] bool: which of these positions [T] are meant."""
    import torch

    if tokens is None:
        return torch.ones_like(positions, dtype=torch.bool)
    if isinstance(tokens, Span):
        mask = positions >= tokens.start
        return mask if tokens.stop is None else mask & (positions < tokens.stop)
    return torch.isin(positions, torch.tensor(tokens, device=positions.device))


def overlap(a: Tokens, b: Tokens) -> bool:
    """Whether some token may be meant by both."""
    if a is None or b is None:
        return True
    if isinstance(a, Span) and isinstance(b, Span):
        return (b.stop is None or a.start < b.stop) and (a.stop is None or b.start < a.stop)
    if isinstance(a, tuple) and isinstance(b, tuple):
        return bool(set(a) & set(b))
    span, positions = (a, b) if isinstance(a, Span) else (b, a)
    assert isinstance(span, Span) and isinstance(positions, tuple)
    return any(p >= span.start and (span.stop is None or p < span.stop) for p in positions)


def entries_of(span: Span, rate: int, *, overlapping: bool, length: int) -> tuple[int, int]:
    """First entry that pools a token of the span, and the one behind the last, among those complete after `length` tokens.

    An overlapping entry also pools the block before its own, so one more entry is touched.
    """
    stop = length if span.stop is None else min(span.stop, length)
    if stop <= span.start:
        return 0, 0
    last = (stop - 1) // rate + (1 if overlapping else 0)
    return span.start // rate, min(last + 1, length // rate)

"""Rules for what attention may read: window, entries, sink, before the softmax.

What is taken away either leaves the softmax, so that the rest grows (mode "renormalise"), or keeps its share and gives
nothing (mode "drop"). Tests: tests/interventions/test_reading.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import torch
from torch import Tensor

from dsv4lab.config import Config
from dsv4lab.errors import EditError, shown
from dsv4lab.interventions.context import At
from dsv4lab.interventions.indexer import entry_mask
from dsv4lab.interventions.rule import Hook, Rule
from dsv4lab.interventions.selection import Span, numbers_of, tokens_of
from dsv4lab.kernels.attention import Reading

RENORMALISE, DROP = "renormalise", "drop"
READING = "attn.reading"


def heads_field(value: object) -> tuple[int, ...] | None:
    """Heads as a rule keeps them; None: all. Raises EditError."""
    return None if value is None else numbers_of(value, "heads")


def check_heads(heads: tuple[int, ...] | None, config: Config, label: str) -> None:
    """Raises EditError for a head that the model has not."""
    wrong = [head for head in heads or () if not 0 <= head < config.num_attention_heads]
    if wrong:
        raise EditError(f"{label}: there is no head {wrong[0]}; every layer has 0 to {config.num_attention_heads - 1}.")


def mode_field(mode: str, kind: str) -> None:
    """Raises EditError for a way that is unknown."""
    if mode not in (RENORMALISE, DROP):
        raise EditError(f"{kind}: mode={shown(mode)} is unknown; use '{RENORMALISE}' or '{DROP}'.")


def meant(heads: tuple[int, ...] | None, at: At) -> Tensor:
    """[1, T, H, 1] bool: the queries and heads that a rule means."""
    number = torch.arange(at.config.num_attention_heads)
    every = torch.ones_like(number, dtype=torch.bool)
    mask = at.table("heads", lambda: every if heads is None else torch.isin(number, number.new_tensor(heads)))
    return (at.mask[:, None] & mask)[None, ..., None]


def without(reading: Reading, removed: Tensor, mode: str, at: At) -> tuple[Reading, Tensor] | None:
    """A reading without what `removed` [B, T, H, S] names, and where that was anything [B, T]; None where it never was."""
    allowed = reading.allowed[:, :, None] if reading.allowed.dim() == 3 else reading.allowed
    removed = removed & allowed
    if not at.fixed and not removed.any():
        return None
    acted = removed.flatten(2).any(-1)
    if mode == RENORMALISE:
        return reading._replace(allowed=allowed & ~removed), acted
    kept = (~removed).float()
    return reading._replace(kept=kept if reading.kept is None else kept * reading.kept), acted


@dataclass(frozen=True, kw_only=True)
class _Removes(Rule):
    """A rule that takes keys away from some queries and heads."""

    heads: tuple[int, ...] | None = None
    mode: str = RENORMALISE

    def normalise(self) -> None:
        self._set(heads=heads_field(self.heads))
        mode_field(self.mode, self.kind)

    def check(self, config: Config, layers: Sequence[int]) -> None:
        check_heads(self.heads, config, self.label)

    def removed(self, reading: Reading, at: At) -> Tensor:
        """[B, T, S] bool, or what is spread to it: the columns that queries lose."""
        raise NotImplementedError

    def hooks(self, layer: int, config: Config) -> dict[str, Hook]:
        def read(at: At, reading: Reading) -> tuple[Reading, Tensor] | None:
            return without(reading, self.removed(reading, at)[:, :, None] & meant(self.heads, at), self.mode, at)

        return {f"layers.{layer}.{READING}": read}


def _near(reading: Reading) -> Tensor:
    """[S] bool: the columns that are keys of the window."""
    return torch.arange(reading.key.shape[-1], device=reading.key.device) < reading.window


@dataclass(frozen=True, kw_only=True)
class Window(_Removes):
    """Only the last n tokens of the window are read, the query's own included."""

    kind: ClassVar[str] = "window"
    n: int = -1  # must be given

    def check(self, config: Config, layers: Sequence[int]) -> None:
        super().check(config, layers)
        if type(self.n) is not int or not 0 <= self.n < config.sliding_window:
            raise EditError(
                f"window: n={shown(self.n)}; this model's window is {config.sliding_window}, give 0 to one less."
            )

    def claims(self, layer: int) -> dict[str, bool]:
        return {"window": True}

    def removed(self, reading: Reading, at: At) -> Tensor:
        return _near(reading) & (at.positions[None, :, None] - reading.key >= self.n)


@dataclass(frozen=True, kw_only=True)
class Attend(_Removes):
    """Only tokens of a span are read, and entries of blocks that lie in it whole."""

    kind: ClassVar[str] = "attend"
    only: Span | tuple[int, ...] | None = None

    def normalise(self) -> None:
        super().normalise()
        self._set(only=tokens_of(self.only))
        if self.only is None:
            raise EditError("attend: only=None; give the span or the positions that may be read.")

    def claims(self, layer: int) -> dict[str, bool]:
        return {"attend": True}

    def removed(self, reading: Reading, at: At) -> Tensor:
        from dsv4lab.interventions.selection import token_mask

        near, rate, key = _near(reading), at.rate, reading.key
        inside = at.table("only", lambda: token_mask(self.only, torch.arange(at.run.length)))
        blocks = len(inside) // rate
        whole = inside[: blocks * rate].unflatten(0, (blocks, rate)).all(-1) if blocks else inside[:0]
        token_ok = inside[key.clamp(0, len(inside) - 1)]
        entry_ok = whole[key.clamp(0, len(whole) - 1)] if len(whole) else torch.zeros_like(token_ok)
        return ~torch.where(near, token_ok, entry_ok)


@dataclass(frozen=True, kw_only=True)
class Compressed(_Removes):
    """No compressed entry is read: window and sink alone."""

    kind: ClassVar[str] = "compressed"

    def possible(self, config: Config) -> list[int]:
        return list(config.compressed_layers)

    def claims(self, layer: int) -> dict[str, bool]:
        return {"entries read": True}

    def removed(self, reading: Reading, at: At) -> Tensor:
        return (~_near(reading)).expand(1, 1, -1)


def entries_removed(entries: tuple[int, ...] | Span | None, reading: Reading, at: At) -> Tensor:
    """[B, 1, S] bool: the columns that are these entries."""
    count = max(1, at.entries)
    mask = at.table("read", lambda: entry_mask(entries, count, at.layer, at.config, at.run.length))
    return ~_near(reading) & (reading.key >= 0) & mask[reading.key.clamp(0, count - 1)]


@dataclass(frozen=True, kw_only=True)
class Sink(Rule):
    """The sink's logit becomes `value`; None takes the sink out of the denominator, and all other weights grow.

    A sink has no value to lose, so there is no mode "drop": leaving its share to nobody is what it does anyway.
    """

    kind: ClassVar[str] = "sink"
    value: float | None = None
    heads: tuple[int, ...] | None = None
    mode: str = RENORMALISE

    def normalise(self) -> None:
        self._set(heads=heads_field(self.heads))
        mode_field(self.mode, self.kind)
        if self.mode == DROP:
            raise EditError(
                "sink: mode='drop' would keep all other weights as they are and take away the sink's value, but a sink has "
                f"none: nothing would change. mode='{RENORMALISE}' takes it out of the denominator."
            )
        if self.value is not None:
            if not isinstance(self.value, (int, float)) or not abs(self.value) < float("inf"):
                raise EditError(f"sink: value={shown(self.value)} is no finite number; None switches the sink off.")
            self._set(value=float(self.value))

    def check(self, config: Config, layers: Sequence[int]) -> None:
        check_heads(self.heads, config, self.label)

    def claims(self, layer: int) -> dict[str, bool]:
        return {"sink": True}

    def hooks(self, layer: int, config: Config) -> dict[str, Hook]:
        def read(at: At, reading: Reading) -> tuple[Reading, Tensor] | None:
            where, sink = meant(self.heads, at)[..., 0], reading.sink.float()
            new = torch.where(where, -torch.inf if self.value is None else self.value, sink)
            acted = (new != sink).any(-1)
            return (reading._replace(sink=new), acted) if at.fixed or acted.any() else None

        return {f"layers.{layer}.{READING}": read}

"""Rules for compressed entries: which there are, what they hold, and what they are pooled from.

An entry has two lives: attention reads it, and on layers that pick, a narrower twin of it (the indexer's own compressor's)
decides whether it is picked. `what` says which is meant: "attention", "index" or "both". A deleted entry leaves its place
in attention empty; deleted from the index, the next best is picked instead. Tests: tests/interventions/test_entries.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import torch
from torch import Tensor

from dsv4lab.config import Config
from dsv4lab.errors import EditError, shown
from dsv4lab.interventions.context import At
from dsv4lab.interventions.indexer import INDEX_SCORES, entries_field, entries_meant, without_entries
from dsv4lab.interventions.reading import READING, RENORMALISE, entries_removed, meant, mode_field, without
from dsv4lab.interventions.rule import Hook, Rule
from dsv4lab.interventions.selection import Span, layer_words
from dsv4lab.interventions.values import Source
from dsv4lab.kernels.attention import Reading

ATTENTION, INDEX, BOTH = "attention", "index", "both"
COMPRESSOR = {ATTENTION: "attn.compressor", INDEX: "attn.indexer.compressor"}
DELETE, MEAN, FROM_TRACE = "delete", "mean", "from_trace"
UNIFORM, LAST = "uniform", "last"


@dataclass(frozen=True, kw_only=True)
class _OfEntries(Rule):
    """A rule with `entries` (numbers, a Span of tokens that they pool, None: all) and `what`."""

    also: ClassVar[Mapping[str, str]] = {**Rule.also, "entry": "entries"}
    entries: tuple[int, ...] | Span | None = None
    what: str = ATTENTION

    def normalise(self) -> None:
        self._set(entries=entries_field(self.entries))
        if self.what not in (ATTENTION, INDEX, BOTH):
            raise EditError(
                f"{self.kind}: what={shown(self.what)} is unknown; use '{ATTENTION}', '{INDEX}' or '{BOTH}'."
            )

    def possible(self, config: Config) -> list[int]:
        return list(config.picking_layers if self.what == INDEX else config.compressed_layers)

    def roles(self, layer: int, config: Config) -> list[str]:
        """What is meant on this layer: one without an indexer has no twin."""
        picks = layer in config.picking_layers
        return [role for role in (ATTENTION, INDEX) if self.what in (role, BOTH) and (picks or role == ATTENTION)]


@dataclass(frozen=True, kw_only=True)
class Entry(_OfEntries):
    """What becomes of entries.

    how     delete (`tokens` are then the queries that lose it), mean, from_trace
    source  from_trace: the text whose entry of the same number is taken; mean: whose entries' mean is taken (None: the
            mean of this text's entries up to the one that is replaced)
    mode    delete: whether the other weights grow (reading.py)
    """

    kind: ClassVar[str] = "entry"
    how: str = DELETE
    source: Source | None = None
    mode: str = RENORMALISE

    def normalise(self) -> None:
        super().normalise()
        if self.how not in (DELETE, MEAN, FROM_TRACE):
            raise EditError(f"entry: how={shown(self.how)} is unknown; use '{DELETE}', '{MEAN}' or '{FROM_TRACE}'.")
        if self.source is not None:
            self._set(source=Source.of(self.source))
        if (self.how == FROM_TRACE and self.source is None) or (self.how == DELETE and self.source is not None):
            raise EditError(f"entry: how='{self.how}' {'needs' if self.source is None else 'takes no'} source.")
        if self.how != DELETE and self.tokens is not None:
            raise EditError(
                f"entry: how='{self.how}' changes an entry for all who read it; tokens= goes with 'delete' only."
            )
        mode_field(self.mode, self.kind)

    def source_of(self) -> Source | None:
        return self.source

    def claims(self, layer: int) -> dict[str, bool]:
        if self.entries is None:
            return {"entries read": True, "picks": False}
        single = [] if isinstance(self.entries, Span) else self.entries
        return {"entries read": False, "picks": False} | {f"entry {entry}": True for entry in single}

    def hooks(self, layer: int, config: Config) -> dict[str, Hook]:
        hooks: dict[str, Hook] = {}
        for role in self.roles(layer, config):
            if self.how != DELETE:
                hooks[f"layers.{layer}.{COMPRESSOR[role]}.entries"] = self._replacing(role)
            elif role == ATTENTION:
                hooks[f"layers.{layer}.{READING}"] = self._unread
            else:
                hooks[f"layers.{layer}.{INDEX_SCORES}"] = lambda at, scores: without_entries(self.entries, at, scores)
        return hooks

    def _unread(self, at: At, reading: Reading) -> tuple[Reading, Tensor] | None:
        removed = entries_removed(self.entries, reading, at)[:, :, None] & meant(None, at)
        return without(reading, removed, self.mode, at)

    def _replacing(self, role: str) -> Callable[[At, Tensor], Tensor | None]:
        def replace(at: At, entries: Tensor) -> Tensor | None:
            number = at.made(entries.shape[1])
            mask = _made(self.entries, at, number)
            if self.source is None:
                new = at.mean_so_far(role, entries, entries=True)
            else:
                other = at.source(f"layers.{at.layer}.{COMPRESSOR[role]}.entries")
                if self.how == MEAN:
                    new = at.table(f"{role} mean", lambda: other.float().mean(1, keepdim=True))
                else:  # only the entries that the other text has
                    new, mask = other[:, number.clamp_max(other.shape[1] - 1)], mask & (number < other.shape[1])
            return torch.where(mask[:, None], new.to(entries.dtype), entries)

        return replace


def _made(entries: tuple[int, ...] | Span | None, at: At, number: Tensor) -> Tensor:
    """[n] bool: which of the entries of these numbers [n] are meant."""
    return entries_meant(entries, at)[number]


@dataclass(frozen=True, kw_only=True)
class Gates(_OfEntries):
    """What an entry is pooled from: all of its sources alike, or the last token of its block alone."""

    kind: ClassVar[str] = "gates"
    how: str = UNIFORM

    def normalise(self) -> None:
        super().normalise()
        if self.how not in (UNIFORM, LAST) or self.tokens is not None:
            raise EditError(
                f"gates: how={shown(self.how)}; use '{UNIFORM}' or '{LAST}', with entries= and not tokens=."
            )

    def claims(self, layer: int) -> dict[str, bool]:
        return {"gates": True}

    def hooks(self, layer: int, config: Config) -> dict[str, Hook]:
        def change(at: At, gates: Tensor) -> Tensor:
            mask = _made(self.entries, at, at.made(gates.shape[1]))
            if self.how == UNIFORM:
                new = torch.where(gates == -torch.inf, gates, 0.0)  # a block before the text stays out
            else:
                new = torch.full_like(gates, -torch.inf)
                new[:, :, -1] = 0
            return torch.where(mask[:, None, None], new, gates)

        return {f"layers.{layer}.{COMPRESSOR[role]}.gates": change for role in self.roles(layer, config)}


@dataclass(frozen=True, kw_only=True)
class NoOverlap(_OfEntries):
    """Entries are pooled from their own block alone."""

    kind: ClassVar[str] = "no_overlap"

    def possible(self, config: Config) -> list[int]:
        return [layer for layer in super().possible(config) if config.kind_of(layer).overlap]

    def check(self, config: Config, layers: Sequence[int]) -> None:
        if self.tokens is not None:
            raise EditError(f"no_overlap on {layer_words(layers[0], config)}: give entries=, not tokens=.")

    def claims(self, layer: int) -> dict[str, bool]:
        return {"gates": True}

    def hooks(self, layer: int, config: Config) -> dict[str, Hook]:
        def own(at: At, gates: Tensor) -> Tensor:
            mask = _made(self.entries, at, at.made(gates.shape[1]))
            new = gates.clone()
            new[:, :, : gates.shape[2] // 2] = -torch.inf
            return torch.where(mask[:, None, None], new, gates)

        return {f"layers.{layer}.{COMPRESSOR[role]}.gates": own for role in self.roles(layer, config)}

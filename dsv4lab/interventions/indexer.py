"""Rules for the lightning indexer's picks: which complete entries a CSA query reads.

An entry can only be picked when its last token is there, with or without edits. Dropping leaves the place empty unless
`refill` is asked for, which takes the entry out before the choice, so that the next best comes in.
Tests: tests/interventions/test_indexer.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import torch
from torch import Tensor

from dsv4lab.config import Config
from dsv4lab.errors import EditError, shown
from dsv4lab.interventions.context import At
from dsv4lab.interventions.rule import Hook, Rule
from dsv4lab.interventions.selection import Span, entries_of, layer_words, numbers_of
from dsv4lab.kernels.attention import softmax_with_sink
from dsv4lab.kernels.lightning_indexer import select_entries

DROP, FORCE, RANDOM, RECENCY, ORACLE, REUSE, FEWER = "drop", "force", "random", "recency", "oracle", "reuse", "k"
HOWS = (DROP, FORCE, RANDOM, RECENCY, ORACLE, REUSE, FEWER)
PICKS, INDEX_SCORES = "attn.indexer.picks", "attn.indexer.scores"


def entry_mask(entries: tuple[int, ...] | Span | None, count: int, layer: int, config: Config, length: int) -> Tensor:
    """[S] bool: which of `count` entries are meant; a Span of tokens means those that pool one of them, None all."""
    number = torch.arange(count)
    if entries is None:
        return torch.ones(count, dtype=torch.bool)
    if isinstance(entries, Span):
        kind = config.kind_of(layer)
        first, stop = entries_of(entries, kind.rate(config), overlapping=kind.overlap, length=length)
        return (number >= first) & (number < stop)
    return torch.isin(number, torch.tensor(entries))


def entries_meant(entries: tuple[int, ...] | Span | None, at: At) -> Tensor:
    """[S] bool: which of the entries that there may be behind this pass are meant.

    A table that knows more entries than are complete says the same of those that are: a span reaches no entry that lies
    behind it.
    """
    return at.table("entries", lambda: entry_mask(entries, at.entries, at.layer, at.config, at.run.length))


def entries_field(value: object) -> tuple[int, ...] | Span | None:
    """Entries as a rule keeps them; None: all. Raises EditError."""
    if value is None or isinstance(value, Span):
        return value
    if isinstance(value, dict) and set(value) == {"span"}:
        return Span.of(value["span"])
    numbers = numbers_of(value, "entries")
    if numbers[0] < 0:
        raise EditError(f"entries={numbers[0]}: entries are counted from 0.")
    return numbers


@dataclass(frozen=True, kw_only=True)
class Picks(Rule):
    """What becomes of every query's picks.

    how       drop, force (entries), random, recency, oracle (by the attention they would get), reuse, k (only the k best)
    entries   dropped or forced: numbers, a Span of tokens, or None for all of them
    refill    drop: the next best takes the place
    source    reuse: the layer whose picks are taken; None with `step`
    step      reuse: so many steps before, on the same layer
    seed      random: a draw per layer, position and seed, whatever the chunks
    """

    kind: ClassVar[str] = "picks"
    also: ClassVar[Mapping[str, str]] = {**Rule.also, "entry": "entries"}
    how: str = DROP
    entries: tuple[int, ...] | Span | None = None
    refill: bool = False
    source: int | None = None
    step: int = 0
    k: int = -1
    seed: int = 0

    def normalise(self) -> None:
        if self.how not in HOWS:
            raise EditError(f"picks: how={shown(self.how)} is unknown; there are {', '.join(HOWS)}.")
        self._set(entries=entries_field(self.entries))
        if self.how == FORCE and self.entries is None:
            raise EditError("picks: which entries are forced? Give force=entries or a span of tokens.")
        if self.how == DROP and self.refill and self.entries is None:
            raise EditError("picks: all entries are dropped, so nothing is left to refill with.")
        if self.how == REUSE and (self.source is None) == (self.step < 1):
            raise EditError("picks: reuse either another layer's picks or those of a step before: a layer, or step=1.")
        if self.how == FEWER and (type(self.k) is not int or self.k < 0):
            raise EditError(f"picks: k={shown(self.k)}; give how many picks are left, 0 or more.")

    def possible(self, config: Config) -> list[int]:
        # The first layer that picks can take over nobody's picks; a word means those that can.
        return [
            i
            for i in config.picking_layers
            if self.source is None or i > self.source or not isinstance(self.layers, str)
        ]

    def check(self, config: Config, layers: Sequence[int]) -> None:
        if self.source is not None:
            if self.source not in config.picking_layers:
                raise EditError(
                    f"{self.label}: {layer_words(self.source, config)} and picks nothing. "
                    f"Layers that pick: {config.picking_layers}."
                )
            late = [layer for layer in layers if layer <= self.source]
            if late:
                raise EditError(
                    f"{self.label}: layer {late[0]} runs before layer {self.source} has picked; reuse an earlier layer's."
                )
        if self.how == FEWER and self.k >= config.index_topk:
            raise EditError(f"{self.label}: this model picks {config.index_topk}; give fewer.")

    def claims(self, layer: int) -> dict[str, bool]:
        if self.how in (DROP, FORCE) and self.entries is not None:
            single = [] if isinstance(self.entries, Span) else self.entries
            return {"picks": False} | {f"entry {entry}": True for entry in single}
        return {"picks": True}

    def hears(self, layer: int, config: Config) -> Iterable[str]:
        if self.source is not None:
            return [f"layers.{self.source}.{PICKS}"]
        return [f"layers.{layer}.attn.query"] if self.how == ORACLE else []

    def hooks(self, layer: int, config: Config) -> dict[str, Hook]:
        if self.how == DROP and self.refill:
            return {f"layers.{layer}.{INDEX_SCORES}": self._refill}
        hooks: dict[str, Hook] = {f"layers.{layer}.{PICKS}": self._change}
        if self.how == ORACLE:
            hooks[f"layers.{layer}.attn.key"] = keep_window
        return hooks

    def _refill(self, at: At, scores: Tensor) -> tuple[Tensor, Tensor]:
        return without_entries(self.entries, at, scores)

    def _change(self, at: At, picks: Tensor) -> tuple[Tensor, Tensor]:
        new = getattr(self, f"_{self.how}")(at, picks)
        return new, (new.sort(-1).values != picks.sort(-1).values).any(-1)  # the order of picks says nothing

    def _drop(self, at: At, picks: Tensor) -> Tensor:
        if self.entries is None:
            return torch.full_like(picks, -1)
        mask = entries_meant(self.entries, at)
        return picks.masked_fill(mask[picks.clamp_min(0)] & (picks >= 0), -1)

    def _force(self, at: At, picks: Tensor) -> Tensor:
        # On the host: which entries are forced is known before the pass, and only whether they are complete is not.
        forced = entry_mask(self.entries, at.entries, at.layer, at.config, at.run.length).nonzero()[:, 0].tolist()
        mask, complete = entries_meant(self.entries, at), at.complete[None]  # [1, T]
        place = torch.arange(picks.shape[-1], device=picks.device)
        for entry in forced:
            # An empty place first, else the worst pick that is not forced itself.
            own = mask[picks.clamp_min(0)] & (picks >= 0)
            worth = torch.where(picks < 0, place + picks.shape[-1], place).masked_fill(own, -1)
            slot = worth.argmax(-1, keepdim=True)
            free = worth.gather(-1, slot) >= 0
            wanted = (entry < complete)[..., None] & ~(picks == entry).any(-1, keepdim=True) & free
            picks = picks.scatter(-1, slot, torch.where(wanted, entry, picks.gather(-1, slot)))
        return picks

    def _random(self, at: At, picks: Tensor) -> Tensor:
        entry = torch.arange(at.entries, device=picks.device)
        draw = scattered(at.positions[:, None], entry, at.layer, self.seed)  # [T, S]
        return self._best(at, draw, picks)

    def _recency(self, at: At, picks: Tensor) -> Tensor:
        entry = torch.arange(at.entries, device=picks.device)
        return self._best(at, entry.float().expand(picks.shape[1], -1), picks)

    def _oracle(self, at: At, picks: Tensor) -> Tensor:
        near, seen, far, sink = at.readable()
        complete = at.complete[:, None] > torch.arange(far.shape[1], device=far.device)
        allowed = torch.cat((seen, complete), -1)[None]
        weights, _ = softmax_with_sink(at.heard("attn.query"), torch.cat((near, far), 1), allowed, sink)
        return self._best(at, weights[..., near.shape[1] :].sum(2), picks)  # what all heads give together

    def _best(self, at: At, worth: Tensor, picks: Tensor) -> Tensor:
        """As many complete entries of the most worth [T, S] or [B, T, S] as there were picks [B, T, K]."""
        complete = torch.arange(worth.shape[-1], device=worth.device) < at.complete[:, None]
        worth = worth.expand(picks.shape[0], -1, -1).masked_fill(~complete, -torch.inf)
        best = select_entries(worth, picks.shape[-1], fixed=at.fixed)
        count = (picks >= 0).sum(-1, keepdim=True)
        return best.masked_fill(torch.arange(best.shape[-1], device=best.device) >= count, -1)

    def _reuse(self, at: At, picks: Tensor) -> Tensor:
        if self.source is not None:
            return at.run.heard[f"layers.{self.source}.{PICKS}"].clone()
        return at.steps_before(picks, self.step)

    def _k(self, at: At, picks: Tensor) -> Tensor:
        return picks.masked_fill(torch.arange(picks.shape[-1], device=picks.device) >= self.k, -1)


def without_entries(entries: tuple[int, ...] | Span | None, at: At, scores: Tensor) -> tuple[Tensor, Tensor]:
    """Scores [B, T, S] from which these entries cannot be picked, and where they would have been [B, T]."""
    mask = entries_meant(entries, at)[: scores.shape[-1]]
    picked = select_entries(scores, at.config.index_topk, fixed=at.fixed)
    return scores.masked_fill(mask, -torch.inf), (mask[picked.clamp_min(0)] & (picked >= 0)).any(-1)


def keep_window(at: At, key: Tensor) -> None:
    """The window's keys [B, W, C] as this pass' queries see them: the cache lets the oldest go before picks are made."""
    kept, memory = at.run.cache.window_of(at.layer), at.memory("window")
    memory.replace(key if kept is None else torch.cat((kept, key), 1))


def scattered(position: Tensor, other: Tensor, layer: int, seed: int) -> Tensor:
    """Numbers in [0, 1) that depend on position, other, layer and seed alone, in the shape that the first two broadcast to.

    A generator would depend on how a text is cut into passes.
    """
    x = position * 73856093 ^ other * 19349663 ^ (layer * 83492791 + seed * 50331653)
    for _ in range(3):  # a few rounds of multiply and shift mix every bit into the upper ones
        x = (x ^ (x >> 15)) * 0x2C1B3C6D & 0x7FFFFFFF
    return x.double() / 2.0**31

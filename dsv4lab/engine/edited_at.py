"""EngineAt: what a rule's hook knows on the engine, where positions are numbers of the device and rows lie at fixed places.

Tests: tests/engine/test_edits.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from dsv4lab.interventions.context import At, Readable
from dsv4lab.kernels.attention import visible_window
from dsv4lab.kernels.kv_cache import Keys, count_of, like, parts_of, rows_of


@dataclass
class EngineAt(At):
    """`run` is an EditedPass, `model` an EngineModel."""

    @property
    def fixed(self) -> bool:
        return self.run.fixed

    @property
    def entries(self) -> int:
        # One at least: the tables of a text too short for any entry are never asked, and may not be empty.
        return max(1, super().entries)

    def table(self, name: str, make: Callable[[], Tensor]) -> Tensor:
        tables, key = self.run.edits.tables, (*self.key, name)
        if key not in tables:  # in the first pass, which is not recorded: a graph may not copy from the host
            tables[key] = make().to(self.run.ids.device)
        return tables[key]

    def looked_up(self, token: int) -> Tensor:
        table = self.model.weights.layers[self.layer].table
        assert table is not None
        return table[token]

    def made(self, count: int) -> Tensor:
        if self.fixed:  # the one that this token completes, if it does
            return (self.positions // self.rate).clamp_max(self.entries - 1)
        return super().made(count)

    def mean_so_far(self, name: str, new: Tensor, *, entries: bool = False) -> Tensor:
        flat = new.flatten(2).double()
        kept = self._kept(f"{name} sum", lambda: torch.zeros_like(flat[:, :1]))  # of all rows before
        sums = kept + (flat if self.fixed else flat.cumsum(1))
        number = self.made(new.shape[1]) if entries else self.positions
        done = (self.positions + 1) % self.rate == 0 if entries and self.fixed else None
        self.run.commit(kept, sums[:, -1:], done)
        return (sums / (number + 1)[:, None]).view_as(new).to(new.dtype)

    def steps_before(self, picks: Tensor, step: int) -> Tensor:
        places = self.config.index_topk
        wide = torch.nn.functional.pad(picks, (0, places - picks.shape[-1]), value=-1)
        kept = self._kept("picks", lambda: torch.full_like(wide[:, :1], -1).repeat(1, step, 1))
        rows = torch.cat((kept, wide), 1)
        self.run.commit(kept, rows[:, -step:])
        return rows[:, : picks.shape[1], : picks.shape[-1]].clone()

    def readable(self) -> Readable:
        kept, size = self.run.cache.layers[self.layer], self.config.sliding_window
        plain, sink = self.run.cache.plain, self.model.sink(self.layer)
        assert kept.entries is not None
        if self.fixed:
            token, window = ring_in_order(kept.window, self.positions)
            return Readable(plain(window), token[None] >= 0, plain(kept.entries), sink)
        start, tokens = self.run.start, self.run.ids.shape[1]
        window = plain(self.run.near)
        first = start + tokens - window.shape[1]
        seen = visible_window(tokens, window.shape[1], start=start, first=first, size=size, device=window.device)
        return Readable(window, seen, plain(rows_of(kept.entries, slice((start + tokens) // self.rate))), sink)

    def _kept(self, name: str, make: Callable[[], Tensor]) -> Tensor:
        """What this rule keeps on this layer between passes, at one place."""
        memory, key = self.run.edits.memory, (*self.key, name)
        if key not in memory:
            memory[key] = make()
        return memory[key]


def ring_in_order(ring: Keys, position: Tensor) -> tuple[Tensor, Keys]:
    """What a step at `position` [1] may read, oldest first: positions [W] (below 0: none) and keys [B, W, C]."""
    size = count_of(ring)
    token = position + torch.arange(1 - size, 1, device=position.device)
    slot = token % size
    return token, like(ring, [part.index_select(1, slot) for part in parts_of(ring)])

"""One side's choices and entries put in place of the other's, as they pass.

Forced choices leave arithmetic alone: floors are measured so, and what lies behind a tie is judged so.
Tests: tests/comparison/test_replay.py.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from dsv4lab.comparison.order import CHOICES, place_of, tokens_per_entry
from dsv4lab.comparison.reading import Change
from dsv4lab.comparison.record import Record
from dsv4lab.config import LEARNED, Config


def choices_of(a: Record) -> dict[str, Change]:
    """Changes that force all experts and picks of a record."""
    names = [place.name for place in a.places if place.part in CHOICES and may_be_forced(place.name, a.config)]
    return {name: forcing(name, a) for name in names}


def may_be_forced(name: str, config: Config) -> bool:
    """Whether this point is an outcome that can be forced: a table chooses on hash layers: nothing of it is an outcome."""
    place = place_of(name)
    return place.part != "ffn.routing.experts" or config.routing_kinds[place.layer or 0] == LEARNED


def forcing(name: str, a: Record, counts: dict[str, int] | None = None) -> Change:
    """A change that puts A's rows of a point in place of what passes; `counts["forced"]` counts rows that were others."""
    counts = {"forced": 0} if counts is None else counts
    place, rows = place_of(name), a.values[name]
    rate = tokens_per_entry(place, a.config) if place.of_entries else 1

    def force(start: int, value: Tensor) -> Tensor:
        # An entry that these tokens complete began in an earlier block than theirs, or in their own first one.
        first = start // rate
        mine = rows[first : first + value.shape[1]]
        if len(mine) != value.shape[1] or (place.of_entries and mine.shape[1:] != value.shape[2:]):
            return value
        if place.of_entries:
            counts["forced"] += int((torch.from_numpy(mine).to(value) != value[0]).flatten(1).any(1).sum())
            return torch.from_numpy(mine).to(value).expand(value.shape)
        chosen = _ids(mine, value.shape[-1]).to(value)
        padded = torch.nn.functional.pad(value, (0, chosen.shape[-1] - value.shape[-1]), value=-1)
        other = (padded[0].sort(-1).values != chosen.sort(-1).values).any(-1)
        counts["forced"] += int(other.sum())
        # The same choice keeps its own order: another order of sums would be a difference of its own.
        return torch.where(other[:, None], chosen, padded) if other.any() else value

    return force


def _ids(members: np.ndarray, slots: int) -> Tensor:
    """Sets [T, M] bool -> ids [T, slots or more], -1 where a set has fewer."""
    wide = max(slots, int(members.sum(1).max(initial=0)))
    out = torch.full((len(members), wide), -1, dtype=torch.int64)
    for row, mine in enumerate(members):
        found = np.flatnonzero(mine)
        out[row, : len(found)] = torch.from_numpy(found)
    return out

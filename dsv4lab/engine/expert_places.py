"""Which expert of an offloaded model lies where, and which two should change sides; numbers only, no memory is touched.

Places are numbered, those on the device first. Two experts of one layer change sides together: each is copied into a spare
place of the other side while it is still read where it was; when both have arrived the table is told, and what they left
becomes spare once nothing that was launched before can read it. So no place that the table names is ever written.
Surprising: who was used often and of late stays, not simply who was used last, since an expert that is fetched costs the bus
as much as one that is read across it, and would mostly leave again unused. Tests: tests/engine/test_expert_places.py.
"""

from __future__ import annotations

from collections import deque
from typing import Any, NamedTuple

import numpy as np

from dsv4lab.checkpoint.expert_sizes import SPARE

HALF_LIFE = 64.0  # tokens after which a use counts half
MORE, MARGIN = 1.25, 0.5  # who comes has to be worth MORE times who goes, and MARGIN of a use


class Swap(NamedTuple):
    """Two experts of a layer that change sides; `after` is what has to be over before the new places may be written."""

    layer: int
    comes: int  # expert that comes to the device, from place `host` to `to_slot`
    goes: int  # expert that leaves it, from place `slot` to `to_host`
    host: int
    slot: int
    to_slot: int
    to_host: int
    after: tuple[Any, Any]


class ExpertPlaces:
    """`at` [layers, experts] is every expert's place, as the table names it: below `slots` on the device, or the host's."""

    def __init__(self, layers: int, experts: int, hot: int, spare: int = SPARE) -> None:
        cold = experts - hot
        spare = spare if cold else 0
        self.slots = layers * hot + spare
        row = np.arange(layers)[:, None]
        device = row * hot + np.arange(hot)
        host = self.slots + row * cold + np.arange(cold)
        self.at = np.concatenate((device, host), 1).astype(np.int64)
        self.total = self.slots + layers * cold + spare
        # A spare place, and what has to be over before it is written.
        self._spare_slots = deque[tuple[int, Any]]((self.slots - spare + i, None) for i in range(spare))
        self._spare_hosts = deque[tuple[int, Any]]((self.total - spare + i, None) for i in range(spare))
        self._moving = np.zeros((layers, experts), dtype=bool)
        self._worth = np.zeros((layers, experts))  # uses, each counting half after HALF_LIFE tokens

    def cold(self, layer: int) -> list[int]:
        """Experts of a layer whose place is on the host."""
        return np.flatnonzero(self.at[layer] >= self.slots).tolist()

    def used(self, counts: Any, chosen: int) -> None:
        """counts [layers, experts]: how often each was chosen; every token chooses `chosen` of a layer."""
        tokens = counts.sum(1, keepdims=True) / max(1, chosen)
        kept = 0.5 ** (tokens / HALF_LIFE)
        # Of many tokens at once, as if each expert's uses had been spread evenly over them.
        each = (1 - kept) / np.maximum(tokens * (1 - 0.5 ** (1 / HALF_LIFE)), 1e-9)
        self._worth = self._worth * kept + counts * each

    def choose(self) -> list[Swap]:
        """At most one pair a layer that should change sides now, as far as spare places go, the most worthwhile first."""
        if not self._spare_slots or not self.at.size:
            return []
        hot = self.at < self.slots
        comes = np.where(hot | self._moving, -1.0, self._worth)
        goes = np.where(hot & ~self._moving, self._worth, np.inf)
        best, least = comes.argmax(1), goes.argmin(1)
        rows = np.arange(len(best))
        gain = comes[rows, best] - (MORE * goes[rows, least] + MARGIN)
        swaps: list[Swap] = []
        for layer in np.argsort(-gain, kind="stable").tolist():
            if gain[layer] <= 0 or not self._spare_slots:
                break
            (to_slot, before_slot), (to_host, before_host) = self._spare_slots.popleft(), self._spare_hosts.popleft()
            one, other = int(best[layer]), int(least[layer])
            self._moving[layer, [one, other]] = True
            swaps.append(
                Swap(
                    layer, one, other, int(self.at[layer, one]), int(self.at[layer, other]), to_slot, to_host,
                    (before_slot, before_host),
                )
            )  # fmt: skip
        return swaps

    def arrived(self, swap: Swap) -> None:
        """Both copies are there: from now on `at` names the new places. The old ones stay until `give_back`."""
        self.at[swap.layer, swap.comes], self.at[swap.layer, swap.goes] = swap.to_slot, swap.to_host
        self._moving[swap.layer, [swap.comes, swap.goes]] = False

    def give_back(self, swap: Swap, after: Any) -> None:
        """The places that two experts left are spare; they may be written when `after` is over: all that read them."""
        self._spare_slots.append((swap.slot, after))
        self._spare_hosts.append((swap.host, after))

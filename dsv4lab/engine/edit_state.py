"""EditState: what a text's edits are and keep, without what runs them: the part that passes, tables and layers all know.

Tests: tests/engine/test_edits.py.
"""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol

import torch
from torch import Tensor

from dsv4lab.engine.capture_buffer import CaptureBuffer
from dsv4lab.engine.kv_cache import EngineCache
from dsv4lab.interventions.rule import Hook, Rule
from dsv4lab.interventions.values import Source

NEVER = torch.iinfo(torch.int64).max  # no position


class Change(NamedTuple):
    """One hook: `slot` is its line in the counters."""

    slot: int
    number: int  # of the rule
    layer: int
    name: str
    hook: Hook


class EditState:
    """The rules of one text of up to `capacity` tokens, by place, and the device's side of them.

    engine        an EngineModel; named here by what it can do, since it is made of what this file serves
    fired         int64, one per change: a step adds to them inside the graph; they are read when the text has ended
    not_a_number  int64, one per change: the first position at which a function returned NaN
    tables        constants of rules; `memory` is what they keep of earlier passes, `sources` other texts' values
    """

    def __init__(
        self, engine: Any, rules: tuple[Rule, ...], capacity: int, batch: int, sham: bool, through: bool
    ) -> None:
        self.engine, self.rules, self.capacity, self.batch = engine, rules, capacity, batch
        self.sham, self.through = sham or through, through
        self.slots: list[tuple[int, int]] = []  # (rule, layer) of every counter
        self.changes: dict[str, list[Change]] = {}
        self.heard: set[str] = set()
        self.plain_names: set[str] = set()
        self.tables: dict[Any, Tensor] = {}
        self.memory: dict[Any, Tensor] = {}
        self.sources: dict[Source, dict[str, Tensor]] = {}
        self.fired = self.not_a_number = torch.empty(0)

    def touches(self, *names: str) -> bool:
        """Whether a rule changes or hears one of these places."""
        return any(name in self.changes or name in self.heard for name in names)


class PassState(Protocol):
    """What tables need of an EditedPass."""

    edits: EditState
    fixed: bool
    ids: Tensor
    positions: Tensor
    halted: Tensor | None

    def changes(self, *names: str) -> bool:
        """Whether a rule changes one of these places."""
        ...


class RunsLayers(Protocol):
    """What makes a pass through the layers of a model that is one stage (layers.py)."""

    def run(
        self, ids: Tensor, handed: None, cache: EngineCache, buffer: CaptureBuffer, *, halted: Tensor | None = None,
        every: Tensor | None = None,
    ) -> tuple[list[Tensor], Any]:  # fmt: skip
        """ids [B, T] -> streams [B * T, N, D] after the embedding and after every layer; nothing is handed over."""
        ...

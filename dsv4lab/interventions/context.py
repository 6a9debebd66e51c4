"""What a rule's hook knows while a pass runs: where it is, what passed before, and what passed in earlier passes.

Tests: tests/interventions/test_editing.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

import torch
from torch import Tensor

from dsv4lab.config import Config
from dsv4lab.interventions.selection import Tokens, token_mask
from dsv4lab.model.expert_routing import ExpertRouting
from dsv4lab.model.kv_cache import Cache

if TYPE_CHECKING:
    from dsv4lab.model.transformer import Transformer


class Memory:
    """Values of earlier positions (or entries), one row each: a text can be taken back, so rows are cut to where it is."""

    def __init__(self, rows: Tensor | None = None) -> None:
        self.rows = rows

    def replace(self, rows: Tensor) -> None:
        """Keep these rows [B, n, ...] only."""
        self.rows = rows

    def extend(self, first: int, new: Tensor) -> Tensor:
        """Rows [B, n, ...] of positions 0 to first + n - 1, the new ones [B, n, ...] last; fewer where some were never
        seen (a text that was branched without its memory).
        """
        kept = None if self.rows is None else self.rows[:, :first]
        self.rows = new if kept is None or not kept.shape[1] else torch.cat((kept, new), 1)
        return self.rows

    def before(self, length: int) -> Memory:
        """An independent memory of the first `length` rows."""
        return Memory(None if self.rows is None else self.rows[:, :length].clone())


@dataclass
class Pass:
    """One pass over tokens of one text.

    ids    [B, T], at positions start ... start + T - 1
    heard  what passed the places that rules ask for, this pass, after all edits there
    plain  the same places in a run without edits
    """

    ids: Tensor
    start: int
    cache: Cache
    heard: dict[str, Tensor] = field(default_factory=dict[str, Tensor])
    plain: dict[str, Tensor] = field(default_factory=dict[str, Tensor])

    @property
    def positions(self) -> Tensor:
        """[T]."""
        return torch.arange(self.start, self.start + self.ids.shape[1], device=self.ids.device)


@dataclass
class At:
    """A rule on one layer in one pass."""

    layer: int
    model: Transformer
    tokens: Tokens
    run: Pass
    memories: dict[Any, Memory]
    key: tuple[int, int]  # number of the rule, layer
    source: Callable[[str], Tensor]  # what passed a place in the rule's other text, [1, n, ...]

    @property
    def config(self) -> Config:
        """The model's."""
        return self.model.config

    @property
    def mask(self) -> Tensor:
        """[T] bool: the tokens of this pass that are meant."""
        return token_mask(self.tokens, self.run.positions)

    @property
    def routing(self) -> ExpertRouting:
        """The layer's routing, for its table and how it weighs."""
        return cast(ExpertRouting, self.model.get_submodule(f"layers.{self.layer}.ffn.routing"))

    def heard(self, part: str) -> Tensor:
        """What passed `layers.{this}.{part}` in this pass, as the place has it ([B, T, ...])."""
        return self.run.heard[f"layers.{self.layer}.{part}"]

    def memory(self, name: str = "") -> Memory:
        """Rows of earlier passes that this rule keeps for this layer."""
        return self.memories.setdefault((*self.key, name), Memory())

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
from dsv4lab.model.kv_cache import Cache, Rows

if TYPE_CHECKING:
    from dsv4lab.model.transformer import Transformer


class Memory:
    """Values of earlier positions (or entries), one row each: a text can be taken back, so rows are cut to where it is."""

    def __init__(self, kept: Rows | None = None) -> None:
        self._kept = Rows() if kept is None else kept

    @property
    def rows(self) -> Tensor | None:
        """The rows so far [B, n, C]; None before the first."""
        return self._kept.rows

    def replace(self, rows: Tensor) -> None:
        """Keep these rows [B, n, C] only."""
        self._kept = Rows()
        self._kept.append(rows)

    def extend(self, first: int, new: Tensor) -> Tensor:
        """Rows [B, first + n, C], the new ones [B, n, C] last; fewer where those before were never seen."""
        self._kept.count = min(self._kept.count, first)  # a pass that was cut off may have left some behind
        self._kept.append(new)
        rows = self._kept.rows
        assert rows is not None
        return rows

    def before(self, length: int) -> Memory:
        """An independent memory of the first `length` rows."""
        return Memory(self._kept.first(min(length, self._kept.count)))

    def mean_so_far(self, first: int, new: Tensor) -> Tensor:
        """The mean over everything from the start up to each of the new rows [B, n, ...], in their shape and dtype."""
        sums = new.flatten(2).double().cumsum(1)
        if first and self.rows is not None:
            sums = sums + self.rows[:, first - 1 : first]
        self.extend(first, sums)  # sums and not values: a long text is not added up again at every token
        count = torch.arange(first + 1, first + 1 + new.shape[1], device=new.device)[:, None]
        return (sums / count).view_as(new).to(new.dtype)


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

"""What a rule's hook knows while a pass runs: where it is, what passed before, and what passed in earlier passes.

Hooks are written once for every body: what a body knows in another way (positions that only the device knows, rows kept at
a fixed place) it says through `Pass` and `At`. In a pass of fixed shapes a hook must not ask the device for a number, since
it is recorded; `At.fixed` tells. Tests: tests/interventions/test_editing.py, tests/engine/test_edits.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import torch
from torch import Tensor

from dsv4lab.config import Config
from dsv4lab.interventions.selection import Tokens, token_mask
from dsv4lab.kernels.attention import visible_window
from dsv4lab.kernels.expert_routing import weigh_experts
from dsv4lab.model.kv_cache import Rows

if TYPE_CHECKING:
    from dsv4lab.interventions.body import EditedCache


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


class Readable(NamedTuple):
    """What the queries of a pass could read on one layer if nothing were picked.

    near, seen   keys of the window [B, W, C], and which of them each query may read [T, W]
    far          entries [B, S, C], complete ones first
    sink         every head's logit [H] of attending to nothing
    """

    near: Tensor
    seen: Tensor
    far: Tensor
    sink: Tensor


@dataclass
class Pass:
    """One pass over tokens of one text.

    ids     [B, T], at positions start ... start + T - 1
    heard   what passed the places that rules ask for, this pass, after all edits there
    plain   the same places in a run without edits
    """

    ids: Tensor
    start: int
    cache: EditedCache
    heard: dict[str, Tensor] = field(default_factory=dict[str, Tensor])
    plain: dict[str, Tensor] = field(default_factory=dict[str, Tensor])

    @property
    def positions(self) -> Tensor:
        """[T]."""
        return torch.arange(self.start, self.start + self.ids.shape[1], device=self.ids.device)

    @property
    def length(self) -> int:
        """Tokens that there may be behind this pass, at most: what tables of positions and entries are made for."""
        return self.start + self.ids.shape[1]


@dataclass
class At:
    """A rule on one layer in one pass."""

    layer: int
    model: Any
    tokens: Tokens
    run: Any
    memories: dict[Any, Memory]
    key: tuple[int, int]  # number of the rule, layer
    source: Callable[[str], Tensor]  # what passed a place in the rule's other text, [1, n, ...]

    @property
    def config(self) -> Config:
        """The model's."""
        return self.model.config

    @property
    def fixed(self) -> bool:
        """Whether this pass is recorded: shapes stay, and no number may be asked of the device."""
        return False

    @property
    def positions(self) -> Tensor:
        """[T], of this pass' tokens."""
        return self.run.positions

    @property
    def mask(self) -> Tensor:
        """[T] bool: the tokens of this pass that are meant."""
        if not isinstance(self.tokens, tuple):
            return token_mask(self.tokens, self.positions)
        meant = self.table("tokens", lambda: torch.tensor(self.tokens))
        return (self.positions[:, None] == meant).any(-1)

    @property
    def rate(self) -> int:
        """Tokens per entry of this layer; 1 where it has none."""
        return self.config.kind_of(self.layer).rate(self.config) or 1

    @property
    def entries(self) -> int:
        """Entries that there may be behind this pass, at most."""
        return self.config.kind_of(self.layer).entries(self.config, self.run.length)

    @property
    def complete(self) -> Tensor:
        """[T]: entries that are complete at each query."""
        return (self.positions + 1) // self.rate

    def table(self, name: str, make: Callable[[], Tensor]) -> Tensor:
        """Constants [...] of this rule, on the pass' device."""
        return make().to(self.run.ids.device)

    def weigh(self, scores: Tensor, experts: Tensor) -> Tensor:
        """The layer's weights [..., K] of these experts [..., K] by scores [..., E]."""
        config = self.config
        normalise = config.norm_topk_prob and config.scoring_func != "softmax"  # a softmax sums to one already
        return weigh_experts(scores, experts, scaling=config.routed_scaling_factor, normalise=normalise)

    def looked_up(self, token: int) -> Tensor:
        """The experts [K] of a token id in this hash layer's table."""
        return self.model.get_submodule(f"layers.{self.layer}.ffn.routing").tid2eid[token]

    def heard(self, part: str) -> Tensor:
        """What passed `layers.{this}.{part}` in this pass, as the place has it ([B, T, ...])."""
        return self.run.heard[f"layers.{self.layer}.{part}"]

    def memory(self, name: str = "") -> Memory:
        """Rows of earlier passes that this rule keeps for this layer."""
        return self.memories.setdefault((*self.key, name), Memory())

    def made(self, count: int) -> Tensor:
        """[n]: numbers of the `count` entries that this pass completes."""
        first = self.config.kind_of(self.layer).entries(self.config, self.run.start)
        return torch.arange(first, first + count, device=self.run.ids.device)

    def mean_so_far(self, name: str, new: Tensor, *, entries: bool = False) -> Tensor:
        """The mean over this text up to each of the new rows [B, n, ...]: of tokens, or of entries."""
        start = self.run.start
        first = self.config.kind_of(self.layer).entries(self.config, start) if entries else start
        return self.memory(name).mean_so_far(first, new)

    def steps_before(self, picks: Tensor, step: int) -> Tensor:
        """Picks [B, T, K] as they were `step` positions earlier; none (-1) before the text."""
        # Passes differ in how many places they have; what is kept has all that there can be. Before the first entry
        # nothing is picked, and no pass brings a row: those rows are empty.
        wide = torch.full((*picks.shape[:2], self.config.index_topk), -1, device=picks.device)
        wide[..., : picks.shape[-1]] = picks
        memory, start = self.memory("picks"), self.run.start
        kept = 0 if memory.rows is None else memory.rows.shape[1]
        if kept < start:
            memory.extend(kept, torch.full((picks.shape[0], start - kept, wide.shape[-1]), -1, device=picks.device))
        rows = memory.extend(start, wide)
        back = torch.full_like(rows[:, :step], -1)
        shifted = torch.cat((back, rows), 1)[:, start : start + picks.shape[1]]  # the row of `step` positions before
        return shifted[..., : picks.shape[-1]].clone()

    def readable(self) -> Readable:
        """What could be read on this layer; the window's keys are those that `keep_window` put aside."""
        near, far = self.memory("window").rows, self.run.cache.entries_of(self.layer)
        assert near is not None and far is not None  # something is picked, so there are entries
        start, tokens = self.run.start, self.run.ids.shape[1]
        seen = visible_window(
            tokens, near.shape[1], start=start, first=start + tokens - near.shape[1], size=self.config.sliding_window,
            device=near.device,
        )  # fmt: skip
        return Readable(near, seen, far, self.model.sink(self.layer))

"""What the engine keeps of a text: window rings, compressed entries, indexer keys and tokens that fill no block yet.

Section 2.3 of the report. Keys are kept in the activations' dtype, or under release numerics in the release's formats
(kernels/kv_cache.py). Everything is allocated once for a largest length, so that a captured graph finds it at the same
place; `positions` lie on the devices and are what a step reads. A ring keeps token p in row p mod window, while a
compressor keeps the last complete block above the rows of the current one. Tests: tests/engine/test_engine.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import torch
from torch import Tensor

from dsv4lab.attention_kinds import KINDS
from dsv4lab.config import Config
from dsv4lab.costs import waiting_columns
from dsv4lab.engine.stages import Stage, one_stage
from dsv4lab.errors import BodyError
from dsv4lab.kernels.kv_cache import (
    Keys,
    count_of,
    empty_entries,
    empty_index_keys,
    like,
    parts_of,
    row_bytes,
    rows_of,
    unpack_entries,
)


@dataclass
class CompressorState:
    """Columns of tokens whose block is not complete: content and gate [B, rows, co * C] float32, slot bias included.

    With overlap the first `rate` rows are the last complete block. Before the first token content is 0 and gates -inf.
    """

    rate: int
    overlap: bool
    content: Tensor
    gate: Tensor

    @classmethod
    def empty(cls, batch: int, width: int, rate: int, *, overlap: bool, device: torch.device) -> CompressorState:
        """Before the first token, for entries that are `width` wide."""
        rows, columns = (2 * rate, 2 * width) if overlap else (rate, width)
        # Gates of -inf weigh nothing in the softmax, so a step's first overlapping entry needs no case of its own.
        shape = (batch, rows, columns)
        # Not full_like: where sizes are only counted ("meta") it would import sympy, which takes seconds.
        gate = torch.empty(shape, device=device).fill_(-torch.inf)
        return cls(rate, overlap, torch.zeros(shape, device=device), gate)

    def clear(self) -> None:
        """As before the first token."""
        self.content.zero_()
        self.gate.fill_(-torch.inf)

    def pending(self, start: int) -> tuple[Tensor, Tensor]:
        """Columns of the tokens since the last complete block, at length `start`: views [B, start mod rate, co * C]."""
        first = self.rate if self.overlap else 0
        rows = slice(first, first + start % self.rate)
        return self.content[:, rows], self.gate[:, rows]

    def keep(self, content: Tensor, gate: Tensor, *, complete: bool) -> None:
        """Take over columns [B, n, co * C] that begin at a block's first token; `complete` if they end with a whole one."""
        whole = content.shape[1] // self.rate * self.rate  # columns that are in entries now
        first = self.rate if self.overlap else 0
        for kept, columns in ((self.content, content), (self.gate, gate)):
            left = columns[:, whole:].clone()
            if self.overlap and complete:
                kept[:, : self.rate] = columns[:, whole - self.rate : whole]
            kept[:, first : first + left.shape[1]] = left


@dataclass
class EngineLayerCache:
    """One layer: window [B, W, C], a ring of rows.

    Compressed layers also have entries [B, S, C] and perhaps index keys [B, S, C_I]; `compressor` and `indexer` are the
    blocks that these grow from.
    """

    window: Keys
    entries: Keys | None = None
    compressor: CompressorState | None = None
    index_keys: Keys | None = None
    indexer: CompressorState | None = None


class EngineCache:
    """State of `batch` texts of equal length; `length` tokens are in it, and `positions` [1] int64 say so, one a stage.

    release  keys are kept as the release keeps them, and the text is computed with its numerics
    kinds    of the layers; by default the trunk's
    stages   where each layer's part lies; by default all on `device`
    """

    def __init__(
        self,
        config: Config,
        capacity: int,
        *,
        dtype: torch.dtype,
        device: str | torch.device = "cpu",
        batch: int = 1,
        release: bool = False,
        kinds: Sequence[str] | None = None,
        stages: Sequence[Stage] | None = None,
    ) -> None:
        self.config, self.capacity, self.batch, self.dtype, self.release = config, capacity, batch, dtype, release
        self.length = 0
        self.mtp: EngineCache | None = None  # of the draft block that runs beside this text, if one does
        self.kinds = tuple(config.layer_kinds if kinds is None else kinds)
        self.stages = one_stage(device, len(self.kinds)) if stages is None else tuple(stages)
        # The length twice: a captured step reads it on its device, and the host must not ask a device for it.
        self.positions = [torch.zeros(1, dtype=torch.int64, device=stage.device) for stage in self.stages]
        self.layers = [self._layer(self.kinds[i], stage.device) for stage in self.stages for i in stage.layers]

    @property
    def position(self) -> Tensor:
        """The length [1] int64 where tokens are drawn: on the last stage's device."""
        return self.positions[-1]

    def move_on(self, tokens: int) -> None:
        """A chunk of so many tokens is in it."""
        self.length += tokens
        for position in self.positions:
            position += tokens

    def clear(self) -> None:
        """As it was before the first token, at the same places."""
        self.length, self.mtp = 0, None
        for position in self.positions:
            position.zero_()
        for layer in self.layers:
            for keys in (layer.window, layer.entries, layer.index_keys):
                for part in () if keys is None else parts_of(keys):
                    part.zero_()
            for blocks in (layer.compressor, layer.indexer):
                if blocks is not None:
                    blocks.clear()

    def _layer(self, name: str, device: torch.device) -> EngineLayerCache:
        config, batch, kind = self.config, self.batch, KINDS[name]

        def rows(count: int) -> Keys:
            if self.release:
                rotated = config.qk_rope_head_dim
                return empty_entries(batch, count, config.head_dim, rotated, dtype=self.dtype, device=device)
            return torch.zeros(batch, count, config.head_dim, dtype=self.dtype, device=device)

        def index_rows(count: int) -> Keys:
            if self.release:
                return empty_index_keys(batch, count, config.index_head_dim, device=device)
            return torch.zeros(batch, count, config.index_head_dim, dtype=self.dtype, device=device)

        def compressor(width: int) -> CompressorState:
            return CompressorState.empty(batch, width, kind.rate(config), overlap=kind.overlap, device=device)

        # Every kind has a window; it is all that a sliding layer has.
        window = rows(config.sliding_window)
        if not kind.has_entries:
            return EngineLayerCache(window)
        # At least one row: kernels get an address even where no entry will ever be complete.
        count = max(1, kind.entries(config, self.capacity))
        layer = EngineLayerCache(window, rows(count), compressor(config.head_dim))
        if kind.picks:
            layer.index_keys, layer.indexer = index_rows(count), compressor(config.index_head_dim)
        return layer

    def at(self, length: int) -> EngineCache:
        """A copy of this cache; of an earlier length only what was kept would do, and nothing is."""
        if length != self.length:
            raise BodyError(
                "engine",
                f"taking a cache of {self.length} tokens back to {length}",
                "its rows are written over as a text grows",
                "session.cache_at(length) reads the tokens again, and cache.at works on a rewindable cache of the reference",
            )
        twin = EngineCache(
            self.config, self.capacity, dtype=self.dtype, batch=self.batch, release=self.release, kinds=self.kinds,
            stages=self.stages,
        )  # fmt: skip
        # The same copy as for a larger cache, so that there is one list of what a cache holds.
        twin.take(self)
        twin.mtp = None if self.mtp is None else self.mtp.at(self.mtp.length)
        return twin

    def take(self, other: EngineCache) -> None:
        """Become a copy of a smaller cache of the same configuration and batch."""
        self.length, self.mtp = other.length, other.mtp
        for mine, theirs in zip(self.positions, other.positions, strict=True):
            mine.copy_(theirs)
        for mine, theirs in zip(self.layers, other.layers, strict=True):
            for name in ("window", "entries", "index_keys"):
                if (rows := getattr(theirs, name)) is not None:
                    # Entries lie at the front, whatever the capacity; windows are of one size.
                    for into, part in zip(parts_of(getattr(mine, name)), parts_of(rows), strict=True):
                        into[:, : part.shape[1]] = part
            for name in ("compressor", "indexer"):
                if (blocks := getattr(theirs, name)) is not None:
                    getattr(mine, name).content.copy_(blocks.content)
                    getattr(mine, name).gate.copy_(blocks.gate)

    def bytes(self) -> int:
        """Bytes in use, those of `mtp` included: what the tokens that are there need, not the room for more."""
        # Rows are counted, as the reference does: what is allocated is larger and known from engine_cache_bytes.
        total = 0 if self.mtp is None else self.mtp.bytes()
        for i, layer in enumerate(self.layers):
            counts = self.counts(i)
            total += counts["window"] * self.batch * row_bytes(layer.window)
            for name, keys in (("entries", layer.entries), ("index keys", layer.index_keys)):
                if keys is not None:
                    total += counts[name] * self.batch * row_bytes(keys)
            for blocks in (layer.compressor, layer.indexer):
                if blocks is not None:
                    # Rows of content are as wide as the columns, which overlapping doubles.
                    rows = waiting_columns(self.length, blocks.rate, overlap=blocks.overlap) // (1 + blocks.overlap)
                    total += 2 * rows * self.batch * blocks.content.shape[2] * blocks.content.element_size()
        return total

    def counts(self, layer: int) -> dict[str, int]:
        """What a layer keeps, in rows: keys of the window, entries, keys of the indexer, and columns waiting for
        their block.
        """
        kept, rate = self.layers[layer], self.config.rate(self.kinds[layer])
        # A step brings its own key: of the ring's rows one is free to be written over.
        out = {"window": min(self.length, self.config.sliding_window - 1)}
        if kept.entries is not None:
            out |= {"entries": self.length // rate, "waiting": self.length % rate}
        if kept.index_keys is not None:
            out["index keys"] = self.length // rate
        return out

    def window_of(self, layer: int) -> Tensor | None:
        """The keys that the next token may read, in order: [B, < window, C] in the activations' dtype."""
        count = self.counts(layer)["window"]
        if not count:
            return None
        window = self.layers[layer].window
        # In the order of the text, which the ring's own order is not.
        rows = torch.arange(self.length - count, self.length, device=parts_of(window)[0].device) % count_of(window)
        return self.plain(like(window, (part[:, rows] for part in parts_of(window))))

    def entries_of(self, layer: int) -> Tensor | None:
        """The entries that are complete [B, S, C] in the activations' dtype."""
        entries, count = self.layers[layer].entries, self.counts(layer).get("entries", 0)
        return self.plain(rows_of(entries, slice(count))) if entries is not None and count else None

    def plain(self, keys: Keys) -> Tensor:
        """Keys [B, n, C] in the activations' dtype."""
        return keys if isinstance(keys, Tensor) else unpack_entries(keys, self.config.head_dim, self.dtype)


def engine_cache_bytes(
    config: Config, capacity: int, *, dtype: torch.dtype, batch: int = 1, release: bool = False,
    kinds: Sequence[str] | None = None,
) -> int:  # fmt: skip
    """Bytes that an EngineCache of this capacity allocates, for layers of these kinds; nothing is allocated here."""
    # Made by the class itself on a device without memory: a formula beside it could be wrong one day.
    cache = EngineCache(config, capacity, dtype=dtype, device="meta", batch=batch, release=release, kinds=kinds)
    total = 0
    for layer in cache.layers:
        # Every field there is, so that a new one is counted by itself.
        for spec in fields(layer):
            value = getattr(layer, spec.name)
            if value is None:
                continue
            parts = (value.content, value.gate) if isinstance(value, CompressorState) else parts_of(value)
            total += sum(part.numel() * part.element_size() for part in parts)
    return total

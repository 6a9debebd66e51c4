"""What a running text must keep: the window's keys, the compressed entries, and the tokens not yet in any entry.

Section 3.6 of the report. Long-term state grows only by entries; everything else has a fixed size. A cache belongs to one
batch of equal lengths; a rewindable one can be taken back to any earlier length. Tests: tests/model/test_parts.py.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field

import torch
from torch import Tensor

from dsv4lab.attention_kinds import KINDS, SLIDING, AttentionKind
from dsv4lab.config import Config
from dsv4lab.errors import CacheError


class Rows:
    """A growing [B, n, C] tensor; doubling its capacity keeps a long text's appends linear."""

    def __init__(self) -> None:
        self._buffer: Tensor | None = None
        self.count = 0

    def append(self, rows: Tensor) -> None:
        """Add rows [B, n, C] behind those that are there; views handed out before stay right."""
        need = self.count + rows.shape[1]
        if self._buffer is None or need > self._buffer.shape[1]:
            # A new buffer and not a resized one: `rows` of earlier passes may still be looked at.
            grown = rows.new_empty(rows.shape[0], max(need, 2 * self.count), rows.shape[2])
            if self._buffer is not None:
                grown[:, : self.count] = self._buffer[:, : self.count]
            self._buffer = grown
        self._buffer[:, self.count : need] = rows
        self.count = need

    @property
    def rows(self) -> Tensor | None:
        """The rows so far, [B, n, C]; None before the first."""
        return None if self._buffer is None else self._buffer[:, : self.count]

    def first(self, count: int) -> Rows:
        """An independent copy of the first `count` rows."""
        twin = Rows()
        if self.rows is not None and count:
            twin.append(self.rows[:, :count])
        return twin


class History:
    """Everything a compressor has seen, so that its state can be rebuilt at any earlier length."""

    def __init__(self) -> None:
        self.content, self.gate = Rows(), Rows()


@dataclass
class CompressorState:
    """Entries so far and the columns (content, gate) of tokens that have not filled a block, [B, < m, co * C] float32."""

    rate: int
    entries: Rows = field(default_factory=Rows)
    content: Tensor | None = None
    gate: Tensor | None = None
    previous: tuple[Tensor, Tensor] | None = None  # the last complete block, for the overlap of the next entry
    history: History | None = None

    def remember(self, content: Tensor, gate: Tensor) -> None:
        """Keep what new tokens bring, [B, T, co * C] each, if this cache can be rewound."""
        if self.history is not None:
            self.history.content.append(content)
            self.history.gate.append(gate)

    def at(self, length: int) -> CompressorState:
        """The state after `length` tokens, from the history: what waits for a block is not in the entries."""
        assert self.history is not None
        past = History()
        past.content, past.gate = self.history.content.first(length), self.history.gate.first(length)
        content, gate = past.content.rows, past.gate.rows
        blocks = length // self.rate
        state = CompressorState(self.rate, self.entries.first(blocks), history=past)
        if content is not None and gate is not None:
            done = blocks * self.rate  # tokens that are in entries already
            state.content, state.gate = content[:, done:], gate[:, done:]
            if blocks and self.previous is not None:  # only overlapping entries need the block before
                state.previous = content[:, done - self.rate : done], gate[:, done - self.rate : done]
        return state


@dataclass
class LayerCache:
    """State of one layer: window keys [B, < window, C] and the compressors the layer's kind has."""

    size: int  # of the window
    window: Tensor | None = None
    compressor: CompressorState | None = None
    indexer: CompressorState | None = None
    history: Rows | None = None

    def extend_window(self, keys: Tensor) -> Tensor:
        """Keys that the new tokens may read, [B, W, C]: what was kept, then theirs; keeps the last window - 1."""
        window = extend(self.window, keys)  # [B, < size + T, C]
        # The next token brings its own key, so one fewer is kept; cloned, or the whole pass' keys would be held.
        self.window = window[:, -(self.size - 1) :].clone() if self.size > 1 else None
        if self.history is not None:
            self.history.append(keys)
        return window

    def at(self, length: int) -> LayerCache:
        """The state after `length` tokens."""
        assert self.history is not None
        past = self.history.first(length)
        window = None if past.rows is None or self.size == 1 else past.rows[:, -(self.size - 1) :].clone()
        return LayerCache(
            self.size,
            window,
            self.compressor and self.compressor.at(length),
            self.indexer and self.indexer.at(length),
            past,
        )


class Cache:
    """State of all layers (and of the draft blocks) after `length` tokens.

    `rewindable` also keeps every token's keys and compressor columns, about L * (C + 2 * co * C) values per token, so
    that `at(length)` can return the state at any earlier length, which is what branching does.
    """

    def __init__(self, config: Config, *, rewindable: bool = False) -> None:
        self.length = 0

        def compressor(kind: AttentionKind) -> CompressorState:
            return CompressorState(kind.rate(config), history=History() if rewindable else None)

        def layer(name: str) -> LayerCache:
            kind = KINDS[name]
            return LayerCache(
                config.sliding_window,
                compressor=compressor(kind) if kind.has_entries else None,
                indexer=compressor(kind) if kind.picks else None,
                history=Rows() if rewindable else None,
            )

        self.rewindable = rewindable
        # Draft blocks are layers too, but one token behind; they have sliding attention only.
        self.layers = [layer(kind) for kind in config.layer_kinds]
        self.mtp = [layer(SLIDING) for _ in range(config.num_nextn_predict_layers)]

    def at(self, length: int) -> Cache:
        """An independent cache as it was after `length` tokens; decoding on either leaves the other unchanged.

        Raises CacheError if this cache cannot be rewound, or holds fewer tokens.
        """
        if not self.rewindable:
            raise CacheError("this cache cannot be rewound; make it with Cache(config, rewindable=True).")
        if not 0 <= length <= self.length:
            raise CacheError(f"the cache holds {self.length} tokens; it cannot be taken back to {length}.")
        twin = copy.copy(self)
        twin.length = length
        twin.layers = [layer.at(length) for layer in self.layers]
        # A draft block pairs token i with token i + 1: it has always seen one token less.
        twin.mtp = [layer.at(max(0, length - 1)) for layer in self.mtp]
        return twin

    def mark(self) -> Callable[[], None]:
        """A call that takes this cache back to what it is now, should a pass be cut off in the middle; nothing is copied.

        Rows are only ever added behind those that are there, and windows and columns are replaced, never written into.
        """
        # References and counts are enough: a pass appends rows and replaces tensors, so what was there stays as it was.
        length, back = self.length, [_mark(layer) for layer in self.layers + self.mtp]

        def restore() -> None:
            self.length = length
            for layer in back:
                layer()

        return restore

    def window_of(self, layer: int) -> Tensor | None:
        """The keys that the next token may read, in order: [B, < window, C]."""
        return self.layers[layer].window

    def entries_of(self, layer: int) -> Tensor | None:
        """The entries that are complete [B, S, C]."""
        state = self.layers[layer].compressor
        return None if state is None else state.entries.rows

    def counts(self, layer: int) -> dict[str, int]:
        """What a layer keeps, in rows: keys of the window, entries, keys of the indexer, and columns waiting for
        their block.
        """
        kept = self.layers[layer]
        out = {"window": 0 if kept.window is None else kept.window.shape[1]}
        if kept.compressor is not None:
            content = kept.compressor.content
            out |= {"entries": kept.compressor.entries.count, "waiting": 0 if content is None else content.shape[1]}
        if kept.indexer is not None:
            out["index keys"] = kept.indexer.entries.count
        return out

    def bytes(self) -> int:
        """Bytes that going on needs: filled rows, windows and pending tokens, without what is kept for branching."""
        total = 0
        for layer in self.layers + self.mtp:
            total += _bytes(layer.window)
            for state in (layer.compressor, layer.indexer):
                if state is not None:
                    previous = state.previous or ()
                    total += sum(map(_bytes, (state.entries.rows, state.content, state.gate, *previous)))
        return total

    def history_bytes(self) -> int:
        """Bytes kept beside that so that `at` can go back, buffers with their room for more."""
        total = 0
        for layer in self.layers + self.mtp:
            rows = [layer.history]
            for state in (layer.compressor, layer.indexer):
                if state is not None and state.history is not None:
                    rows += [state.history.content, state.history.gate]
            total += sum(_bytes(row._buffer) for row in rows if row is not None)
        return total


HISTORY = 256 << 20  # bytes up to which every state of a text is kept, so that going back needs no pass


def history_bytes(config: Config, tokens: int, itemsize: int = 4) -> int:
    """Bytes that a run of this length keeps for branching: none where they would be more than HISTORY."""
    need = tokens * history_bytes_per_token(config, itemsize)
    return need if need <= HISTORY else 0


def history_bytes_per_token(config: Config, itemsize: int = 4) -> int:
    """Bytes that a rewindable cache keeps of each token beside its state; columns are float32 in every dtype."""
    total = (config.num_hidden_layers + config.num_nextn_predict_layers) * config.head_dim * itemsize
    for kind in map(config.kind_of, config.compressed_layers):
        width = config.head_dim + (config.index_head_dim if kind.picks else 0)
        total += 2 * kind.blocks * width * 4  # content and gate
    return total


def _mark(layer: LayerCache) -> Callable[[], None]:
    states = [state for state in (layer.compressor, layer.indexer) if state is not None]
    rows = [layer.history]
    for state in states:
        rows += [state.entries, *((state.history.content, state.history.gate) if state.history is not None else ())]
    counts = [(row, row.count) for row in rows if row is not None]
    window, columns = layer.window, [(state, state.content, state.gate, state.previous) for state in states]

    def restore() -> None:
        layer.window = window
        for row, count in counts:
            row.count = count
        for state, content, gate, previous in columns:
            state.content, state.gate, state.previous = content, gate, previous

    return restore


def _bytes(tensor: Tensor | None) -> int:
    return 0 if tensor is None else tensor.numel() * tensor.element_size()


def extend(kept: Tensor | None, new: Tensor) -> Tensor:
    """Kept rows [B, n, C] followed by new ones [B, T, C] along the token axis."""
    return new if kept is None else torch.cat((kept, new), 1)

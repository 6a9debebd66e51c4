"""What a running text must keep: the window's keys, the compressed entries, and the tokens not yet in any entry.

Section 3.6 of the report. Long-term state grows only by entries; everything else has a fixed size. A cache belongs to one
batch of equal lengths; a rewindable one can be taken back to any earlier length. Tests: tests/test_model_parts.py.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field

import torch
from torch import Tensor

from dsv4lab.config import CSA, SLIDING, Config
from dsv4lab.errors import PromptError


class Rows:
    """A growing [B, n, C] tensor; doubling its capacity keeps a long text's appends linear."""

    def __init__(self) -> None:
        self._buffer: Tensor | None = None
        self.count = 0

    def append(self, rows: Tensor) -> None:
        need = self.count + rows.shape[1]
        if self._buffer is None or need > self._buffer.shape[1]:
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
        """Keep what new tokens bring, if this cache can be rewound."""
        if self.history is not None:
            self.history.content.append(content)
            self.history.gate.append(gate)

    def at(self, length: int) -> CompressorState:
        """The state after `length` tokens."""
        assert self.history is not None
        past = History()
        past.content, past.gate = self.history.content.first(length), self.history.gate.first(length)
        content, gate = past.content.rows, past.gate.rows
        blocks = length // self.rate
        state = CompressorState(self.rate, self.entries.first(blocks), history=past)
        if content is not None and gate is not None:
            done = blocks * self.rate
            state.content, state.gate = content[:, done:], gate[:, done:]
            if blocks and self.previous is not None:  # only overlapping entries (CSA) need the block before
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
        window = extend(self.window, keys)
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

        def compressor(rate: int) -> CompressorState:
            return CompressorState(rate, history=History() if rewindable else None)

        def layer(kind: str) -> LayerCache:
            return LayerCache(
                config.sliding_window,
                compressor=None if kind == SLIDING else compressor(config.rate(kind)),
                indexer=compressor(config.csa_rate) if kind == CSA else None,
                history=Rows() if rewindable else None,
            )

        self.rewindable = rewindable
        self.layers = [layer(kind) for kind in config.layer_kinds]
        self.mtp = [layer(SLIDING) for _ in range(config.num_nextn_predict_layers)]

    def at(self, length: int) -> Cache:
        """An independent cache as it was after `length` tokens; decoding on either leaves the other unchanged."""
        if not self.rewindable:
            raise PromptError("this cache cannot be rewound; make it with Cache(config, rewindable=True).")
        if not 0 <= length <= self.length:
            raise PromptError(f"the cache holds {self.length} tokens; it cannot be taken back to {length}.")
        twin = copy.copy(self)
        twin.length = length
        twin.layers = [layer.at(length) for layer in self.layers]
        # A draft block pairs token i with token i + 1: it has always seen one token less.
        twin.mtp = [layer.at(max(0, length - 1)) for layer in self.mtp]
        return twin

    def bytes(self) -> int:
        """Bytes of the state really kept: filled rows, windows and pending tokens."""
        total = 0
        for layer in self.layers + self.mtp:
            total += _bytes(layer.window)
            for state in (layer.compressor, layer.indexer):
                if state is not None:
                    previous = state.previous or ()
                    total += sum(map(_bytes, (state.entries.rows, state.content, state.gate, *previous)))
        return total


def _bytes(tensor: Tensor | None) -> int:
    return 0 if tensor is None else tensor.numel() * tensor.element_size()


def extend(kept: Tensor | None, new: Tensor) -> Tensor:
    """Kept rows followed by new ones along the token axis."""
    return new if kept is None else torch.cat((kept, new), 1)

"""What a running text must keep: the window's keys, the compressed entries, and the tokens not yet in any entry.

Section 3.6 of the report. Long-term state grows only by entries; everything else has a fixed size. A cache belongs to one
batch of equal lengths and can be copied, which is what branching does. Tests: tests/test_cache.py.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field

import torch
from torch import Tensor

from dsv4lab.config import CSA, SLIDING, Config


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

    def __deepcopy__(self, memo: dict) -> Rows:
        twin = Rows()
        if self.rows is not None:
            twin.append(self.rows)
        return twin


@dataclass
class CompressorState:
    """Entries so far and the columns (content, gate) of tokens that have not filled a block, [B, < m, co * C] float32."""

    entries: Rows = field(default_factory=Rows)
    content: Tensor | None = None
    gate: Tensor | None = None
    previous: tuple[Tensor, Tensor] | None = None  # the last complete block, for the overlap of the next entry


@dataclass
class LayerCache:
    """State of one layer: window keys [B, < window, C] and the compressors the layer's kind has."""

    window: Tensor | None = None
    compressor: CompressorState | None = None
    indexer: CompressorState | None = None


class Cache:
    """State of all layers (and of the draft blocks) after `length` tokens."""

    def __init__(self, config: Config) -> None:
        self.length = 0
        self.layers = [
            LayerCache(
                compressor=None if kind == SLIDING else CompressorState(),
                indexer=CompressorState() if kind == CSA else None,
            )
            for kind in config.layer_kinds
        ]
        self.mtp = [LayerCache() for _ in range(config.num_nextn_predict_layers)]

    def copy(self) -> Cache:
        """An independent twin: decoding on either leaves the other unchanged."""
        return copy.deepcopy(self)

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

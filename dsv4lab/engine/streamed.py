"""The engine with one layer at a time on its device: for models that fit nowhere, and passes that are worth reading 160 GB.

A pass is the resident engine's, bit for bit; a prompt goes through in as few passes as memory allows.
Tests: tests/engine/test_streamed.py.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import torch

from dsv4lab.checkpoint.reader import Checkpoint
from dsv4lab.engine.engine import Engine
from dsv4lab.engine.layer_stream import LayerStream

_OFTEN, _QUIET = 0.5, 2.0  # seconds between two words, and before the first
_LONGEST = 1 << 16  # tokens of a prompt that go through together


def streamed_engine(
    checkpoint: Checkpoint, dtype: torch.dtype, device: torch.device, say: Callable[[str], None]
) -> Engine:  # fmt: skip
    """An engine whose layers are read in every pass; `say` hears how far a long pass is."""
    stream = LayerStream(checkpoint, dtype, device)
    try:
        model = Engine(stream.weights())
    except BaseException:
        stream.close()
        raise
    sizes = checkpoint.stored_bytes()
    layer_bytes = [
        sum(size for name, size in sizes.items() if name.startswith(f"layers.{i}.")) for i in range(len(stream))
    ]
    stream.on_layer = _Told(layer_bytes, say)
    # A captured graph has its weights at one place for ever.
    model.graphs = False
    free = model.free_bytes()
    # Every pass reads all shards, so that fewer and larger ones are better, up to what is free beside three layers.
    while free is not None and model.chunk < _LONGEST:
        if 3 * max(layer_bytes) + model.need(2 * model.chunk, 1, 2 * model.chunk) > free:
            break
        model.chunk *= 2
    return model


class _Told:
    """Says which layer has its turn, and how long the rest of the pass takes."""

    def __init__(self, layer_bytes: list[int], say: Callable[[str], None]) -> None:
        self._bytes, self._say = layer_bytes, say
        self._begun = self._last = 0.0
        self._words = False

    def __call__(self, layer: int) -> None:
        now, total = time.perf_counter(), sum(self._bytes)
        if not layer:
            self._begun = now
        spent, done = now - self._begun, sum(self._bytes[:layer])
        if layer and spent > _QUIET and now - self._last > _OFTEN:
            self._last, self._words = now, True
            self._say(
                f"Layer {layer + 1} of {len(self._bytes)}: {done / 1e9:.1f} of {total / 1e9:.1f} GB read, about "
                f"{spent / done * (total - done):.0f} s left"
            )
        if layer == len(self._bytes) - 1 and self._words:
            self._words = False
            self._say("")

"""The layers behind the last that a rule touches, and the read-out: the same work for every arm, so a GPU records it.

An arm differs from another only in what enters these layers. That is copied to one place, on which every layer of every
part of the text is a CUDA graph from its second time on. Surprising: nothing is copied back in the cache between arms. It
is the text's own, cleared before its first token, and the parts of a text follow one another in it as they always do.
Tests: tests/engine/test_forced_tail.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import torch
from torch import Tensor

from dsv4lab.engine.capture_buffer import CaptureBuffer
from dsv4lab.engine.graphs import Graphs
from dsv4lab.engine.kv_cache import EngineCache
from dsv4lab.engine.layers import HandOver
from dsv4lab.engine.model import EngineModel

HEAD = "head"


def can_record(engine: EngineModel) -> bool:
    """Whether what this engine does with a prompt can be recorded."""
    device = engine.device
    if device.type != "cuda" or not engine.graphs or engine.weights.store is not None:
        return False
    # On later cards than these torch's grouped product, which many tokens take, asks the device where its groups end.
    return torch.cuda.get_device_capability(device)[0] <= 10


class Tail:
    """Of one text, cut into `parts` [1, T] each; `cache` is the one in which every run over the text begins anew.

    Only for a model that is one stage whose weights all stay on the device.
    """

    def __init__(self, engine: EngineModel, parts: Sequence[Tensor], cache: EngineCache) -> None:
        self.engine, self.cache, self._parts = engine, cache, parts
        self.graphs = Graphs(engine.device, engine.layers.last.side, records=can_record(engine))
        self._streams: dict[int, Tensor] = {}  # by part: where a layer finds what enters it, and leaves what comes out
        self._projections: dict[int, Tensor] = {}
        self._logits: Tensor | None = None

    def run(self, number: int, first: int, streams: Tensor, handed: HandOver | None) -> Tensor:
        """Part `number` through the layers from `first` on: streams [T, N, D] behind the last, until the next run.

        streams  [T, N, D] that enter them, which `handed` has with their projection if there is a layer left
        """
        place = _copied(streams, self._streams, number)
        if handed is not None:
            _copied(handed.projection, self._projections, number)
        for i in range(first, self.engine.config.num_hidden_layers):
            self.graphs.run((number, i), partial(self._layer, number, i))
        return place

    def read_out(self, number: int, low: int, high: int) -> Tensor:
        """Logits [high - low, V] of these tokens of a part that was just run; always the same ones of a part."""
        if self._logits is None:
            rows = max(part.shape[1] for part in self._parts)
            self._logits = torch.empty(rows, self.engine.config.vocab_size, device=self.engine.device)
        self.graphs.run((number, HEAD), partial(self._head, number, low, high))
        return self._logits[: high - low].clone()

    def _layer(self, number: int, i: int) -> None:
        part, streams = self._parts[number], self._streams[number]
        entering, buffer = HandOver(streams, self._projections[number]), CaptureBuffer((), self.engine.device)
        kept, handed = self.engine.layers.last.run(part, entering, self.cache, buffer, only=range(i, i + 1))
        # Behind the layer, which reads the streams until its end.
        streams.copy_(kept[-1])
        if handed is not None:
            self._projections[number].copy_(handed.projection)

    def _head(self, number: int, low: int, high: int) -> None:
        assert self._logits is not None
        self._logits[: high - low].copy_(self.engine.read_out(self._streams[number][low:high]))


def _copied(value: Tensor, places: dict[int, Tensor], number: int) -> Tensor:
    """A value [...] at its part's place, which is made by the first."""
    if number not in places:
        places[number] = torch.empty_like(value)
    return places[number].copy_(value)

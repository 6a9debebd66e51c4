"""A whole text read by the engine as it reads a prompt, with edits or without: what probes ask (probes/forced.py).

With edits the layers in front of the first that a rule touches are not run again: what enters it is kept from the plain run.
Those behind the last know nothing of the rules and are the same work for every arm (forced_tail.py).
A text whose streams are more than _KEPT is read whole each time, with the same result.
Tests: tests/engine/test_edits_effect.py, tests/engine/test_forced_tail.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import torch
from torch import Tensor

from dsv4lab.engine.capture_buffer import CaptureBuffer
from dsv4lab.engine.edited_head import changes_head, read_out
from dsv4lab.engine.edits import EDITED_CHUNK, Edits, plain_points
from dsv4lab.engine.forced_tail import Tail
from dsv4lab.engine.layers import HandOver
from dsv4lab.engine.model import EngineModel
from dsv4lab.interventions.rule import Rule

_KEPT = 4 << 30  # bytes that may be kept of a plain run


class ReadByForce:
    """ids [n] of one text; logits are of the positions from `first - 1` on, without the last: [n - first, V]."""

    unfused = True  # a piece that a rule touches may be computed by its definition

    def __init__(self, engine: EngineModel, ids: Sequence[int], first: int) -> None:
        self.engine, self.first = engine, first
        self._ids = torch.tensor([list(ids)], device=engine.device)
        # Alike with edits and without: sums have one order.
        self._parts = torch.split(self._ids, min(engine.chunk, EDITED_CHUNK), 1)
        self._entering: list[list[HandOver]] = []  # per part: what enters each layer, and what leaves the last
        engine.wait_until_ready()
        # One for all runs over the text, since recorded layers look for it at the same place.
        self._cache = engine.new_cache(self._ids.shape[1])
        self.tail = Tail(engine, self._parts, self._cache)

    def plain(self) -> Tensor:
        """Logits [n - first, V] without edits."""
        return self._read(None)

    def edited(self, rules: Sequence[Rule], *, sham: bool, through: bool) -> tuple[Tensor, Counter[tuple[int, int]]]:
        """Logits [n - first, V] with edits, and how often each acted on each layer."""
        edits = Edits(self.engine, rules, self._ids.shape[1], sham=sham, through=through)
        return self._read(edits), edits.counts()

    def points(self, names: Sequence[str]) -> dict[str, Tensor]:
        """What passes these points in the plain run [1, n, ...], of texts of any length."""
        return plain_points(self.engine, self._ids, names)

    @torch.inference_mode()
    def _read(self, edits: Edits | None) -> Tensor:
        engine, cache, tokens, rows = self.engine, self._cache, self._ids.shape[1], list[Tensor]()
        with engine.lock:
            cache.clear()
            for number, part in enumerate(self._parts):
                start, count = cache.length, part.shape[1]
                if edits is None or number >= len(self._entering):
                    streams, alike = self._whole(number, edits), False
                else:
                    streams, alike = self._edited(number, edits), not changes_head(edits)
                low, high = max(0, self.first - 1 - start), min(count, tokens - 1 - start)
                if low < high and alike:
                    rows.append(self.tail.read_out(number, low, high))
                elif low < high:
                    positions = torch.arange(start + low, start + high, device=engine.device)
                    rows.append(read_out(engine, edits, streams[low:high], positions, start + low))
        return torch.cat(rows)

    def _whole(self, number: int, edits: Edits | None) -> Tensor:
        """One part of the text through all layers: streams [T, N, D] behind the last. Of a plain run what enters each is
        kept, if there is room.
        """
        layers, part, buffer = self.engine.layers, self._parts[number], CaptureBuffer((), self.engine.device)
        if edits is not None or len(layers.stages) > 1 or self._bytes() > _KEPT:
            return layers.run(part, self._cache, buffer, edits=edits)[-1]
        entering: list[HandOver] = []
        streams, _ = layers.last.run(part, None, self._cache, buffer, entering=entering)
        if len(self._entering) == number:
            self._entering.append(entering)
        self._cache.move_on(part.shape[1])
        return streams[-1]

    def _edited(self, number: int, edits: Edits) -> Tensor:
        """The same from the first layer that a rule touches, on what entered it in the plain run."""
        engine, part, touched = self.engine, self._parts[number], edits.layers_between
        handed = None if edits.first_layer < 0 else self._entering[number][touched.start]
        if engine.weights.store is not None:  # experts on their way to the device come in the order of a whole pass
            touched = range(touched.start, engine.config.num_hidden_layers)
        buffer = CaptureBuffer((), engine.device)
        streams, left = engine.layers.last.run(part, handed, self._cache, buffer, edits=edits, only=touched)
        last = self.tail.run(number, touched.stop, streams[-1], left)
        self._cache.move_on(part.shape[1])
        return last

    def _bytes(self) -> int:
        """That the streams in front of all layers take."""
        config, itemsize = self.engine.config, self.engine.dtype.itemsize
        return (config.num_hidden_layers + 1) * self._ids.numel() * config.hc_mult * config.hidden_size * itemsize

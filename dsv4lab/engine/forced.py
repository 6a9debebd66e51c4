"""A whole text read by the engine as it reads a prompt, with edits or without: what probes ask (probes/forced.py).

Tests: tests/engine/test_edits_effect.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import torch
from torch import Tensor

from dsv4lab.engine.capture_buffer import CaptureBuffer
from dsv4lab.engine.edited_head import read_out
from dsv4lab.engine.edits import EDITED_CHUNK, Edits, plain_points
from dsv4lab.engine.model import EngineModel
from dsv4lab.interventions.rule import Rule


class ReadByForce:
    """ids [n] of one text; logits are of the positions from `first - 1` on, without the last: [n - first, V]."""

    unfused = True  # a piece that a rule touches may be computed by its definition

    def __init__(self, engine: EngineModel, ids: Sequence[int], first: int) -> None:
        self.engine, self.first = engine, first
        self._ids = torch.tensor([list(ids)], device=engine.device)
        engine.wait_until_ready()

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
        engine, tokens, rows = self.engine, self._ids.shape[1], list[Tensor]()
        buffer = CaptureBuffer((), engine.device)
        with engine.lock:
            cache = engine.new_cache(tokens)
            for part in torch.split(
                self._ids, min(engine.chunk, EDITED_CHUNK), 1
            ):  # alike with edits and without: sums have one order
                start, count = cache.length, part.shape[1]
                streams = engine.layers.run(part, cache, buffer, edits=edits)[-1]
                low, high = max(0, self.first - 1 - start), min(count, tokens - 1 - start)
                if low < high:
                    positions = torch.arange(start + low, start + high, device=engine.device)
                    rows.append(read_out(engine, edits, streams[low:high], positions, start + low))
        return torch.cat(rows)

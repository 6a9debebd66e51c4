"""MTP: the draft (MTP) block beside one text, proposing the token after the next (section 2.1 of the report).

It pairs the trunk's last streams of token i with the embedding of token i + 1, so it has always seen one token less than the
trunk, in a window of its own. Surprising: in a decoding step it needs nothing of the step, only the streams that the step
before left, so it runs beside the trunk. Definition: dsv4lab/model/mtp.py. Tests: tests/engine/test_session.py.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from dsv4lab.config import SLIDING
from dsv4lab.engine.capture_buffer import CaptureBuffer
from dsv4lab.engine.kv_cache import EngineCache
from dsv4lab.engine.model import EngineModel
from dsv4lab.engine.pass_context import PassContext, linear
from dsv4lab.kernels.rope_triton import norm_rotate_triton


class MTP:
    """Bound to one text. `cache` holds the pairs' keys, `last` [1, N, D] the trunk's streams of the last token."""

    def __init__(self, engine: EngineModel) -> None:
        assert engine.weights.mtp is not None
        self.engine, self.weights = engine, engine.weights.mtp
        config, release, device = engine.config, engine.numerics.release, engine.read_device
        # Capacity 0: a sliding layer has a window and no entries, however long the text.
        self.cache = EngineCache(config, 0, dtype=engine.dtype, device=device, release=release, kinds=[SLIDING])
        self.last = torch.zeros(1, config.hc_mult, config.hidden_size, dtype=engine.dtype, device=device)
        # Inside the block nothing is captured; what it proposes is read out by the recorders.
        self._buffer = CaptureBuffer((), device)
        self._still = torch.empty(0, device=device)  # frequencies of a norm that turns nothing

    def read(self, ids: Tensor, streams: Tensor, start: int) -> Tensor:
        """A chunk of the prompt: ids [T] from position `start` on, the trunk's last streams [T, N, D] of them, both on the
        device of the trunk's last stage.

        returns  the block's streams [P, N, D] for the pairs that end in this chunk: T, or at the beginning T - 1
        """
        # A chunk's first token makes a pair with the streams that the chunk before left.
        known = torch.cat((self.last, streams[:-1])) if start else streams[:-1]  # [P, N, D]
        # In place, since a captured step reads it at this address.
        self.last.copy_(streams[-1:])
        count, ids = len(known), ids[len(ids) - len(known) :]
        # A text's first token has none before it: if it comes alone, there is no pair yet.
        if not count:
            return known
        # Position of a pair is that of its first token, one behind the trunk's.
        cache, first = self.cache, max(0, start - 1)
        cache.length = first
        cache.position.fill_(first)
        positions = torch.arange(first, first + count, device=ids.device)
        out = self._run(known, PassContext(ids.contiguous(), positions, 1, count, cache, self._buffer, None, None))
        cache.length += count
        return out

    def step(self, ids: Tensor, position: Tensor, halted: Tensor) -> Tensor:
        """The pair that ends with the token [1] at `position` [1] of a decoding step: the block's streams [1, N, D]."""
        # On the device: which position it is differs in every replay of the graph.
        torch.sub(position, 1, out=self.cache.position)
        return self._run(self.last, PassContext(ids, self.cache.position, 1, 1, self.cache, self._buffer, halted, None))

    def keep(self, streams: Tensor, halted: Tensor) -> None:
        """The step's last streams [1, N, D] are the next pair's, unless it was halted."""
        # No `if`: a graph has none, and the host does not know whether the step was halted.
        torch.where(halted.bool(), self.last, streams, out=self.last)

    def _run(self, streams: Tensor, ctx: PassContext) -> Tensor:
        """The block over pairs: streams [T, N, D] and ctx.ids [T], each normed and through its matrix, added, one layer."""
        engine, weights = self.engine, self.weights

        def normed(x: Tensor, weight: Tensor) -> Tensor:
            return norm_rotate_triton(
                x, weight, ctx.positions, self._still, eps=engine.config.rms_norm_eps
            ).flatten(0, 1)  # fmt: skip

        embedded = F.embedding(ctx.ids, weights.embed)[:, None]  # [T, 1, D]
        token = linear(ctx.input(normed(embedded, weights.e_norm)), weights.e_proj)
        before = linear(ctx.input(normed(streams, weights.h_norm)), weights.h_proj)
        mixed = token[:, None] + before.view_as(streams)  # [T, N, D]; the token is added to every stream
        return engine.layers.last.run_one("mtp.0", weights.layer, self.cache.layers[0], mixed, ctx)

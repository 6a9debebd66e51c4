"""Multi-token prediction: one more layer that drafts the token after the next (section 2.1 of the report).

It takes the trunk's streams at position i (before the head collapses them) and the embedding of token i + 1, and predicts
token i + 2 with the trunk's head. transformers drops this block. Tests: tests/model/test_parts.py.
"""

from __future__ import annotations

from torch import Tensor

from dsv4lab.config import LEARNED, SLIDING, Config
from dsv4lab.model.hyper_connections import HyperHead
from dsv4lab.model.kv_cache import LayerCache
from dsv4lab.model.layer import Layer
from dsv4lab.model.parts import Numerics, QuantizedLinear, RMSNorm
from dsv4lab.model.rope import Rotary


class MTPBlock(Layer):
    """A sliding layer with learned routing, its own collapse and norm; embedding and head are the trunk's."""

    def __init__(self, config: Config, numerics: Numerics) -> None:
        super().__init__(config, SLIDING, LEARNED, numerics)
        width, eps = config.hidden_size, config.rms_norm_eps
        self.e_proj = QuantizedLinear(width, width, numerics)
        self.h_proj = QuantizedLinear(width, width, numerics)
        self.enorm, self.hnorm, self.norm = RMSNorm(width, eps), RMSNorm(width, eps), RMSNorm(width, eps)
        self.head_mixing = HyperHead(config)

    def draft(
        self, streams: Tensor, embedded: Tensor, ids: Tensor, start: int, cache: LayerCache, rotary: Rotary
    ) -> tuple[Tensor, Tensor]:
        """streams [B, T, N, D] of tokens i, embedding [B, T, D] and ids [B, T] of tokens i + 1.

        Returns what the head turns into logits for tokens i + 2, [B, T, D], and the block's own streams, which can be fed
        back with the drafted token to draft one further.
        """
        # The ids only go where every layer's go: learned routing does not look at them.
        streams = self(self.merge(streams, embedded), ids, start, cache, rotary)  # [B, T, N, D]
        return self.norm(self.head_mixing(streams)), streams

    def merge(self, streams: Tensor, embedded: Tensor) -> Tensor:
        """What the block's layer starts from: every stream [B, T, N, D] plus the next token's embedding [B, T, D]."""
        # Both normed first: what a trunk's streams and an embedding weigh has nothing to do with one another.
        return self.e_proj(self.enorm(embedded))[..., None, :] + self.h_proj(self.hnorm(streams))

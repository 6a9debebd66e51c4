"""One layer: the streams through attention, then through the experts, each inside its own hyper-connection.

Section 2 of the report. Tests: tests/model/test_against_transformers.py.
"""

from __future__ import annotations

from torch import Tensor, nn

from dsv4lab.config import Config
from dsv4lab.kernels.hyper_connections import hyper_connections_post
from dsv4lab.model.attention import Attention
from dsv4lab.model.experts import MixtureOfExperts
from dsv4lab.model.kv_cache import LayerCache
from dsv4lab.model.parts import Numerics
from dsv4lab.model.rope import Rotary


class Layer(nn.Module):
    """Sites `attn` and `ffn`; each holds its mixing, its norm and its function."""

    def __init__(self, config: Config, kind: str, routing_kind: str, numerics: Numerics) -> None:
        super().__init__()
        self.attn = Attention(config, kind, numerics)
        self.ffn = MixtureOfExperts(config, routing_kind, numerics)

    def forward(self, streams: Tensor, ids: Tensor, start: int, cache: LayerCache, rotary: Rotary) -> Tensor:
        """streams [B, T, N, D], ids [B, T] at positions start... -> streams after the layer."""
        # The coefficients of both ends are made of the streams as they were before the sub-layer.
        x, post, comb = self.attn.mixing(streams)  # [B, T, D], [B, T, N], [B, T, N, N]
        z = self.attn(self.attn.norm(x), start, cache, rotary)
        streams = hyper_connections_post(z, streams, post, comb)
        # No residual sum: comb carries the streams past the sub-layer.
        x, post, comb = self.ffn.mixing(streams)
        return hyper_connections_post(self.ffn(self.ffn.norm(x), ids), streams, post, comb)

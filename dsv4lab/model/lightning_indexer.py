"""Lightning indexer: a small attention that chooses which compressed entries a CSA query may read.

Equations 13 to 17 of the report. It has a compressor of its own. Surprising: the choice is per token and shared by all
heads; head weights can be negative. Tests: tests/model/test_parts.py.
"""

from __future__ import annotations

from torch import Tensor, nn

from dsv4lab.attention_kinds import AttentionKind
from dsv4lab.config import Config
from dsv4lab.kernels.lightning_indexer import index_scores, select_entries
from dsv4lab.kernels.rope import Angles, rotate
from dsv4lab.model.compressor import Compressor
from dsv4lab.model.hook_point import HookPoint
from dsv4lab.model.kv_cache import CompressorState
from dsv4lab.model.parts import Linear, Numerics, QuantizedLinear
from dsv4lab.model.rope import Rotary


class LightningIndexer(nn.Module):
    """Points: scores [B, T, S] (-inf: not complete yet), picks [B, T, K] (best first; -1: none left)."""

    def __init__(self, config: Config, kind: AttentionKind, numerics: Numerics) -> None:
        super().__init__()
        self.heads, self.width, self.topk = config.index_n_heads, config.index_head_dim, config.index_topk
        self.rate, self.numerics = kind.rate(config), numerics
        self.wq_b = QuantizedLinear(config.q_lora_rank, self.heads * self.width, numerics)
        self.weights_proj = Linear(config.hidden_size, self.heads)
        self.compressor = Compressor(config, self.width, self.rate, overlap=kind.overlap)
        self.scores, self.picks = HookPoint(), HookPoint()

    def forward(
        self, x: Tensor, low_rank: Tensor, start: int, state: CompressorState, angles: Angles, rotary: Rotary
    ) -> Tensor | None:
        """x [B, T, D], the query's low-rank vector [B, T, R] -> picks [B, T, K]; None while no entry exists."""
        # Keys of its own, narrower than attention's entries and one for each of them: entry s is the same block in both.
        new = self.compressor(x, start, state, rotary)  # [B, n, C]
        if new is not None:
            state.entries.append(self.numerics.index(new))
        keys = state.entries.rows  # [B, S, C]
        if keys is None:
            return None
        query, weights = self.queries(x, low_rank, angles)
        scores = index_scores(self.numerics.index(query), keys, weights, start=start, rate=self.rate)  # [B, T, S]
        return self.picks(select_entries(self.scores(scores), self.topk))

    def queries(self, x: Tensor, low_rank: Tensor, angles: Angles) -> tuple[Tensor, Tensor]:
        """Rotated queries [B, T, H, C] and the heads' weights [B, T, H] float32, scaled for products of C channels."""
        # From the low-rank vector that attention's queries come from: no second projection of D inputs.
        query = rotate(self.wq_b(low_rank).unflatten(-1, (self.heads, self.width)), angles)
        return query, self.weights_proj(x).float() * (self.width * self.heads) ** -0.5

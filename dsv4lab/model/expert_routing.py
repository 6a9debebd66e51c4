"""Expert routing: which experts a token visits and with which weights.

Section 2.1 of the report. Learned layers choose by score + bias; hash layers look the token id up in a table. Surprising:
the bias decides who is chosen but never enters a weight, and hash layers take their weights from the scores too.
Tests: tests/model/test_against_transformers.py.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from dsv4lab.config import HASH, Config
from dsv4lab.kernels.topk import best_first
from dsv4lab.model.hook_point import HookPoint
from dsv4lab.model.parts import linear_float32


class ExpertRouting(nn.Module):
    """Points: logits, scores, biased_scores (learned layers) [B, T, E]; experts, weights [B, T, K]."""

    def __init__(self, config: Config, kind: str) -> None:
        super().__init__()
        self.kind, self.slots, self.scoring = kind, config.num_experts_per_tok, config.scoring_func
        self.scaling, self.normalise = config.routed_scaling_factor, config.norm_topk_prob
        self.weight = nn.Parameter(torch.empty(config.n_routed_experts, config.hidden_size))
        self.bias: Tensor | None = None
        self.tid2eid: Tensor
        if kind == HASH:
            table = torch.arange(self.slots).repeat(config.vocab_size, 1)
            self.register_buffer("tid2eid", table)
        else:
            self.bias = nn.Parameter(torch.zeros(config.n_routed_experts), requires_grad=False)
        self.logits, self.scores, self.biased_scores = HookPoint(), HookPoint(), HookPoint()
        self.experts, self.weights = HookPoint(), HookPoint()

    def forward(self, x: Tensor, ids: Tensor) -> tuple[Tensor, Tensor]:
        """x [B, T, D], token ids [B, T] -> experts [B, T, K] int64 and their weights [B, T, K] float32."""
        scores = self.scores(self._score(self.logits(linear_float32(x, self.weight))))
        if self.bias is None:
            experts = self.tid2eid[ids]
        else:
            experts = best_first(self.biased_scores(scores + self.bias), self.slots)[1]
        experts = self.experts(experts)
        weights = scores.gather(-1, experts)
        if self.normalise and self.scoring != "softmax":
            weights = weights / (weights.sum(-1, keepdim=True) + 1e-20)
        return experts, self.weights(weights * self.scaling)

    def _score(self, logits: Tensor) -> Tensor:
        if self.scoring == "sqrtsoftplus":
            return F.softplus(logits).sqrt()
        return logits.softmax(-1) if self.scoring == "softmax" else logits.sigmoid()

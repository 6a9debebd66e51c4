"""Expert routing: which experts a token visits and with which weights.

Section 2.1 of the report. Learned layers choose by score + bias; hash layers look the token id up in a table. Surprising:
the bias decides who is chosen but never enters a weight, and hash layers take their weights from the scores too.
Tests: tests/model/test_against_transformers.py.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from dsv4lab.config import HASH, Config
from dsv4lab.kernels.expert_routing import choose_experts, score_experts, weigh_experts
from dsv4lab.kernels.linear import linear_float32
from dsv4lab.model.hook_point import HookPoint


class ExpertRouting(nn.Module):
    """Points: logits, scores, biased_scores (learned layers) [B, T, E]; experts, weights [B, T, K]."""

    def __init__(self, config: Config, kind: str) -> None:
        super().__init__()
        self.kind, self.slots, self.scoring = kind, config.num_experts_per_tok, config.scoring_func
        self.scaling = config.routed_scaling_factor
        self.normalise = config.norm_topk_prob and self.scoring != "softmax"  # a softmax sums to one already
        self.weight = nn.Parameter(torch.empty(config.n_routed_experts, config.hidden_size))
        self.bias: Tensor | None = None
        self.tid2eid: Tensor
        if kind == HASH:
            # A table over token ids [V, K], not learned: a checkpoint brings its own, this one is only a valid one.
            # On the CPU first: ranges of meta tensors import torch's compiler, which takes seconds.
            table = torch.arange(self.slots, device="cpu").repeat(config.vocab_size, 1)
            self.register_buffer("tid2eid", table.to(torch.get_default_device()))
        else:
            # Moved by the loads during training, never by a gradient: it balances experts without a say in their weights.
            self.bias = nn.Parameter(torch.zeros(config.n_routed_experts), requires_grad=False)
        self.logits, self.scores, self.biased_scores = HookPoint(), HookPoint(), HookPoint()
        self.experts, self.weights = HookPoint(), HookPoint()

    def forward(self, x: Tensor, ids: Tensor) -> tuple[Tensor, Tensor]:
        """x [B, T, D], token ids [B, T] -> experts [B, T, K] int64 and their weights [B, T, K] float32."""
        # In float32: experts are chosen by differences that bfloat16 rounds away.
        logits = self.logits(linear_float32(x, self.weight))  # [B, T, E]
        scores = self.scores(score_experts(logits, self.scoring))
        if self.bias is None:
            experts = self.tid2eid[ids]  # [B, T, K]
        else:
            experts = choose_experts(self.biased_scores(scores + self.bias), self.slots)
        experts = self.experts(experts)
        return experts, self.weights(weigh_experts(scores, experts, scaling=self.scaling, normalise=self.normalise))

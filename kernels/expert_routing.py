"""Which experts a token visits, and with which weights: scores, bias, the K best (or a table), normalised.

Section 2.1 of the report; the model's part, with its points between these steps, is model/expert_routing.py. Surprising:
the bias decides who is chosen but never enters a weight. Tests: tests/kernels/test_expert_routing_triton.py.
"""

from __future__ import annotations

import torch.nn.functional as F
from torch import Tensor

from dsv4lab.kernels.linear import linear_float32
from dsv4lab.kernels.topk import best_first


def score_experts(logits: Tensor, scoring: str = "sqrtsoftplus") -> Tensor:
    """How much each token wants each expert [..., E]: sqrt(softplus(logit)), or what other configurations name."""
    if scoring == "sqrtsoftplus":
        return F.softplus(logits).sqrt()
    return logits.softmax(-1) if scoring == "softmax" else logits.sigmoid()


def choose_experts(biased: Tensor, slots: int) -> Tensor:
    """The K experts with the largest score + bias [..., E]: [..., K] int64, best first, the lower expert among equals."""
    return best_first(biased, slots)[1]


def weigh_experts(scores: Tensor, experts: Tensor, *, scaling: float, normalise: bool = True) -> Tensor:
    """Weights [..., K] of the chosen experts, from their scores without bias.

    Equation: scaling * score / (sum of the chosen scores + 1e-20); the sum is left out unless `normalise`.
    """
    weights = scores.gather(-1, experts)
    if normalise:
        weights = weights / (weights.sum(-1, keepdim=True) + 1e-20)
    return weights * scaling


def route(
    x: Tensor,
    weight: Tensor,
    bias: Tensor | None,
    table: Tensor | None,
    ids: Tensor | None,
    slots: int,
    *,
    scaling: float,
) -> tuple[Tensor, Tensor, Tensor]:
    """All steps in one go. x [T, D], weight [E, D]; bias [E] chooses by score, or table [V, K] int64 and ids [T] by token.

    returns  experts [T, K] int64, weights [T, K] float32 that sum to `scaling`, logits [T, E] float32
    """
    logits = linear_float32(x, weight)
    scores = score_experts(logits)
    experts = choose_experts(scores if bias is None else scores + bias, slots) if table is None else table[ids]
    return experts, weigh_experts(scores, experts, scaling=scaling), logits

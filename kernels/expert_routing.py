"""Which experts a token visits, and with which weights: scores, bias, the K best (or a table), normalised.

Section 2.1 of the report; the model's part is model/expert_routing.py. Surprising: the bias decides who is chosen but
never enters a weight. Tests: tests/kernels/test_expert_routing_triton.py.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from dsv4lab.kernels.topk import best_first


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
    """x [T, D], weight [E, D]; bias [E] chooses by score, or table [V, K] int64 and ids [T] by token.

    returns  experts [T, K] int64, weights [T, K] float32 that sum to `scaling`, logits [T, E] float32

    Equation: score = sqrt(softplus(logit)); weight = scaling * score / (sum of the chosen scores + 1e-20).
    """
    wide = torch.promote_types(x.dtype, torch.float32)
    logits = F.linear(x.to(wide), weight.to(wide))
    scores = F.softplus(logits).sqrt()
    biased = scores if bias is None else scores + bias
    experts = best_first(biased, slots)[1] if table is None else table[ids]
    weights = scores.gather(-1, experts)
    return experts, weights / (weights.sum(-1, keepdim=True) + 1e-20) * scaling, logits

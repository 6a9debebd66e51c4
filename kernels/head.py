"""From final vectors to what is said about the next token: logits in float32, their entropy and the likeliest ids.

Section 2.1 of the report: the head multiplies in float32. The lens reads every layer out with the same matrix,
so all layers' vectors go through it together and its weights are read once. Tests: tests/kernels/test_head_triton.py.
"""

from __future__ import annotations

from torch import Tensor

from dsv4lab.kernels.linear import linear_float32
from dsv4lab.kernels.topk import best_first


def head_logits(x: Tensor, head: Tensor) -> Tensor:
    """x [M, D], head [V, D] -> logits [M, V] float32, multiplied and summed in float32."""
    return linear_float32(x, head)


def summarise_logits(logits: Tensor, ranks: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Of every row of logits [M, V]: the sum's logarithm, the entropy and the likeliest ids.

    returns  log_sum [M] (logprob = logit - log_sum) and entropy [M] float32, nats; ids [M, R] int64, likeliest first,
             the lower id first among equal logits; their logits [M, R]
    """
    log_sum = logits.logsumexp(-1)
    logprobs = logits - log_sum[:, None]
    # A logit of minus infinity adds nothing; 0 * inf would be no number.
    entropy = -(logprobs.exp() * logprobs.clamp_min(-1e4)).sum(-1)
    values, ids = best_first(logits, ranks)
    return log_sum, entropy, ids, values

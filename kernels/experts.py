"""Clamped SwiGLU and the sum over a token's chosen experts (section 2.4 of the report).

Surprising: the gate is clamped from above only, the other factor on both sides, and both before the product.
Tests: tests/test_experts.py.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor


def swiglu(gate: Tensor, up: Tensor, limit: float) -> Tensor:
    """silu(min(gate, limit)) * clamp(up, -limit, limit), in float32, cast back to gate's dtype."""
    out = F.silu(gate.float().clamp(max=limit)) * up.float().clamp(-limit, limit)
    return out.to(gate.dtype)


def chosen_experts(
    x: Tensor,
    experts: Tensor,
    weights: Tensor,
    w1: Tensor,
    w3: Tensor,
    w2: Tensor,
    *,
    limit: float,
    round_input: Callable[[Tensor], Tensor] = lambda x: x,
) -> Tensor:
    """What each chosen expert adds for each token: weights[t, k] * expert(x[t]).

    x [T, D], experts [T, K] int64, weights [T, K] float32, w1 and w3 [E, I, D], w2 [E, D, I]; returns [T, K, D] in x's
    dtype. The weight multiplies the hidden activation, as in the release; an id that occurs twice counts twice.
    `round_input` is applied to what enters each matrix (release numerics: to FP8 and back).
    """
    tokens, slots = experts.shape
    order = experts.flatten().argsort(stable=True)
    rows, scale = round_input(x)[order // slots], weights.flatten()[order, None]
    out = torch.empty(tokens * slots, x.shape[-1], dtype=x.dtype, device=x.device)
    start = 0
    for expert, count in enumerate(torch.bincount(experts.flatten(), minlength=w1.shape[0]).tolist()):
        if count == 0:
            continue
        part = slice(start, start + count)
        hidden = swiglu(F.linear(rows[part], w1[expert]), F.linear(rows[part], w3[expert]), limit)
        out[order[part]] = F.linear(round_input((hidden.float() * scale[part]).to(x.dtype)), w2[expert])
        start += count
    return out.view(tokens, slots, -1)

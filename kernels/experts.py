"""Clamped SwiGLU and the sum over a token's chosen experts (section 2.4 of the report).

Surprising: the gate is clamped from above only, the other factor on both sides, and both before the product.
Tests: tests/model/test_parts.py.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor


def swiglu(gate: Tensor, up: Tensor, limit: float) -> Tensor:
    """silu(min(gate, limit)) * clamp(up, -limit, limit), in float32, in gate's dtype; any shape, alike."""
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
    if not experts.numel():
        return x.new_empty(tokens, slots, w2.shape[1])
    x = round_input(x)  # once for all experts: the release rounds a token, not a pair
    if tokens == 1:  # nothing to sort: one row per slot
        order, rows, scale = None, x.expand(slots, -1), weights[0, :, None]
        spans = [(expert, slice(slot, slot + 1)) for slot, expert in enumerate(experts[0].tolist())]
    else:
        # Sorted by expert, so that each matrix is read once for all its tokens.
        order = experts.flatten().argsort(stable=True)
        rows, scale = x[order // slots], weights.flatten()[order, None]
        spans = _spans(experts, w1.shape[0])
    gate = torch.cat([F.linear(rows[part], w1[expert]) for expert, part in spans])
    up = torch.cat([F.linear(rows[part], w3[expert]) for expert, part in spans])
    # The weight enters before the last product, and is rounded there with the activation, as in the release.
    hidden = round_input((swiglu(gate, up, limit).float() * scale).to(x.dtype))
    out = torch.cat([F.linear(hidden[part], w2[expert]) for expert, part in spans])
    return (out if order is None else out[order.argsort()]).view(tokens, slots, -1)


def _spans(experts: Tensor, count: int) -> list[tuple[int, slice]]:
    """(expert, its rows) of every expert that was chosen, rows sorted by expert."""
    spans, start = [], 0
    for expert, rows in enumerate(torch.bincount(experts.flatten(), minlength=count).tolist()):
        if rows:
            spans.append((expert, slice(start, start + rows)))
            start += rows
    return spans

"""The largest of a row, best first, the lower place first among equals: the one rule for experts, entries, tokens and
runners-up.

Surprising: `torch.topk` leaves the order of equals, and which of them it takes, to chance, on every device differently.
Tests: tests/model/test_parts.py.
"""

from __future__ import annotations

import torch
from torch import Tensor

_SHORT = 1024  # rows up to this long are sorted whole, which is one call and as fast


def best_first(scores: Tensor, k: int, *, fixed: bool = False) -> tuple[Tensor, Tensor]:
    """The min(k, S) largest of scores [..., S] and their places, best first, the lower place first among equals.

    fixed   without asking the device for a number, so that it can be recorded: rows are sorted whole, however long
    """
    if scores.shape[-1] <= _SHORT or fixed:
        order = scores.sort(dim=-1, descending=True, stable=True)
        return order.values[..., :k], order.indices[..., :k]
    values, places = scores.topk(min(k, scores.shape[-1]), dim=-1)
    if not values.numel():
        return values, places
    last = values[..., -1:]
    cut = ((scores == last).sum(-1) > (values == last).sum(-1)) & (last[..., 0] > -torch.inf)
    if cut.any():  # equals on both sides: which of them `topk` took is chance
        order = scores[cut].sort(dim=-1, descending=True, stable=True)
        values[cut], places[cut] = (part[..., : values.shape[-1]] for part in (order.values, order.indices))
    places, order = places.sort(dim=-1)
    order = values.gather(-1, order).sort(dim=-1, descending=True, stable=True)
    return order.values, places.gather(-1, order.indices)

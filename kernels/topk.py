"""The largest of a row, best first, the lower place first among equals: the one rule for experts, entries, tokens and
runners-up.

Surprising: `torch.topk` leaves the order of equals, and which of them it takes, to chance, on every device differently.
Tests: tests/model/test_parts.py.
"""

from __future__ import annotations

import torch
from torch import Tensor

_SHORT = 1024  # rows up to this long are sorted whole, which is one call and as fast
_FEW = 2  # of a row on a CPU, up to which looking for the next largest is faster than sorting


def best_first(scores: Tensor, k: int, *, fixed: bool = False) -> tuple[Tensor, Tensor]:
    """The min(k, S) largest of scores [..., S] and their places, best first, the lower place first among equals.

    fixed   without asking the device for a number, so that it can be recorded: rows are sorted whole, however long
    """
    if k <= _FEW and scores.device.type == "cpu" and scores.is_floating_point() and not fixed and scores.shape[-1] > k:
        found = _largest(scores, k)
        if found is not None:
            return found
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


def _largest(scores: Tensor, k: int) -> tuple[Tensor, Tensor] | None:
    """The k largest, each the first of its equals; None where some row has not so many above -inf, or is not a number."""
    left, values, places = scores, list[Tensor](), list[Tensor]()
    for number in range(k):
        value, place = left.max(-1, keepdim=True)  # of equals the first, which torch promises for max
        values.append(value)
        places.append(place)
        if number + 1 < k:
            left = left.scatter(-1, place, -torch.inf)
    best = torch.cat(values, -1)
    if not best.numel() or not (best > -torch.inf).all():
        return None
    return best, torch.cat(places, -1)

"""One softmax over the sliding window, the chosen compressed entries and a learned sink (section 2.3 of the report).

Keys and values are the same vector, shared by all heads. The sink adds to the denominator only.
Surprising: a token inside the window may be seen a second time through an entry; nothing is de-duplicated.
Tests: tests/model/test_parts.py.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import torch
from torch import Tensor


class AttentionLists(NamedTuple):
    """What every query really read, as lists: the same for all heads but for the weights. P = window places + entry places.

    key     [B, T, P] int64     token position (first `window` places) or entry; -1 where the place is empty
    window  int                 how many of the places are window places
    weight  [B, T, H, P]        softmax weights, NaN at empty places; with `sink` they sum to one over P
    sink    [B, T, H]           weight that the sink took
    """

    key: Tensor
    window: int
    weight: Tensor
    sink: Tensor


def list_masses(weight: Tensor, sink: Tensor, window: int) -> Tensor:
    """What every list sums up to: weight [..., H, P] (NaN: empty), sink [..., H] -> [..., H, 3] float32.

    The probability on the first `window` places, on the others, and the entropy over all of them and the sink, in nats.
    """
    known = weight.nan_to_num()
    # xlogy gives 0 for a weight of exactly 0, where weight * log(weight) would be NaN.
    entropy = -torch.xlogy(known, known).sum(-1) - torch.xlogy(sink, sink)
    return torch.stack((known[..., :window].sum(-1), known[..., window:].sum(-1), entropy), -1)


class Reading(NamedTuple):
    """What every query may read, before the softmax, for whoever wants to change it.

    allowed  [B, T, S] or [B, T, H, S] bool   B may be 1: the same for all texts
    sink     [H] or [B, T, H] float32         logit that only enters the denominator; -inf: no sink
    kept     [B, T, H, S] float32 or None     factors of the weights after the softmax
    key      [B, 1, S] int64                  token position of each of the first `window` columns, entry of each other
    window   int                              columns that are keys of the window
    start    int                              position of the first query
    """

    allowed: Tensor
    sink: Tensor
    kept: Tensor | None
    key: Tensor
    window: int
    start: int


def visible_entries(tokens: int, entries: int, *, start: int, rate: int, device: torch.device | None = None) -> Tensor:
    """[T, S] bool: entry s is complete once its last token is there, s < (position + 1) // rate."""
    complete = (torch.arange(start, start + tokens, device=device) + 1) // rate
    return torch.arange(entries, device=device) < complete[:, None]


def visible_window(tokens: int, keys: int, *, start: int, first: int, size: int, device: torch.device | None) -> Tensor:
    """[T, W] bool: key position within the last `size` positions, the query's own included."""
    distance = torch.arange(start, start + tokens, device=device)[:, None] - torch.arange(
        first, first + keys, device=device
    )
    return (distance >= 0) & (distance < size)


def sparse_attention(
    query: Tensor,
    window: Tensor,
    entries: Tensor | None,
    picks: Tensor | None,
    sink: Tensor,
    *,
    start: int,
    window_size: int,
    rate: int = 0,
    lists: bool = False,
    change: Callable[[Reading], Reading] | None = None,
) -> tuple[Tensor, AttentionLists | None]:
    """Attend from T queries at positions start... to window keys and compressed entries.

    query    [B, T, H, C]           rotated
    window   [B, W, C]              keys (= values) of positions start + T - W ... start + T - 1
    entries  [B, S, C] or None      compressed keys; query t may see the complete ones
    picks    [B, T, K] or None      entries chosen per query (-1: none); None means every complete entry
    sink     [H] float32            logit that only enters the denominator
    change   applied to what every query may read
    returns  [B, T, H, C] in query's dtype, and the lists if asked for

    Equation: softmax over {window, entries, sink} of q . k / sqrt(C), then the sum of keys.
    """
    tokens = query.shape[1]
    first = start + tokens - window.shape[1]  # position of the window's first key
    # [1, T, W]: the same for all texts of a batch, since they are of equal length.
    allowed = visible_window(tokens, window.shape[1], start=start, first=first, size=window_size, device=query.device)[
        None
    ]
    keys, entry = window, torch.arange(0, device=query.device)[None]
    if entries is not None and entries.shape[1]:
        if picks is not None and tokens == 1:  # one query: its K entries alone, instead of S with a mask
            chosen = picks[:, 0].clamp_min(0)
            entries = entries.gather(1, chosen[..., None].expand(-1, -1, entries.shape[-1]))
            seen = picks >= 0
        elif picks is not None:
            seen = _mask_of(picks, entries.shape[1])
        else:
            seen = visible_entries(tokens, entries.shape[1], start=start, rate=rate, device=query.device)[None]
        entry = (
            picks[:, 0]
            if picks is not None and tokens == 1
            else torch.arange(entries.shape[1], device=query.device)[None]
        )
        keys = torch.cat((window, entries), 1)  # [B, W + S, C]
        # A token of the window that an entry pools too is read twice: nothing is taken out of either.
        allowed = torch.cat((allowed.expand(seen.shape[0], -1, -1), seen), -1)
    kept = None
    if change is not None:
        positions = torch.arange(first, start + tokens, device=query.device).expand(entry.shape[0], -1)
        key = torch.cat((positions, entry), -1)[:, None]
        allowed, sink, kept, *_ = change(Reading(allowed, sink, None, key, window.shape[1], start))
    weights, sink_weight = softmax_with_sink(query, keys, allowed, sink)
    if kept is not None:
        weights = weights * kept
    # Keys are the values too.
    out = (weights.to(query.dtype).flatten(1, 2) @ keys).view_as(query)
    if not lists:
        return out, None
    return out, _lists(weights, sink_weight, allowed, picks, start, first, window.shape[1], window_size)


def softmax_with_sink(query: Tensor, keys: Tensor, allowed: Tensor, sink: Tensor) -> tuple[Tensor, Tensor]:
    """Weights [B, T, H, S] and the sink's [B, T, H, 1], float32; allowed [B, T, S] or [B, T, H, S], sink [H] or
    [B, T, H].
    """
    # All heads share the keys, so heads and queries are one axis of one product.
    logits = (query.flatten(1, 2) @ keys.transpose(1, 2)).float() * query.shape[-1] ** -0.5
    logits = logits.unflatten(1, query.shape[1:3]).masked_fill(
        ~(allowed[:, :, None] if allowed.dim() == 3 else allowed), -torch.inf
    )
    # One more logit, without a value: what it takes of the softmax is missing from the sum, so a head can say little.
    column = sink.float()[..., None].expand(*logits.shape[:-1], 1)
    weights = torch.cat((logits, column), -1).softmax(-1)
    return weights[..., :-1], weights[..., -1:]


def _mask_of(picks: Tensor, entries: int) -> Tensor:
    """[B, T, S] bool from lists of entries; the extra column swallows the places that hold -1."""
    mask = torch.zeros(*picks.shape[:2], entries + 1, dtype=torch.bool, device=picks.device)
    return mask.scatter_(-1, picks.masked_fill(picks < 0, entries), True)[..., :entries]


def _lists(
    weights: Tensor,
    sink: Tensor,
    allowed: Tensor,
    picks: Tensor | None,
    start: int,
    first: int,
    window_keys: int,
    window_size: int,
) -> AttentionLists:
    """Read the dense weights at the places each query could see."""
    batch, tokens, heads, columns = weights.shape
    device = weights.device
    positions = torch.arange(start, start + tokens, device=device)[:, None]
    key = positions + torch.arange(1 - window_size, 1, device=device)
    column = key - first  # key < 0 lies before the text, column < 0 before the kept window
    key, column = key.expand(batch, -1, -1), column.expand(batch, -1, -1)
    key = key.masked_fill((column < 0) | (key < 0), -1)
    if columns > window_keys:
        if picks is None:
            entry = torch.arange(columns - window_keys, device=device).expand(batch, tokens, -1)
            seen = allowed if allowed.dim() == 3 else allowed.any(2)  # some head may read it
            entry = entry.masked_fill(~seen[..., window_keys:].expand(batch, -1, -1), -1)
            entry_column = entry + window_keys
        elif tokens == 1:
            entry, entry_column = picks, torch.arange(window_keys, columns, device=device).expand(batch, 1, -1)
        else:
            entry, entry_column = picks, picks + window_keys
        key, column = torch.cat((key, entry), -1), torch.cat((column, entry_column), -1)
    empty = key < 0
    index = column.masked_fill(empty, 0)[:, :, None].expand(-1, -1, heads, -1)
    weight = weights.gather(-1, index).masked_fill(empty[:, :, None], torch.nan)
    return AttentionLists(key, window_size, weight, sink[..., 0])

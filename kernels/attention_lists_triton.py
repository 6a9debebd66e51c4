"""Triton kernels of attention's lists: what chosen queries read, written from the logits that the softmax uses.

Section 2.3 of the report; definition in attention.py. While attention runs, a place's logit goes to the list; when the
softmax's maximum and sum are known, logits become weights. Only chosen heads and queries are listed, since the lists of all
would be larger than everything else that a run keeps. Tests: tests/kernels/test_attention_triton.py.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import torch
import triton
import triton.language as tl
from torch import Tensor

# Weights below it add nothing to an entropy, and a device may take them for 0, of which there is no logarithm.
TINY = tl.constexpr(1e-37)


class ListBuffers(NamedTuple):
    """Where the lists of q queries and h heads go: P places each.

    key     [B, q, P] int64     window positions, then entries; -1 where nothing is
    weight  [B, q, h, P]        float32; NaN where nothing is
    sink    [B, q, h]           float32
    masses  [B, q, h, 3]        float32; what the lists sum up to (attention.py's list_masses)
    heads [h], queries [q]      int32: which are listed
    head_row [H], query_row [T] int32: the row of every head and query among them, -1: not listed
    """

    key: Tensor
    weight: Tensor
    sink: Tensor
    masses: Tensor
    heads: Tensor
    head_row: Tensor
    queries: Tensor
    query_row: Tensor

    @classmethod
    def of(
        cls, query: Tensor, places: int, heads: Tensor | None, queries: Tensor | None,
        out: tuple[Tensor, Tensor, Tensor, Tensor] | None,
    ) -> ListBuffers:  # fmt: skip
        """For query [B, T, H, C]; all heads or queries where None are chosen; `out` holds key, weight, sink and masses."""
        batch, tokens, all_heads, _ = query.shape
        heads, head_row = _rows(heads, all_heads, query.device)
        queries, query_row = _rows(queries, tokens, query.device)
        shape = batch, len(queries), len(heads)
        key, weight, sink, masses = out or (
            torch.empty(*shape[:2], places, dtype=torch.int64, device=query.device),
            torch.empty(*shape, places, device=query.device),
            torch.empty(shape, device=query.device),
            torch.empty(*shape, 3, device=query.device),
        )
        return cls(key, weight, sink, masses, heads, head_row, queries, query_row)


@triton.jit
def write_lists(
    p_weight, p_key, b_logit, b_key, m_seen, o_place, m_place, row, b_list, heads, listed, places, write_key,
):  # fmt: skip
    """Logits of these places (the softmax's denominator comes later), NaN where nothing was; -1 is no key."""
    p_row = p_weight + (row * listed + b_list.to(tl.int64)) * places
    b_value = tl.where(m_seen[None, :], b_logit, float("nan"))
    tl.store(p_row[:, None] + o_place[None, :], b_value, mask=(b_list >= 0)[:, None] & m_place[None, :])
    tl.store(p_key + row * places + o_place, tl.where(m_seen, b_key, -1), mask=m_place & (o_place * 0 + write_key == 0))


@triton.jit(do_not_specialize=["list_rows", "places", "splits"], do_not_specialize_on_alignment=["tokens"])
def _finish_lists(
    p_weight, p_sink_weight, p_masses, p_sink, p_max, p_sum, p_list_queries, p_list_heads,
    tokens, list_rows, heads, listed, places, splits, WINDOW: tl.constexpr, BLOCK: tl.constexpr,
):  # fmt: skip
    """Logits in the lists become weights, exp2(logit - maximum) / sum, and are summed up on the way."""
    i_row, i_list = tl.program_id(0).to(tl.int64), tl.program_id(1)
    i_head = tl.load(p_list_heads + i_list)
    i_query = i_row // list_rows * tokens + tl.load(p_list_queries + i_row % list_rows)
    o_state = i_query * splits * heads + i_head
    b_max, b_sum = tl.load(p_max + o_state), tl.load(p_sum + o_state)
    p_row = p_weight + (i_row * listed + i_list) * places
    b_near, b_far = tl.zeros([BLOCK], tl.float32), tl.zeros([BLOCK], tl.float32)
    b_surprise = tl.zeros([BLOCK], tl.float32)
    for at in range(0, places, BLOCK):
        o_place = at + tl.arange(0, BLOCK)
        b_logit = tl.load(p_row + o_place, mask=o_place < places, other=float("nan"))
        b_weight = tl.exp2(b_logit - b_max) / b_sum
        tl.store(p_row + o_place, b_weight, mask=o_place < places)
        b_known = tl.where(b_logit == b_logit, b_weight, 0.0)
        b_near += tl.where(o_place < WINDOW, b_known, 0.0)
        b_far += tl.where(o_place < WINDOW, 0.0, b_known)
        b_surprise += tl.where(b_known > TINY, b_known * tl.log(tl.maximum(b_known, TINY)), 0.0)
    b_sink = tl.exp2(tl.load(p_sink + i_head) * 1.4426950408889634 - b_max) / b_sum
    tl.store(p_sink_weight + i_row * listed + i_list, b_sink)
    p_mass = p_masses + (i_row * listed + i_list) * 3
    tl.store(p_mass, tl.sum(b_near))
    tl.store(p_mass + 1, tl.sum(b_far))
    b_of_sink = tl.where(b_sink > TINY, b_sink * tl.log(tl.maximum(b_sink, TINY)), 0.0)
    tl.store(p_mass + 2, -tl.sum(b_surprise) - b_of_sink)


def finish_lists(
    lists: ListBuffers, sink: Tensor, state: Tensor, tokens: int, heads: int, splits: int, window: int
) -> None:
    """Logits in the lists become weights; sink [H], state [2, B * T, splits, H]: maximum and sum of every softmax."""
    batch, queries, listed, places = lists.weight.shape
    if lists.weight.numel():
        _finish_lists[(batch * queries, listed)](
            lists.weight, lists.sink, lists.masses, sink, state[0], state[1], lists.queries, lists.heads,
            tokens, queries, heads, listed, places, splits, WINDOW=window, BLOCK=1024,
        )  # fmt: skip


@cache
def all_rows(count: int, device: torch.device) -> Tensor:
    """Every index [count]; made once, since a captured step would make it again every time, and kept for good, since
    a captured graph looks for it where it lay.
    """
    return torch.arange(count, dtype=torch.int32, device=device)


def _rows(chosen: Tensor | None, count: int, device: torch.device) -> tuple[Tensor, Tensor]:
    """The chosen indices, and for every index its row among them (-1: none)."""
    if chosen is None:
        return all_rows(count, device), all_rows(count, device)
    row = torch.full((count,), -1, dtype=torch.int32, device=device)
    row[chosen.long()] = torch.arange(len(chosen), dtype=torch.int32, device=device)
    return chosen.to(torch.int32), row

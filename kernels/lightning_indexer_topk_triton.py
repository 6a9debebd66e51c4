"""Triton kernels that choose the k best entries of each of many queries, from scores and the best score of each group.

Equation 17 of the report; definition `select_entries` in lightning_indexer.py. One program takes one query. The k-th best of
the groups' best scores, found bit by bit in registers, is a threshold that at least k entries reach and few others; only
groups that reach it are read entry by entry. What is left is sorted, in a kernel of its own: sorting takes long to compile
and does not depend on the length of the text. No score is looked at twice but those of some k groups, so
choosing reads an eighth of the scores. Ties go to the lower entry.
Tests: tests/kernels/test_lightning_indexer_triton.py.
"""

from __future__ import annotations

import torch
import triton
import triton.language as tl
from torch import Tensor

_GROUPS = 1 << 15  # of one query, held in registers
_NONE = tl.constexpr(-0x7FFFFFFFFFFFFFFF)


@triton.jit
def ordered(b_score):
    """Scores as int32 in the same order; minus zero is zero."""
    b_bits = (b_score + 0.0).to(tl.int32, bitcast=True)
    return b_bits ^ ((b_bits >> 31) & 0x7FFFFFFF)


@triton.jit
def key_of(b_score, o_s):
    """One number that orders by score and then by entry, lower ones first; never the same twice."""
    return (ordered(b_score).to(tl.int64) << 32) | (0x7FFFFFFF - o_s)


@triton.jit
def entry_of(b_key):
    """The entry of a key."""
    return 0x7FFFFFFF - (b_key & 0x7FFFFFFF)


@triton.jit
def score_of(b_key):
    """The score of a key."""
    b_order = (b_key >> 32).to(tl.int32)
    return (b_order ^ ((b_order >> 31) & 0x7FFFFFFF)).to(tl.float32, bitcast=True)


@triton.jit
def settle(p_score, p_keys, visible, k, BLOCK: tl.constexpr):
    """One query bit by bit over all its scores: finds the k-th best key and writes the k best, in any order."""
    top = tl.full((), 1, tl.uint64) << 63  # turns the order of signed numbers into that of unsigned ones
    prefix = tl.full((), 0, tl.uint64)
    wanted = tl.full((), 0, tl.int32) + k
    o_bin = tl.arange(0, 256)
    for digit in range(8):
        shift = tl.cast((7 - digit) * 8, tl.uint64)
        b_count = tl.zeros([256], tl.int32)
        for at in range(0, visible, BLOCK):
            o_s = at + tl.arange(0, BLOCK)
            b_score = tl.load(p_score + o_s, mask=o_s < visible, other=0.0)
            b_head = (key_of(b_score, o_s.to(tl.int64)).to(tl.uint64, bitcast=True) ^ top) >> shift
            m = (o_s < visible) & ((b_head >> 8) == prefix)
            b_count += tl.histogram((b_head & 255).to(tl.int32), 256, mask=m)
        b_from = tl.cumsum(b_count, 0, reverse=True)
        chosen = tl.max(tl.where(b_from >= wanted, o_bin, 0), 0)
        wanted -= tl.sum(tl.where(o_bin > chosen, b_count, 0), 0)
        prefix = (prefix << 8) | chosen.to(tl.uint64)
    least = (prefix ^ top).to(tl.int64, bitcast=True)
    filled = tl.full((), 0, tl.int32)
    for at in range(0, visible, BLOCK):
        o_s = at + tl.arange(0, BLOCK)
        b_key = key_of(tl.load(p_score + o_s, mask=o_s < visible, other=0.0), o_s.to(tl.int64))
        m = (o_s < visible) & (b_key >= least)
        b_in = m.to(tl.int32)
        tl.store(p_keys + filled + tl.cumsum(b_in, 0) - 1, b_key, mask=m)
        filled += tl.sum(b_in, 0)


@triton.jit
def _threshold(b_order, wanted):
    """The `wanted`-th largest of these int32, or the smallest int32 if there are fewer: one bit after the other."""
    top = tl.full((), 1, tl.uint32) << 31  # turns the order of signed numbers into that of unsigned ones
    b_order = b_order.to(tl.uint32, bitcast=True) ^ top
    least = tl.full((), 0, tl.uint32)
    for bit in range(32):
        higher = least | (top >> tl.cast(bit, tl.uint32))
        least = tl.where(tl.sum((b_order >= higher).to(tl.int32), 0) >= wanted, higher, least)
    return (least ^ top).to(tl.int32, bitcast=True)


@triton.jit(do_not_specialize=["first_query", "groups", "wanted"], do_not_specialize_on_alignment=["tokens"])
def _candidates(
    p_score, p_top, p_start, p_groups, p_keys, p_found, tokens, first_query, entries, groups, wanted,
    RATE: tl.constexpr, GROUP: tl.constexpr, BLOCK_G: tl.constexpr, BLOCK: tl.constexpr, ROOM: tl.constexpr,
):  # fmt: skip
    """Entries that reach the threshold become candidates, in any order; how many there are is written too."""
    i = tl.program_id(0)
    row = i.to(tl.int64)
    p_score += row * entries
    p_groups += row * groups
    p_keys += row * ROOM
    visible = tl.minimum((tl.load(p_start) + (first_query + i) % tokens + 1) // RATE, entries).to(tl.int32)
    o_g = tl.arange(0, BLOCK_G)
    m_g = o_g * GROUP < visible
    b_order = ordered(tl.load(p_top + row * groups + o_g, mask=m_g, other=float("-inf")))
    b_order = tl.where(m_g, b_order, -0x7FFFFFFF)  # below every score
    least = _threshold(b_order, wanted)
    m_in = m_g & (b_order >= least)
    tl.store(p_groups + tl.cumsum(m_in.to(tl.int32), 0) - 1, o_g, mask=m_in)
    count = tl.sum(m_in.to(tl.int32), 0)
    tl.debug_barrier()  # the groups are read by other threads than wrote them

    found = tl.full((), 0, tl.int32)
    for at in range(0, count * GROUP, BLOCK):
        o = at + tl.arange(0, BLOCK)
        m = o < count * GROUP
        o_s = tl.load(p_groups + o // GROUP, mask=m, other=0) * GROUP + o % GROUP
        b_score = tl.load(p_score + o_s, mask=m & (o_s < visible), other=float("-inf"))
        m = m & (o_s < visible) & (ordered(b_score) >= least)
        b_place = found + tl.cumsum(m.to(tl.int32), 0) - 1
        tl.store(p_keys + b_place, key_of(b_score, o_s.to(tl.int64)), mask=m & (b_place < ROOM))
        found += tl.sum(m.to(tl.int32), 0)
    tl.store(p_found + i, found)


@triton.jit(do_not_specialize=["first_query", "k"], do_not_specialize_on_alignment=["tokens"])
def _order(
    p_score, p_start, p_keys, p_found, p_picks, p_best, p_runner, p_runner_score, tokens, first_query, entries, k,
    RATE: tl.constexpr, BLOCK: tl.constexpr, SORTED: tl.constexpr, ROOM: tl.constexpr, BEST: tl.constexpr,
    RUNNERS: tl.constexpr,
):  # fmt: skip
    """The candidates, best first: the picks, then so many RUNNERS them, the best that were left out."""
    i = tl.program_id(0)
    row = i.to(tl.int64)
    p_keys += row * ROOM
    found = tl.load(p_found + i)
    if (found > SORTED) & (found <= ROOM):  # good entries lie side by side: the threshold of the entries themselves
        o_r = tl.arange(0, ROOM)
        b_room = tl.load(p_keys + o_r, mask=o_r < found, other=_NONE)
        b_height = (b_room >> 32).to(tl.int32)
        m_r = (b_height >= _threshold(b_height, k + RUNNERS)) & (o_r < found)
        found = tl.sum(m_r.to(tl.int32), 0)
        tl.debug_barrier()  # all keys have been read before they move
        tl.store(p_keys + tl.cumsum(m_r.to(tl.int32), 0) - 1, b_room, mask=m_r)
        tl.debug_barrier()
    if found > SORTED:  # more equal scores than fit
        visible = tl.minimum((tl.load(p_start) + (first_query + i) % tokens + 1) // RATE, entries).to(tl.int32)
        settle(p_score + row * entries, p_keys, visible, k + RUNNERS, BLOCK)
        found = tl.full((), 0, tl.int32) + k + RUNNERS
        tl.debug_barrier()

    o = tl.arange(0, SORTED)
    b_key = tl.sort(tl.load(p_keys + o, mask=o < found, other=_NONE), descending=True)
    m_key = b_key != _NONE
    b_entry = tl.where(m_key, entry_of(b_key), -1)
    tl.store(p_picks + row * k + o, b_entry, mask=o < k)
    if BEST:
        b_best = tl.where(m_key, score_of(b_key), float("-inf"))
        tl.store(p_best + row * k + o, b_best, mask=o < k)
        if RUNNERS > 0:
            m_runner = (o >= k) & (o < k + RUNNERS)
            tl.store(p_runner + row * RUNNERS + o - k, b_entry, mask=m_runner)
            tl.store(p_runner_score + row * RUNNERS + o - k, b_best, mask=m_runner)


def group_size(entries: int, k: int) -> int:
    """Entries of a group: some four groups for each that is chosen, no more than eight entries and as few groups as fit."""
    size = 1
    while size < 8 and entries >= 8 * k * size:
        size *= 2
    return max(size, triton.next_power_of_2(triton.cdiv(entries, _GROUPS)))


def best_entries(
    score: Tensor, top: Tensor, start: Tensor, picks: Tensor, best: Tensor | None, runners: tuple[Tensor, Tensor] | None, *,
    tokens: int, first_query: int, k: int, rate: int, group: int,
) -> None:  # fmt: skip
    """score [Q, S], each group's best visible score top [Q, ceil(S / group)] -> picks, best [Q, k], runners [Q, n].

    Only the visible entries of a query (position start + query mod tokens) are looked at; the other arguments are those of
    `choose_entries_triton`.
    """
    queries, entries = score.shape
    groups, more = top.shape[1], 0 if runners is None else runners[0].shape[1]
    wanted = k + more
    block_g = triton.next_power_of_2(groups)
    kept = triton.next_power_of_2(wanted + wanted // 4)
    room = 4 * kept
    candidates = top.new_empty(queries, room, dtype=torch.int64), top.new_empty(queries, dtype=torch.int32)
    _candidates[(queries,)](
        score, top, start, top.new_empty(queries, groups, dtype=torch.int32), *candidates, tokens, first_query, entries,
        groups, wanted, RATE=rate, GROUP=group, BLOCK_G=block_g, BLOCK=1024, ROOM=room,
        num_warps=4 if block_g <= 4096 else 8 if block_g <= 8192 else 16,
    )  # fmt: skip
    _order[(queries,)](
        score, start, *candidates, picks, best, *(runners or (None, None)), tokens, first_query, entries, k,
        RATE=rate, BLOCK=1024, SORTED=kept, ROOM=room, BEST=best is not None, RUNNERS=more, num_warps=4,
    )  # fmt: skip

"""Triton kernels that score and choose entries for a few queries, whose entries are shared out over programs.

Equations 16 and 17 of the report; definition in lightning_indexer.py. Three launches: scores, and the best of each eight
counted by its leading 11 bits; entries from the bin of the k-th best of these upwards become candidates; each candidate's
rank is the number of better ones, and the first k ranks are the answer in order. Where there is room for few entries only,
all are candidates and nothing is counted: two launches. Tests: tests/kernels/test_lightning_indexer_triton.py.
"""

from __future__ import annotations

import torch
import triton
import triton.language as tl
from torch import Tensor

from dsv4lab.kernels.common.dot_triton import dot
from dsv4lab.kernels.common.launch_triton import pdl_options, pdl_wait
from dsv4lab.kernels.common.thresholds import INDEXER_RANK_ALL
from dsv4lab.kernels.kv_cache_triton import load_index_keys
from dsv4lab.kernels.lightning_indexer_topk_triton import entry_of, key_of, ordered, score_of, settle

BINS = 2048
_CANDIDATES = 4096  # of each query; more are settled bit by bit
# Entries of a program; measured in tests/bench/block_sizes.py.
FEW = {"BLOCK_S": 64, "num_warps": 4, "num_stages": 5}
FEW_STORED = {"BLOCK_S": 64, "num_warps": 4, "num_stages": 4}  # keys as the release keeps them take registers to unpack
FEW_ALL = {"BLOCK_S": 64, "num_warps": 4, "num_stages": 1}


@triton.jit
def load_keys(
    p_k, p_k_scale, o_s, m_s, s_keys_s, WIDTH: tl.constexpr, BLOCK_C: tl.constexpr, SCALES: tl.constexpr,
    KEPT: tl.constexpr,
):  # fmt: skip
    """[S, C] keys of a block of entries."""
    if SCALES > 0:  # as the release keeps them
        return load_index_keys(p_k + o_s * s_keys_s, p_k_scale + o_s * SCALES, m_s, WIDTH, KEPT)
    else:
        o_c = tl.arange(0, BLOCK_C)
        p_key = p_k + o_s[:, None] * s_keys_s + o_c[None, :]
        return tl.load(p_key, mask=m_s[:, None] & (o_c < WIDTH)[None, :], other=0.0)


@triton.jit
def score_block(b_k, b_q, b_w):
    """[S] scores of a block of entries: heads lie along the short axis, so that their sum stays within a few threads."""
    b_dot = dot(b_k, tl.trans(b_q), tl.zeros([b_k.shape[0], b_q.shape[0]], tl.float32))
    return tl.sum(tl.maximum(b_dot, 0.0) * b_w[None, :], 1)


@triton.jit
def _bin(b_score, BINS: tl.constexpr):
    return (ordered(b_score) >> 21) + BINS // 2


@triton.jit
def _score_few(
    p_q, p_k, p_k_scale, p_w, p_start, p_score, p_bins, p_used, tokens, first_query, entries, heads, s_keys_b, s_keys_s,
    s_scale_b, WIDTH: tl.constexpr, RATE: tl.constexpr, CHUNK: tl.constexpr, BLOCK_S: tl.constexpr, BLOCK_H: tl.constexpr,
    BLOCK_C: tl.constexpr, BINS: tl.constexpr, SCALES: tl.constexpr, ALL: tl.constexpr, PDL: tl.constexpr,
):  # fmt: skip
    """One query against a chunk of entries, and the chunk's share of the histogram.

    ALL: every entry is a candidate, so its key is written in place of its score, and nothing is counted.
    """
    pdl_wait(PDL)
    i = tl.program_id(1)
    i_query = tl.cast(first_query + i, tl.int64)
    visible = tl.minimum((tl.load(p_start) + i_query % tokens + 1) // RATE, entries)
    begin = tl.program_id(0).to(tl.int64) * CHUNK
    if not ALL:  # noqa: SIM102 - the first is decided when the kernel is compiled
        if tl.program_id(0) == 0:
            tl.store(p_used + i, 0)
    if begin < visible:
        o_h, o_c = tl.arange(0, BLOCK_H), tl.arange(0, BLOCK_C)
        m_h, m_c = o_h < heads, o_c < WIDTH
        p_row = p_q + (i_query * heads + o_h[:, None]) * WIDTH + o_c[None, :]
        b_q = tl.load(p_row, mask=m_h[:, None] & m_c[None, :], other=0.0)
        b_w = tl.load(p_w + i_query * heads + o_h, mask=m_h, other=0.0)
        p_to = p_score + i.to(tl.int64) * entries
        p_k += i_query // tokens * s_keys_b
        if SCALES > 0:
            p_k_scale += i_query // tokens * s_scale_b
        for at in range(0, CHUNK, BLOCK_S):
            o_s = begin + at + tl.arange(0, BLOCK_S)
            b_k = load_keys(p_k, p_k_scale, o_s, o_s < visible, s_keys_s, WIDTH, BLOCK_C, SCALES, b_q.dtype)
            b_score = score_block(b_k, b_q, b_w)
            tl.store(p_to + o_s, key_of(b_score, o_s) if ALL else b_score, mask=o_s < visible)
        if not ALL:
            tl.debug_barrier()  # the chunk is read back by other threads than wrote it
            b_count = _count_groups(p_to, begin, visible, CHUNK, BINS)
            tl.atomic_add(p_bins + i.to(tl.int64) * BINS + tl.arange(0, BINS), b_count, mask=b_count > 0, sem="relaxed")


@triton.jit
def _count_groups(p_score, begin, stop, CHUNK: tl.constexpr, BINS: tl.constexpr):
    """Histogram of the best score of each eight entries: as many groups as k reach a bin only if k entries do."""
    o_group = tl.arange(0, CHUNK // 8)
    o_s = begin + o_group[:, None] * 8 + tl.arange(0, 8)[None, :]
    b_score = tl.load(p_score + o_s, mask=o_s < stop, other=float("-inf"))
    return tl.histogram(_bin(tl.max(b_score, 1), BINS), BINS, mask=begin + o_group * 8 < stop)


@triton.jit
def _collect(
    p_score, p_start, p_bins, p_used, p_keys, tokens, first_query, entries, chunk, k, room,
    RATE: tl.constexpr, BINS: tl.constexpr, BLOCK: tl.constexpr, PDL: tl.constexpr,
):  # fmt: skip
    """Entries from the bin of the k-th best group upwards become candidates, in any order; how many there are is counted."""
    pdl_wait(PDL)
    i = tl.program_id(0)
    visible = tl.minimum((tl.load(p_start) + (first_query + i) % tokens + 1) // RATE, entries)
    begin = tl.program_id(1).to(tl.int64) * chunk
    stop = tl.minimum(begin + chunk, visible)
    if begin < stop:
        o_bin = tl.arange(0, BINS)
        b_from = tl.cumsum(tl.load(p_bins + i.to(tl.int64) * BINS + o_bin), 0, reverse=True)
        split = tl.max(tl.where(b_from >= k, o_bin, -1), 0)  # -1: everything is in
        for at in range(begin, stop, BLOCK):
            o_s = at + tl.arange(0, BLOCK)
            b_score = tl.load(p_score + i.to(tl.int64) * entries + o_s, mask=o_s < stop, other=0.0)
            m_in = (o_s < stop) & (_bin(b_score, BINS) >= split)
            b_in = m_in.to(tl.int32)
            b_place = tl.atomic_add(p_used + i, tl.sum(b_in, 0), sem="relaxed") + tl.cumsum(b_in, 0) - 1
            p_to = p_keys + i.to(tl.int64) * room + b_place
            tl.store(p_to, key_of(b_score, o_s), mask=m_in & (b_place < room))


@triton.jit(do_not_specialize=["k", "room"], do_not_specialize_on_alignment=["tokens"])
def _rank(
    p_score, p_start, p_bins, p_used, p_keys, p_picks, p_best, p_runner, p_runner_score,
    tokens, first_query, entries, k, room,
    RATE: tl.constexpr, BINS: tl.constexpr, BLOCK: tl.constexpr, ROWS: tl.constexpr, COLUMNS: tl.constexpr,
    BEST: tl.constexpr, RUNNERS: tl.constexpr, ALL: tl.constexpr, PDL: tl.constexpr,
):  # fmt: skip
    """Every candidate's rank is its place among the picks; places for which there is no entry get -1. Clears the counts.

    RUNNERS: the candidates are so many more than the picks, and ranks from k on are the best that were left out.
    ALL: the candidates are the visible entries, and there are no counts.
    """
    pdl_wait(PDL)
    i = tl.program_id(0)
    row = i.to(tl.int64)
    programs = tl.num_programs(1)
    p_keys += row * room
    p_picks += row * k
    if BEST:
        p_best += row * k
    if RUNNERS > 0:
        p_runner += row * RUNNERS
        p_runner_score += row * RUNNERS
    visible = tl.minimum((tl.load(p_start) + (first_query + i) % tokens + 1) // RATE, entries).to(tl.int32)
    begin, step = tl.program_id(1) * ROWS, programs * ROWS
    if ALL:
        count = visible
    else:
        o_bin = tl.arange(0, BINS)
        tl.store(p_bins + row * BINS + o_bin, tl.zeros([BINS], tl.int32), mask=o_bin % programs == tl.program_id(1))
        count = tl.load(p_used + i)
        if count > room:
            # More candidates than fit, all in one bin: the first program does it alone.
            begin, step = tl.where(tl.program_id(1) == 0, 0, k + RUNNERS), ROWS
            if tl.program_id(1) == 0:
                settle(p_score + row * entries, p_keys, visible, k + RUNNERS, BLOCK)
                tl.debug_barrier()
            count = k + RUNNERS
    none = -0x7FFFFFFFFFFFFFFF
    for at in range(begin, tl.maximum(count, k + RUNNERS), step):
        o_row = at + tl.arange(0, ROWS)
        m_row = o_row < count
        b_key = tl.load(p_keys + o_row, mask=m_row, other=none)
        b_rank = tl.zeros([ROWS], tl.int32)
        for j in range(0, count, COLUMNS):
            o_column = j + tl.arange(0, COLUMNS)
            b_other = tl.load(p_keys + o_column, mask=o_column < count, other=none)
            b_rank += tl.sum((b_other[None, :] > b_key[:, None]).to(tl.int32), 1)
        b_rank = tl.where(m_row, b_rank, o_row)  # rows beyond the candidates stand for the places left empty
        b_entry = tl.where(m_row, entry_of(b_key), -1)
        tl.store(p_picks + b_rank, b_entry, mask=b_rank < k)
        if BEST:
            b_best = tl.where(m_row, score_of(b_key), float("-inf"))
            tl.store(p_best + b_rank, b_best, mask=b_rank < k)
            if RUNNERS > 0:
                m_runner = (b_rank >= k) & (b_rank < k + RUNNERS)
                tl.store(p_runner + b_rank - k, b_entry, mask=m_runner)
                tl.store(p_runner_score + b_rank - k, b_best, mask=m_runner)


def sizes_for(query: Tensor, table: dict[str, int]) -> dict[str, int]:
    """The table, or for a float32 query (any shape) what fits twice the bytes; a path for comparisons."""
    return table | {"BLOCK_S": 32, "num_stages": 1} if query.dtype == torch.float32 else table


def choose_few(
    keys_of: tuple[Tensor | None, ...], strides: tuple[int, ...], picks: Tensor, best: Tensor | None,
    runners: tuple[Tensor, Tensor] | None, bins: Tensor | None, tokens: int, shapes: dict[str, int],
) -> None:  # fmt: skip
    """A few queries, picks [B, T, K]: every launch has enough programs to fill the device with one of them."""
    query, rows, scale, _, start = keys_of
    (count, k), entries, heads, device = picks.shape, rows.shape[1], query.shape[2], picks.device
    more, rate, options = 0 if runners is None else runners[0].shape[1], shapes["RATE"], pdl_options(picks)
    wanted = k + more
    block = min(1024, max(64, triton.next_power_of_2(entries)))
    every = entries <= INDEXER_RANK_ALL  # a shape: a captured step goes the same way whatever the position
    if every:
        sizes, room, share, used, bins = FEW_ALL, entries, FEW_ALL["BLOCK_S"], None, None
    else:
        sizes = sizes_for(query, FEW if scale is None else FEW_STORED)
        room = max(_CANDIDATES, 8 * triton.next_power_of_2(k)) + 8  # fewer entries than 8 k all are candidates
        share = min(1024, max(64, sizes["BLOCK_S"], triton.next_power_of_2(triton.cdiv(entries, 400))))
        used = torch.empty(count, dtype=torch.int32, device=device)
        bins = torch.zeros(count * BINS, dtype=torch.int32, device=device) if bins is None else bins
    candidates = torch.empty(count, room, dtype=torch.int64, device=device)
    score = candidates if every else torch.empty(count, entries, device=device)
    _score_few[(triton.cdiv(entries, share), count)](
        *keys_of, score, bins, used, tokens, 0, entries, heads, *strides, **shapes, CHUNK=share, BINS=BINS, ALL=every,
        **sizes, **options,
    )  # fmt: skip
    if not every:
        chunk = triton.cdiv(triton.cdiv(entries, max(1, 256 // count)), block) * block
        _collect[(count, triton.cdiv(entries, chunk))](
            score, start, bins, used, candidates, tokens, 0, entries, chunk, wanted, room,
            RATE=rate, BINS=BINS, BLOCK=block, num_warps=8, **options,
        )  # fmt: skip
    _rank[(count, triton.cdiv(max(entries, wanted), 16) if every else 128)](
        score, start, bins, used, candidates, picks, best, *(runners or (None, None)), tokens, 0, entries, k, room,
        RATE=rate, BINS=BINS, BLOCK=block, ROWS=16, COLUMNS=min(512, block), BEST=best is not None,
        RUNNERS=more, ALL=every, num_warps=4, **options,
    )  # fmt: skip

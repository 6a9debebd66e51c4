"""Triton kernels of the lightning indexer: scores and the choice of the k best, a chunk of queries at a time.

Equation 16 of the report; definition in lightning_indexer.py. Scores of a bounded chunk of queries go to a scratch that is
used again for the next chunk, so memory never grows with queries x entries; many queries then choose one by one
(lightning_indexer_topk_triton.py). A few queries share out their entries, in three launches: scores, the best of each eight
counted by its leading 11 bits; entries from the bin of the k-th best of these upwards become candidates; each candidate's
rank is the number of better ones, and the first k ranks are the answer in order. Where there is room for few entries only,
all are candidates and nothing is counted: two launches. Surprising: ReLU makes many scores tie at zero; here ties go to the
lower entry, always. Tests: tests/kernels/test_lightning_indexer_triton.py.
"""

from __future__ import annotations

import torch
import triton
import triton.language as tl
from torch import Tensor

from dsv4lab.errors import ShapeError
from dsv4lab.kernels.common.dot_triton import dot
from dsv4lab.kernels.common.launch_triton import pdl_options, pdl_wait
from dsv4lab.kernels.common.thresholds import INDEXER_FEW, INDEXER_RANK_ALL
from dsv4lab.kernels.kv_cache import Keys
from dsv4lab.kernels.kv_cache_triton import arrays_of, load_index_keys
from dsv4lab.kernels.lightning_indexer_topk_triton import (
    best_entries,
    entry_of,
    group_size,
    key_of,
    ordered,
    score_of,
    settle,
)

_SCRATCH_ELEMENTS = 1 << 25  # scores kept at a time: 128 MB
BINS = 2048
_CANDIDATES = 4096  # of each query; more are settled bit by bit
# Entries and queries of a program; measured in tests/bench/block_sizes.py.
FEW = {"BLOCK_S": 64, "num_warps": 4, "num_stages": 5}
MANY = {"BLOCK_S": 256, "BLOCK_T": 32, "num_warps": 8, "num_stages": 3}
# The same for keys as the release keeps them, which take registers to unpack.
FEW_STORED = {"BLOCK_S": 64, "num_warps": 4, "num_stages": 4}
MANY_STORED = {"BLOCK_S": 128, "BLOCK_T": 8, "num_warps": 4, "num_stages": 3}
FEW_ALL = {"BLOCK_S": 64, "num_warps": 4, "num_stages": 1}


def covers_choose_entries(query: Tensor, keys: Keys, weights: Tensor) -> str | None:
    """Why these tensors are not for this kernel, or None."""
    kept = keys.dtype if isinstance(keys, Tensor) else query.dtype
    if query.dtype != kept or query.dtype not in (torch.bfloat16, torch.float16, torch.float32):
        return f"queries are {query.dtype} and keys {kept}"
    if query.shape[-1] > 256 or query.shape[-2] > 128:
        return f"{query.shape[-2]} heads of width {query.shape[-1]}; at most 128 of 256 are covered"
    return None


@triton.jit
def _load_keys(
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
def _score_block(b_k, b_q, b_w):
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
            b_k = _load_keys(p_k, p_k_scale, o_s, o_s < visible, s_keys_s, WIDTH, BLOCK_C, SCALES, b_q.dtype)
            b_score = _score_block(b_k, b_q, b_w)
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


@triton.jit(do_not_specialize=["first_query", "queries"])  # compiled once, not for every way a text is cut
def _score_many(
    p_q, p_k, p_k_scale, p_w, p_start, p_score, p_top, tokens, first_query, queries, entries, groups, heads,
    s_keys_b, s_keys_s, s_scale_b,
    WIDTH: tl.constexpr, RATE: tl.constexpr, GROUP: tl.constexpr, BLOCK_T: tl.constexpr, BLOCK_S: tl.constexpr,
    BLOCK_H: tl.constexpr, BLOCK_C: tl.constexpr, SCALES: tl.constexpr,
):  # fmt: skip
    """A block of entries against a few queries, one after the other, and the best visible one of each group of them."""
    o_g = tl.program_id(0) * (BLOCK_S // GROUP) + tl.arange(0, BLOCK_S // GROUP)
    o_s = tl.program_id(0).to(tl.int64) * BLOCK_S + tl.arange(0, BLOCK_S)
    o_h, o_c = tl.arange(0, BLOCK_H), tl.arange(0, BLOCK_C)
    m_h, m_c = o_h < heads, o_c < WIDTH
    i_local = tl.program_id(1) * BLOCK_T
    i_batch = (first_query + i_local) // tokens  # a block of queries lies within one sequence
    last = tl.minimum(i_local + BLOCK_T, queries)
    newest = tl.load(p_start) + (first_query + last - 1) % tokens
    if tl.program_id(0).to(tl.int64) * BLOCK_S < tl.minimum((newest + 1) // RATE, entries):
        p_k += i_batch.to(tl.int64) * s_keys_b
        if SCALES > 0:
            p_k_scale += i_batch.to(tl.int64) * s_scale_b
        b_k = _load_keys(
            p_k, p_k_scale, o_s, o_s < entries, s_keys_s, WIDTH, BLOCK_C, SCALES, p_q.dtype.element_ty
        )  # fmt: skip
        for i in range(i_local, last):
            i_query = tl.cast(first_query + i, tl.int64)
            p_row = p_q + (i_query * heads + o_h[:, None]) * WIDTH + o_c[None, :]
            b_q = tl.load(p_row, mask=m_h[:, None] & m_c[None, :], other=0.0)
            b_w = tl.load(p_w + i_query * heads + o_h, mask=m_h, other=0.0)
            b_score = _score_block(b_k, b_q, b_w)
            tl.store(p_score + tl.cast(i, tl.int64) * entries + o_s, b_score, mask=o_s < entries)
            if GROUP > 1:
                visible = tl.minimum((tl.load(p_start) + i_query % tokens + 1) // RATE, entries)
                b_seen = tl.where(o_s < visible, b_score, float("-inf"))
                b_top = tl.max(tl.reshape(b_seen, [BLOCK_S // GROUP, GROUP]), 1)
                tl.store(p_top + tl.cast(i, tl.int64) * groups + o_g, b_top, mask=o_g < groups)


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


@triton.jit
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


def choose_entries_triton(
    query: Tensor,
    keys: Keys,
    weights: Tensor,
    k: int,
    *,
    start: int | Tensor,
    rate: int,
    best: bool = False,
    out: Tensor | None = None,
    out_best: Tensor | None = None,
    runners: tuple[Tensor, Tensor] | None = None,
    bins: Tensor | None = None,
) -> tuple[Tensor, Tensor | None]:
    """The k best entries of every query, as `select_entries(index_scores(...), k)`, without the scores of all queries.

    query    [B, T, H, C], keys [B, S, C] (may have room for more than are complete; plain, or as the release
             keeps them: then the query is transformed and rounded already), weights [B, T, H] float32
    start    position of the first query: int, or a device tensor of one int64
    best     also return the chosen scores [B, T, k] float32, -inf where no entry was left, in `out_best` if given
    runners  entries and scores [B, T, n], with `best`: the best that were not chosen, best first, -1 and -inf where
             nothing was left out
    bins     int32 zeros [at least B * T * 2048], left as zeros: given by a caller that repeats the call in order on one
             stream, it saves the launch that clears them
    returns  picks [B, T, k] in `out`'s dtype (int64 without `out`), best first, -1 where no visible entry was left;
             among equal scores the lower entry is chosen, and first
    """
    batch, tokens, heads, width = query.shape
    rows, scale, *strides = arrays_of(keys)
    entries, device, queries = rows.shape[1], query.device, batch * tokens
    k = min(k, entries)
    query, weights = query.contiguous(), weights.float().contiguous()
    reason = covers_choose_entries(query, keys, weights)
    if reason:
        raise ShapeError(f"{reason}. Use the reference, index_scores and select_entries.")
    start = start if isinstance(start, Tensor) else torch.full((1,), start, dtype=torch.int64, device=device)
    out = torch.empty(batch, tokens, k, dtype=torch.int64, device=device) if out is None else out
    if best and out_best is None:
        out_best = torch.empty(batch, tokens, k, device=device)
    if out.numel() == 0:
        return out, out_best
    found = None if out_best is None else out_best.view(queries, k)
    rest = None if runners is None else (runners[0].view(queries, -1), runners[1].view(queries, -1))
    shapes = {
        "WIDTH": width, "RATE": rate, "BLOCK_H": max(16, triton.next_power_of_2(heads)),
        "BLOCK_C": max(16, triton.next_power_of_2(width)),
        "SCALES": 0 if scale is None else scale.shape[2],
    }  # fmt: skip
    keys_of, strides = (query, rows, scale, weights, start), tuple(strides)
    if queries <= INDEXER_FEW:
        _choose_few(keys_of, strides, out.view(queries, k), found, rest, bins, tokens, shapes)
        return out, out_best
    sizes = _sizes(query, MANY if scale is None else MANY_STORED)
    at_once = max(1, min(queries, _SCRATCH_ELEMENTS // entries))
    if at_once < queries or tokens % MANY["BLOCK_T"]:  # a multiple of the other BLOCK_T too
        at_once = min(at_once, tokens)  # a chunk, and so each of its blocks, stays within one sequence
    score = torch.empty(at_once, entries, device=device)
    group = group_size(entries, k)
    groups = triton.cdiv(entries, group)
    top = score if group == 1 else torch.empty(at_once, groups, device=device)
    for sequence in range(batch if at_once < queries else 1):
        end = (sequence + 1) * tokens if at_once < queries else queries
        for first in range(sequence * tokens, end, at_once):
            count = min(at_once, end - first)
            _score_many[(triton.cdiv(entries, sizes["BLOCK_S"]), triton.cdiv(count, sizes["BLOCK_T"]))](
                *keys_of, score, top, tokens, first, count, entries, groups, heads, *strides, GROUP=group, **shapes,
                **sizes,
            )  # fmt: skip
            best_entries(
                score[:count], top[:count], start, out.view(queries, k)[first:],
                None if found is None else found[first:],
                None if rest is None else (rest[0][first:], rest[1][first:]),
                tokens=tokens, first_query=first, k=k, rate=rate, group=group,
            )  # fmt: skip
    return out, out_best


def _sizes(query: Tensor, table: dict[str, int]) -> dict[str, int]:
    """The table, or for float32 what fits twice the bytes; a path for comparisons."""
    return table | {"BLOCK_S": 32, "num_stages": 1} if query.dtype == torch.float32 else table


def _choose_few(
    keys_of: tuple[Tensor | None, ...], strides: tuple[int, ...], picks: Tensor, best: Tensor | None,
    runners: tuple[Tensor, Tensor] | None, bins: Tensor | None, tokens: int, shapes: dict[str, int],
) -> None:  # fmt: skip
    """A few queries: every launch has enough programs to fill the device with one of them."""
    query, rows, scale, _, start = keys_of
    (count, k), entries, heads, device = picks.shape, rows.shape[1], query.shape[2], picks.device
    more, rate, options = 0 if runners is None else runners[0].shape[1], shapes["RATE"], pdl_options(picks)
    wanted = k + more
    block = min(1024, max(64, triton.next_power_of_2(entries)))
    every = entries <= INDEXER_RANK_ALL  # a shape: a captured step goes the same way whatever the position
    if every:
        sizes, room, share, used, bins = FEW_ALL, entries, FEW_ALL["BLOCK_S"], None, None
    else:
        sizes = _sizes(query, FEW if scale is None else FEW_STORED)
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

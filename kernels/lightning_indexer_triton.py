"""Triton kernels of the lightning indexer: scores and the choice of the k best, a chunk of queries at a time.

Equation 16 of the report; definition in lightning_indexer.py. Scores of a bounded chunk of queries go to a scratch that is
used again for the next chunk, so memory never grows with queries x entries. Three launches: scores, the best of each eight
counted by its leading 11 bits; entries from the bin of the k-th best of these upwards become candidates; each candidate's
rank is the number of better ones, and the first k ranks are the answer in order. Surprising: ReLU makes many scores tie at
zero; here ties go to the lower entry, always, and if ties leave more candidates than fit, one program settles the query bit
by bit. Tests: tests/test_lightning_indexer_triton.py.
"""

from __future__ import annotations

import torch
import triton
import triton.language as tl
from torch import Tensor

from dsv4lab.errors import ShapeError
from dsv4lab.kernels.cache_entries import Keys
from dsv4lab.kernels.cache_entries_triton import arrays_of, load_index_keys
from dsv4lab.kernels.dot_triton import dot

_SCRATCH_ELEMENTS = 1 << 25  # scores kept at a time: 128 MB
BINS = 2048
_CANDIDATES = 4096  # of each query; more are settled bit by bit
FEW = {
    "BLOCK_S": 64,
    "num_warps": 4,
    "num_stages": 4,
}  # one query: entries at a time; measured in tests/bench/block_sizes.py
MANY = {"BLOCK_S": 128, "BLOCK_T": 8, "num_warps": 4, "num_stages": 3}


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
def _ordered(b_score):
    """Scores as int32 in the same order; minus zero is zero."""
    b_bits = (b_score + 0.0).to(tl.int32, bitcast=True)
    return b_bits ^ ((b_bits >> 31) & 0x7FFFFFFF)


@triton.jit
def _bin(b_score, BINS: tl.constexpr):
    return (_ordered(b_score) >> 21) + BINS // 2


@triton.jit
def _score_few(
    p_q, p_k, p_k_scale, p_w, p_start, p_score, p_bins, p_used, tokens, first_query, entries, heads, s_keys_b, s_keys_s,
    s_scale_b, WIDTH: tl.constexpr, RATE: tl.constexpr, CHUNK: tl.constexpr, BLOCK_S: tl.constexpr, BLOCK_H: tl.constexpr,
    BLOCK_C: tl.constexpr, BINS: tl.constexpr, SCALES: tl.constexpr,
):  # fmt: skip
    """One query against a chunk of entries, and the chunk's share of the histogram."""
    i = tl.program_id(1)
    i_query = tl.cast(first_query + i, tl.int64)
    visible = tl.minimum((tl.load(p_start) + i_query % tokens + 1) // RATE, entries)
    begin = tl.program_id(0).to(tl.int64) * CHUNK
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
            tl.store(p_to + o_s, _score_block(b_k, b_q, b_w), mask=o_s < visible)
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
def _score_many(
    p_q, p_k, p_k_scale, p_w, p_start, p_score, tokens, first_query, queries, entries, heads, s_keys_b, s_keys_s, s_scale_b,
    WIDTH: tl.constexpr, RATE: tl.constexpr, BLOCK_T: tl.constexpr, BLOCK_S: tl.constexpr, BLOCK_H: tl.constexpr,
    BLOCK_C: tl.constexpr, SCALES: tl.constexpr,
):  # fmt: skip
    """A block of entries against a few queries, one after the other; the entries are loaded once."""
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
            tl.store(p_score + tl.cast(i, tl.int64) * entries + o_s, _score_block(b_k, b_q, b_w), mask=o_s < entries)


@triton.jit
def _count(
    p_score, p_start, p_bins, p_used, tokens, first_query, entries, chunk,
    RATE: tl.constexpr, BINS: tl.constexpr, BLOCK: tl.constexpr,
):  # fmt: skip
    """Histogram over the leading bits of one query's scores, a chunk of entries."""
    i = tl.program_id(0)
    visible = tl.minimum((tl.load(p_start) + (first_query + i) % tokens + 1) // RATE, entries)
    begin = tl.program_id(1).to(tl.int64) * chunk
    stop = tl.minimum(begin + chunk, visible)
    if tl.program_id(1) == 0:
        tl.store(p_used + i, 0)
    if begin < stop:
        b_count = tl.zeros([BINS], tl.int32)
        for at in range(begin, stop, BLOCK):
            b_count += _count_groups(p_score + i.to(tl.int64) * entries, at, stop, BLOCK, BINS)
        o_bin = tl.arange(0, BINS)
        tl.atomic_add(p_bins + i.to(tl.int64) * BINS + o_bin, b_count, mask=b_count > 0, sem="relaxed")


@triton.jit
def _key(b_score, o_s):
    """One number that orders by score and then by entry, lower ones first; never the same twice."""
    return (_ordered(b_score).to(tl.int64) << 32) | (0x7FFFFFFF - o_s)


@triton.jit
def _collect(
    p_score, p_start, p_bins, p_used, p_keys, tokens, first_query, entries, chunk, k, room,
    RATE: tl.constexpr, BINS: tl.constexpr, BLOCK: tl.constexpr,
):  # fmt: skip
    """Entries from the bin of the k-th best group upwards become candidates, in any order; how many there are is counted."""
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
            tl.store(p_to, _key(b_score, o_s), mask=m_in & (b_place < room))


@triton.jit
def _settle(
    p_score, p_keys, visible, k, BLOCK: tl.constexpr,
):  # fmt: skip
    """One query bit by bit: finds the k-th best key and writes the k best, in any order."""
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
            b_head = (_key(b_score, o_s.to(tl.int64)).to(tl.uint64, bitcast=True) ^ top) >> shift
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
        b_key = _key(tl.load(p_score + o_s, mask=o_s < visible, other=0.0), o_s.to(tl.int64))
        m = (o_s < visible) & (b_key >= least)
        b_in = m.to(tl.int32)
        tl.store(p_keys + filled + tl.cumsum(b_in, 0) - 1, b_key, mask=m)
        filled += tl.sum(b_in, 0)


@triton.jit
def _rank(
    p_score, p_start, p_bins, p_used, p_keys, p_picks, p_best, p_left, tokens, first_query, entries, k, room,
    RATE: tl.constexpr, BINS: tl.constexpr, BLOCK: tl.constexpr, ROWS: tl.constexpr, COLUMNS: tl.constexpr,
    BEST: tl.constexpr, LEFT: tl.constexpr,
):  # fmt: skip
    """Every candidate's rank is its place among the picks; places for which there is no entry get -1. Clears the counts.

    LEFT: the candidates are one more than the picks, and rank k is the best entry that was left out.
    """
    i = tl.program_id(0)
    row = i.to(tl.int64)
    programs = tl.num_programs(1)
    p_keys += row * room
    p_picks += row * k
    if BEST:
        p_best += row * k
    o_bin = tl.arange(0, BINS)
    tl.store(p_bins + row * BINS + o_bin, tl.zeros([BINS], tl.int32), mask=o_bin % programs == tl.program_id(1))
    count = tl.load(p_used + i)
    begin, step = tl.program_id(1) * ROWS, programs * ROWS
    if count > room:
        # More candidates than fit, all in one bin: the first program does it alone.
        visible = tl.minimum((tl.load(p_start) + (first_query + i) % tokens + 1) // RATE, entries)
        begin, step = tl.where(tl.program_id(1) == 0, 0, k + LEFT), ROWS
        if tl.program_id(1) == 0:
            _settle(p_score + row * entries, p_keys, visible, k + LEFT, BLOCK)
            tl.debug_barrier()
        count = k + LEFT
    none = -0x7FFFFFFFFFFFFFFF
    for at in range(begin, tl.maximum(count, k + LEFT), step):
        o_row = at + tl.arange(0, ROWS)
        m_row = o_row < count
        b_key = tl.load(p_keys + o_row, mask=m_row, other=none)
        b_rank = tl.zeros([ROWS], tl.int32)
        for j in range(0, count, COLUMNS):
            o_column = j + tl.arange(0, COLUMNS)
            b_other = tl.load(p_keys + o_column, mask=o_column < count, other=none)
            b_rank += tl.sum((b_other[None, :] > b_key[:, None]).to(tl.int32), 1)
        b_rank = tl.where(m_row, b_rank, o_row)  # rows beyond the candidates stand for the places left empty
        tl.store(p_picks + b_rank, tl.where(m_row, 0x7FFFFFFF - (b_key & 0x7FFFFFFF), -1), mask=b_rank < k)
        if BEST:
            b_order = (b_key >> 32).to(tl.int32)
            b_bits = b_order ^ ((b_order >> 31) & 0x7FFFFFFF)
            b_best = tl.where(m_row, b_bits.to(tl.float32, bitcast=True), float("-inf"))
            tl.store(p_best + b_rank, b_best, mask=b_rank < k)
            if LEFT:
                tl.store(p_left + row + b_rank * 0, b_best, mask=b_rank == k)


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
    left: Tensor | None = None,
    bins: Tensor | None = None,
) -> tuple[Tensor, Tensor | None]:
    """The k best entries of every query, as `select_entries(index_scores(...), k)`, without the scores of all queries.

    query    [B, T, H, C], keys [B, S, C] (may have room for more than are complete; plain, or as the release
             keeps them: then the query is transformed and rounded already), weights [B, T, H] float32
    start    position of the first query: int, or a device tensor of one int64
    best     also return the chosen scores [B, T, k] float32, -inf where no entry was left, in `out_best` if given
    left     [B, T] float32, with `best`: receives the best score that was not chosen, -inf where nothing was left out
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
    few = queries <= 8
    sizes = dict(FEW if few else MANY)
    at_once = max(1, min(queries, _SCRATCH_ELEMENTS // entries))
    if at_once < queries or tokens % MANY["BLOCK_T"]:
        at_once = min(at_once, tokens)  # a chunk, and so each of its blocks, stays within one sequence
    room = max(_CANDIDATES, 8 * triton.next_power_of_2(k)) + 8  # fewer entries than 8 k all are candidates
    score = torch.empty(at_once, entries, device=device)
    candidates = torch.empty(at_once, room, dtype=torch.int64, device=device)
    used = torch.empty(at_once, dtype=torch.int32, device=device)
    if bins is None:
        bins = torch.zeros(at_once * BINS, dtype=torch.int32, device=device)
    shapes = {
        "WIDTH": width, "RATE": rate, "BLOCK_H": max(16, triton.next_power_of_2(heads)),
        "BLOCK_C": max(16, triton.next_power_of_2(width)),
        "SCALES": 0 if scale is None else scale.shape[2],
    }  # fmt: skip
    if query.dtype == torch.float32:
        sizes |= {"BLOCK_S": 32, "num_stages": 1}  # twice the bytes; a path for comparisons
    for sequence in range(batch if at_once < queries else 1):
        end = (sequence + 1) * tokens if at_once < queries else queries
        for first in range(sequence * tokens, end, at_once):
            count = min(at_once, end - first)
            # Enough programs to fill the device with one query, one per query with many.
            block = min(1024 if few else 4096, max(64, triton.next_power_of_2(entries)))
            chunk = triton.cdiv(triton.cdiv(entries, max(1, 256 // count)), block) * block
            grid = count, triton.cdiv(entries, chunk)
            shared = {"RATE": rate, "BINS": BINS, "BLOCK": block, "num_warps": 8}
            keys_of = (query, rows, scale, weights, start, score)
            if few:
                share = min(1024, max(64, sizes["BLOCK_S"], triton.next_power_of_2(triton.cdiv(entries, 400))))
                _score_few[(triton.cdiv(entries, share), count)](
                    *keys_of,
                    bins,
                    used,
                    tokens,
                    first,
                    entries,
                    heads,
                    *strides,
                    **shapes,
                    CHUNK=share,
                    BINS=BINS,
                    **sizes,
                )
            else:
                _score_many[(triton.cdiv(entries, sizes["BLOCK_S"]), triton.cdiv(count, sizes["BLOCK_T"]))](
                    *keys_of, tokens, first, count, entries, heads, *strides, **shapes, **sizes
                )
                _count[grid](score, start, bins, used, tokens, first, entries, chunk, **shared)
            kept = k if left is None else k + 1
            _collect[grid](score, start, bins, used, candidates, tokens, first, entries, chunk, kept, room, **shared)
            found = None if out_best is None else out_best.view(queries, k)[first:]
            rest = None if left is None else left.view(queries)[first:]
            _rank[(count, 128 if count <= 8 else 4)](
                score, start, bins, used, candidates, out.view(queries, k)[first:], found, rest, tokens, first,
                entries, k, room, RATE=rate, BINS=BINS, BLOCK=block, ROWS=16, COLUMNS=512, BEST=best,
                LEFT=int(left is not None), num_warps=4,
            )  # fmt: skip
    return out, out_best

"""Triton kernels of the lightning indexer: scores and the choice of the k best, a chunk of queries at a time.

Equation 16 of the report; definition in lightning_indexer.py. Scores of a bounded chunk of queries go to a scratch that is
used again for the next chunk, so memory never grows with queries x entries. The choice counts scores by their
leading 11 bits, keeps what is surely in, and settles the one undecided bin exactly. Surprising: ReLU makes many scores tie
at zero; here ties go to the lower entry, always. Tests: tests/test_lightning_indexer_triton.py.
"""

from __future__ import annotations

import torch
import triton
import triton.language as tl
from torch import Tensor

from dsv4lab.errors import ShapeError
from dsv4lab.kernels.dot_triton import dot

_SCRATCH_ELEMENTS = 1 << 25  # scores kept at a time: 128 MB, and as much for undecided entries
_BINS = 2048


def covers_choose_entries(query: Tensor, keys: Tensor, weights: Tensor) -> str | None:
    """Why these tensors are not for this kernel, or None."""
    if query.dtype != keys.dtype or query.dtype not in (torch.bfloat16, torch.float16, torch.float32):
        return f"queries are {query.dtype} and keys {keys.dtype}"
    if query.shape[-1] > 256 or query.shape[-2] > 128:
        return f"{query.shape[-2]} heads of width {query.shape[-1]}; at most 128 of 256 are covered"
    return None


@triton.jit
def _score(
    p_q, p_k, p_w, p_start, p_score, tokens, first_query, queries, entries, heads, s_keys_b, s_keys_s,
    WIDTH: tl.constexpr, RATE: tl.constexpr, BLOCK_T: tl.constexpr, BLOCK_S: tl.constexpr, BLOCK_H: tl.constexpr,
    BLOCK_C: tl.constexpr,
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
        p_key = p_k + i_batch.to(tl.int64) * s_keys_b + o_s[None, :] * s_keys_s + o_c[:, None]
        b_k = tl.load(p_key, mask=m_c[:, None] & (o_s < entries)[None, :], other=0.0)
        for i in range(i_local, last):
            i_query = tl.cast(first_query + i, tl.int64)
            p_row = p_q + (i_query * heads + o_h[:, None]) * WIDTH + o_c[None, :]
            b_q = tl.load(p_row, mask=m_h[:, None] & m_c[None, :], other=0.0)
            b_w = tl.load(p_w + i_query * heads + o_h, mask=m_h, other=0.0)
            b_dot = dot(b_q, b_k, tl.zeros([BLOCK_H, BLOCK_S], tl.float32))
            b_score = tl.sum(tl.maximum(b_dot, 0.0) * b_w[:, None], 0)
            tl.store(p_score + tl.cast(i, tl.int64) * entries + o_s, b_score, mask=o_s < entries)


@triton.jit
def _ordered(p_score, o_s, m_s):
    """Scores as int32 in the same order; minus zero is zero."""
    b_bits = (tl.load(p_score + o_s, mask=m_s, other=0.0) + 0.0).to(tl.int32, bitcast=True)
    return b_bits ^ ((b_bits >> 31) & 0x7FFFFFFF)


@triton.jit
def _count(
    p_score, p_start, p_count, tokens, first_query, entries, chunk,
    RATE: tl.constexpr, BINS: tl.constexpr, BLOCK: tl.constexpr,
):  # fmt: skip
    """Histogram over the leading bits of one query's scores, a chunk of entries."""
    i = tl.program_id(0)
    visible = tl.minimum((tl.load(p_start) + (first_query + i) % tokens + 1) // RATE, entries)
    begin = tl.program_id(1).to(tl.int64) * chunk
    stop = tl.minimum(begin + chunk, visible)
    if begin < stop:
        b_count = tl.zeros([BINS], tl.int32)
        for at in range(begin, stop, BLOCK):
            o_s = at + tl.arange(0, BLOCK)
            b_bin = (_ordered(p_score + i.to(tl.int64) * entries, o_s, o_s < stop) >> 21) + BINS // 2
            b_count += tl.histogram(b_bin, BINS, mask=o_s < stop)
        o_bin = tl.arange(0, BINS)
        tl.atomic_add(p_count + i.to(tl.int64) * BINS + o_bin, b_count, mask=b_count > 0)


@triton.jit
def _undecided(p_count, k, BINS: tl.constexpr):
    """(bin in which the k-th best lies, how many lie above it); the bin is -1 if everything is in."""
    o_bin = tl.arange(0, BINS)
    b_count = tl.load(p_count + o_bin)
    b_from = tl.cumsum(b_count, 0, reverse=True)
    split = tl.max(tl.where(b_from >= k, o_bin, -1), 0)
    above = tl.sum(tl.where(o_bin > split, b_count, 0), 0)
    return split, above


@triton.jit
def _collect(
    p_score, p_start, p_count, p_used, p_sure, p_open, tokens, first_query, entries, chunk, k,
    RATE: tl.constexpr, BINS: tl.constexpr, BLOCK: tl.constexpr,
):  # fmt: skip
    """Entries above the undecided bin go to `sure` with their scores, those in it to `open`; order does not matter yet."""
    i = tl.program_id(0)
    row = i.to(tl.int64)
    visible = tl.minimum((tl.load(p_start) + (first_query + i) % tokens + 1) // RATE, entries)
    begin = tl.program_id(1).to(tl.int64) * chunk
    stop = tl.minimum(begin + chunk, visible)
    if begin < stop:
        split, _ = _undecided(p_count + row * BINS, k, BINS)
        for at in range(begin, stop, BLOCK):
            o_s = at + tl.arange(0, BLOCK)
            m_s = o_s < stop
            b_order = _ordered(p_score + row * entries, o_s, m_s)
            b_bin = (b_order >> 21) + BINS // 2
            m_sure, m_open = m_s & (b_bin > split), m_s & (b_bin == split)
            b_sure, b_open = m_sure.to(tl.int32), m_open.to(tl.int32)
            base_sure = tl.atomic_add(p_used + row * 2, tl.sum(b_sure, 0))
            base_open = tl.atomic_add(p_used + row * 2 + 1, tl.sum(b_open, 0))
            b_key = (b_order.to(tl.int64) << 32) | (0x7FFFFFFF - o_s)
            tl.store(p_sure + row * k + base_sure + tl.cumsum(b_sure, 0) - 1, b_key, mask=m_sure)
            tl.store(p_open + row * entries + base_open + tl.cumsum(b_open, 0) - 1, o_s.to(tl.int32), mask=m_open)


@triton.jit
def _open_keys(p_score, p_open, at, count, BLOCK: tl.constexpr):
    """Keys of undecided entries: the 21 bits their bin left open, then the entry, lower ones first."""
    o = at + tl.arange(0, BLOCK)
    b_entry = tl.load(p_open + o, mask=o < count, other=0)
    b_order = _ordered(p_score, b_entry, o < count)
    b_key = ((b_order & 0x1FFFFF).to(tl.int64) << 31) | (0x7FFFFFFF - b_entry).to(tl.int64)
    return b_key, b_order, b_entry, o < count


@triton.jit
def _settle(
    p_score, p_used, p_sure, p_open, p_picks, p_best, entries, k,
    BLOCK_K: tl.constexpr, BLOCK: tl.constexpr, BEST: tl.constexpr,
):  # fmt: skip
    """One query: the missing ones out of the undecided bin, then all k in order of falling score."""
    i = tl.program_id(0).to(tl.int64)
    sure, count = tl.load(p_used + i * 2), tl.load(p_used + i * 2 + 1)
    p_score += i * entries
    p_open += i * entries
    p_sure += i * k
    missing = tl.minimum(k - sure, count)
    if missing > 0:
        prefix = missing.to(tl.int64) * 0
        wanted = missing
        o_bin = tl.arange(0, 256)
        for digit in range(7):
            shift = (6 - digit) * 8
            b_count = tl.zeros([256], tl.int32)
            for at in range(0, count, BLOCK):
                b_key, _, _, m = _open_keys(p_score, p_open, at, count, BLOCK)
                m = m & ((b_key >> (shift + 8)) == prefix)
                b_count += tl.histogram(((b_key >> shift) & 255).to(tl.int32), 256, mask=m)
            b_from = tl.cumsum(b_count, 0, reverse=True)
            chosen = tl.max(tl.where(b_from >= wanted, o_bin, 0), 0)
            wanted -= tl.sum(tl.where(o_bin > chosen, b_count, 0), 0)
            prefix = (prefix << 8) | chosen
        filled = sure
        for at in range(0, count, BLOCK):
            b_key, b_order, b_entry, m = _open_keys(p_score, p_open, at, count, BLOCK)
            m = m & (b_key >= prefix)
            b_in = m.to(tl.int32)
            b_full = (b_order.to(tl.int64) << 32) | (0x7FFFFFFF - b_entry).to(tl.int64)
            tl.store(p_sure + filled + tl.cumsum(b_in, 0) - 1, b_full, mask=m)
            filled += tl.sum(b_in, 0)
    tl.debug_barrier()  # the whole program has written before any of it reads
    o_k = tl.arange(0, BLOCK_K)
    none = -0x7FFFFFFFFFFFFFFF
    b_key = tl.load(p_sure + o_k, mask=o_k < sure + tl.maximum(missing, 0), other=none)
    b_key = tl.sort(b_key, descending=True)
    b_pick = tl.where(b_key == none, -1, 0x7FFFFFFF - (b_key & 0x7FFFFFFF))
    tl.store(p_picks + i * k + o_k, b_pick, mask=o_k < k)
    if BEST:
        b_order = (b_key >> 32).to(tl.int32)
        b_bits = b_order ^ ((b_order >> 31) & 0x7FFFFFFF)
        b_best = tl.where(b_key == none, float("-inf"), b_bits.to(tl.float32, bitcast=True))
        tl.store(p_best + i * k + o_k, b_best, mask=o_k < k)


def choose_entries_triton(
    query: Tensor,
    keys: Tensor,
    weights: Tensor,
    k: int,
    *,
    start: int | Tensor,
    rate: int,
    best: bool = False,
    out: Tensor | None = None,
) -> tuple[Tensor, Tensor | None]:
    """The k best entries of every query, as `select_entries(index_scores(...), k)`, without the scores of all queries.

    query    [B, T, H, C], keys [B, S, C] (may have room for more than are complete), weights [B, T, H] float32
    start    position of the first query: int, or a device tensor of one int64
    best     also return the chosen scores [B, T, k] float32, -inf where no entry was left
    returns  picks [B, T, k] in `out`'s dtype (int64 without `out`), best first, -1 where no visible entry was left;
             among equal scores the lower entry is chosen, and first
    """
    batch, tokens, heads, width = query.shape
    entries, device, queries = keys.shape[1], query.device, batch * tokens
    k = min(k, entries)
    query, weights = query.contiguous(), weights.float().contiguous()
    reason = covers_choose_entries(query, keys, weights)
    if reason:
        raise ShapeError(f"{reason}. Use the reference, index_scores and select_entries.")
    start = start if isinstance(start, Tensor) else torch.full((1,), start, dtype=torch.int64, device=device)
    out = torch.empty(batch, tokens, k, dtype=torch.int64, device=device) if out is None else out
    chosen = torch.empty(batch, tokens, k, device=device) if best else None
    if out.numel() == 0:
        return out, chosen
    block_t = 1 if tokens == 1 else 8
    at_once = max(1, min(queries, _SCRATCH_ELEMENTS // entries))
    if at_once < queries or tokens % block_t:
        at_once = min(at_once, tokens)  # a chunk, and so each of its blocks, stays within one sequence
    score = torch.empty(at_once, entries, device=device)
    undecided = torch.empty(at_once, entries, dtype=torch.int32, device=device)
    sure = torch.empty(at_once, k, dtype=torch.int64, device=device)
    tally = torch.empty(at_once, _BINS + 2, dtype=torch.int32, device=device)
    block = 4096 if entries > 4096 else max(64, triton.next_power_of_2(entries))
    block_s = 64 if query.dtype == torch.float32 else 128
    for sequence in range(batch if at_once < queries else 1):
        end = (sequence + 1) * tokens if at_once < queries else queries
        for first in range(sequence * tokens, end, at_once):
            count = min(at_once, end - first)
            # Enough programs to fill the device with one query, one per query with many.
            chunk = triton.cdiv(triton.cdiv(entries, max(1, 128 // count)), block) * block
            counts, used = tally.view(-1)[: count * _BINS].zero_(), tally.view(-1)[at_once * _BINS :].zero_()
            _score[(triton.cdiv(entries, block_s), triton.cdiv(count, block_t))](
                query, keys, weights, start, score, tokens, first, count, entries, heads,
                keys.stride(0), keys.stride(1), WIDTH=width, RATE=rate, BLOCK_T=block_t, BLOCK_S=block_s,
                BLOCK_H=max(16, triton.next_power_of_2(heads)), BLOCK_C=max(16, triton.next_power_of_2(width)),
                num_warps=4,
            )  # fmt: skip
            grid = count, triton.cdiv(entries, chunk)
            shared = {"RATE": rate, "BINS": _BINS, "BLOCK": block, "num_warps": 8}
            _count[grid](score, start, counts, tokens, first, entries, chunk, **shared)
            _collect[grid](
                score, start, counts, used, sure, undecided, tokens, first, entries, chunk, k, **shared
            )  # fmt: skip
            found = None if chosen is None else chosen.view(queries, k)[first:]
            _settle[(count,)](
                score, used, sure, undecided, out.view(queries, k)[first:], found, entries, k,
                BLOCK_K=max(16, triton.next_power_of_2(k)), BLOCK=min(block, 2048), BEST=best, num_warps=8,
            )  # fmt: skip
    return out, chosen

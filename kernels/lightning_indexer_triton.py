"""Triton kernels of the lightning indexer: scores and the choice of the k best, a chunk of queries at a time.

Equation 16 of the report; definition in lightning_indexer.py. Scores of a bounded chunk of queries go to a scratch that is
used again for the next chunk, so memory never grows with queries x entries; the queries then choose one by one
(lightning_indexer_topk_triton.py). A few queries go another way (lightning_indexer_few_triton.py). Surprising: ReLU makes
many scores tie at zero; ties go to the lower entry, always. Tests: tests/kernels/test_lightning_indexer_triton.py.
"""

from __future__ import annotations

import torch
import triton
import triton.language as tl
from torch import Tensor

from dsv4lab.errors import ShapeError
from dsv4lab.kernels.common.thresholds import INDEXER_FEW
from dsv4lab.kernels.kv_cache import Keys
from dsv4lab.kernels.kv_cache_triton import arrays_of
from dsv4lab.kernels.lightning_indexer_few_triton import choose_few, load_keys, score_block, sizes_for
from dsv4lab.kernels.lightning_indexer_topk_triton import best_entries, group_size

_SCRATCH_ELEMENTS = 1 << 25  # scores kept at a time: 128 MB
# Entries and queries of a program; measured in tests/bench/block_sizes.py.
MANY = {"BLOCK_S": 256, "BLOCK_T": 32, "num_warps": 8, "num_stages": 3}
MANY_STORED = {"BLOCK_S": 128, "BLOCK_T": 8, "num_warps": 4, "num_stages": 3}  # keys as the release keeps them


def covers_choose_entries(query: Tensor, keys: Keys, weights: Tensor) -> str | None:
    """Why these tensors are not for this kernel, or None."""
    kept = keys.dtype if isinstance(keys, Tensor) else query.dtype
    if query.dtype != kept or query.dtype not in (torch.bfloat16, torch.float16, torch.float32):
        return f"queries are {query.dtype} and keys {kept}"
    if query.shape[-1] > 256 or query.shape[-2] > 128:
        return f"{query.shape[-2]} heads of width {query.shape[-1]}; at most 128 of 256 are covered"
    return None


@triton.jit(do_not_specialize=["first_query", "queries"], do_not_specialize_on_alignment=["tokens"])
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
        b_k = load_keys(
            p_k, p_k_scale, o_s, o_s < entries, s_keys_s, WIDTH, BLOCK_C, SCALES, p_q.dtype.element_ty
        )  # fmt: skip
        for i in range(i_local, last):
            i_query = tl.cast(first_query + i, tl.int64)
            p_row = p_q + (i_query * heads + o_h[:, None]) * WIDTH + o_c[None, :]
            b_q = tl.load(p_row, mask=m_h[:, None] & m_c[None, :], other=0.0)
            b_w = tl.load(p_w + i_query * heads + o_h, mask=m_h, other=0.0)
            b_score = score_block(b_k, b_q, b_w)
            tl.store(p_score + tl.cast(i, tl.int64) * entries + o_s, b_score, mask=o_s < entries)
            if GROUP > 1:
                visible = tl.minimum((tl.load(p_start) + i_query % tokens + 1) // RATE, entries)
                b_seen = tl.where(o_s < visible, b_score, float("-inf"))
                b_top = tl.max(tl.reshape(b_seen, [BLOCK_S // GROUP, GROUP]), 1)
                tl.store(p_top + tl.cast(i, tl.int64) * groups + o_g, b_top, mask=o_g < groups)


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

    Raises ShapeError for other dtypes, more than 128 heads, or heads wider than 256.
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
        choose_few(keys_of, strides, out.view(queries, k), found, rest, bins, tokens, shapes)
        return out, out_best
    sizes = sizes_for(query, MANY if scale is None else MANY_STORED)
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

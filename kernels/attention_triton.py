"""Triton kernel of sparse attention: 64 heads share every key, so one program takes one query and a block of heads.

Section 2.3 of the report; definition and signature in attention.py. Prefill runs over all keys of a query in one
program; decode splits the keys over programs and joins them (`_join`). Keys are fetched by the picks
themselves, and the lists of what was read (attention_lists_triton.py) are written from the logits the softmax uses.
Tests: tests/kernels/test_attention_triton.py.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import torch
import triton
import triton.language as tl
from torch import Tensor

from dsv4lab.errors import ShapeError
from dsv4lab.kernels.attention import AttentionLists
from dsv4lab.kernels.attention_lists_triton import ListBuffers, all_rows, finish_lists, write_lists
from dsv4lab.kernels.common.dot_triton import dot
from dsv4lab.kernels.common.launch_triton import pdl_options, pdl_wait
from dsv4lab.kernels.common.thresholds import ATTENTION_SPLIT
from dsv4lab.kernels.kv_cache import Keys, StoredKeys
from dsv4lab.kernels.kv_cache_triton import arrays_of, form_of, load_entries
from dsv4lab.kernels.rope_triton import norm_rotate_triton, turn

_LOG2E = 1.4426950408889634
# Running maxima begin at -1e30: below every logit, and finite, so that differences of two stay numbers.
# Block sizes, by how the keys of a query are shared out; measured in tests/bench/kernels.py.
PREFILL = {"BLOCK_H": 64, "BLOCK_K": 64, "num_warps": 8, "num_stages": 2}
DECODE = {"BLOCK_H": 16, "BLOCK_K": 32, "num_warps": 4, "num_stages": 2}
KEYS_PER_SPLIT = 32


class ReadingTable(NamedTuple):
    """A rule for what queries read, as a step's kernel looks it up; it is meant at the positions that `when` names.

    when     [positions] uint8
    sink     [H] float32: every head's logit of attending to nothing, then; -inf: no sink
    token    [positions] uint8: which tokens of the window may be read
    entry    [S] uint8: which entries
    halted   [1]: not 0 counts nothing
    seen_at  [B * T] int64: one more than the last position that was counted
    fired    [1] int64: grows by one for every token that loses something
    reach    tokens of the window that are read, the query's own included
    """

    when: Tensor
    sink: Tensor
    token: Tensor
    entry: Tensor
    halted: Tensor
    seen_at: Tensor
    fired: Tensor
    reach: int


@triton.jit
def _absorb(b_q, b_k, m_seen, b_max, b_sum, b_acc, scale):
    """One block of keys enters the running softmax; logits are in units of log 2."""
    b_zero = tl.zeros([b_q.shape[0], b_k.shape[0]], tl.float32)
    b_logit = tl.where(m_seen[None, :], dot(b_q, tl.trans(b_k), b_zero) * scale, float("-inf"))
    b_new = tl.maximum(b_max, tl.max(b_logit, 1))
    b_p = tl.exp2(b_logit - b_new[:, None])
    b_shrink = tl.exp2(b_max - b_new)
    b_sum = b_sum * b_shrink + tl.sum(b_p, 1)
    b_acc = dot(b_p.to(b_k.dtype), b_k, b_acc * b_shrink[:, None])
    return b_logit, b_new, b_sum, b_acc


@triton.jit(
    do_not_specialize=["window_keys", "entry_rows", "picks_per_query", "listed", "list_rows", "places", "reach"],
    do_not_specialize_on_alignment=["tokens"],
)
def _attend(
    p_q, p_window, p_entries, p_picks, p_sink, p_start, p_out, p_max, p_sum, p_weight, p_key, p_head_row, p_query_row,
    p_window_scale, p_entries_scale,
    tokens, heads, window_keys, entry_rows, picks_per_query, listed, list_rows, places, scale,
    s_window_b, s_window_k, s_window_scale_b, s_entries_b, s_entries_k, s_entries_scale_b,
    p_when, p_other_sink, p_token_ok, p_entry_ok, p_halted, p_seen_at, p_fired, reach,
    WIDTH: tl.constexpr, WINDOW: tl.constexpr, RATE: tl.constexpr, RING: tl.constexpr, PICKED: tl.constexpr,
    LISTS: tl.constexpr, SPLITS: tl.constexpr, BLOCK_H: tl.constexpr, BLOCK_K: tl.constexpr, BLOCK_C: tl.constexpr,
    ROTATED: tl.constexpr, SCALES: tl.constexpr, EDIT: tl.constexpr, PDL: tl.constexpr,
):  # fmt: skip
    pdl_wait(PDL)
    i_query = tl.program_id(0).to(tl.int64)
    i_batch, i_token = i_query // tokens, i_query % tokens
    i_split = tl.program_id(2)
    o_h = tl.program_id(1) * BLOCK_H + tl.arange(0, BLOCK_H)
    o_c = tl.arange(0, BLOCK_C)
    m_h, m_c = o_h < heads, o_c < WIDTH
    start = tl.load(p_start)
    position = start + i_token
    first = start + tokens - window_keys

    p_row = p_q + (i_query * heads + o_h[:, None]) * WIDTH + o_c[None, :]
    b_q = tl.load(p_row, mask=m_h[:, None] & m_c[None, :], other=0.0)
    b_sink = tl.load(p_sink + o_h, mask=m_h, other=0.0)
    if EDIT:
        meant = tl.load(p_when + position) != 0
        b_other = tl.load(p_other_sink + o_h, mask=m_h, other=0.0)
        lost = tl.sum((m_h & meant & (b_other != b_sink)).to(tl.int32), 0)
        b_sink = tl.where(meant, b_other, b_sink)
    b_sink = tl.maximum(b_sink * 1.4426950408889634, -1.0e30)
    # The sink is a key without a value: it opens the sum, in one of the splits only.
    b_max = tl.where(i_split == 0, b_sink, -1.0e30)
    b_sum = tl.where(i_split == 0, 1.0, 0.0) + tl.zeros([BLOCK_H], tl.float32)
    b_acc = tl.zeros([BLOCK_H, BLOCK_C], tl.float32)
    row, b_list = i_query, o_h
    if LISTS:
        i_list = tl.load(p_query_row + i_token)
        row = i_batch * list_rows + tl.maximum(i_list, 0)
        b_list = tl.where(i_list >= 0, tl.load(p_head_row + o_h, mask=m_h, other=-1), -1)
        write_key = tl.where(i_list >= 0, tl.program_id(1), 1)  # 0: this program writes the keys

    # Places: first the window, then the picks, or every entry that may be complete; one loop, so that fetching never pauses.
    readable, columns = tl.full((), 0, tl.int64), tl.full((), 0, tl.int64)
    if RATE > 0:
        readable = tl.minimum((position + 1) // RATE, entry_rows)
        columns = readable
        if PICKED:
            columns += picks_per_query - readable
        elif LISTS:  # the places of entries not yet complete say so
            columns = tl.where(i_list >= 0, tl.maximum(columns, places - WINDOW), columns)
    for i in range(i_split, (WINDOW + columns + BLOCK_K - 1) // BLOCK_K, SPLITS):
        o_place = i * BLOCK_K + tl.arange(0, BLOCK_K)
        b_token = position - WINDOW + 1 + o_place
        b_slot = tl.maximum(b_token, 0) % window_keys if RING else b_token - first
        m_window = (o_place < WINDOW) & (b_token >= 0) & (b_slot >= 0)
        b_key = tl.where(o_place < WINDOW, b_token, -1)
        m_seen = m_window
        if EDIT:
            m_read = m_window & (b_token > position - reach)
            m_read = m_read & (tl.load(p_token_ok + tl.maximum(b_token, 0), mask=m_window, other=0) != 0)
            m_listed = m_window
        p_k = p_window + i_batch * s_window_b + b_slot * s_window_k
        if SCALES > 0:
            p_k_scale = p_window_scale + i_batch * s_window_scale_b + b_slot * SCALES
        if RATE > 0:
            if PICKED:
                p_pick = p_picks + i_query * picks_per_query + o_place - WINDOW
                m_pick = (o_place >= WINDOW) & (o_place < WINDOW + columns)
                b_entry = tl.load(p_pick, mask=m_pick, other=-1).to(tl.int64)
                m_entry = (b_entry >= 0) & (b_entry < entry_rows)
            else:
                b_entry = o_place.to(tl.int64) - WINDOW
                m_entry = (b_entry >= 0) & (b_entry < readable)
            p_k = tl.where(m_entry, p_entries + i_batch * s_entries_b + b_entry * s_entries_k, p_k)
            if SCALES > 0:
                p_k_scale = tl.where(
                    m_entry, p_entries_scale + i_batch * s_entries_scale_b + b_entry * SCALES, p_k_scale
                )
            b_key = tl.where(m_entry, b_entry, b_key)
            m_seen = m_window | m_entry
            if EDIT:
                m_open = m_entry & (tl.load(p_entry_ok + tl.maximum(b_entry, 0), mask=m_entry, other=0) != 0)
                m_read = m_read | m_open
                # Of picks those that are not read are listed with weight 0, of all entries they are left out.
                m_listed = m_seen if PICKED else m_window | tl.where(meant, m_open, m_entry)
        if EDIT:
            lost += tl.sum((meant & m_seen & (m_read == 0)).to(tl.int32), 0)
            m_seen = tl.where(meant, m_read, m_seen)
        if SCALES > 0:  # rows as the release keeps them
            b_k = load_entries(p_k, p_k_scale, m_seen, WIDTH, ROTATED, BLOCK_C, b_q.dtype)
        else:
            b_k = tl.load(p_k[:, None] + o_c[None, :], mask=m_seen[:, None] & m_c[None, :], other=0.0)
        b_logit, b_max, b_sum, b_acc = _absorb(b_q, b_k, m_seen, b_max, b_sum, b_acc, scale)
        if LISTS:
            write_lists(
                p_weight, p_key, b_logit, b_key, m_listed if EDIT else m_seen, o_place, o_place < places, row, b_list,
                heads, listed, places, write_key,
            )  # fmt: skip
    # Counted by whichever program is first to find that something is lost, once a token.
    if EDIT:  # noqa: SIM102 - decided when the kernel is compiled
        if (lost > 0) & (tl.load(p_halted) == 0):  # noqa: SIM102 - the second changes what is counted
            if tl.atomic_max(p_seen_at + i_query, position + 1) < position + 1:
                tl.atomic_add(p_fired, 1)

    o_part = (i_query * SPLITS + i_split) * heads + o_h
    if SPLITS == 1:
        b_acc *= (1.0 / b_sum)[:, None]
    tl.store(p_out + o_part[:, None] * WIDTH + o_c[None, :], b_acc, mask=m_h[:, None] & m_c[None, :])
    if SPLITS > 1 or LISTS:
        tl.store(p_max + o_part, b_max, mask=m_h)
        tl.store(p_sum + o_part, b_sum, mask=m_h)


@triton.jit(do_not_specialize_on_alignment=["tokens"])
def _join(
    p_part, p_max, p_sum, p_out, p_start, p_frequency, tokens, heads,
    WIDTH: tl.constexpr, SPLITS: tl.constexpr, BLOCK_S: tl.constexpr, BLOCK_C: tl.constexpr, ROTATED: tl.constexpr,
    PDL: tl.constexpr,
):  # fmt: skip
    """One query and head: the splits' sums under a common maximum, turned back if ROTATED channels are to be.

    Leaves maximum and sum in the first split's place.
    """
    pdl_wait(PDL)
    i_query, i_head = tl.program_id(0).to(tl.int64), tl.program_id(1)
    o_s, o_c = tl.arange(0, BLOCK_S), tl.arange(0, BLOCK_C)
    o_part = (i_query * SPLITS + o_s) * heads + i_head
    m_s = o_s < SPLITS
    b_max = tl.load(p_max + o_part, mask=m_s, other=-1.0e30)
    b_sum = tl.load(p_sum + o_part, mask=m_s, other=0.0)
    b_top = tl.max(b_max, 0)
    b_share = tl.exp2(b_max - b_top)
    b_total = tl.sum(b_share * b_sum, 0)
    p_acc = p_part + o_part[:, None] * WIDTH + o_c[None, :]
    b_acc = tl.load(p_acc, mask=m_s[:, None] & (o_c < WIDTH)[None, :], other=0.0)
    b_out = tl.sum(b_acc * b_share[:, None], 0) / b_total
    if ROTATED > 0:
        b_out = b_out.to(p_out.dtype.element_ty).to(tl.float32)
        b_out = turn(b_out, tl.load(p_start) + i_query % tokens, p_frequency, WIDTH, ROTATED, BLOCK_C, True)
    tl.store(p_out + (i_query * heads + i_head) * WIDTH + o_c, b_out, mask=o_c < WIDTH)
    tl.debug_barrier()  # every thread has read the first split's maximum before it is replaced
    tl.store(p_max + i_query * SPLITS * heads + i_head, b_top)
    tl.store(p_sum + i_query * SPLITS * heads + i_head, b_total)


def sparse_attention_triton(
    query: Tensor,
    window: Keys,
    entries: Keys | None,
    picks: Tensor | None,
    sink: Tensor,
    *,
    start: int | Tensor,
    window_size: int,
    rate: int = 0,
    lists: bool = False,
    ring: bool = False,
    splits: int | None = None,
    list_heads: Tensor | None = None,
    list_queries: Tensor | None = None,
    out: Tensor | None = None,
    lists_out: tuple[Tensor, Tensor, Tensor, Tensor] | None = None,
    turn_back: Tensor | None = None,
    edit: ReadingTable | None = None,
) -> tuple[Tensor, AttentionLists | None]:
    """As `sparse_attention`, and ready for a captured graph: nothing waits for the device.

    start         int, or a device tensor of one int64, which a graph reads anew at every replay
    window        plain, or as the release keeps keys, rotated channels in the query's dtype; then so are the entries
    entries       may have room for more than are complete; only complete ones are read
    picks         [B, T, K] int32 or int64, -1: none
    ring          window [B, R, C] holds position p in row p mod R instead of the last positions in order
    splits        programs that share the keys of one query; chosen from the number of queries if None
    list_heads    heads [h], list_queries queries [q] (indices, any integer dtype) whose lists are written; all if None
    out           where to write, [B, T, H, C]
    lists_out     where to write the lists: keys [B, q, P] int64, weights [B, q, h, P], sink weights [B, q, h] and what a
                  list sums up to [B, q, h, 3] (list_masses), float32
    turn_back     frequencies [R / 2]: also turn the output's last channels back at the query's position
    edit          what a rule says of what is read, of a ring only: a step

    Raises ShapeError for keys whose channels are not adjacent, entries without a rate, or kept otherwise than the window.
    """
    _check(window, entries, rate)
    batch, tokens, heads, width = query.shape
    query, sink = query.contiguous(), sink.float().contiguous()
    keys, keys_scale, *keys_strides = arrays_of(window)
    rows, rows_scale, *rows_strides = (None, None, 0, 0, 0) if entries is None else arrays_of(entries)
    rate = 0 if entries is None else rate
    picks = None if picks is None or entries is None else picks.contiguous()
    columns = 0 if rows is None else rows.shape[1] if picks is None else picks.shape[-1]
    places, device = window_size + columns, query.device
    start = start if isinstance(start, Tensor) else torch.full((1,), start, dtype=torch.int64, device=device)
    out = torch.empty_like(query) if out is None else out
    if out.numel() == 0:
        return out, None
    if splits is None:
        splits = _splits(batch * tokens, places, 32 if keys_scale is None else 64)
    sizes, block_c = _sizes(query, splits), max(16, triton.next_power_of_2(width))
    state = torch.empty(2, batch * tokens, splits, heads, device=device, dtype=torch.float32)
    part = out if splits == 1 else torch.empty(batch * tokens, splits, heads, width, device=device)
    kept = ListBuffers.of(query, places, list_heads, list_queries, lists_out) if lists else None

    if splits == 1 and not ring and _fits_hopper(query, window, entries):
        from dsv4lab.kernels.attention_hopper_triton import attend_hopper

        attend_hopper(
            query, window, entries, picks, sink, start, out, state.flatten(1, 2), window_size=window_size, rate=rate,
            places=places, turn_back=turn_back,
            lists=None if kept is None else (kept.key, kept.weight, kept.head_row, kept.query_row),
        )  # fmt: skip
        turn_back = None
    else:
        buffers = (None,) * 4 if kept is None else (kept.weight, kept.key, kept.head_row, kept.query_row)
        list_rows, listed = (0, 0) if kept is None else kept.weight.shape[1:3]
        _attend[(batch * tokens, triton.cdiv(heads, sizes["BLOCK_H"]), splits)](
            query, keys, rows, picks, sink, start, part, state[0], state[1], *buffers, keys_scale, rows_scale,
            tokens, heads, keys.shape[1], 0 if rows is None else rows.shape[1], columns, listed, list_rows, places,
            width**-0.5 * _LOG2E,
            *keys_strides, *rows_strides, *((None,) * 7 + (0,) if edit is None else edit),
            WIDTH=width, WINDOW=window_size, RATE=rate, RING=ring, PICKED=picks is not None, LISTS=lists, SPLITS=splits,
            BLOCK_C=block_c, ROTATED=window.rotated if isinstance(window, StoredKeys) else 0,
            SCALES=0 if keys_scale is None else keys_scale.shape[2], EDIT=edit is not None, **sizes, **pdl_options(query),
        )  # fmt: skip
    if splits > 1:
        _join[(batch * tokens, heads)](
            part, state[0], state[1], out, start, turn_back, tokens, heads,
            WIDTH=width, SPLITS=splits, BLOCK_S=triton.next_power_of_2(splits), BLOCK_C=block_c,
            ROTATED=0 if turn_back is None else 2 * len(turn_back), **pdl_options(query),
        )  # fmt: skip
    elif turn_back is not None:
        positions = (start + all_rows(tokens, device)).expand(batch, tokens).flatten()
        norm_rotate_triton(out.flatten(0, 1), None, positions, turn_back, eps=None, inverse=True, out=out.flatten(0, 1))
    if kept is None:
        return out, None
    if edit is not None:
        sink = torch.where(edit.when[start] != 0, edit.sink, sink)
    finish_lists(kept, sink, state, tokens, heads, splits, window_size)
    return out, AttentionLists(kept.key, window_size, kept.weight, kept.sink)


def _check(window: Keys, entries: Keys | None, rate: int) -> None:
    keys = [arrays_of(part)[0] for part in (window, entries) if part is not None]
    if any(rows.stride(-1) != 1 for rows in keys):
        raise ShapeError("the channels of window and entries must be adjacent in memory; call .contiguous().")
    if entries is not None and not rate:
        raise ShapeError("entries were given without `rate`, the number of tokens in each.")
    if entries is not None and form_of(entries) != form_of(window):
        raise ShapeError(
            f"window keys are kept as {form_of(window)} and entries as {form_of(entries)}; keep them alike."
        )


def _sizes(query: Tensor, splits: int) -> dict[str, int]:
    """Block sizes for query [B, T, H, C], by how its keys are shared out."""
    sizes = dict(DECODE if splits > 1 else PREFILL)
    if query.dtype == torch.float32:
        sizes |= {"BLOCK_H": 16, "BLOCK_K": 16, "num_warps": 4}  # twice the bytes; a path for comparisons
    sizes["BLOCK_H"] = min(sizes["BLOCK_H"], max(16, triton.next_power_of_2(query.shape[2])))
    if sizes["BLOCK_H"] < 64:
        sizes["num_warps"] = 4
    return sizes


def _fits_hopper(query: Tensor, window: Keys, entries: Keys | None) -> bool:
    """Whether the kernel with layouts of its own takes these: bfloat16 heads of width 512 in blocks of 64, on Hopper."""
    if not isinstance(window, Tensor) or isinstance(entries, StoredKeys):
        return False
    if not (query.is_cuda and query.dtype == torch.bfloat16 and query.shape[3] == 512 and query.shape[2] % 64 == 0):
        return False
    rows = [window.stride(1), window.stride(0)] + ([] if entries is None else [entries.stride(1), entries.stride(0)])
    return all(stride % 8 == 0 for stride in rows) and _is_hopper(query.device)


@lru_cache
def _is_hopper(device: torch.device) -> bool:
    """The matrix instructions it is written for are Hopper's alone."""
    return torch.cuda.get_device_capability(device) == (9, 0)


def _splits(queries: int, places: int, most: int) -> int:
    """Few queries alone do not fill the device: their keys are shared out, with enough for every program.

    Keys that must be widened first keep a program longer, so they are shared out further; measured in tests/bench.
    """
    return 1 if queries > ATTENTION_SPLIT else max(2, min(most, triton.cdiv(places, KEYS_PER_SPLIT)))

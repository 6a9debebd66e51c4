"""Gluon kernel of sparse attention for many queries on a Hopper GPU: 64 heads of width 512 at the speed of its matrix units.

Section 2.3 of the report; definition in attention.py, the kernel for all else in attention_triton.py. One
program takes one query and 64 heads. Two groups of four warps share every block of 64 keys: 32 keys each for q k, half of
the channels each for the sum, so nothing is computed twice. q k of the next block follows the sum of this one on the matrix
units without a pause, while the keys after that arrive. Surprising: with 64 rows Triton itself lets both groups compute all
of q k, which is why layouts are said by hand here. Tests: tests/kernels/test_attention_triton.py (on a GPU),
tests/kernels/test_hopper.py.
"""

from __future__ import annotations

from torch import Tensor
from triton.experimental import gluon
from triton.experimental.gluon import language as gl
from triton.experimental.gluon.language.nvidia.hopper import (
    async_copy,
    fence_async_shared,
    warpgroup_mma,
    warpgroup_mma_wait,
)

# Names of Triton 3.7 and later, or those of 3.6.
_barrier = gl.barrier if hasattr(gl, "barrier") else gl.thread_barrier
_load = getattr(async_copy, "async_load", None) or async_copy.async_copy_global_to_shared
HEADS = 64  # rows of a program
KEYS = 64  # keys of a block
WARPS = 8


@gluon.jit
def _places(
    o_place, p_picks, position, first, readable, picks, entry_rows, WINDOW: gl.constexpr, RATE: gl.constexpr,
    PICKED: gl.constexpr,
):  # fmt: skip
    """What lies at these places: the row in the window (the query's own where none is), the entry, and which is seen."""
    b_token = position - WINDOW + 1 + o_place
    m_window = (o_place < WINDOW) & (b_token >= 0) & (b_token >= first)
    b_slot = gl.where(m_window, b_token, position) - first
    b_entry = o_place - WINDOW
    m_entry = o_place < 0
    if RATE > 0:
        if PICKED:
            m_pick = (o_place >= WINDOW) & (o_place < WINDOW + picks)
            b_entry = gl.load(p_picks + b_entry, mask=m_pick, other=-1).to(gl.int32)
            m_entry = (b_entry >= 0) & (b_entry < entry_rows)
        else:
            m_entry = (b_entry >= 0) & (b_entry < readable)
    return b_slot, b_entry, m_window, m_entry


@gluon.jit
def _rows(
    i_block, p_picks, position, first, readable, picks, entry_rows,
    WINDOW: gl.constexpr, RATE: gl.constexpr, PICKED: gl.constexpr, KEYS: gl.constexpr, LOAD: gl.constexpr,
):  # fmt: skip
    """Where a block's keys lie: an entry, or -1 - row in the window; where there is none the query's own key stands in."""
    o_place = i_block * KEYS + gl.arange(0, KEYS, layout=gl.SliceLayout(1, LOAD))
    b_slot, b_entry, _m_window, m_entry = _places(
        o_place, p_picks, position, first, readable, picks, entry_rows, WINDOW, RATE, PICKED
    )
    return gl.where(m_entry, b_entry, -1 - b_slot)


@gluon.jit
def _fetch(
    k_smem, b_row, p_window, p_entries, s_window, s_entries, WIDTH: gl.constexpr, RATE: gl.constexpr, LOAD: gl.constexpr
):
    """Start fetching the keys of these rows."""
    p_row = p_window + (-1 - b_row).to(gl.int64) * s_window
    if RATE > 0:
        p_row = gl.where(b_row >= 0, p_entries + b_row.to(gl.int64) * s_entries, p_row)
    o_c = gl.arange(0, WIDTH, layout=gl.SliceLayout(0, LOAD))
    p_keys = p_row[:, None] + o_c[None, :]
    _load(k_smem, gl.max_contiguous(gl.multiple_of(p_keys, [1, 16]), [1, 8]))  # rows begin at multiples of 16 bytes
    async_copy.commit_group()


@gluon.jit
def _turn_back(
    b_out, position, p_frequency, WIDTH: gl.constexpr, ROTATED: gl.constexpr, HEADS: gl.constexpr
):  # fmt: skip
    """The pairs of the last ROTATED channels turned back by position * frequency, float32; the others have angle zero."""
    b_a, b_b = gl.split(gl.reshape(b_out.to(gl.float32), [HEADS, WIDTH // 2, 2]))
    PAIRS: gl.constexpr = gl.SliceLayout(0, b_a.type.layout)
    o_pair = gl.arange(0, WIDTH // 2, layout=PAIRS) - (WIDTH - ROTATED) // 2
    angle = position.to(gl.float32) * gl.load(p_frequency + o_pair, mask=o_pair >= 0, other=0.0)
    b_cos, b_sin = gl.cos(angle)[None, :], gl.sin(angle)[None, :]
    b_turned = gl.join(b_a * b_cos + b_b * b_sin, b_b * b_cos - b_a * b_sin)
    return gl.convert_layout(gl.reshape(b_turned, [HEADS, WIDTH]), b_out.type.layout)


@gluon.jit(
    do_not_specialize=["window_keys", "entry_rows", "listed", "list_rows"], do_not_specialize_on_alignment=["tokens"]
)
def _attend_hopper(
    p_q, p_window, p_entries, p_picks, p_sink, p_start, p_frequency, p_out, p_max, p_sum, p_weight, p_key, p_head_row,
    p_query_row, tokens, heads, window_keys, entry_rows, picks_per_query, listed, list_rows, places, scale,
    s_window_b, s_window_k, s_entries_b, s_entries_k,
    WIDTH: gl.constexpr, WINDOW: gl.constexpr, RATE: gl.constexpr, PICKED: gl.constexpr, LISTS: gl.constexpr,
    ROTATED: gl.constexpr, HEADS: gl.constexpr, KEYS: gl.constexpr,
):  # fmt: skip
    LOAD: gl.constexpr = gl.BlockedLayout([1, 8], [1, 32], [8, 1], [1, 0])
    LOGITS: gl.constexpr = gl.NVMMADistributedLayout([3, 0], [4, 2], [16, KEYS // 2, 16])
    SUMS: gl.constexpr = gl.NVMMADistributedLayout([3, 0], [4, 2], [16, WIDTH // 2, 16])
    ROW: gl.constexpr = gl.SliceLayout(1, LOGITS)
    COLUMN: gl.constexpr = gl.SliceLayout(0, LOGITS)
    i_query = gl.program_id(0).to(gl.int64)
    i_batch, i_token = i_query // tokens, i_query % tokens
    start = gl.load(p_start)
    position = (start + i_token).to(gl.int32)
    first = (start + tokens - window_keys).to(gl.int32)
    p_window += i_batch * s_window_b
    p_query_picks = p_picks
    readable = 0
    columns = 0
    i_list = -1
    if LISTS:
        i_list = gl.load(p_query_row + i_token)
    if RATE > 0:
        p_entries += i_batch * s_entries_b
        readable = gl.minimum((position + 1) // RATE, entry_rows)
        columns = readable
        if PICKED:
            p_query_picks = p_picks + i_query * picks_per_query
            columns = picks_per_query
        elif LISTS:  # the places of entries not yet complete say so
            columns = gl.maximum(columns, gl.where(i_list >= 0, places - WINDOW, 0))
    blocks = (WINDOW + columns + KEYS - 1) // KEYS

    q_smem = gl.allocate_shared_memory(
        gl.bfloat16, [HEADS, WIDTH], gl.NVMMASharedLayout.get_default_for([HEADS, WIDTH], gl.bfloat16)
    )
    k_smem = gl.allocate_shared_memory(
        gl.bfloat16, [2, KEYS, WIDTH], gl.NVMMASharedLayout.get_default_for([KEYS, WIDTH], gl.bfloat16)
    )
    p_smem = gl.allocate_shared_memory(
        gl.bfloat16, [HEADS, KEYS], gl.NVMMASharedLayout.get_default_for([HEADS, KEYS], gl.bfloat16)
    )
    o_h = gl.program_id(1) * HEADS + gl.arange(0, HEADS, layout=gl.SliceLayout(1, LOAD))
    o_c = gl.arange(0, WIDTH, layout=gl.SliceLayout(0, LOAD))
    _load(q_smem, p_q + ((i_query * heads + o_h) * WIDTH)[:, None] + o_c[None, :])
    for i in gl.static_range(2):
        b_row = _rows(
            i, p_query_picks, position, first, readable, picks_per_query, entry_rows, WINDOW, RATE, PICKED, KEYS, LOAD
        )
        _fetch(k_smem.index(i), b_row, p_window, p_entries, s_window_k, s_entries_k, WIDTH, RATE, LOAD)

    # The sink is a key without a value: it opens the sum, which every thread keeps for its own columns until the end.
    o_row = gl.program_id(1) * HEADS + gl.arange(0, HEADS, layout=ROW)
    o_column = gl.arange(0, KEYS, layout=COLUMN)
    b_max = gl.maximum(gl.load(p_sink + o_row) * 1.4426950408889634, -1.0e30)
    b_sum = gl.zeros([HEADS, KEYS], gl.float32, LOGITS) + gl.where(o_column == 0, 1.0, 0.0)[None, :]
    b_acc = gl.zeros([HEADS, WIDTH], gl.float32, SUMS)
    b_zero = gl.zeros([HEADS, KEYS], gl.float32, LOGITS)

    async_copy.wait_group(1)
    fence_async_shared()
    _barrier()
    b_logit = warpgroup_mma(q_smem, k_smem.index(0).permute((1, 0)), b_zero, use_acc=False, is_async=True)
    b_logit = warpgroup_mma_wait(0, deps=[b_logit])
    for i in range(blocks):
        # q k of block i is there; its keys are kept for the sum, those of block i + 1 are on their way.
        b_row = _rows(  # known early, so that fetching them does not wait for a list
            i + 2,
            p_query_picks,
            position,
            first,
            readable,
            picks_per_query,
            entry_rows,
            WINDOW,
            RATE,
            PICKED,
            KEYS,
            LOAD,
        )
        o_place = i * KEYS + o_column
        _b_slot, b_entry, m_window, m_entry = _places(
            o_place, p_query_picks, position, first, readable, picks_per_query, entry_rows, WINDOW, RATE, PICKED
        )
        m_seen = m_window | m_entry
        b_logit = gl.where(m_seen[None, :], b_logit * scale, float("-inf"))
        if LISTS:  # noqa: SIM102 - the first is decided when the kernel is compiled
            if i_list >= 0:
                row = i_batch * list_rows + i_list
                b_list = gl.load(p_head_row + o_row)
                p_to = p_weight + ((row * listed + b_list) * places)[:, None] + o_place[None, :]
                m_list = (b_list >= 0)[:, None] & (o_place < places)[None, :]
                gl.store(p_to, gl.where(m_seen[None, :], b_logit, float("nan")), mask=m_list)
                b_key = gl.where(m_entry, b_entry, position - WINDOW + 1 + o_place)
                b_key = gl.where(m_seen, b_key, -1).to(gl.int64)
                gl.store(p_key + row * places + o_place, b_key, mask=(o_place < places) & (gl.program_id(1) == 0))
        b_new = gl.maximum(b_max, gl.max(b_logit, 1))
        b_p = gl.exp2(b_logit - b_new[:, None])
        b_shrink = gl.exp2(b_max - b_new)
        b_sum = b_sum * b_shrink[:, None] + b_p
        b_max = b_new
        b_acc = b_acc * gl.convert_layout(b_shrink, gl.SliceLayout(1, SUMS))[:, None]
        p_smem.store(b_p.to(gl.bfloat16))
        async_copy.wait_group(0)
        fence_async_shared()
        _barrier()
        b_part = warpgroup_mma(p_smem, k_smem.index(i % 2), b_acc, is_async=True)
        b_next = warpgroup_mma(q_smem, k_smem.index((i + 1) % 2).permute((1, 0)), b_zero, use_acc=False, is_async=True)
        b_acc = warpgroup_mma_wait(1, deps=[b_part])
        _barrier()  # both groups are done with the keys of block i
        if i + 2 < blocks:
            _fetch(k_smem.index(i % 2), b_row, p_window, p_entries, s_window_k, s_entries_k, WIDTH, RATE, LOAD)
        b_logit = warpgroup_mma_wait(0, deps=[b_next])

    b_total = gl.sum(b_sum, 1)
    if LISTS:
        o_state = i_query * heads + o_row
        gl.store(p_max + o_state, b_max)
        gl.store(p_sum + o_state, b_total)
    b_out = b_acc * (1.0 / gl.convert_layout(b_total, gl.SliceLayout(1, SUMS)))[:, None]
    b_out = gl.convert_layout(b_out.to(gl.bfloat16), LOAD)
    if ROTATED > 0:
        b_out = _turn_back(b_out, position, p_frequency, WIDTH, ROTATED, HEADS).to(gl.bfloat16)
    gl.store(p_out + ((i_query * heads + o_h) * WIDTH)[:, None] + o_c[None, :], b_out)


def attend_hopper(
    query: Tensor, window: Tensor, entries: Tensor | None, picks: Tensor | None, sink: Tensor, start: Tensor, out: Tensor,
    state: Tensor, *, window_size: int, rate: int, places: int, turn_back: Tensor | None,
    lists: tuple[Tensor, Tensor, Tensor, Tensor] | None,
) -> None:  # fmt: skip
    """As `_attend` in attention_triton.py with one program a query: writes `out`, maximum and sum to state [2, T, H].

    lists   keys, weights (which get logits in units of log 2), the row of every head and of every query; or None
    """
    batch, tokens, heads, width = query.shape
    key, weight, head_row, query_row = lists or (None,) * 4
    _attend_hopper[(batch * tokens, heads // HEADS)](
        query, window, entries, picks, sink, start, turn_back, out, state[0], state[1], weight, key, head_row, query_row,
        tokens, heads, window.shape[1], 0 if entries is None else entries.shape[1],
        0 if picks is None else picks.shape[-1], 0 if weight is None else weight.shape[2],
        0 if weight is None else weight.shape[1], places, width**-0.5 * 1.4426950408889634,
        window.stride(0), window.stride(1),
        0 if entries is None else entries.stride(0), 0 if entries is None else entries.stride(1),
        WIDTH=width, WINDOW=window_size, RATE=rate, PICKED=picks is not None, LISTS=weight is not None,
        ROTATED=0 if turn_back is None else 2 * len(turn_back), HEADS=HEADS, KEYS=KEYS, num_warps=WARPS,
    )  # fmt: skip

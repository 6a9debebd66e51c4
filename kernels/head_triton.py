"""Triton kernels of the read-out: a few vectors through the whole head at once, and the summary of each row of logits.

Definition in head.py. A float32 vector times bfloat16 weights keeps its digits on the matrix units, split
into three bfloat16 parts; and the number of rows is padded to a fixed block, so that a row comes out the same bit for bit
whether other rows are read out beside it or not. Tests: tests/kernels/test_head_triton.py.
"""

from __future__ import annotations

import torch
import triton
import triton.language as tl
from torch import Tensor

from dsv4lab.kernels.common.dot_triton import dot
from dsv4lab.kernels.common.launch_triton import pdl_options, pdl_wait

HEAD = {"BLOCK_V": 64, "BLOCK_I": 128, "num_warps": 4, "num_stages": 3}
_CHUNK = 2048  # logits that one program summarises


@triton.jit(do_not_specialize_on_alignment=["rows"])
def _head(
    p_x, p_w, p_out, rows, inputs, outputs,
    BLOCK_M: tl.constexpr, BLOCK_V: tl.constexpr, BLOCK_I: tl.constexpr, PDL: tl.constexpr,
):  # fmt: skip
    pdl_wait(PDL)
    o_m = tl.program_id(1) * BLOCK_M + tl.arange(0, BLOCK_M)
    o_v = tl.program_id(0).to(tl.int64) * BLOCK_V + tl.arange(0, BLOCK_V)
    m_m, m_v = o_m < rows, o_v < outputs
    b_acc = tl.zeros([BLOCK_M, BLOCK_V], tl.float32)
    for at in range(0, inputs, BLOCK_I):
        o_i = at + tl.arange(0, BLOCK_I)
        m_i = o_i < inputs
        b_w = tl.load(p_w + o_v[None, :] * inputs + o_i[:, None], mask=m_v[None, :] & m_i[:, None], other=0.0)
        b_x = tl.load(p_x + o_m[:, None] * inputs + o_i[None, :], mask=m_m[:, None] & m_i[None, :], other=0.0)
        if b_x.dtype == b_w.dtype:
            b_acc = dot(b_x, b_w, b_acc)
        elif (b_w.dtype == tl.bfloat16) & (b_x.dtype == tl.float32):
            b_high = b_x.to(tl.bfloat16)
            b_rest = b_x - b_high.to(tl.float32)
            b_middle = b_rest.to(tl.bfloat16)
            b_low = (b_rest - b_middle.to(tl.float32)).to(tl.bfloat16)
            b_acc = dot(b_low, b_w, b_acc)
            b_acc = dot(b_middle, b_w, b_acc)
            b_acc = dot(b_high, b_w, b_acc)
        else:
            b_acc = dot(b_x.to(tl.float32), b_w.to(tl.float32), b_acc)
    tl.store(p_out + o_m[:, None].to(tl.int64) * outputs + o_v[None, :], b_acc, mask=m_m[:, None] & m_v[None, :])


@triton.jit
def _best(b_logit, o, RANKS: tl.constexpr, p_value, p_id):
    """The largest RANKS values and their places, one after the other; among equals the lower place.

    NaN counts as the smallest value: whatever reads a place finds one that there is.
    """
    b_logit = tl.where(b_logit == b_logit, b_logit, float("-inf"))
    for rank in tl.static_range(RANKS):
        top = tl.max(b_logit, 0)
        at = tl.min(tl.where(b_logit == top, o, 0x7FFFFFFF), 0)
        tl.store(p_value + rank, top)
        tl.store(p_id + rank, at)
        b_logit = tl.where(o == at, float("-inf"), b_logit)


@triton.jit
def _summarise(
    p_logit, p_part, p_value, p_id, outputs, chunks, RANKS: tl.constexpr, BLOCK: tl.constexpr, PDL: tl.constexpr
):  # fmt: skip
    """One chunk of one row: maximum, sum, sum weighted with the logit, and its best."""
    pdl_wait(PDL)
    i_row, i_chunk = tl.program_id(0).to(tl.int64), tl.program_id(1)
    o = i_chunk * BLOCK + tl.arange(0, BLOCK)
    m = o < outputs
    b_logit = tl.load(p_logit + i_row * outputs + o, mask=m, other=float("-inf"))
    top = tl.max(b_logit, 0)
    b_p = tl.where(m, tl.exp(b_logit - top), 0.0)
    i_part = i_row * chunks + i_chunk
    tl.store(p_part + i_part * 3, top)
    tl.store(p_part + i_part * 3 + 1, tl.sum(b_p, 0))
    tl.store(p_part + i_part * 3 + 2, tl.sum(b_p * tl.where(m, b_logit, 0.0), 0))
    _best(b_logit, o, RANKS, p_value + i_part * RANKS, p_id + i_part * RANKS)


@triton.jit
def _merge(
    p_part, p_value, p_id, p_log_sum, p_entropy, p_ids, p_best, chunks,
    RANKS: tl.constexpr, BLOCK_C: tl.constexpr, BLOCK_R: tl.constexpr, PDL: tl.constexpr,
):  # fmt: skip
    """One row: its chunks under a common maximum, and the best of the chunks' best."""
    pdl_wait(PDL)
    i_row = tl.program_id(0).to(tl.int64)
    o_c = tl.arange(0, BLOCK_C)
    m_c = o_c < chunks
    p_row = p_part + (i_row * chunks + o_c) * 3
    b_top = tl.load(p_row, mask=m_c, other=float("-inf"))
    top = tl.max(b_top, 0)
    b_share = tl.where(m_c, tl.exp(b_top - top), 0.0)
    total = tl.sum(b_share * tl.load(p_row + 1, mask=m_c, other=0.0), 0)
    weighted = tl.sum(b_share * tl.load(p_row + 2, mask=m_c, other=0.0), 0)
    log_sum = top + tl.log(total)
    tl.store(p_log_sum + i_row, log_sum)
    tl.store(p_entropy + i_row, log_sum - weighted / total)
    o_r = tl.arange(0, BLOCK_R)
    m_r = o_r < chunks * RANKS
    b_value = tl.load(p_value + i_row * chunks * RANKS + o_r, mask=m_r, other=float("-inf"))
    b_id = tl.load(p_id + i_row * chunks * RANKS + o_r, mask=m_r, other=0x7FFFFFFF)
    for rank in tl.static_range(RANKS):
        best = tl.max(b_value, 0)
        chosen = tl.min(tl.where(b_value == best, b_id, 0x7FFFFFFF), 0)
        tl.store(p_ids + i_row * RANKS + rank, chosen)
        tl.store(p_best + i_row * RANKS + rank, best)
        b_value = tl.where(b_id == chosen, float("-inf"), b_value)


def head_logits_triton(x: Tensor, head: Tensor, *, block_rows: int | None = None, out: Tensor | None = None) -> Tensor:
    """`head_logits` of a few rows: x [M, D], head [V, D] -> [M, V].

    `block_rows` fixes the padded number of rows (a power of two, at least 16).
    """
    rows, inputs = x.shape
    x = x.contiguous()
    out = torch.empty(rows, head.shape[0], device=x.device) if out is None else out
    block = max(16, triton.next_power_of_2(rows)) if block_rows is None else block_rows
    block = min(block, 64)
    if out.numel():
        _head[(triton.cdiv(head.shape[0], HEAD["BLOCK_V"]), triton.cdiv(rows, block))](
            x, head, out, rows, inputs, head.shape[0], BLOCK_M=block, **HEAD, **pdl_options(x)
        )
    return out


def summarise_logits_triton(
    logits: Tensor, ranks: int, *, out: tuple[Tensor, Tensor, Tensor, Tensor] | None = None
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """logits [M, V]: as `summarise_logits`, for rows without NaN; `out` takes the four results."""
    rows, width = logits.shape
    device, chunks = logits.device, triton.cdiv(width, _CHUNK)
    if out is None:
        out = (
            torch.empty(rows, device=device), torch.empty(rows, device=device),
            torch.empty(rows, ranks, dtype=torch.int64, device=device), torch.empty(rows, ranks, device=device),
        )  # fmt: skip
    if rows:
        part = torch.empty(rows, chunks, 3, device=device)
        value = torch.empty(rows, chunks, ranks, device=device)
        best = torch.empty(rows, chunks, ranks, dtype=torch.int32, device=device)
        _summarise[(rows, chunks)](
            logits, part, value, best, width, chunks, RANKS=ranks, BLOCK=_CHUNK, num_warps=8, **pdl_options(logits)
        )
        _merge[(rows,)](
            part, value, best, *out, chunks, RANKS=ranks, BLOCK_C=triton.next_power_of_2(chunks),
            BLOCK_R=triton.next_power_of_2(chunks * ranks), num_warps=4, **pdl_options(logits),
        )  # fmt: skip
    return out

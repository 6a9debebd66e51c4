"""Triton kernel that draws the next token: temperature, nucleus and one random number, all on the device.

The definition is sampling.py, which draws the same token from the same logits, seed and position.
Tests: tests/kernels/test_sampling_triton.py.
"""

from __future__ import annotations

import triton
import triton.language as tl
from torch import Tensor


@triton.jit
def _draw(p_logit, p_order, p_setting, p_seed, p_position, p_id, p_logit_out, width, BLOCK: tl.constexpr):
    """One row of logits in falling order: mass of the nucleus, then the place where the drawn share of it is reached."""
    i_row = tl.program_id(0).to(tl.int64)
    p_logit += i_row * width
    p_order += i_row * width
    temperature, top_p = tl.load(p_setting), tl.load(p_setting + 1)
    largest = tl.load(p_logit)
    o = tl.arange(0, BLOCK)
    total = largest * 0.0
    for at in range(0, width, BLOCK):
        b_logit = tl.load(p_logit + at + o, mask=at + o < width, other=float("-inf"))
        total += tl.sum(tl.exp((b_logit - largest) / temperature), 0)
    before, kept = largest * 0.0, largest * 0.0
    for at in range(0, width, BLOCK):
        b_logit = tl.load(p_logit + at + o, mask=at + o < width, other=float("-inf"))
        b_mass = tl.exp((b_logit - largest) / temperature)
        # The token that crosses top_p still belongs to the nucleus.
        b_in = before + tl.cumsum(b_mass, 0) - b_mass < top_p * total
        kept += tl.sum(tl.where(b_in, b_mass, 0.0), 0)
        before += tl.sum(b_mass, 0)
    position = tl.load(p_position)
    share = tl.rand(tl.load(p_seed) + i_row, position.to(tl.int32)) * kept
    before = largest * 0.0
    passed = 0
    for at in range(0, width, BLOCK):
        b_logit = tl.load(p_logit + at + o, mask=at + o < width, other=float("-inf"))
        b_mass = tl.exp((b_logit - largest) / temperature)
        b_sum = before + tl.cumsum(b_mass, 0)
        passed += tl.sum(((b_sum <= share) & (at + o < width)).to(tl.int32), 0)
        before += tl.sum(b_mass, 0)
    place = tl.minimum(passed, width - 1)
    tl.store(p_id + i_row, tl.load(p_order + place))
    tl.store(p_logit_out + i_row, tl.load(p_logit + place))


def sample_token_triton(
    logits: Tensor, setting: Tensor, seed: Tensor, position: Tensor, *, out: tuple[Tensor, Tensor]
) -> tuple[Tensor, Tensor]:
    """One id of every row of logits [B, V] float32, written to out: ids [B] int64 and their logits [B] float32.

    setting  [2] float32 on the device: temperature (above 0) and top_p; seed, position  [1] int64: they choose the number
    """
    ordered, order = logits.sort(dim=-1, descending=True, stable=True)
    _draw[(len(logits),)](
        ordered, order, setting, seed, position, *out, logits.shape[1],
        BLOCK=min(4096, triton.next_power_of_2(logits.shape[1])), num_warps=8,
    )  # fmt: skip
    return out

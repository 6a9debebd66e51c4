"""Triton kernels at the end of a decoding step: the frame goes into its ring, the drawn token becomes the next one.

What they do is bookkeeping, on the device so that no step waits for the host. The row of the ring follows a
counter in device memory, since a captured graph is the same launch every time.
Tests: tests/kernels/test_decode_step_triton.py.
"""

from __future__ import annotations

import triton
import triton.language as tl
from torch import Tensor

from dsv4lab.kernels.common.launch_triton import pdl_options, pdl_wait


@triton.jit
def _file(p_frame, p_ring, p_count, words, rows, BLOCK: tl.constexpr, PDL: tl.constexpr):
    pdl_wait(PDL)
    o = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    row = tl.load(p_count) % rows
    tl.store(p_ring + row * words + o, tl.load(p_frame + o, mask=o < words), mask=o < words)


@triton.jit(do_not_specialize=["s_chosen", "s_logit"])
def _advance(
    p_chosen, p_logit, p_log_sum, p_entropy, p_halted, p_position, p_count, p_ids, p_drawn,
    batch, s_chosen, s_logit, BLOCK: tl.constexpr, PDL: tl.constexpr,
):  # fmt: skip
    pdl_wait(PDL)
    o = tl.arange(0, BLOCK)
    m = o < batch
    b_id = tl.load(p_chosen + o * s_chosen, mask=m, other=0)
    b_logit = tl.load(p_logit + o * s_logit, mask=m, other=0.0)
    if tl.load(p_halted) == 0:
        tl.store(p_ids + o, b_id, mask=m)
        tl.store(p_drawn + o, b_id.to(tl.float32), mask=m)
        tl.store(p_drawn + batch + o, b_logit - tl.load(p_log_sum + o, mask=m, other=0.0), mask=m)
        tl.store(p_drawn + 2 * batch + o, tl.load(p_entropy + o, mask=m, other=0.0), mask=m)
        tl.store(p_position, tl.load(p_position) + 1)
        tl.store(p_count, tl.load(p_count) + 1)


def file_frame_triton(frame: Tensor, ring: Tensor, count: Tensor) -> None:
    """frame [words] int32 into row count mod rows of ring [rows, words]; count [1] int64."""
    _file[(triton.cdiv(frame.numel(), 1024),)](
        frame, ring, count, frame.numel(), len(ring), BLOCK=1024, num_warps=4, **pdl_options(frame)
    )


def advance_step_triton(
    chosen: Tensor, logit: Tensor, log_sum: Tensor, entropy: Tensor, halted: Tensor, position: Tensor, count: Tensor, *,
    ids: Tensor, drawn: Tensor,
) -> None:  # fmt: skip
    """Take over the drawn tokens: chosen [B] int64 and their logits [B] (any stride); log_sum, entropy [B].

    ids [B, 1] int64 and drawn [3, B] float32 (id, logprob, entropy) are written; position and count [1] grow by one.
    When halted [1] is not 0 nothing is.
    """
    batch = len(ids)
    _advance[(1,)](
        chosen, logit, log_sum, entropy, halted, position, count, ids, drawn,
        batch, chosen.stride(0), logit.stride(0), BLOCK=max(16, triton.next_power_of_2(batch)), num_warps=1,
        **pdl_options(ids),
    )  # fmt: skip

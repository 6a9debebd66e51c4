"""Triton kernels of expert routing: the logits, then score, bias, choice and weights at once.

Section 2.1 of the report; definition in expert_routing.py. For many tokens blocks of tokens and experts are
shared out over the inputs too. Surprising: K rounds of
"largest, then strike it out" beat a sort of 256 scores when K is 6; among equal scores the lower expert comes first.
Tests: tests/kernels/test_expert_routing_triton.py.
"""

from __future__ import annotations

import torch
import triton
import triton.language as tl
from torch import Tensor

from dsv4lab.kernels.common.dot_triton import dot
from dsv4lab.kernels.common.launch_triton import pdl_options, pdl_wait
from dsv4lab.kernels.common.thresholds import LINEAR_FEW, ROUTER_OWN
from dsv4lab.kernels.linear_plain_triton import plain_rows


@triton.jit(do_not_specialize_on_alignment=["tokens"])
def _logits(
    p_x, p_w, p_part, tokens, inputs, chunk, experts,
    BLOCK_T: tl.constexpr, BLOCK_I: tl.constexpr, BLOCK_E: tl.constexpr,
):  # fmt: skip
    """Partial logits of a block of tokens and experts over one chunk of the inputs."""
    i_chunk = tl.program_id(2)
    o_t = tl.program_id(0).to(tl.int64) * BLOCK_T + tl.arange(0, BLOCK_T)
    o_e = tl.program_id(1) * BLOCK_E + tl.arange(0, BLOCK_E)
    m_t, m_e = o_t < tokens, o_e < experts
    b_acc = tl.zeros([BLOCK_T, BLOCK_E], tl.float32)
    for at in range(0, chunk, BLOCK_I):
        o_i = i_chunk * chunk + at + tl.arange(0, BLOCK_I)
        m_i = o_i < inputs
        b_x = tl.load(p_x + o_t[:, None] * inputs + o_i[None, :], mask=m_t[:, None] & m_i[None, :], other=0.0)
        b_w = tl.load(p_w + o_e[None, :] * inputs + o_i[:, None], mask=m_e[None, :] & m_i[:, None], other=0.0)
        b_acc = dot(b_x, b_w, b_acc)
    o_part = i_chunk.to(tl.int64) * tokens + o_t
    tl.store(p_part + o_part[:, None] * experts + o_e[None, :], b_acc, mask=m_t[:, None] & m_e[None, :])


@triton.jit
def _score(b_logit):
    """sqrt(log(1 + exp(logit))); log(1 + e) keeps its digits for small e as log(u) * e / (u - 1) with u = 1 + e rounded."""
    b_e = tl.exp(-tl.abs(b_logit))
    b_u = 1.0 + b_e
    b_log = tl.where(b_u == 1.0, b_e, tl.log(b_u) * b_e / tl.where(b_u == 1.0, 1.0, b_u - 1.0))
    return tl.sqrt(tl.maximum(b_logit, 0.0) + b_log)


@triton.jit(do_not_specialize=["chunks"], do_not_specialize_on_alignment=["tokens"])
def _choose(
    p_part, p_bias, p_table, p_ids, p_experts, p_weights, p_logits, tokens, experts, slots, chunks, scaling,
    BLOCK_C: tl.constexpr, BLOCK_E: tl.constexpr, BLOCK_K: tl.constexpr, HASH: tl.constexpr, PDL: tl.constexpr,
):  # fmt: skip
    """One token: sums the chunks, scores, and fills the slots one after the other."""
    i_t = tl.program_id(0).to(tl.int64)
    o_c, o_e, o_k = tl.arange(0, BLOCK_C).to(tl.int64)[:, None], tl.arange(0, BLOCK_E), tl.arange(0, BLOCK_K)
    m_c, m_e, m_k = o_c < chunks, o_e < experts, o_k < slots
    if not HASH:
        b_bias = tl.load(p_bias + o_e, mask=m_e, other=0.0)
    pdl_wait(PDL)
    p_chunk = p_part + (o_c * tokens + i_t) * experts
    b_logit = tl.sum(tl.load(p_chunk + o_e[None, :], mask=m_c & m_e[None, :], other=0.0), 0)
    tl.store(p_logits + i_t * experts + o_e, b_logit, mask=m_e)
    if HASH:
        b_chosen = tl.load(p_table + tl.load(p_ids + i_t) * slots + o_k, mask=m_k, other=0)
    else:
        b_chosen = tl.zeros([BLOCK_K], tl.int64)
        b_left = tl.where(m_e, _score(b_logit) + b_bias, float("-inf"))
        for k in range(slots):
            chosen = tl.argmax(b_left, 0)
            b_left = tl.where(o_e == chosen, float("-inf"), b_left)
            b_chosen = tl.where(o_k == k, chosen.to(tl.int64), b_chosen)
    # The few chosen logits are read again, which is shorter than finding each of them among all.
    b_logit = tl.sum(tl.load(p_chunk + b_chosen[None, :], mask=m_c & m_k[None, :], other=0.0), 0)
    b_score = tl.where(m_k, _score(b_logit), 0.0)
    tl.store(p_experts + i_t * slots + o_k, b_chosen, mask=m_k)
    tl.store(p_weights + i_t * slots + o_k, b_score / (tl.sum(b_score, 0) + 1e-20) * scaling, mask=m_k)


def partial_logits_triton(x: Tensor, weight: Tensor) -> Tensor:
    """x [T, D] times weight [E, D]: partial sums of the logits, [chunks, T, E] float32."""
    (tokens, inputs), experts = x.shape, weight.shape[0]
    x = x.contiguous()
    if tokens > ROUTER_OWN and x.is_cuda and x.dtype == torch.bfloat16:  # a plain product: the vendor's library has it
        return torch.mm(x, weight.T, out_dtype=torch.float32)[None]
    if tokens <= LINEAR_FEW and weight.is_contiguous():  # a copy would not be there when rows are first fetched
        part = torch.empty(1, tokens, experts, device=x.device)
        plain_rows(x, weight, part)
        return part
    block_t, block_e, block_i = (16, 32, 128) if tokens <= ROUTER_OWN else (64, 64, 64)
    blocks = triton.cdiv(tokens, block_t) * triton.cdiv(experts, block_e)
    chunk = triton.cdiv(triton.cdiv(inputs, max(1, min(16, 264 // blocks))), block_i) * block_i
    chunks = triton.cdiv(inputs, chunk)
    part = torch.empty(chunks, tokens, experts, device=x.device)
    _logits[(triton.cdiv(tokens, block_t), triton.cdiv(experts, block_e), chunks)](
        x, weight.contiguous(), part, tokens, inputs, chunk, experts,
        BLOCK_T=block_t, BLOCK_I=block_i, BLOCK_E=block_e, num_warps=4, num_stages=3,
    )  # fmt: skip
    return part


def route_triton(
    x: Tensor,
    weight: Tensor,
    bias: Tensor | None,
    table: Tensor | None,
    ids: Tensor | None,
    slots: int,
    *,
    scaling: float,
    out: tuple[Tensor, Tensor, Tensor] | None = None,
    part: Tensor | None = None,
) -> tuple[Tensor, Tensor, Tensor]:
    """Shapes as for `route`; `out` takes the three results. x and weight share one dtype, whose products sum in float32.

    part  `partial_logits_triton(x, weight)`, if it was called before
    """
    tokens, experts, device = x.shape[0], weight.shape[0], x.device
    if out is None:
        out = (
            torch.empty(tokens, slots, dtype=torch.int64, device=device), torch.empty(tokens, slots, device=device),
            torch.empty(tokens, experts, device=device),
        )  # fmt: skip
    if tokens == 0:
        return out
    part = partial_logits_triton(x, weight) if part is None else part
    chunks = len(part)
    _choose[(tokens,)](
        part, bias, table, None if ids is None else ids.contiguous(), *out, tokens, experts, slots, chunks, scaling,
        BLOCK_C=triton.next_power_of_2(chunks), BLOCK_E=triton.next_power_of_2(experts),
        BLOCK_K=triton.next_power_of_2(slots), HASH=table is not None, num_warps=1, **pdl_options(x),
    )  # fmt: skip
    return out

"""Chosen experts for many tokens: weights written out in bfloat16 once, products by torch's grouped product.

Section 2.4 of the report; definition in experts.py. One matrix of all experts is written out at a time, so the buffer is a
third of the layer's experts in bfloat16. Nothing waits for the device, the groups' ends stay there.
Tests: tests/kernels/test_experts_triton.py.
"""

from __future__ import annotations

import torch
import triton
import triton.language as tl
from torch import Tensor

from dsv4lab.kernels.experts_few_triton import swiglu
from dsv4lab.kernels.quantization_dequantize_triton import dequantize_triton, gather_triton
from dsv4lab.kernels.quantization_triton import simulate_fp8_triton


def can_group(x: Tensor, *inputs: int) -> bool:
    """Whether torch has a grouped product for these tensors: bfloat16 on Hopper or later, rows of 16 bytes."""
    if not (x.is_cuda and x.dtype == torch.bfloat16 and hasattr(torch, "_grouped_mm")):
        return False
    return torch.cuda.get_device_capability(x.device) >= (9, 0) and all(i % 8 == 0 for i in inputs)


@triton.jit
def _activate(p_gate, p_up, p_order, p_weights, width, limit, WEIGHTED: tl.constexpr, BLOCK: tl.constexpr):
    """gate <- swiglu(gate, up), or with weights, of rows in sorted order, weight * that."""
    i_row = tl.program_id(0).to(tl.int64)
    o = tl.program_id(1) * BLOCK + tl.arange(0, BLOCK)
    kept = p_gate.dtype.element_ty
    b_gate = tl.load(p_gate + i_row * width + o, mask=o < width, other=0.0).to(tl.float32)
    b_up = tl.load(p_up + i_row * width + o, mask=o < width, other=0.0).to(tl.float32)
    b_gate = swiglu(b_gate, b_up, limit).to(kept)
    if WEIGHTED:
        b_gate = b_gate.to(tl.float32) * tl.load(p_weights + tl.load(p_order + i_row))
    tl.store(p_gate + i_row * width + o, b_gate, mask=o < width)


def activate_triton(
    gate: Tensor, up: Tensor, limit: float, *, order: Tensor | None = None, weights: Tensor | None = None
) -> Tensor:
    """gate [T, I] <- `swiglu` of gate and up, times weights[order[t]] if given; returns gate."""
    rows, width = gate.shape
    if gate.numel():
        _activate[(rows, triton.cdiv(width, 2048))](
            gate, up, order, weights, width, limit, WEIGHTED=weights is not None, BLOCK=2048, num_warps=4
        )
    return gate


def experts_many(
    x: Tensor,
    experts: Tensor,
    weights: Tensor,
    w1,
    w3,
    w2,
    limit: float,
    out: Tensor,
    product=None,
    release: bool = False,
) -> None:
    """weights[t, k] * expert(x[t]) into out [T, K, D]; `product(a, b, ends)` stands in for torch's grouped product.

    release  the hidden vectors go through FP8
    """
    product = product or (lambda a, b, ends: torch._grouped_mm(a, b.transpose(1, 2), offs=ends))
    flat = experts.flatten()
    sorted_experts, order = flat.sort(stable=True)
    back = torch.empty_like(order).scatter_(0, order, torch.arange(len(order), device=order.device))
    count, inner = w1.codes.shape[:2]
    every = torch.arange(count, device=flat.device)
    ends = torch.searchsorted(sorted_experts, every, right=True, out_int32=True)
    buffer = (
        None
        if w1.kind == "plain" and w1.places is None
        else torch.empty(w1.codes.shape[0] * inner * w1.inputs, dtype=x.dtype, device=x.device)
    )

    def whole(store) -> Tensor:
        if store.kind != "plain":
            return dequantize_triton(store.codes, store.scale, out=buffer, places=store.places)
        return store.codes if store.places is None else gather_triton(store.codes, store.places, out=buffer)

    rows = x[order // experts.shape[1]]
    gate = product(rows, whole(w1), ends)
    up = product(rows, whole(w3), ends)
    activate_triton(gate, up, limit, order=order, weights=weights)
    if release:
        simulate_fp8_triton(gate, out=gate)
    # Taken back row by row: several times faster than putting rows where they belong.
    torch.index_select(product(gate, whole(w2), ends), 0, back, out=out.view(len(flat), -1))

"""Other block sizes than the ones in use, each timed on the same inputs; not every choice fits the device.

What wins here moves into the tables at the top of kernels/*_triton.py. Used by tests/bench/kernels.py.
"""

from __future__ import annotations

import torch
from cases import HEADS, HIDDEN, INNER, SLOTS, TOPK, WIDTH, WINDOW, attention_inputs, stored
from measure import CUDA, DEVICE, Run

import dsv4lab.kernels.attention_triton as sparse_attention
import dsv4lab.kernels.hyper_connections_post_triton as mhc_post
import dsv4lab.kernels.linear_stored_triton as stored_rows
from dsv4lab.kernels.attention_triton import sparse_attention_triton
from dsv4lab.kernels.experts_triton import chosen_experts_triton
from dsv4lab.kernels.hyper_connections_post_triton import hyper_connections_post_triton


def attempt(run: Run, op: str, table: dict, change: dict, call, **rates) -> None:
    """Time `call` with `table` changed; a choice that does not fit is on record as such."""
    kept = dict(table)
    table.update(change)
    run.time(op, call, sizes=" ".join(f"{name}={value}" for name, value in table.items()), **rates)
    table.update(kept)


def sizes_prefill(run: Run) -> None:
    """Attention prefill: heads in a program, keys at a time, stages."""
    if not CUDA:
        return
    tokens, start = 4096, 8192
    inputs, position = attention_inputs(run, tokens, start, 4, True), torch.tensor([start], device=DEVICE)
    options = {"start": position, "window_size": WINDOW, "rate": 4}
    flops = 4.0 * tokens * HEADS * (WINDOW + TOPK) * WIDTH
    for change in (
        {"BLOCK_K": 32}, {"BLOCK_K": 32, "num_stages": 3}, {"BLOCK_K": 128, "num_stages": 1},
        {"BLOCK_H": 32, "num_warps": 4},
    ):  # fmt: skip
        call = [lambda: sparse_attention_triton(*inputs, **options)]
        attempt(run, "attention prefill, picked", sparse_attention.PREFILL, change, call, flops=flops)


def sizes_streams(run: Run) -> None:
    """Streams spread and projected: what is in flight against programs on a multiprocessor."""
    if not CUDA:
        return
    tokens = 8192
    x, z = run.randn(tokens, 4, HIDDEN), run.randn(tokens, HIDDEN)
    fn = run.randn(24, 4 * HIDDEN, dtype=torch.float32, scale=(4 * HIDDEN) ** -0.5)
    post, comb = run.randn(tokens, 4).float(), run.randn(tokens, 4, 4).float()
    for change in (
        {"num_stages": 2}, {"BLOCK_D": 16, "num_stages": 4}, {"BLOCK_T": 64, "num_warps": 4},
        {"BLOCK_T": 64, "BLOCK_D": 64, "num_warps": 4, "num_stages": 2},
    ):  # fmt: skip
        call = [lambda: hyper_connections_post_triton(z, x, post, comb, fn=fn)]
        attempt(
            run, "mHC post and next projection", mhc_post.WITH_POST, change, call, bytes=2.25 * x.nbytes + fn.nbytes
        )


def sizes_rows(run: Run) -> None:
    """FP4 rows for one token: into how many warps the work is cut."""
    if not CUDA:
        return
    stores = [stored(run, "fp4", 64, *shape) for shape in ((INNER, HIDDEN), (INNER, HIDDEN), (HIDDEN, INNER))]
    weights, x = run.randn(1, SLOTS, dtype=torch.float32).abs(), run.randn(1, HIDDEN)
    picks = [torch.randperm(64, generator=run.generator, device=DEVICE)[None, :SLOTS] for _ in range(20)]
    for warps in (1500, 6000):
        calls = [lambda p=p: chosen_experts_triton(x, p, weights, *stores, limit=10.0) for p in picks]
        bytes = SLOTS * 3 * HIDDEN * INNER * 4.25 / 8
        attempt(run, "experts fp4, one token", stored_rows.SPREAD, {"warps": warps}, calls, bytes=bytes)

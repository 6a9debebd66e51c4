"""Other block sizes than the ones in use, each timed on the same inputs; not every choice fits the device.

What wins here moves into the tables at the top of kernels/*_triton.py. Used by tests/bench/kernels.py.
"""

from __future__ import annotations

import torch
from cases import HEADS, HIDDEN, INNER, SLOTS, TOPK, WIDTH, WINDOW, attention_inputs, stored
from measure import CUDA, DEVICE, Run

import dsv4lab.kernels.experts_triton as experts_kernels
import dsv4lab.kernels.sparse_attention_triton as sparse_attention_kernels
from dsv4lab.kernels.experts_triton import chosen_experts_triton
from dsv4lab.kernels.sparse_attention_triton import sparse_attention_triton


def attempt(run: Run, op: str, table: dict, change: dict, call, **rates) -> None:
    """Time `call` with `table` changed; a choice that does not fit is on record as such."""
    kept = dict(table)
    table.update(change)
    try:
        run.time(op, call, sizes=" ".join(f"{name}={value}" for name, value in table.items()), **rates)
    except Exception as error:
        run.write(kind="failed", op=op, sizes=str(change), error=f"{type(error).__name__}: {error}"[:300])
    table.update(kept)


def sizes_prefill(run: Run) -> None:
    if not CUDA:
        return
    tokens, start = 4096, 8192
    inputs, position = attention_inputs(run, tokens, start, 4, True), torch.tensor([start], device=DEVICE)
    options = {"start": position, "window_size": WINDOW, "rate": 4}
    flops = 4.0 * tokens * HEADS * (WINDOW + TOPK) * WIDTH
    for change in (
        {"num_stages": 1}, {"BLOCK_K": 32, "num_stages": 3}, {"BLOCK_H": 16}, {"num_warps": 8}, {"BLOCK_K": 32},
        {"BLOCK_H": 64, "num_warps": 8},
    ):  # fmt: skip
        call = [lambda: sparse_attention_triton(*inputs, **options)]
        attempt(run, "attention prefill, picked", sparse_attention_kernels.PREFILL, change, call, flops=flops)


def sizes_decode(run: Run) -> None:
    if not CUDA:
        return
    start = 8192
    options = {"start": torch.tensor([start], device=DEVICE), "window_size": WINDOW, "rate": 4}
    few = [attention_inputs(run, 1, start, 4, True) for _ in range(60)]
    for change in ({"BLOCK_K": 16}, {"BLOCK_K": 64}, {"num_warps": 8}, {"num_stages": 3}):
        calls = [lambda i=i: sparse_attention_triton(*i, **options) for i in few]
        attempt(run, "attention decode, picked", sparse_attention_kernels.DECODE, change, calls)
    for splits in (5, 20):
        calls = [lambda i=i, s=splits: sparse_attention_triton(*i, **options, splits=s) for i in few]
        run.time("attention decode, picked", calls, sizes=f"splits={splits}")


def sizes_rows(run: Run) -> None:
    if not CUDA:
        return
    stores = [stored(run, "fp4", 64, *shape) for shape in ((INNER, HIDDEN), (INNER, HIDDEN), (HIDDEN, INNER))]
    weights, x = run.randn(1, SLOTS, dtype=torch.float32).abs(), run.randn(1, HIDDEN)
    picks = [torch.randperm(64, generator=run.generator, device=DEVICE)[None, :SLOTS] for _ in range(20)]
    for change in (
        {"BLOCK_O": 4}, {"BLOCK_O": 16}, {"BLOCK_O": 4, "BLOCK_I": 512}, {"BLOCK_O": 8, "BLOCK_I": 512}, {"num_warps": 2},
        {"num_warps": 8}, {"num_stages": 2}, {"num_stages": 4}, {"BLOCK_O": 16, "num_warps": 8},
    ):  # fmt: skip
        calls = [lambda p=p: chosen_experts_triton(x, p, weights, *stores, limit=10.0) for p in picks]
        bytes = SLOTS * 3 * HIDDEN * INNER * 4.25 / 8
        attempt(run, "experts fp4, one token", experts_kernels.ROWS["fp4"], change, calls, bytes=bytes)


def sizes_grouped(run: Run) -> None:
    if not CUDA:
        return
    stores = [stored(run, "fp4", 64, *shape) for shape in ((INNER, HIDDEN), (INNER, HIDDEN), (HIDDEN, INNER))]
    tokens = 2048
    x, weights = run.randn(tokens, HIDDEN), run.randn(tokens, SLOTS, dtype=torch.float32).abs()
    many = torch.rand(tokens, 64, generator=run.generator, device=DEVICE).topk(SLOTS, -1).indices
    for change in (
        {"BLOCK_I": 32}, {"BLOCK_I": 128, "num_stages": 2}, {"GATED_O": 128, "DOWN_O": 256}, {"num_stages": 4},
        {"BLOCK_T": 64, "num_warps": 4}, {"GATED_O": 128},
    ):  # fmt: skip
        call = [lambda: chosen_experts_triton(x, many, weights, *stores, limit=10.0, grouped=True)]
        attempt(
            run,
            "experts fp4, prefill",
            experts_kernels.GROUPED,
            change,
            call,
            flops=6.0 * tokens * SLOTS * HIDDEN * INNER,
        )

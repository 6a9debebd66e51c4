"""Other block sizes than the ones in use, each timed on the same inputs; not every choice fits the device.

What wins here moves into the tables at the top of kernels/*_triton.py. Used by tests/bench/kernels.py.
"""

from __future__ import annotations

import torch
from cases import HEADS, HIDDEN, INNER, SLOTS, TOPK, WIDTH, WINDOW, attention_inputs, stored
from measure import CUDA, DEVICE, Run

import dsv4lab.kernels.few_tokens_triton as few_tokens
import dsv4lab.kernels.hyper_connections_triton as hyper_connections
import dsv4lab.kernels.sparse_attention_triton as sparse_attention
from dsv4lab.kernels.experts_triton import chosen_experts_triton
from dsv4lab.kernels.hyper_connections_triton import collapse_streams_triton
from dsv4lab.kernels.sparse_attention_triton import sparse_attention_triton


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
    """Hyper-connections before a sub-layer: inputs in flight against programs on a multiprocessor."""
    if not CUDA:
        return
    tokens, counts = 8192, torch.zeros(8192, dtype=torch.int32, device=DEVICE)
    inputs = (
        run.randn(tokens, 4, HIDDEN), run.randn(24, 4 * HIDDEN, dtype=torch.float32, scale=(4 * HIDDEN) ** -0.5),
        run.randn(24, dtype=torch.float32), run.randn(3, dtype=torch.float32),
    )  # fmt: skip
    options = {"steps": 20, "eps": 1e-6, "norm_eps": 1e-6, "counts": counts}
    for change in (
        {"num_stages": 2}, {"chunk": 512, "lag": 4}, {"chunk": 512, "lag": 12}, {"lag": 2}, {"mix_t": 8},
        {"block_t": 128, "num_warps": 8, "lag": 3}, {"block_t": 128, "num_warps": 8, "lag": 3, "num_stages": 2},
    ):  # fmt: skip
        call = [lambda: collapse_streams_triton(*inputs, **options)]
        bytes = inputs[0].nbytes * 1.25 + inputs[1].nbytes
        attempt(run, "mHC pre", hyper_connections.LARGE, change, call, bytes=bytes)


def sizes_rows(run: Run) -> None:
    """FP4 rows for one token: warps that share a program's inputs."""
    if not CUDA:
        return
    stores = [stored(run, "fp4", 64, *shape) for shape in ((INNER, HIDDEN), (INNER, HIDDEN), (HIDDEN, INNER))]
    weights, x = run.randn(1, SLOTS, dtype=torch.float32).abs(), run.randn(1, HIDDEN)
    picks = [torch.randperm(64, generator=run.generator, device=DEVICE)[None, :SLOTS] for _ in range(20)]
    for table, name in ((few_tokens.GATE_UP, "gate and up"), (few_tokens.DOWN, "down")):
        for warps in (2, 4):
            if table["WARPS"] != warps:
                calls = [lambda p=p: chosen_experts_triton(x, p, weights, *stores, limit=10.0) for p in picks]
                bytes = SLOTS * 3 * HIDDEN * INNER * 4.25 / 8
                attempt(run, f"experts fp4, one token, {name}", table, {"WARPS": warps}, calls, bytes=bytes)

"""Attention and indexer from keys as the release keeps them: 584-byte entries, 68-byte index keys. Checked, then timed.

The same sizes as in cases.py, where the rows of plain bfloat16 keys stand. Predictions were written down before the first
measurement. Used by tests/bench/kernels.py.
"""

from __future__ import annotations

from typing import Any

import torch
from cases import HEADS, TOPK, WIDTH, WINDOW, attention_inputs, large
from measure import DEVICE, Run

from dsv4lab.kernels.attention_triton import sparse_attention_triton
from dsv4lab.kernels.kv_cache import count_of, pack_entries, pack_index_keys, row_bytes, unpack_index_keys
from dsv4lab.kernels.kv_cache_triton import widen_entries_triton
from dsv4lab.kernels.lightning_indexer import index_scores
from dsv4lab.kernels.lightning_indexer_triton import choose_entries_triton
from dsv4lab.kernels.quantization_triton import simulate_fp8_triton
from dsv4lab.model.parts import Numerics

RELEASE = Numerics(release=True)
ROTATED = large(64, 8)


def release(run: Run) -> None:
    attention(run)
    indexer(run)
    x = [run.randn(1, large(4096, 256)) for _ in range(large(40, 1))]
    run.time("input of a matrix through FP8", [lambda x=x: simulate_fp8_triton(x) for x in x],
             bytes=4.0 * x[0].numel(), predicted_ms=0.002, tokens=1, width=x[0].shape[1])  # fmt: skip


def attention(run: Run) -> None:
    """A decoded token widens keys in registers; a chunk of a prompt has them widened first, which is timed with it."""

    def widened(inputs: Any) -> Any:
        query, window, entries, *rest = inputs
        return query, *(widen_entries_triton(keys, WIDTH, query.dtype) for keys in (window, entries)), *rest

    def case(op: str, tokens: int, start: int, rate: int, picked: bool, sets: int, predicted: float) -> None:
        plain: list[Any] = [attention_inputs(run, tokens, start, rate, picked) for _ in range(sets)]
        inputs = [(query, pack_entries(window, ROTATED), pack_entries(entries, ROTATED), *rest)
                  for query, window, entries, *rest in plain]  # fmt: skip
        options: dict[str, Any] = {"start": torch.tensor([start], device=DEVICE), "window_size": WINDOW, "rate": rate}
        if run.checks():
            want, _ = sparse_attention_triton(*widened(inputs[0]), **options)
            run.check(op, sparse_attention_triton(*inputs[0], **options)[0], want, 8e-3, tokens=tokens)
        few, keys = tokens == 1, WINDOW + (TOPK if picked else (start + tokens) // rate)
        calls = [lambda i=i: sparse_attention_triton(*(i if few else widened(i)), **options) for i in inputs]
        moved = 2 * 2 * tokens * HEADS * WIDTH + keys * row_bytes(inputs[0][1])
        rates = {"bytes": moved} if few else {"flops": 4.0 * tokens * HEADS * keys * WIDTH}
        about = {"tokens": tokens, "heads": HEADS, "width": WIDTH, "keys": keys, "dtype": "584-byte entries"}
        run.time(op, calls, predicted_ms=predicted, **rates, **about)

    start, end = large(8192, 40), large(1048575, 40)
    case("attention decode, picked, 584-byte entries", 1, start, 4, True, large(120, 1), 0.014)
    case("attention decode, dense, 1M, 584-byte entries", 1, end, large(128, 8), False, large(10, 1), 0.03)
    case("attention prefill, picked, 584-byte entries", large(4096, 6), start, 4, True, 1, 1.9)
    entries = pack_entries(run.randn(1, large(262144, 9), WIDTH), ROTATED)
    moved = count_of(entries) * (row_bytes(entries) + 2 * WIDTH)
    run.time("584-byte entries of 1M widened", [lambda: widen_entries_triton(entries, WIDTH, torch.bfloat16)],
             bytes=moved, predicted_ms=0.1, width=WIDTH, entries=count_of(entries))  # fmt: skip


def indexer(run: Run) -> None:
    heads, width = large(64, 4), large(128, 16)
    bins = torch.zeros(512 * 2048, dtype=torch.int32, device=DEVICE)

    def case(op: str, tokens: int, entries: int, sets: int, **rates: float) -> None:
        start = 4 * entries - tokens
        inputs = [
            (RELEASE.index(run.randn(1, tokens, heads, width)), pack_index_keys(run.randn(1, entries, width)),
             run.randn(1, tokens, heads, dtype=torch.float32, scale=(heads * width) ** -0.5))
            for _ in range(sets)
        ]  # fmt: skip
        if run.checks():
            query, keys, weights = inputs[0]
            picks, _ = choose_entries_triton(query, keys, weights, TOPK, start=start, rate=4)
            wide = unpack_index_keys(keys, torch.float32)
            scores = index_scores(query.float(), wide, weights, start=start, rate=4)
            got = scores.gather(-1, picks.clamp_min(0)).masked_fill(picks < 0, 0.0)
            want = scores.topk(picks.shape[-1], -1).values.masked_fill(picks < 0, 0.0)
            run.check(f"{op}: scores of what was chosen", got, want, 1e-3, tokens=tokens, entries=entries)
        position = torch.tensor([start], device=DEVICE)
        calls = [lambda i=i: choose_entries_triton(*i, TOPK, start=position, rate=4, bins=bins) for i in inputs]
        about = {"heads": heads, "width": width, "k": TOPK, "dtype": "68-byte keys"}
        run.time(op, calls, tokens=tokens, entries=entries, **rates, **about)

    entries = large(262144, 100)
    moved = entries * (width // 2 + -(-width // 32))
    case("indexer, one query at 1M, 68-byte keys", 1, entries, large(6, 1), bytes=moved, predicted_ms=0.025)
    tokens, entries = large(512, 6), large(32768, 100)
    flops = 2.0 * tokens * heads * width * entries
    case("indexer, prefill, 68-byte keys", tokens, entries, 1, flops=flops, predicted_ms=0.9)

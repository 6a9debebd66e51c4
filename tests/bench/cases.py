"""Each kernel on fresh inputs: compared with its definition in float32 or float64, then timed at V4-Flash's widths.

Without a GPU the same cases run at small sizes. Predictions were written down before the first measurement.
Used by tests/bench/kernels.py.
"""

from __future__ import annotations

from typing import Any

import torch
from measure import CUDA, DEVICE, Run

from dsv4lab.kernels.attention import sparse_attention
from dsv4lab.kernels.attention_triton import sparse_attention_triton
from dsv4lab.kernels.compressor import pool_blocks
from dsv4lab.kernels.compressor_triton import pool_entries_triton
from dsv4lab.kernels.expert_routing import route
from dsv4lab.kernels.expert_routing_triton import route_triton
from dsv4lab.kernels.experts import chosen_experts
from dsv4lab.kernels.experts_many_triton import experts_many
from dsv4lab.kernels.experts_triton import chosen_experts_triton
from dsv4lab.kernels.hyper_connections import hyper_connections_before, hyper_connections_post
from dsv4lab.kernels.hyper_connections_post_triton import hyper_connections_post_triton, project_streams_triton
from dsv4lab.kernels.hyper_connections_pre_triton import hyper_connections_pre_triton
from dsv4lab.kernels.lightning_indexer import index_scores
from dsv4lab.kernels.lightning_indexer_triton import choose_entries_triton
from dsv4lab.kernels.linear import StoredMatrix
from dsv4lab.kernels.linear_triton import linear_triton
from dsv4lab.kernels.quantization import dequantize_fp4_rows, dequantize_fp8_tiles
from dsv4lab.kernels.quantization_dequantize_triton import dequantize_triton
from dsv4lab.kernels.rope import norm_rotate
from dsv4lab.kernels.rope_triton import norm_rotate_triton

HEADS, WIDTH, WINDOW, TOPK, HIDDEN, INNER, SLOTS = (
    (64, 512, 128, 512, 4096, 2048, 6) if CUDA else (4, 32, 8, 8, 64, 64, 2)
)


def large(gpu: int, interpreter: int) -> int:
    return gpu if CUDA else interpreter


def attention_inputs(run: Run, tokens: int, start: int, rate: int, picked: bool):
    window, entries = min(start, WINDOW - 1) + tokens, (start + tokens) // rate
    picks = None
    if picked:
        visible = (torch.arange(start, start + tokens, device=DEVICE) + 1) // rate
        order = torch.rand(tokens, entries, generator=run.generator, device=DEVICE)
        order.masked_fill_(torch.arange(entries, device=DEVICE) >= visible[:, None], -1.0)
        best, picks = order.topk(min(TOPK, entries), -1)
        picks = picks.masked_fill(best < 0, -1).to(torch.int32)[None]
    return (
        run.randn(1, tokens, HEADS, WIDTH), run.randn(1, window, WIDTH), run.randn(1, entries, WIDTH), picks,
        run.randn(HEADS, dtype=torch.float32),
    )  # fmt: skip


def attention(run: Run) -> None:
    def bench(op: str, tokens: int, start: int, rate: int, picked: bool, sets: int, predicted: float, **more) -> None:
        options = {"start": start, "window_size": WINDOW, "rate": rate}
        inputs = [attention_inputs(run, tokens, start, rate, picked) for _ in range(sets)]
        keys = WINDOW + (TOPK if picked else (start + tokens) // rate)
        bytes = 2 * (
            2 * tokens * HEADS * WIDTH + min(tokens * keys, inputs[0][1].shape[1] + inputs[0][2].shape[1]) * WIDTH
        )
        about = {"tokens": tokens, "heads": HEADS, "width": WIDTH, "keys": keys, "dtype": "bfloat16"}
        rates = {"bytes": bytes} if tokens == 1 else {"flops": 4.0 * tokens * HEADS * keys * WIDTH}
        position = torch.tensor([start], device=DEVICE)
        calls = [lambda i=i: sparse_attention_triton(*i, **(options | {"start": position}), **more) for i in inputs]
        run.time(op, calls, predicted_ms=predicted, **rates, **about)

    def check(op: str, tokens: int, start: int, rate: int, picked: bool) -> None:
        if not run.checks():
            return
        inputs = attention_inputs(run, tokens, start, rate, picked)
        query, window, entries, picks, sink = inputs
        picks = picks if picks is None else picks.long()
        wide: Any = (query.float(), window.float(), entries.float(), picks, sink)
        want, lists = sparse_attention(*wide, start=start, window_size=WINDOW, rate=rate, lists=True)
        out: Any = torch.full_like(query, torch.nan)
        got, listed = sparse_attention_triton(*inputs, start=start, window_size=WINDOW, rate=rate, lists=True, out=out)
        assert lists is not None and listed is not None
        run.check(op, got, want, 8e-3, tokens=tokens, dtype="bfloat16")
        run.check(f"{op}: lists of weights", listed.weight, lists.weight, 8e-3)
        run.check(f"{op}: keys of the lists", listed.key, lists.key, 1e-9)

    check("attention prefill, picked", large(70, 6), large(4096, 40), 4, True)
    check("attention prefill, from the start", large(300, 6), 0, 4, True)
    check("attention prefill, dense", large(70, 6), large(20000, 40), large(128, 8), False)
    check("attention decode, picked", 1, large(9000, 41), 4, True)
    check("attention decode, dense", 1, large(200000, 41), large(128, 8), False)
    many, start = large(4096, 6), large(8192, 40)
    bench("attention prefill, picked", many, start, 4, True, 1, 0.9)
    sampled = torch.arange(0, many, large(64, 3), device=DEVICE)
    bench(
        "attention prefill, picked, lists of every 64th query",
        many,
        start,
        4,
        True,
        1,
        1.2,
        lists=True,
        list_queries=sampled,
    )
    bench("attention prefill, dense", large(1024, 6), large(131072, 40), large(128, 8), False, 1, 0.5)
    bench("attention decode, picked", 1, start, 4, True, large(120, 1), 0.014)
    bench("attention decode, picked, lists", 1, start, 4, True, large(120, 1), 0.017, lists=True)
    bench("attention decode, dense, 1M", 1, large(1048575, 40), large(128, 8), False, large(10, 1), 0.03)


def hyper_connections(run: Run) -> None:
    options = {"steps": 20, "eps": 1e-6, "norm_eps": 1e-6}

    def inputs(tokens: int):
        return (
            run.randn(tokens, 4, HIDDEN), run.randn(24, 4 * HIDDEN, dtype=torch.float32, scale=(4 * HIDDEN) ** -0.5),
            run.randn(24, dtype=torch.float32), run.randn(3, dtype=torch.float32),
        )  # fmt: skip

    for tokens in (1, large(1500, 21)):
        if not run.checks():
            continue
        x, fn, base, scale = inputs(tokens)
        z, post, comb = run.randn(tokens, HIDDEN), run.randn(tokens, 4).float(), run.randn(tokens, 4, 4).float()
        streams, projection = hyper_connections_post_triton(z, x, post, comb, fn=fn, out=torch.full_like(x, torch.nan))
        assert projection is not None
        wanted = hyper_connections_post(z.double(), x.double(), post.double(), comb.double())
        run.check("mHC post", streams, wanted, 5e-3, tokens=tokens)
        want = hyper_connections_before(streams.double(), fn.double(), base.double(), scale.double(), **options)
        got = tuple(torch.full(part.shape, torch.nan, device=DEVICE) for part in want)
        got = (got[0].to(x.dtype), *got[1:])
        hyper_connections_pre_triton(streams, projection, base, scale, got, **options)
        for name, mine, theirs, limit in zip(
            ("y", "pre", "post", "comb"), got, want, (5e-3, 5e-6, 5e-6, 5e-6), strict=True
        ):
            run.check(f"mHC pre: {name}", mine, theirs, limit, tokens=tokens)
    for tokens, sets in ((large(8192, 21), 1), (1, large(64, 1))):
        hyper_connections_timed(run, tokens, [inputs(tokens) for _ in range(sets)], options)


def hyper_connections_timed(run: Run, tokens: int, data: list, options: dict) -> None:
    """What an engine's layer does: spread with the next site's projection; then collapse and norm, packed for one token."""
    about = {"streams": 4, "width": HIDDEN, "dtype": "bfloat16", "tokens": tokens}
    bytes, weights, many = data[0][0].nbytes, data[0][1].nbytes, tokens > 1
    z, post, comb = run.randn(tokens, HIDDEN), run.randn(tokens, 4).float(), run.randn(tokens, 4, 4).float()
    spread = [lambda d=d: hyper_connections_post_triton(z, d[0], post, comb) for d in data]
    run.time("mHC post", spread, bytes=bytes * 2.25, predicted_ms=0.15 if many else 0.003, **about)
    rates = {"bytes": bytes * 2.25 + weights, "predicted_ms": 0.175 if many else 0.0026}
    spread = [lambda d=d: hyper_connections_post_triton(z, d[0], post, comb, fn=d[1]) for d in data]
    run.time("mHC post and next projection", spread, **rates, **about)
    project = [lambda d=d: project_streams_triton(d[0], d[1]) for d in data]
    run.time("mHC projection alone", project, bytes=bytes + weights, **about)
    projections = [project_streams_triton(d[0], d[1]) for d in data]
    out = None, *(torch.empty(tokens, *shape, device=DEVICE) for shape in ((4,), (4,), (4, 4)))
    more: dict[str, Any] = {"norm_weight": run.randn(HIDDEN), "normed": run.randn(tokens, HIDDEN)}
    more |= {} if many else {"kinds": ("fp4", "fp8")}  # as in a step
    collapse = [
        lambda d=d, p=p: hyper_connections_pre_triton(d[0], p, d[2], d[3], out, **options, **more)
        for d, p in zip(data, projections, strict=True)
    ]
    rates = {"bytes": bytes * 1.25 + projections[0].nbytes, "predicted_ms": 0.095 if many else 0.004}
    run.time("mHC pre and norm" if many else "mHC pre, norm, packed", collapse, **rates, **about)


def stored(run: Run, kind: str, experts: int, outputs: int, inputs: int) -> StoredMatrix:
    """Random codes, scales around the size that keeps products near one."""
    if kind == "fp4":
        return StoredMatrix(
            run.bytes(experts, outputs, inputs // 2), run.bytes(experts, outputs, inputs // 32, low=117, high=121)
        )
    if kind == "fp8":
        codes = run.randn(experts, outputs, inputs).to(torch.float8_e4m3fn)
        tiles = -(-outputs // 128), -(-inputs // 128)
        return StoredMatrix(codes, run.bytes(experts, *tiles, low=119, high=123))
    return StoredMatrix(run.randn(experts, outputs, inputs, scale=inputs**-0.5))


def plain(store: StoredMatrix) -> torch.Tensor:
    if store.scale is None:
        return store.codes.float()
    if store.kind == "fp4":
        return dequantize_fp4_rows(store.codes, store.scale, torch.float32)
    return dequantize_fp8_tiles(store.codes, store.scale, torch.float32)


def experts(run: Run) -> None:
    for kind in ("fp4", "fp8", "plain"):
        experts_stored(run, kind)


def experts_stored(run: Run, kind: str) -> None:
    shapes = (INNER, HIDDEN), (INNER, HIDDEN), (HIDDEN, INNER)
    bits = {"fp4": 4.25, "fp8": 8.0, "plain": 16.0}[kind]
    numbers = (1, False), (large(700, 5), True), (7, True), (large(700, 5), None)
    for tokens, grouped in numbers:
        if run.checks():
            few = [stored(run, kind, 8, *shape) for shape in shapes]
            x, weights = run.randn(tokens, HIDDEN), run.randn(tokens, SLOTS, dtype=torch.float32).abs()
            picks = torch.rand(tokens, 8, generator=run.generator, device=DEVICE).topk(SLOTS, -1).indices
            want = chosen_experts(x.float(), picks, weights, *(plain(s) for s in few), limit=10.0)
            out = torch.full((tokens, SLOTS, HIDDEN), torch.nan, dtype=x.dtype, device=DEVICE)
            got = chosen_experts_triton(x, picks, weights, *few, limit=10.0, grouped=grouped, out=out)
            run.check(f"experts {kind}", got, want, 1.2e-2 if CUDA else 2.5e-2, tokens=tokens, grouped=grouped)
    count = large(64 if run.timing else 8, 4)  # side by side, all processes share one memory
    w1, w3, w2 = stores = [stored(run, kind, count, *shape) for shape in shapes]
    weights = run.randn(1, SLOTS, dtype=torch.float32).abs()
    sets = [torch.randperm(count, generator=run.generator, device=DEVICE)[None, :SLOTS] for _ in range(large(20, 1))]
    x = run.randn(1, HIDDEN)
    about = {"experts": count, "slots": SLOTS, "hidden": HIDDEN, "inner": INNER, "weights": kind}
    run.time(
        f"experts {kind}, one token",
        [lambda p=p: chosen_experts_triton(x, p, weights, *stores, limit=10.0) for p in sets],
        bytes=SLOTS * 3 * HIDDEN * INNER * bits / 8, tokens=1,
        predicted_ms={"fp4": 0.035, "fp8": 0.05, "plain": 0.08}[kind], **about,
    )  # fmt: skip
    tokens = large(2048, 6)  # 192 pairs per expert, as 8,192 tokens over 256 experts
    many, gates = run.randn(tokens, HIDDEN), run.randn(tokens, SLOTS, dtype=torch.float32).abs()
    picks = torch.rand(tokens, count, generator=run.generator, device=DEVICE).topk(SLOTS, -1).indices
    run.time(
        f"experts {kind}, prefill",
        [lambda: chosen_experts_triton(many, picks, gates, *stores, limit=10.0)],
        flops=6.0 * tokens * SLOTS * HIDDEN * INNER, tokens=tokens,
        predicted_ms={"fp4": 2.3, "fp8": 2.5, "plain": 1.4}[kind], **about,
    )  # fmt: skip
    for fewer in (tokens, *((tokens // 4, tokens // 16) if CUDA and kind == "fp4" else ())):
        given = many[:fewer], picks[:fewer], gates[:fewer]
        ways: dict[str, Any] = {
            "unpacked in the product": lambda g=given: chosen_experts_triton(*g, *stores, limit=10.0, grouped=True)
        }
        if CUDA:
            out = torch.empty(fewer, SLOTS, HIDDEN, dtype=many.dtype, device=DEVICE)
            ways["written out"] = lambda g=given, o=out: experts_many(*g, w1, w3, w2, 10.0, o)
        for way, call in ways.items():
            flops = 6.0 * fewer * SLOTS * HIDDEN * INNER
            run.time(f"experts {kind}, prefill, weights {way}", [call], flops=flops, tokens=fewer, **about)
    if kind != "plain":
        buffer = torch.empty(count * INNER * HIDDEN, dtype=torch.bfloat16, device=DEVICE)
        run.time(
            f"experts {kind}, one matrix of all written out",
            [lambda s=s, b=buffer: dequantize_triton(s.codes, s.scale, out=b) for s in stores],
            bytes=count * INNER * HIDDEN * (2 + bits / 8), predicted_ms={"fp4": 0.34, "fp8": 0.4}[kind], **about,
        )  # fmt: skip
    if kind == "plain" and CUDA and hasattr(torch, "_grouped_mm"):
        per = tokens * SLOTS // count
        ends = torch.arange(1, count + 1, device=DEVICE, dtype=torch.int32) * per
        rows, w13 = run.randn(per * count, HIDDEN), run.randn(count, HIDDEN, 2 * INNER)
        w2, hidden = run.randn(count, INNER, HIDDEN), run.randn(per * count, INNER)
        product: Any = torch._grouped_mm  # pyright: ignore[reportPrivateImportUsage]
        run.time(
            "torch._grouped_mm, the products alone",
            [lambda: (product(rows, w13, offs=ends), product(hidden, w2, offs=ends))],
            flops=6.0 * per * count * HIDDEN * INNER, tokens=tokens, predicted_ms=0.6, **about,
        )  # fmt: skip


def indexer(run: Run) -> None:
    heads, width = large(64, 4), large(128, 16)

    def inputs(tokens: int, entries: int):
        return (
            run.randn(1, tokens, heads, width), run.randn(1, entries, width),
            run.randn(1, tokens, heads, dtype=torch.float32, scale=(heads * width) ** -0.5),
        )  # fmt: skip

    positions = (1, large(600000, 399)), (1, large(16000, 299)), (large(37, 5), large(30000, 100)), (large(600, 5), 0)
    for tokens, start in positions:
        if not run.checks():
            continue
        entries = (start + tokens) // 4
        query, keys, weights = inputs(tokens, entries)
        scores = index_scores(query.float(), keys.float(), weights, start=start, rate=4)
        want = scores.topk(min(TOPK, entries), -1).values
        picks, best = choose_entries_triton(query, keys, weights, TOPK, start=start, rate=4, best=True)
        got = scores.gather(-1, picks.clamp_min(0)).masked_fill(picks < 0, -torch.inf)
        where = {"tokens": tokens, "entries": entries}
        zero = torch.zeros((), device=DEVICE)
        assert best is not None
        run.check(
            "indexer: scores of what was chosen",
            torch.where(got.isinf(), zero, got),
            torch.where(want.isinf(), zero, want),
            1e-3,
            **where,
        )
        run.check("indexer: how many", (picks >= 0).sum(-1), (want > -torch.inf).sum(-1), 1e-9, **where)
        run.check(
            "indexer: scores it tells",
            torch.where(best.isinf(), zero, best),
            torch.where(got.isinf(), zero, got),
            1e-3,
            **where,
        )
        unique = picks.masked_fill(picks < 0, entries).sort(-1).values
        twice = ((unique[..., 1:] == unique[..., :-1]) & (unique[..., 1:] < entries)).sum()
        run.check("indexer: none chosen twice", twice + 1.0, torch.ones_like(twice) + 0.0, 1e-9, **where)
    about = {"tokens": 1, "heads": heads, "width": width, "k": TOPK, "dtype": "bfloat16"}
    bins = torch.zeros(512 * 2048, dtype=torch.int32, device=DEVICE)
    for context, entries, predicted in (("4k", 1024, 0.006), ("16k", 4096, 0.008), ("1M", 262144, 0.04)):
        entries = large(entries, 100)
        data = [inputs(1, entries) for _ in range(large(4, 1))]
        position = torch.tensor([4 * entries - 1], device=DEVICE)
        bytes = entries * width * 2
        run.time(
            f"indexer, one query at {context}",
            [lambda d=d, p=position: choose_entries_triton(*d, TOPK, start=p, rate=4, bins=bins) for d in data],
            bytes=bytes, predicted_ms=predicted, entries=entries, **about,
        )  # fmt: skip
    if CUDA:
        run.time(
            "torch: scores, then topk", [
                lambda d=d: index_scores(*d, start=4 * entries - 1, rate=4).topk(TOPK, dim=-1) for d in data
            ], bytes=bytes, predicted_ms=0.3, entries=entries, **about,
        )  # fmt: skip
    tokens, entries = large(512, 6), large(32768, 100)
    d = inputs(tokens, entries)
    about |= {"tokens": tokens, "entries": entries}
    position = torch.tensor([4 * entries - tokens], device=DEVICE)
    run.time(
        "indexer, prefill", [lambda: choose_entries_triton(*d, TOPK, start=position, rate=4, bins=bins)],
        flops=2.0 * tokens * heads * width * entries, predicted_ms=0.9, **about,
    )  # fmt: skip


def small(run: Run) -> None:
    """The short ones: norm and rotation, routing, compressor, matrices stored in FP8."""
    frequencies = 1.0 / 160000.0 ** (torch.arange(0, 64 if CUDA else 8, 2, device=DEVICE) / 64)
    for tokens in (1, large(2000, 5)):
        x, positions = run.randn(tokens, HEADS, WIDTH), torch.arange(tokens, device=DEVICE) + large(9000, 30)
        if run.checks():
            want = norm_rotate(x.float(), None, positions, frequencies, eps=1e-6)
            run.check(
                "norm and rotation",
                norm_rotate_triton(x, None, positions, frequencies, eps=1e-6),
                want,
                6e-3,
                tokens=tokens,
            )
        # Short calls repeat within the graph: one alone would measure the graph's own start.
        calls = [lambda x=x, p=positions: norm_rotate_triton(x, None, p, frequencies, eps=1e-6)] * large(40, 1)
        about = {"tokens": tokens, "heads": HEADS, "width": WIDTH}
        run.time("norm and rotation", calls, bytes=2.0 * x.nbytes, predicted_ms=0.08 if tokens > 1 else 0.003, **about)
    count = large(256, 9)
    for tokens in (1, large(8192, 5)):
        x, bias = run.randn(tokens, HIDDEN), run.randn(count, dtype=torch.float32)
        weights = [run.randn(count, HIDDEN, scale=HIDDEN**-0.5) for _ in range(large(40, 1) if tokens == 1 else 1)]
        if run.checks():
            want = route(x.double(), weights[0].double(), bias.double(), None, None, SLOTS, scaling=1.5)
            got = route_triton(x, weights[0], bias, None, None, SLOTS, scaling=1.5)
            run.check("routing: logits", got[2], want[2], 1e-5, tokens=tokens)
            same = (got[0] == want[0]).all(-1)  # near ties may fall either way
            run.check("routing: experts", same.float().mean(), torch.ones((), device=DEVICE), 1e-3, tokens=tokens)
            run.check("routing: weights", got[1][same], want[1][same], 1e-5, tokens=tokens)
        calls = [
            lambda w=w, x=x, b=bias: route_triton(x, w, b, None, None, SLOTS, scaling=1.5)
            for w in weights * (large(5, 1) if tokens > 1 else 1)
        ]
        rates = {"bytes": weights[0].nbytes + x.nbytes, "predicted_ms": 0.03 if tokens > 1 else 0.006}
        run.time("routing", calls, tokens=tokens, experts=count, hidden=HIDDEN, **rates)
    norm = run.randn(WIDTH, dtype=torch.float32)
    for kind, rate, blocks in (("csa", 4, large(2048, 3)), ("hca", large(128, 8), large(128, 3))):
        columns = WIDTH * (2 if kind == "csa" else 1)
        content, gate = (run.randn(1, blocks, rate, columns, dtype=torch.float32) for _ in range(2))
        positions = torch.arange(blocks, device=DEVICE) * rate
        out = torch.full((1, blocks, WIDTH), torch.nan, dtype=torch.bfloat16, device=DEVICE)

        def pool(c=content, g=gate, p=positions, o=out, kind=kind):
            return pool_entries_triton(c, g, None, norm, p, frequencies, overlap=kind == "csa", eps=1e-6, out=o)

        if run.checks():
            pooled, _ = pool_blocks(content, gate, None, overlap=kind == "csa")
            want = norm_rotate(pooled[0][:, None], norm, positions, frequencies, eps=1e-6)[:, 0]
            run.check(f"compressor {kind}", pool()[0], want, 6e-3, blocks=blocks)
        run.time(
            f"compressor {kind}",
            [pool] * large(20, 1),
            bytes=2.0 * content.nbytes + out.nbytes,
            blocks=blocks,
            predicted_ms=0.02,
        )
    for outputs, inputs in ((1536, 4096), (32768, 1024), (40960, 1024), (4096, 8192)) if CUDA else ((140, 64),):
        for tokens in (1, large(4096, 9)):
            x = run.randn(tokens, inputs)
            sets = large(max(6, (1 << 27) // (outputs * inputs)), 1) if tokens == 1 else 1
            stores = [stored(run, "fp8", 1, outputs, inputs) for _ in range(sets)]
            if run.checks():
                want = x.float() @ plain(stores[0])[0].T
                run.check("FP8 matrix", linear_triton(x, stores[0]), want, 6e-3, tokens=tokens, outputs=outputs)
            rates = {"bytes": outputs * inputs, "predicted_ms": 0.014}
            if tokens > 1:
                rates = {"flops": 2.0 * tokens * outputs * inputs, "predicted_ms": 0.7}
            calls = [lambda s=s, x=x: linear_triton(x, s) for s in stores]
            run.time("FP8 matrix", calls, tokens=tokens, outputs=outputs, inputs=inputs, **rates)

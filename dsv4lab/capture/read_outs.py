"""What the head says of a pass: how every token was seen before it came, the lens, and what the draft block proposes.

The other groups follow from the layers' points alone (groups.py). Tests: tests/capture/test_trace_invariants.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from dsv4lab.capture.groups import Put, Span, put_now, streams_of, write_ids
from dsv4lab.capture.trace_writer import TraceWriter
from dsv4lab.kernels.head import summarise_logits
from dsv4lab.kernels.linear import linear_float32
from dsv4lab.kernels.topk import best_first
from dsv4lab.model.kv_cache import Cache
from dsv4lab.model.transformer import Transformer


def write_seen(
    writer: TraceWriter, positions: Any, summary: Sequence[Tensor], taken: Tensor, put: Put = put_now
) -> None:
    """How tokens at these positions were seen before they came.

    summary  of the logits before each (kernels/head.py): log sum and entropy [T], likeliest ids and logits [T, R]
    taken    [T] the logits of the tokens themselves
    """
    arrays, (log_sum, entropy, ids, values) = writer.arrays["tokens"], summary
    found = {"logprob": taken - log_sum, "entropy": entropy, "top_id": ids, "top_logprob": values - log_sum[:, None]}
    for name, tensor in found.items():
        put(arrays[name], positions, tensor)


def write_tokens(
    writer: TraceWriter, span: Span, ids: list[int], logits: Tensor, before: Tensor | None, tokenizer: Any
) -> None:
    """Ids, bytes, and how the model saw each token before it came: its logits are those of the position before."""
    write_ids(writer, span, ids, tokenizer)
    seen = logits[0, :-1] if before is None else torch.cat((before[0], logits[0, :-1]))
    first = span.start + (before is None)  # nothing was expected before the very first token
    if not len(seen):
        return
    seen = seen.float()
    chosen = torch.tensor(ids[first - span.start :], device=seen.device)
    where = slice(first, span.start + span.tokens)
    write_seen(writer, where, summarise_logits(seen, writer.ranks), seen.gather(-1, chosen[:, None])[:, 0])


def write_lens(writer: TraceWriter, span: Span, model: Transformer, values: dict[str, Tensor], logits: Tensor) -> None:
    """Every layer's streams straight through the model's own collapse, norm and head."""
    final = logits[0].argmax(-1)
    streams = streams_of(writer, "lens", values).to(model.dtype)
    for rows in torch.arange(len(streams)).split(max(1, (1 << 24) // (span.tokens * model.config.vocab_size))):
        # Ranked by logits: two of them can be unequal and their probabilities equal.
        read = model.read_out(streams[rows], listened=False)
        best, ids = best_first(read, writer.arrays["lens"]["top_id"].shape[-1])
        share = (best - read.logsumexp(-1, keepdim=True)).exp()
        store_lens(writer, rows.tolist(), np.arange(span.start, span.start + span.tokens), ids, share, final)
        if "stream_id" in writer.arrays["lens"]:
            _store_stream_lens(writer, span, model, rows.tolist(), streams[rows])


def _store_stream_lens(writer: TraceWriter, span: Span, model: Transformer, rows: list[int], streams: Tensor) -> None:
    """What each stream [R, T, N, D] would answer alone: no collapse, the final norm brings it to size."""
    found = []
    for stream in range(streams.shape[-2]):
        logits = linear_float32(model.norm(streams[..., stream, :]), model.head.weight)
        best, ids = logits.max(-1)
        found.append((ids, (best - logits.logsumexp(-1)).exp()))
    ids, probabilities = (torch.stack(parts, -1) for parts in zip(*found, strict=True))
    store_lens_alone(writer, rows, np.arange(span.start, span.start + span.tokens), ids, probabilities)


def store_lens(
    writer: TraceWriter, rows: Any, positions: np.ndarray, ids: Tensor, probabilities: Tensor, final: Tensor,
    put: Put = put_now,
) -> None:  # fmt: skip
    """ids and probabilities [rows, T, R] of these layers at these positions; final [T]: the model's own first choice."""
    arrays, where = writer.arrays["lens"], np.ix_(np.asarray(rows), positions)
    for name, tensor in (("top_id", ids), ("top_prob", probabilities), ("agree", ids[..., 0] == final)):
        put(arrays[name], where, tensor)


def store_lens_alone(
    writer: TraceWriter, rows: Any, positions: np.ndarray, ids: Tensor, probabilities: Tensor, put: Put = put_now
) -> None:
    """ids and probabilities [rows, T, N] of what every stream of these layers would answer alone, at these positions."""
    arrays, where = writer.arrays["lens"], np.ix_(np.asarray(rows), positions)
    put(arrays["stream_id"], where, ids)
    put(arrays["stream_prob"], where, probabilities)


def write_drafts(
    writer: TraceWriter,
    span: Span,
    model: Transformer,
    ids: list[int],
    streams: Tensor,
    before: Tensor | None,
    cache: Cache,
) -> None:
    """What the draft block proposes for the token after each one: the streams of token i - 1 with token i propose i + 1."""
    known = streams[:, :-1] if before is None else torch.cat((before, streams[:, :-1]), 1)
    count = known.shape[1]
    if not count:
        return
    first = span.start + span.tokens - count  # the first token that is paired with the streams before it
    paired = torch.tensor([ids[-count:]], device=streams.device)
    logits, _ = model.draft(known, paired, cache, start=first - 1)
    best, proposed = logits[0].max(-1)
    store_drafts(writer, np.arange(first + 1, first + 1 + count), proposed, best - logits[0].logsumexp(-1))
    judge_drafts(writer, slice(first, span.start + span.tokens))


def store_drafts(writer: TraceWriter, positions: np.ndarray, ids: Tensor, logprobs: Tensor, put: Put = put_now) -> None:
    """Proposals [T] of the draft block for the tokens at these positions, of which the last may not have come yet."""
    arrays, room = writer.arrays["drafts"], int((positions < writer.capacity).sum())
    put(arrays["id"], positions[:room], ids[:room])
    put(arrays["id_logprob"], positions[:room], logprobs[:room])


def judge_drafts(writer: TraceWriter, tokens: slice) -> None:
    """Whether the proposals for these tokens, which have come, were right; -1 where there was none."""
    arrays, came = writer.arrays["drafts"], writer.arrays["tokens"]["id"][tokens]
    arrays["agree"][tokens] = np.where(arrays["id"][tokens] < 0, -1, arrays["id"][tokens] == came)

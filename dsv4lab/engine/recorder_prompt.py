"""PromptRecorder: the chunks of a prompt become rows of the trace, while the next chunk runs.

Of a prompt only the plan's queries are read out, since reading out every token costs more than the prompt; the rest is not
captured. Nothing here waits for the device. Tests: tests/engine/test_session.py.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from dsv4lab.capture.passes import ReadOut, ReadOutRows, RecordedPass, TokenStats
from dsv4lab.capture.point import PROMPT
from dsv4lab.engine.capture_buffer import CaptureBuffer, pieces, sent
from dsv4lab.engine.edited_head import changes_head, read_out
from dsv4lab.engine.recording import NextToken, Recording, none_may_miss
from dsv4lab.engine.transfer import ChunkTransfer
from dsv4lab.kernels.capture_norms_triton import stream_products_triton
from dsv4lab.kernels.head_triton import summarise_logits_triton

_LOGITS = 1 << 29  # logits of a prompt that are read out at a time: 2 GiB


class Chunk(NamedTuple):
    """Some tokens of a prompt on their way through the engine, made once and handed down.

    ids, sent        the tokens [T], on the host and where the first layers are
    start            position of the first one
    offsets          of the plan's queries among them, and `row`, the trace's row of the first of these
    buffer           where the pass leaves what is captured
    """

    ids: list[int]
    sent: Tensor
    start: int
    offsets: list[int]
    row: int
    buffer: CaptureBuffer


class PromptRecorder:
    """For every chunk: `buffer` before its pass, `record` behind it."""

    def __init__(self, recording: Recording) -> None:
        self.recording, self.engine, self.writer = recording, recording.engine, recording.writer
        self._points, self._wanted = recording.recorded(PROMPT), recording.wanted()
        # The writer is behind, since its thread is: where the next chunk goes is counted here.
        self._length, self._queries = self.writer.length, self.writer.queries  # with what is on its way

    def chunk(self, ids: list[int]) -> Chunk:
        """The next tokens of the prompt, as a pass and its record need them."""
        plan, start = self.recording.plan, self._length
        # Known before the pass, as attention writes its lists for these queries only.
        queries = plan.queries(range(start, start + len(ids)), self.recording.prompt_tokens) if plan.groups else []
        offsets = [query - start for query in queries]
        # Lists of what was read are made for the plan's queries; of none there are none.
        names = {name for name, (point, _) in self._points.items() if offsets or not point.listed}
        buffer = CaptureBuffer(names, self.engine.read_device)
        buffer.keep_only(offsets)
        chunk = Chunk(ids, sent(ids, self.engine.device), start, offsets, self._queries, buffer)
        self._length, self._queries = start + len(ids), self._queries + len(offsets)
        return chunk

    @torch.inference_mode()
    def record(
        self, chunk: Chunk, streams: list[Tensor], before: NextToken | None, drafted: Tensor | None = None
    ) -> NextToken:
        """Record a chunk that was just launched, and return what the model expects behind it; on the engine's `read_device`.

        streams   after the embedding and every layer [T, N, D]; those that nobody wants may be None
        before    what it expected of the chunk's first token
        drafted   the MTP block's streams [P, N, D] for the pairs that end in this chunk
        """
        started, transfer = time.perf_counter(), ChunkTransfer()
        self._refuse_holes(chunk)
        p = RecordedPass(
            self.writer, chunk.start, chunk.ids, chunk.row, chunk.offsets, self.recording.prompt_tokens,
            self._values(chunk.buffer, streams), self.engine.tokenizer, transfer.put, sampled=True, bias=self.recording.bias,
        )  # fmt: skip
        # By itself: the same whatever is captured.
        own = self._own_logits(chunk, streams[-1])
        expected = self._expected(streams[-1][-1:] if own is None else own[-1:], own is not None)
        for out in self._read_outs(p, chunk, streams, before, drafted, own):
            for group in self.recording.groups:
                group.write_read_out(p, out)
        for group in self.recording.groups:
            group.write(p)
        # On a stream of its own, so that copying runs beside the next chunk.
        transfer.send(self.recording.sides[-1])
        # Without `values`, which would hold the chunk's memory on the device until the thread is done.
        self.recording.thread.hand_over(self._writing(replace(p, values={}), transfer))
        self.recording.seconds += time.perf_counter() - started
        return expected

    def _writing(self, p: RecordedPass, transfer: ChunkTransfer) -> Callable[[], None]:
        """What the thread does with the chunk; the values on the device are not held for it."""
        writer, groups = self.writer, self.recording.groups

        def write() -> None:
            writer.begin_rows(len(p.queries))
            for group in groups:  # what is known here first, while the rest is on its way
                group.begin(p)
            # Numbers that the host knows are written while tensors are on their way.
            writer.positions["query"][p.query_rows] = p.start + np.array(p.queries, dtype=np.int64)
            transfer.write()
            for group in groups:
                group.finish(p)
            self.recording.learn(p.start, len(p.ids))
            # Last: from then on readers of the trace see these rows, which must be whole.
            writer.advance(len(p.ids), len(p.queries))

        return write

    def _refuse_holes(self, chunk: Chunk) -> None:
        """Every point that was asked for must have been given; the streams are kept by the layers' loop."""
        none_may_miss([
            name
            for name in sorted(chunk.buffer.wanted - chunk.buffer.values.keys())
            if not name.startswith("streams.")
            and self._points[name][0].passes(self._points[name][1], chunk.start, len(chunk.ids), self.engine.config)
        ])  # fmt: skip

    def _values(self, buffer: CaptureBuffer, streams: list[Tensor]) -> dict[str, Tensor]:
        """The chunk's values with the model's axes, of sampled points the plan's queries; and the streams' products."""
        assert buffer.queries is not None
        values: dict[str, Tensor] = {}
        for group in self.recording.groups:
            for name in group.names(PROMPT, self.recording.layers(group.name), self.engine.config):
                value = buffer.values.get(name)
                if value is None:
                    continue
                point, _ = self._points[name]
                value = value[None] if point.flat else value
                cut = group.sampled and not point.listed
                # Cut on the device, so that only rows of the trace travel.
                values[name] = value[:, buffer.queries] if cut else value
        for name in self.recording.changed_scores():
            values[name] = buffer.values[name][None][:, buffer.queries]
        if layers := self._wanted.streams:
            kept = torch.stack([streams[layer + 1] for layer in layers])  # [L, T, N, D]
            values["streams.products"] = stream_products_triton(kept)
            if self._wanted.vectors:
                values["streams.vectors"] = torch.stack([kept[layers.index(i)] for i in self._wanted.vectors])
        return values

    def _own_logits(self, chunk: Chunk, streams: Tensor) -> Tensor | None:
        """Logits [T, V] of a chunk where edits change the head: every token's, since a rule acts on each of them once."""
        edits = self.recording.edits
        if not changes_head(edits):
            return None
        positions = torch.arange(chunk.start, chunk.start + len(chunk.ids), device=streams.device)
        return read_out(self.engine, edits, streams, positions, chunk.start)

    def _expected(self, last: Tensor, read: bool) -> NextToken:
        """Behind the last token: from its streams [1, N, D], or from its logits [1, V] if they were `read` out already."""
        logits = last if read else self.engine.read_out(last)
        return NextToken(TokenStats(*summarise_logits_triton(logits, self.writer.ranks)), logits)

    def _read_outs(
        self, p: RecordedPass, chunk: Chunk, streams: list[Tensor], before: NextToken | None, drafted: Tensor | None,
        own: Tensor | None,
    ) -> Iterator[ReadOut]:  # fmt: skip
        """What the head says: before the chunk, at the plan's queries of the trunk and the lens, and of the MTP block."""
        if before is not None:
            yield before.read_out_of(p.ids[0], p.start)
        if p.queries:
            yield from self._trunk(p, chunk, streams, own)
        if drafted is not None:
            yield from self._mtp(p, drafted)

    def _trunk(self, p: RecordedPass, chunk: Chunk, streams: list[Tensor], edited: Tensor | None) -> Iterator[ReadOut]:
        engine, wanted, config = self.engine, self._wanted, self.engine.config
        rows = ReadOutRows(wanted.lens, config.num_hidden_layers)
        after = sent(chunk.ids, engine.read_device).roll(-1)  # of the last one nothing is asked here
        each = rows.count * (config.hc_mult if wanted.alone and wanted.lens else 1)
        # In pieces: V logits a row would outgrow the pass's own memory.
        for part in pieces(p.queries, max(1, _LOGITS // (config.vocab_size * each))):
            where = sent(part, engine.read_device)
            logits = engine.read_out(torch.cat([streams[layer + 1][where] for layer in rows.read]))
            if edited is not None:  # the model's own rows; the lens says what layers would answer by themselves
                logits[-len(part) :] = edited[where]
            found = summarise_logits_triton(logits, self.writer.ranks)
            stats = TokenStats(*(value.unflatten(0, (rows.count, len(part))) for value in found))  # [rows, t, ...]
            own = logits[-len(part) :]  # [t, V]
            # What follows a chunk's last token is not here yet; the next chunk brings it.
            inside = sum(offset + 1 < len(p.ids) for offset in part)
            next_logits = own[:inside].gather(-1, after[where[:inside], None])[:, 0]
            yield ReadOut(
                rows, p.start + np.array(part), stats, next_logits, self._alone(streams, where),
                own if "logits" in wanted.points else None,
            )  # fmt: skip

    def _alone(self, streams: list[Tensor], where: Tensor) -> tuple[Tensor, Tensor] | None:
        """What every stream of the lens' layers would answer alone: ids and probabilities [L, T, N]."""
        engine, layers = self.engine, self._wanted.lens
        if not (self._wanted.alone and layers):
            return None
        vectors = engine.vectors_alone(torch.cat([streams[layer + 1][where] for layer in layers]))  # [L * t * N, D]
        log_sum, _, best, values = summarise_logits_triton(engine.logits(vectors), 1)
        shape = len(layers), len(where), engine.config.hc_mult
        return best.view(shape), (values[:, 0] - log_sum).exp().view(shape)

    def _mtp(self, p: RecordedPass, drafted: Tensor) -> Iterator[ReadOut]:
        """Behind the plan's queries, from the block's streams of the chunk's last pairs."""
        engine, first = self.engine, len(p.ids) - len(drafted)
        assert engine.weights.mtp is not None
        # The text's first token ends no pair, so it has no proposal.
        offsets = [offset for offset in p.queries if offset >= first]
        for part in pieces(offsets, max(1, _LOGITS // engine.config.vocab_size)):
            where = sent([offset - first for offset in part], engine.read_device)
            logits = engine.read_out(drafted[where], engine.weights.mtp.head_site)
            stats = TokenStats(*(value[None] for value in summarise_logits_triton(logits, 1)))
            yield ReadOut(ReadOutRows(mtp=True), p.start + np.array(part), stats)

"""StepRecorder: what decoding steps left in their frames becomes rows of the trace, frames of many steps at a time.

Tests: tests/engine/test_session.py.
"""

from __future__ import annotations

import time

import numpy as np
from torch import Tensor

from dsv4lab.capture.passes import ReadOut, RecordedPass, TokenStats
from dsv4lab.capture.point import NEW_ENTRY, STEPS
from dsv4lab.engine.capture_buffer import FrameBuffer
from dsv4lab.engine.decoder import Decoder
from dsv4lab.engine.recording import NextToken, Recording, none_may_miss
from dsv4lab.engine.transfer import FrameTransfer


class StepRecorder:
    """For the steps of one decoder; `before` is what was expected of its first token."""

    def __init__(self, recording: Recording, decoder: Decoder, before: NextToken) -> None:
        # Each stage's frame has its own layers' points; the last one's also what the head said.
        self._frames = [share.buffer for share in decoder.shares if isinstance(share.buffer, FrameBuffer)]
        # A frame's layout is fixed, so what all of them lack no step will give: said before the first one.
        none_may_miss(sorted(decoder.wanted.names().difference(*(frame.layout for frame in self._frames))))
        self.recording, self._rows = recording, decoder.rows
        self._points, self._before = recording.recorded(STEPS), before

    def transfer(self, decoder: Decoder) -> FrameTransfer:
        """What takes the decoder's frames here.

        It is not kept: two objects that hold each other wait for a garbage collection, and the decoder's graph with them.
        """
        return FrameTransfer(decoder.shares, self.recording.thread, self._write, self.recording.sides)

    def _write(self, frames: list[Tensor]) -> None:
        """Frames [R, bytes / 4] of R consecutive steps, on the host and one of each stage, into the arrays."""
        started, writer, recording = time.perf_counter(), self.recording.writer, self.recording
        read = {
            name: frame.view(rows, name)
            for frame, rows in zip(self._frames, frames, strict=True)
            for name in frame.layout
        }
        start, count, row = writer.length, len(frames[0]), writer.queries
        writer.begin_rows(count)
        # Of decoded tokens each is kept, whatever the plan says of the prompt's.
        writer.positions["query"][row : row + count] = np.arange(start, start + count)
        p = RecordedPass(
            writer, start, [int(token) for token in read["id"].flatten()], row, list(range(count)), recording.prompt_tokens,
            self._values(read, start), recording.engine.tokenizer, sampled=True, bias=recording.host_bias,
        )  # fmt: skip
        outs = [self._read_out(read, start)]
        if self._before is not None:
            stats = TokenStats(*(value.cpu() for value in self._before.stats))
            outs.insert(0, NextToken(stats, self._before.logits.cpu()).read_out_of(p.ids[0], start))
            # Once: of later tokens the step before has told what was expected.
            self._before = None
        for group in recording.groups:
            group.begin(p)
            for out in outs:
                group.write_read_out(p, out)
            group.write(p)
        for group in recording.groups:
            group.finish(p)
        recording.learn(start, count)
        # Last: readers see only whole rows.
        writer.advance(count, count)
        recording.seconds += time.perf_counter() - started

    def _values(self, read: dict[str, Tensor], start: int) -> dict[str, Tensor]:
        """Values of R steps [R, 1, ...] with the model's axes [1, R, ...]; the streams' with their layers in front."""
        values = {
            name: read[name][:, :, 0].transpose(0, 1)
            for name in ("streams.products", "streams.vectors") if name in read
        }  # fmt: skip
        config = self.recording.engine.config
        for name, (point, layer) in self._points.items():
            if not name.startswith("layers."):
                continue  # logits are part of what was read out
            value = read[name]
            if not point.flat and point.when != NEW_ENTRY:
                value = value[:, 0]  # the one token of a step
            value = value.transpose(0, 1)
            if point.when == NEW_ENTRY:  # a step writes them only when its token completes an entry
                # Which steps these are follows from their positions alone.
                full = [i for i in range(value.shape[1]) if point.passes(layer, start + i, 1, config)]
                value = value[:, full]
            values[name] = value
        return values

    def _read_out(self, read: dict[str, Tensor], start: int) -> ReadOut:
        """What the head said in every step; the layout of its rows is the decoder's."""
        count, capacity = len(read["id"]), self.recording.writer.capacity
        names = ("log_sum", "entropy", "top_ids", "top_logits")
        stats = TokenStats(*(read[name].transpose(0, 1) for name in names))  # [rows, R, ...]
        # The last token that fits has a next one, drawn already, but no row for it.
        known = max(0, min(count, capacity - start - 1))
        alone = None
        if "alone_ids" in read:
            shape = count, len(self._rows.lens), -1  # [R, L, N]
            share = (read["alone_logits"][..., 0] - read["alone_log_sum"]).exp()
            alone = (
                read["alone_ids"].reshape(shape).transpose(0, 1),
                share.reshape(shape).transpose(0, 1),
            )
        logits = read["logits"][:, 0] if "logits" in read else None
        return ReadOut(self._rows, np.arange(start, start + count), stats, read["next_logit"][:known, 0], alone, logits)

"""One text being written by the engine: the same face as generation.Run, which the reference uses.

Surprising: while the host looks at a token the device already makes the next one, so stop() takes effect after the token
that is under way, and nothing has to be undone. A branch reads its prefix again, which is one pass of a prompt.
Tests: tests/test_engine_session.py.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor

from dsv4lab.capture.pieces import display
from dsv4lab.capture.plan import Plan
from dsv4lab.capture.trace_writer import TraceWriter
from dsv4lab.engine.decoder import Decoder, Drawing, Next
from dsv4lab.engine.drafts import Drafts
from dsv4lab.engine.engine import Engine
from dsv4lab.engine.filing import FrameDrain
from dsv4lab.engine.recorder import EngineRecorder, Seen
from dsv4lab.engine.tape import Tape, pieces, sent
from dsv4lab.errors import PromptError
from dsv4lab.generation import Sampling, Step, TextRun, until_ended
from dsv4lab.kernels.read_out_triton import summarise_logits_triton


class EngineRun(TextRun):
    """A text of the engine; `cache` is its State, `logits` [1, V] those of the token that comes next."""

    def __init__(self, model: Engine, writer: TraceWriter, plan: Plan, prompt_tokens: int) -> None:
        super().__init__(model, writer, plan, prompt_tokens)
        # A trace with drafts has a row for the token after the last; the cache has not, or its lists would be longer.
        self.cache = model.new_state(writer.capacity - writer.has("drafts"))
        self.drafts = Drafts(model) if writer.has("drafts") else None
        self.seen: Seen | None = None

    @property
    def logits(self) -> Tensor | None:
        return None if self.seen is None else self.seen.logits

    def stretch(
        self,
        prompt: list[int],
        draw: Sampling,
        stopped: Callable[[], bool],
        forced: int | None = None,
        on_prompt: Callable[[int, int], None] | None = None,
    ) -> Iterator[Step]:
        """Read `prompt`, then write up to `draw.max_new_tokens` tokens, the first being `forced` if given.

        on_prompt is told (tokens launched, tokens of the prompt) after each chunk. Whoever stops taking steps, by stop() or
        by closing the iterator, finds the one that was under way in the trace as well.
        """
        started, prefill, before, read = time.perf_counter(), 0.0, self.writer.length, 0
        recorder = EngineRecorder(self.model, self.writer, self.plan, self.prompt_tokens)

        def cost() -> dict[str, Any]:
            return {
                "seconds": time.perf_counter() - started, "prefill_seconds": prefill,
                "capture_seconds": recorder.seconds, "waited_seconds": recorder.filer.waited,
                "new_tokens": max(0, self.writer.length - before - read), "cache_bytes": self.cache_bytes(),
            }  # fmt: skip

        with until_ended(self.writer, cost) as ending, self._memory(), recorder:
            for ids in pieces(prompt, self.model.chunk):
                if stopped():
                    ending.word = "stopped"
                    return
                self._read(ids, recorder)
                read += len(ids)
                if on_prompt is not None:
                    on_prompt(read, len(prompt))
            recorder.filer.join()
            prefill = time.perf_counter() - started
            made, last = 0, None
            for step in self._write(draw, recorder, stopped, forced) if draw.max_new_tokens else ():
                made, last = made + 1, step.id
                yield step
            if made < draw.max_new_tokens or last == self.end:
                ending.word = "end marker" if last == self.end else "stopped"

    @contextmanager
    def _memory(self) -> Iterator[None]:
        """Running out of the device's memory is told in words; the trace up to there and the session stay usable."""
        try:
            yield
        except torch.OutOfMemoryError as error:
            raise PromptError(
                f"the device ran out of memory after {self.writer.length:,} tokens. The trace up to there is kept. Use a "
                f"shorter prompt or smaller passes (model.chunk = {max(256, self.model.chunk // 4)}), then run again."
            ) from error

    @property
    def end(self) -> int:
        """Id of the end marker, -1 where the model has no tokenizer."""
        return -1 if self.model.tokenizer is None else self.model.tokenizer.eos_id

    def cache_bytes(self) -> int:
        """Bytes of the cache really in use, the draft block's included."""
        return self.cache.bytes() + (0 if self.drafts is None else self.drafts.state.bytes())

    @torch.inference_mode()
    def _read(self, ids: list[int], recorder: EngineRecorder) -> None:
        tape = recorder.tape(len(ids))
        streams, drafted = self._pass(ids, tape)
        self.seen = recorder.record_chunk(ids, streams, tape, self.seen, drafted)

    def _pass(self, ids: list[int], tape: Tape) -> tuple[list[Tensor], Tensor | None]:
        """A chunk of the prompt through the trunk, and its pairs through the draft block if drafts are kept."""
        start, on_device = self.cache.length, sent(ids, self.model.device)
        streams = self.model.layers.run(on_device[None], self.cache, tape)
        return streams, None if self.drafts is None else self.drafts.read(on_device, streams[-1], start)

    def _write(
        self, draw: Sampling, recorder: EngineRecorder, stopped: Callable[[], bool], forced: int | None
    ) -> Iterator[Step]:
        assert self.seen is not None
        drawing = Drawing(draw.temperature, draw.top_p, draw.seed)
        decoder = Decoder(self.model, self.cache, recorder.wanted(), drawing, self.drafts)
        drain = recorder.attach(decoder, self.seen)
        token, made, launched = decoder.begin(self.seen.logits, forced), 0, 0
        begun = time.perf_counter()
        try:
            while made < draw.max_new_tokens:
                # One step ahead of the one that is looked at, unless the text ends with it.
                ahead = 1 if stopped() or token.id == self.end else 2
                while launched < min(made + ahead, draw.max_new_tokens):
                    drain.before_launch()
                    decoder.launch()
                    launched += 1
                following = self._counted(decoder, drain, made)
                made += 1
                seconds, begun = time.perf_counter() - begun, time.perf_counter()
                yield self._step(token, seconds)
                if token.id == self.end or (stopped() and made == launched):
                    break
                token = following
        finally:
            # A step under way is in the cache already: it counts, and the run can go on behind it.
            for step in range(made, launched):
                self._counted(decoder, drain, step)
            drain.flush()
            logits = decoder.logits.clone()
            self.seen = Seen(*summarise_logits_triton(logits, decoder.wanted.ranks), logits)

    def _counted(self, decoder: Decoder, drain: FrameDrain, step: int) -> Next:
        """What a launched step drew; its token now belongs to the text."""
        following = decoder.result(step)
        self.cache.length += 1
        if self.drafts is not None:
            self.drafts.state.length += 1
        drain.confirm()
        return following

    def _step(self, token: Next, seconds: float) -> Step:
        tokenizer = self.model.tokenizer
        piece = "" if tokenizer is None else display(tokenizer.token_bytes(token.id))
        return Step(self.cache.length - 1, token.id, piece, token.logprob, token.entropy, seconds)

    def make_room(self, new_tokens: int) -> None:
        """Let trace and cache hold this many more tokens than they have."""
        super().make_room(new_tokens)
        length = self.writer.length
        if length + new_tokens > self.cache.capacity:
            larger = self.model.new_state(length + new_tokens)
            larger.take(self.cache)
            self.cache = larger

    def branch(self, position: int) -> EngineRun:
        """A run that holds the first `position` tokens of this one, read again; its trace is a copy of this trace's."""
        twin = EngineRun(self.model, self.writer.prefix(position), self.plan, min(self.prompt_tokens, position))
        ids = self.writer.arrays["tokens"]["id"][:position].tolist()
        tape = Tape((), self.model.device)
        with torch.inference_mode():
            for part in pieces(ids, self.model.chunk):
                streams, _ = twin._pass(part, tape)
            logits = self.model.read_out(streams[-1][-1:])
            ranks = self.writer.arrays["tokens"]["top_id"].shape[1]
            twin.seen = Seen(*summarise_logits_triton(logits, ranks), logits)
        return twin

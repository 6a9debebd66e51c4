"""One text being written by the engine: the same face as the reference's (interfaces.Text).

Surprising: while the host looks at a token the device already makes the next one, so stop() takes effect after the token
that is under way, and nothing has to be undone. A branch reads its prefix again, which is one pass of a prompt.
Tests: tests/engine/test_session.py.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor

from dsv4lab.capture import points
from dsv4lab.capture.passes import TokenStats
from dsv4lab.capture.plan import Plan
from dsv4lab.capture.trace_writer import TraceWriter
from dsv4lab.engine.capture_buffer import CaptureBuffer, pieces, sent
from dsv4lab.engine.decoder import Decoder, DrawnToken
from dsv4lab.engine.edited_head import read_out
from dsv4lab.engine.edits import EDITED_CHUNK, Edits
from dsv4lab.engine.kv_cache import EngineCache
from dsv4lab.engine.model import EngineModel
from dsv4lab.engine.mtp import MTP
from dsv4lab.engine.recorder_prompt import PromptRecorder
from dsv4lab.engine.recorder_steps import StepRecorder
from dsv4lab.engine.recording import NextToken, Recording
from dsv4lab.engine.stages import on
from dsv4lab.engine.transfer import FrameTransfer
from dsv4lab.errors import DeviceMemoryError, NotFiniteError
from dsv4lab.generation.sampling import SamplingParams
from dsv4lab.generation.steps import BaseText, Step
from dsv4lab.interventions.rule import Rule
from dsv4lab.kernels.head_triton import summarise_logits_triton
from dsv4lab.kernels.sampling import sample_token


class EngineText(BaseText):
    """A text of the engine; `cache` is its EngineCache, `logits` [1, V] those of the token that comes next."""

    def __init__(
        self, model: EngineModel, writer: TraceWriter, plan: Plan, prompt: list[int], rules: Sequence[Rule] = ()
    ) -> None:
        super().__init__(model, writer, plan, prompt)
        self.model, self.rules = model, tuple(rules)
        self.edits: Edits | None = None
        self.mtp: MTP | None = None
        self.next_token: NextToken | None = None
        self._on_its_way: Callable[[], None] | None = None  # while steps are taken: writes their frames into the trace
        self._cut_off = False  # a pass was: what the device holds may be a token ahead or behind
        # A trace with drafts has a row for the token after the last; the cache has not, or its lists would be longer.
        self._begin(writer.capacity - writer.has("mtp"))

    def _begin(self, capacity: int) -> None:
        """Nothing has been read."""
        # A new one, and not the old one cleared: its capacity may differ.
        self.cache = self.model.new_cache(capacity)
        if self.rules:  # what they kept and counted begins anew with the text
            self.edits = Edits(self.model, self.rules, capacity)
        if self.writer.has("mtp"):
            self.mtp = MTP(self.model)
            self.cache.mtp = self.mtp.cache

    @property
    def logits(self) -> Tensor | None:
        return None if self.next_token is None else self.next_token.logits

    def stretch(
        self,
        sampling: SamplingParams,
        stopped: Callable[[], bool],
        forced: int | None = None,
        on_prompt: Callable[[int, int], None] | None = None,
    ) -> Generator[Step]:
        """Read what is unread of the prompt, then write up to `sampling.max_new_tokens` tokens, the first being `forced` if
        given.

        on_prompt is told (tokens launched, tokens of the prompt) after each chunk. Whoever stops taking steps, by stop() or
        by closing the iterator, finds the one that was under way in the trace as well.
        """
        started, prefill, before = time.perf_counter(), 0.0, max(self.writer.length, len(self.prompt))
        recording = Recording(self.model, self.writer, self.plan, self.prompt_tokens, self.edits)

        def cost() -> dict[str, Any]:
            return {
                "seconds": time.perf_counter() - started, "prefill_seconds": prefill,
                "capture_seconds": recording.seconds, "waited_seconds": recording.thread.waited,
                "new_tokens": max(0, self.writer.length - before), "cache_bytes": self.cache.bytes(),
            }  # fmt: skip

        with self.until_ended(cost) as ending, self._whole_passes(), self._memory(), recording:
            recorder = PromptRecorder(recording)
            # Tokens are what is certain: they are in the trace, so the device's cache is made again of them.
            if self._cut_off:
                self._read_again(self.writer.length, self.cache.capacity)
            while (at := self.cache.length) < len(self.prompt):
                if stopped():
                    ending.word = "stopped"
                    return
                self._read(self.prompt[at : at + self._chunk], recorder)
                if on_prompt is not None:
                    on_prompt(self.cache.length, len(self.prompt))
            if sampling.max_new_tokens and self.next_token is not None:
                # Its rows are gigabytes where a model is deep: they are written while the first tokens are made.
                self.next_token.stats.log_sum.cpu()
            else:
                recording.thread.join()
            # When the answer is there, or what is left of the prompt would be counted as decoding.
            prefill = time.perf_counter() - started
            made, last = 0, None
            write = self._write_heard if self.model.listeners else self._write
            for step in write(sampling, recorder, stopped, forced) if sampling.max_new_tokens else ():
                made, last = made + 1, step.id
                yield step
            if made < sampling.max_new_tokens or last in self.ends:
                ending.word = "end marker" if last in self.ends else "stopped"
            if self.edits is not None and ending.word != "stopped":
                self.edits.require_numbers()
                self.edits.require_fired()  # an edit that did nothing would be taken for one without effect

    @property
    def _chunk(self) -> int:
        """Prompt tokens per pass: fewer with edits, since what is computed by its definition needs more memory."""
        return min(self.model.chunk, EDITED_CHUNK) if self.rules else self.model.chunk

    @contextmanager
    def _whole_passes(self) -> Generator[None]:
        """Whatever interrupts a pass, the text goes on from its trace: its tokens are then read again."""
        try:
            yield
        except GeneratorExit:
            raise
        except BaseException:
            self._cut_off = True
            raise

    @contextmanager
    def _memory(self) -> Generator[None]:
        """Running out of the device's memory is told in words; the trace up to there and the session stay usable."""
        try:
            yield
        except torch.OutOfMemoryError as error:
            raise DeviceMemoryError(
                f"the device ran out of memory after {self.writer.length:,} tokens. The trace up to there is kept. Use a "
                f"shorter prompt or smaller passes (model.chunk = {max(256, self.model.chunk // 4)}), then run again."
            ) from error

    @torch.inference_mode()
    def _read(self, ids: list[int], recorder: PromptRecorder) -> None:
        with self.model.lock, on(self.model.read_device):
            # The lock holds for pass and record: both use scratch that another text's pass would write over.
            chunk = recorder.chunk(ids)
            streams, drafted = self._pass(chunk.ids, chunk.sent, chunk.buffer)
            self.next_token = recorder.record(chunk, streams, self.next_token, drafted)

    def _pass(self, ids: list[int], on_device: Tensor, buffer: CaptureBuffer) -> tuple[list[Tensor], Tensor | None]:
        """ids [T] of a prompt's chunk through the trunk, and their pairs through the draft block if drafts are kept.

        on_device   the same ids where the first layers are
        """
        start = self.cache.length
        streams = self._trunk(on_device[None], buffer)
        drafts = self.mtp
        return streams, None if drafts is None else drafts.read(sent(ids, self.model.read_device), streams[-1], start)

    def _trunk(self, ids: Tensor, buffer: CaptureBuffer) -> list[Tensor]:
        """ids [1, T] through all layers; whoever listens hears every query, and the recorder gets those of its plan."""
        model = self.model
        if not model.listeners:
            return model.layers.run(ids, self.cache, buffer, edits=self.edits)
        # A second buffer, as the recorder's leaves out queries that whoever listens should hear.
        heard = CaptureBuffer(buffer.wanted.union(name for name, _ in model.listeners), model.read_device)
        start = self.cache.length
        streams = model.layers.run(ids, self.cache, heard, edits=self.edits)
        model.tell(streams, heard, ids.shape, lambda last: self._logits(last, start))
        for name in buffer.wanted & heard.values.keys():
            thinned = points.row(name).listed and buffer.queries is not None
            buffer.values[name] = heard.values[name][:, buffer.queries] if thinned else heard.values[name]
        return streams

    def _write_heard(
        self, sampling: SamplingParams, recorder: PromptRecorder, stopped: Callable[[], bool], forced: int | None
    ) -> Iterator[Step]:
        """Like `_write`, for whoever listens to points: each token is a chunk of its own and gives all of them."""
        text, begun = self.text(), time.perf_counter()
        for made in range(sampling.max_new_tokens):
            if stopped():
                return
            assert self.next_token is not None  # of the token before
            log_sum, entropy = (float(value[0]) for value in self.next_token.stats[:2])
            logits = self.next_token.logits[0]
            if log_sum != log_sum:  # NaN
                self._blame_edits()
                raise NotFiniteError(self.cache.length - 1)
            chosen = forced if made == 0 and forced is not None else sample_token(
                logits, temperature=sampling.temperature, top_p=sampling.top_p, seed=sampling.seed,
                position=self.cache.length - 1,
            )  # fmt: skip
            self._read([chosen], recorder)
            recorder.recording.thread.join()
            seconds, begun = time.perf_counter() - begun, time.perf_counter()
            logprob = float(logits[chosen]) - log_sum
            yield Step(self.cache.length - 1, chosen, text.feed(chosen), logprob, entropy, seconds)
            if chosen in self.ends:
                return

    def _write(
        self, sampling: SamplingParams, recorder: PromptRecorder, stopped: Callable[[], bool], forced: int | None
    ) -> Iterator[Step]:
        assert self.next_token is not None
        with self.model.lock:
            wanted = recorder.recording.wanted()
            decoder = Decoder(self.model, self.cache, wanted, sampling, self.mtp, self.edits)
            # Before the first launch, since a recorder refuses frames that have a hole.
            transfer = StepRecorder(recorder.recording, decoder, self.next_token).transfer(decoder)
            token, made, launched, text = decoder.begin(self.next_token.logits, forced), 0, 0, self.text()

        def write_frames() -> None:
            with self.model.lock:
                transfer.flush()
            recorder.recording.thread.join()

        self._on_its_way = write_frames
        begun = time.perf_counter()
        try:
            while made < sampling.max_new_tokens:
                if token.logprob != token.logprob:  # NaN
                    self._blame_edits()
                    raise NotFiniteError(self.cache.length - 1)
                # One step ahead of the one that is looked at, unless the text ends with it.
                ahead = 1 if stopped() or token.id in self.ends else 2
                while launched < min(made + ahead, sampling.max_new_tokens):
                    with self.model.lock:
                        # Launching is a moment's work, so another text gets the lock between two steps.
                        transfer.before_launch()
                        decoder.launch()
                    launched += 1
                # Waits for this step while the one ahead already runs.
                following = self._counted(decoder, transfer, made)
                made += 1
                seconds, begun = time.perf_counter() - begun, time.perf_counter()
                yield Step(self.cache.length - 1, token.id, text.feed(token.id), token.logprob, token.entropy, seconds)
                if token.id in self.ends or (stopped() and made == launched):
                    break
                token = following
        finally:
            self._on_its_way = None
            # A step under way is in the cache already: it counts, and the run can go on behind it.
            for step in range(made, launched):
                self._counted(decoder, transfer, step)
            transfer.flush()
            with self.model.lock, on(self.model.read_device):
                # Cloned, since the decoder's memory goes with it.
                self.next_token = self._statistics(decoder.logits.clone())

    def _counted(self, decoder: Decoder, transfer: FrameTransfer, step: int) -> DrawnToken:
        """What a launched step drew; its token now belongs to the text."""
        following = decoder.result(step)
        # The device moved its own position in the step; the host's follows when the result is here.
        self.cache.length += 1
        if self.mtp is not None:
            self.mtp.cache.length += 1
        transfer.confirm()
        return following

    def _logits(self, streams: Tensor, start: int) -> Tensor:
        """Of the text's streams [M, N, D] from position `start` on, as the edits have them."""
        positions = torch.arange(start, start + len(streams), device=streams.device)
        return read_out(self.model, self.edits, streams, positions, start)

    def _blame_edits(self) -> None:
        """Raises EditError where it was a function of the edits that returned no numbers."""
        if self.edits is not None:
            self.edits.require_numbers()

    def _statistics(self, logits: Tensor) -> NextToken:
        return NextToken(TokenStats(*summarise_logits_triton(logits, self.writer.ranks)), logits)

    def catch_up(self) -> None:
        """Write the frames of all steps that were handed out, however few they are."""
        if self._on_its_way is not None:
            self._on_its_way()

    def make_room(self, new_tokens: int) -> None:
        """Let trace and cache hold this many more tokens than they have."""
        super().make_room(new_tokens)
        need = self.writer.length + self.unread + new_tokens
        if need > self.cache.capacity:
            # A captured step knows the old addresses, so the cache grows between stretches only.
            larger = self.model.new_cache(need)
            larger.take(self.cache)
            self.cache = larger
            if self.edits is not None:
                self.edits.grow(need)

    def cache_at(self, length: int) -> EngineCache:
        """An independent cache as it was after `length` tokens, which are read again."""
        with self._memory():
            twin = EngineText(self.model, self.writer.prefix(length), self.plan, [], self.rules)
            twin._read_again(length, length)
        return twin.cache

    def branch(self, position: int) -> EngineText:
        """A run that holds the first `position` tokens of this one, read again; its trace is a copy of this trace's."""
        with self._memory():
            twin = EngineText(self.model, self.writer.prefix(position), self.plan, [], self.rules)
            twin._read_again(position, twin.cache.capacity)
        return twin

    @torch.inference_mode()
    def _read_again(self, length: int, capacity: int) -> None:
        """Begin again with the first `length` tokens of the trace."""
        self._cut_off = True
        # Until this is through, an interrupt leaves a text that has to be read again.
        self._begin(capacity)
        self.next_token = None
        buffer, streams = CaptureBuffer((), self.model.read_device), []  # nothing is captured: the trace has it
        with self.model.lock, on(self.model.read_device):
            for part in pieces(self.writer.arrays["tokens"]["id"][:length].tolist(), self._chunk):
                streams, _ = self._pass(part, sent(part, self.model.device), buffer)
            if streams:
                self.next_token = self._statistics(self._logits(streams[-1][-1:], length - 1))
        self._cut_off = False

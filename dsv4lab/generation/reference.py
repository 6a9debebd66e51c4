"""The reference body: the model in plain PyTorch, and a text that it writes.

A text can be continued after it ended and branched at any of its tokens; a branch shares nothing with its origin. A pass
that is cut off (an interrupt, an error) leaves the text as it was before it. Tests: tests/generation/test_session.py.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager
from typing import Any

import torch
from torch import Tensor

from dsv4lab.capture.listening import Listening, Points
from dsv4lab.capture.plan import Plan
from dsv4lab.capture.recorder import Late, Recorder
from dsv4lab.capture.trace_writer import TraceWriter
from dsv4lab.errors import NotFiniteError, RunError
from dsv4lab.generation.sampling import SamplingParams
from dsv4lab.generation.steps import BaseText, Step
from dsv4lab.interventions.editing import Editing
from dsv4lab.interventions.rule import Rule
from dsv4lab.kernels.sampling import sample_token
from dsv4lab.model.kv_cache import Cache, history_bytes
from dsv4lab.model.transformer import Transformer
from dsv4lab.threads import one_thread_for

CHUNK = 256  # prompt tokens per pass


class Reference(Transformer):
    """The model in plain PyTorch as a body that sessions can use: it also makes texts, and its points can be listened to."""

    def wait_until_ready(
        self,
        say: Callable[[str], None] | None = None,
        stopped: Callable[[], bool] = lambda: False,
        captured: bool = False,
    ) -> None:
        """Nothing is prepared here."""

    def check_edits(self, rules: Sequence[Rule]) -> list[str]:
        """Names of the places that these rules change. Raises EditError for rules that cannot be carried out here."""
        return Editing(self, rules).places

    def new_text(
        self,
        writer: TraceWriter,
        plan: Plan,
        prompt: list[int],
        *,
        rewindable: bool = True,
        edits: Sequence[Rule] = (),
    ) -> ReferenceText:
        """A text that begins with these ids and is written into `writer`; `rewindable` keeps every state of short ones,
        `edits` change what happens in it.
        """
        return ReferenceText(self, writer, plan, prompt, rewindable=rewindable, editing=Editing(self, edits))

    def bytes_beside(self, tokens: int, *, rewindable: bool = True) -> int:
        """Bytes that a text of this length keeps beside its cache, so that it can be gone back to."""
        return history_bytes(self.config, tokens, self.dtype.itemsize) if rewindable else 0

    @property
    def points(self) -> Points:
        """All points by name: `model.points[name].listen(function)`."""
        return Points(self.config, self._listen)

    def _listen(self, name: str, function: Callable[[Tensor], object]) -> Listening:
        def hear(_module: object, _args: object, value: Tensor) -> None:
            function(value)

        hear.only_listens = True  # type: ignore[attr-defined]  # read by HookPoint.may_change
        return Listening(self.get_submodule(name).register_forward_hook(hear).remove)


class ReferenceText(BaseText):
    """A text of the reference."""

    def __init__(
        self,
        model: Transformer,
        writer: TraceWriter,
        plan: Plan,
        prompt: list[int],
        *,
        rewindable: bool = True,
        editing: Editing | None = None,
    ) -> None:
        super().__init__(model, writer, plan, prompt)
        self.model, self.editing = model, Editing(model, ()) if editing is None else editing
        kept = rewindable and history_bytes(model.config, writer.capacity, model.dtype.itemsize) > 0
        self.cache = Cache(model.config, rewindable=kept)
        self.logits: Tensor | None = None  # [1, 1, V], of the token that comes next
        self.streams: Tensor | None = None  # [1, 1, N, D], of the last token
        self.late: list[Late] = []  # passes whose lens and drafts an interrupt kept from being written
        self.drafted: Tensor | None = None  # [1, 1, N, D], of the last token whose drafts are written

    def stretch(
        self,
        sampling: SamplingParams,
        stopped: Callable[[], bool],
        forced: int | None = None,
        on_prompt: Callable[[int, int], None] | None = None,
    ) -> Generator[Step]:
        """Read what is unread of the prompt, then write up to `sampling.max_new_tokens` tokens, the first being `forced` if
        given.

        on_prompt is told (tokens read, tokens of the prompt) after each chunk.
        """
        started, prefill, made = time.perf_counter(), 0.0, 0
        recorder = self._recorder()

        def cost() -> dict[str, Any]:
            self.late, self.drafted = recorder.late, recorder.drafted
            return {
                "seconds": time.perf_counter() - started, "prefill_seconds": prefill,
                "capture_seconds": recorder.seconds, "new_tokens": made, "cache_bytes": self.cache.bytes(),
                "branching_bytes": self.cache.history_bytes(),
            }  # fmt: skip

        # Edits before the recorder: what is written is what was used.
        with self.until_ended(cost) as ending, self.editing.attached(), recorder:
            while (at := self.writer.length) < len(self.prompt):
                if stopped():
                    ending.word = "stopped"
                    return
                self._pass(self.prompt[at : at + CHUNK], recorder)
                if on_prompt is not None:
                    on_prompt(self.writer.length, len(self.prompt))
            prefill = time.perf_counter() - started
            text = self.text()
            while made < sampling.max_new_tokens:
                if stopped():
                    ending.word = "stopped"
                    return
                begun = time.perf_counter()
                with one_thread_for(self.model):  # not at the yield: whoever takes the steps keeps their number
                    chosen = forced if made == 0 and forced is not None else self._draw(sampling)
                    self._pass([chosen], recorder)
                made += 1
                yield self._step(chosen, text.feed(chosen), time.perf_counter() - begun)
                if chosen in self.ends:
                    ending.word = "end marker"
                    break
            self.editing.require_fired()  # an edit that did nothing would be taken for one without effect

    def _recorder(self) -> Recorder:
        """One that goes on where the last one ended."""
        recorder = Recorder(self.model, self.writer, self.plan, self.prompt_tokens)
        recorder.resume(self.logits, self.drafted if self.late else self.streams, self.late, self.cache)
        return recorder

    def cache_at(self, length: int) -> Cache:
        """An independent cache as it was after `length` tokens: copied where every state was kept, otherwise read again."""
        return self.cache.at(length) if self.cache.rewindable else self._read_again(length)[0]

    def branch(self, position: int) -> ReferenceText:
        """A run that holds the first `position` tokens of this one; 1 <= position <= tokens so far."""
        if self.late:
            recorder = self._recorder()
            recorder.write_late()
            self.late, self.drafted = recorder.late, recorder.drafted
        twin = type(self)(
            self.model, self.writer.prefix(position), self.plan, [], rewindable=self.cache.rewindable,
            editing=self.editing.before(position),
        )  # fmt: skip
        if not self.cache.rewindable:
            twin.cache, twin.streams, twin.logits, twin.editing = self._read_again(position)
            return twin
        last = int(self.writer.arrays["tokens"]["id"][position - 1])
        twin.cache, twin.editing = self.cache.at(position - 1), self.editing.before(position - 1)
        with one_thread_for(self.model), twin.editing.attached(), twin._edited([last]):
            twin._forward([last])
        twin.cache.mtp = self.cache.at(position).mtp  # the drafts of the prefix, which were not run again
        return twin

    @torch.inference_mode()
    def _read_again(self, length: int) -> tuple[Cache, Tensor, Tensor, Editing]:
        """The first `length` tokens, and their pairs through the draft block: the cache, the last streams [1, 1,
        N, D] and logits [1, 1, V], and the edits as they are then.
        """
        cache, before, editing = Cache(self.model.config), None, self.editing.before(0)
        ids = torch.tensor([self.writer.arrays["tokens"]["id"][:length].tolist()], device=self.model.device)
        with one_thread_for(self.model), editing.attached():
            for part in torch.split(ids, CHUNK, 1):
                with editing.of_pass(part, cache):
                    streams = self.model.run_layers(part, cache)
                known = streams[:, :-1] if before is None else torch.cat((before, streams[:, :-1]), 1)
                count, before = known.shape[1], streams[:, -1:].clone()
                if self.writer.has("mtp") and count:
                    self.model.draft(known, part[:, -count:], cache, start=cache.length - count - 1)
            assert before is not None  # at least one token
            with editing.of_pass(ids[:, -1:], cache, start=length - 1):
                logits = self.model.read_out(before)
        return cache, before, logits, editing

    def _draw(self, sampling: SamplingParams) -> int:
        if self.logits is None:
            raise RunError("the run has read no token, so nothing can come next; give a prompt with at least one.")
        if self.logits.isnan().any():
            raise NotFiniteError(self.writer.length - 1)
        return sample_token(
            self.logits[0, -1], temperature=sampling.temperature, top_p=sampling.top_p, seed=sampling.seed,
            position=self.writer.length - 1,
        )  # fmt: skip

    def _pass(self, ids: list[int], recorder: Recorder) -> None:
        """Run and record these tokens, or leave everything as it was."""
        length, restore, before = self.writer.length, self.cache.mark(), (self.logits, self.streams)
        try:
            # What the edits read of a run without them comes first, so that the recorder does not hear it.
            # What is recorded counts, too: the lens and the draft block run matrices of their own.
            with one_thread_for(self.model):
                with self._edited(ids), recorder.listening():
                    logits, streams = self._forward(ids)
                recorder.record(ids, logits, streams, self.cache)
        except BaseException:
            if self.writer.length == length:  # the token did not get into the trace: it has not been
                restore()
                self.logits, self.streams = before
                self.writer.clear_unfinished()
            raise

    def _edited(self, ids: list[int]) -> AbstractContextManager[None]:
        """The next pass is over these ids, and this text's edits act in it."""
        return self.editing.of_pass(torch.tensor([ids], device=self.model.device), self.cache)

    def _forward(self, ids: list[int]) -> tuple[Tensor, Tensor]:
        new = torch.tensor([ids], device=self.model.device)
        with torch.inference_mode():
            streams = self.model.run_layers(new, self.cache)
            logits = self.model.read_out(streams)
            self.logits, self.streams = logits[:, -1:].clone(), streams[:, -1:].clone()
        return logits, streams

    def _step(self, chosen: int, piece: str, seconds: float) -> Step:
        position, tokens = self.writer.length - 1, self.writer.arrays["tokens"]
        logprob, entropy = float(tokens["logprob"][position]), float(tokens["entropy"][position])
        return Step(position, chosen, piece, logprob, entropy, seconds)

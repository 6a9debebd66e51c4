"""One text being written: its state, its growing trace and what the model expects next.

A Run can be continued after it ended and branched at any of its tokens; a branch shares nothing with its origin. A pass
that is cut off (an interrupt, an error) leaves the text as it was before it. Tests: tests/test_session.py.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

import torch
from torch import Tensor

from dsv4lab.capture.checks import check_trace
from dsv4lab.capture.plan import Plan, layout_of
from dsv4lab.capture.recorder import Late, Recorder
from dsv4lab.capture.trace_writer import TraceWriter
from dsv4lab.errors import NotFiniteError, PromptError
from dsv4lab.generation.sampling import Sampling
from dsv4lab.kernels.draw_token import draw_token
from dsv4lab.model.cache import Cache, history_bytes
from dsv4lab.model.transformer import Transformer
from dsv4lab.text import TextStream

CHUNK = 256  # prompt tokens per pass
# Matrices of a model this narrow are too small to share: threads waiting for each other gain nothing, and cost tenfold as
# soon as a browser wants a core.
_SMALL = 1024


@dataclass(frozen=True)
class Step:
    """One generated token, as the model saw it before it came.

    token     its position
    piece     the text that became complete with it: a character of several tokens comes with its last one
    logprob   nats, like entropy of the model's whole distribution, whatever temperature and top-p then made of it; NaN on
              the engine where the plan keeps nothing
    seconds   since the step before
    """

    token: int
    id: int
    piece: str
    logprob: float
    entropy: float
    seconds: float


def new_run(model: Any, writer: TraceWriter, plan: Plan, prompt: list[int], *, rewindable: bool = True) -> Any:
    """A Run of the model's own engine."""
    if model.engine == "triton":
        from dsv4lab.engine.text import EngineRun  # needs Triton

        return EngineRun(model, writer, plan, prompt)
    return Run(model, writer, plan, prompt, rewindable=rewindable)


@dataclass
class Ending:
    """How a stretch ended, in the word that its trace will hold."""

    word: str = "max_new_tokens"


class TextRun:
    """What every engine keeps of a text; `settings` of its first stretch are in `writer.run`.

    prompt   its ids; a run stopped in its prompt goes on there
    """

    def __init__(self, model: Any, writer: TraceWriter, plan: Plan, prompt: list[int]) -> None:
        self.model, self.writer, self.plan = model, writer, plan
        self.prompt_tokens: int = writer.run["prompt_tokens"]
        self.prompt = prompt
        self._spent: dict[str, Any] = {}

    @property
    def unread(self) -> int:
        """How many tokens of the prompt no pass has read yet."""
        return max(0, len(self.prompt) - self.writer.length)

    @property
    def ends(self) -> frozenset[int]:
        """Ids after which a text is over."""
        tokenizer = self.model.tokenizer
        return self.model.end_ids or (frozenset() if tokenizer is None else tokenizer.end_ids)

    def text(self) -> TextStream:
        """Turns the ids that come into text, beginning with the character that the last tokens may have left unfinished."""
        text = TextStream(self.model.tokenizer)
        for token in self.writer.arrays["tokens"]["id"][max(0, self.writer.length - 4) : self.writer.length].tolist():
            text.feed(token)
        return text

    def make_room(self, new_tokens: int) -> None:
        """Let the trace hold this many more tokens than it has, the rest of the prompt included."""
        length = self.writer.length + self.unread
        layout = layout_of(self.plan, self.model.config, self.prompt_tokens, length + new_tokens - self.prompt_tokens)
        self.writer.reserve(layout.capacity, layout.sizes)

    @contextmanager
    def until_ended(self, cost: Callable[[], dict[str, Any]]) -> Iterator[Ending]:
        """However a stretch ends, its trace is finished: with the ending's word, what the run cost so far, and the
        checks.
        """
        ending = Ending()
        try:
            yield ending
        except GeneratorExit:
            ending.word = "closed"
            raise
        except KeyboardInterrupt:
            ending.word = "interrupted"
            raise
        except BaseException as error:
            full = isinstance(error.__cause__, torch.OutOfMemoryError)
            ending.word = "out of memory" if full else f"failed: {str(error) or type(error).__name__}"
            raise
        finally:
            last = cost()
            sums = {k: v + self._spent.get(k, 0) for k, v in last.items() if not k.endswith("_bytes")}
            self._spent = {**last, **sums}
            self.writer.finish(ended=ending.word, cost=self._spent, checks=check_trace(self.writer.trace))

    def resumes(self, draw: Sampling) -> None:
        """The trace grows again, its new tokens drawn with these settings."""
        entry = {"token": self.writer.length, **asdict(draw)}
        self.writer.reopen(resumed=[*self.writer.run.get("resumed", []), entry])


class Run(TextRun):
    """A text of the reference model."""

    def __init__(
        self, model: Transformer, writer: TraceWriter, plan: Plan, prompt: list[int], *, rewindable: bool = True
    ) -> None:
        super().__init__(model, writer, plan, prompt)
        kept = rewindable and history_bytes(model.config, writer.capacity, model.dtype.itemsize) > 0
        self.cache = Cache(model.config, rewindable=kept)
        self.logits: Tensor | None = None  # [1, 1, V], of the token that comes next
        self.streams: Tensor | None = None  # [1, 1, N, D], of the last token
        self.late: list[Late] = []  # passes whose lens and drafts an interrupt kept from being written
        self.drafted: Tensor | None = None  # [1, 1, N, D], of the last token whose drafts are written

    def stretch(
        self,
        draw: Sampling,
        stopped: Callable[[], bool],
        forced: int | None = None,
        on_prompt: Callable[[int, int], None] | None = None,
    ) -> Iterator[Step]:
        """Read what is unread of the prompt, then write up to `draw.max_new_tokens` tokens, the first being `forced` if
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

        with self.until_ended(cost) as ending, recorder:
            while (at := self.writer.length) < len(self.prompt):
                if stopped():
                    ending.word = "stopped"
                    return
                self._pass(self.prompt[at : at + CHUNK], recorder)
                if on_prompt is not None:
                    on_prompt(self.writer.length, len(self.prompt))
            prefill = time.perf_counter() - started
            text = self.text()
            while made < draw.max_new_tokens:
                if stopped():
                    ending.word = "stopped"
                    return
                begun = time.perf_counter()
                chosen = forced if made == 0 and forced is not None else self._draw(draw)
                self._pass([chosen], recorder)
                made += 1
                yield self._step(chosen, text.feed(chosen), time.perf_counter() - begun)
                if chosen in self.ends:
                    ending.word = "end marker"
                    return

    def _recorder(self) -> Recorder:
        """One that goes on where the last one ended."""
        recorder = Recorder(self.model, self.writer, self.plan, self.prompt_tokens)
        recorder.resume(self.logits, self.drafted if self.late else self.streams, self.late, self.cache)
        return recorder

    def cache_at(self, length: int) -> Cache:
        """An independent cache as it was after `length` tokens: copied where every state was kept, otherwise read again."""
        return self.cache.at(length) if self.cache.rewindable else self._read_again(length)[0]

    def branch(self, position: int) -> Run:
        """A run that holds the first `position` tokens of this one; 1 <= position <= tokens so far."""
        if self.late:
            recorder = self._recorder()
            recorder.write_late()
            self.late, self.drafted = recorder.late, recorder.drafted
        twin = Run(self.model, self.writer.prefix(position), self.plan, [], rewindable=self.cache.rewindable)
        if not self.cache.rewindable:
            twin.cache, twin.streams = self._read_again(position)
            with torch.inference_mode():
                twin.logits = self.model.read_out(twin.streams)
            return twin
        last = int(self.writer.arrays["tokens"]["id"][position - 1])
        twin.cache = self.cache.at(position - 1)
        with one_thread(self._narrow):
            twin._forward([last])
        twin.cache.mtp = self.cache.at(position).mtp  # the drafts of the prefix, which were not run again
        return twin

    @torch.inference_mode()
    def _read_again(self, length: int) -> tuple[Cache, Tensor]:
        """The first `length` tokens, and their pairs through the draft block: the cache and the last streams [1, 1,
        N, D].
        """
        cache, before = Cache(self.model.config), None
        ids = torch.tensor([self.writer.arrays["tokens"]["id"][:length].tolist()], device=self.model.device)
        with one_thread(self._narrow):
            for part in ids.split(CHUNK, 1):
                streams = self.model.run_layers(part, cache)
                known = streams[:, :-1] if before is None else torch.cat((before, streams[:, :-1]), 1)
                count, before = known.shape[1], streams[:, -1:].clone()
                if self.writer.has("drafts") and count:
                    self.model.draft(known, part[:, -count:], cache, start=cache.length - count - 1)
        assert before is not None  # at least one token
        return cache, before

    @property
    def _narrow(self) -> bool:
        return self.model.device.type == "cpu" and self.model.config.hidden_size <= _SMALL

    def _draw(self, draw: Sampling) -> int:
        if self.logits is None:
            raise PromptError("the run has read no token, so nothing can come next; give a prompt with at least one.")
        if self.logits.isnan().any():
            raise NotFiniteError(self.writer.length - 1)
        return draw_token(
            self.logits[0, -1], temperature=draw.temperature, top_p=draw.top_p, seed=draw.seed,
            position=self.writer.length - 1,
        )  # fmt: skip

    def _pass(self, ids: list[int], recorder: Recorder) -> None:
        """Run and record these tokens, or leave everything as it was."""
        length, restore, before = self.writer.length, self.cache.mark(), (self.logits, self.streams)
        try:
            with one_thread(self._narrow), recorder.listening():
                logits, streams = self._forward(ids)
            recorder.record(ids, logits, streams, self.cache)
        except BaseException:
            if self.writer.length == length:  # the token did not get into the trace: it has not been
                restore()
                self.logits, self.streams = before
                self.writer.clear_unfinished()
            raise

    def _forward(self, ids: list[int]) -> tuple[Tensor, Tensor]:
        with torch.inference_mode():
            streams = self.model.run_layers(torch.tensor([ids], device=self.model.device), self.cache)
            logits = self.model.read_out(streams)
            self.logits, self.streams = logits[:, -1:].clone(), streams[:, -1:].clone()
        return logits, streams

    def _step(self, chosen: int, piece: str, seconds: float) -> Step:
        position, tokens = self.writer.length - 1, self.writer.arrays["tokens"]
        logprob, entropy = float(tokens["logprob"][position]), float(tokens["entropy"][position])
        return Step(position, chosen, piece, logprob, entropy, seconds)


class _OneThread:
    """torch's number of threads belongs to the process: whoever comes first sets it to one, whoever leaves last sets
    it back.
    """

    def __init__(self) -> None:
        self._lock, self._inside, self._threads = threading.Lock(), 0, 1

    def __enter__(self) -> None:
        with self._lock:
            if not self._inside:
                self._threads = torch.get_num_threads()
                torch.set_num_threads(1)
            self._inside += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._inside -= 1
            if not self._inside:
                torch.set_num_threads(self._threads)


_ONE_THREAD = _OneThread()


@contextmanager
def one_thread(wanted: bool) -> Iterator[None]:
    """Inside, torch uses one thread, if wanted."""
    if not wanted:
        yield
        return
    with _ONE_THREAD:
        yield

"""One text being written: its state, its growing trace and what the model expects next.

A Run can be continued after it ended and branched at any of its tokens; a branch shares nothing with its origin and runs the
prefix's last token again, nothing more. Tests: tests/test_session.py.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from dsv4lab import sampling
from dsv4lab.capture.checks import check_trace
from dsv4lab.capture.plan import Plan, layout_of
from dsv4lab.capture.recorder import Recorder
from dsv4lab.capture.trace_writer import TraceWriter
from dsv4lab.model.cache import Cache
from dsv4lab.model.transformer import Transformer

CHUNK = 256  # prompt tokens per pass
REWINDABLE = 1 << 15  # tokens up to which every state is kept for branching
# Matrices of a model this narrow are too small to share: threads waiting for each other gain nothing, and cost tenfold as
# soon as a browser wants a core.
_SMALL = 1024


@dataclass(frozen=True)
class Step:
    """One generated token. `token` is its position, `logprob` and `entropy` (nats) how the model saw it before it
    came, whatever temperature and top-p then made of it."""

    token: int
    id: int
    piece: str
    logprob: float
    entropy: float
    seconds: float


@dataclass(frozen=True)
class Sampling:
    """How tokens are drawn, for one stretch of a run."""

    max_new_tokens: int
    temperature: float
    top_p: float
    seed: int


def new_run(model: Any, writer: TraceWriter, plan: Plan, prompt_tokens: int) -> Any:
    """A Run of the model's own engine."""
    if model.engine == "triton":
        from dsv4lab.engine.run import EngineRun  # needs Triton

        return EngineRun(model, writer, plan, prompt_tokens)
    return Run(model, writer, plan, prompt_tokens)


@dataclass
class Ending:
    """How a stretch ended, in the word that its trace will hold."""

    word: str = "max_new_tokens"


@contextmanager
def until_ended(writer: TraceWriter, cost: Callable[[], dict[str, Any]]) -> Iterator[Ending]:
    """However a stretch ends, its trace is finished: with the ending's word, what it cost, and the checks."""
    ending = Ending()
    try:
        yield ending
    except GeneratorExit:
        ending.word = "closed"
        raise
    except BaseException as error:
        full = isinstance(error.__cause__, torch.OutOfMemoryError)
        ending.word = "out of memory" if full else f"failed: {error}"
        raise
    finally:
        writer.finish(ended=ending.word, cost=cost(), checks=check_trace(writer.trace))


class TextRun:
    """What every engine keeps of a text; `settings` of its first stretch are in `writer.run`."""

    def __init__(self, model: Any, writer: TraceWriter, plan: Plan, prompt_tokens: int) -> None:
        self.model, self.writer, self.plan, self.prompt_tokens = model, writer, plan, prompt_tokens

    def make_room(self, new_tokens: int) -> None:
        """Let the trace hold this many more tokens than it has."""
        length = self.writer.length
        layout = layout_of(self.plan, self.model.config, self.prompt_tokens, length + new_tokens - self.prompt_tokens)
        self.writer.reserve(layout.capacity, layout.sizes)


class Run(TextRun):
    """A text of the reference model."""

    def __init__(self, model: Transformer, writer: TraceWriter, plan: Plan, prompt_tokens: int) -> None:
        super().__init__(model, writer, plan, prompt_tokens)
        self.cache = Cache(model.config, rewindable=writer.capacity <= REWINDABLE)
        self.logits: Tensor | None = None  # [1, 1, V], of the token that comes next
        self.streams: Tensor | None = None  # [1, 1, N, D], of the last token

    def stretch(
        self,
        prompt: list[int],
        draw: Sampling,
        stopped: Callable[[], bool],
        forced: int | None = None,
        on_prompt: Callable[[int, int], None] | None = None,
    ) -> Iterator[Step]:
        """Read `prompt`, then write up to `draw.max_new_tokens` tokens, the first being `forced` if given.

        on_prompt is told (tokens read, tokens of the prompt) after each chunk.
        """
        started, prefill, made = time.perf_counter(), 0.0, 0
        generator = torch.Generator().manual_seed(draw.seed)
        recorder = Recorder(self.model, self.writer, self.plan, self.prompt_tokens)
        recorder.resume(self.logits, self.streams)

        def cost() -> dict[str, Any]:
            return {
                "seconds": time.perf_counter() - started, "prefill_seconds": prefill,
                "capture_seconds": recorder.seconds, "new_tokens": made, "cache_bytes": self.cache.bytes(),
            }  # fmt: skip

        with until_ended(self.writer, cost) as ending, recorder:
            for at in range(0, len(prompt), CHUNK):
                if stopped():
                    ending.word = "stopped"
                    return
                self._pass(prompt[at : at + CHUNK], recorder)
                if on_prompt is not None:
                    on_prompt(min(at + CHUNK, len(prompt)), len(prompt))
            prefill = time.perf_counter() - started
            while made < draw.max_new_tokens:
                if stopped():
                    ending.word = "stopped"
                    return
                begun = time.perf_counter()
                chosen = forced if made == 0 and forced is not None else self._draw(draw, generator)
                self._pass([chosen], recorder)
                made += 1
                yield self._step(chosen, time.perf_counter() - begun)
                if self.model.tokenizer is not None and chosen == self.model.tokenizer.eos_id:
                    ending.word = "end marker"
                    return

    def branch(self, position: int) -> Run:
        """A run that holds the first `position` tokens of this one; 1 <= position <= tokens so far."""
        twin = Run(self.model, self.writer.prefix(position), self.plan, min(self.prompt_tokens, position))
        last = int(self.writer.arrays["tokens"]["id"][position - 1])
        twin.cache = self.cache.at(position - 1)
        twin._forward([last])
        twin.cache.mtp = self.cache.at(position).mtp  # the drafts of the prefix, which were not run again
        return twin

    def _draw(self, draw: Sampling, generator: torch.Generator) -> int:
        assert self.logits is not None  # a prompt has at least one token
        return sampling.sample(self.logits[0, -1], temperature=draw.temperature, top_p=draw.top_p, generator=generator)

    def _pass(self, ids: list[int], recorder: Recorder) -> None:
        threads = torch.get_num_threads()
        narrow = self.model.device.type == "cpu" and self.model.config.hidden_size <= _SMALL
        try:
            if narrow:
                torch.set_num_threads(1)
            recorder.record(ids, *self._forward(ids), self.cache)
        finally:
            torch.set_num_threads(threads)

    def _forward(self, ids: list[int]) -> tuple[Tensor, Tensor]:
        with torch.inference_mode():
            streams = self.model.run_layers(torch.tensor([ids], device=self.model.device), self.cache)
            logits = self.model.read_out(streams)
            self.logits, self.streams = logits[:, -1:].clone(), streams[:, -1:].clone()
        return logits, streams

    def _step(self, chosen: int, seconds: float) -> Step:
        position, tokens = self.writer.length - 1, self.writer.arrays["tokens"]
        logprob, entropy = float(tokens["logprob"][position]), float(tokens["entropy"][position])
        return Step(position, chosen, self.writer.trace.pieces[position], logprob, entropy, seconds)

"""Session: a prompt becomes steps, one per token, while a trace of the run grows beside it.

The prompt is read in chunks, so its length is bounded by memory for entries and the capture plan, not by one big pass.
`stop()` may be called from any thread; between tokens (and between chunks) the run ends, its trace complete up to there.
Tests: tests/test_session.py.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch

from dsv4lab import sampling
from dsv4lab.capture.checks import check_trace
from dsv4lab.capture.plan import Plan, layout_of
from dsv4lab.capture.recorder import Recorder
from dsv4lab.capture.trace import Trace
from dsv4lab.capture.trace_writer import TraceWriter
from dsv4lab.errors import PromptError
from dsv4lab.model.cache import Cache
from dsv4lab.model.transformer import Transformer

CHUNK = 256  # prompt tokens per pass
# Matrices of a model this narrow are too small to share: threads waiting for each other gain nothing, and cost tenfold as
# soon as a browser wants a core.
_SMALL = 1024


@dataclass(frozen=True)
class Step:
    """One generated token. `token` is its position, `logprob` and `entropy` (nats) how the model saw it before it came."""

    token: int
    id: int
    piece: str
    logprob: float
    entropy: float
    seconds: float


class Session:
    """Runs a model on prompts. `trace` is the trace of the current or last run, `cache` its state."""

    def __init__(self, model: Transformer) -> None:
        self.model = model
        self.trace: Trace | None = None
        self.cache: Cache | None = None
        self._stop = threading.Event()
        self._running = threading.Lock()

    def stop(self) -> None:
        """End the running stream after the current token; harmless when nothing runs."""
        self._stop.set()

    def generate(self, prompt: str | Sequence[int], **settings: Any) -> Trace:
        """Run to the end and return the finished trace; settings as for `stream`."""
        for _ in self.stream(prompt, **settings):
            pass
        assert self.trace is not None
        return self.trace

    def stream(
        self,
        prompt: str | Sequence[int],
        *,
        max_new_tokens: int = 200,
        temperature: float = 0.8,
        top_p: float = 0.95,
        seed: int = 0,
        capture: str | Iterable[str] | Plan | None = "standard",
    ) -> Iterator[Step]:
        """Yield one Step per new token, until the end marker, `max_new_tokens` or `stop()`.

        prompt    text (the begin marker is put first), or token ids taken as they are
        capture   "standard" (everything but full logits), "all", None, names of groups, or a Plan. A named capture is
                  sampled more thinly until it fits the memory budget; a Plan is taken as it is or refused.
        """
        ids = self._prompt_ids(prompt)
        sampling.check(temperature, top_p)
        room = self.model.config.max_position_embeddings - len(ids)
        if max_new_tokens < 0 or max_new_tokens > room:
            raise PromptError(
                f"{len(ids)} prompt tokens and max_new_tokens={max_new_tokens}: this model's context is "
                f"{self.model.config.max_position_embeddings}, so 0 to {room} new tokens fit."
            )
        plan = Plan.of(capture).fit(self.model.config, len(ids), max_new_tokens, reduce=not isinstance(capture, Plan))
        settings = {"temperature": temperature, "top_p": top_p, "seed": seed, "max_new_tokens": max_new_tokens}
        return self._steps(ids, plan, settings)

    def _steps(self, ids: list[int], plan: Plan, settings: dict[str, Any]) -> Iterator[Step]:
        if not self._running.acquire(blocking=False):
            raise PromptError("this session is already generating; stop() it first, or make a second Session(model).")
        try:
            self._stop.clear()
            self.cache = Cache(self.model.config)
            writer = self._writer(ids, plan, settings)
            self.trace = writer.trace
            with Recorder(self.model, writer, plan, len(ids)) as recorder, torch.inference_mode():
                yield from self._run(ids, recorder, settings)
        finally:
            self._running.release()

    def _run(self, ids: list[int], recorder: Recorder, settings: dict[str, Any]) -> Iterator[Step]:
        writer, started = recorder.writer, time.perf_counter()
        logits, ended, prefill, made = None, "max_new_tokens", 0.0, 0
        threads = torch.get_num_threads()
        if self.model.device.type == "cpu" and self.model.config.hidden_size <= _SMALL:
            torch.set_num_threads(1)
        generator = torch.Generator().manual_seed(settings["seed"])
        try:
            for at in range(0, len(ids), CHUNK):
                if self._stop.is_set():
                    ended = "stopped"
                    return
                logits = self._pass(ids[at : at + CHUNK], recorder)
            prefill = time.perf_counter() - started
            while made < settings["max_new_tokens"]:
                if self._stop.is_set():
                    ended = "stopped"
                    return
                assert logits is not None  # a prompt has at least one token
                begun = time.perf_counter()
                chosen = sampling.sample(
                    logits[0, -1], temperature=settings["temperature"], top_p=settings["top_p"], generator=generator
                )
                logits = self._pass([chosen], recorder)
                made += 1
                yield self._step(writer, chosen, time.perf_counter() - begun)
                if self.model.tokenizer is not None and chosen == self.model.tokenizer.eos_id:
                    ended = "end marker"
                    return
        except GeneratorExit:
            ended = "closed"
            raise
        except BaseException as error:
            ended = f"failed: {error}"
            raise
        finally:
            torch.set_num_threads(threads)
            seconds = time.perf_counter() - started
            cost = {
                "seconds": seconds,
                "prefill_seconds": prefill,
                "capture_seconds": recorder.seconds,
                "new_tokens": made,
            }
            writer.finish(ended=ended, cost=cost, checks=check_trace(writer.trace))

    def _pass(self, ids: list[int], recorder: Recorder) -> torch.Tensor:
        logits = self.model(torch.tensor([ids], device=self.model.device), self.cache)
        recorder.record(ids, logits)
        return logits

    def _step(self, writer: TraceWriter, chosen: int, seconds: float) -> Step:
        position, tokens = writer.length - 1, writer.arrays["tokens"]
        logprob, entropy = float(tokens["logprob"][position]), float(tokens["entropy"][position])
        return Step(position, chosen, writer.trace.pieces[position], logprob, entropy, seconds)

    def _writer(self, ids: list[int], plan: Plan, settings: dict[str, Any]) -> TraceWriter:
        model = self.model
        layout = layout_of(plan, model.config, len(ids), settings["max_new_tokens"])
        run = {
            "model": model.config.to_dict(),
            "weights": model.digest,
            "dtype": str(model.dtype).removeprefix("torch."),
            "device": str(model.device),
            "engine": "reference",
            "numerics": "release" if model.numerics.release else "exact",
            "plan": plan.to_dict(),
            "sampling": settings,
            "seed": settings["seed"],
            "prompt_tokens": len(ids),
            "versions": _versions(),
        }
        return TraceWriter(layout.groups, layout.sizes, layout.layers, layout.capacity, run)

    def _prompt_ids(self, prompt: str | Sequence[int]) -> list[int]:
        tokenizer, vocabulary = self.model.tokenizer, self.model.config.vocab_size
        if isinstance(prompt, str):
            if not prompt:
                raise PromptError("the prompt is empty; give at least one character, or token ids.")
            if tokenizer is None:
                raise PromptError("this checkpoint has no tokenizer.json; give token ids instead of text.")
            return tokenizer.encode(prompt, bos=True)
        ids = [int(i) for i in prompt]
        if not ids:
            raise PromptError("the prompt has no token ids; give at least one.")
        wrong = [i for i in ids if not 0 <= i < vocabulary]
        if wrong:
            raise PromptError(f"token id {wrong[0]} is outside this model's vocabulary of {vocabulary}.")
        return ids


def _versions() -> dict[str, str]:
    import platform

    import numpy

    import dsv4lab

    return {
        "dsv4lab": dsv4lab.__version__,
        "torch": torch.__version__,
        "numpy": numpy.__version__,
        "python": platform.python_version(),
    }

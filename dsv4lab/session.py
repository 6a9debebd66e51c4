"""Session: a prompt becomes steps, one per token, while a trace of the run grows beside it.

The prompt is read in chunks, so its length is bounded by memory for entries and the capture plan, not by one big pass.
`stop()` may be called from any thread; between tokens (and between chunks) the run ends, its trace complete up to there.
Tests: tests/test_session.py.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import torch

from dsv4lab import sampling
from dsv4lab.capture.plan import Plan, layout_of
from dsv4lab.capture.trace import Trace
from dsv4lab.capture.trace_writer import TraceWriter
from dsv4lab.errors import PromptError
from dsv4lab.generation import Sampling, Step, new_run
from dsv4lab.model.cache import Cache
from dsv4lab.model.transformer import Transformer

if TYPE_CHECKING:
    from dsv4lab.engine.engine import Engine
    from dsv4lab.engine.state import State

__all__ = ["Session", "Step"]


class Session:
    """Runs a model on prompts; `trace` and `cache` belong to the current or last run."""

    def __init__(self, model: Transformer | Engine) -> None:
        self.model = model
        self._run: Any = None
        self._forced: int | None = None
        self._stop = threading.Event()
        self._running = threading.Lock()
        self.on_prompt: Callable[[int, int], None] | None = None  # (tokens read, tokens of the prompt) after each chunk

    @property
    def trace(self) -> Trace | None:
        """The growing or finished trace; None before the first run."""
        return None if self._run is None else self._run.writer.trace

    @property
    def cache(self) -> Cache | State | None:
        """State of the current or last run."""
        return None if self._run is None else self._run.cache

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
                  sampled more thinly until it fits the memory budget; a Plan is taken as it is or refused. The engine
                  reads a prompt's tokens out only where the plan keeps queries; with None only generated tokens have
                  probabilities
        seed      the same seed draws the same tokens again with the same engine, not with another one
        """
        ids = self._prompt_ids(prompt)
        draw = self._sampling(len(ids), max_new_tokens, temperature, top_p, seed)
        plan = Plan.of(capture)
        plan = plan.fit(self.model.config, len(ids), max_new_tokens, reduce=not isinstance(capture, Plan))
        return self._steps(lambda: new_run(self.model, self._writer(ids, plan, draw), plan, len(ids)), ids, draw)

    def resume(
        self, *, max_new_tokens: int = 200, temperature: float = 0.8, top_p: float = 0.95, seed: int = 0
    ) -> Iterator[Step]:
        """Go on where the last run ended, into the same trace; yields steps like `stream`."""
        run = self._run
        if run is None or run.logits is None:
            raise PromptError("there is no run to go on with; call stream() or generate() first.")
        draw = self._sampling(run.writer.length, max_new_tokens, temperature, top_p, seed)

        def continued() -> Any:
            run.make_room(max_new_tokens)
            run.writer.reopen(
                resumed=[*run.writer.run.get("resumed", []), {"token": run.writer.length, **asdict(draw)}]
            )
            return run

        return self._steps(continued, [], draw)

    def branch(self, position: int, token: int | None = None) -> Session:
        """A new session that holds the first `position` tokens of this run, from its cache; `resume` goes on there.

        `token` (an id) is forced as the next one: "what if it had said this?". The session's own run stays as it is.
        """
        run = self._run
        length = 0 if run is None else run.writer.length
        if run is None or not 1 <= position <= length:
            raise PromptError(f"position {position} cannot be branched at; the last run has tokens 0 to {length - 1}.")
        if token is not None and not 0 <= token < self.model.config.vocab_size:
            raise PromptError(f"token id {token} is outside this model's vocabulary of {self.model.config.vocab_size}.")
        twin = Session(self.model)
        with self._alone():
            twin._run, twin._forced = run.branch(position), token
        return twin

    def _alone(self) -> _Alone:
        return _Alone(self._running)

    def _steps(self, make_run: Any, ids: list[int], draw: Sampling) -> Iterator[Step]:
        with self._alone():
            self._stop.clear()
            run = self._run = make_run()
            forced, self._forced = self._forced, None
            yield from run.stretch(ids, draw, self._stop.is_set, None if ids else forced, self.on_prompt)

    def _sampling(self, tokens: int, max_new_tokens: int, temperature: float, top_p: float, seed: int) -> Sampling:
        sampling.check(temperature, top_p)
        context = self.model.config.max_position_embeddings
        if max_new_tokens < 0 or max_new_tokens > context - tokens:
            raise PromptError(
                f"{tokens} tokens and max_new_tokens={max_new_tokens}: this model's context is {context}, so 0 to "
                f"{max(0, context - tokens)} new tokens fit."
            )
        return Sampling(max_new_tokens, temperature, top_p, seed)

    def _writer(self, ids: list[int], plan: Plan, draw: Sampling) -> TraceWriter:
        model = self.model
        layout = layout_of(plan, model.config, len(ids), draw.max_new_tokens)
        run = {
            "model": model.config.to_dict(),
            "weights": model.digest,
            "dtype": str(model.dtype).removeprefix("torch."),
            "device": str(model.device),
            "engine": model.engine,
            "numerics": "release" if model.numerics.release else "exact",
            "plan": plan.to_dict(),
            "sampling": asdict(draw),
            "seed": draw.seed,
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


class _Alone:
    """Holds a session for one run; a second one is refused, not queued."""

    def __init__(self, lock: Any) -> None:
        self._lock = lock

    def __enter__(self) -> None:
        if not self._lock.acquire(blocking=False):
            raise PromptError("this session is already generating; stop() it first, or make a second Session(model).")

    def __exit__(self, *_: object) -> None:
        self._lock.release()


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

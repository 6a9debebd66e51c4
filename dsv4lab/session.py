"""Session: a prompt becomes steps, one per token, while a trace of the run grows beside it.

The prompt is read in chunks, so its length is bounded by memory for entries and the capture plan, not by one big pass.
`stop()` may be called from any thread; between tokens (and between chunks) the run ends, its trace complete up to there.
Tests: tests/generation/test_session.py.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import closing
from typing import Any

from dsv4lab.capture.plan import Plan
from dsv4lab.capture.trace import Trace
from dsv4lab.chat import read_answer
from dsv4lab.chat_prompt import chat_ids
from dsv4lab.errors import CacheError, PromptError, RunError
from dsv4lab.generation.one_run import OneRun
from dsv4lab.generation.prompt import prompt_ids
from dsv4lab.generation.sampling import SamplingParams, whole
from dsv4lab.generation.steps import Step
from dsv4lab.interfaces import KVCache, Model, Text
from dsv4lab.interventions.record import check_record, record_of
from dsv4lab.interventions.registry import rules_of
from dsv4lab.interventions.rule import Rule
from dsv4lab.run_writer import writer_of
from dsv4lab.terminal import say_in_place
from dsv4lab.text import ASSISTANT, END_THINK, THINK

__all__ = ["Session", "Step"]


class Session:
    """Runs a model on prompts; `trace` and `cache` belong to the current or last run.

    Several sessions may use one model, also at the same time: each hears only its own passes.

    rewindable   keep every state of short texts, so that branching reads nothing again; False saves that memory
    """

    def __init__(self, model: Model, *, rewindable: bool = True) -> None:
        self.model, self.rewindable = model, rewindable
        self._text: Text | None = None
        self._sampling: SamplingParams | None = None  # of the last stretch
        self._forced: int | None = None
        self._one_run = OneRun()
        self.on_wait: Callable[[str], None] | None = None  # hears what a run waits for; on stderr while there is none
        self.on_prompt: Callable[[int, int], None] | None = None  # (tokens read, tokens of the prompt) after each chunk

    @property
    def trace(self) -> Trace | None:
        """The growing or finished trace; None before the first run."""
        return None if self._text is None else self._text.writer.trace

    @property
    def text(self) -> Text | None:
        """The current or last run's text, as its body keeps it (interfaces.py); None before the first run."""
        return self._text

    @property
    def cache(self) -> KVCache | None:
        """State of the current or last run."""
        return None if self._text is None else self._text.cache

    def cache_at(self, length: int) -> KVCache:
        """An independent cache as it was after `length` tokens of the current or last run.

        Where not every state is kept (the engine, long texts) the tokens are read again, which is a pass over them.
        >>> import dsv4lab as lab
        >>> session = lab.Session(lab.load())
        >>> trace = session.generate("Once upon a time", max_new_tokens=3, temperature=0)
        >>> session.cache_at(5).length
        5

        Raises CacheError for a length that the run has not.
        """
        length, run = whole("length", length), self._text
        tokens = 0 if run is None else run.writer.length
        if run is None or not 1 <= length <= tokens:
            raise CacheError(f"length {length} cannot be gone back to; the last run has 1 to {tokens} tokens to keep.")
        with self._one_run.alone():
            return run.cache_at(length)

    def stop(self) -> None:
        """End the running stream after the current token, or one that was asked for and has not begun."""
        self._one_run.stop()

    def catch_up(self) -> None:
        """Have every token that was handed out in the trace: on the engine the last few are on their way to it for a moment.

        For whoever takes steps and waits between two of them; called by the one who takes them.
        """
        if self._text is not None:
            self._text.catch_up()

    def wait_until_ended(self, seconds: float) -> bool:
        """Wait for a run that was asked to stop; whether none is going on any more."""
        return self._one_run.wait_until_ended(seconds)

    def generate(self, prompt: str | Sequence[int], **settings: Any) -> Trace:
        """Run to the end and return the finished trace; settings as for `stream`.

        >>> import dsv4lab as lab
        >>> session = lab.Session(lab.load())
        >>> trace = session.generate("Once upon a time", max_new_tokens=3, temperature=0)
        >>> trace.pieces[-3:]
        [',', ' there', ' was']

        Raises what `stream` raises.
        """
        with closing(self.stream(prompt, **settings)) as steps:  # an interrupt must not leave it suspended
            for _ in steps:
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
        edits: Rule | Iterable[Rule | dict[str, Any]] | dict[str, Any] | str | None = None,
    ) -> Generator[Step]:
        """Yield one Step per new token, until an end marker, `max_new_tokens` or `stop()`.

        prompt    text (the begin marker is put first unless it is there), or token ids taken as they are
        capture   "standard" (everything but full logits), "all", None, names of groups, or a Plan. A named capture is
                  sampled more thinly until it fits the memory budget; a Plan is taken as it is or refused. The engine
                  reads a prompt's tokens out only where the plan keeps queries; with None only generated tokens have
                  probabilities
        seed      the same seed draws the same text, in plain PyTorch and on the engine, unbroken or stopped and resumed

        edits     rules of `dsv4lab.do`, their JSON, or `trace.run["edits"]` of a run, which does it again. They act in every
                  pass of this text, its branches too, and stand in the trace

        >>> import dsv4lab as lab
        >>> session = lab.Session(lab.load())
        >>> for step in session.stream("Once upon a time", max_new_tokens=3, temperature=0):
        ...     print(step.token, repr(step.piece))
        5 ','
        6 ' there'
        7 ' was'

        Raises PromptError, SettingError and CaptureError at once for a prompt, a setting or a plan that cannot be run;
        EditError and BodyError at once for edits that this model or body has no place for, and at the end for one that never
        acted; RunError at the first step while another run of this session is going on.
        """
        stop = self._one_run.asked_for()
        check_record(edits, self.model.digest)
        rules = rules_of(edits)
        places = self.model.check_edits(rules)
        ids = self._prompt_ids(prompt)
        sampling = self._sampling_params(len(ids), max_new_tokens, temperature, top_p, seed)
        plan, beside = Plan.of(capture), self._kept_for_branching(len(ids) + sampling.max_new_tokens)
        plan = plan.fit(
            self.model.config, len(ids), sampling.max_new_tokens, reduce=not isinstance(capture, Plan), beside=beside
        )

        def begun() -> Text:
            self.model.wait_until_ready(self.on_wait or say_in_place, stop.is_set, bool(plan.groups))
            writer = writer_of(self.model, ids, plan, sampling, beside=beside)
            if rules:
                version = writer.run["versions"]["dsv4lab"]
                writer.run["edits"] = record_of(rules, places, model=self.model.digest, ids=ids, version=version)
            return self.model.new_text(writer, plan, ids, rewindable=self.rewindable, edits=rules)

        return self._steps(begun, sampling, stop)

    def chat(
        self,
        messages: Sequence[Mapping[str, Any]],
        *,
        thinking: bool = False,
        effort: str | None = None,
        tools: Sequence[Mapping[str, Any]] | None = None,
        drop_thinking: bool = True,
        **settings: Any,
    ) -> Generator[Step]:
        """Have the model answer a conversation in the form that it was trained on; yields steps like `stream`.

        messages   {"role": "user", "content": ...} and so on, the whole conversation each time; `chat.render` says what
                   they may hold. `answer()` is the next one
        thinking, effort, tools, drop_thinking   as for `chat.render`: whether it reasons first, how hard, what it may call
        settings   as for `stream`

        The words of efforts and tools come from the checkpoint's own encoding file. The shipped model has the markers and
        was trained on no conversation.

        >>> import dsv4lab as lab
        >>> session = lab.Session(lab.load())
        >>> messages = [{"role": "user", "content": "Tell me a story."}]
        >>> steps = list(session.chat(messages, max_new_tokens=3, temperature=0))
        >>> session.trace.text.partition("</think>")[0]
        '<｜begin▁of▁sentence｜><｜User｜>Tell me a story.<｜Assistant｜>'

        Raises PromptError for a conversation that cannot be rendered, a tokenizer without the markers, or fixed texts that
        are needed and cannot be found; and what `stream` raises.
        """
        ids = chat_ids(
            messages,
            self.model.tokenizer,
            thinking=thinking,
            effort=effort,
            tools=tools,
            drop_thinking=drop_thinking,
        )
        return self.stream(ids, **settings)

    def answer(self) -> dict[str, Any]:
        """What the last run of `chat` wrote, as the message to go on with: content, reasoning_content, tool_calls.

        >>> import dsv4lab as lab
        >>> session = lab.Session(lab.load())
        >>> steps = list(session.chat([{"role": "user", "content": "Hello"}], max_new_tokens=3, temperature=0))
        >>> sorted(session.answer())
        ['content', 'role']

        Raises RunError where there was no run, or none of a conversation.
        """
        trace, tokenizer = self.trace, self.model.tokenizer
        if trace is None or tokenizer is None:
            raise RunError("there is no answer; call chat() first.")
        self.catch_up()
        count = trace.run["prompt_tokens"]
        ids = [int(i) for i in trace.values("tokens", "id")]
        asked = tokenizer.decode(ids[:count])
        if ASSISTANT not in asked:
            raise RunError("the last run's prompt was no conversation; call chat() first.")
        turn = asked.rpartition(ASSISTANT)[2]  # what the answer had of its own in the prompt
        thinking = turn.startswith(THINK) and END_THINK not in turn
        return read_answer(tokenizer.decode(ids[count:]), thinking=thinking)

    def resume(
        self,
        *,
        max_new_tokens: int = 200,
        temperature: float | None = None,
        top_p: float | None = None,
        seed: int | None = None,
    ) -> Generator[Step]:
        """Go on where the last run ended, into the same trace; yields steps like `stream`.

        A run stopped in its prompt reads the rest of it first. What is not given stays as it was, so that stopping and
        resuming writes what an unbroken run would have written.

        >>> import dsv4lab as lab
        >>> session = lab.Session(lab.load())
        >>> trace = session.generate("Once upon a time", max_new_tokens=3, temperature=0)
        >>> [step.piece for step in session.resume(max_new_tokens=2)]  # still at temperature 0
        [' a', ' little']

        Raises RunError when there is no run to go on with, CaptureError when the longer trace does not fit its budget,
        and for its settings what `stream` raises.
        """
        stop, run, last = self._one_run.asked_for(), self._text, self._sampling
        if run is None or last is None or not (run.writer.length or run.unread):
            raise RunError("there is no run to go on with; call stream() or generate() first.")
        given = {"temperature": temperature, "top_p": top_p, "seed": seed}
        kept = {name: getattr(last, name) if value is None else value for name, value in given.items()}
        tokens = run.writer.length + run.unread
        sampling = self._sampling_params(tokens, max_new_tokens, **kept)
        new, beside = tokens + sampling.max_new_tokens - run.prompt_tokens, 0
        if sampling.max_new_tokens:  # the trace is about to grow: within its plan's budget, like at the beginning
            beside = self._kept_for_branching(tokens + sampling.max_new_tokens)
            run.plan.fit(self.model.config, run.prompt_tokens, new, reduce=False, beside=beside)

        def continued() -> Text:
            run.make_room(sampling.max_new_tokens)
            run.resumes(sampling)
            return run

        return self._steps(continued, sampling, stop)

    def branch(self, position: int, token: int | None = None) -> Session:
        """A new session that holds the first `position` tokens of this run, from its cache; `resume` goes on there.

        `token` (an id) is forced as the next one: "what if it had said this?". The session's own run stays as it is.

        >>> import dsv4lab as lab
        >>> session = lab.Session(lab.load())
        >>> trace = session.generate("Once upon a time", max_new_tokens=3, temperature=0)
        >>> twin = session.branch(5, token=session.model.tokenizer.encode(" in")[0])
        >>> [step.piece for step in twin.resume(max_new_tokens=3)]
        [' in', ' a', ' big']

        Raises CacheError for a position that the run has not, PromptError for a token outside the vocabulary.
        """
        position, run = whole("position", position), self._text
        length = 0 if run is None else run.writer.length
        if run is None or not 1 <= position <= length:
            raise CacheError(f"position {position} cannot be branched at; the last run has tokens 0 to {length - 1}.")
        token = None if token is None else whole("token", token)
        if token is not None and not 0 <= token < self.model.config.vocab_size:
            raise PromptError(f"token id {token} is outside this model's vocabulary of {self.model.config.vocab_size}.")
        twin = Session(self.model, rewindable=self.rewindable)
        if token is None and position == length:
            token = self._forced  # a branch of a branch that has not gone on yet
        with self._one_run.alone():
            twin._text, twin._forced, twin._sampling = run.branch(position), token, self._settings_at(position)
        return twin

    def _settings_at(self, position: int) -> SamplingParams | None:
        """What the token at this position was, or would have been, drawn with."""
        assert self._text is not None  # it has been branched
        run = self._text.writer.run
        entry: dict[str, Any] = [run["sampling"], *(e for e in run.get("resumed", []) if e["token"] <= position)][-1]
        return SamplingParams(**{field: entry[field] for field in ("max_new_tokens", "temperature", "top_p", "seed")})

    def _steps(self, make_text: Callable[[], Text], sampling: SamplingParams, stop: threading.Event) -> Generator[Step]:
        """Steps into the text that `make_text` gives; it is made when the first step is taken."""

        def write() -> Generator[Step]:
            run, before = make_text(), self._text
            self._text, self._sampling = run, sampling
            if run is not before:
                self._forced = None
            length = run.writer.length
            steps = run.stretch(sampling, stop.is_set, self._forced, self.on_prompt)
            try:
                yield from steps
            finally:
                steps.close()
                if run.writer.length > length:
                    self._forced = None  # it has come

        return self._one_run.steps(write, stop)

    def _prompt_ids(self, prompt: Any) -> list[int]:
        return prompt_ids(prompt, self.model.tokenizer, self.model.config.vocab_size)

    def _sampling_params(
        self, tokens: int, max_new_tokens: Any, temperature: Any, top_p: Any, seed: Any
    ) -> SamplingParams:
        sampling = SamplingParams.of(max_new_tokens, temperature, top_p, seed)
        context = self.model.config.max_position_embeddings
        if not 0 <= sampling.max_new_tokens <= context - tokens:
            raise PromptError(
                f"{tokens} tokens and max_new_tokens={sampling.max_new_tokens}: this model's context is {context}, so 0 to "
                f"{max(0, context - tokens)} new tokens fit."
            )
        return sampling

    def _kept_for_branching(self, tokens: int) -> int:
        """Bytes that a run of this length keeps beside its cache, so that it can be gone back to."""
        return self.model.bytes_beside(tokens, rewindable=self.rewindable)

"""What the texts of every body share: a step, how a text ends, its ids, its room in the trace.

Tests: tests/generation/test_session.py.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any, Protocol

import torch

from dsv4lab.capture.checks import check_trace
from dsv4lab.capture.plan import Plan, layout_of
from dsv4lab.capture.trace_writer import TraceWriter
from dsv4lab.config import Config
from dsv4lab.generation.sampling import SamplingParams
from dsv4lab.text import TextStream, Tokenizer


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


@dataclass
class Ending:
    """How a stretch ended, in the word that its trace will hold."""

    word: str = "max_new_tokens"


class Speaker(Protocol):
    """What of a model says how ids become text and which of them end one."""

    config: Config
    tokenizer: Tokenizer | None
    end_ids: frozenset[int]


class BaseText:
    """What every body keeps of a text; the settings of its first stretch are in `writer.run`.

    prompt   its ids; a run stopped in its prompt goes on there
    """

    def __init__(self, model: Speaker, writer: TraceWriter, plan: Plan, prompt: list[int]) -> None:
        self._speaker, self.writer, self.plan = model, writer, plan
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
        tokenizer = self._speaker.tokenizer
        return self._speaker.end_ids or (frozenset() if tokenizer is None else tokenizer.end_ids)

    def text(self) -> TextStream:
        """Turns the ids that come into text, beginning with the character that the last tokens may have left unfinished."""
        text = TextStream(self._speaker.tokenizer)
        # No character of UTF-8 has more than four bytes, and a token has at least one.
        length = self.writer.length
        last = self.writer.arrays["tokens"]["id"][max(0, length - 4) : length].tolist()
        # The prompt's last rows may still be on their way into the trace.
        for token in self.prompt[-4:] if length < len(self.prompt) else last:
            text.feed(token)
        return text

    def catch_up(self) -> None:
        """Nothing is on its way to the trace: a pass writes its rows before its token is handed out."""

    def make_room(self, new_tokens: int) -> None:
        """Let the trace hold this many more tokens than it has, the rest of the prompt included."""
        # The plan is laid out anew, since how many queries it keeps depends on the length.
        length = self.writer.length + self.unread
        layout = layout_of(
            self.plan, self._speaker.config, self.prompt_tokens, length + new_tokens - self.prompt_tokens
        )
        self.writer.reserve(layout.capacity, layout.sizes)

    @contextmanager
    def until_ended(self, cost: Callable[[], dict[str, Any]]) -> Generator[Ending]:
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
            # Bodies tell of it in their own words; what stopped the text is the cause behind them.
            full = isinstance(error.__cause__, torch.OutOfMemoryError)
            ending.word = "out of memory" if full else f"failed: {str(error) or type(error).__name__}"
            raise
        finally:
            # However it ended: a trace without its checks could not say whether it is whole.
            last = cost()
            # Times and tokens add up over the stretches of a text; bytes are what is held now.
            sums = {k: v + self._spent.get(k, 0) for k, v in last.items() if not k.endswith("_bytes")}
            self._spent = {**last, **sums}
            self.writer.finish(ended=ending.word, cost=self._spent, checks=check_trace(self.writer.trace))

    def resumes(self, sampling: SamplingParams) -> None:
        """The trace grows again, its new tokens drawn with these settings."""
        entry = {"token": self.writer.length, **asdict(sampling)}
        self.writer.reopen(resumed=[*self.writer.run.get("resumed", []), entry])

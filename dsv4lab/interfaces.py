"""What everything above the bodies relies on: a Model, the Text it writes, the text's KVCache. Nothing else is promised.

The bodies are dsv4lab/generation/reference.py (plain PyTorch, the definition) and dsv4lab/engine/engine.py (Triton). A type
checker proves that both keep the promise; what one cannot do raises errors.BodyError, which names the way that works.
Letters of shapes as in model/transformer.py: B batch, T tokens, H heads, C head width, S entries, V vocabulary.
Tests: tests/engine/test_interfaces.py uses every name on every body.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

if TYPE_CHECKING:
    import torch
    from torch import Tensor

    from dsv4lab.capture.listening import Points
    from dsv4lab.capture.plan import Plan
    from dsv4lab.capture.trace_writer import TraceWriter
    from dsv4lab.config import Config
    from dsv4lab.generation.sampling import SamplingParams
    from dsv4lab.generation.steps import Step
    from dsv4lab.interventions.rule import Rule
    from dsv4lab.model.parts import Numerics
    from dsv4lab.text import Tokenizer


@runtime_checkable
class KVCache(Protocol):
    """What a running text keeps: the window's keys, the entries, and the columns of tokens that fill no entry yet."""

    length: int  # tokens in it

    def bytes(self) -> int:
        """Bytes that going on needs."""
        ...

    def counts(self, layer: int) -> dict[str, int]:
        """Rows that a layer keeps: "window", and where the layer has them "entries", "waiting", "index keys"."""
        ...

    def window_of(self, layer: int) -> Tensor | None:
        """The keys that the next token may read, in order [B, < window, C]; None where there are none."""
        ...

    def entries_of(self, layer: int) -> Tensor | None:
        """The complete entries [B, S, C]; None where there are none."""
        ...

    def at(self, length: int) -> KVCache:
        """An independent cache as it was after `length` tokens.

        Raises BodyError where earlier states are not kept; `session.cache_at(length)` works with every body.
        """
        ...


@runtime_checkable
class Text(Protocol):
    """One text being written: its cache, its growing trace, and what the model expects next."""

    writer: TraceWriter
    plan: Plan
    prompt: list[int]
    prompt_tokens: int

    @property
    def cache(self) -> KVCache:
        """What is kept of the tokens read so far; it grows with the text."""
        ...

    @property
    def logits(self) -> Tensor | None:
        """Of the token that comes next, [..., V]; None before the first token was read."""
        ...

    @property
    def unread(self) -> int:
        """Tokens of the prompt that no pass has read yet."""
        ...

    def stretch(
        self,
        sampling: SamplingParams,
        stopped: Callable[[], bool],
        forced: int | None = None,
        on_prompt: Callable[[int, int], None] | None = None,
    ) -> Generator[Step]:
        """Read what is unread of the prompt, then write up to `sampling.max_new_tokens` tokens, `forced` first if given."""
        ...

    def catch_up(self) -> None:
        """Between two steps: have every token that was handed out in the trace."""
        ...

    def make_room(self, new_tokens: int) -> None:
        """Let trace and cache hold so many tokens more."""
        ...

    def resumes(self, sampling: SamplingParams) -> None:
        """The trace grows again, its new tokens drawn with these settings."""
        ...

    def branch(self, position: int) -> Text:
        """A text that holds the first `position` tokens of this one and shares nothing with it."""
        ...

    def cache_at(self, length: int) -> KVCache:
        """An independent cache as it was after `length` tokens: copied where it was kept, otherwise read again."""
        ...


@runtime_checkable
class Model(Protocol):
    """A DeepSeek-V4 that can be run, read and listened to, whatever it is made of."""

    engine: str  # which body this is
    config: Config
    tokenizer: Tokenizer | None
    end_ids: frozenset[int]  # ids after which a text is over
    notes: list[str]  # what loading chose, and what one should know
    digest: str  # of the weights' files
    numerics: Numerics

    @property
    def device(self) -> torch.device:
        """Where the weights are, and where ids are sent."""
        ...

    @property
    def dtype(self) -> torch.dtype:
        """The dtype of activations."""
        ...

    @property
    def points(self) -> Points:
        """Named places where tensors pass: `points[name].listen(function)`."""
        ...

    def __call__(self, ids: Tensor, cache: Any = None, *, last_only: bool = False) -> Tensor:
        """ids [B, T] -> logits [B, T, V] float32 (only the last position with `last_only`); a cache is moved on by T."""
        ...

    def new_cache(self, tokens: int) -> KVCache:
        """An empty cache for one text of up to `tokens` tokens."""
        ...

    def read_points(self, ids: Tensor, names: Sequence[str], cache: Any = None) -> dict[str, Tensor]:
        """Run ids [B, T] and return what passed these points, {name: tensor}; with a cache the tokens continue it.

        >>> import torch
        >>> import dsv4lab as lab
        >>> model = lab.load()
        >>> ids = torch.tensor([model.tokenizer.encode("Once upon a time", bos=True)])
        >>> found = model.read_points(ids, ["streams.3", "layers.3.ffn.routing.weights"])
        >>> {name: tuple(found[name].shape) for name in sorted(found)}
        {'layers.3.ffn.routing.weights': (1, 5, 4), 'streams.3': (1, 5, 4, 384)}

        Raises CaptureError for a name that the model has not, BodyError for a point that this body cannot give.
        """
        ...

    def sink(self, layer: int) -> Tensor:
        """Every head's logit [H] of attending to nothing."""
        ...

    def wait_until_ready(
        self,
        say: Callable[[str], None] | None = None,
        stopped: Callable[[], bool] = lambda: False,
        captured: bool = False,
    ) -> None:
        """Wait for what a text still has to wait for (the engine compiles kernels), one that is `captured` or not; `say`
        hears what and how long.
        """
        ...

    def check_edits(self, rules: Sequence[Rule]) -> list[str]:
        """Names of the places that these rules change.

        Raises EditError for rules that the model has no place for or that contradict each other, BodyError where this body
        cannot edit.
        """
        ...

    def new_text(
        self,
        writer: TraceWriter,
        plan: Plan,
        prompt: list[int],
        *,
        rewindable: bool = True,
        edits: Sequence[Rule] = (),
    ) -> Text:
        """A text that begins with these ids, written into `writer` as `plan` says; `edits` change what happens in it."""
        ...

    def bytes_beside(self, tokens: int, *, rewindable: bool = True) -> int:
        """Bytes that a text of this length keeps beside its cache, so that it can be gone back to."""
        ...

"""What recorders hand to the captured groups: a pass, passes whose read-outs wait, and what the head said.

Both bodies make the same objects, so a group writes its rows once. Torch is imported where it is used: a trace is opened
without it.   Tests: tests/capture/test_trace_invariants.py, tests/engine/test_session.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from dsv4lab.capture.protocols import Put, Rows

if TYPE_CHECKING:
    from torch import Tensor

    from dsv4lab.model.kv_cache import Cache
    from dsv4lab.model.transformer import Transformer
    from dsv4lab.text import Tokenizer


def put_now(array: np.ndarray, index: Any, tensor: Tensor) -> None:
    """Write a tensor's values into an array at `index`, which selects its shape; waits for the device."""
    import torch

    tensor = tensor.detach()
    array[index] = (tensor.float() if tensor.dtype == torch.bfloat16 else tensor).cpu().numpy()


@dataclass(frozen=True)
class RecordedPass:
    """One pass over consecutive tokens of a text, and where its rows go.

    start, ids      the first token's position and all tokens' ids
    row, queries    the first kept query's row, and the offsets in the pass of the kept queries
    values          {point: tensor} with the model's axes (a text, then tokens)
    sampled         attention's lists and picks were made for the kept queries only, not for every token
    bias            of a layer's routing, on the device of `values`, for a body that gives no biased scores
    """

    rows: Rows
    start: int
    ids: list[int]
    row: int
    queries: list[int]
    prompt_tokens: int
    values: dict[str, Tensor]
    tokenizer: Tokenizer | None = None
    put: Put = put_now
    sampled: bool = False
    bias: Callable[[int], Tensor | None] = lambda layer: None

    @property
    def tokens(self) -> slice:
        """Rows of the pass along "token"."""
        return slice(self.start, self.start + len(self.ids))

    @property
    def query_rows(self) -> slice:
        """Rows of the pass along "query"."""
        return slice(self.row, self.row + len(self.queries))

    @property
    def listed(self) -> list[int] | slice:
        """Where the kept queries are in lists and picks."""
        return slice(len(self.queries)) if self.sampled else self.queries

    def stack(self, group: str, part: str) -> Tensor:
        """[L, T, ...] of one point over the group's layers."""
        import torch

        return torch.cat([self.values[f"layers.{layer}.{part}"] for layer in self.rows.layers[group]])


@dataclass(frozen=True)
class LatePass:
    """Passes of the reference model, put together, whose rows take products of their own with the model's matrices.

    logits [1, T, V] and streams [1, T, N, D] after the last layer; `parts` {point: streams of a layer} of every pass;
    before [1, 1, N, D] the streams of the token before the first, None if there was none
    """

    rows: Rows
    start: int
    ids: list[int]
    logits: Tensor
    streams: Tensor
    parts: list[dict[str, Tensor]]
    model: Transformer
    cache: Cache
    before: Tensor | None

    @property
    def positions(self) -> np.ndarray:
        """True positions of the passes' tokens, [T]."""
        return np.arange(self.start, self.start + len(self.ids))

    def after(self, layers: Sequence[int]) -> Tensor:
        """The streams after these layers, -1 being the embedding: [L, T, N, D]."""
        import torch

        names = ["streams.embedding" if layer < 0 else f"streams.{layer}" for layer in layers]
        return torch.cat([torch.cat([part[name] for part in self.parts], 1) for name in names])


@dataclass(frozen=True)
class ReadOutRows:
    """Whose are the rows of one product with the head, in this order: the MTP block's, the lens' layers, the model's own.

    The model's own are the last layer's. When the lens keeps that layer, too, they are the same rows, read once.

    lens     layers of the lens, ascending, -1 after the embedding
    layers   of the model; 0 when its own are not read
    mtp      whether the MTP block's come first
    """

    lens: tuple[int, ...] = ()
    layers: int = 0
    mtp: bool = False

    @property
    def read(self) -> list[int]:
        """The trunk's layers that are read, ascending."""
        return sorted({*self.lens, self.layers - 1}) if self.layers else []

    @property
    def of_lens(self) -> slice:
        """Where the lens' rows are among those of the product."""
        return slice(int(self.mtp), int(self.mtp) + len(self.lens))

    @property
    def count(self) -> int:
        """Rows of the product, the MTP block's included."""
        return int(self.mtp) + len(self.read)


class TokenStats(NamedTuple):
    """How a token is seen before it comes, from logits row by row (kernels/head.py), in nats.

    log_sum and entropy [..., T]; the likeliest ids and their logits [..., T, R]
    """

    log_sum: Tensor
    entropy: Tensor
    ids: Tensor
    values: Tensor

    def at(self, index: Any) -> TokenStats:
        """The same facts of some rows only; `index` goes over the leading dimensions."""
        return TokenStats(*(part[index] for part in self))


@dataclass(frozen=True)
class ReadOut:
    """What the head said at some positions [T] of a pass, of the rows [R] that were read there.

    stats         of every row: [R, T, ...]
    next_logits   [at most T] logits of the tokens that came next, as far as they are known
    alone         of every stream of the lens' layers by itself: likeliest ids and their probabilities [L, T, N]
    logits        [T, V] of the model's own row, if they are kept
    """

    rows: ReadOutRows
    positions: np.ndarray
    stats: TokenStats
    next_logits: Tensor | None = None
    alone: tuple[Tensor, Tensor] | None = None
    logits: Tensor | None = None

    @property
    def own(self) -> TokenStats:
        """Of the model's own row, [T, ...]."""
        return self.stats.at(-1)

    @property
    def mtp(self) -> TokenStats:
        """Of the MTP block's row, [T, ...]; only where `rows.mtp`."""
        return self.stats.at(0)

    @property
    def lens(self) -> TokenStats:
        """Of the lens' rows, [L, T, ...]."""
        return self.stats.at(self.rows.of_lens)

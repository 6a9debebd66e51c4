"""What editing asks of a model, whatever it is made of: its places by name, and plain runs over other texts.

The model in plain PyTorch and an attached transformers model are such bodies; both have their points as modules under the
same names, and beside them seams for what is no tensor of the table.   Tests: tests/attached/test_rules.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import torch
    from torch import Tensor, nn

    from dsv4lab.config import Config


class EditedCache(Protocol):
    """What rules ask of the state of a text."""

    length: int

    @property
    def rewindable(self) -> bool:
        """Whether `at` can give every earlier state."""
        ...

    def at(self, length: int) -> Any:
        """An independent cache as it was after `length` tokens."""
        ...

    def mark(self) -> Callable[[], None]:
        """A call that takes this cache back to what it is now."""
        ...

    def window_of(self, layer: int) -> Tensor | None:
        """The keys that the next token may read [B, < window, C]."""
        ...

    def entries_of(self, layer: int) -> Tensor | None:
        """The complete entries [B, S, C]."""
        ...


class EditedBody(Protocol):
    """A model with hooks at its places."""

    @property
    def config(self) -> Config:
        """Its sizes and kinds."""
        ...

    @property
    def device(self) -> torch.device:
        """Where ids are sent."""
        ...

    def get_submodule(self, target: str) -> nn.Module:
        """A point, or the module in which a seam lies."""
        ...

    def plain_cache(self) -> Any:
        """An empty cache for a run without edits beside the edited one, which can be gone back in if the body can."""
        ...

    def read_points(self, ids: Tensor, names: Sequence[str], cache: Any = None) -> dict[str, Tensor]:
        """Run ids [B, T] and return what passed these points, {name: tensor of the point's shape}."""
        ...

    def sink(self, layer: int) -> Tensor:
        """Every head's logit [H] of attending to nothing."""
        ...


class RoutingPlace(Protocol):
    """What rules ask of a layer's routing."""

    @property
    def tid2eid(self) -> Tensor:
        """The table of a hash layer [V, K]."""
        ...

"""Listening to points: the same call on every body, whether a hook of PyTorch's or a buffer of a kernel answers.

`model.points["layers.4.attn.indexer.picks"].listen(function)` calls the function with the tensor of every pass from then on,
until `remove()` or the end of a `with`. Tests: tests/engine/test_one_face.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Self

from torch import Tensor

from dsv4lab.capture import points
from dsv4lab.config import Config

Function = Callable[[Tensor], object]  # what it returns is not looked at


class Listening:
    """One function that hears one point; leaving a `with` ends it."""

    def __init__(self, remove: Callable[[], object]) -> None:
        self._remove: Callable[[], object] | None = remove

    def remove(self) -> None:
        """Hear no more; a second time does nothing."""
        if self._remove is not None:
            self._remove()
        self._remove = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.remove()


class ListenedPoint:
    """One place of one model: `row` is its line in the table (dims, dtype, meaning, source)."""

    def __init__(self, name: str, row: points.Point, listen: Callable[[str, Function], Listening]) -> None:
        self.name, self.row, self._listen = name, row, listen

    def listen(self, function: Function) -> Listening:
        """Call function(tensor) whenever a pass goes by, with the axes that `row.dims` names.

        The tensor is the model's own: it must not be written to, and is cloned by whoever keeps it.

        >>> import torch
        >>> import dsv4lab as lab
        >>> model = lab.load()
        >>> ids = torch.tensor([model.tokenizer.encode("Once upon a time", bos=True)])
        >>> with model.points["layers.3.ffn.routing.experts"].listen(lambda chosen: print(tuple(chosen.shape))):
        ...     logits = model(ids)
        (1, 5, 4)
        """
        return self._listen(self.name, function)

    def __repr__(self) -> str:
        return f"{self.name} [{self.row.dims}] {self.row.dtype}: {self.row.meaning}"


class Points(Mapping[str, ListenedPoint]):
    """All points of a model by name; one that its layer has not is refused with the reason."""

    def __init__(self, config: Config, listen: Callable[[str, Function], Listening]) -> None:
        self._config, self._listen = config, listen

    def __getitem__(self, name: str) -> ListenedPoint:
        """Raises CaptureError for a name that no model or not this layer has."""
        points.require(name, self._config)
        return ListenedPoint(name, points.row(name), self._listen)

    def __iter__(self) -> Iterator[str]:
        return iter(points.names(self._config))

    def __len__(self) -> int:
        return len(points.names(self._config))

    def __contains__(self, name: object) -> bool:
        return name in points.names(self._config)

    def __repr__(self) -> str:
        return f"{len(self)} points, such as {next(iter(self))}; points[name].listen(function) hears one."

"""Rules for the residual streams, the logits, and any other tensor of the table of points.

`point` is a name of the table without its layer: "streams", "logits", "attn.out", "ffn.out", ... A result is brought to the
dtype of what was there, so that a model in bfloat16 rounds as it always does. Tests: tests/interventions/test_streams.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, ClassVar

import torch
from torch import Tensor

from dsv4lab.capture.points import POINTS, layers_of
from dsv4lab.config import Config
from dsv4lab.errors import EditError, shown
from dsv4lab.interventions.context import At
from dsv4lab.interventions.mixing import running_mean
from dsv4lab.interventions.passed import by_token
from dsv4lab.interventions.rule import Hook, Rule
from dsv4lab.interventions.selection import numbers_of
from dsv4lab.interventions.values import NO_TEXT, NOTHING, Source, Values

STREAMS, LOGITS = "streams", "logits"
ZERO, MEAN, FROM_TRACE = "zero", "mean", "from_trace"


def place(point: str, layer: int) -> str:
    """The full name of a point on a layer, -1 being the embedding."""
    if point == STREAMS:
        return "streams.embedding" if layer < 0 else f"streams.{layer}"
    return f"layers.{layer}.{point}" if point.split(".")[0] in ("attn", "ffn") else point


def layers_with(point: str, config: Config) -> list[int]:
    """The layers that have such a point; the last layer for what has none of its own. Raises EditError for no point."""
    if point == STREAMS:
        return [-1, *range(config.num_hidden_layers)]
    for row in POINTS:
        if row.name == f"layers.{{i}}.{point}":
            return layers_of(row, config)
        if row.name == point and "{i}" not in point:
            return [config.num_hidden_layers - 1]
    known = sorted({row.name.removeprefix("layers.{i}.") for row in POINTS if not row.name.startswith("streams.")})
    raise EditError(f"point={shown(point)} is no place of the model; there are streams, {', '.join(known)}.")


def of_streams(streams: tuple[int, ...] | None, at: At) -> Tensor:
    """[N, 1] bool: which streams are meant."""
    number = torch.arange(at.config.hc_mult)
    every = torch.ones_like(number, dtype=torch.bool)
    mask = at.table("streams", lambda: every if streams is None else torch.isin(number, number.new_tensor(streams)))
    return mask[:, None]


@dataclass(frozen=True, kw_only=True)
class _OfStreams(Rule):
    """A rule with `streams`, numbers that the model must have; None: all."""

    also: ClassVar[dict[str, str]] = {**Rule.also, "stream": "streams"}
    streams: tuple[int, ...] | None = None

    def normalise(self) -> None:
        if self.streams is not None:
            self._set(streams=numbers_of(self.streams, "streams"))

    def possible(self, config: Config) -> list[int]:
        return layers_with(STREAMS, config)

    def check(self, config: Config, layers: Sequence[int]) -> None:
        wrong = [s for s in self.streams or () if not 0 <= s < config.hc_mult]
        if wrong:
            raise EditError(f"{self.label}: there is no stream {wrong[0]}; this model has 0 to {config.hc_mult - 1}.")

    def claims(self, layer: int) -> dict[str, bool]:
        if self.streams is None:
            return {STREAMS: True}
        return {STREAMS: False} | {f"stream {s}": True for s in self.streams}


@dataclass(frozen=True, kw_only=True)
class Stream(_OfStreams):
    """Streams behind a layer (-1: behind the embedding) become zero, their mean over the tokens, or another text's."""

    kind: ClassVar[str] = "stream"
    how: str = ZERO
    source: Source | None = None

    def normalise(self) -> None:
        super().normalise()
        if self.how not in (ZERO, MEAN, FROM_TRACE):
            raise EditError(f"stream: how={shown(self.how)} is unknown; use zero, mean or from_trace.")
        if self.source is not None:
            self._set(source=Source.of(self.source))
        if (self.how == FROM_TRACE and self.source is None) or (self.how == ZERO and self.source is not None):
            raise EditError(f"stream: how='{self.how}' {'needs' if self.source is None else 'takes no'} source.")

    def source_of(self) -> Source | None:
        return self.source

    def hooks(self, layer: int, config: Config) -> dict[str, Hook]:
        def change(at: At, value: Tensor) -> Tensor:
            if self.how == ZERO:
                new = torch.zeros_like(value)
            elif self.source is None:
                new = running_mean(at, STREAMS, value)
            elif self.how == MEAN:
                mean = at.table("mean", lambda: at.source(place(STREAMS, layer)).mean(1, keepdim=True))
                new = mean.expand_as(value)
            else:
                new = aligned(at.source(place(STREAMS, layer)), value, at.positions)
            return torch.where(of_streams(self.streams, at), new.to(value.dtype), value)

        return {place(STREAMS, layer): change}


def aligned(other: Tensor, value: Tensor, number: Tensor) -> Tensor:
    """Another text's values [1, n, ...] at the positions (or entries) `number` [T] of value [B, T, ...]; the value itself
    beyond its end.
    """
    if other.shape[2:] != value.shape[2:]:  # lists of entries differ in length from text to text
        raise EditError(
            f"the other text has {list(other.shape[2:])} numbers a token there and this one {list(value.shape[2:])}; "
            "such a place cannot be taken over."
        )
    known = number < other.shape[1]
    part = other[:, number.clamp_max(other.shape[1] - 1)]
    return torch.where(known.view(1, -1, *[1] * (value.dim() - 2)), part, value)


@dataclass(frozen=True, kw_only=True)
class Rescue(_OfStreams):
    """Behind a layer, streams become again what they are without any edit: what another rule broke before is mended."""

    kind: ClassVar[str] = "rescue"

    def reads_plain(self, layer: int) -> Iterable[str]:
        return [place(STREAMS, layer)]

    def hooks(self, layer: int, config: Config) -> dict[str, Hook]:
        def mend(at: At, value: Tensor) -> Tensor:
            return torch.where(of_streams(self.streams, at), at.run.plain[place(STREAMS, layer)], value)

        return {place(STREAMS, layer): mend}


@dataclass(frozen=True, kw_only=True)
class _AtPoint(_OfStreams):
    """A rule for any tensor of the table; `streams` only goes with the streams."""

    point: str = STREAMS

    def possible(self, config: Config) -> list[int]:
        return layers_with(self.point, config)

    def check(self, config: Config, layers: Sequence[int]) -> None:
        super().check(config, layers)
        if self.streams is not None and self.point != STREAMS:
            raise EditError(f"{self.label}: streams= goes with point='{STREAMS}' only.")

    def claims(self, layer: int) -> dict[str, bool]:
        return {}

    def changed(self, at: At, value: Tensor) -> Any:
        """What becomes of value [B, T, ...], in its shape."""
        raise NotImplementedError

    def hooks(self, layer: int, config: Config) -> dict[str, Hook]:
        def change(at: At, value: Tensor) -> Any:
            new = self.changed(at, value)
            if self.streams is None or not isinstance(new, Tensor) or new.shape != value.shape:
                return new
            return torch.where(of_streams(self.streams, at), new, value)

        return {place(self.point, layer): change}


@dataclass(frozen=True, kw_only=True)
class _WithVector(_AtPoint):
    """A rule with a vector as wide as its place."""

    vector: Values = NOTHING

    def normalise(self) -> None:
        super().normalise()
        self._set(vector=Values.of(self.vector))
        if len(self.vector.shape) != 1 or not self.vector.shape[0]:
            raise EditError(f"{self.kind}: the vector has shape {list(self.vector.shape)}; give one list of numbers.")

    def fitting(self, at: At, value: Tensor) -> Tensor:
        """The vector [D], float32, for value [..., D]. Raises EditError for another width."""
        if self.vector.shape[0] != value.shape[-1]:
            raise EditError(
                f"{self.label}: the vector has {self.vector.shape[0]} numbers, and this place {value.shape[-1]}."
            )
        return at.table("vector", lambda: torch.from_numpy(self.vector.array().copy()).float())


@dataclass(frozen=True, kw_only=True)
class Add(_WithVector):
    """A vector times `scale` is added."""

    kind: ClassVar[str] = "add"
    scale: float = 1.0

    def changed(self, at: At, value: Tensor) -> Tensor:
        return (value.float() + self.scale * self.fitting(at, value)).to(value.dtype)


@dataclass(frozen=True, kw_only=True)
class ProjectOut(_WithVector):
    """What points along a vector is taken out."""

    kind: ClassVar[str] = "project_out"

    def changed(self, at: At, value: Tensor) -> Tensor:
        vector = self.fitting(at, value)

        def make() -> Tensor:
            norm = vector.norm()
            if not norm:
                raise EditError(f"{self.label}: a vector of zeros has no direction.")
            return vector / norm

        direction = at.table("direction", make)
        return (value.float() - (value.float() @ direction)[..., None] * direction).to(value.dtype)


@dataclass(frozen=True, kw_only=True)
class Patch(_AtPoint):
    """The values of another text at the same positions; beyond its end nothing is changed."""

    kind: ClassVar[str] = "patch"
    source: Source = NO_TEXT

    def normalise(self) -> None:
        super().normalise()
        self._set(source=Source.of(self.source))

    def source_of(self) -> Source | None:
        return self.source

    def claims(self, layer: int) -> dict[str, bool]:
        return super(_AtPoint, self).claims(layer) if self.point == STREAMS else {self.point: True}

    def changed(self, at: At, value: Tensor) -> Tensor:
        number = at.positions if by_token(self.point) else at.made(value.shape[1])
        return aligned(at.source(place(self.point, at.layer)), value, number)


@dataclass(frozen=True, kw_only=True)
class Fn(_AtPoint):
    """A function of the value: function(tensor) -> tensor of the same shape and dtype.

    name   "module:function", by which JSON finds it again; a function without such a name cannot be run again
    """

    kind: ClassVar[str] = "fn"
    name: str = ""

    def normalise(self) -> None:
        super().normalise()
        if callable(self.name):
            function: Any = self.name
            name = (
                f"{function.__module__}:{function.__qualname__}"
                if hasattr(function, "__qualname__")
                else repr(function)
            )
            if "<" in name:  # lambdas and inner functions share their names
                name = f"{name} number {id(function)}"
            _FUNCTIONS[name] = function
            self._set(name=name)
        self.function()

    def function(self) -> Callable[[Tensor], Any]:
        """The function by its name; from its shape to the same shape. Raises EditError when it cannot be found again."""
        if self.name in _FUNCTIONS:
            return _FUNCTIONS[self.name]
        module, _, path = str(self.name).partition(":")
        try:
            found: Any = import_module(module)
            for part in path.split("."):
                found = getattr(found, part)
        except (ImportError, AttributeError, ValueError):
            raise EditError(
                f"fn: {shown(self.name)} cannot be found, so this edit cannot be run again; give the function itself, or "
                "define it in a module."
            ) from None
        return found

    def changed(self, at: At, value: Tensor) -> Any:
        return self.function()(value.clone())  # it may write into what it is given


_FUNCTIONS: dict[str, Any] = {}  # those given in this process, lambdas too

"""Group: everything the lab knows of one captured group, in one object; Variable: one array of it.

A group names its variables, the points they are made of, its layers and sizes, how the rows of a pass are written, and what
must be true of them. Schema, plan, recorders, readers and checks ask the registered groups (capture/registry.py) and keep
no list of their own. Nothing here needs torch: a trace is opened without it.   Tests: tests/capture/test_captured_group.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, NamedTuple

import numpy as np

from dsv4lab.capture.passes import LatePass, ReadOut, RecordedPass
from dsv4lab.capture.point import Point
from dsv4lab.capture.protocols import Options, Readable
from dsv4lab.config import Config


class Variable(NamedTuple):
    """One array of a group.

    dims      dimensions in order
    dtype     numpy's name of it
    meaning   what a number says
    unit      of the numbers, where they have one
    equation  how it follows from others, where it does
    ids       what its numbers number: tokens of the "vocabulary", an "expert", an "entry", ... (trace_check.py)
    fixed     it follows from the configuration and is written before the first token
    ahead     it has a row for the token after the last one, too
    """

    dims: tuple[str, ...]
    dtype: str
    meaning: str
    unit: str = ""
    equation: str = ""
    ids: str = ""
    fixed: bool = False
    ahead: bool = False

    @property
    def fill(self) -> Any:
        """What "not captured" looks like: NaN for floats, -1 for signed ids, 0 for raw bytes, "" for words."""
        kind = np.dtype(self.dtype).kind
        return {"f": np.nan, "i": -1, "u": 0, "b": False, "U": ""}[kind]

    @property
    def help(self) -> str:
        """What a reader of a trace is told of it."""
        return f"{self.meaning} ({self.unit})" if self.unit else self.meaning

    def bytes(self, shape: tuple[int, ...]) -> int:
        """Bytes of an array of this shape."""
        return int(np.prod(shape, dtype=np.int64)) * np.dtype(self.dtype).itemsize


Table = Mapping[str, Variable]  # of a group: every variable by its name
F32, I32, I16, I8 = "float32", "int32", "int16", "int8"


def variable(dims: str, dtype: str, meaning: str, **more: Any) -> Variable:
    """A Variable from the names of its dimensions in one string."""
    return Variable(tuple(dims.split()), dtype, meaning, **more)


class Check(NamedTuple):
    """One thing that must hold: none of the numbers `worst` may be above `limit`. NaN never holds."""

    name: str
    worst: Any
    limit: float


class Group:
    """One captured group; subclasses say what is theirs. Methods that a group does not need do nothing.

    standard   in the selection "standard"
    derived    no pass leaves it behind: it is measured after a run and attached
    drop       place in the order in which groups are left out of a plan that is too large; None: never
    """

    name: ClassVar[str]
    variables: ClassVar[Table]
    points: ClassVar[tuple[Point, ...]] = ()
    standard: ClassVar[bool] = True
    derived: ClassVar[bool] = False
    drop: ClassVar[int | None] = None

    @property
    def layered(self) -> bool:
        """Whether it keeps rows of each layer."""
        return any("layer" in variable.dims for variable in self.variables.values())

    @property
    def sampled(self) -> bool:
        """Whether it keeps rows of the plan's queries only."""
        return any("query" in variable.dims for variable in self.variables.values())

    @property
    def ahead(self) -> bool:
        """Whether it has a row for the token after the last one."""
        return any(variable.ahead for variable in self.variables.values())

    def layers(self, config: Config) -> list[int]:
        """The layers for which a layered group has something to keep; -1 is after the embedding."""
        return list(range(config.num_hidden_layers))

    def missing(self, config: Config) -> str:
        """Why a model of this configuration has nothing of the group, or ""."""
        return "no layer of this model has it" if self.layered and not self.layers(config) else ""

    def sizes(self, config: Config, tokens: int, layers: Sequence[int], options: Options) -> dict[str, int]:
        """Sizes of its dimensions, but for those that every trace has, in a run of `tokens` tokens that keeps `layers`.

        A variable of which a dimension has no size is not kept.
        """
        return {}

    def names(self, recorder: str, layers: Sequence[int], config: Config) -> list[str]:
        """The points that this recorder listens to, on these layers (of a group without layers, those of the model)."""
        return [name for name, *_ in self.recorded(recorder, layers, config)]

    def recorded(self, recorder: str, layers: Sequence[int], config: Config) -> Iterator[tuple[str, Point, int]]:
        """(name, point, layer) of what this recorder listens to."""
        for point in self.points:
            if recorder in point.recorders:
                for layer in layers if self.layered else (0,):
                    name = point.on(layer, config)
                    if name is not None:
                        yield name, point, layer

    def fill_fixed(self, arrays: dict[str, np.ndarray], layers: Sequence[int], config: Config) -> None:
        """Write what follows from the configuration alone."""

    def begin(self, p: RecordedPass) -> None:
        """Write what needs no tensor: it is known while the tensors are on their way."""

    def write(self, p: RecordedPass) -> None:
        """Write the rows that follow from the values of a pass's points, on whichever body they passed."""

    def write_read_out(self, p: RecordedPass, out: ReadOut) -> None:
        """Write the rows that follow from what the head said at some positions of a pass."""

    def finish(self, p: RecordedPass) -> None:
        """Write what follows from the rows that all groups have written of the pass."""

    def write_late(self, p: LatePass) -> None:
        """In plain PyTorch, write the rows that take matrices of their own, of several passes together."""

    def decoder(self, layers: Sequence[int], options: Options) -> dict[str, Any]:
        """What a step of the engine's decoder has to read out for the group: fields of engine/decoder.py's Wanted."""
        return {}

    def check(self, trace: Readable) -> Iterator[Check]:
        """What must hold in a trace that has the group; a check of variables that were not kept is left out."""
        yield from ()

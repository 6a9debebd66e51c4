"""What the files of this room expect of each other, so that each can be read, and imported, without the others.

Tests: tests/capture/test_captured_group.py, tests/capture/test_trace.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from dsv4lab.config import Config

if TYPE_CHECKING:
    import xarray
    from torch import Tensor

# put(array, index, tensor): array[index] = tensor, now or as soon as the tensor has come from the device.
Put = Callable[[np.ndarray, Any, "Tensor"], None]


class Options(Protocol):
    """What groups read of a plan beside its groups and layers: `attention_lists`, `stream_lens`, `vectors`, as in Plan."""

    @property
    def attention_lists(self) -> bool: ...
    @property
    def stream_lens(self) -> bool: ...
    @property
    def vectors(self) -> tuple[int, ...]: ...


class Rows(Protocol):
    """The arrays that groups write their rows into: a TraceWriter's.

    config, run   the model's configuration, and the facts of the run that end up in the trace
    layers        {group: true layer numbers} of layered groups
    capacity      tokens that there is room for
    arrays        {group: {variable: array}}
    put_bytes     keep the UTF-8 bytes of the tokens from position `start` on, and which of them are special
    """

    @property
    def config(self) -> Config: ...
    @property
    def run(self) -> dict[str, Any]: ...
    @property
    def layers(self) -> dict[str, list[int]]: ...
    @property
    def capacity(self) -> int: ...
    @property
    def arrays(self) -> dict[str, dict[str, np.ndarray]]: ...
    def put_bytes(self, start: int, pieces: Sequence[bytes], special: Sequence[bool] | None = None) -> None: ...


class Readable(Protocol):
    """A trace, as checks and the text of its tokens read it; its length is the number of tokens.

    run, config   the facts of the run, and the model's configuration
    has           whether a variable was captured
    values        the valid part of a variable
    layers        true layer numbers of a layered group
    """

    @property
    def run(self) -> dict[str, Any]: ...
    @property
    def config(self) -> Config: ...
    def __len__(self) -> int: ...
    def has(self, group: str, variable: str) -> bool: ...
    def values(self, group: str, variable: str) -> np.ndarray: ...
    def layers(self, group: str) -> list[int]: ...


class Backing(Protocol):
    """Where the arrays of a trace lie: in memory while growing, or in a zarr store.

    run          the facts of the run
    finished     whether it has ended
    groups       names of the groups that are held
    variables    {variable: dimensions} of a group
    array        one variable, whole or to be indexed; rows beyond `counts` are not valid yet
    counts       valid rows along "token", "query" and "entry", all of one moment
    coordinate   true labels along a dimension of a group
    snapshot     the same as it is now, which a run that goes on does not change
    dataset      a group as xarray reads it without loading it; None where it lies in memory
    close        let go of the file, if there is one
    """

    @property
    def run(self) -> dict[str, Any]: ...
    @property
    def finished(self) -> bool: ...

    frozen: bool  # nothing will change any more, so what was read once may be kept

    def groups(self) -> list[str]: ...
    def variables(self, group: str) -> dict[str, tuple[str, ...]]: ...
    def array(self, group: str, variable: str) -> Any: ...
    def counts(self) -> dict[str, int]: ...
    def coordinate(self, group: str, dim: str) -> np.ndarray: ...
    def snapshot(self) -> Backing: ...
    def dataset(self, group: str) -> xarray.Dataset | None: ...
    def close(self) -> None: ...


class Growing(Protocol):
    """A run that is going on, as its trace sees it: a TraceWriter.

    config, run   the model's configuration, and the facts of the run so far
    finished      whether it has ended
    groups        names of the groups that are kept
    layers        {group: true layer numbers} of layered groups
    positions     {"query": true positions of the query rows}, -1 where there is none yet
    arrays        {group: {variable: array}}, allocated for the whole run
    counts        valid rows along the dimensions that grow, all of one moment
    """

    @property
    def config(self) -> Config: ...
    @property
    def run(self) -> dict[str, Any]: ...
    @property
    def finished(self) -> bool: ...
    @property
    def groups(self) -> list[str]: ...
    @property
    def layers(self) -> dict[str, list[int]]: ...
    @property
    def positions(self) -> dict[str, np.ndarray]: ...
    @property
    def arrays(self) -> dict[str, dict[str, np.ndarray]]: ...
    def counts(self) -> dict[str, int]: ...

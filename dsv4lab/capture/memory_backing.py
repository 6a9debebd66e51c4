"""The arrays of a run that is going on, as its trace asks for them.

Tests: tests/capture/test_trace.py.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from dsv4lab.capture.protocols import Growing
from dsv4lab.capture.registry import GROUPS
from dsv4lab.capture.trace_snapshot import Snapshot


class MemoryBacking:
    """A trace's backing that shows what a writer holds, as far as it has come."""

    frozen = False

    def __init__(self, writer: Growing) -> None:
        self._writer = writer
        self._dims: dict[str, dict[str, tuple[str, ...]]] = {}  # of each group, which views ask for at every turn

    @property
    def run(self) -> dict[str, Any]:
        return self._writer.run

    @property
    def finished(self) -> bool:
        return self._writer.finished

    def groups(self) -> list[str]:
        return self._writer.groups

    def variables(self, group: str) -> dict[str, tuple[str, ...]]:
        held, known = self._writer.arrays[group], self._dims.get(group)
        if known is None or len(known) != len(held):  # an array came to be while the run went on
            known = {name: variable.dims for name, variable in GROUPS[group].variables.items() if name in held}
            self._dims[group] = known
        return known

    def array(self, group: str, variable: str) -> np.ndarray:
        return self._writer.arrays[group][variable]

    def counts(self) -> dict[str, int]:
        return self._writer.counts()

    def coordinate(self, group: str, dim: str) -> np.ndarray:
        if dim == "layer":
            return np.asarray(self._writer.layers[group], np.int64)
        if dim == "query":
            return self._writer.positions["query"]
        dims = self.variables(group)
        name = next(name for name in dims if dim in dims[name])
        size: int = self.array(group, name).shape[dims[name].index(dim)]
        return np.arange(size)

    def snapshot(self) -> Snapshot:
        return Snapshot(self._writer)

    def dataset(self, group: str) -> None:
        return None

    def close(self) -> None:
        return None

"""A run as it was at one moment: the length is taken first, then every array up to it; nothing in it changes any more.

Saving, exporting, pickling and copying a trace go through here, since the run may be going on beside them.
The arrays are views of the writer's, which cost nothing; what lies before the length is not written again. What lies along
entries alone is copied: what lies before the length differs there from layer to layer.
Tests: tests/capture/test_trace_snapshot.py.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from dsv4lab.capture.json_values import is_list, is_object
from dsv4lab.capture.protocols import Growing
from dsv4lab.capture.registry import GROUPS


class Snapshot:
    """A trace's backing that holds what a writer held when this was made."""

    frozen = True

    def __init__(self, writer: Growing) -> None:
        self._counts = writer.counts()  # before the arrays: those that are taken later hold at least as much
        arrays, positions = {group: dict(held) for group, held in dict(writer.arrays).items()}, writer.positions
        self.finished = writer.finished
        self.run: dict[str, Any] = _copied(writer.run)
        self._arrays: dict[str, dict[str, np.ndarray]] = {}
        self._labels: dict[str, dict[str, np.ndarray]] = {}
        for group in GROUPS:
            if group not in arrays:
                continue
            dims_of = {name: GROUPS[group].variables[name].dims for name in arrays[group]}
            held = self._arrays[group] = {
                name: array[tuple(slice(0, self._counts.get(dim)) for dim in dims_of[name])]
                for name, array in arrays[group].items()
            }
            self._drop_unfinished(writer, group)
            labels: dict[str, np.ndarray] = {
                dim: np.arange(n) for name, a in held.items() for dim, n in zip(dims_of[name], a.shape, strict=True)
            }
            if "layer" in labels:
                labels["layer"] = np.asarray(writer.layers[group], np.int64)
            if "query" in labels:
                labels["query"] = positions["query"][: self._counts["query"]]
            self._labels[group] = labels

    def _drop_unfinished(self, writer: Growing, group: str) -> None:
        """Layers of a larger rate have rows to spare, where the pass that is going on may have written already."""
        config, held = writer.config, self._arrays[group]
        for name, variable in GROUPS[group].variables.items():
            if "entry" not in variable.dims or variable.fixed or name not in held:
                continue
            array = held[name] = held[name].copy()
            for row, layer in enumerate(writer.layers[group]):
                array[row, config.kind_of(layer).entries(config, self._counts["token"]) :] = variable.fill

    def groups(self) -> list[str]:
        return list(self._arrays)

    def variables(self, group: str) -> dict[str, tuple[str, ...]]:
        return {n: variable.dims for n, variable in GROUPS[group].variables.items() if n in self._arrays[group]}

    def array(self, group: str, variable: str) -> np.ndarray:
        return self._arrays[group][variable]

    def counts(self) -> dict[str, int]:
        return dict(self._counts)

    def coordinate(self, group: str, dim: str) -> np.ndarray:
        return self._labels[group][dim]

    def snapshot(self) -> Snapshot:
        return self

    def dataset(self, group: str) -> None:
        return None

    def close(self) -> None:
        return None


def _copied(value: Any) -> Any:
    """A copy at every depth; each dict and list is copied in one step, since the run's thread may be adding to it."""
    if is_object(value):
        return {key: _copied(one) for key, one in dict(value).items()}
    if is_list(value):
        return [_copied(one) for one in list(value)]
    return value

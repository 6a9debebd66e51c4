"""The preallocated arrays of a run that is going on: allocated, widened, cleared behind its end and copied up to a token.

They know nothing of how many tokens are valid; that is trace_writer.py. Large new arrays are filled with "not captured" by a
thread, so that a prompt's first pass does not wait for memory to be touched. Lists of what queries read are gigabytes where
a model is deep: `lazy`, their rows take no memory until they are begun.   Tests: tests/capture/test_trace.py.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from dsv4lab.capture.group import Variable
from dsv4lab.capture.registry import GROUPS
from dsv4lab.capture.shapes import array_shapes, grown
from dsv4lab.capture.touching import Touching
from dsv4lab.config import Config
from dsv4lab.errors import TraceError

Held = dict[str, dict[str, np.ndarray]]


class TraceArrays:
    """Arrays {group: {variable: array}} in the variables' dimensions, and `queries`, the true positions of query rows.

    groups   that are kept, in their order; `layers` {group: true layer numbers}; `sizes` of dimensions
    lazy     lists of what queries read are "not captured" only from `begin_rows` on; before that they hold anything
    """

    def __init__(
        self, groups: Sequence[str], sizes: Mapping[str, int], layers: Mapping[str, Sequence[int]], config: Config,
        *, lazy: bool = False,
    ) -> None:  # fmt: skip
        self.lazy, self._touching = lazy, Touching()  # rows of lists along "query"
        self.config, self.groups, self.sizes = config, list(groups), dict(sizes)
        self.layers = {group: [int(layer) for layer in layers[group]] for group in groups if group in layers}
        self.capacity = 0
        self.queries = np.empty(0, np.int64)
        self.lock = threading.Lock()  # of what readers take together
        self._held: Held = {}
        self._filling: threading.Thread | None = None

    @property
    def held(self) -> Held:
        """The arrays; large new ones are being filled with "not captured" until they are first asked for."""
        filling = self._filling
        if filling is not None and filling.is_alive():  # asking costs less than joining, and views ask often
            filling.join()
        return self._held

    def reserve(self, capacity: int, sizes: Mapping[str, int] | None = None) -> None:
        """Make room for `capacity` tokens in all, and for larger `sizes` of dimensions; what is written stays."""
        larger = any(size > self.sizes.get(dim, 0) for dim, size in (sizes or {}).items())
        if capacity <= self.capacity and not (self.capacity and larger):
            return
        capacity = max(capacity, self.capacity)
        for dim, size in (sizes or {}).items():
            self.sizes[dim] = max(size, self.sizes.get(dim, 0))
        sizes_now = grown(self.sizes, capacity, self.config)
        if "query" in self.sizes and self.capacity and sizes is None:
            sizes_now["query"] = len(self.queries) + capacity - self.capacity
        self._touching.wait()
        held, later = self._grown(sizes_now)
        queries = np.full(sizes_now["query"], -1, np.int64)
        queries[: len(self.queries)] = self.queries
        filling = threading.Thread(target=_fill, args=(later,), name="dsv4lab arrays", daemon=True)
        filling.start()
        with self.lock:
            self._held, self.queries, self.capacity, self._filling = held, queries, capacity, filling
        for group, arrays in held.items():
            GROUPS[group].fill_fixed(arrays, self.layers.get(group, ()), self.config)

    def _grown(self, sizes: dict[str, int]) -> tuple[Held, list[tuple[np.ndarray, Any]]]:
        """Arrays of these sizes with what is written, and those that are still to be filled, with what."""
        out: Held = {}
        before = self.held
        later: list[tuple[np.ndarray, Any]] = []
        for group, shapes in array_shapes(self.groups, self.layers, sizes).items():
            out[group] = {}
            for name, shape in shapes.items():
                variable = GROUPS[group].variables[name]
                array = out[group][name] = np.empty(shape, variable.dtype)
                old = before.get(group, {}).get(name)
                if self.lazy and _listed(variable):
                    # Memory that nobody touches is not taken: only begun rows are.
                    begun = (slice(None), slice(self._touching.filled))
                    array[begun] = variable.fill
                    if old is not None:
                        array[tuple(slice(0, size) for size in old[begun].shape)] = old[begun]
                    continue
                if old is None and "token" in variable.dims:
                    later.append((array, variable.fill))
                    continue
                array.fill(variable.fill)
                if old is not None:
                    array[tuple(slice(0, size) for size in old.shape)] = old
        return out, later

    def begin_rows(self, stop: int) -> None:
        """The rows of lists before `stop` are about to be written: what is not will be "not captured"."""
        if self.lazy:
            self._touching.begin(
                stop, lambda: [(array, variable.fill) for _, _, array, variable in self._each() if _listed(variable)]
            )

    def clear_behind(self, tokens: int, queries: int) -> None:
        """Whatever stands behind so many tokens and queries is "not captured" again."""
        self.queries[queries:] = -1
        for group, _, array, variable in self._each():
            if variable.fixed:
                continue
            if "entry" in variable.dims:
                for row, complete in enumerate(self._complete(group, tokens)):
                    array[row, complete:] = variable.fill
                continue
            begin = {"token": tokens + variable.ahead, "query": queries}
            axis = next((i for i, dim in enumerate(variable.dims) if dim in begin), None)
            if axis is not None and not (self.lazy and _listed(variable)):
                array[(slice(None),) * axis + (slice(begin[variable.dims[axis]], None),)] = variable.fill
        self._touching.back_to(queries)  # rows that are begun again are filled again

    def copy_to(self, other: TraceArrays, tokens: int, queries: int) -> None:
        """The first `tokens` tokens and `queries` query rows of the groups that the other has."""
        for group, name, array, variable in self._each():
            if group not in other.groups:
                continue
            target = other.held[group][name]
            if "entry" in variable.dims:
                for row, complete in enumerate(self._complete(group, tokens)):
                    target[row, :complete] = array[row, :complete]
                continue
            # What was proposed for the next position is not valid yet, but must not be lost.
            keep = tuple(
                slice(0, {"token": tokens + variable.ahead, "query": queries}.get(dim)) for dim in variable.dims
            )
            target[keep] = array[keep]
        other.queries[:queries] = self.queries[:queries]
        other._touching.filled = max(other._touching.filled, queries)

    def widen(self, group: str, name: str, size: int) -> np.ndarray:
        """The array with at least this size along its last dimension; it grows to it, or comes to be, when it has less."""
        held, variable = self.held[group], GROUPS[group].variables[name]
        dim = variable.dims[-1]
        if name not in held or held[name].shape[-1] < size:
            self.sizes[dim] = max(size, self.sizes.get(dim, 0))
            shape = [{"token": self.capacity}.get(d, self.sizes.get(d, 0)) for d in variable.dims]
            wide = np.full(shape, variable.fill, variable.dtype)
            if name in held:
                wide[..., : held[name].shape[-1]] = held[name]
            with self.lock:
                held[name] = wide
        return held[name]

    def attach(self, group: str, layers: Sequence[int], values: Mapping[str, np.ndarray]) -> None:
        """Add (or replace) a group that was measured after the run; arrays in the variables' dimensions."""
        table = GROUPS[group].variables
        if set(values) != set(table):
            raise TraceError(f"{group} has the variables {', '.join(table)}; given were {', '.join(values)}.")
        for name, array in values.items():
            sizes = dict(zip(table[name].dims, array.shape, strict=True))
            self.sizes |= {dim: size for dim, size in sizes.items() if dim != "layer"}
        self.layers[group] = [int(layer) for layer in layers]
        held = self.held
        with self.lock:
            held[group] = {name: array.astype(table[name].dtype) for name, array in values.items()}
            if group not in self.groups:
                self.groups.append(group)

    def _each(self) -> list[tuple[str, str, np.ndarray, Variable]]:
        held = self.held
        return [(g, n, array, GROUPS[g].variables[n]) for g, arrays in held.items() for n, array in arrays.items()]

    def _complete(self, group: str, tokens: int) -> list[int]:
        """Complete entries of the group's layers after so many tokens."""
        return [self.config.kind_of(layer).entries(self.config, tokens) for layer in self.layers[group]]


def _listed(variable: Variable) -> bool:
    """Whether it lists what each query read: a number a head and key, nearly all of a trace's bytes."""
    return variable.dims[:2] == ("layer", "query") and "place" in variable.dims


def _fill(arrays: Sequence[tuple[np.ndarray, Any]]) -> None:
    for array, value in arrays:
        array.fill(value)

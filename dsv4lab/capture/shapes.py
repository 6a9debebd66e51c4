"""The shape of every array of a trace: what a plan's estimate counts and what a writer allocates, by one function.

Tests: tests/capture/test_plan.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dsv4lab.capture.registry import GROUPS
from dsv4lab.capture.schema import size_of
from dsv4lab.config import Config
from dsv4lab.errors import TraceError

Shapes = dict[str, dict[str, tuple[int, ...]]]


def array_shapes(groups: Iterable[str], layers: Mapping[str, Sequence[int]], sizes: dict[str, int]) -> Shapes:
    """{group: {variable: shape}} in the schema's dimensions; a variable is kept when all its dimensions have a size."""
    out: Shapes = {}
    for group in groups:
        out[group] = {}
        for name, variable in GROUPS[group].variables.items():
            if "layer" in variable.dims and group not in layers:
                raise TraceError(f"layers has no entry for {group!r}; give its true layer numbers.")
            shape = [len(layers[group]) if dim == "layer" else size_of(dim, sizes) for dim in variable.dims]
            if None not in shape:
                out[group][name] = tuple(size or 0 for size in shape)
    return out


def grown(sizes: dict[str, int], capacity: int, config: Config) -> dict[str, int]:
    """Sizes with those of the dimensions that lengthen, for a trace of `capacity` tokens: one query per token by default."""
    entries = -(-capacity // smallest_rate(config))
    return {**sizes, "token": capacity, "query": sizes.get("query", capacity), "entry": entries}


def group_bytes(shapes: Shapes) -> dict[str, int]:
    """Bytes of each group's arrays."""
    return {
        group: sum(GROUPS[group].variables[name].bytes(shape) for name, shape in table.items())
        for group, table in shapes.items()
    }


def smallest_rate(config: Config) -> int:
    """Tokens per entry of the densest kind of layer that the model has."""
    rates = [kind.rate(config) for kind in config.kinds if kind.has_entries]
    return min(rates, default=max(config.pick_rate, 1))

"""THE table of what can be captured: one row per named place in the model, put together from the captured groups' rows.

A row's name with the layer filled in is also the path of a HookPoint module, so PyTorch's own hooks reach it:
`model.get_submodule("layers.3.attn.indexer.picks").register_forward_hook(...)`; a hook that returns a tensor
intervenes. Only to read, `model.read_points(ids, names)` and `model.points[name].listen(function)` are the same calls on
every body.
Tests: tests/capture/test_points.py (the table and the model's HookPoints are the same set).
"""

from __future__ import annotations

from dsv4lab.capture.point import Point, layer_of
from dsv4lab.capture.registry import GROUPS
from dsv4lab.config import Config
from dsv4lab.errors import CaptureError

# What only the engine's recorders read is no place of the model; two groups may be made of one place.
POINTS: tuple[Point, ...] = tuple(
    dict.fromkeys(point for group in GROUPS.values() for point in group.points if not point.not_on_reference)
)


def layers_of(point: Point, config: Config) -> list[int]:
    """The layers that have this point."""
    pairs = zip(config.layer_kinds, config.routing_kinds, strict=True)
    return [i for i, (kind, routing) in enumerate(pairs) if kind in point.layers and routing in point.routing]


def names(config: Config) -> list[str]:
    """Every point that a model of this config has, on every body, layer numbers filled in."""
    out: list[str] = []
    for point in POINTS:
        out += [point.name.format(i=i) for i in layers_of(point, config)] if "{i}" in point.name else [point.name]
    return out


def row(name: str) -> Point:
    """The row of the table that a point of some layer belongs to; the engine's recorders have rows of their own.

    Raises CaptureError for a name that the table has not.
    """
    pattern = ".".join("{i}" if part.isdigit() else part for part in name.split("."))
    for group in GROUPS.values():
        for point in group.points:
            if point.name == pattern:
                return point
    raise CaptureError(f"{name}: no such point. All points: dsv4lab.capture.points.names(model.config).")


def require(name: str, config: Config) -> str:
    """The name, if a model of this config has it; otherwise an error that says which do.

    Raises CaptureError for a name that no model or not this layer has.
    """
    point, layer = row(name), layer_of(name)
    if point.not_on_reference:  # a value that passes between the engine and its recorders
        raise CaptureError(f"{name}: {point.not_on_reference}, so it is no point of a model. All: names(model.config).")
    if layer is not None and layer not in layers_of(point, config):
        kind = config.layer_kinds[layer] if layer < config.num_hidden_layers else "not there"
        raise CaptureError(
            f"{name}: layer {layer} is {kind} and has no such point. Layers that have it: {layers_of(point, config)}."
        )
    return name

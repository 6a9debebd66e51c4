"""THE table of what can be captured: one row per named place in the model, put together from the captured groups' rows.

A row's name with the layer filled in is also the path of a HookPoint module, so PyTorch's own hooks reach it:
`model.get_submodule("layers.3.attn.indexer.picks").register_forward_hook(...)`; a hook that returns a tensor
intervenes. Only to read, `model.read_points(ids, names)` is the same call on every body.
Tests: tests/test_points.py (the table and the model's HookPoints are the same set).
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
    """Every point of a model of this config, layer numbers filled in."""
    out = []
    for point in POINTS:
        out += [point.name.format(i=i) for i in layers_of(point, config)] if "{i}" in point.name else [point.name]
    return out


def require(name: str, config: Config, *, body: str = "reference") -> str:
    """The name, if a model of this config has it on this body; otherwise an error that says which do."""
    point, layer = row(name), layer_of(name)
    if point is None or point.not_on_reference or (layer is None) != ("{i}" not in point.name):
        raise CaptureError(f"{name}: no such point. All points: dsv4lab.capture.points.names(model.config).")
    if layer is not None and layer not in layers_of(point, config):
        kind = config.layer_kinds[layer] if layer < config.num_hidden_layers else "not there"
        raise CaptureError(
            f"{name}: layer {layer} is {kind} and has no such point. Layers that have it: {layers_of(point, config)}."
        )
    if body == "engine" and point.not_on_engine:
        raise CaptureError(f"{name}: {point.not_on_engine}. lab.load(engine='reference') has it.")
    return name


def row(name: str) -> Point | None:
    """The table's row of a point, those that only the engine's recorders read included."""
    pattern = ".".join("{i}" if part.isdigit() else part for part in name.split("."))
    rows = (point for group in GROUPS.values() for point in group.points)
    return next((point for point in rows if point.name == pattern), None)


def flat(name: str) -> bool:
    """Whether the engine's tensor of a point has one axis for texts and tokens, [B * T, ...], instead of two."""
    point = row(name)
    return point is not None and point.engine.startswith("BT")

"""THE table of what can be captured: one row per named place in the model.

A row's name with the layer filled in is also the path of a HookPoint module, so PyTorch's own hooks reach it:
`model.get_submodule("layers.3.attn.indexer.picks").register_forward_hook(...)`; a hook that returns a tensor
intervenes. Only to read, `model.read_points(ids, names)` and `model.points[name].listen(function)` are the same calls on
every body.
Tests: tests/capture/test_points.py (the table and the model's HookPoints are the same set).
"""

from __future__ import annotations

from typing import NamedTuple

from dsv4lab.config import CSA, HASH, HCA, LEARNED, SLIDING, Config
from dsv4lab.errors import BodyError, CaptureError

_ALL = (SLIDING, CSA, HCA)


class Point(NamedTuple):
    """One kind of place; `dims` are the tensor's axes (letters as in model/transformer.py; P places, M block)."""

    name: str
    dims: str
    dtype: str
    meaning: str
    source: str
    layers: tuple[str, ...] = _ALL
    routing: tuple[str, ...] = (HASH, LEARNED)
    not_on_engine: str = ""  # why the engine cannot give it


_FUSED = "the engine's kernel norms and rotates an entry before it leaves the registers"


def _mixing(site: str, what: str) -> list[Point]:
    where = f"layers.{{i}}.{site}.mixing"
    return [
        Point(f"{where}.pre", "B T N", "float32", f"share of each stream in the input of {what}", "section 2.2"),
        Point(
            f"{where}.post", "B T N", "float32", f"how strongly the output of {what} enters each stream", "section 2.2"
        ),
        Point(
            f"{where}.comb_logits", "B T N N", "float32", "residual mixing before Sinkhorn, [from, to]", "section 2.2"
        ),
        Point(f"{where}.comb", "B T N N", "float32", "residual mixing after Sinkhorn, [from, to]", "section 2.2"),
    ]


def _compressor(where: str, kinds: tuple[str, ...], source: str) -> list[Point]:
    return [
        Point(f"{where}.gate", "B n M", "float32", "softmax gates of new entries, mean over channels", source, kinds),
        Point(
            f"{where}.entries",
            "B n C",
            "model",
            "new entries after their norm, before rotation",
            source,
            kinds,
            not_on_engine=_FUSED,
        ),
    ]


POINTS: tuple[Point, ...] = (
    Point("streams.embedding", "B T N D", "model", "residual streams after the embedding", "section 2.2"),
    Point("streams.{i}", "B T N D", "model", "residual streams after the layer", "section 2.2"),
    *_mixing("attn", "attention"),
    Point("layers.{i}.attn.query", "B T H C", "model", "queries, normed and rotated", "section 2.3"),
    Point("layers.{i}.attn.key", "B T C", "model", "the one key-value vector of each token, rotated", "section 2.3"),
    Point("layers.{i}.attn.keys", "B T P", "int64", "keys read: positions, then entries; -1 empty", "section 2.3"),
    Point("layers.{i}.attn.weights", "B T H P", "float32", "attention weights at those places, NaN empty", "section 2.3"),
    Point("layers.{i}.attn.sink_weight", "B T H", "float32", "attention weight of the sink", "section 2.3"),
    Point("layers.{i}.attn.out", "B T D", "model", "what attention adds", "section 2.3"),
    *_compressor("layers.{i}.attn.compressor", (CSA, HCA), "section 2.3"),
    Point("layers.{i}.attn.indexer.scores", "B T S", "float32", "entry scores; -inf: not complete", "eq. 16", (CSA,)),
    Point("layers.{i}.attn.indexer.picks", "B T K", "int64", "chosen entries, best first; -1: none left", "eq. 17", (CSA,)),
    *_compressor("layers.{i}.attn.indexer.compressor", (CSA,), "eq. 13"),
    *_mixing("ffn", "the experts"),
    Point("layers.{i}.ffn.routing.logits", "B T E", "float32", "router logits", "section 2.1"),
    Point("layers.{i}.ffn.routing.scores", "B T E", "float32", "scores of all experts", "section 2.1"),
    Point(
        "layers.{i}.ffn.routing.biased_scores", "B T E", "float32", "score + bias: who is chosen", "section 2.1",
        routing=(LEARNED,),
    ),
    Point("layers.{i}.ffn.routing.experts", "B T K", "int64", "chosen experts", "section 2.1"),
    Point("layers.{i}.ffn.routing.weights", "B T K", "float32", "their weights, scaling included", "section 2.1"),
    Point("layers.{i}.ffn.routed", "B T K D", "model", "what each chosen expert adds", "section 2.1"),
    Point("layers.{i}.ffn.shared", "B T D", "model", "what the shared expert adds", "section 2.1"),
    Point("layers.{i}.ffn.out", "B T D", "model", "what the experts add together", "section 2.1"),
    Point(
        "head_mixing.pre", "B T N", "float32", "share of each stream in the model's output", "section 2.2",
        not_on_engine="the engine collapses the last streams and their norm in one kernel",
    ),
    Point("logits", "B T V", "float32", "logits of the next token", "section 2.1"),
)  # fmt: skip


def layers_of(point: Point, config: Config) -> list[int]:
    """The layers that have this point."""
    pairs = zip(config.layer_kinds, config.routing_kinds, strict=True)
    return [i for i, (kind, routing) in enumerate(pairs) if kind in point.layers and routing in point.routing]


def names(config: Config, *, body: str = "reference") -> list[str]:
    """Every point that a model of this config has on this body, layer numbers filled in."""
    out: list[str] = []
    for point in POINTS:
        if body == "engine" and point.not_on_engine:
            continue
        out += [point.name.format(i=i) for i in layers_of(point, config)] if "{i}" in point.name else [point.name]
    return out


def row(name: str) -> Point:
    """The row of the table that a point of some layer belongs to."""
    return next(point for point in POINTS if point.name == _pattern(name))


def require(name: str, config: Config, *, body: str = "reference") -> str:
    """The name, if a model of this config has it on this body; otherwise an error that says which do."""
    if name in names(config):
        reason = row(name).not_on_engine
        if body == "engine" and reason:
            raise BodyError(body, name, reason, "lab.load(engine='reference') has it")
        return name
    parts = name.split(".")
    digits = [part for part in parts if part.isdigit()]
    for point in POINTS:
        if point.name == _pattern(name):
            kind = config.layer_kinds[int(digits[0])] if int(digits[0]) < config.num_hidden_layers else "not there"
            some = layers_of(point, config)
            raise CaptureError(
                f"{name}: layer {digits[0]} is {kind} and has no such point. Layers that have it: {some}."
            )
    raise CaptureError(f"{name}: no such point. All points: dsv4lab.capture.points.names(model.config).")


def _pattern(name: str) -> str:
    return ".".join("{i}" if part.isdigit() else part for part in name.split("."))

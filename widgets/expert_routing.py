"""Expert routing: tokens across, layers down; every cell is the stack of its experts' weights (section 2.1).

Layers whose experts come from a table over token ids stand apart, on top. Colour shows something that means the same in
every layer; expert numbers do not, so they are text only.
Picture: expert_routing.js.   Numbers: dsv4lab/analysis/expert_routing.py.   Tests: tests/test_widgets.py.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from traitlets import Bytes, Dict, Float, List, Unicode

from dsv4lab.analysis.expert_routing import COLOURS, routing_detail, routing_grid
from dsv4lab.capture.trace import Trace
from dsv4lab.widgets.token_strip import scale_of
from dsv4lab.widgets.view import View, pack, pack_text, program, quantise


class ExpertRouting(View):
    """The grid of choices, and the ranking behind the chosen cell."""

    group = "routing"
    purpose = "Here you will see which experts worked on each token, layer by layer, and why these."
    watches = ("layer", "token")
    _esm = program("expert_routing")

    weights = Bytes(help="[layer, token, slot] one byte: share of the token's total weight, 0..254").tag(sync=True)
    experts = Bytes(help="[layer, token, slot] int16").tag(sync=True)
    colours = Bytes(help="[layer, token] one byte: 0..254 over low..high, 255 no value").tag(sync=True)
    shape = List([0, 0, 0], help="layers, tokens, slots").tag(sync=True)
    layers = List(help="true layer numbers").tag(sync=True)
    kinds = List(help='"hash" or "learned" for each layer').tag(sync=True)
    attention_kinds = List(help="sliding, csa or hca for each layer").tag(sync=True)
    colour = Unicode("margin").tag(sync=True)
    colour_options = List([[name, *words] for name, words in COLOURS.items()]).tag(sync=True)
    low = Float(0.0).tag(sync=True)
    high = Float(1.0).tag(sync=True)
    utf8 = Bytes().tag(sync=True)
    lengths = Bytes().tag(sync=True)
    detail = Dict(help="the ranking at the chosen cell, a dozen rows").tag(sync=True)

    def __init__(self, trace: Any = None, selection: Any = None, **options: Any) -> None:
        super().__init__(trace, selection, **options)
        self.observe(lambda _: self.refresh(), names="colour")

    def fill(self, trace: Trace) -> None:
        grid = routing_grid(trace, self.colour)
        weight, values = grid.weight.values, grid.colour.values
        config = trace.config
        share = weight / np.maximum(np.nansum(weight, -1, keepdims=True), 1e-12)
        self.shape = [int(size) for size in weight.shape]
        self.weights = quantise(share, 0.0, 1.0)
        self.experts = pack(grid.expert.values, "<i2")
        self.low, self.high = (0.0, 1.0) if self.colour != "margin" else scale_of(values)
        self.colours = quantise(values, self.low, self.high)
        self.layers = [int(layer) for layer in grid.layer.values]
        self.kinds = [str(kind) for kind in grid.kind.values]
        self.attention_kinds = [config.layer_kinds[layer] for layer in self.layers]
        packed = pack_text(trace.pieces[: weight.shape[1]])
        self.utf8, self.lengths = packed["utf8"], packed["lengths"]
        self._detail(trace)

    def _changed(self, _change: Any) -> None:
        with self._lock, self.hold_sync():
            self.message = self._sentence() or self._attempt(self._detail)

    def _detail(self, trace: Trace) -> None:
        layer, token = self.selection.layer, self.token
        if layer not in trace.layers("routing"):
            self.detail = {}
            return
        found = routing_detail(trace, layer, token)
        rows = {name: _numbers(found[name].values) for name in ("expert", "logit", "score", "biased_score", "weight")}
        self.detail = {
            **rows,
            "norm": _numbers(found["norm"].values),
            "chosen": [bool(x) for x in found["chosen"].values],
            "layer": layer,
            "token": token,
            "kind": found.attrs["kind"],
            "margin": _numbers(np.array([found.attrs["margin"]]))[0],
            "shared_norm": _numbers(np.array([found.attrs["shared_norm"]]))[0],
        }


def _numbers(values: np.ndarray) -> list[float | int | None]:
    """Plain numbers for a small table; what is not there becomes None, since JSON has no NaN."""
    return [None if np.isnan(x) else x.item() for x in values]

"""Expert routing: tokens across, layers down; every cell is the stack of its experts' weights (section 2.1).

Layers whose experts come from a table over token ids stand apart, on top. Colour shows something that means the same in
every layer; expert numbers do not, so they are text only. Below: the ranking behind one cell, or the tokens of one expert
beside those of a matched one.
Picture: src/expert_routing.js.   Numbers: dsv4lab/analysis/expert_routing.py, expert_tokens.py.
Tests: tests/widgets/test_views.py.
"""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
from traitlets import Dict, Float, Int, List, Unicode

from dsv4lab.analysis.expert_routing import COLOURS, choices_between, ranking_at
from dsv4lab.analysis.expert_tokens import Uses, matched_expert, uses_of
from dsv4lab.analysis.generation import parting
from dsv4lab.capture.trace import Trace
from dsv4lab.widgets.about import ROUTING
from dsv4lab.widgets.growing import GrowingBytes
from dsv4lab.widgets.token_strip import Scale, scale_of
from dsv4lab.widgets.view import Part, View, pack, pack_text, quantise


class ExpertRouting(View):
    """The grid of choices, and the ranking behind the chosen cell."""

    name, slot, title, tab = "routing", "tab", "Experts chosen", 30
    tab_group, companion = "Route", True
    says = ROUTING
    linked: ClassVar = {"cells": "colour"}
    compares = True
    group = "routing"
    purpose = "Here you will see which experts worked on each token, layer by layer, and why these."

    weights = GrowingBytes(help="[token, layer, slot] one byte: share of the token's total weight, 0..254").tag(
        sync=True, grows=True
    )
    experts = GrowingBytes(help="[token, layer, slot] int16").tag(sync=True, grows=True)
    colours = GrowingBytes(help="[token, layer] one byte: 0..254 over low..high, 255 no value").tag(
        sync=True, grows=True
    )
    shape = List([0, 0, 0], help="layers, tokens, slots").tag(sync=True)
    layers = List(help="true layer numbers").tag(sync=True)
    kinds = List(help='"hash" or "learned" for each layer').tag(sync=True)
    attention_kinds = List(help="sliding, csa or hca for each layer").tag(sync=True)
    colour = Unicode("margin").tag(sync=True)
    colour_options = List(help="[name, title, unit]").tag(sync=True)
    low = Float(0.0).tag(sync=True)
    high = Float(1.0).tag(sync=True)
    parting = Int(-1, help="first token at which the two runs' text differs; -1 if they do not").tag(sync=True)
    utf8 = GrowingBytes().tag(sync=True, grows=True)
    lengths = GrowingBytes().tag(sync=True, grows=True)
    detail = Dict(help="the ranking at the chosen cell, a dozen rows").tag(sync=True)
    uses = Dict(help="the chosen expert's tokens in context, and a matched expert's").tag(sync=True)

    parts = (
        Part("_grid", ("own.colour",), ("weights", "experts", "colours", "shape", "layers", "kinds", "attention_kinds",
             "colour", "colour_options", "low", "high", "parting", "utf8", "lengths")),
        Part("_detail", ("layer", "token"), ("detail",)),
        Part("_uses", ("layer", "expert"), ("uses",)),
    )  # fmt: skip

    def __init__(self, *given: Any, **options: Any) -> None:
        self._margins = Scale()
        super().__init__(*given, **options)

    def compare(self, other: Trace | None, names: tuple[str, str] = ("this run", "the other run")) -> None:
        """Offer the overlap with another run as a colour; None takes it back."""
        self.other = other
        if other is None and self.colour == "overlap":
            self.colour = "margin"
        self.refresh()

    def choices(self, name: str) -> list[Any]:
        if name == "colour":
            return [colour for colour in COLOURS if colour != "overlap" or self.other is not None]
        return super().choices(name)

    def _grid(self, trace: Trace) -> None:
        stop, of = len(trace), (trace, self.colour, self.other)
        held = 0 if trace.finished else self.held_rows("grid", of, stop)
        weight, expert, values = choices_between(trace, self.colour, held, stop, self.other)
        share = weight / np.maximum(np.nansum(weight, -1, keepdims=True), 1e-12)
        # Tokens first: what a run adds is then added at the end of the bytes.
        packed = pack_text(trace.pieces_between(held, stop)) | {
            "weights": quantise(share.swapaxes(0, 1), 0.0, 1.0), "experts": pack(expert.swapaxes(0, 1), "<i2"),
        }  # fmt: skip
        for name, more in packed.items():
            self._put(name, held, more)
        scale = self._scale_of(trace, values, held, of)
        if scale != (self.low, self.high):
            self.low, self.high = scale
            held, values = 0, choices_between(trace, self.colour, 0, stop, self.other).colour
        self._put("colours", held, quantise(values.swapaxes(0, 1), self.low, self.high))
        self.shape = [weight.shape[0], stop, weight.shape[2]]
        if not held:
            self._rows_of(trace)
        self.parting = parting(trace, self.other)

    def _put(self, name: str, held: int, more: bytes) -> None:
        if held:
            self.add(name, more)
        else:
            setattr(self, name, more)

    def _rows_of(self, trace: Trace) -> None:
        """What belongs to the layers and stays as it is while a run grows."""
        config = trace.config
        self.layers = trace.layers("routing")
        self.kinds = [str(kind) for kind in trace.values("routing", "kind")]
        self.attention_kinds = [config.layer_kinds[layer] for layer in self.layers]
        self.colour_options = [[name, *COLOURS[name]] for name in self.choices("colour")]

    def _scale_of(self, trace: Trace, values: np.ndarray, held: int, of: Any) -> tuple[float, float]:
        """The ends of the colours: of the margin they are found in the run, of all else they are a share's."""
        if self.colour != "margin":
            return 0.0, 1.0
        if self._margins.is_due(of, len(trace), trace.finished):
            # The choice's margin has no natural end; a run's own 99 % would change all colours with every token.
            every = values if not held else trace.values("routing", "margin")[:, : len(trace)]
            self._margins.ends = 0.0, _ceiling(scale_of(every)[1])
        return self._margins.ends

    def _detail(self, trace: Trace) -> None:
        layer, token = self.selection.layer, self.token
        if layer not in trace.layers("routing"):
            self.detail = {}
            return
        found = ranking_at(trace, layer, token)
        rows = {name: _numbers(getattr(found, name)) for name in ("expert", "logit", "score", "biased_score", "weight")}
        self.detail = {
            **rows,
            "norm": _numbers(found.norm),
            "chosen": [bool(x) for x in found.chosen],
            "layer": layer,
            "token": token,
            "kind": found.attrs["kind"],
            "margin": _numbers(np.array([found.attrs["margin"]]))[0],
            "shared_norm": _numbers(np.array([found.attrs["shared_norm"]]))[0],
        }

    def _uses(self, trace: Trace) -> None:
        layer, expert = self.selection.layer, self.selection.expert
        if expert < 0 or layer not in trace.layers("routing"):
            self.uses = {}
            return
        matched = matched_expert(trace, layer, expert)
        control = None if matched is None else _plain(uses_of(trace, layer, matched))
        self.uses = {"layer": layer, "of": _plain(uses_of(trace, layer, expert)), "control": control}


def _ceiling(high: float) -> float:
    """The next of 1, 2, 5 times a power of ten: a scale that stays while a run goes on."""
    power = 10.0 ** np.floor(np.log10(max(high, 1e-9)))
    return float(next(step * power for step in (1, 2, 5, 10) if step * power >= high * (1 - 1e-9)))


def _plain(uses: Uses) -> dict[str, Any]:
    return {**uses._asdict(), "rows": [row._asdict() for row in uses.rows]}


def _numbers(values: np.ndarray) -> list[float | int | None]:
    """Plain numbers for a small table; what is not there becomes None, since JSON has no NaN."""
    return [None if np.isnan(x) else x.item() for x in values]

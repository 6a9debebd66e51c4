"""Sparse attention: what was read, in three zones: compressed past, exact window, sink (section 2.3).

Three depths: one query with heads as rows; one head, query by key; every layer and head as a thumbnail. Nothing is drawn
in four ways: not there yet, there but not picked (it has no weight, not a zero weight), next to zero, not captured.
Picture: src/sparse_attention.js, sparse_attention_overview.js.   Numbers: dsv4lab/analysis/sparse_attention.py.
Tests: tests/widgets/test_views.py.
"""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
from traitlets import Bytes, Dict, List, Unicode

from dsv4lab.analysis.sparse_attention import (
    FORBIDDEN,
    UNCAPTURED,
    UNPICKED,
    attention_at,
    attention_map,
    attention_profile,
    entry_sources,
    has_entry,
)
from dsv4lab.capture.trace import Trace
from dsv4lab.errors import TraceError
from dsv4lab.widgets.about import ATTENTION
from dsv4lab.widgets.codes import MAP_ROOT, NOT_CAPTURED, NOT_PICKED, NOT_YET
from dsv4lab.widgets.view import Part, View, pack, pack_shares, pack_text, quantise

MAP_QUERIES = 256  # queries of the query-by-key map
# Kinds of nothing in the map; 0 to MAP_ROOT, in threes, is the square root of the weight.
CODES = {FORBIDDEN: NOT_YET, UNPICKED: NOT_PICKED, UNCAPTURED: NOT_CAPTURED}
ROWS = ("heads", "mean", "max", "map", "all")


class SparseAttention(View):
    """Attention of one query of one layer, all heads; or one head over many queries; or all heads of all layers."""

    name, slot, title, tab = "attention", "tab", "Attention", 10
    tab_group, companion = "Read", True
    says = ATTENTION
    linked: ClassVar = {"rows": "rows"}
    group = "attention"
    purpose = "Here you will see what each token looked at: the compressed past, its window, or the sink."

    window = Bytes(help="int32 token positions of the window").tag(sync=True)
    entries = Bytes(help="int32 numbers of the entries that were read").tag(sync=True)
    window_weight = Bytes(help="[head, window] shares, two bytes each").tag(sync=True)
    entry_weight = Bytes(help="[head, entry] shares, two bytes each").tag(sync=True)
    mass = Bytes(help="[head, 3] float32: entries, window, sink").tag(sync=True)
    utf8 = Bytes(help="the window's tokens").tag(sync=True)
    lengths = Bytes().tag(sync=True)
    facts = Dict(help="layer, kind, rate, query, visible, listed, heads, piece").tag(sync=True)
    layers = List().tag(sync=True)
    rows = Unicode("heads", help="heads, mean, max: one query; map: one head; all: every layer and head").tag(sync=True)
    entry_text = Unicode("", help="the text under the entry that is hovered or chosen").tag(sync=True)
    map_entries = Bytes(help="[query, entry] one byte, see CODES").tag(sync=True)
    map_window = Bytes(help="[query, back] one byte").tag(sync=True)
    map_facts = Dict(help="layer, head, kind, rate, first, queries, entries, window").tag(sync=True)
    profile = Bytes(help="[layer, head, bin, zone] one byte").tag(sync=True)
    profile_shape = List([0, 0, 0]).tag(sync=True)
    kinds = List(help="sliding, csa or hca for each of `layers`").tag(sync=True)

    parts = (
        Part("_query", ("layer", "token"), ("window", "entries", "window_weight", "entry_weight", "mass", "utf8",
             "lengths", "facts", "layers", "kinds")),
        Part("_map", ("own.rows", "layer", "head", "token//256"), ("map_entries", "map_window", "map_facts"),
             frozen={"own.rows": "map"}),
        Part("_profile", ("own.rows",), ("profile", "profile_shape"), frozen={"own.rows": "all"}),
        Part("_entry_text", ("layer", "shown_entry"), ("entry_text",)),
    )  # fmt: skip

    def choices(self, name: str) -> list[Any]:
        return list(ROWS) if name == "rows" else super().choices(name)

    def _query(self, trace: Trace) -> None:
        layer = self.selection.layer
        self.layers = trace.layers("attention")
        self.kinds = [trace.config.layer_kinds[one] for one in self.layers]
        if layer not in self.layers:
            raise TraceError(f"Attention of layer {layer} was not captured; captured are {_short(self.layers)}.")
        positions = trace.coordinate("attention", "query")
        token = self.token
        if not (positions == token).any():
            near = int(positions[np.abs(positions - token).argmin()]) if len(positions) else None
            raise TraceError(f"Token {token} was not one of the sampled queries. The nearest that was: {near}.")
        found = attention_at(trace, layer, token)
        read = found.window
        start = int(read[0]) if len(read) else token
        pieces = trace.pieces_between(start, token + 1)
        packed = pack_text([pieces[p - start] for p in read])
        self.window, self.entries = pack(read, "<i4"), pack(found.entry, "<i4")
        self.window_weight = pack_shares(found.window_weight)
        self.entry_weight, self.mass = pack_shares(found.entry_weight), pack(found.mass, "<f4")
        self.utf8, self.lengths = packed["utf8"], packed["lengths"]
        self.facts = {**found.attrs, "heads": len(found.mass), "piece": pieces[-1], "tokens": len(trace)}

    def _map(self, trace: Trace) -> None:
        if self.rows != "map" or self.selection.layer not in trace.layers("attention"):
            return
        head = max(self.selection.head, 0)
        first = self.token // MAP_QUERIES * MAP_QUERIES
        found = attention_map(trace, self.selection.layer, head, first, first + MAP_QUERIES)
        self.map_entries, self.map_window = _coded(found.entry_weight.values), _coded(found.window_weight.values)
        sizes = {"first": first, "queries": found.sizes["query"], "entries": found.sizes["entry"]}
        self.map_facts = {**found.attrs, **sizes, "window": found.sizes["back"]}

    def _profile(self, trace: Trace) -> None:
        if self.rows == "all":
            found = attention_profile(trace)
            self.profile, self.profile_shape = quantise(found.values, 0.0, 1.0), [int(n) for n in found.shape[:3]]

    def _entry_text(self, trace: Trace) -> None:
        entry, layer = self.selection.shown_entry, self.selection.layer
        if not has_entry(trace, layer, entry):
            self.entry_text = ""
            return
        tokens = entry_sources(trace, layer, entry).token.values
        inside = tokens[tokens < len(trace)]
        text = "".join(trace.pieces_between(int(inside[0]), int(inside[-1]) + 1)) if len(inside) else ""
        self.entry_text = f"tokens {inside[0]} to {inside[-1]}: “{text}”" if len(inside) else ""


def _coded(weights: np.ndarray) -> bytes:
    """Weights and the kinds of nothing -> one byte each; the root keeps small weights apart from none."""
    # Steps of three: finer shades are not seen.
    codes = np.rint(np.sqrt(np.clip(weights, 0, 1)) * (MAP_ROOT // 3)).astype(np.uint8) * np.uint8(3)
    for kind, code in CODES.items():
        codes[weights == kind] = code
    return codes.tobytes()


def _short(layers: list[int]) -> str:
    return ", ".join(map(str, layers[:12])) + (" …" if len(layers) > 12 else "")

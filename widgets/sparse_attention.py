"""Sparse attention: what the chosen query read, in three zones: compressed past, exact window, sink (section 2.3).

Rows are heads. An entry that was there but not picked is hatched: it has no weight, not a zero weight.
Picture: sparse_attention.js.   Numbers: dsv4lab/analysis/sparse_attention.py.   Tests: tests/test_widgets.py.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from traitlets import Bytes, Dict, List, Unicode

from dsv4lab.analysis.sparse_attention import entry_sources, has_entry, query_attention
from dsv4lab.capture.trace import Trace
from dsv4lab.errors import TraceError
from dsv4lab.widgets.view import View, pack, pack_text, program


class SparseAttention(View):
    """Attention of one query of one layer, all heads."""

    group = "attention"
    purpose = "Here you will see what each token looked at: the compressed past, its window, or the sink."
    watches = ("layer", "token", "hover_entry", "entry")
    _esm = program("sparse_attention")

    window = Bytes(help="int32 token positions of the window").tag(sync=True)
    entries = Bytes(help="int32 numbers of the entries that were read").tag(sync=True)
    window_weight = Bytes(help="[head, window] float32").tag(sync=True)
    entry_weight = Bytes(help="[head, entry] float32").tag(sync=True)
    mass = Bytes(help="[head, 3] float32: entries, window, sink").tag(sync=True)
    utf8 = Bytes(help="the window's tokens").tag(sync=True)
    lengths = Bytes().tag(sync=True)
    facts = Dict(help="layer, kind, rate, query, visible, listed, heads, piece").tag(sync=True)
    layers = List().tag(sync=True)
    rows = Unicode("heads", help="heads, mean or max").tag(sync=True)
    entry_text = Unicode("", help="the text under the entry that is hovered or chosen").tag(sync=True)

    def fill(self, trace: Trace) -> None:
        layer = self.selection.layer
        self.layers = trace.layers("attention")
        if layer not in self.layers:
            raise TraceError(f"Attention of layer {layer} was not captured; captured are {_short(self.layers)}.")
        positions = trace.coordinate("attention", "query")
        token = self.token
        if not (positions == token).any():
            near = int(positions[np.abs(positions - token).argmin()]) if len(positions) else None
            raise TraceError(f"Token {token} was not one of the sampled queries. The nearest that was: {near}.")
        found = query_attention(trace, layer, token)
        pieces = trace.pieces
        packed = pack_text([pieces[p] for p in found.window.values])
        self.window, self.entries = pack(found.window, "<i4"), pack(found.entry, "<i4")
        self.window_weight = pack(found.window_weight, "<f4")
        self.entry_weight, self.mass = pack(found.entry_weight, "<f4"), pack(found.mass, "<f4")
        self.utf8, self.lengths = packed["utf8"], packed["lengths"]
        self.facts = {**found.attrs, "heads": found.sizes["head"], "piece": pieces[token]}
        self._entry_text(trace)

    def _changed(self, change: Any) -> None:
        if change["name"] in ("hover_entry", "entry"):
            with self._lock, self.hold_sync():
                self._attempt(self._entry_text)
        else:
            self.refresh()

    def _entry_text(self, trace: Trace) -> None:
        entry = self.selection.hover_entry if self.selection.hover_entry >= 0 else self.selection.entry
        layer = self.selection.layer
        if not has_entry(trace, layer, entry):
            self.entry_text = ""
            return
        tokens = entry_sources(trace, layer, entry).token.values
        inside = tokens[tokens < len(trace)]
        text = "".join(trace.pieces[t] for t in inside)
        self.entry_text = f"tokens {inside[0]} to {inside[-1]}: “{text}”" if len(inside) else ""


def _short(layers: list[int]) -> str:
    return ", ".join(map(str, layers[:12])) + (" …" if len(layers) > 12 else "")

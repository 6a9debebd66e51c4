"""Compressor: which tokens an entry is made of and how much of each, by the attention's and the indexer's compressor.

Picture: src/compressor.js.   Numbers: dsv4lab/analysis/compressor.py.   Tests: tests/widgets/test_more_views.py.
"""

from __future__ import annotations

import math
from typing import Any

from traitlets import Bytes, Dict

from dsv4lab.analysis.compressor import entries_at, entry_gates, gate_sharpness, pending_tokens
from dsv4lab.analysis.sparse_attention import has_entry
from dsv4lab.capture.trace import Trace
from dsv4lab.widgets.about import COMPRESSOR
from dsv4lab.widgets.view import Part, View, pack


class Compressor(View):
    """Gates of one entry over its tokens, all complete entries as a strip, and the tokens that still wait."""

    name, slot, title, tab = "compressor", "tab", "Compressor", 18
    tab_group = "Read"
    says = COMPRESSOR
    group = "compressor"
    purpose = "Here you will see what each compressed entry is made of."
    parts = (
        Part("_place", ("layer", "token"), ("table", "sharpness")),
        Part("_chosen", ("layer", "entry"), ("chosen",)),
    )

    table = Dict(help="layer, kind, rate, complete, pending; entry and rows of the last complete entry").tag(sync=True)
    chosen = Dict(help="entry and rows of the clicked one; entry -1 when none is").tag(sync=True)
    sharpness = Bytes(help="[entry] float32: largest gate times number of sources").tag(sync=True)

    def _place(self, trace: Trace) -> None:
        layer, token, pieces = self.selection.layer, self.token, trace.pieces
        complete = entries_at(trace, layer, token)
        kind = trace.config.layer_kinds[layer]
        self.table = {
            "layer": layer, "kind": kind, "rate": trace.config.rate(kind), "complete": complete, "token": token,
            "pending": [pieces[p] for p in pending_tokens(trace, layer, token)], **_entry(trace, layer, complete - 1),
        }  # fmt: skip
        self.sharpness = pack(gate_sharpness(trace, layer)[:complete], "<f4")

    def _chosen(self, trace: Trace) -> None:
        layer, entry = self.selection.layer, self.selection.entry
        self.chosen = _entry(trace, layer, entry if has_entry(trace, layer, entry) else -1)


def _entry(trace: Trace, layer: int, entry: int) -> dict[str, Any]:
    """An entry with a row per source: token, piece, gate, index_gate (None on HCA layers)."""
    rows, pieces = [], trace.pieces
    if entry >= 0:
        gates = entry_gates(trace, layer, entry)
        for position, gate, index in zip(gates.token.values, gates.gate.values, gates.index_gate.values, strict=True):
            index = None if math.isnan(index) else float(index)
            rows.append({"token": int(position), "piece": pieces[position], "gate": float(gate), "index_gate": index})
    return {"entry": entry, "rows": rows}

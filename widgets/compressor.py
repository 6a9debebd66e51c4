"""Compressor: which tokens an entry is made of and how much of each, by the attention's and the indexer's compressor.

Picture: compressor.js.   Numbers: dsv4lab/analysis/compressor.py.   Tests: tests/test_widgets_more.py.
"""

from __future__ import annotations

import math

from traitlets import Bytes, Dict

from dsv4lab.analysis.compressor import entries_at, entry_gates, gate_sharpness, pending_tokens
from dsv4lab.capture.trace import Trace
from dsv4lab.widgets.view import View, pack, program


class Compressor(View):
    """Gates of one entry over its tokens, all complete entries as a strip, and the tokens that still wait."""

    group = "compressor"
    purpose = "Here you will see what each compressed entry is made of."
    watches = ("layer", "token", "entry")
    _esm = program("compressor")

    table = Dict(help="layer, kind, rate, entry, complete, rows of {token, piece, gate, index_gate}, pending").tag(
        sync=True
    )
    sharpness = Bytes(help="[entry] float32: largest gate times number of sources").tag(sync=True)

    def fill(self, trace: Trace) -> None:
        layer, token, pieces = self.selection.layer, self.token, trace.pieces
        complete = entries_at(trace, layer, token)
        chosen = self.selection.entry
        entry = chosen if 0 <= chosen < complete else complete - 1
        rows = []
        if entry >= 0:
            gates = entry_gates(trace, layer, entry)
            for position, gate, index in zip(
                gates.token.values, gates.gate.values, gates.index_gate.values, strict=True
            ):
                index = None if math.isnan(index) else float(index)
                rows.append(
                    {"token": int(position), "piece": pieces[position], "gate": float(gate), "index_gate": index}
                )
        kind = trace.config.layer_kinds[layer]
        self.table = {
            "layer": layer, "kind": kind, "rate": trace.config.rate(kind), "entry": entry, "complete": complete,
            "token": token, "rows": rows, "pending": [pieces[p] for p in pending_tokens(trace, layer, token)],
        }  # fmt: skip
        self.sharpness = pack(gate_sharpness(trace, layer)[:complete], "<f4")

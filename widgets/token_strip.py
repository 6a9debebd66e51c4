"""Token strip: the text itself, coloured by any number per token; the master axis of all views.

Hovering a compressed entry elsewhere lights up its source tokens here, with their gate weights.
Picture: token_strip.js.   Numbers: dsv4lab/analysis/token_values.py.   Tests: tests/test_widgets.py.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from traitlets import Bytes, Float, List, Unicode

from dsv4lab.analysis.sparse_attention import entry_sources, has_entry
from dsv4lab.analysis.token_values import MEASURES, available_measures, token_values
from dsv4lab.capture.trace import Trace
from dsv4lab.widgets.view import View, pack, pack_text, program

GENERATED, SPECIAL, SPLIT = 1, 2, 4


class TokenStrip(View):
    """The tokens as running text."""

    group = "tokens"
    purpose = "The text will stand here, each token coloured by how much it surprised the model."
    watches = ("layer", "token", "head", "hover_entry", "entry")
    _esm = program("token_strip")

    utf8 = Bytes().tag(sync=True)
    lengths = Bytes().tag(sync=True)
    flags = Bytes(help="one byte per token: 1 generated, 2 special, 4 shown as bytes").tag(sync=True)
    values = Bytes(help="float32 per token").tag(sync=True)
    low = Float(0.0).tag(sync=True)
    high = Float(1.0).tag(sync=True)
    measure = Unicode("surprise").tag(sync=True)
    measures = List(help="[name, title, unit, what a high value means]").tag(sync=True)
    lit = Bytes(help="int32 positions behind the chosen entry").tag(sync=True)
    lit_gate = Bytes(help="float32, their gates").tag(sync=True)
    lit_title = Unicode("").tag(sync=True)

    def __init__(self, trace: Any = None, selection: Any = None, **options: Any) -> None:
        self._range = (0.0, 1.0)
        super().__init__(trace, selection, **options)
        self.observe(lambda _: self.refresh(), names="measure")

    def fill(self, trace: Trace) -> None:
        count = len(trace)
        pieces = trace.pieces[:count]
        names = available_measures(trace)
        self.measures = [[name, *(MEASURES[name][i] for i in (0, 1, 3))] for name in names]
        if self.measure not in names:
            self.measure = names[0]
        values = token_values(
            trace, self.measure, layer=self.selection.layer, token=self.token, head=self.selection.head
        ).values[:count]
        flags = (trace.values("tokens", "phase")[:count] == 1) * GENERATED
        flags = flags | (trace.values("tokens", "special")[:count] * SPECIAL)
        flags = flags | np.array([(piece.startswith("⟨") and piece.endswith("⟩")) * SPLIT for piece in pieces], int)
        packed = pack_text(pieces)
        self.utf8, self.lengths = packed["utf8"], packed["lengths"]
        self.flags, self.values = pack(flags, "u1"), pack(values, "<f4")
        self.low, self.high = scale_of(values)
        self._light(trace)

    def _changed(self, change: Any) -> None:
        if change["name"] in ("layer", "token", "head") and self.measure == "reach":
            return self.refresh()
        with self._lock, self.hold_sync():
            self.message = self._sentence() or self._attempt(self._light)

    def _light(self, trace: Trace) -> None:
        """Positions and gates behind the entry under the pointer, else behind the clicked one."""
        sel = self.selection
        entry = sel.hover_entry if sel.hover_entry >= 0 else sel.entry
        tokens, gates, title = [], [], ""
        if has_entry(trace, sel.layer, entry):
            sources = entry_sources(trace, sel.layer, entry)
            tokens, gates = sources.token.values, sources.values
            title = f"entry {entry} of layer {sel.layer} (attention's compressor)"
        self.lit, self.lit_gate, self.lit_title = pack(tokens, "<i4"), pack(gates, "<f4"), title


def scale_of(values: np.ndarray) -> tuple[float, float]:
    """Low and high end of the colours: the middle 98 % of what is there, from zero when nothing is below it."""
    real = values[np.isfinite(values)]
    if not real.size:
        return 0.0, 1.0
    low, high = (float(x) for x in np.percentile(real, [1, 99]))
    return (0.0 if low >= 0 and low < 0.5 * high else low), (high if high > low else low + 1.0)

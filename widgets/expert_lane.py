"""Expert lane: every layer's experts as a board that lights up token by token; what was lit fades over the next tokens.

The page gets the choices of the last few tokens and nothing else, so that a frame of it costs the same in a run of any
length. An expert number means something only within its row.
Picture: src/expert_lane.js.   Tests: tests/widgets/test_lane.py.
"""

from __future__ import annotations

import numpy as np
from traitlets import Bytes, Int, List

from dsv4lab.capture.trace import Trace
from dsv4lab.widgets.about import LANE
from dsv4lab.widgets.view import Part, View, pack, pack_text, quantise

TRAIL = 24  # tokens until a light has gone out


class ExpertLane(View):
    """Layers down, experts across; the brightness of a cell is the weight that its expert had a moment ago."""

    name, slot, title, tab = "lane", "tab", "Experts at work", 37
    tab_group = "Route"
    says = LANE
    group = "routing"
    purpose = "Here the chosen experts of every layer will light up, token by token."

    weights = Bytes(help="[token, layer, slot] one byte: share of the token's total weight, 0..254, 255 none").tag(
        sync=True
    )
    experts = Bytes(help="[token, layer, slot] int16, -1 not captured").tag(sync=True)
    shape = List([0, 0, 0, 0], help="layers, tokens of the trail, slots, experts").tag(sync=True)
    last = Int(-1, help="position of the trail's newest token").tag(sync=True)
    total = Int(0, help="tokens of the run").tag(sync=True)
    layers = List(help="true layer numbers").tag(sync=True)
    kinds = List(help='"hash" or "learned" for each layer').tag(sync=True)
    utf8 = Bytes(help="the trail's tokens").tag(sync=True)
    lengths = Bytes().tag(sync=True)

    parts = (
        Part("_trail", ("token",), ("weights", "experts", "shape", "last", "total", "utf8", "lengths")),
        Part("_rows", (), ("layers", "kinds")),
    )

    def _trail(self, trace: Trace) -> None:
        last = self.token
        first = max(0, last + 1 - TRAIL)
        here = slice(first, last + 1)
        expert = trace.values("routing", "expert")[:, here].swapaxes(0, 1)
        weight = trace.values("routing", "weight")[:, here].swapaxes(0, 1)
        share = weight / np.maximum(np.nansum(weight, -1, keepdims=True), 1e-12)
        self.weights, self.experts = quantise(share, 0.0, 1.0), pack(expert, "<i2")
        tokens, layers, slots = expert.shape
        self.shape, self.last = [layers, tokens, slots, trace.config.n_routed_experts], last
        self.total = len(trace)
        packed = pack_text(trace.pieces_between(first, last + 1))
        self.utf8, self.lengths = packed["utf8"], packed["lengths"]

    def _rows(self, trace: Trace) -> None:
        self.layers = trace.layers("routing")
        self.kinds = [str(kind) for kind in trace.values("routing", "kind")]

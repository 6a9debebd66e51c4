"""Hyper-connections: how the four residual streams are read, mixed and written at one site (section 2.2).

Rows of the matrix are sources, columns destinations: next[to] = post[to] * out + sum of comb[from, to] * stream[from].
Picture: hyper_connections.js.   Numbers: dsv4lab/analysis/hyper_connections.py.   Tests: tests/test_widgets.py.
"""

from __future__ import annotations

import numpy as np
from traitlets import Bytes, Dict, List

from dsv4lab.analysis.hyper_connections import mixing_at, mixing_depth
from dsv4lab.capture.trace import Trace
from dsv4lab.errors import TraceError
from dsv4lab.widgets.view import View, pack, program


class HyperConnections(View):
    """Reading, mixing and writing of the streams for one (layer, site, token), and all sites in a strip."""

    group = "mixing"
    purpose = "Here you will see how the four residual streams are read, mixed and written."
    watches = ("layer", "site", "token")
    _esm = program("hyper_connections")

    pre = Bytes(help="[stream] float32").tag(sync=True)
    post = Bytes(help="[stream] float32").tag(sync=True)
    comb = Bytes(help="[from, to] float32").tag(sync=True)
    norm = Bytes(help="[stream] float32, before the layer; NaN when streams were not captured").tag(sync=True)
    exchange = Bytes(help="[step] float32, 1 - mean diagonal of comb").tag(sync=True)
    largest_pre = Bytes(help="[step] float32").tag(sync=True)
    layers = List(help="layer of each step").tag(sync=True)
    facts = Dict(help="layer, site, token, piece, sinkhorn_error").tag(sync=True)

    def fill(self, trace: Trace) -> None:
        selection, token = self.selection, self.token
        if selection.layer not in trace.layers("mixing"):
            raise TraceError(
                f"Mixing of layer {selection.layer} was not captured; captured are {trace.layers('mixing')}."
            )
        found = mixing_at(trace, selection.layer, selection.site, token)
        depth = mixing_depth(trace, token)
        self.pre, self.post, self.comb = pack(found.pre, "<f4"), pack(found.post, "<f4"), pack(found.comb, "<f4")
        self.norm = pack(found.stream_norm, "<f4")
        self.exchange, self.largest_pre = pack(depth.exchange, "<f4"), pack(depth.largest_pre, "<f4")
        error = found.attrs["sinkhorn_error"]
        self.layers = [int(layer) for layer in depth.layer.values]
        self.facts = {
            "layer": selection.layer,
            "site": selection.site,
            "token": token,
            "piece": trace.pieces[token],
            "sinkhorn_error": None if np.isnan(error) else error,
        }

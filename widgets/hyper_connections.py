"""Hyper-connections: how the four residual streams are read, mixed and written (section 2.2).

Rows of the matrix are sources, columns destinations: next[to] = post[to] * out + sum of comb[from, to] * stream[from].
Four pictures: one site; the product of all sites, beside what it would be without Sinkhorn; a dial over Sinkhorn's steps
on the captured logits; norms and cosines of the streams.
Picture: src/hyper_connections.js.   Numbers: dsv4lab/analysis/hyper_connections.py.   Tests: tests/widgets/test_views.py.
"""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
from traitlets import Bytes, Dict, Float, List, Unicode

from dsv4lab.analysis.hyper_connections import (
    VARIANTS,
    mixing_at,
    mixing_depth,
    mixing_product,
    mixing_spread,
    stream_depth,
    unbalanced,
)
from dsv4lab.capture.trace import Trace
from dsv4lab.errors import TraceError
from dsv4lab.widgets.about import STREAMS
from dsv4lab.widgets.view import Part, View, pack


class HyperConnections(View):
    """Reading, mixing and writing of the streams for one (layer, site, token), and what all sites do together."""

    name, slot, title, tab = "mixing", "tab", "Residual streams", 40
    tab_group = "Mix"
    says = STREAMS
    linked: ClassVar = {"mixing": "picture"}
    group = "mixing"
    purpose = "Here you will see how the four residual streams are read, mixed and written."

    pre = Bytes(help="[stream] float32").tag(sync=True)
    post = Bytes(help="[stream] float32").tag(sync=True)
    comb = Bytes(help="[from, to] float32").tag(sync=True)
    logits = Bytes(help="[from, to] float32, before Sinkhorn; NaN where not captured").tag(sync=True)
    norm = Bytes(help="[stream] float32, before the layer; NaN when streams were not captured").tag(sync=True)
    facts = Dict(help="layer, site, token, piece, sinkhorn_error").tag(sync=True)
    exchange = Bytes(help="[step] float32, 1 - mean diagonal of comb").tag(sync=True)
    largest_pre = Bytes(help="[step] float32").tag(sync=True)
    product = Bytes(help="[3, variant, step] float32: log10 gain, effective rank, log10 second eigenvalue").tag(
        sync=True
    )
    variants = List(list(VARIANTS)).tag(sync=True)
    layers = List(help="layer of each step").tag(sync=True)
    spread = Bytes(help="[3, from, to] float32: 5, 50, 95 % over the run's tokens but the first").tag(sync=True)
    stream_norm = Bytes(help="[layer, stream] float32").tag(sync=True)
    stream_cosine = Bytes(help="[layer, pair] float32").tag(sync=True)
    stream_facts = Dict(help="layers, pairs, token").tag(sync=True)
    steps = Dict(
        help="Sinkhorn: steps, eps; sites captured; late, unbalanced: how many need more steps, and the worst of them"
    ).tag(sync=True)
    product_facts = Dict(help="first and last layer of the product, gap: the layer that was not captured, or -1").tag(
        sync=True
    )
    limit = Float(1e-2, help="how far a row may miss a sum of one before a site is called unbalanced").tag(sync=True)
    picture = Unicode("site", help="site, product, dial or streams").tag(sync=True)

    parts = (
        Part("_site", ("layer", "site", "token"), ("pre", "post", "comb", "logits", "norm", "facts")),
        Part("_depth", ("token",), ("exchange", "largest_pre", "product", "product_facts", "layers", "stream_norm",
             "stream_cosine", "stream_facts")),
        Part("_spread", ("layer", "site"), ("spread",)),
        Part("_steps", ("own.limit",), ("steps",)),
    )  # fmt: skip

    def choices(self, name: str) -> list[Any]:
        return ["site", "product", "dial", "streams"] if name == "picture" else super().choices(name)

    def _site(self, trace: Trace) -> None:
        selection, token = self.selection, self.token
        if selection.layer not in trace.layers("mixing"):
            raise TraceError(
                f"Mixing of layer {selection.layer} was not captured; captured are {trace.layers('mixing')}."
            )
        found = mixing_at(trace, selection.layer, selection.site, token)
        self.pre, self.post, self.comb = pack(found.pre, "<f4"), pack(found.post, "<f4"), pack(found.comb, "<f4")
        self.logits, self.norm = pack(found.comb_logits, "<f4"), pack(found.stream_norm, "<f4")
        error = found.attrs["sinkhorn_error"]
        self.facts = {
            "layer": selection.layer,
            "site": selection.site,
            "token": token,
            "piece": trace.pieces_between(token, token + 1)[0],
            "sinkhorn_error": None if np.isnan(error) else error,
        }

    def _depth(self, trace: Trace) -> None:
        depth, product = mixing_depth(trace, self.token), mixing_product(trace, self.token, trace.layers("mixing")[0])
        self.exchange, self.largest_pre = pack(depth.exchange, "<f4"), pack(depth.largest_pre, "<f4")
        self.product = pack(np.stack([product[n] for n in ("log_gain", "effective_rank", "log_second")]), "<f4")
        self.product_facts = {name: int(product.attrs[name]) for name in ("first", "last", "gap")}
        self.layers = [int(layer) for layer in depth.layer.values]
        if not trace.has("streams", "norm"):
            self.stream_facts = {}
            return
        streams = stream_depth(trace, self.token)
        self.stream_norm, self.stream_cosine = pack(streams.norm, "<f4"), pack(streams.cosine, "<f4")
        self.stream_facts = {
            "layers": [int(layer) for layer in streams.layer.values],
            "pairs": [str(pair) for pair in streams.pair.values],
            "token": self.token,
        }

    def _spread(self, trace: Trace) -> None:
        selection = self.selection
        if selection.layer in trace.layers("mixing"):
            self.spread = pack(mixing_spread(trace, selection.layer, selection.site), "<f4")

    def _steps(self, trace: Trace) -> None:
        config, late = trace.config, unbalanced(trace, self.limit)
        share = np.nan_to_num(late.values)
        worst = share.argsort(axis=None, kind="stable")[::-1][:3]
        sites = [divmod(int(at), late.shape[1]) for at in worst if share.flat[at] > 0]
        self.steps = {
            "steps": config.hc_sinkhorn_iters,
            "eps": config.hc_eps,
            "sites": late.size,
            "late": int((share > 0).sum()),
            "unbalanced": [[int(late.layer[row]), site, float(late.values[row, site])] for row, site in sites],
        }

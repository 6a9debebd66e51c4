"""Expert load: how often every expert of every layer was chosen, against even use; for the text, or a brushed part of it.

A tile's colour and height say the same: full and warm above even use, low and blue below, a dot for never. Beside the map
stand each layer's unevenness and its effective number of experts; below it the chosen expert's tokens, who is chosen
together, or the load of expert-parallel ranks.
Picture: src/expert_load.js.   Numbers: dsv4lab/analysis/expert_load.py.   Tests: tests/analysis/test_expert_load.py.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from traitlets import Bytes, Dict, Float, Int, List, Unicode

from dsv4lab.analysis.expert_load import coactivation, expert_load, load_summary, rank_load
from dsv4lab.analysis.expert_routing import tokens_of_expert
from dsv4lab.capture.trace import Trace
from dsv4lab.config import LEARNED
from dsv4lab.widgets.about import LOAD
from dsv4lab.widgets.view import Part, View, pack

SUMMARY = ("max_over_mean", "gini", "effective", "low", "high", "unused", "unused_by_chance")
PLACEMENTS = ("neighbours", "round robin")
MOST_TOKENS = 12  # tokens listed for one expert


class ExpertLoad(View):
    """The map of loads, the margins of every layer, and one of three panels below."""

    name, slot, title, tab = "load", "tab", "Expert load", 35
    tab_group = "Route"
    says = LOAD
    group = "routing"
    purpose = "Here you will see how the work spreads over the experts of every layer."
    parts = (
        Part(
            "_load", ("query_first", "query_last", "own.draws"),
            ("counts", "rest", "tokens", "summary", "facts", "layers", "kinds", "attention_kinds", "rank_options"),
        ),
        Part(
            "_detail", ("layer", "expert", "query_first", "query_last", "own.panel"), ("detail",),
            frozen={"own.panel": "expert"},
        ),
        Part(
            "_together", ("layer", "query_first", "query_last", "own.panel"), ("together", "judged"),
            frozen={"own.panel": "together"},
        ),
        Part(
            "_ranks", ("query_first", "query_last", "own.ranks", "own.placement", "own.panel"), ("parallel",),
            frozen={"own.panel": "ranks"},
        ),
    )  # fmt: skip

    counts = Bytes(help="[layer, expert] int32, in the brushed range or the whole text").tag(sync=True)
    rest = Bytes(help="[layer, expert] int32, outside the brushed range").tag(sync=True)
    tokens = Bytes(help="[layer, 2] int32: captured tokens in the range and outside").tag(sync=True)
    summary = Bytes(help=f"[layer, 7] float32: {', '.join(SUMMARY)}").tag(sync=True)
    facts = Dict(help="experts, slots, tokens of the text, draws of the effective number").tag(sync=True)
    layers = List(help="true layer numbers").tag(sync=True)
    kinds = List(help='"hash" or "learned"').tag(sync=True)
    attention_kinds = List().tag(sync=True)
    sort = Unicode("id", help="id or load: the order of experts in every row").tag(sync=True)
    against = Unicode("even", help="even use, or the rest of the text").tag(sync=True)
    panel = Unicode("expert", help="expert, together or ranks").tag(sync=True)
    draws = Int(256, help="choices that an effective number is given for").tag(sync=True)
    ranks = Int(4, help="simulated expert-parallel devices").tag(sync=True)
    rank_options = List(help="sizes that divide the number of experts").tag(sync=True)
    placement = Unicode("neighbours", help="neighbours or round robin").tag(sync=True)
    together = Bytes(help="[expert, other] float32: co-activation of the layer over chance, NaN not judged").tag(
        sync=True
    )
    judged = Float(0.0, help="share of the pairs that have a number").tag(sync=True)
    parallel = Bytes(help="[layer, rank + 3] float32: load per rank, busiest, batches' median and 95 %").tag(sync=True)
    detail = Dict(help="the chosen expert: its tokens by weight, its bias").tag(sync=True)

    def choices(self, name: str) -> list[Any]:
        """What the controls offer."""
        known = {"panel": ["expert", "together", "ranks"], "ranks": self.rank_options, "placement": list(PLACEMENTS)}
        return known.get(name) or super().choices(name)

    def _load(self, trace: Trace) -> None:
        first, last = self._brushed(trace)
        load = expert_load(trace, first, last)
        summary = load_summary(trace, first, last, draws=self.draws)
        experts, config = load.attrs["experts"], trace.config
        self.layers = [int(layer) for layer in load.layer.values]
        self.kinds = [str(kind) for kind in load.kind.values]
        self.attention_kinds = [config.layer_kinds[layer] for layer in self.layers]
        self.counts, self.rest = pack(load.choices, "<i4"), pack(load.rest_choices, "<i4")
        self.tokens = pack(np.stack([load.tokens, load.rest_tokens], -1), "<i4")
        self.summary = pack(np.stack([summary[name] for name in SUMMARY], -1), "<f4")
        self.rank_options = [n for n in range(1, experts + 1) if experts % n == 0 and (n > 1 or experts == 1)]
        self.facts = {
            "experts": experts,
            "slots": load.attrs["slots"],
            "tokens": len(trace),
            "first": first,
            "last": last,
            "draws": summary.attrs["draws"],
            "used": summary.attrs["used_tokens"],
        }

    def _brushed(self, trace: Trace) -> tuple[int, int]:
        """The selected range of tokens, inside the text; (-1, -1) for the whole."""
        ends = self.selection.query_first, self.selection.query_last
        if min(ends) < 0 or min(ends) >= len(trace):
            return -1, -1
        return min(ends), min(max(ends), len(trace) - 1)

    def _together(self, trace: Trace) -> None:
        if self.panel != "together" or self.selection.layer not in trace.layers("routing"):
            self.together, self.judged = b"", 0.0
            return
        found = coactivation(trace, self.selection.layer, *self._brushed(trace))
        self.judged = found.attrs["judged"] / max(found.attrs["pairs"], 1)
        self.together = pack(found, "<f4")

    def _ranks(self, trace: Trace) -> None:
        if self.panel == "ranks":
            ranks = self.ranks if self.ranks in self.rank_options else self.rank_options[0]
            found = rank_load(trace, ranks, *self._brushed(trace), placement=self.placement)
            last_columns = [found[name] for name in ("max_over_mean", "batch_middle", "batch_high")]
            self.parallel = pack(np.column_stack([found.relative, *last_columns]), "<f4")

    def _detail(self, trace: Trace) -> None:
        layer, expert = self.selection.layer, self.selection.expert
        shown = self.panel == "expert" and layer in trace.layers("routing")
        self.detail = (
            self._expert(trace, layer, expert) if shown and 0 <= expert < trace.config.n_routed_experts else {}
        )

    def _expert(self, trace: Trace, layer: int, expert: int) -> dict[str, Any]:
        """Tokens of one expert in the range, heaviest first, and its bias where a router chose."""
        first, last = self._brushed(trace)
        weight = tokens_of_expert(trace, layer, expert).values
        inside = np.arange(len(weight)) if first < 0 else np.arange(first, min(last + 1, len(weight)))
        used = inside[np.isfinite(weight[inside])]
        best = used[np.argsort(-weight[used], kind="stable")][:MOST_TOKENS]
        pieces = trace.pieces
        bias = None
        learned = trace.config.routing_kinds[layer] == LEARNED
        if learned and trace.has("routing", "biased_score") and len(used):
            chosen = trace.part("routing", "expert", layer=layer, token=int(used[0])) == expert
            parts = [
                trace.part("routing", name, layer=layer, token=int(used[0]))[chosen][0]
                for name in ("biased_score", "score")
            ]
            bias = float(parts[0] - parts[1]) if np.isfinite(parts).all() else None
        return {
            "layer": layer,
            "expert": expert,
            "count": len(used),
            "of": len(inside),
            "bias": bias,
            "weight": [float(x) for x in np.percentile(weight[used], [5, 50, 95])] if len(used) else [],
            "rows": [
                {
                    "token": int(t),
                    "weight": float(weight[t]),
                    "before": "".join(pieces[max(0, t - 3) : t]),
                    "piece": pieces[t],
                    "after": "".join(pieces[t + 1 : t + 4]),
                }
                for t in best
            ],
        }

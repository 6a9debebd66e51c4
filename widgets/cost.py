"""Cost: FLOPs of a token and bytes of the cache against the length of the context, and what changing the model would do.

Released Flash and Pro, V3.2, the loaded model, and the same model with the sliders' rates and top-k (dashed). Beside the
formula stands what the run's cache really held.
Picture: src/cost.js.   Numbers: dsv4lab/analysis/cost.py, dsv4lab/costs.py.   Tests: tests/widgets/test_cost_view.py.
"""

from __future__ import annotations

from typing import Any

from traitlets import Bytes, Dict, Int, List, Unicode

from dsv4lab.analysis.cost import (
    LENGTHS,
    PRECISIONS,
    V32,
    bytes_at,
    cost_curves,
    counted,
    flops_at,
    held_cache,
    published_ratios,
)
from dsv4lab.capture.trace import Trace
from dsv4lab.config import FLASH, PRO, Config
from dsv4lab.costs import cache_bytes
from dsv4lab.widgets.about import COST
from dsv4lab.widgets.view import Part, View, pack

LOADED, WHAT_IF = "this model", "what if"
COUNTINGS = {"equivalent": "FP8 equivalents, as published", "raw": "raw operations"}


class Cost(View):
    """Two curves per model, readings at the chosen length, the published ratios, and the cache that was held."""

    name, slot, title, tab = "cost", "tab", "Cost", 80
    tab_group = "Cost"
    says = COST
    group = "tokens"
    purpose = "Here you will see what a token costs at any length of context, and what this run's cache held."
    needs_run = False
    parts = (
        Part(
            "_curves",
            tuple(
                f"own.{n}" for n in ("length", "precision", "counting", "base", "csa_rate", "hca_rate", "index_topk")
            ),
            ("curves", "models", "readings", "own", "published", "held"),
            frozen={"own.base": "this model", "own.csa_rate": 0, "own.hca_rate": 0, "own.index_topk": 0},
        ),
    )

    curves = Bytes(help="[model, 2, length] float64: FLOPs of a token, bytes of the cache").tag(sync=True)
    lengths = List(list(LENGTHS)).tag(sync=True)
    models = List(help="names in the order of the curves").tag(sync=True)
    readings = List(help="per model: FLOPs, bytes, and their classes and parts at the chosen length").tag(sync=True)
    length = Int(1_048_576, help="tokens of context").tag(sync=True)
    base = Unicode(LOADED, help="the model that the sliders start from").tag(sync=True)
    csa_rate = Int(0, help="tokens per CSA entry; 0 is the model's own").tag(sync=True)
    hca_rate = Int(0).tag(sync=True)
    index_topk = Int(0).tag(sync=True)
    own = Dict(help="rates and top-k of the base, the context it accepts, the length that the readings are of").tag(
        sync=True
    )
    precision = Unicode("release").tag(sync=True)
    precisions = List([[name, kept.title] for name, kept in PRECISIONS.items()]).tag(sync=True)
    counting = Unicode("equivalent").tag(sync=True)
    countings = List([list(item) for item in COUNTINGS.items()]).tag(sync=True)
    published = List(help="model, what, published, recomputed, agrees").tag(sync=True)
    held = Dict(help="held, formula, release, tokens, dtype; empty while nothing was measured").tag(sync=True)

    def choices(self, name: str) -> list[Any]:
        """What the controls offer; lengths at the powers of two that the slider has."""
        known = {"precision": list(PRECISIONS), "counting": list(COUNTINGS), "length": [2**p for p in range(10, 21)]}
        return known.get(name) or super().choices(name)

    def configs(self, trace: Trace | None) -> dict[str, Config | None]:
        """Name -> configuration (None: V3.2), the changed one last when a slider was moved."""
        named: dict[str, Config | None] = {V32: None, "Pro": PRO, "Flash": FLASH}
        if trace is not None:
            named[LOADED] = trace.config
        base = self._base(named)
        rates = {"csa_rate": self.csa_rate, "hca_rate": self.hca_rate, "index_topk": self.index_topk}
        changes = {name: value for name, value in rates.items() if value and value != getattr(base, name)}
        if changes:
            named[WHAT_IF] = base.replace(**changes)
        return named

    def _base(self, named: dict[str, Config | None]) -> Config:
        return named.get(self.base) or named.get(LOADED) or FLASH

    def _curves(self, trace: Trace | None) -> None:
        named = self.configs(trace)
        base = self._base(named)
        self.models = list(named)
        self.curves = pack(cost_curves(list(named.values()), self.precision, self.counting), "<f8")
        self.readings = [self._reading(config) for config in named.values()]
        self.own = {
            "length": self.length,
            "csa_rate": base.csa_rate,
            "hca_rate": base.hca_rate,
            "index_topk": base.index_topk,
            "context": trace.config.max_position_embeddings if trace is not None else 0,
        }
        self.published = [[r.model, r.what, r.published, r.recomputed, r.agrees] for r in published_ratios()]
        self.held = (held_cache(trace) if trace is not None else None) or {}

    def _reading(self, config: Config | None) -> dict[str, Any]:
        """Totals at the chosen length, FLOPs by class (weighted as counted) and cache by part."""
        flops, kept = flops_at(config, self.length), PRECISIONS[self.precision]
        total = counted(flops, self.precision, self.counting)
        weights = dict.fromkeys(flops.by_class(), 1.0)
        if self.counting == "equivalent":  # the output matrix is left out, as published
            weights = {**flops.weights(**kept.weights), "head": 0.0}
        by_class = {name: weights[name] * value for name, value in flops.by_class().items()}
        parts = {"all layers": bytes_at(config, self.length, self.precision)}
        if config is not None:
            parts = cache_bytes(config, self.length, index_key=kept.index_key, entry=kept.entry)
        return {"flops": total, "bytes": sum(parts.values()), "classes": by_class, "parts": parts}

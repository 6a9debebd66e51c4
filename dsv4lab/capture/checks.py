"""Invariants that every trace must satisfy, computed from its arrays alone.

They go into `trace.run["checks"]`, the CLI prints them and the tests assert them. A check whose group was not captured is
absent, never passed. Tests: tests/test_trace_invariants.py (each is shown to fail on a damaged trace).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from dsv4lab.capture.trace import Trace

# Sums of float32 weights that a softmax or a division made one.
SUM_TOLERANCE = 1e-4


def check_trace(trace: Trace) -> dict[str, dict[str, Any]]:
    """Name -> {"ok": bool, "worst": number, "limit": number} for every check whose group was captured."""
    out: dict[str, dict[str, Any]] = {}
    config = trace.config
    if not len(trace):
        return out

    def note(name: str, worst: Any, limit: float) -> None:
        # max() of an empty selection has nothing to say; NaN compares false, so a hole in the data fails.
        worst = float(np.max(worst, initial=0.0))
        out[name] = {"ok": bool(worst <= limit), "worst": worst, "limit": limit}

    if trace.has("routing", "weight"):
        weight = trace.values("routing", "weight")
        total = weight @ np.ones(weight.shape[-1], weight.dtype)  # many times faster than sum() on short axes
        if config.norm_topk_prob and config.scoring_func != "softmax":
            scale = config.routed_scaling_factor
            note("routing weights sum to the scaling factor", abs(total - scale) / scale, SUM_TOLERANCE)
        note("expert ids exist on every layer and token", trace.values("routing", "expert") < 0, 0)
    if trace.has("attention", "mass_sink"):
        masses = sum(trace.values("attention", f"mass_{zone}") for zone in ("window", "entries", "sink"))
        note("attention masses sum to one", abs(masses - 1), SUM_TOLERANCE)
    if trace.has("indexer", "entry"):
        entry, visible = trace.values("indexer", "entry"), trace.values("indexer", "visible")
        note("picks are complete entries", entry >= visible[..., None], 0)
        expected = np.minimum(visible, config.index_topk)
        note("picks are as many as the selection allows", (entry >= 0).sum(-1) != expected, 0)
    if trace.has("mixing", "comb"):
        comb = trace.values("mixing", "comb")
        n = comb.shape[-1]
        columns = comb.reshape(*comb.shape[:-2], n * n) @ np.tile(np.eye(n, dtype=comb.dtype), (n, 1))
        # The last pass divides by a column's sum plus eps.
        note("mixing columns sum to one", abs(columns - 1), SUM_TOLERANCE + config.hc_eps)
    if trace.has("streams", "norm"):
        note("stream norms are finite", ~np.isfinite(trace.values("streams", "norm")), 0)
    return out

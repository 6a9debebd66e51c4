"""Invariants that every trace must satisfy, computed from its arrays alone.

They go into `trace.run["checks"]`, the CLI prints them and the tests assert them. A check whose group was not captured is
absent, never passed. Tests: tests/capture/test_trace_invariants.py (each is shown to fail on a damaged trace).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from dsv4lab.capture.trace import Trace
from dsv4lab.config import CSA, HCA

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
        # The last pass divides a column by its sum plus eps: a sum of one, unless the column was nearly nothing, which it
        # can be only in the first pass. There every entry is eps at least, so that 1 / (n + 1) of the sum can be missing.
        missing = SUM_TOLERANCE + (config.hc_eps if config.hc_sinkhorn_iters > 1 else 1 / (n + 1))
        note("mixing columns sum to one", abs(columns - 1), missing)
    if trace.has("compressor", "gate"):
        for name, kinds in (("gate", (CSA, HCA)), ("index_gate", (CSA,))):
            inside, beyond = _gate_sums(trace, name, kinds)
            note(f"{name}s of complete entries sum to one", abs(inside - 1), SUM_TOLERANCE)
            note(f"no {name}s beyond the last complete entry", beyond, 0)
    if "prompt_tokens" in trace.run:
        generated = np.arange(len(trace)) >= trace.run["prompt_tokens"]
        note("phases agree with the prompt's length", trace.values("tokens", "phase") != generated, 0)
    if trace.has("streams", "norm"):
        note("stream norms are finite", ~np.isfinite(trace.values("streams", "norm")), 0)
    return out


def _gate_sums(trace: Trace, name: str, kinds: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Sums of each complete entry's gates, and for all others whether there is a gate, over the layers of these kinds."""
    config, gate = trace.config, trace.values("compressor", name)
    sums: list[np.ndarray] = [np.empty(0)]
    beyond: list[np.ndarray] = [np.empty(0, bool)]
    source = trace.values("compressor", "source_token")
    for row, layer in enumerate(trace.layers("compressor")):
        if config.layer_kinds[layer] in kinds:
            complete = len(trace) // config.rate(config.layer_kinds[layer])
            # Where no token is behind a gate there is no number; a hole among the others makes the sum NaN, which fails.
            real = np.where(source[row, :complete] >= 0, gate[row, :complete], 0)
            sums.append(real.sum(-1))
            beyond.append(np.asarray(~np.isnan(gate[row, complete:]).all(-1)))
    return np.concatenate(sums), np.concatenate(beyond)

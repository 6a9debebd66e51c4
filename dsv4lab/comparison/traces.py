"""A trace as a side of a comparison: its arrays as the points that they were made of.

A trace keeps the chosen experts, picks, lists and mixing, not every tensor; what it has not is not compared, and rows of
queries that its plan left out neither.   Tests: tests/comparison/test_sides.py.
"""

from __future__ import annotations

import numpy as np

from dsv4lab.capture.trace import Trace
from dsv4lab.comparison.order import in_order
from dsv4lab.comparison.record import Record
from dsv4lab.errors import TraceError

SITES = ("attn", "ffn")


def record_of(trace: Trace, label: str) -> Record:
    """What a trace holds, by point. Raises TraceError for a trace without tokens, or that keeps not every query."""
    if not len(trace):
        raise TraceError(f"{label} holds no token, so there is nothing to compare.")
    config, tokens = trace.config, len(trace)
    values: dict[str, np.ndarray] = {}
    if trace.has("mixing", "pre"):
        for row, layer in enumerate(trace.layers("mixing")):
            for site, name in enumerate(SITES):
                for part in ("pre", "post", "comb_logits", "comb"):
                    values[f"layers.{layer}.{name}.mixing.{part}"] = trace.values("mixing", part)[row, site]
    if trace.has("routing", "expert"):
        for row, layer in enumerate(trace.layers("routing")):
            values |= _routing(trace, row, layer)
    notes: list[str] = []
    queries = trace.coordinate("indexer", "query") if trace.has("indexer", "entry") else None
    if queries is not None and len(queries) == tokens:
        for row, layer in enumerate(trace.layers("indexer")):
            values[f"layers.{layer}.attn.indexer.picks"] = _spread(trace.values("indexer", "entry")[row])
            values[f"layers.{layer}.attn.indexer.scores"] = _scores(trace, row)
    elif queries is not None:
        notes.append(f"{label}: picks and attention of {len(queries)} of {tokens} queries were kept; not compared.")
    if trace.has("attention", "mass_sink") and len(trace.coordinate("attention", "query")) == tokens:
        for row, layer in enumerate(trace.layers("attention")):
            values[f"layers.{layer}.attn.sink_weight"] = trace.values("attention", "mass_sink")[row]
    if trace.has("compressor", "gate"):
        for row, layer in enumerate(trace.layers("compressor")):
            kind = config.kind_of(layer)
            complete, sources = kind.entries(config, tokens), kind.sources(config)
            names = {"gate": "attn.compressor.gate"} | (
                {"index_gate": "attn.indexer.compressor.gate"} if kind.picks else {}
            )
            for variable, part in names.items():
                values[f"layers.{layer}.{part}"] = trace.values("compressor", variable)[row, :complete, :sources]
    if trace.has("logits", "logit"):
        values["logits"] = trace.values("logits", "logit")[:tokens]
    known = {place.name for place in in_order(config)}
    values = {name: rows if rows.dtype == bool else np.asarray(rows, np.float32) for name, rows in values.items()}
    run = trace.run
    partial = {name for name in values if name.endswith(("routing.biased_scores", "indexer.scores"))}
    return Record(
        config, [int(i) for i in trace.values("tokens", "id")], {name: values[name] for name in values if name in known},
        way="trace", source=label, dtype=run.get("dtype", "float32"), weights=run.get("weights", ""), notes=notes,
        partial=partial,
    )  # fmt: skip


def _routing(trace: Trace, row: int, layer: int) -> dict[str, np.ndarray]:
    """Experts as a set, weights by expert, and the scores that are known of them."""
    expert = trace.values("routing", "expert")[row].astype(np.int64)
    wide = trace.config.n_routed_experts
    where = f"layers.{layer}.ffn.routing"
    rows = np.arange(len(expert))[:, None]
    weights = np.zeros((len(expert), wide), np.float32)
    np.add.at(weights, (rows, expert), trace.values("routing", "weight")[row])
    out = {f"{where}.experts": _spread(expert, wide), f"{where}.weights": weights}
    if trace.has("routing", "biased_score") and not np.isnan(trace.values("routing", "biased_score")[row]).all():
        scores = np.full((len(expert), wide), np.nan, np.float32)
        scores[rows, expert] = trace.values("routing", "biased_score")[row]
        if trace.has("routing", "runner_expert"):
            runner = trace.values("routing", "runner_expert")[row].astype(np.int64)
            scores[rows, runner] = trace.values("routing", "runner_biased_score")[row]
        out[f"{where}.biased_scores"] = scores
    return out


def _scores(trace: Trace, row: int) -> np.ndarray:
    """Index scores of what was picked and of the runners-up; -inf elsewhere."""
    pairs = [("entry", "score")] + ([("runner_entry", "runner_score")] if trace.has("indexer", "runner_entry") else [])
    wide = max(int(trace.values("indexer", entry)[row].max(initial=-1)) for entry, _ in pairs) + 1
    out = np.full((len(trace), wide + 1), -np.inf, np.float32)
    for entry, score in pairs:
        ids, values = trace.values("indexer", entry)[row].astype(np.int64), trace.values("indexer", score)[row]
        out[np.arange(len(ids))[:, None], np.where(ids < 0, wide, ids)] = values
    return out[:, :wide]


def _spread(ids: np.ndarray, wide: int | None = None) -> np.ndarray:
    """ids [T, K], -1 for none -> members [T, M] bool."""
    ids = ids.astype(np.int64)
    wide = int(ids.max(initial=-1)) + 1 if wide is None else wide
    out = np.zeros((len(ids), wide + 1), bool)
    out[np.arange(len(ids))[:, None], np.where(ids < 0, wide, ids)] = True
    return out[:, :wide]

"""One number per token, to colour the text by: what the model thought of it, and what happened inside at it.

Surprising: a token's log probability was decided one position earlier, its routing and sink mass at its own position.
Views: widgets/token_strip.py.   Tests: tests/test_analysis.py.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from dsv4lab.analysis.sparse_attention import reach
from dsv4lab.errors import TraceError

if TYPE_CHECKING:
    import xarray

    from dsv4lab.capture.trace import Trace


class Measure(NamedTuple):
    """What a number per token means and how to show it."""

    title: str
    unit: str
    group: str
    high_means: str


MEASURES = {
    "surprise": Measure("surprise", "nats", "tokens", "the model did not expect this token (−log probability)"),
    "entropy": Measure("uncertainty before it", "nats", "tokens", "many tokens were still possible here (entropy)"),
    "margin": Measure("closest routing call", "score", "routing", "even the closest layer chose its experts clearly"),
    "sink": Measure("attention on the sink", "share", "attention", "heads mostly looked at nothing (mean over heads)"),
    "reach": Measure(
        "read by the chosen token", "share", "attention", "its heads read this token or an entry made of it"
    ),
    "difference": Measure(
        "surprise, minus the other run's", "nats", "tokens", "this run expected the token less than the other did"
    ),
    "stream_norm": Measure("size of the streams", "log₁₀ norm", "streams", "the residual streams are large at the end"),
}


def available_measures(trace: Trace, other: Trace | None = None) -> list[str]:
    """Names of the measures this trace can answer; "difference" needs another run beside it."""
    names = [name for name, measure in MEASURES.items() if measure.group in trace]
    return [name for name in names if name != "difference" or other is not None]


def bin_means(values: np.ndarray, bins: int) -> np.ndarray:
    """[bins] means over equal stretches of [token] values, NaN where a stretch has none."""
    edges = np.arange(bins + 1) * len(values) // bins
    known = np.isfinite(values)
    sums = np.concatenate([[0.0], np.cumsum(np.where(known, values, 0), dtype=np.float64)])[edges]
    counts = np.concatenate([[0], np.cumsum(known)])[edges]
    return np.where(np.diff(counts) > 0, np.diff(sums) / np.maximum(np.diff(counts), 1), np.nan).astype(np.float32)


def token_values(
    trace: Trace, measure: str, *, layer: int | None = None, token: int = -1, head: int = -1, other: Trace | None = None
) -> xarray.DataArray:
    """[token] float32, NaN where the trace has nothing (the first token's surprise, queries that were not sampled).

    layer, token, head: whose attention "reach" shows (default: the last layer, the last token, the mean of heads).
    other: the run that "difference" compares with; NaN wherever the two runs do not have the same token.
    """
    import xarray

    if measure not in MEASURES:
        raise TraceError(f"unknown measure {measure!r}; known are {', '.join(MEASURES)}.")
    values = np.full(len(trace), np.nan, np.float32)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a column with nothing captured is NaN, which is the answer
        if measure == "reach":
            found = _reach(trace, layer, token, head)
        elif measure == "difference":
            found = _difference(trace, other)
        else:
            found = _compute(trace, measure)
    if measure == "sink":
        positions = trace.coordinate("attention", "query")[: len(found)]
        inside = positions < len(values)
        values[positions[inside]] = found[inside]
    else:
        values[: len(found)] = found[: len(values)]
    meta = MEASURES[measure]
    return xarray.DataArray(
        values,
        dims=["token"],
        coords={"token": np.arange(len(values))},
        name=measure,
        attrs={"title": meta.title, "units": meta.unit, "high_means": meta.high_means},
    )


def _reach(trace: Trace, layer: int | None, token: int, head: int) -> np.ndarray:
    layers, positions = trace.layers("attention"), trace.coordinate("attention", "query")
    layer = layers[-1] if layer is None else layer
    token = token if token >= 0 else len(trace) - 1
    if layer not in layers or not (positions == token).any():
        return np.full(len(trace), np.nan, np.float32)
    return reach(trace, layer, token, head).values


def _difference(trace: Trace, other: Trace | None) -> np.ndarray:
    if other is None:
        raise TraceError("the difference needs another run; give other=Trace.open(path) or a branch's trace.")
    count = min(len(trace), len(other))
    mine, theirs = (run.values("tokens", "logprob")[:count] for run in (trace, other))
    same = trace.values("tokens", "id")[:count] == other.values("tokens", "id")[:count]
    return np.where(same, theirs - mine, np.nan)


def _compute(trace: Trace, measure: str) -> np.ndarray:
    if measure == "surprise":
        return -trace.values("tokens", "logprob")
    if measure == "entropy":
        return trace.values("tokens", "entropy")
    if measure == "margin":
        return np.nanmin(trace.values("routing", "margin"), axis=0)
    if measure == "sink":
        return np.nanmean(trace.values("attention", "mass_sink"), axis=(0, 2))
    return np.log10(np.nanmean(trace.values("streams", "norm")[-1], axis=-1))

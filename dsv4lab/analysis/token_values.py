"""One number per token, to colour the text by: what the model thought of it, and what happened inside at it.

Surprising: a token's log probability was decided one position earlier, its routing and sink mass at its own position.
Views: widgets/token_strip.py.   Tests: tests/analysis/test_analysis.py.
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
    "entropy": Measure(
        "uncertainty before it",
        "nats",
        "tokens",
        "many tokens were still possible here (entropy, before temperature and top-p)",
    ),
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
    """Names of the measures this trace can answer; "difference" needs another run with the same tokens beside it."""
    names = [name for name, measure in MEASURES.items() if measure.group in trace]
    return [name for name in names if name != "difference" or _differ(trace, other)]


def _differ(trace: Trace, other: Trace | None) -> bool:
    """Whether two runs gave a token that both have another probability. A branch and its origin never do: up to the fork
    they are the same run, behind it they have other tokens, and the difference would be blank."""
    return other is not None and bool((np.abs(np.nan_to_num(_difference(trace, other))) > 1e-6).any())


def measure_words(trace: Trace, name: str) -> Measure:
    """A measure as this trace can answer it: where not all layers were captured, it says of which it speaks."""
    measure = MEASURES[name]
    held = trace.layers(measure.group) if name in ("margin", "sink", "stream_norm") else []
    last = trace.config.num_hidden_layers - 1
    if name == "stream_norm" and held[-1] != last:
        return measure._replace(
            title=f"size of the streams after layer {held[-1]}",
            high_means=f"the residual streams are large after layer {held[-1]}, the last that was captured",
        )
    if held and name != "stream_norm" and len(held) <= last:
        of = f"of the captured layers {_list(held)}"
        return measure._replace(title=f"{measure.title}, {of}", high_means=f"{measure.high_means}; {of}")
    return measure


def _list(layers: list[int]) -> str:
    return ", ".join(map(str, layers[:8])) + (" …" if len(layers) > 8 else "")


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

    missing = ""
    if measure == "reach":
        found, missing = _reach(trace, layer, token, head)
        values = np.full(len(trace), np.nan, np.float32)
        values[: len(found)] = found[: len(values)]
    else:
        values = values_between(trace, measure, 0, len(trace), other)
    meta = measure_words(trace, measure)
    return xarray.DataArray(
        values,
        dims=["token"],
        coords={"token": np.arange(len(values))},
        name=measure,
        attrs={"title": meta.title, "units": meta.unit, "high_means": meta.high_means, "missing": missing},
    )


def values_between(trace: Trace, measure: str, start: int, stop: int, other: Trace | None = None) -> np.ndarray:
    """What `token_values` says of tokens start to stop - 1, for every measure but "reach"; reads nothing else."""
    if measure not in MEASURES:
        raise TraceError(f"unknown measure {measure!r}; known are {', '.join(MEASURES)}.")
    values = np.full(stop - start, np.nan, np.float32)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a column with nothing captured is NaN, which is the answer
        if measure == "difference":
            found = _difference(trace, other)[start:stop]
        elif measure == "sink":
            positions = trace.coordinate("attention", "query")
            first, last = np.searchsorted(positions, [start, stop])
            values[positions[first:last] - start] = np.nanmean(
                trace.values("attention", "mass_sink")[:, first:last], axis=(0, 2)
            )
            return values
        else:
            found = _compute(trace, measure, slice(start, stop))
    values[: len(found)] = found
    return values


def _reach(trace: Trace, layer: int | None, token: int, head: int) -> tuple[np.ndarray, str]:
    """What each token was read, and why some of it is not known."""
    layers, positions = trace.layers("attention"), trace.coordinate("attention", "query")
    layer = layers[-1] if layer is None else layer
    token = token if token >= 0 else len(trace) - 1
    trace.row("tokens", "token", token)
    if layer not in layers or not (positions == token).any():
        what = f"attention of layer {layer} was" if layer not in layers else f"token {token} as a query was"
        return np.full(len(trace), np.nan, np.float32), f"{what} not captured"
    found = reach(trace, layer, token, head)
    return found.values, found.attrs["missing"]


def _difference(trace: Trace, other: Trace | None) -> np.ndarray:
    if other is None:
        raise TraceError("the difference needs another run; give other=Trace.open(path) or a branch's trace.")
    count = min(len(trace), len(other))
    mine, theirs = (run.values("tokens", "logprob")[:count] for run in (trace, other))
    same = trace.values("tokens", "id")[:count] == other.values("tokens", "id")[:count]
    return np.where(same, theirs - mine, np.nan)


def _compute(trace: Trace, measure: str, tokens: slice) -> np.ndarray:
    if measure == "surprise":
        return -trace.values("tokens", "logprob")[tokens]
    if measure == "entropy":
        return trace.values("tokens", "entropy")[tokens]
    if measure == "margin":
        return np.nanmin(trace.values("routing", "margin")[:, tokens], axis=0)
    return np.log10(np.nanmean(trace.values("streams", "norm")[-1, tokens], axis=-1))

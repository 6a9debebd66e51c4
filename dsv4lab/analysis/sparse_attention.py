"""What one query looked at: compressed past, exact window, sink (section 2.3 of the report).

Surprising: an entry that was visible but not picked has no score at all; it is listed apart, never as a zero.
Views: widgets/sparse_attention.py.   Tests: tests/analysis/test_analysis.py.
"""

from __future__ import annotations

import warnings
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from dsv4lab.errors import TraceError

if TYPE_CHECKING:
    import xarray

    from dsv4lab.capture.trace import Trace

ZONES = ("entries", "window", "sink")
FORBIDDEN, UNPICKED, UNCAPTURED = -1.0, -2.0, -3.0  # three kinds of nothing, none of which is a weight of zero


def query_attention(trace: Trace, layer: int, token: int) -> xarray.Dataset:
    """All that the heads of one layer read at one query.

    window_weight [head, window] with the true positions as `window`; entry_weight [head, entry] with the picked entry
    numbers as `entry`; NaN where a head has no such key. mass [head, zone] (entries, window, sink: sums to one).
    attrs: kind, rate, visible (entries complete at this query, whether picked or not), listed (are lists in the trace).
    """
    import xarray

    found = attention_at(trace, layer, token)
    return xarray.Dataset(
        {
            "window_weight": (("head", "window"), found.window_weight),
            "entry_weight": (("head", "entry"), found.entry_weight),
            "mass": (("head", "zone"), found.mass),
        },
        coords={
            "head": np.arange(len(found.mass)), "window": found.window, "entry": found.entry, "zone": list(ZONES),
        },
        attrs=found.attrs,
    )  # fmt: skip


class Read(NamedTuple):
    """What one query read: positions of the window, entry numbers, weights [head, key], mass [head, zone]."""

    window: np.ndarray
    entry: np.ndarray
    window_weight: np.ndarray
    entry_weight: np.ndarray
    mass: np.ndarray
    attrs: dict[str, Any]


def attention_at(trace: Trace, layer: int, token: int) -> Read:
    """What `query_attention` says, as plain arrays."""
    trace.row("attention", "layer", layer)
    trace.row("attention", "query", token)  # both say what there is, when it is not this
    config = trace.config
    kind = config.layer_kinds[layer]
    rate = config.rate(kind)
    mass = np.stack(
        [trace.part("attention", f"mass_{zone}", layer=layer, query=token) for zone in ZONES], axis=-1
    )  # [H, 3]
    heads = len(mass)
    listed = trace.has("attention", "weight")
    window = entries = np.empty(0, np.int64)
    window_weight = entry_weight = np.empty((heads, 0), np.float32)
    if listed:
        key = trace.part("attention", "key", layer=layer, query=token)
        zone = trace.part("attention", "zone", layer=layer, query=token)
        weight = trace.part("attention", "weight", layer=layer, query=token)
        window, window_weight = _by_key(key, zone, weight, 0)
        entries, entry_weight = _by_key(key, zone, weight, 1)
        listed = bool(len(window) or len(entries))
    return Read(
        window, entries, window_weight, entry_weight, mass,
        {
            "layer": layer,
            "query": token,
            "kind": kind,
            "rate": rate,
            "visible": (token + 1) // rate if rate else 0,
            "listed": listed,
        },
    )  # fmt: skip


def _by_key(key: np.ndarray, zone: np.ndarray, weight: np.ndarray, which: int) -> tuple[np.ndarray, np.ndarray]:
    """Lists [place] with weights [head, place] -> sorted keys of a zone, and their weights [head, key]."""
    here = np.flatnonzero((zone == which) & (key >= 0))
    keys, first = np.unique(key[here], return_index=True)
    return keys.astype(np.int64), weight[:, here[first]].astype(np.float32)


def reach(trace: Trace, layer: int, token: int, head: int = -1) -> xarray.DataArray:
    """[token] where one query's attention ends up on the text: window weights, and every entry's weight shared out over
    its source tokens by their gates. Mean over heads, or one head. NaN after the query; the rest of the sum is the sink.

    An attribution, not a weight the model computed: an entry is read as one vector. What was not captured is NaN and not
    zero: without lists of keys every token, without an entry's gates the tokens it is made of. attrs: missing (why some
    are NaN, "" when none is), entries (could every read entry be shared out).
    """
    import xarray

    found = query_attention(trace, layer, token)
    if not -1 <= head < found.sizes["head"]:
        raise TraceError(f"attention has no head {head}; it has 0 to {found.sizes['head'] - 1}, and -1 for their mean.")
    heads = slice(None) if head < 0 else slice(head, head + 1)
    values = np.full(len(trace), np.nan, np.float32)
    missing = ""
    if not found.attrs["listed"]:
        missing = "the lists of keys were not captured for this query"
    else:
        values[: token + 1] = 0
        values[found.window.values] += np.nan_to_num(found.window_weight.values[heads]).mean(0)
    if found.sizes["entry"] and not missing:
        entries, weight = found.entry.values, np.nan_to_num(found.entry_weight.values[heads]).mean(0)
        source, gate = _gates_of(trace, layer, entries)
        known = np.asarray(np.isfinite(gate).any(-1))
        real = (source >= 0) & known[:, None]
        np.add.at(values, source[real], (np.nan_to_num(gate) * weight[:, None])[real])
        if not known.all():
            values[np.unique(source[~known][source[~known] >= 0])] = np.nan
            missing = f"the gates of {(~known).sum()} read entries were not captured (“compressor”)"
    return xarray.DataArray(
        values,
        dims=["token"],
        coords={"token": np.arange(len(values))},
        name="reach",
        attrs={"entries": not missing, "missing": missing},
    )


def _gates_of(trace: Trace, layer: int, entries: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """[entry, source] tokens and gates of some entries; which tokens they are follows from the rate alone."""
    if "compressor" in trace and layer in trace.layers("compressor"):
        source, gate = (trace.part("compressor", name, layer=layer)[entries] for name in ("source_token", "gate"))
        if (source >= 0).any(-1).all():
            return source, gate
    kind = trace.config.kind_of(layer)
    rate, blocks = kind.rate(trace.config), kind.blocks  # an overlapping entry reads its own block and the one before
    source = (entries[:, None] + 1 - blocks) * rate + np.arange(blocks * rate)
    return source, np.full(source.shape, np.nan, np.float32)


def attention_profile(trace: Trace, bins: int = 24) -> xarray.DataArray:
    """[layer, head, bin, zone] mean masses over stretches of the captured queries: where each head looks along the text.

    NaN where a stretch holds no captured query.
    """
    import xarray

    masses = np.stack([trace.values("attention", f"mass_{zone}") for zone in ZONES], axis=-1)  # [L, Q, H, 3]
    bins = max(1, min(bins, masses.shape[1]))
    edges = np.arange(bins + 1) * masses.shape[1] // bins
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # nothing captured in a stretch is NaN, which is the answer
        means = np.stack([np.nanmean(masses[:, a:b], axis=1) for a, b in pairwise(edges)], axis=2)
    return xarray.DataArray(
        means.astype(np.float32),
        dims=["layer", "head", "bin", "zone"],
        coords={"layer": trace.coordinate("attention", "layer"), "zone": list(ZONES)},
        name="mass",
    )


def attention_map(trace: Trace, layer: int, head: int, start: int, stop: int) -> xarray.Dataset:
    """One head, query by key, for the queries start to stop - 1.

    entry_weight [query, entry], window_weight [query, back] (key = query - back): a weight, or a kind of nothing:
    FORBIDDEN (not there yet), UNPICKED (there, but the indexer left it out: it has no weight), UNCAPTURED.
    """
    import xarray

    trace.row("attention", "layer", layer)
    config = trace.config
    if not 0 <= head < config.num_attention_heads:
        raise TraceError(f"attention has no head {head}; it has 0 to {config.num_attention_heads - 1}.")
    kind = config.kind_of(layer)
    rate = kind.rate(config)
    stop = min(stop, len(trace))
    queries = np.arange(start, stop)
    visible = (queries + 1) // rate if rate else np.zeros_like(queries)
    width = config.sliding_window
    entry = np.full((len(queries), int(visible.max(initial=0))), FORBIDDEN, np.float32)
    entry[np.arange(entry.shape[1]) < visible[:, None]] = UNPICKED if kind.picks else UNCAPTURED
    back = np.arange(width)
    window = np.where(back <= queries[:, None], np.float32(UNCAPTURED), np.float32(FORBIDDEN))
    positions = trace.coordinate("attention", "query")
    here = np.flatnonzero((positions >= start) & (positions < stop))
    captured = np.zeros(len(queries), bool)
    if trace.has("attention", "weight") and len(here):
        key, zone, weights = (
            trace.block("attention", name, layer, here[0], here[-1] + 1)[here - here[0]]
            for name in ("key", "zone", "weight")
        )
        weight = weights[:, head]
        rows = np.broadcast_to((positions[here] - start)[:, None], key.shape)
        near, far = (key >= 0) & (zone == 0), (key >= 0) & (zone == 1)
        window[rows[near], (start + rows[near]) - key[near]] = weight[near]
        entry[rows[far], key[far]] = weight[far]
        captured[(positions[here] - start)[near.any(1)]] = True
    entry[~captured] = np.where(entry[~captured] == UNPICKED, UNCAPTURED, entry[~captured])
    return xarray.Dataset(
        {"entry_weight": (("query", "entry"), entry), "window_weight": (("query", "back"), window)},
        coords={"query": queries, "entry": np.arange(entry.shape[1]), "back": back},
        attrs={"layer": layer, "head": head, "kind": kind.name, "rate": rate},
    )


def zone_masses(trace: Trace) -> xarray.DataArray:
    """[layer, zone]: probability on compressed past, window and sink, mean over captured queries and heads."""
    import xarray

    masses = [np.nanmean(trace.values("attention", f"mass_{zone}"), axis=(1, 2)) for zone in ZONES]
    return xarray.DataArray(
        np.stack(masses, -1),
        dims=["layer", "zone"],
        coords={"layer": trace.coordinate("attention", "layer"), "zone": list(ZONES)},
        name="mass",
    )


def entry_sources(trace: Trace, layer: int, entry: int) -> xarray.DataArray:
    """[token] mean gate of the tokens that one compressed entry is made of; they sum to one."""
    import xarray

    token = trace.part("compressor", "source_token", layer=layer, entry=entry)
    gate = trace.part("compressor", "gate", layer=layer, entry=entry)
    real = token >= 0
    return xarray.DataArray(gate[real], dims=["token"], coords={"token": token[real]}, name="gate")


def has_entry(trace: Trace, layer: int, entry: int) -> bool:
    """Whether entry_sources() can answer: the layer's compressor was captured and the entry is complete."""
    return (
        "compressor" in trace
        and layer in trace.layers("compressor")
        and 0 <= entry < len(trace.coordinate("compressor", "entry"))
        and bool(np.isfinite(trace.part("compressor", "gate", layer=layer, entry=entry)).any())
    )

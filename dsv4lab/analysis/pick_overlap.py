"""How alike the indexer's choices are: from query to query, from layer to layer, and against choices by distance alone.

The control gives every query the distances back of another query that saw nearly as much: the same preference for recent
text, but for other words. What the real choices share beyond the control is about content.
Surprising: forced queries (all entries fit) agree perfectly and mean nothing; they are left out everywhere.
Views: widgets/lightning_indexer.py.   Tests: tests/widgets/test_lightning_indexer_view.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from dsv4lab.analysis.lightning_indexer import Picks

if TYPE_CHECKING:
    import xarray

MOST = 1 << 21  # picks compared at once; longer traces are sampled evenly, and say so


def jaccard(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """[n, K], [n, K] lists of distinct entries (-1: none) -> [n] intersection over union; NaN where one is empty."""
    both = np.sort(np.concatenate([a, b], 1), 1)
    shared = ((both[:, 1:] == both[:, :-1]) & (both[:, 1:] >= 0)).sum(1)
    sizes = (a >= 0).sum(1), (b >= 0).sum(1)
    union = sizes[0] + sizes[1] - shared
    return np.divide(shared, union, out=np.full(len(a), np.nan), where=np.minimum(*sizes) > 0)


def neighbour_overlap(picks: Picks) -> xarray.DataArray:
    """[query] Jaccard index of a query's picks and those of the token before it; both had a choice.

    attrs: pairs (all there are), compared (evenly spaced ones when there are too many).
    """
    import xarray

    free = ~picks.forced
    pair = np.flatnonzero((np.diff(picks.query) == 1) & free[1:] & free[:-1])
    compared = _evenly(pair, max(1, MOST // max(2 * picks.entry.shape[1], 1)))
    values = jaccard(picks.entry[compared], picks.entry[compared + 1])
    return xarray.DataArray(
        values,
        dims=["query"],
        coords={"query": picks.query[compared + 1]},
        name="overlap",
        attrs={"pairs": len(pair), "compared": len(compared)},
    )


def layer_overlap(layers: Sequence[Picks], most: int = 2048) -> xarray.DataArray:
    """[layer, other] mean Jaccard index of two layers' picks at the same queries; NaN when no query had a choice."""
    import xarray

    names = [picks.layer for picks in layers]
    out = np.full((len(layers), len(layers)), np.nan)
    rows = _evenly(np.flatnonzero(~layers[0].forced), most)
    for i, one in enumerate(layers):
        for j, other in enumerate(layers):
            if len(rows) and j >= i:
                out[i, j] = out[j, i] = np.nanmean(jaccard(one.entry[rows], other.entry[rows]))
    return xarray.DataArray(
        out, dims=["layer", "other"], coords={"layer": names, "other": names}, attrs={"compared": len(rows)}
    )


def always_chosen(picks: Picks, *, least: float = 0.8, fewest: int = 32) -> xarray.Dataset:
    """Entries that at least `least` of the queries which had a choice and could see them picked, most often first.

    [entry]: share, could (such queries; at least `fewest`, so that an entry just written is not called stable).
    """
    import xarray

    free = ~picks.forced
    entry, visible = picks.entry[free], picks.visible[free]
    many = int(visible.max(initial=0))
    taken = np.bincount(entry[entry >= 0], minlength=many)[:many]
    could = len(visible) - np.searchsorted(visible, np.arange(many), side="right")
    share = taken / np.maximum(could, 1)
    stable = np.flatnonzero((share >= least) & (could >= fewest))
    stable = stable[np.lexsort((stable, -share[stable]))]
    return xarray.Dataset(
        {"share": ("entry", share[stable]), "could": ("entry", could[stable])}, coords={"entry": stable}
    )


def control(picks: Picks, seed: int = 0) -> Picks:
    """The same queries with the distances back of other ones, drawn among those that saw half as much up to as much.

    Every query keeps its number of picks and sees nothing from its future; forced queries keep their own. A query is never
    its own donor; one that has no other (the first, in a thinned trace) is left without picks.
    """
    visible = picks.visible
    free = np.flatnonzero(~picks.forced)
    if not len(free):
        return picks
    low = np.searchsorted(visible, np.maximum(-(-visible[free] // 2), picks.topk + 1))
    others = np.searchsorted(visible, visible[free], side="right") - low - 1
    donor = low + (np.random.default_rng(seed).random(len(free)) * others).astype(np.int64)
    donor = np.where(donor >= free, donor + 1, donor).clip(max=len(visible) - 1)  # past the query itself
    entry = picks.entry.copy()
    moved = picks.entry[donor] + (visible[free] - visible[donor])[:, None].astype(entry.dtype)
    entry[free] = np.where((picks.entry[donor] < 0) | (others < 1)[:, None], -1, moved)
    return replace(picks, entry=entry)


def _evenly(values: np.ndarray, most: int) -> np.ndarray:
    """All values, or `most` of them at even steps."""
    if len(values) <= most:
        return values
    return values[np.linspace(0, len(values) - 1, most).astype(np.int64)]

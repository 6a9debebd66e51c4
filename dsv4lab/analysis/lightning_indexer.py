"""What the indexer picked, over a whole text: where picks fall, how one query ranked its past, when a passage is found.

A query that sees no more entries than it may pick takes them all; that is no choice, and is left out wherever choices are
judged ("forced").   Views: widgets/lightning_indexer.py.   Tests: tests/widgets/test_lightning_indexer_view.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import xarray

    from dsv4lab.capture.trace import Trace

NOT_PICKED, NOT_VISIBLE = -1, -2


@dataclass(frozen=True)
class Picks:
    """The choices of one CSA layer.

    query [Q] positions, ascending; visible [Q] complete entries at each; entry [Q, K] best first, -1 where none was left.
    """

    layer: int
    rate: int
    topk: int
    query: np.ndarray
    visible: np.ndarray
    entry: np.ndarray

    @property
    def forced(self) -> np.ndarray:
        """[Q] bool: everything visible fitted into the pick, so nothing was chosen."""
        return self.visible <= self.topk

    def rows(self, first: int, last: int) -> slice:
        """Rows of the queries at positions first..last."""
        return slice(*np.searchsorted(self.query, [first, last + 1]))


def picks_of(trace: Trace, layer: int) -> Picks:
    """The captured choices of a CSA layer."""
    config = trace.config
    return Picks(
        layer,
        config.kind_of(layer).rate(config),
        config.index_topk,
        trace.coordinate("indexer", "query"),
        trace.part("indexer", "visible", layer=layer),
        trace.part("indexer", "entry", layer=layer),
    )


def pick_overview(
    picks: Picks, rows: int, columns: int, *, queries: tuple[int, int], tokens: tuple[int, int]
) -> xarray.Dataset:
    """Counts of picks in bins: queries at positions [first, end) down, what they read at tokens [first, end) across.

    picked [row, column]     picks that fall there
    possible [row, column]   pairs of a captured query and an entry complete at it: what could have been picked; an entry
                             lies where its own block of tokens begins
    captured [row]           queries that were kept; a row with none is unknown, not empty
    """
    import xarray

    low, high = queries
    part = picks.rows(low, high - 1)
    query, visible, entry = picks.query[part], picks.visible[part], picks.entry[part]
    row = (query - low) * rows // max(high - low, 1)
    # The bins' edges as entries: entry e lies in column c when edge[c] <= e < edge[c + 1].
    at = np.arange(columns + 1) * (tokens[1] - tokens[0]) / columns + tokens[0]
    edge = np.ceil(at / picks.rate).astype(np.int64)
    column = _column_of(edge, columns)[np.clip(entry - edge[0], -1, edge[-1] - edge[0])]
    known = (entry >= edge[0]) & (entry < edge[-1]) & (entry >= 0)
    cell = (row[:, None] * columns + column)[known]
    picked = np.bincount(cell, minlength=rows * columns).reshape(rows, columns)
    # Entries below an edge that a row's queries could see: the sum of min(visible, edge), from sorted sums.
    possible = np.zeros((rows, columns), np.int64)
    ends = np.searchsorted(row, np.arange(rows + 1))
    for r in range(rows):
        seen = visible[ends[r] : ends[r + 1]]  # ascending, as positions are
        sums = np.concatenate([[0], np.cumsum(seen, dtype=np.int64)])
        fewer = np.searchsorted(seen, edge)
        possible[r] = np.diff(sums[fewer] + (len(seen) - fewer) * edge)
    return xarray.Dataset(
        {
            "picked": (("row", "column"), picked),
            "possible": (("row", "column"), possible),
            "captured": (("row",), np.diff(ends)),
        },
        attrs={"layer": picks.layer, "queries": queries, "tokens": tokens},
    )


def _column_of(edge: np.ndarray, columns: int) -> np.ndarray:
    """Column of every entry from edge[0] on; the last element answers for entries on neither side."""
    out = np.repeat(np.arange(columns), np.diff(edge))
    return np.append(out, 0)


def picks_in(
    picks: Picks, queries: tuple[int, int], tokens: tuple[int, int], most: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray] | None:
    """(query position, entry, rank) of every pick in a region [first, end); None when there are more than `most`."""
    part = picks.rows(queries[0], queries[1] - 1)
    entry = picks.entry[part]
    inside = (entry * picks.rate >= tokens[0] - picks.rate + 1) & (entry * picks.rate < tokens[1]) & (entry >= 0)
    if inside.sum() > most:
        return None
    row, rank = np.nonzero(inside)
    return picks.query[part][row], entry[row, rank], rank


def rank_curve(trace: Trace, layer: int, query: int) -> xarray.Dataset:
    """How one query ranked its past: [rank] entry, score and picked, best first; after the cut the best that were left out.

    attrs: visible, topk, margin (NaN when nothing was left out), beyond (were entries behind the cut captured).
    """
    import xarray

    entry, score = (trace.part("indexer", name, layer=layer, query=query) for name in ("entry", "score"))
    kept = entry >= 0
    entry, score = entry[kept], score[kept]
    picked = np.ones(len(entry), bool)
    beyond = trace.has("indexer", "runner_entry")
    if beyond:
        more = trace.part("indexer", "runner_entry", layer=layer, query=query)
        further = trace.part("indexer", "runner_score", layer=layer, query=query)
        entry, score = np.append(entry, more[more >= 0]), np.append(score, further[more >= 0])
        picked = np.append(picked, np.zeros((more >= 0).sum(), bool))
    return xarray.Dataset(
        {"entry": ("rank", entry), "score": ("rank", score), "picked": ("rank", picked)},
        attrs={
            "layer": layer,
            "query": query,
            "visible": int(trace.part("indexer", "visible", layer=layer, query=query)),
            "topk": trace.config.index_topk,
            "margin": float(trace.part("indexer", "margin", layer=layer, query=query)),
            "beyond": beyond,
        },
    )


def span_entries(picks: Picks, first: int, last: int) -> tuple[int, int]:
    """(first, last) entry that has a token of first..last among its sources: CSA entries also read the block before."""
    return first // picks.rate, last // picks.rate + 1


def span_ranks(picks: Picks, first: int, last: int) -> np.ndarray:
    """[Q] best rank (0 is the best) among the picks that hold a token of the span; NOT_PICKED, NOT_VISIBLE."""
    low, high = span_entries(picks, first, last)
    hit = (picks.entry >= low) & (picks.entry <= high)
    rank = np.where(hit.any(-1), hit.argmax(-1), NOT_PICKED)
    return np.where(picks.visible > low, rank, NOT_VISIBLE)


def recall_shares(trace: Trace, layer: int) -> np.ndarray:
    """[probe, head] share of full attention's mass on entries that the picks cover; NaN where a head gave them nothing."""
    entries, picked = (trace.part("recall", name, layer=layer) for name in ("entries", "picked"))
    return np.divide(picked, entries, out=np.full(entries.shape, np.nan, np.float32), where=entries > 1e-6)

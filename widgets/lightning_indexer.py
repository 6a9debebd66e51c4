"""Lightning indexer: which compressed entries every query of a whole text picked (section 2.3, equations 13 to 17).

Above, all queries (down) against all positions (across), counted in bins; below it the marked region pick by pick, with its
text; then one of four panels: the ranking of one query with the cut, overlap of choices, recall of full attention, a needle.
Surprising: a query with no more entries than it may pick takes them all; only later ones choose.
Picture: src/lightning_indexer.js.   Numbers: dsv4lab/analysis/lightning_indexer.py, pick_overlap.py.
Tests: tests/widgets/test_lightning_indexer_view.py, tests/browser/test_new_views.py.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from traitlets import Bool, Bytes, Dict, Float, Int, List, Unicode

from dsv4lab.analysis.lightning_indexer import (
    Picks,
    pick_overview,
    picks_in,
    picks_of,
    rank_curve,
    recall_shares,
    span_entries,
    span_ranks,
)
from dsv4lab.analysis.pick_overlap import always_chosen, control, layer_overlap, neighbour_overlap
from dsv4lab.capture.pieces import bytes_of, display
from dsv4lab.capture.trace import Trace
from dsv4lab.errors import TraceError
from dsv4lab.widgets.about import INDEXER
from dsv4lab.widgets.codes import RANK_NOT_KEPT
from dsv4lab.widgets.lightning_indexer_bins import COLUMNS, best_in_bins, breaks, coded, mean_in_bins
from dsv4lab.widgets.view import Host, Part, View, pack, pack_text
from dsv4lab.widgets.words import beyond_training

ROWS = 120  # bins of the overview, down
MOST_MARKS, MOST_TEXT, MOST_STABLE, MOST_LISTED = 20_000, 600, 12, 8


class LightningIndexer(View):
    """Overview, region and panel of one CSA layer."""

    name, slot, title, tab = "indexer", "tab", "Indexer", 14
    tab_group = "Read"
    says = INDEXER
    group = "indexer"
    purpose = "Here you will see which summaries of the past each token picked, over the whole text."
    parts = (
        Part(
            "_overview", ("layer", "own.shows", "own.seed"),
            ("overview", "low", "high", "facts", "layers", "breaks"),
        ),
        Part(
            "_region", ("layer", "own.shows", "own.seed", "own.region"), ("marks", "shown_region", "utf8", "lengths"),
            frozen={"own.region": ""},
        ),
        Part(
            "_rank", ("layer", "token", "own.panel"), ("rank", "rank_entry", "rank_score"),
            frozen={"own.panel": "rank"},
        ),
        Part(
            "_overlap", ("layer", "own.seed", "own.panel"), ("overlap", "overlap_facts", "layer_table"),
            frozen={"own.panel": "overlap"},
        ),
        Part("_recall", ("layer", "own.panel"), ("recall", "probes", "recall_note"), frozen={"own.panel": "recall"}),
        Part(
            "_needle", ("layer", "token", "query_first", "query_last", "own.shows", "own.seed", "own.panel"),
            ("needle", "needle_facts"), frozen={"own.panel": "needle"},
        ),
    )  # fmt: skip

    overview = Bytes(
        help="[row, column] one byte: 1..250 share picked on a log scale, 0 none, 254 future, 255 unknown"
    ).tag(sync=True)
    low = Float(0.0, help="share of the possible picks at code 1").tag(sync=True)
    high = Float(1.0, help="share at code 250").tag(sync=True)
    marks = Bytes(help="[mark, 3] int32: query, entry, rank; picks of the region").tag(sync=True)
    facts = Dict(help="layer, rate, topk, tokens, queries, how the trace was made").tag(sync=True)
    layers = List(help="CSA layers that were captured").tag(sync=True)
    breaks = Bytes(help="[column] 1: a line break lies there, 2: a special token").tag(sync=True)
    region = Unicode("", help="first query:end:first token:end; empty: the end of the text").tag(sync=True)
    shown_region = List(help="the region that marks and text belong to").tag(sync=True)
    utf8 = Bytes(help="tokens of the region").tag(sync=True)
    lengths = Bytes().tag(sync=True)
    panel = Unicode("rank", help="rank, overlap, recall or needle").tag(sync=True)
    shows = Unicode("picks", help="picks, or control: the distances of other queries instead").tag(sync=True)
    rank = Dict(help="facts of the ranking of the chosen query").tag(sync=True)
    rank_entry = Bytes(help="int32").tag(sync=True)
    rank_score = Bytes(help="float32").tag(sync=True)
    overlap = Bytes(help="[2, step] float32: overlap with the query before, and in the control").tag(sync=True)
    layer_table = Bytes(help="[layer, layer] float32 overlap at the same queries").tag(sync=True)
    overlap_facts = Dict(help="pairs compared, stable entries").tag(sync=True)
    recall = Bytes(help="[probe, head] float32").tag(sync=True)
    probes = Bytes(help="int32 positions").tag(sync=True)
    recall_note = Unicode("").tag(sync=True)
    needle = Bytes(help="[layer, step] float32 best rank in the bin, -1 not picked, NaN not visible or not kept").tag(
        sync=True
    )
    needle_facts = Dict(help="span, its text and entries, the steps' queries").tag(sync=True)
    seed = Int(0, help="of the control").tag(sync=True)
    can_measure = Bool(False, help="whether somebody answers a request").tag(sync=True, asks=True)
    recall_request = Dict(help="{n}: the button that measures recall was pressed").tag(sync=True, asks=True)

    def __init__(self, trace: Any = None, selection: Any = None, **options: Any) -> None:
        self._kept: dict[Any, Picks] = {}
        self._of: tuple[Any, int] = (None, 0)
        super().__init__(trace, selection, **options)

    def join(self, explorer: Host) -> None:
        self.can_measure = explorer.can_branch
        self.observe(lambda _: explorer.measure_recall(), names="recall_request")

    def choices(self, name: str) -> list[Any]:
        """What the controls offer."""
        return {"panel": ["rank", "overlap", "recall", "needle"], "shows": ["picks", "control"]}.get(
            name
        ) or super().choices(name)

    # What is shown --------------------------------------------------------------------------------------------------

    @property
    def layer(self) -> int:
        """The selected layer if it has an indexer, else the nearest one that has."""
        wanted, held = self.selection.layer, self._held
        if not held:
            raise TraceError("The captured layers have no indexer: only CSA layers pick entries. Capture one of them.")
        return min(held, key=lambda layer: (abs(layer - wanted), layer))

    @property
    def _held(self) -> list[int]:
        return self.trace.layers("indexer") if self.trace is not None else []

    def _overview(self, trace: Trace) -> None:
        self.layers = self._held
        picks, tokens = self._picks(trace), len(trace)
        # A bin narrower than an entry would have nothing to pick in it: short texts get a column per entry.
        rows, columns = min(ROWS, tokens), min(COLUMNS, -(-tokens // picks.rate))
        across = columns * picks.rate if columns < COLUMNS else tokens
        grid = pick_overview(picks, rows, columns, queries=(0, tokens), tokens=(0, across))
        self.overview, self.low, self.high = coded(grid)
        self.breaks = pack(breaks(trace, tokens, across), "u1")
        plan, tiled = trace.run.get("plan", {}), trace.run.get("tiled")
        self.facts = {
            "layer": self.layer,
            "rate": picks.rate,
            "topk": picks.topk,
            "tokens": tokens,
            "queries": len(picks.query),
            "forced": int(picks.forced.sum()),
            "shape": [rows, columns],
            "across": across,
            "every": plan.get("prompt_queries", 1),
            "tiled": f"the last {tiled['period']:,} tokens of a real run of {tiled['real_tokens']:,}, repeated"
            if tiled
            else "",
            "beyond": "" if tiled else beyond_training(trace),
        }

    def _picks(self, trace: Trace, layer: int | None = None, shuffled: bool | None = None) -> Picks:
        """Choices of a layer, read once while the trace does not grow."""
        if self._of != (id(trace), len(trace)):
            self._kept, self._of = {}, (id(trace), len(trace))
        layer = self.layer if layer is None else layer
        shuffled = self.shows == "control" if shuffled is None else shuffled
        if (layer, None) not in self._kept:
            self._kept[layer, None] = picks_of(trace, layer)
        if shuffled and (layer, self.seed) not in self._kept:
            self._kept[layer, self.seed] = control(self._kept[layer, None], self.seed)
        return self._kept[layer, self.seed if shuffled else None]

    def _region(self, trace: Trace) -> None:
        tokens = len(trace)
        first, end, left, right = _ends(self.region) or (tokens - 96, tokens, tokens - 480, tokens)
        first, left = max(0, min(first, tokens - 1)), max(0, min(left, tokens - 1))
        end, right = min(tokens, max(end, first + 1)), min(tokens, max(right, left + 1))
        found = picks_in(self._picks(trace), (first, end), (left, right), MOST_MARKS)
        self.marks = pack(np.stack(found, -1) if found else np.full((1, 3), -1), "<i4")
        text = [display(bytes_of(trace, p)) for p in range(left, min(right, left + MOST_TEXT))]
        packed = pack_text(text)
        self.utf8, self.lengths = packed["utf8"], packed["lengths"]
        self.shown_region = [int(x) for x in (first, end, left, right)]

    # Panels: only the one that is seen is computed ------------------------------------------------------------------

    def _rank(self, trace: Trace) -> None:
        if self.panel != "rank":
            return
        query, held = self.token, trace.coordinate("indexer", "query")
        if not len(held):
            raise TraceError("No query of this trace was kept.")
        nearest = int(held[np.abs(held - query).argmin()])
        curve = rank_curve(trace, self.layer, nearest)
        self.rank_entry, self.rank_score = pack(curve.entry, "<i4"), pack(curve.score, "<f4")
        window = None
        if trace.has("attention", "mass_window") and self.layer in trace.layers("attention"):
            window = float(trace.part("attention", "mass_window", layer=self.layer, query=nearest).mean())
        margin = curve.attrs["margin"]
        self.rank = {
            **curve.attrs,
            "margin": None if np.isnan(margin) else margin,
            "picked": int(curve.picked.sum()),
            "asked": query,
            "piece": display(bytes_of(trace, nearest)),
            "window": window,
            "texts": [self._entry_text(trace, int(e)) for e in curve.entry.values[:MOST_LISTED]],
        }

    def _overlap(self, trace: Trace) -> None:
        if self.panel != "overlap":
            return
        tokens = len(trace)
        both = [neighbour_overlap(self._picks(trace, shuffled=shuffled)) for shuffled in (False, True)]
        lines = [mean_in_bins(one["query"].values, one.values, tokens) for one in both]
        table = layer_overlap([self._picks(trace, layer, False) for layer in self._held])
        stable = always_chosen(self._picks(trace, shuffled=False))
        beside = always_chosen(self._picks(trace, shuffled=True))
        self.overlap, self.layer_table = pack(np.stack(lines), "<f4"), pack(table, "<f4")
        self.overlap_facts = {
            "pairs": both[0].attrs["pairs"],
            "compared": both[0].attrs["compared"],
            "mean": [None if not one.size else float(np.nanmean(one)) for one in both],
            "stable": len(stable.entry),
            "stable_control": len(beside.entry),
            "rows": [
                {"entry": int(e), "share": float(s), "could": int(c), "text": self._entry_text(trace, int(e))}
                for e, s, c in zip(
                    stable.entry.values[:MOST_STABLE], stable.share.values, stable.could.values, strict=False
                )
            ],
        }

    def _recall(self, trace: Trace) -> None:
        if self.panel != "recall":
            return
        if "recall" not in trace:
            self.recall, self.probes = b"", b""
            self.recall_note = (
                "Recall was not measured: it needs the model once more for every probe. Where the session that made this "
                "run still exists: measure_recall(session, 16), from dsv4lab.probes.indexer_recall."
            )
            return
        self.recall = pack(recall_shares(trace, self.layer), "<f4")
        positions = trace.values("recall", "position")
        self.probes = pack(positions, "<i4")
        self.recall_note = (
            f"{len(positions)} probe queries at positions {', '.join(map(str, positions[:24]))}"
            f"{' …' if len(positions) > 24 else ''}; nothing is said about others."
        )

    def _needle(self, trace: Trace) -> None:
        if self.panel != "needle":
            return
        ends, tokens = (self.selection.query_first, self.selection.query_last), len(trace)
        first, last = min(ends), min(max(ends), tokens - 1)
        if first < 0 or first >= tokens:
            self.needle, self.needle_facts = b"", {}
            return
        lines = []
        for layer in self._held:
            picks = self._picks(trace, layer)
            rank = span_ranks(picks, first, last)
            lines.append(best_in_bins(picks.query, rank, last + 1, tokens))
        at = self._picks(trace)
        chosen, asked = [], self.token
        for layer in self._held:
            picks = self._picks(trace, layer)
            row = np.flatnonzero(picks.query == asked)
            chosen.append(int(span_ranks(picks, first, last)[row[0]]) if len(row) else RANK_NOT_KEPT)
        low, high = span_entries(at, first, last)
        self.needle = pack(np.stack(lines), "<f4")
        self.needle_facts = {
            "first": first,
            "last": last,
            "from": last + 1,
            "entries": [low, min(high, tokens // at.rate - 1)],
            "text": "".join(display(bytes_of(trace, p)) for p in range(first, min(last + 1, first + 40))),
            "asked": asked,
            "asked_piece": display(bytes_of(trace, asked)),
            "ranks": chosen,
        }

    def _entry_text(self, trace: Trace, entry: int) -> str:
        rate = self._picks(trace, shuffled=False).rate
        inside = range(max(0, (entry - 1) * rate), min(len(trace), (entry + 1) * rate))
        return "".join(display(bytes_of(trace, p)) for p in inside)


def _ends(region: str) -> tuple[int, int, int, int] | None:
    """Four numbers of a region's text; None for the default one."""
    if not region:
        return None
    try:
        first, end, left, right = (int(part) for part in region.split(":"))
    except ValueError:
        raise TraceError(f"region is {region!r}; write first query:end:first token:end, or nothing.") from None
    return first, end, left, right

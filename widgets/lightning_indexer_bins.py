"""Bins of the lightning indexer's view: the overview's codes, the text's structure, and means along the text.

Codes: codes.py.   Tests: tests/widgets/test_lightning_indexer_view.py.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from dsv4lab.capture.trace import Trace
from dsv4lab.widgets.codes import LINE_END, MARKER, OVERVIEW_FUTURE, OVERVIEW_MOST, OVERVIEW_NONE, OVERVIEW_UNKNOWN
from dsv4lab.widgets.packing import pack

COLUMNS = 360  # bins of the overview, across
STEPS = 180  # bins along the text in the panels


def coded(grid: Any) -> tuple[bytes, float, float]:
    """Overview -> one byte per bin, and the shares at both ends of the logarithmic scale."""
    picked, possible = grid.picked.values, grid.possible.values
    share = picked / np.maximum(possible, 1)
    real = share[picked > 0]
    low, high = (float(real.min()), float(real.max())) if real.size else (1.0, 1.0)
    span = max(np.log(high / low), 1e-9)
    scale = 1 + np.clip(np.log(np.where(picked > 0, share, low) / low) / span, 0, 1) * (OVERVIEW_MOST - 1)
    code = np.where(picked > 0, np.round(scale), OVERVIEW_NONE)
    code[possible == 0] = OVERVIEW_FUTURE
    code[grid.captured.values == 0] = OVERVIEW_UNKNOWN
    return pack(code, "u1"), low, high


def breaks(trace: Trace, tokens: int, across: int) -> np.ndarray:
    """[column] 2 where a special token lies, 1 where a line ends, 0 elsewhere: the text's structure from its bytes alone."""
    out = np.zeros(COLUMNS, np.uint8)
    column = np.arange(tokens) * COLUMNS // max(across, 1)
    if trace.has("tokens", "utf8"):
        out[column[(trace.values("tokens", "utf8")[:tokens] == ord("\n")).any(-1)]] = LINE_END
    out[column[trace.values("tokens", "special")[:tokens]]] = MARKER
    return out


def mean_in_bins(position: np.ndarray, values: np.ndarray, tokens: int) -> np.ndarray:
    """[STEPS] mean of the values in each bin of positions; NaN where there is none."""
    bin_ = position * STEPS // max(tokens, 1)
    count = np.bincount(bin_, minlength=STEPS)
    total = np.bincount(bin_, weights=np.nan_to_num(values), minlength=STEPS)
    return np.divide(total, count, out=np.full(STEPS, np.nan), where=count > 0)


def best_in_bins(position: np.ndarray, rank: np.ndarray, first: int, tokens: int) -> np.ndarray:
    """[STEPS] best rank from `first` on; -1 where no query of the bin picked it, NaN where none could or was kept."""
    later = (position >= first) & (rank > -2)
    bin_ = (position[later] - first) * STEPS // max(tokens - first, 1)
    best = np.full(STEPS, np.inf)
    np.minimum.at(best, bin_, np.where(rank[later] < 0, np.inf, rank[later]))
    seen = np.bincount(bin_, minlength=STEPS) > 0
    return np.where(seen, np.where(np.isinf(best), -1, best), np.nan)

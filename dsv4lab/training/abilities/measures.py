"""A measured number with how many cases it rests on and a 95 % interval, as a row of a table and as JSON.

Shares have Wilson's interval, which is right for few cases and for none or all of them; means have a bootstrap over texts,
since tokens of one text go together. Tests: tests/training/test_abilities.py.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from dsv4lab.probes.effect import bootstrap

_Z = 1.959963984540054  # of 95 %


@dataclass(frozen=True)
class Measure:
    """One number; `low` and `high` bound it with 95 %, `n` counts the cases (`of` what), `note` says what else matters."""

    name: str
    value: float
    low: float
    high: float
    n: int
    of: str
    note: str = ""

    def renamed(self, name: str) -> Measure:
        """The same under another name."""
        return replace(self, name=name)

    def to_dict(self) -> dict[str, Any]:
        """As JSON has it; numbers that are not finite are None."""
        return {
            key: None if isinstance(value, float) and not math.isfinite(value) else value
            for key, value in asdict(self).items()
        }


def wilson(right: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share of `right` in `n` cases (Wilson); NaN without a case."""
    if n == 0:
        return math.nan, math.nan
    share, z = right / n, _Z**2 / n
    centre, half = (share + z / 2) / (1 + z), math.sqrt(share * (1 - share) * z + z * z / 4) / (1 + z)
    return max(0.0, centre - half), min(1.0, centre + half)


def share(name: str, cases: Iterable[bool], of: str, note: str = "") -> Measure:
    """How many of the cases are true."""
    known = [bool(case) for case in cases]
    right = sum(known)
    return Measure(name, right / len(known) if known else math.nan, *wilson(right, len(known)), len(known), of, note)


def mean(name: str, values: Sequence[float] | np.ndarray, of: str, note: str = "") -> Measure:
    """The mean of one value per case."""
    known = np.asarray(values, float)
    if not len(known):
        return Measure(name, math.nan, math.nan, math.nan, 0, of, note)
    return Measure(name, float(known.mean()), *bootstrap(known, 0), len(known), of, note)


def table(measures: Sequence[Measure]) -> str:
    """All of them as lines of text."""
    rows = [("ability", "value", "95 %", "n", "of", "")]
    rows += [(m.name, f"{m.value:.3f}", f"{m.low:.3f} to {m.high:.3f}", f"{m.n}", m.of, m.note) for m in measures]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join("  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in rows)

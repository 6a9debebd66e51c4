"""How far two records lie apart, point by point in the order of computation, and which point departs first.

An error is the largest difference in a row (a token, an entry) over the row's own root mean square, so that large and small
tokens count alike. Surprising: a choice between equals (a tie) may fall either way in two right answers, and everything
behind it then differs rightly; tokens from there on are left out of the judgement, and it is said.
Tests: tests/comparison/test_difference.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from dsv4lab.comparison.order import CHOICES, Place, tokens_per_entry
from dsv4lab.comparison.record import Record, widened

SAME, TIE, DEPARTS = "same", "tie", "departs"
_LEAST_ROW = 0.05  # of the whole point's size: a row that is nearly nothing is measured by the others


@dataclass
class Line:
    """What was found at one point.

    error     largest relative error of the rows that are judged; infinite where one side has what the other has not
    floor     up to which an error means nothing
    row       the first one beyond the floor (or the largest error's), a token or an entry; token: which completes it
    differ    rows of a set that differ, ties left out; ties: choices between equals that fell differently
    judged    tokens before a tie made everything differ rightly
    """

    place: Place
    error: float
    floor: float
    row: int = 0
    token: int = 0
    differ: int = 0
    ties: int = 0
    judged: int = 0
    verdict: str = SAME
    detail: str = ""

    @property
    def departs(self) -> bool:
        """Whether it leaves the floor."""
        return self.verdict == DEPARTS


@dataclass
class Walk:
    """All lines of one pair of records, in the order of computation."""

    way: str
    lines: list[Line] = field(default_factory=list[Line])

    @property
    def first(self) -> Line | None:
        """The first point that departs."""
        return next((line for line in self.lines if line.departs), None)

    @property
    def tie(self) -> Line | None:
        """The first choice between equals that the two sides settle by another rule."""
        return next((line for line in self.lines if line.verdict == TIE), None)


def walk(a: Record, b: Record, floor: Mapping[str, float], *, way: str = "") -> Walk:
    """Compare two records of the same ids at every point that both have; `floor` by point, 0 where it has none."""
    out = Walk(way or b.way)
    judged = len(a.ids)
    for place in a.places:
        if place.name not in b.values or place.name in a.partial | b.partial:
            continue
        line, tied = _line(place, a, b, floor, judged)
        out.lines.append(line)
        judged = min(judged, tied)
    return out


def row_errors(place: Place, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Relative error of each row [n]; rows [n, ...] of both sides, as many and as wide."""
    if not a.size:
        return np.zeros(len(a))
    a, b = a.reshape(len(a), -1).astype(np.float64), b.reshape(len(b), -1).astype(np.float64)
    with np.errstate(invalid="ignore"):
        apart = np.where((a == b) | (np.isnan(a) & np.isnan(b)), 0, np.abs(a - b))
    apart = np.where(np.isfinite(apart), apart, np.inf).max(1)
    return apart / sizes(a)


def sizes(rows: np.ndarray) -> np.ndarray:
    """Root mean square of each row [n], at least a twentieth of that of all rows; [n, ...] in."""
    rows = rows.reshape(len(rows), -1).astype(np.float64)
    finite = np.isfinite(rows)
    squares = np.where(finite, rows, 0) ** 2
    each = squares.sum(1) / np.maximum(finite.sum(1), 1)
    every = squares.sum() / max(finite.sum(), 1)
    return np.maximum(np.maximum(np.sqrt(each), _LEAST_ROW * np.sqrt(every)), 1e-30)


def _line(place: Place, a: Record, b: Record, floor: Mapping[str, float], judged: int) -> tuple[Line, int]:
    """The line of one point, and up to which token what follows can be judged."""
    left, right = a.values[place.name], b.values[place.name]
    rate = tokens_per_entry(place, a.config) if place.of_entries else 1
    rows = judged // rate
    limit = floor.get(place.name, 0.0)
    if len(left[:rows]) != len(right[:rows]) or (rows >= len(left) and len(left) != len(right)):
        row = min(len(left), len(right))
        line = Line(place, np.inf, limit, row, min((row + 1) * rate, len(a.ids)) - 1, judged=judged, verdict=DEPARTS)
        line.detail = f"A has {len(left)} entries and B {len(right)}"
        return line, judged
    left, right = left[:rows], right[:rows]
    if left.ndim != right.ndim or left.shape[1:-1] != right.shape[1:-1]:
        line = Line(place, np.inf, limit, judged=judged, verdict=DEPARTS)
        line.detail = f"A has rows of the shape {left.shape[1:]} and B of {right.shape[1:]}"
        return line, judged
    wide = max(left.shape[-1], right.shape[-1])
    left, right = widened(place, left, wide), widened(place, right, wide)
    if place.is_set:
        return _choices(place, a, b, left, right, floor, judged)
    errors = row_errors(place, left, right)
    beyond = np.flatnonzero(errors > limit)
    row = int(beyond[0]) if len(beyond) else int(errors.argmax()) if len(errors) else 0
    worst = float(errors.max()) if len(errors) else 0.0
    line = Line(place, worst, limit, row, (row + 1) * rate - 1, judged=judged)
    if len(beyond):
        line.verdict = DEPARTS
        line.detail = _numbers(left[row], right[row])
    return line, judged


def _numbers(a: np.ndarray, b: np.ndarray) -> str:
    """Where two rows differ most, with both values."""
    with np.errstate(invalid="ignore"):
        apart = np.where((a == b) | (np.isnan(a) & np.isnan(b)), 0, np.abs(a.astype(np.float64) - b))
    apart = np.where(np.isfinite(apart), apart, np.inf)
    where = np.unravel_index(int(apart.argmax()), a.shape)
    place = ", ".join(str(int(i)) for i in where)
    return f"at [{place}] A has {a[where]:.6g} and B {b[where]:.6g}"


def _choices(
    place: Place, a: Record, b: Record, left: np.ndarray, right: np.ndarray, floor: Mapping[str, float], judged: int
) -> tuple[Line, int]:
    """The line of a set, told apart from ties by the scores that decided."""
    line = Line(place, 0.0, 0.0, judged=judged)
    tied = judged
    for row in np.flatnonzero((left != right).any(1)).tolist():
        gap, exact = _gap(place, a, b, left[row], right[row], row)
        only = f"only A has {_ids(left[row] & ~right[row])}, only B {_ids(right[row] & ~left[row])}"
        name = f"layers.{place.layer}.{CHOICES.get(place.part, '')}"
        if gap is not None and (exact or gap <= 2 * floor.get(name, 0.0)):
            line.ties += 1
            tied = min(tied, row)
            if exact and line.verdict == SAME:
                line.verdict, line.row, line.token = TIE, row, row
                line.detail = f"{only}, with exactly equal scores on both sides"
        elif row < tied:  # what follows a tie is not judged
            line.differ += 1
            line.error = np.inf
            if line.verdict != DEPARTS:
                line.verdict, line.row, line.token = DEPARTS, row, row
                line.detail = only if gap is None else f"{only}; their scores are {gap:.3g} apart (relative)"
    return line, tied


def _gap(
    place: Place, a: Record, b: Record, left: np.ndarray, right: np.ndarray, row: int
) -> tuple[float | None, bool]:
    """How far the scores of what only one side chose lie apart, over the row's size, and whether they are exactly equal.

    None when the sides chose different numbers of things, or no scores are known.
    """
    scores = f"layers.{place.layer}.{CHOICES.get(place.part, '')}"
    if scores not in a.values or scores not in b.values or (left & ~right).sum() != (right & ~left).sum():
        return None, False
    worst, exact = 0.0, True
    for record in (a, b):
        values = record.values[scores]
        both = np.flatnonzero(left != right)
        if both.max() >= values.shape[-1] or not np.isfinite(values[row, both]).all():
            return None, False
        other = values[row, np.flatnonzero(right & ~left)]
        mine = values[row, np.flatnonzero(left & ~right)]
        size = float(sizes(values)[row])
        worst = max(worst, float(np.abs(mine[:, None] - other[None]).max()) / size)
        exact &= bool(len(np.unique(values[row, both])) == 1)
    return worst, exact


def _ids(members: np.ndarray) -> str:
    found = np.flatnonzero(members).tolist()
    return ", ".join(map(str, found[:6])) + (", ..." if len(found) > 6 else "") if found else "nothing"

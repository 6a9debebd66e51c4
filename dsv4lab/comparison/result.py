"""Comparison: what `lab.compare` found, as words, as plain values, and as a page.

Tests: tests/comparison/test_compare.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dsv4lab.comparison.difference import Line, Walk
from dsv4lab.comparison.page import body_of, write_page
from dsv4lab.comparison.replay import Share, told

SAME, TIES, DIFFERS = "same", "ties", "differs"


@dataclass(repr=False)
class Comparison:
    """Where two runs part.

    verdict    "same", "ties" (equal scores are settled by another rule, nothing else) or "differs"
    first      the first point beyond the floor, None when there is none
    walk       every point in order of computation, in the way of reading that is reported
    ways       of every way of reading that was tried, what was found
    alone      of each side against itself, what was found in other ways of reading (chunks, batch, token by token)
    shares     the error split by replay
    shortest   tokens of the shortest prompt that still shows it
    cut        position at which a second pass has to begin to show it; None where one pass is enough
    likely     names of known mistakes (comparison/mistakes.py) that leave this symptom
    sentence   what a person can act on
    """

    a: str
    b: str
    ids: list[int]
    verdict: str
    walk: Walk
    floor_from: str
    first: Line | None = None
    ways: dict[str, str] = field(default_factory=dict[str, str])
    alone: dict[str, str] = field(default_factory=dict[str, str])
    shares: list[Share] = field(default_factory=list[Share])
    shortest: int | None = None
    cut: int | None = None
    likely: list[str] = field(default_factory=list[str])
    sentence: str = ""
    seconds: float = 0.0
    notes: list[str] = field(default_factory=list[str])

    @property
    def same(self) -> bool:
        """Whether nothing left the floor."""
        return self.verdict != DIFFERS

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain values."""
        return {
            "a": self.a, "b": self.b, "verdict": self.verdict, "sentence": self.sentence, "tokens": len(self.ids),
            "first": None if self.first is None else line_dict(self.first), "way": self.walk.way, "ways": self.ways,
            "alone": self.alone, "shortest": self.shortest, "cut": self.cut, "likely": self.likely,
            "floor_from": self.floor_from,
            "replay": [vars(share) for share in self.shares], "points": [line_dict(line) for line in self.walk.lines],
            "seconds": round(self.seconds, 2), "notes": self.notes,
        }  # fmt: skip

    def table(self, most: int = 40) -> str:
        """Points in the order of computation: all around the first that departs, and where the error grows."""
        head = f"{'point':<42} {'error':>9} {'floor':>9} {'token':>6}"
        lines = [head, "-" * len(head)]
        for line in chosen(self.walk.lines, most):
            mark = " <-- first" if line is self.first else "" if line.verdict == "same" else f" {line.verdict}"
            sets = f"  {line.differ} rows differ" if line.differ else ""
            ties = f"  {line.ties} ties" if line.ties else ""
            lines.append(
                f"{line.place.name:<42} {line.error:>9.2g} {line.floor:>9.2g} {line.token:>6}{sets}{ties}{mark}"
            )
        return "\n".join(lines)

    def to_html(self, path: str | Path) -> Path:
        """Write one page that needs no network and no kernel; returns where it lies."""
        return write_page(self, Path(path))

    def _repr_html_(self) -> str:
        return body_of(self)

    def __repr__(self) -> str:
        parts = [self.sentence, "", self.table()]
        if self.shares:
            parts += ["", told(self.shares) + "."]
        parts += [f"{way}: {found}" for way, found in {**self.alone, **self.ways}.items()]
        return "\n".join([*parts, *self.notes])


def chosen(lines: list[Line], most: int) -> list[Line]:
    """Lines worth showing: all that fit, else streams and logits and what lies around the first that departs."""
    if len(lines) <= most:
        return lines
    first = next((i for i, line in enumerate(lines) if line.departs), 0)
    near = set(range(first - 6, first + 12))
    return [
        line
        for i, line in enumerate(lines)
        if i in near or line.place.layer is None or line.place.name.startswith("streams.")
    ]


def line_dict(line: Line) -> dict[str, Any]:
    """One line as plain values."""
    return {
        "point": line.place.name, "layer": line.place.layer, "error": line.error, "floor": line.floor, "row": line.row,
        "token": line.token, "rows_differ": line.differ, "ties": line.ties, "judged_tokens": line.judged,
        "verdict": line.verdict, "detail": line.detail,
    }  # fmt: skip

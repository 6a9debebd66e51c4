"""The error split by replay: how much of it goes when the one side's choices or entries are forced into the other.

What is left when experts, picks and entries are all the same is arithmetic. A replay needs a body that can be changed: a
hook at the point gives back the other side's value.   Tests: tests/comparison/test_replay.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dsv4lab.comparison.difference import row_errors
from dsv4lab.comparison.forcing import forcing, may_be_forced
from dsv4lab.comparison.order import place_of
from dsv4lab.comparison.reading import Change, Way, read
from dsv4lab.comparison.record import Record
from dsv4lab.interfaces import Model

WHAT = {
    "experts": ("ffn.routing.experts",),
    "picks": ("attn.indexer.picks",),
    "entries": ("attn.compressor.entries", "attn.indexer.compressor.entries"),
}
ALL = "all three"


@dataclass(frozen=True)
class Share:
    """What forcing one kind of thing did to the error at the end.

    error     mean relative error at the last point with it forced
    explains  share of the error without it that is gone, 0 to 1
    forced    rows that were replaced by others
    left_out  points that could not be forced, because the sides have other numbers of things there
    """

    what: str
    error: float
    explains: float
    forced: int
    left_out: int = 0


def replay(a: Record, model: Model, b: Record, way: Way) -> list[Share]:
    """Force A's experts, picks and entries into `model`, one kind at a time and then all, and see what is left of the error.

    b is what `model` left in this way of reading, without anything forced.
    """
    end = next(place for place in reversed(a.places) if place.name in b.values)
    before = _error(a, b, end.name)
    out: list[Share] = []
    for what in (*WHAT, ALL):
        parts = WHAT.get(what) or tuple(part for several in WHAT.values() for part in several)
        names = [place.name for place in a.places if place.part in parts and place.name in b.values]
        names = [name for name in names if may_be_forced(name, a.config)]
        fits = [name for name in names if len(a.values[name]) == len(b.values[name])]
        if not fits:
            continue
        counts = {"forced": 0}
        changes: dict[str, Change] = {name: forcing(name, a, counts) for name in fits}
        after = _error(a, read(model, a.ids, way, names=[end.name], changes=changes), end.name)
        gone = 0.0 if before <= 0 or not np.isfinite(before) else min(1.0, max(0.0, 1 - after / before))
        out.append(Share(what, after, gone, counts["forced"], len(names) - len(fits)))
    return out


def _error(a: Record, b: Record, name: str) -> float:
    errors = row_errors(place_of(name), a.values[name], b.values[name])
    return float(errors.mean()) if len(errors) else 0.0


def told(shares: Sequence[Share]) -> str:
    """The shares in half a sentence; "" for none."""
    if not shares:
        return ""
    parts = [f"{share.what} {share.explains:.0%}" for share in shares if share.what != ALL]
    rest = next((1 - share.explains for share in shares if share.what == ALL), None)
    words = "with A's choices forced into B, the error at the end goes by: " + ", ".join(parts)
    return words + ("" if rest is None else f"; {rest:.0%} is arithmetic")

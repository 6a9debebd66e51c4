"""The shortest prompt that still shows where two runs part, and the one cut between passes that is enough.

Tests: tests/comparison/test_planted.py, tests/comparison/test_compare.py.
"""

from __future__ import annotations

from dataclasses import replace

from dsv4lab.comparison.difference import Line, walk
from dsv4lab.comparison.lengths import shortest_that_shows
from dsv4lab.comparison.order import CHOICES, NEEDS
from dsv4lab.comparison.reading import WHOLE, Way, read
from dsv4lab.comparison.record import Record
from dsv4lab.interfaces import Model


def shortened(
    whole: Record, b: Model, first: Line, floor: dict[str, float], way: Way, lengths: list[int]
) -> tuple[int | None, int | None]:
    """Tokens of the shortest prompt, and the position at which a second pass has to begin (None where one pass is enough).

    whole   A's reading of the whole prompt; first: where B's reading in this way departs from it
    """
    ids, part = whole.ids, first.place.part
    beside = [other for other in (NEEDS.get(part), CHOICES.get(part)) if other is not None]
    names = [first.place.name, *(f"layers.{first.place.layer}.{other}" for other in beside)]
    names = [name for name in names if name in whole.values]

    def shows(length: int, way: Way = way) -> bool:
        found = walk(whole.prefix(length), read(b, ids[:length], way, names=names), floor)
        return any(line.departs and line.place == first.place for line in found.lines)

    # A model is causal, so the tokens behind the one that departs are rarely needed.
    until = min(first.token + 1, len(ids))
    candidates = sorted({*lengths, until})
    if way is WHOLE and until < len(ids) and shows(until):
        shortest = shortest_that_shows(shows, [one for one in candidates if one < until], until)
    else:
        shortest = shortest_that_shows(shows, candidates, len(ids))
    if shortest is None or not way.cuts:
        return shortest, None
    alone = (cut for cut in way.cuts if cut < shortest and shows(shortest, replace(way, cuts=(cut,))))
    return shortest, next(alone, None)

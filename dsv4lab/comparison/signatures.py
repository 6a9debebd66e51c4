"""The gallery: every known mistake made in the kit's model, and the signature that it leaves.

A signature is the first point that departs, its token, the way of reading in which it shows, and how large the error is at
the logits. Tests: tests/comparison/test_parity_kit.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from dsv4lab.comparison.difference import Walk, walk
from dsv4lab.comparison.floor import measured_floor
from dsv4lab.comparison.kit_model import with_ties
from dsv4lab.comparison.lengths import dangerous_lengths
from dsv4lab.comparison.mistakes import MISTAKES, Mistake, plant
from dsv4lab.comparison.reading import WHOLE, Way, read
from dsv4lab.comparison.record import Record
from dsv4lab.generation.reference import Reference


@dataclass(frozen=True)
class Signature:
    """What a mistake in every layer leaves.

    point, token   the first that departs; row: of entries
    then           the next points that depart
    way            in which it shows
    at_logits      largest relative error at the logits; infinite where they are not finite
    """

    mistake: str
    symptom: str
    point: str
    token: int
    detail: str
    then: list[str]
    way: str
    at_logits: float

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        return asdict(self)


def gallery(model: Reference, ids: list[int]) -> Iterator[Signature]:
    """One signature after another, of every known mistake, planted in copies of `model` made by its state dict."""
    whole = read(model, ids)
    floor = measured_floor(model, whole, [], "float32")
    for mistake in MISTAKES:
        if mistake.name == "ties":  # needs scores that are exactly equal, which the kit's own model has not
            tied = with_ties()
            yield _signature(mistake, tied, read(tied, ids), measured_floor(tied, read(tied, ids), [], "float32"))
        else:
            yield _signature(mistake, model, whole, floor)


def _signature(mistake: Mistake, model: Reference, whole: Record, floor: dict[str, float]) -> Signature:
    wrong = Reference(model.config).eval().requires_grad_(False)
    wrong.load_state_dict(model.state_dict(), strict=True)
    plant(wrong, mistake.name)
    found = Walk("whole")
    for way in (WHOLE, Way("chunks", tuple(dangerous_lengths(model.config, len(whole.ids))))):
        found = walk(whole, read(wrong, whole.ids, way), floor, way=way.name)
        if found.first is not None or found.tie is not None:
            break
    line = found.first or found.tie
    assert line is not None, f"{mistake.name} leaves no symptom in the kit's model"
    behind = [other.place.name for other in found.lines if other.departs and other is not line]
    end = found.lines[-1].error
    return Signature(
        mistake.name, mistake.symptom, line.place.name, line.token, line.detail, behind[:4], found.way, float(end)
    )  # fmt: skip

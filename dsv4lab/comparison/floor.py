"""The noise floor of every point: how much of a difference means nothing.

Two right answers add the same numbers in another order. How far that can move a point depends on the model: what comes
behind many layers, or behind a division by something small, moves more. So the body is shaken: its streams are multiplied
with one plus a few roundings of noise behind the embedding and behind every layer, and what this does to each point, with
the choices kept, is the point's floor. A body that cannot be shaken (the engine) gets what its own ways of reading differ
by, or a fixed number.
Tests: tests/comparison/test_difference.py.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from dsv4lab.comparison.difference import Walk, walk
from dsv4lab.comparison.forcing import choices_of
from dsv4lab.comparison.reading import Change, can_be_changed, read
from dsv4lab.comparison.record import Record
from dsv4lab.interfaces import Model

EPS = {"float32": 2.0**-23, "bfloat16": 2.0**-7, "float16": 2.0**-10, "float64": 2.0**-23}  # records keep float32
# Roundings that each shake moves a number by: many sums of float32 lie between two shakes; in 16 bits the sums are kept in
# float32 and rounded once.
SHAKEN = {"float32": 4.0, "float64": 4.0}
MARGIN = 8.0  # how much larger than what shaking did an error must be
LEAST = {"float32": 64.0, "float64": 64.0}  # roundings that are always allowed
_IN_16_BITS = (0.5, 4.0)  # the same two for bfloat16 and float16
FIXED = 2048.0  # roundings for what was neither shaken nor read in several ways


def fixed_floor(record: Record, dtype: str) -> dict[str, float]:
    """A floor for records alone: nothing can be run."""
    return dict.fromkeys(record.values, min(FIXED * EPS.get(dtype, EPS["float32"]), 0.25))


def measured_floor(
    model: Model, whole: Record, others: Sequence[Record], dtype: str, seeds: int = 3
) -> dict[str, float]:
    """The floor of every point of `whole`, a reading of `model`.

    others   readings of the same body in other ways; they count only where the body cannot be shaken
    dtype    the coarser of both sides' activations: "float32", "bfloat16"
    """
    eps = EPS.get(dtype, EPS["float32"])
    amount = eps * SHAKEN.get(dtype, _IN_16_BITS[0])
    shaken = [_shaken(model, whole, amount, seed) for seed in range(seeds)] if can_be_changed(model) else []
    least = LEAST.get(dtype, _IN_16_BITS[1]) if shaken else min(FIXED, 0.25 / eps)
    floor = dict.fromkeys(whole.values, least * eps)
    for other in shaken or others:
        for name, worst in apart(whole, other).items():
            floor[name] = max(floor[name], MARGIN * worst)
    return floor


def apart(a: Record, b: Record) -> dict[str, float]:
    """The largest relative error of every point, up to the first token at which another choice was made."""
    lines = walk(a, b, dict.fromkeys(a.values, np.inf)).lines
    return {line.place.name: line.error for line in lines if not line.place.is_set and np.isfinite(line.error)}


def beyond(a: Record, b: Record, floor: dict[str, float]) -> Walk:
    """A record against another reading of the same body: what leaves the floor is a body that disagrees with itself."""
    return walk(a, b, floor)


def _shaken(model: Model, whole: Record, amount: float, seed: int) -> Record:
    generator = torch.Generator().manual_seed(seed)

    def shake(_start: int, value: torch.Tensor) -> torch.Tensor:
        noise = torch.randn(value.shape, generator=generator).to(value.device)
        # In float32: one plus a few of its own roundings is one again in bfloat16.
        return (value.float() * (1 + amount * noise)).to(value.dtype)

    places = [name for name in whole.values if name.startswith("streams.")]
    # The same choices as before: another choice is no noise, and would hide the noise behind it.
    changes: dict[str, Change] = choices_of(whole) | dict.fromkeys(places, shake)
    return read(model, whole.ids, changes=changes, names=list(whole.values))

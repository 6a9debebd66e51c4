"""A sweep as the view *What if* shows it: one family of arms as layer x column, and what every arm did to every token.

Tests: tests/widgets/test_what_if_sweep.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from dsv4lab.errors import LabError
from dsv4lab.widgets.packing import pack, pack_text

if TYPE_CHECKING:  # a sweep needs torch, and a trace is looked at without it
    from dsv4lab.capture.trace import Trace
    from dsv4lab.config import Config
    from dsv4lab.interventions.rule import Rule
    from dsv4lab.probes.sweep import Sweep

CELL = ("kl", "change", "flip", "low", "high", "q", "fired")  # planes of `swept_cells`, in order
FAMILIES = {"expert": "every expert", "stream": "every stream", "picks": "every layer's picks"}
LABELS = {"drop": "none", "recency": "newest", "oracle": "most read"}  # of columns, in short
ACROSS = {"expert": "expert", "stream": "stream", "picks": "picks"}
MOST = 1_000_000  # changes of cells x tokens that a view keeps: 4 MB
EMPTY: dict[str, Any] = {
    "swept": {}, "swept_cells": b"", "swept_change": b"", "swept_flips": b"", "swept_utf8": b"", "swept_lengths": b"",
}  # fmt: skip


def families_of(sweep: Sweep | None) -> list[str]:
    """The families that were swept, in order."""
    return [] if sweep is None else list(dict.fromkeys(sweep.cells.family.values.tolist()))


def swept(sweep: Sweep | None, family: str, plain: Trace) -> dict[str, Any]:
    """The traits that show one family of a sweep beside a text.

    swept_cells   [7, layer, column] float32: CELL; NaN where there is no arm
    swept_change  [layer, column, token] float32 nats, swept_flips the same in bytes; empty where the sweep read another text
                  (or several), or is too large
    """
    if sweep is None:
        return EMPTY
    ids = [int(token) for token in plain.values("tokens", "id")]
    layers, columns, at = _grid(sweep, family)
    planes = np.full((len(CELL), len(layers), len(columns)), np.nan, np.float32)
    for i, (row, column) in at.items():
        planes[:, row, column] = [float(sweep.cells[name].values[i]) for name in CELL]
    own = [list(one) for one in sweep.prompts] == [ids]
    kept = own and planes[0].size * len(ids) <= MOST
    q = planes[CELL.index("q")]
    facts = {
        "family": family, "families": families_of(sweep), "across": ACROSS.get(family, family),
        "layers": layers, "columns": columns, "labels": [LABELS.get(one, one) for one in columns], "metric": sweep.metric,
        "names": [[name_of(family, layer, column) for column in columns] for layer in layers],
        "arms": int(np.isfinite(planes[0]).sum()), "found": int((q < 0.05).sum()), "tokens": sweep.tokens,
        "texts": sweep.texts, "own": own, "by_token": kept,
    }  # fmt: skip
    if not kept:
        return {**EMPTY, "swept": facts, "swept_cells": pack(planes, "<f4")}
    change = np.full((len(layers), len(columns), len(ids)), np.nan, np.float32)
    flips = np.zeros(change.shape, np.uint8)
    position = sweep.by_token.position.values
    for i, (row, column) in at.items():
        change[row, column, position] = sweep.by_token.change.values[i]
        flips[row, column, position] = sweep.by_token.flip.values[i] > 0
    text = pack_text(plain.pieces_between(0, len(ids)))
    return {
        "swept": facts, "swept_cells": pack(planes, "<f4"), "swept_change": pack(change, "<f4"),
        "swept_flips": pack(flips, "|u1"), "swept_utf8": text["utf8"], "swept_lengths": text["lengths"],
    }  # fmt: skip


def _grid(sweep: Sweep, family: str) -> tuple[list[int], list[str], dict[int, tuple[int, int]]]:
    """Layers, columns, and where each arm of a family stands, by its number among the cells."""
    of_family = [(i, cell) for i, cell in enumerate(sweep.arms) if cell.family == family]
    layers = list(dict.fromkeys(cell.layer for _, cell in of_family))
    columns = list(dict.fromkeys(cell.column for _, cell in of_family))
    return layers, columns, {i: (layers.index(cell.layer), columns.index(cell.column)) for i, cell in of_family}


def arm_at(sweep: Sweep, family: str, row: int, column: int) -> tuple[Rule, str] | None:
    """The rule of a cell and its name; None where there is no arm."""
    layers, columns, at = _grid(sweep, family)
    number = next((i for i, place in at.items() if place == (row, column)), None)
    return None if number is None else (sweep.arms[number].rule, name_of(family, layers[row], columns[column]))


def name_of(family: str, layer: int, column: str) -> str:
    """What an arm does, in words."""
    where = "the embedding" if layer < 0 else f"layer {layer}"
    if family == "expert":
        return f"without expert {column} of {where}"
    if family == "stream":
        return f"stream {column} silenced behind {where}"
    ways = {
        "drop": "no picks",
        "random": "random picks",
        "recency": "the newest picks",
        "oracle": "the most read picks",
    }
    return f"{ways.get(column, column)} in {where}"


def offered(config: Config) -> list[dict[str, Any]]:
    """{family, words} of every sweep that such a model has places for."""
    from dsv4lab.interventions.each import Each

    found: list[dict[str, Any]] = []
    for family, words in FAMILIES.items():
        try:
            arms = len(Each.of(family).cells(config))
        except LabError:  # no layer of this model picks, or none has learned routing
            continue
        found.append({"family": family, "words": f"{words} ({arms} arms)"})
    return found

"""The parity kit: what somebody who ports V4 needs to know whether the port is right, in one folder.

A small checkpoint in the release's layout, golden values of every point at the rows where something happens for the first
time, how far each may be off and why, a checker that needs only numpy, and the signatures of known mistakes.
Tests: tests/comparison/test_parity_kit.py.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any, cast

import numpy as np

from dsv4lab.capture import points
from dsv4lab.comparison import kit_checker
from dsv4lab.comparison.difference import sizes
from dsv4lab.comparison.floor import MARGIN, SHAKEN, measured_floor
from dsv4lab.comparison.kit_model import CONFIG, TOKENS, prompt, write_model
from dsv4lab.comparison.lengths import dangerous_lengths
from dsv4lab.comparison.order import Place, tokens_per_entry
from dsv4lab.comparison.reading import read
from dsv4lab.comparison.record import Record
from dsv4lab.comparison.signatures import Signature, gallery
from dsv4lab.errors import CheckpointError, printable
from dsv4lab.generation.reference import Reference

# What a port lists in its own order, and needs a second array to be read: what follows from them is checked.
_LEFT_OUT = ("attn.keys", "attn.weights", "ffn.routed")
_WIDE = 48  # numbers kept of a row
_SCALED = "ffn.routing.weights"


def write_kit(folder: str | Path) -> Path:
    """Write the kit into a folder that is empty or not there; returns it. Raises CheckpointError for one that is not."""
    folder = Path(folder).expanduser()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CheckpointError(f"{printable(str(folder), 200)} has something in it; give a folder that is new or empty.")
    folder.mkdir(parents=True, exist_ok=True)
    model = cast(Reference, write_model(folder / "checkpoint"))
    ids = prompt()
    whole = read(model, ids)
    allowed = {dtype: measured_floor(model, whole, [], dtype) for dtype in ("float32", "bfloat16")}
    table, arrays = golden(whole, allowed)
    np.savez_compressed(folder / "golden.npz", allow_pickle=False, **arrays)
    (folder / "points.json").write_text(json.dumps(table, indent=1) + "\n")
    shutil.copyfile(kit_checker.__file__, folder / "check.py")
    found = list(gallery(model, ids))
    (folder / "signatures.json").write_text(json.dumps([one.to_dict() for one in found], indent=1) + "\n")
    (folder / "README.md").write_text(_readme(found, len(table)))
    return folder


def golden(whole: Record, allowed: dict[str, dict[str, float]]) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """The table of points and the arrays of golden.npz.

    Of each point {name: values [R, C]}, {name/rows: R rows}, {name/at: C places in a flat row}, {name/size: R}.
    """
    table: dict[str, Any] = {}
    arrays: dict[str, np.ndarray] = {"ids": np.array(whole.ids, np.int64)}
    lengths = dangerous_lengths(whole.config, len(whole.ids))
    random = np.random.default_rng(0)
    for place in whole.places:
        if place.part in _LEFT_OUT:
            continue
        values = whole.values[place.name]
        rows = _rows(place, whole, lengths)
        flat = values.reshape(len(values), -1)[rows]
        at = np.arange(flat.shape[1])
        if not place.is_set and place.part != _SCALED and len(at) > _WIDE:
            at = np.sort(random.choice(at, _WIDE, replace=False))
        arrays[place.name] = flat[:, at]
        arrays[f"{place.name}/rows"] = rows
        if not place.is_set:
            arrays[f"{place.name}/at"], arrays[f"{place.name}/size"] = at, sizes(values)[rows]
        table[place.name] = {
            "axes": len(points.row(place.name).dims.split()), "rows": len(values), "set": place.is_set,
            "experts": f"layers.{place.layer}.ffn.routing.experts" if place.part == _SCALED else "",
            "meaning": points.row(place.name).meaning,
            **{dtype: 0.0 if place.is_set else float(f"{floor[place.name]:.2g}") for dtype, floor in allowed.items()},
            "reason": _reason(place),
        }  # fmt: skip
    return table, arrays


def _rows(place: Place, whole: Record, lengths: list[int]) -> np.ndarray:
    """Tokens that end a dangerous length, or entries: the first, those on both sides of the middle, the last."""
    count = len(whole.values[place.name])
    if not place.of_entries:
        return np.array([length - 1 for length in lengths])
    rate = tokens_per_entry(place, whole.config)
    ends = {length // rate - 1 for length in lengths}
    return np.array(sorted({0, 1, count - 1, *ends} & set(range(count))))


def _reason(place: Place) -> str:
    if place.is_set:
        return "a set: all or nothing; no two scores of this text are so near that rounding could exchange them"
    depth = "the embedding" if place.name == "streams.embedding" else "everything before it"
    return (
        f"{MARGIN:g} times what this point moves by when the streams behind the embedding and every layer are shaken by "
        f"{SHAKEN['float32']:g} roundings (half of one in bfloat16) with the choices kept: {depth} passes it on"
    )


def _readme(signatures: list[Signature], count: int) -> str:
    rows = "\n".join(
        f"| {one.mistake} | `{one.point}` | {one.token} | {one.way} | {one.symptom} |" for one in signatures
    )
    return f"""# Parity kit for DeepSeek-V4

1. Load `checkpoint/` (release layout: FP8 tiles, FP4 experts, E8M0 scales) with your code. {len(CONFIG.layer_kinds)} layers:
   {", ".join(CONFIG.layer_kinds)}; window 128, rates 4 and 128, index_topk {CONFIG.index_topk}.
2. Read the {TOKENS} tokens of `golden.npz` ("ids") in float32 without rounding activations, and keep what passes the
   {count} points of `points.json` (axes and meaning stand there), one array each, in one .npz.
3. `python check.py YOURS.npz` prints every point in the order of computation. The first WRONG is where to look: what comes
   behind it can only be a consequence. `python check.py YOURS.npz bfloat16` allows what bfloat16 leaves open:
   larger errors, and a quarter of the rows in which a choice between near scores fell otherwise.
4. Then read the same tokens in chunks that end at 1, 3, 4, 5, 127, 128, 129, 255, 256, 257, and one by one behind a prefill
   of 5, and join the passes. The golden values are the same.

Golden are the rows where something happens for the first time (blocks fill, the window moves, the indexer leaves entries
out), and at most {_WIDE} numbers of a row. A row's error is its largest difference over the row's root mean square.
Allowed errors stand in `points.json` with their reason.

## Signatures of known mistakes

Each was made in every layer of this model. The first point that departs, its token, and the way of reading in which it
shows ("chunks": the whole prompt is right). Numbers and what departs next stand in `signatures.json`.

| mistake | first point | token | shows in | symptom |
|---|---|--:|---|---|
{rows}
"""

"""A folder of dumped tensors as a side of a comparison: .npy, .npz, .safetensors, and .pt read as weights only.

Nothing in a dump is executed and no name is guessed: a tensor is called like our point, or the caller's map says which it
is. "ids" holds the tokens. Tests: tests/comparison/test_sides.py.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from dsv4lab.capture import points
from dsv4lab.comparison.order import NEEDS, Place, in_order, tokens_per_entry
from dsv4lab.comparison.record import Record, join
from dsv4lab.config import Config
from dsv4lab.errors import TraceError, printable, shown

KINDS = (".npy", ".npz", ".safetensors", ".pt")
IDS = "ids"


@dataclass
class Dump:
    """Tensors by the names they were dumped under, and the map from our points' names to those."""

    label: str
    tensors: dict[str, Tensor]
    names: dict[str, str] = field(default_factory=dict[str, str])
    config: Config | None = None

    @property
    def ids(self) -> list[int] | None:
        """The tokens, if they were dumped."""
        found = self.tensors.get(self.names.get(IDS, IDS))
        return None if found is None else [int(i) for i in found.flatten().tolist()]


def is_dump(path: Path) -> bool:
    """Whether a path is a dump and not a checkpoint: a file of tensors, or a folder of them without an index or config."""
    if path.is_file():
        return path.suffix in KINDS
    kinds = {file.suffix for file in path.iterdir() if file.is_file()}
    return bool(kinds & {".npy", ".npz", ".pt"}) or (".safetensors" in kinds and not (path / "config.json").is_file())


def open_dump(path: str | Path, names: Mapping[str, str] | None = None) -> Dump:
    """Read every tensor of a folder or file.

    names   {our point's name: the name in the dump}; `{i}` stands for the layer on both sides
    Raises TraceError for a file that is damaged, holds objects, or names a tensor twice.
    """
    path = Path(path)
    files = [path] if path.is_file() else sorted(file for file in path.iterdir() if file.suffix in KINDS)
    if not files:
        raise TraceError(f"{printable(str(path), 200)}: no {', '.join(KINDS)} in it, so there is nothing to compare.")
    tensors: dict[str, Tensor] = {}
    for file in files:
        for name, tensor in _read(file).items():
            if name in tensors:
                raise TraceError(f"{shown(name)} is in two files of {printable(path.name, 100)}; keep one of them.")
            tensors[name] = tensor
    said = (path if path.is_dir() else path.parent) / "config.json"
    return Dump(str(path), tensors, dict(names or {}), Config.read(said) if said.is_file() else None)


def _read(file: Path) -> dict[str, Tensor]:
    try:
        if file.suffix == ".npy":
            return {file.stem: _tensor(np.load(file, allow_pickle=False))}
        if file.suffix == ".npz":
            with np.load(file, allow_pickle=False) as several:
                return {name: _tensor(several[name]) for name in several.files}
        if file.suffix == ".safetensors":
            from safetensors.torch import load_file

            return load_file(file)
        found: Any = torch.load(file, map_location="cpu", weights_only=True)
    except Exception as error:  # whatever a reader makes of a damaged file; nothing of it is executed
        words = printable(str(error).splitlines()[0] if str(error) else type(error).__name__, 200)
        raise TraceError(f"{printable(file.name, 100)} cannot be read as tensors: {words}") from None
    if isinstance(found, Tensor):
        return {file.stem: found}
    if isinstance(found, dict) and all(isinstance(k, str) and isinstance(v, Tensor) for k, v in found.items()):
        return found
    raise TraceError(
        f"{printable(file.name, 100)} holds a {type(found).__name__}; needed is a tensor or {{name: tensor}}."
    )


def _tensor(array: np.ndarray) -> Tensor:
    if array.dtype.kind not in "fiub":
        raise ValueError(f"its dtype is {array.dtype}")
    return torch.from_numpy(np.ascontiguousarray(array))


def record_of(dump: Dump, config: Config, ids: list[int] | None = None) -> Record:
    """The dump as a record.

    Raises TraceError for names that are no points (with the nearest), tokens that are not there, and shapes that do not fit.
    """
    ids = dump.ids if dump.ids is not None else ids
    if ids is None:
        raise TraceError(f'{dump.label} has no tensor "{IDS}" with the tokens; dump it too, or give prompt= as ids.')
    found = _by_point(dump, config)
    notes: list[str] = []
    for part, needs in NEEDS.items():
        for name in [name for name in found if name.endswith("." + part)]:
            beside = name.removesuffix(part) + needs
            if beside not in found:
                notes.append(f"{name} is not compared: it has to be read together with {beside}, which is not there.")
                del found[name]
    for place in in_order(config):
        if place.name in found:
            found[place.name] = _batched(place, found[place.name], len(ids), config)
    record = join(config, ids, [(range(len(ids)), found)], found, way="dump", source=dump.label, notes=notes)
    kinds = {str(t.dtype).removeprefix("torch.") for t in found.values() if t.is_floating_point()}
    record.dtype = next((kind for kind in ("bfloat16", "float16") if kind in kinds), "float32")
    return record


def _by_point(dump: Dump, config: Config) -> dict[str, Tensor]:
    """The dump's tensors by our names; what is named wrongly is refused with what is near."""
    ours = points.names(config)
    wanted: dict[str, str] = {}
    for our, theirs in dump.names.items():
        if our == IDS:
            continue
        layers = range(config.num_hidden_layers) if "{i}" in our else (None,)
        filled = [(our.replace("{i}", str(i)), theirs.replace("{i}", str(i))) for i in layers]
        there = [(mine, other) for mine, other in filled if mine in ours]
        if not there:
            raise TraceError(f"the map names {shown(our)}, which is no point of this model; near: {_near(our, ours)}.")
        wanted |= dict(there)
    missing = [other for other in wanted.values() if other not in dump.tensors]
    if missing:
        near = _near(missing[0], list(dump.tensors))
        more = f" ({len(missing) - 1} more are missing)" if len(missing) > 1 else ""
        raise TraceError(
            f"{dump.label} has no tensor {shown(missing[0])}{more}; near: {near}. Correct the map of names."
        )
    used = {dump.names.get(IDS, IDS), *wanted.values()}
    for name in dump.tensors:
        if name in used:
            continue
        if name not in ours:
            raise TraceError(
                f"{dump.label}: {shown(name)} is no point of this model; near: {_near(name, ours)}. Rename it or give "
                'names={"our point": "its name there"}; nothing is guessed.'
            )
        wanted[name] = name
    if not wanted:
        raise TraceError(f"{dump.label} holds no point of this model, so there is nothing to compare.")
    return {our: dump.tensors[theirs] for our, theirs in wanted.items()}


def _near(name: str, known: list[str]) -> str:
    found = difflib.get_close_matches(name, known, 3, 0.3) or known[:3]
    return ", ".join(shown(one, 80) for one in found)


def _batched(place: Place, tensor: Tensor, tokens: int, config: Config) -> Tensor:
    """[T, ...] or [1, T, ...] -> [1, T, ...]; of entries any number of rows."""
    row, dims = points.row(place.name), tensor.ndim
    axes = len(row.dims.split())
    if dims == axes - 1:
        tensor = tensor[None]
    rows = tokens // tokens_per_entry(place, config) if place.of_entries else tokens
    if tensor.ndim != axes or tensor.shape[0] != 1 or (not place.of_entries and tensor.shape[1] != tokens):
        raise TraceError(
            f"{place.name} has the shape {list(tensor.shape)}; needed are the axes {row.dims} with B = 1 and {rows} rows "
            "behind it (B may be left out)."
        )
    return tensor

"""The files of a checkpoint folder, known from their headers alone: which tensor lies where, in which dtype and shape.

A safetensors file is eight bytes of length, a JSON header, then raw data; reading the headers of a 160 GB folder takes
well under a second. Every claim of a header is checked against the file before anyone uses it.
Surprising: the Hugging Face cache links its snapshots to files outside the folder; only that layout may leave it.
Tests: tests/test_checkpoint_shards.py.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from math import prod
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from dsv4lab.checkpoint.inventory import BYTES

INDEX, SINGLE = "model.safetensors.index.json", "model.safetensors"
_BYTES = BYTES | {"F64": 8, "I32": 4, "I16": 2, "BOOL": 1, "F8_E5M2": 1, "U16": 2, "U32": 4, "U64": 8, "F4": 0.5}
_LARGEST_HEADER = 100_000_000  # the format's own limit


class _Bad(Exception):
    """Why a file cannot be used; collected as a problem, never shown as a traceback."""


@dataclass(frozen=True)
class Header:
    """One stored tensor as its shard describes it; `bytes` is what it takes on disk."""

    shard: str
    dtype: str
    shape: tuple[int, ...]
    bytes: int


@dataclass
class Folder:
    """A checkpoint folder read from its headers.

    `problems` says everything that is wrong, each with a next step; `notes` what is odd but harmless.
    """

    path: Path
    tensors: dict[str, Header] = field(default_factory=dict)
    shard_bytes: dict[str, int] = field(default_factory=dict)
    total_size: int | None = None
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def bytes(self) -> int:
        return sum(header.bytes for header in self.tensors.values())


def scan(path: str | Path) -> Folder:
    """Read the index and every header of a folder. Never raises for what it finds there; see `Folder.problems`."""
    folder = Folder(Path(path))
    if not folder.path.is_dir():
        hint = (
            "give the folder that holds config.json and the shards, not a file"
            if folder.path.exists()
            else "check the path"
        )
        folder.problems.append(f"{folder.path}: not a folder; {hint}.")
        return folder
    index = folder.path / INDEX
    if index.is_file():
        _scan_index(folder, index)
    elif (folder.path / SINGLE).is_file():
        _scan_shard(folder, SINGLE, None)
    else:
        others = sorted(
            {f.suffix for f in folder.path.iterdir() if f.suffix in (".bin", ".pt", ".pth", ".ckpt", ".gguf")}
        )
        note = (
            f" It holds {', '.join(others)} files, which are not read: convert them to safetensors." if others else ""
        )
        folder.problems.append(f"{folder.path}: neither {INDEX} nor {SINGLE} is there.{note}")
    return folder


def _scan_index(folder: Folder, index: Path) -> None:
    try:
        values = json.loads(index.read_text(encoding="utf-8"))
        where = values["weight_map"]
        if not isinstance(where, dict) or not all(isinstance(v, str) for v in where.values()):
            raise TypeError("weight_map is not a table of names to file names")
    except (ValueError, TypeError, KeyError, OSError) as error:
        reason = f"no {error}" if isinstance(error, KeyError) else error
        folder.problems.append(f"{INDEX}: not a usable index ({reason}). Fetch the file again.")
        return
    metadata = values.get("metadata")
    total = metadata.get("total_size") if isinstance(metadata, dict) else None
    folder.total_size = total if isinstance(total, int) else None
    expected: dict[str, set[str]] = {}
    for name, shard in where.items():
        expected.setdefault(shard, set()).add(name)
    for shard in sorted(expected):
        _scan_shard(folder, shard, expected[shard])
    if not folder.problems and folder.total_size is not None and folder.total_size != folder.bytes:
        folder.notes.append(
            f"{INDEX}: total_size says {folder.total_size:,} bytes, the shards' tensors are {folder.bytes:,}. "
            "Every tensor is there; the index was written by something that counts differently."
        )


def _scan_shard(folder: Folder, shard: str, expected: set[str] | None) -> None:
    """Add one file's tensors; `expected` are the names the index promises (None: there is no index)."""
    try:
        file = locate(folder.path, shard)
        headers = read_header(file, shard)
    except (_Bad, OSError) as error:
        count = "" if expected is None else f" {len(expected):,} tensors are listed in it."
        folder.problems.append(f"{error}{count}")
        return
    folder.shard_bytes[shard] = file.stat().st_size
    if expected is not None:
        absent, extra = sorted(expected - headers.keys()), sorted(headers.keys() - expected)
        if absent:
            folder.problems.append(
                f"{shard}: lacks {some(absent)} that {INDEX} lists in it. Fetch index and shard again."
            )
        if extra:
            folder.problems.append(
                f"{shard}: holds {some(extra)} that {INDEX} does not list. Fetch index and shard again."
            )
        headers = {name: header for name, header in headers.items() if name in expected}
    folder.tensors |= headers


def locate(folder: Path, shard: str) -> Path:
    """The file of a shard name, refusing names and links that lead out of the folder."""
    if PurePosixPath(shard).name != shard or PureWindowsPath(shard).name != shard or shard in ("", ".", ".."):
        raise _Bad(
            f"{shard!r}: the index names a file outside the folder. Do not trust this checkpoint; fetch it again."
        )
    file = folder / shard
    if not file.is_file():
        raise _Bad(f"{shard}: the file is absent. Fetch it, or the whole folder again.")
    target, root = file.resolve(), folder.resolve()
    # The hub's cache: models--name/snapshots/revision/shard -> models--name/blobs/digest.
    allowed = [root] + ([root.parent.parent / "blobs"] if root.parent.name == "snapshots" else [])
    if not any(target.is_relative_to(place) for place in allowed):
        raise _Bad(f"{shard}: a link that leads out of the folder, to {target}. Copy the file into the folder.")
    return file


def read_header(file: Path, shard: str) -> dict[str, Header]:
    """Check and return a safetensors header: sizes, ranges, no gap and no overlap between tensors."""
    size = file.stat().st_size
    with file.open("rb") as stream:
        length = int.from_bytes(stream.read(8), "little")
        if size < 8 or not 2 <= length <= _LARGEST_HEADER or 8 + length > size:
            raise _Bad(
                f"{shard}: {size:,} bytes with a header of {length:,}: truncated or not safetensors. Fetch it again."
            )
        raw = stream.read(length)
    try:
        table = json.loads(raw.decode("utf-8"), object_pairs_hook=_no_duplicates)
        if not isinstance(table, dict):
            raise ValueError("the header is not an object")
        table.pop("__metadata__", None)
        entries = [_entry(shard, name, entry) for name, entry in table.items()]
    except (ValueError, RecursionError) as error:
        raise _Bad(f"{shard}: damaged header ({error}). Fetch it again.") from None
    position = 0
    for begin, end, name, _ in sorted(entries, key=lambda entry: entry[:3]):
        if begin != position:
            what = "overlaps the tensor before it" if begin < position else "leaves a gap before it"
            raise _Bad(f"{shard}: damaged header ({name} at bytes {begin:,} to {end:,} {what}). Fetch it again.")
        position = end
    if position != size - 8 - length:
        raise _Bad(
            f"{shard}: the header promises {position:,} bytes of tensors, the file holds {size - 8 - length:,}. "
            "The download is incomplete or mixed up; fetch the file again."
        )
    return {name: header for _, _, name, header in entries}


def _entry(shard: str, name: str, entry: Any) -> tuple[int, int, str, Header]:
    try:
        dtype, shape, (begin, end) = entry["dtype"], entry["shape"], entry["data_offsets"]
    except (TypeError, KeyError, ValueError):
        raise ValueError(f"{name} lacks dtype, shape or data_offsets") from None
    if not isinstance(dtype, str) or dtype not in _BYTES:
        raise ValueError(f"{name} has the unknown dtype {dtype!r}")
    numbers = (*shape, begin, end) if isinstance(shape, list) else (None,)
    if any(type(number) is not int or number < 0 for number in numbers):
        raise ValueError(f"{name} has shape {shape} at bytes {begin} to {end}")
    if end - begin != prod(shape) * _BYTES[dtype]:
        raise ValueError(f"{name} is {dtype} {shape} but spans {end - begin:,} bytes")
    return begin, end, name, Header(shard, dtype, tuple(shape), end - begin)


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    out = dict(pairs)
    if len(out) != len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"{next(name for name in names if names.count(name) > 1)} is there twice")
    return out


def some(names: list[str], shown: int = 3) -> str:
    """A few of the names and how many there are."""
    listed = ", ".join(names[:shown])
    return listed if len(names) <= shown else f"{listed} and {len(names) - shown:,} more ({len(names):,} in all)"

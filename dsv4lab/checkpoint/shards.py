"""The files of a checkpoint folder, known from their headers alone: which tensor lies where, in which dtype and shape.

A safetensors file is eight bytes of length, a JSON header, then raw data; reading the headers of a 160 GB folder takes
well under a second. Every claim of a header is checked against the file before anyone uses it.
Surprising: the Hugging Face cache links its snapshots to files outside the folder; only that layout may leave it.
Tests: tests/checkpoint/test_shards.py.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from math import prod
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from safetensors import SafetensorError, safe_open

from dsv4lab.checkpoint.inventory import BYTES
from dsv4lab.errors import printable, shown

INDEX, SINGLE = "model.safetensors.index.json", "model.safetensors"
_BYTES = BYTES | {"F64": 8, "I32": 4, "I16": 2, "BOOL": 1, "F8_E5M2": 1, "U16": 2, "U32": 4, "U64": 8, "F4": 0.5}
_LARGEST_HEADER = 100_000_000  # the format's own limit
_LARGEST_INDEX = 1_000_000_000
_MOST_AXES = 16


class BadFile(Exception):
    """Why a file cannot be used; collected as a problem, never shown as a traceback."""


@dataclass(frozen=True)
class Header:
    """One stored tensor as its shard describes it; `bytes` is what it takes on disk, `begin` where that starts."""

    shard: str
    dtype: str
    shape: tuple[int, ...]
    bytes: int
    begin: int = 0


@dataclass
class Folder:
    """A checkpoint folder read from its headers.

    `problems` says everything that is wrong, each with a next step; `notes` what is odd but harmless; `absent` names the
    shards that the index lists and that are not there. `stamps` tell whether a shard is still the file that was scanned.
    """

    path: Path
    tensors: dict[str, Header] = field(default_factory=dict)
    shard_bytes: dict[str, int] = field(default_factory=dict)
    stamps: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    total_size: int | None = None
    absent: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def bytes(self) -> int:
        """Bytes of all tensors together, as their headers say."""
        return sum(header.bytes for header in self.tensors.values())


def scan(path: str | Path, wanted: Callable[[str], bool] | None = None) -> Folder:
    """Read the index and every header of a folder. Never raises for what it finds there; see `Folder.problems`.

    wanted   which tensors count, by name; shards with none of them need not be there
    """
    folder = Folder(Path(path))
    try:
        _scan(folder, wanted)
    except (OSError, ValueError) as error:  # no right to look inside, a name no file can have
        folder.problems.append(f"{_name(folder.path)}: cannot be read ({_reason(error)}).")
    return folder


def _scan(folder: Folder, wanted: Callable[[str], bool] | None) -> None:
    if not folder.path.is_dir():
        hint = (
            "give the folder that holds config.json and the shards, not a file"
            if folder.path.exists()
            else "check the path"
        )
        folder.problems.append(f"{_name(folder.path)}: not a folder; {hint}.")
        return
    index = folder.path / INDEX
    if os.path.lexists(index):
        _scan_index(folder, index, wanted)
    elif os.path.lexists(folder.path / SINGLE):
        _scan_shard(folder, SINGLE, None)
        if wanted is not None:
            folder.tensors = {name: header for name, header in folder.tensors.items() if wanted(name)}
    else:
        others = sorted(
            {f.suffix for f in folder.path.iterdir() if f.suffix in (".bin", ".pt", ".pth", ".ckpt", ".gguf")}
        )
        note = (
            f" It holds {', '.join(others)} files, which are not read: convert them to safetensors." if others else ""
        )
        folder.problems.append(f"{_name(folder.path)}: neither {INDEX} nor {SINGLE} is there.{note}")


def read_index(index: Path) -> tuple[dict[str, str], int | None]:
    """({tensor: shard}, total_size or None) of an index file; BadFile says why it cannot be used."""
    try:
        if not index.is_file():  # a folder, a pipe that never ends, a loop of links
            raise ValueError("it is not a file")
        if index.stat().st_size > _LARGEST_INDEX:
            raise ValueError(f"{index.stat().st_size:,} bytes are too many")
        values = json.loads(index.read_text(encoding="utf-8"))
        where = values["weight_map"]
        if not isinstance(where, dict) or not all(isinstance(v, str) for v in where.values()):
            raise TypeError("weight_map is not a table of names to file names")
    except (ValueError, TypeError, KeyError, OSError, RecursionError) as error:
        reason = f"no {error}" if isinstance(error, KeyError) else _reason(error)
        raise BadFile(f"{INDEX}: not a usable index ({reason}). Fetch the file again.") from None
    metadata = values.get("metadata")
    total = metadata.get("total_size") if isinstance(metadata, dict) else None
    return where, total if isinstance(total, int) else None


def _scan_index(folder: Folder, index: Path, wanted: Callable[[str], bool] | None) -> None:
    try:
        where, folder.total_size = read_index(index)
    except BadFile as error:
        folder.problems.append(str(error))
        return
    expected: dict[str, set[str]] = {}
    for name, shard in where.items():
        if wanted is None or wanted(name):
            expected.setdefault(shard, set()).add(name)
    absent: list[str] = []
    for shard in sorted(expected):
        if _is_absent(folder.path, shard):
            absent.append(shard)
        else:
            _scan_shard(folder, shard, expected[shard], partial=wanted is not None)
    if absent:
        told = f"{some(absent)}: the file is absent." if len(absent) == 1 else f"{some(absent)}: the files are absent."
        count = sum(len(expected[shard]) for shard in absent)
        folder.absent = absent
        folder.problems.insert(
            0,
            f"{told} Fetch it, or the whole folder again. {count:,} tensors are listed in it."
            if len(absent) == 1
            else f"{told} {len(absent)} of {len(expected)} shards with {count:,} tensors: fetch them.",
        )
    if wanted is None and not folder.problems and folder.total_size is not None and folder.total_size != folder.bytes:
        folder.notes.append(
            f"{INDEX}: total_size says {folder.total_size:,} bytes, the shards' tensors are {folder.bytes:,}. "
            "Every tensor is there; the index was written by something that counts differently."
        )


def _is_absent(folder: Path, shard: str) -> bool:
    """Whether a plain file name has no file; names that lead elsewhere, and links to nowhere else, are `locate`'s."""
    if PurePosixPath(shard).name != shard or PureWindowsPath(shard).name != shard:
        return False
    try:
        return not (folder / shard).exists()
    except (OSError, ValueError):  # a name that no file can have
        return False


def _scan_shard(folder: Folder, shard: str, expected: set[str] | None, *, partial: bool = False) -> None:
    """Add one file's tensors; `expected` are the names the index promises (None: there is no index).

    partial   the index promises more, which is not wanted
    """
    try:
        file = locate(folder.path, shard)
        # Before the header, so that a file which is replaced now is noticed later.
        folder.stamps[shard] = stamp_of(file)
        headers = read_header(file, shard)
    except (BadFile, OSError, ValueError) as error:
        count = "" if expected is None else f" {len(expected):,} tensors are listed in it."
        told = str(error) if isinstance(error, BadFile) else f"{_name(shard)}: cannot be read ({_reason(error)})."
        folder.problems.append(f"{told}{count}")
        return
    folder.shard_bytes[shard] = folder.stamps[shard][0]
    if expected is not None:
        absent, extra = sorted(expected - headers.keys()), sorted(headers.keys() - expected)
        if absent:
            folder.problems.append(
                f"{_name(shard)}: lacks {some(absent)} that {INDEX} lists in it. Fetch index and shard again."
            )
        if extra and not partial:
            folder.notes.append(f"{_name(shard)}: holds {some(extra)} that {INDEX} does not list there; put aside.")
        headers = {name: header for name, header in headers.items() if name in expected}
    folder.tensors |= headers


def stamp_of(file: Path) -> tuple[int, int, int]:
    """Size, time of change and number: what tells a file from another under its name, or from itself once written to."""
    found = file.stat()
    return found.st_size, found.st_mtime_ns, found.st_ino


def locate(folder: Path, shard: str) -> Path:
    """The file of a shard name, refusing names and links that lead out of the folder."""
    if PurePosixPath(shard).name != shard or PureWindowsPath(shard).name != shard or shard in ("", ".", ".."):
        raise BadFile(
            f"{shown(shard)}: the index names a file outside the folder. Do not trust this checkpoint; fetch it again."
        )
    file = folder / shard
    if not file.is_file():
        raise BadFile(f"{_name(shard)}: the file is absent. Fetch it, or the whole folder again.")
    target, root = file.resolve(), folder.resolve()
    # The hub's cache: models--name/snapshots/revision/shard -> models--name/blobs/digest.
    allowed = [root] + ([root.parent.parent / "blobs"] if root.parent.name == "snapshots" else [])
    if not any(target.is_relative_to(place) for place in allowed):
        raise BadFile(
            f"{_name(shard)}: a link that leads out of the folder, to {_name(target)}. Copy the file into it."
        )
    return file


def read_header(file: Path, shard: str) -> dict[str, Header]:
    """Check and return a safetensors header: sizes, ranges, no gap and no overlap between tensors."""
    size, told = file.stat().st_size, _name(shard)
    with file.open("rb") as stream:
        length = int.from_bytes(stream.read(8), "little")
        if size < 8 or not 2 <= length <= _LARGEST_HEADER or 8 + length > size:
            raise BadFile(
                f"{told}: {size:,} bytes with a header of {length:,}: truncated or not safetensors. Fetch it again."
            )
        raw = stream.read(length)
    try:
        table = json.loads(raw.decode("utf-8"), object_pairs_hook=_no_duplicates)
        if not isinstance(table, dict):
            raise ValueError("the header is not an object")
        table.pop("__metadata__", None)
        entries = [_entry(shard, name, entry) for name, entry in table.items()]
    except (ValueError, RecursionError) as error:
        raise BadFile(f"{told}: damaged header ({_reason(error)}). Fetch it again.") from None
    position = 0
    for begin, end, name, _ in sorted(entries, key=lambda entry: entry[:3]):
        if begin != position:
            what = "overlaps the tensor before it" if begin < position else "leaves a gap before it"
            raise BadFile(
                f"{told}: damaged header ({_name(name)} at bytes {begin:,} to {end:,} {what}). Fetch it again."
            )
        position = end
    if position != size - 8 - length:
        raise BadFile(
            f"{told}: the header promises {position:,} bytes of tensors, the file holds {size - 8 - length:,}. "
            "The download is incomplete or mixed up; fetch the file again."
        )
    try:  # the library that will read the data has its own idea of a right header
        with safe_open(file, framework="np"):
            pass
    except (SafetensorError, OSError, ValueError) as error:
        raise BadFile(f"{told}: damaged header ({_reason(error)}). Fetch it again.") from None
    return {name: replace(header, begin=8 + length + begin) for begin, _, name, header in entries}


def _entry(shard: str, name: str, entry: Any) -> tuple[int, int, str, Header]:
    try:
        dtype, shape, (begin, end) = entry["dtype"], entry["shape"], entry["data_offsets"]
    except (TypeError, KeyError, ValueError):
        raise ValueError(f"{_name(name)} lacks dtype, shape or data_offsets") from None
    if not isinstance(dtype, str) or dtype not in _BYTES:
        raise ValueError(f"{_name(name)} has the unknown dtype {shown(dtype)}")
    numbers = (*shape, begin, end) if isinstance(shape, list) and len(shape) <= _MOST_AXES else (None,)
    if any(type(number) is not int or not 0 <= number < 1 << 63 for number in numbers):
        raise ValueError(f"{_name(name)} has shape {shown(shape)} at bytes {shown(begin)} to {shown(end)}")
    if end - begin != prod(shape) * _BYTES[dtype]:
        raise ValueError(f"{_name(name)} is {dtype} {shown(shape)} but spans {end - begin:,} bytes")
    return begin, end, name, Header(shard, dtype, tuple(shape), end - begin)


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    out = dict(pairs)
    if len(out) != len(pairs):
        name, _ = Counter(name for name, _ in pairs).most_common(1)[0]
        raise ValueError(f"{_name(name)} is there twice")
    return out


def _name(text: str | Path) -> str:
    """A name out of a file as a message shows it."""
    return printable(str(text), 200)


def _reason(error: BaseException) -> str:
    return printable(str(getattr(error, "strerror", None) or error), 200)


def some(names: list[str], few: int = 3) -> str:
    """A few of the names and how many there are."""
    listed = ", ".join(printable(name, 120) for name in names[:few])
    return listed if len(names) <= few else f"{listed} and {len(names) - few:,} more ({len(names):,} in all)"

"""Writing a trace: a zarr folder or one zip of it; every chunk compressed and with its own checksum (crc32c).

It is a snapshot that is written, so the run may go on. Every chunk is stored, also one that is "not captured" throughout,
and the root says so: a chunk that is missing later is damage. Only zarr format 3 is written and opened, since format 2 can
name codecs that unpickle.   Reading: trace_reader.py.
Tests: tests/capture/test_trace.py, tests/capture/test_trace_files.py.
"""

from __future__ import annotations

import json
import threading
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from dsv4lab.capture.protocols import Backing
from dsv4lab.capture.registry import GROUPS
from dsv4lab.capture.schema import GROWING, SCHEMA_VERSION
from dsv4lab.capture.stored_files import MARK, marked
from dsv4lab.capture.trace_reader import HOLDS, StoredBacking
from dsv4lab.errors import TraceError
from dsv4lab.files import check_writable, clear_leftovers, full_path, told, whole

CHUNK_BYTES = 1 << 20


def check_target(path: Any) -> Path:
    """Refuse a name that is no trace's, a place that holds something else, and one that cannot be written."""
    path = full_path(path, TraceError)
    if not (path.name.endswith(".zip") or path.suffix == ".zarr"):
        raise TraceError(f"{path}: a trace is saved as NAME.zarr (a folder) or NAME.zarr.zip (one file).")
    check_writable(path, TraceError)
    try:
        clear_leftovers(path)
        there = path.exists()
    except OSError as problem:
        raise told(path, problem, TraceError, "cannot be written") from None
    if there:
        _check_older(path)
    return path


def _check_older(path: Path) -> None:
    """A trace may be written over, damaged or not; anything else stays."""
    try:
        StoredBacking(path).close()
    except TraceError as error:
        if not marked(path):
            raise TraceError(f"{path} exists and is not a trace; it stays as it is. Choose another name.") from error


def save(still: Backing, path: Any) -> Path:
    """Write a snapshot to `path` (`.zarr` folder or `.zarr.zip`), replacing an older trace there but nothing else."""
    path = check_target(path)

    def write(work: Path, stop: threading.Event) -> Path:
        folder = work / "trace.zarr"
        _write(still, folder, stop)
        if not path.name.endswith(".zip") or stop.is_set():
            return folder
        return zipped(folder)

    whole(path, write, TraceError)
    return path


def zipped(folder: Path) -> Path:
    """A store as one file beside it; nothing in it is packed twice."""
    file = folder.with_suffix(".zip")
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for one in sorted(p for p in folder.rglob("*") if p.is_file()):
            archive.write(one, one.relative_to(folder).as_posix())
    return file


def _write(trace: Backing, folder: Path, stop: threading.Event) -> None:
    begin(folder)
    write_groups(trace, folder, trace.groups(), stop)
    if not stop.is_set():
        holds = {group: list(trace.variables(group)) for group in trace.groups()}
        write_facts(folder, trace.run, holds, tokens=trace.counts()["token"], finished=trace.finished)


def begin(folder: Path) -> None:
    """Make the folder a store that holds nothing yet, and is no trace before `write_facts`."""
    import zarr

    zarr.open_group(folder, mode="w", zarr_format=3)  # pyright: ignore[reportUnknownMemberType]


def write_groups(trace: Backing, folder: Path, groups: Sequence[str], stop: threading.Event) -> None:
    """Write these groups into a store that was begun; whole groups, so several processes can write theirs at a time."""
    import zarr
    from zarr.codecs import Crc32cCodec, ZstdCodec

    settings: Any = {"compressors": (ZstdCodec(level=3), Crc32cCodec()), "config": {"write_empty_chunks": True}}
    # Of the stores that zarr opens, one is a type of fsspec, which says nothing of its types.
    root = zarr.open_group(folder, mode="r+", zarr_format=3)  # pyright: ignore[reportUnknownMemberType]
    for group in groups:
        node = root.create_group(group)
        dims_of = trace.variables(group)
        for name, dims in dims_of.items():
            if stop.is_set():
                return
            values, variable = trace.array(group, name)[...], GROUPS[group].variables[name]
            text = values.dtype.kind == "U"
            node.create_array(
                name,
                data=values.astype(np.dtypes.StringDType()) if text else np.ascontiguousarray(values),
                chunks=_chunks(values.shape, values.itemsize, dims),
                fill_value=None if text else variable.fill,
                dimension_names=dims,
                attributes={"meaning": variable.help},
                **settings,
            )
        for dim in sorted({dim for dims in dims_of.values() for dim in dims}):
            labels = trace.coordinate(group, dim)
            chunks = _chunks(labels.shape, labels.itemsize, (dim,))
            node.create_array(dim, data=labels, chunks=chunks, dimension_names=(dim,), **settings)


def write_facts(folder: Path, run: dict[str, Any], holds: dict[str, list[str]], *, tokens: int, finished: bool) -> None:
    """Make a store whose groups are written a trace: the facts of its run, and what it holds {group: [variables]}."""
    import zarr

    root = zarr.open_group(folder, mode="r+", zarr_format=3)  # pyright: ignore[reportUnknownMemberType]
    root.create_group("run", attributes=json.loads(json.dumps(run, default=str)))
    root.attrs.update({MARK: SCHEMA_VERSION, "tokens": tokens, "finished": finished, HOLDS: holds})


def _chunks(shape: tuple[int, ...], itemsize: int, dims: tuple[str, ...]) -> tuple[int, ...]:
    """About a megabyte each: halve the growing dimension, then the layers, so that one query or layer reads little."""
    chunk = [max(size, 1) for size in shape]
    for dim in (*GROWING, "layer"):
        if dim in dims:
            at = dims.index(dim)
            while int(np.prod(chunk)) * itemsize > CHUNK_BYTES and chunk[at] > 1:
                chunk[at] = -(-chunk[at] // 2)
    return tuple(chunk)

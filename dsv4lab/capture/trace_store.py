"""Traces on disk: a zarr folder or one zip of it; every chunk compressed and with its own checksum (crc32c).

Written into a temporary sibling and renamed at the end, so a full disk or a killed process leaves nothing that looks
finished. Reading is lazy: opening touches metadata only, a piece is read when it is asked for.
Surprising: only zarr format 3 is opened, since format 2 can name codecs that unpickle.   Tests: tests/test_trace.py.
"""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from dsv4lab.capture.schema import GROWING, SCHEMA, SCHEMA_VERSION
from dsv4lab.errors import TraceError

if TYPE_CHECKING:
    import xarray

    from dsv4lab.capture.trace import Trace

MARK = "dsv4lab_trace"
CHUNK_BYTES = 1 << 20


def check_target(path: Path) -> None:
    """Refuse a name that is no trace's, and a place that holds something else."""
    if not (path.name.endswith(".zip") or path.suffix == ".zarr"):
        raise TraceError(f"{path}: a trace is saved as NAME.zarr (a folder) or NAME.zarr.zip (one file).")
    if path.exists():
        try:
            StoredBacking(path).close()
        except TraceError:
            raise TraceError(f"{path} exists and is not a trace; it stays as it is. Choose another name.") from None


def save(trace: Trace, path: Path) -> Path:
    """Write `trace` to `path` (`.zarr` folder or `.zarr.zip`), replacing an older trace there but nothing else."""
    check_target(path)
    zipped = path.name.endswith(".zip")
    path.parent.mkdir(parents=True, exist_ok=True)
    work = path.with_name(f".{path.name}.writing-{os.getpid()}-{os.urandom(3).hex()}")
    try:
        folder = work / "trace.zarr"
        _write(trace, folder)
        ready = folder
        if zipped:
            ready = work / "trace.zip"
            with zipfile.ZipFile(ready, "w", zipfile.ZIP_STORED) as archive:
                for file in sorted(p for p in folder.rglob("*") if p.is_file()):
                    archive.write(file, file.relative_to(folder).as_posix())
        if path.is_dir():
            path.rename(work / "older")
        os.replace(ready, path)
    except OSError as error:
        raise TraceError(
            f"{path}: not written ({error}). Nothing unfinished was left there; free space, retry."
        ) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return path


def _write(trace: Trace, folder: Path) -> None:
    import zarr
    from zarr.codecs import Crc32cCodec, ZstdCodec

    packed: Any = (ZstdCodec(level=3), Crc32cCodec())
    length = len(trace)
    root = zarr.open_group(folder, mode="w", zarr_format=3)
    for group in trace.groups:
        node = root.create_group(group)
        dims_of = trace.variables(group)
        for name, dims in dims_of.items():
            values = trace.values(group, name)
            schema = SCHEMA[group].get(name)
            text = values.dtype.kind == "U"
            node.create_array(
                name,
                data=values.astype(np.dtypes.StringDType()) if text else np.ascontiguousarray(values),
                chunks=_chunks(values.shape, values.itemsize, dims),
                fill_value=None if text or schema is None else schema.fill,
                dimension_names=dims,
                compressors=packed,
                attributes={"meaning": schema.meaning if schema else ""},
            )
        for dim in sorted({dim for dims in dims_of.values() for dim in dims}):
            labels = trace.coordinate(group, dim)
            node.create_array(dim, data=labels, dimension_names=(dim,), compressors=packed)
    root.create_group("run", attributes=json.loads(json.dumps(trace.run, default=str)))
    root.attrs.update({MARK: SCHEMA_VERSION, "tokens": length, "finished": trace.finished})


def _chunks(shape: tuple[int, ...], itemsize: int, dims: tuple[str, ...]) -> tuple[int, ...]:
    """About a megabyte each: halve the growing dimension, then the layers, so that one query or layer reads little."""
    chunk = [max(size, 1) for size in shape]
    for dim in (*GROWING, "layer"):
        if dim in dims:
            at = dims.index(dim)
            while int(np.prod(chunk)) * itemsize > CHUNK_BYTES and chunk[at] > 1:
                chunk[at] = -(-chunk[at] // 2)
    return tuple(chunk)


class StoredBacking:
    """Arrays of a saved trace, opened lazily."""

    frozen = True

    def __init__(self, path: Path) -> None:
        import zarr
        from zarr.storage import ZipStore

        self._path, self._zip = path, None
        self._variables: dict[str, dict[str, tuple[str, ...]]] = {}
        if not path.exists():
            raise TraceError(f"{path}: no such trace. A trace is a NAME.zarr folder or a NAME.zarr.zip file.")
        try:
            if path.is_file():
                with zipfile.ZipFile(path):  # refuses what is no zip before a store keeps it open
                    pass
                self._zip = ZipStore(path, mode="r")
            self._root = zarr.open_group(self._zip or path, mode="r", zarr_format=3)
            attributes: dict[str, Any] = dict(self._root.attrs)
            self._check(attributes)
            self.run: dict[str, Any] = dict(self._root["run"].attrs)
            self.finished = bool(attributes["finished"])
            self._length = int(str(attributes["tokens"]))
            self._nodes: dict[str, dict[str, Any]] = {
                group: {name: array for name, array in self._root[group].arrays()}  # type: ignore[union-attr]
                for group in SCHEMA
                if group in self._root
            }
            self._labels = {
                group: {name: np.asarray(array[:]) for name, array in arrays.items() if _is_label(name, array)}
                for group, arrays in self._nodes.items()
            }
        except TraceError:
            self.close()
            raise
        except Exception as error:
            self.close()
            raise TraceError(
                f"{path} is not a readable trace ({type(error).__name__}: {error}). Record it again."
            ) from error

    def _check(self, attributes: dict[str, Any]) -> None:
        version = attributes.get(MARK)
        if version is None:
            raise TraceError(f"{self._path} is a zarr store but not a trace (no {MARK!r} mark). Open it with zarr.")
        if version != SCHEMA_VERSION:
            raise TraceError(
                f"{self._path} has trace schema {version}; this version reads {SCHEMA_VERSION}. "
                "Update dsv4lab, or record again."
            )

    def groups(self) -> list[str]:
        return list(self._nodes)

    def variables(self, group: str) -> dict[str, tuple[str, ...]]:
        if group not in self._variables:  # a stored trace never changes, and this is asked for at every read
            known = list(SCHEMA[group])
            named = sorted(
                self._nodes[group].items(), key=lambda item: known.index(item[0]) if item[0] in known else 999
            )
            found = {n: tuple(a.metadata.dimension_names) for n, a in named if not _is_label(n, a)}
            self._variables[group] = found
        return self._variables[group]

    def array(self, group: str, variable: str) -> Any:
        return self._nodes[group][variable]

    def counts(self) -> dict[str, int]:
        sizes = {"token": self._length, "query": 0, "entry": 0}
        for labels in self._labels.values():
            sizes |= {dim: len(labels[dim]) for dim in ("query", "entry") if dim in labels}
        return sizes

    def coordinate(self, group: str, dim: str) -> np.ndarray:
        return self._labels[group][dim]

    def dataset(self, group: str) -> xarray.Dataset:
        import xarray

        return xarray.open_zarr(self._root.store, group=group, consolidated=False, chunks=None, zarr_format=3)

    def close(self) -> None:
        if self._zip is not None:
            self._zip.close()
            self._zip = None


def _is_label(name: str, array: Any) -> bool:
    return tuple(array.metadata.dimension_names or ()) == (name,)

"""A saved trace, opened lazily: metadata, labels and the list of what is stored are read and checked, arrays when asked for.

A chunk that the writer stored and that is gone, before opening or after, is damage and told so; it never reads as "not
captured". Surprising: zarr's own groups are not used. Its listing runs many tasks at once, and each that meets damage
prints a traceback of its own; here every array is opened by name.
Tests: tests/capture/test_trace.py, tests/capture/test_trace_damage.py.
"""

from __future__ import annotations

import json
import math
import os
import zipfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from dsv4lab.capture import trace_check as check
from dsv4lab.capture.schema import GROWING, SCHEMA, SCHEMA_VERSION
from dsv4lab.capture.trace_metadata import Described, describe
from dsv4lab.errors import TraceError
from dsv4lab.files import OLDER, full_path, leftovers, told

if TYPE_CHECKING:
    import xarray

MARK = "dsv4lab_trace"
HOLDS = "holds"  # root attribute {group: [variables]}: they are all there, each with every one of its chunks


class StoredBacking:
    """Arrays of a saved trace, opened lazily."""

    frozen = True

    def __init__(self, where: Any) -> None:
        path = full_path(where, TraceError)  # the working folder may change while the trace is open
        self._path, self._zip = path, None
        self._nodes: dict[str, dict[str, StoredArray]] = {}
        self._labels: dict[str, dict[str, np.ndarray]] = {}
        try:
            self._read(path)
        except TraceError as error:
            self.close()
            raise (error if str(error).startswith(str(path)) else _damaged(path, str(error))) from error.__cause__
        except OSError as error:
            self.close()
            raise told(path, error, TraceError, "cannot be opened") from error
        except Exception as error:  # zarr, json and zipfile raise many kinds: none of it is what a trace is written as
            self.close()
            raise TraceError(
                f"{path} is not a readable trace ({type(error).__name__}: {str(error)[:300]}). Record it again."
            ) from error

    def _read(self, path: Path) -> None:
        from zarr.storage import LocalStore, ZipStore

        _check_place(path)
        self._keys = _keys_of(path)
        if "zarr.json" not in self._keys:
            raise TraceError(f"{path} is not a readable trace: it has no zarr.json of format 3.")
        store: Any
        if path.is_file():
            self._zip = store = ZipStore(path, mode="r")
        else:
            store = LocalStore(path, read_only=True)
        self._store = _complete(store, self._keys)
        attributes = _attributes(self._bytes("zarr.json"))
        self._check_mark(attributes)
        self.run: dict[str, Any] = _attributes(self._bytes("run/zarr.json"))
        self.finished: bool = attributes.get("finished")  # type: ignore[assignment]
        self._length: int = attributes.get("tokens")  # type: ignore[assignment]
        if not isinstance(self.finished, bool) or type(self._length) is not int or self._length < 0:
            raise TraceError(f"it says tokens {self._length!r:.40} and finished {self.finished!r:.40}.")
        self._config = check.check_run(self.run)
        self._chunks = Counter(key.rsplit("/c/", 1)[0] for key in self._keys if "/c/" in key)
        self._stored: Counter[str] = Counter()
        for key, size in self._keys.items():
            self._stored[key.rsplit("/c/", 1)[0]] += size
        holds = attributes.get(HOLDS)
        self._whole = holds is not None  # traces of before write no chunk that is "not captured" throughout
        for group in SCHEMA:
            if f"{group}/zarr.json" in self._keys:
                self._open_group(group)
        self._check_holds(holds or {})

    def _open_group(self, group: str) -> None:
        dims = {dim for variable in SCHEMA[group].values() for dim in variable.dims}
        labels = {
            dim: self._read_labels(group, dim) for dim in sorted(dims) if f"{group}/{dim}/zarr.json" in self._keys
        }
        lengths = {dim: len(label) for dim, label in labels.items()}
        self._labels[group] = labels
        nodes = self._nodes[group] = {}
        for name, variable in SCHEMA[group].items():
            key, full = f"{group}/{name}", f"{group}.{name}"
            if f"{key}/zarr.json" not in self._keys:
                continue
            found = describe(full, self._bytes(f"{key}/zarr.json"), variable.dtype, variable.fill)
            check.check_variable(full, variable, found, lengths, self._config)
            self._check_stored(full, found, variable.dtype)
            limits = check.id_limits(group, name, self._length, self._config, lengths)
            nodes[name] = StoredArray(self._store, key, found.shape, variable.dtype, limits)

    def _read_labels(self, group: str, dim: str) -> np.ndarray:
        key, name = f"{group}/{dim}", f"{group}.{dim}"
        found = describe(name, self._bytes(f"{key}/zarr.json"), "int64", 0)
        check.check_labels_size(name, found.shape, self._stored[key])
        self._check_stored(name, found, "int64")
        labels = StoredArray(self._store, key, found.shape, "int64", None)[...]
        check.check_labels(name, dim, labels, self._length, self._config)
        return labels

    def _check_stored(self, name: str, found: Described, dtype: str) -> None:
        key, itemsize = name.replace(".", "/"), np.dtype(dtype).itemsize
        count = check.check_chunks(name, found.shape, found.chunk, itemsize)
        check.check_unfolded(name, math.prod(found.shape) * itemsize, self._stored[key])
        if self._whole and self._chunks[key] != count:
            raise TraceError(f"{name}: {self._chunks[key]} of {count} chunks are there.")

    def _check_holds(self, holds: Any) -> None:
        if not isinstance(holds, dict):
            raise TraceError(f"it says that it holds {holds!r:.60}.")
        for group, names in holds.items():
            there = self._nodes.get(group, {})
            missing = [name for name in names if name in SCHEMA.get(group, {}) and name not in there]
            if missing:
                raise TraceError(f"{group}.{missing[0]} was written and is gone. Copy the trace again, whole.")
        if "tokens" not in self._nodes or not {"id", "phase", "special"} <= set(self._nodes["tokens"]):
            raise TraceError("its tokens are gone.")
        for dim in GROWING[1:]:
            lengths = {len(labels[dim]) for labels in self._labels.values() if dim in labels}
            if len(lengths) > 1:
                raise TraceError(f"its groups have {sorted(lengths)} rows along {dim}.")

    def _bytes(self, key: str) -> bytes:
        if key not in self._keys:
            raise TraceError(f"{key} is gone.")
        if self._zip is not None:
            with zipfile.ZipFile(self._path) as archive:
                return archive.read(key)
        return (self._path / key).read_bytes()

    def _check_mark(self, attributes: dict[str, Any]) -> None:
        version = attributes.get(MARK)
        if version is None:
            raise TraceError(f"{self._path} is a zarr store but not a trace (no {MARK!r} mark). Open it with zarr.")
        if version != SCHEMA_VERSION or isinstance(version, bool):
            raise TraceError(
                f"{self._path} has trace schema {version!r:.40}; this version reads {SCHEMA_VERSION}. "
                "Update dsv4lab, or record again."
            )

    def groups(self) -> list[str]:
        return list(self._nodes)

    def variables(self, group: str) -> dict[str, tuple[str, ...]]:
        return {name: SCHEMA[group][name].dims for name in self._nodes[group]}

    def array(self, group: str, variable: str) -> StoredArray:
        return self._nodes[group][variable]

    def counts(self) -> dict[str, int]:
        sizes = {"token": self._length, "query": 0, "entry": 0}
        for labels in self._labels.values():
            sizes |= {dim: len(labels[dim]) for dim in ("query", "entry") if dim in labels}
        return sizes

    def coordinate(self, group: str, dim: str) -> np.ndarray:
        return self._labels[group][dim]

    def snapshot(self) -> StoredBacking:
        return self

    def dataset(self, group: str) -> xarray.Dataset:
        import xarray

        from dsv4lab.capture.trace_lazy import lazy

        variables = {
            name: (SCHEMA[group][name].dims, lazy(array), {"meaning": SCHEMA[group][name].meaning})
            for name, array in self._nodes[group].items()
        }
        return xarray.Dataset(variables, coords={dim: (dim, labels) for dim, labels in self._labels[group].items()})

    def close(self) -> None:
        if self._zip is not None and self._zip._is_open:  # it opens the file at the first reading
            self._zip.close()
        self._zip = None

    def __reduce__(self) -> tuple:
        return StoredBacking, (self._path,)


class StoredArray:
    """One array on disk: indexing reads the chunks it needs, and damage in them is a TraceError."""

    def __init__(
        self, store: Any, key: str, shape: tuple[int, ...], dtype: str, limits: tuple[int, int] | None
    ) -> None:
        self._store, self._key, self._limits = store, key, limits
        self.shape, self.dtype = shape, np.dtype(dtype)
        self._array: Any = None  # zarr's array, opened at the first reading

    def __getitem__(self, index: Any) -> np.ndarray:
        import zarr

        name = self._key.replace("/", ".")
        try:
            if self._array is None:
                self._array = zarr.open_array(self._store, path=self._key, mode="r", zarr_format=3)
            values = np.asarray(self._array[index])
            values = values.astype(self.dtype) if self.dtype.kind == "U" else values
        except (
            Exception
        ) as error:  # zarr and its codecs raise many kinds; all mean that the bytes are not what was written
            raise TraceError(
                f"{name}: stored chunk cannot be read ({str(error)[:300]}). The file is damaged, or its place is "
                "gone; open it again, or record again."
            ) from error
        check.check_values(name, values, self._limits)
        return values


def _complete(store: Any, keys: dict[str, int]) -> Any:
    """The store, with a stored piece that is gone an error instead of nothing."""
    from zarr.storage import WrapperStore

    class Complete(WrapperStore):
        async def get(self, key: str, prototype: Any, byte_range: Any = None) -> Any:
            if key not in keys:
                return None
            found = await self._store.get(key, prototype, byte_range)
            if found is None:
                raise FileNotFoundError(f"{key} is gone since the trace was opened")
            return found

        def _with_store(self, store: Any) -> Any:
            return _complete(store, keys)

    return Complete(store)


def marked(path: Path) -> bool:
    """Whether something calls itself a trace, readable or not."""
    try:
        if path.is_file():
            with zipfile.ZipFile(path) as archive:
                data = archive.read("zarr.json")
        elif (path / "zarr.json").is_file():  # a pipe of that name would wait for ever
            data = (path / "zarr.json").read_bytes()
        else:
            return False
        return MARK in _attributes(data)
    except Exception:  # whatever cannot be read does not say so
        return False


def _check_place(path: Path) -> None:
    try:
        path.stat()
    except FileNotFoundError:
        words = f"{path}: no such trace. A trace is a NAME.zarr folder or a NAME.zarr.zip file."
        for work in leftovers(path):
            if (work / OLDER).exists():
                words += f" A save that was killed left the older one in {work / OLDER}; move it back to its name."
        raise TraceError(words) from None


def _keys_of(path: Path) -> dict[str, int]:
    """Every stored piece with its size in bytes; links and what is no file are no pieces."""
    if path.is_file():
        with zipfile.ZipFile(path) as archive:  # refuses what is no zip before a store keeps it open
            infos = archive.infolist()
        names = Counter(info.filename for info in infos)
        twice = [name for name, count in names.items() if count > 1]
        if twice or any(info.compress_type != zipfile.ZIP_STORED for info in infos):
            raise TraceError(f"the zip is not one that a trace is saved as (packed, or {twice[:1]!s} twice).")
        return {info.filename: info.file_size for info in infos if not info.is_dir()}
    keys: dict[str, int] = {}

    def refuse(error: OSError) -> None:
        raise error

    for folder, _, files in os.walk(path, onerror=refuse):
        for file in files:
            full = Path(folder) / file
            if full.is_file():
                keys[full.relative_to(path).as_posix()] = full.stat().st_size
    return keys


def _attributes(data: bytes) -> dict[str, Any]:
    node = json.loads(data)
    attributes = node.get("attributes", {}) if isinstance(node, dict) else None
    if not isinstance(attributes, dict) or node.get("zarr_format") != 3 or node.get("node_type") != "group":
        raise TraceError("a group's zarr.json is no group of format 3.")
    return attributes


def _damaged(path: Path, words: str) -> TraceError:
    return TraceError(f"{path} is not a readable trace: {words} Record it again, or copy it again.")

"""The files that a saved trace consists of: which there are, how large each is, and their bytes; a folder or one zip.

A piece that the writer stored and that is gone, before opening or after, is damage and told so; it never reads as "not
captured".   Tests: tests/capture/test_trace_damage.py.
"""

from __future__ import annotations

import json
import os
import zipfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dsv4lab.capture.json_values import is_object
from dsv4lab.errors import TraceError
from dsv4lab.files import OLDER, leftovers

if TYPE_CHECKING:
    from zarr.abc.store import ByteRequest, Store
    from zarr.core.buffer import Buffer, BufferPrototype

MARK = "dsv4lab_trace"


class StoredFiles:
    """Of one trace: `sizes` {key: bytes}, `chunks` and `bytes` of arrays by their keys, and zarr's view of them, `store`."""

    def __init__(self, path: Path) -> None:
        from zarr.storage import LocalStore, ZipStore

        _check_place(path)
        self._path, self._zip = path, None
        self.sizes = _keys_of(path)
        self.chunks = Counter(key.rsplit("/c/", 1)[0] for key in self.sizes if "/c/" in key)
        self.bytes: Counter[str] = Counter()
        for key, size in self.sizes.items():
            self.bytes[key.rsplit("/c/", 1)[0]] += size
        if path.is_file():
            self._zip = store = ZipStore(path, mode="r")
        else:
            store = LocalStore(path, read_only=True)
        self.store = _complete(store, self.sizes)

    def __contains__(self, key: str) -> bool:
        return key in self.sizes

    def read(self, key: str) -> bytes:
        """The bytes of one file; TraceError when there is none."""
        if key not in self.sizes:
            raise TraceError(f"{key} is gone.")
        if self._zip is not None:
            with zipfile.ZipFile(self._path) as archive:
                return archive.read(key)
        return (self._path / key).read_bytes()

    def close(self) -> None:
        """Let go of the file; a folder has nothing to let go of."""
        # zarr opens the file at the first reading, and tells nobody else whether it has; closing it before would fail.
        if self._zip is not None and self._zip._is_open:  # pyright: ignore[reportPrivateUsage]
            self._zip.close()
        self._zip = None


def _complete(store: Store, keys: dict[str, int]) -> Store:
    """The store, with a stored piece that is gone an error instead of nothing."""
    from zarr.storage import WrapperStore

    class Complete(WrapperStore["Store"]):
        async def get(
            self, key: str, prototype: BufferPrototype, byte_range: ByteRequest | None = None
        ) -> Buffer | None:
            if key not in keys:
                return None
            found = await self._store.get(key, prototype, byte_range)
            if found is None:
                raise FileNotFoundError(f"{key} is gone since the trace was opened")
            return found

        def _with_store(self, store: Store) -> Any:
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
        return MARK in attributes_of(data)
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


def attributes_of(data: bytes) -> dict[str, Any]:
    """The attributes in a group's zarr.json."""
    node: Any = json.loads(data)
    attributes: Any = node.get("attributes", {}) if is_object(node) else None
    if not is_object(attributes) or node.get("zarr_format") != 3 or node.get("node_type") != "group":
        raise TraceError("a group's zarr.json is no group of format 3.")
    return attributes

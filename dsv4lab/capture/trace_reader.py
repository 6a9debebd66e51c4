"""A saved trace, opened lazily: metadata, labels and the list of what is stored are read and checked, arrays when asked for.

zarr's own groups are not used: its listing runs many tasks at once, and each that meets damage prints a traceback of its
own; here every array is opened by name.   Tests: tests/capture/test_trace.py, tests/capture/test_trace_damage.py.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from dsv4lab.capture import trace_check as check
from dsv4lab.capture.group import Table
from dsv4lab.capture.json_values import is_object
from dsv4lab.capture.registry import GROUPS
from dsv4lab.capture.schema import GROWING
from dsv4lab.capture.schema_versions import VERSIONS, Names
from dsv4lab.capture.stored_array import StoredArray
from dsv4lab.capture.stored_files import MARK, StoredFiles, attributes_of
from dsv4lab.capture.trace_metadata import Described, describe
from dsv4lab.errors import TraceError
from dsv4lab.files import full_path, told

if TYPE_CHECKING:
    import xarray

HOLDS = "holds"  # root attribute {group: [variables]}: they are all there, each with every one of its chunks


class StoredBacking:
    """Arrays of a saved trace, opened lazily."""

    frozen = True

    def __init__(self, where: Any) -> None:
        path = full_path(where, TraceError)  # the working folder may change while the trace is open
        self._path = path
        self._files: StoredFiles | None = None
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
        files = self._files = StoredFiles(path)
        if "zarr.json" not in files:
            raise TraceError(f"{path} is not a readable trace: it has no zarr.json of format 3.")
        attributes = attributes_of(files.read("zarr.json"))
        names = self._names_of(attributes)
        self.run: dict[str, Any] = names.run_today(attributes_of(files.read("run/zarr.json")))
        finished, length = attributes.get("finished"), attributes.get("tokens")
        if not isinstance(finished, bool) or type(length) is not int or length < 0:
            raise TraceError(f"it says tokens {length!r:.40} and finished {finished!r:.40}.")
        self.finished, self._length = finished, length
        self._config = check.check_run(self.run)
        holds = attributes.get(HOLDS)
        self._whole = holds is not None  # traces of before write no chunk that is "not captured" throughout
        for group in GROUPS:
            if f"{names.key(group)}/zarr.json" in files:
                self._open_group(group, files, names)
        self._check_holds(holds or {}, names)

    def _open_group(self, group: str, files: StoredFiles, names: Names) -> None:
        variables = GROUPS[group].variables
        dims = sorted({dim for variable in variables.values() for dim in variable.dims})
        labels = {
            dim: self._read_labels(f"{group}.{dim}", names.key(group, dim), files)
            for dim in dims
            if f"{names.key(group, dim)}/zarr.json" in files
        }
        lengths = {dim: len(label) for dim, label in labels.items()}
        self._labels[group] = labels
        nodes = self._nodes[group] = {}
        for name, variable in variables.items():
            key, full = names.key(group, name), f"{group}.{name}"
            if f"{key}/zarr.json" not in files:
                continue
            found = describe(full, files.read(f"{key}/zarr.json"), variable.dtype, variable.fill)
            found = found._replace(dims=names.dims_today(found.dims))
            spread = names.spread.get(full)
            stored = variable if spread is None else check.with_dim(full, variable, spread, found)
            check.check_variable(full, stored, found, lengths, self._config)
            self._check_stored(full, key, found, variable.dtype, files)
            limits = check.id_limits(variable.ids, self._length, self._config, lengths)
            first = None if spread is None else found.dims.index(spread)
            nodes[name] = StoredArray(files.store, key, found.shape, variable.dtype, limits, first)

    def _read_labels(self, name: str, key: str, files: StoredFiles) -> np.ndarray:
        found = describe(name, files.read(f"{key}/zarr.json"), "int64", 0)
        check.check_labels_size(name, found.shape, files.bytes[key])
        self._check_stored(name, key, found, "int64", files)
        labels = StoredArray(files.store, key, found.shape, "int64", None)[...]
        check.check_labels(name, name.split(".")[1], labels, self._length, self._config)
        return labels

    def _check_stored(self, name: str, key: str, found: Described, dtype: str, files: StoredFiles) -> None:
        itemsize = np.dtype(dtype).itemsize
        count = check.check_chunks(name, found.shape, found.chunk, itemsize)
        check.check_unfolded(name, math.prod(found.shape) * itemsize, files.bytes[key])
        if self._whole and files.chunks[key] != count:
            raise TraceError(f"{name}: {files.chunks[key]} of {count} chunks are there.")

    def _check_holds(self, holds: Any, names: Names) -> None:
        if not is_object(holds):
            raise TraceError(f"it says that it holds {holds!r:.60}.")
        for group, written in names.holds_today(holds).items():
            known: Table = GROUPS[group].variables if group in GROUPS else {}
            there = self._nodes.get(group, {})
            missing = [name for name in written if name in known and name not in there]
            if missing:
                raise TraceError(f"{group}.{missing[0]} was written and is gone. Copy the trace again, whole.")
        if "tokens" not in self._nodes or not {"id", "phase", "special"} <= set(self._nodes["tokens"]):
            raise TraceError("its tokens are gone.")
        for dim in GROWING[1:]:
            lengths = {len(labels[dim]) for labels in self._labels.values() if dim in labels}
            if len(lengths) > 1:
                raise TraceError(f"its groups have {sorted(lengths)} rows along {dim}.")

    def _names_of(self, attributes: dict[str, Any]) -> Names:
        """What the schema of this trace calls its parts."""
        version = attributes.get(MARK)
        if version is None:
            raise TraceError(f"{self._path} is a zarr store but not a trace (no {MARK!r} mark). Open it with zarr.")
        if type(version) is not int or version not in VERSIONS:
            readable = " and ".join(map(str, VERSIONS))
            raise TraceError(
                f"{self._path} has trace schema {version!r:.40}; this version reads {readable}. "
                "Update dsv4lab, or record again."
            )
        return VERSIONS[version]

    def groups(self) -> list[str]:
        return list(self._nodes)

    def variables(self, group: str) -> dict[str, tuple[str, ...]]:
        return {name: GROUPS[group].variables[name].dims for name in self._nodes[group]}

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

        table = GROUPS[group].variables
        variables = {
            name: (table[name].dims, lazy(array), {"meaning": table[name].help})
            for name, array in self._nodes[group].items()
        }
        return xarray.Dataset(variables, coords={dim: (dim, labels) for dim, labels in self._labels[group].items()})

    def close(self) -> None:
        if self._files is not None:
            self._files.close()

    def __reduce__(self) -> tuple[type[StoredBacking], tuple[Path]]:
        return StoredBacking, (self._path,)


def _damaged(path: Path, words: str) -> TraceError:
    return TraceError(f"{path} is not a readable trace: {words} Record it again, or copy it again.")

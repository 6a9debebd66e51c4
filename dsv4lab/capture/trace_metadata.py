"""What an array on disk says of itself, read from its zarr.json alone and held against what a trace is written as.

Anything else (another dtype, byte order, packing or fill) would change numbers without a word, or allocate and run what no
trace needs. Tests: tests/capture/test_trace_damage.py.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

import numpy as np

from dsv4lab.capture.json_values import is_list, is_object
from dsv4lab.errors import TraceError

_PACKED = ["zstd", "crc32c"]
_LARGEST = 1 << 48  # of a dimension; what is really stored bounds it further


class Described(NamedTuple):
    """Shape, chunk and names of the dimensions of a stored array."""

    shape: tuple[int, ...]
    chunk: tuple[int, ...]
    dims: tuple[str, ...]


def describe(name: str, data: bytes, dtype: str, fill: Any) -> Described:
    """The array `name` from its zarr.json; TraceError when it is not written as `dtype` with this fill."""
    node: Any = json.loads(data)
    if not is_object(node) or node.get("node_type") != "array" or node.get("zarr_format") != 3:
        raise TraceError(f"{name} is no array of format 3.")
    text = np.dtype(dtype).kind == "U"
    _same(name, "dtype", node.get("data_type"), "string" if text else dtype)
    wanted = "NaN" if isinstance(fill, float) else fill
    _same(name, "fill", node.get("fill_value"), wanted)
    codecs = [_named(codec) for codec in _list(node.get("codecs"))]
    _same(name, "packing", [codec for codec, _ in codecs], ["vlen-utf8" if text else "bytes", *_PACKED])
    if not text and np.dtype(dtype).itemsize > 1:
        _same(name, "byte order", codecs[0][1].get("endian"), "little")
    if node.get("storage_transformers"):
        raise TraceError(f"{name} has storage transformers; a trace has none.")
    encoding, where = _named(node.get("chunk_key_encoding"))
    _same(name, "chunk names", (encoding, where.get("separator", "/")), ("default", "/"))
    grid, sizes = _named(node.get("chunk_grid"))
    _same(name, "chunk grid", grid, "regular")
    shape, chunk = _sizes(name, node.get("shape"), 0), _sizes(name, sizes.get("chunk_shape"), 1)
    dims = tuple(str(dim) for dim in _list(node.get("dimension_names")))
    if not len(shape) == len(chunk) == len(dims) or not dims:
        raise TraceError(f"{name} has {len(shape)} sizes, {len(chunk)} of a chunk and {len(dims)} dimensions.")
    return Described(shape, chunk, dims)


def _same(name: str, what: str, found: Any, wanted: Any) -> None:
    if type(found) is not type(wanted) or found != wanted:
        raise TraceError(f"{name}: its {what} is {found!r:.60}; a trace is written with {wanted!r}.")


def _list(value: Any) -> list[Any]:
    return value if is_list(value) else []


def _named(value: Any) -> tuple[Any, dict[str, Any]]:
    if not is_object(value):
        return value, {}
    configuration: Any = value.get("configuration")
    return value.get("name"), configuration if is_object(configuration) else {}


def _sizes(name: str, value: Any, least: int) -> tuple[int, ...]:
    sizes = _list(value)
    if not all(type(size) is int and least <= size < _LARGEST for size in sizes):
        raise TraceError(f"{name} has the sizes {value!r:.60}.")
    return tuple(sizes)

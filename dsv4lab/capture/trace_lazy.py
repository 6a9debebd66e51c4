"""A stored array inside xarray: read when it is looked at, piece by piece, with a damaged piece a TraceError.

xarray's own reader of zarr would raise zarr's errors, and take attributes of the file for instructions to decode it.
Tests: tests/capture/test_trace.py, tests/capture/test_trace_damage.py.
"""

from __future__ import annotations

from typing import Any

from xarray.backends import BackendArray
from xarray.core import indexing

from dsv4lab.capture.stored_array import StoredArray


class _Lazy(BackendArray):
    def __init__(self, array: StoredArray) -> None:
        self._array, self.shape, self.dtype = array, array.shape, array.dtype

    def __getitem__(self, key: Any) -> Any:
        return indexing.explicit_indexing_adapter(
            key, self.shape, indexing.IndexingSupport.BASIC, self._array.__getitem__
        )


def lazy(array: StoredArray) -> Any:
    """What an xarray.Variable takes as its data."""
    return indexing.LazilyIndexedArray(_Lazy(array))

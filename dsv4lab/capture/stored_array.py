"""One array of a saved trace: read when it is looked at, piece by piece, with a damaged piece a TraceError.

Tests: tests/capture/test_trace.py, tests/capture/test_trace_damage.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np

from dsv4lab.capture.trace_check import check_values
from dsv4lab.errors import TraceError

if TYPE_CHECKING:
    import zarr
    from zarr.abc.store import Store


class StoredArray:
    """One array on disk: indexing by numbers and slices reads the chunks it needs, and damage in them is a TraceError.

    first   an axis of `shape`, the stored one, that is left out: only its first place is read
    """

    def __init__(
        self, store: Store, key: str, shape: tuple[int, ...], dtype: str, limits: tuple[int, int] | None,
        first: int | None = None,
    ) -> None:  # fmt: skip
        self._store, self._key, self._limits, self._first = store, key, limits, first
        self.shape, self.dtype = shape if first is None else (*shape[:first], *shape[first + 1 :]), np.dtype(dtype)
        self._array: zarr.Array[Any] | None = None  # opened at the first reading

    def __getitem__(self, index: Any) -> np.ndarray:
        import zarr

        name = self._key.replace("/", ".")
        try:
            if self._array is None:
                # Of the stores that zarr opens, one is a type of fsspec, which says nothing of its types.
                self._array = zarr.open_array(  # pyright: ignore[reportUnknownMemberType]
                    self._store, path=self._key, mode="r", zarr_format=3
                )
            values = np.asarray(self._array[self._stored(index)])
            values = values.astype(self.dtype) if self.dtype.kind == "U" else values
        except Exception as error:  # zarr and its codecs raise many kinds: the bytes are not what was written
            raise TraceError(
                f"{name}: stored chunk cannot be read ({str(error)[:300]}). The file is damaged, or its place is "
                "gone; open it again, or record again."
            ) from error
        check_values(name, values, self._limits)
        return values

    def _stored(self, index: Any) -> Any:
        """An index of this array as one of the stored array."""
        if self._first is None:
            return index
        parts: list[Any] = list(cast("tuple[Any, ...]", index)) if isinstance(index, tuple) else [index]
        at = next((i for i, part in enumerate(parts) if part is Ellipsis), len(parts))
        missing = [slice(None)] * (len(self.shape) - len(parts) + (at < len(parts)))
        parts[at : at + 1] = missing
        return (*parts[: self._first], 0, *parts[self._first :])

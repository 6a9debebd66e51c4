"""A captured group as an xarray Dataset: labelled arrays that are views of what a backing holds.

Tests: tests/capture/test_trace.py.
"""

from __future__ import annotations

import numpy as np
import xarray

from dsv4lab.capture.protocols import Backing
from dsv4lab.capture.registry import GROUPS
from dsv4lab.capture.schema import GROWING


def dataset_of(backing: Backing, group: str) -> xarray.Dataset:
    """The valid part of a group, with its true labels; of a stored one nothing is read yet."""
    stored = backing.dataset(group)
    if stored is not None:
        return stored
    counts, dims_of, table = backing.counts(), backing.variables(group), GROUPS[group].variables
    variables = {
        name: (
            dims,
            backing.array(group, name)[tuple(slice(0, counts.get(dim)) for dim in dims)],
            {"meaning": table[name].help},
        )
        for name, dims in dims_of.items()
    }
    coordinates: dict[str, np.ndarray] = {}
    for dim in sorted({dim for dims in dims_of.values() for dim in dims}):
        labels = backing.coordinate(group, dim)
        coordinates[dim] = labels[: counts[dim]] if dim in GROWING else labels
    return xarray.Dataset(variables, coords=coordinates)

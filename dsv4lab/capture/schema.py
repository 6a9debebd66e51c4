"""The version of a trace's schema, and what is true of the dimensions of all its groups.

Groups and variables are in capture/groups/. "Not captured" is never zero: floats start as NaN and ids as -1, so an
unselected entry, a layer that has no indexer and a query that was not sampled stay distinguishable from a weight that is
truly 0. Groups and variables may be added at any time; renaming one, or giving one
other dimensions, needs a new SCHEMA_VERSION and a row in schema_versions.py.
Tests: tests/capture/test_trace.py.
"""

from __future__ import annotations

SCHEMA_VERSION = 3
GROWING = ("token", "query", "entry")  # the dimensions that lengthen while a run is going on

# Dimensions that need no size from the caller: the two sites (0 attention, 1 experts) are part of the architecture.
FIXED_SIZES = {"site": 2}
# Two dimensions that are the same axis under a second name.
SAME_SIZE = {"stream_from": "stream", "stream_to": "stream", "stream_other": "stream"}


def size_of(dim: str, sizes: dict[str, int]) -> int | None:
    """Size of a dimension from the caller's sizes; None when the caller does not keep what lies along it."""
    return FIXED_SIZES.get(dim, sizes.get(SAME_SIZE.get(dim, dim)))

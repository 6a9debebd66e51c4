"""Two traces of the same text, array by array: what the engine filed against what the reference filed."""

from __future__ import annotations

import numpy as np

from dsv4lab.capture.trace import Trace


def assert_same_trace(mine: Trace, theirs: Trace, atol: float, least: int = 40) -> None:
    """Every array of every group of `mine`: integers equal, numbers within `atol` and 1e-4, holes at the same places."""
    compared = 0
    for group in mine.groups:
        for name in mine.variables(group):
            a, b = np.asarray(mine.values(group, name)), np.asarray(theirs.values(group, name))
            assert a.shape == b.shape, (group, name)
            if a.dtype.kind == "f":
                np.testing.assert_array_equal(np.isnan(a), np.isnan(b), err_msg=f"{group}.{name}: holes")
                np.testing.assert_allclose(a, b, atol=atol, rtol=1e-4, err_msg=f"{group}.{name}")
            else:
                np.testing.assert_array_equal(a, b, err_msg=f"{group}.{name}")
            compared += 1
    assert compared > least

"""Invariants that every trace must satisfy, computed from its arrays alone.

They go into `trace.run["checks"]`, the CLI prints them and the tests assert them. Each group says what must hold of it
(capture/groups/). Tests: tests/capture/test_trace_invariants.py (each is shown to fail on a damaged trace).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from dsv4lab.capture.protocols import Readable
from dsv4lab.capture.registry import GROUPS


def check_trace(trace: Readable) -> dict[str, dict[str, Any]]:
    """Name -> {"ok": bool, "worst": number, "limit": number} for every check whose group was captured.

    A check whose group was not captured is absent, never passed; so is one of a group whose values an edit has set.
    """
    out: dict[str, dict[str, Any]] = {}
    if not len(trace):
        return out
    touched = trace.run.get("edits", {}).get("touches", ())
    for group in GROUPS.values():
        if group.name in touched:
            continue
        for name, worst, limit in group.check(trace):
            # max() of an empty selection has nothing to say; NaN compares false, so a hole in the data fails.
            largest = float(np.max(worst, initial=0.0))
            out[name] = {"ok": bool(largest <= limit), "worst": largest, "limit": limit}
    return out

"""Traces that earlier versions wrote still open, with every array as it was written.

The two in tests/fixtures/ are of the shipped model, saved when schema 1 was the newest: "schema_1.zarr" holds every group,
the zip has sampled queries. "schema_1.json" says what was in them, under the names of that time.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from dsv4lab.capture.checks import check_trace
from dsv4lab.capture.trace import Trace

FIXTURES = Path(__file__).resolve().parent / "fixtures"
SAID = json.loads((FIXTURES / "schema_1.json").read_text())


def digest(values: np.ndarray) -> str:
    plain = json.dumps(values.tolist()).encode() if values.dtype.kind == "U" else np.ascontiguousarray(values).tobytes()
    return hashlib.sha256(plain).hexdigest()[:16]


@pytest.mark.parametrize("name", SAID)
def test_every_array_of_an_older_trace_is_what_was_written(name):
    with Trace.open(FIXTURES / name) as trace:
        assert trace.text == SAID[name]["text"] and trace.finished
        held = {f"{group}.{variable}" for group in trace.groups for variable in trace.variables(group)}
        assert held == set(SAID[name]["arrays"])
        for key, said in SAID[name]["arrays"].items():
            group, variable = key.split(".")
            values = trace.values(group, variable)
            assert trace.variables(group)[variable] == tuple(said["dims"]), key
            assert list(values.shape) == said["shape"] and digest(values) == said["sha256"], key
            assert trace[group][variable].dims == tuple(said["dims"])


@pytest.mark.parametrize("name", SAID)
def test_an_older_trace_passes_the_checks_and_is_saved_anew(name, tmp_path):
    with Trace.open(FIXTURES / name) as trace:
        checks = check_trace(trace)
        assert checks == trace.run["checks"] and all(check["ok"] for check in checks.values())
        again = Trace.open(trace.save(tmp_path / name))
        assert again.groups == trace.groups
        for group in trace.groups:
            for variable in trace.variables(group):
                np.testing.assert_array_equal(again.values(group, variable), trace.values(group, variable))

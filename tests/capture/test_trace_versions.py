"""Traces that earlier versions wrote still open, with every array as it was written.

Those in tests/capture/fixtures/ are of the shipped model. Two were saved when schema 1 was the newest: "schema_1.zarr" holds
every group, the zip has sampled queries; one with sampled queries is of schema 2. "schema_1.json" and "schema_2.json" say
what was in them, under the names of that time.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from dsv4lab.capture.checks import check_trace
from dsv4lab.capture.plan import Plan
from dsv4lab.capture.schema import SCHEMA_VERSION
from dsv4lab.capture.trace import Trace

FIXTURES = Path(__file__).resolve().parent / "fixtures"
SAID = {
    name: said
    for version in (1, 2)
    for name, said in json.loads((FIXTURES / f"schema_{version}.json").read_text()).items()
}


# What is called otherwise since: groups, variables of a group, dimensions, facts of the run.
GROUP = {"drafts": "mtp"}
VARIABLE = {"indexer.beyond_entry": "runner_entry", "indexer.beyond_score": "runner_score"}
DIM = {"beyond": "entry_runner"}
OF_EVERY_HEAD = ("attention.key", "attention.zone")  # which are kept once since


def digest(values: np.ndarray) -> str:
    plain = json.dumps(values.tolist()).encode() if values.dtype.kind == "U" else np.ascontiguousarray(values).tobytes()
    return hashlib.sha256(plain).hexdigest()[:16]


@pytest.mark.parametrize("name", SAID)
def test_every_array_of_an_older_trace_is_what_was_written(name):
    with Trace.open(FIXTURES / name) as trace:
        assert trace.text == SAID[name]["text"] and trace.finished
        found = set()
        for key, said in SAID[name]["arrays"].items():
            group, variable = key.split(".")
            group, variable = GROUP.get(group, group), VARIABLE.get(key, variable)
            dims, values = tuple(DIM.get(dim, dim) for dim in said["dims"]), trace.values(group, variable)
            if key in OF_EVERY_HEAD:
                assert trace[group][variable].isel(layer=1, query=2).values.tolist() == values[1, 2].tolist()
                assert trace.block(group, variable, int(trace.layers(group)[1]), 2, 3).tolist() == [
                    values[1, 2].tolist()
                ]
                dims = dims[:2] + dims[3:]
                values = np.repeat(values[:, :, None], trace.config.num_attention_heads, 2)
            assert trace.variables(group)[variable] == trace[group][variable].dims == dims, key
            assert list(values.shape) == said["shape"] and digest(values) == said["sha256"], key
            found.add((group, variable))
        assert found == {(group, variable) for group in trace.groups for variable in trace.variables(group)}


@pytest.mark.parametrize("name", [name for name in SAID if name.startswith("schema_1")])
def test_facts_of_an_older_run_have_the_names_of_today(name):
    with Trace.open(FIXTURES / name) as trace:
        assert trace.run["schema_version"] == SCHEMA_VERSION and "words" not in trace.run
        first = int(trace.values("tokens", "id")[1])
        assert trace.word(first) == trace.run["token_strings"][str(first)] == "Once"
        assert "mtp" in trace.run["plan"]["groups"] and "mtp" in trace.run["estimate"]
        assert set(Plan(**trace.run["plan"]).groups) <= {*trace.groups}
        assert not {"drafts", "beyond_entry"} & {
            word for group in trace.groups for word in (group, *trace.variables(group))
        }


@pytest.mark.parametrize("name", SAID)
def test_an_older_trace_passes_the_checks_and_is_saved_anew(name, tmp_path):
    with Trace.open(FIXTURES / name) as trace:
        checks = check_trace(trace)
        assert checks == trace.run["checks"] and all(check["ok"] for check in checks.values())
        again = Trace.open(trace.save(tmp_path / name))
        assert again.groups == trace.groups and again.run == trace.run
        for group in trace.groups:
            for variable in trace.variables(group):
                np.testing.assert_array_equal(again.values(group, variable), trace.values(group, variable))

"""Claims of capture/trace_snapshot.py: whatever is kept of a run that goes on is one moment of it."""

from __future__ import annotations

import copy
import pickle
import threading
import time

import numpy as np
import pytest
from synthetic_trace import SyntheticRun, synthetic_trace

from dsv4lab.capture.checks import check_trace
from dsv4lab.capture.trace import Trace


@pytest.fixture
def growing():
    """A run that a thread goes on with, as fast as it can, and outgrows its arrays several times."""
    run, stop = SyntheticRun(60), threading.Event()
    run.step(10, phase=0)
    run.writer.run["prompt_tokens"] = 10

    def write():
        while not stop.is_set():
            if run.writer.length > 2000:  # it has outgrown its arrays often enough; slower, but it never ends by itself
                time.sleep(0.01)
            if run.writer.length + 4 > run.writer.capacity:
                places = run.writer.arrays["attention"]["key"].shape[-1]
                run.writer.reserve(run.writer.capacity + 40, {"place": places + 3})
            run.writer.run.setdefault("token_strings", {})[str(run.writer.length)] = "x"
            run.step(1)

    thread = threading.Thread(target=write)
    thread.start()
    yield run
    stop.set()
    thread.join()


def whole(trace: Trace) -> None:
    tokens = len(trace)
    for group in trace.groups:
        assert trace[group].sizes.get("token", tokens) == tokens
        assert trace[group].sizes.get("query", tokens) == tokens
    assert len(trace.pieces) == tokens and (trace.values("tokens", "id") >= 0).all()
    assert all(check["ok"] for check in check_trace(trace).values()), check_trace(trace)


@pytest.mark.parametrize("name", ["t.zarr", "t.zarr.zip"])
def test_saved_while_it_grows_is_one_moment_of_it(growing, tmp_path, name):
    before = 0
    for _ in range(4):
        with Trace.open(growing.trace.save(tmp_path / name)) as back:
            back.verify()
            whole(back)
            assert len(back) >= before and not back.finished
            before = len(back)
    assert len(growing.trace) > before


def test_a_snapshot_does_not_grow(growing):
    still = growing.trace.snapshot()
    tokens, values = len(still), still.values("routing", "weight").copy()
    while growing.writer.length < tokens + 30:
        pass
    whole(still)
    assert len(still) == tokens
    np.testing.assert_array_equal(still.values("routing", "weight"), values)


@pytest.mark.parametrize("copied", [copy.deepcopy, copy.copy, lambda trace: pickle.loads(pickle.dumps(trace))])
def test_a_live_trace_can_be_copied_and_pickled(growing, copied):
    twin = copied(growing.trace)
    whole(twin)
    assert twin.run["prompt_tokens"] == 10


def test_a_saved_trace_can_be_pickled(tmp_path):
    with Trace.open(synthetic_trace(20).save(tmp_path / "t.zarr")) as back:
        twin = pickle.loads(pickle.dumps(back))
        assert twin.text == back.text and len(copy.deepcopy(back)) == 20
        twin.close()

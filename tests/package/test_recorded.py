"""The run that ships: it is the shipped model's, it is small, and there is something to see in it."""

from __future__ import annotations

import numpy as np
import pytest

import dsv4lab as lab
from dsv4lab.digest import TINY, digest_of
from dsv4lab.recorded_run import PATH, place_to_begin, recorded_by
from dsv4lab.widgets.explorer import Explorer


@pytest.fixture(scope="module")
def run():
    with lab.recorded() as trace:
        yield trace


def test_it_is_small_and_the_shipped_model_s(run):
    assert PATH.stat().st_size <= 6 * 2**20
    assert len(run) >= 400 and run.finished and all(check["ok"] for check in run.run["checks"].values())
    assert run.run["weights"] == digest_of(TINY) and recorded_by("of another model") is None and recorded_by("") is None


def test_the_indexer_had_real_choices(run):
    visible = run.values("indexer", "visible")
    assert (visible > run.config.index_topk).mean() > 0.6  # of queries in CSA layers


def test_rounding_is_said_and_leaves_the_sums_as_they_are(run):
    assert set(run.run["rounded"]) == {"attention.weight"}
    weight = np.nansum(run.values("attention", "weight"), -1)
    whole = run.values("attention", "mass_window") + run.values("attention", "mass_entries")
    np.testing.assert_allclose(weight, whole, atol=1e-3)


def test_the_explorer_opens_on_it_says_so_and_a_run_replaces_it(run):
    session = lab.Session(lab.load(device="cpu", engine="reference"))
    explorer = Explorer(session, prompt="Once upon a time", max_new_tokens=3, temperature=0)
    assert explorer.recorded and len(explorer.trace) == len(run)
    assert explorer.controls.status.value.count("Recorded: this model wrote these 444 tokens") == 1
    assert (
        explorer.follow.path["token"] == place_to_begin(run) > run.run["prompt_tokens"] and not explorer.strip.message
    )
    explorer.branch(20, 5)
    assert "recorded" in explorer.controls.status.value
    explorer.run(wait=True)
    assert not explorer.recorded and len(explorer.trace) == 8
    assert "Recorded" not in explorer.controls.status.value
    explorer.close()


def test_a_session_that_has_run_shows_its_own_run_first():
    session = lab.Session(lab.load(device="cpu", engine="reference"))
    trace = session.generate("Once upon a time", max_new_tokens=2)
    explorer = Explorer(session)
    assert explorer.trace is trace or len(explorer.trace) == len(trace)
    assert not explorer.recorded and "The last run, 7 tokens." in explorer.controls.status.value
    explorer.close()

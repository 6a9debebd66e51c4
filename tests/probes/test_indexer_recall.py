"""Claims of probes/indexer_recall.py: full attention really is the model's own, only over all entries."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from small_model import CONFIG, small_model, some_ids

from dsv4lab.analysis.lightning_indexer import recall_shares
from dsv4lab.capture.trace import Trace
from dsv4lab.errors import CaptureError, SettingError, TraceError
from dsv4lab.probes.indexer_recall import measure_recall
from dsv4lab.session import Session

CSA = CONFIG.layers_of_kind("csa")


@pytest.fixture(scope="module")
def run():
    session = Session(small_model())
    session.generate(some_ids(50)[0].tolist(), max_new_tokens=6, capture=["attention", "indexer"])
    before = session.trace.values("attention", "weight").copy()
    return session, measure_recall(session, 8), before


def test_the_masses_sum_to_one_and_a_part_is_not_more_than_the_whole(run):
    _, found, _ = run
    np.testing.assert_allclose(found.entries + found.window + found.sink, 1, atol=1e-5)
    assert (found.picked <= found.entries + 1e-6).all() and found.layer.values.tolist() == CSA
    assert found.position.values.tolist()[0] == (CONFIG.index_topk + 1) * CONFIG.csa_rate - 1
    assert found.position.values.tolist()[-1] == 55


def test_the_picked_part_in_the_same_proportion_as_in_the_run_itself(run):
    """Softmax over fewer keys only rescales: picked : window : sink must be what the run captured."""
    session, found, _ = run
    attention = session.trace["attention"]
    for layer in CSA:
        for probe, position in enumerate(found.position.values):
            own = attention.sel(layer=layer, query=position)
            kept = found.sel(layer=layer).isel(probe=probe)
            read = kept.picked + kept.window + kept.sink
            np.testing.assert_allclose(kept.picked / read, own.mass_entries, atol=2e-5)
            np.testing.assert_allclose(kept.sink / read, own.mass_sink, atol=2e-5)


def test_full_attention_is_that_of_a_model_whose_indexer_takes_everything(run):
    """In the first CSA layer, whose input no pick has touched, an indexer that picks all entries gives the same masses."""
    _session, found, _ = run
    from dsv4lab.config import Config

    wide = small_model(Config(**{**vars(CONFIG), "index_topk": 64}))
    trace = Session(wide).generate(
        _session.trace.values("tokens", "id").tolist(), max_new_tokens=0, capture="attention"
    )
    for probe, position in enumerate(found.position.values):
        own = trace["attention"].sel(layer=CSA[0], query=position)
        np.testing.assert_allclose(found.entries[0, probe], own.mass_entries, atol=2e-5)


def test_the_run_and_its_cache_stay_as_they_were(run):
    session, _, before = run
    np.testing.assert_array_equal(session.trace.values("attention", "weight"), before)
    assert session.cache.length == 56 and sum(1 for _ in session.resume(max_new_tokens=2)) == 2
    for layer in session.model.layers:
        assert not layer.attn.query._forward_hooks
    assert "recall" in session.trace.groups and "recall" not in session.branch(20).trace.groups
    assert torch.is_inference_mode_enabled() is False


def test_recall_is_saved_and_read_without_the_model(run, tmp_path):
    session, found, _ = run
    again = Trace.open(session.trace.save(tmp_path / "r.zarr"))
    np.testing.assert_array_equal(recall_shares(again, CSA[1]), recall_shares(session.trace, CSA[1]))
    assert again.layers("recall") == CSA and (recall_shares(again, CSA[0]) <= 1 + 1e-5).all()
    assert again["recall"].position.values.tolist() == found.position.values.tolist()


def test_what_cannot_be_probed_is_refused_with_the_reason():
    with pytest.raises(CaptureError, match="has ended"):
        measure_recall(Session(small_model()))
    session = Session(small_model())
    session.generate(some_ids(10)[0].tolist(), max_new_tokens=0)
    with pytest.raises(CaptureError, match="no query of these 10 tokens had a choice"):
        measure_recall(session)
    with pytest.raises(CaptureError, match="tokens 0 to 9"):
        measure_recall(session, [10])
    for probes in (0, -1, True, None, "ab", 2.5, [], [1.5], ["a"], [True]):
        with pytest.raises((CaptureError, SettingError), match="probe"):
            measure_recall(session, probes)
    with pytest.raises(TraceError, match="recall has the variables"):
        session.text.writer.attach("recall", [1], {"position": np.zeros(1)})


def test_a_probe_before_the_first_entry_is_refused_with_the_place_from_which_there_is_one(run):
    with pytest.raises(CaptureError, match=r"probe 2 comes before .*token 3"):
        measure_recall(run[0], [2])

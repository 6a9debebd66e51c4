"""Claims of analysis/lens.py, generation.py and compressor.py on a trace of a real (small, random) model."""

from __future__ import annotations

import numpy as np
import pytest
from small_model import CONFIG, small_model, some_ids

from dsv4lab.analysis.compressor import entries_at, entry_gates, gate_sharpness, pending_tokens
from dsv4lab.analysis.generation import alternatives_at, draft_acceptance, draft_at
from dsv4lab.analysis.lens import lens_at, lens_trust
from dsv4lab.errors import TraceError
from dsv4lab.session import Session


@pytest.fixture(scope="module")
def trace():
    return Session(small_model()).generate(some_ids(30)[0].tolist(), max_new_tokens=13, capture="all")


def test_the_last_layer_of_the_lens_is_always_trusted(trace):
    trust = lens_trust(trace)
    assert trust[-1] == 1 and (trust[:-1] < 1).any()
    found = lens_at(trace, 40)
    assert found.top_id.shape == (CONFIG.num_hidden_layers + 1, 5)
    best = trace.values("logits", "value")[40].argmax()
    assert found.top_id.sel(layer=5, rank=0) == best and found.agree.sel(layer=5)
    assert (np.diff(found.top_prob.values) <= 0).all()


def test_alternatives_are_in_order_and_contain_what_came(trace):
    assert alternatives_at(trace, 0) == []
    logits = trace.values("logits", "value")
    for token in (1, 29, 35, 42):
        rows = alternatives_at(trace, token)
        expected = np.exp(logits[token - 1] - logits[token - 1].max())
        expected /= expected.sum()
        for row in rows:
            assert row.probability == pytest.approx(float(expected[row.id]), abs=1e-5)
        assert [row.id for row in rows[:5]] == np.argsort(-expected)[:5].tolist()
        assert [row.id for row in rows if row.came] == [int(trace.values("tokens", "id")[token])]


def test_draft_acceptance_counts_generated_tokens_only(trace):
    drafts, ids = trace.values("mtp", "id"), trace.values("tokens", "id")
    assert draft_acceptance(trace) == (int((drafts[30:] == ids[30:]).sum()), 13)
    assert draft_acceptance(trace, generated_only=False)[1] == 41  # all but the first two
    assert draft_at(trace, 1) is None and draft_at(trace, 5)[0] == drafts[5]


def test_gates_name_their_tokens_and_pending_tokens_wait(trace):
    gates = entry_gates(trace, 1, 3)
    assert gates.token.values.tolist() == list(range(8, 16))
    assert float(gates.gate.sum()) == pytest.approx(1, abs=1e-5)
    assert float(gates.index_gate.sum()) == pytest.approx(1, abs=1e-5)
    assert np.isnan(entry_gates(trace, 2, 1).index_gate).all()
    assert entries_at(trace, 1, 2) == 0 and entries_at(trace, 1, 3) == 1
    assert pending_tokens(trace, 1, 41) == [40, 41] and pending_tokens(trace, 2, 15) == []
    sharp = gate_sharpness(trace, 1)
    assert len(sharp) == 10 and (sharp >= 1 - 1e-5).all()
    with pytest.raises(TraceError, match="sliding"):
        pending_tokens(trace, 0, 5)

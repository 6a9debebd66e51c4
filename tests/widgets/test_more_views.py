"""The views of lens, generation and compressor: what crosses to the page, what a click asks for, what is missing."""

from __future__ import annotations

import json

import numpy as np
import pytest
from small_model import CONFIG, small_model, some_ids

import dsv4lab as lab
from dsv4lab.session import Session
from dsv4lab.widgets.compressor import Compressor
from dsv4lab.widgets.generation import Generation
from dsv4lab.widgets.lens import Lens
from dsv4lab.widgets.selection import Selection
from dsv4lab.widgets.words import model_words

VIEWS = [Lens, Generation, Compressor]


@pytest.fixture(scope="module")
def trace():
    return Session(small_model()).generate(some_ids(30)[0].tolist(), max_new_tokens=13, capture="all")


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_works_alone_and_says_what_it_lacks(view, trace):
    shown = view(trace, Selection(layer=1, token=20))
    assert shown.message == "" and shown.table["token"] == 20
    json.dumps(shown.table, allow_nan=False)  # a page cannot read NaN
    assert "Nothing has been run yet" in view(None).message
    bare = Session(small_model()).generate(some_ids(5)[0].tolist(), max_new_tokens=0, capture=None)
    if view.group != "tokens":
        assert f"“{view.group}”" in view(bare).message
    with pytest.raises(TypeError, match="no option colr"):
        view(trace, colr=1)


def test_the_lens_has_a_row_per_layer_and_follows_the_token(trace):
    view = Lens(trace, Selection(token=12))
    assert [row["layer"] for row in view.table["rows"]] == list(range(-1, CONFIG.num_hidden_layers))
    before = view.table["rows"][-1]["words"]
    view.selection.token = 30
    assert view.table["token"] == 30 and view.table["rows"][-1]["words"] != before
    assert view.table["rows"][-1]["agree"]


def test_generation_marks_what_came_and_counts_drafts(trace):
    view = Generation(trace, Selection(token=35))
    assert [row["came"] for row in view.table["rows"]].count(True) == 1
    assert view.table["proposed"] == 13 and not view.table["prompt"]
    view.selection.token = 3
    assert view.table["prompt"]
    view.selection.token = 0
    assert view.table["rows"] == [] and view.table["draft"] is None


def test_the_compressor_follows_layer_entry_and_token(trace):
    view = Compressor(trace, Selection(layer=1, token=21))
    assert view.table["complete"] == 5 and view.table["entry"] == 4 and len(view.table["pending"]) == 2
    assert [row["token"] for row in view.table["rows"]] == list(range(12, 20))
    view.selection.entry = 0
    assert [row["token"] for row in view.chosen["rows"]] == [0, 1, 2, 3] and view.table["entry"] == 4
    view.selection.entry = 999
    assert view.chosen == {"entry": -1, "rows": []}
    view.selection.layer = 2
    assert view.table["rate"] == CONFIG.hca_rate and all(row["index_gate"] is None for row in view.table["rows"])
    assert len(np.frombuffer(view.sharpness, "<f4")) == view.table["complete"] == 2
    view.selection.layer = 0
    assert "sliding" in view.message
    view.selection.layer = 1
    view.selection.token = 2
    assert view.message == "" and view.table["entry"] == -1 and view.table["rows"] == []


def test_words_come_from_the_trace_alone():
    import dsv4lab as lab

    trace = lab.Session(lab.load()).generate("Once upon a time", max_new_tokens=3)
    view = Generation(trace, Selection(token=len(trace) - 1))
    assert all("⟨token" not in row["word"] for row in view.table["rows"])
    assert all("⟨token" not in word for row in Lens(trace).table["rows"] for word in row["words"])


def test_drafts_stand_beside_what_came_and_two_runs_beside_each_other(trace):
    view = Generation(trace, Selection(token=35))
    rows = view.drafts["rows"]
    assert [row["token"] for row in rows] == list(range(25, 43))
    ids, drafts = trace.values("tokens", "id"), trace.values("mtp", "id")
    assert [row["agree"] for row in rows] == (ids[25:] == drafts[25:43]).tolist()
    assert rows[0]["proposed"] == trace.word(int(drafts[25])) and view.beside == {}
    other = Session(small_model()).generate(
        [*ids[:33].tolist(), (int(ids[33]) + 1) % CONFIG.vocab_size], max_new_tokens=2
    )
    view.compare(other, ("a", "b"))
    mine, theirs = view.beside["runs"]
    assert view.beside["parting"] == 33 and (mine["name"], theirs["name"]) == ("a", "b")
    assert mine["tokens"] == 10 and len(theirs["words"]) == 3
    assert mine["mean"] == pytest.approx(-float(trace.values("tokens", "logprob")[33:].mean()), abs=1e-5)
    view.compare(trace)
    assert view.beside == {}


def test_the_lens_reads_every_stream_alone_when_the_plan_asks_for_it():
    import torch

    from dsv4lab.capture.plan import Plan

    model, ids = small_model(), some_ids(20)[0].tolist()
    plan = Plan(groups=("tokens", "lens", "streams"), stream_lens=True, vectors=(3,))
    trace = Session(model).generate(ids, max_new_tokens=2, capture=plan)
    vector = torch.tensor(trace.part("streams", "vector", layer=3, token=17))
    with torch.inference_mode():
        expected = (model.norm(vector) @ model.head.weight.T).softmax(-1).max(-1)
    assert trace.part("lens", "stream_id", layer=3, token=17).tolist() == expected.indices.tolist()
    np.testing.assert_allclose(trace.part("lens", "stream_prob", layer=3, token=17), expected.values, rtol=1e-4)
    embedding = trace.part("lens", "stream_id", layer=-1, token=17)
    assert len(set(embedding.tolist())) == 1  # four equal copies
    view = Lens(trace, Selection(token=17))
    row = next(row for row in view.table["rows"] if row["layer"] == 3)
    assert [word for word, _ in row["streams"]] == [trace.word(int(i)) for i in expected.indices]
    assert "stream_id" not in Session(model).generate(ids, max_new_tokens=0)["lens"]


def test_a_lens_of_the_first_layers_only_says_that_it_is_partial():
    model = lab.load(engine="reference", layers=range(3))
    session = lab.Session(model)
    trace = session.generate("Once upon a time", max_new_tokens=2)
    assert trace.run["layers_of"] == 8
    assert Lens(trace).table["partial"].startswith("Partial: the first 3 of 8 layers were loaded.")
    assert model_words(session).startswith("Model: the first 3 of 8 layers (2 sliding, 1 csa)")
    whole = lab.Session(lab.load(engine="reference")).generate("Once", max_new_tokens=1, capture=["lens"])
    assert Lens(whole).table["partial"] == "" and "layers_of" not in whole.run

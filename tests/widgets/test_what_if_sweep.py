"""Claims of widgets/what_if_arms.py and sweep_runs.py: a sweep is shown, started, stopped, and its cells are arms."""

from __future__ import annotations

import numpy as np
import pytest
import torch

import dsv4lab as lab
from dsv4lab import do
from dsv4lab.widgets.explorer import Explorer
from dsv4lab.widgets.selection import Selection
from dsv4lab.widgets.what_if import WhatIf
from dsv4lab.widgets.what_if_arms import CELL, arm_at, name_of, offered

torch.set_num_threads(1)
TEXT = "Once upon a time there was a little fox."


@pytest.fixture(scope="module")
def model():
    return lab.load(engine="reference")


@pytest.fixture(scope="module")
def plain(model):
    return lab.Session(model).generate(TEXT, max_new_tokens=6, temperature=0)


def ids_of(trace):
    return [int(token) for token in trace.values("tokens", "id")]


@pytest.fixture(scope="module")
def found(model, plain):
    each = [do.each_stream(layers=[-1, 3]), do.each_picks(layers=[2, 4])]
    return lab.sweep(model, ids_of(plain), each, progress=False)


def cells(view) -> dict[str, np.ndarray]:
    facts = view.swept
    shape = len(CELL), len(facts["layers"]), len(facts["columns"])
    return dict(zip(CELL, np.frombuffer(view.swept_cells, "<f4").reshape(shape), strict=True))


def test_a_given_sweep_is_shown_family_by_family(model, found, plain):
    view = WhatIf(plain, Selection(token=5), sweep=found)
    assert view.message == "" and view.swept["families"] == ["stream", "picks"] and view.family == "stream"
    for family in ("stream", "picks"):
        view.family = family
        assert view.swept["family"] == family and view.swept["tokens"] == len(plain) - 1
        for name in CELL:
            np.testing.assert_allclose(cells(view)[name], found.map(family, name).values, rtol=1e-6)
        q = found.map(family, "q").values
        assert view.swept["found"] == int((q < 0.05).sum()) and view.swept["arms"] == q.size
    change = np.frombuffer(view.swept_change, "<f4").reshape(2, 3, len(plain))
    ids = ids_of(plain)
    edited = lab.effect(model, ids[:1], ids[1:], do.picks(drop="all", layer=4), random=0)
    np.testing.assert_allclose(change[1, 0, 1:], edited.tokens.change.values[0], atol=1e-5)
    assert np.isnan(change[:, :, 0]).all() and view.swept["names"][1][2] == "the newest picks in layer 4"


def test_a_sweep_of_another_text_has_no_words_to_colour(found, model):
    other = lab.Session(model).generate("A dog ran.", max_new_tokens=2, temperature=0)
    view = WhatIf(other, sweep=found)
    assert view.message == "" and not view.swept["own"] and view.swept_change == b"" and view.swept_cells
    assert WhatIf(other).swept == {} and WhatIf(other).swept_cells == b""


def test_arms_have_their_rules_and_their_names(found):
    rule, name = arm_at(found, "stream", 0, 3)
    assert rule == do.stream(streams=3, layer=-1) and name == "stream 3 silenced behind the embedding"
    assert arm_at(found, "picks", 1, 0)[0] == do.picks(drop="all", layer=4)
    assert arm_at(found, "picks", 9, 0) is None and name_of("expert", 5, "11") == "without expert 11 of layer 5"


def test_only_what_a_model_has_is_offered(model):
    assert [one["family"] for one in offered(model.config)] == ["expert", "stream", "picks"]
    sliding = model.config.replace(layer_kinds=("sliding",) * model.config.num_hidden_layers)
    assert [one["family"] for one in offered(sliding)] == ["expert", "stream"]


def test_a_button_sweeps_and_a_cell_becomes_the_arm_that_is_shown(model):
    session = lab.Session(model)
    session.generate(TEXT, max_new_tokens=3, temperature=0)
    explorer = Explorer(session, link="layer=4&token=6&tab=What+if")
    view, said = explorer.what_if, []
    view.observe(lambda change: said.append(change["new"]), names="sweeping")
    assert [one["family"] for one in view.sweeps] == ["expert", "stream", "picks"]
    view.request = {"sweep": "picks", "n": 1}
    explorer._sweeping.join()
    assert said[0]["done"] == 0 and said[-1] == {"done": -1, "of": 0, "words": ""}
    assert any(one["of"] == 9 and "left" in one["words"] for one in said)
    assert view.swept["family"] == "picks" and view.swept["own"] and view.swept["by_token"]
    view.request = {"cell": [1, 0], "n": 2}
    explorer._loop.join()
    explorer._measuring.join()
    name = view.swept["names"][1][0]
    assert view.facts["edited"] == name == explorer.runs.value and view.facts["front"] == "edited"
    shown = np.frombuffer(view.change, "<f4")
    swept = np.frombuffer(view.swept_change, "<f4").reshape(3, 3, -1)[1, 0]
    np.testing.assert_allclose(shown[1:], swept[1:], atol=1e-4)
    for wrong in ({"cell": [9, 9], "n": 3}, {"cell": "x", "n": 4}, {"cell": [0], "n": 5}, {"sweep": "heads", "n": 6}):
        view.request = wrong
    assert len(explorer.runs.sessions) == 2, "what is no arm is not tried"
    explorer.close()


def test_stop_stops_and_keeps_what_is_done(model):
    session = lab.Session(model)
    session.generate(TEXT, max_new_tokens=1, temperature=0)
    explorer = Explorer(session, link="tab=What+if")
    view = explorer.what_if

    def stop(change):
        if change["new"].get("done", 0) >= 1:
            view.request = {"stop": True, "n": 2}

    view.observe(stop, names="sweeping")
    explorer.sweep("stream", wait=True)
    assert view.sweeping["words"].startswith("Stopped") and view.sweeping["done"] == -1
    assert 1 <= view.swept["arms"] < 9 * model.config.hc_mult
    explorer.close()


def test_what_cannot_be_swept_is_told(model):
    from types import SimpleNamespace

    session = lab.Session(model)
    session.generate(TEXT, max_new_tokens=1, temperature=0)
    explorer = Explorer(session)
    explorer._loop.is_taken = lambda _model: (explorer.controls.say("taken", True), True)[1]
    assert explorer.sweep("picks")._sweeping is None and "taken" in explorer.controls.status.value
    del explorer._loop.is_taken
    explorer.session.model = SimpleNamespace(
        digest=model.digest, config=model.config, tokenizer=model.tokenizer, engine="other"
    )
    explorer.what_if.sweeping = {}
    explorer._sweep("picks", explorer.trace, SimpleNamespace(), SimpleNamespace(is_set=lambda: False))
    assert "The sweep failed: AttributeError" in explorer.what_if.sweeping["words"]
    session.model = model
    explorer.close()


def test_a_page_keeps_every_family(found, plain, tmp_path):
    explorer = lab.explore(plain, sweep=found)
    page = explorer.to_html(tmp_path / "swept.html").read_text(encoding="utf-8")
    assert page.count("what_if/_sweep/") == 2

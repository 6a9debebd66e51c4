"""What crosses to the page while a run grows and while one clicks: gains instead of whole arrays, parts instead of views."""

from __future__ import annotations

import numpy as np
import pytest
from synthetic_trace import SyntheticRun, synthetic_trace
from wire import Wire

from dsv4lab.widgets.expert_routing import ExpertRouting
from dsv4lab.widgets.selection import Selection
from dsv4lab.widgets.sparse_attention import SparseAttention
from dsv4lab.widgets.token_strip import WHOLE, TokenStrip, find_text

GROWING = {TokenStrip: ("utf8", "lengths", "flags", "values"), ExpertRouting: ("weights", "experts", "colours")}


@pytest.mark.parametrize("kind", GROWING)
def test_a_growing_run_sends_only_what_is_new_and_the_page_holds_all_of_it(kind, monkeypatch):
    run = SyntheticRun(200)
    run.step(100)
    view = kind(run.trace, Selection(layer=2))
    wire = Wire(view, monkeypatch)
    whole = sum(len(getattr(view, name)) for name in GROWING[kind])
    for _ in range(3):
        run.step(1)
        view.refresh()
    assert max(wire.sizes) < whole / 10
    for name in GROWING[kind]:
        assert wire.state[name] == getattr(view, name), name


def test_a_hidden_view_costs_a_frame_nothing_and_catches_up_when_it_is_seen(monkeypatch):
    run = SyntheticRun(200)
    view = ExpertRouting(run.trace, Selection(layer=2))
    view.sleep(True)
    run.step(100)
    view.show_growing(run.trace)
    assert "was not looked at" in view.message  # said once, for whoever saves the notebook now
    worked = []
    monkeypatch.setattr(view, "refresh", lambda *given, real=view.refresh: (worked.append(1), real(*given)))
    for _ in range(3):
        run.step(1)
        view.show_growing(run.trace)
    assert not worked
    view.sleep(False)
    assert (view.message, view.shape[1]) == ("", 103)


def test_a_page_that_missed_a_gain_gets_the_trait_whole(monkeypatch):
    run = SyntheticRun(40)
    run.step(10)
    view = TokenStrip(run.trace)
    wire = Wire(view, monkeypatch)
    wire.state["utf8"] = b"something else"
    view._asked(view, {"whole": ["utf8", "layout", "nonsense"]}, [])
    assert wire.state["utf8"] == view.utf8
    run.step(1)
    view.refresh()
    assert wire.state["utf8"] == view.utf8


def test_another_run_is_sent_whole(monkeypatch):
    view = TokenStrip(synthetic_trace(30))
    wire = Wire(view, monkeypatch)
    view.show(synthetic_trace(20, words=[b" other"]))
    for name in GROWING[TokenStrip]:
        assert wire.state[name] == getattr(view, name), name


def test_a_click_computes_each_part_that_depends_on_it_once_and_no_other(monkeypatch):
    selection = Selection(layer=2, token=20)
    view = ExpertRouting(synthetic_trace(), selection)
    called = []
    for part in view.parts:
        real = getattr(view, part.method)
        monkeypatch.setattr(view, part.method, lambda trace, n=part.method, f=real: (called.append(n), f(trace))[1])
    with selection.hold_trait_notifications():  # what one click in the page does
        selection.layer, selection.token, selection.expert = 4, 30, 3
    assert sorted(called) == ["_detail", "_uses"]
    assert view.detail["layer"] == 4 and view.uses["of"]["expert"] == 3
    called.clear()
    selection.site = 1
    assert called == []
    view.colour = "entropy"
    assert called == ["_grid"]


def test_the_map_is_only_made_when_it_is_shown_and_again_for_another_stretch():
    selection = Selection(layer=2, token=20)
    view = SparseAttention(synthetic_trace(), selection)
    assert view.map_facts == {}
    view.rows = "map"
    assert view.map_facts["queries"] == 60 and len(view.map_entries) == 60 * view.map_facts["entries"]
    before = view.map_window
    selection.token = 40
    assert view.map_window is before
    selection.head = 2
    assert view.map_window != before


def test_a_very_long_run_sends_a_stretch_of_text_and_means_of_the_rest(monkeypatch):
    monkeypatch.setattr("dsv4lab.widgets.token_strip.WHOLE", 32)
    trace = synthetic_trace(100)
    strip = TokenStrip(trace)
    assert (strip.first, strip.total) == (68, 100) and len(np.frombuffer(strip.lengths, "<u2")) == 32
    assert len(np.frombuffer(strip.bins, "<f4")) == 1024
    strip.selection.token = 20
    assert strip.first == 8 and strip.utf8.decode() == "".join(trace.pieces[8:40])
    np.testing.assert_allclose(np.frombuffer(strip.values, "<f4"), -trace.values("tokens", "logprob")[8:40])
    strip.search = "cat"
    found = np.frombuffer(strip.found, "<i4").tolist()
    assert found == [i for i, piece in enumerate(trace.pieces) if "cat" in piece]
    assert WHOLE > 5000  # the recolouring bar is measured on a text the page holds whole


def test_an_occurrence_over_several_tokens_is_found_at_its_first():
    assert find_text(["The", " c", "at", " sat. T", "HE"], "the") == [0, 3]
    assert find_text(["a", "b"], "ab") == [0] and find_text(["a"], "x") == []


@pytest.mark.parametrize("kind", GROWING)
def test_when_a_run_ends_whoever_keeps_only_states_has_all_of_it(kind, monkeypatch):
    """A saved notebook keeps the last value of every trait and adds no gains to it."""
    run = SyntheticRun(200)
    run.step(10)
    view = kind(run.trace, Selection(layer=2))
    kept = dict(view.get_state())

    def keep(message, buffers=None) -> None:
        if message["method"] == "update":
            assert all(len(path) == 1 for path in message["buffer_paths"])  # a nested one outlives what it lay in
            paths = [path[0] for path in message["buffer_paths"]]
            kept.update(message["state"] | dict(zip(paths, map(bytes, buffers or []), strict=True)))

    monkeypatch.setattr(view, "_send", keep)
    for _ in range(30):
        run.step(1)
        view.refresh()
    assert len(kept["utf8"]) < len(view.utf8)
    run.writer.finish(prompt_tokens=10)
    view.refresh()
    for name in (*GROWING[kind], "utf8", "lengths"):
        assert kept[name] == getattr(view, name), name
    assert "gained" not in kept
    sent = []
    monkeypatch.setattr(view, "_send", lambda message, buffers=None: sent.append(message))
    view.refresh()
    view.settle()
    assert not any("utf8" in message.get("state", {}) for message in sent)  # once is enough


def test_a_view_refuses_what_is_no_trace_and_says_how_to_get_one():
    from fake_session import FakeSession

    from dsv4lab.errors import TraceError

    for wrong, words in (("run.zarr", "Trace.open"), (FakeSession(), "session.trace"), (3, "not a int")):
        for kind in (ExpertRouting, SparseAttention, TokenStrip):
            with pytest.raises(TraceError, match=words):
                kind(wrong)


def test_a_twin_has_the_options_of_its_original():
    from dsv4lab.widgets.hyper_connections import HyperConnections

    view = HyperConnections(synthetic_trace(20), limit=0.5)
    assert view.twin().limit == 0.5 and view.steps["late"] == 0
    view.limit = 1e-9
    assert view.steps["late"] == view.steps["sites"] == 12 and len(view.steps["unbalanced"]) == 3


def test_the_chosen_experts_tokens_are_marked_in_the_text():
    trace = synthetic_trace(40)
    strip = TokenStrip(trace, Selection(layer=4))
    assert strip.taken == b""
    strip.selection.expert = 3
    used = (trace.part("routing", "expert", layer=4) == 3).any(-1)
    assert np.frombuffer(strip.taken, "<i4").tolist() == np.flatnonzero(used).tolist()

"""What crosses to the page while a run grows and while one clicks: gains instead of whole arrays, parts instead of views."""

from __future__ import annotations

import numpy as np
import pytest
from synthetic_trace import SyntheticRun, synthetic_trace

from dsv4lab.widgets.expert_routing import ExpertRouting
from dsv4lab.widgets.selection import Selection
from dsv4lab.widgets.sparse_attention import SparseAttention
from dsv4lab.widgets.token_strip import WHOLE, TokenStrip, find_text

GROWING = {TokenStrip: ("utf8", "lengths", "flags", "values"), ExpertRouting: ("weights", "experts", "colours")}


class Wire:
    """Takes the place of a page: keeps the state a view sent, adding gains as widgets/shared.js does."""

    def __init__(self, view, monkeypatch) -> None:
        self.state = dict(view.get_state())
        self.sizes: list[int] = []
        monkeypatch.setattr(view, "_send", self._take)

    def _take(self, message, buffers=None) -> None:
        state = dict(message["state"])
        for path, buffer in zip(message.get("buffer_paths", []), buffers or [], strict=True):
            at = state
            for key in path[:-1]:
                at = at[key]
            at[path[-1]] = bytes(buffer)
        self.sizes.append(sum(len(bytes(buffer)) for buffer in buffers or []))
        for name, gain in state.pop("gained", {}).items():
            assert len(self.state[name]) == gain["start"]
            self.state[name] = self.state[name] + gain["more"]
        self.state.update(state)


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

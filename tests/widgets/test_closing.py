"""Claims of widgets/closing.py: what is closed is gone with all its parts, and so is the trace it showed."""

from __future__ import annotations

import gc
import weakref

import ipywidgets
import pytest
from fake_session import FakeSession
from synthetic_trace import synthetic_trace

from dsv4lab.widgets import closing
from dsv4lab.widgets.closing import close_with_parts
from dsv4lab.widgets.expert_routing import ExpertRouting
from dsv4lab.widgets.explorer import Explorer, explore
from dsv4lab.widgets.registry import tab_titles
from dsv4lab.widgets.selection import Selection
from dsv4lab.widgets.token_strip import TokenStrip


def alive() -> int:
    return len(ipywidgets.widgets.widget._instances)


@pytest.mark.parametrize("make", [lambda: Explorer(synthetic_trace(20)), lambda: Explorer(FakeSession(), prompt="x")])
def test_closing_an_explorer_leaves_no_widget(make):
    before = alive()
    explorer = make()
    assert alive() > before + 50
    explorer.close()
    assert alive() == before
    explorer.close()  # a second time is harmless


def test_a_closed_explorer_and_its_trace_are_freed():
    explorer = Explorer(FakeSession(), prompt="x", max_new_tokens=4)
    explorer.run(wait=True)
    for title in tab_titles():
        explorer.selection.tab = title
    gone = weakref.ref(explorer), weakref.ref(explorer.trace), weakref.ref(explorer.session)
    explorer.close()
    del explorer
    gc.collect()
    assert [one() for one in gone] == [None, None, None]


def test_a_page_leaves_no_widget_behind(tmp_path):
    explorer = Explorer(synthetic_trace(12))
    before = alive()
    explorer.to_html(tmp_path / "run.html")
    assert alive() == before
    explorer.close()


def test_a_view_closes_its_own_selection_but_not_one_that_others_share():
    before = alive()
    TokenStrip(synthetic_trace(12)).close()
    assert alive() == before
    shared = Selection()
    first, second = TokenStrip(synthetic_trace(12), shared), ExpertRouting(synthetic_trace(12), shared)
    first.close()
    shared.token = 3
    assert second.detail["token"] == 3 and first.trace is None
    second.close()
    assert alive() == before + 1
    explorer = Explorer(synthetic_trace(12), selection=shared)
    explorer.close()
    assert alive() == before + 1 and shared.comm is not None
    shared.close()


def test_parts_to_keep_are_kept():
    before = alive()
    inner = ipywidgets.Label("kept")
    box = ipywidgets.VBox([ipywidgets.HBox([inner]), ipywidgets.Button()])
    close_with_parts([box], keep=[inner])
    assert inner.comm is not None and box.comm is None
    close_with_parts([inner])
    assert alive() == before


def test_a_cell_that_is_run_again_closes_what_its_last_run_made(monkeypatch, capsys):
    monkeypatch.setattr(closing, "_cells", {})
    now = {"cell": ("a", "1")}
    monkeypatch.setattr(closing, "_this_cell", lambda: now["cell"])
    first, beside = explore(synthetic_trace(12)), explore(synthetic_trace(12))
    assert first.comm is not None and beside.comm is not None  # two in one run of the cell stay
    now["cell"] = ("b", "2")
    elsewhere = explore(synthetic_trace(12))
    now["cell"] = ("a", "3")
    again = explore(synthetic_trace(12))
    assert first.comm is None and beside.comm is None and elsewhere.comm is not None and again.comm is not None
    now["cell"] = ("", "")
    assert explore(synthetic_trace(12)).comm is not None and again.comm is not None
    capsys.readouterr()

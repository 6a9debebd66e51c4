"""Claims of widgets/room.py: groups, and which views are in sight."""

from __future__ import annotations

import pytest
from synthetic_trace import synthetic_trace

from dsv4lab.widgets.explorer import Explorer
from dsv4lab.widgets.registry import registered, tab_titles
from dsv4lab.widgets.selection import CLOSED


@pytest.fixture
def explorer():
    made = Explorer(synthetic_trace(40), link="layer=2&token=9&tab=Compressor")
    yield made
    made.close()


def test_views_of_a_group_stand_side_by_side_and_one_without_a_group_is_a_tab_of_its_own(explorer):
    groups = [group for _, _, group in explorer.room.places]
    runs = [group for at, group in enumerate(groups) if at == 0 or groups[at - 1] != group]
    assert len(runs) == len(set(runs))  # no group is torn apart
    own = {view.title for view in registered() if view.slot == "tab" and not view.tab_group}
    assert own == {title for _, title, group in explorer.room.places if title == group and group not in ("Cost",)}


def test_what_is_in_sight_is_awake_and_nothing_else(explorer):
    def awake():
        return [view.title for view in explorer.tabbed if not view._asleep]

    assert awake() == explorer.room.titles_in_sight() == ["Compressor"]
    explorer.selection.beside = "Lens"
    assert explorer.room.titles_in_sight() == ["Compressor", "Lens"] and set(awake()) == {"Compressor", "Lens"}
    explorer.selection.beside = "Compressor"  # what is in front is not shown twice
    assert awake() == ["Compressor"]
    explorer.selection.beside = ""
    explorer.room.wide = True
    assert explorer.room.titles_in_sight() == ["Compressor", "Attention"]
    explorer.selection.tab = "Attention"
    assert explorer.room.titles_in_sight() == ["Attention", "Experts chosen"]
    explorer.selection.beside = CLOSED
    assert awake() == ["Attention"]


def test_the_bar_tells_the_chosen_token_and_the_layers(explorer):
    trace = explorer.trace
    assert explorer.room.piece == trace.pieces[9] and explorer.room.count == 40
    assert explorer.room.layers == list(trace.config.layer_kinds)
    explorer.selection.token = -1
    assert explorer.room.piece == trace.pieces[39]


def test_a_second_view_is_part_of_the_link(explorer):
    explorer.selection.beside = "Cost"
    again = Explorer(synthetic_trace(40), link=explorer.link)
    assert again.room.titles_in_sight() == ["Compressor", "Cost"] and set(tab_titles()) > {"Compressor", "Cost"}
    again.close()

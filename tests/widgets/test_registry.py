"""Claims of widgets/registry.py: a view that names its slot is found, and nothing else lists views."""

from __future__ import annotations

from synthetic_trace import synthetic_trace

from dsv4lab.widgets import registry
from dsv4lab.widgets.explorer import Explorer
from dsv4lab.widgets.registry import linked_traits, registered, tab_titles
from dsv4lab.widgets.view import View

TABS = ["Follow a token", "Attention", "Indexer", "Compressor", "Experts chosen", "Expert load", "Experts at work",
        "Residual streams", "Lens", "Next token", "Cost"]  # fmt: skip


def test_views_stand_in_their_order_with_room_for_others_between_them():
    assert [view.name for view in registered()][:3] == ["room", "toolbar", "strip"]
    assert [title for title in tab_titles() if title in TABS] == TABS
    assert {("colour", "strip", "measure"), ("cells", "routing", "colour"), ("rows", "attention", "rows")} <= set(
        linked_traits()
    )


def test_names_and_places_are_each_views_own():
    views = registered()
    assert len({view.name for view in views}) == len({(view.slot, view.tab) for view in views}) == len(views)
    assert len({name for name, _, _ in linked_traits()}) == len(linked_traits())
    for view in views:
        assert view.name and (view.title or view.slot != "tab")
        assert set(view.linked.values()) <= set(view.own_traits())


def test_a_view_is_in_the_explorer_as_soon_as_it_names_its_slot(monkeypatch):
    class Count(View):
        name, slot, title, tab = "count", "tab", "Count", 36

        def fill(self, trace):
            self.seen = len(trace)

    views = (*registered(), Count)
    monkeypatch.setattr(registry, "registered", lambda: tuple(sorted(views, key=lambda view: view.tab)))
    monkeypatch.setattr("dsv4lab.widgets.explorer.registered", registry.registered)
    explorer = Explorer(synthetic_trace(20), link="tab=Count")
    assert (
        explorer.room.titles_in_sight() == ["Count"]
        and [title for _, title, _ in explorer.room.places][6] == "Count"
        and explorer.count.seen == 20
    )
    explorer.close()

"""Room: the bar over the views. It says which of them are in sight, what is chosen, and how wide the text is.

The views stand in groups (`tab_group` in view.py): a group is a tab, its views are chosen in a second row. One view is in
front (the selection's `tab`); where there is room, or where it is asked for, a second one stands beside it (`beside`).
Surprising: how wide the explorer is knows only the page, which tells it by `wide`; Python needs it to know what is seen.
Picture: src/room.js.   Tests: tests/widgets/test_room.py, tests/browser/test_room.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from traitlets import Bool, Float, Int, List, Unicode

from dsv4lab.capture.trace import Trace
from dsv4lab.config import Config
from dsv4lab.widgets.selection import CLOSED
from dsv4lab.widgets.view import Part, View


class Room(View):
    """Tabs, the layer, what is chosen, and the buttons for full screen and a second view."""

    name, slot = "room", "bar"

    places = List(help="[name, title, group] of every view that has a tab, from left to right").tag(sync=True)
    companions = List(help="titles of the views that come beside another by themselves, the first choice first").tag(
        sync=True
    )
    layers = List(help="kind of every layer").tag(sync=True)
    wide = Bool(False, help="whether the page has room for two views").tag(sync=True)
    share = Float(0.3, help="of the width, for the text").tag(sync=True)
    folded = Bool(False, help="whether the text is put away").tag(sync=True)
    piece = Unicode("", help="the chosen token").tag(sync=True)
    count = Int(0, help="tokens of the run").tag(sync=True)

    parts = (Part("_chosen", ("token",), ("piece", "count")),)

    def furnish(self, views: Sequence[type[View]], config: Config) -> None:
        """Say which views there are, and which layers."""
        self.places = [[view.name, view.title, view.tab_group or view.title] for view in views]
        self.companions = [view.title for view in views if view.companion]
        self.layers = list(config.layer_kinds)

    def titles_in_sight(self) -> list[str]:
        """Titles of the views that are seen: the one in front, and the one beside it."""
        titles = [title for _, title, _ in self.places]
        tab, beside = self.selection.tab, self.selection.beside
        front = tab if tab in titles else titles[0]
        if beside in titles and beside != front:
            return [front, beside]
        if beside == CLOSED or not self.wide:
            return [front]
        return [front, *[title for title in self.companions if title != front][:1]]

    def _chosen(self, trace: Trace) -> None:
        self.piece, self.count = trace.pieces_between(self.token, self.token + 1)[0], len(trace)

"""Selection: the one small state that links the views (run, layer, site, token, query range, head, expert, entry).

A widget without a picture: its traits live in the page too, so a hover lights up in all views without asking Python.
Surprising: token -1 means "follow the newest token", which is what a view shows while a run is going on.
Tests: tests/widgets/test_views.py.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode

from dsv4lab.errors import MissingPartError, TraceError

try:
    import ipywidgets
    from traitlets import Int, Unicode
except ImportError as error:
    raise MissingPartError(f"{error.name} is not installed; views need it: pip install 'dsv4lab[lab]'.") from error

CLICKED = ("layer", "site", "token", "query_first", "query_last", "head", "expert", "entry")
WORDS = ("run", "tab", "beside")
CLOSED = "none"  # of `beside`: no second view, however much room there is
# Fields that follow from others: what a view shows, and the traits that change it.
DERIVED = {"shown_entry": ("hover_entry", "entry")}


class Selection(ipywidgets.Widget):
    """What was clicked, and apart from it what the pointer is over. -1 is "nothing chosen"."""

    run = Unicode("", help="which run, when several are shown").tag(sync=True)
    tab = Unicode("", help="title of the view in front").tag(sync=True)
    beside = Unicode("", help="title of the second view; none for none, empty for one where there is room").tag(
        sync=True
    )
    layer = Int(0).tag(sync=True)
    site = Int(0, help="0 attention, 1 experts").tag(sync=True)
    token = Int(-1, help="position; -1 follows the newest token").tag(sync=True)
    query_first = Int(-1).tag(sync=True)
    query_last = Int(-1).tag(sync=True)
    head = Int(-1).tag(sync=True)
    expert = Int(-1, help="an expert of `layer`").tag(sync=True)
    entry = Int(-1, help="a compressed entry of `layer`").tag(sync=True)
    written = Int(-1, help="in a replay: the token that was written last; -1 shows all of the text").tag(sync=True)
    hover_token = Int(-1).tag(sync=True)
    hover_entry = Int(-1).tag(sync=True)
    hover_head = Int(-1).tag(sync=True)

    def __init__(self, **state: Any) -> None:
        unknown = sorted(set(state) - set(self.trait_names()))
        if unknown:
            raise TypeError(f"Selection has no {', '.join(unknown)}; it has {', '.join(WORDS)}, {', '.join(CLICKED)}.")
        super().__init__(**state)

    @property
    def shown_entry(self) -> int:
        """The entry under the pointer, else the clicked one, else -1."""
        return self.hover_entry if self.hover_entry >= 0 else self.entry

    def to_link(self) -> str:
        """What was clicked, as a short string like "layer=4&token=17"; from_link() reads it back."""
        defaults = {name: self.traits()[name].default_value for name in (*WORDS, *CLICKED)}
        return urlencode({n: getattr(self, n) for n, default in defaults.items() if getattr(self, n) != default})

    def from_link(self, link: str) -> Selection:
        """Set this selection from to_link()'s string; fields the string does not name go back to their defaults."""
        fields = dict(parse_qsl(link, strict_parsing=bool(link)))
        unknown = sorted(set(fields) - {*WORDS, *CLICKED})
        if unknown:
            raise TraceError(
                f"link names {', '.join(unknown)}; a selection has {', '.join(WORDS)}, {', '.join(CLICKED)}."
            )
        try:
            numbers = {name: int(fields.get(name, str(self.traits()[name].default_value))) for name in CLICKED}
        except ValueError as error:
            raise TraceError(
                f"link {link!r}: {error}. Fields other than {', '.join(WORDS)} are whole numbers."
            ) from None
        with self.hold_trait_notifications():
            for name in WORDS:
                setattr(self, name, fields.get(name, ""))
            for name, value in numbers.items():
                setattr(self, name, value)
        return self

    def __repr__(self) -> str:
        return f"Selection({self.to_link() or 'nothing chosen'})"

"""NumbersView: a view whose picture can be turned into a plain table, in the page and as HTML without one.

The rows are only made and sent while somebody looks at them. A value that is missing is an empty cell with a dash, never 0.
Button: table.js.   Tests: tests/test_widgets_numbers.py.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from html import escape
from typing import Any, NamedTuple

from traitlets import Bool, Dict

from dsv4lab.capture.trace import Trace
from dsv4lab.widgets.view import HERE, View

MISSING = "–"
MOST_ROWS = 2000  # a page with more rows than this helps nobody; the caption says how many there are


class Table(NamedTuple):
    """A caption that says what the numbers are, column heads with units, and rows of numbers or text (None: missing)."""

    caption: str
    head: list[str]
    rows: list[list[Any]]


class NumbersView(View):
    """A view with a table behind it: `as_table` shows it in the page, `table_html()` returns it."""

    as_table = Bool(False, help="show the numbers instead of the picture").tag(sync=True)
    numbers = Dict(help="caption, head, rows of text").tag(sync=True)

    def __init__(self, trace: Trace | None = None, selection: Any = None, **options: Any) -> None:
        super().__init__(trace, selection, **options)
        self.observe(lambda _: self._tabulate(), names="as_table")

    def refresh(self) -> None:
        super().refresh()
        self._tabulate()

    def table(self, trace: Trace) -> Table:
        """The numbers of what is shown now (in a subclass)."""
        raise NotImplementedError

    def table_html(self) -> str:
        """The numbers as one HTML table; a sentence where there is nothing to show."""
        found: list[Table] = []
        sentence = self._sentence() or self._attempt(lambda trace: found.append(self.table(trace)))
        return f"<p>{escape(sentence)}</p>" if sentence else html_table(*found[0])

    def _tabulate(self) -> None:
        if not self.as_table or self._asleep or self.message:
            return

        def send(trace: Trace) -> None:
            caption, head, rows = self.table(trace)
            shown = [[text_of(value) for value in row] for row in rows[:MOST_ROWS]]
            more = f" The first {MOST_ROWS:,} of {len(rows):,} rows." if len(rows) > MOST_ROWS else ""
            self.numbers = {"caption": caption + more, "head": head, "rows": shown}

        self.message = self._attempt(send)


def watch_own(view: View, *names: str, then: Callable[[], None] | None = None) -> None:
    """Refresh (or do `then`) when one of the view's own controls moves."""
    view.observe(lambda _: (then or view.refresh)(), names=list(names))


def style(*stems: str) -> str:
    """The look all views share, then a view's own."""
    return "\n".join((HERE / f"{stem}.css").read_text(encoding="utf-8") for stem in ("theme", *stems))


def text_of(value: Any) -> str:
    """A cell: numbers rounded to four digits, whole ones with thousands apart, a dash where there is none."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return MISSING
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 10_000 else f"{value:.4g}"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def html_table(caption: str, head: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    """One HTML table; everything is escaped."""
    top = "".join(f"<th scope='col'>{escape(name)}</th>" for name in head)
    body = "".join("<tr>" + "".join(f"<td>{escape(text_of(value))}</td>" for value in row) + "</tr>" for row in rows)
    return f"<table><caption>{escape(caption)}</caption><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"

"""`dsv4lab report`: a saved trace as a page.   Tests: tests/package/test_cli.py."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dsv4lab import terminal
from dsv4lab.commands.options import warn


@terminal.in_words
def report(
    trace: Annotated[Path, typer.Argument(help="A saved trace.")],
    html: Annotated[Path, typer.Option(help="The page to write.")],
) -> None:
    """Write the linked views of a trace as one page; it opens without network and without a kernel."""
    from dsv4lab.capture.checks import check_trace
    from dsv4lab.capture.trace import Trace
    from dsv4lab.widgets.explorer import Explorer
    from dsv4lab.widgets.page import page_path

    place = page_path(html)
    with Trace.open(trace) as opened:
        Explorer(opened).to_html(place)
        warn(check_trace(opened))
    terminal.write(f"{place}\n")

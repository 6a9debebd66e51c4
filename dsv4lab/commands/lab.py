"""`dsv4lab lab`: JupyterLab on the lessons.   Tests: tests/package/test_cli.py."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dsv4lab import terminal


@terminal.in_words
def lab(
    context: typer.Context,
    notebook: Annotated[Path | None, typer.Option(help="Notebook to open; the tour if left out.")] = None,
    folder: Annotated[
        Path | None, typer.Option(help="Copy the lessons here, never over changed ones; ./dsv4lab-lessons if left out.")
    ] = None,
) -> None:
    """Open JupyterLab on the lessons. Further options go to JupyterLab, for example --no-browser."""
    from dsv4lab.course.open_lab import open_lab

    raise SystemExit(open_lab(notebook, folder, context.args))

"""`dsv4lab parity-kit`: what a port is checked with.   Tests: tests/comparison/test_parity_kit.py."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dsv4lab import terminal
from dsv4lab.commands.options import Json


@terminal.in_words
def parity_kit(
    out: Annotated[Path, typer.Argument(help="A new or empty folder.")],
    as_json: Json = False,
) -> None:
    """Write what a port of V4 is checked with: a small checkpoint, golden values, a checker that needs only numpy."""
    from dsv4lab.comparison.parity_kit import write_kit

    folder = write_kit(out)
    if as_json:
        files = {
            str(file.relative_to(folder)): file.stat().st_size for file in sorted(folder.rglob("*")) if file.is_file()
        }
        terminal.write_json({"folder": str(folder), "files": files})
    else:
        terminal.write(f"{folder}\n")

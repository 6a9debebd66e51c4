"""`dsv4lab bench`: the benchmarks of a clone.   Tests: tests/package/test_cli.py."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from dsv4lab import terminal


@terminal.in_words
def bench(
    what: Annotated[
        str,
        typer.Argument(help='"kernels", "engine", "edits" or "offload" measures, "table" writes the READMEs\' tables.'),
    ],
    out: Annotated[Path, typer.Option(help="File the JSON lines of results are added to.")] = Path("bench.jsonl"),
) -> None:
    """Time the engine, or check and time the kernels (without a GPU, in Triton's interpreter). Needs a clone."""
    import runpy

    from dsv4lab.errors import MissingPartError

    if what not in ("kernels", "engine", "edits", "offload", "table"):
        raise MissingPartError(f"no bench {what!r}; there are 'kernels', 'engine', 'edits', 'offload' and 'table'.")
    script = Path(__file__).resolve().parents[2] / "tests" / "bench" / f"{what}.py"
    if not script.is_file():
        raise MissingPartError(
            f"{script}: no such file. Benchmarks live in a clone of the repository, under tests/bench."
        )
    if what != "table" and find_spec("triton") is None:
        raise MissingPartError("triton is not installed. On Linux: pip install triton.")
    sys.argv = [str(script), *(["--out", str(out)] if what != "table" else [])]
    runpy.run_path(str(script), run_name="__main__")

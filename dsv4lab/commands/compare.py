"""`dsv4lab compare`: where two runs part.   Tests: tests/comparison/test_compare.py."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dsv4lab import terminal
from dsv4lab.commands.options import Json


@terminal.in_words
def compare(
    a: Annotated[
        str, typer.Argument(help='The truth: "shipped", a checkpoint, a trace or a folder of dumped tensors.')
    ],
    b: Annotated[str, typer.Argument(help="What is held against it. Words behind @ say how: shipped@bfloat16.")],
    prompt: Annotated[
        str | None, typer.Option(help="Text to read; one that shows every mechanism if left out.")
    ] = None,
    ids: Annotated[str | None, typer.Option(help="Token ids instead of a text, with commas between.")] = None,
    names: Annotated[Path | None, typer.Option(help="JSON file of a dump: our point's name to the name there.")] = None,
    other_weights: Annotated[bool, typer.Option("--other-weights", help="Traces of different weights, too.")] = False,
    dtype: Annotated[str | None, typer.Option(help='"bfloat16" for a dump computed in it and kept in float32.')] = None,
    html: Annotated[Path | None, typer.Option(help="Also write a page, which needs no network.")] = None,
    as_json: Json = False,
) -> None:
    """Find where two runs part: the first point, layer and token. Exit code 1 when they do."""
    from dsv4lab.comparison.compare import compare as compare_runs
    from dsv4lab.comparison.sides import read_ids, read_names

    found = compare_runs(
        a, b, prompt if ids is None else read_ids(ids), names=None if names is None else read_names(names),
        other_weights=other_weights, dtype=dtype, say=None if as_json else terminal.say_in_place,
    )  # fmt: skip
    if not as_json:
        terminal.say_in_place("")
    if html is not None:
        found.to_html(html)
    if as_json:
        terminal.write_json(found.to_dict())
    else:
        terminal.write(f"{found}\n")
    if not found.same:
        raise SystemExit(1)

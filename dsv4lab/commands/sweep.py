"""`dsv4lab sweep`: one edit after the other, and what each does.   Tests: tests/package/test_cli.py."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from dsv4lab import terminal
from dsv4lab.commands.options import Checkpoint, Json, check_text


@terminal.in_words
def sweep(
    prompt: Annotated[str, typer.Argument(help="Text whose own tokens are asked about.")],
    each: Annotated[
        list[str],
        typer.Option(help='"expert", "stream", "picks", or JSON: {"each": "expert", "layers": [5]}; repeatable.'),
    ] = ["expert"],  # noqa: B006  # typer reads it and hands out a list of its own
    metric: Annotated[str, typer.Option(help='"kl", "change" or "flip".')] = "kl",
    file: Annotated[
        Path | None, typer.Option(help="JSON lines; the same file goes on with a sweep that was stopped.")
    ] = None,
    checkpoint: Checkpoint = None,
    as_json: Json = False,
) -> None:
    """Ban every expert (silence every stream, drop every layer's picks) in turn and say what each does to PROMPT."""
    check_text(prompt)
    import json

    from dsv4lab.errors import EditError
    from dsv4lab.loading import load
    from dsv4lab.probes.sweep import sweep as sweep_of

    families: list[Any] = []
    for text in each:
        try:
            families.append(json.loads(text) if text.lstrip().startswith("{") else text)
        except json.JSONDecodeError as error:
            raise EditError(f"--each {text}: no JSON ({error}).") from None
    found = sweep_of(load(checkpoint), prompt, families, metric=metric, file=file)
    if as_json:
        terminal.write_json(found.to_dict())
    else:
        terminal.write(f"{found}\n")

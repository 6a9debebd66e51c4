"""`dsv4lab inspect`: what a checkpoint holds, and whether it loads.   Tests: tests/checkpoint/test_inspect.py."""

from __future__ import annotations

from typing import Annotated

import typer

from dsv4lab import terminal
from dsv4lab.commands.options import CacheDir, Json, Revision


@terminal.in_words
def inspect(
    checkpoint: Annotated[str, typer.Argument(help="Checkpoint folder of any size, or a repository id.")],
    deep: Annotated[bool, typer.Option("--deep", help="Read every number, also of a folder above 1 GiB.")] = False,
    revision: Revision = None,
    cache_dir: CacheDir = None,
    as_json: Json = False,
) -> None:
    """Say what a checkpoint holds; exit code 1 when it cannot be loaded. Above 1 GiB from its headers only."""
    from dsv4lab.checkpoint.inspect import inspect as inspect_checkpoint

    found = inspect_checkpoint(checkpoint, deep=deep or None, revision=revision, cache_dir=cache_dir)
    if as_json:
        terminal.write_json(found.to_dict())
    else:
        terminal.write(f"{found}\n")
    if not found.loadable:
        raise SystemExit(1)

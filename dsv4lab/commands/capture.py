"""`dsv4lab capture`: a file of prompts through transformers' model, one trace each, alone or under torchrun.

Tests: tests/attached/test_ranks.py.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dsv4lab import terminal
from dsv4lab.commands.options import CacheDir, Checkpoint, Revision, warn


@terminal.in_words
def capture(
    prompts: Annotated[
        Path, typer.Option(help='One prompt a line: text, or JSON {"prompt": "text"} or {"ids": [0, 5]}. UTF-8.')
    ],
    trace: Annotated[
        Path,
        typer.Option(
            help="The .zarr folder or .zarr.zip to write; of several prompts NAME-0001.zarr, NAME-0002.zarr, ..."
        ),
    ],
    checkpoint: Checkpoint = None,
    max_new_tokens: Annotated[int, typer.Option(help="Likeliest tokens to write after each; 0 only reads.")] = 0,
    kept: Annotated[
        str, typer.Option("--capture", help='"standard", "all", or groups with commas, such as routing,indexer.')
    ] = "standard",
    dtype: Annotated[str, typer.Option(help='"auto", "float32" or "bfloat16".')] = "auto",
    revision: Revision = None,
    cache_dir: CacheDir = None,
) -> None:
    """Read a file of prompts with transformers' model, one trace each. For a model that is too large for one GPU:

    torchrun --nproc-per-node 8 -m dsv4lab capture --checkpoint DIR --prompts FILE --trace OUT.zarr

    spreads the experts over 8 processes, which write each trace together. Traces of a run that is stopped or fails are there
    whole or not at all.
    """
    from dsv4lab.ranks.capture import capture_file

    found = capture_file(
        checkpoint, prompts, trace, capture=kept, max_new_tokens=max_new_tokens, dtype=dtype, revision=revision,
        cache_dir=cache_dir,
    )  # fmt: skip
    for place, checks in found.items():
        terminal.write(f"{place}\n")
        warn(checks)

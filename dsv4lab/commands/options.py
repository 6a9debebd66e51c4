"""What several commands take and say: options by one name, a text that is UTF-8, checks that failed.

Tests: tests/package/test_cli_mistakes.py.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from dsv4lab import terminal
from dsv4lab.errors import PromptError

Checkpoint = Annotated[
    str | None, typer.Option(help="Checkpoint folder or repository id; the shipped trained model if left out.")
]
Revision = Annotated[str | None, typer.Option(help="Branch, tag or commit of a repository id.")]
CacheDir = Annotated[Path | None, typer.Option(help="Cache of repository ids, if not huggingface_hub's own.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def warn(checks: dict[str, dict[str, Any]]) -> None:
    """Nobody looks at checks that say nothing."""
    for name, check in checks.items():
        if not check["ok"]:
            terminal.note(f"CHECK FAILED: {name} (worst {check['worst']:.3g}, limit {check['limit']:.3g}).")


def check_text(prompt: str) -> None:
    """PromptError for what a shell passed on and is no UTF-8."""
    try:
        prompt.encode()
    except UnicodeEncodeError as error:
        byte = ord(prompt[error.start]) & 0xFF
        raise PromptError(
            f"the prompt is not UTF-8: byte {byte:02X} at character {error.start}. Convert it, for example with iconv."
        ) from None

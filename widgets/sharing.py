"""Sharing: files beside the notebook that hold the run that is shown, under a name that is still free.

Tests: tests/widgets/test_sharing.py.
"""

from __future__ import annotations

import re
from itertools import count
from pathlib import Path
from typing import Any

from dsv4lab.errors import TraceError
from dsv4lab.files import told

PICTURES = {"png": b"\x89PNG\r\n\x1a\n", "svg": b"<svg "}  # how a file of each kind begins


def free_path(stem: str, suffix: str, folder: Path | None = None) -> Path:
    """A path in the folder (the notebook's) that nothing has yet: stem.html, stem-2.html, stem-3.html, ..."""
    folder = Path.cwd() if folder is None else folder
    name = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-") or "run"
    tries = (folder / f"{name}{'' if n == 1 else f'-{n}'}{suffix}" for n in count(1))
    return next(path for path in tries if not path.exists())


def write_picture(title: str, kind: Any, data: bytes, folder: Path | None = None) -> Path:
    """Write what the page drew of a view. TraceError for what is no such picture."""
    if kind not in PICTURES or not data.startswith(PICTURES[kind]):
        raise TraceError(f"the picture of {title} did not arrive as one ({len(data)} bytes as {kind}); try once more.")
    path = free_path(title, f".{kind}", folder)
    try:
        with path.open("xb") as file:  # never over a file that came to be meanwhile
            file.write(data)
    except OSError as problem:
        raise told(path, problem, TraceError, "not written") from problem
    return path

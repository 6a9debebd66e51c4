"""`dsv4lab lab`: JupyterLab on the lessons, a clone's own or copies for who installed the package.

Tests: tests/course/test_copies.py, tests/package/test_cli.py.
"""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from dsv4lab.course.copies import FOLDER, copy_lessons
from dsv4lab.errors import LabError, MissingPartError

TOUR = "00_tour.ipynb"


def open_lab(notebook: Path | None, folder: Path | None, arguments: list[str]) -> int:
    """Start JupyterLab on a notebook and wait for it; returns its exit code.

    notebook   one to open; left out, the tour of the lessons
    folder     where the lessons are copied to; left out, those of a clone one stands in, or ./dsv4lab-lessons
    """
    if find_spec("jupyterlab") is None:
        raise MissingPartError("JupyterLab is not installed here. Run `make lab`, or: pip install 'dsv4lab[lab]'")
    tour = Path(notebook) if notebook is not None else lessons_in(folder) / TOUR
    if not tour.is_file():
        raise LabError(f"{tour}: no such notebook here. Give --notebook FILE, or leave it out for the lessons.")
    # JupyterLab refuses a root user until told; in a container that is who one is, and its token still guards the page.
    root = ["--allow-root"] if getattr(os, "geteuid", lambda: 1)() == 0 and "--allow-root" not in arguments else []
    return subprocess.call([sys.executable, "-m", "jupyterlab", str(tour), *root, *arguments])


def lessons_in(folder: Path | None) -> Path:
    """The folder with the lessons: a clone's own, or copies for who installed the package. Says what was copied."""
    if folder is None and (Path("notebooks") / TOUR).is_file():
        return Path("notebooks")
    folder = Path(FOLDER) if folder is None else folder
    print(f"Lessons in {folder}: {copy_lessons(folder)}.")
    return folder

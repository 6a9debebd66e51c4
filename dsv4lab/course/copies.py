"""The lessons in a learner's own folder: copied with the first use, renewed with a new version, never over changed files.

What was copied is known by its digest (`.dsv4lab-lessons.json` in the folder): a file that is still what was copied is
renewed, one that was changed or put there by its user stays. Surprising: running a notebook changes it, since its outputs
are in it, so lessons one has run stay as they are.   Tests: tests/course/test_copies.py.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import NamedTuple

from dsv4lab.errors import LabError
from dsv4lab.files import full_path, told, whole_file
from dsv4lab.json_files import read_object

LESSONS = Path(__file__).parents[1] / "notebooks"
FOLDER = "dsv4lab-lessons"
_KNOWN = ".dsv4lab-lessons.json"
_WHAT = ("*.ipynb", "*.md", "solutions/*.ipynb", "images/*", "traces/*")


class Copied(NamedTuple):
    """What became of the files: names that are new, renewed, and kept because they were changed."""

    new: list[str]
    renewed: list[str]
    kept: list[str]

    def __str__(self) -> str:
        told = [f"{len(self.new)} new"] * bool(self.new) + [f"{len(self.renewed)} renewed"] * bool(self.renewed)
        if self.kept:
            told.append(
                f"{len(self.kept)} left as you changed them ({', '.join(self.kept[:3])}{', ...' * (len(self.kept) > 3)})"
            )
        return "; ".join(told) or "all as they were"


def copy_lessons(folder: Path, source: Path = LESSONS) -> Copied:
    """Copy the lessons into `folder`, which is made if needed.

    Raises LabError where this installation has no lessons or the folder cannot be written; files copied before stay.
    """
    folder = full_path(folder, LabError)
    files = sorted(file for pattern in _WHAT for file in source.glob(pattern) if file.is_file())
    if not files:
        raise LabError(
            f"{source}: no lessons here. Install the package again, or open them in a clone of the repository."
        )
    known = _known(folder / _KNOWN)
    copied = Copied([], [], [])
    try:
        for file in files:
            name = file.relative_to(source).as_posix()
            data, target = file.read_bytes(), folder / name
            if target.is_file():
                there = _digest(target.read_bytes())
                if there == _digest(data):
                    known[name] = there
                    continue
                if there != known.get(name):
                    copied.kept.append(name)
                    continue
                copied.renewed.append(name)
            else:
                copied.new.append(name)
            target.parent.mkdir(parents=True, exist_ok=True)
            part = target.with_name(f".{target.name}.part")
            part.write_bytes(data)
            part.replace(target)
            known[name] = _digest(data)
    except OSError as problem:
        raise told(folder, problem, LabError, "the lessons cannot be copied there") from None
    finally:
        if folder.is_dir():
            whole_file(folder / _KNOWN, [json.dumps(known, indent=1, sort_keys=True)], LabError)
    return copied


def _known(file: Path) -> dict[str, str]:
    """Digests by name; none where they cannot be read, so that every file that differs is taken for changed."""
    try:
        return {name: str(digest) for name, digest in read_object(file, LabError).items()}
    except LabError:
        return {}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()

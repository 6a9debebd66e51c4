"""What a learner has done: exercises solved, hints opened, guesses made; a small file beside the notebooks, sent nowhere.

The file is `dsv4lab-progress.json` in the folder a notebook runs in; DSV4LAB_PROGRESS names another one, and empty keeps
everything in memory. It is written whole or not at all, and read again before each change, since several notebooks can be
open. Surprising: what cannot be read is put aside, never overwritten.   Tests: tests/course/test_record.py.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from dsv4lab.errors import LabError
from dsv4lab.files import whole_file
from dsv4lab.json_files import read_object

FILE = "dsv4lab-progress.json"
ENVIRONMENT = "DSV4LAB_PROGRESS"
_PARTS = ("exercises", "hints", "guesses")


class Record:
    """The record in one file; None keeps it in memory."""

    def __init__(self, file: Path | None) -> None:
        self.file = file
        self._held: dict[str, dict[str, Any]] = {part: {} for part in _PARTS}
        self._told = False

    def read(self) -> dict[str, dict[str, Any]]:
        """{"exercises": {name: when}, "hints": {name: opened}, "guesses": {name: {...}}}."""
        if self.file is not None and self.file.exists():
            try:
                values = read_object(self.file, LabError)
                self._held = {part: dict(values.get(part) or {}) for part in _PARTS}
            except (LabError, TypeError, ValueError) as error:
                aside = self.file.with_suffix(f".unreadable-{datetime.now():%Y%m%d-%H%M%S}.json")
                self._say(f"{error} It is kept as {aside.name}, and a new one is begun.")
                self.file.replace(aside)
        return self._held

    def solved(self, name: str) -> None:
        """An exercise was solved; the first time counts."""
        self._change(lambda held: held["exercises"].setdefault(name, _now()))

    def open_hint(self, name: str, most: int) -> int:
        """The number of the hint that is opened now, 1 to `most`."""
        self._change(lambda held: held["hints"].update({name: min(most, _count(held["hints"].get(name)) + 1)}))
        return _count(self._held["hints"].get(name))

    def guessed(self, name: str, guess: dict[str, Any]) -> None:
        """A guess, or what became of it; the last one stands."""
        self._change(lambda held: held["guesses"].update({name: guess}))

    def _change(self, change: Callable[[dict[str, dict[str, Any]]], Any]) -> None:
        change(self.read())
        if self.file is None:
            return
        try:
            text = json.dumps({"dsv4lab-progress": 1, **self._held}, indent=1, sort_keys=True)
            whole_file(self.file, [text], LabError)
        except (LabError, OSError) as error:
            self._say(f"{error} Your progress is kept until this notebook is closed.")
            self.file = None

    def _say(self, words: str) -> None:
        if not self._told:
            print(words, file=sys.stderr)
        self._told = True


def record() -> Record:
    """The record of the folder this process works in, or of what DSV4LAB_PROGRESS names."""
    named = os.environ.get(ENVIRONMENT)
    return _record(None if named == "" else Path(named or FILE).absolute())


@cache
def _record(file: Path | None) -> Record:
    return Record(file)


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


def _count(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0

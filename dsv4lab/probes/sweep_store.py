"""What a sweep has done, in a file of JSON lines where one was given: a sweep that was stopped goes on from it.

Tests: tests/probes/test_sweep.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dsv4lab.errors import EditError

if TYPE_CHECKING:
    from torch import Tensor


class SweepStore:
    """Finished arms {(text, cell): numbers}, in a file of JSON lines where one was given."""

    def __init__(self, file: str | Path | None, header: dict[str, Any]) -> None:
        self.path, self.header = None if file is None else Path(file), header
        self.done: dict[tuple[int, int], dict[str, Any]] = {}
        self.shams: dict[tuple[str, int, int], Tensor] = {}  # what the arms of a row are compared with
        self._lines: list[str] = []
        for line in self._read():
            self.done[line.pop("text"), line.pop("cell")] = line

    def _read(self) -> Iterator[dict[str, Any]]:
        if self.path is None or not self.path.exists() or not self.path.stat().st_size:
            return
        head, *lines = self.path.read_text(encoding="utf-8").split("\n")
        try:
            same = json.loads(head) == json.loads(json.dumps(self.header))
        except json.JSONDecodeError:
            same = False
        if not same:
            raise EditError(
                f"{self.path} holds another sweep (other weights, texts or arms), or none; give another file."
            )
        for line in lines:
            try:
                yield json.loads(line)
            except json.JSONDecodeError:  # cut off while it was written: that arm is run again
                return

    def __enter__(self) -> SweepStore:
        if self.path is not None:
            # Written anew, so that a line that was cut off does not stay in front of what follows.
            lines = [self.header, *({"text": text, "cell": cell, **row} for (text, cell), row in self.done.items())]
            self._out = self.path.open("w", encoding="utf-8")
            self._out.writelines(json.dumps(line) + "\n" for line in lines)
            self._out.flush()
        return self

    def __exit__(self, *_: object) -> None:
        if self.path is not None:
            self._out.close()

    def add(self, text: int, cell: int, row: dict[str, Any]) -> None:
        """One arm is finished."""
        self.done[text, cell] = row
        if self.path is not None:
            self._out.write(json.dumps({"text": text, "cell": cell, **row}) + "\n")
            self._out.flush()

"""Runs lessons and stores what they print: python dev/run_lessons.py notebooks/01_expert_routing.ipynb ...

Pictures of views stay as they are (tests/browser/lesson_pictures.py makes them); everything else a cell shows is stored
anew, and what changed is told. A cell that fails, or writes to stderr, leaves the file as it was.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

os.environ.setdefault("DSV4LAB_PROGRESS", "")  # nobody's progress in stored outputs


def main(names: list[str]) -> int:
    for name in names:
        path = Path(name)
        lesson = nbformat.read(path, as_version=4)
        before = [list(cell.get("outputs", ())) for cell in lesson.cells]
        NotebookClient(
            lesson, timeout=600, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}
        ).execute()
        count, changed = 0, 0
        for cell, old in zip(lesson.cells, before, strict=True):
            if cell.cell_type != "code":
                continue
            count += 1
            if any(output.get("name") == "stderr" for output in cell.outputs):
                raise SystemExit(f"{path.name}, cell {count} wrote to stderr; nothing is stored: {cell.outputs}")
            cell.execution_count = count
            cell.metadata.pop("execution", None)
            cell.outputs = _kept(cell.outputs, old)
            was, now = _printed(old), _printed(cell.outputs)
            if was != now:
                changed += 1
                print(f"{path.name}, cell {count}: {now.strip()[:300]}")
        lesson.metadata.pop("widgets", None)
        nbformat.write(lesson, path)
        print(f"{path.name}: {count} cells ran, {changed} print something else than before")
    return 0


def _kept(new: list[Any], old: list[Any]) -> list[Any]:
    """The new outputs; where a widget came, the old picture or the new words in its place."""
    pictures = [o for o in old if "dsv-kept-picture" in str(o.get("data", {}).get("text/html", ""))]
    streams = [o for o in new if o.output_type == "stream"]
    if pictures:
        return [*streams, *pictures]
    shown = []
    for output in new:
        data = output.get("data", {})
        data.pop("application/vnd.jupyter.widget-view+json", None)  # of a kernel that is gone
        if output.output_type != "stream" and data:
            output.pop("execution_count", None)
            shown.append(nbformat.v4.new_output("display_data", data=dict(data)))
    return [*streams, *shown]


def _printed(outputs: list[Any]) -> str:
    return "".join(o.text for o in outputs if o.output_type == "stream")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

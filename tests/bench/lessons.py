"""Every lesson from top to bottom with the body that `lab.load()` takes on this machine: seconds, failing cells,
changed outputs.

    python tests/bench/lessons.py [--out lessons.jsonl] [--solutions] [--jobs N] [names ...]

Printed text is held against what the lesson stores, which came from plain PyTorch on a CPU. A line that differs is told, not
failed: a text drawn with a seed can part from it where two tokens are as likely as float32 can tell. A cell that raises
fails.
"""

from __future__ import annotations

import argparse
import difflib
import json
import platform
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

ROOT = Path(__file__).resolve().parents[2]


def printed(cell: Any) -> str:
    return "".join(o.text for o in cell.get("outputs", []) if o.output_type == "stream" and o.name == "stdout")


def run(path: Path) -> dict[str, Any]:
    """Execute one lesson, going on behind cells that fail."""
    stored = nbformat.read(path, as_version=4)
    book = nbformat.read(path, as_version=4)
    client = NotebookClient(
        book, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}
    )
    failed, changed, slowest = [], [], (0.0, 0)
    started = time.perf_counter()
    with client.setup_kernel():
        for number, cell in enumerate(book.cells):
            begun = time.perf_counter()
            try:
                client.execute_cell(cell, number)
            except CellExecutionError as error:
                failed.append({"cell": number, "error": f"{error.ename}: {error.evalue}"[:500]})
                continue
            slowest = max(slowest, (time.perf_counter() - begun, number))
            before, after = (printed(c).splitlines() for c in (stored.cells[number], cell))
            if before != after:
                changes = difflib.unified_diff(before, after, lineterm="", n=0)
                lines = [line for line in changes if line[:3] not in ("---", "+++")]
                changed.append({"cell": number, "lines": lines[:12]})
    return {
        "lesson": path.stem, "solutions": path.parent.name == "solutions",
        "seconds": round(time.perf_counter() - started, 1), "cells": len(book.cells),
        "slowest_cell": slowest[1], "slowest_seconds": round(slowest[0], 1), "failed": failed, "changed": changed,
    }  # fmt: skip


def machine() -> dict[str, Any]:
    import torch

    import dsv4lab as lab

    model = lab.load()
    gpu = torch.cuda.get_device_name() if torch.cuda.is_available() else None
    return {
        "device": gpu or platform.processor() or "CPU", "engine": model.engine, "notes": model.notes,
        "python": platform.python_version(), "torch": torch.__version__, "date": time.strftime("%Y-%m-%d"),
    }  # fmt: skip


def tell(told: dict[str, Any]) -> None:
    """One lesson's result, in words."""
    name = f"solutions of {told['lesson']}" if told["solutions"] else told["lesson"]
    slow = f"slowest cell {told['slowest_cell']} {told['slowest_seconds']} s"
    ends = f"{len(told['failed'])} failed, {len(told['changed'])} print something else"
    print(f"{name:44} {told['seconds']:6.1f} s, {slow}, {ends}", flush=True)
    for entry in told["failed"]:
        print(f"    cell {entry['cell']}: {entry['error']}", flush=True)
    for entry in told["changed"]:
        print(f"    cell {entry['cell']}:", *(f"        {line}" for line in entry["lines"]), sep="\n", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("names", nargs="*", help="beginnings of file names; all lessons without")
    parser.add_argument("--out", type=Path, help="one JSON line a lesson, behind one for the machine")
    parser.add_argument("--solutions", action="store_true", help="the solutions of the exercises behind the lessons")
    parser.add_argument("--jobs", type=int, default=1, help="how many at a time, which their seconds then are of")
    given = parser.parse_args()
    names = tuple(given.names) or ("",)
    folders = [ROOT / "notebooks", *([ROOT / "notebooks" / "solutions"] if given.solutions else ())]
    paths = [path for folder in folders for path in sorted(folder.glob("*.ipynb")) if path.name.startswith(names)]
    lines: list[dict[str, Any]] = [{"machine": machine() | {"jobs": given.jobs}}]
    print(json.dumps(lines[0]), flush=True)
    with ThreadPoolExecutor(given.jobs) as pool:
        for told in pool.map(run, paths):
            lines.append(told)
            tell(told)
    if given.out is not None:
        given.out.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return int(any(line.get("failed") for line in lines))


if __name__ == "__main__":
    sys.exit(main())

"""The table in kernels/README.md is what the stored results give, and an attempt with other sizes is told as such."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import table  # pyright: ignore[reportMissingImports]


@pytest.mark.parametrize(
    ("file", "made", "pattern"),
    [(table.README, table.table, "h200-*.jsonl"), (table.FRONT, table.engine_table, "engine-*.jsonl")],
    ids=["kernels", "engine"],
)
def test_the_readmes_show_the_stored_results(file, made, pattern):
    newest = max(table.RESULTS.glob(pattern))
    readme = file.read_text()
    assert table.update(readme, made(table.rows_of(newest))) == readme, "run: dsv4lab bench table"


def test_the_fastest_attempt_is_shown_with_its_sizes():
    slow = {"kind": "time", "op": "a", "tokens": 1, "ms": 2.0, "predicted_ms": 1.0}
    fast = {"kind": "time", "op": "a", "ms": 1.5, "predicted_ms": None, "sizes": "BLOCK=8"}
    other = {"kind": "time", "op": "b", "tokens": 1, "ms": 1.0, "predicted_ms": 1.0}
    best = table.best_rows([slow, other, fast])
    assert [row["ms"] for row in best] == [1.5, 1.0]
    assert best[0]["sizes"] == "BLOCK=8" and best[0]["predicted_ms"] == 1.0 and "sizes" not in best[1]


def test_a_readme_without_marks_is_refused():
    with pytest.raises(ValueError, match="marks"):
        table.update("no marks here", "table")

"""The table of kernels/README.md, made from the newest results: python tests/bench/table.py (or `dsv4lab bench table`).

Where an operation was timed with several block sizes the fastest row is shown with its sizes. Nothing is typed by hand
between the two marks. Tests: tests/test_bench.py.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
README, RESULTS = ROOT / "kernels" / "README.md", ROOT / "tests" / "bench" / "results"
BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"


def rows_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines() if line]


def best_rows(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One row for each thing that was timed; attempts with other sizes count for the row of the same operation."""
    out: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in rows:
        if row["kind"] != "time":
            continue
        key = next((k for k in out if k[0] == row["op"]), None) if "sizes" in row else None
        key = key or (row["op"], row.get("tokens"), row.get("outputs"))
        old = out.get(key)
        if old is None or row["ms"] < old["ms"]:
            out[key] = (old or {}) | row | {"predicted_ms": row["predicted_ms"] or (old or {}).get("predicted_ms")}
    return list(out.values())


def table(rows: list[dict[str, Any]]) -> str:
    ceiling = next(row for row in rows if row["kind"] == "ceiling")
    checks = [row for row in rows if row["kind"] == "check"]
    wrong = [row for row in checks if not row["right"]]
    first = rows[0]
    lines = [
        f"{first['device']}, torch {first['torch']}, triton {first['triton']}, {first['date']}. Copy "
        f"{ceiling['gb_per_s']:,.0f} GB/s, bfloat16 product {ceiling['tflop_per_s']:.0f} TFLOP/s in the same run. "
        f"{len(checks) - len(wrong)} of {len(checks)} checks within their limits"
        + "".join(f"; {row['op']}: {row['error']:.2g} against {row['limit']:.2g}" for row in wrong) + ".", "",
        "| operation | tokens | µs | predicted | rate | share of ceiling | block sizes if not the first tried |",
        "|---|---|---|---|---|---|---|",
    ]  # fmt: skip
    for row in best_rows(rows):
        rate, share = "", ""
        if "tflop_per_s" in row:
            rate, share = f"{row['tflop_per_s']:,.0f} TFLOP/s", f"{row['share_of_product']:.0%}"
        elif "gb_per_s" in row:
            rate, share = f"{row['gb_per_s']:,.0f} GB/s", f"{row['share_of_copy']:.0%}"
        predicted = f"{1000 * row['predicted_ms']:.4g}" if row["predicted_ms"] else ""
        shape = f" {row['outputs']}x{row['inputs']}" if "outputs" in row else ""
        cells = row["op"] + shape, str(row.get("tokens", "")), f"{1000 * row['ms']:.4g}", predicted, rate, share
        lines.append(f"| {' | '.join(cells)} | {row.get('sizes', '')} |")
    return "\n".join(lines)


def update(readme: str, made: str) -> str:
    """The README with what stands between the marks replaced."""
    before, _, rest = readme.partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise ValueError(f"{README}: the marks {BEGIN} and {END} are missing.")
    return f"{before}{BEGIN}\n{made}\n{END}{after}"


def main() -> None:
    newest = Path(sys.argv[1]) if len(sys.argv) > 1 else max(RESULTS.glob("*.jsonl"))
    README.write_text(update(README.read_text(), table(rows_of(newest))))
    print(f"{README}: table of {newest.name}")


if __name__ == "__main__":
    main()

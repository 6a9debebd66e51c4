"""The tables of README.md (engine) and kernels/README.md, made from the newest results: `dsv4lab bench table`.

Where an operation was timed with several block sizes the fastest row is shown with its sizes. Nothing is typed by hand
between the two marks. Tests: tests/bench/test_bench.py.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
README, RESULTS = ROOT / "kernels" / "README.md", ROOT / "tests" / "bench" / "results"
FRONT = ROOT / "README.md"
_MODELS = {"small": "small, 12 layers", "flash4": "4 Flash-width layers", "shipped": "shipped"}
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


def engine_table(rows: list[dict[str, Any]]) -> str:
    """What the engine reached, beside transformers in the same process or the hardware's floor."""
    ceiling = next(row for row in rows if row["kind"] == "ceiling")
    engine = [row for row in rows if row["kind"] == "engine"]
    first = engine[0]
    lines = [
        f"{first['device']}, torch {first['torch']}, triton {first['triton']}, {first['date']}; copy "
        f"{ceiling['gb_per_s']:,.0f} GB/s in the same run.", "",
        "| what | model | captured | engine | beside it |", "|---|---|---|---|---|",
    ]  # fmt: skip
    for row in engine:
        if cells := _engine_cells(row):
            lines.append(f"| {' | '.join(cells)} |")
    same = [row for row in engine if row["op"] == "same tokens"]
    if same:
        equal = sum(row["first_difference"] is None for row in same)
        fixed = all(row["capture_on_and_off"] and row["drawn_on_and_off"] for row in same)
        lines += [
            "", f"Greedy tokens equal those of the float32 reference for 64 tokens in {equal} of {len(same)} texts (shipped "
            f"model); tokens are {'the same' if fixed else 'NOT the same'} with capture on and off.",
        ]  # fmt: skip
    return "\n".join(lines)


def _engine_cells(row: dict[str, Any]) -> list[str] | None:
    captured = row.get("capture")
    captured = "nothing" if captured is None else captured if isinstance(captured, str) else ", ".join(captured)
    model = f"{_MODELS[row['model']]}" + (f", {row['dtype']}" if "dtype" in row else "")
    if row["op"] == "decode":
        beside = ""
        if "transformers_tokens_per_second" in row:
            beside = f"transformers {row['transformers_tokens_per_second']:.1f}: {row['ratio']:.0f} times"
        if "share_of_floor" in row:
            beside = f"{row['share_of_floor']:.0%} of the byte floor"
        return ["decode, one text", model, captured, f"{row['tokens_per_second']:,.0f} tokens/s", beside]
    if row["op"] == "prefill" and "transformers_seconds" in row:
        beside = f"transformers {1000 * row['transformers_seconds']:.0f} ms: {row['ratio']:.1f} times"
        return [f"prompt of {row['tokens']:,}", model, "nothing", f"{1000 * row['seconds']:.0f} ms", beside]
    if row["op"] == "prefill":
        beside = f"captured {1000 * row['captured_seconds']:.0f} ms, {row['slow_down']:+.0%}"
        return [f"prompt of {row['tokens']:,}", model, "nothing", f"{1000 * row['seconds']:.0f} ms", beside]
    if row["op"] == "long prefill":
        beside = f"{row['peak_gb']:.0f} GB at most, cache {row['cache_gb']:.2f} GB"
        captured = f"routing, mixing, picks and attention of {row['queries']:,} queries"
        beside += f", {row['us_per_token']:.0f} µs a token"
        if (ratio := row["per_token_over_first"]) != 1:
            beside += f", {ratio:.1f} times that of 131,072"
        return [f"prompt of {row['tokens']:,}", model, captured, f"{row['seconds']:.3g} s", beside]
    return None


def update(readme: str, made: str) -> str:
    """The README with what stands between the marks replaced."""
    before, _, rest = readme.partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise ValueError(f"{README}: the marks {BEGIN} and {END} are missing.")
    return f"{before}{BEGIN}\n{made}\n{END}{after}"


def main() -> None:
    for readme, made, pattern in ((README, table, "h200-*.jsonl"), (FRONT, engine_table, "engine-*.jsonl")):
        newest = max(RESULTS.glob(pattern))
        readme.write_text(update(readme.read_text(), made(rows_of(newest))))
        print(f"{readme}: table of {newest.name}")


if __name__ == "__main__":
    main()

"""A comparison as one page: plain HTML with its own style, no script from elsewhere, no network, no kernel.

The curve is the error over its floor along the order of computation, on a logarithmic scale; the same numbers stand in the
table. Tests: tests/comparison/test_compare.py.
"""

from __future__ import annotations

import html
import math
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from dsv4lab.comparison.difference import Line, Walk
from dsv4lab.comparison.replay import Share, told
from dsv4lab.errors import SettingError, printable


class Comparison(Protocol):
    """What a page needs of a comparison (result.py)."""

    a: str
    b: str
    ids: list[int]
    verdict: str
    sentence: str
    walk: Walk
    first: Line | None
    shares: list[Share]
    ways: dict[str, str]
    alone: dict[str, str]
    notes: list[str]
    floor_from: str


_STYLE = """
.dsv4lab-compare{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;
 color:#1b1b1b;background:#fff}
.dsv4lab-compare table{border-collapse:collapse;font-variant-numeric:tabular-nums;width:100%}
.dsv4lab-compare td,.dsv4lab-compare th{padding:.15rem .6rem;text-align:right;border-bottom:1px solid #ccc}
.dsv4lab-compare td:first-child,.dsv4lab-compare th:first-child,.dsv4lab-compare td:last-child{text-align:left}
.dsv4lab-compare tr.departs td{background:#fdecea}
.dsv4lab-compare tr.tie td{background:#fff6d6}
.dsv4lab-compare tr.first td{font-weight:700;outline:2px solid #b3261e}
.dsv4lab-compare svg{width:100%;height:auto}
@media(prefers-color-scheme:dark){.dsv4lab-compare{color:#eee;background:#161616}
 .dsv4lab-compare td,.dsv4lab-compare th{border-color:#444}.dsv4lab-compare tr.departs td{background:#4a1f1c}
 .dsv4lab-compare tr.tie td{background:#443a12}}
"""
_WIDE, _HIGH, _LEFT, _BOTTOM = 900, 220, 60, 26


def write_page(found: Comparison, path: Path) -> Path:
    """The page as a file. Raises SettingError for a name that is no .html."""
    if path.suffix != ".html":
        raise SettingError(f"{printable(str(path), 200)}: a page's name ends in .html.")
    title = html.escape(f"{found.a} and {found.b}")
    head = f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'
    path.write_text(f"{head}<body>{body_of(found)}</body></html>\n", encoding="utf-8")
    return path


def body_of(found: Comparison) -> str:
    """What stands on the page, for a page or a notebook."""
    parts = [
        f"<style>{_STYLE}</style><main class=dsv4lab-compare>",
        f"<h1>{_safe(found.a)} and {_safe(found.b)}: {found.verdict}</h1>",
        f"<p><b>{_safe(found.sentence)}</b></p>",
    ]
    if found.shares:
        parts.append(f"<p>{_safe(told(found.shares))}.</p>")
    parts += [f"<p>{_safe(note)}</p>" for note in found.notes]
    parts += [_curve(found), "<h2>Points in the order of computation</h2>", _table(found)]
    ways = [*found.alone.items(), *found.ways.items()]
    if ways:
        rows = "".join(f"<tr><td>{_safe(way)}</td><td>{_safe(words)}</td></tr>" for way, words in ways)
        parts.append(f"<h2>Ways of reading</h2><table>{rows}</table>")
    floor = f"{len(found.ids)} tokens; read as {found.walk.way}. Noise floor of each point: {found.floor_from}."
    parts.append(f"<p>{_safe(floor)}</p></main>")
    return "\n".join(parts)


def _table(found: Comparison) -> str:
    head = "<tr><th>point<th>error<th>floor<th>token<th>rows differ<th>ties<th>what</tr>"
    rows: list[str] = []
    for line in found.walk.lines:
        kind = f"{line.verdict}{' first' if line is found.first else ''}"
        cells = [
            line.place.name,
            _number(line.error),
            _number(line.floor),
            line.token,
            line.differ,
            line.ties,
            line.detail,
        ]
        rows.append(f'<tr class="{kind}">' + "".join(f"<td>{_safe(cell)}</td>" for cell in cells) + "</tr>")
    return f"<table>{head}{''.join(rows)}</table>"


def _curve(found: Comparison) -> str:
    """Error over floor of every point that has both, log scale; the line is the floor."""
    lines = [line for line in found.walk.lines if line.floor > 0]
    if len(lines) < 2:
        return ""
    heights = [_height(line) for line in lines]
    low, high = min(-3.0, *heights), max(1.0, *heights)

    def y(value: float) -> float:
        return 8 + (high - value) / (high - low) * (_HIGH - _BOTTOM - 8)

    step = (_WIDE - _LEFT) / (len(lines) - 1)
    dots = " ".join(f"{_LEFT + i * step:.1f},{y(height):.1f}" for i, height in enumerate(heights))
    ticks = "".join(
        f'<text x="{_LEFT - 6}" y="{y(value) + 4:.1f}" text-anchor="end" font-size="11" fill="currentColor">1e{value}</text>'
        for value in _ticks(low, high)
    )
    first = next((i for i, line in enumerate(lines) if line.departs), None)
    mark = ""
    if first is not None:
        x = _LEFT + first * step
        mark = (
            f'<line x1="{x:.1f}" x2="{x:.1f}" y1="8" y2="{_HIGH - _BOTTOM}" stroke="#b3261e" stroke-dasharray="4 3"/>'
        )
    return (
        f'<svg viewBox="0 0 {_WIDE} {_HIGH}" role="img" aria-label="error over floor along the order of computation">'
        f'{ticks}<line x1="{_LEFT}" x2="{_WIDE}" y1="{y(0):.1f}" y2="{y(0):.1f}" stroke="currentColor" opacity=".4"/>{mark}'
        f'<polyline points="{dots}" fill="none" stroke="#2a62c9" stroke-width="1.5"/>'
        f'<text x="{_LEFT}" y="{_HIGH - 6}" font-size="11" fill="currentColor">error over its floor (line: 1), from '
        f"{_safe(lines[0].place.name)} to {_safe(lines[-1].place.name)}</text></svg>"
    )


def _height(line: Line) -> float:
    ratio = line.error / line.floor
    return 6.0 if not math.isfinite(ratio) else math.log10(max(ratio, 1e-3))


def _ticks(low: float, high: float) -> Iterable[int]:
    return range(math.ceil(low), math.floor(high) + 1)


def _number(value: float) -> str:
    return f"{value:.2g}" if math.isfinite(value) else "only one side"


def _safe(value: object) -> str:
    return html.escape(printable(str(value)))

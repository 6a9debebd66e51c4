"""The picture of a roofline: roofs of one or two devices, operations under them by their number, and the numbers as a table.

An SVG that takes the page's own colour of text, so it is legible in a light and in a dark theme; the same SVG as an image
on white stands behind it, for pages that allow no SVG inside. Nothing is told by colour: roofs differ by their line, and
marks by their shape. Tests: tests/course/test_roofline.py.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from dsv4lab.course.roofline import Device, Operation, rate_words, time_words

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 430, 78, 36, 16, 50
DASHES = ("", "7 5")
STYLE = """
.dsv-roofline { max-width: 760px; font: 13px/1.45 system-ui, sans-serif; }
.dsv-roofline svg, .dsv-roofline img { width: 100%; height: auto; display: block; }
.dsv-roofline svg + img { display: none; }
.dsv-roofline ol { margin: 0 0 .5em; columns: 2; }
.dsv-roofline table { border-collapse: collapse; }
.dsv-roofline details { overflow-x: auto; }
.dsv-roofline td, .dsv-roofline th { padding: 2px 8px; text-align: right; }
.dsv-roofline td { white-space: nowrap; }
.dsv-roofline td:nth-child(2), .dsv-roofline th:nth-child(2) { text-align: left; }
"""


class Roofline:
    """Operations under the roofs of one or two devices; displayed, it is a picture with a table behind it.

    measured   seconds an operation really took on the first device, by its name
    """

    def __init__(
        self, devices: Sequence[Device], operations: Sequence[Operation], measured: Mapping[str, float] | None = None
    ) -> None:
        first, *others = devices
        self.devices = (first, *(one for one in others[:1] if one.name != first.name))
        self.operations, self.measured = tuple(operations), dict(measured or {})
        across = [one.intensity for one in self.operations] + [device.ridge for device in self.devices]
        self._x = 10.0 ** math.floor(math.log10(min(across)) - 0.3), 10.0 ** math.ceil(math.log10(max(across)) + 0.3)
        reached = [one.operations / self.measured[one.name] for one in self.operations if one.name in self.measured]
        heights = [self._roof(device, x) for device in self.devices for x in (min(across), self._x[1])] + reached
        self._y = 10.0 ** math.floor(math.log10(min(heights))), 10.0 ** math.ceil(math.log10(max(heights)) + 0.1)

    @staticmethod
    def _roof(device: Device, intensity: float) -> float:
        return min(intensity * device.bytes_per_second, device.operations_per_second)

    def table(self) -> list[list[str]]:
        """A header and a row for each operation: what must move and be computed, its floors, and what it waits for."""
        head = ["", "operation", "bytes", "operations", "operations / byte"]
        head += [f"floor, {device.name}" for device in self.devices] + [f"waits for, {d.name}" for d in self.devices]
        rows = [head + ["measured"] * bool(self.measured)]
        for number, one in enumerate(self.operations, 1):
            row = [str(number), one.name, rate_words(one.bytes), rate_words(one.operations), f"{one.intensity:.3g}"]
            row += [time_words(one.floor(d)) for d in self.devices] + [one.bound(d) for d in self.devices]
            if self.measured:
                row.append(time_words(self.measured[one.name]) if one.name in self.measured else "")
            rows.append(row)
        return rows

    def __repr__(self) -> str:
        rows = self.table()
        wide = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
        return "\n".join("  ".join(word.ljust(w) for word, w in zip(row, wide, strict=True)).rstrip() for row in rows)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": self.html(), "text/plain": repr(self)}

    def html(self) -> str:
        """The picture, what its signs mean, and its table behind a fold."""
        inside, alone = self.svg("currentColor"), self.svg("#1b1f24", "#ffffff")
        image = f"data:image/svg+xml;base64,{base64.b64encode(alone.encode()).decode()}"
        listed = "".join(f"<li>{escape(one.name)}</li>" for one in self.operations)
        head, *rows = self.table()
        body = "".join(f"<tr>{''.join(f'<td>{escape(word)}</td>' for word in row)}</tr>" for row in rows)
        table = f"<table><tr>{''.join(f'<th>{escape(word)}</th>' for word in head)}</tr>{body}</table>"
        return (
            f'<div class="dsv-roofline"><style>{STYLE}</style>{inside}<img alt="{escape(self.words())}" src="{image}">'
            f"<p>{escape(self.signs())}</p><ol>{listed}</ol><details><summary>The numbers</summary>{table}</details></div>"
        )

    def signs(self) -> str:
        """What the lines and marks are."""
        lines = [
            f"{line} line: {device.name} ({device.date})"
            for line, device in zip(("Solid", "Broken"), self.devices, strict=False)
        ]
        marks = "A ring is the most that an operation can reach"
        marks += "; a cross is what was measured, with the ring's number" if self.measured else ""
        return f"{'. '.join(lines)}. {marks}."

    def words(self) -> str:
        """The picture in words, for who cannot see it."""
        sides = "; ".join(
            f"{one.name} at {one.intensity:.3g} operations a byte waits for {one.bound(self.devices[0])}"
            for one in self.operations
        )
        return f"Roofline of {' and '.join(device.name for device in self.devices)}. {sides}."

    def _at(self, x: float, y: float) -> tuple[float, float]:
        (x0, x1), (y0, y1) = self._x, self._y
        right = math.log(x / x0) / math.log(x1 / x0) * (WIDTH - LEFT - RIGHT)
        up = math.log(y / y0) / math.log(y1 / y0) * (HEIGHT - TOP - BOTTOM)
        return LEFT + right, HEIGHT - BOTTOM - up

    def svg(self, ink: str, paper: str = "") -> str:
        """The drawing alone, in one colour of lines and letters, on `paper` or on whatever lies behind."""
        parts = [f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{paper}"/>'] if paper else []
        parts += [*self._axes(), *(part for i in range(len(self.devices)) for part in self._roof_line(i))]
        parts += [part for i in range(len(self.operations)) for part in self._marks(i)] + self._numbers()
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
            f'aria-label="{escape(self.words())}" style="color:{ink}" font-family="system-ui, sans-serif" font-size="13" '
            f'fill="{ink}" stroke="none">{"".join(parts)}</svg>'
        )

    def _axes(self) -> list[str]:
        parts = []
        for low, high, across in ((*self._x, True), (*self._y, False)):
            powers = range(round(math.log10(low)), round(math.log10(high)) + 1)
            for power in powers:
                x, y = self._at(10.0**power, self._y[0]) if across else self._at(self._x[0], 10.0**power)
                x1, y1 = (x, TOP) if across else (WIDTH - RIGHT, y)
                parts.append(_line(x, y, x1, y1, 'stroke-opacity="0.18"'))
                words = f"{10.0**power:,g}" if across else rate_words(10.0**power).strip()
                parts.append(
                    _text(x, y + 17, words, "middle") if across else _text(x - 8, y + 4, words, "end")
                )  # fmt: skip
        parts.append(
            _text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, "operations for each byte that must move", "middle")
        )
        middle = (TOP + HEIGHT - BOTTOM) / 2
        turned = f'<g transform="rotate(-90 18 {middle:.1f})">{_text(18, middle, "operations a second", "middle")}</g>'
        return [*parts, turned]

    def _roof_line(self, i: int) -> list[str]:
        device = self.devices[i]
        begin = max(self._x[0], self._y[0] / device.bytes_per_second)
        corners = [begin, device.ridge, self._x[1]]
        points = [self._at(x, self._roof(device, x)) for x in corners if x >= begin]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        dash = f' stroke-dasharray="{DASHES[i]}"' if DASHES[i] else ""
        x, y = points[-1]
        return [
            f'<polyline points="{line}" fill="none" stroke="currentColor" stroke-width="2"{dash}/>',
            _text(x - 4, y - 24, f"{device.name}, {device.format}", "end"),
        ]

    def _marks(self, i: int) -> list[str]:
        one, device = self.operations[i], self.devices[0]
        x, y = self._at(one.intensity, self._roof(device, one.intensity))
        title = f"<title>{escape(f'{i + 1} {one.name}: {one.intensity:.3g} operations a byte')}</title>"
        parts = [
            f'<g>{title}<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="none" stroke="currentColor" stroke-width="2"/></g>'
        ]
        if one.name in self.measured:
            x, y = self._at(one.intensity, one.operations / self.measured[one.name])
            parts += [
                _line(x - 5, y - 5, x + 5, y + 5, 'stroke-width="2"'),
                _line(x - 5, y + 5, x + 5, y - 5, 'stroke-width="2"'),
            ]
            parts.append(_text(x + 9, y + 14, str(i + 1), "start", bold=True))
        return parts

    def _numbers(self) -> list[str]:
        """The rings' numbers; rings that lie on each other have theirs in one row."""
        rows: list[tuple[float, float, str]] = []
        for i, one in enumerate(self.operations, 1):
            x, y = self._at(one.intensity, self._roof(self.devices[0], one.intensity))
            near = next((k for k, (u, v, _) in enumerate(rows) if math.hypot(u - x, v - y) < 8), None)
            if near is None:
                rows.append((x, y, str(i)))
            else:
                rows[near] = (*rows[near][:2], f"{rows[near][2]}, {i}")
        return [_text(x - 9, y - 8, words, "end", bold=True) for x, y, words in rows]


def _line(x: float, y: float, x1: float, y1: float, more: str) -> str:
    return f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{x1:.1f}" y2="{y1:.1f}" stroke="currentColor" {more}/>'


def _text(x: float, y: float, words: str, anchor: str, bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{weight}>{escape(words)}</text>'

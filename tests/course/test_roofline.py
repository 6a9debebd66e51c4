"""The roofline: bytes and operations by hand and by the cost formulas, quoted numbers as they are published, the picture."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
import torch

from dsv4lab.config import FLASH
from dsv4lab.costs import decode_flops
from dsv4lab.course import roofline
from dsv4lab.course.roofline import H200, MEASURED, Device, Operation, matrix, of_a_token, streams_after
from dsv4lab.course.roofline_picture import Roofline

README = (Path(__file__).resolve().parents[2] / "kernels" / "README.md").read_text(encoding="utf-8")
SLOW = Device("slow", 1e9, 1e10, "float32", "2026-01-02")


def test_a_floor_is_the_longer_of_two():
    assert SLOW.ridge == 10
    few, many = Operation("few", 1e9, 1e9), Operation("many", 1e9, 1e12)
    assert (few.floor(SLOW), few.bound(SLOW)) == (1.0, "bytes")
    assert (many.floor(SLOW), many.bound(SLOW)) == (100.0, "operations")
    assert Operation("ridge", 1e9, 1e10).bound(SLOW) == "operations"


@pytest.mark.parametrize(("stored", "weights"), [("float32", 4), ("bfloat16", 2), ("fp8", 1), ("fp4", 0.5 + 1 / 32)])
def test_a_matrix_moves_once_and_its_vectors_for_each_token(stored, weights):
    one = matrix(6, 10, 7, stored)
    assert one.bytes == 60 * weights + 2 * 7 * 16 and one.operations == 2 * 60 * 7


def test_operations_of_a_token_are_those_of_the_cost_formulas():
    far = 1_000_000  # more than the indexer picks
    names = {one.name: one for one in of_a_token(FLASH)}
    experts = decode_flops(FLASH, far).experts / FLASH.num_hidden_layers
    assert names["chosen experts"].operations == experts
    more, fewer = (decode_flops(FLASH.replace(index_topk=k), far).attention for k in (FLASH.index_topk, 1))
    per_key = (more - fewer) / len(FLASH.picking_layers) / (FLASH.index_topk - 1)
    assert names["attention over window and picks"].operations == per_key * (FLASH.sliding_window + FLASH.index_topk)


def test_fusion_saves_the_second_reading_of_the_streams():
    post, alone, both = streams_after(FLASH, 100).values()
    streams, fn = 100 * 4 * 4096 * 2, 24 * 4 * 4096 * 4
    assert post.bytes == 2.25 * streams and alone.bytes == streams + fn
    assert post.bytes + alone.bytes - both.bytes == streams
    assert post.operations + alone.operations == both.operations


def test_quoted_numbers_are_those_of_the_published_table():
    said = re.search(
        r"^(.+?), torch .*?, (\d{4}-\d\d-\d\d)\. Copy ([\d,]+) GB/s, (\w+) product (\d+)", README, re.MULTILINE
    )
    assert said is not None
    name, date, copy, dtype, product = said.groups()
    assert Device(name, float(copy.replace(",", "")) * 1e9, float(product) * 1e12, dtype, date) == H200
    rows = {
        (name, int(tokens)): float(time)
        for name, tokens, time in re.findall(r"^\| ([^|]+?) \| (\d+) \| ([\d.]+) \|", README, re.MULTILINE)
    }
    assert {key: rows[key] for key in MEASURED} == MEASURED


def test_the_shortest_of_several_runs_counts_for_each_call():
    seconds = [0.0]
    ticks = iter([0.0, 8.0, 10.0, 14.0, 20.0, 26.0] * 2)
    patch = pytest.MonkeyPatch()
    patch.setattr(roofline, "here", lambda: torch.device("cpu"))
    patch.setattr(roofline.time, "perf_counter", lambda: next(ticks))
    try:
        seconds[0] = roofline.seconds_of([lambda: None, lambda: None], repeats=3)
    finally:
        patch.undo()
    assert seconds == [2.0]


@pytest.mark.skipif(torch.cuda.is_available(), reason="says what holds on a CPU")
def test_a_machine_is_measured():
    device = roofline.measure()
    assert 1e8 < device.bytes_per_second < 1e13 and 1e8 < device.operations_per_second < 1e16
    assert re.fullmatch(r"CPU, \d+ threads?", device.name) and device.format == "float32"
    one, seconds = roofline.timed_matrix(2, 64, 32)
    assert one == matrix(64, 32, 2, "float32") and 0 < seconds < 10
    assert roofline.timed_engine() == []


def elements(svg: str, kind: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg).iter(f"{{http://www.w3.org/2000/svg}}{kind}"))


def test_rings_stand_on_the_roof_and_crosses_where_they_were_measured():
    low, high = Operation("low <1>", 1e9, 1e9), Operation("high", 1e6, 1e9)
    shown = Roofline([SLOW, H200], [low, high], {"low <1>": 2.0})
    svg = shown.svg("currentColor")
    rings = [(float(c.get("cx", 0)), float(c.get("cy", 0))) for c in elements(svg, "circle")]
    roof, broken = (
        [tuple(map(float, p.split(","))) for p in line.get("points", "").split()] for line in elements(svg, "polyline")
    )
    (x0, y0), (x1, y1), (x2, y2) = roof
    assert y1 == y2 and broken != roof
    share = (rings[0][0] - x0) / (x1 - x0)
    assert rings[0][1] == pytest.approx(y0 + share * (y1 - y0), abs=0.2)  # written with one decimal
    assert rings[1][1] == y1 and x1 < rings[1][0] <= x2
    assert [line.get("stroke-dasharray") for line in elements(svg, "polyline")] == [None, "7 5"]
    assert svg.count('stroke-width="2"/><line') >= 1  # the cross
    # Half the speed: the cross lies below its ring by the height of a factor of two.
    decade = shown._at(1.0, 1e10)[1] - shown._at(1.0, 1e11)[1]
    middle = shown._at(1.0, 0.5e9)[1]
    assert middle - rings[0][1] == pytest.approx(decade * 0.30103, abs=0.2)


def test_the_picture_comes_with_words_a_table_and_a_copy_as_an_image():
    shown = Roofline([SLOW, H200], [Operation("low <1>", 1e9, 1e9)], {"low <1>": 2.0})
    bundle = shown._repr_mimebundle_()
    html = bundle["text/html"]
    assert "low &lt;1&gt;" in html and "low <1>" not in re.sub(r"base64,[\w+/=]+", "", html)
    assert "<td>1 s</td>" in html and "waits for, slow" in html and "<td>2 s</td>" in html
    assert "waits for bytes" in shown.words() and "Broken line: NVIDIA H200 (2026-11-29)" in html
    coded = re.search(r"data:image/svg\+xml;base64,([\w+/=]+)", html)
    assert coded is not None
    alone = base64.b64decode(coded[1]).decode()
    assert elements(alone, "rect")[0].get("fill") == "#ffffff"
    inside = html.partition("<svg")[2].partition("</svg>")[0]
    assert not re.search(r"#[0-9a-f]{3,6}", inside), "the picture must take the page's colour"
    assert bundle["text/plain"].splitlines()[1].startswith("1  low <1>")


def test_a_device_is_not_drawn_twice():
    assert len(Roofline([H200, H200], [Operation("one", 1.0, 1.0)]).devices) == 1


@pytest.mark.parametrize(("value", "words"), [(12.0, "12 "), (4.2e12, "4.2 T"), (1e16, "10 P"), (1500.0, "1.5 k")])
def test_sizes_in_words(value, words):
    assert roofline.rate_words(value) == words


@pytest.mark.parametrize(("seconds", "words"), [(2.0, "2 s"), (0.0015, "1.5 ms"), (1.2e-5, "12 µs"), (4e-9, "4 ns")])
def test_times_in_words(seconds, words):
    assert roofline.time_words(seconds) == words


def test_numbers_of_rings_that_lie_on_each_other_stand_in_one_row():
    names = [Operation(name, size, 2.0 * size) for name, size in (("one", 1e6), ("two", 1.01e6))]
    svg = Roofline([SLOW], [*names, Operation("three", 1e6, 5e6)]).svg("currentColor")
    bold = [text.text for text in elements(svg, "text") if text.get("font-weight")]
    assert bold == ["1, 2", "3"]

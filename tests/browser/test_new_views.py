"""Expert load, indexer and cost in the real JupyterLab: opened, driven, read back; 131,072 tokens within the bar."""

from __future__ import annotations

import time

import pytest
from lab_driver import expect

from dsv4lab.digest import TINY

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

SETUP = """
from synthetic_trace import synthetic_trace
from dsv4lab.widgets.cost import Cost
from dsv4lab.widgets.expert_load import ExpertLoad
from dsv4lab.widgets.lightning_indexer import LightningIndexer
from dsv4lab.widgets.selection import Selection
trace, selection = synthetic_trace(240), Selection(layer=3)
"""


def view(page, title):
    return page.page.locator(".dsv").filter(has=page.page.locator(".dsv-title", has_text=title)).first


def drag(page, box, start, end):
    """From one to another fraction of a box."""
    at = [(box["x"] + fx * box["width"], box["y"] + fy) for fx, fy in (start, end)]
    page.page.mouse.move(*at[0])
    page.page.mouse.down()
    page.page.mouse.move((at[0][0] + at[1][0]) / 2, at[1][1])
    page.page.mouse.move(*at[1])
    page.page.mouse.up()


def test_expert_load_and_indexer_are_driven_and_linked(open_page):
    cells = [SETUP, "load = ExpertLoad(trace, selection)\nload", "picks = LightningIndexer(trace, selection)\npicks"]
    page = open_page("load.ipynb", cells, height=1300)
    drawn = page.wait_drawn("Expert load", "d.experts === 16")
    expected = page.kernel(
        "__import__('dsv4lab.analysis.expert_load').analysis.expert_load.expert_load(trace).rate.values.tolist()"
    )
    assert drawn["rates"] == [pytest.approx(row, rel=1e-6) for row in expected]

    load = view(page, "Expert load")
    canvas = load.locator("canvas").nth(2)
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    page.page.mouse.click(box["x"] + 5.5 * drawn["cell"], box["y"] + 16 + 4.5 * drawn["tall"])
    clicked = page.wait_drawn("Expert load", "d.picked[0] === 4 && d.picked[1] === 5 && d.detail.expert === 5")
    page.kernel_is("(selection.layer, selection.expert)", (4, 5))
    used = page.kernel("int((trace.part('routing', 'expert', layer=4) == 5).any(-1).sum())")
    assert clicked["detail"]["count"] == used
    load.get_by_label("order of experts").select_option("load")
    ordered = page.wait_drawn("Expert load", "d.orders[4].some((e, i) => e !== i)")
    rates = [ordered["rates"][4][e] for e in ordered["orders"][4]]
    assert rates == sorted(rates, reverse=True)

    drag(page, load.locator(".dsv-load-range").bounding_box(), (0.4, 8), (0.7, 8))
    brushed = page.wait_drawn("Expert load", "d.first > 0")
    page.kernel_is("(selection.query_first, selection.query_last)", (brushed["first"], brushed["last"]))
    assert 60 < brushed["first"] < 110 and 140 < brushed["last"] < 190
    load.get_by_role("button", name="table").click()
    expect(load.locator(".dsv-pane-table tbody tr")).to_have_count(6)
    load.get_by_role("button", name="table").click()

    indexer = view(page, "Indexer picks")
    before = page.wait_drawn("Indexer picks", "d.layer === 4 && d.marks > 0")
    overview = indexer.locator("canvas").first
    overview.scroll_into_view_if_needed()
    drag(page, overview.bounding_box(), (0.25, 110), (0.6, 140))
    region = page.wait_drawn("Indexer picks", f"d.region.join() !== '{','.join(map(str, before['region']))}'")
    first, end, left, right = region["region"]
    inside = page.kernel(
        "sum(1 for q, row in enumerate(trace.part('indexer', 'entry', layer=4)) for e in row "
        f"if {first} <= q < {end} and e >= 0 and {left} - 4 < e * 4 < {right})"
    )
    assert region["marks"] == inside
    drag(page, overview.bounding_box(), (0.2, 6), (0.3, 6))
    needle = page.wait_drawn(
        "Indexer picks", "d.panel === 'needle' && d.needle && d.needle[0] < 60 && d.ranks.length === 2"
    )
    page.kernel_is("(selection.query_first, selection.query_last)", tuple(needle["needle"]))
    indexer.get_by_role("button", name="random control").click()
    page.wait_drawn("Indexer picks", "d.shows === 'control'")
    indexer.get_by_label("panel below").select_option("recall")
    page.wait_drawn("Indexer picks", "d.panel === 'recall'")
    indexer.get_by_text("measure_recall(session").wait_for()
    indexer.get_by_label("panel below").select_option("rank")
    detail = indexer.locator("canvas").nth(1)
    detail.scroll_into_view_if_needed()
    page.page.wait_for_timeout(200)
    box = detail.bounding_box()
    page.page.mouse.click(box["x"] + 54 + 0.3 * (box["width"] - 56), box["y"] + box["height"] / 2)
    followed = page.wait_drawn("Indexer picks", f"d.query >= {first} && d.query < {end}")
    assert followed["picked"] == 3
    token, entry = page.kernel("(selection.token, selection.entry)")
    assert first <= token < end and left <= entry * 4 + 3 and entry * 4 < right
    assert followed["query"] == token
    assert page.mistakes == []


def test_cost_is_driven_by_its_sliders(open_page):
    cells = [SETUP, "cost = Cost(trace)\ncost"]
    page = open_page("cost.ipynb", cells, height=1300)
    drawn = page.wait_drawn("Cost", "d.models.length === 4")
    assert [round(100 * row[3], 2) for row in drawn["published"]] == [27.15, 10.48, 10.18, 7.32]
    page.page.get_by_label("context", exact=True).focus()
    for _ in range(3):
        page.page.keyboard.press("ArrowLeft")
    assert page.wait_drawn("Cost", "d.length === 131072")["bytes"][2] == pytest.approx(463.8e6, abs=5e4)
    page.page.get_by_label("CSA rate").focus()
    page.page.keyboard.press("ArrowRight")
    changed = page.wait_drawn("Cost", "d.models.includes('what if')")
    page.kernel_is("cost.csa_rate", 8)
    assert changed["bytes"][4] < changed["bytes"][3]
    assert page.mistakes == []


@pytest.mark.skipif(not (TINY / "config.json").is_file(), reason="the shipped model is not here")
def test_131072_tokens_open_in_the_indexers_view_within_three_seconds(open_page):
    """A real run of the shipped model, tiled and labelled so; from opening the saved trace to the picture."""
    make = """
import time
import dsv4lab as lab
from dsv4lab.capture.tiling import tile
from dsv4lab.widgets.lightning_indexer import LightningIndexer
text = "Once upon a time there was a little fox. " * 80
real = lab.Session(lab.load()).generate(text, max_new_tokens=0, capture="indexer")
tile(real, 131_072).save("long.zarr")
"""
    show = "started = time.time()\nview = LightningIndexer(lab.Trace.open('long.zarr'))\nview"
    page = open_page("long.ipynb", [make, show])
    drawn = page.wait_drawn("Indexer picks", "d.tokens === 131072")
    seconds = time.time() - page.kernel("started")
    assert drawn["queries"] == 131_072 and "repeated" in drawn["tiled"] and drawn["codes"]["picked"] > 300
    sent = page.kernel("sum(len(value) for value in view.get_state().values() if isinstance(value, bytes))")
    print(f"131,072 tokens drawn {seconds:.2f} s after opening the file, {sent:,} bytes sent")
    assert seconds <= 3 and sent < 500_000
    assert page.mistakes == []

"""A sweep in the real JupyterLab and in a page: it runs, stops, is a map with keys, and a cell becomes the shown arm."""

from __future__ import annotations

from lab_driver import expect

SWEEP = """
import dsv4lab as lab
from dsv4lab import do
session = lab.Session(lab.load(engine="reference"))
session.generate("Once upon a time there was a little fox. The little fox had a red ball, and", max_new_tokens=12, seed=1)
e = lab.explore(session, link="layer=4&token=25&tab=What+if")
e
"""
GIVEN = """
ids = [int(i) for i in session.trace.values("tokens", "id")]
m = lab.sweep(session, ids, [do.each_picks(), do.each_stream(layers=[-1, 3, 7])], progress=False)
page = lab.explore(session.trace, sweep=m, link="layer=4&token=25&tab=What+if").to_html("swept.html")
"""


def click_cell(page, row: int, column: int) -> None:
    layout = page.drawn("What if")["sweep"]["layout"]
    x = layout["left"] + (column + 0.5) * layout["wide"]
    page.page.locator(".dsv-sweep-map").click(position={"x": x, "y": layout["top"] + (row + 0.5) * layout["tall"]})


def test_a_sweep_runs_stops_and_its_cells_become_the_shown_arm(open_page):
    page = open_page("sweep.ipynb", [SWEEP], width=1280, height=1000)
    page.wait_drawn("What if", "d.offers.length > 3")
    view = page.page.locator(".dsv-whatif")
    kinds = view.get_by_label("what to sweep")
    expect(kinds.locator("option")).to_have_count(3)
    expect(view.locator(".dsv-sweep-map")).to_be_hidden()
    kinds.select_option("expert")
    view.get_by_role("button", name="Sweep").click()
    drawn = page.wait_drawn("What if", "d.sweeping.of > 0 && d.sweeping.done > 1", timeout=60000)
    assert "s left" in drawn["sweeping"]["words"]
    view.get_by_role("button", name="Stop", exact=True).click()
    drawn = page.wait_drawn("What if", "d.sweeping.done === -1 && d.sweep", timeout=30000)
    assert drawn["sweeping"]["words"].startswith("Stopped")
    assert 0 < drawn["sweep"]["arms"] < page.kernel("e.session.model.config.n_routed_experts * 5")
    kinds.select_option("picks")
    view.get_by_role("button", name="Sweep").click()
    drawn = page.wait_drawn("What if", "d.sweep?.family === 'picks'", timeout=60000)
    title = drawn["sweep"]["title"]
    assert "nats a token; n=" in title and "arms with q < 0.05" in title and "[" in title
    click_cell(page, 1, 0)
    drawn = page.wait_drawn("What if", "d.edited && d.title", timeout=90000)
    assert drawn["edited"] == drawn["shown"] == "no picks in layer 4" and drawn["front"] == "edited"
    page.kernel_is("(e.selection.layer, e.runs.value)", (4, "no picks in layer 4"))
    page.page.keyboard.press("ArrowDown")
    drawn = page.wait_drawn("What if", "d.sweep.cell.row === 2")
    assert drawn["shown"] == "no picks in layer 6" and drawn["edited"] == "no picks in layer 4"
    own = page.kernel(
        "[float(x) for x in __import__('numpy').frombuffer(e.what_if.swept_change, '<f4').reshape(3, 3, -1)[2, 0][1:]]"
    )
    assert max(abs(a - b) for a, b in zip(drawn["change"][1:], own, strict=True)) < 1e-6
    view.get_by_role("button", name="numbers of the map").click()
    expect(view.locator(".dsv-sweep-table tbody tr")).to_have_count(9)
    view.get_by_role("button", name="numbers of the map").click()
    expect(page.page.locator(".dsv-sweep-map")).to_be_visible()
    page.page.locator(".dsv-sweep-map").press("Enter")
    drawn = page.wait_drawn("What if", "d.edited === 'no picks in layer 6' && d.title", timeout=90000)
    view.get_by_role("button", name="back to the plain run").click()
    page.wait_drawn("What if", "d.front === 'plain' && !d.sweep.cell")
    assert page.mistakes == []


def test_a_page_keeps_the_map_and_its_cells(open_page, lab, chromium):
    open_page("given.ipynb", [SWEEP, GIVEN])
    page = chromium.new_page(viewport={"width": 1100, "height": 900})
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    page.goto((lab.root / "swept.html").as_uri())
    drawn = "[...document.querySelectorAll('.dsv-whatif')].map(e => e.drawn)[0]"
    page.wait_for_function(f"() => {drawn}?.sweep?.family === 'picks'")
    expect(page.get_by_label("what to sweep")).to_be_hidden()
    page.locator(".dsv-sweep-map").focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_function(f"() => {drawn}.shown === 'no picks in layer 4'")
    assert max(map(abs, page.evaluate(f"{drawn}.change.filter(x => !Number.isNaN(x))"))) > 0.01
    page.get_by_label("which arms the map shows").select_option("stream")
    page.wait_for_function(f"() => {drawn}.sweep.family === 'stream' && {drawn}.sweep.arms === 12")
    page.get_by_label("what the colours of the map mean").select_option("change")
    page.wait_for_function(f"() => {drawn}.sweep.metric === 'change'")
    page.close()
    assert wrong == []

"""What if, in the real JupyterLab: an edit is tried by a click, shown beside the plain run and beside chance."""

from __future__ import annotations

from lab_driver import expect

EXPLORE = """
import dsv4lab as lab
session = lab.Session(lab.load(engine="reference"))
session.generate("Once upon a time there was a little fox. The little fox had a red ball, and", max_new_tokens=12, seed=1)
e = lab.explore(session, link="layer=4&token=25&tab=What+if")
e
"""


def test_an_edit_is_tried_by_a_click_and_every_view_follows(open_page):
    page = open_page("what_if.ipynb", [EXPLORE], width=1280, height=900)
    drawn = page.wait_drawn("What if", "d.offers.length > 3")
    assert drawn["edited"] == "" and drawn["change"] == []
    view = page.page.locator(".dsv-whatif")
    view.get_by_role("button", name="no sink in layer 4").click()
    drawn = page.wait_drawn("What if", "d.edited && d.title", timeout=60000)
    assert drawn["edited"] == "no sink in layer 4" and drawn["front"] == "edited" and drawn["banded"]
    own = page.kernel("[float(x) for x in e.trace.values('tokens','logprob') - e.other.values('tokens','logprob')][1:]")
    assert max(abs(a - b) for a, b in zip(drawn["change"][1:], own, strict=True)) < 1e-5
    assert "n=12 tokens" in drawn["title"] and "matched random arms" in drawn["title"]
    expect(view.locator(".dsv-note").last).to_contain_text("At 25:")
    view.locator(".dsv-whatif-word").nth(28).click()
    page.wait_drawn("What if", "d.token === 28")
    page.kernel_is("e.selection.token", 28)
    view.focus()
    page.page.keyboard.press("ArrowLeft")
    page.wait_drawn("What if", "d.token === 27")
    page.front("Attention")
    page.wait_drawn("Attention", "d.query === 27")
    assert page.kernel("[float(e.trace.part('attention', 'mass_sink', layer=4, query=27).max())]") == [0.0]
    page.front("What if")
    view.get_by_role("button", name="numbers as a table").click()
    view.locator("table tr").nth(31).wait_for()
    view.get_by_role("button", name="numbers as a table").click()
    view.get_by_role("button", name="back to the plain run").click()
    page.wait_drawn("What if", "d.front === 'plain'")
    page.kernel_is("e.runs.index", 0)
    assert page.mistakes == []

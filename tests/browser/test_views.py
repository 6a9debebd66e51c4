"""The views in the real JupyterLab: clicks, keys, hovering, hostile text, a restarted kernel. Steps are synthetic."""

from __future__ import annotations

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

EXPLORE = "from fake_session import FakeSession\nfrom dsv4lab.widgets.explorer import Explorer\n"
HOSTILE = [
    b"<script>window.broken = 1</script>",
    b"<img src=x onerror='window.broken = 1'>",
    b"\n",
    b" \xf0\x9f\x98\x80",
    b" \xe2\x82",
    b"\xac",
    b"&lt;",
    b"\t",
]


def start(page, button="Run"):
    page.page.locator(".jp-OutputArea").get_by_role("button", name=button).first.click()


def test_run_click_keys_and_hover_reach_the_other_views(open_page):
    page = open_page("keys.ipynb", [EXPLORE + "e = Explorer(FakeSession(0.01), prompt='Once', max_new_tokens=40)\ne"])
    start(page)
    page.wait_drawn("Experts chosen", "d.tokens === 52")
    page.wait_drawn("Attention", "d.query === 51")
    page.page.locator(".dsv-token").nth(30).click()
    attention = page.wait_drawn("Attention", "d.query === 30")
    assert attention["shares"] and all(abs(sum(row) - 1) < 1e-6 for row in attention["shares"])
    assert page.wait_drawn("Experts chosen", "d.picked === 30 && d.detail.token === 30")["layer"] == 2
    assert page.kernel("e.selection.token") == 30

    before = page.page.locator(".jp-Notebook .jp-Cell").count()
    page.page.keyboard.press("ArrowRight")
    page.wait_drawn("Attention", "d.query === 31")
    for key in ("b", "d", "d", "a"):  # shortcuts that would add or delete cells if JupyterLab saw them
        page.page.keyboard.press(key)
    assert page.page.locator(".jp-Notebook .jp-Cell").count() == before
    page.page.locator(".dsv").filter(has_text="Experts chosen").first.focus()
    page.page.keyboard.press("ArrowDown")
    page.wait_drawn("Attention", "d.layer === 3")
    page.page.keyboard.press("ArrowUp")
    page.wait_drawn("Attention", "d.layer === 2")
    page.page.keyboard.press("Escape")
    page.wait_drawn("Attention", "d.query === 51")

    canvas = page.page.locator(".dsv").filter(has_text="Attention").locator("canvas").last
    box = canvas.bounding_box()
    page.page.mouse.move(box["x"] + 52, box["y"] + 30)
    lit = page.wait_drawn("Tokens", "d.lit.length > 0")["lit"]
    assert lit == page.kernel("e.strip.trace.part('compressor', 'source_token', layer=2, entry=0)[4:8].tolist()")
    assert "entry 0" in page.page.locator(".dsv-facts").first.inner_text()
    assert page.mistakes == []


def test_clicking_an_expert_marks_every_cell_that_used_it(open_page):
    page = open_page("expert.ipynb", [EXPLORE + "e = Explorer(FakeSession(), prompt='x', max_new_tokens=20)\ne"])
    start(page)
    page.wait_drawn("Experts chosen", "d.tokens === 32 && d.highlighted === 0")
    page.page.locator(".dsv-table tbody tr").first.click()
    drawn = page.wait_drawn("Experts chosen", "d.highlighted > 0")
    used = page.kernel("int((e.trace.part('routing', 'expert', layer=2) == e.selection.expert).any(-1).sum())")
    assert 0 < drawn["highlighted"] <= used
    assert page.mistakes == []


def test_stop_ends_the_run_from_the_page(open_page):
    page = open_page("stop.ipynb", [EXPLORE + "e = Explorer(FakeSession(0.05), prompt='x', max_new_tokens=2000)\ne"])
    start(page)
    page.wait_drawn("Experts chosen", "d.tokens > 16")
    start(page, "Stop")
    page.page.wait_for_function("() => document.querySelector('.dsv-status').textContent.includes('Ended')")
    assert page.kernel("e.running") is False
    assert page.mistakes == []


def test_tokens_never_become_markup(open_page):
    code = EXPLORE + f"e = Explorer(FakeSession(words={HOSTILE!r}), prompt='<b>x</b>', max_new_tokens=24)\ne"
    page = open_page("hostile.ipynb", [code])
    start(page)
    drawn = page.wait_drawn("Tokens", "d.pieces.length === 36")
    assert page.page.locator(".dsv script, .dsv img").count() == 0
    assert page.page.evaluate("() => window.broken") is None
    shown = page.page.locator(".dsv-token").all_text_contents()
    assert [piece.replace("\n", "⏎\n") for piece in drawn["pieces"]] == shown
    assert "⟨AC⟩" in shown and " 😀" in shown
    page.page.locator(".dsv-token").nth(shown.index("⟨AC⟩")).click()
    page.wait_drawn("Attention", f"d.query === {shown.index('⟨AC⟩')}")
    assert page.mistakes == []


def test_a_restarted_kernel_is_announced_and_two_explorers_stay_apart(open_page):
    cells = [EXPLORE + f"e{n} = Explorer(FakeSession(), prompt='x', max_new_tokens={n})\ne{n}" for n in (5, 9)]
    page = open_page("two.ipynb", cells)
    for n in range(2):
        page.page.locator(".jp-OutputArea").get_by_role("button", name="Run").nth(n).click()
    page.page.wait_for_function(
        "() => [...document.querySelectorAll('.dsv')].filter(e => e.drawn?.pieces)"
        ".map(e => e.drawn.pieces.length).join() === '17,21'"
    )
    page.page.locator(".dsv-strip").nth(1).locator(".dsv-token").nth(3).click()
    page.page.wait_for_function("() => document.querySelectorAll('.dsv-token.picked').length === 1")
    assert page.kernel("(e5.selection.token, e9.selection.token)") == (-1, 3)
    assert page.page.locator(".dsv-gone").first.is_hidden()
    page.command("kernelmenu:restart")
    page.page.locator(".dsv-gone").first.wait_for(state="visible", timeout=30000)
    assert "Run its cell again" in page.page.locator(".dsv-gone").first.inner_text()

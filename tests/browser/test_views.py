"""The views in the real JupyterLab: clicks, keys, hovering, hostile text, a restarted kernel. Steps are synthetic."""

from __future__ import annotations

from pathlib import Path

import pytest
from lab_driver import CURRENT, expect

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

# Two views are in sight, so that both are followed.
EXPLORE = (
    "import functools\nfrom fake_session import FakeSession\nfrom dsv4lab.widgets.explorer import Explorer as One\n"
    "Explorer = functools.partial(One, link='layer=2&tab=Attention&beside=Experts+chosen')\n"
)
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


def attention(page):
    return page.page.locator(".dsv").filter(has=page.page.locator(".dsv-title:text-is('Attention')")).first


def in_sight(locator):
    """The box of an element after it was brought below the bar that stays on top."""
    locator.evaluate("e => e.scrollIntoView({block: 'center'})")
    return locator.bounding_box()


def start(page, button="Run"):
    page.page.locator(".jp-OutputArea").get_by_role("button", name=button).first.click()


def test_run_click_keys_and_hover_reach_the_other_views(open_page):
    page = open_page(
        "keys.ipynb",
        [EXPLORE + "e = Explorer(FakeSession(0.01), prompt='Once', max_new_tokens=40)\ne"],
    )
    start(page)
    page.wait_drawn("Experts chosen", "d.tokens === 52")
    page.wait_drawn("Attention", "d.query === 51")
    page.page.locator(".dsv-token").nth(30).click()
    drawn = page.wait_drawn("Attention", "d.query === 30")
    assert drawn["shares"] and all(abs(sum(row) - 1) < 1e-6 for row in drawn["shares"])
    assert page.wait_drawn("Experts chosen", "d.picked === 30 && d.detail.token === 30")["layer"] == 2
    page.kernel_is("e.selection.token", 30)

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

    canvas = attention(page).locator("canvas").last
    box = in_sight(canvas)
    page.page.mouse.move(box["x"] + 52, box["y"] + 30)
    lit = page.wait_drawn("Tokens", "d.lit.length > 0")["lit"]
    assert lit == page.kernel("e.strip.trace.part('compressor', 'source_token', layer=2, entry=0)[4:8].tolist()")
    expect(page.page.locator(".dsv-text .dsv-facts").first).to_contain_text("entry 0")
    assert page.mistakes == []


def test_clicking_an_expert_marks_every_cell_that_used_it(open_page):
    page = open_page(
        "expert.ipynb",
        [EXPLORE + "e = Explorer(FakeSession(), prompt='x', max_new_tokens=20)\ne"],
    )
    start(page)
    page.wait_drawn("Experts chosen", "d.tokens === 32 && d.highlighted === 0")
    page.page.locator(".dsv-table tbody tr").first.click()
    drawn = page.wait_drawn("Experts chosen", "d.highlighted > 0")
    used = page.kernel("int((e.trace.part('routing', 'expert', layer=2) == e.selection.expert).any(-1).sum())")
    assert 0 < drawn["highlighted"] <= used
    assert page.mistakes == []


def test_stop_ends_the_run_from_the_page(open_page):
    page = open_page(
        "stop.ipynb",
        [EXPLORE + "e = Explorer(FakeSession(0.05), prompt='x', max_new_tokens=2000)\ne"],
    )
    start(page)
    page.wait_drawn("Experts chosen", "d.tokens > 16")
    start(page, "Stop")
    page.page.wait_for_function("() => document.querySelector('.dsv-status').textContent.includes('Ended')")
    page.kernel_is("e.running", False)
    assert page.mistakes == []


def test_tokens_never_become_markup(open_page):
    code = (
        EXPLORE
        + f"e = Explorer(FakeSession(words={HOSTILE!r}), prompt='<b>x</b>', max_new_tokens=24, "
        + "link='layer=2&tab=Attention')\ne"
    )
    page = open_page("hostile.ipynb", [code])
    start(page)
    drawn = page.wait_drawn("Tokens", "d.pieces.length === 36")
    assert page.page.locator(".dsv script, .dsv img").count() == 0
    assert page.page.evaluate("() => window.broken") is None
    shown = page.page.locator(".dsv-token").all_text_contents()
    # Shown as they are, but for line ends and the markers' letters that few fonts have.
    assert [piece.replace("\n", "⏎\n").replace("<｜bos｜>", "<|bos|>") for piece in drawn["pieces"]] == shown
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
    page.kernel_is("(e5.selection.token, e9.selection.token)", (-1, 3))
    expect(page.page.locator(".dsv-gone").first).to_be_hidden()
    page.command("kernelmenu:restart")
    page.page.locator(".dsv-gone").first.wait_for(state="visible", timeout=30000)
    expect(page.page.locator(".dsv-gone").first).to_contain_text("Run its cell again")


def test_every_control_is_reached_by_keys_and_focus_can_leave(open_page):
    code = EXPLORE + "e = Explorer(FakeSession(), prompt='Once', max_new_tokens=30)\ne.run(wait=True)\ne"
    page = open_page("tabbing.ipynb", [code])
    page.wait_drawn("Attention", "d.query === 41")
    page.page.locator("textarea").first.focus()
    wanted = {"BUTTON:Run", "BUTTON:Settings", "SELECT:colour tokens by", "SELECT:colour cells by", "SELECT:what is drawn",
              "INPUT:find text in the tokens; Enter goes to the next place", "DIV:Tokens", "DIV:Experts chosen",
              "DIV:Attention", "BUTTON:numbers as a table", "TR:expert"}  # fmt: skip
    reached, outside = set(), False
    for _ in range(80):
        page.page.keyboard.press("Tab")
        name = page.page.evaluate(
            """() => { const e = document.activeElement, own = ':scope > .dsv-head > .dsv-title';
              const name = e.querySelector?.(own)?.textContent ?? e.getAttribute('aria-label') ?? e.textContent;
              return [`${e.tagName}:${name.trim().slice(0, 60)}`, !e.closest('.dsv-explorer')] }"""
        )
        reached.add("TR:expert" if name[0].startswith("TR:expert") else name[0])
        if outside := name[1]:
            break
    assert wanted <= reached, wanted - reached
    assert outside, "Tab must leave the explorer"
    assert page.mistakes == []


def test_text_is_searched_ranges_are_chosen_and_numbers_stand_in_a_table(open_page):
    code = EXPLORE + "e = Explorer(FakeSession(), prompt='Once', max_new_tokens=30)\ne.run(wait=True)\ne"
    page = open_page("search.ipynb", [code])
    tokens = page.wait_drawn("Tokens", "d.pieces.length === 42")["pieces"]
    box = page.page.get_by_label("find text in the tokens; Enter goes to the next place").first
    box.fill("cat")
    found = page.wait_drawn("Tokens", "d.found.length > 0")["found"]
    assert found == [i for i, piece in enumerate(tokens) if "cat" in piece]
    box.press("Enter")
    page.wait_drawn("Attention", f"d.query === {found[0]}")
    box.press("Enter")
    page.wait_drawn("Attention", f"d.query === {found[1]}")
    box.press("Escape")
    page.page.locator(".dsv-token").nth(12).click()
    page.page.locator(".dsv-token").nth(20).click(modifiers=["Shift"])
    page.wait_drawn("Tokens", "d.range.join() === '12,20'")
    page.kernel_is("(e.selection.query_first, e.selection.query_last, e.selection.token)", (12, 20, 12))
    page.page.keyboard.press("Shift+ArrowRight")
    page.wait_drawn("Tokens", "d.range.join() === '12,21'")
    page.page.keyboard.press("Escape")
    page.wait_drawn("Tokens", "d.range.join() === '-1,-1' && d.picked === -1")
    page.page.locator(".dsv-token").nth(30).click()
    page.wait_drawn("Attention", "d.query === 30")
    for title in ("Tokens", "Experts chosen", "Attention"):
        root = page.page.locator(".dsv").filter(has=page.page.locator(f".dsv-title:text-is('{title}')")).first
        root.get_by_role("button", name="numbers as a table").click()
        root.locator(".dsv-pane-table tbody tr").nth(3).wait_for()
        assert root.locator(".dsv-pane-table th").count() >= 4 and root.locator(".dsv-pane-table tbody tr").count() >= 4
    expect(attention(page).locator(".dsv-pane-table tbody tr").nth(2).locator("td").first).to_have_text("sink")
    cells = attention(page).locator(".dsv-pane-table tbody tr").nth(2).locator("td").all_text_contents()
    sink = page.kernel("e.attention.trace.part('attention', 'mass_sink', layer=2, query=30).tolist()")
    assert [float(cell) for cell in cells[1:]] == pytest.approx(sink, abs=5.1e-5)
    assert page.mistakes == []


def test_the_map_and_the_thumbnails_answer_to_the_pointer(open_page):
    code = EXPLORE + "e = Explorer(FakeSession(), prompt='Once', max_new_tokens=30)\ne.run(wait=True)\ne"
    page = open_page("far.ipynb", [code])
    page.wait_drawn("Attention", "d.query === 41")
    page.page.locator("select[aria-label='what is drawn']").first.select_option("map")
    drawn = page.wait_drawn("Attention", "d.mode === 'map' && d.queries === 42")
    places, canvas = drawn["places"], attention(page).locator("canvas").last
    box = in_sight(canvas)
    page.page.mouse.click(box["x"] + places["windowX"] + 1, box["y"] + places["top"] + 20.5 * places["row"])
    assert page.wait_drawn("Tokens", "d.picked === 20")
    page.page.locator("select[aria-label='what is drawn']").first.select_option("all")
    places = page.wait_drawn("Attention", "d.mode === 'all' && d.shape[0] === 6")["places"]
    box = in_sight(canvas)
    page.page.mouse.click(box["x"] + places["left"] + 2.5 * places["w"], box["y"] + places["top"] + 3.5 * places["h"])
    page.wait_drawn("Attention", "d.layer === 3 && d.head === 2")
    page.kernel_is("(e.selection.layer, e.selection.head)", (3, 2))
    assert page.mistakes == []


def test_closing_the_tab_during_a_run_breaks_nothing_and_two_copies_follow_each_other(open_page):
    cells = [
        EXPLORE + "e = Explorer(FakeSession(0.02), prompt='Once', max_new_tokens=60)\ne",
        "e.strip",
    ]
    page = open_page("closing.ipynb", cells)
    page.page.locator(".jp-OutputArea").get_by_role("button", name="Run").first.click()
    page.wait_drawn("Tokens", "d.pieces.length > 20")
    page.page.wait_for_function(
        "() => { const all = [...document.querySelectorAll('.dsv')].filter(e => e.drawn?.pieces);"
        " const [one, two] = all.map(e => e.drawn.pieces.length); return all.length === 2 && one === two && one > 20 }"
    )
    page.page.reload()  # the page is gone in the middle of the run; the kernel goes on
    page.page.wait_for_function(
        "() => window.jupyterapp && document.querySelector('.jp-Notebook .jp-Cell')", timeout=60000
    )
    page.page.wait_for_function(f"() => {CURRENT}?.sessionContext?.session?.kernel?.status === 'idle'", timeout=60000)
    page.kernel_is(
        "(e.running, len(e.trace), [t.name for t in __import__('threading').enumerate() if '_work' in t.name])",
        (False, 72, []),
    )
    page.run_all()  # the cells again: a new explorer, while the old one still exists
    page.page.locator(".jp-OutputArea").get_by_role("button", name="Run").first.click()
    page.wait_drawn("Tokens", "d.pieces.length === 72")


def test_a_front_end_without_widgets_prints_the_way_to_a_page():
    import nbclient
    import nbformat.v4 as v4

    code = f"import sys; sys.path.insert(0, {str(Path(__file__).parents[1] / 'fakes')!r})\n"
    code += "from synthetic_trace import synthetic_trace\nimport dsv4lab as lab\nlab.explore(synthetic_trace(20))"
    notebook = v4.new_notebook(cells=[v4.new_code_cell(code)])
    nbclient.NotebookClient(notebook, kernel_name="python3", store_widget_state=False).execute()
    first, second = (output["data"]["text/plain"] for output in notebook.cells[0].outputs)
    assert 'explore(trace).to_html("run.html")' in first and "It is not live" in second

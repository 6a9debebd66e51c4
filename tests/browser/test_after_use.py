"""What only a browser shows of views in use: a change of theme, menus, the pane, text from right to left, a saved run."""

from __future__ import annotations

import os

import pytest
from lab_driver import CURRENT, ROOT, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

# Two views are in sight, so that both are followed.
EXPLORE = (
    "import functools\nfrom fake_session import FakeSession\nfrom dsv4lab.widgets.explorer import Explorer as One\n"
    "Explorer = functools.partial(One, link='layer=2&tab=Attention&beside=Experts+chosen')\n"
)
LIVE = EXPLORE + "e = Explorer(FakeSession(), prompt='Once', max_new_tokens={tokens})\ne.run(wait=True)\ne"
ALONE = """
from synthetic_trace import synthetic_trace
from dsv4lab.widgets.{stem} import {name}
{name}(synthetic_trace(90, 12){options})
"""
VIEWS = {
    "token_strip": "TokenStrip", "expert_routing": "ExpertRouting", "sparse_attention": "SparseAttention",
    "hyper_connections": "HyperConnections", "compressor": "Compressor", "generation": "Generation",
    "expert_load": "ExpertLoad", "lightning_indexer": "LightningIndexer", "cost": "Cost",
    "follow_token": "FollowToken",
}  # fmt: skip
# Width and inked share of every picture that is in sight, and how much text the views hold.
INK = """() => [...document.querySelectorAll('.dsv')].filter(v => v.offsetParent).map(v => [
  v.querySelector('.dsv-title').textContent,
  ...[...v.querySelectorAll('canvas, svg')].filter(c => c.getClientRects().length).map(c => {
    if (c.tagName !== 'CANVAS') return [Math.round(c.getBoundingClientRect().width), c.childElementCount];
    const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; let n = 0;
    for (let i = 3; i < d.length; i += 4) if (d[i]) n++;
    return [c.width, Math.round(100 * n / d.length)]; })])"""
# How much of an element is seen between the bar that stays on top and the notebook's lower edge.
IN_BOX = """panel => { const p = panel.getBoundingClientRect();
  const low = panel.closest('.jp-WindowedPanel-outer').getBoundingClientRect().bottom;
  const high = document.querySelector('.dsv-top').getBoundingClientRect().bottom;
  return Math.min(p.bottom, low) - Math.max(p.top, high); }"""


# Left edges of the first and last letter of every piece of a view's heading, in the order they are written.
LEFT_OF = """title => {
  const root = [...document.querySelectorAll('.dsv')].find(e => e.querySelector('.dsv-title').textContent === title);
  const walk = document.createTreeWalker(root.querySelector('.dsv-facts'), NodeFilter.SHOW_TEXT), out = [];
  for (let n; n = walk.nextNode();) if (n.data.length) for (const i of [0, n.data.length - 1]) {
    const r = document.createRange(); r.setStart(n, i); r.setEnd(n, i + 1); out.push(r.getBoundingClientRect().left);
  }
  return out; }"""


def switch(page, theme: str) -> None:
    page.command("apputils:change-theme", {"theme": f"JupyterLab {theme}"})
    page.page.wait_for_function(f"() => document.body.dataset.jpThemeLight === '{str(theme == 'Light').lower()}'")
    page.page.wait_for_timeout(1000)


def settled(page, script: str):
    """What a script gives once it gives the same twice in half a second; after 20 seconds, whatever it gives."""
    before, now = None, page.page.evaluate(script)
    for _ in range(40):
        if now == before:
            break
        page.page.wait_for_timeout(500)
        before, now = now, page.page.evaluate(script)
    return now


def same_pictures(before, after) -> None:
    assert [one[0] for one in before] == [one[0] for one in after]
    for (title, *old), (_, *new) in zip(before, after, strict=True):
        assert len(old) == len(new), title
        for (wide, inked), (wide_now, inked_now) in zip(old, new, strict=True):
            # A scroll bar may come or go (15 pixels); what is drawn may differ where the themes' colours do.
            assert abs(wide_now - wide) <= 16 and inked_now >= 0.8 * inked, (title, old, new)


def test_every_view_is_still_there_after_the_theme_was_changed(open_page):
    cells = [ALONE.format(stem=stem, name=name, options="") for stem, name in VIEWS.items()]
    page = open_page("themes.ipynb", [*cells, LIVE.format(tokens=30)])
    page.page.wait_for_function(f"() => document.querySelectorAll('.dsv').length >= {len(VIEWS) + 5}")
    before = settled(page, INK)
    assert len(before) == len(VIEWS) + 4
    for theme in ("Dark", "Light", "Dark"):
        switch(page, theme)
        same_pictures(before, settled(page, INK))
    assert page.mistakes == []


def test_the_newest_column_stays_in_sight_after_the_theme_was_changed(open_page):
    page = open_page("newest.ipynb", [LIVE.format(tokens=150)])
    page.wait_drawn("Experts chosen", "d.tokens === 162")
    gap = (
        "() => { const g = document.querySelector('.dsv-grid'); return g.scrollWidth - g.clientWidth - g.scrollLeft; }"
    )
    page.page.wait_for_function(f"() => ({gap})() <= 1")
    for theme in ("Dark", "Light", "Dark"):
        switch(page, theme)
        page.page.wait_for_function(f"() => ({gap})() <= 1")
    page.page.locator(".dsv-grid").hover()
    page.page.mouse.wheel(-300, 0)  # who scrolls back stays there
    page.page.wait_for_timeout(800)
    assert page.page.evaluate(gap) >= 200


@pytest.mark.parametrize("width", [1440, 1280])
def test_what_a_menu_chooses_comes_into_sight(open_page, width):
    page = open_page(f"menus{width}.ipynb", [LIVE.format(tokens=110)], width=width, height=900)
    page.wait_drawn("Experts chosen", "d.tokens === 122")
    page.page.locator(".dsv-explorer").scroll_into_view_if_needed()
    for title, panels in (
        ("Indexer", ["overlap", "recall", "needle", "rank"]),
        ("Expert load", ["together", "ranks", "expert"]),
    ):
        page.front(title)
        name = "Indexer picks" if title == "Indexer" else title
        page.wait_drawn(name, "d.panel")
        view = page.page.locator(".dsv").filter(has=page.page.locator(f".dsv-title:text-is('{name}')"))
        seen = set()
        for panel in panels:
            view.locator("select[data-trait=panel]").select_option(panel)
            page.wait_drawn(name, f"d.panel === '{panel}'")
            page.page.wait_for_timeout(900)
            inside = view.locator(".dsv-panel").first.evaluate(IN_BOX)
            tall = view.locator(".dsv-panel").first.evaluate("e => e.getBoundingClientRect().height")
            assert inside >= min(tall, 120) - 1, (title, panel, inside, tall)
            assert view.locator("select[data-trait=panel]").evaluate(IN_BOX) > 10  # and the menu stays
            seen.add(view.screenshot())
        assert len(seen) == len(panels), f"{title}: two choices show the same pixels"


def test_an_expert_in_the_ranking_marks_its_tokens_in_the_text_and_moves_nothing(open_page):
    page = open_page("expert.ipynb", [LIVE.format(tokens=30)])
    page.wait_drawn("Experts chosen", "d.tokens === 42")
    rows = page.page.locator(".dsv-place-routing .dsv-table tbody tr")
    # Against the pane, not the screen: the click itself may scroll the notebook.
    place = """e => { const pane = e.closest('.dsv'), top = pane.getBoundingClientRect().top;
      return [pane.scrollTop, ...[e, pane.querySelector('.dsv-grid')].map(n => n.getBoundingClientRect().top - top)]; }"""
    rows.first.scroll_into_view_if_needed()
    before = rows.first.evaluate(place)
    rows.first.click()
    drawn = page.wait_drawn("Tokens", "d.taken.length > 0")
    expected = page.kernel(
        "[int(t) for t in (e.trace.part('routing', 'expert', layer=2) == e.selection.expert).any(-1).nonzero()[0]]"
    )
    assert drawn["taken"] == expected
    expect(page.page.locator(".dsv-token.taken")).to_have_count(len(expected))
    page.page.wait_for_function("() => document.querySelector('.dsv-uses li')")
    assert rows.first.evaluate(place) == before


def test_text_from_right_to_left_turns_no_sentence_round_and_hidden_signs_are_shown(open_page):
    words = [" שלום", " עולם", " 12", " \u202eevil", " tail"]
    cell = LIVE.format(tokens=20).replace("FakeSession()", f"FakeSession(words={[w.encode() for w in words]!r})")
    page = open_page("bidi.ipynb", [cell])
    page.page.wait_for_function("() => document.querySelectorAll('.dsv-token').length >= 32")
    texts = settled(page, "[...document.querySelectorAll('.dsv-token')].map(e => e.textContent)")
    assert any("⟨U+202E⟩evil" in text for text in texts) and not any("\u202e" in text for text in texts)
    isolated = page.page.evaluate(
        "[...new Set([...document.querySelectorAll('.dsv-token')].map(e => getComputedStyle(e).unicodeBidi))]"
    )
    assert isolated == ["isolate"]
    for word in (" שלום", " \u202eevil", " עולם"):
        at = next(i for i, text in enumerate(texts) if text.strip() in (word.strip(), "⟨U+202E⟩evil") and i > 3)
        page.page.locator(".dsv-token").nth(at).click()
        page.wait_drawn("Attention", f"d.query === {at}")
        page.page.wait_for_timeout(300)
        for title in ("Tokens", "Attention"):
            places = page.page.evaluate(LEFT_OF, title)
            firsts = places[::2]
            assert firsts == sorted(firsts), (title, word, places)  # the parts stand in the order they are written
        assert "\u202e" not in page.page.evaluate("document.querySelector('.dsv-explorer').textContent")


def test_ctrl_enter_in_the_prompt_runs_it_and_leaves_the_cell_alone(open_page):
    page = open_page(
        "ctrl.ipynb",
        [EXPLORE + "e = Explorer(FakeSession(), prompt='Once', max_new_tokens=5)\ne"],
    )
    count = page.page.evaluate(f"() => {CURRENT}.content.widgets[0].model.executionCount")
    page.page.locator(".dsv-explorer textarea").click()
    page.page.keyboard.type(" upon")
    page.page.keyboard.press("Control+Enter")
    page.page.wait_for_function("() => /Done: 5/.test(document.querySelector('.dsv-status').textContent)")
    page.kernel_is("'upon' in e.session.asked['prompt']", True)
    assert page.page.evaluate(f"() => {CURRENT}.content.widgets[0].model.executionCount") == count


def test_a_live_run_saved_with_its_widgets_opens_whole_without_a_kernel_and_says_so(chromium, lab, monkeypatch):
    import nbformat
    import nbformat.v4 as v4
    from nbclient import NotebookClient
    from nbformat.sign import NotebookNotary

    cells = [
        EXPLORE + "e = Explorer(FakeSession(0.01), prompt='Once', max_new_tokens=60)\ne",
        "e.run(wait=True)",
    ]
    notebook = v4.new_notebook(cells=[v4.new_code_cell(cell) for cell in cells])
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), str(ROOT / "tests" / "fakes")]))
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    nbformat.write(notebook, lab.root / "kept.ipynb")
    NotebookNotary(data_dir=str(lab.root.parent / "data")).sign(notebook)  # Lab draws the widgets of trusted ones only
    page = Page(chromium, lab, "kept.ipynb")
    tokens = page.wait_drawn("Tokens", "d.pieces.length === 72")
    assert tokens["total"] == 72 and len(tokens["values"]) == 72
    routing = page.wait_drawn("Experts chosen", "d.tokens === 72")
    assert routing["picked"] == routing["detail"]["token"] == 71
    assert page.drawn("Attention")["query"] == 71
    expect(page.page.locator(".dsv.gone .dsv-gone").first).to_be_visible()
    page.page.locator(".dsv-group-views [role=tab]").filter(has_text="Compressor").first.click()
    words = page.page.locator(".dsv").filter(has=page.page.locator(".dsv-title:text-is('Compressor')")).first
    words.get_by_text("not looked at before the notebook was saved").wait_for()
    expect(words).to_contain_text("to_html")
    page.close()


THREE_STREAMS = """
import dataclasses, synthetic_trace
from dsv4lab.widgets.hyper_connections import HyperConnections
synthetic_trace.CONFIG = dataclasses.replace(synthetic_trace.CONFIG, hc_mult=3)
h = HyperConnections(synthetic_trace.synthetic_trace(90, 12))
h.selection.layer, h.selection.site = 2, 1
h
"""


def test_streams_are_told_as_they_are(open_page):
    page = open_page("streams.ipynb", [THREE_STREAMS])
    drawn = page.wait_drawn("Residual streams", "d.layer === 2 && d.site === 1")
    assert len(drawn["pre"]) == 3 and abs(sum(drawn["pre"]) - 1) > 0.01  # no shares: they need not sum to one
    view = page.page.locator(".dsv").first
    expect(view).to_contain_text("evenly mixed would be 0.67")
    said = view.inner_text()  # 1 - 1/3, not the 0.75 of four streams
    assert "how strongly" in said and "share of" not in said.split("(pre")[0].rsplit("\n", 1)[-1]
    error = page.kernel("h.facts['sinkhorn_error']")
    assert float(error) > 1e-5 and "rows miss 1 by at most" in said  # columns sum to one, rows only nearly
    view.locator(".dsv-numbers").click()
    view.locator("table th").first.wait_for()
    headings = view.locator("table th").all_inner_texts()
    assert "norm before the layer" in headings and "pre" in headings and len(headings) == 3 + 4


def test_the_indexer_lights_only_its_own_layer_and_tells_what_the_control_does_not_change(open_page):
    page = open_page("own_layer.ipynb", [LIVE.format(tokens=60)])
    page.wait_drawn("Experts chosen", "d.tokens === 72")
    page.front("Indexer")
    view = page.page.locator(".dsv").filter(has=page.page.locator(".dsv-title:text-is('Indexer picks')"))
    dots = view.locator(".dsv-panel svg rect")
    for layer, lit in ((4, True), (3, False)):  # layer 3 has no indexer: the view stays on another one, and says so
        page.kernel(f"setattr(e.selection, 'layer', {layer})")
        page.wait_drawn("Indexer picks", "d.panel === 'rank'")
        page.page.wait_for_timeout(500)
        said = expect(view)
        (said.not_to_contain_text if lit else said.to_contain_text)(f"layer {layer} has no indexer")
        dots.first.scroll_into_view_if_needed()
        dots.first.hover()
        page.page.wait_for_timeout(500)  # for what shall not happen
        page.kernel_is("int(e.selection.hover_entry) >= 0", lit)
        page.page.mouse.move(2, 2)
        page.page.wait_for_timeout(300)
    page.kernel("setattr(e.selection, 'layer', 4)")
    expect(view).not_to_contain_text("The real ranking")
    view.get_by_role("button", name="random control").click()
    view.get_by_text("The real ranking, not the control's").wait_for()
    for field, token in (("query_last", 31), ("query_first", 16)):  # the needle that is looked for
        page.kernel(f"setattr(e.selection, '{field}', {token})")
    view.locator("select[data-trait=panel]").select_option("needle")
    view.get_by_text("picked it in the control").wait_for()

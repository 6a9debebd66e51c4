"""The explorer's room in the real JupyterLab: what stays in sight, what does not move, and whether it can be read."""

from __future__ import annotations

import pytest
from lab_driver import expect
from legibility import illegible

from dsv4lab.widgets.registry import registered

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

SAVED = """
from synthetic_trace import synthetic_trace
from dsv4lab.widgets.explorer import Explorer
e = Explorer(synthetic_trace(160), link={link!r})
e
"""
LIVE = """
from fake_session import FakeSession
from dsv4lab.widgets.explorer import Explorer
e = Explorer(FakeSession(0.03), prompt='Once', max_new_tokens=90, link={link!r})
e
"""
TITLES = [view.title for view in registered() if view.slot == "tab"]
TO_TOP = """() => { const e = document.querySelector('.dsv-explorer'), s = e.closest('.jp-WindowedPanel-outer');
  s.scrollTop += e.getBoundingClientRect().top - s.getBoundingClientRect().top; }"""
TOPS = """() => Object.fromEntries([...document.querySelectorAll('.dsv-explorer .dsv')].filter(v => v.offsetParent).flatMap(
  v => [['view', v], ['body', v.querySelector('.dsv-body')]].map(([what, e]) =>
    [v.querySelector('.dsv-title').textContent + ' ' + what,
     Math.round(e.getBoundingClientRect().top - document.querySelector('.dsv-explorer').getBoundingClientRect().top)])))"""
# Boxes inside the views that scroll up and down by themselves, and have something to scroll.
SCROLLING = """() => [...document.querySelectorAll('.dsv-views *')].filter(e => e.offsetParent
  && ['auto', 'scroll'].includes(getComputedStyle(e).overflowY) && e.scrollHeight > e.clientHeight + 1)
  .map(e => e.className)"""


def to_top(page) -> None:
    page.page.wait_for_timeout(600)
    page.page.evaluate(TO_TOP)
    page.page.wait_for_timeout(300)


def settled(page) -> None:
    page.page.wait_for_timeout(700)


@pytest.mark.parametrize(
    "link", ["layer=2&tab=Attention&beside=Experts+chosen", "layer=2&tab=Indexer", "tab=Next+token"]
)
def test_no_view_moves_while_the_text_is_written(open_page, link):
    page = open_page(f"still{hash(link) % 997}.ipynb", [LIVE.format(link=link)], width=1440, height=900)
    to_top(page)
    page.page.locator(".jp-OutputArea").get_by_role("button", name="Run").first.click()
    page.wait_drawn("Tokens", "d.pieces.length > 13")
    page.page.wait_for_timeout(250)
    tops = [page.page.evaluate(TOPS)]
    for count in (50, 100):
        page.wait_drawn("Tokens", f"d.pieces.length > {count}")
        tops.append(page.page.evaluate(TOPS))
    page.page.wait_for_function("() => /Done/.test(document.querySelector('.dsv-status').textContent)")
    settled(page)
    tops.append(page.page.evaluate(TOPS))
    assert len(tops[0]) >= 4 and all(one == tops[0] for one in tops), tops
    assert page.mistakes == []


def test_bar_and_text_stay_in_sight_while_a_view_scrolls(open_page):
    page = open_page("sticky.ipynb", [SAVED.format(link="layer=4&token=100&tab=Indexer")], width=1280, height=720)
    to_top(page)
    page.wait_drawn("Indexer picks", "d.query === 100")
    place = """() => { const s = document.querySelector('.jp-WindowedPanel-outer').getBoundingClientRect();
      return ['.dsv-top', '.dsv-layer', '.dsv-text', '.dsv-token.picked', '.dsv-shown .dsv-title'].map(name => {
        const r = document.querySelector(name).getBoundingClientRect(); return [r.top - s.top, r.bottom - s.bottom] }) }"""
    before = page.page.evaluate(place)
    page.page.locator(".dsv-shown").hover()
    page.page.mouse.wheel(0, 260)
    settled(page)
    after = page.page.evaluate(place)
    for (top, bottom), (was, _) in zip(after[:4], before[:4], strict=True):
        assert abs(top - was) <= 2 and top >= -1 and bottom <= 1, (before, after)
    assert after[4][0] < before[4][0] - 200  # the view itself went up
    expect(page.page.locator(".dsv-layer button").first).to_be_visible()
    assert page.mistakes == []


def test_no_view_scrolls_inside_what_scrolls_and_none_is_wider_than_its_place(open_page):
    page = open_page("boxes.ipynb", [SAVED.format(link="layer=4&token=150&expert=3")], width=1280, height=720)
    for title in TITLES:
        page.front(title)
        settled(page)
        assert page.page.evaluate(SCROLLING) == [], title
        wide = page.page.evaluate(
            "() => { const v = document.querySelector('.dsv-shown'); return v.scrollWidth - v.clientWidth }"
        )
        assert wide <= 1, title
    assert page.mistakes == []


def test_groups_and_views_are_reached_by_pointer_and_keys_and_only_what_is_seen_is_awake(open_page):
    page = open_page("tabs.ipynb", [SAVED.format(link="layer=2&token=40&tab=Attention")], width=1280, height=900)
    page.wait_drawn("Attention", "d.query === 40")
    page.page.locator(".dsv-groups [aria-selected=true]").focus()
    page.page.keyboard.press("ArrowRight")
    page.wait_drawn("Experts chosen", "d.picked === 40")
    page.kernel_is("(e.selection.tab, e.attention._asleep, e.routing._asleep)", ("Experts chosen", True, False))
    page.page.locator(".dsv-group-views [aria-selected=true]").focus()
    page.page.keyboard.press("ArrowRight")
    page.wait_drawn("Expert load", "d.experts === 16")
    page.page.locator(".dsv-groups [role=tab]").filter(has_text="Read").click()
    page.page.locator(".dsv-groups [role=tab]").filter(has_text="Route").click()  # where it was left
    page.page.wait_for_function("() => document.querySelector('.dsv-shown .dsv-title').textContent === 'Expert load'")
    expect(page.page.locator(".dsv-views > .dsv-shown")).to_have_count(1)
    page.page.get_by_role("button", name="next layer").click()
    page.page.locator(".dsv-layer select").select_option("4")
    page.kernel_is("e.selection.layer", 4)
    page.page.get_by_role("button", name="free token 40").click()
    page.wait_drawn("Tokens", "d.picked === -1")
    page.page.locator(".dsv-strip").click(position={"x": 60, "y": 20})
    page.page.keyboard.press("ArrowUp")
    page.kernel_is("e.selection.layer", 3)
    assert page.mistakes == []


def test_a_second_view_comes_by_a_button_or_where_there_is_room(open_page):
    page = open_page("two.ipynb", [SAVED.format(link="layer=2&token=40&tab=Attention")], width=1280, height=900)
    page.wait_drawn("Attention", "d.query === 40")
    shown = page.page.locator(".dsv-shown .dsv-title")
    expect(shown).to_have_text(["Attention"])
    page.page.get_by_role("button", name="Two views").click()
    page.wait_drawn("Experts chosen", "d.picked === 40")
    page.page.get_by_label("second view").select_option("Compressor")
    page.wait_drawn("Compressor", "d.token === 40")
    expect(shown).to_have_text(["Attention", "Compressor"])
    page.kernel_is("(e.selection.beside, e.routing._asleep)", ("Compressor", True))
    page.page.get_by_role("button", name="Two views").click()
    expect(shown).to_have_text(["Attention"])
    page.kernel_is("'beside=none' in e.link", True)
    page.kernel("setattr(e.selection, 'beside', '')")
    page.page.set_viewport_size({"width": 1900, "height": 900})
    expect(shown).to_have_count(2)
    tops = "[...document.querySelectorAll('.dsv-shown')].map(e => e.getBoundingClientRect().top)"
    page.page.wait_for_function(f"() => new Set({tops}).size === 1")  # beside each other
    page.kernel_is("e.room.titles_in_sight()", ["Attention", "Experts chosen"])
    assert page.mistakes == []


def test_full_screen_shows_the_explorer_alone_and_comes_back(open_page):
    page = open_page("full.ipynb", [SAVED.format(link="layer=2&token=40")], width=1280, height=800)
    page.wait_drawn("Tokens", "d.picked === 40")
    page.page.get_by_role("button", name="Full screen").click()
    page.page.wait_for_function("() => document.fullscreenElement?.classList.contains('dsv-explorer')")
    settled(page)
    expect(page.page.get_by_role("button", name="Full screen")).to_have_attribute("aria-pressed", "true")
    page.page.wait_for_function("() => document.querySelector('.dsv-text').clientHeight > 0.6 * innerHeight")
    page.page.evaluate("() => document.exitFullscreen()")
    page.page.wait_for_function("() => !document.fullscreenElement")
    settled(page)
    expect(page.page.locator(".dsv-shown").first).to_be_visible()
    assert page.mistakes == []


def test_the_edge_of_the_text_is_dragged_and_moved_by_keys_and_the_text_is_put_away(open_page):
    page = open_page("edge.ipynb", [SAVED.format(link="layer=2&token=40")], width=1280, height=800)
    page.wait_drawn("Tokens", "d.picked === 40")
    to_top(page)
    wide = "() => document.querySelector('.dsv-text').getBoundingClientRect().width"
    before = page.page.evaluate(wide)
    box = page.page.locator(".dsv-handle").bounding_box()
    page.page.mouse.move(box["x"] + 5, box["y"] + 60)
    page.page.mouse.down()
    page.page.mouse.move(box["x"] + 155, box["y"] + 60, steps=4)
    page.page.mouse.up()
    settled(page)
    assert page.page.evaluate(wide) == pytest.approx(before + 150, abs=8)
    page.page.locator(".dsv-handle").focus()
    for _ in range(3):
        page.page.keyboard.press("ArrowLeft")
    settled(page)
    share = page.kernel("e.room.share")
    assert page.page.evaluate(wide) < before + 110 and 0.3 < share < 0.45
    page.page.get_by_role("button", name="Text", exact=True).click()
    page.page.locator(".dsv-text").wait_for(state="hidden")
    page.page.get_by_role("button", name="Text", exact=True).click()
    page.page.locator(".dsv-text").wait_for(state="visible")
    assert page.mistakes == []


@pytest.mark.parametrize("width", [780, 390])
def test_where_it_is_narrow_the_text_stands_on_top_and_nothing_is_cut(open_page, width):
    page = open_page(f"narrow{width}.ipynb", [SAVED.format(link="layer=4&token=100")], width=width, height=800)
    page.command("application:toggle-left-area")
    settled(page)
    for title in ("Attention", "Experts chosen", "Expert load", "Residual streams", "Cost", "Follow a token"):
        page.front(title)
        settled(page)
        text, view, edge = page.page.evaluate(
            """() => { const r = n => document.querySelector(n).getBoundingClientRect(), e = r('.dsv-explorer');
            const far = [...document.querySelectorAll('.dsv-shown .dsv, .dsv-top, .dsv-roombar button, .dsv-text .dsv')]
              .filter(n => n.offsetParent && !n.closest('.dsv-groups')).map(n => n.getBoundingClientRect().right);
            const low = document.querySelector('.jp-WindowedPanel-outer').getBoundingClientRect().right;
            return [r('.dsv-text').bottom, r('.dsv-shown').top, Math.max(...far, e.right) - Math.min(e.right, low)]; }"""
        )
        assert text <= view and edge <= 1, (title, text, view, edge)
    assert page.mistakes == []


@pytest.mark.parametrize("dark", [False, True])
def test_every_text_of_every_view_is_large_and_strong_enough(open_page, dark):
    cell = SAVED.format(link="layer=4&token=150&expert=3&head=2&query_first=20&query_last=30")
    page = open_page(f"legible{dark}.ipynb", [cell], width=1440, height=2200, dark=dark)
    settled(page)
    looked = 0
    for title in TITLES:
        page.front(title)
        settled(page)
        if page.page.locator(".dsv-shown .dsv-ask").first.is_visible():  # a view without numbers says why instead
            page.page.locator(".dsv-shown .dsv-ask").first.click()
        count, bad = illegible(page.page.locator(".dsv-explorer"))
        assert bad == [], (title, bad)
        looked += count
    assert looked > 20 * len(TITLES)
    # The walk finds what is too small and what is too pale.
    page.page.locator(".dsv-look-for").first.evaluate("e => { e.style.fontSize = '11px' }")
    page.page.locator(".dsv-text .dsv-facts").first.evaluate("e => { e.style.color = '#808080' }")
    assert len(illegible(page.page.locator(".dsv-text"))[1]) >= 2
    assert page.mistakes == []


def test_a_view_is_explained_where_it_is_seen_with_the_numbers_of_the_chosen_token(open_page):
    cell = SAVED.format(link="layer=4&token=100&tab=Experts+chosen")
    page = open_page("explained.ipynb", [cell], width=1280, height=900)
    page.wait_drawn("Experts chosen", "d.detail.token === 100")
    view = page.page.locator(".dsv-shown .dsv").first
    assert view.locator(".dsv-look-for").inner_text() and view.locator(".dsv-mark-of").count() >= 3
    expect(view.locator(".dsv-help")).to_be_hidden()
    view.get_by_role("button", name="explain this view").click()
    expect(view.locator(".dsv-help > p")).to_have_count(3)
    first = "int(e.trace.part('routing', 'expert', layer=4, token=100)[0])"
    weight = page.kernel("float(e.trace.part('routing', 'weight', layer=4, token=100)[0])")
    view.locator(".dsv-symbol[data-symbol=weight]").hover()
    said = view.locator(".dsv-symbol-said")
    expect(said).to_contain_text(f"{weight:.3f}")
    expect(said).to_contain_text(f"expert {page.kernel(first)} of layer 4, token 100")
    page.front("Attention")
    page.wait_drawn("Attention", "d.query === 100")
    view = page.page.locator(".dsv-shown .dsv").first
    view.get_by_role("button", name="explain this view").click()
    view.locator(".dsv-symbol[data-symbol=sunk]").focus()
    sink = page.kernel("float(e.trace.part('attention', 'mass_sink', layer=4, query=100)[0])")
    expect(view.locator(".dsv-symbol-said b")).to_contain_text(":")
    number = float(view.locator(".dsv-symbol-said b").inner_text().split(":")[1].split()[0])
    assert number == pytest.approx(sink, abs=0.011)
    page.front("Residual streams")
    page.wait_drawn("Residual streams", "d.token === 100")
    view = page.page.locator(".dsv-shown .dsv").first
    view.get_by_role("button", name="explain this view").click()
    view.locator(".dsv-symbol[data-symbol=pre]").hover()
    pre = page.kernel("e.trace.part('mixing', 'pre', layer=4, site=0, token=100).tolist()")
    expect(view.locator(".dsv-symbol-said")).to_contain_text(", ".join(f"{value:.2f}" for value in pre))
    page.front("Follow a token")
    page.wait_drawn("Follow a token", "d.token === 100")
    view = page.page.locator(".dsv-shown .dsv").first
    view.get_by_role("button", name="explain this view").click()
    view.locator(".dsv-symbol[data-symbol=pre]").hover()
    expect(view.locator(".dsv-symbol-said")).to_contain_text("attention " + ", ".join(f"{value:.2f}" for value in pre))
    page.front("Experts at work")
    page.wait_drawn("Experts at work", "d.last === 100")
    view = page.page.locator(".dsv-shown .dsv").first
    view.get_by_role("button", name="explain this view").click()
    view.locator(".dsv-symbol[data-symbol=weight]").hover()
    share = page.kernel("float((lambda w: w[0] / w.sum())(e.trace.part('routing', 'weight', layer=4, token=100)))")
    said = f"{share:.2f} of the token's weight, expert {page.kernel(first)} of layer 4"
    expect(view.locator(".dsv-symbol-said")).to_contain_text(said)
    assert page.mistakes == []

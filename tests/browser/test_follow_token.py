"""Follow a token in the real JupyterLab and in the page: played, stepped, clicked; 43 layers without a scroll box."""

from __future__ import annotations

import pytest
from lab_driver import expect

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

TITLE = "Follow a token"
SETUP = """
from synthetic_trace import synthetic_trace
from dsv4lab.widgets.explorer import Explorer
from dsv4lab.widgets.follow_token import FollowToken
from dsv4lab.widgets.selection import Selection
trace, selection = synthetic_trace(80), Selection(layer=3, token=40)
"""
DEEP = """
from deep_trace import deep_trace
from dsv4lab.widgets.follow_token import FollowToken
from dsv4lab.widgets.selection import Selection
trace, selection = deep_trace(43, 256), Selection(layer=20, token=50)
FollowToken(trace, selection)
"""


def press(page, *keys):
    page.page.locator(".dsv-follow").first.focus()
    for key in keys:
        page.page.keyboard.press(key)


def point(page, what, layer, click=False):
    """Move the pointer to a part of the picture, found as the picture itself says where it lies."""
    canvas = page.page.locator(".dsv-follow canvas").first
    canvas.scroll_into_view_if_needed()
    hits = page.drawn(TITLE)["hits"]
    hit = next(one for one in hits if one["what"] == what and one["layer"] == layer)
    position = {"x": hit["x"] + hit["width"] / 2, "y": hit["y"] + hit["height"] / 2}
    (canvas.click if click else canvas.hover)(position=position)
    return hit


def card(page):
    return page.page.locator(".dsv-follow-card").first


def test_play_moves_the_pulse_and_then_the_token_and_keys_drive_it(open_page):
    page = open_page("follow.ipynb", [SETUP, "FollowToken(trace, selection)"], height=1000)
    rest = page.wait_drawn(TITLE, "d.token === 40 && d.at === null")
    assert rest["layer"] == 3 and sum(rest["mass"]) == pytest.approx(1, abs=1e-3)
    assert rest["experts"] == page.kernel("trace.part('routing', 'expert', layer=3, token=40).tolist()")
    press(page, "]", "]", " ")
    page.wait_drawn(TITLE, "d.playing && d.at > 1")
    page.wait_drawn(TITLE, "d.token > 41 && d.playing")
    page.kernel_is("selection.token > 40", True)  # the other views follow
    press(page, " ")
    paused = page.wait_drawn(TITLE, "!d.playing")
    page.page.wait_for_timeout(300)
    assert page.drawn(TITLE)["at"] == paused["at"]
    press(page, ".")
    # Paused in the answer, the path begins again from the chosen layer.
    stepped = page.wait_drawn(TITLE, f"d.at !== {paused['at']} && d.at % 0.25 === 0")["at"]
    assert paused["at"] > 6 or 0 < stepped - paused["at"] <= 0.25
    button = page.page.locator(".dsv-follow").get_by_role("button", name="Step")
    button.focus()
    page.page.keyboard.press("Enter")  # presses the button, and opens nothing
    page.wait_drawn(TITLE, f"d.at === {stepped + 0.25}")
    page.kernel_is("selection.tab", "")
    speed = page.drawn(TITLE)["speed"]
    press(page, "[")
    page.wait_drawn(TITLE, f"d.speed === {speed - 1}")
    token = page.drawn(TITLE)["token"]
    press(page, "ArrowRight")
    page.wait_drawn(TITLE, f"d.token === {token + 1} && d.at === null")
    layer = page.drawn(TITLE)["layer"]
    # It was paused somewhere: from the last layer the way leads up first.
    there, back = ("ArrowDown", "ArrowUp") if layer < 5 else ("ArrowUp", "ArrowDown")
    press(page, there)
    page.wait_drawn(TITLE, f"d.layer === {layer + (1 if there == 'ArrowDown' else -1)}")
    press(page, back)
    page.wait_drawn(TITLE, f"d.layer === {layer}")
    press(page, "Escape")
    page.wait_drawn(TITLE, "d.token === 79")  # free: the newest token
    page.kernel_is("selection.token", -1)
    assert page.mistakes == []


def test_playing_does_not_wait_for_python(open_page):
    page = open_page("ahead.ipynb", [SETUP, "f = FollowToken(trace, selection)\nf"])
    page.wait_drawn(TITLE, "d.token === 40")
    page.page.wait_for_timeout(800)  # the next tokens come by themselves
    page.page.evaluate(
        "() => { const k = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;"
        " k.requestExecute({ code: 'import time; time.sleep(6)' }); }"
    )
    press(page, "ArrowRight", "ArrowRight", "ArrowRight")
    page.wait_drawn(TITLE, "d.token === 43", timeout=2000)
    page.wait_drawn(TITLE, "d.token === 43 && d.lens !== undefined")
    page.page.wait_for_timeout(6000)
    page.kernel_is("f.path['token']", 43)


def test_a_click_on_a_part_opens_its_view_on_that_choice(open_page):
    code = "e = Explorer(trace, selection=selection)\ne"
    page = open_page("click.ipynb", [SETUP, code], width=1440, height=1100)
    page.wait_drawn(TITLE, "d.token === 40")
    expert = point(page, "expert", 4)
    for words in ("routed experts", str(expert["id"]), "dsv4lab/model/experts.py", "kB"):
        expect(card(page)).to_contain_text(words)
    point(page, "expert", 4, click=True)
    load = page.wait_drawn("Expert load", f"d.picked[0] === 4 && d.picked[1] === {expert['id']}")
    assert load["detail"]["expert"] == expert["id"]
    chosen = "(e.selection.layer, e.selection.site, e.selection.expert, e.selection.token, e.selection.tab)"
    page.kernel_is(chosen, (4, 1, expert["id"], 40, "Expert load"))
    for what, layer, title, tab in (
        ("window", 2, "Attention", "Attention"), ("streams", 1, "Residual streams", "Residual streams"),
        ("lens", 5, "Lens", "Lens"), ("entries", 3, "Compressor", "Compressor"), ("entries", 4, "Indexer picks", "Indexer"),
    ):  # fmt: skip
        page.page.get_by_role("tab", name=TITLE).first.click()
        page.page.wait_for_timeout(400)
        point(page, what, layer, click=True)
        page.page.wait_for_function(
            "title => [...document.querySelectorAll('.dsv')].some(e => e.offsetParent &&"
            " e.querySelector('.dsv-title').textContent === title)",
            arg=title,
        )
        page.kernel_is("(e.selection.layer, e.selection.tab)", (layer, tab))
    assert page.mistakes == []


def test_forty_three_layers_are_in_sight_at_once_without_a_box_that_scrolls(open_page):
    page = open_page("deep.ipynb", [DEEP], width=1280, height=900)
    drawn = page.wait_drawn(TITLE, "d.layers === 43 && d.token === 50")
    assert drawn["missing"] == {} and len(drawn["heights"]) == 43
    assert max(drawn["heights"]) == drawn["heights"][20] > 50 and min(drawn["heights"]) > 4
    assert sum(drawn["heights"]) < drawn["height"] <= 620
    scrolls = """() => [...document.querySelectorAll('.dsv-follow, .dsv-follow *')].filter(
      e => e.scrollHeight > e.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(e).overflowY)).length"""
    assert page.page.evaluate(scrolls) == 0
    small = """() => Math.min(...[...document.querySelectorAll('.dsv-follow, .dsv-follow *')]
      .filter(e => e.offsetParent && e.textContent.trim() && ![...e.children].some(c => c.textContent.trim()))
      .map(e => parseFloat(getComputedStyle(e).fontSize)))"""
    assert page.page.evaluate(small) >= 12
    press(page, "ArrowDown", "ArrowDown", "ArrowDown")
    page.wait_drawn(TITLE, "d.layer === 23 && d.heights.indexOf(Math.max(...d.heights)) === 23")
    point(page, "layer", 40)
    for words in ("layer 40", "compressor"):
        expect(card(page)).to_contain_text(words)
    page.page.get_by_role("button", name="numbers as a table").first.click()
    expect(page.page.locator(".dsv-pane-table tbody tr")).to_have_count(46)


def test_with_little_motion_the_pulse_stands_at_ends_of_layers(open_page):
    page = open_page("still.ipynb", [SETUP, "FollowToken(trace, selection)"])
    page.page.emulate_media(reduced_motion="reduce")
    page.wait_drawn(TITLE, "d.token === 40")
    press(page, " ")
    page.wait_drawn(TITLE, "d.playing && d.at >= 1")
    seen = []
    while len(set(seen)) < 3:
        seen.append(page.drawn(TITLE)["at"])
        page.page.wait_for_timeout(40)
    assert all(at % 1 == 0 for at in seen), seen
    press(page, " ")


def test_a_model_is_shown_as_a_plan_before_its_first_run_and_gaps_are_told(open_page):
    code = "from dsv4lab.config import FLASH\nFollowToken(config=FLASH)"
    thin = "FollowToken(synthetic_trace(40, groups=('tokens', 'routing')))"
    page = open_page("plan.ipynb", [SETUP, code, thin], height=1400)
    plan = page.wait_drawn(TITLE, "d.layers === 43")
    page.page.wait_for_function("() => document.querySelectorAll('.dsv-follow')[1]?.drawn?.token === 39")
    assert plan["token"] == -1
    expect(page.page.locator(".dsv-follow .dsv-facts").first).to_contain_text("nothing has been run")
    expect(page.page.locator(".dsv-follow-notes").nth(1)).to_contain_text("streams")
    notes = page.page.locator(".dsv-follow-notes").all_inner_texts()
    assert sorted(word for note in notes for word in ("attention", "lens", "mixing", "streams") if f"“{word}”" in note) == [
        "attention", "lens", "mixing", "streams",
    ]  # fmt: skip
    assert page.mistakes == []


def test_the_exported_page_plays_without_a_kernel(chromium, tmp_path):
    from synthetic_trace import synthetic_trace

    from dsv4lab.analysis.token_path import token_path
    from dsv4lab.widgets.explorer import Explorer

    trace = synthetic_trace(40)
    path = Explorer(trace, link="layer=2&token=20").to_html(tmp_path / "run.html")
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.context.set_offline(True)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"file://{path}")
    drawn = "document.querySelector('.dsv-follow').drawn"
    page.wait_for_function(f"() => {drawn}?.token === 20")
    found = token_path(trace, 20)
    assert page.evaluate(f"() => {drawn}.mass") == pytest.approx(found.mass[2].tolist(), abs=1e-4)
    assert page.evaluate(f"() => {drawn}.experts") == found.expert[2].tolist()
    page.locator(".dsv-follow").focus()
    for key in "]]] ":
        page.keyboard.press(key)
    page.wait_for_function(f"() => {drawn}.token > 22 && {drawn}.playing")
    page.keyboard.press(" ")
    page.wait_for_function(f"() => !{drawn}.playing && location.hash.includes('token=' + {drawn}.token)")
    assert errors == []
    page.close()

"""What a click costs the page: one message to the kernel, and styles only of what it changes. Counted, not timed."""

from __future__ import annotations

from typing import Any

import pytest
from lab_driver import Page

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

STORY = (
    "Once upon a time there was a little fox. The little fox had a red ball, and one day it ran into the dark wood. "
)
CELLS = [
    "import dsv4lab as lab\nsession = lab.Session(lab.load())\n"
    f"trace = session.generate({STORY!r} * 40, max_new_tokens=4, capture='standard')",
    "e = lab.explore(trace, link='layer=2&tab=Attention&beside=Experts+chosen')\ne",
]
TOKENS = "document.querySelectorAll('.dsv-token').length"
# What the page sends to the kernel as {"kind": n}, from now on.
SENT = """() => {
  const send = WebSocket.prototype.send;
  window.sent = [];
  WebSocket.prototype.send = function (data) {
    const text = typeof data === 'string' ? data : new TextDecoder().decode(data);
    const kind = text.match(/"msg_type": ?"([a-z_]+)"/);
    if (kind) window.sent.push(kind[1]);
    return send.call(this, data);
  };
}"""


def styled_during(page: Page, act: Any) -> list[int]:
    """Elements whose style the browser made again, for each time that it did."""
    client = page.page.context.new_cdp_session(page.page)
    events: list[dict[str, Any]] = []
    done: list[bool] = []
    client.on("Tracing.dataCollected", lambda found: events.extend(found["value"]))
    client.on("Tracing.tracingComplete", lambda _: done.append(True))
    categories = {"includedCategories": ["devtools.timeline"]}
    client.send("Tracing.start", {"transferMode": "ReportEvents", "traceConfig": categories})
    act()
    client.send("Tracing.end")
    while not done:
        page.page.wait_for_timeout(20)
    client.detach()
    return [event["args"]["elementCount"] for event in events if "elementCount" in event.get("args", {})]


def test_a_click_is_one_message_and_leaves_the_style_of_all_other_tokens_alone(open_page):
    page = open_page("redraw.ipynb", CELLS, width=1280, height=900)
    page.wait_drawn("Experts chosen", "d.detail.token > 0")
    tokens = page.page.evaluate(f"() => {TOKENS}")
    assert tokens > 1000
    page.page.locator(".dsv-token").nth(50).click()
    page.wait_drawn("Experts chosen", "d.detail.token === 50")
    page.page.evaluate(SENT)

    def click() -> None:
        page.page.evaluate("() => document.querySelectorAll('.dsv-token')[60].click()")
        page.wait_drawn("Tokens", "d.picked === 60")
        page.wait_drawn("Attention", "d.query === 60")
        page.wait_drawn("Experts chosen", "d.detail.token === 60")

    styled = styled_during(page, click)
    assert styled, "nothing was heard of the browser's styles"
    assert max(styled) < tokens / 2, f"{tokens} tokens, styles made again: {styled}"
    assert page.page.evaluate("() => window.sent.filter(kind => kind === 'comm_msg').length") == 1


LIVE = """
from fake_session import FakeSession
from dsv4lab.widgets.explorer import Explorer
e = Explorer(FakeSession(0.03), prompt='Once', max_new_tokens=60, link='layer=2&tab=Attention')
e
"""
MOVING = "() => document.getAnimations().filter(a => a.effect.target.closest('.dsv-explorer')).length"


def test_new_tokens_are_marked_for_a_moment_and_nothing_moves_by_itself_in_a_run(open_page):
    page = open_page("marked.ipynb", [LIVE], width=1280, height=900)
    page.page.locator(".jp-OutputArea").get_by_role("button", name="Run").first.click()
    page.page.wait_for_function("() => document.querySelectorAll('.dsv-token.new').length > 3")
    assert page.page.evaluate(MOVING) == 0, "an animation has the browser draw sixty times a second"
    line = page.page.evaluate("() => getComputedStyle(document.querySelector('.dsv-token.new')).boxShadow")
    assert line != "none"
    page.page.wait_for_function("() => document.querySelector('.dsv-status').innerText.includes('Done')")
    page.page.wait_for_function("() => !document.querySelector('.dsv-token.new')")


def test_the_menu_of_colours_shows_its_words_beside_the_file_browser(open_page):
    page = open_page("menu.ipynb", ["import dsv4lab as lab\nlab.explore(lab.recorded())"], width=1280, height=900)
    page.wait_drawn("Tokens", "d.pieces.length > 100")
    room, wanted = page.page.evaluate("""() => {
      const menu = document.querySelector('.dsv-text .dsv-legend select'), ink = new OffscreenCanvas(1, 1).getContext('2d');
      ink.font = getComputedStyle(menu).font;
      const widths = [...menu.options].map(option => ink.measureText(option.text).width);
      return [menu.clientWidth, Math.max(...widths)];
    }""")
    assert room > wanted + 16, "the longest name and the arrow"

"""What only a browser shows of runs as they are watched: pace, pause, replay, discoveries, sharing, a change of theme."""

from __future__ import annotations

import pytest
from lab_driver import expect
from synthetic_trace import synthetic_trace
from test_page import Offline

from dsv4lab.widgets.explorer import Explorer

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

LIVE = """
from fake_session import FakeSession
from dsv4lab.widgets.explorer import Explorer
e = Explorer(FakeSession({seconds}), prompt='Once', max_new_tokens={tokens}, link='tab=Attention&beside=Experts+at+work')
e
"""
SAVED = """
import os
from synthetic_trace import synthetic_trace
from dsv4lab.widgets.explorer import Explorer
e = Explorer(synthetic_trace(40), link='tab=Attention&beside=Experts+at+work')
e
"""
STATUS = "() => document.querySelector('.dsv-status').innerText"
DIMMED = "() => [...document.querySelectorAll('.dsv-token')].filter(t => t.style.opacity).length"


def wait_status(page, words: str) -> None:
    page.page.wait_for_function(f"() => document.querySelector('.dsv-status').innerText.includes({words!r})")


def dimmed(page, count: int) -> None:
    """Wait until so many tokens of the text are pale."""
    page.wait_for_function(f"count => ({DIMMED})() === count", arg=count)


def press(page, name: str) -> None:
    page.page.locator(".jp-OutputArea").get_by_role("button", name=name).first.click()


def menu(page, label: str, value: str) -> None:
    page.locator(f".dsv-toolbar select[aria-label='{label}']").select_option(value)


def test_a_run_is_paused_stepped_continued_and_goes_on_through_a_change_of_theme_and_of_pace(open_page):
    page = open_page("pace.ipynb", [LIVE.format(seconds=0.01, tokens=1000)])
    page.page.wait_for_selector(".dsv-explorer textarea")
    press(page, "Run")
    wait_status(page, "Generating")
    press(page, "Pause")
    wait_status(page, "Paused")
    count = page.kernel("len(e.trace)")
    page.wait_drawn("Tokens", f"d.pieces.length === {count}")
    page.wait_drawn("Experts at work", f"d.last === {count - 1}")
    press(page, "Step")
    page.wait_drawn("Tokens", f"d.pieces.length === {count + 1}")
    page.kernel_is("len(e.trace)", count + 1)
    press(page, "Continue")
    page.command("apputils:change-theme", {"theme": "JupyterLab Dark"})
    page.front("Lens")
    page.page.locator(".jp-OutputArea .widget-dropdown select").filter(has_text="tokens a second").select_option(
        "20 tokens a second"
    )
    page.page.wait_for_timeout(1200)
    seen = "(__import__('time').monotonic(), len(e.trace))"
    before = page.kernel(seen)
    page.page.wait_for_timeout(2000)
    seconds, tokens = (b - a for a, b in zip(before, page.kernel(seen), strict=True))
    assert 12 <= tokens / seconds <= 25
    press(page, "Stop")
    wait_status(page, "Ended")
    page.kernel_is("e.controls.hold_button.disabled", True)  # this session cannot be continued
    assert page.mistakes == []


@pytest.mark.parametrize("keys", ["Control+Enter", "Shift+Enter"])
def test_the_keys_in_the_prompt_start_the_run_and_run_no_cell(open_page, keys):
    page = open_page(f"keys{keys[0]}.ipynb", [LIVE.format(seconds=0.0, tokens=5)])
    box = page.page.locator(".dsv-explorer textarea")
    box.fill("Once upon שלום(x) // right to left beside code")
    before = page.kernel("id(e)")
    box.press(keys)
    wait_status(page, "Done: 5 tokens")
    page.kernel_is("e.session.asked['prompt']", "Once upon שלום(x) // right to left beside code")
    assert page.kernel("id(e)") == before and page.mistakes == []


def test_a_saved_run_is_replayed_token_by_token_with_the_rest_dimmed(open_page):
    page = open_page("replay.ipynb", [SAVED])
    page.wait_drawn("Tokens", "d.pieces.length === 40")
    page.wait_drawn("Toolbar", "d.total === 40")
    menu(page.page, "pace of the replay", "10")
    play = page.page.locator(".dsv-toolbar .dsv-button-sign").first
    play.click()
    page.wait_drawn("Toolbar", "d.at > 15 && d.playing")
    play.click()
    page.page.wait_for_timeout(500)
    at = page.drawn("Toolbar")["at"]
    page.kernel_is("(e.selection.token, e.selection.written)", (at, at))
    dimmed(page.page, 39 - at)
    page.wait_drawn("Attention", f"d.query === {at}")
    page.page.wait_for_timeout(500)
    assert page.drawn("Toolbar")["at"] == at  # it waits
    page.page.locator(".dsv-toolbar .dsv-button-sign").nth(1).click()
    page.wait_drawn("Experts at work", f"d.last === {at + 1}")
    menu(page.page, "pace of the replay", "25")
    play.click()
    page.wait_drawn("Toolbar", "d.at === 39 && !d.playing")
    page.page.locator(".dsv-toolbar .dsv-button-sign").nth(2).click()
    page.wait_drawn("Toolbar", "d.at === -1")
    dimmed(page.page, 0)
    assert page.mistakes == []


def test_a_discovery_leads_to_its_place_asks_and_reveals(open_page):
    page = open_page("discover.ipynb", [SAVED])
    page.wait_drawn("Toolbar", "d.discoveries >= 6")
    menu(page.page, "discover something in this run", "far_reader")
    card = page.page.locator(".dsv-toolbar-card")
    card.get_by_role("button", name="head").first.wait_for()
    found = next(d for d in page.kernel("e.toolbar.discoveries") if d["name"] == "far_reader")
    page.page.wait_for_function("() => document.activeElement.dataset.choice === '0'")  # the keyboard is there
    page.kernel_is("e.link", found["link"].replace("+", "%20"))
    page.page.keyboard.press("Enter")
    page.page.wait_for_function("() => document.querySelector('.dsv-toolbar-reveal').textContent.length > 20")
    expect(card).to_contain_text(found["reveal"])
    expect(card.locator(".right")).to_have_text(f"✓ {found['choices'][found['answer']]}")
    menu(page.page, "discover something in this run", "lens")  # of which this trace has nothing
    page.page.wait_for_function("() => document.querySelector('.dsv-toolbar-card').innerText.includes('not captured')")
    card.get_by_role("button", name="close the discovery").click()
    expect(card).to_be_hidden()
    assert page.mistakes == []


def test_the_view_in_front_becomes_a_png_and_an_svg_beside_the_notebook(open_page, lab):
    page = open_page("picture.ipynb", [SAVED])
    page.wait_drawn("Attention", "d.query === 39")
    for kind in ("png", "svg"):
        menu(page.page, "share this run", kind)
        page.wait_drawn("Toolbar", f"d.said.includes('attention') && d.said.includes('.{kind}')")
    data = sorted(lab.root.glob("attention*.png"))[-1].read_bytes()
    assert data.startswith(b"\x89PNG") and len(data) > 8000
    text = sorted(lab.root.glob("attention*.svg"))[-1].read_text(encoding="utf-8")
    assert "head 0" in text or "<img" in text
    assert "http" not in text.replace("http://www.w3.org/", "")
    inked = page.page.evaluate(
        """async text => { const i = new Image(); i.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(text);
        await i.decode(); const c = document.createElement('canvas'); c.width = i.width; c.height = i.height;
        const x = c.getContext('2d'); x.drawImage(i, 0, 0); const d = x.getImageData(0, 0, c.width, c.height).data;
        const seen = new Set(); for (let p = 0; p < d.length; p += 4) seen.add((d[p] << 16) | (d[p + 1] << 8) | d[p + 2]);
        return seen.size; }""",
        text,
    )
    assert inked > 50  # a picture, and no empty sheet
    assert page.mistakes == []


def test_an_exported_page_replays_discovers_and_copies_its_link(chromium, tmp_path):
    explorer = Explorer(synthetic_trace(40), link="tab=Attention&beside=Experts+at+work")
    path = explorer.to_html(tmp_path / "run.html")
    page = chromium.new_page(viewport={"width": 1240, "height": 860})
    offline = Offline(page, path)
    offline.wait("Toolbar", "d.total === 40 && d.discoveries >= 6")
    menu(page, "pace of the replay", "25")
    page.locator(".dsv-toolbar .dsv-button-sign").first.click()
    offline.wait("Toolbar", "d.at > 14")
    page.locator(".dsv-toolbar .dsv-button-sign").first.click()
    at = offline.wait("Toolbar", "!d.playing")["at"]
    offline.wait("Attention", f"d.query === {at}")
    dimmed(page, 39 - at)
    menu(page, "discover something in this run", "far_reader")
    found = next(d for d in explorer.toolbar.discoveries if d["name"] == "far_reader")
    page.wait_for_function("link => location.hash.includes(link.match(/head=\\d+/)[0])", arg=found["link"])
    page.locator("[data-choice]").first.click()
    page.wait_for_function("() => document.querySelector('.dsv-toolbar-reveal').textContent.length > 20")
    expect(page.locator(".dsv-toolbar-reveal")).to_contain_text(found["reveal"])
    dimmed(page, 0)  # a discovery ends the replay
    menu(page, "share this run", "link")
    offline.wait("Toolbar", "d.said.includes('#')")
    options = page.locator(".dsv-toolbar select[aria-label='share this run'] option").all_inner_texts()
    assert not any("zarr" in words for words in options)  # nobody is there to write it
    assert offline.errors == [] and all(url.startswith(("file://", "data:", "blob:")) for url in offline.asked)
    page.close()
    explorer.close()

"""The exported page itself, in Chromium without network: clicks, keys, tabs and links work, and nothing is asked for."""

from __future__ import annotations

import pytest
from synthetic_trace import synthetic_trace

from dsv4lab.widgets.explorer import Explorer
from dsv4lab.widgets.selection import Selection

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]
HOSTILE = [b"<script>window.broken = 1</script>", b"<img src=x onerror='window.broken = 1'>", b"\n", b" \xf0\x9f\x98\x80",
           b" \xe2\x82", b"\xac", b"&lt;", "שלום".encode(), b" cat"]  # fmt: skip
DRAWN = """title => [...document.querySelectorAll('.dsv')].find(
  e => e.querySelector('.dsv-title').textContent === title && e.offsetParent)?.drawn"""


class Offline:
    def __init__(self, page, path, link="") -> None:
        self.page, self.asked, self.errors = page, [], []
        page.context.set_offline(True)
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda line: self.errors.append(line.text) if line.type == "error" else None)
        page.goto(f"file://{path}{link}")

    def wait(self, title, condition):
        self.page.wait_for_function(
            f"title => {{ const d = ({DRAWN})(title); return d && ({condition}) }}", arg=title, timeout=15000
        )
        return self.page.evaluate(DRAWN, title)


@pytest.fixture(scope="module")
def trace():
    return synthetic_trace(48, words=HOSTILE)


@pytest.fixture
def offline(chromium, trace, tmp_path):
    path = Explorer(trace, selection=Selection(layer=2)).to_html(tmp_path / "run.html")
    opened = []

    def open_(link=""):
        page = chromium.new_page(viewport={"width": 1240, "height": 860})
        opened.append(page)
        return Offline(page, path, link)

    yield open_
    for page in opened:
        page.close()


def test_the_page_is_linked_without_network_and_without_a_kernel(offline, trace):
    o = offline()
    shown = o.wait("Tokens", "d.pieces.length === 48")
    assert shown["pieces"] == trace.pieces and o.page.evaluate("() => window.broken") is None
    assert o.page.locator("main script, main img").count() == 0
    o.page.locator(".dsv-token").nth(30).click()
    attention = o.wait("Attention", "d.query === 30")
    assert all(abs(sum(row) - 1) < 1e-6 for row in attention["shares"])
    detail = o.wait("Experts chosen", "d.detail.token === 30")["detail"]
    assert detail["expert"][:3] == trace.part("routing", "expert", layer=2, token=30).tolist()
    o.page.get_by_role("tab", name="Residual streams").click()
    mixing = o.wait("Residual streams", "d.token === 30")
    expected = trace.part("mixing", "comb", layer=2, site=0, token=30).ravel()
    assert max(abs(a - b) for a, b in zip(mixing["comb"], expected.tolist(), strict=True)) < 1e-6
    o.page.locator(".dsv-table tbody tr").first.click()
    used = o.wait("Experts chosen", "d.uses.of")["uses"]["of"]
    assert used["count"] == int((trace.part("routing", "expert", layer=2) == used["expert"]).any(-1).sum())
    assert o.errors == [] and o.asked == [o.page.url.split("#")[0]]


def test_the_address_restores_the_screen(offline):
    first = offline()
    first.wait("Tokens", "d.pieces.length === 48")
    first.page.locator(".dsv-token").nth(20).click()
    first.page.get_by_role("tab", name="Compressor").click()
    first.page.get_by_label("colour tokens by").select_option("sink")
    first.wait("Tokens", "d.measure === 'sink' && d.picked === 20")
    first.page.wait_for_function(
        "() => location.hash.includes('colour=sink') && location.hash.includes('tab=Compressor')"
    )
    again = offline(first.page.evaluate("() => location.hash"))
    assert again.wait("Tokens", "d.picked === 20")["measure"] == "sink"
    assert again.wait("Compressor", "d.token === 20")["complete"] == 5


def test_the_page_works_by_keys_alone_and_in_the_dark(offline):
    o = offline("#layer=2&token=30")
    o.wait("Attention", "d.query === 30")
    o.page.keyboard.press("Tab")
    o.page.keyboard.press("Enter")  # the theme button comes first
    assert o.page.evaluate("() => getComputedStyle(document.body).backgroundColor") in (
        "rgb(17, 17, 17)",
        "rgb(255, 255, 255)",
    )
    for _ in range(40):
        o.page.keyboard.press("Tab")
        if o.page.evaluate("() => document.activeElement.getAttribute('role') === 'tab'"):
            break
    o.page.keyboard.press("ArrowRight")
    o.wait("Residual streams", "d.token === 30")
    for _ in range(3):
        o.page.keyboard.press("Tab")
    o.page.locator(".dsv:visible").filter(has_text="Experts chosen").first.focus()
    o.page.keyboard.press("ArrowRight")
    o.page.keyboard.press("ArrowDown")
    o.wait("Residual streams", "d.token === 31 && d.layer === 3")
    assert o.errors == []


def test_load_indexer_cost_and_map_answer_on_the_page(offline):
    o = offline("#layer=2&token=40&tab=Expert+load")
    o.wait("Expert load", "d.experts === 16 && d.panel === 'expert'")
    for title in ("Expert load", "Indexer", "Cost", "Map"):
        o.page.get_by_role("tab", name=title, exact=True).click()
        if title == "Expert load":
            o.page.get_by_label("below the map").select_option("ranks")
            o.wait("Expert load", "d.panel === 'ranks'")
            o.page.get_by_text("If the experts were spread over devices").wait_for()
            o.page.get_by_label("below the map").select_option("expert")
        elif title == "Indexer":
            assert o.wait("Indexer picks", "d.query === 40")["picked"] == 3
            o.page.locator(".dsv-token").nth(30).click()
            o.wait("Indexer picks", "d.query === 30")
            o.page.get_by_role("button", name="random control").click()
            o.wait("Indexer picks", "d.shows === 'control'")
        elif title == "Cost":
            before = o.wait("Cost", "d.length === 1048576")["bytes"]
            o.page.get_by_label("context", exact=True).focus()
            o.page.keyboard.press("ArrowLeft")
            assert o.wait("Cost", "d.length === 524288")["bytes"][0] == before[0] / 2
        else:
            o.wait("Architecture", "d.part === 'attention'")
            o.page.locator(".cell[data-row='3'][data-column='3']").click()
            assert "ReLU" in o.wait("Architecture", "d.part === 'indexer'")["card"]
            o.page.get_by_role("button", name="open").click()
            o.wait("Indexer picks", "d.layer === 2")
    assert o.errors == []

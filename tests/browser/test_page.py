"""The exported page itself, in Chromium without network: clicks, keys, tabs and links work, and nothing is asked for."""

from __future__ import annotations

import pytest
from lab_driver import expect
from synthetic_trace import synthetic_trace

from dsv4lab.widgets.explorer import Explorer
from dsv4lab.widgets.registry import tab_titles
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

    def front(self, group, title=""):
        """The tab of a group, then that of one of its views."""
        self.page.locator(f".dsv-groups [role=tab]:text-is('{group}')").click()
        self.page.locator(f".dsv-groups [aria-selected=true]:text-is('{group}')").wait_for()
        if title:
            self.page.locator(f".dsv-group-views [role=tab]:text-is('{title}')").click()

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
    path = Explorer(trace, selection=Selection(layer=2, tab="Attention", beside="Experts chosen")).to_html(
        tmp_path / "run.html"
    )
    opened = []

    def open_(link=""):
        page = chromium.new_page(viewport={"width": 1240, "height": 860})
        opened.append(page)
        return Offline(page, path, link)

    yield open_
    for page in opened:
        page.close()


@pytest.fixture
def written(chromium, trace, tmp_path):
    """written(explorer, link) -> an opened page of an explorer that was set up in the test."""
    opened = []

    def open_(explorer, link=""):
        page = chromium.new_page(viewport={"width": 1240, "height": 860})
        opened.append(page)
        return Offline(page, explorer.to_html(tmp_path / "set.html"), link)

    yield open_
    for page in opened:
        page.close()


def notes(o) -> list[str]:
    return [words for words in o.page.locator(".dsv-kept:visible").all_text_contents() if words]


def broken(o) -> list[str]:
    """Sentences in place of a picture."""
    return [words for words in o.page.locator(".dsv-message:visible").all_text_contents() if words]


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
    o.front("Mix")
    mixing = o.wait("Residual streams", "d.token === 30")
    expected = trace.part("mixing", "comb", layer=2, site=0, token=30).ravel()
    assert max(abs(a - b) for a, b in zip(mixing["comb"], expected.tolist(), strict=True)) < 1e-6
    o.page.locator(".dsv-place-routing .dsv-table tbody tr").first.click()
    used = o.wait("Experts chosen", "d.uses.of")["uses"]["of"]
    assert used["count"] == int((trace.part("routing", "expert", layer=2) == used["expert"]).any(-1).sum())
    assert o.errors == [] and o.asked == [o.page.url.split("#")[0]]


def test_the_address_restores_the_screen(offline):
    first = offline()
    first.wait("Tokens", "d.pieces.length === 48")
    first.page.locator(".dsv-token").nth(20).click()
    first.front("Read", "Compressor")
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
    ground = "getComputedStyle(document.body).backgroundColor"
    o.page.wait_for_function(f"() => ['rgb(17, 17, 17)', 'rgb(255, 255, 255)'].includes({ground})")
    for _ in range(40):
        o.page.keyboard.press("Tab")
        if o.page.evaluate("() => document.activeElement.getAttribute('role') === 'tab'"):
            break
    for _ in range(2):  # from Read over Route to Mix
        o.page.keyboard.press("ArrowRight")
    o.wait("Residual streams", "d.token === 30")
    o.page.locator(".dsv-place-routing .dsv").focus()
    o.page.keyboard.press("ArrowRight")
    o.page.keyboard.press("ArrowDown")
    o.wait("Residual streams", "d.token === 31 && d.layer === 3")
    assert o.errors == []


def test_load_indexer_and_cost_answer_on_the_page(offline):
    o = offline("#layer=2&token=40&tab=Expert+load")
    o.wait("Expert load", "d.experts === 16 && d.panel === 'expert'")
    for group, title in (("Route", "Expert load"), ("Read", "Indexer"), ("Cost", "")):
        o.front(group, title)
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
        else:
            before = o.wait("Cost", "d.length === 1048576")["bytes"]
            o.page.get_by_label("context", exact=True).focus()
            o.page.keyboard.press("ArrowLeft")
            assert o.wait("Cost", "d.length === 524288")["bytes"][0] == before[0] / 2
    assert o.errors == []


def test_controls_that_need_a_kernel_stay_and_say_so(offline):
    o = offline("#layer=2&token=40&tab=Cost")
    before = o.wait("Cost", "d.length === 1048576")["models"]
    for name in ("CSA rate", "top-k"):
        o.page.get_by_label(name, exact=True).focus()
        o.page.keyboard.press("ArrowLeft")
        o.page.wait_for_function(
            "() => [...document.querySelectorAll('.dsv-kept')].some(n => n.textContent.includes('Not changed'))"
        )
        assert o.wait("Cost", "true")["models"] == before and broken(o) == []
    o.page.get_by_label("model the sliders start from").select_option("Pro")
    o.page.wait_for_function(
        "() => [...document.querySelectorAll('.dsv-kept')].find(n => n.textContent)?.textContent.includes('base')"
    )
    assert broken(o) == []
    o.page.get_by_label("context", exact=True).focus()
    o.page.keyboard.press("ArrowLeft")  # what the page holds still works, and the note goes
    o.wait("Cost", "d.length === 524288")
    o.page.wait_for_function("() => [...document.querySelectorAll('.dsv-kept')].every(n => !n.textContent)")
    o.front("Read", "Indexer")
    shown = o.wait("Indexer picks", "d.query === 40")["region"]
    box = o.page.get_by_role("img", name="overview of picks").bounding_box()
    o.page.mouse.move(box["x"] + 40, box["y"] + 60)
    o.page.mouse.down()
    o.page.mouse.move(box["x"] + 160, box["y"] + 120, steps=4)
    o.page.mouse.up()
    o.page.wait_for_function(
        "() => [...document.querySelectorAll('.dsv-kept')].some(n => n.textContent.includes('region'))"
    )
    assert o.wait("Indexer picks", "true")["region"] == shown and broken(o) == [] and o.errors == []


def test_a_chosen_range_leaves_the_load_of_the_whole_text_and_says_so(offline):
    o = offline("#layer=2&tab=Expert+load")
    whole = o.wait("Expert load", "d.experts === 16")
    o.page.locator(".dsv-token").nth(10).click()
    o.page.locator(".dsv-token").nth(20).click(modifiers=["Shift"])
    o.page.wait_for_function("() => location.hash.includes('query_last=20')")
    o.page.wait_for_function(
        "() => [...document.querySelectorAll('.dsv-kept')].some(n => /whole text/.test(n.textContent) &&"
        " /10 to 20/.test(n.textContent))"
    )
    assert broken(o) == []
    assert o.wait("Expert load", "d.experts === 16")["rates"] == whole["rates"]
    o.page.keyboard.press("Escape")
    o.page.wait_for_function("() => [...document.querySelectorAll('.dsv-kept')].every(n => !n.textContent)")


def test_a_page_written_with_a_range_opens_with_it(written, trace):
    o = written(Explorer(trace, selection=Selection(layer=2, tab="Expert load", query_first=10, query_last=20)))
    part = o.wait("Expert load", "d.experts === 16")
    assert broken(o) == [] and notes(o) == [] and [part["first"], part["last"]] == [10, 20]


@pytest.mark.parametrize("name", ["<!-- <script", "</script><script>window.broken = 1"])
def test_no_name_of_a_run_blanks_the_page(written, trace, name):
    o = written(Explorer(trace, selection=Selection(layer=2, run=name)))
    o.wait("Tokens", "d.pieces.length === 48")
    assert o.errors == [] and o.page.evaluate("() => window.broken") is None


def test_a_search_finds_what_the_page_holds_and_says_which_part_that_is(written, trace, monkeypatch):
    monkeypatch.setattr("dsv4lab.widgets.token_strip.WHOLE", 16)
    o = written(Explorer(trace, selection=Selection(layer=2)))
    shown = o.wait("Tokens", "d.total === 48 && d.pieces.length === 16")
    wanted = next(piece for piece in shown["pieces"] if piece.isalpha() or "script" in piece)
    o.page.get_by_label("find text in the tokens").fill(wanted)
    expected = [shown["first"] + i for i, piece in enumerate(shown["pieces"]) if wanted in piece]
    found = o.wait("Tokens", "d.found.length > 0")["found"]
    assert found == expected and broken(o) == []
    expect(o.page.locator(".dsv-text .dsv").first).to_contain_text(
        f"in tokens {shown['first']} to {shown['first'] + 15}"
    )


def test_clicking_an_entry_shows_what_it_is_made_of(offline):
    o = offline("#layer=2&token=40&tab=Compressor")
    assert o.wait("Compressor", "d.token === 40")["entry"] == 9
    o.page.locator(".dsv-views .dsv:visible svg rect.step").nth(3).click(force=True)
    assert o.wait("Compressor", "d.entry === 3")["tokens"] == list(range(8, 16)) and broken(o) == []


def test_a_link_to_what_the_run_does_not_have_is_explained(offline):
    o = offline("#layer=99&token=7&head=x&colour=none&nothing=1")
    assert o.wait("Tokens", "d.picked === 7")["measure"] == "surprise"
    for words in ("layer 99 (it has 0 to 5)", "head x", "colour none", "nothing"):
        expect(o.page.locator("#dsv-link")).to_contain_text(words)
    assert "token" not in o.page.locator("#dsv-link").text_content() and broken(o) == [] and o.errors == []


def test_all_views_go_to_the_printer_and_the_page_is_then_as_it_was(offline):
    o = offline("#layer=2&token=30")
    o.wait("Attention", "d.query === 30")
    o.page.evaluate(
        """() => { window.print = () => { window.printed = [...document.querySelectorAll('main .dsv')]
          .filter(v => v.offsetParent && (v.drawn || v.classList.contains('empty')))
          .map(v => [v.querySelector('.dsv-title').textContent, v.clientWidth]); } }"""
    )
    o.page.get_by_role("button", name="print all views").click()
    o.page.wait_for_function("() => window.printed")
    printed = o.page.evaluate("() => window.printed")
    assert len(printed) == 2 + len(tab_titles()) and all(width > 600 or title == "Tokens" for title, width in printed)
    expect(o.page.locator(".dsv-views > div:visible")).to_have_count(2)
    o.page.emulate_media(media="print")
    expect(o.page.locator(".dsv-roombar")).to_be_hidden()
    expect(o.page.locator("main .dsv-head button:visible")).to_have_count(0)
    colours = o.page.evaluate("() => getComputedStyle(document.querySelector('.dsv-token')).printColorAdjust")
    assert colours == "exact" and o.errors == []


@pytest.mark.parametrize("width", [780, 390])
def test_nothing_is_cut_off_on_a_narrow_page(offline, width):
    o = offline("#layer=4&token=30")
    o.page.set_viewport_size({"width": width, "height": 844})
    o.wait("Attention", "d.query === 30")
    for group, title in (
        ("Read", "Indexer"),
        ("Route", "Experts chosen"),
        ("Route", "Expert load"),
        ("Mix", ""),
        ("Cost", ""),
    ):
        o.front(group, title)
        o.page.wait_for_timeout(500)
        assert o.page.evaluate("() => document.scrollingElement.scrollWidth") <= width, (group, title)
        far = o.page.evaluate(
            """() => Math.max(...[...document.querySelectorAll('.dsv-shown .dsv > *, .dsv-shown .dsv-body > *')]
              .filter(e => e.offsetParent).map(e => e.getBoundingClientRect().right))"""
        )
        assert far <= width, (group, title)
    assert o.errors == []

"""The chat form in the real JupyterLab: two turns are written and run, and what is read is what was shown."""

from __future__ import annotations

import pytest
from lab_driver import expect
from legibility import illegible

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

CELL = """
import pathlib, tempfile
from chat_model import write_chat_model
import dsv4lab as lab
model = lab.load(write_chat_model(pathlib.Path(tempfile.mkdtemp()) / "model"), device="cpu")
e = lab.explore(lab.Session(model), prompt="Once upon a time", max_new_tokens=4, temperature=0)
e
"""
SHIPPED = """
import dsv4lab as lab
e = lab.explore(lab.Session(lab.load(device="cpu")), max_new_tokens=2)
e
"""
# What the page shows of the prompt: its special tokens, and all of it as text.
SPECIAL = "() => [...document.querySelectorAll('.dsv-chat-prompt .special')].map(e => e.textContent)"
WHOLE = "() => document.querySelector('.dsv-chat-prompt').textContent"
WIDER = """() => { const edge = document.querySelector('.dsv-explorer').getBoundingClientRect().right;
  return [...document.querySelectorAll('.dsv-top, .dsv-chat *, .dsv-buttons *')].filter(n => n.checkVisibility())
    .filter(n => n.getBoundingClientRect().right > edge + 1).map(n => n.className) }"""
SCROLLER = ".jp-WindowedPanel-outer"
BAR, BEGIN, END, USER, ASSISTANT = (
    "｜",
    "<｜begin▁of▁sentence｜>",
    "<｜end▁of▁sentence｜>",
    "<｜User｜>",
    "<｜Assistant｜>",
)


def opened(open_page, name: str, **options):
    page = open_page(name, [CELL], **options)
    page.page.get_by_role("button", name="Chat", exact=True).click()
    page.page.wait_for_selector(".dsv-chat-prompt .special")
    return page


def wait_status(page, words: str) -> None:
    page.page.wait_for_function(f"() => document.querySelector('.dsv-status').innerText.includes({words!r})")


def wait_special(page, expected: list[str]) -> None:
    page.page.wait_for_function(f"want => JSON.stringify(({SPECIAL})()) === JSON.stringify(want)", arg=expected)


def test_two_turns_are_written_and_run_and_the_ids_are_those_of_session_chat(open_page):
    page = opened(open_page, "chat.ipynb", width=1280, height=900)
    at = page.page
    expect(at.locator(".dsv-prompt-row .widget-textarea")).to_be_hidden()
    at.get_by_label("1 User").fill("Tell me a story.")
    wait_special(page, [BEGIN, USER, ASSISTANT, "</think>"])
    answer = at.get_by_role("button", name="Answer it")
    expect(answer).to_be_disabled()
    before = page.kernel("id(e)")
    at.get_by_label("1 User").press("Control+Enter")
    wait_status(page, "Done: 4 tokens")
    answer.click()
    at.get_by_label("3 User").wait_for()
    at.wait_for_function("() => document.activeElement.labels?.[0].textContent === '3 User'")
    at.keyboard.type(f"And {USER} or <|User|>?")
    wait_special(page, [BEGIN, USER, ASSISTANT, "</think>", END, USER, USER, ASSISTANT, "</think>"])
    expect(at.locator(".dsv-chat-prompt .typed")).to_have_count(1)
    notes = at.locator(".dsv-chat-notes li")
    expect(notes.nth(0)).to_contain_text("one special token")
    expect(notes.nth(1)).to_contain_text("letters")
    shown = at.evaluate(WHOLE)
    at.locator(".jp-OutputArea").get_by_role("button", name="Run").first.click()
    at.wait_for_function("() => document.querySelectorAll('.dsv-text .dsv-token.special').length >= 9")
    wait_status(page, "Done: 4 tokens")
    same = """(lambda read: (read, (list(s.chat(e.controls.chat.turns, max_new_tokens=1)), [int(i) for i in
      s.trace.values('tokens', 'id')][:s.trace.run['prompt_tokens']])[1], model.tokenizer.decode(read)))(
      [int(i) for i in e.trace.values('tokens', 'id')][:e.trace.run['prompt_tokens']])"""
    page.kernel("globals().__setitem__('s', lab.Session(model))")
    read, of_session, text = page.kernel(same)
    assert read == of_session and text == shown
    page.kernel_is("[t['role'] for t in e.controls.chat.turns]", ["user", "assistant", "user"])
    assert page.kernel("id(e)") == before and page.mistakes == []


def test_what_is_wrong_is_said_and_what_was_typed_stays_also_behind_the_switch_and_a_reload(open_page):
    page = opened(open_page, "wrong.ipynb", width=1440, height=900)
    at = page.page
    at.locator(".jp-OutputArea").get_by_role("button", name="Run").first.click()
    wait_status(page, "Turn 1 (user) is empty")
    at.get_by_label("1 User").fill("Hello")
    at.get_by_role("button", name="Tools", exact=True).click()
    at.locator(".dsv-chat").get_by_label("Tools", exact=True).fill("[{]")
    at.wait_for_function("() => /no JSON/.test(document.querySelector('.dsv-chat-problem').textContent)")
    add = at.get_by_role("button", name="Add a turn (assistant)")
    # In the click itself, not a frame later: whoever types on at once loses no letter.
    focused = "button => { button.click(); return document.activeElement.labels?.[0].textContent }"
    assert add.evaluate(focused) == "2 Assistant"
    at.keyboard.type("Hi")
    at.get_by_label("mode", exact=True).select_option("thinking max")
    at.get_by_label("2 Assistant, reasoning").fill("short")
    at.get_by_role("button", name="Text", exact=True).first.click()
    at.locator(".dsv-chat-form").wait_for(state="detached")
    expect(at.locator(".dsv-prompt-row .widget-textarea textarea")).to_have_value("Once upon a time")
    at.get_by_role("button", name="Chat", exact=True).click()
    at.get_by_label("1 User").wait_for()
    typed = "[e.controls.chat.turns, e.controls.chat.tools, e.controls.chat.effort]"
    turns = [
        {"role": "user", "content": "Hello"},
        {"role": "assistant", "content": "Hi", "reasoning_content": "short"},
    ]
    page.kernel_is(typed, [turns, "[{]", "max"])
    expect(at.locator(".dsv-chat").get_by_label("Tools", exact=True)).to_have_value("[{]")
    page.command("docmanager:save")
    at.reload()  # the kernel goes on
    at.get_by_label("2 Assistant, reasoning").wait_for(timeout=60000)
    at.wait_for_function("() => document.querySelector('.dsv-chat-user textarea').value === 'Hello'")
    expect(at.locator(".dsv-chat").get_by_label("Tools", exact=True)).to_have_value("[{]")
    expect(at.get_by_label("mode", exact=True)).to_have_value("thinking max")
    at.locator(".dsv-chat").get_by_label("Tools", exact=True).fill("")
    at.get_by_role("button", name="Remove the last turn").click()
    wait_special(page, [BEGIN, USER, ASSISTANT, "<think>"])
    expect(at.locator(".dsv-chat-prompt")).to_contain_text("Effort: all of it.")
    assert page.mistakes == []


def test_a_model_without_chat_texts_says_why_when_chat_is_pressed(open_page):
    page = open_page("shipped.ipynb", [SHIPPED], width=1280, height=800)
    chat = page.page.get_by_role("button", name="Chat", exact=True)
    chat.wait_for()
    expect(chat).to_have_attribute("aria-disabled", "true")
    assert "encoding/*.py" in chat.get_attribute("title")
    chat.focus()
    page.page.keyboard.press("Enter")
    wait_status(page, "encoding/*.py")
    assert page.page.locator(".dsv-explorer textarea").count() == 1 and page.mistakes == []


@pytest.mark.parametrize("width", [1440, 1280, 780, 390])
def test_nothing_of_the_form_is_cut_and_the_bar_stays_in_sight_while_the_form_scrolls_away(open_page, width):
    page = opened(open_page, f"chat{width}.ipynb", width=width, height=800, dark=width in (1280, 390))
    at = page.page
    if width < 1000:
        page.command("application:toggle-left-area")
    at.get_by_label("1 User").fill("wide" * 60 + " " + BAR * 30 + f"{ASSISTANT}\n" * 6)
    at.wait_for_selector(".dsv-chat-prompt .typed")
    at.wait_for_timeout(600)
    assert at.evaluate(WIDER) == []
    scrolls = (
        "() => { const s = document.querySelector('.jp-WindowedPanel-outer'); return s.scrollWidth - s.clientWidth }"
    )
    assert at.evaluate(scrolls) <= 1
    inside = "() => { const p = document.querySelector('.dsv-chat-prompt'); return p.scrollWidth - p.clientWidth }"
    assert at.evaluate(inside) <= 1
    count, bad = illegible(at.locator(".dsv-top"))
    assert count > 20 and bad == []
    if width > 480:
        at.evaluate(f"() => {{ document.querySelector('{SCROLLER}').scrollTop += 900 }}")
        at.wait_for_timeout(500)
        tops = at.evaluate(
            f"""() => {{ const top = document.querySelector('{SCROLLER}').getBoundingClientRect().top;
            const place = name => document.querySelector(name).getBoundingClientRect();
            const [form, buttons] = [place('.dsv-chat-form'), place('.dsv-buttons')];
            return [form.bottom - top, buttons.top - top, buttons.bottom - top] }}"""
        )
        assert tops[0] <= 4 and tops[1] >= -4 and tops[2] < 90, tops
    assert page.mistakes == []

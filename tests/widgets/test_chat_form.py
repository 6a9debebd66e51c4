"""Claims of the chat form: what is shown is what Session.chat reads, token for token, and what is typed is never lost."""

from __future__ import annotations

import json

import numpy as np
import pytest
import torch
from chat_model import write_chat_model
from encoding_file import LATER_RELEASE, MAX, TOOLS
from fake_session import FakeSession

import dsv4lab as lab
from dsv4lab.chat import DSML, render
from dsv4lab.chat_texts import read_fixed_texts
from dsv4lab.errors import LabError
from dsv4lab.text import ASSISTANT as A
from dsv4lab.text import BEGIN as B
from dsv4lab.text import END as E
from dsv4lab.text import END_THINK as NOT
from dsv4lab.text import THINK
from dsv4lab.text import USER as U
from dsv4lab.widgets.chat_form import ChatForm
from dsv4lab.widgets.chat_preview import spellings
from dsv4lab.widgets.codes import CHAT_SPECIAL, CHAT_TYPED
from dsv4lab.widgets.explorer import Explorer

torch.set_num_threads(1)

WEATHER = [{"type": "function", "function": {"name": "weather", "description": "Wetter für heute", "parameters": {}}}]


def user(text):
    return {"role": "user", "content": text}


def assistant(text, **more):
    return {"role": "assistant", "content": text, **more}


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return lab.load(write_chat_model(tmp_path_factory.mktemp("chat") / "model"), device="cpu")


@pytest.fixture
def explorer(model):
    made = Explorer(lab.Session(model), prompt="Once", max_new_tokens=3, temperature=0)
    made.controls.chat.form = "chat"
    yield made
    made.close()


def pieces(chat: ChatForm) -> list[tuple[str, int, int, int]]:
    """(text, id, count, flags) of what the page draws."""
    lengths = np.frombuffer(chat.lengths, "<u2")
    ends = np.cumsum(lengths)
    texts = [chat.utf8[end - size : end].decode() for end, size in zip(ends, lengths, strict=True)]
    arrays = (np.frombuffer(chat.ids, "<i4"), np.frombuffer(chat.counts, "<u2"), np.frombuffer(chat.flags, "u1"))
    return [(text, int(i), int(n), int(flags)) for text, i, n, flags in zip(texts, *arrays, strict=True)]


def prompt_ids(trace) -> list[int]:
    return [int(i) for i in trace.values("tokens", "id")[: trace.run["prompt_tokens"]]]


def status(explorer) -> str:
    return explorer.controls.status.value


LONG = [user("a"), assistant("b", reasoning_content="r"), user("Wörter 🦊\nin two lines")]


@pytest.mark.parametrize(
    ("system", "turns", "options"),
    [
        ("", [user("q")], {}),
        ("Be brief.", [user("q")], {"thinking": True}),
        ("", [user("q")], {"thinking": True, "effort": "high"}),
        ("S", [user("q")], {"thinking": True, "effort": "max"}),
        ("S", LONG, {}),
        ("S", LONG, {"thinking": True}),
        ("", LONG, {"thinking": True, "tools": WEATHER}),
        ("S", [user("q")], {"tools": WEATHER}),
    ],
)
def test_run_reads_the_ids_that_session_chat_reads_and_that_are_shown(explorer, model, system, turns, options):
    chat = explorer.controls.chat
    chat.system, chat.turns = system, turns
    chat.thinking, chat.effort = options.get("thinking", False), options.get("effort", "")
    chat.tools = json.dumps(options["tools"]) if "tools" in options else ""
    assert chat.problem == ""
    explorer.run(wait=True)
    session = lab.Session(model)
    messages = ([{"role": "system", "content": system}] if system else []) + turns
    list(session.chat(messages, **options, max_new_tokens=3, temperature=0))
    assert prompt_ids(explorer.trace) == prompt_ids(session.trace) == chat._prompt
    assert session.trace is not None and explorer.trace.text == session.trace.text and "Done" in status(explorer)
    text = render(messages, **options, fixed_texts=lambda: read_fixed_texts(model.tokenizer.folder))
    shown = pieces(chat)
    assert "".join(piece[0] for piece in shown) == text
    assert sum(count for _, _, count, _ in shown) == chat.tokens == len(chat._prompt)
    special = [token for _, token, _, flags in shown if flags & CHAT_SPECIAL]
    assert (
        special == [i for i in chat._prompt if model.tokenizer.is_special(i)] and special[0] == model.tokenizer.bos_id
    )
    assert [flags for *_, flags in shown if flags & CHAT_TYPED] == []  # nobody typed a marker


def test_a_special_tokens_spelling_is_marked_as_one_token_and_what_resembles_it_as_letters(explorer, model):
    chat = explorer.controls.chat
    chat.turns = [user(f"say {U} or <|User|> or <think>")]
    shown = pieces(chat)
    typed = [(text, flags) for text, _, _, flags in shown if flags & CHAT_TYPED]
    assert typed == [(U, CHAT_SPECIAL | CHAT_TYPED), (THINK, CHAT_SPECIAL | CHAT_TYPED)]
    assert [text for text, _, _, flags in shown if flags == CHAT_SPECIAL] == [B, U, A, NOT]
    assert "<|User|>" in "".join(text for text, _, _, flags in shown if not flags)
    assert chat.notes == [
        f"“{U}” in turn 1 is read as one special token, as in the release's own encoding.",
        "“<|User|>” in turn 1 is read as letters: several tokens.",
        f"“{THINK}” in turn 1 is read as one special token, as in the release's own encoding.",
    ]
    chat.turns = [user("<｜Anna｜>")]  # wide bars, and no token of this checkpoint
    assert [note for note in chat.notes if "letters: several tokens" in note] == chat.notes != []
    chat.turns = [user("x" + "".join(f"<|{n}|>" for n in range(9)))]
    assert len(chat.notes) == 7 and "3 more" in chat.notes[-1]
    assert list(spellings("no such thing < | >", model.tokenizer)) == []


def test_typed_markers_are_found_in_every_place_and_not_where_the_format_put_them(explorer):
    chat = explorer.controls.chat
    chat.thinking, chat.tools = True, json.dumps(WEATHER).replace("weather", DSML)
    chat.system = f"é{E}"
    chat.turns = [user("é"), assistant(NOT, reasoning_content=f"r{E}"), user(f"ü{U}")]
    typed = [text for text, _, _, flags in pieces(chat) if flags & CHAT_TYPED]
    assert typed == [E, E, NOT, U]
    assert ["system's text" in note for note in chat.notes][:1] == [True] and "the tools" in chat.notes[-1]
    chat.turns = [user(f"\ue000{U}")]  # the signs that look for a message's place: nothing is marked, nothing is wrong
    assert chat.problem == "" and [flags for *_, flags in pieces(chat) if flags & CHAT_TYPED] == []
    assert "".join(text for text, *_ in pieces(chat)).endswith(f"{U}\ue000{U}{A}{THINK}")


def test_an_answer_becomes_the_assistants_turn_and_the_next_prompt_is_session_chats(explorer, model):
    chat = explorer.controls.chat
    chat.turns = [user("Tell me a story.")]
    assert not chat.can_answer
    explorer.run(wait=True)
    assert chat.can_answer
    answer = explorer.session.answer()
    chat._handle_custom_msg({"press": "answer"}, [])
    assert chat.turns == [user("Tell me a story."), answer, user("")] and not chat.can_answer
    assert "turn 2 now" in status(explorer) and "not come to its end" in status(explorer)
    assert chat.problem == "Turn 3 (user) is empty: write it, or remove it."
    chat.turns = [*chat.turns[:-1], user("And then?")]
    explorer.run(wait=True)
    session = lab.Session(model)
    list(session.chat([user("Tell me a story."), answer, user("And then?")], max_new_tokens=1))
    assert prompt_ids(explorer.trace) == prompt_ids(session.trace)
    assert explorer.trace.text.startswith(f"{B}{U}Tell me a story.{A}{NOT}{answer['content']}{E}{U}And then?{A}{NOT}")
    chat.answer_it()
    assert len(chat.turns) == 5


def test_reasoning_and_calls_of_an_answer_are_kept_and_each_call_waits_for_its_result(explorer, monkeypatch):
    chat = explorer.controls.chat
    chat.thinking, chat.tools, chat.turns = True, json.dumps(WEATHER), [user("q")]
    explorer.run(wait=True)
    call = {"id": "call_0", "type": "function", "function": {"name": "weather", "arguments": "{}"}}
    answer = assistant("So:", reasoning_content="because", tool_calls=[call])
    monkeypatch.setattr(explorer.session, "answer", lambda: answer)
    chat.answer_it()
    assert chat.turns == [user("q"), answer, {"role": "tool", "content": "", "tool_call_id": "call_0"}]
    assert chat.problem == "" and f"<tool_result></tool_result>{A}{THINK}" in "".join(p[0] for p in pieces(chat))


def test_an_answer_belongs_to_the_prompt_that_was_run_and_to_no_other(explorer):
    chat = explorer.controls.chat
    chat.turns = [user("q")]
    explorer.run(wait=True)
    chat.turns = [user("q!")]
    assert not chat.can_answer
    chat.answer_it()
    assert chat.turns == [user("q!")] and "press Run first" in status(explorer)
    chat.turns = [user("q")]
    assert chat.can_answer
    chat.form = "text"
    explorer.run(wait=True)
    chat.form = "chat"
    assert not chat.can_answer
    again = Explorer(explorer.session, messages=[user("Once")])  # another explorer of a session with a text of its own
    assert not again.controls.chat.can_answer
    again.close()


BAD = [
    ({"turns": [user("")]}, r"Turn 1 (user) is empty"),
    ({"turns": [user("a"), assistant(""), user("b")]}, "Turn 2 (assistant) is empty"),
    ({"turns": [user("a"), assistant("b")]}, "ends with the assistant&#x27;s turn 2"),
    ({"turns": [], "system": ""}, "no conversation"),
    ({"tools": "[{]"}, "no JSON: Expecting property name enclosed in double quotes at line 1, column 3"),
    ({"tools": "{}"}, "give a list"),
    ({"tools": "[5]"}, "is no tool"),
    ({"tools": "[" * 100_000}, "no JSON"),
    ({"thinking": True, "effort": "low"}, "unknown to this release"),
    ({"turns": [user("a " * 20_000)]}, "this model&#x27;s context is 16,384"),
    ({"turns": [user("\ud800")]}, "half of a character"),
    ({"turns": [{"role": "robot", "content": "x"}]}, "has role &#x27;robot&#x27;"),
]


@pytest.mark.parametrize(("typed", "words"), BAD, ids=[words for _, words in BAD])
def test_what_cannot_be_run_is_told_in_the_status_line_and_stays_as_it_was_typed(explorer, typed, words):
    chat = explorer.controls.chat
    chat.turns = [user("q")]
    for name, value in typed.items():
        setattr(chat, name, value)
    before = explorer.trace
    explorer.run(wait=True)
    assert words in status(explorer) and "⚠" in status(explorer) and explorer.trace is before
    assert {name: getattr(chat, name) for name in typed} == typed and chat.problem
    chat.turns, chat.tools, chat.effort, chat.thinking = [user("q")], "", "", False
    assert chat.problem == "" and chat.tokens == 5


def test_new_tokens_that_do_not_fit_behind_a_chat_are_told_and_the_shown_run_stays(explorer):
    chat = explorer.controls.chat
    chat.turns = [user("q")]
    explorer.run(wait=True)
    before = explorer.trace
    explorer.controls.max_new_tokens.value = 20_000
    explorer.run(wait=True)
    assert "this model&#x27;s context is 16384" in status(explorer) and explorer.trace is before
    assert chat.turns == [user("q")]


def test_a_long_prompt_is_drawn_from_both_ends_and_says_how_much_is_between(explorer):
    chat = explorer.controls.chat
    chat.turns = [user("ä b " * 4000 + U)]
    shown = pieces(chat)
    assert sum(count for _, _, count, _ in shown) == 3000 and chat.left_out == chat.tokens - 3000 > 0
    assert shown[0][0] == B and [(text, flags) for text, _, _, flags in shown if flags][2:] == [
        (U, CHAT_SPECIAL | CHAT_TYPED), (A, CHAT_SPECIAL), (NOT, CHAT_SPECIAL),
    ]  # fmt: skip
    assert sum(count for _, _, count, _ in shown[: chat.left_out_at]) == 2000


@pytest.mark.parametrize("thinking", [False, True])
def test_an_effort_waits_until_there_is_thinking(explorer, thinking):
    chat = explorer.controls.chat
    chat.turns, chat.effort, chat.thinking = [user("q")], "max", thinking
    assert ("".join(piece[0] for piece in pieces(chat)).startswith(f"{B}{MAX}")) == thinking and chat.problem == ""


def test_the_modes_are_those_of_the_checkpoints_own_file(explorer, tmp_path):
    assert explorer.controls.chat.efforts == ["high", "max"] and explorer.controls.chat.can_have_tools
    later = lab.load(write_chat_model(tmp_path / "later", LATER_RELEASE), device="cpu")
    other = Explorer(lab.Session(later))
    assert other.controls.chat.efforts == ["low", "high", "max"] and TOOLS
    other.close()


def test_a_model_without_chat_texts_says_why_and_runs_its_text(tmp_path):
    explorer = Explorer(lab.Session(lab.load(device="cpu")), prompt="Once", max_new_tokens=2)
    chat = explorer.controls.chat
    assert "encoding/*.py" in chat.why_not and not chat.is_chat
    chat._handle_custom_msg({"press": "why"}, [])
    assert "no chat form" in status(explorer)
    chat.form = "chat"  # from a notebook that was written with another checkpoint
    explorer.run(wait=True)
    assert "Done: 2 tokens" in status(explorer) and explorer.trace.text.startswith(f"{B}Once")
    with pytest.raises(LabError, match="no chat form"):
        Explorer(lab.Session(explorer.session.model), messages=[user("q")])
    explorer.close()
    fake = Explorer(FakeSession())
    assert "What runs here takes text only" in fake.controls.chat.why_not
    fake.close()
    folder = write_chat_model(tmp_path / "damaged", "def (")
    damaged = Explorer(lab.Session(lab.load(folder, device="cpu")))
    assert "cannot be read" in damaged.controls.chat.why_not
    damaged.close()


def test_text_and_conversation_each_stay_where_they_are(explorer):
    chat, controls = explorer.controls.chat, explorer.controls
    chat.system, chat.turns = "S", [user("q")]
    controls.examples.value = 0  # an example is a text
    assert chat.form == "text" and (chat.system, chat.turns) == ("S", [user("q")])
    text = controls.prompt.value
    chat.form = "chat"
    explorer.run(wait=True)
    assert controls.prompt.value == text and explorer.trace.text.startswith(f"{B}S{U}q{A}")
    explorer.run("Twice", wait=True)
    assert chat.form == "text" and explorer.trace.text.startswith(f"{B}Twice") and chat.turns == [user("q")]


def test_what_is_typed_is_state_that_a_notebook_keeps_and_no_part_of_a_link(explorer):
    chat = explorer.controls.chat
    link = explorer.link
    chat.system, chat.turns, chat.thinking, chat.effort, chat.tools = "S", [user("q")], True, "max", "[]"
    state = chat.get_state()
    kept = {name: state[name] for name in ("form", "system", "turns", "thinking", "effort", "tools")}
    assert kept == {
        "form": "chat", "system": "S", "turns": [user("q")], "thinking": True, "effort": "max", "tools": "[]",
    }  # fmt: skip
    assert explorer.link == link  # as a prompt's text is none
    chat.set_state({"turns": [user("other")], "thinking": False})  # as a page sets it
    assert f"{U}other{A}{NOT}" in "".join(piece[0] for piece in pieces(chat))


def test_keys_bring_along_what_was_typed_last(explorer):
    chat = explorer.controls.chat
    chat.turns = [user("q")]
    chat._handle_custom_msg({"press": "run", "typed": {"turns": [user("Hello")], "system": "S"}}, [])
    explorer._loop.join()
    assert chat.turns == [user("Hello")] and explorer.trace.text.startswith(f"{B}S{U}Hello{A}{NOT}")
    chat._handle_custom_msg("rubbish", [])
    assert chat.turns == [user("Hello")]


def test_a_conversation_can_be_given_to_explore(model):
    messages = [{"role": "system", "content": "S"}, user("a"), assistant("b"), user("c")]
    explorer = Explorer(lab.Session(model), messages=messages)
    chat = explorer.controls.chat
    assert (chat.form, chat.system, chat.turns) == ("chat", "S", messages[1:]) and chat.problem == ""
    explorer.close()

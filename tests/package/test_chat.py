"""Conversations as the release renders them, token for token by its rules; what cannot be rendered is told by its place."""

from __future__ import annotations

import json

import pytest
import torch
from encoding_file import FIRST_RELEASE, FORM, LATER, LATER_RELEASE, MAX, TOOLS, write_encoding

import dsv4lab as lab
from dsv4lab.chat import DSML, TASKS, prompt_of, read_answer, render
from dsv4lab.chat_texts import read_fixed_texts
from dsv4lab.errors import PromptError, RunError
from dsv4lab.text import ASSISTANT as A
from dsv4lab.text import BEGIN as B
from dsv4lab.text import END as E
from dsv4lab.text import END_THINK as NOT
from dsv4lab.text import THINK
from dsv4lab.text import USER as U

torch.set_num_threads(1)


def system(text, **more):
    return {"role": "system", "content": text, **more}


def user(text, **more):
    return {"role": "user", "content": text, **more}


def assistant(text, **more):
    return {"role": "assistant", "content": text, **more}


def result(text, call):
    return {"role": "tool", "content": text, "tool_call_id": call}


def call(name, arguments, number="1"):
    return {"id": number, "type": "function", "function": {"name": name, "arguments": arguments}}


WEATHER = {"type": "function", "function": {"name": "weather", "description": "Wetter für heute", "parameters": {}}}
SECTION = (
    f"\n\n## Tools here\n\nWrite <{DSML}tool_calls> to call one; think in <think>...</think> first. A brace is {{x}}.\n\n"
    '{"name": "weather", "description": "Wetter für heute", "parameters": {}}\n'
)


@pytest.fixture(scope="module")
def words(tmp_path_factory):
    folder = tmp_path_factory.mktemp("words")
    write_encoding(folder, FIRST_RELEASE)
    return lambda: read_fixed_texts(folder)


def test_the_two_smallest_examples_of_the_format():
    turns = [system("S"), user("q")]
    assert render(turns) == f"{B}S{U}q{A}{NOT}"
    assert render(turns, thinking=True) == f"{B}S{U}q{A}{THINK}"
    assert render([user("q")]) == f"{B}{U}q{A}{NOT}"


def test_several_turns_in_chat_mode_have_no_reasoning():
    turns = [user("a"), assistant("b", reasoning_content="r"), user("c")]
    assert render(turns) == f"{B}{U}a{A}{NOT}b{E}{U}c{A}{NOT}"


def test_reasoning_of_earlier_turns_is_dropped_unless_it_is_kept():
    turns = [user("a"), assistant("b", reasoning_content="r"), user("c")]
    assert render(turns, thinking=True) == f"{B}{U}a{A}{NOT}b{E}{U}c{A}{THINK}"
    assert render(turns, thinking=True, drop_thinking=False) == f"{B}{U}a{A}{THINK}r{NOT}b{E}{U}c{A}{THINK}"
    # what was said after the last user's message is the current turn
    assert render(turns[:2], thinking=True) == f"{B}{U}a{A}{THINK}r{NOT}b{E}"


def test_what_a_developer_said_before_the_last_question_goes_with_the_reasoning():
    turns = [{"role": "developer", "content": "d"}, user("a")]
    assert render(turns) == f"{B}{U}d{U}a{A}{NOT}"
    assert render(turns, thinking=True) == f"{B}{U}a{A}{THINK}"
    assert render(turns, thinking=True, drop_thinking=False) == f"{B}{U}d{U}a{A}{THINK}"


def test_efforts_put_the_release_s_paragraph_before_everything_else(words, tmp_path):
    turns = [system("S"), user("q")]
    assert render(turns, thinking=True, effort="max", fixed_texts=words) == f"{B}{MAX}S{U}q{A}{THINK}"
    assert render(turns, thinking=True, effort="high", fixed_texts=words) == f"{B}S{U}q{A}{THINK}"
    write_encoding(tmp_path, LATER_RELEASE)
    later = lambda: read_fixed_texts(tmp_path)  # noqa: E731
    for name, text in LATER.items():
        assert render(turns, thinking=True, effort=name, fixed_texts=later) == f"{B}{text}S{U}q{A}{THINK}"


def test_tools_are_part_of_the_system_s_message_and_keep_all_reasoning(words):
    turns = [system("S"), user("a"), assistant("b", reasoning_content="r"), user("c")]
    expected = f"{B}S{SECTION}{U}a{A}{THINK}r{NOT}b{E}{U}c{A}{THINK}"
    assert render(turns, thinking=True, tools=[WEATHER], fixed_texts=words) == expected
    given = [system("S", tools=[WEATHER]), *turns[1:]]
    assert render(given, thinking=True, fixed_texts=words) == expected
    assert render([user("a")], tools=[WEATHER], fixed_texts=words) == f"{B}{SECTION}{U}a{A}{NOT}"


def test_calls_and_their_results_in_the_order_of_the_calls():
    calls = [
        call("f", '{"city": "Köln", "days": 2}', "1"),
        call("g", {"deep": {"a": [1, None]}}, "2"),
        call("h", "{}", "3"),
    ]
    turns = [
        user("q"),
        assistant("Let me see.", tool_calls=calls),
        result("two", "2"),
        result("one", "1"),
        user("and?"),
    ]
    block = (
        f"\n\n<{DSML}tool_calls>\n"
        f'<{DSML}invoke name="f">\n<{DSML}parameter name="city" string="true">Köln</{DSML}parameter>\n'
        f'<{DSML}parameter name="days" string="false">2</{DSML}parameter>\n</{DSML}invoke>\n'
        f'<{DSML}invoke name="g">\n<{DSML}parameter name="deep" string="false">{{"a": [1, null]}}</{DSML}parameter>\n'
        f"</{DSML}invoke>\n"
        f'<{DSML}invoke name="h">\n\n</{DSML}invoke>\n</{DSML}tool_calls>'
    )
    results = "<tool_result>one</tool_result>\n\n<tool_result>two</tool_result>\n\nand?"
    assert render(turns) == f"{B}{U}q{A}{NOT}Let me see.{block}{E}{U}{results}{A}{NOT}"


def test_arguments_that_are_no_json_are_passed_on_as_they_are():
    turns = [user("q"), assistant(None, tool_calls=[call("f", "not json")]), result("x", "1")]
    assert f'name="arguments" string="true">not json</{DSML}parameter>' in render(turns)


def test_a_form_of_the_answer_and_a_reminder(words):
    form = {"type": "object", "name": "é"}
    turns = [system("S", response_format=form), {"role": "latest_reminder", "content": "2026"}, user("q")]
    schema = FORM.replace("{schema}", '{"type": "object", "name": "é"}')
    assert render(turns, fixed_texts=words) == f"{B}S\n\n{schema}<｜latest_reminder｜>2026{U}q{A}{NOT}"


def test_quick_tasks_have_their_markers_where_they_belong():
    assert render([user("q", task="query")]) == f"{B}{U}q{TASKS['query']}"
    assert render([user("q", task="action")]) == f"{B}{U}q{A}{NOT}{TASKS['action']}"
    assert render([user("q", task="action")], thinking=True) == f"{B}{U}q{A}{THINK}{TASKS['action']}"
    assert render([user("q"), assistant("a", task="title")]) == f"{B}{U}q{A}{NOT}a{E}{TASKS['title']}"
    done = [user("q", task="domain"), assistant("science")]
    assert render(done, thinking=True) == f"{B}{U}q{TASKS['domain']}science{E}", "an answer to a task has no reasoning"


def test_an_open_answer_is_gone_on_with_and_questions_in_a_row_are_one():
    assert render([user("q"), assistant("It is", wo_eos=True)]) == f"{B}{U}q{A}{NOT}It is"
    assert render([user("a"), user("b")]) == f"{B}{U}a\n\nb{A}{NOT}"


def test_messages_are_left_as_they_were(words):
    turns = [system("S"), user("q"), assistant("", tool_calls=[call("f", "{}")]), result("x", "1")]
    before = json.dumps(turns)
    render(turns, thinking=True, tools=[WEATHER], fixed_texts=words)
    assert json.dumps(turns) == before


BAD = [
    *[((bad,), "no conversation") for bad in ("Hello", b"x", 5, None, [], {"role": "user"}, (i for i in range(2)))],
    *[(([bad],), "message 0") for bad in ("x", 5, None, {}, {"role": "robot", "content": "x"}, {"role": "user"},
                                           {"role": ["user"], "content": "x"}, {"role": "user", "content": ["x"]},
                                           {"role": "user", "content": "x", "name": "me"}, {"role": "assistant"},
                                           {"role": "developer", "content": ""}, {"role": "tool", "tool_call_id": "1"},
                                           {"role": "user", "content": "x", "task": "sing"},
                                           {"role": "assistant", "content": "x", "wo_eos": "yes"},
                                           {"role": "assistant", "content": "x", "reasoning_content": 3},
                                           {"role": "assistant", "content": "x", "tool_calls": "f"},
                                           {"role": "assistant", "content": "x", "tool_calls": [{"name": "f"}]},
                                           {"role": "assistant", "content": "", "tool_calls": [call("f", [1])]},
                                           {"role": "assistant", "content": "", "tool_calls": [call("f", {"a": {1, 2}})]},
                                           {"role": "system", "content": "x", "tools": [{"name": "f"}]},
                                           {"role": "system", "content": "x", "tools": WEATHER},
                                           {"role": "system", "content": "x", "response_format": {1: object()}},
                                           {"role": "user", "content": "x", "\x1b[2J": 1})],
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "words"), BAD)
def test_what_is_no_conversation_is_told_by_its_place(arguments, words):
    with pytest.raises(PromptError, match=words) as met:
        render(*arguments)
    assert len(str(met.value)) < 700 and str(met.value).isprintable()


@pytest.mark.parametrize(
    "settings",
    [{"thinking": 1}, {"thinking": "yes"}, {"drop_thinking": None}, {"effort": "max"}, {"effort": 5, "thinking": True},
     {"tools": "f"}, {"tools": [5]}, {"tools": [WEATHER]}, {"thinking": True, "effort": "max"}],
)  # fmt: skip
def test_settings_of_the_wrong_kind_and_words_that_are_not_there_are_told(settings):
    with pytest.raises(PromptError):
        render([user("q")], **settings)


# Answers ------------------------------------------------------------------------------------------------------------


def test_an_answer_is_read_back_into_the_message_that_renders_to_it():
    calls = [call("f", '{"city": "Köln", "days": 2, "none": null}', "call_0"), call("g", "{}", "call_1")]
    message = assistant("So:", reasoning_content="because\n", tool_calls=calls)
    prompt = render([user("q")], thinking=True)
    text = render([user("q"), message], thinking=True)
    assert text.startswith(prompt) and read_answer(text[len(prompt) :], thinking=True) == message
    assert read_answer(f"Hi!{E}", thinking=False) == assistant("Hi!")


@pytest.mark.parametrize(
    "tail",
    [
        f"\n\n<{DSML}tool_calls>\n<{DSML}invoke name=\"f\">\n",  # cut short
        f"\n\n<{DSML}tool_calls>\nnothing\n</{DSML}tool_calls>",
        f"\n\n<{DSML}tool_calls>\n<{DSML}invoke name=\"f\">\n<{DSML}parameter name=\"a\" string=\"false\">{{</"
        f"{DSML}parameter>\n</{DSML}invoke>\n</{DSML}tool_calls>",
    ],
)  # fmt: skip
def test_a_call_that_is_not_whole_stays_text(tail):
    assert read_answer(f"x{tail}", thinking=False) == assistant(f"x{tail}")


def test_reasoning_that_did_not_end_is_reasoning():
    assert read_answer("still", thinking=True) == assistant("", reasoning_content="still")


# Sessions -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def model():
    return lab.load(device="cpu")


def test_a_session_runs_the_conversation_with_single_tokens_for_markers(model):
    session = lab.Session(model)
    steps = list(session.chat([user("Tell me a story.")], thinking=True, max_new_tokens=4, temperature=0, capture=None))
    ids = [int(i) for i in session.trace.values("tokens", "id")]
    assert len(steps) == 4 and ids[:2] == [0, 2] and ids[: session.trace.run["prompt_tokens"]][-2:] == [3, 4]
    text = "".join(step.piece for step in steps)
    answer = session.answer()
    assert answer["reasoning_content"] + answer["content"] == text.replace(NOT, "")
    list(session.chat([user("a"), answer | {"content": "b"}, user("c")], max_new_tokens=1, capture=None))
    assert "reasoning_content" not in session.answer()
    assert session.trace.text.startswith(f"{B}{U}a{A}{NOT}b{E}{U}c{A}{NOT}")


def test_what_a_session_cannot_answer_is_told_at_once(model):
    session = lab.Session(model)
    with pytest.raises(RunError, match="call chat"):
        session.answer()
    with pytest.raises(PromptError, match="ends with an answer"):
        session.chat([user("a"), assistant("b")])
    with pytest.raises(PromptError, match=r"no token <｜latest_reminder｜>"):
        session.chat([{"role": "latest_reminder", "content": "x"}, user("a")])
    with pytest.raises(PromptError, match="part of the trained format"):
        session.chat([user("a")], thinking=True, effort="max")
    with pytest.raises(PromptError, match="part of the trained format"):
        session.chat([user("a")], tools=[WEATHER])
    list(session.stream("Once", max_new_tokens=1, capture=None))
    with pytest.raises(RunError, match="no conversation"):
        session.answer()


def test_the_words_come_from_the_folder_of_the_model(model, tmp_path):
    import shutil

    from dsv4lab.digest import TINY

    shutil.copytree(TINY, tmp_path / "model")
    write_encoding(tmp_path / "model")
    session = lab.Session(lab.load(tmp_path / "model", device="cpu"))
    list(session.chat([user("q")], thinking=True, effort="max", max_new_tokens=1, capture=None))
    assert session.trace.text.startswith(f"{B}{MAX}{U}q{A}{THINK}")
    with pytest.raises(PromptError, match="no token ｜DSML｜"):
        session.chat([user("q")], tools=[WEATHER])


def test_without_a_tokenizer_there_are_no_conversations(model):
    class Silent:
        tokenizer = None

    with pytest.raises(PromptError, match=r"no tokenizer\.json"):
        lab.Session(Silent()).chat([user("q")])
    assert prompt_of(f"{B}{U}q{A}{NOT}", model.tokenizer)[0] == 0
    assert TOOLS.count("{tool_schemas}") == 1

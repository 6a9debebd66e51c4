"""A conversation as the text that the model was trained on: modes, efforts, tools, several turns; and an answer read back.

The release has no template; its encoding file is the definition, and these are its rules (the fixed words come from that
file: chat_texts.py). Messages are those of other chat interfaces: {"role": "user", "content": "..."}.
Surprising: earlier reasoning is dropped from the prompt as soon as the user speaks again, except where tools are given; and
results of tools are part of a user's message, in the order of the calls. Tests: tests/package/test_chat.py.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dsv4lab.chat_messages import TASKS, as_json, checked, checked_tools, listed
from dsv4lab.chat_texts import FixedTexts, fill
from dsv4lab.errors import PromptError, shown
from dsv4lab.text import ASSISTANT, BEGIN, END, END_THINK, THINK, USER, Tokenizer

DSML = "｜DSML｜"
REMINDER = "<｜latest_reminder｜>"
MARKERS = (BEGIN, END, USER, ASSISTANT, THINK, END_THINK, DSML, REMINDER, *TASKS.values())
_CALLS = re.compile(rf"\n\n<{DSML}tool_calls>\n(.*?)\n</{DSML}tool_calls>", re.DOTALL)
_CALL = re.compile(rf'<{DSML}invoke name="([^"\n]*)">\n(.*?)\n?</{DSML}invoke>', re.DOTALL)
_PARAMETER = re.compile(rf'<{DSML}parameter name="([^"\n]*)" string="(true|false)">(.*?)</{DSML}parameter>', re.DOTALL)


def render(
    messages: Sequence[Mapping[str, Any]],
    *,
    thinking: bool = False,
    effort: str | None = None,
    tools: Sequence[Mapping[str, Any]] | None = None,
    drop_thinking: bool = True,
    fixed_texts: Callable[[], FixedTexts] | None = None,
) -> str:
    """The prompt of a conversation, markers written out; `Session.chat` runs it.

    messages       each with a role (system, user, developer, assistant, tool, latest_reminder) and its content; an
                   assistant's may have reasoning_content and tool_calls, a tool's tool_call_id, a user's task, a system's
                   tools and response_format. wo_eos leaves an assistant's last message open, to be gone on with
    thinking       whether the model shall reason before it answers
    effort         of reasoning, by a name that the release knows ("high", "max", in later ones "low"); None adds nothing
    tools          schemas of functions, {"type": "function", "function": {...}}; they become part of the system's message
    drop_thinking  leave out reasoning from before the last user's message; with tools it is always kept
    fixed_texts    gives the release's own words, asked only where they are needed

    >>> from dsv4lab.chat import render
    >>> render([{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hello"}], thinking=True)
    '<｜begin▁of▁sentence｜>Be brief.<｜User｜>Hello<｜Assistant｜><think>'

    A marker that is written in a message counts as one, as in the release's own encoding.
    Raises PromptError for a message, effort or tool that cannot be rendered, and where fixed texts are needed and absent.
    """
    for name, value in (("thinking", thinking), ("drop_thinking", drop_thinking)):
        if not isinstance(value, bool):
            raise PromptError(f"{name}={shown(value)} is unknown; use True or False.")
    if effort is not None and (not isinstance(effort, str) or not thinking):
        raise PromptError(f"effort={shown(effort)} is unknown without thinking=True, or no name; leave it out.")
    turns = _merged(_with_tools([checked(i, one) for i, one in enumerate(listed(messages))], tools))
    _sort_results(turns)
    drop = thinking and drop_thinking and not any(turn.get("tools") for turn in turns)
    if drop:
        turns = _without_old_reasoning(turns)
    words = _Words(fixed_texts)
    before = words.texts.effort(effort) if effort is not None else ""
    last = _last_user(turns)
    parts = [
        _turn(i, turns, words, thinking, drop, last) + _then(i, turns, thinking, drop, last) for i in range(len(turns))
    ]
    return BEGIN + before + "".join(parts)


def prompt_of(text: str, tokenizer: Tokenizer) -> list[int]:
    """Token ids of a rendered conversation; PromptError where the tokenizer lacks a marker: it would come out as letters."""
    lost = [marker for marker in MARKERS if marker in text and tokenizer.raw.token_to_id(marker) is None]
    if lost:
        raise PromptError(
            f"this checkpoint's tokenizer has no token {', '.join(lost)}, which the conversation needs. Its model was not "
            "trained on this form."
        )
    return tokenizer.encode(text)


def read_answer(text: str, *, thinking: bool) -> dict[str, Any]:
    """What the model wrote after a prompt, as the assistant's message that `render` takes in the next turn.

    Has content, and reasoning_content and tool_calls where they are; a call that was not finished stays part of the content.

    >>> from dsv4lab.chat import read_answer
    >>> read_answer("It is short.</think>Hi!<｜end▁of▁sentence｜>", thinking=True)
    {'role': 'assistant', 'content': 'Hi!', 'reasoning_content': 'It is short.'}
    """
    written = text.split(END, 1)[0]
    out: dict[str, Any] = {"role": "assistant", "content": written}
    if thinking:
        reasoning, closed, rest = written.partition(END_THINK)
        out |= {"content": rest if closed else "", "reasoning_content": reasoning}
    found = _CALLS.search(out["content"])
    calls = None if found is None else _calls(found[1])
    if found is not None and calls is not None:
        out["content"] = out["content"][: found.start()]
        out["tool_calls"] = calls
    return out


class _Words:
    """The fixed texts, read when a first one is needed."""

    def __init__(self, read: Callable[[], FixedTexts] | None) -> None:
        self._read, self._found = read, None

    @property
    def texts(self) -> FixedTexts:
        if self._found is None:
            if self._read is None:
                raise PromptError("the release's fixed texts are needed here; give fixed_texts=, or use Session.chat.")
            self._found = self._read()
        return self._found

    def section(self, what: str, template: str | None, **fields: str) -> str:
        if template is None:
            raise PromptError(f"{self.texts.file} has no words for {what}; this release was not trained on it.")
        return "\n\n" + fill(template, self.texts.file, **fields)


def _turn(i: int, turns: list[dict[str, Any]], words: _Words, thinking: bool, drop: bool, last: int) -> str:
    """One message without what opens the next one."""
    turn = turns[i]
    role, content = turn["role"], turn.get("content") or ""
    if role == "latest_reminder":
        return REMINDER + content
    if role == "assistant":
        reasons = thinking and (not drop or i > last) and not (i and turns[i - 1].get("task"))
        reasoning = (turn.get("reasoning_content") or "") + END_THINK if reasons else ""
        return reasoning + content + _call_block(turn.get("tool_calls")) + ("" if turn.get("wo_eos") else END)
    if role == "user":
        return USER + "\n\n".join(turn["blocks"][k][1] for k in range(len(turn["blocks"])))
    out = content if role == "system" else USER + content
    if turn.get("tools"):
        schemas = "\n".join(as_json(tool["function"]) for tool in turn["tools"])
        out += words.section(
            "tools", words.texts.tools, tool_schemas=schemas, dsml_token=DSML, thinking_start_token=THINK,
            thinking_end_token=END_THINK,
        )  # fmt: skip
    if turn.get("response_format"):
        form = words.texts.response_format
        out += words.section("response_format", form, schema=as_json(turn["response_format"]))
    return out


def _then(i: int, turns: list[dict[str, Any]], thinking: bool, drop: bool, last: int) -> str:
    """What follows a message where the assistant speaks next: its marker, and whether it reasons; or a task's marker."""
    if i + 1 < len(turns) and turns[i + 1]["role"] not in ("assistant", "latest_reminder"):
        return ""
    task, role = turns[i].get("task"), turns[i]["role"]
    if task == "action":
        return ASSISTANT + (THINK if thinking else END_THINK) + TASKS[task]
    if task is not None:
        return TASKS[task]
    if role not in ("user", "developer"):
        return ""
    return ASSISTANT + (THINK if thinking and (not drop or i >= last) else END_THINK)


def _call_block(calls: list[dict[str, Any]] | None) -> str:
    if not calls:
        return ""
    lines = []
    for call in calls:
        arguments = [
            f'<{DSML}parameter name="{key}" string="{"true" if isinstance(value, str) else "false"}">'
            f"{value if isinstance(value, str) else as_json(value)}</{DSML}parameter>"
            for key, value in call["arguments"].items()
        ]
        lines.append(f'<{DSML}invoke name="{call["name"]}">\n' + "\n".join(arguments) + f"\n</{DSML}invoke>")
    return f"\n\n<{DSML}tool_calls>\n" + "\n".join(lines) + f"\n</{DSML}tool_calls>"


def _calls(block: str) -> list[dict[str, Any]] | None:
    """The calls in a block, in the form of other chat interfaces; None where one is not well formed."""
    out = []
    for number, found in enumerate(_CALL.finditer(block)):
        arguments: dict[str, Any] = {}
        for name, text, value in _PARAMETER.findall(found[2]):
            try:
                arguments[name] = value if text == "true" else json.loads(value)
            except (ValueError, RecursionError):
                return None
        if _PARAMETER.sub("", found[2]).strip():
            return None
        function = {"name": found[1], "arguments": as_json(arguments)}
        out.append({"id": f"call_{number}", "type": "function", "function": function})
    return out if out and not _CALL.sub("", block).strip() else None


def _with_tools(turns: list[dict[str, Any]], tools: Any) -> list[dict[str, Any]]:
    """The tools of the call in the system's message, which is made where there is none."""
    if tools is None:
        return turns
    checked = checked_tools("tools", tools)
    if not turns or turns[0]["role"] != "system":
        turns = [{"role": "system", "content": ""}, *turns]
    return [turns[0] | {"tools": [*turns[0].get("tools", []), *checked]}, *turns[1:]]


def _merged(turns: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Results of tools as parts of a user's message, what a user says in a row as one; `blocks` are (call's id, text)."""
    out: list[dict[str, Any]] = []
    for turn in turns:
        if turn["role"] not in ("user", "tool"):
            out.append(turn)
            continue
        is_result = turn["role"] == "tool"
        block = (turn.get("tool_call_id", ""), f"<tool_result>{turn['content']}</tool_result>") if is_result else (
            None, turn["content"])  # fmt: skip
        if out and out[-1]["role"] == "user" and (is_result or out[-1].get("task") is None):
            out[-1]["blocks"].append(block)
        else:
            out.append({"role": "user", "blocks": [block]})
        if "task" in turn:
            out[-1]["task"] = turn["task"]
    return out


def _sort_results(turns: list[dict[str, Any]]) -> None:
    """Put results of tools into the order of the calls before them; what the user says keeps its place."""
    order: dict[str, int] = {}
    for turn in turns:
        if turn.get("tool_calls"):
            order = {str(call["id"]): i for i, call in enumerate(turn["tool_calls"]) if call["id"]}
        elif turn["role"] == "user":
            blocks = turn["blocks"]
            results = iter(sorted((b for b in blocks if b[0] is not None), key=lambda b: order.get(b[0], 0)))
            turn["blocks"] = [block if block[0] is None else next(results) for block in blocks]


def _last_user(turns: list[dict[str, Any]]) -> int:
    return max((i for i, turn in enumerate(turns) if turn["role"] in ("user", "developer")), default=-1)


def _without_old_reasoning(turns: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the release leaves out before the last user's message: reasoning, and a developer's messages whole."""
    last = _last_user(turns)
    return [turn for i, turn in enumerate(turns) if i >= last or turn["role"] != "developer"]

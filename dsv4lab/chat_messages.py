"""Messages of a conversation, as people give them: each is checked, and copied into the one form that chat.py relies on.

Tests: tests/package/test_chat.py.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from dsv4lab.errors import PromptError, shown

TASKS = {name: f"<｜{name}｜>" for name in ("action", "query", "authority", "domain", "title", "read_url")}
_KEYS = {
    "system": {"tools", "response_format"},
    "user": {"task"},
    "developer": {"tools", "response_format", "task"},
    "assistant": {"reasoning_content", "tool_calls", "task", "wo_eos"},
    "tool": {"tool_call_id"},
    "latest_reminder": set[str](),
}


def listed(messages: Any) -> list[Any]:
    """The messages one after another; PromptError for what is no list of them."""
    if isinstance(messages, (str, bytes, Mapping)) or not isinstance(messages, Sequence) or not messages:
        raise PromptError(
            f"messages={shown(messages, 80)} is no conversation; give a list such as "
            "[{'role': 'user', 'content': 'Hello'}], with at least one message."
        )
    return list(messages)


def checked(i: int, message: Any) -> dict[str, Any]:
    """A copy of a message that can be relied on; PromptError says which part of which message cannot."""
    if not isinstance(message, Mapping):
        raise PromptError(
            f"message {i} is a {type(message).__name__} ({shown(message, 60)}); give a dict with role and content."
        )
    role = message.get("role")
    if not isinstance(role, str) or role not in _KEYS:
        raise PromptError(f"message {i} has role {shown(role, 60)}; use {', '.join(_KEYS)}.")
    unknown = sorted(str(key) for key in message.keys() - {"role", "content"} - _KEYS[role])
    if unknown:
        known = ", ".join(sorted({"role", "content"} | _KEYS[role]))
        raise PromptError(
            f"message {i} ({role}) has {shown(unknown[0], 60)}, which is no part of one; it may have {known}."
        )
    turn = {key: value for key, value in message.items() if value is not None}
    for key in ("content", "reasoning_content", "tool_call_id"):
        if not isinstance(turn.get(key, ""), str):
            raise PromptError(f"message {i} ({role}): {key} is {shown(turn[key], 60)}; it must be text.")
    if "content" not in turn and (role not in ("assistant", "system") or not turn.keys() - {"role"}):
        raise PromptError(f"message {i} ({role}) has no content.")
    if role == "developer" and not turn["content"]:
        raise PromptError(f"message {i} (developer) is empty.")
    if "task" in turn and (not isinstance(turn["task"], str) or turn["task"] not in TASKS):
        raise PromptError(f"message {i}: task is {shown(turn['task'], 60)}; use {', '.join(TASKS)}.")
    if not isinstance(turn.get("wo_eos", False), bool):
        raise PromptError(f"message {i}: wo_eos is {shown(turn['wo_eos'], 60)}; use True or False.")
    if "tools" in turn:
        turn["tools"] = checked_tools(f"message {i}: tools", turn["tools"])
    if "tool_calls" in turn:
        turn["tool_calls"] = [
            _checked_call(i, call) for call in _as_list(f"message {i}: tool_calls", turn["tool_calls"])
        ]
    if "response_format" in turn:
        _json_or_refuse(f"message {i}: response_format", turn["response_format"])
    return turn


def checked_tools(where: str, tools: Any) -> list[dict[str, Any]]:
    """Tools as the prompt takes them; PromptError, which begins with `where`, for what is none."""
    out = []
    for tool in _as_list(where, tools):
        function = tool.get("function") if isinstance(tool, Mapping) else None
        if not isinstance(function, Mapping) or not isinstance(function.get("name"), str):
            raise PromptError(
                f"{where}: {shown(tool, 80)} is no tool; give {{'type': 'function', 'function': {{'name': ..., "
                "'description': ..., 'parameters': {...}}}."
            )
        _json_or_refuse(where, function)
        out.append({"function": function})
    return out


def _checked_call(i: int, call: Any) -> dict[str, Any]:
    """A call with its arguments as a table, whether they came as one or as JSON."""
    function = call.get("function") if isinstance(call, Mapping) else None
    if not isinstance(function, Mapping) or not isinstance(function.get("name"), str):
        raise PromptError(
            f"message {i}: {shown(call, 80)} is no call; give {{'id': ..., 'function': {{'name': ..., ...}}}}."
        )
    arguments = function.get("arguments", {})
    if isinstance(arguments, str):
        try:
            read = json.loads(arguments)
        except (ValueError, RecursionError):
            read = None
        arguments = read if isinstance(read, dict) else {"arguments": arguments}  # as the release does it
    if not isinstance(arguments, Mapping) or any(not isinstance(key, str) for key in arguments):
        raise PromptError(
            f"message {i}: the arguments of {shown(function['name'], 60)} are {shown(arguments, 60)}; give a dict."
        )
    _json_or_refuse(f"message {i}: the arguments of a call", arguments)
    return {"id": call.get("id", ""), "name": function["name"], "arguments": dict(arguments)}


def _as_list(where: str, value: Any) -> list[Any]:
    if isinstance(value, (str, bytes, Mapping)) or not isinstance(value, Sequence):
        raise PromptError(f"{where} is {shown(value, 60)}; give a list.")
    return list(value)


def as_json(value: Any) -> str:
    """JSON with all characters as they are. TypeError, ValueError or RecursionError for what JSON cannot say."""
    return json.dumps(value, ensure_ascii=False)


def _json_or_refuse(where: str, value: Any) -> None:
    try:
        as_json(value).encode()
    except (TypeError, ValueError, RecursionError):
        raise PromptError(f"{where} is {shown(value, 60)}, which cannot be written as JSON.") from None

"""Conversation: what stands in the chat form, as `Session.chat` takes it.

What cannot be run is told by the place where it stands: the form keeps it as it was typed.
Tests: tests/widgets/test_chat_form.py.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dsv4lab.chat_prompt import chat_ids
from dsv4lab.errors import PromptError, shown
from dsv4lab.text import Tokenizer


@dataclass(frozen=True)
class Conversation:
    """Messages and how they are to be answered.

    system     what the system says; "" for nothing
    turns      messages of user, assistant and tools, as `dsv4lab.chat.render` takes them
    thinking   whether the model shall reason first
    effort     of reasoning, by its name; "" for none
    tools      schemas of functions as JSON text; blank for none
    """

    system: str
    turns: Sequence[Mapping[str, Any]]
    thinking: bool = False
    effort: str = ""
    tools: str = ""

    @property
    def messages(self) -> list[dict[str, Any]]:
        """The system's message, if it says something, then the turns."""
        first = [{"role": "system", "content": self.system}] if self.system else []
        return [*first, *(dict(turn) for turn in self.turns)]

    @property
    def options(self) -> dict[str, Any]:
        """The other arguments of `Session.chat`. Raises PromptError for tools that are no JSON."""
        effort = self.effort or None if self.thinking else None  # an effort waits in the form until there is thinking
        return {"thinking": self.thinking, "effort": effort, "tools": tools_of(self.tools)}

    def ids(self, tokenizer: Tokenizer | None) -> list[int]:
        """Token ids of the prompt, as `Session.chat` reads them. Raises PromptError where there is none."""
        if self.turns and self.turns[-1].get("role") == "assistant":
            raise PromptError(
                f"The conversation ends with the assistant's turn {len(self.turns)}: add a turn of the user, or remove it."
            )
        return chat_ids(self.messages, tokenizer, **self.options)

    def stream(self, session: Any, settings: Mapping[str, Any]) -> Generator[Any]:
        """The steps of the answer; raises what `Session.chat` raises."""
        return session.chat(self.messages, **self.options, **settings)

    def lacking(self) -> str:
        """Which turn is still empty, in a sentence; "" where all are written."""
        for number, turn in enumerate(self.turns, 1):
            said = turn.get("content") or turn.get("reasoning_content") or turn.get("tool_calls")
            if not said and turn.get("role") != "tool":  # a tool may well return nothing
                return f"Turn {number} ({turn.get('role')}) is empty: write it, or remove it."
        return ""


def tools_of(text: str) -> list[Any] | None:
    """Tools from JSON text; None for a blank one. PromptError says where the text stops being JSON."""
    if not text.strip():
        return None
    try:
        tools = json.loads(text)
    except json.JSONDecodeError as error:
        raise PromptError(f"The tools are no JSON: {error.msg} at line {error.lineno}, column {error.colno}.") from None
    except (ValueError, RecursionError):
        raise PromptError("The tools are no JSON that can be read.") from None
    if not isinstance(tools, list):
        raise PromptError(f"The tools are {shown(tools, 60)}; give a list: [{{'type': 'function', ...}}] in JSON.")
    return tools


def after_answer(answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The turns that an answer adds: its own, then an empty one for each tool that it calls, else one for the user."""
    calls = answer.get("tool_calls") or []
    results = [{"role": "tool", "content": "", "tool_call_id": str(call.get("id", ""))} for call in calls]
    return [dict(answer), *(results or [{"role": "user", "content": ""}])]

"""A conversation as token ids: what `Session.chat` reads, and what the explorer's chat form shows before it is read.

Both ask here, so what is shown is what is read. The text is chat.py's.   Tests: tests/widgets/test_chat_form.py,
tests/package/test_chat.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dsv4lab.chat import prompt_of, render
from dsv4lab.chat_texts import FixedTexts, read_fixed_texts
from dsv4lab.errors import PromptError
from dsv4lab.text import END, MARKERS, Tokenizer


def chat_ids(
    messages: Sequence[Mapping[str, Any]],
    tokenizer: Tokenizer | None,
    *,
    thinking: bool = False,
    effort: str | None = None,
    tools: Sequence[Mapping[str, Any]] | None = None,
    drop_thinking: bool = True,
) -> list[int]:
    """Token ids of a conversation that waits for its answer; the arguments are those of `chat.render`.

    Raises PromptError for a conversation that cannot be rendered or waits for nobody, a tokenizer without the markers, and
    fixed texts that are needed and cannot be found.
    """
    if tokenizer is None:
        raise PromptError("this checkpoint has no tokenizer.json; a conversation needs its markers.")
    text = render(
        messages,
        thinking=thinking,
        effort=effort,
        tools=tools,
        drop_thinking=drop_thinking,
        fixed_texts=lambda: read_fixed_texts(tokenizer.folder),
    )
    if messages[-1].get("role") == "assistant" and text.endswith(END):
        raise PromptError(
            "the conversation ends with an answer; add the next message, or leave the answer open (wo_eos)."
        )
    return prompt_of(text, tokenizer)


def chat_texts_of(tokenizer: Tokenizer | None) -> FixedTexts:
    """The fixed texts of a checkpoint that was trained on conversations.

    Raises PromptError, one sentence, for a checkpoint that says nothing of conversations; CheckpointError for a damaged one.
    """
    if tokenizer is None:
        raise PromptError("this checkpoint has no tokenizer.json, so it has no chat form.")
    if lost := [marker for marker in MARKERS if tokenizer.raw.token_to_id(marker) is None]:
        raise PromptError(f"this checkpoint's tokenizer has no token {', '.join(lost)}, so it has no chat form.")
    try:
        return read_fixed_texts(tokenizer.folder)
    except PromptError:
        raise PromptError(
            "this checkpoint has no chat form: its folder holds no chat texts, which a release has in encoding/*.py (hf "
            "download REPOSITORY --include 'encoding/*')."
        ) from None

"""The prompt of a conversation, piece by piece: which pieces are special tokens, and which of these somebody typed.

A special token's spelling becomes that one token wherever it stands, as in the release's own encoding, while a spelling
that only resembles it stays letters. Nobody can see that in a text, so the pieces are those of the token ids.
Tests: tests/widgets/test_chat_form.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from dsv4lab.chat import render
from dsv4lab.chat_texts import read_fixed_texts
from dsv4lab.errors import LabError, printable
from dsv4lab.text import Tokenizer
from dsv4lab.widgets.codes import CHAT_SPECIAL, CHAT_TYPED
from dsv4lab.widgets.conversation import Conversation

MOST_NOTES = 6
# Signs around what a message says while its place in the prompt is looked for; private characters, no token of a release.
_OPEN, _CLOSE = "\ue000", "\ue001"
# What looks like a special token: <|User|> with plain bars, a spelling of another model, <think>.
_ALIKE = re.compile(r"<[|｜][^<>|｜\n]{1,40}[|｜]>|</?think>")


class Piece(NamedTuple):
    """Letters that are whole characters, or one special token.

    text    as it stands in the prompt
    id      of the (first) token
    count   how many tokens it is; more than one where a character is spread over several
    flags   CHAT_SPECIAL, CHAT_TYPED
    """

    text: str
    id: int
    count: int
    flags: int


def pieces_of(
    ids: Sequence[int], tokenizer: Tokenizer, typed: Sequence[tuple[int, int]] = (), at: int = 0
) -> list[Piece]:
    """The prompt's pieces in order; their texts joined are the prompt.

    typed   stretches of the prompt's bytes, [begin, end), that come out of messages
    at      how many bytes of the prompt stand before the first of these ids
    """
    out: list[Piece] = []
    waiting, first, count = b"", -1, 0
    inside = iter(sorted(typed))
    begin, end = next(inside, (-1, -1))
    for token_id in map(int, ids):
        data = tokenizer.token_bytes(token_id)
        while 0 <= end <= at:
            begin, end = next(inside, (-1, -1))
        is_special = tokenizer.is_special(token_id)
        if waiting and is_special:
            out.append(Piece(waiting.decode("utf-8", "replace"), first, count, 0))
            waiting, count = b"", 0
        if is_special:
            flags = CHAT_SPECIAL | (CHAT_TYPED if begin <= at < end else 0)
            out.append(Piece(data.decode("utf-8", "replace"), token_id, 1, flags))
        else:
            first = first if waiting else token_id
            waiting, count = waiting + data, count + 1
            try:
                out.append(Piece(waiting.decode("utf-8"), first, count, 0))
                waiting, count = b"", 0
            except UnicodeDecodeError:
                pass  # the character goes on in the next token
        at += len(data)
    if waiting:
        out.append(Piece(waiting.decode("utf-8", "replace"), first, count, 0))
    return out


def ends_of(
    ids: Sequence[int], tokenizer: Tokenizer, typed: Sequence[tuple[int, int]], first: int, last: int
) -> tuple[list[Piece], list[Piece]]:
    """The pieces of the `first` and the `last` tokens of a long prompt; of a shorter one all, and none."""
    if len(ids) <= first + last:
        return pieces_of(ids, tokenizer, typed), []
    before = sum(len(tokenizer.token_bytes(int(i))) for i in ids[:-last])
    return pieces_of(ids[:first], tokenizer, typed), pieces_of(ids[-last:], tokenizer, typed, before)


def typed_stretches(conversation: Conversation, tokenizer: Tokenizer) -> list[tuple[int, int]]:
    """Where in the prompt's bytes the messages' own words stand: [begin, end) of each.

    Found by rendering the conversation once more with signs around them; nothing is found where a message has such signs.
    """
    messages, options = conversation.messages, conversation.options
    if any(sign in text for _, text in _places(conversation) for sign in (_OPEN, _CLOSE)):
        return []
    text = render([_signed(one) for one in messages], **options, fixed_texts=lambda: read_fixed_texts(tokenizer.folder))
    stretches: list[tuple[int, int]] = []
    at, begin = 0, 0
    for part in re.split(f"([{_OPEN}{_CLOSE}])", text):
        if part == _OPEN:
            begin = at
        elif part == _CLOSE:
            stretches.append((begin, at))
        else:
            at += len(part.encode())
    return stretches


def _signed(message: Mapping[str, Any]) -> dict[str, Any]:
    """A message with signs around its words; an empty one stays empty, since the format looks at that."""
    signed = {key: f"{_OPEN}{message[key]}{_CLOSE}" for key in ("content", "reasoning_content") if message.get(key)}
    return {**message, **signed}


def notes_of(conversation: Conversation, tokenizer: Tokenizer) -> list[str]:
    """Sentences about spellings in the messages: which became one special token, and which only look so."""
    notes: list[str] = []
    for where, text in _places(conversation):
        for spelling, is_special in spellings(text, tokenizer):
            became = "one special token, as in the release's own encoding" if is_special else "letters: several tokens"
            note = f"“{printable(spelling, 60)}” in {where} is read as {became}."
            if note not in notes:
                notes.append(note)
    left = len(notes) - MOST_NOTES
    return notes if left <= 0 else [*notes[:MOST_NOTES], f"{left} more such spellings are marked in the prompt."]


def spellings(text: str, tokenizer: Tokenizer) -> Iterator[tuple[str, bool]]:
    """What in a text is spelled like a special token, in order, and whether it becomes one."""
    known = (token.content for token in tokenizer.raw.get_added_tokens_decoder().values())
    if not _ALIKE.search(text) and not any(spelling in text for spelling in known):
        return  # as in most texts, which may be long
    try:
        ids = tokenizer.encode(text)
    except LabError:
        return  # the prompt says what is wrong with it
    letters = ""
    for piece in [*pieces_of(ids, tokenizer), None]:
        if piece is not None and not piece.flags & CHAT_SPECIAL:
            letters += piece.text
            continue
        yield from ((found[0], False) for found in _ALIKE.finditer(letters))
        letters = ""
        if piece is not None:
            yield piece.text, True


def _places(conversation: Conversation) -> Iterator[tuple[str, str]]:
    """Every text that somebody typed, with the words for its place."""
    yield "the system's text", conversation.system
    for number, turn in enumerate(conversation.turns, 1):
        yield f"turn {number}", str(turn.get("content") or "")
        yield f"the reasoning of turn {number}", str(turn.get("reasoning_content") or "")
    yield "the tools", conversation.tools

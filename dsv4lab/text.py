"""Text to token ids and back, with the exact bytes of every token.

Reads the tokenizer.json of a checkpoint folder: byte-level BPE, the release's and the shipped model's alike.
Surprising: one character can be spread over several tokens, so a token is shown by its bytes and only a run of tokens
can be decoded; the begin marker is never added by itself, a prompt that wants it asks for it.
Tests: tests/test_text.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from dsv4lab.errors import CheckpointError, PromptError

if TYPE_CHECKING:
    from tokenizers import Tokenizer as RawTokenizer

BEGIN, END = "<｜begin▁of▁sentence｜>", "<｜end▁of▁sentence｜>"
USER, ASSISTANT = "<｜User｜>", "<｜Assistant｜>"
THINK, END_THINK = "<think>", "</think>"
MARKERS = (BEGIN, END, USER, ASSISTANT, THINK, END_THINK)  # ids 0 to 5 of a tokenizer trained here


class Tokenizer:
    """A tokenizer.json and the ids of its begin and end markers."""

    def __init__(self, raw: RawTokenizer, *, bos_id: int | None = None, eos_id: int | None = None) -> None:
        self.raw = raw
        self._added = {token_id: token.content for token_id, token in raw.get_added_tokens_decoder().items()}
        self.bos_id = self._marker(BEGIN) if bos_id is None else bos_id
        self.eos_id = self._marker(END) if eos_id is None else eos_id
        self.vocab_size: int = raw.get_vocab_size(with_added_tokens=True)

    @classmethod
    def load(cls, folder: str | Path) -> Tokenizer | None:
        """The tokenizer of a checkpoint folder, or None where the folder has no tokenizer.json."""
        from tokenizers import Tokenizer as RawTokenizer

        file = Path(folder) / "tokenizer.json"
        if not file.is_file():
            return None
        try:
            raw = RawTokenizer.from_file(str(file))
        except Exception as error:  # the Rust side raises bare Exception
            raise CheckpointError(f"{file}: not a readable tokenizer ({error}). Fetch the file again.") from None
        ids = _marker_ids(Path(folder) / "config.json")
        return cls(raw, bos_id=ids.get("bos_token_id"), eos_id=ids.get("eos_token_id"))

    def encode(self, text: str, *, bos: bool = False) -> list[int]:
        """Token ids of a text; markers written in it become their single tokens. `bos` puts the begin marker first."""
        ids = self.raw.encode(text, add_special_tokens=False).ids
        return [self.bos_id, *ids] if bos else ids

    def encode_many(self, texts: Sequence[str]) -> list[list[int]]:
        """`encode` for many texts at once, on all cores."""
        return [encoding.ids for encoding in self.raw.encode_batch(texts, add_special_tokens=False)]

    def decode(self, ids: Iterable[int], *, markers: bool = True) -> str:
        """The text of token ids; bytes that form no character read as U+FFFD. `markers=False` leaves markers out."""
        kept = (int(i) for i in ids)
        return b"".join(self.token_bytes(i) for i in kept if markers or not self.is_special(i)).decode(
            "utf-8", "replace"
        )

    def token_bytes(self, token_id: int) -> bytes:
        """The bytes a token stands for; for a marker, its text in UTF-8."""
        if token_id in self._added:
            return self._added[token_id].encode()
        piece = self.raw.id_to_token(token_id)
        if piece is None:
            raise PromptError(f"token id {token_id} is not in this vocabulary of {self.vocab_size} tokens.")
        return bytes(_byte_of_character()[character] for character in piece)

    def is_special(self, token_id: int) -> bool:
        """Whether the id is a marker (begin, end, roles, think) and not text."""
        return token_id in self._added

    def _marker(self, text: str) -> int:
        token_id = self.raw.token_to_id(text)
        if token_id is None:
            raise CheckpointError(f"the tokenizer has no token {text}; give bos_id and eos_id, or its config.json.")
        return token_id


def _marker_ids(config: Path) -> dict[str, int]:
    """bos_token_id and eos_token_id as the checkpoint's config names them, if it is there."""
    if not config.is_file():
        return {}
    values = json.loads(config.read_text(encoding="utf-8"))
    found = {}
    for key in ("bos_token_id", "eos_token_id"):
        value = values.get(key)
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, int):
            found[key] = value
    return found


@cache
def _byte_of_character() -> dict[str, int]:
    """The byte-level alphabet read backwards: printable bytes are themselves, the others sit from U+0100 upwards."""
    printable = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    table = {chr(byte): byte for byte in printable}
    hidden = (byte for byte in range(256) if byte not in printable)
    return table | {chr(256 + i): byte for i, byte in enumerate(hidden)}

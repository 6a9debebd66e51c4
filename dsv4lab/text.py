"""Text to token ids and back, with the exact bytes of every token.

Reads the tokenizer.json of a checkpoint folder: byte-level BPE, the release's and the shipped model's alike.
Surprising: one character can be spread over several tokens, so a token is shown by its bytes, only a run of tokens can be
decoded, and a text that is being written holds its last token back while a character is unfinished (`TextStream`).
Tests: tests/package/test_text.py.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from dsv4lab.errors import CheckpointError, PromptError, shown
from dsv4lab.tokenizer_files import read_tokenizer

if TYPE_CHECKING:
    from tokenizers import Tokenizer as RawTokenizer

BEGIN, END = "<｜begin▁of▁sentence｜>", "<｜end▁of▁sentence｜>"
USER, ASSISTANT = "<｜User｜>", "<｜Assistant｜>"
THINK, END_THINK = "<think>", "</think>"
MARKERS = (BEGIN, END, USER, ASSISTANT, THINK, END_THINK)  # ids 0 to 5 of a tokenizer trained here
_NEVER_IN_UTF8 = frozenset((0xC0, 0xC1, *range(0xF5, 0x100)))


class Tokenizer:
    """A tokenizer.json and the ids of its markers. Every token in `end_ids` ends a text; `eos_id` is the first of them.

    `notes` says what of the files was put aside, or cannot be written with this vocabulary.
    """

    def __init__(
        self,
        raw: RawTokenizer,
        *,
        bos_id: int | None = None,
        eos_id: int | None = None,
        end_ids: Iterable[int] = (),
        notes: Iterable[str] = (),
    ) -> None:
        self.raw = raw
        self._added = {token_id: token.content for token_id, token in raw.get_added_tokens_decoder().items()}
        self.bos_id = self._marker(BEGIN) if bos_id is None else bos_id
        self.eos_id = self._marker(END) if eos_id is None else eos_id
        self.end_ids: frozenset[int] = frozenset({self.eos_id, *end_ids})
        self.vocab_size: int = raw.get_vocab_size(with_added_tokens=True)
        self.notes = list(notes)
        self.folder: Path | None = None  # where it was read from; the fixed texts of conversations lie there too

    @classmethod
    def load(cls, folder: str | Path) -> Tokenizer | None:
        """The tokenizer of a checkpoint folder, or None where the folder has no tokenizer.json."""
        parts = read_tokenizer(Path(folder))
        if parts is None:
            return None
        first = parts.end_ids[0] if parts.end_ids else None
        tokenizer = cls(parts.raw, bos_id=parts.bos_id, eos_id=first, end_ids=parts.end_ids, notes=parts.notes)
        tokenizer.folder = Path(folder)
        if tokenizer.missing_bytes:
            lost = sorted(tokenizer.missing_bytes)
            tokenizer.notes.append(
                f"tokenizer.json has no token for {len(lost)} of the bytes that texts are written with, the first "
                f"0x{lost[0]:02X}: a text that needs one is refused."
            )
        return tokenizer

    def encode(self, text: str, *, bos: bool = False, markers: bool = True) -> list[int]:
        """Token ids of a text; markers written in it become their single tokens.

        bos       put the begin marker first, unless the text begins with it already
        markers   False takes markers for the letters they are written with, as in a text that speaks about them

        >>> import dsv4lab as lab
        >>> lab.load().tokenizer.encode("Once upon a time", bos=True)
        [0, 783, 573, 264, 499]
        """
        _check_text(text, self.missing_bytes)
        ids = self.raw.encode(text, add_special_tokens=False).ids if markers else self._letters(text)
        return [self.bos_id, *ids] if bos and ids[:1] != [self.bos_id] else ids

    def encode_many(self, texts: Sequence[str]) -> list[list[int]]:
        """`encode` for many texts at once, on all cores."""
        for text in texts:
            _check_text(text, self.missing_bytes)
        return [encoding.ids for encoding in self.raw.encode_batch(list(texts), add_special_tokens=False)]

    def decode(self, ids: Iterable[int], *, markers: bool = True) -> str:
        """The text of token ids; bytes that form no character read as U+FFFD. `markers=False` leaves markers out."""
        kept = (int(i) for i in ids)
        return b"".join(self.token_bytes(i) for i in kept if markers or not self.is_special(i)).decode(
            "utf-8", "replace"
        )

    def token_bytes(self, token_id: int) -> bytes:
        """The bytes a token stands for; for a marker its text in UTF-8, for an id without a token `unknown_token`."""
        if token_id in self._added:
            return self._added[token_id].encode()
        if token_id < 0:
            raise PromptError(f"token id {shown(token_id)} is no token; ids begin at 0.")
        piece = self.raw.id_to_token(token_id) if token_id < 1 << 32 else None
        if piece is None:  # a model may have more rows than its tokenizer has tokens, and can draw any of them
            return unknown_token(token_id).encode()
        try:
            return bytes(_byte_of_character()[character] for character in piece)
        except KeyError:  # not written in the byte alphabet: the piece is its own text, as in the tokenizers library
            return piece.encode()

    def is_special(self, token_id: int) -> bool:
        """Whether the id is a marker (begin, end, roles, think) and not text."""
        return token_id in self._added

    @cached_property
    def missing_bytes(self) -> frozenset[int]:
        """Bytes that no token of this vocabulary writes: texts that need them cannot be encoded."""
        vocabulary = self.raw.get_vocab(with_added_tokens=False)
        needed = ((c, byte) for c, byte in _byte_of_character().items() if byte not in _NEVER_IN_UTF8)
        return frozenset(byte for character, byte in needed if character not in vocabulary)

    def _letters(self, text: str) -> list[int]:
        ids = self._without_markers.encode(text, add_special_tokens=False).ids
        if met := sorted({i for i in ids if i in self._added}):
            raise PromptError(f"this vocabulary writes {shown(self._added[met[0]])} as one token only, marker or not.")
        return ids

    @cached_property
    def _without_markers(self) -> RawTokenizer:
        """The same vocabulary without the markers: their letters are then ordinary text."""
        from tokenizers import Tokenizer as RawTokenizer

        values = json.loads(self.raw.to_str())
        values["added_tokens"] = []
        vocabulary = values["model"]["vocab"]
        values["model"]["vocab"] = {k: v for k, v in vocabulary.items() if v not in self._added}
        try:
            return RawTokenizer.from_str(json.dumps(values))
        except Exception:  # a merge makes the marker: it must stay a token, and _letters refuses it where it comes out
            return RawTokenizer.from_str(json.dumps(values | {"model": values["model"] | {"vocab": vocabulary}}))

    def _marker(self, text: str) -> int:
        token_id = self.raw.token_to_id(text)
        if token_id is None:
            raise CheckpointError(f"the tokenizer has no token {text}; give bos_id and eos_id, or its config.json.")
        return token_id


class TextStream:
    """The text of tokens that come one by one: a character is given out when its last byte is there.

    All that `feed` and `rest` gave, joined, is `Tokenizer.decode` of the same ids: bytes that can no longer become a
    character read as U+FFFD. Without a tokenizer every id reads as `unknown_token`.
    """

    def __init__(self, tokenizer: Tokenizer | None) -> None:
        self._tokenizer = tokenizer
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def feed(self, token_id: int) -> str:
        """The text that this token completes; empty where it ends inside a character."""
        known = self._tokenizer
        return self._decoder.decode(unknown_token(token_id).encode() if known is None else known.token_bytes(token_id))

    def rest(self) -> str:
        """What is left at the end of the text: U+FFFD for a character that was never finished, else nothing."""
        return self._decoder.decode(b"", final=True)


def unknown_token(token_id: int) -> str:
    """How an id is shown that no token of the tokenizer has."""
    return f"⟨token {token_id}⟩"


def _check_text(text: object, missing: frozenset[int]) -> None:
    """Refuse what is no text, or a text that the vocabulary would lose a part of."""
    if not isinstance(text, str):
        raise PromptError(f"the text is a {type(text).__name__} ({shown(text, 80)}); give a str.")
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise PromptError(
            f"the text holds {text[error.start]!a} at character {error.start}: half of a character, which no text "
            "in UTF-8 can hold. Take it out, or read the text again with the right encoding."
        ) from None
    if missing and (lost := sorted(missing.intersection(data))):
        raise PromptError(
            f"the text needs the bytes {' '.join(f'0x{byte:02X}' for byte in lost[:8])}, which this vocabulary lacks: they "
            "would vanish. Replace the characters that are written with them."
        )


@cache
def _byte_of_character() -> dict[str, int]:
    """The byte-level alphabet read backwards: printable bytes are themselves, the others sit from U+0100 upwards."""
    printable = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    table = {chr(byte): byte for byte in printable}
    hidden = (byte for byte in range(256) if byte not in printable)
    return table | {chr(256 + i): byte for i, byte in enumerate(hidden)}

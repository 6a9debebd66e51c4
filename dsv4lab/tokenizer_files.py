"""The files that say how a checkpoint's text is cut and where it ends, read into the parts of one Tokenizer.

tokenizer.json cuts; tokenizer_config.json and special_tokens_map.json name further markers; config.json and
generation_config.json name the begin id and every end id. Surprising: a tokenizer.json also carries what its last user
had switched on (cutting to a length, padding, random merges), and obeys it without a word: that is switched off here.
Tests: tests/package/test_tokenizer_files.py.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from dsv4lab.errors import CheckpointError, shown
from dsv4lab.json_files import read_object
from dsv4lab.named_ids import named_ids

if TYPE_CHECKING:
    from tokenizers import Tokenizer as RawTokenizer


_NAMES_MARKERS = ("tokenizer_config.json", "special_tokens_map.json")
_FLAGS = ("single_word", "lstrip", "rstrip", "normalized", "special")


class TokenizerParts(NamedTuple):
    """What a folder's files say: tokens, the markers that begin and end a text, and what of the files was put aside."""

    raw: RawTokenizer
    bos_id: int | None
    end_ids: tuple[int, ...]
    notes: list[str]


def read_tokenizer(folder: Path) -> TokenizerParts | None:
    """The tokenizer of a folder with its markers; None where there is no tokenizer.json."""
    from tokenizers import Tokenizer as RawTokenizer

    file = folder / "tokenizer.json"
    if not os.path.lexists(file):  # a link that leads nowhere is a damaged file, not an absent one
        return None
    values = read_object(file, CheckpointError)
    _check_byte_level(file, values)
    try:
        raw = RawTokenizer.from_str(json.dumps(values))
    except Exception as error:  # the Rust side raises bare Exception
        raise CheckpointError(
            f"{file}: not a readable tokenizer ({shown(str(error))}). Fetch the file again."
        ) from None
    notes = _switch_off(raw)
    settings: dict[str, Any] = {}
    for name in reversed(_NAMES_MARKERS):
        if os.path.lexists(folder / name):
            settings |= read_object(folder / name, CheckpointError)
    notes += _add_markers(raw, settings)
    begin, ends = named_ids(folder)
    words = {key: raw.token_to_id(text) for key in ("bos_token", "eos_token") if (text := _content(settings.get(key)))}
    begin = words.get("bos_token") if begin is None else begin
    ends = ends or tuple(i for i in (words.get("eos_token"),) if i is not None)
    return TokenizerParts(raw, begin, ends, notes)


def _check_byte_level(file: Path, values: dict[str, Any]) -> None:
    """Refuse by name a tokenizer whose tokens are not written in the byte alphabet."""
    model = values.get("model")
    kind = model.get("type", "BPE") if isinstance(model, dict) else None
    steps: list[Any] = [values.get("pre_tokenizer"), values.get("normalizer")]
    found = set()
    while steps:
        step = steps.pop()
        if isinstance(step, dict):
            found.add(str(step.get("type")))
            steps += [inner for key in ("pretokenizers", "normalizers") for inner in _listed(step.get(key))]
    if kind is not None and (kind != "BPE" or "ByteLevel" not in found):
        steps_found = ", ".join(sorted(found - {"None"})) or "no steps"
        raise CheckpointError(
            f"{file}: a tokenizer of the kind {shown(kind)} with {shown(steps_found)[1:-1]} before it; only "
            "byte-level BPE is read, as the release has it. Take the release's tokenizer.json, or move this one away and "
            "give token ids."
        )


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _switch_off(raw: RawTokenizer) -> list[str]:
    """Cutting and padding belong to a training run, random merges too: none of them may touch a prompt."""
    notes = []
    if raw.truncation is not None:
        notes.append(
            f"tokenizer.json asks to cut texts to {raw.truncation.get('max_length')} tokens; texts are not cut."
        )
    if raw.padding is not None:
        notes.append("tokenizer.json asks to pad texts; they are not padded.")
    raw.no_truncation()
    raw.no_padding()
    if getattr(raw.model, "dropout", None):
        notes.append(f"tokenizer.json asks for random merges (dropout {raw.model.dropout}); they are off.")
        raw.model.dropout = None
    return notes


def _add_markers(raw: RawTokenizer, settings: dict[str, Any]) -> list[str]:
    """Make tokens of what the settings call so and tokenizer.json does not; returns what could not be followed."""
    from tokenizers import AddedToken

    known = {token.content for token in raw.get_added_tokens_decoder().values()}
    wanted: dict[str, tuple[int | None, dict[str, bool]]] = {}
    decoder = settings.get("added_tokens_decoder") or {}
    listed = [settings.get(name) for name in ("additional_special_tokens", "extra_special_tokens")]
    if not isinstance(decoder, dict):
        raise CheckpointError(f"tokenizer_config.json: added_tokens_decoder is {shown(decoder)}; it must be an object.")
    for number, token in decoder.items():
        text = _content(token)
        if text is None or not str(number).isdecimal() or len(str(number)) > 10:
            raise CheckpointError(
                f"tokenizer_config.json: added_tokens_decoder has {shown({number: token})}, no token."
            )
        flags = {name: bool(token.get(name)) for name in _FLAGS} if isinstance(token, dict) else {}
        wanted[text] = int(number), flags
    for token in [settings.get(k) for k in ("bos_token", "eos_token")] + [t for ts in listed for t in _values(ts)]:
        text = _content(token)
        if text is not None:
            wanted.setdefault(text, (None, {"special": True, "normalized": False}))
    notes = []
    for text, (number, flags) in sorted(wanted.items(), key=lambda item: (item[1][0] is None, item[1][0] or 0)):
        if text in known:
            continue
        raw.add_tokens([AddedToken(text, **flags)])
        given = raw.token_to_id(text)
        if number is not None and given != number:
            notes.append(
                f"tokenizer_config.json gives {shown(text)} the id {number}; in tokenizer.json it gets {given}."
            )
    return notes


def _values(tokens: Any) -> list[Any]:
    return list(tokens.values()) if isinstance(tokens, dict) else _listed(tokens)


def _content(token: Any) -> str | None:
    """The text of a token as the files write it: a string, or an object with `content`."""
    text = token.get("content") if isinstance(token, dict) else token
    return text if isinstance(text, str) and text else None

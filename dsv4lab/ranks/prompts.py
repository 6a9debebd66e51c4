"""The file of prompts of `dsv4lab capture`: one a line, as text or as JSON, and where the trace of each will lie.

All of it is read and measured before any weights are loaded; a mistake names its line.
Tests: tests/attached/test_ranks.py.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dsv4lab.config import Config
from dsv4lab.errors import PromptError, printable, shown
from dsv4lab.files import full_path
from dsv4lab.generation.prompt import prompt_ids
from dsv4lab.text import Tokenizer

_FORMS = '{"prompt": "text"} or {"ids": [0, 5]}'


def read_prompts(path: Path) -> dict[int, Any]:
    """{number of the line, from 1: a text, or a list of token ids}; lines of nothing but spaces are left out.

    A line that begins with "{" is JSON and says {"prompt": text} or {"ids": [...]}; any other line is the text itself.

    Raises PromptError for a file that cannot be read, is not UTF-8 or holds no prompt, and for a line in another form.
    """
    place = full_path(path, PromptError)
    name = printable(str(place), 300)
    try:
        data = place.read_bytes()
    except OSError as error:
        raise PromptError(f"{name}: cannot be read ({error.strerror}). Give a file with one prompt a line.") from None
    lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    found: dict[int, Any] = {}
    for number, line in enumerate(lines, 1):
        try:
            text = line.removesuffix(b"\r").decode()
        except UnicodeDecodeError as error:
            raise PromptError(
                f"{name}, line {number} is not UTF-8: byte {line[error.start]:02X} at place {error.start}. Convert the "
                "file, for example with iconv."
            ) from None
        if text.strip():
            found[number] = _of_json(f"{name}, line {number}", text) if text.lstrip().startswith("{") else text
    if not found:
        raise PromptError(f"{name} holds no prompt; write one a line, as text or as {_FORMS}.")
    return found


def _of_json(where: str, text: str) -> Any:
    try:
        value: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        reason = getattr(error, "msg", type(error).__name__)
        raise PromptError(
            f"{where} begins with {{ and is no JSON ({reason}). Write {_FORMS}; a text that begins so goes into the first."
        ) from None
    if len(value) == 1 and isinstance(prompt := value.get("prompt"), str):
        return prompt
    if len(value) == 1 and isinstance(ids := value.get("ids"), list):
        return ids
    raise PromptError(f"{where} is {shown(value, 80)}; write {_FORMS}.")


def ids_of(
    prompts: dict[int, Any], name: Any, tokenizer: Tokenizer | None, config: Config, new_tokens: int
) -> list[list[int]]:
    """Token ids of every prompt; `name` is the file's.

    Raises PromptError for a line whose prompt this model cannot read, or that has no room in its context with so many new
    tokens behind it.
    """
    out: list[list[int]] = []
    for number, prompt in prompts.items():
        where = f"{printable(str(name), 300)}, line {number}"
        try:
            ids = prompt_ids(prompt, tokenizer, config.vocab_size)
        except PromptError as error:
            raise PromptError(f"{where}: {error}") from None
        context = config.max_position_embeddings
        if len(ids) + new_tokens > context:
            behind = f" and {new_tokens:,} new ones" if new_tokens else ""
            raise PromptError(
                f"{where}: {len(ids):,} tokens{behind} do not fit this model's context of {context:,}. Shorten that line"
                f"{', or give a smaller --max-new-tokens' if new_tokens else ''}."
            )
        out.append(ids)
    return out


def places_of(out: Path, count: int) -> list[Path]:
    """Where the traces of so many prompts lie: of one at `out`, of several at NAME-0001.zarr, NAME-0002.zarr, ...

    >>> from pathlib import Path
    >>> from dsv4lab.ranks.prompts import places_of
    >>> [place.name for place in places_of(Path("run.zarr.zip"), 2)]
    ['run-0001.zarr.zip', 'run-0002.zarr.zip']
    """
    if count == 1:
        return [out]
    ending = next((end for end in (".zarr.zip", ".zip", ".zarr") if out.name.endswith(end)), "")
    stem = out.name.removesuffix(ending)
    return [out.with_name(f"{stem}-{number:04d}{ending}") for number in range(1, count + 1)]

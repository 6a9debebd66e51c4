"""Which token begins a text and which ones end it, as config.json and generation_config.json name them.

Surprising: both files may name end ids, one or a list of them, and all of them count.
Tests: tests/package/test_tokenizer_files.py.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from dsv4lab.errors import ConfigError, shown
from dsv4lab.json_files import read_object

_FILES = ("config.json", "generation_config.json")


def named_ids(folder: Path) -> tuple[int | None, tuple[int, ...]]:
    """(begin id, all end ids in the order they are named) of the files that are there."""
    begin: int | None = None
    ends: dict[int, None] = {}
    for name in _FILES:
        if not os.path.lexists(folder / name):
            continue
        values = read_object(folder / name, ConfigError)
        first = token_ids(values, "bos_token_id", name)
        begin = first[0] if begin is None and first else begin
        ends |= dict.fromkeys(token_ids(values, "eos_token_id", name))
    return begin, tuple(ends)


def token_ids(values: dict[str, Any], key: str, where: str) -> tuple[int, ...]:
    """The token ids under a key: one, a list of them (end ids only), or none for null."""
    value = values.get(key)
    ids: list[Any] = value if isinstance(value, list) and key == "eos_token_id" else [] if value is None else [value]
    if value == [] or any(type(i) is not int or not 0 <= i < 1 << 31 for i in ids):
        raise ConfigError(
            f"{where}: {key} is {shown(value)}; it must be a token id{' or a list of them' * (key[0] == 'e')}."
        )
    return tuple(dict.fromkeys(ids))

"""JSON files of strangers: an object, or one sentence of the error that was asked for."""

from __future__ import annotations

import os

import pytest

from dsv4lab.errors import CheckpointError, ConfigError
from dsv4lab.json_files import read_object

DAMAGE = {
    "absent": lambda f: None,
    "a folder": lambda f: f.mkdir(),
    "a pipe": lambda f: os.mkfifo(f),
    "a loop of links": lambda f: f.symlink_to(f),
    "a link to nowhere": lambda f: f.symlink_to(f.with_name("gone")),
    "empty": lambda f: f.write_bytes(b""),
    "not JSON": lambda f: f.write_bytes(b"{'a': 1}"),
    "not UTF-8": lambda f: f.write_bytes(b'{"a": "\xff"}'),
    "a list": lambda f: f.write_bytes(b"[1]"),
    "deep": lambda f: f.write_bytes(b'{"a":' * 200_000),
    "a number of 5,000 digits": lambda f: f.write_bytes(b'{"a": ' + b"1" * 5000 + b"}"),
    "a long text": lambda f: f.write_bytes(b"x" * 100_000),
}


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("kind", [CheckpointError, ConfigError])
def test_a_file_that_is_no_object_is_refused_in_one_short_sentence(damage, kind, tmp_path):
    file = tmp_path / "config.json"
    DAMAGE[damage](file)
    with pytest.raises(kind, match=r"config\.json") as met:
        read_object(file, kind)
    assert len(str(met.value)) < 600 and "\n" not in str(met.value) and str(met.value).count("Fetch") <= 1


def test_an_object_is_read(tmp_path):
    (tmp_path / "a.json").write_text('{"ü": [1, 2.5, null]}', encoding="utf-8")
    assert read_object(tmp_path / "a.json", ConfigError) == {"ü": [1, 2.5, None]}

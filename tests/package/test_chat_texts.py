"""The release's own words are found as data; nothing of the file is ever run, and a file that is none of it is told."""

from __future__ import annotations

import pytest
from encoding_file import FIRST_RELEASE, FORM, LATER, LATER_RELEASE, MAX, TOOLS, write_encoding

from dsv4lab.chat_texts import constants_of, fill, read_fixed_texts
from dsv4lab.errors import CheckpointError, LabError, PromptError


def test_the_first_releases_have_one_paragraph(tmp_path):
    write_encoding(tmp_path)
    texts = read_fixed_texts(tmp_path)
    assert texts.file == "encoding/encoding_dsv4.py"
    assert texts.efforts == {"high": "", "max": MAX} and texts.tools == TOOLS and texts.response_format == FORM
    assert texts.effort("max") == MAX and texts.effort("high") == ""
    with pytest.raises(PromptError, match=r"effort='low' is unknown to this release.*'high', 'max'"):
        texts.effort("low")


def test_later_releases_have_a_table_of_them(tmp_path):
    write_encoding(tmp_path, LATER_RELEASE)
    assert read_fixed_texts(tmp_path).efforts == LATER


def test_a_file_of_another_name_is_found_and_the_encodings_own_comes_first(tmp_path):
    write_encoding(tmp_path, LATER_RELEASE, "a_helper.py")
    assert read_fixed_texts(tmp_path).file == "encoding/a_helper.py"
    write_encoding(tmp_path, FIRST_RELEASE, "encoding_dsv5.py")
    assert read_fixed_texts(tmp_path).file == "encoding/encoding_dsv5.py"


@pytest.mark.parametrize("source", [None, "x = 1\n", "def f():\n    REASONING_EFFORT_MAX = 'in a function'\n"])
def test_where_they_cannot_be_found_the_call_says_so(tmp_path, source):
    if source is not None:
        write_encoding(tmp_path, source)
    with pytest.raises(PromptError, match=r"part of the trained format.*hf download .*encoding") as met:
        read_fixed_texts(tmp_path)
    assert ("no encoding/*.py" in str(met.value)) == (source is None)
    with pytest.raises(PromptError):
        read_fixed_texts(None)


NOT_RUN = {
    "a call": "REASONING_EFFORT_MAX = open('ran', 'w').name",
    "a format": "x = 'y'\nREASONING_EFFORT_MAX = f'{open(\"ran\", \"w\").name}'",
    "a method": "REASONING_EFFORT_MAX = 'a'.join(['b', 'c'])",
    "a product": "REASONING_EFFORT_MAX = 'a' * 10 ** 10",
    "bytes": "REASONING_EFFORT_MAX = b'a'",
    "a number": "REASONING_EFFORT_MAX = 5",
    "a lambda": "REASONING_EFFORT_MAX = (lambda: 'a')()",
    "something unknown": "REASONING_EFFORT_MAX = unknown + 'a'",
    "two names": "A, REASONING_EFFORT_MAX = 'a', 'b'",
    "set again": "REASONING_EFFORT_MAX = 'a'\nREASONING_EFFORT_MAX = print('b')",
    "a table with another one in it": "REASONING_EFFORT_PROMPTS = {'low': '', **{}}",
    "doubled many times": "A = 'aaaaaaaa'\n" + "A = A + A\n" * 22 + "REASONING_EFFORT_MAX = A",
}


@pytest.mark.parametrize("what", NOT_RUN)
def test_what_would_have_to_be_computed_is_no_text(tmp_path, monkeypatch, what):
    monkeypatch.chdir(tmp_path)
    file = write_encoding(tmp_path, NOT_RUN[what])
    values = constants_of(file)
    assert not values.keys() & {"REASONING_EFFORT_MAX", "REASONING_EFFORT_PROMPTS"}
    assert not (tmp_path / "ran").exists()
    with pytest.raises(PromptError):
        read_fixed_texts(tmp_path)


DAMAGED = {
    "no Python": "def (", "a null byte": "A = '\0'",
    "too deep": "A = " + "(" * 5000, "deep sums": "A = " + "-" * 100_000 + "1",
    "too large": "A = '" + "a" * 2_000_000 + "'",
}  # fmt: skip


@pytest.mark.parametrize("what", DAMAGED)
def test_a_damaged_file_is_one_sentence(tmp_path, what):
    write_encoding(tmp_path, DAMAGED[what])
    with pytest.raises(CheckpointError, match=r"encoding_dsv4.py: cannot be read") as met:
        read_fixed_texts(tmp_path)
    assert len(str(met.value)) < 500


def test_a_file_that_is_no_text_and_a_link_to_nowhere_are_told(tmp_path):
    file = write_encoding(tmp_path)
    file.write_bytes(b"A = '\xff'")
    with pytest.raises(CheckpointError):
        read_fixed_texts(tmp_path)
    file.unlink()
    file.symlink_to(tmp_path / "nowhere.py")
    with pytest.raises(LabError):
        read_fixed_texts(tmp_path)


def test_a_template_reaches_its_fields_and_nothing_else():
    assert fill("{a} {{a}} {a}{b}", "x", a="1{b}", b="2") == "1{b} {a} 1{b}2"
    for bad in ("{unknown}", "{}"):
        with pytest.raises(CheckpointError, match="unknown field"):
            fill(bad, "x", a="1")
    assert fill("{a.__class__} {a[0]} {a!r}", "x", a="1") == "{a.__class__} {a[0]} {a!r}"

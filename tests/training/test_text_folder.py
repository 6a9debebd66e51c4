"""dsv4lab/training/text_folder.py: any folder of texts, and one sentence for each that cannot be trained on."""

from __future__ import annotations

import lzma
from dataclasses import replace
from pathlib import Path

import pytest
from small_run import PRESET

from dsv4lab.training.data import DataError
from dsv4lab.training.text_folder import corpus_of_folder, read_folder


def test_every_file_is_a_document_however_deep(tmp_path: Path) -> None:
    for name in ("a.txt", "b.md", "deep/er/c.txt", ".hidden/d.txt", "e.html", "empty.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("" if name == "empty.txt" else f"text of {name}\n", encoding="utf-8")
    (domain,) = read_folder(tmp_path)
    assert domain.train + domain.heldout == ["text of a.txt", "text of b.md", "text of deep/er/c.txt"]


def test_a_hundredth_is_kept_back_and_at_least_one(tmp_path: Path) -> None:
    for i in range(250):
        (tmp_path / f"{i:03d}.txt").write_text(f"document {i}", encoding="utf-8")
    (domain,) = read_folder(tmp_path)
    assert domain.heldout == ["document 99", "document 199"]
    assert not set(domain.train) & set(domain.heldout)


@pytest.mark.parametrize("form", ["separators", "heldout", "xz"])
def test_the_domain_form_is_read_as_domains(form: str, tmp_path: Path) -> None:
    (tmp_path / "tales.txt").write_text("one\n<|endoftext|>\ntwo" if form == "separators" else "one", encoding="utf-8")
    if form == "heldout":
        (tmp_path / "tales-heldout.txt").write_text("kept", encoding="utf-8")
    if form == "xz":
        (tmp_path / "more.txt.xz").write_bytes(lzma.compress(b"more and more"))
    assert "tales" in [domain.name for domain in read_folder(tmp_path)]


def test_a_byte_that_is_not_utf8_is_named_with_its_file_and_place(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("good", encoding="utf-8")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "latin.txt").write_bytes("caf\u00e9 au lait".encode("latin-1"))
    with pytest.raises(DataError, match=r"latin\.txt: is not UTF-8, byte E9 at place 3"):
        read_folder(tmp_path)


def test_a_folder_without_words_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"holds no \.txt or \.md file"):
        read_folder(tmp_path)
    (tmp_path / "a.txt").write_text(" \n", encoding="utf-8")
    with pytest.raises(DataError, match="1 text files, all of them empty"):
        read_folder(tmp_path)
    with pytest.raises(DataError, match="is a file; give the folder"):
        corpus_of_folder(tmp_path / "a.txt", PRESET)
    with pytest.raises(DataError, match="no such folder"):
        corpus_of_folder(tmp_path / "b", PRESET)


def test_texts_smaller_than_a_row_are_refused_with_both_numbers(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One and one is two. " * 4, encoding="utf-8")
    with pytest.raises(DataError, match=r"are \d+ tokens to train on; one row of this preset needs 98"):
        corpus_of_folder(tmp_path, replace(PRESET, rows=12, longer=((0.5, 96),)))


def test_a_damaged_archive_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt.xz").write_bytes(lzma.compress(b"text" * 1000)[:-20])
    with pytest.raises(DataError, match=r"a\.txt\.xz: cannot be unpacked"):
        read_folder(tmp_path)

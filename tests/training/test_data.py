"""dsv4lab/training/data.py, corpus.py: nothing is lost, nothing kept back is trained on, shares are paid."""

from __future__ import annotations

import lzma
from pathlib import Path

import numpy as np
import pytest

from dsv4lab.training.corpus import Corpus
from dsv4lab.training.data import (
    DataError,
    Mixture,
    Rows,
    Tokens,
    keep_back,
    read_documents,
    read_domains,
    standard_library,
)
from dsv4lab.training.tokenizer import train_tokenizer

SEPARATOR = "\n<|endoftext|>\n"


def tokens_of(documents: list[list[int]]) -> Tokens:
    starts = np.cumsum([0] + [len(d) for d in documents])
    return Tokens(np.array([i for d in documents for i in d], np.uint16), starts, sizes=np.diff(starts))


def test_documents_are_split_at_separator_lines_only(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(f"one\n\nstill one <|endoftext|> here{SEPARATOR}two\n{SEPARATOR}\n{SEPARATOR}", encoding="utf-8")
    assert read_documents(file) == ["one\n\nstill one <|endoftext|> here", "two"]


def test_compressed_files_read_like_plain_ones(tmp_path: Path) -> None:
    (tmp_path / "a.txt.xz").write_bytes(lzma.compress(f"éine{SEPARATOR}zwei".encode()))
    assert read_documents(tmp_path / "a.txt.xz") == ["éine", "zwei"]


def test_a_heldout_file_is_the_heldout_part_of_its_namesake(tmp_path: Path) -> None:
    (tmp_path / "tales.txt").write_text(SEPARATOR.join(f"train {i}" for i in range(300)), encoding="utf-8")
    (tmp_path / "tales-heldout.txt").write_text("kept", encoding="utf-8")
    (tmp_path / "other.txt").write_text(SEPARATOR.join(f"text {i}" for i in range(300)), encoding="utf-8")
    other, tales = read_domains(tmp_path)
    assert (tales.name, len(tales.train), tales.heldout) == ("tales", 300, ["kept"])
    assert other.heldout == ["text 99", "text 199", "text 299"]
    assert not set(other.train) & set(other.heldout)


def test_a_single_document_is_cut_in_two() -> None:
    train, kept = keep_back(["0123456789" * 10], 100)
    assert "".join(train + kept) == "0123456789" * 10
    assert len(kept[0]) == 10


def test_a_limit_takes_the_front_of_a_domain(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SEPARATOR.join("x" * 100 for _ in range(50)), encoding="utf-8")
    assert len(read_domains(tmp_path, megabytes={"a": 0.001})[0].train) == 10


def test_an_empty_folder_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="holds no"):
        read_domains(tmp_path)


def test_the_standard_library_keeps_every_tenth_module_back() -> None:
    code = standard_library()
    assert len(code.train) == pytest.approx(9 * len(code.heldout), rel=0.05)
    assert any("import" in document for document in code.heldout)


def test_an_epoch_contains_every_document_once() -> None:
    documents = [[i] * (i + 1) for i in range(7)]
    rows = Rows(tokens_of(documents), length=4, seed=0)
    epoch = np.concatenate([rows.next() for _ in range(7)])  # 28 tokens = one epoch
    assert sorted(epoch.tolist()) == sorted(i for d in documents for i in d)
    assert rows.epochs == pytest.approx(1.0)


def test_epochs_differ_in_order() -> None:
    rows = Rows(tokens_of([[i] for i in range(20)]), length=20, seed=0)
    assert rows.next().tolist() != rows.next().tolist()


def test_shares_are_paid_exactly_and_move_from_first_to_last() -> None:
    domains = {"a": tokens_of([[1] * 50]), "b": tokens_of([[2] * 50])}
    mixture = Mixture(domains, 10, first={"a": 3, "b": 1}, last={"b": 1}, seed=0)
    early = [int(row[0]) for _ in range(10) for row in mixture.batch(4, 0.0)]
    assert early.count(1) == 30
    late = [int(row[0]) for _ in range(10) for row in mixture.batch(4, 1.0)]
    assert late.count(1) == 0


def test_weights_that_name_no_domain_are_refused() -> None:
    with pytest.raises(DataError, match="name none of the domains"):
        Mixture({"a": tokens_of([[1]])}, 4, first={"b": 1}, last={"b": 1})


def test_tokens_stand_between_begin_and_end_and_count_bytes() -> None:
    tokenizer = train_tokenizer(["a cat"], 263)
    tokens = Tokens.of(["ä", "cat"], tokenizer)
    assert tokens.bytes == 5
    assert [tokenizer.decode(tokens.document(i)[1:-1]) for i in range(2)] == ["ä", "cat"]
    assert all((tokens.document(i)[0], tokens.document(i)[-1]) == (0, 1) for i in range(2))


def test_a_saved_corpus_is_the_same_corpus(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SEPARATOR.join(f"a story of {i} cats" for i in range(120)), encoding="utf-8")
    corpus = Corpus.of_texts(tmp_path, vocab_size=280)
    corpus.save(tmp_path / "corpus", max_length=64)
    again = Corpus.load(tmp_path / "corpus")
    assert again is not None
    assert again.tokenizer.encode("cats!") == corpus.tokenizer.encode("cats!")
    for part in ("train", "heldout"):
        ours, theirs = getattr(corpus, part)["a"], getattr(again, part)["a"]
        assert np.array_equal(ours.ids, theirs.ids)
        assert np.array_equal(ours.starts, theirs.starts)
        assert ours.bytes == theirs.bytes
    assert Corpus.load(tmp_path) is None

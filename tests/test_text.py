"""dsv4lab/text.py: every text and every byte survives, markers are single tokens, mistakes are named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dsv4lab.errors import CheckpointError, PromptError
from dsv4lab.text import MARKERS, Tokenizer
from dsv4lab.training.tokenizer import save_tokenizer, train_tokenizer

TEXTS = (
    "",
    "Once upon a time",
    "  two blanks,\ttab\n\n\nlines \n end ",
    "Grüße, 你好, हिन्दी, 🐉👩‍👧, e\u0301",
    "control \x00\x01\x7f and \u00ad soft",
    "1234567 = 0x12d687",
)


@pytest.fixture(scope="module")
def shipped() -> Tokenizer:
    import dsv4lab

    tokenizer = Tokenizer.load(Path(dsv4lab.__file__).parent / "models" / "tiny")
    assert tokenizer is not None
    return tokenizer


@pytest.fixture(scope="module")
def learned() -> Tokenizer:
    return train_tokenizer(["the cat sat on the mat, the cat sat again"] * 3, 280)


@pytest.mark.parametrize("text", TEXTS)
def test_every_text_comes_back_exactly(text: str, shipped: Tokenizer, learned: Tokenizer) -> None:
    for tokenizer in (shipped, learned):
        assert tokenizer.decode(tokenizer.encode(text)) == text


@pytest.mark.parametrize("text", TEXTS)
def test_bytes_of_the_tokens_are_the_bytes_of_the_text(text: str, shipped: Tokenizer) -> None:
    assert b"".join(shipped.token_bytes(i) for i in shipped.encode(text)) == text.encode()


def test_all_256_bytes_are_tokens_so_nothing_is_unencodable(learned: Tokenizer) -> None:
    single = {learned.token_bytes(i) for i in range(learned.vocab_size) if not learned.is_special(i)}
    assert {bytes([b]) for b in range(256)} <= single


def test_markers_have_the_first_ids_and_are_one_token_each(shipped: Tokenizer) -> None:
    assert [shipped.encode(marker) for marker in MARKERS] == [[0], [1], [2], [3], [4], [5]]
    assert (shipped.bos_id, shipped.eos_id) == (0, 1)
    assert [shipped.is_special(i) for i in (0, 5, 6)] == [True, True, False]
    assert shipped.token_bytes(2).decode() == MARKERS[2]


def test_the_begin_marker_comes_only_when_asked_for(shipped: Tokenizer) -> None:
    assert shipped.encode("A cat", bos=True) == [0, *shipped.encode("A cat")]
    assert 0 not in shipped.encode("A cat")


def test_markers_can_be_left_out_of_the_text(shipped: Tokenizer) -> None:
    ids = [0, *shipped.encode("A cat"), 1]
    assert shipped.decode(ids) == f"{MARKERS[0]}A cat{MARKERS[1]}"
    assert shipped.decode(ids, markers=False) == "A cat"


def test_a_part_of_a_character_reads_as_the_replacement_character(learned: Tokenizer) -> None:
    ids = learned.encode("🐉")
    assert len(ids) == 4
    assert learned.decode(ids[:2]) == "\ufffd"


def test_many_texts_at_once_equal_one_by_one(shipped: Tokenizer) -> None:
    assert shipped.encode_many(list(TEXTS)) == [shipped.encode(text) for text in TEXTS]


def test_the_vocabulary_counts_every_token(shipped: Tokenizer) -> None:
    assert shipped.vocab_size == 4096
    with pytest.raises(PromptError, match="4096 is not in this vocabulary of 4096"):
        shipped.token_bytes(4096)


def test_a_folder_without_a_tokenizer_gives_none_and_a_broken_one_is_named(tmp_path: Path) -> None:
    assert Tokenizer.load(tmp_path) is None
    (tmp_path / "tokenizer.json").write_text("{", encoding="utf-8")
    with pytest.raises(CheckpointError, match="not a readable tokenizer"):
        Tokenizer.load(tmp_path)


def test_the_config_beside_it_names_the_begin_and_end_markers(tmp_path: Path, learned: Tokenizer) -> None:
    save_tokenizer(learned, tmp_path, max_length=128)
    (tmp_path / "config.json").write_text(json.dumps({"bos_token_id": 2, "eos_token_id": [3, 1]}), encoding="utf-8")
    loaded = Tokenizer.load(tmp_path)
    assert loaded is not None
    assert (loaded.bos_id, loaded.eos_id) == (2, 3)


def test_a_tokenizer_without_markers_must_be_told_them() -> None:
    from tokenizers import Tokenizer as RawTokenizer
    from tokenizers import models

    raw = RawTokenizer(models.BPE({"a": 0}, []))
    with pytest.raises(CheckpointError, match="has no token"):
        Tokenizer(raw)
    assert Tokenizer(raw, bos_id=0, eos_id=0).bos_id == 0

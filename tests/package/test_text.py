"""dsv4lab/text.py: every text and every byte survives, markers are single tokens, mistakes are named."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from dsv4lab.errors import CheckpointError, PromptError
from dsv4lab.text import ASSISTANT, BEGIN, END, MARKERS, USER, TextStream, Tokenizer
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


def test_the_vocabulary_counts_every_token_and_shows_ids_beyond_it(shipped: Tokenizer) -> None:
    """A model may have more rows than its tokenizer has tokens: drawing one must not end a run."""
    assert shipped.vocab_size == 4096
    for beyond in (4096, 129_279, 2**32, 2**70):
        assert shipped.decode([20, beyond]) == shipped.decode([20]) + f"⟨token {beyond}⟩"
        assert not shipped.is_special(beyond)
    with pytest.raises(PromptError, match="-1 is no token"):
        shipped.token_bytes(-1)


def test_a_folder_without_a_tokenizer_gives_none_and_a_broken_one_is_named(tmp_path: Path) -> None:
    assert Tokenizer.load(tmp_path) is None
    (tmp_path / "tokenizer.json").write_text("{", encoding="utf-8")
    with pytest.raises(CheckpointError, match="not readable as JSON"):
        Tokenizer.load(tmp_path)


def test_a_text_that_begins_with_the_begin_marker_gets_no_second_one(shipped: Tokenizer) -> None:
    text = f"{BEGIN}{USER}Hi{ASSISTANT}</think>"
    once = shipped.encode(text, bos=True)
    assert once == shipped.encode(text) and once.count(0) == 1
    assert shipped.encode(f"A {BEGIN}", bos=True).count(0) == 2, "a marker further on is no beginning"
    assert shipped.encode("", bos=True) == [0]


def test_markers_can_be_taken_for_the_letters_they_are_written_with(shipped: Tokenizer) -> None:
    text = f"Ignore {END} this, {BEGIN}<think>."
    ids = shipped.encode(text, markers=False)
    assert not any(shipped.is_special(i) for i in ids) and shipped.decode(ids) == text
    assert shipped.encode(BEGIN, markers=False, bos=True)[0] == 0
    assert shipped.encode("plain words", markers=False) == shipped.encode("plain words")
    assert any(shipped.is_special(i) for i in shipped.encode(text)), "and the tokenizer itself stays as it was"


@pytest.mark.parametrize("text", ["hi \ud83d", "\udce9", "a\udfff b"])
def test_half_a_character_is_refused_in_one_sentence(text: str, shipped: Tokenizer) -> None:
    for encode in (shipped.encode, lambda t: shipped.encode(t, markers=False), lambda t: shipped.encode_many(["a", t])):
        with pytest.raises(PromptError, match="half of a character"):
            encode(text)


@pytest.mark.parametrize("text", [None, 5, b"bytes", ["a"], Path("a")])
def test_what_is_no_text_is_refused_by_its_kind(text: object, shipped: Tokenizer) -> None:
    with pytest.raises(PromptError, match=type(text).__name__):
        shipped.encode(text)  # pyright: ignore


# Text that is being written -----------------------------------------------------------------------------------------


def _pieces(tokenizer: Tokenizer | None, ids: list[int]) -> list[str]:
    stream = TextStream(tokenizer)
    return [*(stream.feed(i) for i in ids), stream.rest()]


@pytest.mark.parametrize("seed", range(40))
def test_pieces_of_any_ids_join_to_their_text(seed: int, shipped: Tokenizer, learned: Tokenizer) -> None:
    """Random ids: bytes in any order, markers inside characters, ids without a token."""
    draw = random.Random(seed)
    for tokenizer in (shipped, learned):
        ids = [draw.randrange(tokenizer.vocab_size + 3) for _ in range(200)]
        assert "".join(_pieces(tokenizer, ids)) == tokenizer.decode(ids)


@pytest.mark.parametrize("seed", range(40))
def test_pieces_of_a_text_never_show_a_part_of_a_character(seed: int, shipped: Tokenizer, learned: Tokenizer) -> None:
    draw = random.Random(seed)
    starts = (0x20, 0xE9, 0x3042, 0x4ECA, 0x0939, 0x1F409, 0x1F1E6)
    text = "".join(chr(draw.choice(starts) + draw.randrange(20)) for _ in range(60))
    for tokenizer in (shipped, learned):
        pieces = _pieces(tokenizer, tokenizer.encode(text))
        assert "".join(pieces) == text and "\ufffd" not in text and pieces[-1] == ""


def test_a_character_comes_when_it_is_complete_and_a_broken_one_when_that_is_certain(learned: Tokenizer) -> None:
    whole = learned.encode("🐉a")
    assert _pieces(learned, whole) == ["", "", "", "🐉", "a", ""]
    assert _pieces(learned, [*whole[:2], whole[4]]) == ["", "", "\ufffda", ""]
    assert _pieces(learned, whole[:3]) == ["", "", "", "\ufffd"]


def test_ids_without_any_tokenizer_are_shown_as_ids() -> None:
    assert _pieces(None, [3, 4150]) == ["⟨token 3⟩", "⟨token 4150⟩", ""]


# The files of a folder ----------------------------------------------------------------------------------------------


def test_the_config_beside_it_names_the_begin_and_end_markers(tmp_path: Path, learned: Tokenizer) -> None:
    save_tokenizer(learned, tmp_path, max_length=128)
    (tmp_path / "config.json").write_text(json.dumps({"bos_token_id": 2, "eos_token_id": [3, 1]}), encoding="utf-8")
    loaded = Tokenizer.load(tmp_path)
    assert loaded is not None
    assert (loaded.bos_id, loaded.eos_id, loaded.end_ids) == (2, 3, {3, 1})


def test_a_tokenizer_without_markers_must_be_told_them() -> None:
    from tokenizers import Tokenizer as RawTokenizer
    from tokenizers import models

    raw = RawTokenizer(models.BPE({"a": 0}, []))
    with pytest.raises(CheckpointError, match="has no token"):
        Tokenizer(raw)
    assert Tokenizer(raw, bos_id=0, eos_id=0).bos_id == 0

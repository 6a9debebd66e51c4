"""What the small files of a folder say about its text: markers, end ids, and switches that must not touch a prompt."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import dsv4lab
from dsv4lab.errors import CheckpointError, ConfigError, PromptError
from dsv4lab.named_ids import named_ids
from dsv4lab.text import BEGIN, END, Tokenizer

TINY = Path(dsv4lab.__file__).parent / "models" / "tiny"
RAW = json.loads((TINY / "tokenizer.json").read_text(encoding="utf-8"))
TEXT = "Once upon a time there was a little dog who loved to run in the park."


def _folder(place: Path, **changes) -> Path:
    (place / "tokenizer.json").write_text(json.dumps(RAW | changes), encoding="utf-8")
    shutil.copy(TINY / "config.json", place)
    return place


def _loaded(folder: Path) -> Tokenizer:
    tokenizer = Tokenizer.load(folder)
    assert tokenizer is not None
    return tokenizer


PROCESSOR = {
    "type": "TemplateProcessing",
    "single": [{"SpecialToken": {"id": BEGIN, "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
    "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
    "special_tokens": {BEGIN: {"id": BEGIN, "ids": [0], "tokens": [BEGIN]}},
}
CARRIED = {
    "truncation": {"truncation": {"direction": "Right", "max_length": 6, "strategy": "LongestFirst", "stride": 0}},
    "padding": {
        "padding": {
            "strategy": {"Fixed": 40}, "direction": "Left", "pad_to_multiple_of": None, "pad_id": 1,
            "pad_type_id": 0, "pad_token": END,
        }
    },
    "dropout": {"model": RAW["model"] | {"dropout": 0.9}},
    "post-processor": {"post_processor": PROCESSOR},
}  # fmt: skip


@pytest.mark.parametrize("carried", CARRIED)
def test_what_a_tokenizer_file_carries_along_does_not_touch_a_text(carried, tmp_path):
    want = _loaded(TINY).encode(TEXT)
    found = _loaded(_folder(tmp_path, **CARRIED[carried]))
    assert len(want) == 17 and found.encode(TEXT) == want and found.encode_many([TEXT, "a"])[0] == want
    assert bool(found.notes) == (carried != "post-processor"), "what was switched off is told"


def test_every_end_id_that_a_folder_names_counts(tmp_path):
    _folder(tmp_path)
    values = json.loads((tmp_path / "config.json").read_text())
    (tmp_path / "config.json").write_text(json.dumps(values | {"eos_token_id": [1, 1093]}))
    (tmp_path / "generation_config.json").write_text(json.dumps({"eos_token_id": [7, 1]}))
    assert named_ids(tmp_path) == (0, (1, 1093, 7))
    found = _loaded(tmp_path)
    assert (found.eos_id, found.end_ids) == (1, {1, 1093, 7})


@pytest.mark.parametrize("file", ["config.json", "generation_config.json"])
@pytest.mark.parametrize("value", [[], "1", 1.0, True, [1, None], -1, 2**40, {"a": 1}, [[1]]])
def test_an_end_id_that_is_none_is_refused_by_name(file, value, tmp_path):
    (tmp_path / file).write_text(json.dumps({"eos_token_id": value}))
    with pytest.raises(ConfigError, match=f"{file}: eos_token_id is"):
        named_ids(tmp_path)


def test_without_any_named_id_the_tokenizers_own_words_count(tmp_path):
    _folder(tmp_path)
    (tmp_path / "config.json").write_text('{"eos_token_id": null}')
    assert _loaded(tmp_path).end_ids == {1}
    (tmp_path / "tokenizer_config.json").write_text(
        json.dumps({"bos_token": {"content": "<think>"}, "eos_token": "</think>"})
    )
    found = _loaded(tmp_path)
    assert (found.bos_id, found.eos_id, found.end_ids) == (4, 5, {5})


@pytest.mark.parametrize(
    ("file", "settings"),
    [
        ("tokenizer_config.json", {"added_tokens_decoder": {"4": {"content": "<think>", "special": False}}}),
        ("tokenizer_config.json", {"additional_special_tokens": ["<think>"]}),
        ("tokenizer_config.json", {"extra_special_tokens": {"think_token": "<think>"}}),
        ("special_tokens_map.json", {"additional_special_tokens": [{"content": "<think>"}]}),
    ],
)
def test_a_marker_that_only_the_settings_list_is_one_token(file, settings, tmp_path):
    _folder(tmp_path, added_tokens=[token for token in RAW["added_tokens"] if token["content"] != "<think>"])
    assert len(_loaded(tmp_path).encode("<think>")) == 4
    (tmp_path / file).write_text(json.dumps(settings))
    assert _loaded(tmp_path).encode("a<think>b")[1:2] == [4]


def test_a_marker_with_another_id_than_the_settings_say_is_told(tmp_path):
    (_folder(tmp_path) / "tokenizer_config.json").write_text(
        json.dumps({"added_tokens_decoder": {"9000": {"content": "<tool>"}}})
    )
    found = _loaded(tmp_path)
    assert found.encode("<tool>") == [4096] and "the id 9000; in tokenizer.json it gets 4096" in found.notes[0]


def test_a_byte_that_the_vocabulary_lacks_is_told_and_refused(tmp_path):
    """0x0D stands in the vocabulary as U+010D."""
    model = RAW["model"]
    vocab = {piece: i for piece, i in model["vocab"].items() if "č" not in piece}
    merges = [pair for pair in model["merges"] if "č" not in "".join(pair)]
    found = _loaded(_folder(tmp_path, model=model | {"vocab": vocab, "merges": merges}))
    assert "the first 0x0D" in found.notes[0]
    assert found.decode(found.encode("line\nline")) == "line\nline"
    with pytest.raises(PromptError, match="bytes 0x0D"):
        found.encode("line\r\nline")
    assert _loaded(TINY).notes == [] and not _loaded(TINY).missing_bytes


def test_other_kinds_of_tokenizers_are_refused_by_name(tmp_path):
    from tokenizers import Tokenizer as RawTokenizer
    from tokenizers import models, normalizers, pre_tokenizers

    vocabulary = {BEGIN: 0, END: 1, "▁": 2, "h": 3, "i": 4} | {f"<0x{b:02X}>": 5 + b for b in range(256)}
    llama = RawTokenizer(models.BPE(vocabulary, [], byte_fallback=True))
    llama.pre_tokenizer = pre_tokenizers.Metaspace()
    word = RawTokenizer(models.WordPiece({"[UNK]": 0, "a": 1}, unk_token="[UNK]"))
    word.normalizer = normalizers.Sequence([normalizers.Lowercase()])
    for raw, words in ((llama, "'BPE' with Metaspace"), (word, "'WordPiece'")):
        raw.save(str(tmp_path / "tokenizer.json"))
        with pytest.raises(CheckpointError, match=words):
            Tokenizer.load(tmp_path)


BROKEN = {
    "cut short": b'{"model": {', "not text": b"\xff\xfe", "a list": b"[1]", "empty": b"", "deep": b"[" * 200_000,
    "digits": b'{"model": ' + b"7" * 6000 + b"}", "no model": b"{}",
    "half characters": b'{"model": {"type": "BPE"}, "x": "\\ud83d"}',
}  # fmt: skip


@pytest.mark.parametrize("damage", BROKEN)
@pytest.mark.parametrize("file", ["tokenizer.json", "tokenizer_config.json", "config.json"])
def test_damaged_files_are_refused_in_a_short_sentence(damage, file, tmp_path):
    if damage in ("no model", "half characters") and file != "tokenizer.json":
        pytest.skip("nothing is wrong with that in this file")
    (_folder(tmp_path) / file).write_bytes(BROKEN[damage])
    with pytest.raises((CheckpointError, ConfigError), match=file) as met:
        Tokenizer.load(tmp_path)
    assert len(str(met.value)) < 600


@pytest.mark.parametrize("decoder", [[1], {"x": "<a>"}, {"7": 3}, {"7": {"content": 5}}, {"9" * 30: "<a>"}])
def test_added_tokens_of_the_wrong_form_are_refused(decoder, tmp_path):
    (_folder(tmp_path) / "tokenizer_config.json").write_text(json.dumps({"added_tokens_decoder": decoder}))
    with pytest.raises(CheckpointError, match="added_tokens_decoder"):
        Tokenizer.load(tmp_path)

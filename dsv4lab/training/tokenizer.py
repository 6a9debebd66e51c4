"""Train a byte-level BPE tokenizer on a mix of texts, with the release's markers at the release's first ids.

Surprising: all 256 bytes are tokens, so no text is unencodable however small the vocabulary; digits are split one by
one so that numbers look alike everywhere. Tests: tests/training/test_training.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from tokenizers import Regex, decoders, models, pre_tokenizers, trainers
from tokenizers import Tokenizer as RawTokenizer

from dsv4lab.text import BEGIN, END, MARKERS, Tokenizer

# Words with their leading blank, single digits, runs of punctuation with the line ends after them, runs of blanks.
_SPLIT = r"'(?:[sdmt]|ll|ve|re)\b| ?\p{L}[\p{L}\p{M}]*|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"


def train_tokenizer(texts: Iterable[str], vocab_size: int = 4096) -> Tokenizer:
    """A tokenizer of `vocab_size` tokens: 6 markers, 256 bytes, then merges learned from `texts`."""
    raw = RawTokenizer(models.BPE())
    raw.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(_SPLIT), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    raw.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocab_size,
        special_tokens=list(MARKERS),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    raw.train_from_iterator(texts, trainer)
    return Tokenizer(raw)


def save_tokenizer(tokenizer: Tokenizer, folder: Path, *, max_length: int) -> None:
    """tokenizer.json and the tokenizer_config.json the release has beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.raw.save(str(folder / "tokenizer.json"))
    settings = {
        "add_bos_token": False,
        "add_eos_token": False,
        "bos_token": BEGIN,
        "eos_token": END,
        "pad_token": END,
        "clean_up_tokenization_spaces": False,
        "model_max_length": max_length,
        "tokenizer_class": "PreTrainedTokenizerFast",
    }
    text = json.dumps(settings, ensure_ascii=False, indent=2)
    (folder / "tokenizer_config.json").write_text(text + "\n", encoding="utf-8")

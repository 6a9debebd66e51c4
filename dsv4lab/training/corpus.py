"""A tokenised corpus as one folder: tokenizer.json and corpus.npz (token ids of what is trained on and what is kept back).

Made once from a folder of texts, then all a training machine needs. Tests: tests/training/test_training.py.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dsv4lab.text import Tokenizer
from dsv4lab.training.data import DataError, Domain, Tokens, front, read_domains, standard_library
from dsv4lab.training.tokenizer import save_tokenizer, train_tokenizer
from dsv4lab.training.worlds.rows import lessons as generated_lessons

_FILE = "corpus.npz"


@dataclass
class Corpus:
    """Tokens of every domain."""

    tokenizer: Tokenizer
    train: dict[str, Tokens]
    heldout: dict[str, Tokens]

    @classmethod
    def of_texts(
        cls, folder: str | Path, *, vocab_size: int, with_code: bool = False,
        megabytes: dict[str, float] | None = None, vocabulary: dict[str, float] | None = None,
    ) -> Corpus:  # fmt: skip
        """Read a folder of texts (see data.py), learn a tokenizer from it and tokenise everything.

        `with_code` adds Python's standard library as a domain, `megabytes` limits domains, `vocabulary` limits what the
        tokenizer learns from (1e6 bytes per domain; domains not named count whole when it is empty, else not at all).
        """
        domains = read_domains(folder, megabytes=megabytes)
        if with_code:
            domains.append(standard_library())
        return cls.of_domains(domains, vocab_size=vocab_size, vocabulary=vocabulary)

    @classmethod
    def of_domains(
        cls, domains: list[Domain], *, vocab_size: int, vocabulary: dict[str, float] | None = None
    ) -> Corpus:  # fmt: skip
        """Learn a tokenizer from domains and tokenise them; `vocabulary` as for `of_texts`."""
        tokenizer = train_tokenizer(_lessons(domains, vocabulary or {}), vocab_size)
        return cls(
            tokenizer,
            {domain.name: Tokens.of(domain.train, tokenizer) for domain in domains},
            {domain.name: Tokens.of(domain.heldout, tokenizer) for domain in domains if domain.heldout},
        )

    def save(self, folder: str | Path, *, max_length: int) -> None:
        """Write tokenizer and tokens into a folder, for `load`; `max_length` is what the tokenizer's file says."""
        save_tokenizer(self.tokenizer, Path(folder), max_length=max_length)
        arrays = {}
        for part, domains in (("train", self.train), ("heldout", self.heldout)):
            for name, tokens in domains.items():
                arrays[f"{part}/{name}/ids"], arrays[f"{part}/{name}/starts"] = tokens.ids, tokens.starts
                arrays[f"{part}/{name}/sizes"] = tokens.sizes
        np.savez_compressed(Path(folder) / _FILE, **arrays)

    @classmethod
    def load(cls, folder: str | Path) -> Corpus | None:
        """The corpus of a folder, or None where it holds none."""
        file, tokenizer = Path(folder) / _FILE, Tokenizer.load(folder)
        if not file.is_file():
            return None
        if tokenizer is None:
            raise DataError(f"{folder}: has {_FILE} but no tokenizer.json. Make the corpus again from its texts.")
        parts: dict[str, dict[str, Tokens]] = {"train": {}, "heldout": {}}
        with np.load(file, allow_pickle=False) as arrays:
            for key in arrays.files:
                part, name, what = key.split("/")
                if what == "ids":
                    at = f"{part}/{name}/"
                    ids, starts = arrays[key], arrays[at + "starts"]
                    sizes = arrays[at + "sizes"] if at + "sizes" in arrays else _sizes(ids, starts, tokenizer)
                    parts[part][name] = Tokens(ids, starts, sizes)
        return cls(tokenizer, parts["train"], parts["heldout"])

    def fingerprint(self) -> dict[str, int]:
        """A number per domain that another text, or another tokenizer, would not give."""
        return {name: zlib.crc32(tokens.ids.tobytes()) for name, tokens in sorted(self.train.items())}

    def frequency(self, mix: dict[str, float]) -> np.ndarray:
        """How often each token occurs in a mix of the domains, [V]."""
        total = np.zeros(self.tokenizer.vocab_size)
        for name, tokens in self.train.items():
            share = mix.get(name, 0.0) if mix else float(len(tokens.ids))
            counts = np.bincount(tokens.ids, minlength=len(total)).astype(float)
            total += share * counts / counts.sum()
        return total


def _sizes(ids: np.ndarray, starts: np.ndarray, tokenizer: Tokenizer) -> np.ndarray:
    """[documents] UTF-8 bytes without begin and end marker: for a corpus that was saved with the bytes of all only."""
    length = np.array([len(tokenizer.token_bytes(i)) for i in range(tokenizer.vocab_size)], np.int64)
    ends = np.concatenate([[0], np.cumsum(length[ids])])
    return ends[starts[1:] - 1] - ends[starts[:-1] + 1]


def _lessons(domains: list[Domain], limits: dict[str, float]) -> list[str]:
    if not limits:
        return [document for domain in domains for document in domain.train]
    lessons = []
    for domain in domains:
        if domain.name in limits:
            lessons += front(domain.train, limits[domain.name] * 1e6)
    if "worlds" in limits:
        lessons += generated_lessons(limits["worlds"])
    return lessons

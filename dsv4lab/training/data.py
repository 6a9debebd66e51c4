"""Read a folder of texts, keep a part back, tokenise, and draw training rows from the domains by weight.

A domain is one file: `name.txt` or `name.txt.xz`, documents separated by a line `<|endoftext|>` (no such line: the
file is one document). `name-heldout.txt[.xz]` is the held-out part of `name`; without it every hundredth document is
kept back. Surprising: an epoch is a fresh permutation of documents cut anew into rows, so a repeated text is seen at
other positions and beside other neighbours. Tests: tests/training/test_training.py.
"""

from __future__ import annotations

import lzma
import re
import sysconfig
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from dsv4lab.errors import LabError
from dsv4lab.text import Tokenizer

if TYPE_CHECKING:
    from torch import Tensor

SEPARATOR = "<|endoftext|>"
HELDOUT = "-heldout"
KEEP_BACK_EVERY = 100


class DataError(LabError, ValueError):
    """A text folder that training cannot use."""


@dataclass
class Domain:
    """Documents of one domain, to train on and kept back."""

    name: str
    train: list[str]
    heldout: list[str]


def read_documents(file: Path) -> list[str]:
    """All documents of a .txt or .txt.xz file, without the separators; empty ones are dropped."""
    raw = file.read_bytes()
    text = (lzma.decompress(raw) if file.suffix == ".xz" else raw).decode("utf-8")
    documents = re.split(rf"^{re.escape(SEPARATOR)}$", text, flags=re.MULTILINE)
    return [stripped for document in documents if (stripped := document.strip("\n"))]


def read_domains(folder: str | Path, *, megabytes: dict[str, float] | None = None) -> list[Domain]:
    """Every domain of a folder, sorted by name; `megabytes` takes only so much from the front of a domain, in 1e6 bytes."""
    folder = Path(folder)
    files = {_stem(file): file for file in sorted(folder.glob("*.txt")) + sorted(folder.glob("*.txt.xz"))}
    names = [name for name in files if not name.endswith(HELDOUT)]
    if not names:
        raise DataError(f"{folder}: holds no .txt or .txt.xz file to train on. Give a folder with at least one.")
    domains = []
    for name in names:
        documents = read_documents(files[name])
        if name + HELDOUT in files:
            train, heldout = documents, read_documents(files[name + HELDOUT])
        else:
            train, heldout = keep_back(documents, KEEP_BACK_EVERY)
        limit = (megabytes or {}).get(name)
        domains.append(Domain(name, train if limit is None else front(train, limit * 1e6), heldout))
    return domains


def standard_library() -> Domain:
    """The source of the running Python's standard library (PSF-2.0), a domain that every machine has at hand.

    Tests and installed packages are left out; every tenth module, by sorted path, is kept back.
    """
    root = Path(sysconfig.get_paths()["stdlib"])
    skip = {"test", "tests", "site-packages", "dist-packages", "idle_test", "__pycache__", "lib2to3"}
    modules = sorted(path for path in root.rglob("*.py") if not skip & set(path.relative_to(root).parts))
    documents = [path.read_text(encoding="utf-8", errors="replace") for path in modules]
    train, heldout = keep_back([document for document in documents if document.strip()], 10)
    return Domain("code", train, heldout)


def keep_back(documents: list[str], every: int) -> tuple[list[str], list[str]]:
    """(to train on, kept back): the last of every `every` documents is kept back; a single document is cut 9 to 1."""
    if len(documents) == 1:
        cut = len(documents[0]) * 9 // 10
        return [documents[0][:cut]], [documents[0][cut:]]
    every = min(every, len(documents))
    kept = documents[every - 1 :: every]
    return [d for i, d in enumerate(documents) if i % every != every - 1], kept


@dataclass
class Tokens:
    """Token ids of a domain's documents, one after the other, each as begin, text, end."""

    ids: np.ndarray  # [n] uint16 or int32
    starts: np.ndarray  # [documents + 1] int64
    sizes: np.ndarray  # [documents] int64: UTF-8 bytes of each

    @classmethod
    def of(cls, documents: list[str], tokenizer: Tokenizer) -> Tokens:
        """Tokenise documents, a begin and an end marker around each."""
        kind = np.uint16 if tokenizer.vocab_size <= 1 << 16 else np.int32
        pieces, length = [], [0]
        for first in range(0, len(documents), 1024):
            for ids in tokenizer.encode_many(documents[first : first + 1024]):
                pieces.append(np.array([tokenizer.bos_id, *ids, tokenizer.eos_id], dtype=kind))
                length.append(len(pieces[-1]))
        starts = np.cumsum(np.array(length, dtype=np.int64))
        return cls(np.concatenate(pieces), starts, np.array([len(d.encode()) for d in documents], np.int64))

    @property
    def bytes(self) -> int:
        """UTF-8 bytes of all documents."""
        return int(self.sizes.sum())

    def document(self, i: int) -> np.ndarray:
        """Token ids of one document [n], markers included."""
        return self.ids[self.starts[i] : self.starts[i + 1]]

    def __len__(self) -> int:
        return len(self.starts) - 1


class Rows:
    """Endless rows of one domain: documents in a fresh order every epoch, joined, cut at the row's length."""

    def __init__(self, tokens: Tokens, length: int, seed: int) -> None:
        self.tokens, self.length, self.epochs = tokens, length, 0.0
        self._random = np.random.default_rng(seed)
        self._stream, self._taken = self._pieces(), 0  # documents
        self._left = np.empty(0, tokens.ids.dtype)

    def _pieces(self) -> Iterator[np.ndarray]:
        while True:
            for i in self._random.permutation(len(self.tokens)):
                piece = self.tokens.document(int(i))
                self._taken += 1
                self.epochs += len(piece) / len(self.tokens.ids)
                yield piece

    def next(self) -> np.ndarray:
        """One row [length]; what is left of a document that did not fit opens the next row."""
        parts, have = [self._left], len(self._left)
        while have < self.length:
            parts.append(next(self._stream))
            have += len(parts[-1])
        joined = np.concatenate(parts)
        self._left = joined[self.length :]
        return joined[: self.length]

    def state(self) -> list[int]:
        """How many documents were taken, and how many tokens of the last one are left."""
        return [self._taken, len(self._left)]

    def restore(self, state: list[int]) -> None:
        """Go on where fresh rows of the same seed stood when `state` was taken."""
        taken, left = state
        piece = self._left
        while self._taken < taken:  # in order, which is quick: nothing is copied
            piece = next(self._stream)
        self._left = piece[len(piece) - left :]


class Source(Protocol):
    """Endless rows that are no domain of a corpus, such as generated ones (worlds/fresh.py)."""

    def set_length(self, length: int) -> None:
        """Rows of so many tokens from now on."""
        ...

    def state(self) -> list[int]:
        """Where it stands."""
        ...

    def restore(self, state: list[int]) -> None:
        """Go on where a fresh source of the same seed stood."""
        ...

    def next(self, progress: float) -> tuple[np.ndarray, np.ndarray]:
        """(ids [length], weights [length]) of one row at `progress` of the run; weights[i] is of predicting ids[i]."""
        ...


class Mixture:
    """Batches whose rows come from the domains and sources with weights that move linearly from `first` to `last`."""

    def __init__(
        self, tokens: dict[str, Tokens], length: int, *, first: dict[str, float], last: dict[str, float], seed: int = 0,
        sources: Mapping[str, Source] | None = None,
    ) -> None:  # fmt: skip
        self.rows = {name: Rows(t, length, seed + i) for i, (name, t) in enumerate(sorted(tokens.items()))}
        self.sources, self.length = dict(sources or {}), length
        if both := sorted(set(self.rows) & set(self.sources)):
            raise DataError(f"{', '.join(both)}: a domain of the texts and a source of rows; give one another name.")
        self._names = [*self.rows, *self.sources]
        self._first, self._last = _shares(first, self._names), _shares(last, self._names)
        self._owed = np.zeros(len(self._names))

    @property
    def epochs(self) -> dict[str, float]:
        """Passes over each domain's texts."""
        return {name: rows.epochs for name, rows in self.rows.items()}

    def set_length(self, length: int) -> None:
        """Rows of so many tokens from now on; what was left of a document opens the next row."""
        if length != self.length:
            self.length = length
            for rows in self.rows.values():
                rows.length = length
            for source in self.sources.values():
                source.set_length(length)

    def state(self) -> dict[str, Any]:
        """What `restore` needs, for JSON."""
        parts = {**self.rows, **self.sources}
        return {"owed": self._owed.tolist(), "parts": {name: part.state() for name, part in parts.items()}}

    def restore(self, state: dict[str, Any]) -> None:
        """Go on behind what a fresh mixture of the same texts and seed gave when `state` was taken."""
        parts = {**self.rows, **self.sources}
        if state["parts"].keys() != parts.keys():
            raise DataError(f"the run went on {sorted(state['parts'])}; here there are {sorted(parts)}.")
        self._owed = np.array(state["owed"])
        for name, part in parts.items():
            part.restore(state["parts"][name])

    def batch(self, rows: int, progress: float) -> Tensor:
        """[rows, length] int64 at `progress` (0 to 1) of the run. Shares are paid exactly over time, not drawn."""
        return self.batch_with_weights(rows, progress)[0]

    def batch_with_weights(self, rows: int, progress: float) -> tuple[Tensor, Tensor]:
        """(ids [rows, length] int64, weights [rows, length] float32) at `progress` (0 to 1) of the run.

        weights[:, i] is of the loss of predicting ids[:, i]: one in ordinary text, what a source says in its rows.
        """
        import torch  # here: processes that make rows import this file, and need no torch

        self._owed += rows * ((1 - progress) * self._first + progress * self._last)
        ids, weights = np.empty((rows, self.length), np.int64), np.ones((rows, self.length), np.float32)
        for row in range(rows):
            most = int(self._owed.argmax())
            self._owed[most] -= 1
            name = self._names[most]
            if name in self.rows:
                ids[row] = self.rows[name].next()
                continue
            made, weight = self.sources[name].next(progress)
            if len(made) != self.length:
                raise DataError(
                    f"{name} gives rows of {len(made)} tokens, the others have {self.length}; make them equal."
                )
            ids[row], weights[row] = made, weight
        return torch.from_numpy(ids), torch.from_numpy(weights)


def _shares(weights: dict[str, float], names: list[str]) -> np.ndarray:
    share = np.array([weights.get(name, 0.0) for name in names])
    if share.sum() <= 0:
        raise DataError(f"the weights {weights} name none of the domains {names}.")
    return share / share.sum()


def _stem(file: Path) -> str:
    return file.name.removesuffix(".xz").removesuffix(".txt")


def front(documents: list[str], limit: float) -> list[str]:
    """The first documents, as many as fit into `limit` UTF-8 bytes, at least one."""
    sizes = np.cumsum([len(document.encode()) for document in documents])
    return documents[: max(1, int(np.searchsorted(sizes, limit, side="right")))]

"""A folder of somebody's own texts as a corpus, or one sentence that says why it cannot be trained on.

Every .txt and .md file in it, however deep, is one document; a folder in the domain form (data.py), known by separator
lines, by a held-out file or by .xz files, is read as that. Surprising: everything is decoded before anything is computed,
so that a bad byte in the last file is told at once. Tests: tests/training/test_text_folder.py.
"""

from __future__ import annotations

import lzma
import re
from pathlib import Path

from dsv4lab.errors import printable
from dsv4lab.training.corpus import Corpus
from dsv4lab.training.data import HELDOUT, KEEP_BACK_EVERY, SEPARATOR, DataError, Domain, keep_back, read_domains
from dsv4lab.training.plan import stages
from dsv4lab.training.presets import Preset

_KINDS = (".txt", ".md", ".txt.xz")
_SEPARATED = re.compile(rf"^{re.escape(SEPARATOR)}$", re.MULTILINE)


def corpus_of_folder(folder: Path, preset: Preset) -> Corpus:
    """Tokens of all texts below a folder, or of the prepared corpus in it. Raises DataError."""
    if not folder.is_dir():
        what = "is a file; give the folder it lies in" if folder.exists() else "no such folder; give one with texts"
        raise DataError(f"{folder}: {what}.")
    corpus = Corpus.load(folder) or Corpus.of_domains(read_folder(folder), vocab_size=preset.config.vocab_size)
    needed, there = max(stage.length for stage in stages(preset)) + 2, sum(len(t.ids) for t in corpus.train.values())
    if there < needed:
        raise DataError(
            f"{folder}: its texts are {there:,} tokens to train on; one row of this preset needs {needed:,}. Add texts."
        )
    return corpus


def read_folder(folder: Path) -> list[Domain]:
    """The documents of a folder, to train on and kept back. Raises DataError."""
    texts = {file: _text(file) for file in _files(folder)}
    if not any(text.strip() for text in texts.values()):
        found = f"{len(texts)} text files, all of them empty" if texts else "no .txt or .md file"
        raise DataError(f"{folder}: holds {found}. Give a folder with texts to learn from.")
    top = [file for file in texts if file.parent == folder and file.suffix != ".md"]
    if any(file.suffix == ".xz" or _SEPARATED.search(texts[file]) or file.stem.endswith(HELDOUT) for file in top):
        return read_domains(folder)
    documents = [stripped for text in texts.values() if (stripped := text.strip("\n"))]
    train, heldout = keep_back(documents, KEEP_BACK_EVERY)
    return [Domain("texts", train, heldout)]


def _files(folder: Path) -> list[Path]:
    """Every text file below a folder, in the order of their paths; hidden files and folders are left out."""
    files = (file for file in folder.rglob("*") if file.name.endswith(_KINDS) and file.is_file())
    return sorted(file for file in files if not any(part.startswith(".") for part in file.relative_to(folder).parts))


def _text(file: Path) -> str:
    try:
        raw = file.read_bytes()
        return (lzma.decompress(raw) if file.suffix == ".xz" else raw).decode("utf-8")
    except UnicodeDecodeError as error:
        raise DataError(
            f"{printable(str(file))}: is not UTF-8, byte {error.object[error.start]:02X} at place {error.start}. "
            "Convert it, for example with iconv, or take it out."
        ) from None
    except lzma.LZMAError as error:
        raise DataError(f"{printable(str(file))}: cannot be unpacked ({error}). Take it out.") from None
    except OSError as error:
        raise DataError(f"{printable(str(file))}: cannot be read ({error.strerror or error}).") from None

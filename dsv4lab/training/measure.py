"""What a stored model can do, read back from its files: bits per byte of held-out texts, samples, and its card.

Surprising: nothing of the run that made it is used, so the numbers are those of the files.
Tests: tests/training/test_training.py.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import torch

from dsv4lab.checkpoint.reader import load_state_dict
from dsv4lab.model.transformer import Transformer
from dsv4lab.training.card import write_card
from dsv4lab.training.corpus import Corpus
from dsv4lab.training.evaluate import bits_per_byte, tell
from dsv4lab.training.job import MODEL, read_facts, write_facts

NOTES = "NOTES.md"  # in the run's folder, optional: what was expected and seen, for the card
DATA = "DATA.md"  # beside the texts: what they are and under which licences
_OPENINGS = ("Once upon a time", "One day, a little girl named Lily", "", "The old king had three sons")
_TEMPERATURE = 0.7


def measure(
    out: Path, texts: Path, corpus: Corpus, device: torch.device, *,
    documents: int | None = None, openings: Sequence[str] = _OPENINGS,
) -> None:  # fmt: skip
    """Measure what is stored under `out`, let it tell from each opening, write its card; print what was found.

    `documents` limits how many of each domain are judged.
    """
    facts, begun = read_facts(out), time.monotonic()
    model = load_stored(out / MODEL).to(device)
    length, rows = facts["length"], 64 if device.type == "cuda" else 8
    facts["bits_per_byte"] = {}
    for name, tokens in corpus.heldout.items():
        bits = bits_per_byte(model, tokens, length=length, rows=rows, documents=documents)
        facts["bits_per_byte"][name] = bits
        print(f"{name} held out: {bits:.4f} bits per byte", flush=True)
    facts["judged"] = documents
    facts["samples"] = [
        {"opening": o, "temperature": _TEMPERATURE, "seed": i}
        | {"text": tell(model, corpus.tokenizer, o, tokens=min(300, length), seed=i)}
        for i, o in enumerate(openings)
    ]
    for sample in facts["samples"]:
        print("---", sample["text"], sep="\n")
    write_facts(out, facts)
    data = _text(texts / DATA) or "Not described: the texts had no DATA.md beside them."
    write_card(out / MODEL, model, corpus, facts, data, _text(out / NOTES))
    print(f"evaluated in {time.monotonic() - begun:.0f} s")


def load_stored(folder: Path) -> Transformer:
    """The model of a checkpoint folder, dequantised to float32."""
    loaded = load_state_dict(folder, dtype=torch.float32)
    model = Transformer(loaded.config)
    model.load_state_dict(loaded.state_dict)
    return model


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.is_file() else ""

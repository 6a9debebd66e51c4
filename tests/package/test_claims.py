"""Numbers and claims in prose (README, card, lessons) computed again: a sentence that is no longer true fails here."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest

from dsv4lab.analysis.expert_load import expert_load
from dsv4lab.analysis.lightning_indexer import picks_of
from dsv4lab.analysis.pick_overlap import always_chosen, control
from dsv4lab.config import FLASH, LEARNED
from dsv4lab.costs import entry_bytes, held_bytes, index_key_bytes
from dsv4lab.loading import TINY, load
from dsv4lab.session import Session

ROOT = Path(__file__).parents[2]


def prose(path: str) -> str:
    """The words of a text or of a notebook's markdown, on one line."""
    file = ROOT / path
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".ipynb":
        cells = json.loads(text)["cells"]
        text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    return re.sub(r"\s+", " ", text)


def numbers(pattern: str, path: str) -> list[float]:
    """The numbers that a sentence states; the sentence must be there."""
    found = re.search(pattern, prose(path))
    assert found is not None, f"{path} no longer says: {pattern}"
    return [float(number.replace(",", "")) for number in found.groups()]


@pytest.fixture(scope="module")
def session():
    if not (TINY / "config.json").is_file():
        pytest.skip(f"the shipped model is not in {TINY}")
    return Session(load())


def test_the_card_says_how_evenly_the_experts_of_one_story_are_used(session):
    card = "dsv4lab/models/tiny/README.md"
    tokens, low, high, least, most = numbers(
        r"lesson 01, (\d+) tokens .*? between ([\d.]+) and ([\d.]+) times its even share, the least used one between "
        r"(\d+) % and (\d+) % of it",
        card,
    )
    call = re.search(r"\.generate\((\".*?\"), max_new_tokens=(\d+), temperature=([\d.]+), seed=(\d+)\)", prose(card))
    assert call is not None
    trace = session.generate(
        json.loads(call[1]),
        max_new_tokens=int(call[2]),
        temperature=float(call[3]),
        seed=int(call[4]),
        capture="routing",
    )
    learned = [layer for layer, kind in enumerate(trace.config.routing_kinds) if kind == LEARNED]
    rate = expert_load(trace).rate.sel(layer=learned).values
    assert len(trace) == tokens
    assert [round(float(x), 1) for x in (rate.max(-1).min(), rate.max(-1).max())] == [low, high]
    assert [round(100 * float(x)) for x in (rate.min(-1).min(), rate.min(-1).max())] == [least, most]


def test_the_readme_says_what_the_cache_holds_under_release_numerics(session):
    entry, key = numbers(
        r"in Flash (\d+) bytes an entry and (\d+) an index key; plain PyTorch keeps .*? as float32", "README.md"
    )
    assert (entry, key) == (entry_bytes(FLASH), index_key_bytes(FLASH))
    release = Session(load(numerics="release"))
    trace = release.generate("Once upon a time", max_new_tokens=4, temperature=0, capture="mtp")
    assert release.cache.bytes() == sum(held_bytes(trace.config, len(trace), itemsize=4, mtp=True).values())


def test_the_lesson_on_the_indexer_names_the_layers_whose_stable_entries_are_about_content(session):
    assert "Layer 2 carries the claim" in prose("notebooks/03_lightning_indexer.ipynb")
    cells = json.loads((ROOT / "notebooks/03_lightning_indexer.ipynb").read_text(encoding="utf-8"))["cells"]
    seeds = '((2, "girl"), (4, "bird"))'  # the stories of the lesson
    assert any(seeds in "".join(cell["source"]) for cell in cells)
    stories = []
    for seed, who in ((2, "girl"), (4, "bird")):
        opening = f"Once upon a time there was a little {who} who lived in the wood."
        trace = session.generate(opening, max_new_tokens=200, temperature=0.7, seed=seed, capture=None)
        marked = trace.values("tokens", "special")
        stories.append("".join(p for p, special in zip(trace.pieces, marked, strict=True) if not special))
    text = "The name of the old king was Toby. " + " ".join(stories) + " The name of the old king was"
    trace = session.generate(text, max_new_tokens=0, capture=["indexer"])
    stable, without = {}, {}
    for layer in (2, 4, 6):
        picks = picks_of(trace, layer)
        stable[layer] = len(always_chosen(picks).entry)
        without[layer] = np.mean([len(always_chosen(control(picks, seed)).entry) for seed in range(8)])
    assert without[2] < 0.15 * stable[2], "vanish"
    assert without[4] > 0.5 * stable[4], "more than half"
    assert stable[6] < 0.25 * stable[2], "few"


def test_the_lesson_on_cost_says_what_fills_the_cache_first(session):
    words = prose("notebooks/06_cost_at_a_million_tokens.ipynb")
    assert (
        "the tokens that wait for their block weigh most" in words
        and "jumps when an HCA block of 32 is complete" in words
    )
    config = session.model.config
    parts = {n: held_bytes(config, n, mtp=True) for n in range(1, 130)}
    share = {n: part["window"] / sum(part.values()) for n, part in parts.items()}
    assert all(max(part, key=part.__getitem__) == "waiting" for n, part in parts.items() if n < 32)
    assert share[32] - share[31] > 0.2 and all(share[n] < share[32] for n in range(1, 32))
    assert (
        parts[64]["window"] > parts[63]["window"] or parts[65]["window"] == parts[64]["window"] == parts[128]["window"]
    )


PROSE = sorted(
    str(file.relative_to(ROOT))
    for pattern in ("*.md", "*/*.md", "dsv4lab/models/tiny/*.md")
    for file in ROOT.glob(pattern)
    if file.name not in ("CHANGELOG.md", "LOG.md") and not file.is_relative_to(ROOT / ".venv")
)


@pytest.mark.parametrize("path", PROSE)
def test_every_file_that_prose_names_is_there(path: str) -> None:
    named = re.findall(
        r"\b((?:tests|dsv4lab|kernels|notebooks|widgets|dev)/[\w./]+\.(?:py|jsonl?|ipynb|js|sh)|[\w./-]+\.jsonl)\b",
        prose(path),
    )
    gone = [name for name in named if "NN" not in name and not (ROOT / name).is_file()]  # NN: a number
    assert gone == []

"""The concept index is true: every path is there and speaks of its concept, every point exists, CONCEPTS.md is current."""

from __future__ import annotations

import re

import pytest
from small_model import CONFIG

import dsv4lab as lab
from dsv4lab.capture import points
from dsv4lab.concepts import CONCEPTS, ROOMS, ROOT, as_markdown, find
from dsv4lab.errors import LabError


def has_stem(stem: str, text: str) -> bool:
    """Whether a text has the stem, its words joined by blanks, lines or hyphens."""
    return re.search(r"[\s_-]+".join(stem.split("_")), text, re.IGNORECASE) is not None


def test_there_are_enough_and_no_two_are_called_the_same():
    assert len(CONCEPTS) >= 24
    assert len({c.name for c in CONCEPTS}) == len({c.stem for c in CONCEPTS}) == len(CONCEPTS)
    assert all(set(c.places) <= set(ROOMS) and c.sentence.endswith(".") for c in CONCEPTS)


@pytest.mark.parametrize("concept", CONCEPTS, ids=lambda c: c.stem)
def test_every_path_is_there_and_has_the_stem(concept):
    names = {point.name for point in points.POINTS}
    assert set(concept.places.get("points", ())) <= names
    for room, places in concept.places.items():
        for place in () if room == "points" else places:
            text = place + (ROOT / place).read_text(encoding="utf-8")
            assert has_stem(concept.stem, text), f"{place}: {concept.stem}"
            if room in ("definition", "kernel") and not place.startswith("dsv4lab/"):
                named = [c.stem for c in CONCEPTS if (ROOT / place).stem.startswith(c.stem)]
                assert named, f"{place} is named after no concept"


def test_a_stem_that_is_not_there_is_seen():
    assert not has_stem("lightning_indexer", "an indexer") and has_stem("kv_cache", "the KV cache")


def test_where_prints_a_concept_or_the_list_or_what_is_near(capsys):
    lab.where("margin")
    told = capsys.readouterr().out
    assert told.startswith("margin (") and "dsv4lab/analysis/lightning_indexer.py" in told
    lab.where()
    assert len(capsys.readouterr().out.splitlines()) == len(CONCEPTS)
    for wrong in ("markin", "", "zzz", 7):
        with pytest.raises(LabError, match=r"margin|lists them"):
            lab.where(wrong)
    assert [c.stem for c in find("Lightning indexer")] == ["lightning_indexer"]
    assert {c.stem for c in find("doubly stochastic")} == {"sinkhorn"}
    assert points.names(CONFIG)  # the names above are patterns of these


def test_concepts_md_is_current():
    assert (ROOT / "CONCEPTS.md").read_text(encoding="utf-8") == as_markdown(), "run: make docs"

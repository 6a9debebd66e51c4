"""Claims of widgets/discoveries.py: every card is a question about this run, leads to its place, and is answered by it."""

from __future__ import annotations

import pytest
from synthetic_trace import synthetic_trace

import dsv4lab as lab
from dsv4lab.analysis.discoveries import drafts, far_reader
from dsv4lab.widgets.discoveries import DISCOVERIES, discoveries_of
from dsv4lab.widgets.explorer import Explorer

PROMPT = "Once upon a time there was a little fox. The little fox had a red ball, and the little fox ran."


@pytest.fixture(scope="module")
def trace():
    return lab.Session(lab.load()).generate(PROMPT, max_new_tokens=64, seed=5)


def test_each_leads_to_a_place_that_the_explorer_accepts_and_has_one_right_answer(trace):
    explorer = Explorer(trace)
    cards = discoveries_of(trace)
    assert len(cards) == len(DISCOVERIES) >= 6 and not any("missing" in card for card in cards)
    for card in cards:
        assert card["question"].endswith("?") and 2 <= len(card["choices"]) <= 5
        assert len(set(card["choices"])) == len(card["choices"]) and 0 <= card["answer"] < len(card["choices"])
        explorer.restore(card["link"])
        assert explorer.selection.tab in card["link"].replace("+", " ")
        assert explorer.room.titles_in_sight()[0] == explorer.selection.tab
        assert not next(view for view in explorer.tabbed if view.title == explorer.selection.tab).message
    assert explorer.toolbar.discoveries == cards
    explorer.close()


def test_the_revealed_numbers_are_the_runs(trace):
    cards = {card["name"]: card for card in discoveries_of(trace)}
    far, draft = far_reader(trace), drafts(trace)
    assert f"{100 * far.entries[far.head]:.0f} %" in cards["far_reader"]["reveal"]
    assert cards["far_reader"]["choices"][cards["far_reader"]["answer"]] == f"head {far.head}"
    assert f"{draft.came} of {draft.proposed} came" in cards["draft"]["reveal"]


def test_a_run_without_such_a_place_says_so_and_what_would_have_one():
    for run in (synthetic_trace(1, prompt=1), synthetic_trace(40, groups=("tokens",))):
        cards = {card["name"]: card for card in discoveries_of(run)}
        assert "captured" in cards["far_reader"]["missing"] and "question" not in cards["far_reader"]
    explorer = Explorer(synthetic_trace(40))
    assert "missing" in next(card for card in explorer.toolbar.discoveries if card["name"] == "lens")
    explorer.close()


def test_a_very_long_run_is_not_read_whole_before_it_is_shown(monkeypatch):
    monkeypatch.setattr("dsv4lab.widgets.discoveries.MOST_TOKENS", 30)
    read = []
    run = synthetic_trace(40)
    monkeypatch.setattr(run, "values", lambda *names: read.append(names))
    cards = discoveries_of(run)
    assert read == [] and all("40 tokens" in card["missing"] for card in cards)

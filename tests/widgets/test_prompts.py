"""Claims of widgets/prompts.py and of the explorer's beginning: examples lead to views, the model says how small it is."""

from __future__ import annotations

import pytest
from fake_session import FakeSession

import dsv4lab as lab
from dsv4lab.digest import TINY
from dsv4lab.widgets.explorer import Explorer
from dsv4lab.widgets.prompts import EXAMPLES
from dsv4lab.widgets.registry import tab_titles
from dsv4lab.widgets.words import beyond_training, shipped_words


def test_there_are_ten_of_them_each_with_a_view_that_there_is_and_a_reason():
    assert len(EXAMPLES) == len({example.name for example in EXAMPLES}) == len({e.prompt for e in EXAMPLES}) == 10
    assert {example.view for example in EXAMPLES} <= set(tab_titles())
    assert len({example.view for example in EXAMPLES}) >= 7
    assert all(len(example.why) > 30 for example in EXAMPLES)


def test_choosing_one_fills_the_box_and_running_it_brings_its_view_to_the_front():
    explorer = Explorer(FakeSession(), max_new_tokens=3)
    at = next(i for i, example in enumerate(EXAMPLES) if example.view == "Compressor")
    explorer.controls.examples.value = at
    assert explorer.controls.prompt.value == EXAMPLES[at].prompt and explorer.controls.examples.value == -1
    assert "Compressor" in explorer.controls.status.value and explorer.room.titles_in_sight()[0] == "Follow a token"
    explorer.run(wait=True)
    assert explorer.room.titles_in_sight()[0] == "Compressor"
    explorer.selection.tab = "Lens"
    explorer.run("A prompt of my own", wait=True)
    assert explorer.room.titles_in_sight()[0] == "Lens"
    explorer.close()


@pytest.mark.parametrize("name", ["French", "A hidden key", "Two balls"])
def test_what_is_said_of_an_example_is_true_of_the_shipped_model(name):
    example = next(one for one in EXAMPLES if one.name == name)
    session = lab.Session(lab.load())
    trace = session.generate(example.prompt, max_new_tokens=4, temperature=0)
    config = trace.config
    if name == "French":
        assert len(trace.pieces) - 1 > len(example.prompt.split())
        assert any(piece.startswith("⟨") for piece in trace.pieces) or len(trace.pieces) > 15
    elif name == "A hidden key":
        layer = config.picking_layers[0]
        visible = trace.part("indexer", "visible", layer=layer)[len(trace) - 1]
        assert visible > config.index_topk  # there is something to choose
    else:
        words = [trace.word(int(i)).strip() for i in trace.part("tokens", "top_id", token=trace.run["prompt_tokens"])]
        assert {"red", "blue"} <= set(words)


def test_the_shipped_model_says_how_small_it_is_with_its_own_cards_numbers_and_another_one_says_nothing():
    words = shipped_words(lab.load().digest)
    card = (TINY / "README.md").read_text(encoding="utf-8")
    for fact in ("34.5 million", "8.0 minutes"):
        assert fact in words and fact in card
    assert "stories" in words and "no DeepSeek release" in words
    assert shipped_words("another") == shipped_words("") == ""


def test_the_explorer_says_how_to_begin_and_what_this_model_is():
    explorer = Explorer(lab.Session(lab.load()))
    said = explorer.controls.status.value
    assert "press Run" in said and "34.5 million weights" in said
    explorer.close()


def test_a_run_longer_than_what_the_model_learned_from_says_so_where_its_picks_are_seen():
    from synthetic_trace import synthetic_trace

    from dsv4lab.digest import digest_of
    from dsv4lab.widgets.lightning_indexer import LightningIndexer

    long, short = synthetic_trace(1030), synthetic_trace(1024)
    assert beyond_training(long) == "", "the weights are not the shipped model's"
    for trace in (long, short):
        trace.run["weights"] = digest_of(TINY)
    assert "longer than the 1,024 tokens of a training row" in beyond_training(long)
    assert beyond_training(short) == beyond_training(None) == ""
    assert (
        LightningIndexer(long).facts["beyond"] == beyond_training(long) and not LightningIndexer(short).facts["beyond"]
    )

"""The explorer with runs at the edges: one token, no new token, a million tokens, scripts of both directions."""

from __future__ import annotations

import pytest
from synthetic_trace import synthetic_trace

import dsv4lab as lab
from dsv4lab.capture.tiling import tile
from dsv4lab.widgets.explorer import Explorer


def messages(explorer: Explorer) -> dict[str, str]:
    """What every view says in place of a picture, each brought to the front once."""
    found = {}
    for view in explorer.tabbed:
        explorer.selection.tab = view.title
        found[view.title] = view.message
    return found | {view.name: view.message for view in explorer.views if view.slot != "tab"}


def went_wrong(message: str) -> bool:
    """Whether a view was surprised: what it expects it says in words, without a file and a line."""
    return "Error" in message or ".py" in message


def test_a_run_of_one_token_is_shown_by_every_view_and_kept_as_a_page(tmp_path):
    explorer = Explorer(synthetic_trace(1, prompt=1))
    assert [words for words in messages(explorer).values() if went_wrong(words)] == []
    explorer.selection.token = 0
    assert [words for words in messages(explorer).values() if went_wrong(words)] == []
    assert explorer.strip.message == "" and explorer.to_html(tmp_path / "one.html").stat().st_size > 100_000


@pytest.mark.parametrize("new", [0, 1])
def test_a_run_that_ends_at_once_is_shown_and_another_can_be_started(new):
    session = lab.Session(lab.load(engine="reference"))
    explorer = Explorer(session, prompt='print("שלום")  # peace\nprint("', max_new_tokens=new)
    explorer.run(wait=True)
    assert len(explorer.trace) == explorer.trace.run["prompt_tokens"] + new
    assert [words for words in messages(explorer).values() if went_wrong(words)] == []
    assert "Done" in explorer.controls.status.value and not explorer.controls.run_button.disabled
    explorer.controls.max_new_tokens.value = 2
    explorer.run(wait=True)
    assert len(explorer.trace) == explorer.trace.run["prompt_tokens"] + 2
    explorer.close()


def test_a_million_tokens_are_shown_in_bins_and_a_page_gets_less_than_a_megabyte():
    long = tile(lab.recorded(), 1_000_000)
    explorer = Explorer(long, link="tab=Indexer&layer=2")
    explorer.selection.token = 700_000
    explorer.selection.layer = 4
    assert [words for words in messages(explorer).values() if went_wrong(words)] == []
    sent = sum(len(v) for view in explorer.views for v in view.get_state().values() if isinstance(v, bytes))
    assert sent < 1_000_000
    facts = explorer.indexer.facts
    assert facts["tokens"] == 1_000_000 and "repeated" in facts["tiled"] and facts["shape"][0] <= 120
    strip = explorer.strip
    assert strip.first <= 700_000 < strip.first + 8192 and len(strip.bins) > 0, "the part around the token, and means"
    explorer.close()

"""Claims of widgets/follow_token.py: the chosen token's path crosses, the next ones when asked for, a plan before a run."""

from __future__ import annotations

import base64
import gzip
import json
import re

import numpy as np
import pytest
from synthetic_trace import CONFIG, SyntheticRun, synthetic_trace

from dsv4lab.analysis.token_path import token_path
from dsv4lab.config import FLASH
from dsv4lab.widgets.explorer import Explorer
from dsv4lab.widgets.follow_token import AHEAD, LAYOUT, PAGE, FollowToken
from dsv4lab.widgets.registry import tab_titles
from dsv4lab.widgets.selection import Selection


def arrays(head: dict, packed: bytes) -> dict[str, np.ndarray]:
    out, at = {}, 0
    for (name, dtype), shape in zip(LAYOUT.items(), head["shapes"], strict=True):
        kind = np.dtype("<u2" if dtype == "share" else dtype)
        size = int(np.prod(shape)) * kind.itemsize
        values = np.frombuffer(packed[at : at + size], kind).reshape(shape)
        out[name] = np.where(values == 65535, np.nan, values / 10000) if dtype == "share" else values
        at += size
    assert at == len(packed)
    return out


def agree(sent: dict[str, np.ndarray], path) -> None:
    for name, values in sent.items():
        np.testing.assert_allclose(values, getattr(path, name), atol=1e-4, equal_nan=True)


@pytest.fixture(scope="module")
def trace():
    return synthetic_trace()


def test_it_is_the_first_tab():
    assert tab_titles()[0] == "Follow a token"


def test_the_chosen_tokens_path_crosses_whole_and_small(trace):
    view = FollowToken(trace, Selection(token=33, layer=2))
    agree(arrays(view.path, view.arrays), token_path(trace, 33))
    assert view.path["token"] == 33 and view.path["piece"] == trace.pieces[33]
    assert view.path["answer"]["word"] == trace.pieces[34] and view.path["answer"]["drawn"] is True
    assert len(view.arrays) < 700 * CONFIG.num_hidden_layers
    before = view.arrays
    view.selection.layer = 5
    assert view.arrays is before  # a layer is looked at in the page; nothing is computed again
    view.selection.head = 1
    agree(arrays(view.path, view.arrays), token_path(trace, 33, 1))


def test_the_next_tokens_come_when_they_are_asked_for(trace, monkeypatch):
    view, sent = FollowToken(trace, Selection(token=10)), []
    monkeypatch.setattr(view, "send", lambda content, buffers=None: sent.append((content, buffers)))
    view._asked(view, {"ahead": [11, 12, 13], "head": -1}, [])
    content, buffers = sent.pop()
    assert [head["token"] for head in content["ahead"]] == [11, 12, 13] and content["serial"] == view.serial
    agree(arrays(content["ahead"][1], buffers[1]), token_path(trace, 12))
    for nonsense in ({"ahead": [900, -1, "x", None]}, {"ahead": "all"}, {"ahead": [3], "head": 77}, "ahead", None):
        view._asked(view, nonsense, [])
    assert not sent
    view._asked(view, {"ahead": list(range(60))}, [])
    assert len(sent.pop()[0]["ahead"]) == AHEAD


def test_another_run_makes_what_was_sent_before_worthless(trace):
    view = FollowToken(trace)
    first = view.serial
    view.show(synthetic_trace(30))
    assert view.serial != first and view.counts == {"tokens": 30, "prompt": 12} and view.path["token"] == 29


def test_a_long_text_is_sent_in_pages_around_the_token():
    run = SyntheticRun(2 * PAGE + 500, groups=("tokens",))
    run.step(2 * PAGE + 500)
    view = FollowToken(run.trace, Selection(token=3))
    assert view.first == 0 and len(view.lengths) == 2 * (PAGE + 64)
    view.selection.token = PAGE + 5
    assert 0 < view.first < PAGE and view.first + len(view.lengths) // 2 > PAGE + 5
    assert set(view.path["missing"]) == {"streams", "mixing", "attention", "routing", "lens"}


def test_before_a_run_it_is_the_models_plan():
    view = FollowToken(config=FLASH)
    assert view.message == "" and view.path == {} and view.sizes["layers"] == 43 and len(view.places) == 46
    assert sum(max(cell[2], 0) for row in view.places for cell in row["cells"]) == view.totals["bytes"]
    assert "Nothing has been run yet" in FollowToken().message


def test_one_token_and_the_newest_token_have_no_answer_yet():
    run = SyntheticRun(4)
    run.step(1, phase=0)
    view = FollowToken(run.trace)
    assert view.path["answer"] == {} and view.path["agree"] == [] and view.counts["tokens"] == 1
    run.step(1)
    view.refresh()
    assert view.path["token"] == 1
    view.selection.token = 0
    assert view.path["answer"]["word"] == run.trace.pieces[1]


def test_every_part_of_the_picture_opens_a_tab_that_exists_or_none(trace):
    titles = {"", *tab_titles()}
    cards = FollowToken(trace).cards
    assert {card["tab"] for card in cards.values()} <= titles and cards["attention"]["tab"] == "Attention"
    explorer = Explorer(trace)
    explorer.selection.tab = cards["mixing"]["tab"]
    assert explorer.room.titles_in_sight() == ["Residual streams"]
    explorer.close()


def test_a_page_holds_the_path_of_every_token_once_and_no_head_apart(tmp_path):
    text = Explorer(synthetic_trace(24)).to_html(tmp_path / "run.html").read_text(encoding="utf-8")
    assert re.findall(r"id='follow/_path/([^']*)'", text) == ["-1"]
    packed = gzip.decompress(base64.b64decode(re.findall(r"id='follow/_path/-1'>([^<]*)<", text)[0]))
    head = json.loads(packed[4 : 4 + int.from_bytes(packed[:4], "little")])
    assert head["tokens"] == list(range(24)) and [path["token"] for path in head["json"]["path"]] == head["tokens"]

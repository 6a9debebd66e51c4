"""Claims of widgets/what_if.py, what_if_offers.py and edited_runs.py: edits are offered, tried, compared and told."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

import dsv4lab as lab
from dsv4lab import do
from dsv4lab.analysis.edited import difference, edits_of
from dsv4lab.errors import TraceError
from dsv4lab.widgets.explorer import Explorer
from dsv4lab.widgets.selection import Selection
from dsv4lab.widgets.what_if import WhatIf
from dsv4lab.widgets.what_if_offers import offers_of

torch.set_num_threads(1)
TEXT = "Once upon a time there was a little fox. The little fox had a red ball, and"


@pytest.fixture(scope="module")
def model():
    return lab.load(engine="reference")


@pytest.fixture(scope="module")
def plain(model):
    return lab.Session(model).generate(TEXT, max_new_tokens=20, temperature=0)


def ids_of(trace):
    return [int(token) for token in trace.values("tokens", "id")]


def numbers(packed: bytes) -> np.ndarray:
    return np.frombuffer(packed, "<f4")


def test_every_offer_is_an_edit_that_acts_and_says_what_it_changes(model, plain):
    seen = set()
    for layer, head, expert, entry in ((0, -1, -1, -1), (3, -1, 5, -1), (4, 3, -1, 2)):
        offers = offers_of(plain, Selection(layer=layer, head=head, expert=expert, entry=entry), 30)
        for offer in offers:
            words, rules = next(iter(offer.doses.items()))
            seen.add(offer.name.split(" of ")[0].split(" in ")[0])
            assert "all layers" in offer.name or f"layer {layer}" in offer.name, words
            edited = lab.Session(model).generate(ids_of(plain), max_new_tokens=0, edits=rules, capture=None)
            assert edits_of(edited) == [rule.to_dict() for rule in rules]
    assert {"without expert 5", "entry 2", "fewer picks", "no sink", "a shorter window", "fewer Sinkhorn steps"} <= seen
    assert not any("picks" in offer.name for offer in offers_of(plain, Selection(layer=0), 30)), "no indexer, no offer"


def test_the_change_of_every_token_is_that_of_two_forward_passes(model, plain):
    rule = do.sink(layer=4)
    edited = lab.Session(model).generate(ids_of(plain), max_new_tokens=0, edits=rule)
    found = difference(plain, edited)
    ids = torch.tensor([ids_of(plain)])
    with torch.no_grad():
        before = model(ids)[0].log_softmax(-1)
    at = torch.arange(1, ids.shape[1])
    own = before[at - 1, ids[0, 1:]].numpy()
    np.testing.assert_allclose(plain.values("tokens", "logprob")[1:], own, atol=2e-4)
    np.testing.assert_allclose(found.change[1:], edited.values("tokens", "logprob")[1:] - own, atol=2e-4)
    assert np.abs(found.change[1:]).max() > 1e-3 and np.isnan(found.change[0])
    assert (found.before == plain.values("tokens", "top_id")[:, 0]).all()
    assert (found.after == edited.values("tokens", "top_id")[:, 0]).all()
    other = lab.Session(model).generate("A dog", max_new_tokens=0)
    with pytest.raises(TraceError, match="part at token 1"):
        difference(plain, other)


def test_a_click_reads_the_text_again_and_shows_it_beside_the_plain_run_and_beside_chance(model, plain):
    session = lab.Session(model)
    session.generate(TEXT, max_new_tokens=20, temperature=0)
    explorer = Explorer(session, link="layer=4&token=30&tab=What+if")
    view = explorer.what_if
    assert view.can_try and view.offers and view.facts == {"edited": ""} and view.change == b""
    at = next(i for i, offer in enumerate(view.offers) if offer["name"].startswith("without expert"))
    view.request = {"offer": at, "dose": 0, "n": 1}
    explorer._loop.join()
    explorer._measuring.join()
    name = view.offers[at]["name"] + ": without it"
    assert view.facts["edited"] == name == explorer.runs.value and view.facts["front"] == "edited"
    assert len(explorer.trace) == len(plain) and "read in" in explorer.controls.status.value
    assert np.nanmax(np.abs(numbers(view.change))) > 0 and explorer.selection.token == 30
    assert re.search(r"\[[-+.\d]+, [-+.\d]+\], n=20 tokens, .* matched random arms", view.facts["title"])
    band = numbers(view.band).reshape(2, -1)
    assert np.isnan(band[:, :20]).all() and (band[0, 21:] <= band[1, 21:]).all()
    view.request = {"back": True, "n": 2}
    assert explorer.runs.index == 0 and view.facts["front"] == "plain" and view.facts["edited"] == name
    view.request = {"offer": 99, "dose": 0, "n": 3}
    view.request = {"offer": "x", "n": 4}
    assert len(explorer.runs.sessions) == 2, "what was not offered is not tried"
    explorer.close()


def test_what_chance_did_on_one_text_is_not_shown_on_another(model, plain):
    rule = do.sink(layer=4)
    other = lab.Session(model).generate("The cat ran. The dog ran.", max_new_tokens=0)
    pairs = [(lab.Session(model).generate(ids_of(one), max_new_tokens=0, edits=rule), one) for one in (plain, other)]
    view = WhatIf(pairs[0][0], Selection(token=4), other=pairs[0][1])
    low = [-0.1] * 20
    view.tell_chance(pairs[0][0], lambda: {"first": 20, "low": low, "high": low, "title": "as measured"})
    assert view.facts["title"] == "as measured" and view.band
    view.trace = pairs[1][0]
    view.compare(pairs[1][1])
    assert view.message == "" and view.facts["title"] == "" and view.band == b""


def test_an_edit_that_never_acts_is_told_and_leaves_the_plain_run(model):
    session = lab.Session(model)
    session.generate(TEXT, max_new_tokens=2, temperature=0)
    explorer = Explorer(session)
    explorer.try_edits([do.picks(drop=[900], layer=2)], "an entry that is not there", wait=True)
    assert "never acted" in explorer.controls.status.value or "not" in explorer.controls.status.value
    assert len(explorer.runs.sessions) == 1 and explorer.trace is session.trace
    assert not explorer.controls.run_button.disabled
    explorer.close()


def test_a_saved_pair_is_compared_without_a_model_and_kept_in_a_page(model, plain, tmp_path):
    edited = lab.Session(model).generate(ids_of(plain), max_new_tokens=0, edits=do.comb("identity", layer=4))
    view = WhatIf(edited, Selection(token=25), other=plain)
    assert not view.can_try and view.facts["edited"] == "edited" and view.facts["token"] == 25
    swapped = WhatIf(plain, Selection(token=25), other=edited)
    assert swapped.change == view.change and swapped.facts["front"] == "plain"
    assert WhatIf(plain, other=plain).facts == {"edited": ""}
    page = lab.explore(edited, other=plain).to_html(tmp_path / "edited.html").read_text(encoding="utf-8")
    assert "what_if/_effect/" in page and "what_if/_words/" in page


def test_a_trace_is_explored_and_written_as_a_page_without_torch(tmp_path):
    code = (
        "import sys\nfor name in ('torch', 'triton', 'transformers', 'tokenizers'): sys.modules[name] = None\n"
        "import dsv4lab as lab\nsys.path.append('tests/fakes')\nfrom synthetic_trace import synthetic_trace\n"
        f"lab.explore(synthetic_trace(20)).to_html({str(tmp_path / 'run.html')!r})\n"
        "e = lab.explore(lab.recorded(), link='tab=What if')\n"
        "print(e.what_if.offers, repr(e.what_if.message), e.strip.message == '')"
    )
    env = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=env, timeout=60, check=False
    )
    assert done.stdout.splitlines()[-1:] == ["[] '' True"], done.stderr[-2000:]

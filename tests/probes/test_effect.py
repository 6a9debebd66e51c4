"""Effects are what a second, independent reading gives; sham and random arms stand beside them."""

from __future__ import annotations

import json

import numpy as np
import pytest
import torch
from small_model import small_model, some_ids

import dsv4lab as lab
from dsv4lab import do
from dsv4lab.errors import EditError, PromptError, SettingError
from dsv4lab.probes.effect import bootstrap
from dsv4lab.probes.forced import Forced

torch.set_num_threads(1)
IDS = some_ids(34)[0].tolist()
PROMPT, MORE = IDS[:20], IDS[20:]


@pytest.fixture(scope="module")
def model():
    return small_model()


def by_session(model, edits=None):
    """Log-probabilities that a session's trace says of the same tokens, read token by token as it captures them."""
    trace = lab.Session(model).generate(IDS, max_new_tokens=0, capture="all", edits=edits)
    return trace.values("tokens", "logprob")[20:]


@pytest.mark.parametrize(
    "arm",
    [do.ban_expert(2, layer=4), do.picks(reuse="step"), do.stream("mean", streams=1, layer=2), do.sink(layer=5),
     [do.stream(layer=1), do.rescue(3, streams=[0, 1])], do.add(torch.arange(61) / 50, point="logits")],
)  # fmt: skip
def test_the_change_is_the_difference_of_two_runs(model, arm):
    r = lab.effect(model, PROMPT, MORE, {"arm": arm}, random=0)
    want = by_session(model, arm) - by_session(model)
    np.testing.assert_allclose(r.tokens.change.sel(arm="arm"), want, rtol=1e-3, atol=1e-4)
    np.testing.assert_allclose(r.tokens.plain_logprob, by_session(model), rtol=1e-4, atol=1e-4)
    assert r.tokens.token.values.tolist() == list(range(20, 34)) and (r.tokens.kl >= 0).all() and r.tokens.kl.sum() > 0
    assert float(r.summary.change.sel(arm="arm")) == pytest.approx(want.mean(), abs=1e-4)


def test_kl_and_flips_by_hand(model):
    forced = Forced(model, IDS, 20)
    r = lab.effect(forced.model, PROMPT, MORE, do.stream(layer=3, streams=[1]), random=0)
    edited, _ = forced.run([do.stream(layer=3, streams=[1])])
    for n in range(len(MORE)):
        p, q = forced.plain[n].exp().tolist(), edited[n].exp().tolist()
        kl = sum(a * (np.log(a) - np.log(b)) for a, b in zip(p, q, strict=True))
        assert float(r.tokens.kl[0, n]) == pytest.approx(kl, rel=1e-2, abs=1e-5)
        assert bool(r.tokens.flip[0, n]) == (np.argmax(p) != np.argmax(q))


def test_chunks_do_not_matter(model, monkeypatch):
    from dsv4lab.probes import forced

    whole = lab.effect(model, PROMPT, MORE, do.picks(reuse="step"), random=3)
    monkeypatch.setattr(forced, "CHUNK", 7)
    parts = lab.effect(model, PROMPT, MORE, do.picks(reuse="step"), random=3)
    np.testing.assert_allclose(parts.tokens.change, whole.tokens.change, rtol=1e-3, atol=1e-4)
    assert (parts.fired == whole.fired).all()


def test_random_arms_stand_beside_and_n_and_interval_in_the_title(model):
    arms = {"one": do.ban_expert(2, layer=3), "two": [do.stream(streams=1, layer=2), do.sink(layer=5)]}
    r = lab.effect(model, PROMPT, MORE, arms, random=4, seed=3)
    assert r.summary.random_arms.values.tolist() == [3, 3]  # half of six others; three other streams
    for name in arms:
        assert f"{name}: " in r.title and "n=14 tokens" in r.title and "spreads of 3 matched random arms" in r.title
        one = r.summary.sel(arm=name)
        assert one.low < one.change < one.high
        assert one.in_spreads == pytest.approx((one.change - one.random_mean) / one.random_spread)
    assert (r.tokens.random_low <= r.tokens.random_high).all()
    assert r.fired.sel(arm="two").sum() > 0 and r.fired.dims == ("arm", "layer")
    again = lab.effect(model, PROMPT, MORE, arms, random=4, seed=3)
    assert again.tokens.identical(r.tokens) and again.summary.identical(r.summary)
    alone = lab.effect(model, PROMPT, MORE, do.sink(), random=4)
    assert "no matched random arms" in alone.title
    told = json.loads(json.dumps(r.to_dict()))
    assert told["arms"]["one"] == [do.ban_expert(2, layer=3).to_dict()] and len(told["tokens"]["change"][0]) == 14
    assert do.rules(told["arms"]["two"]) == tuple(arms["two"])


def test_the_interval_holds_the_mean_and_narrows_with_n():
    draw = np.random.default_rng(0)
    inside = 0
    for seed in range(100):
        low, high = bootstrap(draw.normal(1, 1, 50), seed)
        inside += low < 1 < high
    assert 85 <= inside <= 99
    few, many = bootstrap(draw.normal(0, 1, 20), 0), bootstrap(draw.normal(0, 1, 2000), 0)
    assert many[1] - many[0] < (few[1] - few[0]) / 4


def test_bad_arms_and_texts_are_refused(model):
    for arms, words in (
        ({}, "an arm without rules"), ({"a": []}, "an arm without rules"), (do.picks(drop=[90]), "never acted"),
        ({"a": do.sink(), "b": do.picks(layer=2, drop="all")}, "layer 2 is hca"),
        ([do.sink(), do.picks(drop=[90])], "entries=90.* never acted"),
    ):  # fmt: skip
        with pytest.raises(EditError, match=words):
            lab.effect(model, PROMPT, MORE, arms, random=0)
    with pytest.raises(PromptError, match="no token ids"):
        lab.effect(model, PROMPT, [], do.sink())
    with pytest.raises(PromptError, match="404 tokens; this model's context is 400"):
        lab.effect(model, [1] * 400, [1] * 4, do.sink())
    with pytest.raises(SettingError, match="random=-1"):
        lab.effect(model, PROMPT, MORE, do.sink(), random=-1)
    with pytest.raises(EditError, match="the logits are not finite any more"):
        lab.effect(model, PROMPT, MORE, do.add(torch.full((61,), 3e38), scale=2, point="logits"), random=0)

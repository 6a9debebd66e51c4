"""A sweep's cells are the effects of their arms; it goes on from its file; its p and q are what their definitions say."""

from __future__ import annotations

import itertools
import json

import numpy as np
import pytest
import torch
from small_model import small_model, some_ids

import dsv4lab as lab
from dsv4lab import do
from dsv4lab.errors import EditError, PromptError, SettingError
from dsv4lab.probes.sweep import BLOCK, false_discovery, sign_flip

torch.set_num_threads(1)
TEXTS = [some_ids(30)[0].tolist(), some_ids(22, seed=9)[0].tolist()]


@pytest.fixture(scope="module")
def model():
    return small_model()


@pytest.fixture(scope="module")
def found(model):
    each = [do.each_expert(layers=[3, 4]), do.each_stream(layers=[-1, 2]), do.each_picks()]
    return lab.sweep(model, TEXTS, each, progress=False)


def test_every_cell_is_the_effect_of_its_arm_over_all_texts(model, found):
    assert found.cells.sizes["cell"] == 2 * 7 + 2 * 4 + 3 * 3
    assert found.tokens == 29 + 21
    for family, layer, column, rule in (
        ("expert", 4, "2", do.ban_expert(2, layer=4)), ("stream", -1, "2", do.stream(streams=2, layer=-1)),
        ("picks", 3, "recency", do.picks(recency=True, layer=3)),
    ):  # fmt: skip
        effects = [lab.effect(model, ids[:1], ids[1:], rule, random=0).tokens for ids in TEXTS]
        for name in ("kl", "change", "flip"):
            want = np.concatenate([one[name].values[0] for one in effects]).mean()
            assert float(found.map(family, name).sel(layer=layer, column=column)) == pytest.approx(want, abs=1e-6)


def test_maps_titles_and_json(found):
    assert found.map("expert").shape == (2, 7) and found.map("picks").column.values.tolist() == [
        "drop",
        "random",
        "recency",
    ]
    assert "31 arms, n=50 tokens of 2 texts" in found.title and found.map("stream").attrs["title"] == found.title
    told = json.loads(json.dumps(found.to_dict()))
    assert len(told["cells"]["kl"]) == 31 and told["metric"] == "kl"
    with pytest.raises(EditError, match="'head' was not swept; there are expert, stream, picks"):
        found.map("head")


def test_in_spreads_compares_with_the_others_of_the_row(found):
    row = found.map("expert", "kl").sel(layer=3).values
    spreads = found.map("expert", "in_spreads").sel(layer=3).values
    others = np.delete(row, 2)
    assert spreads[2] == pytest.approx((row[2] - others.mean()) / others.std(ddof=1))


def test_an_arm_that_never_acts_has_no_p(model):
    r = lab.sweep(model, [1, 2, 3, 4, 5, 6], do.each_picks(how=["random", "drop"]), progress=False)
    never = r.cells.fired.values == 0  # so early everything complete is picked, at random too
    assert never.any() and not never.all()
    assert (np.isnan(r.cells.p.values) == never).all() and (np.isnan(r.cells.q.values) == never).all()
    assert not r.cells.kl.values[never].any()


def test_it_goes_on_where_it_was_stopped(model, found, tmp_path, monkeypatch):
    from dsv4lab.probes import sweep as module

    file, each = (
        tmp_path / "sweep.jsonl",
        [do.each_expert(layers=[3, 4]), do.each_stream(layers=[-1, 2]), do.each_picks()],
    )
    run, times = module._run, []

    def stopped(*arguments):
        if len(times) == 11:
            raise KeyboardInterrupt
        times.append(1)
        run(*arguments)

    monkeypatch.setattr(module, "_run", stopped)
    with pytest.raises(KeyboardInterrupt):
        lab.sweep(model, TEXTS, each, file=file, progress=False)
    with file.open("a") as out:
        out.write('{"text": 0, "cell": 11, "cha')  # cut off while it was written
    monkeypatch.setattr(module, "_run", lambda *arguments: (times.append(1), run(*arguments)))
    again = lab.sweep(model, TEXTS, each, file=file, progress=False)
    assert len(times) == 2 * 31 and again.cells.identical(found.cells)
    lab.sweep(model, TEXTS, each, file=file, progress=False)
    assert len(times) == 2 * 31, "nothing was left to do"
    with pytest.raises(EditError, match="holds another sweep"):
        lab.sweep(model, TEXTS[:1], each, file=file, progress=False)
    file.write_text("no JSON")
    with pytest.raises(EditError, match="or none; give another file"):
        lab.sweep(model, TEXTS, each, file=file, progress=False)
    assert file.read_text() == "no JSON"


def test_every_row_s_sham_comes_first_and_one_that_fails_ends_the_sweep(model, monkeypatch):
    from dsv4lab.probes.forced import Forced

    said = []
    monkeypatch.setattr(Forced, "sham", lambda self, rules: said.append(rules[0].layers))
    lab.sweep(model, TEXTS, do.each_stream(layers=[1, 2]), progress=False)
    assert said == [(1,), (2,)] * 2

    def fail(self, rules):
        raise EditError("the sham arm changed something.")

    monkeypatch.setattr(Forced, "sham", fail)
    with pytest.raises(EditError, match="the sham arm changed something"):
        lab.sweep(model, TEXTS, do.each_stream(layers=[1]), progress=False)


def test_progress_tells_the_time_left(model, capsys):
    lab.sweep(model, TEXTS[1], do.each_stream(layers=[2]))
    assert "4/4" in capsys.readouterr().err


def test_benjamini_hochberg_by_its_definition():
    p = np.array([0.01, 0.04, np.nan, 0.03, 0.5, 0.005])
    q = false_discovery(p)
    assert np.isnan(q[2])
    for rate in np.linspace(0, 1, 201):  # kept at a rate: all up to the largest i with p(i) <= i / n * rate
        ordered = sorted(p[~np.isnan(p)])
        last = max((i for i, one in enumerate(ordered, 1) if one <= i / 5 * rate), default=0)
        kept = set(ordered[:last])
        assert {one for one, two in zip(p, q, strict=True) if two <= rate + 1e-12} == kept
    assert false_discovery(np.array([np.nan])).shape == (1,)


def test_sign_flips_by_enumeration():
    values = np.random.default_rng(1).normal(0.3, 1, 5 * BLOCK)
    sums = values.reshape(5, BLOCK).sum(1)
    patterns = [
        abs(sum(s * v for s, v in zip(signs, sums, strict=True))) for signs in itertools.product((1, -1), repeat=5)
    ]
    want = np.mean([one >= abs(sums.sum()) - 1e-12 for one in patterns])
    assert sign_flip([values.tolist()]) == pytest.approx(want)
    draw = np.random.default_rng(2)
    p = [sign_flip([draw.normal(0, 1, 160).tolist()]) for _ in range(200)]
    assert 0.01 < np.mean(np.array(p) < 0.05) < 0.11, "without an effect one in twenty is below 0.05"
    assert sign_flip([draw.normal(2, 1, 160).tolist()]) < 0.001


@pytest.mark.parametrize(
    ("each", "words"),
    [("heads", "nothing to sweep"), ({"each": "expert", "row": 1}, "nothing to sweep"), (7, "nothing to sweep")],
)
def test_what_cannot_be_swept_is_refused(model, each, words):
    with pytest.raises(EditError, match=words):
        lab.sweep(model, TEXTS[0], each, progress=False)


def test_other_bad_input(model):
    with pytest.raises(EditError, match="hash routing"):
        lab.sweep(model, TEXTS[0], do.each_expert(layers="hash"), progress=False)
    with pytest.raises(EditError, match="each_picks: how="):
        do.each_picks(how=["reuse"])
    with pytest.raises(SettingError, match="metric='loss' is unknown"):
        lab.sweep(model, TEXTS[0], metric="loss", progress=False)
    with pytest.raises(PromptError, match="give two tokens or more"):
        lab.sweep(model, [3], progress=False)


def test_a_sweep_tells_how_far_it_is_and_stops_with_what_is_done(model):
    told: list[tuple[int, int]] = []
    found = lab.sweep(
        model,
        TEXTS[1],
        do.each_stream(layers=[2]),
        progress=lambda *far: told.append(far),
        stopped=lambda: len(told) == 3,
    )
    assert told == [(1, 4), (2, 4), (3, 4)] and found.cells.column.values.tolist() == ["0", "1", "2"]
    assert [cell.rule for cell in found.arms] == [do.stream(streams=i, layer=2) for i in range(3)]
    assert found.prompts == (tuple(TEXTS[1]),) and found.by_token.position.values.tolist() == list(range(1, 22))
    np.testing.assert_allclose(found.by_token.change.values.mean(-1), found.cells.change.values, atol=1e-6)
    with pytest.raises(EditError, match="stopped before one of its 4 arms"):
        lab.sweep(model, TEXTS[1], do.each_stream(layers=[2]), progress=False, stopped=lambda: True)

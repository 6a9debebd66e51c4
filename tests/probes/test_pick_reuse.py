"""What reuse costs is what its rules' effects say; a pattern is carried out as its letters read."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from small_model import CONFIG, small_model, some_ids

import dsv4lab as lab
from dsv4lab import do
from dsv4lab.errors import EditError, PromptError, SettingError
from dsv4lab.probes.pick_reuse import pick_reuse, rules_of_pattern

torch.set_num_threads(1)
IDS = some_ids(40)[0].tolist()


@pytest.fixture(scope="module")
def model():
    return small_model()


def test_costs_are_the_effects_of_their_rules(model):
    r = pick_reuse(model, IDS, budget=0)
    assert r.layers == [1, 3, 5] and r.cost.source.values.tolist() == ["step", "1", "3"]
    for layer, source in ((1, "step"), (5, "step"), (3, 1), (5, 1), (5, 3)):
        want = lab.effect(model, IDS[:1], IDS[1:], do.picks(reuse=source, layer=layer), random=0)
        cell = r.cost.sel(layer=layer, source=str(source))
        assert float(cell.kl) == pytest.approx(float(want.summary.kl[0]), abs=1e-6)
        assert float(cell.change) == pytest.approx(float(want.summary.change[0]), abs=1e-6)
        assert int(cell.fired) == int(want.fired.sum()) > 0 and cell.low <= cell.change <= cell.high
    assert np.isnan(r.cost.kl.sel(layer=1, source="1")) and np.isnan(r.cost.kl.sel(layer=3, source="3"))
    assert r.pattern == "FFF" and r.pattern_kl == 0


def test_the_pattern_stays_within_its_budget_and_says_what_it_costs(model):
    every = pick_reuse(model, IDS, budget=100)
    assert every.pattern == "FSS" and "n=39 tokens" in repr(every)
    rules = rules_of_pattern("FSS", [1, 3, 5])
    want = lab.effect(model, IDS[:1], IDS[1:], rules, random=0)
    assert every.pattern_kl == pytest.approx(float(want.summary.kl[0]), abs=1e-6)
    one = pick_reuse(model, IDS, budget=every.pattern_kl * 0.99)
    assert one.pattern in ("FFS", "FSF", "FFF") and one.pattern_kl <= every.pattern_kl * 0.99


def test_a_pattern_is_read_as_its_letters_say():
    rules = rules_of_pattern("FSFSS", [1, 3, 5, 7, 9])
    assert [(rule.layers, rule.source) for rule in rules] == [((3,), 1), ((7,), 5), ((9,), 5)]
    assert rules_of_pattern("FF", [1, 3]) == []
    for bad in ("SF", "F", "FX", "FFF"):
        with pytest.raises(EditError, match="give 2 letters F or S, the first F"):
            rules_of_pattern(bad, [1, 3])


def test_bad_input(model):
    with pytest.raises(PromptError, match="16 tokens: up to token 16 all complete entries are picked"):
        pick_reuse(model, IDS[:16])
    with pytest.raises(SettingError, match="budget=-1"):
        pick_reuse(model, IDS, budget=-1)
    with pytest.raises(EditError, match="no layer of this model picks"):
        pick_reuse(small_model(CONFIG.replace(layer_kinds=("sliding",) * 6, num_nextn_predict_layers=0)), IDS)

"""Effects and sweeps on the engine: the numbers of the reference, a sham that changes no bit, and a plain run left alone."""

from __future__ import annotations

import random

import numpy as np
import pytest
import torch
from defined_kernels import use_definitions
from edited_engine import TWO, bodies, random_engine_config, text_of, written
from every_rule import RULES, TOGETHER, ids_of
from random_rules import random_rules

import dsv4lab as lab
from dsv4lab import do
from dsv4lab.engine import edit_tables, edited_pass
from dsv4lab.engine.capture_buffer import CaptureBuffer
from dsv4lab.engine.decoder import Decoder, Wanted
from dsv4lab.engine.edits import Edits
from dsv4lab.engine.layers import StageLayers
from dsv4lab.errors import EditError
from dsv4lab.generation.sampling import SamplingParams
from dsv4lab.probes.forced import Forced

torch.set_num_threads(1)  # the matrices are too small to be shared
TEXT = text_of(TWO, count=13)


@pytest.fixture(scope="module", autouse=True)
def definitions():
    patch = pytest.MonkeyPatch()
    use_definitions(patch)
    yield
    patch.undo()


@pytest.fixture(scope="module")
def pair():
    return bodies()


@pytest.mark.parametrize("rules", [*RULES[::4], *TOGETHER], ids=ids_of)
def test_an_effect_is_the_same_on_both_bodies(pair, rules):
    theirs, mine = (lab.effect(body, TEXT[:6], TEXT[6:], {"arm": rules}, random=2) for body in pair)
    for name in ("change", "kl", "random_low", "random_high"):
        np.testing.assert_allclose(mine.tokens[name].values, theirs.tokens[name].values, atol=1e-4)
    np.testing.assert_array_equal(mine.fired.values, theirs.fired.values)
    assert mine.rounding["arm"] < 1e-4 and theirs.rounding["arm"] == 0
    assert ("takes the same way" in repr(mine)) is (mine.rounding["arm"] > 0)


def test_a_sweep_is_the_same_on_both_bodies(pair):
    theirs, mine = (lab.sweep(body, TEXT, [do.each_expert(layers=[1]), "stream"], progress=False) for body in pair)
    np.testing.assert_allclose(mine.cells.change.values, theirs.cells.change.values, atol=1e-5)
    np.testing.assert_array_equal(mine.cells.fired.values, theirs.cells.fired.values)


@pytest.mark.parametrize("number", range(20))
def test_random_rules_as_a_sham_change_exactly_nothing(number):
    """In chunks, and in the steps of a text: through the altered way, no bit differs."""
    draw = random.Random(number)
    config = random_engine_config(draw)
    _, engine = bodies(config, seed=number)
    ids = text_of(config, seed=number, count=12)
    forced, plain = Forced(engine, ids, 1), _steps(engine, None, ids)
    for rule in random_rules(draw, config, 10):
        logprobs, visited = forced.run([rule], sham=True)
        assert torch.equal(logprobs, forced.plain), rule.label
        assert sum(visited.values()) > 0, f"{rule.label}: the sham never came by"
        assert torch.equal(_steps(engine, [rule], ids), plain), rule.label
        through = forced.baseline([rule])
        assert float((through - forced.plain).abs().max()) < 1e-4, rule.label


def test_layers_in_front_of_an_edit_are_not_run_again(pair, monkeypatch):
    """What enters the first one is the plain run's, of every part of the text, and the numbers are those of a whole run."""
    _, engine = pair
    monkeypatch.setattr(engine, "graphs", False)  # a layer that is recorded or replayed is not counted by its calls
    monkeypatch.setattr("dsv4lab.engine.forced.EDITED_CHUNK", 5)  # three parts
    run, entered = StageLayers._layer, []
    monkeypatch.setattr(
        StageLayers, "_layer", lambda self, where, *rest: entered.append(where) or run(self, where, *rest)
    )
    forced = Forced(engine, TEXT, 1)
    rules = {
        do.stream("zero", streams=[1], layer=-1): 6, do.ban_expert(2, layer=0, mode="contribution"): 6,
        do.ban_expert(2, layer=1): 3, do.stream("zero", streams=[1], layer=1): 3,
    }  # fmt: skip
    for rule, layers in rules.items():
        entered.clear()
        shared, fired = forced.run([rule])
        assert len(entered) == layers, rule.label
        monkeypatch.setattr("dsv4lab.engine.forced._KEPT", -1)
        whole, all_fired = Forced(engine, TEXT, 1).run([rule])
        monkeypatch.setattr("dsv4lab.engine.forced._KEPT", 4 << 30)
        assert torch.equal(shared, whole) and fired == all_fired, rule.label


def _steps(engine, rules, ids):
    """Logits [3, V] of three steps behind ids, with a sham of these rules."""
    with torch.inference_mode():
        cache = engine.new_cache(len(ids) + 4)
        edits = None if rules is None else Edits(engine, rules, len(ids) + 4, sham=True)
        given = torch.tensor([ids], device=engine.device)
        streams = engine.layers.run(given, cache, CaptureBuffer((), engine.device), edits=edits)
        decoder = Decoder(engine, cache, Wanted(), SamplingParams(4), edits=edits)
        decoder.begin(engine.read_out(streams[-1][-1:]))
        found = []
        for step in range(3):
            decoder.launch()
            decoder.result(step)
            found.append(decoder.logits[0].clone())
        return torch.stack(found)


def test_a_sham_that_changes_something_is_refused(pair, monkeypatch):
    """The guard can fail: a write-back that is off by the last bits."""
    forced = Forced(pair[1], TEXT, 1)
    clone = torch.Tensor.clone
    monkeypatch.setattr(
        torch.Tensor, "clone", lambda self: clone(self) * (1 + 2e-6) if self.is_floating_point() else clone(self)
    )
    with pytest.raises(EditError, match=r"sham arm of .* still changes log-probabilities by up to"):
        forced.sham([do.fn(lambda x: x, point="attn.out", layer=0)])


def test_without_edits_no_line_of_them_runs(pair, monkeypatch):
    """The plain step is what it was: nothing of edits is made, and nothing more is launched."""
    engine, before = pair[1], written(pair[1], None, TEXT[:8])
    written(engine, RULES[0], TEXT[:8])  # nothing of another text's edits stays behind

    def never(*_args, **_settings):
        raise AssertionError("a text without edits came here")

    for module, names in (
        (edited_pass, ("EditedPass",)),
        (edit_tables, ("change_routing", "reading_table", "change_picks")),
    ):
        for name in names:
            monkeypatch.setattr(module, name, never)
    monkeypatch.setattr("dsv4lab.engine.edits.EditedPass", never)
    assert written(engine, None, TEXT[:8]) == before


@pytest.mark.parametrize("rules", RULES[:4], ids=ids_of)
def test_a_rule_that_is_a_table_and_its_definition_write_the_same(pair, rules, monkeypatch):
    engine = pair[1]
    table = written(engine, rules, TEXT[:8])
    monkeypatch.setattr(edit_tables, "alone", lambda *_: None)
    by_hook = written(engine, rules, TEXT[:8])
    assert table.ids == by_hook.ids and table.fired == by_hook.fired

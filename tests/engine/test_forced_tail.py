"""Arms whose last layers are replayed: bit for bit what they are when every layer runs, whatever ran on them before."""

from __future__ import annotations

import random

import pytest
import torch
from edited_engine import TWO, bodies, random_engine_config, text_of
from every_rule import RULES, TOGETHER
from random_rules import random_rules

from defined_kernels import use_definitions  # isort: skip - it imports the engine
from recorded_work import RecordedWork, record_work  # isort: skip

import dsv4lab as lab
from dsv4lab import do
from dsv4lab.engine.edits import Edits
from dsv4lab.engine.kv_cache import EngineCache
from dsv4lab.engine.layers import StageLayers
from dsv4lab.engine.weights import tensors_of
from dsv4lab.errors import EditError
from dsv4lab.interventions.checking import check_rules

torch.set_num_threads(1)  # the matrices are too small to be shared
TEXT = text_of(TWO, count=13)
FIVE = TWO.replace(
    num_hidden_layers=5, layer_kinds=("csa", "hca", "sliding", "csa", "hca"),
    routing_kinds=("hash", "learned", "learned", "learned", "learned"),
)  # fmt: skip
PARTS = {"whole": 256, "parts": 5}  # tokens of a part: all, or three parts that are cut inside blocks of both rates


@pytest.fixture(scope="module", autouse=True)
def definitions():
    patch = pytest.MonkeyPatch()
    use_definitions(patch)
    record_work(patch)
    yield
    patch.undo()


@pytest.fixture(scope="module")
def pair():
    return bodies()


@pytest.fixture(scope="module")
def five():
    return bodies(FIVE, seed=4)[1]


@pytest.fixture(params=PARTS)
def cut(request):
    return PARTS[request.param]


def read(engine, ids, first=1, cut=256):
    """A reading of this text in parts of so many tokens, and its plain logits."""
    engine.chunk = cut
    reading = engine.read_by_force(ids, first)
    return reading, reading.plain()


def by_every_layer(engine, ids, rules, first=1, cut=256, **how):
    """Logits and counts of an arm for which nothing is shared, in a reading of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dsv4lab.engine.forced._KEPT", -1)
        reading, _ = read(engine, ids, first, cut)
        return reading.edited(rules, **{"sham": False, "through": False, **how})


def assert_same(mine, theirs, label):
    assert torch.equal(mine[0], theirs[0]), label
    assert mine[1] == theirs[1], label


def test_rules_give_the_bits_of_a_run_through_every_layer(pair, cut):
    """In three rounds over one reading: done, recorded, replayed, with all other arms in between."""
    engine = pair[1]
    arms = [rules if isinstance(rules, list) else [rules] for rules in (*RULES[::4], *TOGETHER)]
    reading, plain = read(engine, TEXT, cut=cut)
    expected = [by_every_layer(engine, TEXT, rules, cut=cut) for rules in arms]
    for turn in range(3):
        for rules, whole in zip(arms, expected, strict=True):
            assert_same(reading.edited(rules, sham=False, through=False), whole, f"{rules}, turn {turn}")
            sham, _ = reading.edited(rules, sham=True, through=False)
            assert torch.equal(sham, plain), f"sham of {rules}, turn {turn}"
    assert len(reading.tail.graphs.recorded) == (TWO.num_hidden_layers + 1) * len(range(0, len(TEXT), cut))


@pytest.mark.parametrize("number", range(6))
def test_random_rules_on_random_configurations(number, cut):
    draw = random.Random(number)
    config = random_engine_config(draw)
    engine, ids = bodies(config, seed=number)[1], text_of(config, seed=number, count=12)
    first = draw.choice([1, 4, 7])  # in front of it nothing is read out; a part may have nothing to read out at all
    (reading, plain), tried = read(engine, ids, first, cut), 0
    while tried < 6:
        rules = random_rules(draw, config, draw.choice([1, 2]))
        try:
            check_rules(rules, config)
            whole = by_every_layer(engine, ids, rules, first, cut)
        except EditError:  # they contradict each other
            continue
        tried += 1
        for turn in range(3):
            assert_same(reading.edited(rules, sham=False, through=False), whole, f"{rules}, turn {turn}")
        through = {"sham": True, "through": True}
        whole = by_every_layer(engine, ids, rules, first, cut, **through)
        assert_same(reading.edited(rules, **through), whole, str(rules))
        assert torch.equal(reading.edited(rules, sham=True, through=False)[0], plain)


def test_layers_between_are_those_that_know_of_the_rules(five):
    expected = {
        (do.stream("zero", streams=[1], layer=-1),): range(0, 0),
        (do.stream("zero", streams=[1], layer=2),): range(2, 3),
        (do.ban_expert(2, layer=4),): range(4, 5),
        (do.ban_expert(2, layer=1), do.ban_expert(3, layer=3)): range(1, 4),
        (do.stream("zero", streams=[1], layer=-1), do.ban_expert(3, layer=1)): range(0, 2),
        (do.picks(reuse=0, layer=3),): range(0, 4),  # it listens to layer 0
        (do.stream("zero", streams=[1], layer=0), do.rescue(2)): range(0, 3),
        (do.fn(twice, point="logits"),): range(5, 5),
        (do.fn(twice, point="logits"), do.ban_expert(2, layer=1)): range(1, 2),
        (): range(0, 0),
    }
    for rules, layers in expected.items():
        assert Edits(five, rules, 13).layers_between == layers, rules


def twice(value):
    return value * 2


def test_rules_over_layers_apart_and_at_the_head_give_the_bits_of_a_whole_run(five, cut):
    arms = [
        [do.ban_expert(2, layer=1), do.stream("zero", streams=[1], layer=2)],
        [do.stream("zero", streams=[1], layer=0), do.rescue(2)], [do.picks(reuse=0, layer=3)],
        [do.stream("zero", streams=[0], layer=-1)], [do.fn(twice, point="logits")],
        [do.fn(twice, point="logits"), do.ban_expert(2, layer=1)], [do.ban_expert(2, layer=4)],
    ]  # fmt: skip
    reading, _ = read(five, TEXT, cut=cut)
    for turn in range(3):
        for rules in arms:
            whole = by_every_layer(five, TEXT, rules, cut=cut)
            assert_same(reading.edited(rules, sham=False, through=False), whole, f"{rules}, turn {turn}")


def test_a_layer_is_recorded_when_it_comes_a_second_time_and_python_is_not_asked_again(five, monkeypatch):
    run, entered = StageLayers._layer, []
    monkeypatch.setattr(
        StageLayers, "_layer", lambda self, where, *rest: entered.append(where) or run(self, where, *rest)
    )
    reading, _ = read(five, TEXT)
    rule, graphs = [do.ban_expert(2, layer=2)], reading.tail.graphs
    seen = []
    for _ in range(4):
        entered.clear()
        reading.edited(rule, sham=False, through=False)
        seen.append((entered.count("layers.2"), entered.count("layers.4"), len(graphs.recorded)))
    again = 2 if torch.cuda.is_available() else 1  # a graph is recorded behind the run that warms it
    assert seen == [(1, 1, 0), (1, again, 3), (1, 0, 3), (1, 0, 3)]
    entered.clear()
    # Of this one's tail only layer 2 did not come before.
    reading.edited([do.ban_expert(2, layer=1)], sham=False, through=False)
    assert entered == ["layers.1", "layers.2"] and len(graphs.recorded) == 3


def test_an_arm_that_broke_off_leaves_nothing_behind(pair, cut):
    """What it wrote into the cache is not a number; the next arm reads none of it."""
    (reading, plain), rule = read(pair[1], TEXT, cut=cut), [do.ban_expert(2, layer=1)]
    arms = [reading.edited(rule, sham=False, through=False)[0] for _ in range(3)]
    with pytest.raises(EditError):
        reading.edited([do.fn(_broken, point="attn.key", layer=0)], sham=False, through=False)
    for layer in reading._cache.layers:
        layer.window.fill_(torch.nan)
        for blocks in (layer.compressor, layer.indexer):
            if blocks is not None:
                blocks.content.fill_(torch.nan)
                blocks.gate.fill_(torch.nan)
    arms.append(reading.edited(rule, sham=False, through=False)[0])
    assert all(torch.equal(arms[0], arm) for arm in arms)
    assert torch.equal(reading.edited(rule, sham=True, through=False)[0], plain)


def _broken(value):
    return value * torch.nan


@pytest.mark.parametrize("release", [False, True])
def test_a_cleared_cache_is_a_new_one(release):
    """Every tensor of it, and at the same place."""
    cache, new = (EngineCache(FIVE, 13, dtype=torch.float32, release=release) for _ in range(2))
    before = _tensors(cache)
    cache.move_on(7)
    for part in before:
        part.fill_(3)
    cache.clear()
    assert cache.length == 0 and len(before) > 3 * FIVE.num_hidden_layers
    for part, cleared, empty in zip(before, _tensors(cache), _tensors(new), strict=True):
        assert cleared.data_ptr() == part.data_ptr() and torch.equal(cleared, empty)


def _tensors(cache):
    return [*cache.positions, *tensors_of(cache.layers)]


def test_logits_of_an_arm_are_its_own(pair):
    """The next arm writes where they were read out, and not into what was given back."""
    reading, _ = read(pair[1], TEXT)
    first, _ = reading.edited([do.ban_expert(2, layer=1)], sham=False, through=False)
    kept = first.clone()
    for layer in (0, 1, 0, 1):
        reading.edited([do.stream("zero", streams=[1], layer=layer)], sham=False, through=False)
    assert torch.equal(first, kept)


def test_nothing_is_recorded_where_graphs_are_off(pair, monkeypatch):
    monkeypatch.setattr(pair[1], "graphs", False)
    reading, _ = read(pair[1], TEXT)
    for _ in range(3):
        reading.edited([do.ban_expert(2, layer=0, mode="contribution")], sham=False, through=False)
    assert not reading.tail.graphs.recorded


def test_a_sweep_over_recorded_layers_gives_the_numbers_of_one_without(pair, monkeypatch):
    each = [do.each_expert(layers=[1]), "stream", "picks"]
    recorded = lab.sweep(pair[1], TEXT, each, progress=False)
    monkeypatch.setattr(pair[1], "graphs", False)
    whole = lab.sweep(pair[1], TEXT, each, progress=False)
    assert recorded.cells.identical(whole.cells) and recorded.by_token.identical(whole.by_token)


@pytest.mark.skipif(torch.cuda.is_available(), reason="what stands for a graph where there is none")
def test_the_stand_in_for_a_graph_does_not_ask_python_again():
    place, number, made = torch.zeros(3), [1.0], []

    def work():
        made.append(place + number[0])
        place.copy_(made[-1].view(3)[:, None].flatten() * 2)

    graph = RecordedWork(work)
    assert place.tolist() == [2, 2, 2]
    number[0] = 100.0
    place.fill_(3)
    graph.replay()
    assert place.tolist() == [8, 8, 8] and made[0].tolist() == [4, 4, 4] and len(made) == 1

"""Which experts move, and that nothing reads a place while it is written: on numbers, and on copies that are made late."""

from __future__ import annotations

import ctypes
import random
from collections import deque
from contextlib import suppress
from types import SimpleNamespace

import numpy as np
import pytest
import torch

from dsv4lab.checkpoint.expert_sizes import SPARE, ExpertSizes, expert_sizes
from dsv4lab.engine.expert_places import HALF_LIFE, ExpertPlaces
from dsv4lab.engine.expert_store import ExpertStore


def used(places: ExpertPlaces, *rows: list[int]) -> None:
    """One token of a model of one layer after another, each with the experts that it chose."""
    for row in rows:
        counts = np.zeros(places.at.shape, dtype=np.int32)
        counts[0, row] = 1
        places.used(counts, len(row))


def moved(places: ExpertPlaces) -> list[tuple[int, int]]:
    """Everything that should change sides does: (who comes, who goes), pair by pair."""
    out: list[tuple[int, int]] = []
    while swaps := places.choose():
        for swap in swaps:
            places.arrived(swap)
            places.give_back(swap, None)
            out.append((swap.comes, swap.goes))
    return out


def test_every_expert_has_a_place_and_spare_places_have_none():
    places = ExpertPlaces(3, 5, 2, spare=4)
    assert places.slots == 3 * 2 + 4 and places.total == places.slots + 3 * 3 + 4
    assert len(set(places.at.flatten().tolist())) == 15 and places.cold(1) == [2, 3, 4]
    whole = ExpertPlaces(3, 5, 5)
    assert whole.slots == whole.total == 15 and not whole.choose()
    none = ExpertPlaces(1, 5, 0)
    used(none, [1, 2])
    assert none.cold(0) == [0, 1, 2, 3, 4] and not none.choose(), "nobody can go"


def test_who_is_used_comes_and_who_was_not_goes():
    places = ExpertPlaces(1, 6, 3, spare=2)
    used(places, [0, 4], [0, 2])
    assert moved(places) == [(4, 1)], "2 was used as often, and later"
    assert places.cold(0) == [1, 3, 5]
    used(places, [0, 2])
    assert moved(places) == []


def test_of_experts_used_as_often_the_one_used_longest_ago_goes():
    places = ExpertPlaces(1, 6, 3, spare=2)
    used(places, [1], [2], [0])
    used(places, *[[0]] * 60, [5], [5])
    assert moved(places) == [(5, 1)]
    used(places, [4], [4])
    assert moved(places) == [(4, 2)]


def test_one_use_does_not_drive_out_whoever_is_used_again_and_again():
    places = ExpertPlaces(1, 6, 3, spare=2)
    used(places, *[[0, 1, 2]] * 20, [5])
    assert moved(places) == []
    used(places, *[[5]] * 100)
    assert [comes for comes, _ in moved(places)] == [5]


def test_a_prompts_uses_count_as_if_its_tokens_had_come_one_by_one():
    one, many = ExpertPlaces(1, 4, 2), ExpertPlaces(1, 4, 2)
    used(one, *[[0, 3], [1, 3]] * 50)
    many.used(np.array([[50, 50, 0, 100]]), 2)
    assert many._worth == pytest.approx(one._worth, rel=0.01) and many._worth[0, 3] > 0.6 * HALF_LIFE
    many.used(np.zeros((1, 4), dtype=np.int32), 2)
    assert many._worth == pytest.approx(one._worth, rel=0.01), "no token, no time"


def test_pairs_on_their_way_are_left_alone_and_places_run_out():
    places = ExpertPlaces(4, 6, 3, spare=2)
    counts = np.zeros((4, 6), dtype=np.int32)
    counts[:, 4], counts[3, 4], counts[2, 5] = 1, 3, 2
    places.used(counts, 1)
    before = places.at.copy()
    first = places.choose()
    assert [swap.layer for swap in first] == [3, 2], "the most worthwhile first, as far as places go"
    assert [swap.comes for swap in first] == [4, 5] and not places.choose()
    assert (places.at == before).all(), "the table names the old places until both are there"
    new = {place for swap in first for place in (swap.to_slot, swap.to_host)}
    assert len(new) == 4 and not new & set(before.flatten().tolist())
    places.arrived(first[0])
    assert not places.choose(), "what they left is not spare yet"
    places.give_back(first[0], "then")
    (swap,) = places.choose()
    assert swap.after == ("then", "then") and {swap.to_slot, swap.to_host} == {first[0].slot, first[0].host}
    assert 5 not in (swap.comes, swap.goes) or swap.layer != 2, "on its way already"


def test_sizes_are_counted_with_spare_places_and_two_layers_of_a_prompt():
    sizes = ExpertSizes(layers=10, experts=8, bytes=100)
    assert sizes.on_device(8) == 8000 and sizes.on_host(8) == 0
    assert sizes.on_device(6) == 100 * (60 + SPARE + 4) and sizes.on_host(6) == 100 * (20 + SPARE)
    for room in range(0, 9000, 50):
        most = sizes.most(room)
        assert most is None or sizes.on_device(most) <= room
        assert most == 8 or sizes.on_device(0 if most is None else most + 1) > room
    stored = {
        "layers.0.ffn.experts.w1": 4000,
        "layers.0.ffn.experts.w2": 2000,
        "layers.0.ffn.shared_expert.w1.weight": 9,
    }
    found = expert_sizes(stored | {"mtp.0.ffn.experts.w1": 4001}, 4)
    assert found.layers == 2 and found.experts == 4 and 1500 + 1024 <= found.bytes < 3000 and not found.bytes % 256


class LateLanes:
    """Copies, and what the device computes, are made later and in any order that streams and events allow."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.queues = {name: deque() for name in ("in", "out", "main")}

    def copy(self, lane, pairs, after=()):
        event = SimpleNamespace(over=False)
        for one in after:
            self.queues[lane].append(("wait", one))
        for target, source in pairs:
            self.queues[lane].append(("do", lambda target=target, source=source: target.copy_(source)))
        self.queues[lane].append(("mark", event))
        return event

    def launch(self, work):
        self.queues["main"].append(("do", work))

    def mark(self):
        event = SimpleNamespace(over=False)
        self.queues["main"].append(("mark", event))
        return event

    def wait(self, event):
        self.queues["main"].append(("wait", event))

    def over(self, event):
        return event is None or event.over

    def drain(self):
        while any(self.queues.values()):
            assert self.advance(1), "everything waits for something"

    def advance(self, count):
        made = 0
        for _ in range(count):
            ready = [q for q in self.queues.values() if q and (q[0][0] != "wait" or self.over(q[0][1]))]
            if not ready:
                break
            kind, what = self.random.choice(ready).popleft()
            made += 1
            if kind == "mark":
                what.over = True
            elif kind == "do":
                what()
        return made


LAYERS, EXPERTS, SIZE = 3, 7, 256
CONFIG = SimpleNamespace(num_hidden_layers=LAYERS, num_experts_per_tok=2)


def filled(seed: int, spare: int) -> ExpertStore:
    """A store in whose places each expert is its own number."""
    store = ExpertStore(CONFIG, ExpertSizes(LAYERS, EXPERTS, SIZE), 3, torch.device("cpu"), spare=spare)
    for layer in range(LAYERS):
        value = (torch.arange(EXPERTS)[:, None, None] + 10 * layer).expand(-1, 16, 16).to(torch.uint8)
        kept = store.keep(f"layers.{layer}.ffn.experts.w1", value)
        assert kept.codes.shape == value.shape and kept.places is not None
    store._lanes = LateLanes(seed)
    return store


def read(store: ExpertStore, distances: list[int], layer: int, experts: list[int]) -> None:
    """What a kernel reads with this table."""
    for expert in experts:
        found = ctypes.string_at(store._device_rows.data_ptr() + distances[expert], SIZE)
        assert found == bytes([10 * layer + expert]) * SIZE, (layer, expert)


def step(store: ExpertStore, chosen: list[list[int]]) -> None:
    store.between_steps()
    # The table as it is behind everything that was launched before; memory as it is when this is computed.
    tables = store.table.tolist()
    for layer, experts in enumerate(chosen):
        store._lanes.launch(lambda layer=layer: read(store, tables[layer], layer, list(range(EXPERTS))))
        store.count(f"layers.{layer}.ffn", torch.tensor([experts], dtype=torch.int64))


def prompt(store: ExpertStore) -> None:
    own = (SimpleNamespace(_replace=lambda places: places),) * 3
    store.begin(EXPERTS, 0)
    for layer in range(LAYERS):
        fetched, *_ = store.matrices(f"layers.{layer}.ffn", own, EXPERTS)

        def work(layer: int = layer, fetched: torch.Tensor = fetched) -> None:
            distances = fetched.tolist()
            read(store, distances, layer, list(range(EXPERTS)))
            assert all(0 <= distance < store._device_rows.numel() for distance in distances), "all on the device"

        store._lanes.launch(work)
        store.passed(EXPERTS)


@pytest.mark.parametrize("seed", range(6))
def test_nothing_that_is_launched_reads_a_place_that_is_written_whatever_is_late(seed):
    chance, store = random.Random(seed), filled(seed, spare=1 + seed % 2)
    lanes, favoured = store._lanes, [3, 4]
    for i in range(400):
        if i % 25 == 0:  # a new subject needs other experts
            favoured = chance.sample(range(EXPERTS), 2)
        if i % 40 == 39:
            prompt(store)
        step(store, [favoured] * LAYERS)
        # A host that is one step ahead of a device that is fast or slow.
        lanes.advance(chance.choice((3, 12, 40)))
        while len(lanes.queues["main"]) > 30:
            assert lanes.advance(5)
    lanes.drain()
    assert store.swapped > 20 and 0 < store.crossed < store.read
    assert len(set(store.places.at.flatten().tolist())) == LAYERS * EXPERTS
    step(store, [favoured] * LAYERS)
    lanes.drain()


@pytest.mark.parametrize("seed", range(4))
def test_a_step_that_is_interrupted_while_experts_move_loses_no_place(seed, monkeypatch):
    store, chance, interrupts = filled(seed, spare=2), random.Random(seed), []

    def interrupted(real):
        def call(*arguments):
            if chance.random() < 0.25:
                interrupts.append(real)
                raise KeyboardInterrupt
            return real(*arguments)

        return call

    monkeypatch.setattr(store._lanes, "copy", interrupted(store._lanes.copy))
    monkeypatch.setattr(store, "_tell", interrupted(store._tell))
    favoured = [3, 4]
    for i in range(200):
        favoured = chance.sample(range(EXPERTS), 2) if i % 20 == 0 else favoured
        with suppress(KeyboardInterrupt):
            step(store, [favoured] * LAYERS)
        store._lanes.advance(30)
    monkeypatch.undo()
    for _ in range(10):  # until nothing is under way any more
        step(store, [[]] * LAYERS)
        store._lanes.drain()
    assert len(interrupts) > 3 and store.swapped > 10 and not store._under_way
    assert len(store.places._spare_slots) == len(store.places._spare_hosts) == 2
    spare = {place for place, _ in (*store.places._spare_slots, *store.places._spare_hosts)}
    assert len(spare) == 4 and not spare & set(store.places.at.flatten().tolist())


def test_a_prompt_that_is_cut_off_does_not_spoil_the_next():
    store = filled(1, spare=1)
    own = (SimpleNamespace(_replace=lambda places: places),) * 3
    store.begin(EXPERTS, 0)
    store.matrices("layers.0.ffn", own, EXPERTS)
    assert list(store._coming) == [1]
    for _ in range(6):
        step(store, [[3, 4]] * LAYERS)
        store._lanes.advance(30)
    prompt(store)
    store._lanes.drain()
    assert not store._coming


def test_a_pass_fetches_what_it_begins_with_and_one_of_few_tokens_lets_experts_move():
    store = filled(2, spare=1)
    store.begin(EXPERTS, 1)
    assert list(store._coming) == [1]
    store = filled(2, spare=1)
    store.begin(EXPERTS, LAYERS)
    assert not store._coming, "only what follows the layers is run"
    store.count("layers.1.ffn", torch.tensor([[4, 5]]))
    for _ in range(3):
        store.begin(1, 0)
        store._lanes.drain()
    assert store.swapped == 1 and not store._coming

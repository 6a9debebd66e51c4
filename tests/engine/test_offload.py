"""Experts that lie in main memory, and move, change nothing that is computed; and nothing of them is left behind."""

from __future__ import annotations

import gc
import threading
import weakref
from contextlib import nullcontext
from types import SimpleNamespace

import pytest
import torch
from engine_models import THREE as TRUNK
from kernel_device import DEVICE
from small_model import small_model, some_ids

import dsv4lab as lab
from dsv4lab import do
from dsv4lab.checkpoint.reader import Checkpoint
from dsv4lab.checkpoint.writer import save_checkpoint
from dsv4lab.engine import expert_places, host_memory
from dsv4lab.engine.build_weights import from_model
from dsv4lab.engine.engine import Engine
from dsv4lab.engine.expert_store import ExpertStore
from dsv4lab.engine.host_memory import HostMemory
from dsv4lab.engine.offloaded import offloaded
from dsv4lab.errors import DeviceMemoryError, LabError, MissingPartError, RoomError
from dsv4lab.loading_ahead import short_texts

pytestmark = pytest.mark.usefixtures("large_blocks")

THREE = TRUNK.replace(num_nextn_predict_layers=1)
ONE = TRUNK.replace(num_hidden_layers=1, layer_kinds=("csa",), routing_kinds=("learned",), n_routed_experts=8)
PROMPT = some_ids(9)[0].tolist()
CUDA = DEVICE == "cuda"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("checkpoint") / "three"
    save_checkpoint(small_model(THREE), THREE, folder, max_shard_bytes=30_000)
    return folder


def loaded(folder, **settings):
    return lab.load(folder, engine="triton", device=DEVICE, **settings)


def offload(folder, hot):
    return loaded(folder, placement="offload", experts_on_device=hot)


@pytest.fixture(scope="module")
def one():
    """Weights of one layer."""
    return from_model(small_model(ONE).to(DEVICE))


def test_a_prompt_new_tokens_and_everything_captured_are_the_residents_bit_for_bit(folder, capsys):
    runs = {}
    for settings in ({"placement": "resident"}, {"placement": "offload", "experts_on_device": 2}):
        model = loaded(folder, **settings)
        runs[settings["placement"]] = lab.Session(model).generate(PROMPT, max_new_tokens=2, seed=4, capture="all")
    mine, theirs = runs["offload"], runs["resident"]
    assert mine.values("tokens", "id").tolist() == theirs.values("tokens", "id").tolist()
    assert mine.groups == theirs.groups and {"routing", "mtp", "attention"} <= set(mine.groups)
    for group in theirs.groups:
        for name in theirs.variables(group):
            assert mine.values(group, name).tobytes() == theirs.values(group, name).tobytes(), (group, name)
    told = capsys.readouterr().err
    assert "offload:" in told and "2 of 5 experts of each layer there, the others in" in told, "the plan is told first"
    store = model.weights.store
    assert store.sizes.layers == 4, "the draft block's experts as well"
    assert any("2 of 5 experts of each layer are on" in note for note in model.notes)
    assert store.read > store.crossed > 0
    store.close()


def test_many_tokens_are_the_residents_while_experts_move(monkeypatch):
    for name, value in (("HALF_LIFE", 4.0), ("MORE", 1.0), ("MARGIN", 0.01)):
        monkeypatch.setattr(expert_places, name, value)
    # Experts by token, so that a text of many tokens has need of all of them.
    weights = from_model(small_model(ONE.replace(routing_kinds=("hash",))).to(DEVICE))
    sides = Engine(weights), Engine(offloaded(weights, 3))
    found = [
        lab.Session(engine).generate(PROMPT[:3], max_new_tokens=40, temperature=0.9, seed=5, capture=None)
        for engine in sides
    ]
    ids, logprobs = (
        [trace.values("tokens", name).tobytes() for trace in found] for name in ("id", "logprob")
    )  # fmt: skip
    assert ids[0] == ids[1] and logprobs[0] == logprobs[1]
    store = sides[1].weights.store
    assert store is not None and store.swapped >= 5, "they did move"
    before = store.places.at.copy()
    # The prompt again, now that experts lie elsewhere: with all of them fetched, and with a token by itself.
    for ids in (torch.tensor([PROMPT]), torch.tensor([PROMPT[:1]])):
        want, got = (engine(ids.to(DEVICE)) for engine in sides)
        assert torch.equal(want, got)
    assert sorted(before[0].tolist()) != list(range(3)) + list(range(store.places.slots, store.places.slots + 5))
    store.close()


def test_edits_change_what_they_change_in_the_resident_model(one):
    rules = [do.ban_expert([0, 5])]
    found = [
        lab.Session(engine).generate(PROMPT[:6], max_new_tokens=2, seed=1, capture="standard", edits=rules)
        for engine in (Engine(one), Engine(offloaded(one, 2)))
    ]
    for name in found[0].variables("routing"):
        assert found[0].values("routing", name).tobytes() == found[1].values("routing", name).tobytes()
    assert not {0, 5} & set(found[1].values("routing", "expert").flatten().tolist())


def test_a_text_that_is_read_from_a_later_layer_on_is_the_residents():
    weights, rules = from_model(small_model(TRUNK).to(DEVICE)), [do.ban_expert([1, 2], layer=2)]
    part = offloaded(weights, 2)
    (plain, edited), (want, changed) = (
        (forced.plain(), forced.edited(rules, sham=False, through=False)[0])
        for forced in (Engine(each).read_by_force(PROMPT[:6], 4) for each in (part, weights))
    )
    assert torch.equal(plain, want) and torch.equal(edited, changed) and not torch.equal(plain, edited)


def test_bytes_are_counted_where_they_lie(one):
    whole, part = Engine(one).weights, offloaded(one, 3)
    store = part.store
    experts = sum(matrix.bytes() for layer in whole.layers for matrix in (layer.w1, layer.w3, layer.w2))
    assert part.bytes() - store.device_bytes() == whole.bytes() - experts
    assert store.host_bytes() == (5 + expert_places.SPARE) * store.sizes.bytes
    assert part.bytes_of(0) == part.bytes()
    assert abs(part.bytes_per_token() - whole.bytes_per_token()) < 100
    every = offloaded(one, 8)
    assert every.store.host_bytes() == 0 and not every.store.moves
    assert torch.equal(Engine(every)(torch.tensor([PROMPT[:2]])), Engine(one)(torch.tensor([PROMPT[:2]])))


def test_a_text_that_does_not_fit_is_told_with_how_many_experts_it_would(one, monkeypatch):
    model = Engine(offloaded(one, 8))
    store = model.weights.store
    monkeypatch.setattr(model, "free_bytes", lambda stage=-1: model.need(300, 1, model.chunk) - 1)
    # With one expert less there would be spare places, more than all eight take.
    assert store.fewer(1) is None and store.fewer(0) == 8
    with pytest.raises(DeviceMemoryError, match="It fits with") as met:
        model.new_cache(300)
    assert "experts" not in str(met.value)
    monkeypatch.setattr(store, "sizes", store.sizes._replace(layers=100))
    with pytest.raises(DeviceMemoryError, match=r"or with fewer experts there, .*experts_on_device=7\)"):
        model.new_cache(300)


def test_whoever_looks_for_kernels_moves_nothing(one):
    model = Engine(offloaded(one, 3))
    store, text = model.weights.store, short_texts(model)[0]
    twin = text.args[0]
    assert twin.weights.store is not store and not twin.weights.store.moves and store.moves
    assert twin.layers.stages[0].weights.store is twin.weights.store
    assert twin.weights.layers[0].w1.places.data_ptr() == model.weights.layers[0].w1.places.data_ptr()


def test_what_is_cut_off_leaves_nothing_in_either_memory(folder, monkeypatch):
    made, taken = [], []
    real = ExpertStore.keep

    def interrupted(self, name, value):
        made.append(weakref.ref(self))
        taken.append(name)
        if len(taken) == 5:
            raise KeyboardInterrupt
        return real(self, name, value)

    monkeypatch.setattr(ExpertStore, "keep", interrupted)
    closed = []
    close = ExpertStore.close
    monkeypatch.setattr(ExpertStore, "close", lambda self: (close(self), closed.append(self.host_bytes())))
    with pytest.raises(KeyboardInterrupt):
        offload(folder, 2)
    assert closed == [0], "given back at once, and not when somebody collects it"
    gc.collect()
    assert made[0]() is None and not [t for t in threading.enumerate() if t.name.startswith("dsv4lab loading")]


def test_closing_gives_both_memories_back(one):
    store = offloaded(one, 3).store
    rows = weakref.ref(store._device_rows)
    assert store.host_bytes() and store.device_bytes() > 1000
    store.close()
    assert not store.host_bytes() and not store._host and store._device_rows.numel() == 0
    gc.collect()
    assert rows() is None


def test_too_little_main_memory_is_told_before_anything_is_read(folder, monkeypatch):
    def read(*_args, **_settings):
        raise AssertionError("something was read")

    monkeypatch.setattr(Checkpoint, "read_packed", read)
    monkeypatch.setattr("dsv4lab.loading.free_memory", lambda mapped=0: 10**9 if mapped else 1000)
    with pytest.raises(RoomError, match=r"'offload' needs .* GB of main memory, where 0.0 GB are free"):
        offload(folder, 2)


@pytest.mark.parametrize(
    ("settings", "error", "words"),
    [
        ({"placement": "offload", "experts_on_device": 6}, LabError, "experts_on_device=6 cannot be.* 5 experts"),
        ({"placement": "offload", "experts_on_device": -1}, LabError, "experts_on_device=-1 is no number"),
        ({"placement": "offload", "experts_on_device": "2"}, LabError, "experts_on_device='2' is no number"),
        ({"experts_on_device": 2}, LabError, "belongs to placement='offload', and placement='auto'"),
        ({"placement": "offload", "engine": "reference"}, MissingPartError, "placement='offload' is the engine's"),
    ],
)
def test_what_cannot_be_is_told(folder, settings, error, words):
    with pytest.raises(error, match=words):
        lab.load(folder, **({"engine": "triton", "device": DEVICE} | settings))


def test_pinned_pages_are_unpinned_once_when_they_are_given_back_or_dropped(monkeypatch):
    calls: list[tuple[str, int]] = []

    def register(address, size, _flags):
        calls.append(("pin", size))
        return 0

    cudart = SimpleNamespace(
        cudaHostRegister=register, cudaHostUnregister=lambda address: calls.append(("unpin", address))
    )
    monkeypatch.setattr(host_memory, "_cudart", lambda: cudart)
    monkeypatch.setattr(host_memory, "on", lambda device: nullcontext())
    monkeypatch.setattr(torch.cuda, "synchronize", lambda device: calls.append(("wait", 0)))
    memory = HostMemory(3, 5000, torch.device("cuda"))
    address = memory.rows.data_ptr()
    assert memory.rows.shape == (3, 5000) and not memory.rows.any() and address % 4096 == 0
    memory.rows[2, 4999] = 7
    memory.close()
    memory.close()
    assert calls == [("pin", 15000), ("wait", 0), ("unpin", address)] and memory.rows.numel() == 0
    other = HostMemory(1, 64, torch.device("cuda"))
    address = other.rows.data_ptr()
    del other
    assert calls[3:] == [("pin", 64), ("wait", 0), ("unpin", address)], "nobody needs to close what nobody has"


@pytest.mark.skipif(not CUDA, reason="pins memory")
def test_a_gpu_reads_main_memory_in_place_until_it_is_given_back():
    memory, here = HostMemory(3, 1 << 20, torch.device(DEVICE)), torch.device(DEVICE)
    memory.rows.copy_(torch.randint(0, 256, (3, 1 << 20), dtype=torch.uint8))
    assert memory.rows.is_pinned()
    assert torch.equal(memory.rows.to(here, non_blocking=True).cpu(), memory.rows)
    memory.close()
    assert memory.rows.numel() == 0


def test_a_device_that_filled_up_meanwhile_is_told(folder, monkeypatch):
    def full(*_arguments, **_settings):
        raise torch.OutOfMemoryError("CUDA out of memory.")

    monkeypatch.setattr("dsv4lab.engine.offloaded.ExpertStore", full)
    with pytest.raises(
        RoomError, match=r"has no room for 2 experts of each layer, 0\.0 GB: something else took memory"
    ):
        offload(folder, 2)

"""Weights come onto their devices whole or not at all: stopped, full, damaged or changing, one error and nothing is left."""

from __future__ import annotations

import gc
import itertools
import os
import threading
import time

import pytest
import torch
from checkpoints import random_state, tiny_config
from kernel_device import DEVICE

import dsv4lab as lab
from dsv4lab.checkpoint import shard_bytes
from dsv4lab.checkpoint.reader import open_checkpoint
from dsv4lab.checkpoint.shard_bytes import ShardBytes
from dsv4lab.checkpoint.writer import save_checkpoint
from dsv4lab.engine import load_weights
from dsv4lab.engine.build_weights import Builder
from dsv4lab.engine.weights import tensors_of
from dsv4lab.errors import CheckpointError, LabError, MissingPartError, RoomError

CONFIG = tiny_config()
TWO = [DEVICE, DEVICE]
LAST = "model-00006-of-00008.safetensors"  # of the last layer


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("checkpoint") / "tiny"
    save_checkpoint(random_state(CONFIG), CONFIG, folder, max_shard_bytes=400_000)
    return folder


def loaded(folder, **settings):
    model = lab.load(folder, **({"engine": "triton", "device": TWO, "placement": "split"} | settings))
    if getattr(model, "ahead", None) is not None:  # on a GPU short texts are run, whose tensors would be counted
        model.ahead.wait()
    return model


def held() -> int:
    """Bytes of tensors that are still reachable and as large as one of the model's matrices."""
    gc.collect()
    return sum(t.nbytes for t in gc.get_objects() if issubclass(type(t), torch.Tensor) and t.nbytes > 8_000)


def test_a_split_model_has_the_resident_ones_weights(folder, capsys):
    resident = loaded(folder, device=DEVICE, placement="resident")
    assert capsys.readouterr().err == "", "small weights on one device are loaded without a word"
    split = loaded(folder)
    (first, second), told = split.weights.stages, capsys.readouterr().err
    assert [*first.layers, *second.layers] == list(range(5)) and len(second.layers) > 0
    assert f"split: {first.device}: layers 0 to" in told and "GB that are free" in told and "head" in told
    assert f"(layers {second.layers[0]} to 4)" in split.notes[0]
    mine, theirs = tensors_of(split.weights), tensors_of(resident.weights)
    assert len(mine) == len(theirs) > 100
    for one, other in zip(mine, theirs, strict=True):
        assert one.dtype == other.dtype and torch.equal(one.cpu().view(torch.uint8), other.cpu().view(torch.uint8))
    part = loaded(folder, layers=range(3))
    assert [len(stage.layers) for stage in part.weights.stages] in ([2, 1], [1, 2]) and part.weights.mtp is None


def test_devices_and_ways_that_cannot_be_are_refused(folder):
    for settings, words in (
        ({"placement": "everywhere"}, "placement='everywhere' is unknown; use 'auto', 'resident', 'split'"),
        ({"device": "cpu"}, "needs several devices"),
        ({"device": []}, "is no device"),
        ({"device": ["cpu", "tpu"]}, "'tpu'"),
        ({"placement": "resident"}, "several are for placement='split'"),
    ):
        with pytest.raises(LabError, match=words):
            loaded(folder, **settings)
    with pytest.raises(MissingPartError, match="placement='split' is the engine's"):
        loaded(folder, engine="reference")


def stopped_at(monkeypatch, error: BaseException, layer: int = 2, *, early: bool = False) -> None:
    """This layer ends with the error, when others are read; `early` before it is arranged, else behind."""
    whole = Builder.trunk

    def trunk(self, i):
        made = None if early and i == layer else whole(self, i)
        if i == layer:
            raise error
        return made

    monkeypatch.setattr(Builder, "trunk", trunk)


def assert_nothing_is_left(before: int, folder, monkeypatch) -> None:
    assert held() <= before
    assert not [t for t in threading.enumerate() if t.name.startswith("dsv4lab loading")]
    monkeypatch.undo()
    assert loaded(folder).weights.bytes() > 1_000_000, "the next try loads"


@pytest.mark.parametrize("early", [False, True])
def test_a_device_that_fills_up_half_way_is_one_error_and_nothing_stays(folder, monkeypatch, early):
    before = held()
    stopped_at(monkeypatch, torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2 GiB."), early=early)
    with pytest.raises(RoomError, match=r"a device was full after .* GB of weights .*nothing was kept") as met:
        loaded(folder)
    assert met.value.__cause__ is None and "\n" not in str(met.value)
    assert held() <= before, "the error's frames hold nothing either"
    del met
    assert_nothing_is_left(before, folder, monkeypatch)


def test_an_interrupt_ends_all_threads_and_nothing_stays(folder, monkeypatch):
    before = held()
    monkeypatch.setattr(load_weights, "_OFTEN", 0.01)
    whole, gate = Builder.trunk, threading.Event()

    def slow(self, i):
        made = whole(self, i)
        gate.wait(0.2)
        return made

    def interrupted(words):
        if words:
            raise KeyboardInterrupt

    monkeypatch.setattr(Builder, "trunk", slow)
    with pytest.raises(KeyboardInterrupt):
        load_weights.from_checkpoint(
            open_checkpoint(folder), dtype=torch.float32, device=DEVICE, say=interrupted
        )  # fmt: skip
    assert_nothing_is_left(before, folder, monkeypatch)


def test_each_layer_is_read_in_one_go_and_what_lies_outside_too(folder, monkeypatch):
    fill, sizes = ShardBytes.fill, list[int]()
    monkeypatch.setattr(
        ShardBytes, "fill", lambda self, wanted, **how: (sizes.append(len(wanted)), fill(self, wanted, **how))[1]
    )
    with monkeypatch.context() as patch:
        patch.setattr(load_weights, "_OFTEN", 0.001)
        words = list[str]()
        checkpoint = open_checkpoint(folder)
        load_weights.from_checkpoint(checkpoint, dtype=torch.float32, device=DEVICE, say=words.append)
    assert len(sizes) == 6 and sum(sizes) == len(checkpoint.folder.tensors) and words[-1] == ""


def test_after_a_fault_every_thread_ends_with_the_piece_that_it_has(folder, monkeypatch):
    monkeypatch.setattr(shard_bytes, "PIECE", 512)
    read, turn, before = ShardBytes._read, itertools.count(1), held()
    last = list[int]()

    def broken(self, *given):
        last.append(number := next(turn))
        if number > 100:
            time.sleep(0.05)  # whoever watches takes a moment
        if number == 100:
            raise CheckpointError("gone")
        read(self, *given)

    monkeypatch.setattr(ShardBytes, "_read", broken)
    with pytest.raises(CheckpointError, match="gone"):
        loaded(folder)
    assert 100 <= max(last) < 150, "thousands of pieces were left"
    assert_nothing_is_left(before, folder, monkeypatch)


@pytest.mark.parametrize("change", ["rewritten", "shorter", "gone"])
def test_a_shard_that_changes_while_it_is_read_is_refused(folder, tmp_path, monkeypatch, change):
    copy = tmp_path / "copy"
    copy.mkdir()
    for file in folder.iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
    before, read, done = held(), ShardBytes._read, []
    victims = sorted(copy.glob("*.safetensors"))

    def meanwhile(self, *arguments):
        read(self, *arguments)
        if not done and len(self._opened) > 1:
            done.append(True)
            for file in victims:  # whichever is read next
                if change == "rewritten":
                    os.utime(file, (1, 1))
                elif change == "shorter":
                    os.truncate(file, 2000)
                else:
                    file.unlink()

    monkeypatch.setattr(ShardBytes, "_read", meanwhile)
    words = {
        "rewritten": "changed while it was read",
        "shorter": "changed while|became shorter",
        "gone": "cannot be read",
    }
    with pytest.raises(CheckpointError, match=words[change]) as met:
        loaded(copy)
    assert "\n" not in str(met.value)
    del met
    assert_nothing_is_left(before, folder, monkeypatch)

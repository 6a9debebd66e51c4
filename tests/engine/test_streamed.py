"""Layers that pass through the device one after another make the same passes, and two of them are there at a time."""

from __future__ import annotations

import os
import shutil
import threading

import pytest
import torch
from engine_models import THREE as TRUNK
from kernel_device import DEVICE
from small_model import small_model, some_ids

import dsv4lab as lab
from dsv4lab.checkpoint.writer import save_checkpoint
from dsv4lab.engine.layer_stream import LayerStream
from dsv4lab.engine.streamed import _Told
from dsv4lab.errors import CheckpointError, LabError, MissingPartError

pytestmark = pytest.mark.usefixtures("large_blocks")

THREE = TRUNK.replace(num_nextn_predict_layers=1)
PROMPT = some_ids(9)[0].tolist()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("checkpoint") / "three"
    save_checkpoint(small_model(THREE), THREE, folder, max_shard_bytes=30_000)
    return folder


def loaded(folder, placement):
    return lab.load(folder, engine="triton", device=DEVICE, placement=placement)


def test_a_prompt_and_new_tokens_are_the_residents_bit_for_bit(folder, capsys):
    runs = {}
    for placement in ("resident", "streamed"):
        model = loaded(folder, placement)
        runs[placement] = lab.Session(model).generate(PROMPT, max_new_tokens=2, seed=4, capture="all")
    mine, theirs = runs["streamed"], runs["resident"]
    assert mine.values("tokens", "id").tolist() == theirs.values("tokens", "id").tolist()
    assert mine.groups == theirs.groups and "attention" in mine.groups
    for group in theirs.groups:
        for name in theirs.variables(group):
            assert mine.values(group, name).tobytes() == theirs.values(group, name).tobytes(), (group, name)
    assert "streamed:" in capsys.readouterr().err, "the plan is told first"
    stream = model.weights.layers
    assert isinstance(stream, LayerStream) and len(stream._here) == 1 and len(stream._coming) == 1
    assert "read from the shards in every pass" in model.notes[1] and not model.graphs
    stream.close()
    names = ("dsv4lab next layer", "dsv4lab experts")
    assert not stream._here and not [t for t in threading.enumerate() if t.name.startswith(names)]


def test_layers_come_in_turn_and_the_one_before_is_given_up(folder):
    stream = loaded(folder, "streamed").weights.layers
    seen: list[int] = []
    stream.on_layer = seen.append
    first = stream[0]
    assert stream[0] is first and list(stream._coming) == [1]
    coming = stream._coming[1]
    second = stream[1]
    assert coming.result()[0] is second and list(stream._here) == [1] and list(stream._coming) == [2]
    assert torch.equal(stream[0].sink, first.sink) and stream[0] is not first, "a new pass reads it again"
    assert seen == [0, 1, 0] and len(stream) == 3
    with pytest.raises(LabError, match="one at a time"):
        stream[:2]
    with pytest.raises(IndexError):
        stream[3]
    stream.close()


def test_the_stacks_of_experts_are_on_their_way_while_the_rest_is_read(folder):
    stream = loaded(folder, "streamed").weights.layers
    first, read, begun, names = stream[0], stream._reader, threading.Event(), list[str]()
    stream._coming[1].result()

    def watched(name):
        names.append(name)
        if ".experts." in name:
            begun.set()
        else:
            assert begun.wait(20), f"{name} was read before any stack of experts was asked for"
        return read(name)

    stream._reader = watched
    stream[1]
    stream._coming[2].result()
    assert len(names) == len(set(names)) and sum(".experts." in name for name in names) == 3, "each is read once"
    stream._reader = read
    assert torch.equal(stream[0].w2.codes.view(torch.uint8), first.w2.codes.view(torch.uint8))
    stream.close()


def test_a_stack_that_cannot_be_read_ends_the_layer_and_leaves_nothing_on_its_way(folder):
    stream = loaded(folder, "streamed").weights.layers
    read = stream._reader

    def broken(name):
        if name == "layers.1.ffn.experts.w2":
            raise CheckpointError("gone")
        return read(name)

    stream.drop()
    stream._reader = broken
    with pytest.raises(CheckpointError, match="gone"):
        stream[1]
    assert not stream._here and not stream._coming and not stream._asked
    stream._reader = read
    assert stream[1].w2.codes.numel()
    stream.close()


def test_a_pass_that_is_cut_off_leaves_no_layer_and_the_next_one_runs(folder, tmp_path, monkeypatch):
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    model = loaded(copy, "streamed")
    stream, ids = model.weights.layers, torch.tensor([PROMPT[:3]], device=DEVICE)

    def interrupted(layer):
        if layer == 1:
            raise KeyboardInterrupt

    stream.on_layer = interrupted
    with pytest.raises(KeyboardInterrupt):
        model(ids)
    assert not stream._here and not stream._coming
    stream.on_layer = None
    want = model(ids)
    assert want.isfinite().all()
    for file in copy.glob("*.safetensors"):
        os.utime(file, (1, 1))
    with pytest.raises(CheckpointError, match="changed while it was read"):
        for _ in range(2):  # one layer may be there already
            model(ids)
    assert not stream._here and not stream._coming
    stream.close()
    with pytest.raises(MissingPartError, match="placement='streamed' is the engine's"):
        lab.load(folder, engine="reference", placement="streamed")


def test_a_long_pass_says_how_far_it_is(monkeypatch):
    now, said = [0.0], []
    monkeypatch.setattr("dsv4lab.engine.streamed.time.perf_counter", lambda: now[0])
    told = _Told([10**9] * 4, said.append)
    for layer in range(4):
        told(layer)
        now[0] += 3
    assert said == ["Layer 2 of 4: 1.0 of 4.0 GB read, about 9 s left", "Layer 3 of 4: 2.0 of 4.0 GB read, about 6 s left",
                    "Layer 4 of 4: 3.0 of 4.0 GB read, about 3 s left", ""]  # fmt: skip

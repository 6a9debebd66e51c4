"""Layers that pass through the device one after another make the same passes, and two of them are there at a time."""

from __future__ import annotations

import gc
import os
import shutil
import threading
import weakref

import pytest
import torch
from engine_models import THREE as TRUNK
from kernel_device import DEVICE
from small_model import small_model, some_ids

import dsv4lab as lab
from dsv4lab.checkpoint import reader, shard_bytes
from dsv4lab.checkpoint.shard_bytes import ShardBytes
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
    names = ("dsv4lab next layer", "dsv4lab reader")
    assert not stream._here and not [t for t in threading.enumerate() if t.name.startswith(names)]


def test_layers_come_in_turn_and_the_one_before_is_given_up(folder):
    stream = loaded(folder, "streamed").weights.layers
    seen: list[int] = []
    stream.on_layer = seen.append
    first = stream[0]
    assert stream[0] is first and list(stream._coming) == [1]
    coming, sink = stream._coming[1], first.sink
    del first
    second = stream[1]
    assert coming.result()[0] is second and list(stream._here) == [1] and list(stream._coming) == [2]
    assert torch.equal(stream[0].sink, sink) and stream[0].sink is not sink, "a new pass reads it again"
    assert seen == [0, 1, 0] and len(stream) == 3
    with pytest.raises(LabError, match="one at a time"):
        stream[:2]
    with pytest.raises(IndexError):
        stream[3]
    stream.close()


def watched(stream, monkeypatch, seen) -> None:
    """`seen` gets, whenever a layer begins to be read, how many others are there."""
    alive, trunk, together = list[weakref.ref](), stream._builder.trunk, stream._reader.together

    def made(i):
        layer = trunk(i)
        alive.append(weakref.ref(layer))
        assert not stream._reader._here, "all that is read of a layer is asked for"
        return layer

    def begun(names):
        names = list(names)
        assert names == stream._checkpoint.names(".".join(names[0].split(".")[:2]) + "."), "in one go"
        seen.append(sum(layer() is not None for layer in alive))
        together(names)

    monkeypatch.setattr(stream._builder, "trunk", made)
    monkeypatch.setattr(stream._reader, "together", begun)


def test_two_layers_are_there_at_a_time_in_a_pass_and_whatever_is_asked_for(folder, monkeypatch):
    model, seen = loaded(folder, "streamed"), list[int]()
    stream = model.weights.layers
    watched(stream, monkeypatch, seen)
    ids = torch.tensor([PROMPT[:3]], device=DEVICE)
    for _ in range(2):
        model(ids)
    stream.drop()
    assert seen[0] == 0 and set(seen[1:]) == {1} and 6 <= len(seen) <= 7
    seen.clear()
    for i in (2, 0, 2, 1):  # out of turn: what was on its way is given up first
        stream[i]
    for _ in stream:  # a loop holds each layer until it has the next
        pass
    model.weights.bytes()
    stream.drop()
    assert set(seen) <= {0, 1}
    stream.close()


def test_who_keeps_a_layer_gets_the_others_without_waiting_and_each_is_whole(folder, monkeypatch):
    stream, seen = loaded(folder, "streamed").weights.layers, list[int]()
    watched(stream, monkeypatch, seen)
    first = stream[0]
    kept = first.w2.codes.clone()
    second = stream[1]
    assert not stream._coming, "while the first is kept, none is read ahead"
    assert torch.equal(first.w2.codes.view(torch.uint8), kept.view(torch.uint8)), "nobody wrote over it"
    third = stream[2]
    assert seen == [0, 1, 2] and not stream._coming
    del first, second
    assert torch.equal(stream[0].w2.codes.view(torch.uint8), kept.view(torch.uint8)) and third.kind
    del third
    for i in (1, 2):
        stream[i]
    assert list(stream._coming) == [0], "and then they are again"
    stream.close()


def test_a_layer_that_cannot_be_read_leaves_nothing_on_its_way_or_in_the_error(folder, monkeypatch):
    stream = loaded(folder, "streamed").weights.layers
    place, held = "layers.1.ffn.experts.w2", list[weakref.ref]()
    stacked = reader.stacked

    def noticed(sources, *given, **settings):
        stack = stacked(sources, *given, **settings)
        held.append(weakref.ref(stack.fills[0].target))
        return stack

    def broken(self, piece, places, work):
        names = {work.wanted[part.number].name for part in piece.parts}
        if any("layers.1.ffn.experts" in name and ".w2." in name for name in names):
            raise CheckpointError("gone")
        read(self, piece, places, work)

    stream.drop()
    read = ShardBytes._read
    with monkeypatch.context() as patch:
        patch.setattr(ShardBytes, "_read", broken)
        patch.setattr(reader, "stacked", noticed)
        with pytest.raises(CheckpointError, match="gone") as met:
            stream[1]
    assert met.value.__traceback__ is not None and not stream._here and not stream._coming and not stream._reader._here
    gc.collect()
    assert len(held) > 20 and not [tensor for tensor in held if tensor() is not None], "the error holds none of it"
    assert stream[1].w2.codes.numel() == stream._checkpoint.read_packed(place, DEVICE).codes.numel()
    with monkeypatch.context() as patch:
        patch.setattr(stream._builder, "trunk", lambda i: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            stream[0]
    assert not stream._reader._here, "what was read and not asked for"
    stream.close()


def test_what_is_given_up_is_not_read_to_its_end(folder, monkeypatch):
    stream = loaded(folder, "streamed").weights.layers
    stream.drop()
    read, pieces, begun, gate = ShardBytes._read, list[str](), threading.Event(), threading.Event()

    def slow(self, piece, places, work):
        pieces.append(piece.shard)
        begun.set()
        assert gate.wait(20)
        read(self, piece, places, work)

    monkeypatch.setattr(shard_bytes, "PIECE", 1000)
    monkeypatch.setattr(ShardBytes, "_read", slow)
    stream._send_for(0)
    assert begun.wait(20)
    dropping = threading.Thread(target=stream.drop)
    dropping.start()
    assert stream._given_up.wait(20)
    gate.set()
    dropping.join(20)
    assert not dropping.is_alive() and len(pieces) <= stream._checkpoint.readers.size and not stream._coming
    assert stream[0].w2.codes.numel() and len(pieces) > 20, "and the next one is"
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

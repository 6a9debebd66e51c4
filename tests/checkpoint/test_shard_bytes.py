"""Tensors are read as they lie in the file, whatever the size of a piece and however many threads read."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import pytest
import torch
from checkpoints import random_state, tiny_config
from safetensors.torch import load_file

from dsv4lab.checkpoint import shard_bytes
from dsv4lab.checkpoint.reader import open_checkpoint
from dsv4lab.checkpoint.shard_bytes import ShardBytes
from dsv4lab.checkpoint.shards import scan
from dsv4lab.checkpoint.writer import save_checkpoint
from dsv4lab.errors import CheckpointError

CONFIG = tiny_config(num_hidden_layers=2, layer_kinds=("sliding", "csa"), num_nextn_predict_layers=0)
SHARD = "model-00001-of-00001.safetensors"


@pytest.fixture
def folder(tmp_path):
    save_checkpoint(random_state(CONFIG), CONFIG, tmp_path / "tiny")
    return tmp_path / "tiny"


@pytest.mark.parametrize("piece", [37, 1 << 24])
def test_every_tensor_is_what_the_library_reads(folder, monkeypatch, piece):
    monkeypatch.setattr(shard_bytes, "PIECE", piece * 8)  # numbers of eight bytes are not cut
    scanned, want = scan(folder), load_file(folder / SHARD)
    read = ShardBytes(folder, scanned.stamps)
    assert read.refuse_changed(SHARD) is None
    with ThreadPoolExecutor(4) as pool:
        found = dict(zip(want, pool.map(lambda name: read.tensor(name, scanned.tensors[name]), want), strict=True))
    for name, tensor in want.items():
        assert found[name].dtype == tensor.dtype and found[name].shape == tensor.shape, name
        assert torch.equal(found[name].view(torch.uint8), tensor.view(torch.uint8)), name
    read.close()
    assert torch.equal(read.tensor("norm.weight", scanned.tensors["norm.weight"]), want["norm.weight"]), "opened again"


def test_bytes_by_our_names_are_those_of_the_files(folder):
    checkpoint = open_checkpoint(folder)
    assert checkpoint.stored_bytes().keys() == checkpoint.weights.keys()
    assert sum(checkpoint.stored_bytes().values()) == checkpoint.folder.bytes


def test_another_file_under_the_name_is_noticed_before_it_is_used(folder):
    checkpoint = open_checkpoint(folder)
    twin = folder / "twin"
    twin.write_bytes((folder / SHARD).read_bytes())
    os.replace(twin, folder / SHARD)
    with pytest.raises(CheckpointError, match="changed while it was read"):
        checkpoint.read("norm.weight", torch.float32)
    (folder / SHARD).unlink()
    with pytest.raises(CheckpointError, match=r"cannot be read .*Fetch the file again"):
        open_checkpoint_again(folder, checkpoint).read("norm.weight", torch.float32)


def open_checkpoint_again(folder, checkpoint):
    """The same headers, and no file opened yet."""
    checkpoint.close()
    return type(checkpoint)(checkpoint.folder, checkpoint.match)

"""Damaged folders: every way a file can lie is a named problem, never a traceback and never a wrong tensor."""

import json
import re
import struct

import pytest
from checkpoints import edit_json, write_header

from dsv4lab.checkpoint.shards import INDEX, SINGLE, scan, some

GOOD = {
    "a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]},
    "b": {"dtype": "BF16", "shape": [], "data_offsets": [8, 10]},
}


def entry(dtype="F32", shape=(2,), offsets=(0, 8)):
    return {"dtype": dtype, "shape": list(shape), "data_offsets": list(offsets)}


@pytest.fixture
def sharded(tmp_path):
    """Two shards of one tensor each, and an honest index."""
    for number, name in enumerate("ab", start=1):
        write_header(tmp_path / f"model-0000{number}-of-00002.safetensors", {name: entry()}, bytes(8))
    where = {"a": "model-00001-of-00002.safetensors", "b": "model-00002-of-00002.safetensors"}
    (tmp_path / INDEX).write_text(json.dumps({"metadata": {"total_size": 16}, "weight_map": where}))
    return tmp_path


def test_an_honest_single_file_is_read(tmp_path):
    write_header(tmp_path / SINGLE, GOOD | {"__metadata__": {"format": "pt"}}, bytes(10))
    folder = scan(tmp_path)
    assert folder.problems == [] and folder.notes == []
    assert {name: (h.dtype, h.shape, h.bytes) for name, h in folder.tensors.items()} == {
        "a": ("F32", (2,), 8),
        "b": ("BF16", (), 2),
    }


def test_an_honest_index_is_read(sharded):
    folder = scan(sharded)
    assert folder.problems == [] and folder.notes == [] and folder.total_size == 16
    assert folder.tensors["b"].shard == "model-00002-of-00002.safetensors"


@pytest.mark.parametrize(
    ("table", "data", "words"),
    [
        (GOOD, bytes(9), "promises 10 bytes of tensors, the file holds 9"),
        (GOOD, bytes(11), "promises 10 bytes of tensors, the file holds 11"),
        ({"a": entry(), "b": entry(offsets=(4, 12))}, bytes(12), "b at bytes 4 to 12 overlaps"),
        ({"a": entry(), "b": entry(offsets=(12, 20))}, bytes(20), "b at bytes 12 to 20 leaves a gap"),
        ({"a": entry(offsets=(8, 0))}, bytes(8), "spans -8 bytes"),
        ({"a": entry(shape=(3,))}, bytes(8), r"F32 \[3\] but spans 8 bytes"),
        ({"a": entry(shape=(-2,), offsets=(-8, 0))}, bytes(8), r"shape \[-2\]"),
        ({"a": entry(shape=(True, 2))}, bytes(8), "shape"),
        ({"a": entry(shape=(2.0,))}, bytes(8), "shape"),
        ({"a": entry(offsets=(0, 8, 16))}, bytes(8), "lacks dtype, shape or data_offsets"),
        ({"a": {"dtype": "F32"}}, bytes(8), "lacks dtype, shape or data_offsets"),
        ({"a": 7}, bytes(8), "lacks dtype, shape or data_offsets"),
        ({"a": entry(dtype="Q4_K")}, bytes(8), "unknown dtype 'Q4_K'"),
        ({"a": entry() | {"dtype": ["F32"]}}, bytes(8), "unknown dtype"),
        (b'{"a": {', bytes(8), "damaged header"),
        (b"[1, 2]", bytes(8), "not an object"),
        (b"\xff\xfe{}", bytes(8), "damaged header"),
        (b'{"a": 1, "a": 2}', b"", "a is there twice"),
        (b"[" * 100_000, b"", "damaged header"),
    ],
)
def test_a_lying_header_is_a_named_problem(tmp_path, table, data, words):
    write_header(tmp_path / SINGLE, table, data)
    folder = scan(tmp_path)
    assert len(folder.problems) == 1 and folder.tensors == {}
    assert re.search(words, folder.problems[0]), folder.problems[0]
    assert "etch" in folder.problems[0], "every problem says what to do next"


@pytest.mark.parametrize("raw", [b"", b"\x01\x02", struct.pack("<Q", 2**63) + b"{}", struct.pack("<Q", 100) + b"{}"])
def test_a_truncated_header_is_a_named_problem(tmp_path, raw):
    (tmp_path / SINGLE).write_bytes(raw)
    assert "truncated or not safetensors" in scan(tmp_path).problems[0]


def test_an_absent_shard_is_named_with_the_tensors_it_should_hold(sharded):
    (sharded / "model-00002-of-00002.safetensors").unlink()
    folder = scan(sharded)
    assert folder.problems == [
        "model-00002-of-00002.safetensors: the file is absent. Fetch it, or the whole folder again. "
        "1 tensors are listed in it."
    ]
    assert set(folder.tensors) == {"a"}


@pytest.mark.parametrize(
    "escape", ["../secret.safetensors", "/etc/passwd", "sub/x.safetensors", "..", "", "c:\\x", "a\\..\\b"]
)
def test_an_index_cannot_name_a_file_outside_the_folder(sharded, escape):
    write_header(sharded.parent / "secret.safetensors", {"b": entry()}, bytes(8))
    edit_json(sharded / INDEX, weight_map={"a": "model-00001-of-00002.safetensors", "b": escape})
    folder = scan(sharded)
    assert set(folder.tensors) == {"a"} and "outside the folder" in folder.problems[0]


def test_a_link_out_of_the_folder_is_refused(sharded):
    shard = sharded / "model-00002-of-00002.safetensors"
    outside = sharded.parent / "elsewhere.safetensors"
    shard.rename(outside)
    shard.symlink_to(outside)
    folder = scan(sharded)
    assert set(folder.tensors) == {"a"} and "leads out of the folder" in folder.problems[0]


def test_the_hub_cache_may_link_to_its_blobs_and_to_nothing_else(sharded):
    cache = sharded / "models--some--model"
    snapshot, blobs = cache / "snapshots" / "0123abcd", cache / "blobs"
    snapshot.mkdir(parents=True)
    blobs.mkdir()
    write_header(blobs / "digest", {"a": entry()}, bytes(8))
    (snapshot / SINGLE).symlink_to("../../blobs/digest")
    assert scan(snapshot).problems == []
    (snapshot / SINGLE).unlink()
    (snapshot / SINGLE).symlink_to(sharded / "model-00001-of-00002.safetensors")
    assert "leads out of the folder" in scan(snapshot).problems[0]


def test_index_and_shard_that_disagree_are_named(sharded):
    shard = "model-00001-of-00002.safetensors"
    edit_json(sharded / INDEX, weight_map={"a": shard, "c": shard, "b": "model-00002-of-00002.safetensors"})
    assert f"{shard}: lacks c that {INDEX} lists" in scan(sharded).problems[0]
    edit_json(sharded / INDEX, weight_map={"a": shard})
    write_header(sharded / shard, {"a": entry(), "z": entry(offsets=(8, 16))}, bytes(16))
    found = scan(sharded)  # what the index names is whole; what lies beside it is told and not used
    assert found.problems == [] and set(found.tensors) == {"a"}
    assert found.notes[0] == f"{shard}: holds z that {INDEX} does not list there; put aside."


def test_a_wrong_total_size_is_told_but_does_not_stop_loading(sharded):
    edit_json(sharded / INDEX, metadata={"total_size": 17})
    folder = scan(sharded)
    assert folder.problems == [] and "17 bytes" in folder.notes[0]


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"weight_map": []}', '{"weight_map": {"a": 3}}', "\x00", '{"weight_map": ']
)
def test_an_unusable_index_is_a_named_problem(sharded, text):
    (sharded / INDEX).write_text(text)
    folder = scan(sharded)
    assert len(folder.problems) == 1 and folder.problems[0].startswith(f"{INDEX}: not a usable index")


def test_a_folder_of_pickles_is_refused_and_never_opened(tmp_path):
    (tmp_path / "pytorch_model.bin").write_bytes(b"\x80\x04cos\nsystem\n.")
    assert ".bin files, which are not read: convert them to safetensors" in scan(tmp_path).problems[0]


def test_a_path_that_is_no_folder_is_a_named_problem(tmp_path):
    assert "check the path" in scan(tmp_path / "nowhere").problems[0]
    (tmp_path / "file").write_text("")
    assert "not a file" in scan(tmp_path / "file").problems[0]


def test_long_lists_are_cut_and_counted():
    assert some(["a", "b"]) == "a, b"
    assert some([str(i) for i in range(1200)]) == "0, 1, 2 and 1,197 more (1,200 in all)"

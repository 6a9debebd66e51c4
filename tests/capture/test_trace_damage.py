"""Claims of capture/trace_check.py, trace_metadata.py and trace_reader.py: damage of a saved trace ends in words."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import zarr
from synthetic_trace import synthetic_trace

from dsv4lab.capture.trace import Trace
from dsv4lab.errors import TraceError

TESTS = Path(__file__).resolve().parents[1]
MUTANTS, SHARES = 2000, 4


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited by Linux's means")
@pytest.mark.timeout(900)
@pytest.mark.parametrize("share", range(SHARES))
def test_mutated_traces_end_in_our_error_only(share):
    """2,000 traces damaged at random, by seed (mutated_traces.py): no other error, no hang, no memory, nothing printed."""
    count = MUTANTS // SHARES
    done = subprocess.run(
        [sys.executable, "-W", "ignore", str(TESTS / "fakes" / "mutated_traces.py"), str(share * count), str(count)],
        capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": str(TESTS.parent)},
    )  # fmt: skip
    assert done.returncode == 0 and not done.stderr, done.stdout[-5000:] + done.stderr[-5000:]
    outcomes = json.loads(done.stdout.splitlines()[-1])
    # Both happen often, or the mutants are not what they are meant to be.
    assert outcomes["refused"] > count / 2 and outcomes["used"] > count / 20 and sum(outcomes.values()) == count


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    return synthetic_trace(20).save(tmp_path_factory.mktemp("damage") / "base.zarr")


@pytest.fixture
def stored(base, tmp_path):
    return Path(shutil.copytree(base, tmp_path / "t.zarr"))


def edited(path: Path, change) -> None:
    node = json.loads(path.read_text())
    change(node)
    path.write_text(json.dumps(node))


@pytest.mark.parametrize(
    ("file", "change", "words"),
    [
        ("routing/weight", lambda n: n["shape"].__setitem__(1, 21), "its labels say"),
        ("routing/weight", lambda n: n.update(data_type="float64"), "dtype"),
        ("routing/expert", lambda n: n.update(fill_value=0), "fill"),
        ("routing/weight", lambda n: n.update(fill_value=0.0), "fill"),
        ("mixing/comb", lambda n: n["codecs"][0]["configuration"].update(endian="big"), "byte order"),
        ("mixing/comb", lambda n: n["codecs"].pop(), "packing"),
        ("mixing/comb", lambda n: n["codecs"][1].update(name="numcodecs.pickle"), "packing"),
        ("mixing/comb", lambda n: n["dimension_names"].reverse(), "lies along"),
        ("mixing/comb", lambda n: n["chunk_grid"]["configuration"].update(chunk_shape=[1] * 5), "chunks"),
        (
            "mixing/comb",
            lambda n: n["chunk_grid"]["configuration"].update(chunk_shape=[6, 2, 4_000_000_000, 4, 4]),
            "bytes",
        ),
        ("tokens/token", lambda n: n.update(shape=[4_000_000_000]), "stored bytes"),
        ("routing/layer", lambda n: n.update(shape=[4_000_000_000]), "stored bytes"),
        ("routing/layer", lambda n: n.update(shape=[2**62]), "sizes"),
        ("routing/layer", lambda n: n.update(data_type="int32"), "dtype"),
        ("", lambda n: n["attributes"].update(tokens=21), "labels"),
        ("", lambda n: n["attributes"].update(tokens=True), "finished"),
        ("", lambda n: n["attributes"].update(finished="yes"), "finished"),
        ("", lambda n: n["attributes"].update(dsv4lab_trace=[1]), "schema"),
        ("run", lambda n: n["attributes"].update(checks=[]), "checks"),
        ("run", lambda n: n["attributes"].update(checks={"a": {"ok": 1}}), "checks: a"),
        ("run", lambda n: n["attributes"].update(prompt_tokens="3"), "prompt_tokens"),
        ("run", lambda n: n["attributes"].update(token_strings={"1": None}), "token_strings"),
        ("run", lambda n: n["attributes"].update(plan={"prompt_queries": None}), "prompt_queries"),
        ("run", lambda n: n["attributes"].update(cost={"cache_bytes": {}}), "cache_bytes"),
        ("run", lambda n: n["attributes"].update(model={"hidden_size": "x"}), "model"),
        ("run", lambda n: n["attributes"].pop("model"), "model"),
        ("run", lambda n: n["attributes"]["model"].update(hc_mult=3), "the run's model has 3"),
        ("run", lambda n: n["attributes"]["model"].update(num_attention_heads=8), "the run's model has 8"),
    ],
)
def test_metadata_that_disagrees_is_told_on_opening(stored, file, change, words):
    edited(stored / file / "zarr.json", change)
    with pytest.raises(TraceError, match=words):
        Trace.open(stored)


@pytest.mark.parametrize(
    ("group", "name", "value"),
    [
        ("routing", "expert", 16), ("routing", "expert", -2), ("attention", "key", 20), ("indexer", "entry", 5),
        ("tokens", "id", -1), ("tokens", "id", 400), ("tokens", "utf8_length", 300), ("attention", "zone", 7),
        ("compressor", "source_token", 9999), ("routing", "kind", "other"),
    ],
)  # fmt: skip
def test_ids_that_cannot_be_are_told_when_they_are_read(stored, group, name, value):
    array = zarr.open_array(stored / group / name, mode="r+", zarr_format=3)
    array[tuple(0 for _ in array.shape)] = value
    with Trace.open(stored) as back:
        for read in (back.verify, lambda: back.values(group, name), lambda: back[group].load()):
            with pytest.raises(TraceError, match=rf"{group}\.{name} holds"):
                read()


@pytest.mark.parametrize(
    ("group", "labels"), [("routing", [0, 1, 2, 3, 4, 4]), ("indexer", [2, 3]), ("routing", [0] * 6)]
)
def test_labels_that_no_trace_has_are_told_on_opening(stored, group, labels):
    array = zarr.open_array(stored / group / "layer", mode="r+", zarr_format=3)
    array[:] = np.array(labels)
    with pytest.raises(TraceError, match=rf"{group}\.layer"):
        Trace.open(stored)


def test_what_lies_beside_a_trace_in_its_folder_changes_nothing(stored):
    (stored / "notes.txt").write_text("mine")
    (stored / "routing" / ".DS_Store").write_bytes(b"\0")
    (stored / "routing" / "added").mkdir()
    with Trace.open(stored) as back:
        back.verify()
        assert len(back) == 20 and "added" not in back.variables("routing")


def test_damage_is_told_once_and_nothing_else_is_printed(stored, capfd):
    """zarr reads chunks in tasks of its own; what they meet must not be printed beside our message."""
    for chunk in (stored / "mixing").rglob("*"):
        if chunk.is_file() and "/c/" in chunk.as_posix():
            chunk.write_bytes(b"\0" * 10)
    for node in (stored / "streams").rglob("zarr.json"):
        node.write_text("{")
    for path in (stored, stored.with_suffix("")):
        with pytest.raises(TraceError):
            Trace.open(path)
    shutil.rmtree(stored / "streams")
    edited(stored / "zarr.json", lambda n: n["attributes"].pop("holds"))
    with pytest.raises(TraceError), Trace.open(stored) as back:
        back.verify()
    import gc

    gc.collect()
    assert capfd.readouterr() == ("", "")


def test_the_interface_refuses_what_it_does_not_have(base):
    for trace in (synthetic_trace(20), Trace.open(base)):
        for wrong, words in (
            (lambda t: t.part("routing", "weight", layer=1, tokn=2), "no dimension 'tokn'"),
            (lambda t: t.part("routing", "weight", head=1), "no dimension 'head'"),
            (lambda t: t.part("routing", "weight", layer="1"), "whole number"),
            (lambda t: t.part("routing", "weight", layer=99), "0 to 5"),
            (lambda t: t.part("routing", "weight", token=-1), "0 to 19"),
            (lambda t: t.coordinate("routing", "head"), "no dimension 'head'"),
            (lambda t: t.layers("tokens"), "no dimension 'layer'"),
            (lambda t: t.coordinate("lens", "layer"), "no group 'lens'"),
        ):
            with pytest.raises(TraceError, match=words):
                wrong(trace)
        assert list(trace) == trace.groups and "run" in trace and "lens" not in trace and 0 not in trace
        assert trace._ipython_key_completions_() == [*trace.groups, "run"]
        assert trace.part("routing", "weight", layer=np.int64(1), token=2).shape == (3,)

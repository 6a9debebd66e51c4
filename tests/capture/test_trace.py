"""Claims of capture/schema.py, trace.py, trace_writer.py, trace_store.py and pieces.py."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import xarray
import zarr
from synthetic_trace import CONFIG, SyntheticRun, synthetic_trace

from dsv4lab.capture import trace_arrays
from dsv4lab.capture.groups.compressor import source_tokens
from dsv4lab.capture.pieces import bytes_of, display
from dsv4lab.capture.registry import GROUPS
from dsv4lab.capture.touching import Touching
from dsv4lab.capture.trace import Trace
from dsv4lab.capture.trace_writer import TraceWriter
from dsv4lab.errors import TraceError

MODEL = {"model": CONFIG.to_dict()}


@pytest.fixture(scope="module")
def trace():
    return synthetic_trace()


@pytest.fixture(params=["t.zarr", "t.zarr.zip"])
def saved(request, trace, tmp_path):
    return trace.save(tmp_path / request.param)


def test_what_was_not_written_is_nan_or_minus_one_and_never_zero():
    writer = TraceWriter(["routing"], {"slot": 2}, {"routing": [0]}, 4, MODEL)
    for name, array in writer.arrays["routing"].items():
        if array.dtype.kind == "f":
            assert np.isnan(array).all(), name
        elif array.dtype.kind == "i":
            assert (array == -1).all(), name


def test_arrays_are_filled_before_anyone_sees_them(monkeypatch):
    """Filling goes on beside the caller; whoever asks, and however many do, gets filled arrays."""
    fill = trace_arrays._fill

    def slowly(arrays):
        time.sleep(0.05)
        fill(arrays)

    monkeypatch.setattr(trace_arrays, "_fill", slowly)
    writer = TraceWriter(["routing"], {"slot": 2}, {"routing": [0]}, 2000, MODEL)
    with ThreadPoolExecutor(3) as readers:
        seen = list(readers.map(lambda _: np.isnan(writer.arrays["routing"]["weight"]).all(), range(3)))
    assert all(seen) and writer.has("routing") and not writer.has("mixing")
    writer.arrays["routing"]["weight"][:] = 1.0
    writer.reserve(3000)
    grown = writer.arrays["routing"]["weight"]
    assert np.isnan(grown[:, 2000:]).all() and (grown[:, :2000] == 1).all()


def resident() -> int:
    """Bytes of memory that this process has touched."""
    import psutil

    return psutil.Process().memory_info().rss


def test_rows_are_filled_a_little_ahead_and_once(monkeypatch):
    monkeypatch.setattr("dsv4lab.capture.touching.AHEAD", 4)
    touching, array = Touching(), np.full((3, 9, 2), 7)
    touching.begin(2, lambda: [(array, -1)])
    touching.wait()
    assert (array[:, :6] == -1).all() and (array[:, 6:] == 7).all() and touching.filled == 6
    array[:, 3] = 5  # written by whoever has begun it
    touching.begin(4, lambda: [(array, -1)])
    touching.wait()
    assert (array[:, 3] == 5).all() and (array[:, 6:8] == -1).all() and (array[:, 8] == 7).all()
    touching.begin(9, lambda: [(array, -1)])
    assert (array[:, 8] == -1).all() and touching.filled == 9
    touching.back_to(3)
    touching.begin(4, lambda: [(array, -1)])
    assert (array[:, 3] == -1).all()


def test_lists_of_queries_take_memory_row_by_row_as_they_are_begun(monkeypatch):
    monkeypatch.setattr("dsv4lab.capture.touching.AHEAD", 0)
    sizes, layers = {"head": 64, "place": 640}, {"attention": list(range(3))}
    before = resident()
    writer = TraceWriter(["attention"], sizes, layers, 8000, MODEL, lazy=True)  # 4.0 GB
    arrays = writer.arrays["attention"]
    assert sum(array.nbytes for array in arrays.values()) > 3.9e9 and resident() - before < 100e6
    for name in ("key", "zone", "weight"):
        arrays[name][:, :20].fill(7)  # what memory may hold by chance
    writer.begin_rows(5)
    for array, name in ((arrays["key"], "key"), (arrays["zone"], "zone")):
        assert (array[:, :5] == -1).all() and (array[:, 5:20] == 7).all(), name
    assert np.isnan(arrays["weight"][:, :5]).all() and np.isnan(arrays["mass_sink"][:, :5]).all()
    arrays["key"][:, :5, :2] = 3
    writer.advance(5)
    writer.begin_rows(2)
    arrays["key"][:, 5:7] = 4
    writer.clear_unfinished()  # a pass was cut off: its rows are begun again
    writer.begin_rows(3)
    assert (arrays["key"][:, 5:8] == -1).all() and (arrays["key"][:, :5, :2] == 3).all()
    writer.reserve(9000, {"place": 650})
    grown = writer.arrays["attention"]["key"]
    assert grown.shape[1:] == (9000, 650)
    assert (grown[:, :5, :2] == 3).all() and (grown[:, :8, 2:] == -1).all()
    twin = writer.prefix(4)
    assert twin.arrays["attention"]["key"][:, :4].tolist() == grown[:, :4].tolist()
    twin.begin_rows(2)
    assert (twin.arrays["attention"]["key"][:, 4:6] == -1).all() and resident() - before < 200e6


def test_every_group_of_the_schema_keeps_its_dimension_order():
    assert GROUPS["mixing"].variables["comb"].dims == ("layer", "site", "token", "stream_from", "stream_to")
    assert GROUPS["attention"].variables["weight"].dims == ("layer", "query", "head", "place")
    assert GROUPS["routing"].variables["expert"].dims == ("layer", "token", "slot")


def test_readers_see_only_what_was_advanced():
    run = SyntheticRun(20)
    run.writer.arrays["tokens"]["id"][0] = 7
    assert len(run.trace) == 0 and run.trace.values("tokens", "id").size == 0
    run.step(5)
    assert run.trace.values("routing", "expert").shape == (6, 5, 3)
    assert run.trace["attention"].sizes["query"] == 5
    assert run.trace["compressor"].sizes["entry"] == 1


def test_reserve_keeps_what_was_written_and_advance_past_the_end_is_refused():
    run = SyntheticRun(6)
    run.step(6)
    before = run.trace.values("routing", "weight").copy()
    with pytest.raises(TraceError, match="capacity of 6 tokens"):
        run.writer.advance(1)
    run.writer.reserve(12)
    np.testing.assert_array_equal(run.trace.values("routing", "weight"), before)
    assert np.isnan(run.writer.arrays["routing"]["weight"][:, 6:]).all()
    assert (run.writer.arrays["compressor"]["source_token"][0, 2, :8] == np.arange(4, 12)).all()
    run.step(3)
    assert len(run.trace) == 9


def test_sampled_queries_carry_their_true_positions():
    sizes = {"head": 1, "place": 2, "query": 2}
    writer = TraceWriter(["attention"], sizes, {"attention": [1]}, 10, MODEL)
    writer.positions["query"][0] = 3
    writer.arrays["attention"]["mass_sink"][0, 0, 0] = 0.25
    writer.advance(5, queries=1)
    with pytest.raises(TraceError, match="without a position"):
        writer.advance(1, queries=1)
    assert writer.trace["attention"].mass_sink.sel(layer=1, query=3).values.tolist() == [0.25]
    assert writer.trace.part("attention", "mass_sink", layer=1, query=3).tolist() == [0.25]
    with pytest.raises(TraceError, match="no query 4"):
        writer.trace.part("attention", "mass_sink", layer=1, query=4)


def test_entries_of_csa_overlap_and_those_of_hca_do_not():
    csa, hca = CONFIG.layers_of_kind("csa")[0], CONFIG.layers_of_kind("hca")[0]
    assert source_tokens(CONFIG, csa, 2).tolist() == [[-1, -1, -1, -1, 0, 1, 2, 3], [0, 1, 2, 3, 4, 5, 6, 7]]
    assert source_tokens(CONFIG, hca, 2)[1].tolist() == list(range(16, 32))


def test_pieces_show_split_characters_as_bytes_and_text_joins_them():
    words = [b"a", b"\xe2\x82", b"\xac!", b"\xf0\x9f\x98\x80", b"<script>", b"\n"]
    writer = TraceWriter([], {}, {}, 6, MODEL)
    writer.put_bytes(0, words, [False] * 6)
    writer.advance(6)
    assert writer.trace.pieces == ["a", "⟨E2 82⟩", "⟨AC⟩!", "😀", "<script>", "\n"]
    assert writer.trace.text == "a€!😀<script>\n"
    assert display(b"x\xff\xfey") == "x⟨FF FE⟩y"


def test_pieces_stay_aligned_when_a_second_thread_asks_in_the_middle(monkeypatch):
    run = SyntheticRun(40)
    run.step(5)
    expected = [display(bytes_of(run.trace, position)) for position in range(5)]
    asked = []

    def interrupted(data: bytes) -> str:
        if not asked:
            asked.append(threading.Thread(target=lambda: run.trace.pieces))
            asked[0].start()
            asked[0].join()
        return display(data)

    monkeypatch.setattr("dsv4lab.capture.pieces.display", interrupted)
    assert run.trace.pieces == expected and asked
    run.step(3)
    assert run.trace.pieces == [display(bytes_of(run.trace, position)) for position in range(8)]


def test_a_wider_token_widens_the_byte_dimension_instead_of_being_cut():
    writer = TraceWriter([], {"byte": 8}, {}, 3, MODEL)
    writer.put_bytes(0, [b"ab"])
    writer.put_bytes(1, [b"x" * 40])
    writer.advance(2)
    assert writer.trace.text == "ab" + "x" * 40


def test_saved_and_opened_is_the_same(trace, saved):
    with Trace.open(saved) as back:
        assert back.groups == trace.groups and len(back) == len(trace) and back.text == trace.text
        assert back.run == trace.run and back.finished
        for group in trace.groups:
            assert list(back.variables(group)) == list(trace.variables(group))
            for name in trace.variables(group):
                np.testing.assert_array_equal(back.values(group, name), trace.values(group, name))
            for name, labels in trace[group].coords.items():
                np.testing.assert_array_equal(back[group][name], labels)
        np.testing.assert_array_equal(
            back["routing"].weight.sel(layer=4, token=12).values, trace.part("routing", "weight", layer=4, token=12)
        )
        assert isinstance(back.tree, xarray.DataTree)
        assert back.tree["run"].attrs["prompt_tokens"] == 12


def test_saving_leaves_no_working_files_and_replaces_an_older_trace(trace, saved):
    trace.save(saved)
    assert [p.name for p in saved.parent.iterdir()] == [saved.name]


def test_a_failed_write_leaves_nothing_and_keeps_the_older_trace(trace, saved, monkeypatch):
    def full(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dsv4lab.files.os.replace", full)
    monkeypatch.setattr("dsv4lab.capture.trace_store._write", full)
    with pytest.raises(TraceError, match="No space left"):
        trace.save(saved)
    assert [p.name for p in saved.parent.iterdir()] == [saved.name]
    with Trace.open(saved) as back:
        back.verify()


def test_what_is_not_a_trace_is_neither_opened_nor_overwritten(trace, tmp_path):
    folder = tmp_path / "notes.zarr"
    folder.mkdir()
    (folder / "diary.txt").write_text("dear diary")
    zipped = tmp_path / "x.zarr.zip"
    zipped.write_bytes(b"not a zip")
    foreign = tmp_path / "foreign.zarr"
    zarr.open_group(foreign, mode="w", zarr_format=3)
    for path in (folder, zipped, foreign):
        with pytest.raises(TraceError):
            Trace.open(path)
        with pytest.raises(TraceError, match="stays as it is"):
            trace.save(path)
    assert (folder / "diary.txt").read_text() == "dear diary"
    with pytest.raises(TraceError, match="no such trace"):
        Trace.open(tmp_path / "absent.zarr")
    with pytest.raises(TraceError, match=r"NAME\.zarr"):
        trace.save(tmp_path / "t.npz")


def test_an_unknown_schema_version_is_refused(trace, tmp_path):
    path = trace.save(tmp_path / "t.zarr")
    zarr.open_group(path, mode="r+").attrs["dsv4lab_trace"] = 99
    with pytest.raises(TraceError, match="schema 99"):
        Trace.open(path)


def test_a_flipped_bit_is_found(trace, tmp_path):
    path = trace.save(tmp_path / "t.zarr")
    chunk = max((path / "routing/weight/c").rglob("*"), key=lambda p: p.stat().st_size if p.is_file() else 0)
    data = bytearray(chunk.read_bytes())
    data[len(data) // 2] ^= 4
    chunk.write_bytes(bytes(data))
    with Trace.open(path) as back, pytest.raises(TraceError, match=r"routing\.weight"):
        back.verify()


def test_a_truncated_zip_is_refused(trace, tmp_path):
    path = trace.save(tmp_path / "t.zarr.zip")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(TraceError, match="not a readable trace"):
        Trace.open(path)


def test_the_zip_holds_each_name_once(trace, tmp_path):
    with zipfile.ZipFile(trace.save(tmp_path / "t.zarr.zip")) as archive:
        names = archive.namelist()
    assert len(names) == len(set(names))


def test_a_missing_group_says_how_to_capture_it(trace):
    small = synthetic_trace(groups=("tokens",))
    with pytest.raises(TraceError, match="capture="):
        small["routing"]
    with pytest.raises(TraceError, match="no variable 'wait'"):
        trace.values("routing", "wait")


def test_opening_needs_no_torch(trace, tmp_path):
    path = trace.save(tmp_path / "t.zarr")
    code = (
        "import sys; sys.modules['torch'] = None; sys.modules['tokenizers'] = None\n"
        "from dsv4lab.capture.trace import Trace\n"
        f"t = Trace.open({str(path)!r}); t.verify(); print(len(t), t['routing'].weight.shape)"
    )
    env = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, timeout=60)
    assert done.stdout.split()[0] == "60", done.stderr


def test_an_empty_run_can_be_saved(tmp_path):
    run = SyntheticRun(4)
    with Trace.open(run.trace.save(tmp_path / "t.zarr")) as back:
        assert len(back) == 0 and back.text == "" and not back.finished

"""Claims of capture/trace_store.py and trace_reader.py about places: moved, deleted, incomplete, read-only."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from synthetic_trace import synthetic_trace

from dsv4lab.capture.registry import GROUPS
from dsv4lab.capture.trace import Trace
from dsv4lab.errors import TraceError

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def trace():
    return synthetic_trace()


@pytest.fixture(scope="module")
def stored(trace, tmp_path_factory):
    return trace.save(tmp_path_factory.mktemp("stored") / "t.zarr")


def fresh(stored: Path, path: Path) -> Path:
    """An undamaged copy of the stored folder, in place of what is there."""
    shutil.rmtree(path, ignore_errors=True)
    return shutil.copytree(stored, path)


@pytest.fixture(params=["t.zarr", "t.zarr.zip"])
def name(request):
    return request.param


def test_a_relative_path_stays_good_when_the_working_folder_changes(trace, name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert trace.save(name) == tmp_path / name
    with Trace.open(name) as back:
        data = back["routing"]
        (tmp_path / "sub").mkdir()
        monkeypatch.chdir(tmp_path / "sub")
        back.verify()
        assert back.text == trace.text and len(back.pieces) == 60
        np.testing.assert_array_equal(data.weight.values, trace.values("routing", "weight"))


def test_the_home_folder_is_meant_by_its_sign(trace, name, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert trace.save(f"~/sub/{name}") == tmp_path / "sub" / name
    with Trace.open(f"~/sub/{name}") as back:
        assert len(back) == 60
    assert not (tmp_path / "~").exists()


def test_a_folder_that_is_deleted_while_open_is_told_at_every_reading(trace, tmp_path):
    back = Trace.open(trace.save(tmp_path / "t.zarr"))
    data = back["mixing"]
    shutil.rmtree(tmp_path / "t.zarr")
    for read in (
        back.verify, back.preload, lambda: back.text, lambda: back.pieces, lambda: data.comb.values,
        lambda: data.comb.sel(layer=2, token=[3, 5], site=0).values, lambda: back.part("routing", "weight", layer=3),
        lambda: back.block("indexer", "entry", 2, 0, 9), lambda: back.values("attention", "key"),
        lambda: back["lens" if "lens" in back else "streams"].load(),
    ):  # fmt: skip
        with pytest.raises(TraceError, match="place is gone"):
            read()


@pytest.mark.parametrize("group", ["tokens", "routing", "mixing", "compressor"])
def test_a_missing_chunk_is_damage_on_opening_and_when_it_goes_later(trace, stored, group, tmp_path):
    for variable in trace.variables(group):
        path = fresh(stored, tmp_path / "t.zarr")
        chunk = next(p for p in (path / group / variable / "c").rglob("*") if p.is_file())
        back = Trace.open(path)
        chunk.unlink()
        with pytest.raises(TraceError, match=rf"{group}\.{variable}"):
            back.values(group, variable)
        with pytest.raises(TraceError, match=rf"{group}\.{variable}: 0 of 1 chunks"):
            Trace.open(path)


def test_missing_labels_arrays_and_groups_are_damage(trace, stored, tmp_path):
    for gone in ("routing/layer/c", "routing/layer", "routing/margin", "mixing/comb", "streams", "run", "tokens/token"):
        path = fresh(stored, tmp_path / "t.zarr")
        shutil.rmtree(path / gone)
        with pytest.raises(TraceError):
            Trace.open(path)
    assert Trace.open(trace.save(path)).text == trace.text  # a damaged trace may be written over


def as_written_before(trace: Trace, path: Path) -> Path:
    """Schema 1 as older versions wrote it: chunks that hold nothing but "not captured" are not stored, nor is a list."""
    root = json.loads((path / "zarr.json").read_text())
    del root["attributes"]["holds"]
    (path / "zarr.json").write_text(json.dumps(root))
    for group in trace.groups:
        for variable in trace.variables(group):
            fill, values = GROUPS[group].variables[variable].fill, trace.values(group, variable)
            if (np.isnan(values) if values.dtype.kind == "f" else values == fill).all():
                shutil.rmtree(path / group / variable / "c")
    return path


def test_a_trace_of_an_older_version_opens_and_reads_the_same(trace, stored, tmp_path):
    path = as_written_before(trace, fresh(stored, tmp_path / "t.zarr"))
    assert not (path / "indexer/margin/c").exists()
    with Trace.open(path) as back:
        back.verify()
        for group in trace.groups:
            for variable in trace.variables(group):
                np.testing.assert_array_equal(back.values(group, variable), trace.values(group, variable))
    shutil.rmtree(path / "routing/layer/c")
    with pytest.raises(TraceError, match=r"routing\.layer"):
        Trace.open(path)
    path = as_written_before(trace, fresh(stored, path))
    shutil.rmtree(path / "tokens/id/c")
    with Trace.open(path) as back, pytest.raises(TraceError, match=r"tokens\.id"):
        back.verify()


@pytest.mark.skipif(os.geteuid() == 0 and not shutil.which("setpriv"), reason="root may write everywhere")
def test_a_read_only_place_is_told_with_the_right_advice(trace, tmp_path, name):
    path = trace.save(tmp_path / name)
    code = (
        "import sys\nfrom dsv4lab.capture.trace import Trace\nfrom dsv4lab.errors import TraceError\n"
        f"trace = Trace.open({str(path)!r})\n"
        f"for where in ({str(tmp_path / ('x' + name))!r}, {str(tmp_path / 'sub' / name)!r}, {str(path)!r}):\n"
        "    try: trace.save(where)\n"
        "    except TraceError as error: print(error)\n"
    )
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == os.geteuid() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    user = ["setpriv", "--reuid=65534", "--clear-groups"] if os.geteuid() == 0 else []
    tmp_path.chmod(0o555)
    env = os.environ | {"PYTHONPATH": str(ROOT), "HOME": "/nonexistent", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([*user, sys.executable, "-c", code], capture_output=True, text=True, env=env, check=False)
    tmp_path.chmod(0o755)
    if "dsv4lab" in done.stderr and "ModuleNotFoundError" in done.stderr:
        pytest.skip("another user cannot read this checkout")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.strip().splitlines()
    assert len(lines) == 3 and all("Permission denied" in line and "permissions" in line for line in lines)
    assert "free space" not in done.stdout


def test_places_of_another_kind_are_refused_in_words(trace, tmp_path):
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder.zarr.zip").mkdir()
    for wrong in (
        tmp_path / "file" / "t.zarr",
        tmp_path / "folder.zarr.zip",
        tmp_path / ("n" * 300 + ".zarr"),
        5,
        None,
    ):
        with pytest.raises(TraceError):
            trace.save(wrong)  # type: ignore[arg-type]
        with pytest.raises(TraceError):
            Trace.open(wrong)  # type: ignore[arg-type]
    loop = tmp_path / "loop.zarr"
    loop.symlink_to(loop)
    with pytest.raises(TraceError):
        Trace.open(loop)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["file", "folder.zarr.zip", "loop.zarr"]


def test_interrupts_while_saving_leave_the_old_trace_or_the_new_one(trace, tmp_path):
    path = trace.save(tmp_path / "t.zarr")
    code = (
        "import sys\nfrom synthetic_trace import synthetic_trace\ntrace = synthetic_trace(61)\n"
        "import dsv4lab.capture.trace_store\nprint('begun', flush=True)\n"
        "while True: trace.save(sys.argv[1])\n"
    )
    env = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests' / 'fakes'}"}
    for wait in (0.02, 0.3, 0.55, 0.8):
        process = subprocess.Popen(
            [sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=env
        )
        assert process.stdout is not None and process.stdout.readline()
        time.sleep(wait)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
        assert [one.name for one in tmp_path.iterdir()] == ["t.zarr"]
        with Trace.open(path) as back:
            back.verify()
            assert len(back) in (60, 61)

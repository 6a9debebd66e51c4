"""Claims of files.py: paths as they were meant, and the old file or the new one, whatever happens in between."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from dsv4lab import files
from dsv4lab.errors import TraceError


def text(words: str):
    def write(work: Path, stop: threading.Event) -> Path:
        (work / "new").write_text(words)
        return work / "new"

    return write


def folder(words: str):
    def write(work: Path, stop: threading.Event) -> Path:
        (work / "new").mkdir()
        (work / "new" / "in").write_text(words)
        return work / "new"

    return write


def test_the_home_folder_and_the_working_folder_are_put_in_at_once(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert files.full_path("~/x.zarr", TraceError) == tmp_path / "x.zarr"
    monkeypatch.chdir(tmp_path)
    assert files.full_path("sub/../x.zarr", TraceError) == tmp_path / "x.zarr"


@pytest.mark.parametrize("wrong", [None, 5, b"x.zarr", "", "a\0b", ["x"], "~nobody-of-this-name/x"])
def test_what_is_no_path_is_refused_in_words(wrong):
    with pytest.raises(TraceError):
        files.full_path(wrong, TraceError)


def test_a_working_folder_that_is_gone_is_told(tmp_path, monkeypatch):
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    with pytest.raises(TraceError, match="working folder is gone"):
        files.full_path("x.zarr", TraceError)
    assert files.full_path("/x.zarr", TraceError) == Path("/x.zarr")


@pytest.mark.parametrize(
    ("number", "advice"),
    [
        (errno.ENOSPC, "free space"),
        (errno.EACCES, "permissions"),
        (errno.EROFS, "only be read"),
        (errno.EIO, "Try again"),
    ],
)
def test_the_advice_fits_the_reason(number, advice):
    error = files.told(Path("x"), OSError(number, os.strerror(number)), TraceError, "not written")
    assert advice in str(error) and os.strerror(number) in str(error)
    assert ("free space" in str(error)) == (number == errno.ENOSPC)


def test_a_place_that_cannot_be_written_is_refused_and_nothing_is_left(tmp_path):
    (tmp_path / "file").write_text("")
    for wrong in (tmp_path / "file" / "x", tmp_path / ("n" * 300), Path("/proc/x/y")):
        with pytest.raises(TraceError, match="cannot be written"):
            files.check_writable(wrong, TraceError)
    files.check_writable(tmp_path / "a" / "b" / "x", TraceError)
    assert [one.name for one in tmp_path.iterdir()] == ["file"]
    long = tmp_path / ("n" * 250)  # allowed, though a longer working name would not be
    files.check_writable(long, TraceError)
    files.whole(long, text("x"), TraceError)
    assert long.read_text() == "x"


@pytest.mark.parametrize("make", [text, folder])
def test_a_last_rename_that_fails_leaves_the_old_one_under_its_name(tmp_path, monkeypatch, make):
    target = tmp_path / "t"
    files.whole(target, make("old"), TraceError)

    def fail(*_):
        raise OSError(errno.EIO, "forced")

    monkeypatch.setattr(files.os, "replace", fail)
    with pytest.raises(TraceError, match="forced"):
        files.whole(target, make("new"), TraceError)
    assert (target / "in" if target.is_dir() else target).read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["t"]


def test_what_a_killed_writer_left_is_cleared_and_an_older_version_in_it_put_back(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True, check=True
    )
    work = tmp_path / f".t.writing-{files._host()}-{done.stdout.strip()}-abc"
    (work / files.OLDER).mkdir(parents=True)
    (work / files.OLDER / "in").write_text("old")
    alive = tmp_path / f".t.writing-{files._host()}-{os.getpid()}-abc"
    elsewhere = tmp_path / f".t.writing-{'0' * 8}-{done.stdout.strip()}-abc"
    alive.mkdir()
    elsewhere.mkdir()
    files.clear_leftovers(tmp_path / "t")
    assert (tmp_path / "t" / "in").read_text() == "old" and not work.exists()
    assert alive.exists() and elsewhere.exists()


def test_an_interrupt_waits_for_the_writer_and_leaves_nothing(tmp_path):
    code = (
        "import sys, time\nfrom pathlib import Path\nfrom dsv4lab import files\nfrom dsv4lab.errors import TraceError\n"
        "def write(work, stop):\n"
        "    print('begun', flush=True)\n"
        "    while not stop.is_set():\n"
        "        (work / 'part').write_text('half')\n"
        "        time.sleep(0.01)\n"
        "    return work / 'part'\n"
        "files.whole(Path(sys.argv[1]), write, TraceError)\n"
    )
    env = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    for _ in range(3):
        process = subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path / "t")], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env
        )
        assert process.stdout is not None and process.stdout.readline()
        time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
        assert b"KeyboardInterrupt" in errors and not list(tmp_path.iterdir())

"""dsv4lab/training/run_state.py: the last good state survives kills, full disks, damage and numbers that are none."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from dsv4lab.training.run_state import Keeper, StateError, read_state, write_state

TENSORS = {"a": torch.arange(6.0).view(2, 3), "random/cpu": torch.get_rng_state(), "step": torch.tensor(3.0)}


def facts(step: int) -> dict:
    return {"step": step, "losses": [0.1, 1e-17]}


def test_a_state_comes_back_to_the_last_bit(tmp_path: Path) -> None:
    write_state(tmp_path / "s", TENSORS, facts(3))
    tensors, told = read_state(tmp_path / "s")
    assert told == facts(3)
    assert tensors.keys() == TENSORS.keys()
    assert all(
        torch.equal(tensors[name], value) and tensors[name].dtype == value.dtype for name, value in TENSORS.items()
    )
    assert [file.name for file in tmp_path.iterdir()] == ["s"]


@pytest.mark.parametrize("kept", [0, 5, 40, -1])
def test_a_file_that_is_cut_off_is_refused_by_name(kept: int, tmp_path: Path) -> None:
    write_state(tmp_path / "s", TENSORS, facts(3))
    (tmp_path / "s").write_bytes((tmp_path / "s").read_bytes()[:kept])
    with pytest.raises(StateError, match=r"s: is damaged or cut off"):
        read_state(tmp_path / "s")


def test_files_of_others_are_refused(tmp_path: Path) -> None:
    save_file({"a": torch.zeros(2)}, tmp_path / "weights")
    with pytest.raises(StateError, match="is no state of a training run"):
        read_state(tmp_path / "weights")
    (tmp_path / "pickle").write_bytes(b"\x80\x04cos\nsystem\n")  # nothing in it may be executed
    with pytest.raises(StateError, match="damaged"):
        read_state(tmp_path / "pickle")
    (tmp_path / "folder").mkdir()
    with pytest.raises(StateError):
        read_state(tmp_path / "folder")


def test_numbers_that_are_none_do_not_replace_a_good_state(tmp_path: Path) -> None:
    write_state(tmp_path / "s", TENSORS, facts(3))
    with pytest.raises(StateError, match="bad holds a number that is not finite"):
        write_state(tmp_path / "s", {"bad": torch.tensor([1.0, float("inf")])}, facts(4))
    assert read_state(tmp_path / "s")[1] == facts(3)


def test_a_disk_that_is_full_leaves_the_earlier_state(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path)
    keeper.keep(lambda: (TENSORS, facts(3)))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        with pytest.raises(StateError, match=r"not written .*larger than allowed.*The state of step 3 stays"):
            keeper.keep(lambda: ({"a": torch.zeros(100_000)}, facts(4)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert read_state(keeper.file)[1]["step"] == 3
    assert [file.name for file in tmp_path.iterdir()] == [keeper.file.name]


SAVES = """
import os, sys, time, pathlib, torch
from dsv4lab.training.run_state import write_state
file = pathlib.Path(sys.argv[1])
write_state(file, {"a": torch.full((50_000,), 1.0)}, {"step": 1})
def hang(_):
    print("writing", flush=True)
    time.sleep(600)
os.fsync = hang
write_state(file, {"a": torch.full((50_000,), 2.0)}, {"step": 2})
"""


def test_a_kill_in_the_middle_of_writing_leaves_the_last_good_state(tmp_path: Path) -> None:
    file = tmp_path / "s"
    child = subprocess.Popen([sys.executable, "-c", SAVES, str(file)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "writing\n"  # all bytes of the second state are in its working file
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    assert len(list(tmp_path.iterdir())) == 2
    tensors, told = read_state(file)
    assert told == {"step": 1} and bool((tensors["a"] == 1).all())
    write_state(file, TENSORS, facts(3))
    assert [one.name for one in tmp_path.iterdir()] == ["s"]  # what the killed one left is cleared away

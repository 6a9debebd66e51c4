"""Free memory is the least of all bounds, and what does not fit is refused with both numbers before it is read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from checkpoints import write_header

import dsv4lab as lab
from dsv4lab.checkpoint.inventory import official
from dsv4lab.checkpoint.reader import open_checkpoint
from dsv4lab.checkpoint.shards import SINGLE
from dsv4lab.config import FLASH
from dsv4lab.errors import RoomError
from dsv4lab.loading import TINY, bytes_needed
from dsv4lab.memory import _left_in_group, free_memory


def _sparse(folder: Path, config) -> Path:
    """A folder of headers whose data is one hole: nothing of it may be read for a refusal."""
    table, position = {}, 0
    for name, stored in official(config).items():
        span = [position, position + stored.bytes]
        table[name] = {"dtype": stored.dtype, "shape": list(stored.shape), "data_offsets": span}
        position += stored.bytes
    write_header(folder / SINGLE, table)
    try:
        with (folder / SINGLE).open("r+b") as stream:
            stream.truncate((folder / SINGLE).stat().st_size + position)
    except OSError:
        pytest.skip("the file system has no sparse files of this size")
    (folder / "config.json").write_text(json.dumps(config.to_dict()))
    return folder


def test_a_model_that_does_not_fit_is_refused_with_both_numbers(tmp_path):
    config = FLASH.replace(num_hidden_layers=20, layer_kinds=(), routing_kinds=())
    folder = _sparse(tmp_path, config)
    need = bytes_needed(open_checkpoint(folder), torch.float32)
    if need < free_memory():
        pytest.skip("a machine with room for 500 GB")
    with pytest.raises(RoomError, match=rf"needs {need / 1e9:.1f} GB.*float32.* GB are free"):
        lab.load(folder, device="cpu")


def test_the_bytes_needed_are_those_of_the_loaded_model():
    checkpoint = open_checkpoint(TINY)
    for dtype in (torch.float32, torch.bfloat16):
        held = sum(tensor.numel() * tensor.element_size() for tensor in checkpoint.load(dtype=dtype).values())
        # The largest matrix of the shipped model on its way, twice: its embedding in float32.
        assert bytes_needed(checkpoint, dtype) == held + 2 * 4 * 4096 * 384


@pytest.mark.skipif(sys.platform != "linux", reason="limits of a process")
def test_a_limit_of_the_process_counts():
    code = (
        "import resource, torch, psutil; from dsv4lab.memory import free_memory;"
        "used = psutil.Process().memory_info().vms;"
        "resource.setrlimit(resource.RLIMIT_AS, (used + (1 << 29),) * 2); print(free_memory(), free_memory(1 << 28))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    free, less = map(int, done.stdout.split())
    # The process itself has taken a little more between the two looks.
    assert 0 < free <= 1 << 29 and abs(free - less - (1 << 28)) < 1 << 24


def test_a_containers_bound_counts_without_its_caches(tmp_path):
    assert _left_in_group(tmp_path) is None
    (tmp_path / "memory.current").write_text("700\n")
    (tmp_path / "memory.stat").write_text("anon 5\ninactive_file 300\n")
    (tmp_path / "memory.max").write_text("max\n")
    assert _left_in_group(tmp_path) is None
    (tmp_path / "memory.max").write_text("1000\n")
    assert _left_in_group(tmp_path) == 600

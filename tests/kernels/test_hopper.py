"""Kernels compile for a Hopper GPU where there is none: what the interpreter cannot see."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("triton", reason="triton is not installed")


@pytest.mark.timeout(400)
def test_kernels_compile_for_hopper_and_fit_its_shared_memory(tmp_path):
    done = subprocess.run(
        [sys.executable, Path(__file__).parents[1] / "fakes" / "hopper.py"], capture_output=True, text=True, check=False,
        env={**os.environ, "TRITON_CACHE_DIR": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    lines = done.stdout.splitlines()
    assert len(lines) == 76 and all("bytes" in line for line in lines)

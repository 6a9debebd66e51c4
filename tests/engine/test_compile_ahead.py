"""Kernels are compiled before they are asked for: found without a launch, made in other processes, there for this one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("triton", reason="triton is not installed")


@pytest.mark.timeout(300)
def test_what_was_found_is_compiled_elsewhere_and_is_in_the_cache(tmp_path):
    done = subprocess.run(
        [sys.executable, Path(__file__).parents[1] / "fakes" / "ahead.py"], capture_output=True, text=True, check=False,
        env={**os.environ, "TRITON_CACHE_DIR": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.splitlines() == [
        "wrong '' compiled 2 of 2 here 0",  # 64 and 65 words: a multiple of 16, and not
        "said True ''",
        "zeros [True, True, True] others [False]",
        "hook None True",
        "in the cache [True, True]",
        "again 0 None",  # the mark lies beside the kernels
        # Once, and not to every text.
        "told ['Kernels could not all be compiled ahead, so the first texts take longer: ValueError: no texts']",
        "failing ValueError False None",  # nobody waits for ever, and the next process tries again
    ]

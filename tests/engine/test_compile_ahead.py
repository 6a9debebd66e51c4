"""Kernels are compiled before they are asked for: found without a launch, made in other processes, there for this one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("triton", reason="triton is not installed")

from dsv4lab.kernels.common.compile_worker import Job


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
        "held back True another False",
        "then let go [False] 1",
        "again 0 None",  # the mark lies beside the kernels
        # Once, and not to every text.
        "told ['Kernels could not all be compiled ahead, so the first texts take longer: ValueError: no texts']",
        "failing ValueError False None",  # nobody waits for ever, and the next process tries again
    ]


def test_a_text_waits_for_the_first_short_texts_and_not_for_all():
    from dsv4lab.engine.compile_ahead import CompileAhead

    ahead = CompileAhead([lambda: None] * 3, "pretended", "fence")
    ahead._numbers = dict.fromkeys(map(str, range(9)), 0)
    ahead._unfinished, ahead._needed = {5, 6, 8}, [5]
    assert not ahead._ready(1)  # others are still looked for, and use the device
    ahead._needed = [5, 6, 9]
    assert ahead._ready(1) and not ahead._ready(2) and not ahead._ready(None)
    ahead.done = 6
    assert "6 of 9" in ahead.words() and "5 of 5" in ahead.words(1)
    ahead._listen([b"5 \n", b"6 ValueError: no\n"])
    assert ahead._ready(2) and not ahead._ready(None) and ahead.wrong == "ValueError: no"


@pytest.mark.parametrize("taken", [False, True])
def test_a_process_that_was_started_early_is_taken_or_ended(monkeypatch, taken):
    from dsv4lab.engine import compile_process

    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    monkeypatch.setattr(compile_process, "_early", process)

    @compile_process.ends_what_is_left
    def load():
        if taken:
            return compile_process.take()
        raise ValueError

    if taken:
        assert load() is process and process.poll() is None
        process.terminate()
    else:
        with pytest.raises(ValueError):
            load()
        assert process.poll() is not None
    assert compile_process._early is None
    process.communicate()


def test_no_process_is_started_early_where_kernels_were_compiled_before(monkeypatch, tmp_path):
    from dsv4lab.engine import compile_process

    monkeypatch.setenv("TRITON_CACHE_DIR", str(tmp_path))
    assert not compile_process._compiled_before()
    (tmp_path / compile_process.MARK.format("0123")).touch()
    assert compile_process._compiled_before()


def test_kernels_have_the_same_names_in_whatever_order_they_are_launched():
    def names(seed: int, mended: bool) -> str:
        script = Path(__file__).parents[1] / "fakes" / "kernel_names.py"
        asked = [sys.executable, script, str(seed), *(["mended"] if mended else [])]
        return subprocess.run(
            asked, capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        ).stdout  # fmt: skip

    assert names(1, mended=True) == names(2, mended=True)


def test_the_compiling_process_ends_its_work_when_whoever_asked_is_gone(tmp_path):
    import pickle

    root, mark = Path(__file__).parents[2], tmp_path / "folder" / "mark"
    for path, well in ((mark, True), (tmp_path / "never", False)):
        process = subprocess.Popen(
            [sys.executable, "-m", "dsv4lab.kernels.common.compile_worker", "1"], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, cwd=root, env={**os.environ, "TRITON_CACHE_DIR": str(tmp_path / "cache")},
        )  # fmt: skip
        assert process.stdin is not None and process.stdout is not None
        process.stdout.close()
        if not well:  # no such kernel: what went wrong is told to nobody, and there is no mark
            pickle.dump(Job("dsv4lab.kernels.common.ptx", "none", {}, {}, {}, {}, ("cuda", 90, 32)), process.stdin)
        pickle.dump(path, process.stdin)
        process.stdin.close()
        assert process.wait(120) == 0 and path.exists() == well

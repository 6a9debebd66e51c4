"""The compiling process, started as early as it can be: importing torch takes it as long as it takes us.

`start_early` is called before torch is imported where kernels will probably be compiled; whoever compiles them then takes
the process that is already there.   Tests: tests/engine/test_compile_ahead.py.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from importlib.util import find_spec
from pathlib import Path
from typing import ParamSpec, TypeVar

Arguments = ParamSpec("Arguments")
Loaded = TypeVar("Loaded")

MOST = 16  # processes at once: a kernel takes 300 MB and a second or less
MARK = "dsv4lab-{}.compiled"  # beside Triton's kernels: these were compiled, so nobody looks for them again

_begun = False
_early: subprocess.Popen[bytes] | None = None


def start_early() -> None:
    """Start it where there is a GPU, Triton, and no model whose kernels were compiled before; once in a process.

    Where they were, Triton still reads all of its own files before it takes a kernel from its cache: that begins, too.
    """
    global _begun, _early
    if _begun or not Path("/dev/nvidiactl").exists() or find_spec("triton") is None:
        return
    _begun = True
    if _compiled_before():
        threading.Thread(target=_read_triton, name="read triton", daemon=True).start()
    else:
        _early = start()


def _read_triton() -> None:
    with suppress(ImportError):  # another Triton has it elsewhere
        from triton.runtime.cache import triton_key  # pyright: ignore[reportMissingTypeStubs]

        triton_key()


def take() -> subprocess.Popen[bytes]:
    """The process that was started early, or a new one; it belongs to whoever takes it."""
    global _early
    process, _early = _early, None
    return process if process is not None and process.poll() is None else start()


def ends_what_is_left(load: Callable[Arguments, Loaded]) -> Callable[Arguments, Loaded]:
    """A function after which no process started early is left waiting, whether something took it or not."""

    @wraps(load)
    def loading(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Loaded:
        global _early
        try:
            return load(*args, **kwargs)
        finally:
            process, _early = _early, None
            if process is not None:
                process.terminate()
                process.communicate()

    return loading


def start() -> subprocess.Popen[bytes]:
    """Jobs go in, lines come out (kernels/common/compile_worker.py)."""
    processes = max(1, min(MOST, len(os.sched_getaffinity(0)) - 1))
    command = [sys.executable, "-P", "-m", "dsv4lab.kernels.common.compile_worker", str(processes)]
    path = os.pathsep.join(part for part in sys.path if part)
    # A session of its own: Ctrl-C in a terminal is about the text, not about the kernels.
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
        env=os.environ | {"PYTHONPATH": path},
    )  # fmt: skip


def _compiled_before() -> bool:
    # Triton itself would say where its cache is, and import torch to do so.
    cache = Path(os.environ.get("TRITON_CACHE_DIR") or Path.home() / ".triton" / "cache")
    return any(cache.glob(MARK.format("*")))

"""Threads: a pool whose work is done even when the process is already ending.

The interpreter closes every pool before it asks the runs to stop, so a run in a thread of its own that goes on for a moment
longer would fail, and would print its failure.   Tests: tests/package/test_threads.py, tests/generation/test_faults.py.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class Threads(ThreadPoolExecutor):
    """A ThreadPoolExecutor; what is handed in when no thread takes work any more is done by whoever hands it in."""

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """As ThreadPoolExecutor.submit; once the pool or the process is closing, the work is done before this returns."""
        try:
            return super().submit(fn, *args, **kwargs)
        except RuntimeError:  # "cannot schedule new futures after ..."
            done: Future[R] = Future()
            try:
                done.set_result(fn(*args, **kwargs))
            except BaseException as error:  # belongs to whoever asks for the result
                done.set_exception(error)
            return done

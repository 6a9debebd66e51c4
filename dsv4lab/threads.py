"""Threads: a pool whose work is done even when the process is already ending; and how many threads torch's own work takes.

The interpreter closes every pool before it asks the runs to stop, so a run in a thread of its own that goes on for a moment
longer would fail, and would print its failure.   Tests: tests/package/test_threads.py, tests/generation/test_faults.py.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
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


class _OneThread:
    """torch's number of threads belongs to the process: whoever comes first sets it to one, whoever leaves last sets
    it back.
    """

    def __init__(self) -> None:
        self._lock, self._inside, self._threads = threading.Lock(), 0, 1

    def __enter__(self) -> None:
        import torch

        with self._lock:
            if not self._inside:
                self._threads = torch.get_num_threads()
                torch.set_num_threads(1)
            self._inside += 1

    def __exit__(self, *_: object) -> None:
        import torch

        with self._lock:
            self._inside -= 1
            if not self._inside:
                torch.set_num_threads(self._threads)


_ONE_THREAD = _OneThread()


@contextmanager
def one_thread(wanted: bool) -> Generator[None]:
    """Inside, torch uses one thread, if wanted."""
    if not wanted:
        yield
        return
    with _ONE_THREAD:
        yield


def thread_for_small_work(work: Callable[[], object], name: str) -> threading.Thread:
    """A thread, started, in which torch's operations are never shared among threads: small ones wait longer for the slowest
    of many than they take by themselves. Other threads keep their number.
    """
    import torch

    asked = threading.Event()

    def run() -> None:
        torch.get_num_threads()  # torch remembers, for each thread, the number that held when it first asked
        asked.set()
        work()

    thread = threading.Thread(target=run, name=name, daemon=True)
    with one_thread(True):
        thread.start()
        asked.wait()
    return thread

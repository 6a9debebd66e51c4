"""Threads: a pool whose work is done even when the process is already ending; and how many threads torch's own work takes.

The interpreter closes every pool before it asks the runs to stop, so a run in a thread of its own that goes on for a moment
longer would fail, and would print its failure.   Tests: tests/package/test_threads.py, tests/generation/test_faults.py.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from typing import Any, ParamSpec, Protocol, TypeVar

# Matrices of a model this narrow are too small to share: threads waiting for each other gain nothing, and cost tenfold as
# soon as a browser, or anybody else, wants a core.
_SMALL = 1024
P = ParamSpec("P")
R = TypeVar("R")


class Threads(ThreadPoolExecutor):
    """A ThreadPoolExecutor; what is handed in when no thread takes work any more is done by whoever hands it in."""

    @property
    def size(self) -> int:
        """How many threads there may be."""
        return self._max_workers

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
    """torch keeps a number for each thread, and one for threads that have not asked yet: who enters sets its own to one, and
    sets it back when it has left as often as it came.
    """

    def __init__(self) -> None:
        self._lock, self._mine = threading.Lock(), threading.local()
        self._inside, self._threads = 0, 1  # threads that are inside, and the number that the first of them had

    def __enter__(self) -> None:
        import torch

        depth = getattr(self._mine, "depth", 0)
        self._mine.depth = depth + 1
        if depth:
            return
        with self._lock:
            own = torch.get_num_threads()
            if not self._inside:
                self._threads = own
            # A thread that asks for the first time while another is inside has that one's number, which nobody chose for it.
            self._mine.before = own if own > 1 else self._threads
            self._inside += 1
            torch.set_num_threads(1)

    def __exit__(self, *_: object) -> None:
        import torch

        self._mine.depth -= 1
        if self._mine.depth:
            return
        with self._lock:
            self._inside -= 1
            torch.set_num_threads(self._mine.before)


_ONE_THREAD = _OneThread()


@contextmanager
def one_thread(wanted: bool) -> Generator[None]:
    """Inside, torch uses one thread for what the calling thread asks of it, if wanted."""
    if not wanted:
        yield
        return
    with _ONE_THREAD:
        yield


class _Model(Protocol):
    """What of a model says whether its matrices are worth sharing: a Config (of a higher room) and a torch.device."""

    @property
    def config(self) -> Any: ...
    @property
    def device(self) -> Any: ...


def one_thread_for(model: _Model) -> AbstractContextManager[None]:
    """Inside, torch uses one thread if this model's matrices are too small to share."""
    return one_thread(model.device.type == "cpu" and model.config.hidden_size <= _SMALL)


def thread_for_small_work(work: Callable[[], object], name: str) -> threading.Thread:
    """A thread, started, in which torch's operations are never shared among threads: small ones wait longer for the slowest
    of many than they take by themselves. Other threads keep their number.
    """
    import torch

    asked = threading.Event()

    def run() -> None:
        torch.get_num_threads()  # the first question would overwrite the number set here
        torch.set_num_threads(1)
        asked.set()
        work()

    thread, before = threading.Thread(target=run, name=name, daemon=True), torch.get_num_threads()
    thread.start()
    asked.wait()
    torch.set_num_threads(before)  # for threads that come later
    return thread

"""Compiles a model's kernels when it is loaded, in other processes, so that its first text waits seconds and not a minute.

What will be launched is found by running short texts without launching anything (kernels/common/find_kernels_triton.py).
Kernels lie in Triton's cache on disk then, and a mark beside them says so: the next process compiles nothing and looks for
nothing. A text waits for what the first short text needs and then begins; a kernel that it launches while another process
still compiles it is waited for, and not compiled twice.   Tests: tests/engine/test_compile_ahead.py.
"""

from __future__ import annotations

import hashlib
import pickle
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import torch
from triton import knobs  # pyright: ignore[reportMissingTypeStubs]

import dsv4lab.kernels
from dsv4lab.engine import compile_process
from dsv4lab.kernels.common.compile_worker import Job
from dsv4lab.kernels.common.find_kernels_triton import VERSION, KernelName, cache_folder, only_found
from dsv4lab.kernels.common.steady_hash_triton import name_called_functions_first


class CompileAhead:
    """One model's kernels on their way.

    texts    each runs a short text of the model in the thread that calls it; the first ones are those that are waited for
    device   the GPU's name, for the words
    mark     what stands for these kernels: compiled once, they are not looked for again
    """

    def __init__(self, texts: Sequence[Callable[[], None]], device: str, mark: str) -> None:
        self.device, self.done, self.wrong = device, 0, ""
        self._texts, self._begun = texts, time.perf_counter()
        self._numbers: dict[KernelName, int] = {}  # of kernels, in the order they were found
        self._unfinished: set[int] = set()
        self._needed: list[int] = []  # by text: how many kernels had been found when it was through
        self._news, self._over = threading.Condition(), False
        self._place = cache_folder() / compile_process.MARK.format(mark)
        self._thread: threading.Thread | None = None
        self._worker: subprocess.Popen[bytes] | None = None
        self._hook_before: Any = None
        self._excused = False  # whether somebody was told what went wrong

    @property
    def total(self) -> int:
        """Kernels found so far."""
        return len(self._numbers)

    def start(self) -> CompileAhead:
        """Begin, unless this model's kernels were compiled before."""
        name_called_functions_first()
        if self._place.exists():
            self._over = True
        else:
            self._worker = compile_process.take()
            self._hook_before, knobs.runtime.jit_cache_hook = knobs.runtime.jit_cache_hook, self._wait_for_one
            self._thread = threading.Thread(target=self._work, name="compile ahead", daemon=True)
            self._thread.start()
        return self

    def wait(
        self,
        say: Callable[[str], None] | None = None,
        stopped: Callable[[], bool] = lambda: False,
        texts: int | None = None,
    ) -> None:
        """Return when what the first `texts` of the short texts launch is there (None: all), or when it was stopped.

        `say` hears what is waited for, twice a second.
        """
        told = False
        while not self._ready(texts) and not stopped():
            if say is not None:
                say(self.words(texts))
                told = True
            with self._news:
                self._news.wait_for(lambda: self._ready(texts), timeout=0.5)
        if self.wrong and say is not None and not self._excused:
            self._excused = told = True
            say(f"Kernels could not all be compiled ahead, so the first texts take longer: {self.wrong}")
        if told and say is not None:
            say("")

    def words(self, texts: int | None = None) -> str:
        """What is being done, and how long it may take."""
        seconds, needed = time.perf_counter() - self._begun, self._found(texts)
        total = self.total if needed is None else needed
        done = min(self.done, total)
        told = f"Compiling kernels for {self.device}, once on this machine: {done} of {total}, {seconds:.0f} s"
        if needed is not None and done:
            told += f", about {seconds / done * (total - done):.0f} s left"
        return told

    def _found(self, texts: int | None) -> int | None:
        """Kernels that so many texts launch; None while any are being looked for, and nothing else may use the device: an
        allocation of the search would break a graph that is being captured.
        """
        return self._needed[-1 if texts is None else texts - 1] if len(self._needed) == len(self._texts) else None

    def _ready(self, texts: int | None) -> bool:
        needed = self._found(texts)
        return self._over or (
            texts is not None and needed is not None and min(self._unfinished, default=needed) >= needed
        )

    def _wait_for_one(self, *, key: Any, fn: Any, **rest: Any) -> bool:
        """Triton's hook before it compiles: where another process is at it, its result is waited for and then found in the
        cache.
        """
        number = None if fn is None else self._numbers.get(KernelName(fn.module, fn.name, str(key)))
        with self._news:
            self._news.wait_for(lambda: self._over or number not in self._unfinished)
        return bool(self._hook_before is not None and self._hook_before(key=key, fn=fn, **rest))

    def _work(self) -> None:
        """In a thread of its own: start the processes, tell them what they should compile, wait for them."""
        try:
            self._compile()
        except Exception as error:  # kernels are compiled when they are needed, as without this; `wait` says so
            self.wrong = f"{type(error).__name__}: {error}"
        with self._news:
            self._over = True
            self._news.notify_all()
        if knobs.runtime.jit_cache_hook == self._wait_for_one:
            knobs.runtime.jit_cache_hook = self._hook_before

    def _compile(self) -> None:
        assert self._worker is not None
        with self._worker as worker:
            assert worker.stdin is not None and worker.stdout is not None
            listening = threading.Thread(target=self._listen, args=(worker.stdout,), daemon=True)
            listening.start()
            try:
                with only_found(self._numbers, lambda job: self._send(worker.stdin, job)):
                    for text in self._texts:
                        text()
                        self._needed.append(self.total)
                self._send_mark(worker.stdin)
                with self._news:
                    self._news.notify_all()
            finally:  # or both sides would wait for the other for ever
                worker.stdin.close()
                listening.join()
        if worker.returncode:
            self.wrong = self.wrong or f"the compiling process ended with {worker.returncode}"

    def _listen(self, lines: Any) -> None:
        for line in lines:
            number, _, wrong = line.decode(errors="replace").strip().partition(" ")
            with self._news:
                self.done += 1
                self._unfinished.discard(int(number))
                self.wrong = self.wrong or wrong
                self._news.notify_all()

    def _send_mark(self, stream: Any) -> None:
        """Whoever compiles makes it: this process may be gone when the last kernel is there."""
        pickle.dump(self._place, stream)
        stream.flush()

    def _send(self, stream: Any, job: Job) -> None:
        with self._news:
            self._unfinished.add(self.total - 1)
        pickle.dump(job, stream)
        stream.flush()


def mark_of(*facts: object) -> str:
    """What stands for a model's kernels on a device: their sources, their compiler, and what they are specialised on."""
    digest = hashlib.sha256(repr((VERSION, torch.__version__, facts)).encode())
    rooms = [Path(dsv4lab.kernels.__path__[0]), Path(__file__).parent]
    for file in sorted(file for room in rooms for file in room.rglob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:32]

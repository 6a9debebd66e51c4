"""Compiles a model's kernels when it is loaded, in other processes, so that its first text waits seconds and not a minute.

What will be launched is found by running short texts without launching anything (kernels/common/find_kernels_triton.py).
Kernels lie in Triton's cache on disk then, and a mark beside them says so: the next process compiles nothing and looks for
nothing.   Tests: tests/engine/test_compile_ahead.py.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import torch

import dsv4lab.kernels
from dsv4lab.kernels.common.compile_worker import Job
from dsv4lab.kernels.common.find_kernels_triton import VERSION, cache_folder, only_found

MOST = 16  # processes at once: a kernel takes 300 MB and a second or less


class CompileAhead:
    """One model's kernels on their way.

    run      runs short texts of the model in the thread that calls it
    device   the GPU's name, for the words
    mark     what stands for these kernels: compiled once, they are not looked for again
    """

    def __init__(self, run: Callable[[], None], device: str, mark: str) -> None:
        self.device, self.done, self.wrong = device, 0, ""
        self._run, self._begun = run, time.perf_counter()
        self._found: set[tuple[str, str, str]] = set()
        self._all_found = threading.Event()
        self._place = cache_folder() / f"dsv4lab-{mark}.compiled"
        self._thread: threading.Thread | None = None
        self._excused = False  # whether somebody was told what went wrong

    @property
    def total(self) -> int:
        """Kernels found so far."""
        return len(self._found)

    def start(self) -> CompileAhead:
        """Begin, unless this model's kernels were compiled before."""
        if not self._place.exists():
            self._thread = threading.Thread(target=self._work, name="compile ahead", daemon=True)
            self._thread.start()
        return self

    def wait(self, say: Callable[[str], None] | None = None, stopped: Callable[[], bool] = lambda: False) -> None:
        """Return when all are there, or when it was stopped; `say` hears what is waited for, twice a second."""
        told = False
        while self._thread is not None and self._thread.is_alive() and not stopped():
            if say is not None:
                say(self.words())
                told = True
            self._thread.join(0.5)
        if self.wrong and say is not None and not self._excused:
            self._excused = told = True
            say(f"Kernels could not all be compiled ahead, so the first texts take longer: {self.wrong}")
        if told and say is not None:
            say("")

    def words(self) -> str:
        """What is being done, and how long it may take."""
        seconds = time.perf_counter() - self._begun
        told = (
            f"Compiling kernels for {self.device}, once on this machine: {self.done} of {self.total}, {seconds:.0f} s"
        )
        if self._all_found.is_set() and self.done:
            told += f", about {seconds / self.done * (self.total - self.done):.0f} s left"
        return told

    def _work(self) -> None:
        """In a thread of its own: start the processes, tell them what they should compile, wait for them."""
        try:
            self._compile()
        except Exception as error:  # kernels are compiled when they are needed, as without this; `wait` says so
            self.wrong = f"{type(error).__name__}: {error}"
        if not self.wrong:
            with suppress(OSError):
                self._place.parent.mkdir(parents=True, exist_ok=True)
                self._place.touch()

    def _compile(self) -> None:
        processes = max(1, min(MOST, len(os.sched_getaffinity(0)) - 1))
        command = [sys.executable, "-P", "-m", "dsv4lab.kernels.common.compile_worker", str(processes)]
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        path = os.pathsep.join(part for part in sys.path if part)
        # A session of its own: Ctrl-C in a terminal is about the text, not about the kernels.
        with subprocess.Popen(
            command, **pipes, start_new_session=True, env=os.environ | {"PYTHONPATH": path}
        ) as worker:
            assert worker.stdin is not None and worker.stdout is not None
            listening = threading.Thread(target=self._listen, args=(worker.stdout,), daemon=True)
            listening.start()
            try:
                with only_found(self._found, lambda job: self._send(worker.stdin, job)):
                    self._run()
                self._all_found.set()
            finally:  # or both sides would wait for the other for ever
                worker.stdin.close()
                listening.join()
        if worker.returncode:
            self.wrong = self.wrong or f"the compiling process ended with {worker.returncode}"

    def _listen(self, lines: Any) -> None:
        for line in lines:
            self.done += 1
            self.wrong = self.wrong or line.decode(errors="replace").strip()

    @staticmethod
    def _send(stream: Any, job: Job) -> None:
        pickle.dump(job, stream)
        stream.flush()


def mark_of(*facts: object) -> str:
    """What stands for a model's kernels on a device: their sources, their compiler, and what they are specialised on."""
    digest = hashlib.sha256(repr((VERSION, torch.__version__, facts)).encode())
    rooms = [Path(dsv4lab.kernels.__path__[0]), Path(__file__).parent]
    for file in sorted(file for room in rooms for file in room.rglob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:32]

"""Loads a checkpoint's weights onto their devices: several threads, each a layer at a time, which it reads in long runs of
its file; all of them or nothing.

What stops it (Ctrl-C, a GPU that is full, a damaged or changing file) is told once, when no thread reads any more and no
device holds anything of the model. Tests: tests/engine/test_split.py.
"""

from __future__ import annotations

import gc
import os
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, wait
from dataclasses import replace
from typing import Any

import torch

from dsv4lab.checkpoint.reader import Checkpoint
from dsv4lab.engine.build_weights import Builder
from dsv4lab.engine.expert_store import ExpertStore
from dsv4lab.engine.read_weights import WeightReader
from dsv4lab.engine.stages import Stage, on, one_stage
from dsv4lab.engine.weights import Weights
from dsv4lab.errors import RoomError, printable
from dsv4lab.threads import Threads

MOST = 8  # threads: a few fill the bus, and each has its pinned memory
FEWER = 3  # where the device is full: each has a matrix of all experts there on its way
_OFTEN = 0.5  # seconds between two words of how far it is


class _Stopped(Exception):
    """Inside a thread: another one failed, or the user stopped it."""


def from_checkpoint(
    checkpoint: Checkpoint,
    *,
    dtype: torch.dtype,
    device: str | torch.device = "cpu",
    stages: Sequence[Stage] = (),
    say: Callable[[str], None] | None = None,
    store: ExpertStore | None = None,
) -> Weights:
    """The weights of an open checkpoint as they are stored; small ones come in `dtype`, norms and tables included.

    stages   which layers lie where; by default all on `device`
    say      hears how many bytes are read and how long the rest takes, twice a second, and "" at the end
    store    takes the routed experts, which do not all fit on the device

    Raises CheckpointError for damaged or changing files and RoomError for a device that is full; nothing is left on it.
    """
    config = checkpoint.config
    stages = tuple(stages) or one_stage(device, config.num_hidden_layers)
    progress = _Progress(sum(checkpoint.stored_bytes().values()))
    read = WeightReader(checkpoint, dtype, stages, progress.heard)
    builder = Builder(config, dtype, read if store is None else store.reading(read), stages)
    on_device = {i: stage.device for stage in stages for i in stage.layers}
    inside = [checkpoint.names(f"layers.{i}.") for i in range(config.num_hidden_layers)]
    outside = [name for name in checkpoint.names() if not name.startswith("layers.")]
    outside = [name for name in outside if not name.startswith("mtp.") or name.startswith("mtp.0.")]  # one block drafts

    def made(names: Sequence[str], make: Callable[[], Any]) -> Any:
        # Experts that go to a store are read one stack at a time, so that there is room for them on their way.
        read.together(name for name in names if store is None or ".experts." not in name)
        return make()

    jobs: list[tuple[torch.device, Callable[[], Any]]] = [(stages[-1].device, lambda: made(outside, builder.outside))]
    # Layers of all devices in turn, so that every bus is busy.
    order = sorted(on_device, key=lambda i: (i - next(s.layers[0] for s in stages if i in s.layers), i))
    jobs += [(on_device[i], lambda i=i: made(inside[i], lambda: builder.trunk(i))) for i in order]
    threads = min(MOST if store is None else FEWER, len(jobs), max(2, os.cpu_count() or 2))
    pool = Threads(threads, thread_name_prefix="dsv4lab loading")
    futures: list[Future[Any]] = []
    try:
        futures += [pool.submit(_run, device, job) for device, job in jobs]
        _watch(futures, progress, say)
        beside, *layers = [future.result() for future in futures]
        found = dict(zip(order, layers, strict=True))
        whole = builder.whole([found[i] for i in range(config.num_hidden_layers)], beside)
        return whole if store is None else replace(whole, store=store)
    except BaseException as error:
        progress.stop.set()
        for future in futures:
            future.cancel()
        pool.shutdown(wait=True)
        for future in futures:
            # Frames of a thread that failed hold what it had read.
            problem = None if future.cancelled() else future.exception()
            if problem is not None:
                traceback.clear_frames(problem.__traceback__)
                problem.__traceback__ = problem.__cause__ = problem.__context__ = None
        futures.clear()
        if store is not None:
            store.close()
        read.clear()
        told = _in_words(error, progress, checkpoint)
        gc.collect()
        if torch.cuda.is_available():
            torch.cuda.empty_cache()
        if told is error:
            raise
        raise told from None
    finally:
        pool.shutdown(wait=True)
        checkpoint.close()
        if say is not None:
            say("")


class _Progress:
    """Counts the bytes that were read, of `total`, and ends the reading when it should stop."""

    def __init__(self, total: int) -> None:
        self.total, self.done = total, 0
        self.stop, self.begun = threading.Event(), time.perf_counter()
        self._lock = threading.Lock()

    def heard(self, count: int) -> None:
        """So many bytes more; by any thread, which this ends."""
        if self.stop.is_set():
            raise _Stopped
        with self._lock:
            self.done += count

    def words(self) -> str:
        seconds = time.perf_counter() - self.begun
        left = "" if not self.done else f", about {seconds / self.done * (self.total - self.done):.0f} s left"
        return f"Loading weights: {self.done / 1e9:.1f} of {self.total / 1e9:.1f} GB, {seconds:.0f} s{left}"


def _run(device: torch.device, job: Callable[[], Any]) -> Any:
    # Threads begin on the first GPU whatever their weights' is.
    with on(device):
        return job()


def _watch(futures: list[Future[Any]], progress: _Progress, say: Callable[[str], None] | None) -> None:
    """Until all are done or one has failed, which is raised."""
    while True:
        done, left = wait(futures, timeout=_OFTEN, return_when=FIRST_EXCEPTION)
        for future in done:
            if future.exception() is not None:
                future.result()
        if not left:
            return
        if say is not None:
            say(progress.words())


def _in_words(error: BaseException, progress: _Progress, checkpoint: Checkpoint) -> BaseException:
    full = isinstance(error, torch.OutOfMemoryError) or (
        isinstance(error, MemoryError) and not isinstance(error, RoomError)
    )
    if not full:
        return error
    name = printable(checkpoint.folder.path.name, 200)
    return RoomError(
        f"{name}: a device was full after {progress.done / 1e9:.1f} of {progress.total / 1e9:.1f} GB of weights "
        f"({printable(str(error), 200)}). Something else took memory meanwhile, or more is needed than is free; nothing was "
        "kept. Free some, or take fewer layers with layers=range(k)."
    )

"""Work on the device as CUDA graphs: recorded once, started again with one launch instead of all that Python makes.

A graph takes no arguments: it reads and writes the same tensors every time, and what the host knew when it was recorded
(shapes, offsets, the length of a text) stays as it was. Tests: tests/engine/test_forced_tail.py, tests/engine/test_split.py.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Hashable
from typing import Any

import torch

from dsv4lab.engine.stages import on, stream_beside


def record(work: Callable[[], object], stream: Any, pool: Any = None) -> torch.cuda.CUDAGraph:
    """Do `work` once on this stream, then record it there: a graph that does the same again when it is replayed.

    pool  memory that is shared with other graphs, of which one runs at a time: torch.cuda.graph_pool_handle()
    """
    # Once before, as torch asks for: what is allocated or compiled lazily comes now, and on the stream that is recorded.
    stream.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(stream):
        work()
    torch.cuda.current_stream().wait_stream(stream)
    graph = torch.cuda.CUDAGraph()
    # Freed while a graph is captured, another graph spoils it: garbage waits until this one is there.
    collecting = gc.isenabled()
    gc.disable()
    try:
        # The stream is named, since torch's own for captures belongs to whichever device captured first.
        # Only this thread is held to what a capture allows: another may be writing the prompt's rows meanwhile.
        with torch.cuda.graph(graph, pool=pool, stream=stream, capture_error_mode="thread_local"):
            work()
    finally:
        if collecting:
            gc.enable()
    return graph


class Graphs:
    """Pieces of work by name, each the same every time: done as they are at first, recorded when they come again.

    records  whether the device can; without, every piece is done as it is
    beside   streams that are not to be the one on which pieces are recorded
    """

    def __init__(self, device: torch.device, *beside: Any, records: bool) -> None:
        self.device, self.records, self._beside = device, records, beside
        self.recorded: dict[Hashable, Any] = {}
        self._once: set[Hashable] = set()
        self._stream: Any = None
        self._pool: Any = None

    def run(self, name: Hashable, work: Callable[[], object]) -> None:
        """Do the piece of this name; `work` does it, and nothing else each time."""
        graph = self.recorded.get(name)
        if graph is not None:
            graph.replay()
        elif self.records and name in self._once:  # recording takes as long as doing, so not for what comes once
            self.recorded[name] = self._record(work)
        else:
            self._once.add(name)
            work()

    def _record(self, work: Callable[[], object]) -> Any:
        with on(self.device):
            # One stream for all, since the vendor's library keeps memory for every stream it has worked on; and one pool,
            # since pieces follow one another and leave what they made in tensors of their caller.
            if self._stream is None:
                self._stream = stream_beside(self.device, *self._beside)
                self._pool = torch.cuda.graph_pool_handle()
            return record(work, self._stream, self._pool)

"""StageStep: one stage's share of a decoding step, with its memory on its device and the graph that is captured of it.

A step goes through the stages in turn: each runs its layers, files what was captured in a ring of its own, moves its own
position on, and hands its streams to the next device. Surprising: a halted step computes and changes nothing, which is how
kernels are compiled and graphs captured without disturbing a text. Tests: tests/engine/test_split.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import torch

from dsv4lab.engine.capture_buffer import CaptureBuffer, FrameBuffer
from dsv4lab.engine.edits import Edits
from dsv4lab.engine.graphs import record
from dsv4lab.engine.kv_cache import EngineCache
from dsv4lab.engine.layers import HandOver
from dsv4lab.engine.model import EngineModel
from dsv4lab.engine.stages import on, stream_beside
from dsv4lab.kernels.decode_step_triton import file_frame_triton

RING = 64  # steps whose frames a device keeps; half of it is drained at a time


class StageStep:
    """Bound to one EngineCache and one stage; `names` are what the whole step captures.

    ids      [B, 1] int64: the token that the next step reads, at the cache's position
    streams  [layers + 1, B, N, D] after the embedding and every layer up to this stage's last, so that reading out several
             of them is one launch
    """

    def __init__(self, engine: EngineModel, cache: EngineCache, number: int, names: Iterable[str]) -> None:
        self.engine, self.cache, self.number = engine, cache, number
        self.device, self.layers = engine.weights.stages[number]
        device, config, batch = self.device, engine.config, cache.batch
        self.ids = torch.zeros(batch, 1, dtype=torch.int64, device=device)
        # Until `begin`, so that compiling and capturing leave the text alone.
        self.halted = torch.ones(1, dtype=torch.int32, device=device)
        self.count = torch.zeros(1, dtype=torch.int64, device=device)  # frames in the ring since the start
        shape = (self.layers[-1] + 2, batch, config.hc_mult, config.hidden_size)
        self.streams = torch.zeros(shape, dtype=engine.dtype, device=device)
        self.handed: HandOver | None = None  # what this stage begins with; the first with nothing
        self.made: HandOver | None = None  # what it hands to the next
        self.buffer: CaptureBuffer = CaptureBuffer(names, device)
        self.ring = torch.zeros(RING, 4, dtype=torch.int32, device=device)
        self.graph: torch.cuda.CUDAGraph | None = None

    def run(self, edits: Edits | None = None) -> None:
        """The stage's layers: `streams` of them are written, and `made`; `edits` change what happens there."""
        stage = self.engine.layers.stages[self.number]
        _, self.made = stage.run(
            self.ids, self.handed, self.cache, self.buffer, halted=self.halted, every=self.streams, edits=edits
        )  # fmt: skip

    def file(self) -> None:
        """What was captured goes into the ring. The first step of all has no frame yet: it finds out what belongs there."""
        if isinstance(self.buffer, FrameBuffer):
            file_frame_triton(self.buffer.flat, self.ring, self.count)

    def advance(self) -> None:
        """The next token is the next position's, unless the step was halted; the last stage does this where it draws."""
        one = 1 - self.halted
        self.cache.positions[self.number].add_(one)
        self.count.add_(one)

    def begins_after(self, other: StageStep) -> None:
        """Have a place for what the stage before hands over."""
        assert other.made is not None
        projection = torch.zeros_like(other.made.projection, device=self.device)
        self.handed = HandOver(self.streams[self.layers[0]], projection)

    def hand_over(self, other: StageStep, *, every: bool) -> None:
        """Send the streams to the next stage: of the last layer, or of `every` layer where they are read there.

        The copy waits for what both devices do before, the other device for the copy, and the host for nothing.
        """
        assert self.made is not None and other.handed is not None
        rows = slice(0 if every else self.layers[-1] + 1, self.layers[-1] + 2)
        with on(self.device):
            other.streams[rows].copy_(self.streams[rows], non_blocking=True)
            other.handed.projection.copy_(self.made.projection, non_blocking=True)

    def capture(self, step: Callable[[], None], beside: Any = None) -> None:
        """Run the halted `step` once, which learns the frame and compiles kernels, then record its graph.

        beside   a stream, besides the layers' own, on which the step puts a part of its work
        """
        with on(self.device):
            step()
            # Shapes are known now: from here on every step writes to the same places, as a graph has to.
            self.buffer = FrameBuffer(self.buffer)
            self.ring = torch.zeros(RING, self.buffer.bytes // 4, dtype=torch.int32, device=self.device)
            if self.device.type == "cuda" and self.engine.graphs:
                side = self.engine.layers.stages[self.number].side
                self.graph = record(step, stream_beside(self.device, side, beside))

    def launch(self, step: Callable[[], None]) -> None:
        """Start the share; returns before it has run on a GPU."""
        with on(self.device):
            if self.graph is None:
                step()
            else:
                self.graph.replay()

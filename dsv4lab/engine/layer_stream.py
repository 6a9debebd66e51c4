"""LayerStream: a model's layers that are read from the shards one after the other, each time a pass goes through them.

Two layers are on the device at a time: the one that runs, and the next one on its way there. All that is stored of it is
read in one go, by several threads, and then arranged. Everything else is the resident model's, so what passes is the same
bit for bit. Surprising: a pass takes as long as reading all shards, however few its tokens; so a whole prompt, or many,
should go through at once, and a single new token is as dear. Who keeps a layer behind its turn has no other read ahead.
Tests: tests/engine/test_streamed.py.
"""

from __future__ import annotations

import os
import threading
import traceback
import weakref
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from typing import Any, overload

import torch

from dsv4lab.checkpoint.reader import Checkpoint
from dsv4lab.engine.build_weights import Builder
from dsv4lab.engine.read_weights import WeightReader
from dsv4lab.engine.stages import on, one_stage, stream_beside
from dsv4lab.engine.weights import LayerWeights, Weights, tensors_of
from dsv4lab.errors import LabError
from dsv4lab.threads import Threads

READERS = 8  # threads that share a layer


class _GivenUp(Exception):
    """Inside a thread: nobody waits for this layer any more."""


class LayerStream(Sequence[LayerWeights]):
    """Layers by number; whoever takes number i gives up all before it, and has number i + 1 begin its way.

    A pass takes them in order. Passes follow one another, which the model's lock sees to.
    """

    def __init__(self, checkpoint: Checkpoint, dtype: torch.dtype, device: torch.device) -> None:
        config = checkpoint.config
        self._checkpoint, self._device, self._count = checkpoint, device, config.num_hidden_layers
        stages = one_stage(device, self._count)
        self._reader = WeightReader(checkpoint, dtype, stages, self._heard)
        self._builder = Builder(config, dtype, self._reader, stages)
        checkpoint.readers = Threads(min(READERS, max(2, os.cpu_count() or 2)), thread_name_prefix="dsv4lab reader")
        self._next = Threads(1, thread_name_prefix="dsv4lab next layer")
        self._coming: dict[int, Future[tuple[LayerWeights, Any]]] = {}
        self._here: dict[int, LayerWeights] = {}
        self._given: Callable[[], LayerWeights | None] = lambda: None  # the last that was taken, while anybody has it
        self._given_up = threading.Event()
        # A stream of its own: a copy beside the layer that runs must not wait for it.
        self.stream: Any = stream_beside(device)
        self.on_layer: Callable[[int], None] | None = None  # hears the number of each layer whose turn begins

    def weights(self) -> Weights:
        """The model of these layers; what lies outside of them, and the few small tensors of each, stay on the device."""
        small = tuple(self._builder.small(i) for i in range(self._count))
        with on(self._device):
            return self._builder.whole(self, self._builder.outside(), small)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> LayerWeights: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[LayerWeights]: ...
    def __getitem__(self, index: int | slice) -> LayerWeights | Sequence[LayerWeights]:
        if isinstance(index, slice):
            raise LabError("layers that are streamed come one at a time; take them by number.")
        if not 0 <= index < self._count:
            raise IndexError(index)
        if index not in self._here:
            self._take(index)
        return self._here[index]

    def __iter__(self) -> Iterator[LayerWeights]:
        return (self[i] for i in range(self._count))

    def _take(self, index: int) -> None:
        """Number `index` has its turn: wait for it, drop the others, send for the next."""
        if self.on_layer is not None:
            self.on_layer(index)
        try:
            if index not in self._coming:
                self.drop()  # or three would be there
                self._send_for(index)
            layer, ready = self._coming[index].result()
        except BaseException as error:
            self.drop()
            # What was read of the layer is held by frames that the error came through.
            traceback.clear_frames(error.__traceback__)
            raise
        if ready is not None:
            # Made on one stream and read on another: its memory is kept until that is through.
            here = torch.cuda.current_stream(self._device)
            here.wait_event(ready)
            for tensor in tensors_of(layer):
                tensor.record_stream(here)
        self._here, self._coming = {index: layer}, {}
        kept, self._given = self._given() is not None, weakref.ref(layer)
        following = (index + 1) % self._count  # the next pass begins with the first
        if following != index and not kept:  # a third has no room
            self._send_for(following)

    def _send_for(self, index: int) -> None:
        """Begin to read a layer, whose memory is that of layers which were given up, with all that was launched on them."""
        done: Any = None
        if self._device.type == "cuda":
            done = torch.cuda.Event()
            done.record(torch.cuda.current_stream(self._device))
        self._coming[index] = self._next.submit(self._read, index, done)

    def _read(self, index: int, after: Any) -> tuple[LayerWeights, Any]:
        """A layer, and the event of its being there; `after` is the end of the layer whose memory it may take."""
        self._given_up.clear()  # whatever was given up has ended: one layer is read at a time
        if after is not None:
            # Else its memory would not be free yet, and more would be taken.
            after.synchronize()
        with on(self._device), torch.cuda.stream(self.stream):
            try:
                self._reader.together(self._checkpoint.names(f"layers.{index}."))
                layer = self._builder.trunk(index)
            finally:
                self._reader.clear()
            if self.stream is None:
                return layer, None
            ready = torch.cuda.Event()
            ready.record(self.stream)
        return layer, ready

    def _heard(self, _: int) -> None:
        if self._given_up.is_set():
            raise _GivenUp

    def drop(self) -> None:
        """Give up what is here and on its way: nothing of any layer stays on the device."""
        coming, self._coming, self._here = self._coming, {}, {}
        self._given_up.set()
        for future in coming.values():
            if not future.cancel():
                future.exception()  # waits for its threads, which end with their pieces

    def close(self) -> None:
        """Drop everything and end the threads."""
        self.drop()
        self._next.shutdown(wait=True, cancel_futures=True)
        if isinstance(self._checkpoint.readers, Threads):
            self._checkpoint.readers.shutdown(wait=True)
        self._checkpoint.readers = None
        self._checkpoint.close()

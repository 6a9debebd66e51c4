"""LayerStream: a model's layers that are read from the shards one after the other, each time a pass goes through them.

Two layers are on the device at a time: the one that runs, and the next one on its way there. Of that one the three stacks
of experts are asked for first and the rest is read beside them, so that no thread waits at the end of a stack. Everything
else is the resident model's, so what passes is the same bit for bit. Surprising: a pass takes as long as reading all shards,
however few its tokens; so a whole prompt, or many, should go through at once, and a single new token is as dear.
Tests: tests/engine/test_streamed.py.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from typing import Any, overload

import torch

from dsv4lab.checkpoint.reader import Checkpoint
from dsv4lab.engine.build_weights import Builder, reader
from dsv4lab.engine.stages import on, one_stage, stream_beside
from dsv4lab.engine.weights import LayerWeights, Weights, tensors_of
from dsv4lab.errors import LabError
from dsv4lab.threads import Threads

READERS = 8  # threads that share a layer
_STACKS = ("w1", "w3", "w2")


class LayerStream(Sequence[LayerWeights]):
    """Layers by number; whoever takes number i gives up all before it, and has number i + 1 begin its way.

    A pass takes them in order. Passes follow one another, which the model's lock sees to.
    """

    def __init__(self, checkpoint: Checkpoint, dtype: torch.dtype, device: torch.device) -> None:
        config = checkpoint.config
        self._checkpoint, self._device, self._count = checkpoint, device, config.num_hidden_layers
        stages = one_stage(device, self._count)
        self._reader, self._asked = reader(checkpoint, dtype, stages), dict[str, Future[Any]]()
        self._builder = Builder(config, dtype, self._read_one, stages)
        checkpoint.readers = Threads(min(READERS, max(2, os.cpu_count() or 2)), thread_name_prefix="dsv4lab reader")
        self._next = Threads(1, thread_name_prefix="dsv4lab next layer")
        self._stacks = Threads(len(_STACKS), thread_name_prefix="dsv4lab experts")
        self._coming: dict[int, Future[tuple[LayerWeights, Any]]] = {}
        self._here: dict[int, LayerWeights] = {}
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
        # Launched work of the layer before still reads it: the thread that brings the next one waits for that.
        done: Any = None
        if self._device.type == "cuda":
            done = torch.cuda.Event()
            done.record(torch.cuda.current_stream(self._device))
        try:
            waited = self._coming.pop(index, None) or self._next.submit(self._read, index, None)
            layer, ready = waited.result()
        except BaseException:
            self.drop()
            raise
        if ready is not None:
            # Made on one stream and read on another: its memory is kept until that is through.
            here = torch.cuda.current_stream(self._device)
            here.wait_event(ready)
            for tensor in tensors_of(layer):
                tensor.record_stream(here)
        self._here.clear()
        self._here[index] = layer
        for other in list(self._coming):
            self._coming.pop(other).cancel()
        following = (index + 1) % self._count  # the next pass begins with the first
        if following != index:
            self._coming[following] = self._next.submit(self._read, following, done)

    def _read(self, index: int, after: Any) -> tuple[LayerWeights, Any]:
        """A layer, and the event of its being there; `after` is the end of the layer whose memory it may take."""
        if after is not None:
            after.synchronize()
        stacks = [f"layers.{index}.ffn.experts.{name}" for name in _STACKS]
        self._asked = {name: self._stacks.submit(self._read_stack, name) for name in stacks}
        with on(self._device), torch.cuda.stream(self.stream):
            try:
                layer = self._builder.trunk(index)
            finally:  # after a fault none of them reads on behind it
                for future in self._asked.values():
                    if not future.cancel():
                        future.exception()
                self._asked = {}
            if self.stream is None:
                return layer, None
            ready = torch.cuda.Event()
            ready.record(self.stream)
        return layer, ready

    def _read_stack(self, name: str) -> Any:
        with on(self._device), torch.cuda.stream(self.stream):
            return self._reader(name)

    def _read_one(self, name: str) -> Any:
        """A weight by its name, which may be on its way already."""
        future = self._asked.get(name)
        return self._reader(name) if future is None else future.result()

    def drop(self) -> None:
        """Give up what is here and on its way: nothing of any layer stays on the device."""
        for future in self._coming.values():
            future.cancel()
        for future in self._coming.values():
            if not future.cancelled():
                future.exception()  # waits; it cannot be stopped in the middle of a read
        self._coming.clear()
        self._here.clear()

    def close(self) -> None:
        """Drop everything and end the threads."""
        self.drop()
        self._next.shutdown(wait=True, cancel_futures=True)
        self._stacks.shutdown(wait=True, cancel_futures=True)
        if isinstance(self._checkpoint.readers, Threads):
            self._checkpoint.readers.shutdown(wait=True)
        self._checkpoint.readers = None
        self._checkpoint.close()

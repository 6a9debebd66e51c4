"""WeightReader: a checkpoint's weights by name, each on its device and as the engine takes it, many of them read together.

A layer's hundreds of stored tensors lie side by side in a shard, and whoever asks for one of its weights will ask for all:
read in one go, its bytes come as fast as the files give them. Tests: tests/engine/test_load_weights.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import torch
from torch import Tensor

from dsv4lab.checkpoint.reader import Checkpoint
from dsv4lab.checkpoint.shard_bytes import Heard
from dsv4lab.checkpoint.stacks import Packed
from dsv4lab.engine.stages import Stage
from dsv4lab.kernels.linear import StoredMatrix

# Streamed in every step: what the release keeps of these in BF16 stays as small.
_LARGE = ("head.weight", "wgate.weight", "compressor.wkv.weight", "weights_proj.weight")


class WeightReader:
    """Called with a name it returns that weight, a plain tensor or a matrix as it is stored; several threads may.

    heard  is told of the bytes that were read, by any thread; what it raises ends the reading
    """

    def __init__(
        self, checkpoint: Checkpoint, dtype: torch.dtype, stages: Sequence[Stage], heard: Heard | None = None
    ) -> None:  # fmt: skip
        self._checkpoint, self._dtype, self._heard = checkpoint, dtype, heard
        self._place = {f"layers.{i}": stage.device for stage in stages for i in stage.layers}
        self._place["embed.weight"], self._last = stages[0].device, stages[-1].device
        self._here: dict[str, Tensor | StoredMatrix] = {}

    def together(self, names: Iterable[str]) -> None:
        """Read these weights now; each is kept until it is asked for."""
        found = self._checkpoint.read_many({name: self._how(name) for name in names}, heard=self._heard)
        while found:  # so that nothing is held twice
            name, value = found.popitem()
            self._here[name] = _as_matrix(value) if isinstance(value, Packed) else value

    def __call__(self, name: str) -> Tensor | StoredMatrix:
        if name not in self._here:
            self.together([name])
        return self._here.pop(name)

    def clear(self) -> None:
        """Give up what was read and not asked for."""
        self._here.clear()

    def _how(self, name: str) -> tuple[torch.dtype, torch.device]:
        """The dtype of a weight that is not packed, and its device."""
        device = self._place.get(".".join(name.split(".")[:2]), self._last)
        source = self._checkpoint.match.sources[name].get(None)
        narrow = source is not None and self._checkpoint.folder.tensors[source.name].dtype == "BF16"
        return torch.bfloat16 if name.endswith(_LARGE) and narrow else self._dtype, device


def _as_matrix(packed: Packed) -> StoredMatrix:
    codes, scale = packed.codes, packed.scale
    return StoredMatrix(codes if codes.ndim == 3 else codes[None], scale if scale.ndim == 3 else scale[None])

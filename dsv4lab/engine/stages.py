"""Stages: which layers of a model lie on which device, one behind the other, and what that needs of a program.

A model on one GPU has one stage. Surprising: Triton launches on the device that is current and not on its tensors' own, so
whatever launches does it inside `on(device)`; and two stages may lie on one device, which is how a split is tested without
a GPU. Tests: tests/engine/test_split.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, NamedTuple

import torch

from dsv4lab.errors import LabError


class Stage(NamedTuple):
    """Consecutive layers on one device. The first stage also has the embedding; the last the head and the draft block."""

    device: torch.device
    layers: range


def one_stage(device: str | torch.device, layers: int) -> tuple[Stage, ...]:
    """All layers on one device."""
    return (Stage(torch.device(device), range(layers)),)


def on(device: torch.device) -> AbstractContextManager[Any]:
    """What is launched inside runs on this device; a CPU needs nothing."""
    return torch.cuda.device(device) if device.type == "cuda" else nullcontext()


def stream_beside(device: torch.device, *others: Any) -> Any:
    """A stream that is none of `others` (None among them counts for nothing); None where there is no GPU.

    torch deals out the same 32 streams in turn, so the 33rd that a process asks for is the first again: work that was meant
    to run beside another's would wait for it without a word.
    """
    if device.type != "cuda":
        return None
    taken = {other.cuda_stream for other in others if other is not None}
    while (stream := torch.cuda.Stream(device)).cuda_stream in taken:
        pass
    return stream


def deal(
    layers: Sequence[int], devices: Sequence[torch.device], free: Sequence[int], *, first: int = 0, last: int = 0
) -> tuple[Stage, ...]:
    """Layers dealt out over the devices in order, so that the fullest is as little full as it can be.

    layers       bytes of every layer
    free         bytes that are free on every device
    first, last  bytes that the first and the last stage hold besides

    A device gets at least one layer; the last ones get none where there are fewer layers. Raises LabError without a device.
    """
    if not devices or not layers:
        raise LabError("a model is split over devices, and there is none; use placement='resident' with device='cpu'.")
    count = min(len(devices), len(layers))
    sums = [0]
    for size in layers:
        sums.append(sums[-1] + size)

    def fullness(stage: int, begin: int, end: int) -> float:
        held = sums[end] - sums[begin] + first * (stage == 0) + last * (stage == count - 1)
        return held / max(1, free[stage])

    # best[end] for the stages so far: how full the fullest is, and where each began. A few devices by a few dozen layers.
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for stage in range(count):
        left = count - 1 - stage  # layers that the stages behind must still get
        ends = [len(layers)] if not left else range(stage + 1, len(layers) - left + 1)
        best = {
            end: min(
                (max(full, fullness(stage, begin, end)), (*begins, begin))
                for begin, (full, begins) in best.items()
                if begin < end
            )
            for end in ends
        }
    begins = best[len(layers)][1]
    return tuple(
        Stage(device, range(begin, end))
        for device, begin, end in zip(devices, begins, (*begins[1:], len(layers)), strict=False)
    )

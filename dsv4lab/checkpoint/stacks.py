"""Stack: memory for one of our weights as it is stored, and the stored tensors that are read straight into it.

Most weights need nothing but that: packed ones go to the kernels as they are, and plain ones lie in the file in their own
dtype. Tests: tests/checkpoint/test_reader.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor

from dsv4lab.checkpoint.matching import Source
from dsv4lab.checkpoint.runs import Wanted
from dsv4lab.checkpoint.shard_bytes import TORCH
from dsv4lab.checkpoint.shards import Header


@dataclass(frozen=True)
class Packed:
    """A weight as it is stored: codes (F8 [O, I] or FP4 int8 [O, I/2], experts stacked in front) and E8M0 bytes."""

    codes: Tensor
    scale: Tensor
    format: str


class Stack(NamedTuple):
    """A weight that nothing was read into yet. In `fills` multipliers stand right behind what they multiply."""

    whole: Tensor | Packed
    fills: list[Wanted]


def stacked(
    sources: Sequence[Source], headers: Mapping[str, Header], format: str | None, device: str | torch.device, *, alone: bool
) -> Stack:  # fmt: skip
    """Memory for these sources, one behind the other, or for the only one if it is `alone`.

    sources  all of one dtype, no halves
    format   of packed weights; None for plain ones
    """

    def memory(name: str, dtype: torch.dtype) -> Tensor:
        return torch.empty((len(sources), *headers[name].shape), dtype=dtype, device=device)

    first = sources[0]
    codes, scale = memory(first.name, TORCH[headers[first.name].dtype]), None
    if format is not None and first.scale is not None:
        scale = memory(first.scale, torch.uint8)
    fills: list[Wanted] = []
    # One view of each for all sources: hundreds of views would take as long as a tenth of the reading.
    into, beside = codes.view(-1).view(torch.uint8), scale if scale is None else scale.view(-1)
    for i, source in enumerate(sources):
        header = headers[source.name]
        fills.append(Wanted(source.name, header, into, i * header.bytes))
        if beside is not None:
            assert source.scale is not None
            header = headers[source.scale]
            fills.append(Wanted(source.scale, header, beside, i * header.bytes, multipliers=True))
    if format is None or scale is None:
        return Stack(codes[0] if alone else codes, fills)
    return Stack(Packed(codes[0], scale[0], format) if alone else Packed(codes, scale, format), fills)

"""Which bytes of the shards are read together when many tensors are wanted: neighbours in a file, cut into pieces.

A matrix of one expert is a few megabytes and its multipliers a tenth of that; read by themselves, what Python does for each
takes longer than its bytes do. Surprising: a piece may end inside of a tensor, but never inside of a number, since numbers
are looked at piece by piece. Tests: tests/checkpoint/test_runs.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor

from dsv4lab.checkpoint.shards import Header

GAP = 1 << 16  # bytes nobody wants that are read over: about what another piece costs
_MOST_PARTS = 500  # the system takes 1,024 places in one read, and each part may have a gap before it
_WIDEST = 8  # bytes of the widest number


class Wanted(NamedTuple):
    """A stored tensor, and where its bytes belong: `target` is contiguous and of its size, on any device."""

    name: str
    header: Header
    target: Tensor
    multipliers: bool = False


class Part(NamedTuple):
    """Bytes of one tensor in a piece: `number` counts what is wanted, `begin` the tensor's bytes, `at` the piece's."""

    number: int
    begin: int
    at: int
    size: int


class Piece(NamedTuple):
    """Bytes of a shard, from `begin`, that are read at once for one device; the parts lie in order, with gaps or without."""

    shard: str
    device: torch.device
    begin: int
    size: int
    parts: list[Part]


def pieces(wanted: Sequence[Wanted], most: int) -> list[Piece]:
    """Every byte of what is wanted, once, in pieces of at most `most` bytes (8 or more); one shard after the other."""
    out: list[Piece] = []
    where: tuple[object, str] | None = None  # device and shard of the piece that is being filled
    parts: list[Part] = []
    begin = end = 0  # of that piece, in the file

    def finish() -> None:
        nonlocal parts
        if parts:
            first = wanted[parts[0].number]
            out.append(Piece(first.header.shard, first.target.device, begin, end - begin, parts))
        parts = []

    order = sorted(range(len(wanted)), key=lambda i: (str(wanted[i].target.device), wanted[i].header.shard,
                                                      wanted[i].header.begin))  # fmt: skip
    for number in order:
        _, header, target, _ = wanted[number]
        done = 0
        while done < header.bytes:
            at = header.begin + done
            near = where == (target.device, header.shard) and 0 <= at - end <= GAP and len(parts) < _MOST_PARTS
            size = min(header.bytes - done, begin + most - at) if near else 0
            size -= size % _WIDEST if size < header.bytes - done else 0
            if size <= 0:
                finish()
                where, begin = (target.device, header.shard), at
                size = min(header.bytes - done, most)
                size -= size % _WIDEST if size < header.bytes - done else 0
            parts.append(Part(number, done, at - begin, size))
            done, end = done + size, at + size
    finish()
    return out

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
    """A stored tensor, and where its bytes belong: from byte `at` of `target`, which other tensors may share.

    target  [bytes] uint8, contiguous, on any device
    """

    name: str
    header: Header
    target: Tensor
    at: int = 0
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
    parts: list[Part] = []
    begin = end = 0  # of the piece that is being filled, in its file
    here: tuple[str, str] | None = None  # its device and shard
    devices = {id(one.target): one.target.device for one in wanted}
    names = {number: str(device) for number, device in devices.items()}

    def finish() -> None:
        nonlocal parts
        if parts:
            first = wanted[parts[0].number]
            out.append(Piece(first.header.shard, devices[id(first.target)], begin, end - begin, parts))
        parts = []

    order = sorted((names[id(one.target)], one.header.shard, one.header.begin, i) for i, one in enumerate(wanted))
    for device, shard, at, number in order:
        done, size = 0, wanted[number].header.bytes
        while done < size:
            near = here == (device, shard) and 0 <= at - end <= GAP and len(parts) < _MOST_PARTS
            taken = _whole_numbers(size - done, begin + most - at) if near else 0
            if not taken:
                finish()
                here, begin = (device, shard), at
                taken = _whole_numbers(size - done, most)
            parts.append(Part(number, done, at - begin, taken))
            done, at = done + taken, at + taken
            end = at
    finish()
    return out


def _whole_numbers(left: int, room: int) -> int:
    """How many bytes of those that are left of a tensor a piece with so much room takes."""
    return left if left <= room else max(0, room - room % _WIDEST)

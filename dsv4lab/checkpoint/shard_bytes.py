"""Reads stored tensors straight into where they belong, in main memory or on a GPU, many together, by one thread or several.

Bytes are looked at between their arrival in main memory and their way to a GPU, so disk, checks and bus work at the same
time. Surprising: files are read and not mapped, since a mapped file that somebody shortens ends the process without a word;
read, it is one error. Tests: tests/checkpoint/test_shard_bytes.py, tests/checkpoint/test_runs.py.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from dsv4lab.checkpoint.pipe import Pipe, mark
from dsv4lab.checkpoint.runs import Part, Piece, Wanted, pieces
from dsv4lab.checkpoint.shards import BadFile, Header, locate, stamp_of
from dsv4lab.checkpoint.values import judge_of
from dsv4lab.errors import CheckpointError, printable
from dsv4lab.threads import Threads

TORCH = {
    "F64": torch.float64, "F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16, "I64": torch.int64,
    "I32": torch.int32, "I8": torch.int8, "U8": torch.uint8, "F8_E4M3": torch.float8_e4m3fn,
    "F8_E8M0": torch.float8_e8m0fnu,
}  # fmt: skip
PIECE = 1 << 24  # bytes read, checked and sent together
Heard = Callable[[int], object]  # is told of bytes that were read, by any thread; what it raises ends the reading


class ShardBytes:
    """The open shards of one folder. `stamps` are the files as they were when their headers were read."""

    def __init__(self, folder: Path, stamps: Mapping[str, tuple[int, int, int]]) -> None:
        self._folder, self._stamps = folder, stamps
        self._opened: dict[str, int] = {}
        self._lock = threading.Lock()
        self._of_thread = threading.local()

    def fill(
        self, wanted: Sequence[Wanted], *, readers: Threads | None = None, heard: Heard | None = None
    ) -> list[bool]:  # fmt: skip
        """Read tensors into their targets; returns for each whether it has multipliers that are not all 0.

        readers  threads that share the work; by default the calling thread does it

        CheckpointError for a file that cannot be read, that is another one by now, or whose numbers are damaged; no thread
        reads any more then.
        """
        work = _Work(wanted, heard)
        # On this thread's streams the targets' memory was taken.
        work.marks = {device: mark(device) for device in {piece.device for piece in work.pieces} if _is_far(device)}
        if readers is None:
            self._share(work)
        else:
            shares = [readers.submit(self._share, work) for _ in range(min(readers.size, len(work.pieces)))]
            try:
                for share in shares:
                    share.result()
            finally:
                work.stop.set()  # after a fault, or Ctrl-C here, the others end with their piece
                for share in shares:
                    if not share.cancel():
                        share.exception()
        for shard in dict.fromkeys(one.header.shard for one in wanted):
            self.refuse_changed(shard)
        for judge in work.judges:
            if judge is not None and (fault := judge.fault()):
                raise CheckpointError(fault)
        return [judge is not None and judge.any for judge in work.judges]

    def tensor(self, name: str, header: Header, *, multipliers: bool = False) -> Tensor:
        """The tensor as it is stored, in main memory, of its header's shape [...]."""
        out = torch.empty(header.shape, dtype=TORCH[header.dtype])
        self.fill([Wanted(name, header, out.view(-1).view(torch.uint8), multipliers=multipliers)])
        return out

    def refuse_changed(self, shard: str) -> None:
        """CheckpointError if a shard is not the file any more whose header was read."""
        try:
            stamp = stamp_of(locate(self._folder, shard))
        except (BadFile, OSError) as error:
            raise CheckpointError(
                f"{printable(shard, 200)}: cannot be read any more ({printable(str(error), 200)}). Load again when the "
                "folder is whole."
            ) from None
        if stamp != self._stamps[shard]:
            raise CheckpointError(
                f"{printable(shard, 200)}: the file changed while it was read, so parts of two files would be mixed. "
                "Nothing was kept; load again when whatever writes there is done."
            )

    def close(self) -> None:
        """Close all files."""
        with self._lock:
            opened, self._opened = self._opened, {}
        for number in opened.values():
            os.close(number)

    def __del__(self) -> None:
        self.close()

    def _share(self, work: _Work) -> None:
        """Read pieces until there is none left, or another thread failed; what was sent has arrived then."""
        pipes: dict[torch.device, Pipe] = {}
        try:
            for piece in work.left:
                if work.stop.is_set():
                    return
                if _is_far(piece.device) and piece.device not in pipes:
                    pipes[piece.device] = self._pipe(piece.device)
                    pipes[piece.device].begin(work.marks[piece.device])
                self._read_piece(work, piece, pipes.get(piece.device))
                if work.heard is not None:
                    work.heard(sum(part.size for part in piece.parts))
        except BaseException:
            work.stop.set()
            raise
        finally:
            # The only wait for a GPU: a target may be given back now, or used on any stream.
            for pipe in pipes.values():
                pipe.settle()

    def _read_piece(self, work: _Work, piece: Piece, pipe: Pipe | None) -> None:
        if pipe is None:
            arrays = [work.place(part) for part in piece.parts]
            self._read(piece, _with_gaps(piece, arrays), work)
            work.look(piece, arrays)
            return
        host, array = pipe.free_buffer()
        self._read(piece, [array[: piece.size].data], work)
        work.look(piece, [array[part.at : part.at + part.size] for part in piece.parts])
        pipe.send((host[part.at : part.at + part.size], work.target(part)) for part in piece.parts)

    def _read(self, piece: Piece, places: list[memoryview], work: _Work) -> None:
        """Read a piece into these places, one behind the other."""
        done = 0
        while True:
            # The tensor that an error is about.
            name = next(work.wanted[part.number].name for part in piece.parts if done < part.at + part.size)
            try:
                count = os.preadv(self._file(name, piece.shard), places, piece.begin + done)
            except OSError as error:
                raise self._unreadable(name, piece.shard, error) from None
            if not count:
                # The header's promise was checked against the file's size, so it was longer then.
                raise CheckpointError(
                    f"{printable(piece.shard, 200)}: the file became shorter while {printable(name, 200)} was read. "
                    "Nothing was kept; load again when whatever writes there is done."
                )
            done += count
            if done == piece.size:
                return
            while count >= len(places[0]):
                count -= len(places.pop(0))
            places[0] = places[0][count:]

    def _file(self, name: str, shard: str) -> int:
        with self._lock:
            if shard not in self._opened:
                try:
                    self._opened[shard] = os.open(locate(self._folder, shard), os.O_RDONLY)
                except (BadFile, OSError) as error:
                    raise self._unreadable(name, shard, error) from None
            return self._opened[shard]

    @staticmethod
    def _unreadable(name: str, shard: str, error: Exception) -> CheckpointError:
        return CheckpointError(
            f"{printable(shard, 200)}: {printable(name, 200)} cannot be read ({printable(str(error), 200)}). Fetch the file "
            "again."
        )

    def _pipe(self, device: torch.device) -> Pipe:
        """This thread's way to a GPU."""
        pipes: dict[torch.device, Pipe] = self._of_thread.__dict__.setdefault("pipes", {})
        if device not in pipes:
            pipes[device] = Pipe(device, PIECE)
        return pipes[device]


class _Work:
    """What several threads share while they read what is wanted."""

    def __init__(self, wanted: Sequence[Wanted], heard: Heard | None) -> None:
        self.wanted, self.heard = wanted, heard
        self.judges = [judge_of(one.name, one.header, multipliers=one.multipliers) for one in wanted]
        self.pieces = pieces(wanted, PIECE)
        self.left: Iterator[Piece] = iter(self.pieces)  # of a list: taking the next is one step for all threads
        self.marks: dict[torch.device, Any] = {}
        self.stop = threading.Event()
        targets = {id(one.target): one.target for one in wanted}
        assert all(target.dtype == torch.uint8 and target.is_contiguous() for target in targets.values())
        self._arrays = {number: target.numpy() for number, target in targets.items() if not target.is_cuda}

    def look(self, piece: Piece, arrays: list[np.ndarray]) -> None:
        """The numbers of a piece, part by part."""
        for part, array in zip(piece.parts, arrays, strict=True):
            judge = self.judges[part.number]
            if judge is not None:
                judge.look(array)

    def target(self, part: Part) -> Tensor:
        """Where a part belongs, [n] uint8."""
        one = self.wanted[part.number]
        return one.target[one.at + part.begin : one.at + part.begin + part.size]

    def place(self, part: Part) -> np.ndarray:
        """The same in main memory."""
        one = self.wanted[part.number]
        return self._arrays[id(one.target)][one.at + part.begin : one.at + part.begin + part.size]


def _with_gaps(piece: Piece, arrays: list[np.ndarray]) -> list[memoryview]:
    """Where a piece's bytes go, with a place for what nobody wants."""
    places, end = list[memoryview](), 0
    for part, array in zip(piece.parts, arrays, strict=True):
        if part.at > end:
            places.append(memoryview(bytearray(part.at - end)))
        places.append(array.data)
        end = part.at + part.size
    return places


def _is_far(device: torch.device) -> bool:
    """Whether bytes get there by a pipe."""
    return device.type == "cuda"

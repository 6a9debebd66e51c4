"""Reads stored tensors straight into where they belong, in main memory or on a GPU, in pieces; several threads may.

A piece is read into pinned memory and travels while the next one is read, so disk and bus work at the same time.
Surprising: files are read and not mapped, since a mapped file that somebody shortens ends the process without a word; read,
it is one error. Tests: tests/checkpoint/test_shard_bytes.py.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from dsv4lab.checkpoint.shards import BadFile, Header, locate, stamp_of
from dsv4lab.checkpoint.values import fault_of
from dsv4lab.errors import CheckpointError, printable

TORCH = {
    "F64": torch.float64, "F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16, "I64": torch.int64,
    "I32": torch.int32, "I8": torch.int8, "U8": torch.uint8, "F8_E4M3": torch.float8_e4m3fn,
    "F8_E8M0": torch.float8_e8m0fnu,
}  # fmt: skip
PIECE = 1 << 24  # bytes read, checked and sent together


class ShardBytes:
    """The open shards of one folder. `stamps` are the files as they were when their headers were read."""

    def __init__(self, folder: Path, stamps: Mapping[str, tuple[int, int, int]]) -> None:
        self._folder, self._stamps = folder, stamps
        self._opened: dict[str, int] = {}
        self._lock = threading.Lock()
        self._of_thread = threading.local()

    def fill(self, name: str, header: Header, target: Tensor, *, multipliers: bool = False) -> bool:
        """Read a tensor into `target`, contiguous and of its size, on any device; returns whether any byte is not 0.

        CheckpointError for a file that cannot be read, that is another one by now, or whose numbers are damaged.
        """
        flat = target.reshape(-1).view(torch.uint8)  # a view: the target is contiguous
        assert flat.data_ptr() == target.data_ptr() and flat.numel() == header.bytes, (name, flat.numel(), header)
        found: list[bool] = []

        def parts() -> Iterator[np.ndarray]:
            for part in self._pieces(name, header, flat):
                found.append(multipliers and bool(part.any()))
                yield part

        fault = fault_of(name, header, parts(), multipliers=multipliers)
        self._settle(flat)
        self.refuse_changed(header.shard)
        if fault:
            raise CheckpointError(fault)
        return any(found)

    def tensor(self, name: str, header: Header, *, multipliers: bool = False) -> Tensor:
        """The tensor as it is stored, in main memory, of its header's shape [...]."""
        out = torch.empty(header.shape, dtype=TORCH[header.dtype])
        self.fill(name, header, out, multipliers=multipliers)
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

    def _pieces(self, name: str, header: Header, flat: Tensor) -> Iterator[np.ndarray]:
        """The bytes a piece at a time, each on its way to the target when the next is asked for."""
        file = self._file(name, header.shard)
        if flat.device.type != "cuda":
            whole = flat.numpy()
            for at in range(0, header.bytes, PIECE):
                part = whole[at : at + PIECE]
                self._read(file, part, header.begin + at, name, header)
                yield part
            return
        pipe = self._pipe(flat.device)
        pipe.begin()
        for at in range(0, header.bytes, PIECE):
            size = min(PIECE, header.bytes - at)
            host, array = pipe.free_buffer()
            self._read(file, array[:size], header.begin + at, name, header)
            yield array[:size]
            pipe.send(host[:size], flat[at : at + size])

    def _read(self, file: int, into: np.ndarray, begin: int, name: str, header: Header) -> None:
        done, view = 0, into.data
        while done < into.size:
            try:
                count = os.preadv(file, [view[done:]], begin + done)
            except OSError as error:
                raise self._unreadable(name, header.shard, error) from None
            if not count:
                # The header's promise was checked against the file's size, so it was longer then.
                raise CheckpointError(
                    f"{printable(header.shard, 200)}: the file became shorter while {printable(name, 200)} was read. "
                    "Nothing was kept; load again when whatever writes there is done."
                )
            done += count

    def _settle(self, flat: Tensor) -> None:
        if flat.device.type == "cuda":
            self._pipe(flat.device).settle()

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

    def _pipe(self, device: torch.device) -> _Pipe:
        """This thread's way to a GPU."""
        pipes: dict[torch.device, _Pipe] = self._of_thread.__dict__.setdefault("pipes", {})
        if device not in pipes:
            pipes[device] = _Pipe(device)
        return pipes[device]


class _Pipe:
    """Two pinned buffers in turn, and the stream that empties them."""

    def __init__(self, device: torch.device) -> None:
        self._stream: Any = torch.cuda.Stream(device)
        hosts = [torch.empty(PIECE, dtype=torch.uint8, pin_memory=True) for _ in range(2)]
        self._buffers = [(host, host.numpy()) for host in hosts]
        self._sent: list[Any] = [None, None]
        self._next = 0

    def begin(self) -> None:
        """The target's memory may have been another tensor's a moment ago, which kernels still read: they come first."""
        self._stream.wait_stream(torch.cuda.current_stream(self._stream.device))

    def free_buffer(self) -> tuple[Tensor, np.ndarray]:
        """A buffer whose last piece has arrived."""
        if self._sent[self._next] is not None:
            self._sent[self._next].synchronize()
        return self._buffers[self._next]

    def send(self, host: Tensor, target: Tensor) -> None:
        """What is in the buffer that was free goes to the device."""
        with torch.cuda.stream(self._stream):
            target.copy_(host, non_blocking=True)
            event = torch.cuda.Event()
            event.record()
        self._sent[self._next] = event
        self._next = 1 - self._next

    def settle(self) -> None:
        """Wait until everything has arrived."""
        self._stream.synchronize()

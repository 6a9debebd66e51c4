"""What lies side by side in a file is read together: every byte once, to where it belongs, whatever the size of a piece."""

from __future__ import annotations

import itertools
import os
import random
import threading
import time

import numpy as np
import pytest
import torch

from dsv4lab.checkpoint import shard_bytes
from dsv4lab.checkpoint.runs import GAP, Wanted, pieces
from dsv4lab.checkpoint.shard_bytes import ShardBytes
from dsv4lab.checkpoint.shards import Header, stamp_of
from dsv4lab.errors import CheckpointError
from dsv4lab.threads import Threads

SIZES = {"U8": 1, "F8_E8M0": 1, "I8": 1, "BF16": 2, "F32": 4, "I64": 8}


class Files:
    """Shards of tensors of all dtypes and odd sizes, one behind the other."""

    def __init__(self, folder, tensors: int, seed: int = 0, shards: int = 2, largest: int = 700) -> None:
        draw, self.folder, self.headers, self.bytes = (
            random.Random(seed),
            folder,
            dict[str, Header](),
            dict[str, bytes](),
        )
        for shard in (f"{i}.safetensors" for i in range(shards)):
            begin, data = draw.randrange(8, 40), b""
            data = b"\xff" * begin
            for i in range(tensors):
                dtype = draw.choice(sorted(SIZES))
                count = draw.choice([0, 1, 3, draw.randrange(largest)])
                size = count * SIZES[dtype]
                name = f"{shard[0]}.{i}.{dtype}"
                self.headers[name] = Header(shard, dtype, (count,), size, len(data))
                self.bytes[name] = bytes(draw.randrange(64) for _ in range(size))  # usable in every dtype
                data += self.bytes[name]
            (folder / shard).write_bytes(data)
        self.stamps = {f"{i}.safetensors": stamp_of(folder / f"{i}.safetensors") for i in range(shards)}

    def write(self, name: str, at: int, values: list[int]) -> None:
        """Other bytes of a tensor; the file's stamp counts as it was before."""
        header = self.headers[name]
        with (self.folder / header.shard).open("r+b") as file:
            file.seek(header.begin + at)
            file.write(bytes(values))
        os.utime(self.folder / header.shard, ns=(0, self.stamps[header.shard][1]))

    def wanted(self, names=None) -> list[Wanted]:
        """Every third tensor has a target of its own, the others lie one behind the other."""
        out, headers = list[Wanted](), {name: self.headers[name] for name in names or self.headers}
        shared, at = torch.zeros(sum(header.bytes for header in headers.values()), dtype=torch.uint8), 0
        for i, (name, header) in enumerate(headers.items()):
            own = torch.zeros(header.bytes, dtype=torch.uint8) if i % 3 == 0 else shared
            out.append(Wanted(name, header, own, 0 if own is not shared else at, "E8M0" in header.dtype))
            at += header.bytes
        return out

    def reader(self) -> ShardBytes:
        return ShardBytes(self.folder, self.stamps)

    def assert_there(self, wanted: list[Wanted]) -> None:
        for one in wanted:
            found = one.target[one.at : one.at + one.header.bytes]
            assert found.numpy().tobytes() == self.bytes[one.name], one.name


@pytest.fixture
def files(tmp_path):
    return Files(tmp_path, 60)


@pytest.fixture
def threads():
    pool = Threads(3)
    yield pool
    pool.shutdown()


@pytest.mark.parametrize("most", [8, 13, 37, 1021, 1 << 24])
def test_pieces_hold_every_byte_once_and_no_number_is_cut(files, most):
    names = [name for i, name in enumerate(files.headers) if i % 4]
    wanted = files.wanted(names)
    wanted.append(wanted[5])  # one is wanted twice
    found = {i: np.zeros(one.header.bytes, int) for i, one in enumerate(wanted)}
    for piece in pieces(wanted, most):
        assert 0 < piece.size <= most and piece.device == torch.device("cpu")
        end = 0
        for part in piece.parts:
            header = wanted[part.number].header
            assert 0 <= part.at - end <= GAP and part.size > 0 and header.shard == piece.shard
            assert piece.begin + part.at == header.begin + part.begin
            assert part.begin % SIZES[header.dtype] == part.size % SIZES[header.dtype] == 0
            found[part.number][part.begin : part.begin + part.size] += 1
            end = part.at + part.size
        assert piece.parts[0].at == 0 and end == piece.size
    assert all((count == 1).all() for count in found.values())


def test_neighbours_share_a_piece_and_what_lies_apart_does_not():
    def one(begin, size, shard="a", device="cpu"):
        return Wanted(
            "t", Header(shard, "U8", (size,), size, begin), torch.empty(size, dtype=torch.uint8, device=device)
        )

    def sizes(*wanted):
        return [(piece.begin, piece.size, len(piece.parts)) for piece in pieces(wanted, 1 << 20)]

    assert sizes(one(100, 50), one(150, 7)) == [(100, 57, 2)]
    assert sizes(one(157 + GAP, 1), one(150, 7)) == [(150, 8 + GAP, 2)], "in the file's order, over a gap"
    assert sizes(one(150, 7), one(158 + GAP, 1)) == [(150, 7, 1), (158 + GAP, 1, 1)]
    assert sizes(one(150, 7), one(157, 1, shard="b")) == [(150, 7, 1), (157, 1, 1)]
    assert len(sizes(one(150, 7), one(157, 1, device="meta"))) == 2, "each device gets its own"
    assert sizes(one(0, (1 << 20) - 4), one((1 << 20) - 4, 16)) == [(0, (1 << 20) - 4, 1), ((1 << 20) - 4, 16, 1)]
    assert sizes(one(0, (1 << 20) - 9), one((1 << 20) - 9, 16)) == [(0, (1 << 20) - 1, 2), ((1 << 20) - 1, 8, 1)]
    many = pieces([one(i, 1) for i in range(3000)], 1 << 20)
    assert max(len(piece.parts) for piece in many) <= 512 and sum(piece.size for piece in many) == 3000


class LatePipe:
    """A pipe that brings nothing before it must, on the CPU: what is not waited for has not come."""

    made: list[LatePipe]

    def __init__(self, device, size) -> None:
        self.host = [torch.full((size,), 255, dtype=torch.uint8) for _ in range(2)]
        self.sent, self.turn, self.told = [[], []], 0, list[str]()
        self.thread = threading.current_thread().name
        LatePipe.made.append(self)

    def begin(self, after) -> None:
        self.told.append(f"behind {after}")

    def free_buffer(self):
        self._bring(self.turn)
        self.told.append("free")
        return self.host[self.turn], self.host[self.turn].numpy()

    def send(self, pairs) -> None:
        assert self.told[0].startswith("behind"), "the target's memory may still be another's"
        self.sent[self.turn] = list(pairs)
        self.told.append("send")
        self.turn = 1 - self.turn

    def settle(self) -> None:
        self.told.append("settle")
        for turn in (self.turn, 1 - self.turn):
            self._bring(turn)

    def _bring(self, turn) -> None:
        for host, target in self.sent[turn]:
            target.copy_(host)
        self.sent[turn] = []


@pytest.fixture
def late(monkeypatch):
    """The way to a GPU, on the CPU."""
    LatePipe.made = []
    monkeypatch.setattr(shard_bytes, "Pipe", LatePipe)
    monkeypatch.setattr(shard_bytes, "_is_far", lambda device: True)
    monkeypatch.setattr(shard_bytes, "mark", lambda device: f"the mark of {threading.current_thread().name}")
    return LatePipe


@pytest.fixture(params=["straight", "by pipes"])
def way(request):
    if request.param == "by pipes":
        request.getfixturevalue("late")
    return request.param


@pytest.mark.parametrize("many", [False, True])
@pytest.mark.parametrize("piece", [8, 57, 4099, 1 << 24])
def test_tensors_are_read_with_gaps_over_pieces_and_by_threads(files, monkeypatch, threads, way, piece, many):
    monkeypatch.setattr(shard_bytes, "PIECE", piece)
    heard = list[int]()
    for step in (1, 2, 5):
        wanted = files.wanted(list(files.headers)[::step])
        random.Random(step).shuffle(wanted)
        used = files.reader().fill(wanted, readers=threads if many else None, heard=heard.append)
        files.assert_there(wanted)
        assert used == [one.multipliers and any(files.bytes[one.name]) for one in wanted]
    total = sum(h.bytes for step in (1, 2, 5) for h in list(files.headers.values())[::step])
    assert sum(heard) == total
    assert files.reader().fill([]) == []


def test_a_read_that_brings_less_than_it_was_asked_for_is_gone_on_with(files, monkeypatch, way):
    whole = os.preadv
    monkeypatch.setattr(
        os, "preadv", lambda file, places, at: whole(file, [places[0][: 1 + len(places[0]) // 2]], at)
    )  # fmt: skip
    wanted = files.wanted(list(files.headers)[1::2])
    files.reader().fill(wanted)
    files.assert_there(wanted)


def test_a_shard_is_looked_at_once_when_all_is_read(files, monkeypatch, threads):
    monkeypatch.setattr(shard_bytes, "PIECE", 64)
    order, read = list[str](), ShardBytes._read
    monkeypatch.setattr(ShardBytes, "_read", lambda self, *given: (order.append("read"), read(self, *given))[1])
    monkeypatch.setattr(shard_bytes, "stamp_of", lambda file: (order.append(file.name), stamp_of(file))[1])
    files.reader().fill(files.wanted(), readers=threads)
    assert order[-2:] == ["0.safetensors", "1.safetensors"] and set(order[:-2]) == {"read"}


def test_pipes_begin_behind_the_mark_never_wait_between_and_have_brought_all(files, monkeypatch, late, threads):
    monkeypatch.setattr(shard_bytes, "PIECE", 256)
    wanted, gate = files.wanted(), threading.Barrier(3)
    begun = set[str]()

    def heard(_):
        if threading.current_thread().name not in begun:  # each of the threads has a piece
            begun.add(threading.current_thread().name)
            gate.wait(20)

    files.reader().fill(wanted, readers=threads, heard=heard)
    files.assert_there(wanted)
    assert len(late.made) == 3 == len({pipe.thread for pipe in late.made})
    for pipe in late.made:
        first, *between, last = pipe.told
        assert first == f"behind the mark of {threading.current_thread().name}", "of whoever asks"
        assert last == "settle" and between == ["free", "send"] * (len(between) // 2) != []


def cut_multipliers(files: Files) -> str:
    """Multipliers in the middle of a run that several pieces hold."""
    return next(name for name, h in files.headers.items() if "E8M0" in h.dtype and h.bytes > 200 and h.begin > 1000)


@pytest.mark.parametrize("many", [False, True])
def test_damaged_multipliers_are_counted_over_all_pieces(files, monkeypatch, threads, way, many):
    monkeypatch.setattr(shard_bytes, "PIECE", 64)
    name = cut_multipliers(files)
    size = files.headers[name].bytes
    for at in (0, 100, size - 1):
        files.write(name, at, [255])
    files.write(next(other for other, header in files.headers.items() if header.dtype == "BF16"), 0, [255, 255])
    wanted = files.wanted(sorted(files.headers, key=lambda other: other != name))  # of two that are damaged, the first
    words = rf"{name}: 3 of {size:,} multipliers are not usable .*{files.headers[name].shard} is damaged"
    with pytest.raises(CheckpointError, match=words) as met:
        files.reader().fill(wanted, readers=threads if many else None)
    assert "\n" not in str(met.value)


def test_multipliers_are_not_zero_if_any_piece_of_any_thread_says_so(files, monkeypatch, threads, way):
    monkeypatch.setattr(shard_bytes, "PIECE", 16)
    name = cut_multipliers(files)
    size = files.headers[name].bytes
    for at, used in ((None, False), (0, True), (size // 2, True), (size - 1, True)):
        files.write(name, 0, [0] * size)
        if at is not None:
            files.write(name, at, [1])
        assert files.reader().fill(files.wanted([name]), readers=threads) == [used], at


@pytest.mark.parametrize("thread", ["_0", "_2"])  # its share is asked for first, or last
def test_after_a_fault_in_the_middle_of_a_run_no_thread_reads_on(files, monkeypatch, threads, way, thread):
    monkeypatch.setattr(shard_bytes, "PIECE", 64)
    whole, share, failed = os.preadv, ShardBytes._share, threading.Event()
    begun, running = list[int](), list[str]()
    wanted = files.wanted()
    assert len(pieces(wanted, 64)) > 300

    def broken(file, places, at):
        begun.append(at)
        if len(begun) >= 20 and threading.current_thread().name.endswith(thread):
            failed.set()
            raise OSError(5, "Input/output error")
        if len(begun) >= 20:
            assert failed.wait(20)
            time.sleep(0.1)
        return whole(file, places, at)

    def watched(self, work):
        running.append("one")
        try:
            share(self, work)
        finally:
            running.pop()

    monkeypatch.setattr(os, "preadv", broken)
    monkeypatch.setattr(ShardBytes, "_share", watched)
    with pytest.raises(CheckpointError, match=r"0\.safetensors: 0\.\d+\.\w+ cannot be read .*Fetch the file again"):
        files.reader().fill(wanted, readers=threads)
    assert not running and len(begun) <= 23, "each thread has ended, with the piece that it had"
    for pipe in LatePipe.made if way == "by pipes" else []:
        assert pipe.told[-1] == "settle", "nothing travels to memory that is given back now"


def test_whoever_hears_may_end_it(files, monkeypatch, threads, way):
    monkeypatch.setattr(shard_bytes, "PIECE", 64)
    heard = list[int]()

    def enough(count):
        heard.append(count)
        if len(heard) >= 5:
            raise KeyboardInterrupt

    for readers in (None, threads):
        heard.clear()
        with pytest.raises(KeyboardInterrupt):
            files.reader().fill(files.wanted(), readers=readers, heard=enough)
        assert len(heard) <= 5 + 3


@pytest.mark.parametrize("change", ["rewritten", "shorter"])
def test_a_file_that_changes_in_the_middle_of_a_run_is_refused(files, monkeypatch, threads, way, change):
    monkeypatch.setattr(shard_bytes, "PIECE", 64)
    read, turn = ShardBytes._read, itertools.count(1)

    def meanwhile(self, piece, places, work):
        if next(turn) == 10:
            for file in files.folder.iterdir():
                if change == "rewritten":
                    os.utime(file, (1, 1))
                else:
                    os.truncate(file, 2000)
        read(self, piece, places, work)

    monkeypatch.setattr(ShardBytes, "_read", meanwhile)
    words = {"rewritten": "changed while it was read", "shorter": r"became shorter while 0\.\d+\.\w+ was read"}
    with pytest.raises(CheckpointError, match=words[change]):
        files.reader().fill(files.wanted(), readers=threads)

"""Frames reach the host once each and in order, through as many turns of the ring as it takes, however slow the writing."""

from __future__ import annotations

import threading
import time
from types import SimpleNamespace

import pytest
import torch
from kernel_device import DEVICE

from dsv4lab.engine.capture_buffer import CaptureBuffer, FrameBuffer
from dsv4lab.engine.stage_step import RING
from dsv4lab.engine.transfer import HALF, ChunkTransfer, FrameTransfer, WriterThread
from dsv4lab.errors import CaptureError

pytestmark = pytest.mark.timeout(60)  # what breaks here would wait for ever


def ring() -> SimpleNamespace:
    """A decoder's ring without a decoder: `step` writes the next number where the device would."""
    buffer = CaptureBuffer({"number"}, torch.device(DEVICE))
    buffer.allocate("number", 1, dtype=torch.int64)
    made = SimpleNamespace(
        device=torch.device(DEVICE),
        buffer=FrameBuffer(buffer),
        ring=torch.zeros(RING, 4, dtype=torch.int32, device=DEVICE),
        count=0,
    )

    def step() -> None:
        made.ring[made.count % RING] = made.count
        made.count += 1

    made.step = step
    return made


def transferred(steps: int, write, flushes: tuple[int, ...] = ()) -> WriterThread:
    decoder, writer = ring(), WriterThread()
    side = torch.cuda.Stream() if DEVICE == "cuda" else None
    transfer = FrameTransfer([decoder], writer, write, [side])
    try:
        for i in range(steps):
            transfer.before_launch()
            decoder.step()
            if DEVICE == "cuda":
                torch.cuda.synchronize()
            transfer.confirm()
            if i in flushes:
                transfer.flush()
        transfer.flush()
    finally:
        writer.close()
    return writer


@pytest.mark.parametrize("steps", [0, 1, HALF, RING, 3 * RING + 5])
@pytest.mark.parametrize("pause", [0.0, 0.02], ids=["quick", "slow"])
def test_every_frame_comes_once_and_in_order(steps, pause):
    seen: list[int] = []

    def write(rows: list[torch.Tensor]) -> None:
        (frames,) = rows  # of one stage
        before = frames[:, 0].tolist()
        time.sleep(pause)
        assert frames[:, 0].tolist() == before, "rows were written again while they were being written"
        seen.extend(before)

    writer = transferred(steps, write, flushes=(3, 40, 41, RING + 7))
    assert seen == list(range(steps))
    assert pause == 0 or steps < 3 * RING or writer.waited > 0


def test_a_failure_reaches_the_caller_and_nobody_waits_for_ever():
    calls = []

    def write(rows: list[torch.Tensor]) -> None:
        calls.append(len(rows[0]))
        raise RuntimeError("disk full")

    decoder, writer, told = ring(), WriterThread(), 0
    transfer = FrameTransfer([decoder], writer, write, [torch.cuda.Stream() if DEVICE == "cuda" else None])
    for _ in range(10 * RING):  # a run that ends still confirms what was under way
        transfer.before_launch()
        decoder.step()
        try:
            transfer.confirm()
        except CaptureError as error:
            assert "disk full" in str(error)
            told += 1
    with pytest.raises(CaptureError, match="disk full"):
        writer.close()
    assert told > 10
    assert len(calls) == 1, "after a failure nothing more is filed"
    assert not [thread for thread in threading.enumerate() if thread.name == "dsv4lab recorder"]


def test_large_tensors_of_a_chunk_come_one_by_one(monkeypatch):
    import numpy as np

    from dsv4lab.engine import transfer as module

    monkeypatch.setattr(module, "_LARGE", 8)
    arrays, chunk = [np.zeros((2, 3, 4)) for _ in range(3)], ChunkTransfer()
    for i, array in enumerate(arrays):
        # One list that all three heads share: spread over them where it is written.
        chunk.put(array, np.s_[[0, 1], :, 1:], torch.full((2, 1, 3), i + 1.0, device=DEVICE))
    chunk.send(torch.cuda.Stream() if DEVICE == "cuda" else None)
    chunk.write()
    for i, array in enumerate(arrays):
        assert (array[:, :, 1:] == i + 1).all() and not array[:, :, 0].any()
    assert not chunk._items, "nothing is held when it is written"


def test_a_chunk_writes_what_it_was_given_when_it_is_told_to():
    import numpy as np

    array, transfer = np.zeros((2, 3)), ChunkTransfer()
    transfer.put(array, np.s_[:, 1:], torch.ones(2, 2, device=DEVICE))
    transfer.send(torch.cuda.Stream() if DEVICE == "cuda" else None)
    assert not array.any()
    transfer.write()
    assert array.tolist() == [[0, 1, 1]] * 2

"""Work that is to run beside other work gets a stream that this other work is not on, however many were asked for before."""

from __future__ import annotations

import re
from itertools import cycle
from pathlib import Path
from types import SimpleNamespace

import torch

from dsv4lab.engine.stages import stream_beside

ROOT = Path(__file__).parents[2]
GPU = torch.device("cuda", 0)


def test_a_stream_is_none_of_those_in_use_though_torch_deals_them_in_turn(monkeypatch):
    pool = cycle([SimpleNamespace(cuda_stream=number) for number in range(32)])
    monkeypatch.setattr(torch.cuda, "Stream", lambda device: next(pool))
    side = stream_beside(GPU)
    found = [stream_beside(GPU, side, None).cuda_stream for _ in range(100)]
    assert side.cuda_stream not in found
    assert len(set(found)) == 31


def test_a_cpu_has_none():
    assert stream_beside(torch.device("cpu"), None) is None


def test_the_engine_asks_nowhere_else():
    asked = [
        path.name
        for path in (ROOT / "dsv4lab" / "engine").glob("*.py")
        if re.search(r"cuda\.Stream\(", path.read_text(encoding="utf-8"))
    ]
    assert asked == ["stages.py"]

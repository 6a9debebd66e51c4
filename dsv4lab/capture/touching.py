"""Writes "not captured" into rows that are about to be used, by several threads, some of them before anybody asks.

Memory is taken when it is first written to, which takes longer than writing: a gigabyte of lists, five tokens of a prompt at
43 layers, takes a second of one thread. Rows are filled a little ahead of those that are begun, so that whoever writes a
decoded token finds them ready.   Tests: tests/capture/test_trace.py.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from functools import cache
from typing import Any

import numpy as np

from dsv4lab.threads import Threads

AHEAD = 64  # rows
Part = tuple[np.ndarray, Any]  # [layer, query, ...] and what is "not captured" in it


class Touching:
    """Rows of some arrays that are filled from the first one on."""

    def __init__(self) -> None:
        self.filled = 0  # rows that are filled, or will be when `_ahead` is through
        self._ahead: list[Future[None]] = []

    def begin(self, stop: int, parts: Callable[[], Sequence[Part]]) -> None:
        """Return when all rows before `stop` are filled; some behind them are begun."""
        self.wait()
        if stop > self.filled:
            _all(_fill(parts(), self.filled, stop))
            self.filled = stop
        rows = min((array.shape[1] for array, _ in parts()), default=0)
        further = min(stop + AHEAD, rows)
        if further > self.filled:
            self._ahead = _fill(parts(), self.filled, further)
            self.filled = further

    def wait(self) -> None:
        """Until nothing is being filled: whoever replaces the arrays, or their rows, does this first."""
        ahead, self._ahead = self._ahead, []
        _all(ahead)

    def back_to(self, rows: int) -> None:
        """Rows from here on are filled again when they are begun again."""
        self.wait()
        self.filled = min(self.filled, rows)


@cache
def _pool() -> Threads:
    return Threads(max(1, min(8, (os.cpu_count() or 2) - 1)), thread_name_prefix="dsv4lab rows")


def _fill(parts: Iterable[Part], start: int, stop: int) -> list[Future[None]]:
    def fill(layer: np.ndarray, value: Any) -> None:
        layer[start:stop] = value

    return [_pool().submit(fill, layer, value) for array, value in parts for layer in array]


def _all(futures: Iterable[Future[None]]) -> None:
    for future in futures:
        future.result()

"""Endless fresh rows, made ahead by processes of their own while the device trains.

Blocks of rows are ordered ahead and taken in order, so what comes does not depend on how many processes there are. With
each kind stands a step of the curriculum (rows.py), chosen by the run's progress; row k of a step is always the same.
Surprising: the processes are started fresh ("spawn") and never see Ctrl-C; they end with their parent, however it ends.
Tests: tests/training/test_rows.py.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from types import TracebackType

import numpy as np
from tokenizers import Tokenizer as RawTokenizer

from dsv4lab.text import Tokenizer
from dsv4lab.training.worlds.document import WorldError
from dsv4lab.training.worlds.rows import KINDS, LEVELS, RowMaker, Weights

BLOCK = 32  # rows that a process makes at once
Rows = tuple[np.ndarray, np.ndarray]


class Fresh:
    """Generated sources by name, for `Mixture(sources=fresh.sources)`; close it, or use it in `with`.

    length    tokens of a row
    workers   processes; 0 makes the rows here, one by one, when they are asked for
    haystack  texts in which a third of the long recall texts hide their facts; the others hide them in story worlds
    """

    def __init__(
        self, tokenizer: Tokenizer, length: int, *, seed: int = 0, workers: int = 0, weights: Weights | None = None,
        haystack: Sequence[str] | None = None,
    ) -> None:  # fmt: skip
        self.maker = RowMaker(tokenizer, length, seed=seed, weights=weights, haystack=haystack)
        self.workers, self._pool = workers, None
        if workers:
            facts = (tokenizer.raw.to_str(), tokenizer.bos_id, tokenizer.eos_id, length, seed, weights, haystack)
            self._pool = ProcessPoolExecutor(
                workers, multiprocessing.get_context("spawn"), initializer=_begin, initargs=facts
            )
        self.sources = {kind: Source(self, kind) for kind in KINDS}

    def order(self, kind: str, level: int, block: int, length: int) -> Future[Rows]:
        """A block of rows, (ids [BLOCK, length], weights [BLOCK, length]), that some process will make."""
        if self._pool is None:
            raise WorldError("these rows are closed, or made without processes; nothing can be ordered.")
        try:
            with _without_interrupts():
                return self._pool.submit(_block, kind, level, block, length)
        except (BrokenProcessPool, RuntimeError) as error:
            raise _ended(error) from error

    def close(self) -> None:
        """End the processes; rows that were ordered and not taken are lost."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def __enter__(self) -> Fresh:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


class Source:
    """The endless rows of one kind."""

    def __init__(self, fresh: Fresh, kind: str) -> None:
        self._fresh, self.kind, self.length = fresh, kind, fresh.maker.length
        self._taken = [0] * LEVELS  # rows of each level that were given out
        self._ahead: list[deque[Future[Rows]]] = [deque() for _ in range(LEVELS)]
        self._ordered = [0] * LEVELS  # blocks
        self._open: list[Rows | None] = [None] * LEVELS  # the block that rows are taken from

    def set_length(self, length: int) -> None:
        """Rows of so many tokens from now on; they are numbered on, so no text comes twice."""
        self.length = length
        self._again()

    def state(self) -> list[int]:
        """Rows of each level that were given out."""
        return list(self._taken)

    def restore(self, state: list[int]) -> None:
        """Go on where a source of the same seed stood."""
        self._taken = list(state)
        self._again()

    def _again(self) -> None:
        self._ahead = [deque() for _ in range(LEVELS)]
        self._ordered = [taken // BLOCK for taken in self._taken]
        self._open = [None] * LEVELS

    def next(self, progress: float) -> Rows:
        """(ids [length], weights [length] float32) of the next row at `progress` (0 to 1) of the run.

        Raises WorldError when a process that makes rows has ended; what goes wrong in one is raised here.
        """
        level = min(int(progress * LEVELS), LEVELS - 1)
        number = self._taken[level]
        if not self._fresh.workers:
            self._fresh.maker.set_length(self.length)  # all sources share it
            row = self._fresh.maker.row(self.kind, level, number)
        else:
            if number % BLOCK == 0 or self._open[level] is None:
                self._order(level, self._fresh.workers + 2)
                self._order(min(level + 1, LEVELS - 1), 2)  # so that a step of the curriculum is no stop
                try:
                    self._open[level] = self._ahead[level].popleft().result()
                except BrokenProcessPool as error:
                    raise _ended(error) from error
            block = self._open[level]
            assert block is not None
            row = block[0][number % BLOCK], block[1][number % BLOCK]
        self._taken[level] += 1
        return row

    def _order(self, level: int, blocks: int) -> None:
        ahead = self._ahead[level]
        while len(ahead) < blocks:
            ahead.append(self._fresh.order(self.kind, level, self._ordered[level], self.length))
            self._ordered[level] += 1


def _ended(error: BaseException) -> WorldError:
    return WorldError(
        f"a process that makes training rows has ended ({error}). Start again with fewer workers, or workers=0; a script "
        'that starts them needs `if __name__ == "__main__":` around its own work.'
    )


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """A process that is started inside never hears Ctrl-C, not even while it is starting; ours comes when we leave."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_maker: RowMaker | None = None  # of this process


def _begin(
    tokenizer: str,
    begin: int,
    end: int,
    length: int,
    seed: int,
    weights: Weights | None,
    haystack: Sequence[str] | None,
) -> None:
    """What a process does first."""
    global _maker
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it, and ends us
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    known = Tokenizer(RawTokenizer.from_str(tokenizer), bos_id=begin, eos_id=end)
    _maker = RowMaker(known, length, seed=seed, weights=weights, haystack=haystack)


def _end_with(parent: int) -> None:
    multiprocessing.connection.wait([parent])
    os._exit(1)  # nobody is left to hear anything else


def _block(kind: str, level: int, block: int, length: int) -> Rows:
    assert _maker is not None
    _maker.set_length(length)
    rows = [_maker.row(kind, level, number) for number in range(block * BLOCK, (block + 1) * BLOCK)]
    return np.stack([ids for ids, _ in rows]), np.stack([weights for _, weights in rows])

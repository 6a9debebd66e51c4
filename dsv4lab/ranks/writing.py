"""One trace written by several processes: each its own groups into one working folder, rank 0 the rest, then its name.

Until all have written theirs nothing carries the target's name. The place is rank 0's: when another process is gone, it
removes what was begun. If rank 0 itself was killed, another one removes it as soon as the machine knows, and puts back what
stood there before (files.py); on other machines the next writer of the same name does. Tests: tests/attached/test_ranks.py.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dsv4lab.capture import trace_store
from dsv4lab.capture.registry import GROUPS
from dsv4lab.capture.trace_snapshot import Snapshot
from dsv4lab.errors import RankError, TraceError
from dsv4lab.files import clear_leftovers, told, whole
from dsv4lab.ranks.world import World

_DYING = 3.0  # seconds that the machine may take to know that a process is gone


def write_together(world: World, trace: Snapshot, groups: Sequence[str], facts: dict[str, Any], path: Path) -> None:
    """Write one trace; every process calls it with the same `path` and comes back when the trace stands there.

    groups   of `trace`, those that this process writes; no group is in two processes' lists
    facts    of the whole run; rank 0's are written

    Raises TraceError where it cannot be written, RankError where a process does not see the folder of `path`, and
    RuntimeError when another process is gone; then what stood at `path` stands there still.
    """
    if world.first:
        whole(path, lambda work, stop: _write_first(world, trace, groups, facts, work, path, stop), TraceError)
        world.exchange(None)
        return
    with _putting_back(path, Exception, SystemExit):
        work = Path(world.from_first())
    with _putting_back(path, SystemExit):  # what fails here fails here alone: rank 0 notices, and removes it
        _write_own(world, trace, groups, work, path)
    with _putting_back(path, Exception, SystemExit):
        world.exchange(_holds(trace, groups))
        world.exchange(None)


def _write_first(
    world: World, trace: Snapshot, groups: Sequence[str], facts: dict[str, Any], work: Path, path: Path,
    stop: threading.Event,
) -> Path:  # fmt: skip
    folder = work / "trace.zarr"
    trace_store.begin(folder)
    world.from_first(str(work))
    trace_store.write_groups(trace, folder, groups, stop)
    held: dict[str, list[str]] = {}
    for theirs in world.exchange(_holds(trace, groups)):
        if twice := sorted(set(held) & set(theirs)):
            raise RankError(f"{', '.join(twice)} came from two processes, so neither is kept.")
        held |= theirs
    if stop.is_set():
        return folder
    holds = {group: held[group] for group in GROUPS if group in held}
    trace_store.write_facts(folder, facts, holds, tokens=trace.counts()["token"], finished=trace.finished)
    return trace_store.zipped(folder) if path.name.endswith(".zip") else folder


def _write_own(world: World, trace: Snapshot, groups: Sequence[str], work: Path, path: Path) -> None:
    if not work.is_dir():
        raise RankError(
            f"rank 0 writes in {work}, and this process sees no such folder. Give --trace in a folder that all machines "
            "share."
        )
    try:
        trace_store.write_groups(trace, work / "trace.zarr", groups, threading.Event())
    except OSError as problem:
        raise told(path, problem, TraceError, f"rank {world.rank}'s part is not written") from problem


def _holds(trace: Snapshot, groups: Sequence[str]) -> dict[str, list[str]]:
    return {group: list(trace.variables(group)) for group in groups}


def _surely(clean: Callable[[], None]) -> None:
    """Clean up, and once more if torchrun's SIGTERM, which comes once, or Ctrl-C falls into it."""
    try:
        clean()
    except BaseException:
        clean()
        raise


@contextmanager
def _putting_back(path: Path, *endings: type[BaseException]) -> Iterator[None]:
    """Inside, what ends in one of these ways ends because rank 0 or another is gone: what rank 0 left is removed."""
    try:
        yield
    except endings:
        _surely(lambda: _put_back(path))
        raise


def _put_back(path: Path) -> None:
    """Remove what rank 0 left, as soon as the machine knows that it is gone; if it lives, it removes that itself."""
    until = time.monotonic() + _DYING
    while True:
        clear_leftovers(path)
        if not any(path.parent.glob(f".{path.name}.writing-*")) or time.monotonic() > until:
            return
        time.sleep(0.05)

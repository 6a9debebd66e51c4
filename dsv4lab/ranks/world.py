"""The processes that torchrun started together, as one run sees them: who this one is, and how they tell each other things.

Words, lists and barriers go through gloo on every machine, and numbers of a model on GPUs through NCCL: what only waits for
another process then ends with an error when that process is gone, and does not hang. Without torchrun there is one process,
for which all of this does nothing.   Tests: tests/attached/test_ranks.py.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

from dsv4lab.errors import LabError, RankError

T = TypeVar("T")
_PATIENCE = timedelta(hours=2)  # reading a large checkpoint takes some processes much longer than others
_SPOKEN = "spoken"


class ElsewhereError(RankError):
    """Another process has ended, or decided that all end, and has said why: this one ends without a word."""


class World:
    """This process among those that run together.

    rank     its number, from 0; rank 0 speaks for all
    size     how many there are
    device   "cpu", or the GPU of this process as "cuda:1"
    """

    def __init__(self, rank: int = 0, size: int = 1, device: str = "cpu", store: Any = None) -> None:
        self.rank, self.size, self.device, self._store = rank, size, device, store
        self._speaks = store is None

    @property
    def first(self) -> bool:
        """Whether this is rank 0."""
        return self.rank == 0

    def exchange(self, value: Any) -> list[Any]:
        """What every process gives here, in the order of their ranks; it waits for all of them."""
        if self.size == 1:
            return [value]
        import torch.distributed as dist

        found: list[Any] = [None] * self.size
        dist.all_gather_object(found, value)
        return found

    def from_first(self, value: T | None = None) -> T:
        """What rank 0 gives here, in every process."""
        return self.exchange(value if self.first else None)[0]

    def decided(self, decide: Callable[[], T]) -> T:
        """What rank 0 decides, in every process.

        Raises, in rank 0, the LabError that it ends with, and ElsewhereError in the others.
        """
        if not self.first:
            fine, found = self.from_first()
            if not fine:
                raise ElsewhereError("rank 0 has said why.")
            return found
        try:
            found = decide()
        except LabError:
            self.first_to_speak()  # before the others hear of it
            self.from_first((False, None))
            raise
        return self.from_first((True, found))[1]

    def first_to_speak(self) -> bool:
        """Whether it is this process that says why all of them end: the first one that asks."""
        if not self._speaks:
            try:
                self._speaks = self._store.add(_SPOKEN, 1) == 1
            except Exception:  # whoever kept the store is gone: better said twice than never
                self._speaks = True
        return self._speaks

    def leave(self) -> None:
        """The work is done in every process."""
        if self.size > 1:
            import torch.distributed as dist

            dist.destroy_process_group()


def join() -> World:
    """The world that torchrun's environment describes: one process where it describes none.

    Raises RankError for an environment that is not whole, a machine with fewer GPUs than processes, and processes that
    cannot reach each other.
    """
    import torch

    here = os.environ
    if "RANK" not in here or "WORLD_SIZE" not in here:
        return World(device="cuda:0" if torch.cuda.is_available() else "cpu")
    rank, size, local = (_number(name) for name in ("RANK", "WORLD_SIZE", "LOCAL_RANK"))
    if torch.cuda.is_available() and local >= torch.cuda.device_count():
        raise RankError(
            f"rank {rank} is process {local} of its machine, counted from 0, which has {torch.cuda.device_count()} GPUs. "
            f"Start torchrun with --nproc-per-node {torch.cuda.device_count()} at most."
        )
    device = f"cuda:{local}" if torch.cuda.is_available() else "cpu"
    if size == 1:
        return World(device=device)
    import torch.distributed as dist
    from torch.distributed.distributed_c10d import PrefixStore
    from torch.distributed.rendezvous import rendezvous

    if device != "cpu":
        torch.cuda.set_device(local)
    try:
        store, rank, size = next(rendezvous("env://", rank, size, timeout=_PATIENCE))
        backend = "gloo" if device == "cpu" else "cpu:gloo,cuda:nccl"
        dist.init_process_group(backend, store=store, rank=rank, world_size=size, timeout=_PATIENCE)
    except (RuntimeError, ValueError, OSError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise RankError(
            f"rank {rank} of {size} cannot reach the others: {reason[:300]}. Start all of them with torchrun, on one "
            "machine with --standalone."
        ) from None
    return World(rank, size, device, PrefixStore("dsv4lab", store))


def _number(name: str) -> int:
    text = os.environ.get(name, "")
    if not text.isdigit():
        raise RankError(f"the environment says {name}={text!r:.40}, and torchrun sets a number. Start with torchrun.")
    return int(text)

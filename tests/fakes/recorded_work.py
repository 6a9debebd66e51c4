"""A CUDA graph for machines without one: what a piece of work did, done again on the very same tensors.

As with a graph, Python is not asked again: what the host knew when the work was recorded, numbers and which tensors, stays
as it was, and between kernels nothing may ask the device for a number. So a place that was made anew between two runs, a
length that moved on, or a wait is found without a GPU. A kernel's definition counts as one operation, as the kernel does.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

import pytest
import torch
from defined_kernels import KERNELS
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves

from dsv4lab.engine import forced_tail
from dsv4lab.engine.graphs import Graphs

WAITS = ("_local_scalar_dense", "nonzero", "equal", "_unique2", "unique_dim", "bincount", "masked_select")


class RecordedWork(TorchDispatchMode):
    """Does `work` once; `replay` does its operations again and leaves their results where they were left then."""

    now: ClassVar[RecordedWork | None] = None  # that is being recorded

    def __init__(self, work: Callable[[], object]) -> None:
        super().__init__()
        self.done: list[tuple[Callable[[], Any], list[Tensor]]] = []
        self._inside = False  # a kernel, whose parts do not count
        RecordedWork.now = self
        try:
            with self:
                work()
        finally:
            RecordedWork.now = None

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        if self._inside:
            return func(*args, **(kwargs or {}))
        assert func.overloadpacket.__name__ not in WAITS, f"{func}: a graph cannot wait for the device"
        return self._do(func, args, kwargs or {})

    def kernel(self, function: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        """Do what stands for a kernel."""
        self._inside = True
        try:
            return self._do(function, args, kwargs)
        finally:
            self._inside = False

    def _do(self, function: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        out = function(*args, **kwargs)
        given = {place(value) for value in tensors((args, kwargs))}
        # Views, and what was written in place, need no copy: they lie where they lay.
        made = [value for value in tensors(out) if place(value) not in given]
        self.done.append((partial(function, *args, **kwargs), tensors(out) if made else []))
        return out

    def replay(self) -> None:
        for again, results in self.done:
            for old, new in zip(results, tensors(again()), strict=False):
                if place(old) != place(new):
                    old.copy_(new)


def tensors(values: Any) -> list[Tensor]:
    return [value for value in tree_leaves(values) if isinstance(value, Tensor)]


def place(value: Tensor) -> int:
    return value.untyped_storage()._cdata


def as_kernel(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same, done as one operation where work is recorded."""

    def call(*args: Any, **kwargs: Any) -> Any:
        now = RecordedWork.now
        return function(*args, **kwargs) if now is None else now.kernel(function, args, kwargs)

    return call


def record_work(patch: pytest.MonkeyPatch) -> None:
    """Until `patch` is undone, what an engine on a CPU would have recorded on a GPU is recorded; the kernels are replaced by
    their definitions already. With a GPU nothing changes.
    """
    if torch.cuda.is_available():
        return
    patch.setattr(forced_tail, "can_record", lambda engine: engine.graphs)
    patch.setattr(Graphs, "_record", lambda self, work: RecordedWork(work))
    for module, names in KERNELS.items():
        for name in names:
            patch.setattr(module, name, as_kernel(getattr(module, name)))

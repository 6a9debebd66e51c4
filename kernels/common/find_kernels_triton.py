"""Finds the kernels that a computation would launch, without launching any of them.

Before a kernel that is not there yet, Triton's own hook says how it would be compiled. Results of such a run are zeros, as
every new tensor is filled with them.   Tests: tests/engine/test_compile_ahead.py.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import torch
import triton
from torch.overrides import TorchFunctionMode
from triton import knobs
from triton.runtime import JITFunction, driver

from dsv4lab.kernels.common.compile_worker import Job

VERSION = triton.__version__
_EMPTY = {torch.empty, torch.empty_like, torch.Tensor.new_empty}


class KernelName(NamedTuple):
    """One specialisation of a kernel."""

    module: str
    name: str
    key: str  # Triton's, of what its arguments share


class ZeroFilled(TorchFunctionMode):
    """New tensors are zeros: ids, picks and counts that no kernel has written are then valid ones."""

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        out = func(*args, **(kwargs or {}))
        return out.zero_() if func in _EMPTY else out


@contextmanager
def only_found(found: dict[KernelName, int], send: Callable[[Job], None]) -> Iterator[None]:
    """In this thread, kernels that are not there yet are numbered in `found` and told to `send`, and not launched; tensors
    are zeros.
    """
    mine, before, target = threading.get_ident(), knobs.runtime.jit_cache_hook, driver.active.get_current_target()
    launch, known = JITFunction.run, set[Any]()

    def hook(*, key: Any, fn: Any, compile: dict[str, Any], **rest: Any) -> bool:
        if threading.get_ident() != mine:  # somebody else's launch, which is meant
            return False if before is None else bool(before(key=key, fn=fn, compile=compile, **rest))
        name = KernelName(fn.module, fn.name, str(key))
        if name not in found:
            found[name] = len(found)
            options = json.loads(compile["specialization_data"])["options"]
            send(
                Job(
                    fn.module, fn.name, compile["signature"], compile["constants"], compile["configs"][0],
                    {option: tuple(value) if isinstance(value, list) else value for option, value in options.items()},
                    (target.backend, target.arch, target.warp_size),
                )
            )  # fmt: skip
        return True  # neither compiled here nor launched

    def run(kernel: Any, *arguments: Any, **options: Any) -> Any:
        """Triton needs half a millisecond to see that it does not know a kernel, and a text launches hundreds."""
        if threading.get_ident() == mine:
            like = (
                id(kernel),
                *map(_likeness, arguments),
                *((name, _likeness(v)) for name, v in options.items() if name != "grid"),
            )
            if like in known:
                return None
            known.add(like)
        return launch(kernel, *arguments, **options)

    knobs.runtime.jit_cache_hook, JITFunction.run = hook, run
    try:
        with ZeroFilled():
            yield
    finally:
        knobs.runtime.jit_cache_hook, JITFunction.run = before, launch


def _likeness(value: Any) -> Any:
    """What two arguments of launches share that are compiled alike, and more: whole numbers are told apart."""
    if isinstance(value, torch.Tensor):
        return value.dtype, value.data_ptr() % 16
    # With its type, since True and 1 are equal, and not compiled alike.
    return (type(value), value) if isinstance(value, (int, float, str, bool, type(None))) else repr(value)


def cache_folder() -> Path:
    """Where Triton keeps what it has compiled."""
    return Path(knobs.cache.dir)

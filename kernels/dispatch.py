"""Which implementation of an operation runs: Triton on a GPU that can, otherwise the definition in plain PyTorch.

The only file that imports kernels/*_triton.py, and only when one is chosen: a machine without Triton never sees them.
Surprising: a fallback says why, once for each reason; `impl="triton"` turns the same reason into an error.
Tests: tests/test_dispatch.py.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import torch
from torch import Tensor

from dsv4lab.errors import MissingPartError, ShapeError

# operation: file of the definition. Beside it, in <file>_triton.py, lies <operation>_triton with the same arguments.
_OPERATIONS = {
    "sparse_attention": "sparse_attention",
    "collapse_streams": "hyper_connections",
    "expand_streams": "hyper_connections",
    "route": "expert_routing",
    "norm_rotate": "rope",
}
_told: set[str] = set()


class KernelFallback(UserWarning):
    """An operation runs in plain PyTorch on a GPU; the text says why."""


def choose(op: str, tensors: Iterable[Any], impl: str = "auto") -> Callable[..., Any]:
    """The function that runs `op` on these arguments (its positional ones, in order; other values are ignored).

    impl     "auto", "reference" or "triton"; "triton" raises with the reason where it cannot be had
    returns  the definition or the kernel's function; both take the definition's arguments
    """
    if op not in _OPERATIONS:
        raise ShapeError(f"no operation {op!r}; there are {sorted(_OPERATIONS)}.")
    if impl not in ("auto", "reference", "triton"):
        raise ShapeError(f"impl is {impl!r}; it must be 'auto', 'reference' or 'triton'.")
    file = _OPERATIONS[op]
    reference = getattr(import_module(f"dsv4lab.kernels.{file}"), op)
    if impl == "reference":
        return reference
    arguments = list(tensors)
    given = [value for value in arguments if isinstance(value, Tensor)]
    reason = _cannot_run(given)
    if reason is None:
        kernels = import_module(f"dsv4lab.kernels.{file}_triton")
        reason = getattr(kernels, f"covers_{op}")(*arguments)
        if reason is None:
            return getattr(kernels, f"{op}_triton")
    if impl == "triton":
        raise MissingPartError(f"{op}: Triton was asked for, but {reason}. Use impl='auto' for plain PyTorch.")
    if any(value.is_cuda for value in given) and (key := f"{op}: {reason}") not in _told:
        _told.add(key)
        warnings.warn(f"{key}; it runs in plain PyTorch.", KernelFallback, stacklevel=2)
    return reference


def _cannot_run(tensors: list[Tensor]) -> str | None:
    """Why Triton cannot run on these tensors whatever the operation, or None."""
    if find_spec("triton") is None:
        return "triton is not installed"
    if any(value.requires_grad for value in tensors) and torch.is_grad_enabled():
        return "gradients are wanted and the kernels have none"
    if os.environ.get("TRITON_INTERPRET") == "1":
        return None  # the interpreter runs kernels on any device
    if not tensors or not all(value.is_cuda for value in tensors):
        return "the tensors are not on a CUDA device"
    device = tensors[0].device
    if torch.cuda.get_device_capability(device) < (8, 0):
        return f"{torch.cuda.get_device_name(device)} is older than compute capability 8.0"
    return None

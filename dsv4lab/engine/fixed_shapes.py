"""A recorded function of tensors may ask the device for no number, and its shapes may not depend on values.

What would break a graph is refused the first time the function runs, by name, on every device alike: on a CPU nothing would
fail, and on a GPU only with an error of the driver. Tests: tests/engine/test_edits_refused.py.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode

from dsv4lab.errors import EditError

# Operations that wait for a number, or whose results are as long as the numbers in them say.
_WAITS = {
    "_local_scalar_dense", "item", "equal", "is_nonzero", "nonzero", "masked_select", "unique", "_unique", "_unique2",
    "unique_dim", "unique_consecutive", "bincount", "repeat_interleave",
}  # fmt: skip


class fixed_shapes(TorchDispatchMode):
    """Inside, an operation that a graph cannot hold raises EditError; `where` names the function and its place."""

    def __init__(self, where: str) -> None:
        super().__init__()  # pyright: ignore[reportUnknownMemberType]
        self.where = where

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        name = func.__name__.split(".")[0]
        reason = None
        if name in _WAITS and not (
            name == "repeat_interleave" and dict[str, Any](kwargs or {}).get("output_size") is not None
        ):
            reason = f"it calls {name}, which waits for the device or has a shape that depends on values"
        elif name in ("index", "index_put", "index_put_") and any(_is_mask(one) for one in args[1]):
            reason = "it indexes with a mask, so its shape depends on values; use torch.where"
        elif name == "_to_copy" and _leaves(args[0], kwargs or {}):
            reason = "it copies between host and device"
        if reason is not None:
            raise EditError(
                f"{self.where} cannot be recorded into the engine's graph: {reason}. Use torch operations of fixed shapes, "
                "or load with engine='reference'."
            )
        return func(*args, **(kwargs or {}))


def _is_mask(index: Any) -> bool:
    return isinstance(index, Tensor) and index.dtype in (torch.bool, torch.uint8)


def _leaves(value: Any, kwargs: dict[str, Any]) -> bool:
    device = kwargs.get("device")
    return isinstance(value, Tensor) and device is not None and torch.device(device).type != value.device.type

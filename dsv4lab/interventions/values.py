"""Tensors and other texts inside a rule, in a form that is frozen, hashable and JSON both ways.

A vector is kept with its bytes; the values of another text are kept as its token ids, and read again when the rule acts:
a trace keeps no whole streams, and a few ids say the same. Tests: tests/interventions/test_json.py.
"""

from __future__ import annotations

import base64
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from dsv4lab.errors import EditError, shown
from dsv4lab.interventions.selection import LARGEST

if TYPE_CHECKING:
    from torch import Tensor


@dataclass(frozen=True)
class Values:
    """A tensor of numbers; `Values.of(anything with numbers)` makes one."""

    shape: tuple[int, ...]
    dtype: str
    data: bytes

    @classmethod
    def of(cls, value: Any) -> Values:
        """From a tensor, an array, nested lists, or what `to_dict` gave. Raises EditError for what is not finite numbers."""
        if isinstance(value, Values):
            return value
        if isinstance(value, dict):
            if set(value) != {"shape", "dtype", "base64"} or value["dtype"] not in ("float32", "int32"):
                raise EditError(
                    f"{shown(value)} is no stored tensor; it has shape, dtype (float32 or int32) and base64."
                )
            shape = value["shape"]
            fine = isinstance(shape, (list, tuple)) and all(type(n) is int and n >= 0 for n in shape)
            try:
                data = base64.b64decode(value["base64"], validate=True)
            except (TypeError, ValueError):
                fine, data = False, b""
            if not fine or len(data) != 4 * math.prod(shape):
                raise EditError(
                    f"a stored tensor of shape {shown(shape)} does not have the {len(data)} bytes that are given."
                )
            return cls.of(np.frombuffer(data, value["dtype"]).reshape(shape))
        try:
            array = np.asarray(value.detach().float().cpu() if hasattr(value, "detach") else value)
            array = array.astype(np.int32 if array.dtype.kind in "iu" else np.float32)
        except (TypeError, ValueError):
            raise EditError(f"{shown(value)} holds no numbers; give a tensor, an array or a list of numbers.") from None
        if not np.isfinite(array).all():
            raise EditError(f"a tensor of shape {list(array.shape)} holds numbers that are not finite.")
        return cls(array.shape, str(array.dtype), array.tobytes())

    def array(self) -> np.ndarray:
        """The numbers, read only."""
        return np.frombuffer(self.data, self.dtype).reshape(self.shape)

    def tensor(self, like: Tensor) -> Tensor:
        """The numbers as a tensor of its own shape, on the device of `like`, which may have any shape."""
        import torch

        return torch.from_numpy(self.array().copy()).to(like.device)

    def to_dict(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {"shape": list(self.shape), "dtype": self.dtype, "base64": base64.b64encode(self.data).decode()}

    def __repr__(self) -> str:
        return f"<{self.dtype} {list(self.shape)}>"


@dataclass(frozen=True)
class Source:
    """Another text, by its token ids: values are taken from a plain run over it, position by position."""

    ids: tuple[int, ...]

    @classmethod
    def of(cls, value: Any) -> Source:
        """From a trace, token ids, or what `to_dict` gave. Raises EditError for anything else, and for a trace of a run
        with edits, which a plain run over its ids would not give again.
        """
        if isinstance(value, Source) and value.ids:
            return value
        if isinstance(value, dict) and set(value) == {"ids"}:
            value = value["ids"]  # as JSON has it
        if hasattr(value, "values") and hasattr(value, "run"):
            return cls(_ids_of(value))
        ids = tuple(value) if isinstance(value, (list, tuple)) else ()
        if not ids or not all(type(i) is int and 0 <= i <= LARGEST for i in ids):
            said = "no source is given" if value == Source(()) else f"{shown(value)} is no source"
            raise EditError(f"{said}; give a trace, or a list of token ids.")
        return cls(ids)

    def to_dict(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {"ids": list(self.ids)}

    def __repr__(self) -> str:
        return f"<a text of {len(self.ids)} tokens>"


def _ids_of(trace: Any) -> tuple[int, ...]:
    if trace.run.get("edits"):
        raise EditError("this trace is of a run with edits; give the trace of a plain run as a source.")
    return tuple(int(i) for i in trace.values("tokens", "id"))


NOTHING, NO_TEXT = Values((0,), "float32", b""), Source(())  # of fields that must be given

"""What a rule made of a value, looked at: whether it fits its place, where it differs, and what holds NaN.

Tests: tests/interventions/test_editing.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from torch import Tensor

from dsv4lab.errors import EditError


def by_token(name: str) -> bool:
    """Whether a place has one row per token of a pass; compressors have one per entry."""
    return not name.endswith(("compressor.entries", "compressor.gates"))


def differs(new: Tensor, value: Tensor) -> Tensor:
    """Where along its second axis [B, T] a tensor differs from another of the same shape; NaN equals NaN."""
    other = (new != value) & ~(new.isnan() & value.isnan()) if new.is_floating_point() else new != value
    return other.flatten(2).any(-1) if other.dim() > 2 else other


def must_fit(new: Any, value: Tensor, where: str) -> None:
    """Raises EditError for what cannot stand in the place of a value [B, T, ...]; `where` names the rule and the place."""
    if not isinstance(new, Tensor):
        raise EditError(f"{where} returned {type(new).__name__}; it must return a tensor of shape {list(value.shape)}.")
    if new.shape != value.shape:
        raise EditError(f"{where} returned shape {list(new.shape)}; this place has {list(value.shape)}.")
    if new.dtype != value.dtype:
        raise EditError(f"{where} returned {new.dtype}; this place has {value.dtype}. Return value.to({value.dtype}).")


def nan_rows(new: Tensor, value: Tensor) -> Tensor:
    """[B, T] bool: rows of a new value that hold NaN where there was none."""
    bad = new.isnan() & ~value.isnan()
    return bad.flatten(2).any(-1) if bad.dim() > 2 else bad


def nan_error(where: str, name: str, start: int, row: int) -> EditError:
    """What is said of NaN in a row of a pass that began at `start`."""
    what = f"token {start + row}" if by_token(name) else f"row {row} of the pass from token {start}"
    return EditError(f"{where} returned NaN, first at {what}. The run's trace is kept up to that pass.")


def never_acted(label: str, layers: list[int]) -> EditError:
    """What is said of a rule that changed nothing."""
    return EditError(
        f"{label} never acted: on layers {layers} nothing of what it changes came by in this text. Other layers, tokens or "
        "entries, or leave it out."
    )


def first_layer(names: Iterable[str], layers: int) -> int:
    """The first of a model's `layers` that one of these places belongs to: -1 for the embedding, `layers` for the head."""
    return min((_layer_of(name, layers) for name in names), default=0)


def last_layer(names: Iterable[str], layers: int) -> int:
    """The last of a model's `layers` that one of these places belongs to; -1 for the embedding, or where only the head has
    any.
    """
    return max((layer for name in names if (layer := _layer_of(name, layers)) < layers), default=-1)


def _layer_of(name: str, layers: int) -> int:
    parts = name.split(".")
    if parts[0] == "layers":
        return int(parts[1])
    if parts[0] == "streams":
        return -1 if parts[1] == "embedding" else int(parts[1])
    return layers

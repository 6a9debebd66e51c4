"""Which stored tensors a call needs, and so which shards: the first layers of a model, with draft blocks or without.

The first k layers are exact in themselves, since no layer reads a later one. Draft blocks start from the last layer's
streams: a slice has none. Tests: tests/checkpoint/test_selection.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from dsv4lab.checkpoint.names import left_over, plain_name
from dsv4lab.config import Config
from dsv4lab.errors import LabError, shown

_LAYER = re.compile(r"layers\.(\d+)\.")


def first_layers(layers: Any) -> int | None:
    """How many layers `layers=` asks for, from the first one on; None for all of them.

    Raises LabError for anything but None and a range (or list) 0, 1, 2, ... without a gap.
    """
    if layers is None:
        return None
    wanted = list(layers[:100_000]) if isinstance(layers, (range, list, tuple)) else None
    if not wanted or wanted != list(range(len(wanted))) or any(isinstance(i, bool) for i in wanted):
        raise LabError(
            f"layers={shown(layers)} is no beginning of the model; use range(4) for its first four layers (a later layer "
            "needs what all earlier ones made), or leave it out for all."
        )
    return len(wanted)


def is_needed(stored: str, layers: int | None, *, mtp: bool) -> bool:
    """Whether a stored tensor belongs to the first `layers` layers (None: all), to the embedding or to the head."""
    name = plain_name(stored)
    if name.startswith("mtp."):
        return mtp and layers is None
    if layers is None:
        return True
    found = _LAYER.match(name)
    return left_over(stored) is None if found is None else int(found[1]) < layers


def stored_layers(names: Iterable[str]) -> int:
    """How many layers the names of a folder's tensors speak of."""
    found = (_LAYER.match(plain_name(name)) for name in names)
    return 1 + max((int(one[1]) for one in found if one), default=-1)


def shards_needed(where: Mapping[str, str], layers: int | None, *, mtp: bool) -> list[str]:
    """The shards that hold what is needed, by an index's weight_map ({tensor: shard}), in order.

    A slice as long as the model is the model: its draft blocks come too.
    """
    layers = None if layers is not None and layers == stored_layers(where) else layers
    return sorted({shard for name, shard in where.items() if is_needed(name, layers, mtp=mtp)})


def cut(config: Config, layers: int | None) -> Config:
    """The configuration of the first `layers` layers; as it is for None and for all of them.

    Raises LabError for more layers than there are.
    """
    if layers is None or layers == config.num_hidden_layers:
        return config
    if layers > config.num_hidden_layers:
        raise LabError(f"layers=range({layers}), but the model has {config.num_hidden_layers} layers.")
    return config.replace(
        num_hidden_layers=layers,
        layer_kinds=config.layer_kinds[:layers],
        routing_kinds=config.routing_kinds[:layers],
        num_nextn_predict_layers=0,
    )

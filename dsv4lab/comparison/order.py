"""The points of a model in the order in which a pass computes them, and how the values of each are compared.

The first point in this order that departs is upstream of all others that do: what comes later in it can only be a
consequence. Points of entries have one row for each entry; all others have one for each token.
Tests: tests/comparison/test_record.py.
"""

from __future__ import annotations

from typing import NamedTuple

from dsv4lab.capture import points
from dsv4lab.capture.point import layer_of
from dsv4lab.config import Config
from dsv4lab.errors import CaptureError

# Inside a layer. Choices stand before what follows from them, and lists before their weights.
_MIXING = tuple(f"mixing.{part}" for part in ("pre", "post", "comb_logits", "comb"))
IN_LAYER = (
    *(f"attn.{part}" for part in _MIXING), "attn.query", "attn.key",
    "attn.compressor.gate", "attn.compressor.entries", "attn.indexer.compressor.gate", "attn.indexer.compressor.entries",
    "attn.indexer.scores", "attn.indexer.picks", "attn.keys", "attn.weights", "attn.sink_weight", "attn.out",
    *(f"ffn.{part}" for part in _MIXING), "ffn.routing.logits", "ffn.routing.scores", "ffn.routing.biased_scores",
    "ffn.routing.experts", "ffn.routing.weights", "ffn.routed", "ffn.shared", "ffn.out",
)  # fmt: skip

# Sets: which ones are in is compared, not in what order. Each names the scores that decided, and so what a tie is.
CHOICES = {"ffn.routing.experts": "ffn.routing.biased_scores", "attn.indexer.picks": "attn.indexer.scores"}
SETS = (*CHOICES, "attn.keys")
# What another point must be heard with, because its rows are put in an order that both sides share.
NEEDS = {
    "ffn.routing.weights": "ffn.routing.experts", "ffn.routed": "ffn.routing.experts", "attn.keys": "attn.weights",
    "attn.weights": "attn.keys",
}  # fmt: skip


class Place(NamedTuple):
    """One point of one model: its name, the layer (None for what has none) and the name inside the layer."""

    name: str
    layer: int | None
    part: str

    @property
    def of_entries(self) -> bool:
        """Whether it has a row for each entry and not for each token."""
        return self.part.endswith(("compressor.gate", "compressor.entries"))

    @property
    def is_set(self) -> bool:
        """Whether its rows are sets of ids, kept as booleans over all that could be in."""
        return self.part in SETS


def place_of(name: str) -> Place:
    """The place that a point's name means."""
    layer = layer_of(name)
    return Place(name, layer, name if layer is None else name.removeprefix(f"layers.{layer}."))


def in_order(config: Config) -> list[Place]:
    """Every point of a model of this configuration in the order of computation.

    Raises CaptureError for a point that no order is known for: whoever adds one puts it into IN_LAYER.
    """
    there = points.names(config)
    names = ["streams.embedding"]
    for layer in range(config.num_hidden_layers):
        names += [f"layers.{layer}.{part}" for part in IN_LAYER] + [f"streams.{layer}"]
    names += ["head_mixing.pre", "logits"]
    if forgotten := sorted(set(there) - set(names)):
        raise CaptureError(f"{forgotten[0]} has no place in the order of computation; add it to comparison/order.py.")
    known = set(there)
    return [place_of(name) for name in names if name in known]


def tokens_per_entry(place: Place, config: Config) -> int:
    """Tokens that one row of a place of entries stands for."""
    assert place.layer is not None
    return config.kind_of(place.layer).rate(config)

"""Point: one kind of named place where a tensor passes, on each body that runs the model.

The rows themselves stand in capture/groups/, beside the variables that are made of them; capture/points.py is the table.
Tests: tests/capture/test_points.py.
"""

from __future__ import annotations

from typing import NamedTuple

from dsv4lab.attention_kinds import COMPRESSED, KINDS
from dsv4lab.config import HASH, LEARNED, Config

# Kinds of layers that have compressed entries, and those whose indexer picks among them.
WITH_ENTRIES = tuple(kind.name for kind in COMPRESSED)
PICKING = tuple(kind.name for kind in COMPRESSED if kind.picks)

# The recorders: of plain PyTorch, of the engine's prompt, of the engine's decoding steps.
REFERENCE, PROMPT, STEPS = "reference", "prompt", "steps"
ENGINE = (PROMPT, STEPS)
EVERY = (REFERENCE, PROMPT, STEPS)

# When something passes: in every pass; when it completes an entry of the layer; when there is any complete entry.
ALWAYS, NEW_ENTRY, ANY_ENTRY = "always", "new entry", "any entry"


class Point(NamedTuple):
    """One kind of place.

    name              with {i} for the layer
    dims              the tensor's axes (letters as in model/transformer.py; P places, M block, R runners-up)
    dtype             of the tensor; "model" is the activations'
    source            section or equation of the report
    layers, routing   kinds of layers that have it
    recorders         those that a plan makes listen to it; () for a place that no variable is made of
    when              in which passes something comes
    engine            axes of what the engine has there, when they are others: "BT" is one axis for texts and tokens, Q are
                      the tokens whose queries the plan keeps
    not_on_reference  why plain PyTorch has no such place, which makes it a value for the engine's recorders only
    """

    name: str
    dims: str
    dtype: str
    meaning: str
    source: str
    layers: tuple[str, ...] = tuple(KINDS)
    routing: tuple[str, ...] = (HASH, LEARNED)
    recorders: tuple[str, ...] = ()
    when: str = ALWAYS
    engine: str = ""
    not_on_reference: str = ""

    @property
    def listed(self) -> bool:
        """Whether the engine gives it for the plan's queries only."""
        return "Q" in self.engine.split()

    @property
    def flat(self) -> bool:
        """Whether the engine's tensor has one axis for texts and tokens, [B * T, ...], instead of two."""
        return self.engine.startswith("BT")

    def on(self, layer: int, config: Config) -> str | None:
        """The point's name on this layer, -1 being the embedding; None when the layer has no such point."""
        if "{i}" not in self.name:
            # What has no layer of its own belongs to all of a group that has layers, or to the embedding alone.
            return self.name if (layer < 0) == self.name.endswith(".embedding") else None
        if layer < 0 or config.layer_kinds[layer] not in self.layers or config.routing_kinds[layer] not in self.routing:
            return None
        return self.name.format(i=layer)

    def passes(self, layer: int, start: int, tokens: int, config: Config) -> bool:
        """Whether something comes in a pass over `tokens` tokens from `start` on."""
        if self.when == ALWAYS:
            return True
        kind = config.kind_of(layer)
        before = kind.entries(config, start) if self.when == NEW_ENTRY else 0
        return kind.entries(config, start + tokens) > before


def layer_of(name: str) -> int | None:
    """The layer that a point's name names."""
    digits = [part for part in name.split(".") if part.isdigit()]
    return int(digits[0]) if digits else None

"""Places of an attached model beside its points: the seams that rules change, and what they ask of a layer's routing.

They lie in the modules that hold the points, under the names that the reference has for them.
Tests: tests/attached/test_rules.py.
"""

from __future__ import annotations

from typing import Any

from torch import Tensor, nn

from dsv4lab.config import Config
from dsv4lab.kernels.attention import Reading
from dsv4lab.model.seam import Seam


class AttentionPlace(nn.Module):
    """The points of one attention site; `reading` is what its queries may read."""

    def __init__(self) -> None:
        super().__init__()
        self.reading: Seam[Reading] = Seam()


class CompressorPlace(nn.Module):
    """The points of one compressor; `gates` is what its softmax is taken of."""

    def __init__(self) -> None:
        super().__init__()
        self.gates: Seam[Tensor] = Seam()


class RoutingPlace(nn.Module):
    """The points of one layer's routing, and how transformers' router weighs: always by the sum of the chosen."""

    normalise = True

    def __init__(self, gate: Any) -> None:
        super().__init__()
        self._gate = (gate,)  # not as a module: its weights are no part of what is attached

    @property
    def scaling(self) -> float:
        """What a token's weights sum to."""
        return float(self._gate[0].routed_scaling_factor)

    @property
    def tid2eid(self) -> Tensor:
        """The table of a hash layer [V, K]."""
        return self._gate[0].tid2eid.long()


def places_of(config: Config, theirs: Any) -> dict[str, nn.Module]:
    """{name: module that holds points} of a transformers model, outer ones first."""
    found: dict[str, nn.Module] = {}
    for number, layer in enumerate(theirs.model.layers):
        attention = f"layers.{number}.attn"
        found[attention] = AttentionPlace()
        if number in config.compressed_layers:
            found[f"{attention}.compressor"] = CompressorPlace()
        if number in config.picking_layers:
            found[f"{attention}.indexer.compressor"] = CompressorPlace()
        found[f"layers.{number}.ffn.routing"] = RoutingPlace(layer.mlp.gate)
    return found

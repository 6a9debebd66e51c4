"""How many experts of each layer stay on a GPU that is too small for all: plan, prediction and loading share it.

An expert's matrices lie together in one place. Every layer keeps equally many experts on the device, so that every layer of
a prompt has equally many to fetch. Surprising: places for two layers' other experts are on the device as well, since a
prompt needs nearly all experts, those of the next layer while this one runs. Tests: tests/checkpoint/test_ways.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

SPARE = 16  # places on each side for experts on their way, so many of which can change sides at a time
ALIGNED = 256  # an expert's matrices begin at multiples of so many bytes


class ExpertSizes(NamedTuple):
    """The routed experts of a model.

    layers   that have experts, the draft block among them
    experts  of each layer
    bytes    of one expert's place
    """

    layers: int
    experts: int
    bytes: int

    def on_device(self, hot: int) -> int:
        """Bytes on the device if `hot` experts of each layer stay there: their places, spare ones, and a prompt's."""
        cold = self.experts - hot
        return self.bytes * (self.layers * hot + (SPARE + 2 * cold if cold else 0))

    def on_host(self, hot: int) -> int:
        """Bytes of the host's memory for all other experts, with the spare places."""
        cold = self.experts - hot
        return self.bytes * (self.layers * cold + SPARE if cold else 0)

    def most(self, room: int) -> int | None:
        """The most experts of each layer that leave the device's places within `room` bytes; None if none do."""
        return next((hot for hot in range(self.experts, -1, -1) if self.on_device(hot) <= room), None)


def expert_sizes(stored: Mapping[str, int], experts: int) -> ExpertSizes:
    """Of a model with so many experts a layer; `stored` {our name: bytes}, of which only experts count."""
    layers: dict[str, int] = {}
    for name, size in stored.items():
        if ".experts." in name:
            where = ".".join(name.split(".", 2)[:2])
            layers[where] = layers.get(where, 0) + -(-size // experts) + 2 * ALIGNED
    return ExpertSizes(len(layers), experts, -(-max(layers.values(), default=0) // ALIGNED) * ALIGNED)

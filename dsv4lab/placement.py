"""Placement: where a checkpoint's weights go when it is loaded for the engine, decided from stored bytes and what is free.

`resident` is one device, `split` whole layers over several, in order, `offload` one device with what it has no room for of
the routed experts in main memory, `streamed` one layer after another through one device.
Surprising: splitting does not make a text faster, since its token visits one device after another; it makes room.
Tests: tests/package/test_placement.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch

from dsv4lab.checkpoint.expert_sizes import expert_sizes
from dsv4lab.engine.stages import Stage, deal, one_stage
from dsv4lab.errors import LabError, RoomError

PLACEMENTS = ("auto", "resident", "split", "offload", "streamed")
ROOM = (
    4 << 30
)  # bytes on each device beside weights that a text begins to need: cache, captured graph, a prompt's chunk


@dataclass(frozen=True)
class Placement:
    """One way of running and its plan.

    stages   which layers lie where
    held     bytes of weights on each stage's device
    free     bytes that were free on it
    hot      offload: how many of each layer's experts stay on the device, `host` bytes of main memory hold the others
    """

    way: str
    stages: tuple[Stage, ...]
    held: tuple[int, ...]
    free: tuple[int, ...]
    hot: int = 0
    experts: int = 0
    host: int = 0
    host_free: int = 0

    @property
    def fits(self) -> bool:
        """Whether the weights do, by themselves."""
        fits = all(held <= free for held, free in zip(self.held, self.free, strict=True))
        return fits and self.host <= self.host_free

    @property
    def has_room(self) -> bool:
        """Whether the weights fit with room for a text."""
        return all(held + ROOM <= free for held, free in zip(self.held, self.free, strict=True))

    def __str__(self) -> str:
        last = len(self.stages) - 1
        parts: list[str] = []
        for i, (stage, held, free) in enumerate(zip(self.stages, self.held, self.free, strict=True)):
            first, stop = stage.layers[0], stage.layers[-1]
            layers = f"layer {first}" if first == stop else f"layers {first} to {stop}"
            others = ["embedding"] * (i == 0) + ["head"] * (i == last)
            parts.append(
                f"{stage.device}: {', '.join([layers, *others])}, {held / 1e9:.1f} GB of {free / 1e9:.1f} GB that are free"
            )
        if self.way == "offload":
            parts.append(
                f"{self.hot} of {self.experts} experts of each layer there, the others in {self.host / 1e9:.1f} GB of "
                f"{self.host_free / 1e9:.1f} GB of main memory that are free"
            )
        return f"{self.way}: {'; '.join(parts)}"


def choose(
    wanted: str, stored: Mapping[str, int], layers: int, devices: Sequence[torch.device], free: Sequence[int], name: str,
    *, experts: int = 0, host_free: int = 0, hot: int | None = None,
) -> Placement:  # fmt: skip
    """The placement that is wanted, or with "auto" the first that fits: on the first device, over all of them, on the first
    with experts in main memory, through it.

    stored     {our name: bytes}; `layers` of the trunk, `name` of the checkpoint for words
    experts    of each layer; `hot` of them are to stay on the device where others do not, None: as many as fit
    host_free  bytes of main memory for the others

    Raises RoomError, before anything is read, where the weights do not fit, and LabError for a `hot` that cannot be.
    """
    if hot is not None and not 0 <= hot <= experts:
        raise LabError(
            f"experts_on_device={hot} cannot be: a layer of {name} has {experts} experts; give 0 to {experts}."
        )
    inside, first, last = [0] * layers, 0, 0
    for ours, size in stored.items():
        parts = ours.split(".", 2)
        if parts[0] == "layers":
            inside[int(parts[1])] += size
        elif ours == "embed.weight":
            first += size
        else:
            last += size
    total, alone = sum(inside) + first + last, last
    resident = Placement("resident", one_stage(devices[0], layers), (total,), (free[0],))
    if wanted in ("resident", "offload", "streamed") or (wanted == "auto" and (len(devices) == 1 or resident.has_room)):
        split = None
    else:
        if any(ours.startswith("mtp.") for ours in stored):
            last += first  # draft blocks read the embedding, and are where the last layers are
        stages = deal(inside, devices, free, first=first, last=last)
        held = [sum(inside[i] for i in stage.layers) for stage in stages]
        held[0] += first
        held[-1] += last
        split = Placement("split", stages, tuple(held), tuple(free[: len(stages)]))
    # The layer that runs, the next one, and while it is put together some of its parts twice.
    passing = first + alone + 3 * max(inside)
    streamed = Placement("streamed", one_stage(devices[0], layers), (passing,), (free[0],))
    chosen = split if split is not None and (wanted == "split" or split.fits) else resident
    if wanted == "offload" or (wanted == "auto" and not chosen.fits and experts):
        offload = _offload(stored, experts, hot, resident, host_free)
        chosen = offload if offload.fits or wanted == "offload" else chosen
    if wanted == "streamed" or (wanted == "auto" and not chosen.fits and streamed.fits):
        chosen = streamed
    if not chosen.fits:
        raise RoomError(
            f"{name} has {total / 1e9:.1f} GB of weights. {_too_little(chosen)} {_instead(chosen, devices)}"
        )
    return chosen


def _offload(
    stored: Mapping[str, int], experts: int, hot: int | None, resident: Placement, host_free: int
) -> Placement:
    """As many experts of each layer on the device as leave room for a text, or `hot`; the others in main memory."""
    sizes = expert_sizes(stored, experts)
    others = sum(size for ours, size in stored.items() if ".experts." not in ours)
    if hot is None:
        hot = sizes.most(resident.free[0] - others - ROOM) or 0
    held, host = others + sizes.on_device(hot), sizes.on_host(hot)
    return Placement("offload", resident.stages, (held,), resident.free, hot, experts, host, host_free)


def _too_little(chosen: Placement) -> str:
    short = [
        f"{held / 1e9:.1f} GB for {stage.device}, where {free / 1e9:.1f} GB are free"
        for stage, held, free in zip(chosen.stages, chosen.held, chosen.free, strict=True)
        if held > free
    ]
    if chosen.host > chosen.host_free:
        short.append(f"{chosen.host / 1e9:.1f} GB of main memory, where {chosen.host_free / 1e9:.1f} GB are free")
    return f"placement={chosen.way!r} needs {' and '.join(short)}."


def _instead(chosen: Placement, devices: Sequence[torch.device]) -> str:
    ways = ["layers=range(k) for its first k layers"]
    if chosen.way == "resident" and len(devices) > 1:
        ways.insert(0, "placement='split'")
    if chosen.way == "offload":
        ways.insert(0, "placement='streamed'")
    return f"Use {' or '.join(ways)}; dsv4lab.inspect says what fits here."

"""ExpertStore: the routed experts of a model that is larger than its GPU, some there and the others in pinned host memory.

Kernels find an expert by a table of distances (`StoredMatrix.places`), one for each layer at an address that never changes,
so that a decoding step stays one captured graph: it reads an expert of the host's across the bus, and the same expert from
the device once it has moved. Experts move between steps (expert_places.py). A prompt needs nearly all experts: those that
are missing are fetched a layer ahead, as layer_stream.py does with whole layers. Surprising: nothing that is computed knows
where an expert lies, so results are the resident model's, bit for bit. Tests: tests/engine/test_offload.py.
"""

from __future__ import annotations

import copy
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from dsv4lab.checkpoint.expert_sizes import ALIGNED, SPARE, ExpertSizes
from dsv4lab.config import Config
from dsv4lab.engine.copy_lanes import CopyLanes
from dsv4lab.engine.expert_places import ExpertPlaces, Swap
from dsv4lab.engine.host_memory import HostMemory
from dsv4lab.errors import LabError
from dsv4lab.kernels.linear import StoredMatrix

_COUNTS = 4  # copies of the counters that may be on their way to the host

Matrices = tuple[StoredMatrix, StoredMatrix, StoredMatrix]


@dataclass(eq=False)
class _Move:
    """Two experts on their way, once their copies have `begun`."""

    swap: Swap
    events: tuple[Any, ...] = ()
    begun: bool = False


class ExpertStore:
    """Holds the experts of all layers, `hot` of each on the device at any time; filled by `keep` as they are read.

    Layers are numbered as in the trunk, the draft block's behind them. Passes follow one another, which the model's lock
    sees to; what moves experts is called between them.
    """

    def __init__(
        self, config: Config, sizes: ExpertSizes, hot: int, device: torch.device, spare: int = SPARE
    ) -> None:  # fmt: skip
        self.sizes, self.hot, self.device = sizes, hot, device
        self.trunk, self._chosen = config.num_hidden_layers, config.num_experts_per_tok
        self.places = ExpertPlaces(sizes.layers, sizes.experts, hot, spare)
        cold = sizes.experts - hot
        self.moves = bool(cold)  # whether anything does
        # Two layers' missing experts lie behind the places that are numbered.
        self._device_rows = torch.empty(self.places.slots + 2 * cold, sizes.bytes, dtype=torch.uint8, device=device)
        self._host: dict[int, HostMemory] = {}  # by layer, and the spare places behind all of them
        self._filled = [0] * sizes.layers  # bytes of each expert's place that are laid out
        # What a captured step reads: these addresses never change.
        self.table = torch.zeros(sizes.layers, sizes.experts, dtype=torch.int64, device=device)
        self._counts = torch.zeros(sizes.layers, sizes.experts, dtype=torch.int32, device=device)
        self._one = torch.ones(1, dtype=torch.int32, device=device)
        self._lanes: Any = CopyLanes(device)
        pinned = device.type == "cuda"
        self._counted = [torch.zeros_like(self._counts, device="cpu", pin_memory=pinned) for _ in range(_COUNTS)]
        self._arriving = deque[tuple[Any, int]]()
        self._under_way: list[_Move] = []
        self._fetched = [torch.zeros(sizes.experts, dtype=torch.int64, device=device) for _ in range(2)]
        self._free_again: list[Any] = [None, None]  # of each half of a prompt's places: when it may be written
        self._coming: dict[int, tuple[int, Any]] = {}  # layer: which half, and when it is there
        self._half = 0
        self.swapped = 0  # pairs that have changed sides
        self.crossed = self.read = 0  # experts that tokens chose on the host's side, and all that they chose
        if self.moves:
            self._row(self.places.total - 1)  # spare places are taken now: pinning takes a while

    # Filling

    def reading(self, read: Callable[[str], Any]) -> Callable[[str], Any]:
        """`read`, whose experts come to lie here."""

        def read_and_keep(name: str) -> Any:
            value = read(name)
            return self.keep(name, value) if ".experts." in name else value

        return read_and_keep

    def keep(self, name: str, value: Tensor | StoredMatrix) -> StoredMatrix:
        """Take one matrix of all experts, [E, O, I] under its name, and return it as it lies here."""
        number = self.number(name)
        codes, scale, _ = value if isinstance(value, StoredMatrix) else StoredMatrix(value)
        shown = [None if part is None else self._lay_down(number, part) for part in (codes, scale)]
        if self.device.type == "cuda":
            torch.cuda.current_stream(self.device).synchronize()  # the host's half must be there
        assert shown[0] is not None
        self.table[number] = torch.tensor([self._distance(place) for place in self.places.at[number].tolist()])
        return StoredMatrix(shown[0], shown[1], self.table[number])

    def number(self, name: str) -> int:
        """The layer that "layers.3..." or "mtp.0..." names."""
        kind, i, *_ = name.split(".", 2)
        return int(i) + (self.trunk if kind == "mtp" else 0)

    def _lay_down(self, number: int, part: Tensor) -> Tensor:
        """Every expert's part of `part` [E, ...] into its place; returns one place, shown as often as there are experts."""
        begin, experts = self._filled[number], len(part)
        flat = part.contiguous().view(experts, -1).view(torch.uint8)
        end = begin + flat.shape[1]
        if end > self.sizes.bytes or experts != self.sizes.experts:
            raise LabError(
                f"layer {number}: {experts} experts of {end:,} bytes or more do not fit the {self.sizes.experts} places of "
                f"{self.sizes.bytes:,} bytes; load with placement='streamed'."
            )
        self._filled[number] = -(-end // ALIGNED) * ALIGNED
        first, hot = self.hot * number, self.hot
        self._device_rows[first : first + hot, begin:end] = flat[:hot]
        for expert in range(hot, experts):
            row = self._row(int(self.places.at[number, expert]))
            row[begin:end].copy_(flat[expert], non_blocking=True)
        one = self._device_rows[0, begin:end].view(part.dtype).view(part.shape[1:])
        return one.expand(part.shape)

    def _row(self, place: int) -> Tensor:
        """The bytes of a numbered place."""
        if place < self.places.slots:
            return self._device_rows[place]
        cold = self.sizes.experts - self.hot
        layer, i = divmod(place - self.places.slots, cold)
        if layer >= self.sizes.layers:
            layer, i = self.sizes.layers, place - self.places.slots - self.sizes.layers * cold
        if layer not in self._host:  # taken when it is first needed, by the thread that reads the layer
            spare = self.places.total - self.places.slots - self.sizes.layers * cold
            self._host[layer] = HostMemory(cold if layer < self.sizes.layers else spare, self.sizes.bytes, self.device)
        return self._host[layer].rows[i]

    def _distance(self, place: int) -> int:
        """Bytes from the first place to this one, wherever it is: a GPU and its host share one space of addresses."""
        return self._row(place).data_ptr() - self._device_rows.data_ptr()

    # A prompt

    def begin(self, tokens: int, first: int) -> None:
        """A chunk of a prompt begins at layer `first`, and nothing of it is launched yet: that layer's missing experts are
        sent for, if so many tokens need nearly all.
        """
        if not self._needs_all(tokens):
            self.between_steps()  # it reads experts as a step does
        elif first < self.trunk:
            self._send_for(first)

    def matrices(self, name: str, own: Matrices, tokens: int) -> Matrices:
        """A layer's experts for a chunk of so many tokens: all on the device, or where they are if few are needed.

        own  its w1, w3 and w2, as a step reads them

        `passed` has to follow when what reads them is launched.
        """
        if not self._needs_all(tokens):
            return own
        number = self.number(name)
        if number not in self._coming:
            self._send_for(number)
        self._half, there = self._coming.pop(number)
        self._lanes.wait(there)
        if number + 1 < self.trunk:
            self._send_for(number + 1)
        w1, w3, w2 = (matrix._replace(places=self._fetched[self._half]) for matrix in own)
        return w1, w3, w2

    def passed(self, tokens: int) -> None:
        """Everything that reads what `matrices` returned is launched: its places are free when that has run."""
        if self._needs_all(tokens):
            self._free_again[self._half] = self._lanes.mark()

    def _needs_all(self, tokens: int) -> bool:
        return self.moves and tokens * self._chosen >= self.sizes.experts

    def _send_for(self, number: int) -> None:
        """Fetch a layer's missing experts into the half that the layer before it does not use."""
        half, cold = 1 - self._half, self.places.cold(number)
        first = self.places.slots + half * (self.sizes.experts - self.hot)
        at = self.places.at[number].tolist()
        distances = [self._distance(place) if place < self.places.slots else 0 for place in at]
        pairs: list[tuple[Tensor, Tensor]] = []
        for i, expert in enumerate(cold):
            row = self._device_rows[first + i]
            distances[expert] = row.data_ptr() - self._device_rows.data_ptr()
            pairs.append((row, self._row(at[expert])))
        pairs.append((self._fetched[half], torch.tensor(distances)))
        self._coming[number] = half, self._lanes.copy("in", pairs, [self._free_again[half]])

    # Steps

    def count(self, name: str, experts: Tensor) -> None:
        """Count the experts [T, K] that tokens chose; part of a captured step."""
        if self.moves:
            chosen = experts.flatten()
            self._counts[self.number(name)].scatter_add_(0, chosen, self._one.expand(len(chosen)))

    def between_steps(self) -> None:
        """Called before a step is launched: tell the table who has arrived, and send those on their way who should move.

        The host waits for nothing here; what it sees of the counters is a step or two old.
        """
        if not self.moves:
            return
        self._look_at_counters()
        there = [move for move in self._under_way if move.begun and all(map(self._lanes.over, move.events))]
        if there:
            for move in there:
                self.places.arrived(move.swap)
            self._tell([move.swap for move in there])
            # Steps that were launched before this read the old places.
            over = self._lanes.mark()
            for move in there:
                self._under_way.remove(move)
                self.places.give_back(move.swap, over)
            self.swapped += len(there)
        self._under_way += [_Move(swap) for swap in self.places.choose()]
        # Whatever Ctrl-C leaves undone here is done by the next call.
        for move in self._under_way:
            if not move.begun:
                swap = move.swap
                comes = self._lanes.copy("in", [(self._row(swap.to_slot), self._row(swap.host))], swap.after)
                goes = self._lanes.copy("out", [(self._row(swap.to_host), self._row(swap.slot))], swap.after)
                move.events, move.begun = (comes, goes), True

    def _look_at_counters(self) -> None:
        if len(self._arriving) < _COUNTS:
            free = next(i for i in range(_COUNTS) if all(i != other for _, other in self._arriving))
            self._counted[free].copy_(self._counts, non_blocking=True)
            self._counts.zero_()
            self._arriving.append((self._lanes.mark(), free))
        while self._arriving and self._lanes.over(self._arriving[0][0]):
            _, i = self._arriving.popleft()
            counts = self._counted[i].numpy()
            self.read += int(counts.sum())
            self.crossed += int(counts[self.places.at >= self.places.slots].sum())
            self.places.used(counts, self._chosen)

    def _tell(self, swaps: list[Swap]) -> None:
        """Write the new places of these experts into the table, behind every step that was launched so far."""
        moved = [(swap.layer, expert) for swap in swaps for expert in (swap.comes, swap.goes)]
        where = [layer * self.sizes.experts + expert for layer, expert in moved]
        distances = [self._distance(int(self.places.at[layer, expert])) for layer, expert in moved]
        # One small copy of what is not pinned: it is read before the call returns.
        both = torch.tensor([where, distances]).to(self.device, non_blocking=True)
        self.table.view(-1).index_copy_(0, both[0], both[1])

    # The whole

    def fewer(self, short: int) -> int | None:
        """How many experts of each layer may be on the device, at most, if `short` bytes more are to be free there."""
        return self.sizes.most(self.sizes.on_device(self.hot) - short)

    @property
    def streams(self) -> list[Any]:
        """On which experts are copied; what is to run beside that needs another."""
        return self._lanes.streams

    def still(self) -> ExpertStore:
        """The same experts, none of which moves or is counted: for whoever looks what would be launched."""
        twin = copy.copy(self)
        twin.moves = False
        return twin

    def holds(self, tensor: Tensor) -> bool:
        """Whether this is a view of something that lies here."""
        own = (part.untyped_storage().data_ptr() for part in (self._device_rows, self.table))
        return tensor.untyped_storage().data_ptr() in own

    def device_bytes(self) -> int:
        """Bytes on the device."""
        held = (self._device_rows, self.table, self._counts, *self._fetched)
        return sum(tensor.numel() * tensor.element_size() for tensor in held)

    def host_bytes(self) -> int:
        """Bytes of main memory."""
        return sum(block.rows.numel() for block in self._host.values())

    def __str__(self) -> str:
        cold = self.sizes.experts - self.hot
        return (
            f"{self.hot} of {self.sizes.experts} experts of each layer are on {self.device}, the other {cold} in "
            f"{self.host_bytes() / 1e9:.1f} GB of main memory; those that are used most move to the device"
        )

    def close(self) -> None:
        """Give all memory back, when nothing is copied any more; the model can no longer be run."""
        self._lanes.drain()
        self.moves = False
        for block in self._host.values():
            block.close()
        self._host.clear()
        self._under_way.clear()
        self._arriving.clear()
        self._coming.clear()
        self._device_rows = torch.empty(0, self.sizes.bytes, dtype=torch.uint8)

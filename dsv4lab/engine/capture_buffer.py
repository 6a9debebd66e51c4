"""CaptureBuffer: where the values a trace wants are written during a pass, so that capturing is not a second computation.

Kernels are given their outputs by the buffer. In a prompt's pass those are fresh tensors; in a captured decoding step they
are places in one frame, which is copied to the recorder's ring as a whole. A name nobody wants gets a tensor, too, because
the computation itself needs most of them; it is only forgotten. Tests: tests/engine/test_engine.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import prod

import torch
from torch import Tensor

_ALIGN = 16  # bytes


def sent(numbers: Sequence[int], device: torch.device) -> Tensor:
    """int64 numbers [n] on their way to the device; the host does not wait for what the device has to do before."""
    if device.type != "cuda":
        return torch.tensor(numbers, dtype=torch.int64, device=device)
    # From pageable memory the copy would wait until the device has nothing else to do.
    return torch.tensor(numbers, dtype=torch.int64, pin_memory=True).to(device, non_blocking=True)


def pieces(numbers: list[int], size: int) -> list[list[int]]:
    """The same numbers, at most `size` at a time."""
    return [numbers[at : at + size] for at in range(0, len(numbers), size)]


class CaptureBuffer:
    """Hands out outputs and remembers the wanted ones in `values`, in the order they were asked for."""

    def __init__(self, wanted: Iterable[str], device: torch.device) -> None:
        self.wanted, self.device = frozenset(wanted), device
        self.values: dict[str, Tensor] = {}
        self.queries: Tensor | None = None  # offsets in the pass whose attention lists and picks are kept
        self._offsets: list[int] | None = None  # the same numbers on the host

    def keep_only(self, offsets: list[int]) -> None:
        """Of what is listed by query (attention's keys and weights) only these of the pass are kept."""
        self._offsets, self.queries = offsets, sent(offsets, self.device)

    def beside(self, device: torch.device) -> CaptureBuffer:
        """An empty buffer with the same wants for a stage on another device."""
        other = CaptureBuffer(self.wanted, device)
        if self._offsets is not None:
            # From the host: a copy from this device would wait for what it still has to do.
            other.keep_only(self._offsets)
        return other

    def take(self, other: CaptureBuffer) -> None:
        """Bring what another stage's pass left in its buffer to this device."""
        for name, value in other.values.items():
            self.values[name] = value.to(self.device, non_blocking=True)
        other.values.clear()

    def allocate(self, name: str, *shape: int, dtype: torch.dtype = torch.float32) -> Tensor:
        """A tensor [*shape] to write this point into."""
        # Fresh ones, because values of a chunk are still being copied out while the next chunk runs.
        value = torch.empty(shape, dtype=dtype, device=self.device)
        if name in self.wanted:
            self.values[name] = value
        return value

    def note(self, name: str, value: Callable[[], Tensor]) -> None:
        """A point that the computation itself has no place for: made, in the point's shape [...], if somebody wants it."""
        if name in self.wanted:
            self.values[name] = value()

    def wants(self, name: str) -> bool:
        """Whether somebody asked for this point."""
        return name in self.wanted


class FrameBuffer(CaptureBuffer):
    """The same places for every step: views of one flat buffer, laid out as a `first` pass asked for them."""

    def __init__(self, first: CaptureBuffer) -> None:
        super().__init__(first.wanted, first.device)
        self.queries = first.queries
        self.layout: dict[str, tuple[int, tuple[int, ...], torch.dtype]] = {}
        # The first pass says what there is: no list of shapes has to be kept beside the computation.
        at = 0
        for name, value in first.values.items():
            self.layout[name] = at, tuple(value.shape), value.dtype
            # Rounded up, so that every value can be viewed in its own dtype.
            at += -(-value.numel() * value.element_size() // _ALIGN) * _ALIGN
        self.bytes = max(at, _ALIGN)  # never empty: a ring of nothing would be a case of its own
        # One tensor: a whole frame is copied with one launch, whatever is captured.
        self.flat = torch.zeros(self.bytes // 4, dtype=torch.int32, device=self.device)

    def allocate(self, name: str, *shape: int, dtype: torch.dtype = torch.float32) -> Tensor:
        if name not in self.layout:
            return torch.empty(shape, dtype=dtype, device=self.device)
        value = self.values[name] = self.view(self.flat, name)
        return value

    def note(self, name: str, value: Callable[[], Tensor]) -> None:
        if name in self.layout:
            self.allocate(name).copy_(value())

    def view(self, rows: Tensor, name: str) -> Tensor:
        """A point in one buffer [bytes / 4] or in several [..., bytes / 4] int32, with the frame's axes behind."""
        at, shape, dtype = self.layout[name]
        # Views all the way, so that frames on the host are cut up without a copy.
        part = rows.view(torch.uint8)[..., at : at + prod(shape) * dtype.itemsize]
        return torch.unflatten(part.view(dtype), -1, shape) if shape else part.view(dtype)[..., 0]

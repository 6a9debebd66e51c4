"""A simulator of programs for a GPU: one after the other on tensors, with bytes counted and mistakes told.

It refuses what a GPU would do without a word: reading outside a tensor, two programs writing one element.
Surprising: while a program runs, what its module calls by the name of Triton's language is the simulator, so the same
source runs in both. Tests: tests/course/test_programs.py.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from types import SimpleNamespace
from typing import Any

import torch
from torch import Tensor

from dsv4lab.errors import LabError


class ProgramError(LabError):
    """What a program does that would go wrong on a GPU, often silently."""


def plain(program: Any) -> Any:
    """The function behind a kernel of Triton or of the simulator."""
    return getattr(program, "fn", program)


@dataclass(frozen=True)
class Moved:
    """What a launch did: how many programs ran, and bytes that they read and wrote, each time counted."""

    programs: int
    read: int
    written: int

    @property
    def bytes(self) -> int:
        """Read and written together."""
        return self.read + self.written


class Simulated:
    """A program that runs in the simulator: simulated[grid](*tensors and numbers, **constants) returns what was Moved."""

    def __init__(self, program: Callable[..., None]) -> None:
        self.fn = plain(program)

    def __getitem__(self, grid: tuple[int, ...] | int) -> Callable[..., Moved]:
        sizes = grid if isinstance(grid, tuple) else (grid,)

        def launch(*arguments: Any, **constants: Any) -> Moved:
            given = [*arguments, *constants.values()]
            memories = {id(value): _Memory(value) for value in given if isinstance(value, Tensor)}

            def handed(value: Any) -> Any:
                return Pointer(memories[id(value)], 0) if isinstance(value, Tensor) else value

            for number, place in enumerate(product(*map(range, sizes))):
                with _called_tl(self.fn, Language(number, place, sizes)):
                    self.fn(*map(handed, arguments), **{name: handed(value) for name, value in constants.items()})
            for memory in memories.values():
                memory.give_back()
            read, written = (sum(getattr(one, name) for one in memories.values()) for name in ("read", "written"))
            return Moved(math.prod(sizes), read, written)

        return launch


def simulate(program: Callable[..., None]) -> Simulated:
    """The program in the simulator; a kernel of Triton's is taken apart first.

    >>> import torch
    >>> from dsv4lab.course.simulator import Language, simulate
    >>> tl = Language()
    >>> def double(p_x, n, BLOCK: tl.constexpr):
    ...     o = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    ...     tl.store(p_x + o, 2 * tl.load(p_x + o, mask=o < n), mask=o < n)
    >>> x = torch.arange(3.0)
    >>> simulate(double)[(2,)](x, 3, BLOCK=2)
    Moved(programs=2, read=12, written=12)
    >>> x
    tensor([0., 2., 4.])
    """
    return Simulated(program)


class _Memory:
    """A tensor as programs see it: a row of elements, with who wrote which."""

    def __init__(self, tensor: Tensor) -> None:
        if not tensor.is_contiguous():
            raise ProgramError("a tensor's elements do not lie one after the other here; call .contiguous() first.")
        self.tensor, self.elements = tensor, tensor.detach().cpu().view(-1)  # of a tensor on a CPU no copy is made
        self.writer = torch.full((tensor.numel(),), -1)
        self.read = self.written = 0

    def give_back(self) -> None:
        if self.tensor.device.type != "cpu":
            self.tensor.copy_(self.elements.view(self.tensor.shape))


class Pointer:
    """A place in a tensor, or a block of places: pointer + offsets."""

    def __init__(self, memory: _Memory, offsets: Any) -> None:
        self.memory, self.offsets = memory, offsets
        self.dtype = SimpleNamespace(element_ty=memory.elements.dtype)

    def __add__(self, offsets: Any) -> Pointer:
        return Pointer(self.memory, self.offsets + offsets)

    __radd__ = __add__

    def __sub__(self, offsets: Any) -> Pointer:
        return Pointer(self.memory, self.offsets - offsets)


class Language:
    """The words of Triton's language that these lessons use, on tensors; `number` is the program that runs."""

    constexpr = object
    float32, float64, float16, bfloat16 = torch.float32, torch.float64, torch.float16, torch.bfloat16
    int32, int64, int1 = torch.int32, torch.int64, torch.bool
    range = static_range = staticmethod(range)

    def __init__(self, number: int = 0, place: tuple[int, ...] = (0,), grid: tuple[int, ...] = (1,)) -> None:
        self._number, self._place, self._grid = number, place, grid

    def __getattr__(self, name: str) -> Any:
        known = ", ".join(sorted(word for word in dir(type(self)) if not word.startswith("_")))
        raise ProgramError(f"the simulator has no tl.{name}; it knows {known}.")

    def program_id(self, axis: int) -> int:
        """The number of the program that runs, along one axis of the grid."""
        return self._place[axis] if axis < len(self._place) else 0

    def num_programs(self, axis: int) -> int:
        """How many programs the grid has along one axis."""
        return self._grid[axis] if axis < len(self._grid) else 1

    @staticmethod
    def arange(start: int, end: int) -> Tensor:
        """The whole numbers from `start` to `end` - 1, as many as a power of two: [end - start]."""
        size = end - start
        if size < 1 or size & (size - 1):
            raise ProgramError(f"tl.arange({start}, {end}) has {size} places; a block's size must be a power of two.")
        return torch.arange(start, end)

    def load(self, pointer: Pointer, mask: Any = None, other: Any = None) -> Tensor:
        """What lies there [as the pointer's places].

        Masked places are `other`; without it they are not a number, since Triton promises nothing of them.
        """
        memory, at, wanted = self._places(pointer, mask, "reads")
        nothing = float("nan") if memory.elements.dtype.is_floating_point else -(2**31)
        out = torch.full(at.shape, nothing if other is None else other, dtype=memory.elements.dtype)
        out[wanted] = memory.elements[at[wanted]]
        memory.read += int(wanted.sum()) * memory.elements.element_size()
        return out

    def store(self, pointer: Pointer, value: Any, mask: Any = None) -> None:
        """Write `value` [as the pointer's places] where the mask says so."""
        memory, at, wanted = self._places(pointer, mask, "writes")
        before = memory.writer[at[wanted]]
        if ((before >= 0) & (before != self._number)).any():
            other = int(before[(before >= 0) & (before != self._number)][0])
            raise ProgramError(
                f"programs {other} and {self._number} write the same element, and on a GPU nobody knows which "
                "one is last; is a mask missing, or the program's own place?"
            )
        values = torch.as_tensor(value).to(memory.elements.dtype).expand(at.shape)
        memory.elements[at[wanted]] = values[wanted]
        memory.writer[at[wanted]] = self._number
        memory.written += int(wanted.sum()) * memory.elements.element_size()

    def _places(self, pointer: Any, mask: Any, does: str) -> tuple[_Memory, Tensor, Tensor]:
        if not isinstance(pointer, Pointer):
            raise ProgramError(f"program {self._number} {does} at {type(pointer).__name__}, which is no pointer.")
        memory, wanted = pointer.memory, torch.as_tensor(True if mask is None else mask)
        at, wanted = torch.broadcast_tensors(torch.as_tensor(pointer.offsets), wanted)
        outside = wanted & ((at < 0) | (at >= memory.elements.numel()))
        if outside.any():
            raise ProgramError(
                f"program {self._number} {does} element {int(at[outside][0])} of a tensor with "
                f"{memory.elements.numel()} elements; a mask must leave such places out."
            )
        return memory, at, wanted

    @staticmethod
    def zeros(shape: Any, dtype: torch.dtype) -> Tensor:
        """A block of zeros [as `shape` says]."""
        return torch.zeros(tuple(shape), dtype=dtype)

    @staticmethod
    def full(shape: Any, value: float, dtype: torch.dtype) -> Tensor:
        """A block of one value [as `shape` says]."""
        return torch.full(tuple(shape), value, dtype=dtype)

    @staticmethod
    def sum(x: Any, axis: int | None = None) -> Tensor:
        """The sum along an axis [x without it], or of all."""
        return _tensor(x).sum() if axis is None else _tensor(x).sum(axis)

    @staticmethod
    def max(x: Any, axis: int | None = None) -> Tensor:
        """The largest along an axis [x without it], or of all."""
        return _tensor(x).amax() if axis is None else _tensor(x).amax(axis)

    @staticmethod
    def min(x: Any, axis: int | None = None) -> Tensor:
        """The smallest along an axis [x without it], or of all."""
        return _tensor(x).amin() if axis is None else _tensor(x).amin(axis)

    @staticmethod
    def where(condition: Any, x: Any, y: Any) -> Tensor:
        """x where the condition holds, else y [as these are]."""
        return torch.where(torch.as_tensor(condition), x, y)

    @staticmethod
    def maximum(x: Any, y: Any) -> Tensor:
        """The larger one, place by place [as x]."""
        return torch.maximum(_tensor(x), _tensor(y))

    @staticmethod
    def minimum(x: Any, y: Any) -> Tensor:
        """The smaller one, place by place [as x]."""
        return torch.minimum(_tensor(x), _tensor(y))

    @staticmethod
    def exp(x: Any) -> Tensor:
        """e to the power of x [as x]."""
        return _tensor(x).exp()

    @staticmethod
    def log(x: Any) -> Tensor:
        """The natural logarithm [as x]."""
        return _tensor(x).log()

    @staticmethod
    def sqrt(x: Any) -> Tensor:
        """The square root [as x]."""
        return _tensor(x).sqrt()

    @staticmethod
    def rsqrt(x: Any) -> Tensor:
        """One over the square root [as x]."""
        return _tensor(x).rsqrt()

    @staticmethod
    def abs(x: Any) -> Tensor:
        """The size without its sign [as x]."""
        return _tensor(x).abs()

    @staticmethod
    def cdiv(x: int, y: int) -> int:
        """x over y, rounded up."""
        return -(-x // y)


def _tensor(x: Any) -> Tensor:
    return x if isinstance(x, Tensor) else torch.tensor(x, dtype=torch.float32)


@contextmanager
def _called_tl(program: Any, words: Language) -> Iterator[None]:
    """While it runs, what the program's module calls by the language's name is the simulator."""
    names: dict[str, Any] = program.__globals__
    before = {
        name: value
        for name, value in names.items()
        if isinstance(value, Language) or getattr(value, "__name__", "") == "triton.language"
    }
    names.update(dict.fromkeys(before, words))
    try:
        yield
    finally:
        names.update(before)

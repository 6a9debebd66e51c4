"""What all layers of one pass share, and how its vectors meet stored matrices: few one by one, many together.

Section 5.2 of the report says which inputs the release rounds. Tests: tests/engine/test_engine.py.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import torch
import torch.nn.functional as F
from torch import Tensor

from dsv4lab.engine.capture_buffer import CaptureBuffer
from dsv4lab.engine.kv_cache import EngineCache
from dsv4lab.engine.weights import Joined
from dsv4lab.kernels.common.thresholds import LINEAR_FEW
from dsv4lab.kernels.linear import StoredMatrix
from dsv4lab.kernels.linear_packed_triton import PackedVectors, worth_packing
from dsv4lab.kernels.linear_triton import linear_triton
from dsv4lab.kernels.quantization_triton import simulate_fp8_triton

if TYPE_CHECKING:
    from dsv4lab.engine.edited_pass import EditedPass

T = TypeVar("T")


class Input(NamedTuple):
    """What a sub-layer reads: collapsed and normed [T, D]; for a few tokens also packed for the rows it meets."""

    normed: Tensor
    packed: PackedVectors | None


class PassContext:
    """What a pass's layers on one device share. Work done on `side_stream` runs beside what follows it, until `join`."""

    def __init__(
        self, ids: Tensor, positions: Tensor, batch: int, tokens: int, cache: EngineCache, buffer: CaptureBuffer,
        halted: Tensor | None, side: Any, *, stage: int = -1, edits: EditedPass | None = None,
    ) -> None:  # fmt: skip
        self.edits = edits  # what rules do in this pass, if there are any
        self.ids, self.positions, self.batch, self.tokens = ids, positions, batch, tokens
        self.cache, self.buffer, self.halted, self._side = cache, buffer, halted, side
        self.position = cache.positions[stage]  # [1], the text's length on this stage's device
        self.shape, self.release = (batch, tokens), cache.release
        self._memo: dict[tuple[str, int], Any] = {}

    def memo(self, name: str, size: int, make: Callable[[], T]) -> T:
        """What all layers of a chunk need alike (rows of a ring of this size, ...), made by the first that asks."""
        # By size too: layers of one pass have blocks of several rates.
        if (name, size) not in self._memo:
            self._memo[name, size] = make()
        return self._memo[name, size]

    def input(self, x: Tensor) -> Tensor:
        """What a matrix of FP8 or FP4 gets instead of x, same shape: under the release's numerics, x through FP8."""
        return simulate_fp8_triton(x) if self.release else x

    def side_stream(self) -> AbstractContextManager[Any]:
        """On a second stream of a step's graph. What it reads must be kept until `join`."""
        if self._side is None:
            return nullcontext()
        # What was launched so far is there for it; what comes later is not.
        self._side.wait_stream(torch.cuda.current_stream())
        return torch.cuda.stream(self._side)

    def join(self) -> None:
        """What follows waits for everything on the side stream."""
        if self._side is not None:
            # Waiting is the device's; inside a graph it becomes an edge and costs no launch.
            torch.cuda.current_stream().wait_stream(self._side)


def linear(x: Tensor, matrix: StoredMatrix, packed: PackedVectors | None = None, *, wide: bool = False) -> Tensor:
    """x [T, I] times a stored matrix [1, O, I]: [T, O] in x's dtype, or with `wide` in float32 without rounding between.

    packed  the same vectors, used if they are packed for this kind of rows
    """
    weight = matrix.codes[0]
    if len(x) <= LINEAR_FEW:
        # Few vectors: the time is the bytes of the weights, so they are read as they are stored.
        packed = packed if packed is not None and packed.suits(matrix.kind) else None
        out = torch.empty(len(x), weight.shape[0], dtype=torch.float32 if wide else x.dtype, device=x.device)
        return linear_triton(x, matrix, out=out, packed=packed)
    if matrix.kind != "plain":
        # Many vectors and quantised weights: unpacked inside the product, or written out once, as the kernel finds best.
        return linear_triton(x, matrix)
    if not wide:
        # Plain weights and many vectors are what the vendor's product is made for.
        return F.linear(x, weight.to(x.dtype))
    if x.dtype == weight.dtype == torch.bfloat16 and x.is_cuda:
        return torch.mm(x, weight.t(), out_dtype=torch.float32)
    return F.linear(x.float(), weight.float())  # elsewhere torch gives float32 from float32 only


def packed_for(ctx: PassContext, x: Tensor, *groups: list[StoredMatrix]) -> tuple[str, ...]:
    """Kinds of rows that vectors like x [..., D] are packed for where they are made.

    All matrices of a group meet them, or none.
    """
    if len(x) > LINEAR_FEW or ctx.release:  # what is rounded first is packed after
        return ()
    return tuple({matrix.kind for group in groups if worth_packing(x, *group) for matrix in group})


def split(product: Tensor, joined: Joined) -> tuple[Tensor, ...]:
    """A product [T, O] with matrices that were joined, as the products with each of them: views."""
    return tuple(product[:, part] for part in joined.parts)

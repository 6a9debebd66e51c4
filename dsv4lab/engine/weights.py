"""Weights as the engine holds them: every matrix as it is stored (FP4, FP8, BF16), those that read one vector joined.

They are arranged by build_weights.py. Tests: tests/engine/test_engine.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import torch
from torch import Tensor

from dsv4lab.config import Config
from dsv4lab.engine.stages import Stage, on, one_stage
from dsv4lab.kernels.linear import StoredMatrix
from dsv4lab.kernels.quantization import dequantize_fp4_rows, dequantize_fp8_tiles
from dsv4lab.kernels.quantization_dequantize_triton import dequantize_triton

if TYPE_CHECKING:
    from dsv4lab.engine.expert_store import ExpertStore


@dataclass(frozen=True)
class Joined:
    """Matrices that read the same vector, one below the other; `parts` are their rows in the product."""

    matrix: StoredMatrix
    parts: tuple[slice, ...]


@dataclass(frozen=True)
class Site:
    """Hyper-connection and norm around one sub-layer."""

    fn: Tensor
    base: Tensor
    scale: Tensor
    norm: Tensor


@dataclass(frozen=True)
class CompressorWeights:
    """Slot bias [m, co * C], norm [C]; the two matrices are part of `LayerWeights.columns`."""

    ape: Tensor
    norm: Tensor


@dataclass(frozen=True)
class LayerWeights:
    """One layer. Vectors and the order of what is joined:

    low      wq_a, wkv
    query    wq_b, then the indexer's wq_b on layers that pick
    columns  the compressor's wkv and wgate, then the indexer's wkv, wgate and weights_proj; None on layers without entries
    """

    kind: str
    attention: Site
    low: Joined
    q_norm: Tensor
    kv_norm: Tensor
    query: Joined
    columns: Joined | None
    compressor: CompressorWeights | None
    index_compressor: CompressorWeights | None
    sink: Tensor
    wo_a: StoredMatrix  # [G, R, H * C / G]
    wo_b: StoredMatrix
    experts_site: Site
    routing: Tensor
    bias: Tensor | None
    table: Tensor | None
    w1: StoredMatrix
    w3: StoredMatrix
    w2: StoredMatrix
    shared: tuple[StoredMatrix, StoredMatrix, StoredMatrix]  # w1, w3, w2 of the shared expert


@dataclass(frozen=True)
class MTPWeights:
    """The first draft (MTP) block: a layer, what brings a token's streams and the next embedding together, its collapse.

    embed   the trunk's embedding, where the block is: on one device the same tensor
    """

    layer: LayerWeights
    embed: Tensor
    e_norm: Tensor
    e_proj: StoredMatrix
    h_norm: Tensor
    h_proj: StoredMatrix
    head_site: Site


class Small(NamedTuple):
    """What is asked of a layer outside of its turn: its first site's matrix, the routing's bias [E], the sink [H]."""

    fn: Tensor
    bias: Tensor | None
    sink: Tensor


class Outside(NamedTuple):
    """What a model has outside of its layers."""

    embed: Tensor
    head_site: Site
    head: Tensor
    mtp: MTPWeights | None


@dataclass(frozen=True)
class Weights:
    """The trunk, whose `head_site` collapses the last streams and holds the final norm; the draft block if there is one.

    The embedding is with the first stage's layers; what makes tokens of the last streams is with the last stage's. `store`
    holds the routed experts if they are more than the device has room for.
    """

    config: Config
    dtype: torch.dtype
    embed: Tensor
    layers: Sequence[LayerWeights]
    head_site: Site
    head: Tensor
    mtp: MTPWeights | None = None
    stages: tuple[Stage, ...] = ()
    small: tuple[Small, ...] = ()
    store: ExpertStore | None = None

    def __post_init__(self) -> None:
        if not self.small:
            small = tuple(Small(layer.attention.fn, layer.bias, layer.sink) for layer in self.layers)
            object.__setattr__(self, "small", small)
        if not self.stages:
            object.__setattr__(self, "stages", one_stage(self.embed.device, len(self.layers)))

    def bytes(self) -> int:
        """Bytes on the devices."""
        return self._held(self)

    def bytes_of(self, stage: int) -> int:
        """Bytes on one stage's device."""
        last = len(self.stages) - 1
        held: list[Any] = [self.layers[i] for i in self.stages[stage].layers]
        held += [self.embed] * (stage == 0) + [self.head_site, self.head, self.mtp] * (stage == last)
        return self._held(held)

    def _held(self, value: Any) -> int:
        tensors = _each_once(tensors_of(value))
        if self.store is None:
            return sum(map(_size, tensors))
        # An expert that is kept there shows one place many times; the store counts the places.
        others = (tensor for tensor in tensors if not self.store.holds(tensor))
        return sum(map(_size, others)) + self.store.device_bytes()

    def bytes_per_token(self) -> int:
        """Bytes of weights that one token of decoding must read: the trunk but for other tokens' embeddings and experts."""
        config, total = self.config, self.head.numel() * self.head.element_size()
        total += config.hidden_size * self.embed.element_size() + sum(_size(t) for t in tensors_of(self.head_site))
        for layer in self.layers:
            for name, value in vars(layer).items():
                # Of the experts only the chosen ones are read, of a table one row.
                share = config.num_experts_per_tok / config.n_routed_experts if name in ("w1", "w3", "w2") else 1.0
                if name == "table":
                    share = 1 / config.vocab_size
                total += int(share * sum(_size(tensor) for tensor in tensors_of(value)))
        return total


def tensors_of(value: Any) -> list[Tensor]:
    """Every tensor, of any shape, inside dataclasses, tuples and lists."""
    if isinstance(value, Tensor):
        return [value]
    if isinstance(value, (list, tuple)):
        return [tensor for item in cast(list[Any], value) for tensor in tensors_of(item)]
    if hasattr(value, "__dataclass_fields__"):
        return [tensor for item in cast(dict[str, Any], vars(value)).values() for tensor in tensors_of(item)]
    return []


def _each_once(tensors: list[Tensor]) -> list[Tensor]:
    """The embedding is the draft block's, too."""
    return list({id(tensor): tensor for tensor in tensors}.values())


def _size(tensor: Tensor) -> int:
    return tensor.numel() * tensor.element_size()


def dequantised(matrix: StoredMatrix, dtype: torch.dtype) -> Tensor:
    """[E, O, I] in a plain dtype."""
    if matrix.kind == "plain" or matrix.scale is None:
        return matrix.codes.to(dtype)
    # The kernel knows bfloat16 only; elsewhere the definition does.
    if matrix.codes.is_cuda and dtype == torch.bfloat16:
        with on(matrix.codes.device):
            return dequantize_triton(matrix.codes, matrix.scale)
    unpack = dequantize_fp8_tiles if matrix.kind == "fp8" else dequantize_fp4_rows
    return unpack(matrix.codes, matrix.scale, dtype)

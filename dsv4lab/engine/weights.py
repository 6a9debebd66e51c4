"""Weights for the engine: every matrix as it is stored (FP4, FP8, BF16), those that read the same vector joined into one.

Section 5.2 of the report says how the release stores them. Joining costs nothing when a matrix is streamed row
by row, and saves a launch each; FP8 scales belong to tiles of 128 rows, so joined parts begin at multiples of 128.
Tests: tests/engine/test_engine.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import torch
from torch import Tensor

from dsv4lab.attention_kinds import KINDS, SLIDING
from dsv4lab.config import HASH, LEARNED, Config
from dsv4lab.kernels.linear import StoredMatrix
from dsv4lab.kernels.quantization import dequantize_fp4_rows, dequantize_fp8_tiles
from dsv4lab.kernels.quantization_dequantize_triton import dequantize_triton

if TYPE_CHECKING:
    from dsv4lab.checkpoint.reader import Checkpoint
    from dsv4lab.model.transformer import Transformer

TILE = 128
# Reads one weight by its name in the model: a plain tensor, or a matrix as it is stored.
Read = Callable[[str], "Tensor | StoredMatrix"]


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
    """The first draft (MTP) block: a layer, what brings a token's streams and the next embedding together, its collapse."""

    layer: LayerWeights
    e_norm: Tensor
    e_proj: StoredMatrix
    h_norm: Tensor
    h_proj: StoredMatrix
    head_site: Site


@dataclass(frozen=True)
class Weights:
    """The trunk, whose `head_site` collapses the last streams and holds the final norm; the draft block if there is one."""

    config: Config
    dtype: torch.dtype
    embed: Tensor
    layers: list[LayerWeights]
    head_site: Site
    head: Tensor
    mtp: MTPWeights | None = None

    def bytes(self) -> int:
        """Bytes on the device."""
        return sum(tensor.numel() * tensor.element_size() for tensor in tensors_of(self))

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


def _size(tensor: Tensor) -> int:
    return tensor.numel() * tensor.element_size()


def from_model(model: Transformer) -> Weights:
    """The weights of a model in plain PyTorch, in its own dtype; nothing is copied that need not be joined."""
    state = model.state_dict()
    return build(model.config, state["embed.weight"].dtype, state.__getitem__)


def from_checkpoint(checkpoint: Checkpoint, *, dtype: torch.dtype, device: str | torch.device) -> Weights:
    """The weights of an open checkpoint as they are stored; small ones come in `dtype`, norms and tables included."""

    def read(name: str) -> Tensor | StoredMatrix:
        # As it is stored: widening V4-Flash's experts would take four times their bytes.
        packed = checkpoint.read_packed(name, device)
        if packed is None:
            streamed = name.endswith(("head.weight", "wgate.weight", "compressor.wkv.weight", "weights_proj.weight"))
            source = checkpoint.match.sources[name].get(None)
            # Large matrices that the release keeps in BF16 are streamed in every step, so they stay as small.
            narrow = source is not None and checkpoint.folder.tensors[source.name].dtype == "BF16"
            return checkpoint.read(name, torch.bfloat16 if streamed and narrow else dtype, device)
        codes, scale = packed.codes, packed.scale
        return StoredMatrix(codes if codes.ndim == 3 else codes[None], scale if scale.ndim == 3 else scale[None])

    return build(checkpoint.config, dtype, read)


def build(config: Config, dtype: torch.dtype, read: Read) -> Weights:
    """Arrange the weights that `read` returns by their names in the model's state dict."""

    def plain(name: str) -> Tensor:
        value = read(name)
        return value if isinstance(value, Tensor) else dequantised(value, dtype)[0]

    def stored(name: str) -> StoredMatrix:
        value = read(name)
        if isinstance(value, StoredMatrix):
            return value
        return StoredMatrix(value if value.ndim == 3 else value[None])

    def site(where: str, norm: str) -> Site:
        # float32 whatever the model's dtype, as the definition computes with them.
        fn, base, scale = (plain(f"{where}.{part}").float().contiguous() for part in ("fn", "base", "scale"))
        return Site(fn, base, scale, plain(norm))

    def compressor(where: str) -> CompressorWeights:
        return CompressorWeights(plain(f"{where}.ape").float(), plain(f"{where}.norm.weight"))

    def layer(where: str, kind: str, routing_kind: str) -> LayerWeights:
        attn, ffn = f"{where}.attn", f"{where}.ffn"
        index, main = f"{attn}.indexer", f"{attn}.compressor"
        attention = KINDS[kind]
        # The order that Attention splits: content and gate, then the indexer's, its heads' weights last.
        columns = [f"{main}.wkv", f"{main}.wgate"] if attention.has_entries else []
        if attention.picks:
            columns += [f"{index}.compressor.wkv", f"{index}.compressor.wgate", f"{index}.weights_proj"]
        # Attention's and the indexer's queries come from one low-rank vector, so they are one product.
        queries = [f"{attn}.wq_b"] + ([f"{index}.wq_b"] if attention.picks else [])
        # Hash layers look their experts up by token id; the others choose and have a bias.
        hashed = routing_kind == HASH
        return LayerWeights(
            kind=kind,
            attention=site(f"{attn}.mixing", f"{attn}.norm.weight"),
            low=join([stored(f"{attn}.{name}.weight") for name in ("wq_a", "wkv")]),
            q_norm=plain(f"{attn}.q_norm.weight"),
            kv_norm=plain(f"{attn}.kv_norm.weight"),
            query=join([stored(f"{name}.weight") for name in queries]),
            columns=join([stored(f"{name}.weight") for name in columns]) if columns else None,
            compressor=compressor(main) if attention.has_entries else None,
            index_compressor=compressor(f"{index}.compressor") if attention.picks else None,
            sink=plain(f"{attn}.sink").float(),
            wo_a=_grouped(stored(f"{attn}.wo_a.weight"), config.o_groups, dtype),
            wo_b=stored(f"{attn}.wo_b.weight"),
            experts_site=site(f"{ffn}.mixing", f"{ffn}.norm.weight"),
            routing=plain(f"{ffn}.routing.weight").to(dtype),
            bias=None if hashed else plain(f"{ffn}.routing.bias").float(),
            table=plain(f"{ffn}.routing.tid2eid") if hashed else None,
            w1=stored(f"{ffn}.experts.w1"), w3=stored(f"{ffn}.experts.w3"), w2=stored(f"{ffn}.experts.w2"),
            shared=(
                stored(f"{ffn}.shared_expert.w1.weight"), stored(f"{ffn}.shared_expert.w3.weight"),
                stored(f"{ffn}.shared_expert.w2.weight"),
            ),
        )  # fmt: skip

    def mtp(where: str) -> MTPWeights:
        return MTPWeights(
            layer(where, SLIDING, LEARNED), plain(f"{where}.enorm.weight"), stored(f"{where}.e_proj.weight"),
            plain(f"{where}.hnorm.weight"), stored(f"{where}.h_proj.weight"),
            _padded_head(site(f"{where}.head_mixing", f"{where}.norm.weight"), config.hc_mult),
        )  # fmt: skip

    kinds = enumerate(zip(config.layer_kinds, config.routing_kinds, strict=True))
    return Weights(
        config, dtype, plain("embed.weight").to(dtype), [layer(f"layers.{i}", *kind) for i, kind in kinds],
        _padded_head(site("head_mixing", "norm.weight"), config.hc_mult), plain("head.weight"),
        mtp("mtp.0") if config.num_nextn_predict_layers else None,
    )  # fmt: skip


def join(parts: Sequence[StoredMatrix]) -> Joined:
    """One matrix of all rows. Parts of mixed storage are brought to their widest plain dtype first."""
    kinds = {part.kind for part in parts}
    # Kernels take one kind of storage; FP4 is not among what the release's layers join, so it has no way of its own.
    if len(kinds) > 1 or "fp4" in kinds:
        wide = next((part.codes.dtype for part in parts if part.kind == "plain"), torch.bfloat16)
        parts = [StoredMatrix(dequantised(part, wide)) for part in parts]
    elif len({part.codes.dtype for part in parts}) > 1:
        parts = [StoredMatrix(part.codes.float()) for part in parts]
    quantised, at = parts[0].kind == "fp8", 0
    codes: list[Tensor] = []
    scales: list[Tensor | None] = []
    slices: list[slice] = []
    for i, part in enumerate(parts):
        rows = part.codes.shape[1]
        slices.append(slice(at, at + rows))
        # The next part begins at a tile, whose scale it would otherwise share with this one.
        filled = -(-rows // TILE) * TILE if quantised and i + 1 < len(parts) else rows
        block = part.codes[0]
        if filled > rows:
            # Rows of zeros; `parts` leaves them out of the product.
            rest = torch.zeros(filled - rows, block.shape[1], dtype=torch.uint8, device=block.device)
            block = torch.cat((block.view(torch.uint8), rest)).view(block.dtype)
        # As bytes, which can be joined whatever they stand for.
        codes.append(block.view(torch.uint8) if quantised else block)
        scales.append(part.scale[0] if part.scale is not None else None)
        at += filled
    if len(parts) == 1:
        # Alone it stays where it is, without a copy.
        return Joined(parts[0], tuple(slices))
    joined = torch.cat(codes)
    if quantised:
        joined = joined.view(parts[0].codes.dtype)
    scale = torch.cat([s for s in scales if s is not None])[None] if quantised else None
    return Joined(StoredMatrix(joined[None], scale), tuple(slices))


def dequantised(matrix: StoredMatrix, dtype: torch.dtype) -> Tensor:
    """[E, O, I] in a plain dtype."""
    if matrix.kind == "plain" or matrix.scale is None:
        return matrix.codes.to(dtype)
    # The kernel knows bfloat16 only; elsewhere the definition does.
    if matrix.codes.is_cuda and dtype == torch.bfloat16:
        return dequantize_triton(matrix.codes, matrix.scale)
    unpack = dequantize_fp8_tiles if matrix.kind == "fp8" else dequantize_fp4_rows
    return unpack(matrix.codes, matrix.scale, dtype)


def _grouped(matrix: StoredMatrix, groups: int, dtype: torch.dtype) -> StoredMatrix:
    """wo_a [G * R, I] as one small matrix for each group of heads; tiles that straddle groups are dequantised."""
    rows = matrix.codes.shape[1] // groups
    # A tile has one scale, and two groups cannot share it.
    if matrix.scale is None or rows % TILE:
        return StoredMatrix(torch.unflatten(dequantised(matrix, dtype)[0], 0, (groups, rows)).contiguous())
    return StoredMatrix(matrix.codes[0].unflatten(0, (groups, rows)), matrix.scale[0].unflatten(0, (groups, -1)))


def _padded_head(site: Site, streams: int) -> Site:
    """The last collapse has no post and no comb; rows of zeros let the same kernel make it."""
    rows = (2 + streams) * streams
    fn = torch.zeros(rows, site.fn.shape[1], device=site.fn.device)
    base = torch.zeros(rows, device=site.fn.device)
    fn[:streams], base[:streams] = site.fn, site.base
    return Site(fn, base, site.scale.expand(3).contiguous(), site.norm)

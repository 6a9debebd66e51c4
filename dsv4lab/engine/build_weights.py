"""Arranges the engine's weights: what reads the same vector becomes one matrix, and nothing is widened that need not be.

Section 5.2 of the report says how the release stores them. Joining costs nothing when a matrix is streamed row
by row, and saves a launch each; FP8 scales belong to tiles of 128 rows, so joined parts begin at multiples of 128.
Tests: tests/engine/test_engine.py, tests/engine/test_load_weights.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from dsv4lab.attention_kinds import KINDS, SLIDING
from dsv4lab.config import HASH, LEARNED, Config
from dsv4lab.engine.stages import Stage
from dsv4lab.engine.weights import (
    CompressorWeights,
    Joined,
    LayerWeights,
    MTPWeights,
    Outside,
    Site,
    Small,
    Weights,
    dequantised,
)  # fmt: skip
from dsv4lab.kernels.linear import StoredMatrix

if TYPE_CHECKING:
    from dsv4lab.model.transformer import Transformer

TILE = 128
# Reads one weight by its name in the model: a plain tensor, or a matrix as it is stored.
Read = Callable[[str], "Tensor | StoredMatrix"]


def from_model(model: Transformer) -> Weights:
    """The weights of a model in plain PyTorch, in its own dtype; nothing is copied that need not be joined."""
    state = model.state_dict()
    return build(model.config, state["embed.weight"].dtype, state.__getitem__)


def build(config: Config, dtype: torch.dtype, read: Read, stages: Sequence[Stage] = ()) -> Weights:
    """Arrange the weights that `read` returns by their names in the model's state dict."""
    return Builder(config, dtype, read, stages).all()


class Builder:
    """Arranges the weights that `read` returns by their names in the model's state dict, one layer or all of them."""

    def __init__(self, config: Config, dtype: torch.dtype, read: Read, stages: Sequence[Stage] = ()) -> None:
        self.config, self.dtype, self._read, self._stages = config, dtype, read, tuple(stages)

    def all(self) -> Weights:
        """The whole model, one weight after another."""
        return self.whole([self.trunk(i) for i in range(self.config.num_hidden_layers)], self.outside())

    def whole(self, layers: Sequence[LayerWeights], outside: Outside, small: tuple[Small, ...] = ()) -> Weights:
        """The model of these layers and of what lies outside of them."""
        embed, site, head, mtp = outside
        return Weights(self.config, self.dtype, embed, layers, site, head, mtp, self._stages, small)

    def outside(self) -> Outside:
        """What lies outside of the layers."""
        embed = self._plain("embed.weight").to(self.dtype)
        site = _padded_head(self._site("head_mixing", "norm.weight"), self.config.hc_mult)
        mtp = self._mtp("mtp.0", embed) if self.config.num_nextn_predict_layers else None
        return Outside(embed, site, self._plain("head.weight"), mtp)

    def small(self, i: int) -> Small:
        """Layer number i's few tensors that are asked for outside of its turn."""
        where, hashed = f"layers.{i}", self.config.routing_kinds[i] == HASH
        fn = self._plain(f"{where}.attn.mixing.fn").float().contiguous()
        bias = None if hashed else self._plain(f"{where}.ffn.routing.bias").float()
        return Small(fn, bias, self._plain(f"{where}.attn.sink").float())

    def trunk(self, i: int) -> LayerWeights:
        """Layer number i."""
        return self._layer(f"layers.{i}", self.config.layer_kinds[i], self.config.routing_kinds[i])

    def _plain(self, name: str) -> Tensor:
        value = self._read(name)
        return value if isinstance(value, Tensor) else dequantised(value, self.dtype)[0]

    def _stored(self, name: str) -> StoredMatrix:
        value = self._read(name)
        if isinstance(value, StoredMatrix):
            return value
        return StoredMatrix(value if value.ndim == 3 else value[None])

    def _site(self, where: str, norm: str) -> Site:
        # float32 whatever the model's dtype, as the definition computes with them.
        fn, base, scale = (self._plain(f"{where}.{part}").float().contiguous() for part in ("fn", "base", "scale"))
        return Site(fn, base, scale, self._plain(norm))

    def _compressor(self, where: str) -> CompressorWeights:
        return CompressorWeights(self._plain(f"{where}.ape").float(), self._plain(f"{where}.norm.weight"))

    def _layer(self, where: str, kind: str, routing_kind: str) -> LayerWeights:
        plain, stored = self._plain, self._stored
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
            attention=self._site(f"{attn}.mixing", f"{attn}.norm.weight"),
            low=join([stored(f"{attn}.{name}.weight") for name in ("wq_a", "wkv")]),
            q_norm=plain(f"{attn}.q_norm.weight"),
            kv_norm=plain(f"{attn}.kv_norm.weight"),
            query=join([stored(f"{name}.weight") for name in queries]),
            columns=join([stored(f"{name}.weight") for name in columns]) if columns else None,
            compressor=self._compressor(main) if attention.has_entries else None,
            index_compressor=self._compressor(f"{index}.compressor") if attention.picks else None,
            sink=plain(f"{attn}.sink").float(),
            wo_a=_grouped(stored(f"{attn}.wo_a.weight"), self.config.o_groups, self.dtype),
            wo_b=stored(f"{attn}.wo_b.weight"),
            experts_site=self._site(f"{ffn}.mixing", f"{ffn}.norm.weight"),
            routing=plain(f"{ffn}.routing.weight").to(self.dtype),
            bias=None if hashed else plain(f"{ffn}.routing.bias").float(),
            table=plain(f"{ffn}.routing.tid2eid") if hashed else None,
            w1=stored(f"{ffn}.experts.w1"), w3=stored(f"{ffn}.experts.w3"), w2=stored(f"{ffn}.experts.w2"),
            shared=(
                stored(f"{ffn}.shared_expert.w1.weight"), stored(f"{ffn}.shared_expert.w3.weight"),
                stored(f"{ffn}.shared_expert.w2.weight"),
            ),
        )  # fmt: skip

    def _mtp(self, where: str, embed: Tensor) -> MTPWeights:
        plain, stored = self._plain, self._stored
        norm = plain(f"{where}.enorm.weight")
        # One gigabyte more on a second GPU: a look-up there needs nothing of the first.
        return MTPWeights(
            self._layer(where, SLIDING, LEARNED), embed.to(norm.device), norm, stored(f"{where}.e_proj.weight"),
            plain(f"{where}.hnorm.weight"), stored(f"{where}.h_proj.weight"),
            _padded_head(self._site(f"{where}.head_mixing", f"{where}.norm.weight"), self.config.hc_mult),
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

"""Read a checkpoint: everything is checked from the headers first, then tensors are read and dequantised one by one.

Only safetensors data is read; nothing in a folder is ever executed or unpickled.
Surprising: the release's values are exact in bfloat16 too, so dequantising loses nothing; what the release keeps in
float32 (mixing, sinks, compressor slot biases, routing biases) stays float32 whatever dtype is asked for.
Tests: tests/checkpoint/test_reader.py.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from dsv4lab.checkpoint.diagnosis import explain
from dsv4lab.checkpoint.inventory import F32, FP4, FP8, I64, Weight, weights
from dsv4lab.checkpoint.matching import FLOATS, Match, Source, match
from dsv4lab.checkpoint.selection import cut, is_needed
from dsv4lab.checkpoint.shard_bytes import TORCH, Heard, ShardBytes
from dsv4lab.checkpoint.shards import Folder, scan, some
from dsv4lab.checkpoint.stacks import Packed, Stack, stacked
from dsv4lab.checkpoint.values import all_smallest, any_code, spoiled, table_fault
from dsv4lab.config import Config, read_values
from dsv4lab.config_spellings import unread_keys
from dsv4lab.errors import CheckpointError, printable
from dsv4lab.kernels.common.group_sizes import FP8_TILE
from dsv4lab.kernels.quantization import dequantize_fp4_rows, dequantize_fp8_tiles
from dsv4lab.threads import Threads

_MOST_LINES = 12  # problems that a message lists


@dataclass(frozen=True)
class Loaded:
    """A state dict under our names; `config` is what the model must be built with, `notes` what the user should know."""

    state_dict: dict[str, Tensor]
    config: Config
    notes: list[str]


def open_checkpoint(
    path: str | Path, config: Config | None = None, *, mtp: bool = True, layers: int | None = None
) -> Checkpoint:
    """Check a folder against its config.json (or `config`) and open it; no tensor data is read yet.

    layers   the first so many layers, without draft blocks; shards that hold nothing of them need not be there

    CheckpointError lists what is wrong: absent or damaged shards, missing, unexpected or misshapen tensors.
    """
    unread: list[str] = []
    if config is None:
        values = read_values(path)
        config, unread = Config.from_dict(values), unread_keys(values)
    whole, config = config, cut(config, layers)
    mtp = mtp and config is whole
    layers = None if config is whole else layers
    # Whoever leaves the draft blocks out may have left their shard out, too.
    folder = scan(path, None if mtp else lambda name: is_needed(name, layers, mtp=mtp))
    told = printable(str(path), 300)
    if folder.problems:
        raise CheckpointError(f"{told} cannot be read:\n{_listed(folder.problems)}")
    result = match(folder.tensors, config, mtp=mtp)
    if not result.complete:
        without_mtp = mtp and match(folder.tensors, config, mtp=False).complete
        lines = explain(folder.tensors, result, without_mtp=without_mtp)
        raise CheckpointError(f"{told} does not hold the model of its config.json:\n{_listed(lines)}")
    if unread:
        folder.notes.append(f"config.json has keys that are not known here and not read: {some(unread)}.")
    if config is not whole:
        folder.notes.append(
            f"the first {layers} of {whole.num_hidden_layers} layers: exact in them; the head reads streams that the model "
            "would go on with, so its tokens are those of a lens and not the model's."
        )
    checkpoint = Checkpoint(folder, result)
    checkpoint.layers_of = None if config is whole else whole.num_hidden_layers
    return checkpoint


def _listed(lines: list[str]) -> str:
    shown = [f"- {line}" for line in lines[:_MOST_LINES]]
    return "\n".join(shown + [f"- and {len(lines) - _MOST_LINES:,} more"] * (len(lines) > _MOST_LINES))


def load_state_dict(
    path: str | Path,
    config: Config | None = None,
    dtype: torch.dtype = torch.bfloat16,
    *,
    device: str | torch.device = "cpu",
    mtp: bool = True,
) -> Loaded:
    """Every weight of a folder, dequantised to `dtype`; build the model with the returned config."""
    checkpoint = open_checkpoint(path, config, mtp=mtp)
    return Loaded(checkpoint.load(dtype=dtype, device=device), checkpoint.config, checkpoint.notes)


@dataclass
class Checkpoint:
    """An open, checked folder. `read` one weight at a time, so that a model can be streamed or placed layer by layer."""

    folder: Folder
    match: Match

    def __post_init__(self) -> None:
        self._bytes = ShardBytes(self.folder.path, self.folder.stamps)
        self.readers: Threads | None = None  # that share what is read together, where one thread is too slow
        self.config = self.match.config
        self.layers_of: int | None = None  # how many layers the model has whose first ones these are
        self.notes = self.folder.notes + self.match.notes
        self.weights = weights(self.config)

    def names(self, prefix: str = "") -> list[str]:
        """Our names, in the model's order, for example `names("layers.3.")`."""
        return [name for name in self.weights if name.startswith(prefix)]

    def load(
        self, names: Iterable[str] | None = None, *, dtype: torch.dtype, device: str | torch.device = "cpu"
    ) -> dict[str, Tensor]:
        """{our name: weight} of these names, or of all, each in its own shape, read as `read` does."""
        return {name: self.read(name, dtype, device) for name in (self.weights if names is None else names)}

    def read(self, ours: str, dtype: torch.dtype, device: str | torch.device = "cpu") -> Tensor:
        """One weight in its own shape, dequantised to `dtype`; float32 and int64 tensors of the release keep theirs."""
        weight, target, sources = self._weight(ours), self._dtype(ours, dtype), self.match.sources[ours]
        if None in sources:
            out = self._dequantised(sources[None], target, device)
        else:
            out = torch.empty(weight.shape, dtype=target, device=device)
            for expert in range(weight.shape[0]):
                out[expert] = self._dequantised(sources[expert], target, device)
        self._refuse_table(ours, out)
        return out

    def read_packed(self, ours: str, device: str | torch.device = "cpu") -> Packed | None:
        """One weight as it is stored, or None when it is not quantised (or its experts are of mixed formats)."""
        format, weight, sources = self.packed_format(ours), self._weight(ours), self.match.sources[ours]
        if format is None:
            return None
        order = [None] if None in sources else range(weight.shape[0])
        if all(source.half is None for source in sources.values()):
            found = self.read_many({ours: (torch.bfloat16, device)})[ours]  # whose dtype a packed weight does not have
            assert isinstance(found, Packed)
            return found
        parts = [self._raw(sources[expert], device) for expert in order]
        codes = [data for data, _ in parts]
        scale = [multipliers.view(torch.uint8) for _, multipliers in parts if multipliers is not None]
        if None in sources:
            return Packed(codes[0], scale[0], format)
        return Packed(torch.stack(codes), torch.stack(scale), format)

    def read_many(
        self, wanted: Mapping[str, tuple[torch.dtype, str | torch.device]], *, heard: Heard | None = None
    ) -> dict[str, Tensor | Packed]:
        """Many weights in their own shapes [...], in long runs of their files: each as `read_packed` returns it, or else as
        `read` does.

        wanted   {our name: the dtype of a weight that is not packed, and the device}
        heard    is told, by any thread, how many bytes of the files came; what it raises ends the reading

        CheckpointError for a file that cannot be read or changes, and for damaged numbers; nothing is returned then.
        """
        stacks = {ours: self._stack(ours, self._dtype(ours, dtype), device) for ours, (dtype, device) in wanted.items()}
        fills = [one for stack in stacks.values() if stack is not None for one in stack.fills]
        used = self._bytes.fill(fills, readers=self.readers, heard=heard)
        for (codes, scale), any_multiplier in zip(itertools.pairwise(fills), used[1:], strict=True):
            if scale.multipliers and not any_multiplier:
                # Read a second time; whole tensors without a multiplier are too rare for that to matter.
                data, multipliers = self._get(codes.name), self._get(scale.name, multipliers=True)
                self._refuse_spoiled(Source(codes.name, scale.name), data, multipliers)
        del fills  # they hold what is converted now
        out: dict[str, Tensor | Packed] = {}
        for ours, (dtype, device) in wanted.items():
            stack = stacks.pop(ours)
            if stack is None:
                out[ours] = self.read_packed(ours, device) or self.read(ours, dtype, device)
                if heard is not None:
                    heard(self._stored_bytes(ours))
            elif isinstance(stack.whole, Packed):
                out[ours] = stack.whole
            else:
                out[ours] = plain = stack.whole.to(self._dtype(ours, dtype))
                self._refuse_table(ours, plain)
        return out

    def packed_format(self, ours: str) -> str | None:
        """The format in which `read_packed` returns a weight; nothing but headers is looked at."""
        weight, sources = self._weight(ours), self.match.sources[ours]
        order = [None] if None in sources else range(weight.shape[0])
        dtypes = {self.folder.tensors[sources[expert].name].dtype for expert in order}
        scales = {self.folder.tensors[sources[expert].scale or sources[expert].name].dtype for expert in order}
        if len(dtypes) > 1 or dtypes & set(FLOATS) or not scales <= {"F8_E8M0", "U8"}:
            return None
        format = FP8 if dtypes == {"F8_E4M3"} else FP4
        if any(sources[expert].half is not None for expert in order) and format == FP8 and weight.shape[-2] % FP8_TILE:
            return None  # the two matrices share a tile
        return format

    def _weight(self, ours: str) -> Weight:
        if ours not in self.weights:
            raise LookupError(
                f"{ours}: this model has no such weight. Names: checkpoint.names() lists {len(self.weights)}."
            )
        return self.weights[ours]

    def _dequantised(self, source: Source, dtype: torch.dtype, device: str | torch.device) -> Tensor:
        data, scale = self._whole(source, device)
        across = scale is not None and source.half is not None and _shares_a_tile(data)
        if not across:
            data, scale = _half(data, source), None if scale is None else _half(scale, source)
        if scale is not None:
            packed = data.dtype == torch.float8_e4m3fn
            data = (dequantize_fp8_tiles if packed else dequantize_fp4_rows)(data, scale, dtype)
        return (_half(data, source) if across else data).to(dtype)

    def _stack(self, ours: str, dtype: torch.dtype, device: str | torch.device) -> Stack | None:
        """Memory for a weight, and what is read into it; None if it takes more than reading."""
        sources, format = self.match.sources[ours], self.packed_format(ours)
        alone = None in sources
        order = [sources[None]] if alone else [sources[expert] for expert in range(self._weight(ours).shape[0])]
        kinds = {self.folder.tensors[source.name].dtype for source in order}
        if any(source.half is not None for source in order) or len(kinds) > 1:
            return None
        # Multipliers that the kernels do not take; or a stack in another dtype, which would be there twice.
        plain = all(source.scale is None for source in order) and (alone or TORCH[kinds.pop()] == dtype)
        if format is None and not plain:
            return None
        return stacked(order, self.folder.tensors, format, device, alone=alone)

    def _dtype(self, ours: str, dtype: torch.dtype) -> torch.dtype:
        """In which `read` returns a weight for which `dtype` is asked."""
        return {F32: torch.float32, I64: torch.int64}.get(self._weight(ours).format, dtype)

    def _refuse_table(self, ours: str, table: Tensor) -> None:
        if self._weight(ours).format == I64:
            name = self.match.sources[ours][None].name
            fault = table_fault(name, int(table.min()), int(table.max()), self.config.n_routed_experts)
            if fault is not None:
                raise CheckpointError(fault)

    def _raw(self, source: Source, device: str | torch.device) -> tuple[Tensor, Tensor | None]:
        """Stored values and multipliers of a source, cut to its half where w1 and w3 are joined."""
        data, scale = self._whole(source, device)
        return _half(data, source), None if scale is None else _half(scale, source)

    def _whole(self, source: Source, device: str | torch.device) -> tuple[Tensor, Tensor | None]:
        """Stored values and multipliers, checked; CheckpointError where their numbers are damaged."""
        data = self._get(source.name)
        if source.scale is None:
            return data.to(device), None
        scale = self._get(source.scale, multipliers=True)
        self._refuse_spoiled(source, data, scale)
        return data.to(device), scale.to(device)

    def _refuse_spoiled(self, source: Source, data: Tensor, scale: Tensor) -> None:
        assert source.scale is not None
        headers = self.folder.tensors[source.name], self.folder.tensors[source.scale]
        if all_smallest(headers[1], _bytes(scale)) and any_code(headers[0], _bytes(data)):
            raise CheckpointError(spoiled(source.name, source.scale, headers[1].shard))

    def _get(self, name: str, *, multipliers: bool = False) -> Tensor:
        return self._bytes.tensor(name, self.folder.tensors[name], multipliers=multipliers)

    def stored_bytes(self) -> dict[str, int]:
        """{our name: bytes that it takes in its files}; of two matrices that are stored as one, half each."""
        return {ours: self._stored_bytes(ours) for ours in self.match.sources}

    def _stored_bytes(self, ours: str) -> int:
        return sum(
            self.folder.tensors[name].bytes // (1 if source.half is None else 2)
            for source in self.match.sources[ours].values()
            for name in (source.name, source.scale)
            if name is not None
        )

    def close(self) -> None:
        """Close the shards; reading opens them again."""
        self._bytes.close()


def _bytes(tensor: Tensor) -> Any:
    """A tensor's bytes as they are stored, without a copy."""
    return tensor.reshape(-1).view(torch.uint8).numpy()


def _half(tensor: Tensor, source: Source) -> Tensor:
    """The rows of w1 or w3 where both are joined: a copy, which does not keep the other half alive."""
    return (
        tensor
        if source.half is None
        else tensor.chunk(2, dim=-2)[source.half].clone(memory_format=torch.contiguous_format)
    )


def _shares_a_tile(joined: Tensor) -> bool:
    """Whether the boundary of two joined FP8 matrices lies inside a tile of 128 rows."""
    return joined.dtype == torch.float8_e4m3fn and joined.shape[-2] // 2 % FP8_TILE != 0

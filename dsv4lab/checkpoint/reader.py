"""Read a checkpoint: everything is checked from the headers first, then tensors are read and dequantised one by one.

Only safetensors data is read; nothing in a folder is ever executed or unpickled.
Surprising: the release's values are exact in bfloat16 too, so dequantising loses nothing; what the release keeps in
float32 (mixing, sinks, compressor slot biases, routing biases) stays float32 whatever dtype is asked for.
Tests: tests/test_checkpoint_reader.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor

from dsv4lab.checkpoint.inventory import F32, FP4, FP8, I64, Weight, weights
from dsv4lab.checkpoint.matching import FLOATS, Match, Source, match
from dsv4lab.checkpoint.shards import Folder, locate, scan, some
from dsv4lab.config import Config
from dsv4lab.errors import CheckpointError
from dsv4lab.kernels.quantization import dequantize_fp4_rows, dequantize_fp8_tiles


@dataclass(frozen=True)
class Loaded:
    """A state dict under our names; `config` is what the model must be built with, `notes` what the user should know."""

    state_dict: dict[str, Tensor]
    config: Config
    notes: list[str]


@dataclass(frozen=True)
class Packed:
    """A weight as it is stored: codes (F8 [O, I] or FP4 int8 [O, I/2], experts stacked in front) and E8M0 bytes."""

    codes: Tensor
    scale: Tensor
    format: str


def open_checkpoint(path: str | Path, config: Config | None = None, *, drafts: bool = True) -> Checkpoint:
    """Check a folder against its config.json (or `config`) and open it; no tensor data is read yet.

    CheckpointError lists what is wrong: absent or damaged shards, missing, unexpected or misshapen tensors.
    """
    config = Config.read(path) if config is None else config
    folder = scan(path)
    if folder.problems:
        raise CheckpointError(f"{path} cannot be read:\n" + "\n".join(f"- {problem}" for problem in folder.problems))
    result = match(folder.tensors, config, drafts=drafts)
    if not result.complete:
        raise CheckpointError(f"{path} does not hold the model of its config.json:\n{_complaint(result)}")
    return Checkpoint(folder, result)


def load_state_dict(
    path: str | Path,
    config: Config | None = None,
    dtype: torch.dtype = torch.bfloat16,
    *,
    device: str | torch.device = "cpu",
    drafts: bool = True,
) -> Loaded:
    """Every weight of a folder, dequantised to `dtype`; build the model with the returned config."""
    checkpoint = open_checkpoint(path, config, drafts=drafts)
    return Loaded(checkpoint.load(dtype=dtype, device=device), checkpoint.config, checkpoint.notes)


@dataclass
class Checkpoint:
    """An open, checked folder. `read` one weight at a time, so that a model can be streamed or placed layer by layer."""

    folder: Folder
    match: Match
    _files: dict[str, Any] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.config = self.match.config
        self.notes = self.folder.notes + self.match.notes
        self.weights = weights(self.config)

    def names(self, prefix: str = "") -> list[str]:
        """Our names, in the model's order, for example `names("layers.3.")`."""
        return [name for name in self.weights if name.startswith(prefix)]

    def load(
        self, names: Iterable[str] | None = None, *, dtype: torch.dtype, device: str | torch.device = "cpu"
    ) -> dict[str, Tensor]:
        return {name: self.read(name, dtype, device) for name in (self.weights if names is None else names)}

    def read(self, ours: str, dtype: torch.dtype, device: str | torch.device = "cpu") -> Tensor:
        """One weight, dequantised to `dtype` (float32 and int64 tensors of the release keep their dtype)."""
        weight = self._weight(ours)
        target = {F32: torch.float32, I64: torch.int64}.get(weight.format, dtype)
        sources = self.match.sources[ours]
        if None in sources:
            out = self._dequantised(sources[None], target, device)
        else:
            out = torch.empty(weight.shape, dtype=target, device=device)
            for expert in range(weight.shape[0]):
                out[expert] = self._dequantised(sources[expert], target, device)
        if weight.format == I64 and not bool(((out >= 0) & (out < self.config.n_routed_experts)).all()):
            raise CheckpointError(
                f"{sources[None].name}: names experts from {int(out.min())} to {int(out.max())}, the model has "
                f"{self.config.n_routed_experts}. The file is damaged or of another model; fetch it again."
            )
        return out

    def read_packed(self, ours: str, device: str | torch.device = "cpu") -> Packed | None:
        """One weight as it is stored, or None when it is not quantised (or its experts are of mixed formats)."""
        weight = self._weight(ours)
        sources = self.match.sources[ours]
        order = [None] if None in sources else range(weight.shape[0])
        dtypes = {self.folder.tensors[sources[expert].name].dtype for expert in order}
        scales = {self.folder.tensors[sources[expert].scale or sources[expert].name].dtype for expert in order}
        if len(dtypes) > 1 or dtypes & set(FLOATS) or not scales <= {"F8_E8M0", "U8"}:
            return None
        parts = [self._raw(sources[expert], device) for expert in order]
        codes = [data for data, _ in parts]
        scale = [multipliers.view(torch.uint8) for _, multipliers in parts if multipliers is not None]
        format = FP8 if dtypes == {"F8_E4M3"} else FP4
        if None in sources:
            return Packed(codes[0], scale[0], format)
        return Packed(torch.stack(codes), torch.stack(scale), format)

    def _weight(self, ours: str) -> Weight:
        if ours not in self.weights:
            raise LookupError(
                f"{ours}: this model has no such weight. Names: checkpoint.names() lists {len(self.weights)}."
            )
        return self.weights[ours]

    def _dequantised(self, source: Source, dtype: torch.dtype, device: str | torch.device) -> Tensor:
        data, scale = self._raw(source, device)
        if scale is None:
            return data.to(dtype)
        if data.dtype == torch.float8_e4m3fn:
            return dequantize_fp8_tiles(data, scale, dtype)
        return dequantize_fp4_rows(data, scale, dtype)

    def _raw(self, source: Source, device: str | torch.device) -> tuple[Tensor, Tensor | None]:
        """Stored values and multipliers of a source, cut to its half where w1 and w3 are joined."""
        tensors = [self._get(name, device) for name in (source.name, source.scale) if name is not None]
        if source.half is not None:
            tensors = [tensor.chunk(2, dim=-2)[source.half] for tensor in tensors]
        return tensors[0], tensors[1] if len(tensors) > 1 else None

    def _get(self, name: str, device: str | torch.device) -> Tensor:
        shard = self.folder.tensors[name].shard
        try:
            if shard not in self._files:
                self._files[shard] = safe_open(locate(self.folder.path, shard), framework="pt", device="cpu")
            return self._files[shard].get_tensor(name).to(device)
        except (SafetensorError, OSError) as error:
            raise CheckpointError(f"{shard}: {name} cannot be read ({error}). Fetch the file again.") from None


def _complaint(result: Match) -> str:
    """What speaks against loading, a few names each and a count, with the next step."""
    lines = []
    if result.missing:
        drafts = all(name.startswith("mtp.") for name in result.missing)
        step = "Load with drafts=False to go without the draft blocks." if drafts else "Fetch the missing shards."
        lines.append(f"- missing: {some(result.missing)}. {step}")
    if result.unexpected:
        lines.append(f"- unexpected: {some(sorted(result.unexpected))}. {_about_unexpected(result)}")
    if result.wrong:
        shown = "\n  ".join(result.wrong[:3])
        more = f"\n  and {len(result.wrong) - 3:,} more ({len(result.wrong):,} in all)" if len(result.wrong) > 3 else ""
        lines.append(f"- wrong:\n  {shown}{more}\n  Use the config.json that came with these shards.")
    return "\n".join(lines)


def _about_unexpected(result: Match) -> str:
    if all(name.startswith("mtp.") for name in result.unexpected):
        return "A newer kind of draft block; load with drafts=False to go without it."
    return "The weights are of another architecture or another config.json."

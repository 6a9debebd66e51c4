"""Write a model as the release does: official names and dtypes, one shard per layer, an index, config.json beside it.

A folder appears under its name only when it is complete: it is written beside it and renamed at the end.
Surprising: saving with `quantize=True` rounds float weights, once; a model that was loaded from such a folder is
written again without any change of value.
Tests: tests/checkpoint/test_writer.py.
"""

from __future__ import annotations

import json
import os
import shutil
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import save_file
from torch import Tensor, nn

from dsv4lab.checkpoint.inventory import FP4, FP8, I64, Stored, Weight, official, weights
from dsv4lab.checkpoint.shards import INDEX, some
from dsv4lab.config import Config
from dsv4lab.errors import CheckpointError
from dsv4lab.kernels.common.group_sizes import FP4_ROW
from dsv4lab.kernels.quantization import quantize_fp4_rows, quantize_fp8_tiles

ONE_FILE_BELOW = 2_000_000_000  # bytes; above it, one shard per layer as in the release
QUANTIZATION_CONFIG = {
    "activation_scheme": "dynamic",
    "fmt": "e4m3",
    "quant_method": "fp8",
    "scale_fmt": "ue8m0",
    "weight_block_size": [128, 128],
}
_TORCH_DTYPES = {torch.bfloat16: "BF16", torch.float16: "F16", torch.float32: "F32"}


@dataclass(frozen=True)
class Written:
    folder: Path
    total_size: int
    tensors: int
    shards: list[str]


def save_checkpoint(
    model: nn.Module | Mapping[str, Tensor],
    config: Config,
    folder: str | Path,
    *,
    quantize: bool = True,
    max_shard_bytes: int | None = None,
    tokenizer_files: Iterable[str | Path] | None = None,
    extra_files: Mapping[str, str | bytes | Path] | None = None,
) -> Written:
    """Write a checkpoint folder that this package and transformers read.

    model            a model, or its state dict: {name: weight in its own shape}
    quantize         True: FP8 tiles and FP4 (or FP8) experts, as the release; False: float matrices as they are
    max_shard_bytes  fill shards up to this size; None: one file for a small model, else one shard per layer
    tokenizer_files  files copied beside the weights under their own names
    extra_files      name in the folder -> text, bytes, or a file to copy (a model card, an evaluation)

    CheckpointError, before anything is written: a state dict that is not this configuration's, a weight that is not
    finite, an existing folder with something in it, a disk without room.
    """
    folder = Path(folder)
    state = dict(model.state_dict() if isinstance(model, nn.Module) else model)
    plan = weights(config)
    _check_state(state, plan, quantize)
    stored = _stored_dtypes(official(config, quantize=quantize), state, quantize)
    shards = _shards(stored, max_shard_bytes)
    total = sum(item.bytes for item in stored.values())
    _check_target(folder, total)
    settings = config.to_dict()
    if quantize:
        settings["quantization_config"] = QUANTIZATION_CONFIG
    else:
        settings["torch_dtype"] = str(state["embed.weight"].dtype).removeprefix("torch.")
    part = _temporary(folder)
    try:
        index: dict[str, str] = {}
        for number, names in enumerate(shards, start=1):
            shard = f"model-{number:05d}-of-{len(shards):05d}.safetensors"
            save_file(_pack(names, stored, state, plan, quantize), part / shard, metadata={"format": "pt"})
            index |= dict.fromkeys(names, shard)
        _write_json(part / INDEX, {"metadata": {"total_size": total}, "weight_map": dict(sorted(index.items()))})
        _write_json(part / "config.json", settings)
        _write_json(part / "generation_config.json", _generation(config))
        for source in tokenizer_files or ():
            _write_extra(part, Path(source).name, Path(source))
        for name, content in (extra_files or {}).items():
            _write_extra(part, name, content)
        if folder.exists():
            folder.rmdir()  # empty, checked above
        os.replace(part, folder)
    except (OSError, SafetensorError) as error:
        raise CheckpointError(
            f"{folder}: writing {total:,} bytes failed ({error}). Nothing was left behind; free space or choose another "
            "folder."
        ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return Written(folder, total, len(stored), sorted(set(index.values())))


def _check_state(state: Mapping[str, Tensor], plan: Mapping[str, Weight], quantize: bool) -> None:
    """Refuse a state dict that is not the configuration's, or that the release's formats cannot hold."""
    missing, unexpected = sorted(plan.keys() - state.keys()), sorted(state.keys() - plan.keys())
    if missing or unexpected:
        parts = [f"{what}: {some(names)}" for what, names in (("lacks", missing), ("has", unexpected)) if names]
        hint = " Without draft blocks, use config.replace(num_nextn_predict_layers=0)." if missing else ""
        raise CheckpointError(f"the state dict is not this configuration's: {'; '.join(parts)}.{hint}")
    for name, weight in plan.items():
        tensor = state[name]
        if tuple(tensor.shape) != weight.shape:
            raise CheckpointError(
                f"{name}: shape {list(tensor.shape)}, the configuration says {list(weight.shape)}. "
                "Save with the Config that the model was built with."
            )
        if weight.format == I64:
            if tensor.dtype not in (torch.int64, torch.int32):
                raise CheckpointError(f"{name}: dtype {tensor.dtype}, a table of expert numbers is torch.int64.")
            continue
        if tensor.dtype not in _TORCH_DTYPES:
            raise CheckpointError(f"{name}: dtype {tensor.dtype}; weights are float32, bfloat16 or float16.")
        if not bool(torch.isfinite(tensor).all()):
            raise CheckpointError(f"{name}: holds a value that is not finite. Save an earlier state of the model.")
        if quantize and weight.format == FP4 and weight.shape[-1] % FP4_ROW:
            raise CheckpointError(
                f"{name}: {weight.shape[-1]} inputs do not divide into FP4 groups of {FP4_ROW}. "
                "Save with quantize=False, or with expert_dtype='fp8' in the Config."
            )


def _stored_dtypes(stored: dict[str, Stored], state: Mapping[str, Tensor], quantize: bool) -> dict[str, Stored]:
    """Without quantisation float weights keep the dtype they have, except what the release keeps in float32."""
    if quantize:
        return stored
    out = {}
    for name, item in stored.items():
        dtype = _TORCH_DTYPES[state[item.ours].dtype] if item.dtype == "BF16" else item.dtype
        out[name] = Stored(item.shape, dtype, item.ours, item.expert)
    return out


def _shards(stored: Mapping[str, Stored], max_shard_bytes: int | None) -> list[list[str]]:
    """Names per shard: embedding, one shard per layer, norm and head, drafts; or filled up to a size."""
    groups: dict[str, list[str]] = {}
    for name in stored:
        first, _, rest = name.partition(".")
        key = f"{first}.{rest.split('.')[0]}" if first in ("layers", "mtp") else "embed" if first == "embed" else "head"
        groups.setdefault(key, []).append(name)
    if max_shard_bytes is None:
        small = sum(item.bytes for item in stored.values()) < ONE_FILE_BELOW
        return [list(stored)] if small else list(groups.values())
    shards: list[list[str]] = []
    room = 0
    for name in (name for names in groups.values() for name in names):
        size = stored[name].bytes
        if not shards or size > room:
            shards.append([])
            room = max_shard_bytes
        shards[-1].append(name)
        room -= size
    return shards


def _pack(
    names: list[str],
    stored: Mapping[str, Stored],
    state: Mapping[str, Tensor],
    plan: Mapping[str, Weight],
    quantize: bool,
) -> dict[str, Tensor]:
    """The tensors of one shard in their stored dtypes; only one shard is held in memory at a time."""
    out: dict[str, Tensor] = {}
    packed_key: tuple[str, int | None] | None = None
    codes = scale = torch.empty(0)
    for name in names:
        item = stored[name]
        tensor = state[item.ours].detach()
        tensor = tensor if item.expert is None else tensor[item.expert]
        format = plan[item.ours].format if quantize else ""
        if format in (FP8, FP4):
            if packed_key != (item.ours, item.expert):  # a weight and its multipliers follow one another
                packed_key = (item.ours, item.expert)
                codes, scale = (quantize_fp8_tiles if format == FP8 else quantize_fp4_rows)(tensor)
            tensor = scale.view(torch.float8_e8m0fnu) if item.scale else codes
        else:
            tensor = tensor.to(_dtype(item.dtype))
        # A copy of its own: stored tensors must neither share memory nor keep a whole stack of experts alive.
        out[name] = tensor.cpu().clone(memory_format=torch.contiguous_format)
    return out


def _dtype(name: str) -> torch.dtype:
    return {"BF16": torch.bfloat16, "F16": torch.float16, "F32": torch.float32, "I64": torch.int64}[name]


def _check_target(folder: Path, total: int) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CheckpointError(f"{folder}: already there and not empty. Choose a new name, or remove it first.")
    parent = folder.absolute().parent
    try:
        parent.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(parent).free
    except OSError as error:
        raise CheckpointError(f"{parent}: cannot be written to ({error}). Choose another folder.") from None
    if free < total * 1.01 + 1_000_000:
        raise CheckpointError(f"{folder}: needs {total:,} bytes, {free:,} are free. Free space or choose another disk.")


def _temporary(folder: Path) -> Path:
    part = folder.absolute().parent / f".{folder.name}.partial-{uuid.uuid4().hex[:8]}"
    try:
        part.mkdir()
    except OSError as error:
        raise CheckpointError(f"{folder.parent}: cannot be written to ({error}). Choose another folder.") from None
    return part


def _write_json(file: Path, values: dict[str, Any]) -> None:
    file.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")


def _write_extra(part: Path, name: str, content: str | bytes | Path) -> None:
    if Path(name).name != name or (part / name).exists():
        raise CheckpointError(f"extra file {name!r}: a plain name that the checkpoint does not use itself is needed.")
    if isinstance(content, Path):
        shutil.copyfile(content, part / name)
    else:
        (part / name).write_bytes(content.encode("utf-8") if isinstance(content, str) else content)


def _generation(config: Config) -> dict[str, Any]:
    return {
        "_from_model_config": True,
        "bos_token_id": config.bos_token_id,
        "eos_token_id": config.to_dict()["eos_token_id"],
        "do_sample": True,
        "temperature": 1.0,
        "top_p": 1.0,
    }

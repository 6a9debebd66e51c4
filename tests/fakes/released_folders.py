"""Complete folders in the layout of the released checkpoints, at full size, whose data are holes in the files.

Every name, dtype, shape and shard is the release's (spec of the files: one shard for the embedding, one for each layer,
one for norm and head, one for the draft block; Pro has 64 of them as Flash has 46); a hole reads as zeros and takes no
disk. `python tests/fakes/released_folders.py flash FOLDER` writes one.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

from checkpoints import write_header

from dsv4lab.checkpoint.inventory import Stored, official
from dsv4lab.checkpoint.shards import INDEX
from dsv4lab.config import PRESETS, Config

# What config.json has beside what Config writes.
QUANTIZATION = {
    "quant_method": "fp8", "fmt": "e4m3", "scale_fmt": "ue8m0", "activation_scheme": "dynamic",
    "weight_block_size": [128, 128],
}  # fmt: skip
DSPARK = {"dspark_block_size": 5, "dspark_noise_token_id": 128799, "dspark_markov_rank": 256}
VOCABULARY_RANK = 256


def release_config(config: Config, *, base: bool = False, dspark: bool = False) -> dict:
    """config.json as it is published: a Base has no expert_dtype, DSpark's keys stand beside the trunk's."""
    values = config.to_dict() | {"quantization_config": QUANTIZATION, "transformers_version": "4.57.1"}
    if base:
        del values["expert_dtype"]
    if dspark:
        layers = config.num_hidden_layers
        values |= DSPARK | {"dspark_target_layer_ids": [layers - 3, layers - 2, layers - 1]}
        values["compress_ratios"] = [*config.compress_ratios[:layers], 0, 0, 0]
    return values


def shard_of(config: Config, name: str, shards: int) -> int:
    """Which shard a tensor lies in, counted from 1."""
    if name == "embed.weight":
        return 1
    if name.startswith("layers."):
        return int(name.split(".")[1]) + 2
    return shards if name.startswith("mtp.") else config.num_hidden_layers + 2


def dspark_drafts(config: Config) -> dict[str, Stored]:
    """The three draft blocks of later releases, in place of mtp.0."""
    block = {n.removeprefix("mtp.0."): s for n, s in official(config).items() if n.startswith("mtp.0.")}
    own = ("e_proj.", "h_proj.", "enorm.", "hnorm.", "norm.", "hc_head_")
    shared = {leaf: s for leaf, s in block.items() if not leaf.startswith(own)}
    d, vocabulary, rank = config.hidden_size, config.vocab_size, VOCABULARY_RANK
    out = {f"mtp.{j}.{leaf}": s for j in range(3) for leaf, s in shared.items()}
    out |= {f"mtp.2.{leaf}": s for leaf, s in block.items() if leaf.startswith(("norm.", "hc_head_"))}
    more = {
        "mtp.0.main_proj.weight": ((d, 3 * d), "F8_E4M3"),
        "mtp.0.main_proj.scale": ((d // 128, 3 * d // 128), "F8_E8M0"),
        "mtp.0.main_norm.weight": ((d,), "BF16"),
        "mtp.2.markov_head.markov_w1.weight": ((vocabulary, rank), "BF16"),
        "mtp.2.markov_head.markov_w2.weight": ((vocabulary, rank), "BF16"),
        "mtp.2.confidence_head.proj.weight": ((1, d + rank), "BF16"),
    }
    return out | {name: Stored(shape, dtype, "") for name, (shape, dtype) in more.items()}


def write_released(
    folder: Path,
    config: Config,
    *,
    tensors: dict[str, Stored] | None = None,
    values: dict | None = None,
    only: Callable[[int], bool] = lambda number: True,
) -> int:
    """Write a folder; returns its total_size. OSError where the file system has no holes of this size.

    tensors   what it holds instead of what its configuration implies
    values    config.json instead of the configuration's own
    only      which shards are written; the index lists all of them
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(release_config(config) if values is None else values))
    tensors = official(config) if tensors is None else tensors
    shards = config.num_hidden_layers + 3
    tables: dict[int, dict] = {}
    ends: dict[int, int] = {}
    where: dict[str, str] = {}
    for name, stored in tensors.items():
        number = shard_of(config, name, shards)
        begin = ends.get(number, 0)
        ends[number] = begin + stored.bytes
        entry = {"dtype": stored.dtype, "shape": list(stored.shape), "data_offsets": [begin, ends[number]]}
        tables.setdefault(number, {})[name] = entry
        where[name] = shard_name(number, shards)
    for number in filter(only, tables):
        file = folder / shard_name(number, shards)
        write_header(file, tables[number])
        with file.open("r+b") as stream:
            stream.truncate(file.stat().st_size + ends[number])
    total = sum(ends.values())
    (folder / INDEX).write_text(json.dumps({"metadata": {"total_size": total}, "weight_map": where}))
    return total


def shard_name(number: int, shards: int) -> str:
    """The release's name of a shard, counted from 1."""
    return f"model-{number:05d}-of-{shards:05d}.safetensors"


if __name__ == "__main__":
    print(f"{write_released(Path(sys.argv[2]), PRESETS[sys.argv[1]]):,} bytes")

"""A complete folder in the release's layout, its numbers drawn: every name, dtype, shape and shard, tokenizer and config.

For a memory file system, at the speed of memory: a process a shard, and blocks of random bytes that are drawn once and
written again from another place each time. Values are scaled so that every sub-layer passes signals of order one on.
Needs numpy and nothing of torch. Used by tests/bench/full_size.py.
"""

from __future__ import annotations

import json
import math
import os
import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

sys.path[:0] = [str(Path(__file__).parents[1] / "fakes"), str(Path(__file__).parents[2])]
# ruff: noqa: E402 - the fakes are found first
from released_folders import release_config, shard_name, shard_of

from dsv4lab.checkpoint.inventory import Stored, official, weights
from dsv4lab.checkpoint.shards import INDEX
from dsv4lab.config import Config

BLOCK = 1 << 25  # bytes of each kind that are drawn
# Markers where the release has them; all other ids are bytes and made-up words.
MARKERS = {
    0: "<｜begin▁of▁sentence｜>", 1: "<｜end▁of▁sentence｜>", 128803: "<｜User｜>", 128804: "<｜Assistant｜>",
    128821: "<think>", 128822: "</think>",
}  # fmt: skip


def plan(config: Config) -> tuple[dict[int, dict[str, Stored]], int]:
    """{shard: {name: tensor}} and the number of shards, as in the release: 46 for Flash."""
    shards: dict[int, dict[str, Stored]] = {}
    count = config.num_hidden_layers + 3 - (not config.num_nextn_predict_layers)
    for name, stored in official(config).items():
        shards.setdefault(shard_of(config, name, count), {})[name] = stored
    return shards, count


def write_rest(folder: Path, config: Config) -> int:
    """Index, configuration and tokenizer; returns the bytes of all tensors."""
    folder.mkdir(parents=True, exist_ok=True)
    shards, count = plan(config)
    where = {name: shard_name(number, count) for number, tensors in shards.items() for name in tensors}
    total = sum(stored.bytes for tensors in shards.values() for stored in tensors.values())
    (folder / INDEX).write_text(json.dumps({"metadata": {"total_size": total}, "weight_map": where}))
    (folder / "config.json").write_text(json.dumps(release_config(config)))
    (folder / "generation_config.json").write_text(json.dumps({"bos_token_id": 0, "eos_token_id": 1}))
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer(config.vocab_size)))
    (folder / "tokenizer_config.json").write_text(json.dumps({"model_max_length": config.max_position_embeddings}))
    return total


def tokenizer(size: int) -> dict[str, Any]:
    """A byte-level tokenizer.json of `size` ids; nothing merges, so only bytes are ever cut, but every id has a text."""
    markers = {i: text for i, text in MARKERS.items() if i < size}
    plain = [b for b in range(256) if 33 <= b <= 126 or 161 <= b <= 172 or b >= 174]
    letters = [chr(b) for b in plain] + [chr(256 + i) for i in range(256 - len(plain))]
    words = iter([*letters, *(f"Ġw{i}" for i in range(size))])
    vocabulary = {next(words): i for i in range(size) if i not in markers}
    added = [
        {"id": i, "content": text, "special": True, "single_word": False, "lstrip": False, "rstrip": False,
         "normalized": False}
        for i, text in markers.items()
    ]  # fmt: skip
    level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": False}
    return {
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": added, "normalizer": None,
        "pre_tokenizer": level, "post_processor": None, "decoder": level,
        "model": {"type": "BPE", "vocab": vocabulary, "merges": []},
    }  # fmt: skip


def write_shard(folder: str, config: Config, number: int) -> int:
    """Write one shard; returns its bytes. For a process of its own."""
    shards, count = plan(config)
    tensors, table, at = shards[number], dict[str, Any](), 0
    for name, stored in tensors.items():
        table[name] = {"dtype": stored.dtype, "shape": stored.shape, "data_offsets": [at, at + stored.bytes]}
        at += stored.bytes
    header = json.dumps(table).encode()
    header += b" " * (-len(header) % 8)
    draw, kinds = Drawing(config, seed=number), weights(config)
    with (Path(folder) / shard_name(number, count)).open("wb", buffering=0) as file:
        file.write(struct.pack("<Q", len(header)) + header)
        for stored in tensors.values():
            for piece in draw.bytes_of(stored, kinds[stored.ours].shape):
                view = memoryview(piece)
                while view:
                    view = view[file.write(view) :]
    return at + len(header) + 8


class Drawing:
    """Random bytes of each kind of tensor, with the values that a layer can work with."""

    def __init__(self, config: Config, seed: int) -> None:
        self.config, self.random = config, np.random.default_rng(seed)
        self.blocks: dict[str, np.ndarray] = {}
        self.turn = 0

    def bytes_of(self, stored: Stored, shape: tuple[int, ...]) -> Iterator[np.ndarray]:
        """The tensor's bytes, in pieces; `shape` is our weight's, whose last axis is what a row sums over."""
        last = stored.ours.removesuffix(".weight").rsplit(".", 1)[-1]
        gain = 0.3 if last in ("wo_b", "w2") else 1.0
        fan = 1.0 if last == "embed" else shape[-1] ** -0.5
        count = math.prod(stored.shape)
        if stored.dtype == "I64":
            rows = self.random.random((self.config.vocab_size, self.config.n_routed_experts), dtype=np.float32)
            yield _bytes(np.argpartition(rows, self.config.num_experts_per_tok)[:, : self.config.num_experts_per_tok])
        elif stored.dtype == "F8_E8M0":
            middle = gain * fan / (3 if weights_are_fp4(self.config, stored) else 1)
            exponent = 127 + round(math.log2(middle))
            yield from self._again(f"e8m0 {exponent}", count, lambda n: self.random.integers(-1, 2, n) + exponent)
        elif stored.dtype == "I8":
            yield from self._again("i8", count, lambda n: self.random.integers(0, 256, n))
        elif stored.dtype == "F8_E4M3":
            yield from self._again("e4m3", count, self._e4m3)
        elif stored.dtype == "BF16" and last.endswith("norm"):
            yield _bytes(_bfloat16(1 + 0.1 * self.random.standard_normal(count, np.float32)))
        elif stored.dtype == "BF16":
            yield from self._again(
                f"bf16 {fan}", 2 * count,
                lambda n: _bytes(_bfloat16(fan * self.random.standard_normal(n // 2, np.float32))),
            )  # fmt: skip
        else:
            size = {"scale": 0.2, "bias": 0.05, "fn": 0.02}.get(last, 0.5)
            yield _bytes(size * self.random.standard_normal(count, np.float32) + np.float32(last == "scale"))

    def _again(self, kind: str, count: int, make: Any) -> Iterator[np.ndarray]:
        """`count` bytes of a block that is drawn once, each time from another place, so that no two rows are alike."""
        if kind not in self.blocks or len(self.blocks[kind]) < min(count, BLOCK >> 2):
            size = min(BLOCK >> 2 if kind == "e4m3" else BLOCK, max(count, 1 << 16))
            self.blocks[kind] = np.ascontiguousarray(make(size + size % 2).astype(np.uint8))
        block = self.blocks[kind]
        while count:
            self.turn += 1
            begin = 2 * (self.turn * 104_729 % (len(block) // 2))
            piece = block[begin : begin + count]
            count -= len(piece)
            yield piece

    def _e4m3(self, count: int) -> np.ndarray:
        """Codes of normally distributed numbers."""
        codes = np.arange(127)
        exponent, fraction = codes >> 3, codes & 7
        values = np.where(exponent > 0, (1 + fraction / 8) * 2.0 ** (exponent - 7.0), fraction / 8 * 2.0**-6)
        bounds = (values[1:] + values[:-1]) / 2
        numbers = self.random.standard_normal(count, np.float32)
        return np.searchsorted(bounds, np.abs(numbers)).astype(np.uint8) | np.where(numbers < 0, 128, 0).astype(
            np.uint8
        )


def weights_are_fp4(config: Config, stored: Stored) -> bool:
    """Whether multipliers belong to FP4 rows."""
    return ".experts." in stored.ours and config.expert_dtype == "fp4"


def _bfloat16(values: np.ndarray) -> np.ndarray:
    return (values.astype(np.float32).view(np.uint32) >> 16).astype(np.uint16)


def _bytes(values: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(values).reshape(-1).view(np.uint8)


def file_system(need: int, wanted: Path | None) -> Path:
    """A folder with room for so many bytes in memory: one that is named, a new mount, or /dev/shm."""
    if wanted is not None:
        return wanted
    place = Path("/mnt/dsv4lab-release")
    try:
        place.mkdir(parents=True, exist_ok=True)
        size = need + (2 << 30)
        again = "remount," if os.path.ismount(place) else ""  # a smaller model may have been written there
        if os.system(f"mount -t tmpfs -o {again}size={size} tmpfs {place}"):
            raise OSError("mount failed")
        return place
    except OSError as error:
        shm = Path("/dev/shm/dsv4lab-release")
        room = os.statvfs("/dev/shm")
        if room.f_bavail * room.f_frsize < need:
            raise SystemExit(
                f"no memory file system of {need / 1e9:.0f} GB ({error}); name a folder: --folder"
            ) from None
        return shm

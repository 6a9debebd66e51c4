"""What a pass costs whose layers are read on the way: `python tests/bench/streamed.py`, eight layers of V4-Flash's widths.

A folder in the release's layout is written (29 GB, in memory where that is possible, or --folder) and read three ways: its
bytes alone by as many threads as a layer has, into pinned memory; a prompt of 16,384 tokens through the resident model; and
the same prompt through the streamed one, each model in a single pass. Bar: 85 % of the slower of the first two, the same
logits bit for bit, and no more of the GPU than 2.1 layers beside what the pass itself takes and what lies outside of the
layers: two are there at a time, and of the one that is arranged, what is joined is there twice for a moment. Each result is
one JSON line (measure.py). `--toy` is the rehearsal without a GPU: three narrow layers, 32 tokens.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "fakes"), str(Path(__file__).parents[2])]
# ruff: noqa: E402 - the bench's own files are found first
import torch
from full_size import flash, toy  # also sets Triton's interpreter for a toy, before kernels are imported
from measure import Run
from random_release import file_system, plan, write_rest, write_shard

import dsv4lab as lab
from dsv4lab.config import Config
from dsv4lab.engine.layer_stream import READERS
from dsv4lab.engine.weights import tensors_of

LAYERS, TOKENS, BAR, MOST, PIECE = 8, 16384, 0.85, 2.1, 1 << 24


def written(config: Config, folder: Path | None) -> tuple[Path, int]:
    """The folder and the bytes of its tensors."""
    shards, _ = plan(config)
    size = sum(stored.bytes for tensors in shards.values() for stored in tensors.values())
    folder = file_system(round(size * 1.01), folder)
    write_rest(folder, config)
    with multiprocessing.get_context("fork").Pool(min(len(shards), os.cpu_count() or 2)) as pool:
        pool.starmap(write_shard, [(str(folder), config, number) for number in sorted(shards)])
    return folder, size


def read_alone(folder: Path) -> float:
    """Seconds to read all shards into pinned memory."""
    pieces = [
        (file, at) for file in sorted(folder.glob("*.safetensors")) for at in range(0, file.stat().st_size, PIECE)
    ]
    cuda = torch.cuda.is_available()
    places = [torch.empty(PIECE, dtype=torch.uint8, pin_memory=cuda).numpy() for _ in range(READERS)]

    def read(number: int) -> None:
        for file, at in pieces[number::READERS]:
            with file.open("rb", buffering=0) as opened:
                opened.seek(at)
                opened.readinto(places[number])

    begun = time.perf_counter()
    with ThreadPoolExecutor(READERS) as pool:
        list(pool.map(read, range(READERS)))
    return time.perf_counter() - begun


def timed(call: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    call()
    if torch.cuda.is_available():
        torch.cuda.synchronize()
    return time.perf_counter() - begun


def measured(run: Run, folder: Path, size: int, tokens: int) -> bool:
    """Whether the bars were met."""
    cuda = torch.cuda.is_available()
    settings: dict[str, Any] = {"engine": "triton"} | ({} if cuda else {"device": "cpu"})
    ids, found, logits = torch.randint(5, 256, (1, tokens)), dict[str, float](), dict[str, Any]()
    found["read"] = min(read_alone(folder) for _ in range(2))
    beyond, layer = dict[str, int](), 0  # bytes of the GPU beyond what was there before the pass; of the largest layer
    for placement in ("resident", "streamed"):
        model: Any = lab.load(folder, placement=placement, **settings)
        model.chunk = tokens  # in one pass: half as many tokens at a time would take half the memory
        model(ids, last_only=True)  # kernels are compiled
        if placement == "streamed":
            model.weights.layers.drop()  # what is there now lies outside of the layers
        else:
            layer = max(sum(tensor.nbytes for tensor in tensors_of(one)) for one in model.weights.layers)
        before = 0
        if cuda:
            torch.cuda.synchronize()
            before = torch.cuda.memory_allocated()
            torch.cuda.reset_peak_memory_stats()
        found[placement] = min(timed(lambda m=model: m(ids, last_only=True)) for _ in range(3))
        if cuda:
            beyond[placement] = torch.cuda.max_memory_allocated() - before
        logits[placement] = model(ids, last_only=True).cpu()
        if placement == "streamed":
            model.weights.layers.close()
        del model
        if cuda:
            torch.cuda.empty_cache()
    same = torch.equal(logits["resident"], logits["streamed"])
    share = max(found["read"], found["resident"]) / found["streamed"]
    # The resident pass has all layers before it begins, so what it takes more is the pass itself.
    layers = (beyond["streamed"] - beyond["resident"]) / layer if cuda else None
    met = same and share >= BAR and (layers is None or layers <= MOST)
    run.write(
        kind="streamed", tokens=tokens, bytes=size, read_seconds=found["read"], resident_seconds=found["resident"],
        streamed_seconds=found["streamed"], gb_per_s=size / found["streamed"] / 1e9, share=share, bar=BAR, same=same,
        layers_on_the_device=layers, most_layers=MOST, met=met,
    )  # fmt: skip
    return met


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("streamed.jsonl"))
    parser.add_argument("--folder", type=Path, help="where the files are written; by default in memory")
    parser.add_argument("--layers", type=int, default=LAYERS)
    parser.add_argument("--tokens", type=int, default=TOKENS)
    parser.add_argument("--toy", action="store_true", help="rehearse without a GPU")
    given = parser.parse_args()
    if not (given.toy or torch.cuda.is_available()):
        sys.exit("what reading costs beside a GPU is measured on one; --toy rehearses without.")
    if given.folder is not None and given.folder.exists() and any(given.folder.iterdir()):
        sys.exit(f"{given.folder}: not empty; what the bench writes is removed at its end. Name a new folder.")
    config = (toy() if given.toy else flash(given.layers)).replace(num_nextn_predict_layers=0)
    folder, size = written(config, given.folder)
    try:
        met = measured(Run(given.out, timing=True), folder, size, 32 if given.toy else given.tokens)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print("every bar was met" if met else "a bar was not met: see the lines with met false")


if __name__ == "__main__":
    main()

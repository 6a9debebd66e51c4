"""The price of edits in a decoding step: four layers of V4-Flash's widths, with a rule and without. `dsv4lab bench edits`.

Bar: a rule that is a table costs at most 3 % of a step, also on all layers at once. Plain and edited steps are timed in
turns, since a device's clock drifts. Then the whole sweep of the shipped model over 128 tokens, bar 3 s; the first one
compiles. Each result is one JSON line (device, versions, date; see tests/bench/measure.py). Needs a GPU.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from pathlib import Path
from typing import Any

import torch

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "fakes")]
# ruff: noqa: E402 - the bench's own files are found first
from measure import Run
from random_weights import CONFIGS, random_weights

import dsv4lab as lab
from dsv4lab import do
from dsv4lab.config import Config
from dsv4lab.engine.capture_buffer import CaptureBuffer
from dsv4lab.engine.decoder import Decoder, Wanted
from dsv4lab.engine.edits import EDITED_CHUNK, Edits
from dsv4lab.engine.engine import Engine
from dsv4lab.generation.sampling import SamplingParams
from dsv4lab.interventions.rule import Rule

PROMPT, STEPS, TURNS, CAPACITY = 2048, 100, 7, 4096
BAR, SWEEP_BAR = 0.03, 3.0


def double(value: Any) -> Any:
    return value * 2


def rules(config: Config) -> dict[str, tuple[bool, list[Rule]]]:
    """{name: (whether it is a table and has to meet the bar, the rules)}."""
    learned = [i for i, kind in enumerate(config.routing_kinds) if kind == "learned"]
    one, picking = learned[0], list(config.picking_layers)
    vector = torch.randn(config.hidden_size, generator=torch.Generator().manual_seed(2))
    found: dict[str, tuple[bool, list[Rule]]] = {
        "ban_expert, one layer": (True, [do.ban_expert([3, 11], layer=one)]),
        "ban_expert, all learned layers": (True, [do.ban_expert([3, 11])]),
        "ban_expert, tokens": (True, [do.ban_expert([3, 11], tokens=slice(PROMPT, None))]),
        "contribution, all layers": (True, [do.ban_expert([3, 11], mode="contribution")]),
        "force_expert, one layer": (True, [do.force_expert(3, layer=one)]),
        "swap_expert, one layer": (True, [do.swap_expert(3, 11, layer=one)]),
        "weights, all layers": (True, [do.weights(scale=0.5)]),
        "top, all layers": (True, [do.top(2)]),
        "sink, all layers": (True, [do.sink()]),
        "window, all layers": (True, [do.window(32)]),
        "compressed, all layers": (True, [do.compressed()]),
        "comb identity, one layer": (True, [do.comb("identity", layer=one)]),
        "comb identity, all layers": (True, [do.comb("identity")]),
        "stream zero, one layer": (True, [do.stream("zero", streams=[1], layer=one)]),
        "add, one layer": (True, [do.add(vector, scale=0.01, layer=one)]),
        "fn, one layer": (False, [do.fn(double, point="attn.out", layer=one)]),
        "comb mean, one layer": (False, [do.comb("mean", layer=one)]),
        "window of one head, one layer": (False, [do.window(32, heads=[0], layer=one)]),
        "entry mean, all": (False, [do.entry("mean")]),
        "rescue": (False, [do.stream("zero", streams=[1], layer=0), do.rescue(one)]),
    }
    if picking:
        found["picks dropped, one layer"] = (True, [do.picks(drop=[5, 6], layer=picking[0])])
        found["picks dropped, all layers"] = (True, [do.picks(drop=[5, 6])])
        found["fewer picks, all layers"] = (True, [do.picks(k=config.index_topk // 2)])
        found["recent picks, one layer"] = (False, [do.picks(recency=True, layer=picking[0])])
    return found


@torch.inference_mode()
def stepping(engine: Engine, edits: list[Rule]) -> Decoder:
    """A captured step behind a prompt, with these rules."""
    made = Edits(engine, edits, CAPACITY) if edits else None
    cache = engine.new_cache(CAPACITY)
    ids = torch.randint(5, 4000, (1, PROMPT), generator=torch.Generator().manual_seed(1)).to(engine.device)
    streams: list[Any] = []
    for part in torch.split(ids, EDITED_CHUNK, 1):
        streams = engine.layers.run(part, cache, CaptureBuffer((), engine.device), edits=made)
    decoder = Decoder(engine, cache, Wanted(), SamplingParams(STEPS), edits=made)
    decoder.begin(engine.read_out(streams[-1][-1:]))
    return decoder


def seconds(decoder: Decoder) -> float:
    torch.cuda.synchronize()
    begun = time.perf_counter()
    for _ in range(STEPS):
        decoder.launch()
    torch.cuda.synchronize()
    return (time.perf_counter() - begun) / STEPS


def measured(engine: Engine, run: Run) -> bool:
    """Whether every table met the bar."""
    met = True
    for name, (table, edits) in rules(engine.config).items():
        plain, edited = stepping(engine, []), stepping(engine, edits)
        for decoder in (plain, edited):
            seconds(decoder)  # warm
        pairs = [(seconds(plain), seconds(edited)) for _ in range(TURNS)]
        without, with_edits = (statistics.median(times) for times in zip(*pairs, strict=True))
        slower = statistics.median(b / a for a, b in pairs) - 1
        fired = sum(edited.edits.counts().values()) if edited.edits is not None else 0
        met &= not table or slower <= BAR
        run.write(
            kind="edits", op=name, model="flash4", rules=[rule.label for rule in edits], table=table, seconds=with_edits,
            plain_seconds=without, slower=slower, bar=BAR if table else None, met=not table or slower <= BAR, fired=fired,
        )  # fmt: skip
    return met


def swept(run: Run) -> bool:
    """Whether every expert of the learned layers, every stream and every layer's picks took no longer than the bar."""
    model: Any = lab.load()
    ids = lab.recorded().values("tokens", "id")[:128].tolist()
    each = [do.each_expert(), do.each_stream(), do.each_picks()]
    times: dict[bool, list[float]] = {False: [], True: []}
    for _ in range(4):
        for replayed, found in times.items():
            model.graphs = replayed  # launch by launch without, which is what graphs save
            begun = time.perf_counter()
            sweep = lab.sweep(model, ids, each, progress=False)
            found.append(time.perf_counter() - begun)
    seconds, launched = (statistics.median(times[replayed][1:]) for replayed in (True, False))
    run.write(
        kind="edits", op="sweep", model="shipped", tokens=len(ids), arms=len(sweep.arms), seconds=seconds,
        first_seconds=times[True][0], launched_seconds=launched, launched_first_seconds=times[False][0],
        bar=SWEEP_BAR, met=seconds <= SWEEP_BAR,
    )  # fmt: skip
    return seconds <= SWEEP_BAR


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("edits.jsonl"))
    parser.add_argument("--only", choices=("rules", "sweep"))
    arguments = parser.parse_args()
    if not torch.cuda.is_available():
        sys.exit(
            "the price of edits is measured on a GPU; tests/engine/test_edits.py shows on a CPU that they are right"
        )
    run = Run(arguments.out, timing=True)
    met = arguments.only == "sweep" or measured(Engine(random_weights(CONFIGS["flash4"], torch.bfloat16, "cuda")), run)
    met &= arguments.only == "rules" or swept(run)
    print("every bar was met" if met else "a bar was not met: see the lines with met false")


if __name__ == "__main__":
    main()

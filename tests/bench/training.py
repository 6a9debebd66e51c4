"""How fast each stage of a preset trains, and how long it takes to compile: `python tests/bench/training.py CORPUS`.

CORPUS is what `python -m dsv4lab.training TEXTS --prepare --out CORPUS` writes. A step is told as it runs, with its rows and
the optimizer, and as its captured graph alone. Each result is one JSON line (device, versions, date; see
tests/bench/measure.py). Needs a GPU.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch

sys.path[:0] = [str(Path(__file__).parent)]
# ruff: noqa: E402 - the bench's own files are found first
from measure import Run as Results

from dsv4lab.training.clock import Clock
from dsv4lab.training.corpus import Corpus
from dsv4lab.training.gradients import Gradients
from dsv4lab.training.mixing import mixture_of
from dsv4lab.training.plan import Stage, stages
from dsv4lab.training.presets import PRESETS, Preset
from dsv4lab.training.run import Run

STEPS = 30


def seconds(call: Callable[[], Any], times: int) -> float:
    torch.cuda.synchronize()
    begun = time.perf_counter()
    for _ in range(times):
        call()
    torch.cuda.synchronize()
    return (time.perf_counter() - begun) / times


def measured(run: Run, preset: Preset, stage: Stage) -> dict[str, Any]:
    """One stage, from its first step on."""
    torch.cuda.reset_peak_memory_stats()
    run.preset, run.numerics.release, middle = preset, stage.round_activations, (stage.begin + stage.end) / 2
    gradients = Gradients(run.model, preset, stage, run.device)
    compiling = seconds(lambda: run.step(gradients, stage, middle), 1)
    for _ in range(2):
        run.step(gradients, stage, middle)
    said = run.record(gradients)
    run.step(gradients, stage, middle)
    step = seconds(lambda: run.step(gradients, stage, middle), STEPS)
    graph = gradients._graph
    found = {
        "rows": stage.rows, "length": stage.length, "gathered": stage.gathered, "picks": stage.most_picks,
        "compile_seconds": compiling, "step_ms": 1e3 * step, "tokens_per_second": stage.tokens / step,
        "graph_ms": None if graph is None else 1e3 * seconds(graph.replay, STEPS), "said": said,
        "peak_bytes": torch.cuda.max_memory_allocated(),
    }  # fmt: skip
    run.release(gradients)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--preset", choices=sorted(PRESETS), default="tiny")
    parser.add_argument("--out", type=Path, default=Path("training.jsonl"))
    chosen = parser.parse_args()
    if not torch.cuda.is_available():
        raise SystemExit("this bench needs a GPU; there is none that PyTorch sees.")
    corpus = Corpus.load(chosen.corpus)
    if corpus is None:
        raise SystemExit(f"{chosen.corpus} is no prepared corpus; make one with --prepare.")
    preset = PRESETS[chosen.preset]
    preset = replace(preset, config=preset.config.replace(vocab_size=corpus.tokenizer.vocab_size))
    results = Results(chosen.out, timing=True)
    with mixture_of(preset, corpus, 0) as mixture:
        clock = Clock(steps=1000, seconds=None)
        run = Run(preset, corpus, clock, mixture=mixture, device=torch.device("cuda"), seed=0, start=None)
        for stage in stages(preset):
            results.write(kind="training", preset=chosen.preset, begin=stage.begin, **measured(run, preset, stage))


if __name__ == "__main__":
    main()

"""What it costs to keep half of the experts off the GPU: eight layers of V4-Flash's widths. `dsv4lab bench offload`.

Bar: on a text that repeats itself, so that its experts can move to the GPU, 40 % of the resident speed, with the same
tokens; and the speed that is predicted from the experts that were read across the bus within 15 % of what is measured. Each
result is one JSON line (device, versions, date; see tests/bench/measure.py). Needs a GPU.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Any

import torch

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "fakes")]
# ruff: noqa: E402 - the bench's own files are found first
from measure import Run, milliseconds
from random_weights import random_weights

from dsv4lab.checkpoint.ways import BUS, offloaded_speed
from dsv4lab.config import CSA, FLASH, HCA, SLIDING
from dsv4lab.engine.capture_buffer import CaptureBuffer
from dsv4lab.engine.decoder import Decoder, Wanted
from dsv4lab.engine.engine import Engine
from dsv4lab.engine.expert_store import ExpertStore
from dsv4lab.engine.offloaded import offloaded
from dsv4lab.generation.sampling import SamplingParams
from dsv4lab.kernels.experts_triton import chosen_experts_triton

LAYERS, PASSAGE, PROMPT, WARM, STEPS, CAPACITY = 8, 12, 2048, 240, 240, 4096
CONFIG = FLASH.replace(
    num_hidden_layers=LAYERS, layer_kinds=(SLIDING, CSA, HCA, CSA) * 2, routing_kinds=("hash",) + ("learned",) * 7,
    num_nextn_predict_layers=0,
)  # fmt: skip
SPEED_BAR, PREDICTION_BAR = 0.4, 0.15


def bus_speed(store: ExpertStore, layer: Any) -> dict[str, float]:
    """GB/s at which the step's kernels read six experts: of main memory, and of the GPU's own."""
    found: dict[str, float] = {}
    x, weights = torch.randn(1, CONFIG.hidden_size, device="cuda").bfloat16(), torch.ones(1, 6, device="cuda")
    for name, begin in (("across the bus", store.hot), ("on the GPU", 0)):

        def call(begin: int = begin) -> Any:
            ids = torch.arange(begin, begin + 6, device="cuda")[None]
            return chosen_experts_triton(x, ids, weights, layer.w1, layer.w3, layer.w2, limit=CONFIG.swiglu_limit)

        found[name] = 6 * store.sizes.bytes / milliseconds([call]) / 1e6
    return found


@torch.inference_mode()
def read_prompt(engine: Engine, ids: torch.Tensor) -> tuple[Any, torch.Tensor, float]:
    """A cache behind the prompt, the logits of its end, seconds."""
    cache = engine.new_cache(CAPACITY)
    torch.cuda.synchronize()
    begun = time.perf_counter()
    streams = engine.layers.run(ids, cache, CaptureBuffer((), engine.device))
    logits = engine.read_out(streams[-1][-1:])
    torch.cuda.synchronize()
    return cache, logits, time.perf_counter() - begun


@torch.inference_mode()
def written(engine: Engine, prompt: torch.Tensor, passage: torch.Tensor | None) -> dict[str, Any]:
    """Tokens that are drawn, seconds a token after WARM of them, and what crossed the bus meanwhile. A `passage` is what is
    read instead of what was drawn, again and again.
    """
    cache, logits, _ = read_prompt(engine, prompt)
    decoder, store = Decoder(engine, cache, Wanted(), SamplingParams(WARM + STEPS)), engine.weights.store
    drawn, begun, before = [decoder.begin(logits).id], 0.0, (0, 0, 0)
    for step in range(WARM + STEPS):
        if step == WARM:
            torch.cuda.synchronize()
            begun = time.perf_counter()
            before = (store.crossed, store.read, store.swapped) if store is not None else before
        if passage is not None:
            decoder.ids.copy_(passage[step % len(passage)].view(1, 1))
        decoder.launch()
        if step:  # as a text does: one step is under way while the last is looked at
            drawn.append(decoder.result(step - 1).id)
    torch.cuda.synchronize()
    found: dict[str, Any] = {"tokens": drawn, "seconds": (time.perf_counter() - begun) / STEPS}
    if store is not None:
        crossed, read, swapped = store.crossed - before[0], store.read - before[1], store.swapped - before[2]
        found |= {"crossed": crossed / max(1, read) * 6 * LAYERS, "swapped": swapped / STEPS}
    return found


def measured(run: Run, hot: int) -> bool:
    """Whether every bar was met."""
    generator = torch.Generator().manual_seed(1)
    prompt = torch.randint(5, 4000, (1, PROMPT), generator=generator).cuda()
    passage = torch.randint(5, 4000, (PASSAGE,), generator=generator).cuda()
    resident = Engine(random_weights(CONFIG, torch.bfloat16, "cuda"))
    begun = time.perf_counter()
    engine = Engine(offloaded(resident.weights, hot))
    store = engine.weights.store
    assert store is not None
    run.write(
        kind="offload", op="experts off the GPU", hot=hot, seconds=time.perf_counter() - begun,
        device_bytes=store.device_bytes(), host_bytes=store.host_bytes(),
    )  # fmt: skip
    rates = bus_speed(store, engine.weights.layers[0])
    run.write(kind="offload", op="six experts of a step", gb_per_s=rates, assumed_gb_per_s=BUS["NVIDIA H200"] / 1e9)
    met = True
    for name, ids in (("prompt", prompt), ("short prompt", prompt[:, :16])):
        for one in (resident, engine):
            read_prompt(one, ids)  # kernels are compiled
        (_, want, plain), (_, got, seconds) = read_prompt(resident, ids), read_prompt(engine, ids)
        same = torch.equal(want, got)
        met &= same
        run.write(kind="offload", op=name, length=ids.shape[1], seconds=seconds, resident_seconds=plain, same=same)
    short = prompt[:, :64]
    for name, given in (("repeated text", passage), ("its own text", None)):
        plain, mine = written(resident, short, given), written(engine, short, given)
        same, share = plain.pop("tokens") == mine.pop("tokens"), plain["seconds"] / mine["seconds"]
        predicted = offloaded_speed(1 / plain["seconds"], mine["crossed"] * store.sizes.bytes, BUS["NVIDIA H200"])
        error, bar = predicted * mine["seconds"] - 1, SPEED_BAR if given is not None else None
        right = same and abs(error) <= PREDICTION_BAR and (bar is None or share >= bar)
        met &= right or (bar is None and same)
        run.write(
            kind="offload", op=name, tokens_per_second=1 / mine["seconds"], resident_tokens_per_second=1 / plain["seconds"],
            share=share, bar=bar, predicted_tokens_per_second=predicted, prediction_error=error, same=same, met=right,
            experts_across_the_bus_per_token=mine["crossed"], pairs_moved_per_token=mine["swapped"],
        )  # fmt: skip
    store.close()
    return met


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("offload.jsonl"))
    parser.add_argument(
        "--hot", type=int, default=CONFIG.n_routed_experts // 2, help="experts of each layer on the GPU"
    )
    arguments = parser.parse_args()
    if not torch.cuda.is_available():
        sys.exit(
            "the price of offloading is measured on a GPU; tests/engine/test_offload.py shows on a CPU that it is right"
        )
    met = measured(Run(arguments.out, timing=True), arguments.hot)
    print("every bar was met" if met else "a bar was not met: see the lines with met or same false")


if __name__ == "__main__":
    main()

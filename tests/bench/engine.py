"""The engine against transformers and against the hardware: one process, the same weights, in turns. `dsv4lab bench engine`.

Every result is one JSON line (device, versions, date; see tests/bench/measure.py). Two models: SMALL and FLASH4 of
random_weights.py. Compiling happens before anything is timed. Needs a GPU; transformers is left out where it is missing.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "fakes")]
# ruff: noqa: E402 - the bench's own files are found first
from measure import Run, ceilings
from random_weights import CONFIGS, random_weights, reader

import dsv4lab as lab
from dsv4lab.capture.plan import Plan
from dsv4lab.config import Config
from dsv4lab.engine.build_weights import build
from dsv4lab.engine.capture_buffer import CaptureBuffer
from dsv4lab.engine.decoder import Decoder, Wanted
from dsv4lab.engine.engine import Engine
from dsv4lab.engine.weights import dequantised
from dsv4lab.generation.sampling import SamplingParams
from dsv4lab.kernels.linear import StoredMatrix

LIGHT = ("routing", "mixing", "indexer", "lens")
PROMPT, NEW = 600, 400
TEXTS = (
    "Once upon a time there was a little fox.",
    "The king said to the old man",
    "def add(a, b):\n",
    "It was raining",
)


def seconds(call: Callable[[], Any], repeats: int = 3) -> float:
    """Median of timed calls after one untimed."""
    call()
    times = []
    for _ in range(repeats):
        torch.cuda.synchronize()
        begun = time.perf_counter()
        call()
        torch.cuda.synchronize()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def ids_of(count: int, vocabulary: int = 4000) -> list[int]:
    return torch.randint(5, vocabulary, (count,), generator=torch.Generator().manual_seed(1)).tolist()


def tokens_per_second(engine: Engine, capture: Any) -> tuple[float, Any]:
    """Streamed through a Session, the first 64 tokens (graph, warm-up) left out; writing the trace at the end included."""
    session, times = lab.Session(engine), []
    for _ in session.stream(ids_of(PROMPT), max_new_tokens=NEW, temperature=0, capture=capture):
        times.append(time.perf_counter())
    ended = time.perf_counter()
    return (NEW - 64) / (ended - times[63]), session.trace


def prefill_seconds(engine: Engine, tokens: int, capture: Any = None, repeats: int = 3) -> float:
    """A whole prompt through a Session, without a new token."""
    session, ids = lab.Session(engine), ids_of(tokens)

    def once() -> None:
        for _ in session.stream(ids, max_new_tokens=0, capture=capture):
            pass

    return seconds(once, repeats)


def step_seconds(engine: Engine) -> float:
    """One captured step, launched back to back without a host that looks at tokens."""
    cache = engine.new_cache(4096)
    with torch.inference_mode():
        streams = engine.layers.run(
            torch.tensor([ids_of(2048)], device="cuda"), cache, CaptureBuffer((), engine.device)
        )
        decoder = Decoder(engine, cache, Wanted(), SamplingParams(200))
        decoder.begin(engine.read_out(streams[-1][-1:]))
        return seconds(lambda: [decoder.launch() for _ in range(200)]) / 200


def transformers_model(config: Config, read: Callable[[str], Any]) -> Any:
    """transformers' model with the same values, in bfloat16; None where transformers is missing."""
    try:
        from oracle import our_state_dict
        from transformers import DeepseekV4Config, DeepseekV4ForCausalLM
    except ImportError as error:
        print(f"transformers left out: {error}")
        return None
    values = {key: value for key, value in config.to_dict().items() if key != "quantization_config"}
    theirs_config = DeepseekV4Config(**values)
    with torch.device("cuda"):
        torch.set_default_dtype(torch.bfloat16)
        try:
            theirs = DeepseekV4ForCausalLM(theirs_config).eval().requires_grad_(False)
        finally:
            torch.set_default_dtype(torch.float32)
    for name, tensor in our_state_dict(theirs).items():
        if name in ("rotary", "inv_freq") or "inv_freq" in name:
            continue
        value = read(name)
        if isinstance(value, StoredMatrix):
            value = dequantised(value, torch.bfloat16)
        tensor.copy_(value.view(tensor.shape))
    return theirs


@torch.inference_mode()
def their_decode(theirs: Any, new: int = 24) -> float:
    out = theirs(torch.tensor([ids_of(PROMPT)], device="cuda"), use_cache=True, logits_to_keep=1)
    cache, token = out.past_key_values, out.logits[:, -1:].argmax(-1)

    def step() -> None:
        nonlocal token
        token = theirs(token, past_key_values=cache, use_cache=True).logits[:, -1:].argmax(-1)

    for _ in range(3):
        step()
    torch.cuda.synchronize()
    begun = time.perf_counter()
    for _ in range(new):
        step()
    torch.cuda.synchronize()
    return new / (time.perf_counter() - begun)


@torch.inference_mode()
def their_prefill(theirs: Any, tokens: int) -> float:
    ids = torch.tensor([ids_of(tokens)], device="cuda")
    return seconds(lambda: theirs(ids, use_cache=True, logits_to_keep=1), 2)


def decode_small(run: Run) -> None:
    """Bar: 60 times transformers, everything captured against nothing captured."""
    config = CONFIGS["small"]
    read = reader(config, torch.bfloat16, "cuda", quantised=True, seed=0)
    kept: dict[str, Any] = {}

    def once(name: str) -> Any:
        if name not in kept:
            kept[name] = read(name)
        return kept[name]

    engines = {"bfloat16": Engine(build(config, torch.bfloat16, once))}
    theirs = transformers_model(config, once)
    engines["float32"] = Engine(build(config, torch.float32, lambda name: wide(once(name))))
    for dtype, engine in engines.items():
        for capture in (None, "standard", "all"):
            tokens_per_second(engine, capture)  # compiles
            ours = [tokens_per_second(engine, capture)[0]]
            other = their_decode(theirs) if theirs is not None else float("nan")
            ours.append(tokens_per_second(engine, capture)[0])
            run.write(
                kind="engine", op="decode", model="small", dtype=dtype, capture=capture, tokens_per_second=min(ours),
                transformers_tokens_per_second=other, ratio=min(ours) / other,
            )  # fmt: skip


def wide(value: Any) -> Any:
    return value.float() if isinstance(value, torch.Tensor) and value.dtype == torch.bfloat16 else value


def decode_flash(run: Run) -> None:
    """Bar: 40 % of the time that reading the weights once takes at the measured copy bandwidth, everything captured."""
    engine = Engine(random_weights(CONFIGS["flash4"], torch.bfloat16, "cuda"))
    floor = engine.weights.bytes_per_token() / run.ceilings["gb_per_s"] / 1e9
    run.write(kind="engine", op="step", model="flash4", seconds=step_seconds(engine), floor_seconds=floor,
              bytes_per_token=engine.weights.bytes_per_token())  # fmt: skip
    for capture in (None, LIGHT, "standard", "all"):
        tokens_per_second(engine, capture)
        rates = [tokens_per_second(engine, capture)[0] for _ in range(2)]
        run.write(
            kind="engine", op="decode", model="flash4", dtype="bfloat16", capture=capture, tokens_per_second=min(rates),
            share_of_floor=min(rates) * floor,
        )  # fmt: skip
    for tokens in (8192,):
        base = prefill_seconds(engine, tokens)
        plan = Plan(groups=LIGHT, prompt_queries=64)
        captured = prefill_seconds(engine, tokens, plan)
        run.write(kind="engine", op="prefill", model="flash4", dtype="fp4 and fp8", tokens=tokens, seconds=base,
                  captured_seconds=captured, slow_down=captured / base - 1, prompt_queries=64)  # fmt: skip


def prefill_flash(run: Run) -> None:
    """Bar: five times transformers at 8,192 tokens, bfloat16 on both sides."""
    config = CONFIGS["flash4"]
    read = reader(config, torch.bfloat16, "cuda", quantised=False, seed=0)
    theirs = transformers_model(config, read)
    if theirs is None:
        return
    from oracle import our_state_dict

    weights = our_state_dict(theirs)
    engine = Engine(build(config, torch.bfloat16, lambda name: weights[name].contiguous()))
    for tokens in (1024, 8192):
        ours = [prefill_seconds(engine, tokens)]
        other = their_prefill(theirs, tokens)
        ours.append(prefill_seconds(engine, tokens))
        run.write(kind="engine", op="prefill", model="flash4", dtype="bfloat16", tokens=tokens, seconds=max(ours),
                  transformers_seconds=other, ratio=other / max(ours))  # fmt: skip
    other = their_decode(theirs)
    ours_decode = tokens_per_second(engine, None)[0]
    run.write(kind="engine", op="decode", model="flash4", dtype="bfloat16 weights", capture=None,
              tokens_per_second=ours_decode, transformers_tokens_per_second=other, ratio=ours_decode / other)  # fmt: skip


def long(run: Run, name: str, lengths: tuple[int, ...] = (131_072, 1_048_576)) -> None:
    """Bar: a million tokens fit, captured; time per token at most three times that at 131,072."""
    engine = Engine(random_weights(CONFIGS[name], torch.bfloat16, "cuda"))
    per_token: dict[int, float] = {}
    met: set[int] = set()
    for tokens in (length for length in lengths for _ in range(2)):  # the first of two only compiles
        plan = Plan(
            groups=("routing", "mixing", "indexer", "attention"),
            prompt_queries=1024,
            attention_lists=False,
            budget=64 << 30,
        )
        torch.cuda.reset_peak_memory_stats()
        session = lab.Session(engine)
        trace = session.generate(ids_of(tokens), max_new_tokens=0, capture=plan)
        spent = trace.run["cost"]["prefill_seconds"]
        if tokens not in met:
            met.add(tokens)
            continue
        per_token[tokens] = spent / tokens
        assert session.cache is not None
        run.write(
            kind="engine", op="long prefill", model=name, tokens=tokens, seconds=spent, us_per_token=1e6 * spent / tokens,
            peak_gb=torch.cuda.max_memory_allocated() / 1e9, cache_gb=session.cache.bytes() / 1e9,
            queries=len(trace.coordinate("attention", "query")),
            capture_seconds=trace.run["cost"]["capture_seconds"],
            checks={name: check["ok"] for name, check in trace.run["checks"].items()},
            per_token_over_first=per_token[tokens] / per_token[lengths[0]],
        )  # fmt: skip
        del session, trace
        gc.collect()


def same_tokens(run: Run) -> None:
    """Bar: tokens do not depend on capture; engine and float32 reference agree for 64 greedy tokens, or differ at a tie."""
    engine, reference = (
        lab.load(device="cuda", engine="triton"),
        lab.load(device="cuda", engine="reference", dtype="float32"),
    )
    for text in TEXTS:
        runs = {}
        for capture in (None, "standard", "all"):
            trace = lab.Session(engine).generate(text, max_new_tokens=64, temperature=0, capture=capture)
            runs[str(capture)] = trace.values("tokens", "id").tolist()
        drawn = [
            lab.Session(engine)
            .generate(text, max_new_tokens=64, seed=3, capture=capture)
            .values("tokens", "id")
            .tolist()
            for capture in (None, "standard")
        ]
        wanted = lab.Session(reference).generate(text, max_new_tokens=64, temperature=0, capture=None)
        want, got = wanted.values("tokens", "id").tolist(), runs["None"]
        differs = next((i for i, pair in enumerate(zip(got, want, strict=False)) if pair[0] != pair[1]), None)
        gap = None
        if differs is not None:
            logits = reference(torch.tensor([want[:differs]], device="cuda"))[0, -1].topk(2).values
            gap = float(logits[0] - logits[1])
        run.write(
            kind="engine", op="same tokens", model="shipped", text=text,
            capture_on_and_off=len({str(ids) for ids in runs.values()}) == 1, drawn_on_and_off=drawn[0] == drawn[1],
            tokens=len(got), first_difference=differs, gap_at_difference=gap,
        )  # fmt: skip


CASES: dict[str, Callable[[Run], None]] = {
    "same_tokens": same_tokens, "decode_small": decode_small, "decode_flash": decode_flash,
    "prefill_flash": prefill_flash, "long_small": lambda run: long(run, "small"),
    "long_flash": lambda run: long(run, "flash4"),
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("engine.jsonl"), help="file the JSON lines are added to")
    parser.add_argument("--only", choices=CASES, nargs="*", default=list(CASES))
    chosen = parser.parse_args()
    if not torch.cuda.is_available():
        raise SystemExit("this bench needs a GPU; there is none that PyTorch sees.")
    run = Run(chosen.out, timing=True)
    run.ceilings = ceilings(run)
    for name in chosen.only:
        run.guarded(name, CASES[name])
        gc.collect()
        torch.cuda.empty_cache()


if __name__ == "__main__":
    main()

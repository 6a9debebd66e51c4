"""What capture costs where a model is deep: as many of V4-Flash's layers as a card holds. `python tests/bench/capture.py`.

Bars: "standard" costs at most 5 % of a decoded token, routing, mixing, picks and lens 3 %; a first token of a 600-token
prompt comes within a second. Each text is told thrice: as it was streamed, as its steps run back to back on the device with
no host that looks at them, and how long the thread that files rows worked for each token; whichever is longest is what one
waits for. Every result is one JSON line (device, versions, date; see tests/bench/measure.py). Needs a GPU.
"""

from __future__ import annotations

import argparse
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import torch

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "fakes")]
# ruff: noqa: E402 - the bench's own files are found first
from measure import Run, ceilings
from random_weights import random_weights

import dsv4lab as lab
from dsv4lab.capture.registry import GROUPS
from dsv4lab.checkpoint.inventory import official
from dsv4lab.config import FLASH
from dsv4lab.engine.decoder import Decoder
from dsv4lab.engine.engine import Engine
from dsv4lab.engine.recorder_steps import StepRecorder

LIGHT = ("routing", "mixing", "indexer", "lens")
PROMPT, NEW, WARM, STEPS = 600, 200, 64, 60
ROOM = 14 << 30  # bytes beside the weights: text, rings of frames, a prompt's chunk


def layers_that_fit() -> int:
    """Of V4-Flash, on what is free."""
    each = sum(stored.bytes for stored in official(FLASH).values()) / (
        FLASH.num_hidden_layers + 1
    )  # the draft block's too
    return min(FLASH.num_hidden_layers, int((torch.cuda.mem_get_info()[0] - ROOM) / each))


class Spent:
    """Seconds that the thread which files decoded rows spends, by what it does; and the decoders that were made."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.decoders: list[Decoder] = []
        self._time(StepRecorder, "_write", "all")
        for name, group in GROUPS.items():
            for method in ("write", "write_read_out", "finish"):
                self._time(group, method, name)
        begin = Decoder.begin

        @wraps(begin)
        def begun(decoder: Decoder, *args: Any, **options: Any) -> Any:
            self.decoders.append(decoder)
            return begin(decoder, *args, **options)

        setattr(Decoder, "begin", begun)  # noqa: B010 - a bench may

    def _time(self, owner: Any, method: str, name: str) -> None:
        call: Callable[..., Any] = getattr(owner, method)

        @wraps(call)
        def timed(*args: Any, **options: Any) -> Any:
            begun = time.perf_counter()
            out = call(*args, **options)
            if threading.current_thread().name == "dsv4lab recorder":
                self.seconds[name] += time.perf_counter() - begun
                if name == "all":
                    self.seconds["tokens"] += len(args[1][0])
            return out

        setattr(owner, method, timed)


def streamed(engine: Engine, capture: Any, spent: Spent) -> dict[str, Any]:
    """One text through a Session: its rates after WARM tokens, and what filing a token took."""
    session = lab.Session(engine)
    ids = torch.randint(5, 4000, (PROMPT,), generator=torch.Generator().manual_seed(1)).tolist()
    begun, times, before = time.perf_counter(), list[float](), dict[str, float]()
    for _ in session.stream(ids, max_new_tokens=NEW, temperature=0, capture=capture):
        times.append(time.perf_counter())
        if len(times) == WARM:
            before = dict(spent.seconds)
    ended = time.perf_counter()
    filed = {name: seconds - before.get(name, 0.0) for name, seconds in spent.seconds.items()}
    tokens = filed.pop("tokens", 0.0) or 1
    gaps = sorted(later - earlier for earlier, later in zip(times[WARM:], times[WARM + 1 :], strict=False))
    return {
        "first_token_seconds": times[0] - begun,
        "tokens_per_second": (NEW - WARM) / (times[-1] - times[WARM - 1]),
        "with_the_end_written": (NEW - WARM) / (ended - times[WARM - 1]),
        "longest_gap_ms": 1e3 * gaps[-1],
        "filing_ms_per_token": {
            name: round(1e3 * seconds / tokens, 3) for name, seconds in filed.items() if seconds > 0
        },
        "frame_bytes": sum(getattr(share.buffer, "bytes", 0) for share in spent.decoders[-1].shares),
    }


def device_seconds(engine: Engine, capture: Any, spent: Spent) -> float:
    """Of one step, launched back to back in the middle of a text, whose rows are thrown away."""
    stream = lab.Session(engine).stream([5] * PROMPT, max_new_tokens=NEW, temperature=0, capture=capture)
    next(stream)
    found = 0.0
    for _ in range(2):  # the first warms up
        torch.cuda.synchronize()
        begun = time.perf_counter()
        for _ in range(STEPS):
            spent.decoders[-1].launch()
        torch.cuda.synchronize()
        found = (time.perf_counter() - begun) / STEPS
    stream.close()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("capture.jsonl"), help="file the JSON lines are added to")
    parser.add_argument("--layers", type=int, help="by default as many as fit")
    chosen = parser.parse_args()
    if not torch.cuda.is_available():
        raise SystemExit("this bench needs a GPU; there is none that PyTorch sees.")
    run = Run(chosen.out, timing=True)
    run.ceilings = ceilings(run)
    layers = chosen.layers or layers_that_fit()
    config = FLASH.replace(
        num_hidden_layers=layers, num_nextn_predict_layers=0, layer_kinds=FLASH.layer_kinds[:layers],
        routing_kinds=FLASH.routing_kinds[:layers],
    )  # fmt: skip
    engine = Engine(random_weights(config, torch.bfloat16, "cuda"))
    floor = engine.weights.bytes_per_token() / run.ceilings["gb_per_s"] / 1e9
    spent = Spent()
    for turn in range(3):  # in the first everything is compiled
        for capture in (None, LIGHT, "standard"):
            found = streamed(engine, capture, spent)
            if turn:
                found["device_ms"] = 1e3 * device_seconds(engine, capture, spent)
                run.write(
                    kind="capture", layers=layers, capture=capture, turn=turn, floor_ms=1e3 * floor, **found,
                )  # fmt: skip
            spent.decoders.clear()


if __name__ == "__main__":
    main()

"""How a kernel is checked and timed: fresh inputs, inputs in turn larger than the L2 cache, CUDA graphs, medians.

Every result is one JSON line, written at once. A rate is told beside what the same machine reached in the same run in a
plain copy (bytes) or a large bfloat16 product (operations). Used by tests/bench/kernels.py.
"""

from __future__ import annotations

import datetime
import json
import statistics
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import torch
import triton  # pyright: ignore[reportMissingImports]
from torch import Tensor

CUDA = torch.cuda.is_available()
DEVICE = "cuda" if CUDA else "cpu"


def milliseconds(calls: list[Callable[[], Any]], replays: int = 15) -> float:
    """Median time of one call; all calls together are one graph, so no launch waits for the host."""
    for call in calls[:2]:
        call()
    torch.cuda.synchronize()
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        for call in calls:
            call()
    times = []
    for _ in range(replays + 2):
        begin, end = (torch.cuda.Event(enable_timing=True) for _ in range(2))
        begin.record()
        graph.replay()
        end.record()
        torch.cuda.synchronize()
        times.append(begin.elapsed_time(end))
    return statistics.median(times[2:]) / len(calls)


def difference(got: Tensor, want: Tensor) -> float:
    """||got - want|| / ||want|| in float64; infinite if anything is not a number where the other is."""
    got, want = got.double(), want.double()
    if got.shape != want.shape or not torch.equal(got.isnan(), want.isnan()):
        return float("inf")
    return float((got.nan_to_num(0.0) - want.nan_to_num(0.0)).norm() / want.nan_to_num(0.0).norm().clamp_min(1e-30))


class Run:
    """Where results go. `timing` False: compile and check only, every n-th job from the i-th on if `share` is (i, n)."""

    def __init__(
        self, out: Path, *, timing: bool, ceilings: dict[str, float] | None = None, share: tuple[int, int] = (0, 1)
    ) -> None:
        self.out, self.timing, self.ceilings = out, timing, ceilings or {}
        self.share, self.jobs = share, 0
        self.generator = torch.Generator(device=DEVICE).manual_seed(7)
        self.common = {
            "device": torch.cuda.get_device_name() if CUDA else "interpreter on the CPU",
            "torch": torch.__version__, "triton": triton.__version__,
            "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        }  # fmt: skip

    def write(self, **row: Any) -> None:
        line = json.dumps(row | self.common)
        with self.out.open("a") as file:
            file.write(line + "\n")
        print(line, flush=True)

    def mine(self) -> bool:
        """Whether the next job is this process's; when timing, all are."""
        self.jobs += 1
        return self.timing or self.jobs % self.share[1] == self.share[0]

    def checks(self) -> bool:
        """Whether the next check is to be made here."""
        return not self.timing and self.mine()

    def randn(self, *shape: int, dtype: torch.dtype = torch.bfloat16, scale: float = 1.0) -> Tensor:
        return (torch.randn(*shape, generator=self.generator, device=DEVICE) * scale).to(dtype)

    def bytes(self, *shape: int, low: int = 0, high: int = 256) -> Tensor:
        return torch.randint(low, high, shape, generator=self.generator, device=DEVICE, dtype=torch.uint8)

    def check(self, op: str, got: Tensor, want: Tensor, limit: float, **about: Any) -> None:
        if not self.timing:
            error = difference(got, want)
            self.write(kind="check", op=op, error=error, limit=limit, right=error < limit, **about)

    def time(
        self, op: str, calls: Iterable[Callable[[], Any]], *,
        bytes: float | None = None, flops: float | None = None, predicted_ms: float | None = None, **about: Any,
    ) -> None:  # fmt: skip
        """`bytes`: the fewest that must move; `flops`: multiply-adds counted twice; both for one call."""
        calls = list(calls)
        if not self.mine():
            return
        try:
            calls[0]()
            if not self.timing or not CUDA:
                return
            ms = milliseconds(calls)
        except Exception as error:  # one operation that fails does not take the others along
            self.write(kind="failed", op=op, error=f"{type(error).__name__}: {error}"[:600])
            return
        row: dict[str, Any] = {"ms": ms, "predicted_ms": predicted_ms}
        if bytes is not None:
            row |= {"bytes": bytes, "gb_per_s": bytes / ms / 1e6}
            row["share_of_copy"] = row["gb_per_s"] / self.ceilings.get("gb_per_s", float("nan"))
        if flops is not None:
            row |= {"flops": flops, "tflop_per_s": flops / ms / 1e9}
            row["share_of_product"] = row["tflop_per_s"] / self.ceilings.get("tflop_per_s", float("nan"))
        self.write(kind="time", op=op, **row, **about)

    def guarded(self, name: str, case: Callable[[Run], None]) -> None:
        """One failure does not stop the rest, and is on record."""
        try:
            case(self)
        except Exception as error:
            self.write(kind="failed", op=name, error=f"{type(error).__name__}: {error}"[:600])
            traceback.print_exc()


def ceilings(run: Run) -> dict[str, float]:
    """Copy bandwidth (read plus write) and a large bfloat16 product, on random data."""
    source = run.randn(1 << 30, dtype=torch.bfloat16)
    target = torch.empty_like(source)
    copy = 2 * source.nbytes / milliseconds([lambda: torch.mul(source, 1.0, out=target)], 7) / 1e6
    a, b = run.randn(8192, 8192), run.randn(8192, 8192)
    product = 2 * 8192**3 / milliseconds([lambda: a @ b], 7) / 1e9
    found = {"gb_per_s": copy, "tflop_per_s": product}
    run.write(kind="ceiling", op="copy of 2 GiB and bfloat16 product of 8192", **found)
    return found

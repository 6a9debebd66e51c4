"""The roofline: how fast a device moves bytes and multiplies, measured here, and where operations stand under that roof.

An operation that must move b bytes and compute n operations takes at least b / (bytes a second) and at least n /
(operations a second); the larger of the two is its floor. Surprising: bytes are the fewest that must move, each input read
once and each output written once, whatever a kernel really does. Tests: tests/course/test_roofline.py.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch

from dsv4lab.config import Config
from dsv4lab.kernels.common.group_sizes import FP4_ROW

BITS = {"float32": 32.0, "bfloat16": 16.0, "fp8": 8.0, "fp4": 4 + 8 / FP4_ROW}  # scales of FP8's tiles weigh nothing
ENOUGH = 0.4  # seconds that one measurement may take on a CPU, once it has run three times
ROUNDS = 4  # of all measurements of a machine
ACTIVATION = 2  # bytes of one number between two operations, in bfloat16


@dataclass(frozen=True)
class Device:
    """What a device did in one run: bytes moved and operations computed in a second, and in which format it multiplied."""

    name: str
    bytes_per_second: float
    operations_per_second: float
    format: str
    date: str

    @property
    def ridge(self) -> float:
        """Operations for each byte at which both floors are equal."""
        return self.operations_per_second / self.bytes_per_second

    def __str__(self) -> str:
        return (
            f"{self.name}, {self.date}: {rate_words(self.bytes_per_second)}B a second, "
            f"{rate_words(self.operations_per_second)} operations a second in {self.format}; "
            f"the ridge lies at {self.ridge:.3g} operations for each byte"
        )


@dataclass(frozen=True)
class Operation:
    """The fewest bytes that must move, and operations (a multiply-add counts two)."""

    name: str
    bytes: float
    operations: float

    @property
    def intensity(self) -> float:
        """Operations for each byte."""
        return self.operations / self.bytes

    def floor(self, device: Device) -> float:
        """Seconds that it takes at least."""
        return max(self.bytes / device.bytes_per_second, self.operations / device.operations_per_second)

    def bound(self, device: Device) -> str:
        """What it waits for on this device: "bytes" or "operations"."""
        return "bytes" if self.intensity < device.ridge else "operations"


# The device of kernels/README.md's table, and rows of it that the lesson names: microseconds at so many tokens.
H200 = Device("NVIDIA H200", 4211e9, 797e12, "bfloat16", "2026-11-29")
MEASURED = {
    ("FP8 matrix 4096x8192", 1): 12.13,
    ("FP8 matrix 4096x8192", 4096): 360.9,
    ("experts fp4, one token", 1): 30.52,
    ("mHC post", 8192): 150.0,
    ("mHC projection alone", 8192): 125.9,
    ("mHC post and next projection", 8192): 229.2,
    ("norm and rotation", 2000): 67.89,
}


def matrix(outputs: int, inputs: int, tokens: int, stored: str, name: str = "") -> Operation:
    """A stored matrix [O, I] times the vectors of some tokens: weights once, vectors in and out in bfloat16."""
    moved = outputs * inputs * BITS[stored] / 8 + ACTIVATION * tokens * (inputs + outputs)
    words = name or f"{stored} matrix {outputs}x{inputs}, {tokens} token{'s' if tokens > 1 else ''}"
    return Operation(words, moved, 2.0 * outputs * inputs * tokens)


def of_a_token(config: Config) -> list[Operation]:
    """Operations of one decoding step of one layer, by the configuration's widths."""
    d, heads, width = config.hidden_size, config.num_attention_heads, config.head_dim
    inner, chosen = config.moe_intermediate_size, config.num_experts_per_tok
    keys = config.sliding_window + config.index_topk
    weights = 3 * d * inner * chosen
    return [
        Operation("norm of a vector", 2.0 * ACTIVATION * d, 4.0 * d),
        matrix(config.q_lora_rank, d, 1, "fp8", "query, first matrix"),
        matrix(heads * width, config.q_lora_rank, 1, "fp8", "query, second matrix"),
        Operation(
            "attention over window and picks",
            ACTIVATION * (2.0 * heads * width + keys * width),
            4.0 * heads * keys * width,
        ),
        Operation("chosen experts", weights * BITS["fp4"] / 8 + 2.0 * ACTIVATION * d, 2.0 * weights),
    ]


def streams_after(config: Config, tokens: int) -> dict[str, Operation]:
    """mHC post and the projection of its result for the next site: each alone, and both in one kernel."""
    n, d = config.hc_mult, config.hidden_size
    streams, rows = ACTIVATION * tokens * n * d, (2 + n) * n
    weights = 4.0 * rows * n * d  # float32
    post = Operation("mHC post", 2.0 * streams + streams / n, 2.0 * tokens * n * (n + 1) * d)
    alone = Operation("next projection", streams + weights, 2.0 * tokens * rows * n * d)
    both = Operation("both in one kernel", post.bytes + weights, post.operations + alone.operations)
    return {one.name: one for one in (post, alone, both)}


def here() -> torch.device:
    """The GPU where there is one, otherwise the CPU."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def seconds_of(calls: Sequence[Callable[[], object]], repeats: int = 10) -> float:
    """Seconds of one of some calls, the shortest of several runs: what others do on the machine can only make one longer.

    On a GPU all calls together are one graph, since starting a kernel from Python takes longer than many kernels do.
    """
    for call in calls:
        call()
    if here().type != "cuda":
        times = [_on_cpu(calls)]
        while len(times) < repeats and (len(times) < 3 or sum(times) < ENOUGH):
            times.append(_on_cpu(calls))
        return min(times) / len(calls)
    torch.cuda.synchronize()
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        for call in calls:
            call()
    graph.replay()
    return min(_on_gpu(graph) for _ in range(repeats)) / len(calls)


def _on_cpu(calls: Sequence[Callable[[], object]]) -> float:
    begin = time.perf_counter()
    for call in calls:
        call()
    return time.perf_counter() - begin


def _on_gpu(graph: torch.cuda.CUDAGraph) -> float:
    begin, end = (torch.cuda.Event(enable_timing=True) for _ in range(2))
    begin.record()
    graph.replay()
    end.record()
    torch.cuda.synchronize()
    return begin.elapsed_time(end) / 1e3


def measure() -> Device:
    """This machine's rates: the better of copying and of reading, and a product of square matrices. A few seconds.

    A CPU reads what it is about to overwrite, so that its copies move more than they seem to; a matrix times a vector, which
    is nearly all reading, shows it.
    """
    place = here()
    gpu = place.type == "cuda"
    dtype, sides = (torch.bfloat16, (8192,)) if gpu else (torch.float32, (512, 1024))
    width = 16384 if gpu else 8192  # 1 GiB, or 256 MiB: no cache holds it
    source = torch.ones(width, width, device=place)
    target, vector = torch.empty_like(source), torch.ones(width, device=place)
    squares = [tuple(torch.randn(side, side, device=place, dtype=dtype) for _ in range(2)) for side in sides]
    moved, product = 0.0, 0.0
    for _ in range(ROUNDS):  # in turn, so that what others do on the machine meets both
        moved = max(moved, 2 * source.nbytes / seconds_of([lambda: target.copy_(source)]))
        moved = max(moved, source.nbytes / seconds_of([lambda: source @ vector]))
        for a, b in squares:
            product = max(product, 2 * len(a) ** 3 / seconds_of([lambda a=a, b=b: a @ b], 30))
    threads = torch.get_num_threads()
    name = torch.cuda.get_device_name() if gpu else f"CPU, {threads} thread{'s' * (threads > 1)}"
    today = datetime.datetime.now().astimezone().date().isoformat()
    return Device(name, moved, product, str(dtype).removeprefix("torch."), today)


def timed_matrix(tokens: int, outputs: int = 4096, inputs: int = 4096) -> tuple[Operation, float]:
    """torch's own product of one matrix and some tokens on this machine, in the format of `measure`: operation, seconds."""
    place = here()
    dtype = torch.bfloat16 if place.type == "cuda" else torch.float32
    sets = 8 if place.type == "cuda" else 2  # together larger than a cache
    weights = [torch.randn(outputs, inputs, device=place, dtype=dtype) for _ in range(sets)]
    x = torch.randn(inputs, tokens, device=place, dtype=dtype)
    one = matrix(outputs, inputs, tokens, str(dtype).removeprefix("torch."))
    return one, seconds_of([lambda weight=weight: weight @ x for weight in weights])


def timed_engine() -> list[tuple[Operation, float]]:
    """The engine's own kernels at Flash's widths on this GPU, each with the seconds it took; empty without a GPU."""
    if here().type != "cuda":
        return []
    from dsv4lab.kernels.linear import StoredMatrix
    from dsv4lab.kernels.linear_triton import linear_triton

    out = []
    sets = 16  # together larger than the GPU's cache
    codes = [torch.randn(1, 4096, 8192, device=here()).to(torch.float8_e4m3fn) for _ in range(sets)]
    scale = torch.full((1, 32, 64), 121, dtype=torch.uint8, device=here())
    stored = [StoredMatrix(each, scale) for each in codes]
    for tokens in (1, 4096):
        x = torch.randn(tokens, 8192, device=here(), dtype=torch.bfloat16)
        seconds = seconds_of([lambda x=x, each=each: linear_triton(x, each) for each in stored])
        out.append((matrix(4096, 8192, tokens, "fp8"), seconds))
    return out


def rate_words(value: float) -> str:
    """A number of bytes or operations with its size in a letter: 4.2e12 -> "4.2 T"."""
    for size, letter in ((1e15, "P"), (1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:.3g} {letter}"
    return f"{value:.3g} "


def time_words(seconds: float) -> str:
    """Seconds in the unit that suits them: 1.2e-5 -> "12 µs"."""
    for size, unit in ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs")):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e9:.3g} ns"

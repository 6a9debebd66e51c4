"""Which ways of running a checkpoint fit this machine, and what each is predicted to take: memory, seconds, tokens a second.

A prediction is arithmetic on stored bytes and on what was measured (README, "The engine, measured"): one token reads its
weights once at the copy bandwidth of the GPU, and reaches a share of that. Surprising: only a fifteenth of a Flash's bytes
are read for one token, so its 160 GB run as fast as 11 GB would. Where nothing was measured nothing is predicted, and the
line says so. Tests: tests/checkpoint/test_ways.py.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dsv4lab.checkpoint.expert_sizes import expert_sizes
from dsv4lab.checkpoint.inventory import F32, I64, weights
from dsv4lab.checkpoint.selection import cut, is_needed
from dsv4lab.config import Config
from dsv4lab.costs import cache_bytes
from dsv4lab.memory import free_memory

# Copy bandwidth of one GPU in bytes per second, measured beside the engine; others are unknown.
COPY = {"NVIDIA H200": 4.27e12}
# Bytes per second that kernels read of pinned main memory, across the bus.
BUS = {"NVIDIA H200": 28.5e9}
SHARE = 0.55  # of that, by a Flash of full size decoding without capture (tests/bench/full_size.py)
DISK = 2e9  # bytes per second of reading; assumed, no disk is measured here
ROOM = 4e9  # bytes beside weights and cache: buffers, the captured graph, one chunk of a prompt; assumed
CONTEXT = 8192  # tokens whose cache is counted
WAYS = ("resident", "split", "offload", "streamed", "plain", "layers")  # what `load` offers


@dataclass(frozen=True)
class Gpu:
    """One GPU: its name, and bytes that are free on it."""

    name: str
    free: int


@dataclass(frozen=True)
class Machine:
    """What a checkpoint would run on: GPUs, and bytes of main memory that this process may still take."""

    gpus: tuple[Gpu, ...]
    memory: int


@dataclass(frozen=True)
class Way:
    """One way of running. Bytes of GPU (each of them) and main memory that it takes, seconds to load, tokens per second.

    settings   what to give `load`; "" where it is what load chooses
    why        what the predictions rest on, and why one is None
    """

    name: str
    settings: str
    fits: bool
    gpu_bytes: int
    memory_bytes: int
    load_seconds: float | None
    tokens_per_second: float | None
    why: str

    def __str__(self) -> str:
        where = f"{self.gpu_bytes / 1e9:,.1f} GB of GPU memory" if self.gpu_bytes else ""
        host = f"{self.memory_bytes / 1e9:,.1f} GB of memory" if self.memory_bytes else ""
        needs = " and ".join(filter(None, (where, host)))
        loads = "" if self.load_seconds is None else f", loads in {_seconds(self.load_seconds)}"
        speed = "speed unknown" if self.tokens_per_second is None else f"{self.tokens_per_second:,.0f} tokens/s"
        how = f" ({self.settings})" if self.settings else ""
        return f"{'fits' if self.fits else 'too large'}: {self.name}{how}, {needs}{loads}, {speed}; {self.why}"


def this_machine() -> Machine:
    """The GPUs and the free memory of this machine."""
    # torch takes seconds to import: it is asked only where there may be a GPU.
    gpus: list[Gpu] = []
    if sys.modules.get("torch") is not None or shutil.which("nvidia-smi") is not None:
        try:
            import torch

            for i in range(torch.cuda.device_count()):
                gpus.append(Gpu(torch.cuda.get_device_name(i), torch.cuda.mem_get_info(i)[0]))
        except (ImportError, RuntimeError):  # a GPU that this PyTorch cannot use is none
            gpus = []
    return Machine(tuple(gpus), free_memory())


def read_per_token(config: Config, stored: Mapping[str, int]) -> int:
    """Bytes of weights that one token of the trunk reads.

    stored   {our name: bytes in the files}; draft blocks do not count, of experts the chosen ones do
    """
    total = 0.0
    for ours, size in stored.items():
        if ours.startswith("mtp."):
            continue
        if ours == "embed.weight" or ours.endswith(".tid2eid"):
            total += size / config.vocab_size
        elif ".experts." in ours:
            total += size * config.num_experts_per_tok / config.n_routed_experts
        else:
            total += size
    return round(total)


def ways_of(config: Config, stored: Mapping[str, int], machine: Machine, offered: Sequence[str] = WAYS) -> list[Way]:
    """Every way that is offered, with its predictions for this machine.

    stored   {our name: bytes in the files}
    """
    makers = {"resident": _resident, "split": _split, "streamed": _streamed, "offload": _offload, "plain": _plain}
    out = [way for name in offered if name in makers for way in makers[name](config, stored, machine)]
    # To read every shard for every pass is no way to write: the first layers are told beside it.
    if "layers" in offered and not any(way.fits and way.settings != "placement='streamed'" for way in out):
        out += _layers(config, stored, machine)
    return out


def _beside(config: Config) -> int:
    """Bytes on a GPU beside the weights: room, and the cache of CONTEXT tokens in 16 bits."""
    return round(ROOM + sum(cache_bytes(config, CONTEXT, index_key="bf16", entry="bf16").values()))


def _resident(config: Config, stored: Mapping[str, int], machine: Machine) -> list[Way]:
    need = sum(stored.values()) + _beside(config)
    if not machine.gpus:
        return []
    best = max(machine.gpus, key=lambda gpu: gpu.free)
    speed, why = _speed(config, stored, best)
    return [Way(f"all on one {best.name}", "", need <= best.free, need, 0, sum(stored.values()) / DISK, speed, why)]


def _split(config: Config, stored: Mapping[str, int], machine: Machine) -> list[Way]:
    count = len(machine.gpus)
    if count < 2:
        return []
    # Whole layers are dealt out: no GPU gets more than its share and one layer.
    need = round(sum(stored.values()) / count) + _largest_layer(stored) + _beside(config)
    worst = min(machine.gpus, key=lambda gpu: gpu.free)
    speed, why = _speed(config, stored, worst)
    seconds = sum(stored.values()) / DISK
    return [Way(f"split over {count} GPUs", "placement='split'", need <= worst.free, need, 0, seconds, speed, why)]


def _streamed(config: Config, stored: Mapping[str, int], machine: Machine) -> list[Way]:
    if not machine.gpus:
        return []
    best = max(machine.gpus, key=lambda gpu: gpu.free)
    outside = sum(size for name, size in stored.items() if not name.startswith("layers."))
    # The layer that runs, the next one, and parts of it twice while it is put together; pinned buffers on the host.
    need, host = 3 * _largest_layer(stored) + outside + _beside(config), 2 << 30
    fits = need <= best.free and host <= machine.memory
    seconds = sum(stored.values()) / DISK
    why = (
        f"every pass over the prompts reads all shards: {_seconds(seconds)} at {DISK / 1e9:.0f} GB/s of disk (assumed)"
    )
    return [Way("streamed through one GPU", "placement='streamed'", fits, need, host, None, None, why)]


def _offload(config: Config, stored: Mapping[str, int], machine: Machine) -> list[Way]:
    if not machine.gpus:
        return []
    best = max(machine.gpus, key=lambda gpu: gpu.free)
    sizes = expert_sizes(stored, config.n_routed_experts)
    beside = sum(size for name, size in stored.items() if ".experts." not in name) + _beside(config)
    hot = sizes.most(best.free - beside)
    need, host = beside + sizes.on_device(hot or 0), sizes.on_host(hot or 0)
    fits = hot is not None and host <= machine.memory
    # Two numbers bound it: experts chosen evenly, and a text whose experts have all moved to the GPU.
    resident, why = _speed(config, stored, best)
    bus = next((rate for name, rate in BUS.items() if name in best.name), None)
    cold = 1 - (hot or 0) / config.n_routed_experts
    if resident is None or bus is None:
        speed, why = None, f"{why}; nor was its bus"
    else:
        crossing = round(cold * config.num_hidden_layers * config.num_experts_per_tok * sizes.bytes)
        speed = offloaded_speed(resident, crossing, bus)
        why = (
            f"{hot} of {config.n_routed_experts} experts of each layer on the GPU; chosen evenly, a token reads "
            f"{crossing / 1e9:.1f} GB across the bus at {bus / 1e9:.0f} GB/s, and a text that keeps to its experts, which "
            f"move to the GPU, up to {resident:,.0f} tokens/s"
        )
    seconds = sum(stored.values()) / DISK
    return [
        Way("experts beyond the GPU in main memory", "placement='offload'", fits, need, host, seconds, speed, why)
    ]  # fmt: skip


def offloaded_speed(resident: float, crossing: float, bus: float) -> float:
    """Tokens per second where each token reads `crossing` bytes across a bus of `bus` bytes per second, as one that decodes
    `resident` tokens per second without.
    """
    return 1 / (1 / resident + crossing / bus)


def _plain(config: Config, stored: Mapping[str, int], machine: Machine) -> list[Way]:
    """Plain PyTorch on the CPU, where every weight is widened."""
    need = {word: widened_bytes(config, size) for word, size in (("float32", 4), ("bfloat16", 2))}
    word = "float32" if need["float32"] <= machine.memory else "bfloat16"
    settings = "device='cpu'" + ("" if word == "float32" else ", dtype='bfloat16'")
    why = f"weights are unpacked to {word}; the speed of a CPU is not predicted"
    seconds = sum(stored.values()) / DISK
    return [Way("plain PyTorch", settings, need[word] <= machine.memory, 0, need[word], seconds, None, why)]


def _layers(config: Config, stored: Mapping[str, int], machine: Machine) -> list[Way]:
    """The longest beginning of the model that fits: on a GPU if there is one, else on the CPU in bfloat16."""
    inside = [0] * config.num_hidden_layers
    outside = 0
    for name, size in stored.items():
        parts = name.split(".", 2)
        if parts[0] == "layers":
            inside[int(parts[1])] += size
        elif parts[0] != "mtp":
            outside += size
    best = max(machine.gpus, key=lambda gpu: gpu.free, default=None)
    count, used = 0, 0
    for layers in range(1, config.num_hidden_layers):
        part = cut(config, layers)
        need = outside + sum(inside[:layers]) + _beside(part) if best is not None else widened_bytes(part, 2)
        if need > (machine.memory if best is None else best.free):
            break
        count, used = layers, need
    if not count:
        return []
    seconds = (outside + sum(inside[:count])) / DISK
    why = "the longest beginning that fits; exact in its layers, and its tokens are a lens'"
    name, settings = f"the first {count} of {config.num_hidden_layers} layers", f"layers=range({count})"
    if best is None:
        return [Way(name, f"{settings}, device='cpu', dtype='bfloat16'", True, 0, used, seconds, None, why)]
    speed, rests_on = _speed(
        config, {name: size for name, size in stored.items() if is_needed(name, count, mtp=False)}, best
    )
    return [Way(name, settings, True, used, 0, seconds, speed, f"{why}; {rests_on}")]


def widened_bytes(config: Config, itemsize: int) -> int:
    """Main memory that plain PyTorch takes for all weights in floats of `itemsize` bytes, one expert stored at a time."""
    sizes: dict[Any, int] = {F32: 4, I64: 8}
    table = weights(config)
    held = sum(weight.numel * sizes.get(weight.format, itemsize) for weight in table.values())
    largest = max(w.numel // (w.shape[0] if ".experts." in name else 1) for name, w in table.items())
    return held + 8 * largest


def _largest_layer(stored: Mapping[str, int]) -> int:
    size: dict[str, int] = {}
    for name, count in stored.items():
        if name.startswith(("layers.", "mtp.")):
            place = ".".join(name.split(".", 2)[:2])
            size[place] = size.get(place, 0) + count
    return max(size.values(), default=0)


def _speed(config: Config, stored: Mapping[str, int], gpu: Gpu) -> tuple[float | None, str]:
    size = read_per_token(config, stored)
    copy = next((rate for name, rate in COPY.items() if name in gpu.name), None)
    if copy is None:
        return None, f"a token reads {size / 1e9:.1f} GB; no bandwidth of a {gpu.name} was measured"
    floor = copy / size
    return SHARE * floor, (
        f"a token reads {size / 1e9:.1f} GB at {copy / 1e9:,.0f} GB/s, and {SHARE:.0%} of that was reached without capture"
    )


def _seconds(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"

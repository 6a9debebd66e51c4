"""Kernels found and compiled ahead for a pretended Hopper, without a GPU; prints what test_compile_ahead.py asks.

In a process of its own: Triton must not be in its interpreter, which it is in the tests' own.
"""

from __future__ import annotations

import os
import threading

os.environ.pop("TRITON_INTERPRET", None)  # read when kernels are decorated

import torch
from triton import knobs
from triton.backends.compiler import GPUTarget
from triton.runtime import JITFunction, driver
from triton.runtime.jit import JitFunctionInfo

from dsv4lab.engine.compile_ahead import CompileAhead
from dsv4lab.kernels.common.find_kernels_triton import KernelName
from dsv4lab.kernels.decode_step_triton import _file


class Hopper:
    """What Triton asks of a driver before it launches something."""

    def get_current_device(self) -> int:
        return 0

    def get_current_stream(self, device: int) -> int:
        return 0

    def get_current_target(self) -> GPUTarget:
        return GPUTarget("cuda", 90, 32)


driver.set_active(Hopper())
launch, launched = JITFunction.run, []


def only_compile(kernel, *arguments, grid, warmup, **options):
    """Nothing can be launched here; who compiles is seen by the listener."""
    launched.append(kernel.__name__)
    return launch(kernel, *arguments, grid=grid, warmup=True, **options)


def step(words: int) -> None:
    frame, count = torch.zeros(words, dtype=torch.int32), torch.zeros(1, dtype=torch.int64)
    ring = torch.empty(4, words, dtype=torch.int32)
    told = _file[(1,)](frame, ring, count, words, 4, BLOCK=64, PDL=False)
    zeros.append(told is None and not ring.any())


def texts() -> None:
    if broken:
        raise ValueError("no texts")
    for words in (64, 64, 65):
        step(words)
    other = threading.Thread(target=elsewhere)
    other.start()
    other.join()


def elsewhere() -> None:
    """Another thread's launch is meant: it is compiled there, at once."""
    hook = knobs.runtime.jit_cache_hook
    others.append(hook(key=None, fn=None, compile={}))


kinds: list[bool] = []  # of every compilation in this process: whether it was in the cache
others: list[bool] = []  # whether another thread's launch was held back
zeros: list[bool] = []  # of every step: nothing was launched, and new tensors are zeros
broken = False
knobs.compilation.listener = lambda **told: kinds.append(told["cache_hit"])

said: list[str] = []
ahead = CompileAhead([texts], "pretended", "first").start()
ahead.wait(said.append)
print("wrong", repr(ahead.wrong.partition(":")[0]), "compiled", ahead.done, "of", ahead.total, "here", len(kinds))
print("said", said[0].startswith("Compiling kernels for pretended, once on this machine: "), repr(said[-1]))
print("zeros", zeros, "others", others)
print("hook", knobs.runtime.jit_cache_hook, JITFunction.run is launch)
JITFunction.run = only_compile
kinds.clear()
step(64)
step(65)
JITFunction.run = launch
print("in the cache", kinds)
# A launch of a kernel that another process still compiles: it waits for it, and compiles nothing itself.
busy, waited = CompileAhead([texts], "pretended", "busy"), list[bool]()
name = KernelName("module", "kernel", "key")
busy._numbers[name], busy._unfinished = 0, {0}
held = threading.Thread(
    target=lambda: waited.append(busy._wait_for_one(key="key", fn=JitFunctionInfo("module", "kernel", None)))
)
held.start()
held.join(0.3)
print(
    "held back",
    held.is_alive(),
    "another",
    busy._wait_for_one(key="other", fn=JitFunctionInfo("module", "kernel", None)),
)
busy._listen([b"0 \n"])
held.join(20)
print("then let go", waited, busy.done)
again = CompileAhead([texts], "pretended", "first").start()
print("again", again.total, again._thread)
broken = True
failing = CompileAhead([texts], "pretended", "second").start()
told: list[str] = []
failing.wait(told.append)
failing.wait(told.append)
print("told", [words for words in told if "longer" in words])
print("failing", failing.wrong.partition(":")[0], failing._place.exists(), knobs.runtime.jit_cache_hook)

"""Launching a kernel while the one before it still runs (programmatic dependent launch, Hopper and later).

A decoding step is a chain of short kernels; their starts would cost as much as some of them take. Surprising: weights do
not depend on the kernel before, so their first bytes are fetched before `inputs_ready`. The rule for a kernel launched with
`**early(x)`: call `inputs_ready(EARLY)` once, in every program, before reading what another kernel of the step writes and
before writing anything at all. Chains stay in order because a kernel that has ended has waited for the one before it.
Tests: tests/test_linear_triton.py, and every test of a kernel that uses it.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import torch
import triton
import triton.language as tl
from torch import Tensor
from triton.language.extra.cuda import gdc_launch_dependents, gdc_wait

from dsv4lab.kernels.common.dot_triton import INTERPRETED


@triton.jit
def wait_for_inputs(EARLY: tl.constexpr):
    """Wait for the kernel before, whose writes can be read from here on."""
    if EARLY:
        gdc_wait()


@triton.jit
def let_next_start(EARLY: tl.constexpr):
    """Let the kernel behind start, once every program has come here. The compiler moves no fetch from before to after it."""
    if EARLY:
        gdc_launch_dependents()


@triton.jit
def inputs_ready(EARLY: tl.constexpr):
    """Both."""
    wait_for_inputs(EARLY)
    let_next_start(EARLY)


@cache
def _covered(index: int) -> bool:
    return torch.cuda.get_device_capability(index) >= (9, 0)


def early(x: Tensor) -> dict[str, Any]:
    """Options of a launch on x's device, the kernel's constant EARLY among them."""
    if INTERPRETED.value or not x.is_cuda or not _covered(x.device.index):
        return {"EARLY": False}
    return {"EARLY": True, "launch_pdl": True}

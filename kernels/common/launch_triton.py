"""Programmatic dependent launch (PDL, Hopper and later): a kernel starts while the one before it still runs.

A decoding step is a chain of short kernels; their starts would cost as much as some of them take. Weights do not depend on
the kernel before, so their first bytes are fetched before `pdl_wait`. The rule for a kernel launched with
`**pdl_options(x)`: call `pdl_wait(PDL)` once, in every program, before reading what another kernel of the step writes and
before writing anything at all. Chains stay in order because a kernel that has ended has waited for the one before it.
Tests: tests/kernels/test_linear_triton.py, and every test of a kernel that uses it.
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
def pdl_wait(PDL: tl.constexpr):
    """Wait for the kernel before, then let the kernel behind start: what most kernels do once, before all else."""
    pdl_wait_only(PDL)
    pdl_launch_next(PDL)


@triton.jit
def pdl_wait_only(PDL: tl.constexpr):
    """Wait for the kernel before, whose writes can be read from here on."""
    if PDL:
        gdc_wait()


@triton.jit
def pdl_launch_next(PDL: tl.constexpr):
    """Let the kernel behind start, once every program has come here. The compiler moves no fetch from before to after it."""
    if PDL:
        gdc_launch_dependents()


@cache
def _covered(index: int) -> bool:
    return torch.cuda.get_device_capability(index) >= (9, 0)


def pdl_options(x: Tensor) -> dict[str, Any]:
    """Options of a launch on the device of x (any shape): the kernel's constant PDL, False where the device has no PDL."""
    if INTERPRETED.value or not x.is_cuda or not _covered(x.device.index):
        return {"PDL": False}
    return {"PDL": True, "launch_pdl": True}

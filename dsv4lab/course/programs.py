"""Programs for a GPU on any machine: Triton where it runs, otherwise this course's own simulator.

A program is a function that says `tl.load`, `tl.store` and so on of one block. `kernel` gives it to Triton, compiled on a
GPU and in Triton's interpreter on a CPU; `simulate` (simulator.py) runs the same source and tells what it does wrong.
Surprising: Triton chooses its interpreter when it is imported, so `way` sets TRITON_INTERPRET for this process.
Tests: tests/course/test_programs.py.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import torch

from dsv4lab.course.simulator import Language, plain, simulate
from dsv4lab.course.simulator import ProgramError as ProgramError

WAYS = {
    "compiled": "Triton compiles programs for the GPU of this machine.",
    "interpreted": "No GPU for Triton here: programs run in its interpreter on the CPU, slowly and with the same results.",
    "missing": (
        "Triton is not installed here (it exists for Linux: pip install triton). Programs run in this lab's simulator "
        "instead, with the same results; what needs Triton itself says so and is left out."
    ),
    "too late": (
        "Triton was imported in this process before its interpreter was chosen. Restart the kernel and run the lesson from "
        "its first cell; until then programs run in this lab's simulator, and what needs Triton itself is left out."
    ),
}


def way() -> str:
    """How programs run here, one of WAYS. The first call on a machine without a GPU chooses Triton's interpreter."""
    if find_spec("triton") is None:
        return "missing"
    gpu = torch.cuda.is_available()
    if not gpu and "triton" not in sys.modules:
        os.environ.setdefault("TRITON_INTERPRET", "1")
    import triton.language as tl  # pyright: ignore[reportMissingImports]
    from triton.runtime.interpreter import InterpretedFunction  # pyright: ignore[reportMissingImports]

    # Triton's own functions were made when it was imported, in the way that was chosen then.
    if isinstance(tl.cdiv, InterpretedFunction):
        return "interpreted"
    return "compiled" if gpu else "too late"


def has_triton() -> bool:
    """Whether Triton itself runs programs here, compiled or interpreted."""
    return way() in ("compiled", "interpreted")


def device() -> torch.device:
    """Where the tensors of a kernel lie: on the GPU if Triton compiles for it, otherwise on the CPU."""
    return torch.device("cuda" if way() == "compiled" else "cpu")


def language() -> Any:
    """What a program calls `tl`: triton.language, or the simulator's where Triton does not run."""
    if not has_triton():
        return Language()
    import triton.language as tl  # pyright: ignore[reportMissingImports]

    return tl


def kernel(program: Callable[..., None]) -> Any:
    """A program to be launched as kernel(program)[grid](...): Triton's, or the simulator's where Triton does not run."""
    if not has_triton():
        return simulate(program)
    import triton  # pyright: ignore[reportMissingImports]

    return triton.jit(plain(program))

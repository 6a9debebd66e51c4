"""Every Triton kernel against its reference, then timed at V4-Flash's widths. Reached by `dsv4lab bench kernels`.

Without a GPU it runs small sizes in Triton's interpreter and only checks. With one, checks run first, shared out over
processes (compiling is most of it) that begin as copies of this one, then the timings alone. Results: one JSON line each,
see tests/bench/measure.py.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

os.environ.setdefault(
    "PYTORCH_NVML_BASED_CUDA_CHECK", "1"
)  # asking whether there is a GPU must not open it before the fork

import torch

if not torch.cuda.is_available():
    os.environ["TRITON_INTERPRET"] = "1"
sys.path.insert(0, str(Path(__file__).parent))
import block_sizes
import cases
import release_cases
from measure import CUDA, Run, ceilings

CASES = {
    "attention": cases.attention, "hyper_connections": cases.hyper_connections, "experts": cases.experts,
    "indexer": cases.indexer, "small": cases.small, "release": release_cases.release,
    "sizes_prefill": block_sizes.sizes_prefill, "sizes_streams": block_sizes.sizes_streams,
    "sizes_rows": block_sizes.sizes_rows,
}  # fmt: skip


def check_side_by_side(out: Path, names: list[str], processes: int) -> None:
    """Checks, and a first call of everything that is timed later, so that its compiled form is on disk."""
    children = []
    for i in range(processes):
        child = os.fork()  # before the device is touched: libraries are imported once
        if child == 0:
            run = Run(out, timing=False, share=(i, processes))
            for name in names:
                run.guarded(name, CASES[name])
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("kernels.jsonl"), help="file the JSON lines are added to")
    parser.add_argument("--only", choices=CASES, nargs="*", default=list(CASES))
    parser.add_argument("--processes", type=int, default=min(14, os.cpu_count() or 1))
    parser.add_argument("--phase", choices=("both", "check", "time"), default="both", help="what is done on a GPU")
    chosen = parser.parse_args()
    if not CUDA:
        run = Run(chosen.out, timing=False)
        for name in chosen.only:
            run.guarded(name, CASES[name])
        return
    if chosen.phase != "time":
        check_side_by_side(chosen.out, chosen.only, chosen.processes)
    if chosen.phase == "check":
        return
    run = Run(chosen.out, timing=True)
    run.ceilings = ceilings(run)
    for name in chosen.only:
        run.guarded(name, CASES[name])
        torch.cuda.empty_cache()


if __name__ == "__main__":
    main()

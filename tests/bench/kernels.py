"""Every Triton kernel against its reference, then timed at V4-Flash's widths. Reached by `dsv4lab bench kernels`.

Without a GPU it runs small sizes in Triton's interpreter and only checks. With one, checks run first, in processes side
by side (compiling is most of it), then the timings alone. Results: one JSON line each, see tests/bench/measure.py.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

import torch

if not torch.cuda.is_available():
    os.environ["TRITON_INTERPRET"] = "1"
sys.path.insert(0, str(Path(__file__).parent))
import block_sizes
import cases
from measure import CUDA, Run, ceilings

CASES = {
    "attention": cases.attention, "hyper_connections": cases.hyper_connections, "experts": cases.experts,
    "indexer": cases.indexer, "small": cases.small, "sizes_prefill": block_sizes.sizes_prefill,
    "sizes_decode": block_sizes.sizes_decode, "sizes_rows": block_sizes.sizes_rows,
    "sizes_grouped": block_sizes.sizes_grouped,
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("kernels.jsonl"), help="file the JSON lines are added to")
    parser.add_argument("--only", choices=CASES, nargs="*", default=list(CASES))
    parser.add_argument("--checks", action="store_true", help="check in this process and time nothing")
    chosen = parser.parse_args()
    if not CUDA or chosen.checks:
        run = Run(chosen.out, timing=False)
        for name in chosen.only:
            run.guarded(name, CASES[name])
        return
    parts = [
        subprocess.Popen([sys.executable, __file__, "--checks", "--out", str(chosen.out), "--only", name])
        for name in chosen.only
    ]
    for part in parts:
        part.wait()
    run = Run(chosen.out, timing=True)
    run.ceilings = ceilings(run)
    for name in chosen.only:
        run.guarded(name, CASES[name])
        torch.cuda.empty_cache()


if __name__ == "__main__":
    main()

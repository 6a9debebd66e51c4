"""Check a port of DeepSeek-V4 against the golden values beside this file; it needs numpy and nothing else.

    python check.py DUMP.npz [bfloat16]

DUMP.npz holds what passed the points of points.json when the port read the tokens of golden.npz ("ids"), one array each,
[T, ...] or [1, T, ...], joined over the passes if there were several. The first line that says WRONG is where to look.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np


def check(dump: str, dtype: str = "float32", folder: str | Path = ".") -> list[str]:
    """Names of the points that are wrong, in the order of computation; says what it finds of every point."""
    gold, mine = _arrays(Path(folder) / "golden.npz"), _arrays(dump)
    wrong: list[str] = []
    for name, point in json.loads((Path(folder) / "points.json").read_text()).items():
        if name not in mine:
            print(f"missing  {name}")
            continue
        have, want, rows = mine[name], gold[name], gold[name + "/rows"]
        have = have[0] if have.ndim == point["axes"] else have
        if point["experts"]:  # weights by expert, whatever the order of the slots was
            spread = np.zeros((len(have), want.shape[1]), np.float32)
            np.put_along_axis(spread, mine[point["experts"]].reshape(len(have), -1), have, 1)
            have = spread
        if len(have) != point["rows"]:
            error = np.full(1, np.inf)
        elif point["set"]:  # ids, -1 for none, in any order
            same = [set(a[a >= 0]) == set(np.flatnonzero(b)) for a, b in zip(have[rows], want, strict=True)]
            error = np.where(same, 0, np.inf)
        else:
            got = have.reshape(len(have), -1)[rows][:, gold[name + "/at"]].astype(np.float64)
            with np.errstate(invalid="ignore"):
                error = np.where(got == want, 0, np.abs(got - want)).max(1) / gold[name + "/size"]
        bad = ~(error <= point[dtype])
        # In 16 bits a choice between near scores may fall otherwise at single tokens, and what follows with it.
        off = bad.mean() > (0.25 if dtype == "bfloat16" else 0)
        wrong += [name] * bool(off)
        row = f", row {rows[bad.argmax()]} first" if off and len(bad) == len(rows) else ""
        print(f"{'WRONG  ' if off else 'right  '}  {name}: error {error.max():.2g}, allowed {point[dtype]:.2g}{row}")
    return wrong


def _arrays(file: str | Path) -> dict[str, np.ndarray]:
    with np.load(file) as several:
        return {name: several[name] for name in several.files}


if __name__ == "__main__":
    sys.exit(bool(check(*sys.argv[1:], folder=Path(__file__).parent)))

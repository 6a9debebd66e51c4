"""The whole length of the lab in a few seconds, for environments other than the locked one: `dev/ranges.sh` runs it.

python tests/smoke.py write FOLDER    a short generation, its trace and its page; needs torch
python tests/smoke.py read FOLDER     the trace opened and its page written again; needs no torch
"""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np

import dsv4lab as lab


def main(what: str, folder: Path) -> None:
    names = ("numpy", "xarray", "zarr", "ipywidgets", "anywidget", "plotly")
    print(f"Python {sys.version.split()[0]}, " + ", ".join(f"{name} {version(name)}" for name in names))
    if what == "write":
        session = lab.Session(lab.load())
        session.generate("Once upon a time", max_new_tokens=8, capture="all")
        session.trace.save(folder / "run.zarr")
    trace = lab.Trace.open(folder / "run.zarr")
    weight = trace["routing"].weight.sel(layer=7, token=3).values
    assert np.isclose(weight.sum(), trace.run["model"]["routed_scaling_factor"], rtol=1e-5), weight
    assert trace.text.endswith("Once upon a time") or len(trace) > 4
    assert all(check["ok"] for check in trace.run["checks"].values()), trace.run["checks"]
    page = folder / f"{what}.html"
    lab.explore(trace).to_html(page)
    assert page.stat().st_size > 100_000
    print(f"{what}: {len(trace)} tokens, page of {page.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))

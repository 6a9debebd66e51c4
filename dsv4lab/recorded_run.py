"""The run that ships with the package, so that there is something to look at before anything has run.

It was written by the shipped model on a CPU (dev/record.py).   Tests: tests/package/test_recorded.py.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from dsv4lab.capture.trace import Trace

PATH = Path(__file__).parent / "models" / "recorded.zarr.zip"


def recorded() -> Trace:
    """The recorded run: a story of some hundred tokens in which the indexer has real choices.

    >>> import dsv4lab as lab
    >>> len(lab.recorded()) > 400
    True
    """
    return Trace.open(PATH)


def recorded_by(digest: str) -> Trace | None:
    """The recorded run if the model of this digest wrote it, else None."""
    if not digest:
        return None
    trace = recorded()
    return trace if trace.run["weights"] == digest else None


def place_to_begin(trace: Trace) -> int:
    """The written token that turned most to the far past, in the first layer that picks entries: there is most to see."""
    layer = trace.config.picking_layers[0]
    mass = trace.part("attention", "mass_entries", layer=layer).mean(-1)
    written = trace.values("tokens", "phase") == 1
    return int(np.argmax(np.where(written, mass, -1.0)))

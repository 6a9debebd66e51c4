"""What a compressed entry is made of, by both compressors of its layer, and which tokens still wait for theirs.

Surprising: a CSA layer has two compressors, one for attention and a smaller one for the indexer; they weigh the same
tokens differently. Views: widgets/compressor.py.   Tests: tests/analysis/test_more_analysis.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dsv4lab.errors import TraceError

if TYPE_CHECKING:
    import xarray

    from dsv4lab.capture.trace import Trace


def entry_gates(trace: Trace, layer: int, entry: int) -> xarray.Dataset:
    """gate [token], and index_gate [token] on layers that pick (else NaN): mean softmax gates, each sums to one."""
    import xarray

    source = trace.part("compressor", "source_token", layer=layer, entry=entry)
    real = source >= 0
    gates = {name: trace.part("compressor", name, layer=layer, entry=entry)[real] for name in ("gate", "index_gate")}
    return xarray.Dataset({name: ("token", gate) for name, gate in gates.items()}, coords={"token": source[real]})


def entries_at(trace: Trace, layer: int, token: int) -> int:
    """How many entries of a layer are complete once `token` has been read."""
    rate = _rate(trace, layer)
    trace.row("tokens", "token", token)
    return (token + 1) // rate


def pending_tokens(trace: Trace, layer: int, token: int) -> list[int]:
    """Positions up to `token` that no entry of their own block holds yet."""
    rate = _rate(trace, layer)
    trace.row("tokens", "token", token)
    return list(range((token + 1) // rate * rate, token + 1))


def gate_sharpness(trace: Trace, layer: int) -> np.ndarray:
    """[entry] of complete entries: largest gate times number of sources; 1 is an even mean, larger leans on a few tokens.

    NaN where an entry's gates were not captured.
    """
    count = entries_at(trace, layer, len(trace) - 1)
    row = trace.row("compressor", "layer", layer)
    gate = trace.values("compressor", "gate")[row, :count]
    sources = (trace.values("compressor", "source_token")[row, :count] >= 0).sum(-1)
    known = np.isfinite(gate).any(-1)
    return np.where(known, np.nanmax(gate, -1, initial=0.0) * sources, np.nan)


def _rate(trace: Trace, layer: int) -> int:
    config = trace.config
    if not 0 <= layer < config.num_hidden_layers:
        raise TraceError(f"the model has no layer {layer}; it has 0 to {config.num_hidden_layers - 1}.")
    kind = config.kind_of(layer)
    if not kind.has_entries:
        raise TraceError(
            f"Layer {layer} is {kind.title}: it reads exact tokens only and compresses nothing. Choose one of "
            f"{config.compressed_layers}."
        )
    return kind.rate(config)

"""How the four residual streams are read, mixed and written (section 2.2 of the report).

Direction, everywhere: next[to] = post[to] * out + sum over from of comb[from, to] * stream[from].
Surprising: every layer does this twice (attention, experts), and the matrices depend on the token.
Views: widgets/hyper_connections.py.   Tests: tests/test_analysis.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import xarray

    from dsv4lab.capture.trace import Trace

SITES = ("attention", "experts")


def mixing_at(trace: Trace, layer: int, site: int, token: int) -> xarray.Dataset:
    """pre [stream], comb [stream_from, stream_to], post [stream], stream_norm [stream] (before the layer)."""
    import xarray

    pre = trace.part("mixing", "pre", layer=layer, site=site, token=token)
    norm = np.full(len(pre), np.nan, np.float32)
    if trace.has("streams", "norm") and layer - 1 in trace.layers("streams"):
        norm = trace.part("streams", "norm", layer=layer - 1, token=token)
    return xarray.Dataset(
        {
            "pre": ("stream", pre),
            "comb": (("stream_from", "stream_to"), trace.part("mixing", "comb", layer=layer, site=site, token=token)),
            "post": ("stream", trace.part("mixing", "post", layer=layer, site=site, token=token)),
            "stream_norm": ("stream", norm),
        },
        attrs={
            "layer": layer,
            "site": SITES[site],
            "token": token,
            "sinkhorn_error": float(trace.part("mixing", "sinkhorn_error", layer=layer, site=site, token=token)),
        },
    )


def mixing_depth(trace: Trace, token: int) -> xarray.Dataset:
    """All sites in the order they are run, for one token: [step] with coordinates layer and site.

    exchange      share of a stream that comes from other streams, 1 - mean diagonal: 0 identity, 0.75 uniform
    largest_pre   the largest of the reading shares
    """
    import xarray

    comb = trace.part("mixing", "comb", token=token)  # [layer, site, from, to]
    pre = trace.part("mixing", "pre", token=token)
    layers, sites = comb.shape[:2]
    exchange = 1 - np.diagonal(comb, axis1=-2, axis2=-1).mean(-1)
    return xarray.Dataset(
        {
            "exchange": ("step", exchange.reshape(-1).astype(np.float32)),
            "largest_pre": ("step", pre.max(-1).reshape(-1)),
        },
        coords={
            "layer": ("step", np.repeat(trace.coordinate("mixing", "layer"), sites)),
            "site": ("step", np.tile(np.arange(sites), layers)),
        },
    )

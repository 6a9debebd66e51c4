"""What each layer would say if its streams went straight to the head, and how far that can be trusted.

Surprising: early layers are confident and wrong; a read-out means something only where it usually agrees with the end.
Views: widgets/lens.py.   Tests: tests/analysis/test_more_analysis.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import xarray

    from dsv4lab.capture.trace import Trace

TRUSTED = 0.5  # share of tokens at which a layer must agree with the final answer to be read as an answer


def lens_at(trace: Trace, token: int) -> xarray.Dataset:
    """top_id, top_prob [layer, rank] and agree [layer] at one token; trust [layer] is the share over all tokens.

    Tokens that were not read have the ids -1.

    stream_id, stream_prob [layer, stream]: what each stream would answer alone, if the plan asked for it.
    """
    import xarray

    alone = {
        name: (("layer", "stream"), trace.part("lens", name, token=token))
        for name in ("stream_id", "stream_prob")
        if trace.has("lens", name)
    }
    return xarray.Dataset(
        {
            **alone,
            "top_id": (("layer", "rank"), trace.part("lens", "top_id", token=token)),
            "top_prob": (("layer", "rank"), trace.part("lens", "top_prob", token=token)),
            "agree": ("layer", trace.part("lens", "agree", token=token) == 1),
            "trust": ("layer", lens_trust(trace)),
        },
        coords={"layer": trace.coordinate("lens", "layer")},
        attrs={"token": token},
    )


def lens_trust(trace: Trace) -> np.ndarray:
    """[layer] share of the captured tokens at which the layer's first choice is the model's final one; NaN without any."""
    agree = trace.values("lens", "agree")
    known = (agree >= 0).sum(1)
    return np.divide((agree == 1).sum(1), known, out=np.full(len(agree), np.nan), where=known > 0)

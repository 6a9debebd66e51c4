"""Lens: what every layer would answer if its streams went straight to the head, for the chosen token.

Layers that usually disagree with the final answer are hatched: their words are not the model's opinion.
Picture: src/lens.js.   Numbers: dsv4lab/analysis/lens.py.   Tests: tests/widgets/test_more_views.py.
"""

from __future__ import annotations

import numpy as np
from traitlets import Dict

from dsv4lab.analysis.lens import TRUSTED, lens_at
from dsv4lab.capture.trace import Trace
from dsv4lab.widgets.about import LENS
from dsv4lab.widgets.view import View
from dsv4lab.widgets.words import partial_words


class Lens(View):
    """A row per layer, its likeliest next tokens in order."""

    name, slot, title, tab = "lens", "tab", "Lens", 50
    tab_group = "Write"
    says = LENS
    group = "lens"
    purpose = "Here you will see which next token every layer would name."
    watches = ("token",)

    table = Dict(
        help="token, piece, trusted, partial, rows of [layer, kind, agree, trust, words, probabilities, streams]"
    ).tag(sync=True)

    def fill(self, trace: Trace) -> None:
        token = self.token
        if self.selection.token < 0:  # following a run: the lens comes eight tokens at a time
            read = np.flatnonzero(trace.values("lens", "top_id")[0, :, 0] >= 0)
            token = int(read[-1]) if len(read) else token
        found = lens_at(trace, token)
        kinds = trace.config.layer_kinds
        alone = (found.stream_id.values, found.stream_prob.values) if "stream_id" in found else None
        self.table = {
            "token": token,
            "piece": trace.pieces[token],
            "trusted": TRUSTED,
            "partial": partial_words(trace),
            "rows": [
                {
                    "layer": int(layer),
                    "kind": "" if layer < 0 else kinds[layer],
                    "agree": bool(found.agree.values[row]),
                    "trust": None if np.isnan(found.trust.values[row]) else float(found.trust.values[row]),
                    "words": [trace.word(int(i)) for i in found.top_id.values[row] if i >= 0],
                    "probabilities": [float(p) for p in found.top_prob.values[row] if p >= 0],
                    "streams": []
                    if alone is None
                    else [
                        [trace.word(int(i)), float(p)]
                        for i, p in zip(*(part[row] for part in alone), strict=True)
                        if i >= 0
                    ],
                }
                for row, layer in enumerate(found.layer.values)
            ],
        }

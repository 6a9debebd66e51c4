"""The group streams: how large the residual streams are after every layer, and how alike.

Section 2.2 of the report.   Tests: tests/capture/test_trace_invariants.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

import numpy as np

from dsv4lab.capture.group import F32, Check, Group, Table, variable
from dsv4lab.capture.passes import RecordedPass
from dsv4lab.capture.point import PROMPT, REFERENCE, Point
from dsv4lab.capture.protocols import Options, Readable
from dsv4lab.config import Config

_KEPT = "it keeps the streams themselves"
# What two groups are made of: this one and the lens.
STREAMS = (
    Point(
        "streams.embedding", "B T N D", "model", "residual streams after the embedding", "section 2.2",
        recorders=(REFERENCE, PROMPT), engine="BT N D",
    ),
    Point(
        "streams.{i}", "B T N D", "model", "residual streams after the layer", "section 2.2", recorders=(REFERENCE, PROMPT),
        engine="BT N D",
    ),
)  # fmt: skip


def layers_and_embedding(config: Config) -> list[int]:
    """-1, which is after the embedding, and every layer."""
    return [-1, *range(config.num_hidden_layers)]


class Streams(Group):
    name = "streams"
    drop = 5
    variables: ClassVar[Table] = {
        "norm": variable(
            "layer token stream", F32, "L2 norm of each stream after the layer; layer -1 is after the embedding"
        ),
        "cosine": variable("layer token stream stream_other", F32, "cosine between streams"),
        "vector": variable("layer token stream channel", F32, "the stream itself (chosen layers only, else NaN)"),
    }  # fmt: skip
    points = (
        *STREAMS,
        Point(
            "streams.products", "L B T N N", "float32", "inner products of the streams of the kept layers", "section 2.2",
            not_on_reference=_KEPT,
        ),
        Point(
            "streams.vectors", "L B T N D", "model", "the streams of the layers that are kept whole", "section 2.2",
            not_on_reference=_KEPT,
        ),
    )  # fmt: skip

    def layers(self, config: Config) -> list[int]:
        return layers_and_embedding(config)

    def sizes(self, config: Config, tokens: int, layers: Sequence[int], options: Options) -> dict[str, int]:
        return {"stream": config.hc_mult} | ({"channel": config.hidden_size} if options.vectors else {})

    def decoder(self, layers: Sequence[int], options: Options) -> dict[str, Any]:
        return {"streams": tuple(layers), "vectors": tuple(layer for layer in layers if layer in options.vectors)}

    def write(self, p: RecordedPass) -> None:
        """From the streams themselves, or from their inner products [L, T, N, N] and whole vectors [V, T, N, D]."""
        import torch

        arrays, layers = p.rows.arrays[self.name], p.rows.layers[self.name]
        whole = [row for row, layer in enumerate(layers) if layer in p.rows.run["plan"]["vectors"]]
        if (products := p.values.get("streams.products")) is None:
            names = ["streams.embedding" if layer < 0 else f"streams.{layer}" for layer in layers]
            streams = torch.cat([p.values[name] for name in names]).float()
            products, vectors = streams @ streams.transpose(-1, -2), [streams[row] for row in whole]
        else:
            vectors = list(p.values.get("streams.vectors", ()))
        norm = products.diagonal(dim1=-2, dim2=-1).clamp_min(0).sqrt()
        p.put(arrays["norm"], np.s_[:, p.tokens], norm)
        scale = norm.clamp_min(1e-30)
        p.put(arrays["cosine"], np.s_[:, p.tokens], products / scale[..., :, None] / scale[..., None, :])
        if "vector" in arrays:
            for row, vector in zip(whole, vectors, strict=True):
                p.put(arrays["vector"], np.s_[row, p.tokens], vector)

    def check(self, trace: Readable) -> Iterator[Check]:
        if trace.has(self.name, "norm"):
            yield Check("stream norms are finite", ~np.isfinite(trace.values(self.name, "norm")), 0)

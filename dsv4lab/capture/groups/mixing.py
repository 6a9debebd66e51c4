"""The group mixing: how the residual streams are read, mixed and written at both sites of every layer.

Section 2.2 of the report (manifold-constrained hyper-connections, Sinkhorn).
Tests: tests/capture/test_trace_invariants.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

import numpy as np

from dsv4lab.capture.group import F32, Check, Group, Table, variable
from dsv4lab.capture.passes import RecordedPass
from dsv4lab.capture.point import EVERY, Point
from dsv4lab.capture.protocols import Options, Readable
from dsv4lab.config import Config

SUM_TOLERANCE = 1e-4  # of columns that a division made one
SITES = ("attn", "ffn")


def _points(site: str, what: str) -> tuple[Point, ...]:
    def point(part: str, axes: str, meaning: str) -> Point:
        where, source = f"layers.{{i}}.{site}.mixing.{part}", "section 2.2"
        return Point(where, f"B T {axes}", "float32", meaning, source, recorders=EVERY, engine=f"BT {axes}")

    return (
        point("pre", "N", f"share of each stream in the input of {what}"),
        point("post", "N", f"how strongly the output of {what} enters each stream"),
        point("comb_logits", "N N", "residual mixing before Sinkhorn, [from, to]"),
        point("comb", "N N", "residual mixing after Sinkhorn, [from, to]"),
    )


class Mixing(Group):
    name = "mixing"
    variables: ClassVar[Table] = {
        "pre": variable(
            "layer site token stream", F32, "how strongly each stream is read by the sub-layer; they do not sum to one"
        ),
        "post": variable("layer site token stream", F32, "how strongly the sub-layer's output enters each stream"),
        "comb": variable(
            "layer site token stream_from stream_to", F32, "residual mixing, after Sinkhorn; columns (to) sum to one",
            equation="sinkhorn(comb_logits)",
        ),
        "comb_logits": variable("layer site token stream_from stream_to", F32, "residual mixing before Sinkhorn"),
        "sinkhorn_error": variable(
            "layer site token", F32, "largest |row sum - 1| left after the iterations", equation="max(|sum(comb) - 1|)"
        ),
    }  # fmt: skip
    points = (
        *_points("attn", "attention"),
        *_points("ffn", "the experts"),
        Point(
            "head_mixing.pre", "B T N", "float32", "share of each stream in the model's output", "section 2.2"
        ),
    )  # fmt: skip

    def sizes(self, config: Config, tokens: int, layers: Sequence[int], options: Options) -> dict[str, int]:
        return {"stream": config.hc_mult}

    def write(self, p: RecordedPass) -> None:
        import torch

        arrays = p.rows.arrays[self.name]
        for name in ("pre", "post", "comb", "comb_logits"):
            both = torch.stack([p.stack(self.name, f"{site}.mixing.{name}") for site in SITES], 1)  # [L, 2, T, ...]
            p.put(arrays[name], np.s_[:, :, p.tokens], both)
            if name == "comb":
                p.put(arrays["sinkhorn_error"], np.s_[:, :, p.tokens], (both.sum(-1) - 1).abs().max(-1).values)

    def check(self, trace: Readable) -> Iterator[Check]:
        if trace.has(self.name, "comb"):
            comb, config = trace.values(self.name, "comb"), trace.config
            n = comb.shape[-1]
            columns = comb.reshape(*comb.shape[:-2], n * n) @ np.tile(np.eye(n, dtype=comb.dtype), (n, 1))
            # The last pass divides a column by its sum plus eps: a sum of one, unless the column was nearly nothing, which
            # it can be only in the first pass. There every entry is eps at least, so that 1 / (n + 1) of the sum can be
            # missing.
            missing = SUM_TOLERANCE + (config.hc_eps if config.hc_sinkhorn_iters > 1 else 1 / (n + 1))
            yield Check("mixing columns sum to one", abs(columns - 1), missing)

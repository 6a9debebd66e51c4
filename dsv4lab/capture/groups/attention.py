"""The group attention: what every kept query read, how strongly, and how that divides into window, entries and sink.

Section 2.3 of the report.   Tests: tests/capture/test_trace_invariants.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from dsv4lab.capture.group import F32, I8, I32, Check, Group, Table, variable
from dsv4lab.capture.passes import RecordedPass
from dsv4lab.capture.point import ENGINE, EVERY, Point
from dsv4lab.capture.protocols import Options, Readable
from dsv4lab.config import Config

if TYPE_CHECKING:
    from torch import Tensor

SUM_TOLERANCE = 1e-4  # of weights that a softmax made one
_TOGETHER = 1 << 20  # attention weights of several layers that are handled in one go


class Attention(Group):
    name = "attention"
    drop = 3
    variables: ClassVar[Table] = {
        "mass_window": variable("layer query head", F32, "attention probability on the exact tokens of the window"),
        "mass_entries": variable("layer query head", F32, "attention probability on compressed entries"),
        "mass_sink": variable("layer query head", F32, "attention probability on the sink; the three sum to one"),
        "entropy": variable(
            "layer query head", F32, "entropy over keys and sink", unit="nats", equation="-sum(p * log(p))"
        ),
        "zone": variable(
            "layer query place",
            I8,
            "0 window (key is a token position), 1 compressed (key is an entry); the same for all heads",
            ids="flag",
        ),
        "key": variable(
            "layer query place",
            I32,
            "token position or entry number, the same for all heads; -1 padding",
            ids="position",
        ),
        "weight": variable("layer query head place", F32, "attention probability of that key; NaN padding"),
    }
    points = (
        Point("layers.{i}.attn.query", "B T H C", "model", "queries, normed and rotated", "section 2.3"),
        Point("layers.{i}.attn.key", "B T C", "model", "the one key-value vector of each token, rotated", "section 2.3"),
        Point(
            "layers.{i}.attn.keys", "B T P", "int64", "keys read: positions, then entries; -1 empty", "section 2.3",
            recorders=EVERY, engine="B Q P",
        ),
        Point(
            "layers.{i}.attn.weights", "B T H P", "float32", "attention weights at those places, NaN empty", "section 2.3",
            recorders=EVERY, engine="B Q H P",
        ),
        Point(
            "layers.{i}.attn.sink_weight", "B T H", "float32", "attention weight of the sink", "section 2.3",
            recorders=EVERY, engine="B Q H",
        ),
        Point(
            "layers.{i}.attn.masses", "B T H 3", "float32", "mass of window and entries, and the entropy", "section 2.3",
            recorders=ENGINE, engine="B Q H 3", not_on_reference="they are summed up when the lists are written down",
        ),
        Point("layers.{i}.attn.out", "B T D", "model", "what attention adds", "section 2.3"),
    )  # fmt: skip

    def sizes(self, config: Config, tokens: int, layers: Sequence[int], options: Options) -> dict[str, int]:
        entries = max((config.kind_of(layer).entries_read(config, tokens) for layer in layers), default=0)
        lists = {"place": config.sliding_window + entries} if options.attention_lists else {}
        return {"head": config.num_attention_heads, **lists}

    def write(self, p: RecordedPass) -> None:
        import torch

        from dsv4lab.kernels.attention import list_masses

        if not p.queries:
            return
        arrays, where = p.rows.arrays[self.name], p.query_rows
        window, all_layers = p.rows.config.sliding_window, p.rows.layers[self.name]
        for rows in _alike(all_layers, p.values):
            layers = [all_layers[row] for row in rows]

            def listed(part: str, layers: list[int] = layers) -> Tensor:
                found = [p.values[f"layers.{layer}.attn.{part}"][0, p.listed] for layer in layers]
                # Of one large layer nothing is copied but into the trace.
                return torch.stack(found) if len(found) > 1 else found[0][None]

            sink = listed("sink_weight").float()
            if f"layers.{layers[0]}.attn.masses" in p.values:
                masses = listed("masses")
            else:
                masses = list_masses(listed("weights").float(), sink, window)
            for column, part in enumerate(("mass_window", "mass_entries", "entropy")):
                p.put(arrays[part], np.s_[rows, where], masses[..., column])
            p.put(arrays["mass_sink"], np.s_[rows, where], sink)
            if "weight" in arrays:
                keys = listed("keys")
                places = keys.shape[-1]
                zone = (torch.arange(places, device=keys.device) >= window).to(torch.int8).masked_fill(keys < 0, -1)
                p.put(arrays["key"], np.s_[rows, where, :places], keys)
                p.put(arrays["zone"], np.s_[rows, where, :places], zone)
                for row, layer in zip(rows, layers, strict=True):
                    # One by one: they are nearly all there is of a trace, and each more copy of them is felt.
                    weights = p.values[f"layers.{layer}.attn.weights"][0, p.listed]
                    p.put(arrays["weight"], np.s_[row, where, :, :places], weights)

    def check(self, trace: Readable) -> Iterator[Check]:
        if trace.has(self.name, "mass_sink"):
            masses = sum(trace.values(self.name, f"mass_{zone}") for zone in ("window", "entries", "sink"))
            yield Check("attention masses sum to one", abs(masses - 1), SUM_TOLERANCE)


def _alike(layers: list[int], values: dict[str, Tensor]) -> list[list[int]]:
    """Rows of layers whose lists are equally long, together as long as that is few numbers."""
    found: dict[tuple[int, ...], list[list[int]]] = {}
    for row, layer in enumerate(layers):
        shape = values[f"layers.{layer}.attn.weights"].shape
        batches = found.setdefault(shape, [[]])
        if (len(batches[-1]) + 1) * shape.numel() > _TOGETHER and batches[-1]:
            batches.append([])
        batches[-1].append(row)
    return [rows for batches in found.values() for rows in batches]

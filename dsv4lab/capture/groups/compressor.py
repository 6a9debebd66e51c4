"""The group compressor: how strongly every token entered every compressed entry, in CSA and HCA layers.

Section 2.3 of the report; equation 13 for the indexer's own compressor.   Tests: tests/capture/test_trace_invariants.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

import numpy as np

from dsv4lab.capture.group import F32, I32, Check, Group, Table, variable
from dsv4lab.capture.passes import RecordedPass
from dsv4lab.capture.point import EVERY, NEW_ENTRY, PICKING, WITH_ENTRIES, Point
from dsv4lab.capture.protocols import Options, Readable
from dsv4lab.config import Config
from dsv4lab.errors import TraceError

SUM_TOLERANCE = 1e-4  # of weights that a softmax made one


def _points(where: str, kinds: tuple[str, ...], source: str) -> tuple[Point, Point]:
    return (
        Point(
            f"{where}.gate", "B n M", "float32", "softmax gates of new entries, mean over channels", source, kinds,
            recorders=EVERY, when=NEW_ENTRY,
        ),
        Point(
            f"{where}.entries", "B n C", "model", "new entries after their norm, before rotation", source, kinds,
            when=NEW_ENTRY,
        ),
    )  # fmt: skip


class Compressor(Group):
    name = "compressor"
    drop = 1
    variables: ClassVar[Table] = {
        "gate": variable(
            "layer entry source", F32, "mean over channels of the softmax gate; each entry sums to one",
            equation="softmax(gate + position bias) over the entry's tokens",
        ),
        "source_token": variable(
            "layer entry source", I32, "token position behind each gate; -1 where there is none", ids="source", fixed=True
        ),
        "index_gate": variable("layer entry source", F32, "the same for the indexer's own compressor (CSA layers)"),
    }  # fmt: skip
    points = (
        *_points("layers.{i}.attn.compressor", WITH_ENTRIES, "section 2.3"),
        *_points("layers.{i}.attn.indexer.compressor", PICKING, "eq. 13"),
    )

    def layers(self, config: Config) -> list[int]:
        return config.compressed_layers

    def sizes(self, config: Config, tokens: int, layers: Sequence[int], options: Options) -> dict[str, int]:
        return {"source": max((config.kind_of(layer).sources(config) for layer in layers), default=0)}

    def fill_fixed(self, arrays: dict[str, np.ndarray], layers: Sequence[int], config: Config) -> None:
        sources = arrays.get("source_token")
        for row, layer in enumerate(layers) if sources is not None else ():
            assert sources is not None
            tokens = source_tokens(config, layer, sources.shape[1])
            if tokens.shape[1] > sources.shape[2]:
                raise TraceError(
                    f"sizes['source'] is {sources.shape[2]}, but an entry of layer {layer} "
                    f"({config.layer_kinds[layer]}) is made of {tokens.shape[1]} tokens."
                )
            sources[row, : len(tokens), : tokens.shape[1]] = tokens

    def write(self, p: RecordedPass) -> None:
        arrays, config = p.rows.arrays[self.name], p.rows.config
        for row, layer in enumerate(p.rows.layers[self.name]):
            first = config.kind_of(layer).entries(config, p.start)
            for name, part in (("gate", "attn.compressor.gate"), ("index_gate", "attn.indexer.compressor.gate")):
                gate = p.values.get(f"layers.{layer}.{part}")
                if gate is not None:
                    p.put(arrays[name], np.s_[row, first : first + gate.shape[1], : gate.shape[2]], gate[0])

    def check(self, trace: Readable) -> Iterator[Check]:
        if trace.has(self.name, "gate"):
            for name, kinds in (("gate", WITH_ENTRIES), ("index_gate", PICKING)):
                inside, behind = _gate_sums(trace, name, kinds)
                yield Check(f"{name}s of complete entries sum to one", abs(inside - 1), SUM_TOLERANCE)
                yield Check(f"no {name}s beyond the last complete entry", behind, 0)


def source_tokens(config: Config, layer: int, entries: int) -> np.ndarray:
    """Token positions behind each entry of a layer [entries, m or 2m], -1 where there is none.

    CSA entries overlap: entry i reads its own block and the block before it (which entry 0 has not).
    Source: DeepSeek-V4, section 2.3.
    """
    kind = config.kind_of(layer)
    rate = kind.rate(config)
    first = np.arange(entries)[:, None] * rate
    reach = np.arange(-rate, rate) if kind.overlap else np.arange(rate)
    tokens = first + reach[None, :]
    return np.where(tokens < 0, -1, tokens).astype(np.int32)


def _gate_sums(trace: Readable, name: str, kinds: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Sums of each complete entry's gates, and for all others whether there is a gate, over the layers of these kinds."""
    group, config = Compressor.name, trace.config
    gate, source = trace.values(group, name), trace.values(group, "source_token")
    sums: list[np.ndarray] = [np.empty(0)]
    behind: list[np.ndarray] = [np.empty(0, bool)]
    for row, layer in enumerate(trace.layers(group)):
        if config.layer_kinds[layer] in kinds:
            complete = config.kind_of(layer).entries(config, len(trace))
            # Where no token is behind a gate there is no number; a hole among the others makes the sum NaN, which fails.
            real = np.where(source[row, :complete] >= 0, gate[row, :complete], 0)
            sums.append(real.sum(-1))
            behind.append(np.asarray(~np.isnan(gate[row, complete:]).all(-1)))
    return np.concatenate(sums), np.concatenate(behind)

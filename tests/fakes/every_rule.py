"""At least one rule of every kind and way, for a model with two layers (csa with hash routing, hca with learned)."""

from __future__ import annotations

from typing import Any

from edited_engine import TWO

from dsv4lab import do
from dsv4lab.interventions.rule import Rule

OTHER = [3, 7, 1, 9, 2, 11, 4, 8, 5, 6, 0, 12]  # another text
VECTOR = [0.1 * (i % 7) - 0.2 for i in range(TWO.hidden_size)]


def double(value: Any) -> Any:
    return value * 2


def backwards(value: Any) -> Any:
    return value.flip(-1)


RULES: list[Rule] = [
    do.ban_expert(1, layer=1), do.ban_expert([0, 2], layer=1, tokens=[2, 9, 10]),
    do.ban_expert(1, mode="contribution"), do.force_expert(2), do.force_expert([0, 3], tokens=slice(7, None)),
    do.swap_expert(0, 3), do.swap_expert(0, 3, weight="kept", tokens=[1, 3, 9, 10]),
    do.weights(scale=0.5), do.weights(scale=0.3, experts=[1, 2], tokens=slice(6, None)), do.weights(equal=True), do.top(1),
    do.hash_as(4),
    do.picks(drop="all"), do.picks(drop=[0]), do.picks(drop=do.Span(2, 7), queries=slice(6, None)),
    do.picks(drop=[0], refill=True), do.picks(force=[0], tokens=slice(5, None)), do.picks(random=3),
    do.picks(recency=True), do.picks(oracle=True), do.picks(reuse="step"), do.picks(k=1),
    do.entry(), do.entry(entries=[1], what="both", mode="drop"), do.entry(what="index", entries=[0, 2]),
    do.entry("mean"), do.entry("from_trace", source=OTHER, what="both"),
    do.entry("mean", source=OTHER, entries=do.Span(2, 9)), do.gates("uniform"), do.gates("last", what="both"),
    do.no_overlap(), do.compressed(), do.compressed(heads=[1], mode="drop"), do.compressed(queries=[3, 9]),
    do.window(1), do.window(0), do.window(1, heads=[0], mode="drop", tokens=[2, 8, 9]), do.window(2, tokens=slice(9, None)),
    do.attend(slice(2, 9)), do.attend([0, 1, 4, 5, 9]), do.sink(), do.sink(1.5, heads=[1], tokens=slice(9, None)),
    do.comb("identity"), do.comb("uniform", site="ffn"), do.comb("mean"), do.comb("shuffle"), do.comb(steps=1),
    do.comb("identity", tokens=[4, 10]), do.pre(), do.post(site="attn"),
    do.stream("zero", streams=[1], layer=0), do.stream("mean", streams=[0]), do.stream("zero", layer=-1, tokens=[9]),
    do.stream("from_trace", source=OTHER, streams=[0]), do.stream("mean", source=OTHER, layer=0),
    do.add(VECTOR), do.add(VECTOR, layer=-1, tokens=[9]), do.add(VECTOR, point="attn.out", scale=-2.0),
    do.project_out(VECTOR, layer=1), do.patch(OTHER, point="attn.out"), do.patch(OTHER, point="ffn.out", layer=1),
    do.patch(OTHER, point="attn.indexer.compressor.entries"),
    *(
        do.fn(double, point=point)
        for point in (
            "streams", "attn.query", "attn.key", "attn.out", "attn.weights", "attn.sink_weight", "ffn.routing.logits",
            "ffn.routing.scores", "ffn.routing.weights", "ffn.routed", "ffn.shared", "ffn.out", "attn.mixing.pre",
            "attn.mixing.comb_logits", "ffn.mixing.post", "head_mixing.pre",
        )
    ),
    do.fn(backwards, point="logits"), do.fn(backwards, point="attn.compressor.entries"),
    do.fn(backwards, point="attn.indexer.picks", tokens=slice(4, None)), do.fn(double, point="attn.indexer.scores"),
    do.fn(backwards, point="ffn.routing.experts", layer=0), do.fn(backwards, point="ffn.routing.biased_scores"),
]  # fmt: skip

# Several at once: a place with two rules, rules that hear what others changed, both halves of a layer.
TOGETHER: list[list[Rule]] = [
    [do.ban_expert(1, layer=1), do.weights(scale=0.5), do.force_expert(2)],
    [do.swap_expert(0, 1), do.top(1, layer=0)],
    [do.picks(drop=[1]), do.entry(entries=[0]), do.window(1), do.sink(0.5)],
    [do.comb("uniform"), do.stream("zero", streams=[0], layer=0), do.rescue(1, streams=[1])],
    [do.gates("last"), do.entry("mean"), do.fn(double, point="attn.weights")],
    [do.compressed(tokens=[3, 9]), do.attend(slice(0, 9)), do.fn(double, point="attn.out")],
]


def ids_of(rules: Rule | list[Rule]) -> str:
    """A test's name."""
    return " + ".join(rule.label for rule in (rules if isinstance(rules, list) else [rules]))

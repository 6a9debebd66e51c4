"""Exercises of lesson 00, the tour.   Tests: tests/course/test_lesson_00.py."""

from __future__ import annotations

import numpy as np

from dsv4lab.analysis.sparse_attention import entry_sources, zone_masses
from dsv4lab.course.answer import Answer
from dsv4lab.course.exercise import exercise
from dsv4lab.recorded_run import recorded


@exercise(
    "00.1", "Which layers look up a table?", 1,
    'trace["routing"].kind says of each layer whether its experts come from a table ("hash") or from scores ("learned").',
    'model.config.layers_of_routing("hash") is the list.',
)  # fmt: skip
def table_layers(answer: Answer) -> str:
    """The layers of the shipped model whose experts come from a table, in any order."""
    config = recorded().config
    want = config.layers_of_routing("hash")
    got = answer.array(want, "the list of layers")
    mistakes = {
        "layers are counted from 0": [layer + 1 for layer in want],
        "these are sliding, CSA or HCA layers; how a layer looks back has nothing to do with its experts": list(
            config.layers_of_kind("csa")
        ),
        "these do not look up a table: they are the last layers, which choose by score": list(
            config.layers_of_routing("learned")
        )[-len(want) :],
    }
    answer.close(want, "the list of layers", np.sort(got), mistakes, within=1e-9)
    return "the first layers of every release, too: a word's experts are there before anything is read"


@exercise(
    "00.2", "From how many tokens?", 1,
    "Look at what `entry_sources` gave for entry 3 of a CSA layer.",
    "Its own block of 4 tokens, and the block before it.",
)  # fmt: skip
def tokens_of_entry(answer: Answer) -> str:
    """From how many tokens a CSA entry is computed (not the first entry)."""
    trace = recorded()
    layer = trace.config.layers_of_kind("csa")[0]
    want = int(entry_sources(trace, layer, 3).sizes["token"])
    mistakes = {
        "4 is how many tokens it stands for; it also reads the block before": want / 2,
        "this is the rate of the HCA layers": trace.config.hca_rate,
        "there is one for every channel, but only these tokens to choose from": trace.config.head_dim,
    }
    answer.close(want, "the number of tokens", mistakes=mistakes, within=1e-9)
    return "so neighbouring entries overlap, and one can carry what began just before its own block"


@exercise(
    "00.3", "Where do words get other experts?", 2,
    'trace["routing"].expert.sel(layer=layer, token=places).values is [place, slot]; a set forgets the order.',
    "len({frozenset(row) for row in chosen.tolist()}) counts different sets.",
)  # fmt: skip
def different_sets(answer: Answer) -> str:
    """A function (trace, piece, layer) -> how many different sets of experts the tokens with this text get."""
    trace = recorded()
    for piece, layer in ((" the", 1), (" the", 5), (".", 7)):
        chosen = trace["routing"].expert.values[layer][[text == piece for text in trace.pieces]]
        want = len({frozenset(row) for row in chosen.tolist()})
        ordered = len({tuple(row) for row in chosen.tolist()})
        mistakes = {
            "the same experts in another order are the same set": ordered if ordered != want else -1,
            "this is how many tokens have this text": len(chosen) if len(chosen) != want else -1,
            "this is how many different experts they get together; whole sets are asked for": len(np.unique(chosen)),
            "this is one too few: the first set counts as well": want - 1,
        }
        answer.close(
            want, f"the number for {piece!r} in layer {layer}", answer.call(trace, piece, layer), mistakes, within=1e-9
        )
    return "one set where a table decides, several where the sentence does"


@exercise(
    "00.4", "What surprised it most?", 2,
    'trace.values("tokens", "logprob")[p] is what the model thought of token p before it saw it; the first token has none.',
    "np.argsort(logprob[1:])[:n] + 1 are the least expected ones, the worst first.",
)  # fmt: skip
def surprises(answer: Answer) -> str:
    """A function (trace, n) -> positions of the n least expected tokens, the least expected first."""
    trace = recorded()
    logprob = trace.values("tokens", "logprob")
    order = np.argsort(logprob[1:], kind="stable") + 1
    for n in (1, 6):
        want = order[:n]
        mistakes = {
            "these are the most expected ones": order[::-1][:n],
            "the positions are one too low: what was left out at the beginning counts": want - 1,
            "the order is the other way round: the least expected comes first": want[::-1] if n > 1 else want + 0.5,
            "by position, and the least expected should come first": np.sort(want) if n > 1 else want + 0.5,
        }
        answer.close(want, "the position", answer.call(trace, n), mistakes, within=1e-9)
    return "a name, a new sentence, a turn of the story: look them up in the text"


@exercise(
    "00.5", "Who reads the far past?", 3,
    "zone_masses(trace) is [layer, zone], the mean over heads and tokens; entries are the compressed past.",
    "For single heads: trace.part('attention', 'mass_entries', layer=layer) is [query, head]; take the mean over queries.",
)  # fmt: skip
def far_reader(answer: Answer) -> str:
    """A function (trace) -> (layer, head) with the largest mean share of attention on compressed entries."""
    trace = recorded()
    layers = [layer for kind in ("csa", "hca") for layer in trace.config.layers_of_kind(kind)]
    mean = {layer: trace.part("attention", "mass_entries", layer=layer).mean(0) for layer in layers}
    best = max(mean, key=lambda layer: float(mean[layer].max()))
    want = best, int(mean[best].argmax())
    zones = zone_masses(trace).sel(zone="entries")
    whole = int(zones.argmax("layer")) if "layer" in zones.dims else best
    got = answer.array(want, "the pair (layer, head)", answer.call(trace))
    near = trace.part("attention", "mass_window", layer=want[0]).mean(0)
    answer.true_of(tuple(got) != (want[1], want[0]) or want[0] == want[1], "the layer comes first, then the head")
    answer.true_of(
        int(got[0]) == best or int(got[0]) != int(zones.layer.values[whole]),
        "this layer reads most of the past when all heads are taken together; a single head is asked for",
    )
    answer.true_of(
        tuple(got) != (best, int(near.argmax())) or tuple(got) == want,
        "this head reads most of the window, not of the past",
    )
    answer.close(want, "the pair (layer, head)", got, within=1e-9)
    return f"head {want[1]} of layer {want[0]} spends {float(mean[best].max()):.0%} of its attention there"

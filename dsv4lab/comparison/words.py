"""What a person is told: the sentence of a comparison, and what to look at for each place.

Tests: tests/comparison/test_compare.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from dsv4lab.comparison.difference import Line
from dsv4lab.config import Config

# What stands directly before each place in the computation, and so what to check when it is the first that departs.
LOOK_AT = {
    "mixing.pre": "the matrix fn, its norm over all streams, scale[0], base and the eps behind the sigmoid",
    "mixing.post": "the factor 2 and scale[1]; post has no eps",
    "mixing.comb_logits": "scale[2] and the order of the N x N numbers in fn and base, [from, to]",
    "mixing.comb": "Sinkhorn: softmax over rows plus eps, columns first, 20 column passes",
    "attn.query": "q_norm, the norm of every head (without a weight), RoPE: base of this kind of layer, interleaved pairs",
    "attn.key": "kv_norm and RoPE: base of this kind of layer, last channels, interleaved pairs",
    "attn.indexer.compressor.gate": "the indexer's slot biases, the overlap with the block before (in decode: state kept)",
    "attn.indexer.compressor.entries": "the indexer's compressor: halves of its columns, its norm",
    "attn.indexer.scores": "RoPE of index queries and index keys, head weights' scale, visible entries: (position + 1) // m",
    "attn.indexer.picks": "the selection: its number, ties, entries that are not complete, -1 for none",
    "attn.compressor.gate": "slot biases, which block is pooled, the overlap with the one before (in decode: state kept)",
    "attn.compressor.entries": "halves of the columns, the norm, blocks that are not full",
    "attn.keys": "what may be read: the window's size, visible entries: (position + 1) // m, unfinished blocks",
    "attn.weights": "rotation of entries (at their block's first position), the scale, the sink in the denominator",
    "attn.sink_weight": "the sink's logit, which is not scaled",
    "attn.out": "turning back at the query's position, groups of wo_a",
    "ffn.routing.logits": "the norm before the experts, or the streams behind attention (post, comb as [from, to])",
    "ffn.routing.scores": "sqrt(softplus(logit))",
    "ffn.routing.biased_scores": "the bias",
    "ffn.routing.experts": "the selection by score + bias, or the table of token ids",
    "ffn.routing.weights": "weights from scores without the bias, divided by their sum, times the scaling factor",
    "ffn.routed": "the clamp, w1 / w3 / w2, the routing weight",
    "ffn.shared": "the shared expert: its clamp; the scaling factor does not touch it",
    "ffn.out": "the sum of routed and shared",
    "streams": "the streams behind the layer: post, and comb summed over its first index",
    "head_mixing.pre": "the head's own mixing",
    "logits": "the final norm and the head's matrix",
}  # fmt: skip


def look_at(line: Line) -> str:
    """What to check when this line is the first that departs; the streams behind attention show at the next site first."""
    part = line.place.part
    if part.startswith("ffn.mixing"):
        return "the streams behind attention (post, comb summed over its first index), or " + LOOK_AT[part[4:]]
    key = part.removeprefix("attn.") if part.startswith("attn.mixing") else part
    return LOOK_AT.get("streams" if part.startswith("streams") else key, "")


def where(line: Line, config: Config) -> str:
    """The place of a line in words."""
    layer = line.place.layer
    kind = "" if layer is None else f" ({config.layer_kinds[layer]}, {config.routing_kinds[layer]} routing)"
    row = f"entry {line.row}, complete with token {line.token}" if line.place.of_entries else f"token {line.token}"
    return f"{line.place.name}{kind}, {row}"


def sentence(
    a: str, b: str, config: Config, first: Line | None, tie: Line | None, way: str, tokens: int, *,
    shortest: int | None = None, at: int | None = None, likely: Sequence[str] = (), judged: int | None = None,
    cut: bool = True,
) -> str:  # fmt: skip
    """One sentence that a person can act on, and what is likely behind it; `cut`: the text was read in several ways."""
    if first is None and tie is None:
        every = ", however the text is cut" if cut else ""
        words = f"{a} and {b} agree within noise at every point over {tokens} tokens{every}."
        if judged is not None and judged < tokens:
            words += (
                f" From token {judged} on a choice between nearly equal scores fell differently, so it is not judged."
            )
        return words
    line = first or tie
    assert line is not None
    lead = f"{b} parts from {a} at {where(line, config)}" if first else f"{b} settles ties otherwise than {a} at "
    lead += "" if first else where(line, config)
    how = "" if way == "whole" else f", when read as {way} (the whole prompt agrees)"
    size = f" ({line.detail})" if line.detail else ""
    words = f"{lead}{how}{size}."
    if first is not None:
        words += f" Everything before it agrees; look at {look_at(line)}."
    if likely:
        words += f" It looks like: {'; '.join(likely)}."
    if shortest is not None:
        pieces = "" if at is None else f", read as {at} and then the rest"
        words += f" A prompt of {shortest} token{'s' if shortest != 1 else ''} still shows it{pieces}."
    return words

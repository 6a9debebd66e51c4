"""Known mistakes of ports, each as an edit of the reference model, with the symptom that it leaves.

`plant(model, name)` changes a reference model in place. What a comparison finds is looked up here: a mistake whose symptom
has the same place, kind of layer and way of reading is named as likely. The edits stand in edits.py.
Tests: tests/comparison/test_planted.py plants every one and finds it at its place.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from dsv4lab.comparison import edits
from dsv4lab.comparison.difference import Line
from dsv4lab.config import Config
from dsv4lab.errors import SettingError, shown
from dsv4lab.generation.reference import Reference

WHOLE, DECODE, LENGTH = "whole", "decode", "length"
Fits = Callable[[Line, Config], bool]


@dataclass(frozen=True)
class Mistake:
    """One kind of mistake.

    name      what it is called; also the word behind @ that plants it
    edit      changes a model in place, in some layers or all
    shows     parts of a layer at which it shows first
    symptom   what one sees
    kinds     kinds of layers that can show it first; () for any
    way       "whole": in any reading; "decode": only when a text is read in pieces; "length": only at some lengths
    fits      what else must be true of the first line that departs
    """

    name: str
    edit: Callable[[Reference, edits.Layers], None]
    shows: tuple[str, ...]
    symptom: str
    kinds: tuple[str, ...] = ()
    way: str = WHOLE
    fits: Fits = lambda line, config: True


def _later(line: Line, _config: Config) -> bool:
    return line.token > 0


def _at_once(line: Line, _config: Config) -> bool:
    return line.token == 0


def _one_more(line: Line, _config: Config) -> bool:
    """One side has what the other has not."""
    return not math.isfinite(line.error)


def _as_many(line: Line, _config: Config) -> bool:
    return math.isfinite(line.error)


def _when_entry_one_is_there(line: Line, config: Config) -> bool:
    """The first token that sees a second entry: entry 0 stands at 0 by any rule."""
    assert line.place.layer is not None
    return math.isfinite(line.error) and line.token >= 2 * config.kind_of(line.place.layer).rate(config) - 1


def _behind_the_window(line: Line, config: Config) -> bool:
    return line.token == config.sliding_window


MISTAKES: tuple[Mistake, ...] = (
    Mistake(
        "rope base of compressed layers", edits.compressed_rope, ("attn.query",),
        "Queries of CSA and HCA layers are right at token 0 and wrong from token 1 on; sliding layers are right.",
        ("csa", "hca"), fits=_later,
    ),
    Mistake(
        "rope base of sliding layers", edits.sliding_rope, ("attn.query",),
        "Queries of sliding layers are right at token 0 and wrong from token 1 on.", ("sliding",), fits=_later,
    ),
    Mistake(
        "entries rotated at their number", edits.entries_at_number, ("attn.weights",),
        "Entries are right before their rotation; attention to entry 1 and later is wrong, to entry 0 right.",
        ("csa", "hca"), fits=_when_entry_one_is_there,
    ),
    Mistake(
        "overlap lost in decode", edits.overlap_lost, ("attn.compressor.gate", "attn.indexer.compressor.gate"),
        "The whole prompt is right. Read in pieces, the first entry behind each cut ignores the block before it.",
        ("csa",), way=DECODE,
    ),
    Mistake(
        "comb transposed", edits.comb_transposed, ("ffn.mixing.pre", "ffn.mixing.post", "ffn.mixing.comb_logits", "streams"),
        "comb itself is right; the streams behind the sub-layer are not. In layer 0 all streams are alike before attention, "
        "which hides it there but for what Sinkhorn leaves of the rows' sums.",
    ),
    Mistake(
        "entries visible too early", edits.entries_early, ("attn.indexer.scores", "attn.keys"),
        "A query one token before a block is complete sees its entry: a difference at tokens m - 2, 2m - 2, ... in whole "
        "prompts, none in single tokens.", ("csa", "hca"), fits=_one_more,
    ),
    Mistake(
        "bias in the weights", edits.bias_in_weights, ("ffn.routing.weights",),
        "The same experts with other weights, on learned layers only, from token 0 on.",
    ),
    Mistake(
        "sink dropped", edits.sink_dropped, ("attn.weights",),
        "The same keys with larger weights; token 0 already: its own key has weight 1.", fits=_at_once,
    ),
    Mistake(
        "index keys unrotated", edits.index_keys_unrotated, ("attn.indexer.scores",),
        "Index entries are right before their rotation, scores of entry 1 and later are not; nothing else until picks "
        "leave something out.", ("csa",), fits=_when_entry_one_is_there,
    ),
    Mistake(
        "ties", edits.ties, ("attn.indexer.picks",),
        "Among entries with exactly equal scores (ReLU makes many zeros) others are picked; scores are right.", ("csa",),
        fits=_later,
    ),
    Mistake(
        "post without its factor 2", edits.post_without_two, ("attn.mixing.post",),
        "post is half of what it should be, from layer 0 and token 0 on; pre and comb are right.", fits=_at_once,
    ),
    Mistake(
        "last entry of an unfinished block", edits.unfinished_block,
        ("attn.compressor.gate", "attn.indexer.compressor.gate"),
        "One entry too many at lengths that are no multiple of m; it pools what is left of the prompt.", ("csa", "hca"),
        way=LENGTH, fits=_one_more,
    ),
    Mistake(
        "window one too long", edits.window_longer, ("attn.keys", "attn.weights"),
        "Right up to token window - 1; from there on one key too many is read.", fits=_behind_the_window,
    ),
    Mistake(
        "output not turned back", edits.not_turned_back, ("attn.out",),
        "Weights are right; attention's output is right at token 0 only.", fits=_later,
    ),
    Mistake(
        "shared expert not clamped", edits.shared_unclamped, ("ffn.shared",),
        "Only tokens at which the shared expert's activations pass the limit differ, and only there.",
    ),
    Mistake(
        "slot biases forgotten", edits.no_slot_bias, ("attn.compressor.gate", "attn.indexer.compressor.gate"),
        "Every entry pools its tokens with other gates, entry 0 included.", ("csa", "hca"), fits=_as_many,
    ),
)  # fmt: skip
BY_NAME = {mistake.name: mistake for mistake in MISTAKES}


def plant(model: Reference, name: str, layers: edits.Layers = None) -> None:
    """Make one known mistake in a reference model, in place, in these layers or in all.

    Raises SettingError for one that is not known.
    """
    if name not in BY_NAME:
        raise SettingError(f"{shown(name)} is no known mistake; there are {', '.join(BY_NAME)}.")
    BY_NAME[name].edit(model, layers)
    model.notes.append(f"planted mistake: {name}")


def likely(line: Line, config: Config, way: str) -> list[str]:
    """Names of the mistakes that show first at such a place, in such a way of reading."""
    part = "streams" if line.place.part.startswith("streams") else line.place.part
    kind = "" if line.place.layer is None else config.layer_kinds[line.place.layer]
    return [
        mistake.name
        for mistake in MISTAKES
        if part in mistake.shows
        and (not mistake.kinds or kind in mistake.kinds)
        and (way == mistake.way or mistake.way == LENGTH)
        and mistake.fits(line, config)
    ]

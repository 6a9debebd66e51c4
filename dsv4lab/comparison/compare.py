"""`compare`: where do two runs part, and why.

Bodies are read in several ways (whole, at dangerous lengths, in chunks, token by token, beside another text) and every
reading is held against A's whole prompt, point by point in the order of computation. What leaves A's own noise first is
where they part; replay says how much of the rest are choices, and shorter prompts are tried. Records that somebody left
(traces, dumps) are compared as they are.   Tests: tests/comparison/test_compare.py, tests/comparison/test_planted.py.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch

from dsv4lab.comparison import dumps, mistakes, traces
from dsv4lab.comparison.difference import Walk, walk
from dsv4lab.comparison.floor import EPS, beyond, fixed_floor, measured_floor
from dsv4lab.comparison.forcing import choices_of
from dsv4lab.comparison.lengths import dangerous_lengths
from dsv4lab.comparison.reading import WHOLE, can_be_changed, check_ids, read
from dsv4lab.comparison.record import Record
from dsv4lab.comparison.replay import replay
from dsv4lab.comparison.result import DIFFERS, SAME, TIES, Comparison
from dsv4lab.comparison.room import check_room, tokens_that_fit
from dsv4lab.comparison.shorten import shortened
from dsv4lab.comparison.sides import Side, open_side, same_model
from dsv4lab.comparison.ways import tries, ways_of
from dsv4lab.comparison.words import sentence
from dsv4lab.config import Config
from dsv4lab.errors import LabError, PromptError, SettingError, shown
from dsv4lab.generation.prompt import prompt_ids
from dsv4lab.interfaces import Model

_TEXT = "Once upon a time there was a little fox who lived at the edge of a wood. "


def compare(
    a: Any,
    b: Any,
    prompt: str | Sequence[int] | None = None,
    *,
    names: Mapping[str, str] | None = None,
    other_weights: bool = False,
    dtype: str | None = None,
    ways: bool = True,
    split: bool = True,
    shorten: bool = True,
    say: Callable[[str], None] | None = None,
) -> Comparison:
    """Find where two runs part: the first point (layer, site, token), and why.

    a, b           bodies (a model of `load`, `lab.attach(a transformers model)`), Traces, folders of dumped tensors, or
                   text: "shipped", a checkpoint's folder, a saved trace, with words behind @ ("shipped@bfloat16"). A is the
                   truth
    prompt         a text or token ids; left out, one that is long enough to show every mechanism. Records bring their own
    names          of dumps: {our point: its name there}, `{i}` for the layer
    other_weights  two traces of different weights may be compared
    dtype          "bfloat16" for a dump that was computed in it and kept in float32; else what the sides say
    ways           also read in chunks, token by token, beside another text and at dangerous lengths
    split          also replay A's experts, picks and entries in B
    shorten        also look for the shortest prompt that shows it
    say            hears what is being done

    >>> import dsv4lab as lab
    >>> found = lab.compare("shipped", "shipped@post without its factor 2", prompt=range(40), shorten=False)
    >>> found.verdict, found.first.place.name, found.first.token
    ('differs', 'layers.0.attn.mixing.post', 0)

    Raises LabError for sides that cannot be compared: models of different configurations, runs of different prompts, dumps
    with names that are no points, readings that do not fit into memory; and PromptError for a prompt that cannot be run.
    """
    if dtype is not None and dtype not in EPS:
        raise SettingError(f"dtype={shown(dtype)} is unknown; use {', '.join(EPS)}.")
    started, tell = time.perf_counter(), say or (lambda _: None)
    left, right = open_side(a, "A", names), open_side(b, "B", names)
    if left.label == right.label:
        left.label, right.label = "A", "B"
    config = same_model(left, right, other_weights)
    if left.model is not None and right.model is not None:
        found = _bodies(left, right, _ids(prompt, left.model), config, ways, split, shorten, tell, dtype)
    else:
        found = _records(left, right, prompt, config, dtype)
    found.seconds = time.perf_counter() - started
    return found


def _ids(prompt: str | Sequence[int] | None, model: Model) -> list[int]:
    """The prompt's ids, or a text that is long enough to show everything."""
    config = model.config
    if prompt is not None:
        return check_ids(prompt_ids(prompt, model.tokenizer, config.vocab_size), config)
    tokens = tokens_that_fit(config)
    if model.tokenizer is not None:
        ids = model.tokenizer.encode(_TEXT * (tokens // 8 + 1), bos=True)
        if len(ids) >= tokens:
            return ids[:tokens]
    generator = torch.Generator().manual_seed(0)
    return torch.randint(0, config.vocab_size, (tokens,), generator=generator).tolist()


def _bodies(
    left: Side, right: Side, ids: list[int], config: Config, ways: bool, split: bool, shorten: bool,
    tell: Callable[[str], None], dtype: str | None,
) -> Comparison:  # fmt: skip
    a, b = left.model, right.model
    assert a is not None and b is not None
    lengths, dtype = dangerous_lengths(config, len(ids)), dtype or _coarser(a, b)
    check_room(config, len(ids))
    tell(f"{left.label} alone, {len(ids)} tokens")
    whole = read(a, ids)
    others = [read(a, ids, way) for way in ways_of(config, ids, lengths)] if ways else []
    floor = measured_floor(a, whole, others, dtype)
    alone = _alone(left.label, whole, others, floor)
    tried: dict[str, str] = {}
    found = Walk("whole")
    for label, way, tokens in tries(config, ids, lengths, ways):
        tell(f"{right.label}, {label}")
        found = walk(whole.prefix(tokens), read(b, ids[:tokens], way), floor, way=label)
        tried[label] = _told(found)
        if found.first is not None or (way is WHOLE and tokens == len(ids) and found.tie is not None):
            break
    else:
        way, tokens = WHOLE, len(ids)
        found = walk(whole, read(b, ids), floor, way="whole")
    fallen = sum(line.ties for line in found.lines)
    if found.first is None and fallen and can_be_changed(b):
        # Everything behind a tie differs rightly; with A's choices forced it must not.
        tell(f"{right.label}, A's choices forced")
        same_choices = walk(whole, read(b, ids, changes=choices_of(whole)), floor, way="whole, with A's choices forced")
        tried[same_choices.way] = _told(same_choices)
        if found.tie is None or same_choices.first is not None:
            found, way, tokens = same_choices, WHOLE, len(ids)
    out = _result(
        left, right, ids, config, found, f"{left.label}, shaken" if can_be_changed(a) else "its ways of reading"
    )
    out.ways, out.alone = _gathered(tried), alone
    if fallen:
        out.notes.append(f"{fallen} choices between nearly equal scores fell differently, which is no mistake.")
    if a.numerics.release != b.numerics.release:
        out.notes.append(
            "One side rounds activations as the release does and the other does not, which is a difference."
        )
    if (out.first is not None or fallen) and split and can_be_changed(b):
        tell(f"replay in {right.label}")
        out.shares = replay(whole.prefix(tokens), b, read(b, ids[:tokens], way), way)
    if out.first is not None and shorten:
        tell("shorter prompts")
        out.shortest, out.cut = shortened(whole, b, out.first, floor, way, lengths)
    _say(out, config)
    return out


def _gathered(tried: dict[str, str]) -> dict[str, str]:
    """Lengths at which nothing was found, in one row."""
    same = [way for way, found in tried.items() if way.startswith("a prompt of") and found.startswith("same")]
    out = {way: found for way, found in tried.items() if way not in same}
    if same:
        out[f"prompts of {', '.join(way.split()[3] for way in same)} tokens"] = "same"
    return out


def _alone(label: str, whole: Record, others: list[Record], floor: dict[str, float]) -> dict[str, str]:
    """A against itself."""
    return {f"{label} against itself, {other.way}": _told(beyond(whole, other, floor)) for other in others}


def _told(found: Walk) -> str:
    first = found.first
    if first is not None:
        return f"departs at {first.place.name}, token {first.token} ({first.error:.2g} beyond a floor of {first.floor:.2g})"
    worst = max((line.error / line.floor for line in found.lines if line.floor), default=0.0)
    ties = sum(line.ties for line in found.lines)
    return f"same, at most {worst:.0%} of the floor" + (f", {ties} ties" if ties else "")


def _records(left: Side, right: Side, prompt: Any, config: Config, dtype: str | None) -> Comparison:
    """At least one side is a record: the other is made one, of the same ids."""
    tokenizer = next((side.model.tokenizer for side in (left, right) if side.model is not None), None)
    ids = None if prompt is None else prompt_ids(prompt, tokenizer, config.vocab_size)
    pair = [_as_left(side, config, ids) for side in (left, right)]
    known = next(record for record in pair if record is not None)
    for side, record in zip((left, right), pair, strict=True):
        if record is None:
            assert side.model is not None
            pair[pair.index(None)] = read(side.model, known.ids)
    one, two = (record for record in pair if record is not None)
    if one.ids != two.ids:
        at = next((i for i, (x, y) in enumerate(zip(one.ids, two.ids, strict=False)) if x != y), None)
        where = f"token {at} is {one.ids[at]} and {two.ids[at]}" if at is not None else "one is longer"
        raise PromptError(
            f"{left.label} ({len(one.ids)} tokens) and {right.label} ({len(two.ids)}) are runs of different prompts: "
            f"{where}. Run both on the same ids."
        )
    body = next((side for side in (left, right) if side.model is not None), None)
    dtype = dtype or max((one.dtype, two.dtype), key=lambda name: EPS.get(name, 0.0))
    if body is not None and body.model is not None:
        floor = measured_floor(body.model, one if body is left else two, [], dtype)
        source = f"{body.label}, shaken" if can_be_changed(body.model) else "a fixed number"
    else:
        floor, source = fixed_floor(one, dtype), "a fixed number"
    out = _result(left, right, one.ids, config, walk(one, two, floor, way="whole"), source)
    out.notes += one.notes + two.notes
    if not out.walk.lines:
        raise LabError(f"{left.label} and {right.label} have no point in common, so there is nothing to compare.")
    missing = [place.name for place in one.places if place.name not in two.values]
    if missing:
        out.notes.append(f"{right.label} lacks {len(missing)} points that {left.label} has, such as {missing[0]}.")
    _say(out, config)
    return out


def _as_left(side: Side, config: Config, ids: list[int] | None) -> Record | None:
    if side.trace is not None:
        return traces.record_of(side.trace, side.label)
    if side.dump is not None:
        return dumps.record_of(side.dump, config, ids)
    return side.record


def _result(left: Side, right: Side, ids: list[int], config: Config, found: Walk, source: str) -> Comparison:
    verdict = DIFFERS if found.first is not None else TIES if found.tie is not None else SAME
    return Comparison(left.label, right.label, ids, verdict, found, source, found.first)


def _say(out: Comparison, config: Config) -> None:
    line = out.first or out.walk.tie
    if line is not None:
        way = "whole" if out.walk.way == "whole" else "length" if out.walk.way.startswith("a prompt") else "decode"
        out.likely = mistakes.likely(line, config, way)
    judged = min((one.judged for one in out.walk.lines), default=len(out.ids))
    out.sentence = sentence(
        out.a, out.b, config, out.first, out.walk.tie, out.walk.way, len(out.ids), shortest=out.shortest, at=out.cut,
        likely=out.likely, judged=judged, cut=len(out.ways) > 1,
    )  # fmt: skip
    broken = [f"{name}: {found}" for name, found in out.alone.items() if found.startswith("departs")]
    if broken:
        out.notes.append(
            "A disagrees with itself, so it cannot be the truth before that is mended. " + " ".join(broken)
        )


def _coarser(a: Model, b: Model) -> str:
    """The dtype of the activations that are rounded more."""
    names = [str(model.dtype).removeprefix("torch.") for model in (a, b)]
    return max(names, key=lambda name: EPS.get(name, 0.0))

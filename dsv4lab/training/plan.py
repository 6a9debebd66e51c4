"""What a run does when: a preset's plan as stages with fixed shapes, and as the numbers that move inside of them.

A stage is a stretch of progress that one captured graph can run: the rows' length, what attention gathers and which
rounding the forward contains are the same from its begin to its end. Everything else (whether picks count, how many,
how fast the trunk and the indexers learn) is a number that the graph reads from the device.
Surprising: where attention reads all entries with a mask, the indexer's phases need no border at all.
Tests: tests/training/test_plan.py.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dsv4lab.errors import ConfigError
from dsv4lab.training.memory import Shape, attention_bytes
from dsv4lab.training.presets import Preset


@dataclass(frozen=True)
class Stage:
    """A stretch of a run without a change of shape."""

    begin: float
    end: float
    rows: int
    length: int
    most_picks: int  # entries a query may pick, at any time of the stage
    gathered: bool  # attention of picking layers reads picked entries only
    round_activations: bool

    @property
    def tokens(self) -> int:
        """Of one step."""
        return self.rows * self.length


@dataclass(frozen=True)
class Moment:
    """What is true at one step; none of it changes a shape."""

    sparse: bool  # the indexer's picks count; before, every complete entry is read
    unpicked: bool  # entries that are read without being picked are there
    picks: int  # how many entries a query picks
    rate: float  # of the indexers, as a share of the preset's rates
    trunk_rate: float  # of everything else
    draft_weight: float
    rounding: bool  # weights are seen as they will be stored
    averaging: bool


def stages(preset: Preset) -> list[Stage]:
    """The stages of a preset, from 0 to 1 without a gap. Raises ConfigError for a plan that no run could follow."""
    _check(preset)
    borders = {0.0, *(begin for begin, _ in preset.longer), preset.round_activations_from}
    borders |= {preset.sparse_from, preset.picks_until}
    ordered = sorted(border for border in borders if 0 <= border < 1)
    found: list[Stage] = []
    for begin, end in zip(ordered, [*ordered[1:], 1.0], strict=True):
        stage = _stage(preset, begin, end)
        if found and _same_shape(found[-1], stage):
            found[-1] = replace(found[-1], end=end)
        else:
            found.append(stage)
    return found


def moment(preset: Preset, progress: float, step: int) -> Moment:
    """What is true at a progress from 0 to 1, after `step` steps."""
    rate = rate_scale(preset, progress, step)
    first, last = preset.draft_weight
    frozen = preset.indexers_alone_from <= progress < preset.sparse_from
    return Moment(
        sparse=progress >= preset.sparse_from,
        unpicked=progress >= preset.unpicked_from,
        picks=picks_at(preset, progress),
        rate=rate,
        trunk_rate=0.0 if frozen else rate,
        draft_weight=first * (1 - progress) + last * progress,
        rounding=progress >= preset.round_from,
        averaging=progress >= preset.average_from,
    )


def rate_scale(preset: Preset, progress: float, step: int) -> float:
    """Warm-up by steps, then full, then a straight line to nothing."""
    fall = min(1.0, (1 - progress) / (1 - preset.decay_from))
    return min((step + 1) / preset.warmup, 1.0) * fall


def picks_at(preset: Preset, progress: float) -> int:
    """Entries a query picks: from `picks_first` down to the configuration's by equal factors, then constant."""
    last = preset.config.index_topk
    first = preset.picks_first or last
    if progress >= preset.picks_until or first == last:
        return last
    done = max(0.0, (progress - preset.sparse_from) / (preset.picks_until - preset.sparse_from))
    return round(first ** (1 - done) * last**done)


def _lengths(preset: Preset) -> list[int]:
    return [preset.length, *(length for _, length in preset.longer)]


def _length_at(preset: Preset, progress: float) -> int:
    return [preset.length, *(length for begin, length in preset.longer if begin <= progress)][-1]


def _stage(preset: Preset, begin: float, end: float) -> Stage:
    length = _length_at(preset, begin)
    return Stage(
        begin, end,
        rows=preset.rows * preset.length // length, length=length, most_picks=picks_at(preset, begin),
        gathered=begin >= preset.sparse_from and _gathers(preset, length, picks_at(preset, begin)),
        round_activations=begin >= preset.round_activations_from,
    )  # fmt: skip


def _same_shape(before: Stage, after: Stage) -> bool:
    """Whether one graph can run both; picks only fall, and a mask does not mind how many they were at first."""
    parts = ("rows", "length", "gathered", "round_activations", *(("most_picks",) if after.gathered else ()))
    return all(getattr(before, part) == getattr(after, part) for part in parts)


def _gathers(preset: Preset, length: int, picks: int) -> bool:
    """Whether gathering picks takes less than half the memory of scoring all entries; below that, copies cost more time."""
    picking = [kind for kind in preset.config.kinds if kind.picks]
    if not preset.gather or not picking:
        return False
    shape = Shape(preset.rows * preset.length // length, length, picks)
    dense, gathered = (
        sum(attention_bytes(preset.config, kind, shape, gathered=way) for kind in picking) for way in (False, True)
    )
    return 2 * gathered < dense


def _check(preset: Preset) -> None:
    config, tokens = preset.config, preset.rows * preset.length
    units = [config.sliding_window, *(kind.rate(config) for kind in config.kinds if kind.has_entries)]
    for length in _lengths(preset):
        if length < 1 or tokens % length:
            raise ConfigError(f"rows of {length} tokens: a step has {tokens} tokens, which is no multiple of that.")
        for unit in units:
            if length % unit:
                raise ConfigError(
                    f"rows of {length} tokens: give a multiple of the window and of every compression rate ({unit})."
                )
        if length > config.max_position_embeddings:
            raise ConfigError(
                f"rows of {length} tokens do not fit the context of {config.max_position_embeddings} "
                "(max_position_embeddings)."
            )
    begins = [begin for begin, _ in preset.longer]
    if begins != sorted(set(begins)) or not all(0 < begin < 1 for begin in begins):
        raise ConfigError(f"longer={preset.longer}: the begins rise from above 0 to below 1.")
    if not 0 <= preset.decay_from < 1:
        raise ConfigError(f"decay_from={preset.decay_from}: the rates fall over the end of the run; give 0 to below 1.")
    if preset.picks_first and preset.picks_first < config.index_topk:
        raise ConfigError(f"picks_first={preset.picks_first} is below index_topk={config.index_topk}; picks only fall.")
    if not 0 < preset.muon_momentum < 1:
        raise ConfigError(f"muon_momentum={preset.muon_momentum}: give a number between 0 and 1, such as 0.95.")

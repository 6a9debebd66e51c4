"""Arms that resemble a rule and mean nothing: what chance does, beside which its effect is read.

Experts of the same layer with the nearest use and weight, as many other entries, other streams or heads, a random vector
of the same length, as many other tokens; where a rule has none of these, another layer of the same kind.
Tests: tests/interventions/test_matching.py.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from dsv4lab.config import Config
from dsv4lab.interventions.entries import Entry, Gates, NoOverlap
from dsv4lab.interventions.indexer import Picks
from dsv4lab.interventions.routing import BanExpert, ForceExpert, SwapExpert
from dsv4lab.interventions.routing_weights import Weights
from dsv4lab.interventions.rule import Rule
from dsv4lab.interventions.selection import Span, entries_of
from dsv4lab.interventions.values import Values


@dataclass(frozen=True)
class Usage:
    """What a plain run over the text said.

    tokens   of the text
    experts  {layer: (uses [E], mean weight where used [E])}
    """

    tokens: int
    experts: dict[int, tuple[np.ndarray, np.ndarray]]


def layers_needed(rules: Sequence[Rule], config: Config) -> list[int]:
    """The layers whose experts' use is asked for."""
    about = [rule for rule in rules if isinstance(rule, (BanExpert, ForceExpert, SwapExpert, Weights))]
    return sorted({layer for rule in about for layer in rule.layers_on(config)})


def matched(rules: Sequence[Rule], config: Config, usage: Usage, count: int, seed: int) -> list[tuple[Rule, ...]]:
    """Up to `count` different arms in which every rule that has a twin is replaced by one; none where no rule has."""
    draw, found = random.Random(seed), dict[tuple[Rule, ...], None]()
    makers = [_maker(rule, config, usage, count) for rule in rules]
    if not any(makers):
        return []
    for _ in range(20 * count):  # equal draws are frequent where there are few twins
        arm = tuple(rule if make is None else make(draw) for rule, make in zip(rules, makers, strict=True))
        if arm != tuple(rules):
            found[arm] = None
        if len(found) == count:
            break
    return list(found)


def _maker(rule: Rule, config: Config, usage: Usage, count: int) -> Callable[[random.Random], Rule] | None:
    """What draws a twin of a rule; None where it has none."""
    layers = rule.layers_on(config)
    if isinstance(rule, (BanExpert, ForceExpert)) or (isinstance(rule, Weights) and rule.experts is not None):
        pool = _experts_like(rule.experts or (), layers, config, usage, count)
        return _choose(rule, "experts", pool, len(rule.experts or ()))
    if isinstance(rule, SwapExpert):
        pool = _experts_like(rule.pair, layers, config, usage, count)
        return None if len(pool) < 2 else lambda draw: replace(rule, pair=tuple(draw.sample(pool, 2)))
    if isinstance(rule, (Picks, Entry, Gates, NoOverlap)) and rule.entries is not None:
        return _other_entries(rule, layers, config, usage)
    if isinstance(rule, Picks) and rule.how == "random":
        return lambda draw: replace(rule, seed=draw.randrange(1 << 16))
    own: Any = rule
    for name, total in (("streams", config.hc_mult), ("heads", config.num_attention_heads)):
        few = getattr(own, name, None)
        if few is not None:
            return _choose(rule, name, [i for i in range(total) if i not in few], len(few))
    if isinstance(vector := getattr(own, "vector", None), Values):
        return lambda draw: replace(own, vector=_like(vector, draw))
    if rule.tokens is not None:
        return lambda draw: replace(rule, tokens=_other_tokens(rule.tokens, usage.tokens, draw))
    if not isinstance(rule.layers, str):
        pool = [layer for layer in rule.possible(config) if layer not in layers and _alike(layer, layers[0], config)]
        return _choose(rule, "layers", pool, len(layers))
    return None


def _choose(rule: Rule, name: str, pool: Sequence[int], size: int) -> Callable[[random.Random], Rule] | None:
    if len(pool) < size or not size:
        return None
    return lambda draw: replace(rule, **{name: tuple(sorted(draw.sample(list(pool), size)))})


def _alike(layer: int, other: int, config: Config) -> bool:
    """Two layers of one kind; the embedding is like no layer."""
    if min(layer, other) < 0:
        return False
    kinds = list(zip(config.layer_kinds, config.routing_kinds, strict=True))
    return kinds[layer] == kinds[other]


def _experts_like(experts: Sequence[int], layers: Sequence[int], config: Config, usage: Usage, count: int) -> list[int]:
    """Other experts, those with the nearest use and weight over these layers: enough to draw from, no more."""
    uses = np.sum([usage.experts[layer][0] for layer in layers], 0)
    weights = np.sum([usage.experts[layer][1] for layer in layers], 0)
    wanted_use, wanted_weight = np.mean(uses[list(experts)]), np.mean(weights[list(experts)])
    distance = abs(np.log((uses + 1) / (wanted_use + 1))) + abs(np.log((weights + 1e-3) / (wanted_weight + 1e-3)))
    others = [int(e) for e in np.argsort(distance, kind="stable") if e not in experts]
    # Half of the others are near enough to be called similar; fewer where few arms are wanted.
    return others[: max(len(experts) + 1, min(count, (len(others) + 1) // 2))]


def _other_entries(
    rule: Picks | Entry | Gates | NoOverlap, layers: Sequence[int], config: Config, usage: Usage
) -> Callable[[random.Random], Rule] | None:
    """As many other entries among those that the text has."""
    kind = config.kind_of(layers[0])
    total = kind.entries(config, usage.tokens)
    if isinstance(rule.entries, Span):
        own = set(range(*entries_of(rule.entries, kind.rate(config), overlapping=kind.overlap, length=usage.tokens)))
    else:
        own = {entry for entry in rule.entries or () if entry < total}
    return _choose(rule, "entries", [entry for entry in range(total) if entry not in own], len(own))


def _like(vector: Values, draw: random.Random) -> Values:
    """A random direction of the same length."""
    numbers = np.random.default_rng(draw.randrange(1 << 32)).standard_normal(vector.shape)
    return Values.of(numbers * (np.linalg.norm(vector.array()) / np.linalg.norm(numbers)))


def _other_tokens(tokens: Span | tuple[int, ...] | None, length: int, draw: random.Random) -> Span | tuple[int, ...]:
    """As many other positions of the text; a span stays one."""
    if isinstance(tokens, Span):
        width = min((length if tokens.stop is None else tokens.stop) - tokens.start, length - 1)
        start = draw.randrange(max(1, length - width + 1))
        return Span(start, start + max(1, width))
    return tuple(sorted(draw.sample(range(length), min(len(tokens or ()), length))))

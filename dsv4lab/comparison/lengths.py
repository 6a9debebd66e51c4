"""Dangerous lengths: where blocks fill, windows slide, choices begin to leave something out, and kernels change their tile.

Most faults of a port show at one of these and nowhere else, so they are tried by themselves, as lengths of a prompt and as
places where a chunk ends.   Tests: tests/comparison/test_lengths.py.
"""

from __future__ import annotations

from collections.abc import Callable

from dsv4lab.config import Config

LONGEST = 1100  # tokens of a prompt that nobody gave
_TILES = (64, 128, 1024)  # rows that kernels like to take together


def dangerous_lengths(config: Config, tokens: int) -> list[int]:
    """Lengths up to `tokens` at which something of this model happens for the first time, one before, and one after."""
    rates = {config.kind_of(layer).rate(config) for layer in config.compressed_layers}
    edges = {*_TILES, config.sliding_window, *rates}
    for rate in rates:
        edges |= {2 * rate, 3 * rate, 4 * rate}
    if config.picking_layers:  # from here on the indexer leaves entries out
        edges.add(config.pick_rate * (config.index_topk + 1))
    near = {1, 3, 4, 5} | {edge + step for edge in edges for step in (-1, 0, 1)}
    return sorted(length for length in near if 1 <= length <= tokens)


def default_tokens(config: Config) -> int:
    """Tokens that show every mechanism: two windows, several entries of each kind, and a choice that leaves some out."""
    need = [2 * config.sliding_window + 1, 8]
    need += [3 * config.kind_of(layer).rate(config) + 1 for layer in config.compressed_layers]
    if config.picking_layers:
        need.append(config.pick_rate * (config.index_topk + 2) + 1)
    return min(max(need), LONGEST, config.max_position_embeddings)


def shortest_that_shows(
    shows: Callable[[int], bool], candidates: list[int], tokens: int, tries: int = 24
) -> int | None:
    """The shortest prompt, up to `tokens`, for which `shows(length)`; None if none of those that were tried does.

    The candidates are tried in order; between the last that does not and the first that does, every length from below while
    tries are left (a fault may show at some lengths and not at longer ones, so halving would be wrong), then by halves.
    """
    below, first = 0, None
    for length in [one for one in candidates if one < tokens] + [tokens]:
        if shows(length):
            first = length
            break
        below = length
    if first is None:
        return None
    low = below + 1
    if first - low <= tries:
        return next((length for length in range(low, first) if shows(length)), first)
    while low < first:
        middle = (low + first) // 2
        if shows(middle):
            first = middle
        else:
            low = middle + 1
    return first

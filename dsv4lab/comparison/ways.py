"""The ways in which a text is read: none of them may matter, and most faults show in one of them alone.

Tests: tests/comparison/test_planted.py, tests/comparison/test_compare.py.
"""

from __future__ import annotations

from dsv4lab.comparison.reading import WHOLE, Way, token_by_token
from dsv4lab.config import Config


def ways_of(config: Config, ids: list[int], lengths: list[int]) -> list[Way]:
    """Ways of reading a text that must not matter."""
    prefill = max(1, min(len(ids) // 3, config.sliding_window))
    return [
        Way("chunks cut at every dangerous length", tuple(lengths)),
        token_by_token(len(ids), prefill),
        Way("one of two texts side by side", batch=2),
    ]


def tries(config: Config, ids: list[int], lengths: list[int], ways: bool) -> list[tuple[str, Way, int]]:
    """What B is read as, until something is found: (in words, way, tokens)."""
    out = [("whole", WHOLE, len(ids))]
    if ways:
        out += [(way.name, way, len(ids)) for way in ways_of(config, ids, lengths)]
        out += [(f"a prompt of {n} tokens", WHOLE, n) for n in lengths if n < len(ids)]
    return out

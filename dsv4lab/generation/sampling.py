"""How tokens are drawn: the settings of a run, checked before it begins. The draw itself is kernels/sampling.py.

Tests: tests/generation/test_sampling.py.
"""

from __future__ import annotations

import math
import operator
from dataclasses import dataclass
from typing import Any

from dsv4lab.errors import SettingError

SEEDS = 1 << 63  # seeds are whole numbers below this


@dataclass(frozen=True)
class SamplingParams:
    """How tokens are drawn, for one stretch of a run; by default always the likeliest."""

    max_new_tokens: int
    temperature: float = 0.0
    top_p: float = 1.0
    seed: int = 0

    @classmethod
    def of(cls, max_new_tokens: Any, temperature: Any, top_p: Any, seed: Any) -> SamplingParams:
        """Settings as a user writes them; SettingError for those that mean nothing."""
        heat, share = _number("temperature", temperature), _number("top_p", top_p)
        if not 0 <= heat < math.inf:
            raise SettingError(f"temperature is {heat}; use 0 (always the likeliest token) or a positive number.")
        if not 0 < share <= 1:
            raise SettingError(f"top_p is {share}; use a number above 0 and up to 1 (1 keeps every token).")
        draws = whole("seed", seed)
        if not 0 <= draws < SEEDS:
            raise SettingError(
                f"seed is {draws}; use a whole number from 0 to 2**63 - 1. Each gives one text, always the same."
            )
        return cls(whole("max_new_tokens", max_new_tokens), heat, share, draws)


def whole(name: str, value: Any) -> int:
    """A whole number of Python, numpy or a tensor with one element; SettingError for anything else, bool included."""
    try:
        # A bool is a whole number to Python, but as a seed or a count it is a slip.
        if isinstance(value, bool):
            raise TypeError
        return operator.index(value)
    except (TypeError, ValueError):
        raise SettingError(f"{name} is {_shown(value)}; use a whole number.") from None


def _number(name: str, value: Any) -> float:
    try:
        if isinstance(value, bool | str | bytes) or value is None:
            raise TypeError
        return float(value)
    except (TypeError, ValueError, OverflowError, RuntimeError):
        raise SettingError(f"{name} is {_shown(value)}; use a number.") from None


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "..."

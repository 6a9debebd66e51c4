"""What a plan will take, in bytes and in words.

Tests: tests/capture/test_plan.py.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Estimate:
    """Host bytes per group of a plan for `tokens` tokens."""

    groups: dict[str, int]
    tokens: int

    @property
    def total(self) -> int:
        """Bytes of all groups together."""
        return sum(self.groups.values())

    def __str__(self) -> str:
        largest = sorted(self.groups.items(), key=lambda item: -item[1])[:3]
        parts = ", ".join(f"{name} {size_text(size)}" for name, size in largest)
        return f"{size_text(self.total)} for {self.tokens:,} tokens ({parts})"


def size_text(count: float) -> str:
    """Bytes for people: 3.2 GB."""
    for unit in ("B", "kB", "MB", "GB"):
        if count < 1000:
            return f"{count:.3g} {unit}"
        count /= 1000
    return f"{count:.3g} TB"

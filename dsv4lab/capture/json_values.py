"""What a value of JSON is: a file may hold anything, so whoever reads one asks before it looks inside.

Tests: tests/capture/test_trace_damage.py.
"""

from __future__ import annotations

from typing import Any, TypeGuard


def is_object(value: Any) -> TypeGuard[dict[str, Any]]:
    """Whether it is an object of JSON: names, each with any value."""
    return isinstance(value, dict)


def is_list(value: Any) -> TypeGuard[list[Any]]:
    """Whether it is a list of any values."""
    return isinstance(value, list)

"""A place that edits may change and nobody else hears: what is no tensor of the table of points, or not one of every body.

A seam without changes costs one look at an empty list. Tests: tests/interventions/test_reading.py.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Seam(Generic[T]):
    """Whatever passes goes through every change in the order in which they were put in."""

    def __init__(self) -> None:
        self._changes: list[Callable[[T], T]] = []

    def change(self, function: Callable[[T], T]) -> Callable[[], None]:
        """Have a function change what passes from now on; the call that is returned takes it out again."""
        self._changes.append(function)
        return lambda: self._changes.remove(function)

    @property
    def used(self) -> bool:
        """Whether anything would be changed."""
        return bool(self._changes)

    def __call__(self, value: T) -> T:
        for function in tuple(self._changes):  # another thread may take one out meanwhile
            value = function(value)
        return value

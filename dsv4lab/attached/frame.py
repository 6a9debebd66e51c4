"""Frame: one module of transformers at work, and what the watch does with the functions that it calls.

Tests: tests/attached/test_attach.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from torch import Tensor

Passed = Callable[[str, Tensor], Tensor]  # point inside the model, value -> the value that goes on


# What a rule returns: arguments to go on with, and what to make of the result.
Went = tuple[tuple[Any, ...], dict[str, Any], Callable[[Any], Any] | None]


@dataclass
class Frame:
    """One module at work.

    where    prefix of its points
    rules    {function: what to do with its calls}
    start    position of the pass's first token
    seen     calls of each function so far
    kept     what one part of the module leaves for another
    """

    where: str
    rules: Mapping[Any, Callable[[Frame, Passed, int, tuple[Any, ...], dict[str, Any]], Went]]
    start: int = 0
    seen: dict[Any, int] = field(default_factory=dict[Any, int])
    kept: dict[str, Any] = field(default_factory=dict[str, Any])
    module: Any = None

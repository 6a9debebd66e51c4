"""Makes Triton name a compiled kernel alike in every process, so that what one has compiled the others find.

The name of a kernel in Triton's cache covers the constants that it uses and those of the functions that it calls. Of a
called function they are noted only if it was named before, for whatever reason: two processes that launch the same kernels
in another order then look for other names, and compile what is already there. Here a called function is always named
first.
Tests: tests/engine/test_compile_ahead.py.
"""

from __future__ import annotations

from typing import Any

from triton.runtime import jit


def name_called_functions_first() -> None:
    """From here on; names that this process has already given stay."""
    finder: Any = getattr(jit, "DependenciesFinder", None)
    note = getattr(finder, "_update_hash", None)
    if note is None or hasattr(note, "names_first"):  # a Triton that does it otherwise, or done before
        return

    def named_first(self: Any, function: Any) -> None:
        _ = function.cache_key
        note(self, function)

    named_first.names_first = True  # type: ignore[attr-defined]
    finder._update_hash = named_first

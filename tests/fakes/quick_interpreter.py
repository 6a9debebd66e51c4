"""Triton's interpreter replaces the language's functions anew for every call of every function; here once a launch.

Inside a launch all of them are replaced already, so a call from a kernel to a function finds nothing to do; looking for
that takes a third of a model's pass. Results are the same. An interpreter that works in another way is left alone.
"""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest


def once_a_launch() -> bool:
    """Whether this Triton's interpreter is of the kind that this is about."""
    from triton.runtime import interpreter as triton_interpreter  # pyright: ignore[reportMissingImports]

    made: Any = triton_interpreter  # its names are private, and not promised
    names = ("_patch_lang", "_patch_builtin", "_patch_attr", "_LangPatchScope")
    if not all(hasattr(made, name) for name in names) or hasattr(made, "once_a_launch"):
        return hasattr(made, "once_a_launch")
    replace_all, inside = made._patch_lang, [False]
    builtins: dict[int, list[tuple[str, Any]]] = {}
    everything = SimpleNamespace(
        __globals__={"tl": made.tl, "core": made.tl.core}
    )  # whichever of the two a function sees

    class Scope(made._LangPatchScope):
        def restore(self) -> None:
            super().restore()
            inside[0] = False

    def replace_builtins(package: Any, builder: Any, scope: Any) -> None:
        if id(package) not in builtins:  # looked for once, when nothing is replaced
            found = made.inspect.getmembers(package)
            builtins[id(package)] = [(name, value) for name, value in found if made.tl.core.is_builtin(value)]
        for name, value in builtins[id(package)]:
            made._patch_attr(package, name, value, builder, scope)

    def replace_once(function: Any) -> Any:
        if inside[0]:
            return made._LangPatchScope()
        scope = replace_all(everything)
        whole = Scope()
        whole._changes = scope._changes
        inside[0] = True
        return whole

    made._patch_builtin, made._patch_lang, made.once_a_launch = replace_builtins, replace_once, True
    return True


def without_overflow_checks(patch: pytest.MonkeyPatch) -> None:
    """Until `patch` is undone, sums and products of whole numbers are made once and not a second time in 64 bits."""
    from triton.runtime.interpreter import interpreter_builder  # pyright: ignore[reportMissingImports]

    patch.setattr(interpreter_builder, "options", replace(interpreter_builder.options, sanitize_overflow=False))

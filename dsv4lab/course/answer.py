"""Answer: what a learner hands in, called and compared so that everything that can be wrong with it is said in one sentence.

A check asks it for values; what is not right raises Wrong, whose words say what it got wrong. Any form of a right answer is
taken: a list, an array or a tensor of any precision. Surprising: a call is stopped after a few seconds where the system can
do that (in a notebook on Linux and macOS), since a loop without an end would otherwise look like a check that hangs.
Tests: tests/course/test_answer.py.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np

from dsv4lab.errors import LabError, shown

SECONDS = 20.0  # for one call


class Wrong(LabError):
    """An answer that is not right yet; the message says why."""


class Untouched(Wrong):
    """The stub as it was given."""


class Answer:
    """A learner's answer: a function or a value."""

    def __init__(self, given: Any, seconds: float = SECONDS) -> None:
        self.given, self.seconds = given, seconds

    def call(self, *arguments: Any, **named: Any) -> Any:
        """What the learner's function returns; tensors and arrays are handed over as copies. Raises Wrong."""
        if self.given is ... or self.given is None:
            raise Untouched
        if not callable(self.given):
            raise Wrong(f"it should be a function, and it is {_a(self.given)}. Hand the function in without calling it")
        shown_call = f"({', '.join([*map(_short, arguments), *(f'{k}={_short(v)}' for k, v in named.items())])})"
        try:
            with _at_most(self.seconds):
                value = self.given(*map(_copy, arguments), **{k: _copy(v) for k, v in named.items()})
        except _TooLong:
            raise Wrong(
                f"your function had not returned after {self.seconds:.0f} s; is there a loop that never ends?"
            ) from None
        except Exception as error:
            words = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
            raise Wrong(
                f"your function raised {shown(words, 200)[1:-1]} when it was called with {shown_call}"
            ) from None
        if value is ...:
            raise Untouched
        if value is None:
            raise Wrong("your function returned nothing; is there a `return`?")
        return value

    def array(self, want: Any, what: str, value: Any = ...) -> np.ndarray:
        """`value` (or the answer itself) as an array of float64 in the shape of `want`; `what` names it. Raises Wrong."""
        value = self.given if value is ... else value
        if value is ... or value is None or (isinstance(value, (tuple, list)) and any(part is ... for part in value)):
            raise Untouched
        if callable(value) and not hasattr(value, "shape"):
            raise Wrong(f"{what} should be numbers, and it is a function. Hand in what it returns")
        try:
            got = _numbers(value)
        except (TypeError, ValueError, RuntimeError):
            raise Wrong(f"{what} should be numbers, and it is {_a(value)}") from None
        want = _numbers(want)
        if got.shape != want.shape:
            raise Wrong(
                f"{what} should have the shape {list(want.shape)}, and yours has {list(got.shape)}{_hint(got, want)}"
            )
        return got

    def close(
        self, want: Any, what: str, value: Any = ..., mistakes: Mapping[str, Any] | None = None, within: float = 1e-4
    ) -> None:
        """`value` (or the answer itself) is `want`, up to `within` of its largest number. Raises Wrong.

        mistakes   what is often computed instead, by the sentence that says how it differs
        """
        got, want = self.array(want, what, value), _numbers(want)
        for words, other in (mistakes or {}).items():
            other = _numbers(other)
            if other.shape == got.shape and _alike(got, other, within) and not _alike(want, other, within):
                raise Wrong(words)
        if np.isnan(got).any() and not np.isnan(want).any():
            raise Wrong(
                f"{what} is not a number at {_places(np.isnan(got))}; is something divided by zero, or a large exp?"
            )
        if not _alike(got, want, within):
            off = ~np.isclose(got, want, rtol=0, atol=_allowed(want, within), equal_nan=True)
            at = tuple(int(i) for i in np.argwhere(off)[0]) if off.ndim else ()
            where = f" at {list(at)}" if at else ""
            share = f" ({int(off.sum())} of {off.size} are off)" if off.size > 1 else ""
            raise Wrong(f"{what}{where} should be {want[at]:.6g}, and yours is {got[at]:.6g}{share}")

    def one_of(self, want: Any, what: str, words: Mapping[Any, str] | None = None) -> None:
        """The answer is the value `want`; `words` say what is wrong with some others. Raises Wrong."""
        if self.given is ... or self.given is None:
            raise Untouched
        given: Any = self.given.strip().lower() if isinstance(self.given, str) else self.given
        if hasattr(given, "item") and np.size(given) == 1:
            given = given.item()
        if (type(want) is not bool and isinstance(given, bool)) or not isinstance(given, type(want) | _like(want)):
            raise Wrong(f"{what} should be {_a(want)}, and yours is {_a(given)}")
        if given != (want.lower() if isinstance(want, str) else want):
            raise Wrong((words or {}).get(given, f"{what} is not {shown(self.given, 60)}"))

    def true_of(self, condition: bool, otherwise: str) -> None:
        """Raises Wrong with `otherwise` unless the condition holds."""
        if not condition:
            raise Wrong(otherwise)


class _TooLong(BaseException):
    """Not an Exception: a learner's `except Exception` must not swallow it."""


@contextmanager
def _at_most(seconds: float) -> Generator[None]:
    able = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if not able:
        yield
        return

    def stop(*_: Any) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _numbers(value: Any) -> np.ndarray:
    """Any array, tensor or list as float64; xarray's and torch's too."""
    if hasattr(value, "detach"):
        value = value.detach().cpu().double()
    elif isinstance(value, (list, tuple)) and any(hasattr(v, "detach") for v in value):
        value = [_numbers(v) for v in value]
    elif isinstance(value, (set, frozenset)):
        value = sorted(value)
    elif isinstance(value, (str, bytes, dict)):
        raise TypeError
    return np.asarray(value, dtype=np.float64)


def _allowed(want: np.ndarray, within: float) -> float:
    finite = np.abs(want[np.isfinite(want)])
    return within * max(float(finite.max(initial=0.0)), 1e-12)


def _alike(got: np.ndarray, want: np.ndarray, within: float) -> bool:
    return bool(np.allclose(got, want, rtol=0, atol=_allowed(want, within), equal_nan=True))


def _copy(value: Any) -> Any:
    """A function that changes what it gets must not change what the next one gets."""
    if hasattr(value, "detach"):
        return value.clone()
    return value.copy() if isinstance(value, (np.ndarray, list, dict, set)) else value


def _short(value: Any) -> str:
    shape = getattr(value, "shape", None)
    if shape is not None and len(shape):
        return f"{type(value).__name__} of {list(shape)}"
    return getattr(value, "__name__", "a function") if callable(value) else shown(value, 40)


def _a(value: Any) -> str:
    if callable(value):
        return "a function"
    name = {bool: "True or False", int: "a whole number", float: "a number", str: "a piece of text"}.get(type(value))
    return name or f"a {type(value).__name__}"


def _like(want: Any) -> Any:
    """Types in which a value of the type of `want` can come."""
    return {float: float | int, int: int, bool: bool}.get(type(want), type(want))


def _hint(got: np.ndarray, want: np.ndarray) -> str:
    if got.ndim == want.ndim and sorted(got.shape) == sorted(want.shape):
        return "; are two axes the wrong way round?"
    return "; is one axis summed that should stay?" if got.ndim < want.ndim else ""


def _places(mask: np.ndarray) -> str:
    at = [list(map(int, place)) for place in np.argwhere(mask)]
    return "every place" if len(at) == mask.size else f"{at[0]}" + (f" and {len(at) - 1} more" if len(at) > 1 else "")


Check = Callable[[Answer], str]

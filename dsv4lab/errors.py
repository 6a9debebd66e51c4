"""Every error this package raises on purpose; each message names the thing, the values and the next step.

A message never repeats more of a bad value than helps, and never a character that a terminal obeys: see `shown`.
Tests: tests/package/test_errors.py.
"""

from __future__ import annotations

from typing import Any

_LONGEST = 200  # characters of a value that a message repeats


class LabError(Exception):
    """The root: `except LabError` catches every mistake the package can explain."""


class ConfigError(LabError, ValueError):
    """A configuration value that is unknown, missing or contradicts another one."""


class CheckpointError(LabError, ValueError):
    """A checkpoint folder that cannot be read or written as the release's layout."""


class RepositoryError(LabError, LookupError):
    """A repository id (owner/name) behind which no usable folder was found; the kinds below say why."""


class NotInCacheError(RepositoryError):
    """What is needed of a repository is not on this machine, or only in part; `command` fetches just that."""

    def __init__(self, message: str, command: str) -> None:
        super().__init__(message)
        self.command = command

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (str(self), self.command)  # two arguments: Exception alone would lose the second


class BrokenCacheError(RepositoryError):
    """A cache whose own files contradict each other."""


class NoSuchRepositoryError(RepositoryError):
    """The hub knows no such repository or revision, or shows it to its owners only."""


class LoginError(RepositoryError):
    """The hub knows the repository and gives it out after a login or an agreement only."""


class OfflineError(RepositoryError):
    """The hub was asked for and could not be, or may not be, reached."""


class ShapeError(LabError, ValueError):
    """A tensor whose shape a function cannot work with."""


class PromptError(LabError, ValueError):
    """A prompt that cannot be run: empty, of a form that is no text, or longer than the context."""


class SettingError(LabError, ValueError):
    """A setting of a run or a call (temperature, seed, a number of tokens) that means nothing."""


class RunError(LabError, RuntimeError):
    """A session that cannot do this now: nothing was run yet, or it is generating already."""


class CacheError(LabError, ValueError):
    """A cache or a run that cannot be taken back to a place it was never at, or does not keep."""


class NotFiniteError(LabError, ArithmeticError):
    """A run whose logits are no numbers any more."""

    def __init__(self, position: int) -> None:
        super().__init__(
            f"the logits behind token {position} are not finite, so no token can come next. The trace up to there is kept. "
            "dsv4lab.inspect(folder, deep=True) looks for damaged weights; a hook may have returned NaN."
        )


class CaptureError(LabError, ValueError):
    """A capture plan that does not fit, or a point that did not fire where it should."""


class EditError(LabError, ValueError):
    """An edit that this model has no place for, that contradicts another, never acted, or returned what cannot be used."""


class BodyError(CaptureError):
    """Something that one body of the model (the engine, the reference, ...) cannot do; the message says which can."""

    def __init__(self, body: str, what: str, reason: str, way: str) -> None:
        self.body, self.what, self.reason, self.way = body, what, reason, way
        super().__init__(f"{what} is not possible with the {body}: {reason}. What works: {way}.")


class TraceError(LabError, ValueError):
    """A trace that cannot be read, written, or lacks what was asked of it."""


class ServerError(LabError, OSError):
    """A serving engine that is not there, refuses, or tells something else than what it is documented to tell."""


class RankError(LabError, RuntimeError):
    """A run over several processes that cannot be begun as it was started, or in which one process left or went astray."""


class MissingPartError(LabError, ImportError):
    """An optional part (widgets, Triton, transformers) is not installed."""


class RoomError(LabError, MemoryError):
    """Something that does not fit into the memory that is free."""


class DeviceMemoryError(RoomError):
    """A cache or a pass that does not fit into what is free on the device."""


def shown(value: Any, longest: int = _LONGEST) -> str:
    """A value as a message repeats it: like repr, cut to `longest` characters, whatever the value is."""
    try:
        text = repr(value)
    except ValueError:  # Python writes no whole number of more than 4,300 digits, alone or in a list
        text = f"<{type(value).__name__}: a number of thousands of digits>"
    except RecursionError:
        text = f"<{type(value).__name__}: nested too deep to show>"
    return _cut(printable(text), longest)


def printable(text: str, longest: int | None = None) -> str:
    """The text with every character that does not print (escape codes, half characters, directions) written out."""
    safe = text if text.isprintable() else "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
    return safe if longest is None else _cut(safe, longest)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 20]}... ({len(text):,} characters)"


_OF_THE_LAB = ("ipywidgets", "anywidget", "traitlets", "plotly", "jupyterlab", "ipykernel")


def missing_part(error: ModuleNotFoundError) -> MissingPartError | None:
    """A package that is not installed, in words; None when it is a module of our own, which is a mistake of ours."""
    name = (error.name or "").split(".")[0]
    if name in ("", "dsv4lab"):
        return None
    if name in _OF_THE_LAB:
        return MissingPartError(f"{name} is not installed; views and pages need it: pip install 'dsv4lab[lab]'.")
    return MissingPartError(f"{name} is not installed; this part of dsv4lab needs it: pip install {name}.")

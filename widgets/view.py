"""View: what the views share. Python owns the state and reduces the trace; the page draws bytes.

A subclass names the group it needs and fills its traits in `fill()`. `refresh()` is safe from any thread, sends one
message, and turns every error into a sentence inside the view.   Tests: tests/test_widgets.py.
"""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from dsv4lab.capture.trace import Trace
from dsv4lab.errors import LabError, MissingPartError
from dsv4lab.widgets.selection import Selection

try:
    import anywidget
    from ipywidgets import widget_serialization
    from traitlets import Instance, Unicode
except ImportError as error:
    raise MissingPartError(f"{error.name} is not installed; views need it: pip install 'dsv4lab[lab]'.") from error

HERE = Path(__file__).parent


def program(stem: str) -> str:
    """The JavaScript of a view: the shared part and its own, as one module that needs nothing from elsewhere."""
    return "\n".join((HERE / f"{name}.js").read_text(encoding="utf-8") for name in ("shared", stem))


class View(anywidget.AnyWidget):
    """One picture of one trace, linked to the others by a Selection."""

    group = "tokens"
    empty = "Nothing has been run yet."
    purpose = ""
    watches: tuple[str, ...] = ("layer", "token")
    _css = (HERE / "theme.css").read_text(encoding="utf-8")

    message = Unicode("", help="shown instead of the picture").tag(sync=True)
    selection = Instance(Selection).tag(sync=True, **widget_serialization)

    def __init__(self, trace: Trace | None = None, selection: Selection | None = None, **options: Any) -> None:
        unknown = sorted(set(options) - set(self.trait_names()))
        if unknown:
            own = ", ".join(n for n in type(self).class_own_traits(sync=True) if not n.startswith("_"))
            raise TypeError(f"{type(self).__name__} has no option {', '.join(unknown)}; its own are {own}, layout.")
        self._lock = threading.RLock()
        self._asleep = self._stale = False
        self.trace: Trace | None = trace
        super().__init__(selection=selection if selection is not None else Selection(), **options)
        self.selection.observe(self._followed, names=list(self.watches))
        self.refresh()

    @property
    def token(self) -> int:
        """The chosen position; the newest one while nothing is chosen."""
        count = len(self.trace) if self.trace is not None else 0
        return self.selection.token if 0 <= self.selection.token < count else count - 1

    def show(self, trace: Trace | None) -> None:
        """Show another trace."""
        self.trace = trace
        self.refresh()

    def sleep(self, asleep: bool) -> None:
        """A hidden view neither reads nor sends; it catches up when it is shown again."""
        self._asleep = asleep
        if not asleep and self._stale:
            self.refresh()

    def refresh(self) -> None:
        """Read the trace again and send what changed."""
        self._stale = self._asleep
        if self._asleep:
            return
        with self._lock, self.hold_sync():
            self.message = self._sentence() or self._attempt(self.fill)

    def fill(self, trace: Trace) -> None:
        """Reduce the trace to this view's traits (in a subclass)."""
        raise NotImplementedError

    def _followed(self, change: Any) -> None:
        if self._asleep:
            self._stale = True
        else:
            self._changed(change)

    def _changed(self, _change: Any) -> None:
        self.refresh()

    def __repr__(self) -> str:
        tokens = "no run yet" if self.trace is None else f"{len(self.trace)} tokens"
        return f"{type(self).__name__}({tokens}; a front end without widgets shows dsv4lab.report.to_html(trace, ...))"

    def _sentence(self) -> str:
        if self.trace is None or not len(self.trace):
            return f"{self.empty} {self.purpose}"
        if self.group not in self.trace:
            return (
                f"This trace was captured without “{self.group}”. Run again with capture=[..., {self.group!r}], "
                "or tick it under “capture”."
            )
        return ""

    def _attempt(self, action: Callable[[Trace], None]) -> str:
        """Do something with the trace; what goes wrong is returned as a sentence."""
        if self.trace is None:
            return self.empty
        try:
            action(self.trace)
        except LabError as error:
            return str(error)
        except Exception as error:  # a view in a cell has no other place to say what went wrong
            last = traceback.extract_tb(error.__traceback__)[-1]
            return f"{type(error).__name__}: {error} (at {Path(last.filename).name}, line {last.lineno})."
        return ""


def pack(values: Any, dtype: str) -> bytes:
    """Array -> bytes of a dtype a page can read (C order)."""
    return np.ascontiguousarray(values, dtype=dtype).tobytes()


def pack_text(pieces: list[str]) -> dict[str, bytes]:
    """Strings -> {"utf8", "lengths"}: all bytes in a row, and 16-bit lengths."""
    encoded = [piece.encode("utf-8") for piece in pieces]
    return {"utf8": b"".join(encoded), "lengths": pack([len(piece) for piece in encoded], "<u2")}


def quantise(values: np.ndarray, low: float, high: float) -> bytes:
    """Floats -> one byte each: 0..254 over low..high, 255 where there is no number."""
    span = high - low if high > low else 1.0
    codes = np.clip(np.nan_to_num((values - low) / span, nan=0.0) * 254, 0, 254).astype(np.uint8)
    return np.where(np.isnan(values), np.uint8(255), codes).astype(np.uint8).tobytes()

"""A second output beside a live view: its picture, which is what a saved notebook shows where no widget can live.

While the view lives the picture is hidden by the view's own program (src/common/kept_picture.js), which also sends a new
one when the view has been still for a moment. Before the first one came, and where no browser is, it is what still.py
draws. So a notebook that is opened again without a kernel, converted, or looked at on a repository's page shows a picture
that says that it is one. Surprising: the style inside also hides what JupyterLab writes into a widget's empty place.
Tests: tests/widgets/test_kept_picture.py, tests/browser/test_kept_picture.py.
"""

from __future__ import annotations

import base64
import uuid
from collections.abc import Callable
from html import escape
from typing import Any, Protocol

from dsv4lab.capture.trace import Trace
from dsv4lab.widgets.still import still_of

# How a picture of each kind begins; WebP has its name in the ninth byte.
KINDS = {"png": lambda data: data.startswith(b"\x89PNG\r\n\x1a\n"), "webp": lambda data: data[8:12] == b"WEBP"}
LARGEST = 4_000_000  # bytes; a notebook with a few of them still opens
# A live view takes the picture away at once; one that is still being made shall not flash before it does, and says by an
# animation that it came.
STYLE = """
.dsv-kept-picture { max-width: 100%; overflow: hidden; font: 13px/1.4 system-ui, sans-serif; }
.dsv-kept-picture img { max-width: 100%; height: auto; display: block; border: 1px dashed #888; }
@media screen { .dsv-kept-picture { animation: dsv-kept 0s 3s both, dsv-kept-came 1ms; } }
@keyframes dsv-kept { from { max-height: 0; } to { max-height: none; } }
@keyframes dsv-kept-came { from { opacity: 0; } }
.jp-OutputArea:has(.dsv-kept-picture) .jp-OutputArea-output:not([data-mime-type]):not(:has(*)) { display: none; }
"""


class Told(Protocol):
    """A view, as far as its picture knows it."""

    kept: Any

    def on_msg(self, callback: Callable[..., None]) -> None:
        """Call with (view, content, buffers) for every message from the page."""
        ...


class KeptPicture:
    """The picture beside one displayed view or explorer.

    told     the view whose program sends pictures
    what     says in a few words what is shown
    shown    the run that is shown now and the chosen token, or None
    """

    def __init__(self, told: Told, what: Callable[[], str], shown: Callable[[], tuple[Trace, int] | None]) -> None:
        self.id = f"dsv-kept-{uuid.uuid4().hex[:12]}"
        self._what, self._shown = what, shown
        told.kept = self.id
        told.on_msg(self._arrived)

    def show(self) -> None:
        """Put it below what was just displayed."""
        _display(self.bundle(), self.id, update=False)

    def bundle(self, kind: str = "", data: bytes = b"") -> dict[str, str]:
        """What a front end gets: HTML with the picture in it, and words for one that shows no HTML."""
        words = f"Picture of {self._what()}. It is not live: run the cell to see the views and to change them."
        if kind:
            image = f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
        else:
            shown = self._shown()
            drawn = still_of(*shown) if shown is not None else ""
            image = f"data:image/svg+xml;base64,{base64.b64encode(drawn.encode()).decode()}" if drawn else ""
        picture = f'<img alt="{escape(words)}" src="{image}">' if image else ""
        html = f'<div class="dsv-kept-picture {self.id}"><style>{STYLE}</style><p>{escape(words)}</p>{picture}</div>'
        return {"text/html": html, "text/plain": words}

    def _arrived(self, _view: Any, content: Any, buffers: Any) -> None:
        """A picture from the page: {"kept": "webp"} and its bytes. What is none is left alone."""
        if not isinstance(content, dict) or content.get("kept") not in KINDS or not buffers:
            return
        kind, data = content["kept"], bytes(buffers[0])
        if len(data) <= LARGEST and KINDS[kind](data):
            _display(self.bundle(kind, data), self.id, update=True)


def display_with_picture(bundle: Any, picture: KeptPicture | None) -> None:
    """Display a widget's own bundle, and below it the picture where a notebook keeps it."""
    data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
    if data is None:
        return
    from IPython.display import display

    display(data, metadata=metadata, raw=True)
    if picture is not None:
        picture.show()


def _display(bundle: dict[str, str], display_id: str, *, update: bool) -> None:
    from IPython.display import display

    display(bundle, raw=True, display_id=display_id, update=update)


def in_notebook() -> bool:
    """Whether a kernel stands behind this code, so that somebody may show what it displays."""
    try:
        from IPython import get_ipython
    except ImportError:
        return False
    shell = get_ipython()
    return shell is not None and hasattr(shell, "kernel")

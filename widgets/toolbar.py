"""Toolbar: watch the run again token by token, go to its discoveries, share what is shown.

A replay moves the selection, in the page alone, so it works on a saved trace and on an exported page, too. Files are written
here, since the page has no disk; a picture is drawn there and comes as bytes.
Picture: src/toolbar.js.   Tests: tests/widgets/test_sharing.py, tests/browser/test_live.py.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from traitlets import Bool, Dict, Int, List

from dsv4lab.capture.trace import Trace
from dsv4lab.errors import LabError
from dsv4lab.widgets.discoveries import discoveries_of
from dsv4lab.widgets.sharing import free_path, write_picture
from dsv4lab.widgets.view import Host, Part, View


class Toolbar(View):
    """One row of buttons below the tabs."""

    name, slot, tab = "toolbar", "bar", 10
    group = "tokens"

    total = Int(0, help="tokens of the run").tag(sync=True)
    prompt = Int(0, help="how many of them are the prompt").tag(sync=True)
    growing = Bool(False, help="whether the run is still being written").tag(sync=True)
    discoveries = List(
        help="{name, title, question, choices, answer, reveal, link} of what this run shows; missing"
    ).tag(sync=True)
    can_share = Bool(False, help="whether somebody writes files").tag(sync=True, asks=True)
    answer = Dict(help="{kind, text, n}: a link to copy, or a sentence about a file").tag(sync=True, asks=True)

    parts = (
        Part("_run", (), ("total", "prompt", "growing")),
        Part("_discoveries", (), ("discoveries",)),
    )

    def join(self, explorer: Host) -> None:
        self.can_share = True
        self.on_msg(lambda _, content, buffers: self._do(explorer, content, buffers))

    def _run(self, trace: Trace) -> None:
        self.total, self.growing = len(trace), not trace.finished
        self.prompt = int(np.argmax(trace.values("tokens", "phase") == 1)) or len(trace)

    def _discoveries(self, trace: Trace) -> None:
        self.discoveries = discoveries_of(trace) if trace.finished else []

    def _do(self, explorer: Any, content: Any, buffers: Any) -> None:
        """What a button asks for: {"share": "link", "page", "trace" or "picture"}, or {"discover": a link}."""
        if not isinstance(content, dict) or not isinstance(content.get("share", ""), str):
            return
        if isinstance(content.get("discover"), str):
            self._tell("sentence", _sentence_of(lambda: explorer.restore(content["discover"]) and ""))
        ways: dict[Any, Callable[[], str]] = {
            "page": lambda: self._page(explorer),
            "trace": lambda: (
                f"Written: {explorer.trace.save(free_path('run', '.zarr.zip')).name}. lab.Trace.open(…) opens it."
            ),
            "picture": lambda: f"Written: {_picture(content, buffers)}, beside the notebook.",
        }
        if content.get("share") == "link":
            self._tell("link", explorer.link)
        elif content.get("share") in ways:
            self._tell("sentence", _sentence_of(ways[content["share"]]))

    def _page(self, explorer: Any) -> str:
        path = free_path("run", ".html")
        self._tell("sentence", f"Writing {path.name} …")
        return f"Written: {explorer.to_html(path).name}, beside the notebook; it opens in any browser."

    def _tell(self, kind: str, text: str) -> None:
        self.answer = {"kind": kind, "text": text, "n": self.answer.get("n", 0) + 1}


def _picture(content: dict[str, Any], buffers: Any) -> str:
    data = bytes(buffers[0]) if buffers else b""
    return write_picture(str(content.get("title", "view")), content.get("kind"), data).name


def _sentence_of(action: Callable[[], str]) -> str:
    """What an action says of itself, or what went wrong with it."""
    try:
        return action()
    except LabError as error:
        return f"⚠ {error}"

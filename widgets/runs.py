"""The runs of one prompt: the first and its branches, which of them is shown, and which is compared with it.

Tests: tests/widgets/test_explorer.py.
"""

from __future__ import annotations

from typing import Any

import ipywidgets as w

from dsv4lab.capture.trace import Trace


class Runs(w.Dropdown):
    """A menu of sessions, hidden while there is only one."""

    def __init__(self) -> None:
        super().__init__(description="showing", layout=w.Layout(width="340px", display="none"))
        self.sessions: list[Any] = []
        self._origins: dict[int, int] = {}  # of a branch: which run it left

    def begin(self, session: Any) -> None:
        """A new prompt: its run is the only one."""
        self.sessions, self._origins = [session], {}
        self._list(["the run"])

    def add_branch(self, session: Any, name: str) -> None:
        """A branch of the shown run becomes the shown one."""
        self._origins[len(self.sessions)] = self.index or 0
        self.sessions = [*self.sessions, session]
        self._list([*self.options, name])

    def _list(self, names: list[str]) -> None:
        self.options = names
        self.index = len(names) - 1
        self.layout.display = "none" if len(names) == 1 else ""

    def shown(self, otherwise: Any) -> Any:
        """The session of the shown run; `otherwise` while there is none."""
        return self.sessions[self.index or 0] if self.sessions else otherwise

    def beside(self) -> tuple[Trace, tuple[str, str]] | None:
        """The run to compare with the shown one, and both names: a branch's origin, else the last branch."""
        if len(self.sessions) < 2:
            return None
        at = self.index or 0
        other = self._origins.get(at, len(self.sessions) - 1)
        return self.sessions[other].trace, (self.options[at], self.options[other])

    def choose(self, name: str) -> None:
        """Show the run of this name, if there is one."""
        if name in self.options:
            self.index = self.options.index(name)

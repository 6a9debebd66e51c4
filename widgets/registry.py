"""Registry: the views of the explorer and of exported pages, found among the modules of this folder.

A view that names its `slot` (view.py) is one of them; nothing else lists views.   Tests: tests/widgets/test_registry.py.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from pathlib import Path

from dsv4lab.widgets.view import View

SLOTS = ("bar", "text", "tab")


@functools.cache
def registered() -> tuple[type[View], ...]:
    """The views that have a slot: those always in sight first, then the tabs from left to right."""
    views = set()
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        found = vars(importlib.import_module(f"dsv4lab.widgets.{module.name}")).values()
        views |= {one for one in found if isinstance(one, type) and issubclass(one, View) and one.slot}
    return tuple(sorted(views, key=lambda view: (SLOTS.index(view.slot), view.tab, view.name)))


def tab_titles() -> list[str]:
    """The words on the tabs, from left to right."""
    return [view.title for view in registered() if view.slot == "tab"]


def linked_traits() -> list[tuple[str, str, str]]:
    """What a link carries beside the selection: its name there, the view, the view's trait."""
    return [(name, view.name, trait) for view in registered() for name, trait in view.linked.items()]


def stem_of(view: type[View]) -> str:
    """The word that names a view's Python file, its module in src/ and its program in static/."""
    return view.__module__.rpartition(".")[2]

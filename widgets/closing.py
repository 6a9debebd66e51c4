"""Closing widgets with all that hangs on them: layouts, styles, children, selections.

ipywidgets keeps every widget alive until it is closed, and closing one leaves its layout and style behind.
Tests: tests/widgets/test_closing.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import ipywidgets as w

_cells: dict[str, list[tuple[Any, Any]]] = {}  # by notebook cell: (execution, what it made)


def close_with_parts(widgets: Iterable[Any], keep: Iterable[Any] = ()) -> None:
    """Close widgets and every widget among their traits, except those in `keep`."""
    for widget in list(_parts_of(widgets, {id(one) for one in keep})):
        w.Widget.close(widget)


def _parts_of(widgets: Iterable[Any], seen: set[int]) -> Iterator[Any]:
    waiting = list(widgets)
    while waiting:
        one = waiting.pop()
        if isinstance(one, (list, tuple)):
            waiting += one
        elif isinstance(one, w.Widget) and id(one) not in seen:
            seen.add(id(one))
            waiting += one.trait_values(sync=True).values()
            yield one


def replace_of_this_cell(new: Any) -> None:
    """Close what an earlier run of the same notebook cell made: its output is gone, but it would live and run on."""
    cell, execution = _this_cell()
    if not cell:
        return
    made = _cells.get(cell, [])
    for earlier, old in made:
        if earlier != execution:
            old.close()
    _cells[cell] = [pair for pair in made if pair[0] == execution] + [(execution, new)]


def _this_cell() -> tuple[str, str]:
    """(id of the notebook cell, id of this run of it); empty where the front end does not say."""
    try:
        from IPython import get_ipython
    except ImportError:
        return "", ""
    get_parent = getattr(get_ipython(), "get_parent", None)
    parent = get_parent() if get_parent is not None else None
    if not isinstance(parent, dict):
        return "", ""
    return str(parent.get("metadata", {}).get("cellId", "")), str(parent.get("header", {}).get("msg_id", ""))

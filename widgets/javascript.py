"""What JavaScript knows of Python: src/common/codes.js made from codes.py, src/traits.d.ts from the views' traits.

`make js` runs it (python -m dsv4lab.widgets.javascript) before it bundles; a misspelt or missing trait is then a type error
in the page's program.   Tests: tests/widgets/test_javascript.py.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import traitlets

from dsv4lab.widgets.chat_form import ChatForm
from dsv4lab.widgets.registry import registered
from dsv4lab.widgets.selection import Selection

HERE = Path(__file__).parent
MADE = "// Made from {source} by `make js`; change it there.\n"
# What a trait is in the page.
TYPES: tuple[tuple[type, str], ...] = (
    (traitlets.Bytes, "Bytes"),
    (traitlets.Bool, "boolean"),
    (traitlets.Int, "number"),
    (traitlets.Float, "number"),
    (traitlets.Unicode, "string"),
    (traitlets.List, "any[]"),
    (traitlets.Dict, "Record<string, any>"),
)


def codes() -> str:
    """codes.py as a module of JavaScript: the same names, values and remarks."""
    lines = [MADE.format(source="codes.py")]
    for line in (HERE / "codes.py").read_text(encoding="utf-8").splitlines():
        if found := re.fullmatch(r"([A-Z_]+) = (-?[\d_]+)  # (.*)", line):
            name, value, meaning = found.groups()
            lines.append(f"/** {meaning} */\nexport const {name} = {int(value)};")
        elif line.startswith("# "):
            lines.append(f"\n// {line[2:]}")
    return "\n".join(lines) + "\n"


def traits() -> str:
    """An interface per view, one for the selection and one for the chat form."""
    lines = [MADE.format(source="the views' traits"), 'import type { Bytes } from "./common/types";']
    lines += [_interface("Selection", _own_traits(Selection)), _interface("ChatForm", _own_of(ChatForm))]
    for view in sorted(registered(), key=lambda view: view.__name__):
        lines.append(_interface(view.__name__, {n: t for n, t in _own_traits(view).items() if n in view.own_traits()}))
    return "\n".join(lines) + "\n"


def _own_traits(widget: type[Any]) -> dict[str, Any]:
    return {name: trait for name, trait in widget.class_traits(sync=True).items() if not name.startswith("_")}


def _own_of(control: type[Any]) -> dict[str, Any]:
    """Traits of a control, without those that every widget has."""
    of_every = set(dir(control.__mro__[1]))
    return {name: trait for name, trait in _own_traits(control).items() if name not in of_every}


def _interface(name: str, own: dict[str, Any]) -> str:
    rows = []
    for trait, kind in own.items():
        words = next(words for base, words in TYPES if isinstance(kind, base))
        meaning = f"  /** {kind.help} */\n" if kind.help else ""
        rows.append(f"{meaning}  {trait}: {words};\n")
    return f"\nexport interface {name} {{\n{''.join(rows)}}}"


def write() -> None:
    """Write both files."""
    (HERE / "src" / "common" / "codes.js").write_text(codes(), encoding="utf-8")
    (HERE / "src" / "traits.d.ts").write_text(traits(), encoding="utf-8")


if __name__ == "__main__":
    write()

"""The fixed texts of the prompt (an effort's paragraph, the section on tools), as data out of the checkpoint's own file.

The release words them in encoding/encoding_dsv4.py, and the model was trained on just these bytes; nobody else's wording
will do. The file is parsed, never run: strings, sums of strings and tables of strings at its top level, and nothing else.
Surprising: releases disagree. In the first ones "high" adds nothing and "max" a paragraph; in later ones that paragraph is
"high", and "max" is a stronger one. Tests: tests/package/test_chat_texts.py.
"""

from __future__ import annotations

import ast
import re
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dsv4lab.errors import CheckpointError, PromptError, printable, shown

_LARGEST = 1_000_000  # bytes of a file and of one text; the release's file has 30,000
_FIELD = re.compile(r"\{\{|\}\}|\{(\w*)\}")


@dataclass(frozen=True)
class FixedTexts:
    """What a checkpoint's encoding file says.

    file             its path in the folder
    efforts          {name of an effort: the paragraph before everything else, or ""}
    tools            the section on tools, with the fields {tool_schemas}, {dsml_token}, ...; None where there is none
    response_format  the section on the form of the answer, with the field {schema}; None where there is none
    """

    file: str
    efforts: dict[str, str]
    tools: str | None
    response_format: str | None

    def effort(self, name: str) -> str:
        """The paragraph of an effort. Raises PromptError for one that this release does not know."""
        if name not in self.efforts:
            known = ", ".join(map(repr, self.efforts)) or "none"
            raise PromptError(
                f"effort={shown(name)} is unknown to this release; {self.file} has {printable(known, 200)}."
            )
        return self.efforts[name]


def read_fixed_texts(folder: Path | None) -> FixedTexts:
    """The fixed texts of a checkpoint folder.

    Raises PromptError where the folder has no encoding file, or none that holds them; CheckpointError where it is damaged.
    """
    found = sorted((folder / "encoding").glob("*.py")) if folder is not None and (folder / "encoding").is_dir() else []
    for file in sorted(found, key=lambda one: (not one.name.startswith("encoding"), one.name)):
        values = constants_of(file)
        efforts = values.get("REASONING_EFFORT_PROMPTS")
        if not isinstance(efforts, dict):
            most = values.get("REASONING_EFFORT_MAX")
            efforts = {"high": "", "max": most} if isinstance(most, str) else {}
        tools, form = values.get("TOOLS_TEMPLATE"), values.get("response_format_template")
        if efforts or isinstance(tools, str):
            return FixedTexts(
                f"encoding/{file.name}",
                efforts,
                tools if isinstance(tools, str) else None,
                form if isinstance(form, str) else None,
            )
    there = f"its encoding folder has {len(found)} Python files without them" if found else "it has no encoding/*.py"
    raise PromptError(
        f"the words that belong into this prompt (an effort's paragraph, the section on tools) are part of the trained "
        f"format, and they are not in the checkpoint's folder: {there}. Fetch them: hf download REPOSITORY --include "
        "'encoding/*'; or leave effort, tools and response_format out."
    )


def constants_of(file: Path) -> dict[str, str | dict[str, str]]:
    """Texts, and tables of texts, that a Python file assigns at its top level; the file is parsed and never run.

    Raises CheckpointError for a file that is too large or no Python.
    """
    try:
        if not file.is_file() or file.stat().st_size > _LARGEST:
            raise ValueError("no file, or too large for one")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its escapes are its own business
            tree = ast.parse(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, SyntaxError, RecursionError, MemoryError) as error:
        told = printable(str(error) or type(error).__name__, 200)
        raise CheckpointError(
            f"encoding/{printable(file.name, 100)}: cannot be read ({told}). Fetch it again."
        ) from None
    values: dict[str, str | dict[str, str]] = {}
    for node in tree.body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        if len(targets) != 1 or not isinstance(targets[0], ast.Name):
            continue
        value = _value(node.value, values)  # type: ignore[union-attr]
        if value is None:
            values.pop(targets[0].id, None)  # it is something else now
        else:
            values[targets[0].id] = value
    return values


def fill(template: str, where: str, **fields: str) -> str:
    """A template with its {fields} filled in, as str.format does it for plain names; it can reach nothing else.

    Raises CheckpointError for a field that is not known.
    """

    def one(found: re.Match[str]) -> str:
        if found[1] is None:
            return found[0][0]
        if found[1] not in fields:
            raise CheckpointError(f"{where}: the template has the unknown field {shown(found[1], 60)}. Fetch it again.")
        return fields[found[1]]

    return _FIELD.sub(one, template)


def _value(node: ast.expr | None, known: dict[str, str | dict[str, str]], depth: int = 0) -> Any:
    """A text or a table of texts; None for everything that would have to be computed."""
    if depth > 100:
        return None
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.Name):
        return known.get(node.id)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = (_value(side, known, depth + 1) for side in (node.left, node.right))
        joined = isinstance(left, str) and isinstance(right, str) and len(left) + len(right) <= _LARGEST
        return left + right if joined else None
    if isinstance(node, ast.Dict):
        keys = [_value(key, known, depth + 1) for key in node.keys]
        texts = [_value(text, known, depth + 1) for text in node.values]
        return dict(zip(keys, texts, strict=True)) if all(isinstance(one, str) for one in (*keys, *texts)) else None
    return None

"""Files in the shape of a checkpoint's encoding/encoding_dsv4.py, in words of our own: their texts are data to be found."""

from __future__ import annotations

from pathlib import Path

TOOLS = (
    "## Tools here\n\nWrite <{dsml_token}tool_calls> to call one; think in {thinking_start_token}...{thinking_end_token} "
    "first. A brace is {{x}}.\n\n{tool_schemas}\n"
)
FORM = "## Form:\n{schema}"
MAX = "Effort: all of it.\nWrite every step – really every one.\n\n"
LATER = {"low": "", "high": MAX, "max": "Effort: more than all.\n\n"}

# Whoever runs one of these files leaves a trace of it.
_TRAP = 'raise SystemExit("executed")\n'
FIRST_RELEASE = f'''"""Encoding."""
from typing import Dict
import json, os
eos_token: str = "<eos>"
VALID = set(json.loads("[1]"))
assistant_msg_template: str = "{{reasoning}}" + eos_token
response_format_template: str = (
    "## Form:\\n"
    "{{schema}}"
)
REASONING_EFFORT_MAX = (
    "Effort: all of it.\\n"
    "Write every step – really every one.\\n\\n"
)
TOOLS_TEMPLATE = {TOOLS!r}

def render(x):
    return TOOLS_TEMPLATE.format(x=x)

{_TRAP}'''
LATER_RELEASE = f"""from typing import Dict
LEVEL = "Effort: "
REASONING_EFFORT_PROMPTS: Dict[str, str] = {{"low": "", "high": {MAX!r}, "max": LEVEL + "more than all." + "\\n\\n"}}
DEFAULT_REASONING_EFFORT = "low"
TOOLS_TEMPLATE = {TOOLS!r}
response_format_template = {FORM!r}
{_TRAP}"""


def write_encoding(folder: Path, source: str = FIRST_RELEASE, name: str = "encoding_dsv4.py") -> Path:
    (folder / "encoding").mkdir(exist_ok=True)
    file = folder / "encoding" / name
    file.write_text(source, encoding="utf-8")
    return file

"""JSON objects from files that somebody else wrote: read whole, or refused in one sentence.

A checkpoint's small files come from anywhere: they can be folders, loops of links, nested a hundred thousand deep, or
hold numbers of five thousand digits. Tests: tests/package/test_json_files.py.
"""

from __future__ import annotations

import json
from pathlib import Path
from stat import S_ISREG
from typing import Any

from dsv4lab.errors import LabError, shown

_LARGEST = 500_000_000  # bytes; the release's largest are 12 MB


def read_object(file: Path, kind: type[LabError]) -> dict[str, Any]:
    """The JSON object in a file; an error of `kind` names the file and what is wrong with it."""
    name = shown(str(file))[1:-1]
    try:
        found = file.stat()
        if not S_ISREG(found.st_mode):  # a folder, or a pipe that would never end
            raise kind(f"{name}: not a file. Fetch it again.")
        if found.st_size > _LARGEST:
            raise kind(f"{name}: {found.st_size:,} bytes are too many for such a file. Fetch it again.")
        values = json.loads(file.read_text(encoding="utf-8"))
    except LabError:  # most of ours are ValueErrors too
        raise
    except FileNotFoundError:
        raise kind(f"{name}: no such file. A checkpoint folder has it beside its shards; check the path.") from None
    except OSError as error:
        raise kind(f"{name}: cannot be read ({error.strerror or error}).") from None
    except RecursionError:
        raise kind(f"{name}: nested too deep. Fetch the file again.") from None
    except ValueError as error:  # not JSON, not UTF-8, a number of thousands of digits
        raise kind(f"{name}: not readable as JSON ({shown(str(error))[1:-1]}). Fetch the file again.") from None
    if not isinstance(values, dict):
        raise kind(f"{name}: holds a {type(values).__name__}, expected one JSON object.")
    return values

"""What a command may meet in a terminal: output that is full or closed, few characters, Ctrl-C, missing parts, mistakes.

Each ends in one line on stderr and an exit code: 2 for what the user can mend, 130 after Ctrl-C, 1 for a mistake of ours.
Surprising: a mistake of ours prints one line too; its traceback lies in the file that the line names.
Tests: tests/package/test_cli.py, tests/package/test_cli_mistakes.py.
"""

from __future__ import annotations

import json
import math
import os
import signal
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn

from dsv4lab.errors import LabError, missing_part

_MOST = 1500  # characters of one message


class OutputError(LabError, OSError):
    """Standard output takes no more."""


def show_what_can_be_shown() -> None:
    """Characters that this terminal does not have become “?” instead of an error."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]


def in_words(command: Callable[..., None]) -> Callable[..., None]:
    """A command that ends in words, whatever happens in it."""

    @wraps(command)
    def run(*arguments: Any, **options: Any) -> None:
        if sys.stdout is None:
            _end(2, "standard output is closed; send it to a file, or to /dev/null.")
        try:
            command(*arguments, **options)
            write("")
        except LabError as error:
            _end(2, str(error))
        except KeyboardInterrupt:
            _end(130, "stopped.")
        except ModuleNotFoundError as error:
            part = missing_part(error)
            if part is None:
                _unexpected(error)
            _end(2, str(part))
        except OSError as error:
            _end(2, f"{error.filename or 'input or output'}: {error.strerror or error}.")
        except Exception as error:
            _unexpected(error)

    return run


def write(text: str) -> None:
    """Print without a line's end, at once; OutputError when it cannot be."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as problem:
        _close_output()
        raise OutputError(f"standard output cannot be written ({problem.strerror}).") from problem


def write_json(value: dict[str, Any]) -> None:
    """One JSON object on one line; numbers that are not finite are null, since JSON has no word for them."""
    unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    write(json.dumps(_finite(value), ensure_ascii=not unicode, allow_nan=False) + "\n")


def note(words: str) -> None:
    """One line on stderr; nothing when there is none."""
    with suppress(OSError, AttributeError):
        print(f"dsv4lab: {_one_line(words)}", file=sys.stderr, flush=True)


def say_in_place(words: str) -> None:
    """One line on stderr, written over the one before; an empty one ends it."""
    with suppress(OSError, AttributeError):
        sys.stderr.write(f"\r\x1b[K{_one_line(words)}" if words else "\n")
        sys.stderr.flush()


@contextmanager
def stops_at_interrupt(stop: Callable[[], None]) -> Iterator[Callable[[], bool]]:
    """Ctrl-C asks to stop after the token that is being worked on; a second one ends at once. Yields whether it did."""
    asked = []

    def ask(*_: object) -> None:
        asked.append(True)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        stop()

    if threading.current_thread() is not threading.main_thread():
        yield lambda: False  # only the main thread is interrupted
        return
    before = signal.signal(signal.SIGINT, ask)
    try:
        yield lambda: bool(asked)
    finally:
        signal.signal(signal.SIGINT, before)


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {str(key): _finite(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(one) for one in value]
    return value


def _one_line(words: str) -> str:
    """Nothing in a message, such as a name from a file, may break the line or command the terminal."""
    line = " ".join(words.split())
    line = "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in line)
    return line if len(line) <= _MOST else line[:_MOST] + " …"


def _end(code: int, words: str) -> NoReturn:
    note(words)
    raise SystemExit(code)


def _close_output() -> None:
    """Python would try to write the rest once more at its end, and fail aloud."""
    with open(os.devnull, "w") as nothing:
        os.dup2(nothing.fileno(), 1)


def _unexpected(error: Exception) -> NoReturn:
    place = traceback.extract_tb(error.__traceback__)[-1]
    words = f"unexpected {type(error).__name__}: {error} ({Path(place.filename).name}, line {place.lineno})."
    with suppress(OSError):
        with tempfile.NamedTemporaryFile("w", prefix="dsv4lab-", suffix=".txt", delete=False, errors="replace") as file:
            traceback.print_exception(error, file=file)
        words += f" This is a mistake of dsv4lab; please report it with {file.name}"
    _end(1, words)

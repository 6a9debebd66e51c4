"""Places on disk: a path as its user meant it, and writing that leaves the old file or the new one, never half of one.

What is being written lies in a hidden sibling of its target, `.NAME.writing-HOST-PID-RANDOM`, and is renamed at the end. The
leftovers of processes that were killed are cleared away by the next writer of the same name; an older version found in
them is put back first.   Surprising: whole() works in a thread of its own, so that Ctrl-C cannot fall between two steps.
Tests: tests/package/test_files.py.
"""

from __future__ import annotations

import errno
import os
import platform
import shutil
import threading
import zlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from dsv4lab.errors import LabError

OLDER = "older"  # in a working folder: what stood under the target's name before
_NAME_BYTES = 150  # of the target's name that a working name repeats; file systems allow 255 in all
_ADVICE = {
    errno.ENOSPC: "The disk is full: free space, or choose another place, then write again.",
    errno.EDQUOT: "Your quota is used up: free space, or choose another place, then write again.",
    errno.EFBIG: "The file would be larger than allowed here; choose another place.",
    errno.EACCES: "You may not do that in this place; choose another one, or change its permissions.",
    errno.EPERM: "You may not do that in this place; choose another one, or change its permissions.",
    errno.EROFS: "This place can only be read; choose another one.",
    errno.ENAMETOOLONG: "The name is too long for this file system; choose a shorter one.",
    errno.ENOTDIR: "A file stands where a folder is needed; choose another path.",
    errno.EISDIR: "This is a folder; give the name of a file in it.",
    errno.ENOENT: "There is no such place (any more); give another path.",
    errno.ELOOP: "The links of this path lead in a circle; give another path.",
}


def full_path(path: Any, error: type[LabError]) -> Path:
    """The absolute path that was meant: "~" is the home folder, and a later change of the working folder changes nothing."""
    if not isinstance(path, (str, os.PathLike)) or not isinstance(os.fspath(path), str):
        raise error(f"{path!r:.80} is a {type(path).__name__}; give a path as text or as a pathlib.Path.")
    text = os.fspath(path)
    if not text or "\0" in text:
        raise error(f"{text!r:.80} is no path; give the name of a file or folder.")
    try:
        return Path(os.path.abspath(Path(text).expanduser()))
    except RuntimeError:
        raise error(f"{text}: there is no such user's home folder; write the path without “~”.") from None
    except OSError:
        raise error(f"{text}: the working folder is gone; change into another one, or give an absolute path.") from None


def told(path: Path, problem: OSError, error: type[LabError], what: str) -> LabError:
    """An OSError as this package's error: the path, what could not be done, the system's reason, what to do."""
    reason = problem.strerror or str(problem) or type(problem).__name__
    advice = _ADVICE.get(problem.errno or 0, "Try again, or choose another place.")
    return error(f"{path}: {what} ({reason}). {advice}")


def check_writable(path: Path, error: type[LabError]) -> None:
    """Refuse, before any work is done, a place where `path` could not be written; nothing is left behind."""
    made = []
    try:
        _exists(path)  # a name that is too long, or a file among its folders
        for folder in reversed(path.parents):
            if not folder.exists():
                folder.mkdir()
                made.append(folder)
        work = _working(path)
        work.mkdir()
        work.rmdir()
    except OSError as problem:
        raise told(path, problem, error, "cannot be written") from None
    finally:
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()


def whole(path: Path, write: Callable[[Path, threading.Event], Path], error: type[LabError]) -> None:
    """Put at `path` what `write` makes: all of it or, if anything goes wrong or is interrupted, what was there before.

    write   gets an empty working folder and an event that is set when it shall give up; returns the finished file or
            folder inside of it
    """
    done, stop = threading.Event(), threading.Event()
    failed: list[BaseException] = []

    def work() -> None:
        try:
            _replace(path, write, stop, error)
        except BaseException as problem:  # handed to the caller, which waits for it
            failed.append(problem)
        finally:
            done.set()

    threading.Thread(target=work, name=f"writing {path.name}").start()
    try:
        done.wait()  # not Thread.join, which Python 3.11 takes for ended after an interrupt
    except BaseException:
        stop.set()
        done.wait()
        raise
    if failed:
        raise failed[0]


def whole_file(path: Path, pieces: Iterable[str], error: type[LabError]) -> None:
    """Write a text file piece by piece; it appears when the last piece is there."""
    work = _working(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        clear_leftovers(path)
        with work.open("w", encoding="utf-8", errors="replace") as file:
            file.writelines(pieces)
        os.replace(work, path)
    except OSError as problem:
        raise told(path, problem, error, "not written") from problem
    finally:
        work.unlink(missing_ok=True)


def _replace(
    path: Path, write: Callable[[Path, threading.Event], Path], stop: threading.Event, error: type[LabError]
) -> None:
    work, older = _working(path), None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        clear_leftovers(path)
        work.mkdir()
        ready = write(work, stop)
        if stop.is_set():
            return
        if path.is_dir():  # a folder cannot be replaced in one step
            older = work / OLDER
            path.rename(older)
        os.replace(ready, path)
    except OSError as problem:
        kept = ""
        if older is not None and older.exists():
            try:
                older.rename(path)
                kept = " What stood there before is there again."
            except OSError:
                kept = f" What stood there before lies in {older}; move it back by hand."
        raise error(f"{told(path, problem, error, 'not written')}{kept}") from problem
    finally:
        if older is None or _exists(path):
            shutil.rmtree(work, ignore_errors=True)


def clear_leftovers(path: Path) -> None:
    """Remove what killed writers of `path` left; if the older version is only there, it goes back to its name."""
    for work in leftovers(path):
        older = work / OLDER
        if older.exists() and not _exists(path):
            older.rename(path)
        if work.is_dir():
            shutil.rmtree(work, ignore_errors=True)
        else:
            work.unlink(missing_ok=True)


def leftovers(path: Path) -> list[Path]:
    """Working folders of processes of this machine that no longer run."""
    stem, found = _stem(path), []
    with suppress(OSError):
        for one in path.parent.iterdir():
            if one.name.startswith(stem):
                host, _, rest = one.name.removeprefix(stem).partition("-")
                process = rest.split("-")[0]
                # The numbers of another machine's processes, on a shared disk, say nothing here.
                if host == _host() and process.isdigit() and not _runs(int(process)):
                    found.append(one)
    return sorted(found)


def _working(path: Path) -> Path:
    return path.with_name(f"{_stem(path)}{_host()}-{os.getpid()}-{os.urandom(3).hex()}")


def _stem(path: Path) -> str:
    name = os.fsencode(path.name)[:_NAME_BYTES].decode("utf-8", errors="ignore")
    return f".{name}.writing-"


def _host() -> str:
    return f"{zlib.crc32(platform.node().encode()):08x}"


def _exists(path: Path) -> bool:
    """Whether something has this name; OSError when that cannot be known, or when the name cannot be had."""
    try:
        path.lstat()
    except FileNotFoundError:
        return False
    return True


def _runs(process: int) -> bool:
    """Whether a process of this number runs, or may run; one that ended and was not yet asked how does not."""
    import psutil

    try:
        return psutil.Process(process).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
    except psutil.AccessDenied:
        return True

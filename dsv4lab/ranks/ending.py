"""How processes that run together end: all of them, for one reason, told once.

The one that fails says why and leaves; the others notice it by what they wait for in vain, or by torchrun's SIGTERM, and
leave in silence. Only when nobody has spoken (a process was killed, or the machine took its memory) does one of the others
say so. What each has begun to write it removes on its way out (writing.py).   Tests: tests/attached/test_ranks.py.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from dsv4lab.errors import LabError, RankError
from dsv4lab.ranks.world import ElsewhereError, World

# What torch.distributed says when another process is gone; it has classes of its own for a part of it only.
_GONE = ("connection closed", "connection reset", "connection refused", "broken pipe", "gloo", "nccl", "socket")
_LET_GO = 0.5  # seconds that a silent process stays: the one that speaks has ended by then, and torchrun names it


class _Terminated(SystemExit):
    """SIGTERM, on its way out of whatever was going on."""


@contextmanager
def ending_together(world: World) -> Iterator[None]:
    """Inside, a process that fails or is interrupted ends, and one word of it is said by all processes together.

    Raises what happened in the process that speaks, and SystemExit in the others.
    """
    if world.size == 1:
        yield
        return
    before = _leave_at_sigterm()
    try:
        yield
    except ElsewhereError:
        raise _silently(2) from None
    except KeyboardInterrupt:
        if not world.first_to_speak():
            raise _silently(130) from None
        _let_speak()
        raise
    except (Exception, _Terminated) as error:
        if not world.first_to_speak():
            raise _silently(2) from None
        _let_speak()
        if isinstance(error, _Terminated) or _another_is_gone(error):
            raise RankError(
                f"one of the {world.size} processes ended without a word (killed, or out of memory; torchrun names it "
                "below), so all ended, and nothing was written of the prompt that was being read. Of more processes, a "
                "shorter prompt or a smaller --capture each takes less memory."
            ) from error
        if isinstance(error, LabError) and not world.first:
            raise RankError(f"rank {world.rank} of {world.size}: {error}") from error
        raise
    if before is not None:
        signal.signal(signal.SIGTERM, before)


def _let_speak() -> None:
    """torchrun must not end this process before its words are out."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.SIG_IGN)


def _silently(code: int) -> SystemExit:
    with suppress(KeyboardInterrupt):
        time.sleep(_LET_GO)
    return SystemExit(code)


def _another_is_gone(error: BaseException | None) -> bool:
    """Whether this error, or one that it was made of, is that of waiting for a process that is no more."""
    while error is not None:
        if isinstance(error, RuntimeError) and any(word in str(error).lower() for word in _GONE):
            return True
        error = error.__cause__ or error.__context__
    return False


def _leave_at_sigterm() -> Any:
    """torchrun sends SIGTERM when another process has failed: this one then takes the way out that an error takes.

    Returns what SIGTERM did before; None where it cannot be asked for, outside of the main thread.
    """
    if threading.current_thread() is not threading.main_thread():
        return None

    def leave(*_: object) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # a second one must not cut the way out off
        raise _Terminated(128 + signal.SIGTERM)

    return signal.signal(signal.SIGTERM, leave)

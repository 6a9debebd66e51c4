"""How far a capture of several prompts is, in one line on rank 0, with the time that is left.

Tests: tests/attached/test_ranks.py.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from dsv4lab.terminal import say_in_place


class Progress:
    """Counts tokens of all prompts; `say` hears a line at most twice a second.

    tokens   of each prompt, those that are to be written behind it included
    """

    def __init__(self, tokens: list[int], say: Callable[[str], None] = say_in_place) -> None:
        self._tokens, self._say = tokens, say
        self._started, self._said = time.monotonic(), 0.0

    def at(self, prompt: int, done: int) -> None:
        """So many tokens of this prompt (from 0) are done, and all prompts before it."""
        now = time.monotonic()
        if now - self._said < 0.5:
            return
        self._said, total = now, sum(self._tokens)
        read = sum(self._tokens[:prompt]) + done
        left = left_text((now - self._started) * (total - read) / read) if read else "time left unknown"
        self._say(f"prompt {prompt + 1} of {len(self._tokens)}, token {read:,} of {total:,}; {left}")

    def end(self) -> None:
        """Nothing more is said in this line."""
        if self._said:
            self._say("")


def left_text(seconds: float) -> str:
    """A time for people.

    >>> from dsv4lab.ranks.progress import left_text
    >>> left_text(12.3), left_text(400), left_text(9000)
    ('12 s left', '7 min left', '2 h 30 min left')
    """
    if seconds < 100:
        return f"{seconds:.0f} s left"
    minutes = round(seconds / 60)
    return f"{minutes} min left" if minutes < 100 else f"{minutes // 60} h {minutes % 60} min left"

"""What a serving engine told about one text, in one form for all of them; and how its numbers are unpacked.

Tests: tests/served/test_from_server.py.
"""

from __future__ import annotations

import base64
import binascii
import io
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from dsv4lab.errors import ServerError, shown


@dataclass
class Answer:
    """One text, of T tokens. The last token was drawn and never read, so nothing passed a layer for it.

    ids       [T], prompt and answer
    logprob   [T] nats that each token had before it came; NaN where it was not told
    top       by position, the likeliest (id, log probability) that were told, likeliest first
    experts   [T - 1, L, K] chosen experts; None if the server does not tell
    picks     [T - 1, indexer layers, k] picked entries, -1 where there is none; None if the server does not tell
    ended     "end marker" or "stopped"
    engine    the server's name and version
    """

    ids: list[int]
    prompt_tokens: int
    logprob: np.ndarray
    experts: np.ndarray | None
    picks: np.ndarray | None = None
    top: dict[int, list[tuple[int, float]]] = field(default_factory=dict)
    ended: str = "stopped"
    engine: str = ""


def plain_int32(text: Any, tokens: int, layers: int, name: str) -> np.ndarray:
    """Base64 of little-endian int32 that has no shape of its own -> [tokens, layers, numbers that are left]."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, TypeError, ValueError):
        raise ServerError(
            f"the server's {name} is {shown(text, 60)}, which is no base64; is it another version?"
        ) from None
    if tokens <= 0 or layers <= 0 or not raw or len(raw) % (4 * tokens * layers):
        raise ServerError(
            f"the server's {name} has {len(raw):,} bytes, which are no whole numbers of 4 bytes for {tokens:,} tokens and "
            f"{layers} layers. Does it serve this checkpoint? Give the one it serves as checkpoint=."
        )
    return np.frombuffer(raw, "<i4").reshape(tokens, layers, -1)


def rows_of(value: Any, name: str) -> np.ndarray:
    """Nested lists, base64 of a .npy file, or {"data", "dtype", "shape"} -> whole numbers [tokens, layers, k]."""
    try:
        if isinstance(value, dict):
            raw = base64.b64decode(value["data"], validate=True)
            array = np.frombuffer(raw, np.dtype(value["dtype"])).reshape(value["shape"])
        elif isinstance(value, str):
            array = np.load(io.BytesIO(base64.b64decode(value, validate=True)), allow_pickle=False)
        else:
            array = np.asarray(value)
    except (binascii.Error, KeyError, TypeError, ValueError, EOFError, OSError):
        raise ServerError(
            f"the server's {name} is {shown(value, 60)}, which is no array; is it another version?"
        ) from None
    if not isinstance(array, np.ndarray) or array.ndim != 3 or array.dtype.kind not in "iu":
        kind = f"{getattr(array, 'dtype', type(array).__name__)} {list(np.shape(array))}"
        raise ServerError(
            f"the server's {name} is {kind}; expected whole numbers [tokens, layers, experts of a token]."
        )
    return array.astype(np.int32)

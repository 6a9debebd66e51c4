"""What to show for a token whose bytes may be part of a character: exact text, or the bytes in hexadecimal.

Byte-level tokenizers split characters; a strip of tokens must neither lose those bytes nor invent a character.
Tests: tests/capture/test_trace.py.
"""

from __future__ import annotations

from dsv4lab.capture.protocols import Readable


def bytes_of(trace: Readable, position: int) -> bytes:
    """UTF-8 bytes of the token at this position; where none were kept, those of ⟨token 123⟩."""
    if trace.has("tokens", "utf8"):
        length = int(trace.values("tokens", "utf8_length")[position])
        if length >= 0:
            return trace.values("tokens", "utf8")[position, :length].tobytes()
    token = int(trace.values("tokens", "id")[position])
    return f"⟨token {token}⟩".encode()


def pieces_of(trace: Readable, start: int, stop: int) -> list[str]:
    """`display` of the tokens from start to stop - 1, their bytes read together."""
    if stop <= start or not trace.has("tokens", "utf8"):
        return [display(bytes_of(trace, position)) for position in range(start, stop)]
    lengths = trace.values("tokens", "utf8_length")[start:stop].tolist()
    rows = trace.values("tokens", "utf8")[start:stop]
    return [
        display(row[:length].tobytes() if length >= 0 else bytes_of(trace, position))
        for position, (length, row) in enumerate(zip(lengths, rows, strict=True), start)
    ]


def display(data: bytes) -> str:
    """Text of a token's bytes; stretches that are not UTF-8 by themselves are shown as hexadecimal in ⟨ ⟩."""
    shown, left = "", b""
    while data:
        try:
            text, bad = data.decode("utf-8"), b""
            data = b""
        except UnicodeDecodeError as error:
            text, bad, data = data[: error.start].decode("utf-8"), data[error.start : error.end], data[error.end :]
        if text and left:
            shown, left = shown + f"⟨{left.hex(' ').upper()}⟩", b""
        shown, left = shown + text, left + bad
    return shown + (f"⟨{left.hex(' ').upper()}⟩" if left else "")

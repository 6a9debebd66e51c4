"""Arrays as the bytes a page reads: C order, little-endian, no lists of numbers.   Tests: tests/widgets/test_views.py."""

from __future__ import annotations

from typing import Any

import numpy as np

from dsv4lab.widgets.codes import NO_CODE, NO_SHARE, QUANTISED, SHARE_STEPS


def pack(values: Any, dtype: str) -> bytes:
    """Array -> bytes of a dtype a page can read (C order)."""
    return np.ascontiguousarray(values, dtype=dtype).tobytes()


def pack_text(pieces: list[str]) -> dict[str, bytes]:
    """Strings -> {"utf8", "lengths"}: all bytes in a row, and 16-bit lengths."""
    encoded = [piece.encode("utf-8") for piece in pieces]
    return {"utf8": b"".join(encoded), "lengths": pack([len(piece) for piece in encoded], "<u2")}


def pack_shares(values: np.ndarray) -> bytes:
    """Numbers in 0..1 -> two bytes each, in steps of 0.0001; 65535 where there is no number."""
    codes = np.rint(np.clip(np.nan_to_num(values), 0, 1) * SHARE_STEPS).astype(np.uint16)
    return pack(np.where(np.isnan(values), NO_SHARE, codes), "<u2")


def quantise(values: np.ndarray, low: float, high: float) -> bytes:
    """Floats -> one byte each: 0..254 over low..high, 255 where there is no number."""
    span = high - low if high > low else 1.0
    codes = np.clip(np.nan_to_num((values - low) / span, nan=0.0) * QUANTISED, 0, QUANTISED).astype(np.uint8)
    return np.where(np.isnan(values), np.uint8(NO_CODE), codes).astype(np.uint8).tobytes()

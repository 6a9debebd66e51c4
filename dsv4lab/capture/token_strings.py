"""The strings of the token ids that a trace names, learned while it grows, so that it can be read without a tokenizer.

Tests: tests/capture/test_trace.py, tests/generation/test_session.py.
"""

from __future__ import annotations

import numpy as np

from dsv4lab.capture.pieces import display
from dsv4lab.capture.protocols import Rows
from dsv4lab.capture.registry import GROUPS
from dsv4lab.text import Tokenizer


def learn_strings(rows: Rows, tokenizer: Tokenizer | None, start: int, stop: int, groups: list[str]) -> None:
    """Spell every token id that these groups name in rows start to stop of "token", into `run["token_strings"]`."""
    if tokenizer is None:
        return
    known, arrays = rows.run.setdefault("token_strings", {}), rows.arrays
    met = [
        arrays[group][name][(slice(None),) * variable.dims.index("token") + (slice(start, stop),)]
        for group in groups
        for name, variable in GROUPS[group].variables.items()
        if variable.ids in ("token", "vocabulary") and name in arrays[group]
    ]
    for token_id in np.unique(np.concatenate([np.empty(0, np.int32), *(array.ravel() for array in met)])).tolist():
        if token_id >= 0 and str(token_id) not in known:
            known[str(token_id)] = display(tokenizer.token_bytes(token_id))

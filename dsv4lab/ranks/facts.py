"""What a run over several processes says of itself as a whole, joined from what each of them knows.

Checks and spelled tokens are of the groups that a process keeps, so they are put together; tokens, the cache and the time
are the same in all, so rank 0's are taken and nothing is added up.   Tests: tests/attached/test_ranks.py.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from torch import Tensor

from dsv4lab.capture.trace_writer import TraceWriter
from dsv4lab.errors import RankError
from dsv4lab.ranks.shares import TOKENS
from dsv4lab.ranks.world import World

# By how much the last logits of two processes may differ, as a share of the largest: some units in the last place of what
# the model computes in. Equal processors give equal bits; unequal ones sum in other orders.
_APART = {"float32": 1e-5, "bfloat16": 2e-2}


def joined_facts(world: World, writer: TraceWriter, logits: Tensor) -> dict[str, Any]:
    """Facts of the run that take every process, the same in all; logits [..., V] are those after the last token.

    Raises RankError where two processes wrote different tokens: their parts would not be of one text.
    """
    run = writer.run
    ids = writer.arrays[TOKENS]["id"][: writer.length].tolist()
    last = logits.float().cpu().numpy().ravel()
    every = world.exchange((ids, last, run["checks"], run.get("token_strings", {}), run["cost"]["capture_seconds"]))
    all_ids, all_last, all_checks, all_strings, seconds = zip(*every, strict=True)
    for rank, theirs in enumerate(all_ids):
        if theirs != all_ids[0]:
            at = next((i for i, (a, b) in enumerate(zip(theirs, all_ids[0], strict=False)) if a != b), 0)
            raise RankError(
                f"rank {rank} wrote another token {at} than rank 0, so their parts are not of one text. Run all processes "
                "on equal machines, or with --dtype float32."
            )
    largest = max(1.0, float(np.abs(all_last[0]).max()))
    apart = max(float(np.abs(theirs - all_last[0]).max()) for theirs in all_last) / largest
    limit = _APART[run["dtype"]]
    agreed = {"every process computed the same": {"ok": apart <= limit, "worst": apart, "limit": limit}}
    facts: dict[str, Any] = {
        "checks": _together(all_checks) | agreed, "cost": run["cost"] | {"capture_seconds": max(seconds)}
    }  # fmt: skip
    strings = _together(all_strings)
    return facts | ({"token_strings": strings} if strings else {})


def _together(parts: tuple[dict[str, Any], ...]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for part in parts:
        out |= part
    return out

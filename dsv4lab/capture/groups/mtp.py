"""The group mtp: what the multi-token-prediction block proposed for every token before it came, and whether it was right.

Section 2.1 of the report: the streams of token i - 1 with token i propose token i + 1.
Tests: tests/capture/test_trace_invariants.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from dsv4lab.capture.group import F32, I8, I32, Group, Table, variable
from dsv4lab.capture.groups.tokens import Tokens
from dsv4lab.capture.passes import LatePass, ReadOut, RecordedPass, put_now
from dsv4lab.capture.protocols import Options, Put, Rows
from dsv4lab.config import Config

if TYPE_CHECKING:
    from torch import Tensor


class Mtp(Group):
    name = "mtp"
    variables: ClassVar[Table] = {
        "id": variable(
            "token", I32, "token that the draft (MTP) block proposed for this position; -1 where it could not yet",
            ids="vocabulary", ahead=True,
        ),
        "id_logprob": variable("token", F32, "log probability the draft gave its proposal", unit="nats", ahead=True),
        "agree": variable("token", I8, "1 if the proposal is the token that came, else 0", ids="flag"),
    }  # fmt: skip

    def missing(self, config: Config) -> str:
        return "" if config.num_nextn_predict_layers else "this model has no draft block"

    def decoder(self, layers: Sequence[int], options: Options) -> dict[str, Any]:
        return {"mtp": True}

    def write_read_out(self, p: RecordedPass, out: ReadOut) -> None:
        if out.rows.mtp:
            found = out.mtp
            _store(p.rows, out.positions + 1, found.ids[:, 0], found.values[:, 0] - found.log_sum, p.put)

    def finish(self, p: RecordedPass) -> None:
        _judge(p.rows, p.tokens)

    def write_late(self, p: LatePass) -> None:
        import torch

        known = p.streams[:, :-1] if p.before is None else torch.cat((p.before, p.streams[:, :-1]), 1)
        count = known.shape[1]
        if not count:
            return
        stop = p.start + len(p.ids)
        first = stop - count  # the first token that is paired with the streams before it
        paired = torch.tensor([p.ids[-count:]], device=p.streams.device)
        logits, _ = p.model.draft(known, paired, p.cache, start=first - 1)
        best, proposed = logits[0].max(-1)
        _store(p.rows, np.arange(first + 1, stop + 1), proposed, best - logits[0].logsumexp(-1))
        _judge(p.rows, slice(first, stop))


def _store(rows: Rows, positions: np.ndarray, ids: Tensor, logprobs: Tensor, put: Put = put_now) -> None:
    """Proposals [T] for the tokens at these positions, of which the last may not have come yet."""
    arrays, room = rows.arrays[Mtp.name], int((positions < rows.capacity).sum())
    put(arrays["id"], positions[:room], ids[:room])
    put(arrays["id_logprob"], positions[:room], logprobs[:room])


def _judge(rows: Rows, tokens: slice) -> None:
    """Whether the proposals for these tokens, which have come, were right; -1 where there was none."""
    arrays, came = rows.arrays[Mtp.name], rows.arrays[Tokens.name]["id"][tokens]
    arrays["agree"][tokens] = np.where(arrays["id"][tokens] < 0, -1, arrays["id"][tokens] == came)

"""The group logits: all logits for the token after each one; only when asked for, since a vocabulary is large.

Section 2.1 of the report (the head).   Tests: tests/capture/test_trace_invariants.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from dsv4lab.capture.group import F32, Group, Table, variable
from dsv4lab.capture.passes import ReadOut, RecordedPass
from dsv4lab.capture.point import STEPS, Point
from dsv4lab.capture.protocols import Options
from dsv4lab.config import Config


class Logits(Group):
    name = "logits"
    standard = False
    drop = 0
    variables: ClassVar[Table] = {
        "value": variable("token vocabulary", F32, "all logits for the token after this one (only when asked for)"),
    }
    # The other recorders are handed them with every pass.
    points = (Point("logits", "B T V", "float32", "logits of the next token", "section 2.1", recorders=(STEPS,)),)

    def sizes(self, config: Config, tokens: int, layers: Sequence[int], options: Options) -> dict[str, int]:
        return {"vocabulary": config.vocab_size}

    def write(self, p: RecordedPass) -> None:
        if "logits" in p.values:
            p.put(p.rows.arrays[self.name]["value"], p.tokens, p.values["logits"][0])

    def write_read_out(self, p: RecordedPass, out: ReadOut) -> None:
        if out.logits is not None:
            p.put(p.rows.arrays[self.name]["value"], out.positions, out.logits)

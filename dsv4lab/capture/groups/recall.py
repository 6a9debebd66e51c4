"""The group recall: how much of full attention the indexer's picks cover, on a few probe queries, measured after a run.

Sections 2.3 of the report; CSA layers only. It is measured by dsv4lab/probes/indexer_recall.py.
Tests: tests/probes/test_indexer_recall.py.
"""

from __future__ import annotations

from typing import ClassVar

from dsv4lab.capture.group import F32, I32, Group, Table, variable
from dsv4lab.config import Config


class Recall(Group):
    name = "recall"
    derived = True
    variables: ClassVar[Table] = {
        "position": variable("probe", I32, "token position of each probe query", ids="position"),
        "entries": variable("layer probe head", F32, "attention on all complete entries if every one of them were read"),
        "picked": variable("layer probe head", F32, "the part of it on the entries that the indexer picked"),
        "window": variable("layer probe head", F32, "attention on the window in the same softmax"),
        "sink": variable("layer probe head", F32, "attention on the sink; with window and entries it sums to one"),
    }  # fmt: skip

    def layers(self, config: Config) -> list[int]:
        return config.picking_layers

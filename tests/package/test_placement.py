"""Where weights go follows from their bytes and what is free, and is told before anything is read."""

from __future__ import annotations

import pytest
import torch

from dsv4lab.errors import RoomError
from dsv4lab.placement import ROOM, choose

CPU = torch.device("cpu")
GB = 10**9
STORED = {"embed.weight": GB, "head.weight": GB, "norm.weight": 1, "mtp.0.attn.sink": 1} | {
    f"layers.{i}.ffn.experts.w1": 10 * GB for i in range(4)
}


def chosen(wanted: str, *free: int):
    return choose(wanted, STORED, 4, [CPU] * len(free), [size * GB for size in free], "some")


def test_one_device_is_taken_where_a_text_fits_beside_the_weights():
    assert chosen("auto", 60, 60).way == "resident"
    assert chosen("auto", 43).way == "resident", "where there is no other, without room as well"
    assert chosen("auto", 45, 60).way == "split" and ROOM > 3 * GB
    assert chosen("split", 60, 60).way == "split" and chosen("resident", 45, 60).way == "resident"


def test_what_fits_nowhere_passes_through_a_layer_at_a_time():
    plan = chosen("auto", 35)
    assert plan.way == "streamed" and plan.held == (32 * GB + 2,), "what is outside of the layers, and three of them"
    assert chosen("auto", 45).way == "resident" and chosen("streamed", 45, 45).way == "streamed"
    assert chosen("auto", 35, 35).way == "split", "over several is faster"


def test_the_plan_says_what_lies_where():
    plan = chosen("split", 30, 30)
    assert [list(stage.layers) for stage in plan.stages] == [[0, 1], [2, 3]]
    assert plan.held[0] == 21 * GB and plan.held[1] == 22 * GB + 2, "drafts have the embedding where the head is"
    assert str(plan) == (
        "split: cpu: layers 0 to 1, embedding, 21.0 GB of 30.0 GB that are free; "
        "cpu: layers 2 to 3, head, 22.0 GB of 30.0 GB that are free"
    )
    assert [len(stage.layers) for stage in chosen("split", 12, 40).stages] == [1, 3]


def test_what_does_not_fit_is_refused_with_the_bytes_and_what_else_there_is():
    with pytest.raises(
        RoomError, match=r"some has 42.0 GB .*'resident' needs 42.0 GB for cpu, where 30.0 GB are free"
    ) as met:
        chosen("resident", 30, 30)
    assert "placement='split' or layers=range(k)" in str(met.value)
    with pytest.raises(RoomError, match=r"'split' needs 21.0 GB for cpu.* and 22.0 GB for cpu"):
        chosen("split", 15, 15)
    with pytest.raises(RoomError, match="'resident' needs"):
        chosen("auto", 20)

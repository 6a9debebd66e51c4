"""Where weights go follows from their bytes and what is free, and is told before anything is read."""

from __future__ import annotations

import pytest
import torch

from dsv4lab.errors import LabError, RoomError
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


def offloaded(wanted: str, free: int, host: int, hot: int | None = None):
    return choose(
        wanted, STORED, 4, [CPU], [free * GB], "some", experts=100, host_free=host * GB, hot=hot
    )  # fmt: skip


def test_experts_that_do_not_fit_go_to_main_memory_where_there_is_room():
    plan = offloaded("auto", 35, 60)
    assert plan.way == "offload" and 0 < plan.hot < 100 and plan.fits
    assert plan.held[0] + ROOM <= 35 * GB < plan.held[0] + ROOM + 4 * GB / 10 + GB, "as many as leave room for a text"
    assert (100 - plan.hot) * 4 * GB // 10 < plan.host < (100 - plan.hot + 10) * 4 * GB // 10
    assert offloaded("auto", 43, 60).way == "resident", "what fits is left there"
    assert offloaded("auto", 35, 5).way == "streamed", "where main memory is short as well"
    assert offloaded("offload", 60, 5).hot == 100 and offloaded("offload", 60, 60, hot=40).hot == 40
    few = offloaded("offload", 35, 60, hot=20)
    assert few.held < plan.held and few.host > plan.host
    assert str(few).endswith(
        "20 of 100 experts of each layer there, the others in 33.6 GB of 60.0 GB of main memory that are free"
    )


def test_what_main_memory_has_no_room_for_is_refused_with_both_numbers():
    with pytest.raises(
        RoomError, match=r"needs 33.6 GB of main memory, where 5.0 GB are free.*'streamed' or layers=range"
    ):
        offloaded("offload", 35, 5, hot=20)
    with pytest.raises(RoomError, match=r"'offload' needs 42.0 GB for cpu, where 35.0 GB are free"):
        offloaded("offload", 35, 60, hot=100)
    with pytest.raises(LabError, match="experts_on_device=101 cannot be: a layer of some has 100 experts"):
        offloaded("offload", 35, 60, hot=101)


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

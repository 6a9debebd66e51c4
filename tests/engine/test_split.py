"""A model split over devices is the same model: every logit, token and captured array, bit for bit.

Without GPUs the devices are several times the CPU, with positions, frames, rings and hand-overs of their own.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from engine_models import THREE as TRUNK
from engine_models import two_texts
from kernel_device import DEVICE
from small_model import small_model, some_ids

from dsv4lab.capture.plan import Plan
from dsv4lab.engine.batch import continue_texts
from dsv4lab.engine.build_weights import build, from_model
from dsv4lab.engine.engine import Engine
from dsv4lab.engine.stages import Stage, deal, on
from dsv4lab.errors import DeviceMemoryError, LabError
from dsv4lab.session import Session

pytestmark = pytest.mark.usefixtures("large_blocks")

THREE = TRUNK.replace(num_nextn_predict_layers=1)
PROMPT = some_ids(9)[0].tolist()
NEW = 5


def devices(count: int) -> list[torch.device]:
    """GPUs in turn where there are some; otherwise the CPU, several times."""
    if DEVICE == "cpu":
        return [torch.device("cpu")] * count
    return [torch.device("cuda", i % torch.cuda.device_count()) for i in range(count)]


def split_over(count: int) -> Engine:
    """THREE with its three layers over so many stages, every weight where its stage is."""
    model = small_model(THREE).to(DEVICE)
    stages = deal([1] * 3, devices(count), [8] * count)
    place = {f"layers.{i}": stage.device for stage in stages for i in stage.layers} | {"embed.weight": stages[0].device}
    state = model.state_dict()

    def read(name: str) -> torch.Tensor:
        return state[name].to(place.get(".".join(name.split(".")[:2]), stages[-1].device))

    engine = Engine(build(THREE, state["embed.weight"].dtype, read, stages))
    engine.chunk = 5
    return engine


@pytest.fixture(scope="module")
def engines():
    resident = Engine(from_model(small_model(THREE).to(DEVICE)))
    resident.chunk = 5
    return resident, split_over(2)


def written(engine: Engine, capture, **settings):
    session = Session(engine)
    return session, session.generate(PROMPT, **({"max_new_tokens": NEW, "seed": 4, "capture": capture} | settings))


def assert_same_bits(mine, theirs) -> None:
    assert mine.values("tokens", "id").tolist() == theirs.values("tokens", "id").tolist()
    assert mine.groups == theirs.groups and "attention" in mine.groups
    for group in theirs.groups:
        for name in theirs.variables(group):
            np.testing.assert_array_equal(
                mine.values(group, name), theirs.values(group, name), err_msg=f"{group} {name}"
            )


def test_a_split_model_writes_the_same_trace_bit_for_bit(engines):
    resident, split = engines
    plan = Plan(groups=Plan.of("all").groups, vectors=(-1, 1), stream_lens=True)
    _, whole = written(resident, plan)
    session, mine = written(split, plan)
    assert_same_bits(mine, whole)
    # Every stage has its own length on its device, and all of them agree with the text's.
    assert [p.item() for p in session.cache.positions] == [len(mine)] * 2
    # A branch reads again through both; a longer text takes both stages' caches over.
    twin = session.branch(11)
    steps = [step.id for step in twin.resume(max_new_tokens=6)]
    assert steps[:3] == whole.values("tokens", "id")[11:14].tolist()


def test_logits_and_points_of_a_split_are_the_models(engines):
    resident, split = engines
    ids = some_ids(11).to(DEVICE)
    assert torch.equal(split(ids).cpu(), resident(ids).cpu())
    names = [
        "streams.embedding",
        "streams.0",
        "streams.2",
        "layers.0.ffn.routing.weights",
        "layers.1.attn.indexer.picks",
    ]
    theirs = resident.read_points(ids[:, :5], names)
    for name, value in split.read_points(ids[:, :5], names).items():
        assert torch.equal(value.cpu(), theirs[name].cpu()), name


def test_three_devices_continue_two_texts_like_one(engines):
    resident, ids = engines[0], two_texts(5)
    assert continue_texts(split_over(3), ids, 3).tolist() == continue_texts(resident, ids, 3).tolist()


def test_a_stage_without_room_for_a_text_is_refused_by_its_device(engines, monkeypatch):
    split = engines[1]
    need = [split.need(30, 1, split.chunk, stage) for stage in range(2)]
    assert sum(need) > max(need) > 0
    monkeypatch.setattr(split, "free_bytes", lambda stage: need[stage] - (stage == 1))
    with pytest.raises(DeviceMemoryError, match="30 tokens need about"):
        split.new_cache(30)
    monkeypatch.setattr(split, "free_bytes", lambda stage: need[stage])
    assert split.new_cache(30).capacity == 30


def test_layers_are_dealt_out_so_that_the_fullest_is_as_little_full_as_it_can_be():
    cpu = torch.device("cpu")
    two = [cpu, cpu]
    assert [list(stage.layers) for stage in deal([1] * 6, two, [10, 10])] == [[0, 1, 2], [3, 4, 5]]
    assert [list(stage.layers) for stage in deal([1] * 6, two, [10, 5])] == [[0, 1, 2, 3], [4, 5]]
    assert [len(stage.layers) for stage in deal([1] * 6, two, [10, 10], first=2)] == [2, 4]
    assert [len(stage.layers) for stage in deal([1] * 6, two, [10, 10], last=4)] == [5, 1]
    assert deal([7, 7], [cpu] * 4, [9] * 4) == (Stage(cpu, range(1)), Stage(cpu, range(1, 2))), "no stage is empty"
    with pytest.raises(LabError, match="there is none"):
        deal([1], [], [])
    with on(cpu):
        pass


def test_bytes_of_the_stages_are_those_of_the_model(engines):
    resident, split = engines[0].weights, engines[1].weights
    embed = split.embed.nbytes if DEVICE == "cuda" and torch.cuda.device_count() > 1 else 0
    assert split.bytes_of(0) + split.bytes_of(1) - (embed or split.embed.nbytes) == resident.bytes()
    assert replace(resident).stages == resident.stages

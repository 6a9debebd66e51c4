"""dsv4lab/training/plan.py, memory.py: the stages of a preset, what moves inside of them, and what they weigh."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from small_run import PRESET

from dsv4lab.errors import ConfigError
from dsv4lab.training.memory import BLOCK_BYTES, Shape, attention_bytes, query_blocks, step_bytes
from dsv4lab.training.plan import moment, picks_at, stages
from dsv4lab.training.presets import PRESETS

TINY = PRESETS["tiny"]


def test_a_preset_without_a_plan_of_its_own_is_one_stage() -> None:
    (only,) = stages(PRESETS["shipped"])
    assert (only.begin, only.end, only.rows, only.length, only.gathered) == (0.0, 1.0, 32, 1024, False)


def test_rows_grow_and_a_step_s_tokens_stay() -> None:
    plan = replace(PRESETS["shipped"], longer=((0.8, 2048), (0.9, 16384)))
    assert [(s.begin, s.end, s.rows, s.length, s.gathered) for s in stages(plan)] == [
        (0.0, 0.8, 32, 1024, False), (0.8, 0.9, 16, 2048, True), (0.9, 1.0, 2, 16384, True),
    ]  # fmt: skip
    assert not any(stage.gathered for stage in stages(replace(plan, gather=False)))
    assert {stage.tokens for stage in stages(plan)} == {32768}


@pytest.mark.parametrize("preset", [TINY, PRESET, *PRESETS.values()])
def test_stages_leave_no_gap_and_gather_only_while_picks_count(preset) -> None:
    found = stages(preset)
    assert (found[0].begin, found[-1].end) == (0.0, 1.0)
    assert all(before.end == after.begin for before, after in pairwise(found))
    for stage in found:
        assert not stage.gathered or moment(preset, stage.begin, 500).sparse
        for part in range(11):
            progress = stage.begin + (stage.end - stage.begin) * part / 10.001
            assert moment(preset, progress, 500).picks <= stage.most_picks


def test_the_indexers_learn_with_all_then_alone_then_with_picks_that_fall() -> None:
    plan = replace(
        PRESETS["shipped"], indexers_alone_from=0.1, sparse_from=0.2, picks_first=128, picks_until=0.6, decay_from=0.7
    )
    found = [moment(plan, progress, 500) for progress in (0.05, 0.15, 0.2, 0.4, 0.6, 0.9)]
    assert all(now.unpicked for now in found)
    assert [now.sparse for now in found] == [False, False, True, True, True, True]
    assert [now.rate > 0 for now in found] == [True] * 6
    assert [now.trunk_rate == now.rate for now in found] == [True, False, True, True, True, True]
    assert found[1].trunk_rate == 0
    assert [now.picks for now in found] == [128, 128, 128, 64, 32, 32]  # halved twice, by equal factors


def test_entries_that_nobody_picks_come_when_the_plan_says() -> None:
    plan = replace(PRESETS["shipped"], unpicked_from=0.5)
    assert [moment(plan, progress, 500).unpicked for progress in (0.0, 0.49, 0.5, 1.0)] == [False, False, True, True]


def test_picks_are_the_configuration_s_where_nothing_else_is_planned() -> None:
    assert {picks_at(PRESETS["shipped"], progress / 10) for progress in range(11)} == {32}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"longer": ((0.5, 1000),)}, "no multiple"),
        ({"longer": ((0.5, 16),)}, "window and of every compression rate"),
        ({"longer": ((0.5, 32768),)}, "do not fit the context"),
        ({"longer": ((0.5, 2048), (0.4, 4096))}, "begins rise"),
        ({"longer": ((0.0, 2048),)}, "begins rise"),
        ({"decay_from": 1.0}, "decay_from"),
        ({"picks_first": 8}, "picks only fall"),
        ({"muon_momentum": 1.0}, "muon_momentum"),
    ],
)
def test_plans_that_no_run_could_follow_are_refused(changes: dict, words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        stages(replace(PRESETS["shipped"], **changes))


def test_what_attention_weighs_grows_with_entries_unless_they_are_picked() -> None:
    config = PRESETS["shipped"].config
    csa, hca = config.kind_of(2), config.kind_of(3)
    short, long = Shape(32, 1024, 32), Shape(2, 16384, 32)
    dense = [attention_bytes(config, csa, shape, gathered=False) for shape in (short, long)]
    picked = [attention_bytes(config, csa, shape, gathered=True) for shape in (short, long)]
    assert dense[1] > 10 * dense[0]
    assert picked[1] < 1.3 * picked[0] < dense[1] / 10  # only choosing, one block at a time, grows a little
    # HCA: 512 entries for each of 8 heads of 32,768 queries, ten bytes each, are 1.34 GB.
    window = attention_bytes(config, config.kind_of(0), long, gathered=False)
    assert attention_bytes(config, hca, long, gathered=False) - window == 32768 * 8 * 512 * 10
    blocks = query_blocks(config, hca, long)
    assert (blocks, query_blocks(config, hca, short)) == (4, 1)
    assert attention_bytes(config, hca, long, gathered=False, blocks=blocks) - window <= BLOCK_BYTES
    # Eight layers and the draft block at 16,384 tokens a row: a tenth of what one GPU of 80 GB holds, dense more than all.
    assert 8e9 < step_bytes(config, long, gathered=True) < 10e9
    assert step_bytes(config, long, gathered=False) > 100e9

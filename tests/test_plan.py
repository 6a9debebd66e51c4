"""Plans: estimates equal what is allocated, too-large captures are thinned or refused with ways out."""

from __future__ import annotations

import pytest
from small_model import CONFIG, small_model, some_ids

from dsv4lab.capture.plan import ALL, STANDARD, Plan, layout_of
from dsv4lab.capture.trace_writer import TraceWriter
from dsv4lab.config import FLASH
from dsv4lab.errors import CaptureError
from dsv4lab.session import Session


@pytest.mark.parametrize("plan", [Plan(), Plan(groups=ALL, vectors=(2,)), Plan(prompt_queries=7), Plan(layers=(1, 4))])
def test_the_estimate_is_what_a_writer_allocates(plan):
    layout = layout_of(plan, CONFIG, 100, 20)
    writer = TraceWriter(layout.groups, layout.sizes, layout.layers, layout.capacity, {"model": CONFIG.to_dict()})
    allocated = {group: sum(a.nbytes for a in arrays.values()) for group, arrays in writer.arrays.items()}
    assert plan.estimate(CONFIG, 100, 20).groups == allocated


def test_sizes_of_the_released_model_match_a_count_by_hand():
    estimate = Plan(groups=("attention", "mixing")).estimate(FLASH, 8192, 0)
    mixing = 43 * 2 * 8192 * (4 + 4 + 16 + 16 + 1) * 4  # pre, post, comb, its logits, error; float32
    assert estimate.groups["mixing"] == mixing
    # 64 heads x (128 + 512) places x (zone 1 + key 4 + weight 4 bytes), and four statistics per head
    assert estimate.groups["attention"] == 43 * 8192 * 64 * (640 * 9 + 16)


def test_a_plan_over_its_budget_is_refused_with_two_ways_to_fit():
    plan = Plan(budget=200_000_000)
    with pytest.raises(
        CaptureError, match=r"GB for 8,192 tokens .*attention.*budget is 200 MB.*fits with .* or "
    ) as error:
        plan.fit(FLASH, 8192, 0, reduce=False)
    assert "Plan(budget=bytes)" in str(error.value)


def test_a_named_capture_is_thinned_until_it_fits():
    plan = Plan(budget=1_500_000)
    fitted = plan.fit(CONFIG, 300, 20, reduce=True)
    assert fitted.estimate(CONFIG, 300, 20).total <= 1_500_000 < plan.estimate(CONFIG, 300, 20).total
    assert fitted.prompt_queries > 1 and fitted.groups == STANDARD


def test_sampled_queries_keep_their_true_positions():
    trace = Session(small_model()).generate(
        some_ids(40)[0].tolist(), max_new_tokens=6, capture=Plan(groups=("attention", "indexer"), prompt_queries=16)
    )
    assert trace["attention"]["query"].values.tolist() == [0, 16, 32, 39, 40, 41, 42, 43, 44, 45]
    full = Session(small_model()).generate(some_ids(40)[0].tolist(), max_new_tokens=6, capture="attention")
    for position in (16, 39, 44):
        sampled = trace["attention"].mass_sink.sel(query=position).values
        assert abs(sampled - full["attention"].mass_sink.sel(query=position).values).max() < 1e-6
    assert trace.run["plan"]["prompt_queries"] == 16

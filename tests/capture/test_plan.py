"""Plans: estimates equal what is allocated, too-large captures are thinned or refused with ways out."""

from __future__ import annotations

import pytest
from small_model import CONFIG, small_model, some_ids

from dsv4lab.capture.plan import ALL, STANDARD, Plan, layout_of
from dsv4lab.capture.trace_writer import TraceWriter
from dsv4lab.config import FLASH
from dsv4lab.errors import CaptureError
from dsv4lab.session import Session


@pytest.mark.parametrize("csa_rate", [2, 3, 4, 7, 100])
@pytest.mark.parametrize("plan", [Plan(), Plan(groups=ALL, vectors=(2,)), Plan(prompt_queries=7), Plan(layers=(1, 4))])
def test_the_estimate_is_what_a_writer_allocates(plan, csa_rate):
    config = CONFIG.replace(csa_rate=csa_rate, hca_rate=max(8, csa_rate))
    layout = layout_of(plan, config, 100, 20)
    writer = TraceWriter(layout.groups, layout.sizes, layout.layers, layout.capacity, {"model": config.to_dict()})
    allocated = {group: sum(a.nbytes for a in arrays.values()) for group, arrays in writer.arrays.items()}
    assert plan.estimate(config, 100, 20, beside=0).groups == allocated


def test_what_is_kept_for_branching_is_counted_before_and_after():
    session = Session(small_model())
    trace = session.generate(some_ids(40)[0].tolist(), max_new_tokens=10, capture=None)
    estimated, held = trace.run["estimate"]["branching"], trace.run["cost"]["branching_bytes"]
    # A buffer that grows doubles; the estimate counts rows.
    assert held / 2 <= estimated <= held == session.cache.history_bytes()
    small = Plan(budget=1)
    with pytest.raises(CaptureError, match="branching"):
        session.generate([1, 2], max_new_tokens=1, capture=small)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (dict(groups=("indexer",), layers=(2,)), r"indexer would be empty: of layers=\(2,\).*\[1, 3, 5\]"),
        (dict(groups=("routing", "compressor"), layers=(0,)), r"compressor would be empty"),
        (dict(vectors=(99,)), r"vectors \[99\]; this model has 0 to 5"),
        (dict(layers=(-2,)), r"layers \[-2\]"),
        (dict(layers=(-1,)), r"routing would be empty"),
        (dict(layers=()), r"no layer"),
        (dict(layers=(1,), vectors=(2,)), r"vectors names the layers \[2\]"),
    ],
)
def test_a_plan_that_would_leave_something_out_in_silence_is_refused(settings, words):
    with pytest.raises(CaptureError, match=words):
        Session(small_model()).generate([1, 2, 3], max_new_tokens=1, capture=Plan(**settings))


def test_usual_selections_leave_out_what_a_model_has_not_and_name_it():
    config = CONFIG.replace(layer_kinds=("sliding",) * 6, num_nextn_predict_layers=0)
    plan = Plan()
    assert set(plan.left_out(config)) == {"indexer", "compressor", "mtp"}
    trace = Session(small_model(config)).generate([1, 2, 3], max_new_tokens=1)
    assert not {"indexer", "compressor", "mtp"} & set(trace.groups) and "attention" in trace.groups
    with pytest.raises(CaptureError, match="mtp would be empty: this model has no draft block"):
        Session(small_model(config)).generate([1, 2, 3], capture=["mtp"])
    assert Plan(groups=("streams", "lens"), layers=(-1,)).left_out(config) == {}


@pytest.mark.parametrize(
    "settings",
    [
        dict(groups=5), dict(groups=(1,)), dict(groups=None), dict(layers=("1",)), dict(layers=2.5), dict(layers=(1.0,)),
        dict(layers=(True,)), dict(vectors=None), dict(vectors=("a",)), dict(prompt_queries=2.5), dict(prompt_queries=0),
        dict(prompt_queries="2"), dict(prompt_queries=True), dict(budget="1"), dict(budget=-1), dict(budget=float("nan")),
        dict(groups=("lens",), vectors=(1,)),
    ],
)  # fmt: skip
def test_values_of_a_wrong_kind_are_refused_by_name(settings):
    with pytest.raises(CaptureError, match=next(iter(settings)) if "lens" not in str(settings) else "vectors"):
        Plan(**settings)


def test_values_as_people_write_them():
    import numpy as np

    assert Plan(groups="routing").groups == ("routing",) and Plan(layers=[np.int64(2)]).layers == (2,)
    assert Plan(layers=range(3)).layers == (0, 1, 2)
    for wrong in (5, 2.5, [1], {"a": 1}.values(), b"routing", ["routing", 3]):
        with pytest.raises(CaptureError, match="capture"):
            Plan.of(wrong)


def test_sizes_of_the_released_model_match_a_count_by_hand():
    estimate = Plan(groups=("attention", "mixing")).estimate(FLASH, 8192, 0)
    mixing = 43 * 2 * 8192 * (4 + 4 + 16 + 16 + 1) * 4  # pre, post, comb, its logits, error; float32
    assert estimate.groups["mixing"] == mixing
    # 128 + 512 places x (zone 1 + key 4 bytes, once, and weight 4 for each of 64 heads), and four statistics per head
    assert estimate.groups["attention"] == 43 * 8192 * (640 * (5 + 64 * 4) + 64 * 16)


def test_a_plan_over_its_budget_is_refused_with_two_ways_to_fit():
    plan = Plan(budget=200_000_000)
    with pytest.raises(
        CaptureError, match=r"GB for 8,192 tokens .*attention.*budget is 200 MB.*fits with .* or "
    ) as error:
        plan.fit(FLASH, 8192, 0, reduce=False)
    assert "Plan(budget=bytes)" in str(error.value)


def test_a_named_capture_is_thinned_until_it_fits():
    plan = Plan(budget=1_500_000)
    fitted = plan.fit(CONFIG, 300, 20, reduce=True, beside=0)
    assert (
        fitted.estimate(CONFIG, 300, 20, beside=0).total <= 1_500_000 < plan.estimate(CONFIG, 300, 20, beside=0).total
    )
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

"""Claims of widgets/expert_lane.py: the last tokens' choices and nothing else, whatever the length of the run."""

from __future__ import annotations

import numpy as np
from synthetic_trace import CONFIG, SyntheticRun, synthetic_trace

from dsv4lab.widgets.expert_lane import TRAIL, ExpertLane
from dsv4lab.widgets.selection import Selection


def trail_of(lane: ExpertLane) -> tuple[np.ndarray, np.ndarray]:
    layers, tokens, slots, _ = lane.shape
    return (
        np.frombuffer(lane.experts, "<i2").reshape(tokens, layers, slots),
        np.frombuffer(lane.weights, "u1").reshape(tokens, layers, slots),
    )


def test_the_trail_is_the_traces_choices_of_the_last_tokens():
    trace = synthetic_trace(60)
    lane = ExpertLane(trace, Selection(token=40))
    experts, weights = trail_of(lane)
    assert lane.shape == [6, TRAIL, 3, CONFIG.n_routed_experts] and lane.last == 40 and lane.total == 60
    expected = trace.values("routing", "expert")[:, 41 - TRAIL : 41].swapaxes(0, 1)
    np.testing.assert_array_equal(experts, expected)
    share = trace.values("routing", "weight")[:, 40] / trace.values("routing", "weight")[:, 40].sum(-1, keepdims=True)
    np.testing.assert_allclose(weights[-1] / 254, share, atol=1 / 254)
    assert lane.utf8.decode() == "".join(trace.pieces[41 - TRAIL : 41])
    assert lane.kinds == [str(kind) for kind in trace.values("routing", "kind")]


def test_a_run_that_grows_moves_it_on_and_a_text_of_one_token_has_a_trail_of_one():
    run = SyntheticRun(200)
    run.step(1)
    lane = ExpertLane(run.trace)
    assert lane.shape[1] == 1 and lane.last == 0
    run.step(150)
    lane.refresh()
    assert lane.last == 150 and len(lane.experts) == 2 * 6 * TRAIL * 3

"""Claims of analysis/token_path.py: the path of a token is what the groups of its trace say, and gaps are told."""

from __future__ import annotations

import numpy as np
import pytest
from small_model import CONFIG, small_model, some_ids
from synthetic_trace import SyntheticRun, synthetic_trace

from dsv4lab.analysis.lens import lens_at
from dsv4lab.analysis.sparse_attention import query_attention
from dsv4lab.analysis.token_path import MOST_KEYS, PARTS, answer_of, token_path
from dsv4lab.capture.plan import Plan
from dsv4lab.errors import TraceError
from dsv4lab.session import Session

LAYERS = CONFIG.num_hidden_layers


def captured(*groups: str, tokens: int = 40, new: int = 6, **plan):
    plan = Plan(groups=("tokens", *(groups or PARTS)), **plan)
    return Session(small_model()).generate(some_ids(tokens)[0].tolist(), max_new_tokens=new, capture=plan)


@pytest.fixture(scope="module")
def trace():
    return captured()


@pytest.mark.parametrize("token", [0, 1, 23, 45])
def test_masses_sum_to_one_and_experts_streams_and_lens_are_the_groups_own(trace, token):
    path = token_path(trace, token)
    assert path.missing == {} and path.token == token
    np.testing.assert_allclose(path.mass.sum(-1), 1, atol=1e-5)
    np.testing.assert_array_equal(path.expert, trace.values("routing", "expert")[:, token])
    np.testing.assert_allclose(path.expert_weight.sum(-1), CONFIG.routed_scaling_factor, rtol=1e-5)
    np.testing.assert_array_equal(path.norm, trace.values("streams", "norm")[:, token])
    lens = lens_at(trace, token)
    np.testing.assert_array_equal(path.lens_id, lens.top_id.values[:, :3])
    np.testing.assert_array_equal(path.lens_prob, lens.top_prob.values[:, :3])
    for name in ("pre", "post", "comb"):
        np.testing.assert_array_equal(getattr(path, name), trace.values("mixing", name)[:, :, token])


@pytest.mark.parametrize("head", [-1, 2])
@pytest.mark.parametrize("token", [0, 30, 45])
def test_the_listed_keys_are_the_heaviest_of_window_and_entries(trace, token, head):
    path = token_path(trace, token, head)
    for layer in range(LAYERS):
        found = query_attention(trace, layer, token)
        heads = slice(None) if head < 0 else slice(head, head + 1)
        expected = {
            (zone, int(key)): float(weight)
            for zone, name in ((0, "window"), (1, "entry"))
            for key, weight in zip(
                found[name].values, np.nan_to_num(found[f"{name}_weight"].values[heads]).mean(0), strict=True
            )
        }  # fmt: skip
        listed = path.zone[layer] >= 0
        keys = list(zip(path.zone[layer][listed].tolist(), path.key[layer][listed].tolist(), strict=True))
        weights = path.weight[layer][listed]
        assert len(keys) == min(MOST_KEYS, len(expected)) and (np.diff(weights) <= 0).all()
        np.testing.assert_allclose(weights, [expected[key] for key in keys], atol=1e-6)
        assert weights.min() >= sorted(expected.values())[-len(keys)] - 1e-6
        np.testing.assert_allclose(path.mass[layer], found.mass.values[heads].mean(0), atol=1e-6)


def test_the_answer_is_the_token_that_came_with_its_own_probability_and_rank(trace):
    ids, top = trace.values("tokens", "id"), trace.values("tokens", "top_id")
    for token in (10, 38, 39, 44):  # 39 is the prompt's last, after which the model writes
        answer = answer_of(trace, token)
        assert answer is not None and answer.id == ids[token + 1]
        assert answer.probability == pytest.approx(
            float(np.exp(trace.values("tokens", "logprob")[token + 1])), rel=1e-6
        )
        assert answer.rank == (list(top[token + 1]).index(answer.id) if answer.id in top[token + 1] else -1)
        assert answer.drawn == (token >= 39)
    assert answer_of(trace, 45) is None


def test_a_thinned_out_prompt_names_the_queries_that_were_kept():
    thin = captured(prompt_queries=8)
    path = token_path(thin, 21)
    assert "16 and 24" in path.missing["attention"] and set(path.missing) == {"attention"}
    assert np.isnan(path.mass).all() and (path.zone == -1).all() and (path.expert >= 0).all()
    assert token_path(thin, 24).missing == {}


def test_groups_layers_and_lists_that_are_not_there_are_named_and_not_zero():
    bare = token_path(captured("routing"), 20)
    assert set(bare.missing) == {"streams", "mixing", "attention", "lens"}
    assert all(f"without “{group}”" in words for group, words in bare.missing.items())
    assert np.isnan(bare.norm).all() and np.isnan(bare.comb).all() and (bare.lens_id == -1).all()
    some = token_path(captured(layers=(1, 4)), 20)
    assert np.isfinite(some.mass).all(-1).tolist() == [layer in (1, 4) for layer in range(LAYERS)]
    assert set(some.missing) == set(PARTS) and "1, 4" in some.missing["routing"]
    unlisted = token_path(captured(attention_lists=False), 20)
    assert "attention_lists" in unlisted.missing["attention"] and np.isfinite(unlisted.mass).all()
    assert (unlisted.zone == -1).all()


def test_a_run_of_one_token_has_a_path_and_no_answer():
    run = SyntheticRun(4)
    run.step(1, phase=0)
    path = token_path(run.trace, 0)
    assert path.answer is None and (path.key[:, 0] == 0).all() and path.norm.shape == (7, 4)
    assert set(path.missing) == {"lens"}


def test_a_token_or_head_that_is_not_there_is_refused_by_name():
    trace = synthetic_trace(20)
    with pytest.raises(TraceError, match="no token 20"):
        token_path(trace, 20)
    with pytest.raises(TraceError, match="no head 4; it has 0 to 3"):
        token_path(trace, 3, head=4)

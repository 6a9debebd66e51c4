"""What was not captured is never told as a fact: analyses give NaN and a reason, views a sentence."""

from __future__ import annotations

import numpy as np
import pytest
from small_model import CONFIG, small_model, some_ids
from synthetic_trace import SyntheticRun, synthetic_trace

from dsv4lab.analysis.compressor import gate_sharpness
from dsv4lab.analysis.generation import alternatives_at, draft_missing, side_by_side
from dsv4lab.analysis.hyper_connections import mixing_product, mixing_spread, unbalanced
from dsv4lab.analysis.lens import lens_trust
from dsv4lab.analysis.sparse_attention import query_attention, reach
from dsv4lab.analysis.token_values import measure_words, token_values
from dsv4lab.capture.plan import Plan
from dsv4lab.session import Session
from dsv4lab.widgets.generation import Generation
from dsv4lab.widgets.hyper_connections import HyperConnections
from dsv4lab.widgets.selection import Selection
from dsv4lab.widgets.token_strip import TokenStrip


def captured(*groups: str, tokens: int = 30, new: int = 4, **plan):
    plan = Plan(groups=("tokens", *groups), **plan)
    return Session(small_model()).generate(some_ids(tokens)[0].tolist(), max_new_tokens=new, capture=plan)


def test_what_the_chosen_token_read_is_unknown_where_gates_were_not_captured():
    whole, bare = captured("attention", "compressor"), captured("attention")
    for layer in range(CONFIG.num_hidden_layers):
        expected, found = reach(whole, layer, 33), reach(bare, layer, 33)
        known = np.isfinite(found.values)
        np.testing.assert_allclose(found.values[known], expected.values[known], atol=1e-6)
        made_of_entries = expected.attrs["entries"] and query_attention(whole, layer, 33).sizes["entry"] > 0
        assert bool(found.attrs["missing"]) == made_of_entries == (not known[:34].all())
        # No token is shown with less than it has: what is missing from the sum is hatched.
        assert float(np.nansum(expected.values[~known])) == pytest.approx(
            float(np.nansum(expected.values) - np.nansum(found.values)), abs=1e-5
        )


def test_without_lists_of_keys_nothing_is_known_of_what_was_read():
    bare = captured("attention", "compressor", attention_lists=False)
    found = reach(bare, 1, 33)
    assert np.isnan(found.values).all() and "lists of keys" in found.attrs["missing"]
    strip = TokenStrip(bare, Selection(layer=1, token=33), measure="reach")
    assert "lists of keys" in strip.reach_note and (np.frombuffer(strip.reach, "<u2") == 65535).all()


def test_a_query_or_layer_that_was_not_captured_is_named_beside_the_colours():
    some = captured("attention", layers=(0, 2))
    assert "layer 1 was not captured" in token_values(some, "reach", layer=1, token=20).attrs["missing"]
    thin = captured("attention", tokens=40, prompt_queries=8)
    missing = [t for t in range(40) if t not in thin.coordinate("attention", "query")]
    assert f"token {missing[0]}" in token_values(thin, "reach", layer=1, token=missing[0]).attrs["missing"]


def test_a_product_does_not_jump_over_layers_that_were_not_captured():
    whole, some = captured("mixing"), captured("mixing", layers=(0, 1, 4, 5))
    every, part = mixing_product(whole, 20), mixing_product(some, 20)
    for name in ("log_gain", "effective_rank", "log_second"):
        np.testing.assert_allclose(part[name][:, :4], every[name][:, :4], atol=1e-5)
        assert np.isnan(part[name][:, 4:]).all()
    assert (part.attrs["first"], part.attrs["last"], part.attrs["gap"]) == (0, 1, 2) and every.attrs["gap"] == -1
    view = HyperConnections(some, Selection(layer=0, token=20))
    assert view.product_facts == {"first": 0, "last": 1, "gap": 2}


def test_measures_say_of_which_layers_they_speak_when_not_all_were_captured():
    some, whole = captured("routing", "streams", layers=(0, 3)), captured("routing", "streams")
    assert measure_words(some, "stream_norm").title == "size of the streams after layer 3"
    assert measure_words(some, "margin").title.endswith("of the captured layers 0, 3")
    assert (
        measure_words(whole, "margin").title == "closest routing call"
        and "end" in measure_words(whole, "stream_norm")[3]
    )
    assert token_values(some, "margin").attrs["title"].endswith("0, 3")


def test_a_comparison_counts_only_the_tokens_it_knows():
    trace, other = synthetic_trace(40), synthetic_trace(30)
    other._backing._writer.arrays["tokens"]["id"][12] += 1
    logprob = other._backing._writer.arrays["tokens"]["logprob"]
    logprob[14:20] = np.nan
    pair = side_by_side(trace, other)
    assert pair.parting == 12 and (pair.theirs.count, pair.theirs.known) == (18, 12)
    assert pair.theirs.mean == pytest.approx(float(np.nanmean(logprob[12:30])), abs=1e-6)
    assert pair.theirs.logprobs[2:8] == [None] * 6
    view = Generation(trace, other=other)
    theirs = view.beside["runs"][1]
    assert theirs["known"] == 12 and theirs["mean"] == pytest.approx(-pair.theirs.mean)


def test_no_draft_has_its_reason():
    whole = captured("mtp")
    assert draft_missing(whole, 20) == "" and "third token" in draft_missing(whole, 1)
    assert "not captured in this run" in draft_missing(captured("routing"), 20)
    session = Session(small_model())
    for step in session.stream(some_ids(20)[0].tolist(), max_new_tokens=8, capture=["tokens", "mtp"]):
        trace, last = session.trace, step.token
        if trace.part("mtp", "id", token=last) < 0:
            assert "not been read out yet" in draft_missing(trace, last)
    trace = synthetic_trace(20)
    assert "not captured" in draft_missing(trace, 9)


def test_a_layer_without_any_reading_of_the_lens_has_no_trust_and_an_entry_without_gates_no_sharpness():
    trace = captured("lens")
    trace._backing._writer.arrays["lens"]["agree"][1] = -1
    assert np.isnan(lens_trust(trace)[1]) and np.isfinite(lens_trust(trace)[-1])
    run = SyntheticRun(60)
    run.step(40)
    run.writer.arrays["compressor"]["gate"][0, 3] = np.nan
    sharp = gate_sharpness(run.trace, 2)
    assert np.isnan(sharp[3]) and np.isfinite(np.delete(sharp, 3)).all()


def test_mixing_of_tokens_that_were_not_captured_counts_neither_as_balanced_nor_as_spread():
    trace = synthetic_trace(40)
    arrays = trace._backing._writer.arrays["mixing"]
    everywhere, spread = unbalanced(trace, -1.0), mixing_spread(trace, 2, 0)
    assert (everywhere == 1).all()
    arrays["sinkhorn_error"][:, :, 20:] = np.nan
    arrays["comb"][2, 0, 39] = np.nan
    assert (unbalanced(trace, -1.0) == 1).all() and np.isfinite(mixing_spread(trace, 2, 0)).all()
    assert abs(mixing_spread(trace, 2, 0) - spread).max() < 0.1


def test_a_position_of_the_prompt_that_was_not_read_out_has_no_alternatives():
    trace = captured("lens")
    trace._backing._writer.arrays["tokens"]["top_id"][7] = -1
    assert alternatives_at(trace, 7) == [] and alternatives_at(trace, 0) == [] and alternatives_at(trace, 8)

"""Claims of widgets/selection.py, view.py and the four views: what crosses to the page, and who follows whom."""

from __future__ import annotations

import numpy as np
import pytest
from synthetic_trace import CONFIG, SyntheticRun, synthetic_trace

from dsv4lab.errors import TraceError
from dsv4lab.widgets.expert_routing import ExpertRouting
from dsv4lab.widgets.hyper_connections import HyperConnections
from dsv4lab.widgets.selection import Selection
from dsv4lab.widgets.sparse_attention import SparseAttention
from dsv4lab.widgets.token_strip import TokenStrip
from dsv4lab.widgets.view import pack_text, quantise

VIEWS = [TokenStrip, ExpertRouting, SparseAttention, HyperConnections]


@pytest.fixture(scope="module")
def trace():
    return synthetic_trace()


def f32(data: bytes) -> np.ndarray:
    return np.frombuffer(data, "<f4")


def shares(data: bytes) -> np.ndarray:
    codes = np.frombuffer(data, "<u2")
    return np.where(codes == 65535, np.nan, codes / 10000)


def i32(data: bytes) -> list[int]:
    return np.frombuffer(data, "<i4").tolist()


def texts(view: TokenStrip) -> list[str]:
    sizes = np.frombuffer(view.lengths, "<u2")
    ends = np.cumsum(sizes)
    return [view.utf8[end - size : end].decode() for end, size in zip(ends, sizes, strict=True)]


def test_a_link_gives_back_the_selection():
    chosen = dict(run="a b&c", layer=4, site=1, token=17, query_first=3, query_last=9, head=2, expert=5, entry=1)
    link = Selection(**chosen, hover_token=3).to_link()
    back = Selection().from_link(link)
    assert {name: getattr(back, name) for name in chosen} == chosen and back.hover_token == -1
    assert "layer=4" in link and "hover" not in link
    assert Selection(token=9).from_link("").token == -1
    for wrong in ("layer=two", "shoe=3"):
        with pytest.raises(TraceError):
            Selection().from_link(wrong)


def test_a_selection_refuses_unknown_fields():
    with pytest.raises(TypeError, match="tokn"):
        Selection(tokn=3)


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_works_alone_and_refuses_unknown_options(view, trace):
    assert view(trace).message == ""
    with pytest.raises(TypeError, match="no option colr"):
        view(trace, colr="x")


@pytest.mark.parametrize("view", VIEWS[1:])
def test_a_view_without_its_group_names_the_capture_to_switch_on(view):
    shown = view(synthetic_trace(20, groups=("tokens",)))
    assert f"“{view.group}”" in shown.message and "capture=" in shown.message


@pytest.mark.parametrize("view", VIEWS)
def test_an_empty_run_and_no_run_show_a_sentence(view):
    assert "Nothing has been run yet" in view(None).message
    assert "Nothing has been run yet" in view(SyntheticRun(4).trace).message


@pytest.mark.parametrize("view", VIEWS)
def test_no_tensor_crosses_as_a_list(view, trace):
    state = view(trace).get_state()
    for name, value in state.items():
        if isinstance(value, list):
            assert len(value) <= 2 * CONFIG.num_hidden_layers, name


def test_strip_sends_the_exact_text_and_marks_prompt_special_and_split_tokens(trace):
    strip = TokenStrip(trace)
    assert texts(strip) == trace.pieces
    flags = np.frombuffer(strip.flags, "u1")
    assert flags[0] == 2 and (flags[:12] & 1 == 0).all() and (flags[12:] & 1 == 1).all()
    assert flags[trace.pieces.index("⟨AC⟩")] & 4


def test_strip_colours_by_the_chosen_measure(trace):
    strip = TokenStrip(trace)
    np.testing.assert_allclose(f32(strip.values)[1:], -trace.values("tokens", "logprob")[1:])
    strip.measure = "sink"
    np.testing.assert_allclose(f32(strip.values), trace.values("attention", "mass_sink").mean((0, 2)), rtol=1e-5)


def test_strip_can_show_what_the_chosen_token_read_and_follows_it(trace):
    selection = Selection(layer=1, token=20)
    strip = TokenStrip(trace, selection, measure="reach")
    values = shares(strip.reach)
    assert np.nonzero(np.nan_to_num(values))[0].tolist() == list(range(13, 21)) and np.isnan(values[21:]).all()
    selection.token = 40
    assert np.nonzero(np.nan_to_num(shares(strip.reach)))[0].tolist() == list(range(33, 41))
    before = strip.reach
    selection.head = 2
    assert strip.reach != before


def test_hovering_an_entry_lights_its_source_tokens_with_gates_that_sum_to_one(trace):
    selection = Selection(layer=2)
    strip = TokenStrip(trace, selection)
    attention = SparseAttention(trace, selection)
    selection.hover_entry = 5
    assert i32(strip.lit) == list(range(16, 24)) and f32(strip.lit_gate).sum() == pytest.approx(1, abs=1e-5)
    assert attention.entry_text.startswith("tokens 16 to 23")
    selection.hover_entry = -1
    assert strip.lit == b"" and attention.entry_text == ""
    selection.layer, selection.hover_entry = 0, 5
    assert strip.lit == b"" and attention.entry_text == ""


def test_routing_sends_experts_and_shares_of_every_cell(trace):
    view = ExpertRouting(trace)
    assert view.shape == [6, 60, 3] and view.kinds == ["hash"] * 3 + ["learned"] * 3
    np.testing.assert_array_equal(
        np.frombuffer(view.experts, "<i2").reshape(60, 6, 3).swapaxes(0, 1), trace.values("routing", "expert")
    )
    shares = np.frombuffer(view.weights, "u1").reshape(60, 6, 3).astype(float)
    assert np.abs(shares.sum(-1) - 254).max() <= 3 and (np.diff(shares, axis=-1) <= 0).all()


def test_routing_colour_has_no_value_on_hash_layers_until_it_has_one_there(trace):
    view = ExpertRouting(trace)
    codes = np.frombuffer(view.colours, "u1").reshape(60, 6).T
    assert (codes[:3] == 255).all() and (codes[3:] < 255).all()
    view.colour = "agreement"
    codes = np.frombuffer(view.colours, "u1").reshape(60, 6).T
    assert (codes[:, 0] == 255).all() and (codes[:, 1:] < 255).all()


def test_routing_detail_follows_the_selection(trace):
    selection = Selection(layer=4, token=20)
    view = ExpertRouting(trace, selection)
    assert (view.detail["layer"], view.detail["token"]) == (4, 20)
    assert view.detail["expert"][:3] == trace.part("routing", "expert", layer=4, token=20).tolist()
    selection.layer, selection.token = 0, 33
    assert view.detail["kind"] == "hash" and view.detail["margin"] is None
    selection.token = -1
    assert view.detail["token"] == 59


def test_attention_follows_the_selection_and_its_masses_sum_to_one(trace):
    selection = Selection(layer=2, token=50)
    view = SparseAttention(trace, selection)
    assert i32(view.window) == list(range(43, 51)) and view.facts["visible"] == 12 and len(i32(view.entries)) == 3
    np.testing.assert_allclose(f32(view.mass).reshape(4, 3).sum(-1), 1, atol=1e-5)
    weights = np.nansum(shares(view.window_weight).reshape(4, -1), -1)
    np.testing.assert_allclose(
        weights, f32(view.mass).reshape(4, 3)[:, 1], atol=8 * 5e-5
    )  # 8 keys, each off by half a step
    selection.layer = 0
    assert view.facts["kind"] == "sliding" and view.entries == b""


def test_attention_of_a_query_that_was_not_sampled_says_so():
    run = SyntheticRun(20)
    run.step(5)
    run.writer.positions["query"][4] = 2
    view = SparseAttention(run.trace, Selection(layer=2, token=4))
    assert "not one of the sampled queries" in view.message and "3" in view.message


def test_mixing_sends_the_matrix_from_source_to_destination(trace):
    view = HyperConnections(trace, Selection(layer=3, site=1, token=30))
    np.testing.assert_array_equal(f32(view.comb).reshape(4, 4), trace.values("mixing", "comb")[3, 1, 30])
    assert len(f32(view.exchange)) == 12 and view.layers == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    np.testing.assert_array_equal(f32(view.norm), trace.values("streams", "norm")[3, 30])


def test_a_growing_trace_is_followed_until_a_token_is_chosen():
    run = SyntheticRun(40)
    run.step(10)
    selection = Selection(layer=2)
    view = SparseAttention(run.trace, selection)
    assert view.facts["query"] == 9
    run.step(5)
    view.refresh()
    assert view.facts["query"] == 14
    selection.token = 3
    run.step(5)
    view.refresh()
    assert view.facts["query"] == 3


def test_an_error_while_reducing_is_shown_in_the_view(trace, monkeypatch):
    view = ExpertRouting(trace)
    monkeypatch.setattr(view, "_grid", lambda trace: 1 / 0)
    view.refresh()
    assert "ZeroDivisionError" in view.message
    assert (
        "no layer 77" in HyperConnections(trace, Selection(layer=77)).message
        or "77" in HyperConnections(trace, Selection(layer=77)).message
    )


def test_quantise_keeps_missing_apart_from_zero():
    codes = np.frombuffer(quantise(np.array([0, 0.5, 1, np.nan, -3, 9]), 0, 1), "u1").tolist()
    assert codes == [0, 127, 254, 255, 0, 254]


def test_pack_text_counts_bytes_not_characters():
    packed = pack_text(["a", "€", ""])
    assert np.frombuffer(packed["lengths"], "<u2").tolist() == [1, 3, 0] and packed["utf8"] == "a€".encode()

"""Records do not depend on how a text was cut, and the order of computation names every point."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from small_model import CONFIG, small_model, some_ids

from dsv4lab.capture import points
from dsv4lab.comparison.order import IN_LAYER, NEEDS, in_order, place_of
from dsv4lab.comparison.reading import Way, read, token_by_token
from dsv4lab.comparison.record import join
from dsv4lab.errors import CaptureError, PromptError

torch.set_num_threads(1)
TOKENS = 27
IDS = some_ids(TOKENS)[0].tolist()


@pytest.fixture(scope="module")
def model():
    return small_model()


@pytest.fixture(scope="module")
def whole(model):
    return read(model, IDS)


def test_the_order_names_every_point_once_and_a_forgotten_one_is_said(monkeypatch):
    places = in_order(CONFIG)
    assert sorted(place.name for place in places) == sorted(points.names(CONFIG))
    assert len(set(IN_LAYER)) == len(IN_LAYER) and set(NEEDS) | set(NEEDS.values()) <= set(IN_LAYER)
    monkeypatch.setattr("dsv4lab.comparison.order.IN_LAYER", IN_LAYER[1:])
    with pytest.raises(CaptureError, match=r"attn\.mixing\.pre has no place in the order of computation"):
        in_order(CONFIG)


def test_the_order_is_that_in_which_the_model_computes(model):
    """A hook hears its point when the pass comes by: lists apart, which are told after the softmax that they describe."""
    heard: list[str] = []
    names = [place.name for place in in_order(CONFIG)]
    listening = [model.points[name].listen(lambda _value, name=name: heard.append(name)) for name in names]
    model(torch.tensor([IDS]))
    for one in listening:
        one.remove()
    assert heard == names


@pytest.mark.parametrize(
    "way",
    [Way("cut", (1, 3, 4, 5, 11, 12)), token_by_token(TOKENS, 6), Way("two texts", batch=2)],
    ids=lambda w: w.name,
)
def test_every_way_of_reading_leaves_the_same_record(model, whole, way):
    other = read(model, IDS, way)
    assert set(other.values) == set(whole.values) == set(points.names(CONFIG))
    for place in whole.places:
        a, b = whole.values[place.name], other.values[place.name]
        assert a.shape == b.shape and a.dtype == b.dtype, place.name
        if place.is_set:
            assert np.array_equal(a, b), place.name
        else:
            np.testing.assert_allclose(a, b, atol=2e-4, rtol=1e-3, err_msg=place.name)


def test_a_prefix_of_a_record_is_the_record_of_the_prefix(model, whole):
    cut, short = whole.prefix(13), read(model, IDS[:13])
    for place in short.places:
        a, b = cut.values[place.name], short.values[place.name]
        wide = min(a.shape[-1], b.shape[-1])
        assert len(a) == len(b), place.name
        np.testing.assert_allclose(a[..., :wide].astype(float), b[..., :wide].astype(float), atol=2e-4, rtol=1e-3)


def test_what_belongs_to_a_choice_is_in_the_order_of_ids():
    experts, weights = torch.tensor([[[5, 2, 0]]]), torch.tensor([[[0.5, 0.3, 0.2]]])
    routed = experts[..., None].float().expand(1, 1, 3, 2)
    where = "layers.3.ffn"
    found = {f"{where}.routing.experts": experts, f"{where}.routing.weights": weights, f"{where}.routed": routed}
    record = join(CONFIG, [1], [(range(1), found)], found)
    assert record.values[f"{where}.routing.experts"][0].nonzero()[0].tolist() == [0, 2, 5]
    assert record.values[f"{where}.routing.weights"][0].tolist() == pytest.approx([0.2, 0, 0.3, 0, 0, 0.5, 0])
    assert record.values[f"{where}.routed"][0, :, 0].tolist() == [0, 2, 5]


def test_keys_and_weights_stand_by_place_of_the_window_and_by_entry(whole):
    keys, weights = whole.values["layers.3.attn.keys"], whole.values["layers.3.attn.weights"]
    window, entries = CONFIG.sliding_window, TOKENS // CONFIG.csa_rate
    assert keys.shape[1] == window + entries and weights.shape == (TOKENS, CONFIG.num_attention_heads, window + entries)
    assert keys[0].nonzero()[0].tolist() == [window - 1], "the first token reads itself"
    picks = whole.values["layers.3.attn.indexer.picks"]
    assert np.array_equal(keys[:, window:], picks)
    sink = whole.values["layers.3.attn.sink_weight"]
    np.testing.assert_allclose(weights.sum(-1) + sink, 1, atol=1e-5)


def test_bad_ids_and_tensors_are_refused_in_words(model):
    with pytest.raises(PromptError, match="there are no tokens to compare"):
        read(model, [])
    with pytest.raises(PromptError, match="token id 61 is outside"):
        read(model, [61])
    found = {"layers.3.ffn.routing.experts": torch.tensor([[[99, 1, 2]]])}
    with pytest.raises(CaptureError, match=r"layers\.3\.ffn\.routing\.experts has the shape"):
        join(CONFIG, [1], [(range(1), found)], found)
    assert place_of("streams.3").layer == 3 and place_of("logits").layer is None

"""Rules for streams, logits and any other point: values set by hand."""

from __future__ import annotations

import pytest
import torch
from edited import CONFIG, IDS, TOKENS, read, small_model

from dsv4lab import do
from dsv4lab.errors import EditError

torch.set_num_threads(1)
LAYER = 3
NAME = f"streams.{LAYER}"


@pytest.fixture(scope="module")
def model():
    return small_model()


def value(model, rules, name=NAME, **options):
    values, logits, editing = read(model, rules, [name], **options)
    return values[name][0], logits, editing


def test_a_silenced_stream_is_zero_and_the_others_as_they_were(model):
    plain, _, _ = value(model, [])
    got, _, editing = value(model, do.stream("zero", streams=2, layer=LAYER))
    assert not got[:, 2].any() and torch.equal(got[:, [0, 1, 3]], plain[:, [0, 1, 3]])
    assert editing.fired[0, LAYER] == TOKENS
    start, _, _ = value(model, do.stream("zero", streams=[0, 1], layer=-1), "streams.embedding")
    assert not start[:, :2].any() and start[:, 2:].any()


def test_means_and_another_text(model):
    plain, _, _ = value(model, [])
    other = list(range(1, 13))
    theirs, _, _ = value(model, [], ids=torch.tensor([other]))
    for cuts in ((), (7, 8, 20)):
        got, _, _ = value(model, do.stream("mean", layer=LAYER, streams=1), cuts=cuts)
        for t in range(TOKENS):
            torch.testing.assert_close(got[t, 1], plain[: t + 1, 1].mean(0), rtol=1e-3, atol=1e-3)
        got, _, editing = value(model, do.stream("from_trace", source=other, layer=LAYER, streams=1), cuts=cuts)
        torch.testing.assert_close(got[:12, 1], theirs[:, 1], rtol=1e-3, atol=1e-3)
        torch.testing.assert_close(got[12:], plain[12:], rtol=1e-3, atol=1e-3)
        assert editing.fired[0, LAYER] == 12
    got, _, _ = value(model, do.stream("mean", source=other, layer=LAYER, streams=1))
    torch.testing.assert_close(got[:, 1], theirs[:, 1].mean(0).expand(TOKENS, -1), rtol=1e-4, atol=1e-4)
    got, _, _ = value(model, do.patch(other, point="ffn.out", layer=2), "layers.2.ffn.out")
    theirs, _, _ = value(model, [], "layers.2.ffn.out", ids=torch.tensor([other]))
    torch.testing.assert_close(got[:12], theirs, rtol=1e-4, atol=1e-5)


def test_a_rescue_mends_what_was_broken_before(model):
    plain, logits, _ = value(model, [])
    broken = do.stream("zero", layer=1)
    _, hurt, _ = value(model, broken)
    assert not torch.allclose(hurt, logits)
    for cuts in ((), (7, 8, 20)):
        got, mended, editing = value(model, [broken, do.rescue(LAYER)], cuts=cuts)
        torch.testing.assert_close(got, plain, rtol=1e-4, atol=1e-4)
        torch.testing.assert_close(mended[0], logits[0], rtol=1e-2, atol=1e-2)
        assert editing.fired[1, LAYER] == TOKENS
        part, _, _ = value(model, [broken, do.rescue(LAYER, streams=0)], cuts=cuts)
        torch.testing.assert_close(part[:, 0], plain[:, 0], rtol=1e-4, atol=1e-4)
        assert not torch.allclose(part[:, 1], plain[:, 1])


def test_adding_and_projecting_out(model):
    plain, _, _ = value(model, [])
    vector = torch.arange(CONFIG.hidden_size) / 10
    got, _, _ = value(model, do.add(vector, scale=-2, streams=[1], layer=LAYER, tokens=range(5, 9)))
    want = plain.clone()
    want[5:9, 1] -= 2 * vector
    torch.testing.assert_close(got, want)
    got, _, _ = value(model, do.project_out(vector, layer=LAYER))
    torch.testing.assert_close(got @ vector, torch.zeros(TOKENS, CONFIG.hc_mult), rtol=0, atol=2e-4)
    direction = vector / vector.norm()
    torch.testing.assert_close(got, plain - (plain @ direction)[..., None] * direction, rtol=1e-4, atol=1e-4)
    bias = torch.zeros(CONFIG.vocab_size)
    bias[7] = 100
    _, before, _ = value(model, [])
    _values, after, _ = read(model, do.add(bias, point="logits"), ["logits"])
    torch.testing.assert_close(after[0], before[0] + bias)


def test_a_function_of_any_point(model):
    plain, _, _ = value(model, [], "layers.2.attn.out")
    got, _, editing = value(
        model, do.fn(lambda v: v.mul_(3), point="attn.out", layer=2, tokens=[4]), "layers.2.attn.out"
    )
    want = plain.clone()
    want[4] *= 3
    torch.testing.assert_close(got, want)
    assert editing.fired[0, 2] == 1
    twice, _, editing = value(model, [do.fn(torch.neg, point="attn.out", layer=2)] * 2, "layers.2.attn.out")
    assert torch.equal(twice, plain) and editing.fired[0, 2] == TOKENS, "each acts on what the one before left"


def test_a_hook_by_another_tool_s_name_is_the_same_place(model):
    _plain, _logits, _ = value(model, [])
    for name in ("blocks.3.hook_resid_post", "model.layers.3", "streams.3"):
        got, _, _ = value(model, do.hook(name, lambda v: v * 0))
        assert not got.any()


def test_bfloat16_stays_bfloat16():
    model = small_model().cast(torch.bfloat16)
    vector = torch.ones(CONFIG.hidden_size)
    for rule in (do.add(vector, layer=LAYER), do.project_out(vector, layer=LAYER), do.stream("mean", layer=LAYER)):
        got, _, _ = value(model, rule)
        assert got.dtype == torch.bfloat16


def test_a_vector_of_another_width_is_refused(model):
    with pytest.raises(EditError, match="the vector has 3 numbers, and this place 48"):
        read(model, do.add([1.0, 2.0, 3.0], layer=LAYER))
    with pytest.raises(EditError, match="a vector of zeros has no direction"):
        read(model, do.project_out([0.0] * CONFIG.hidden_size, layer=LAYER))


def test_another_text_that_does_not_fit_is_refused(model):
    with pytest.raises(EditError, match=r"has token 99, this vocabulary 61"):
        read(model, do.patch([1, 99], layer=LAYER))
    with pytest.raises(EditError, match="cannot be taken over"):
        read(model, do.patch(IDS[0, :9].tolist(), point="attn.indexer.scores", layer=3))
    with pytest.raises(EditError, match=r"too short to have layers\.3\.attn\.compressor\.entries"):
        read(model, do.entry("from_trace", source=[1, 2], layer=3))

"""Whatever a hook changes changes the model: every kind of point is used or refuses by name, none changes a trace alone."""

from __future__ import annotations

import pytest
import torch
from small_model import CONFIG, small_model, some_ids

from dsv4lab.capture.points import POINTS, layers_of
from dsv4lab.errors import CaptureError
from dsv4lab.kernels.attention import AttentionLists, sparse_attention
from dsv4lab.model.hook_point import HookPoint
from dsv4lab.model.kv_cache import Cache
from dsv4lab.model.replaced_weights import attend_changed

TOKENS = 20
torch.set_num_threads(1)  # these tensors are tiny; threads only wait for each other
ONLY_HEARD = {name for name in (point.name for point in POINTS) if name.endswith("compressor.gate")}


@pytest.fixture(scope="module")
def model():
    return small_model()


def _changed(value: torch.Tensor) -> torch.Tensor:
    """Another value of the same kind: the places and experts of the token before, floats mixed anew."""
    if value.dtype == torch.int64:
        return value.roll(1, 1)
    generator = torch.Generator().manual_seed(1)
    noise = torch.rand(value.shape, generator=generator)
    return torch.where(value.isfinite(), value * noise + 0.1 * noise, value)


def _name(point) -> str:
    return point.name.format(i=layers_of(point, CONFIG)[-1]) if "{i}" in point.name else point.name


def _logits(model, steps: int) -> torch.Tensor:
    """The last tokens come one by one when `steps` is not 0: attention has another road for a single token."""
    ids, cache = some_ids(TOKENS), Cache(CONFIG)
    with torch.inference_mode():
        parts = [model(ids[:, : TOKENS - steps], cache)]
        parts += [model(ids[:, i : i + 1], cache) for i in range(TOKENS - steps, TOKENS)]
    return torch.cat(parts, 1)


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.name)
@pytest.mark.parametrize(("how", "steps"), [("returned", 0), ("returned", 3), ("written", 3)])
def test_a_changed_value_changes_the_logits_or_is_refused_by_name(model, point, how, steps):
    before = _logits(model, steps)
    if how == "written" and point.name == "streams.embedding":
        pytest.skip("one vector seen as several streams: torch itself refuses to write into it")

    def hook(_module, _args, value):
        if how == "returned":
            return _changed(value)
        value.copy_(_changed(value.clone()))
        return None

    handle = model.get_submodule(_name(point)).register_forward_hook(hook)
    if point.name in ONLY_HEARD:
        with pytest.raises(CaptureError, match=r"compressor\.gate: this point is a mean"):
            _logits(model, steps)
        handle.remove()
        return
    after = _logits(model, steps)
    handle.remove()
    assert not torch.equal(before, after), "the change was not used"
    assert torch.equal(_logits(model, steps), before), "and it ends with the hook"


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.name)
def test_listening_or_returning_the_same_changes_nothing(model, point):
    before = _logits(model, 2)
    module = model.get_submodule(_name(point))
    returned = (lambda _m, _a, v: v) if point.name in ONLY_HEARD else (lambda _m, _a, v: v.clone())
    for hook in (lambda _m, _a, v: None, returned):
        handle = module.register_forward_hook(hook)
        assert torch.equal(_logits(model, 2), before)
        handle.remove()


# What a change of the lists means -----------------------------------------------------------------------------------


def _parts(picked: bool, tokens: int):
    g = torch.Generator().manual_seed(tokens)
    query, window = torch.randn(1, tokens, 3, 16, generator=g), torch.randn(1, tokens + 4, 16, generator=g)
    entries, sink = torch.randn(1, 9, 16, generator=g), torch.randn(3, generator=g)
    picks = torch.stack([torch.randperm(9, generator=g)[:4] for _ in range(tokens)])[None] if picked else None
    if picks is not None:
        picks[:, :, -1] = -1
    start = 36
    out, lists = sparse_attention(
        query, window, entries, picks, sink, start=start, window_size=5, rate=4, lists=True
    )  # fmt: skip
    assert isinstance(lists, AttentionLists)
    return query, window, entries, sink, out, lists, start + tokens - window.shape[1]


def _attend(parts, **hooks):
    query, window, entries, sink, _, lists, first = parts
    points = {name: HookPoint() for name in ("keys", "weights", "sink_weight")}
    for name, change in hooks.items():
        points[name].register_forward_hook(lambda _m, _a, value, change=change: change(value))
    three = points["keys"], points["weights"], points["sink_weight"]
    return attend_changed(query, window, entries, sink, lists, three, first=first)


CASES = [(picked, tokens) for picked in (True, False) for tokens in (1, 7)]


@pytest.mark.parametrize(("picked", "tokens"), CASES)
def test_weights_are_used_as_they_are(picked, tokens):
    parts = _parts(picked, tokens)
    *_, out, _, _ = parts
    assert _attend(parts, weights=lambda v: v) is None
    # Twice the weights, twice the sum: exact, a power of two.
    torch.testing.assert_close(_attend(parts, weights=lambda v: 2 * v), 2 * out, rtol=1e-5, atol=1e-6)
    zero = _attend(parts, weights=torch.zeros_like)
    assert zero is not None and not zero.any()


@pytest.mark.parametrize(("picked", "tokens"), CASES)
def test_the_sinks_share_is_taken_from_all_others_alike(picked, tokens):
    parts = _parts(picked, tokens)
    _, _, _, _, out, lists, _ = parts
    none = _attend(parts, sink_weight=torch.zeros_like)
    torch.testing.assert_close(none, out / (1 - lists.sink)[..., None], rtol=1e-5, atol=1e-6)
    assert not _attend(parts, sink_weight=torch.ones_like).any()
    seen = []
    _attend(parts, sink_weight=lambda v: torch.full_like(v, 0.25), weights=lambda v: seen.append(v))
    torch.testing.assert_close(seen[0].nansum(-1), torch.full_like(lists.sink, 0.75)), "the listener hears what is used"


@pytest.mark.parametrize(("picked", "tokens"), CASES)
def test_other_places_are_read_with_a_softmax_of_their_own(picked, tokens):
    """Without its entries a query reads its window as a sliding layer would; the same places twice are read once."""
    parts = _parts(picked, tokens)
    query, window, _, sink, _, _, first = parts
    start = first + window.shape[1] - tokens
    want, _ = sparse_attention(query, window, None, None, sink, start=start, window_size=5)
    alone = _attend(parts, keys=lambda v: torch.cat((v[..., :5], torch.full_like(v[..., 5:], -1)), -1))
    torch.testing.assert_close(alone, want, rtol=1e-5, atol=1e-6)

    def doubled(value):
        value = value.clone()
        value[..., 0] = value[..., 4]
        return value

    heard = []
    _attend(parts, keys=doubled, weights=lambda v: heard.append(v), sink_weight=lambda v: heard.append(v))
    share, weight = heard
    torch.testing.assert_close(weight.nansum(-1) + share, torch.ones_like(share))
    assert (weight[..., 0].isnan() ^ weight[..., 4].isnan()).all()


@pytest.mark.parametrize("bad", [10**6, 9])
def test_places_that_are_not_there_are_refused(bad):
    def far(value):
        value = value.clone()
        value[0, 0, 0 if bad > 100 else -1] = bad
        return value

    with pytest.raises(CaptureError, match=f"attn.keys: a hook asks for (position|entry) {bad}"):
        _attend(_parts(True, 7), keys=far)


def test_a_value_of_another_shape_is_refused():
    for name in ("keys", "weights", "sink_weight"):
        with pytest.raises(CaptureError, match=f"attn.{name}: a hook returned"):
            _attend(_parts(True, 7), **{name: lambda v: v[..., :1]})


def test_the_trace_holds_what_was_used():
    import dsv4lab as lab

    model = lab.load()
    session = lab.Session(model)
    ids = model.tokenizer.encode("Once upon a time there was a dog.", bos=True)
    settings = dict(max_new_tokens=3, temperature=0, capture=("attention", "compressor"))
    before = session.generate(ids, **settings)
    handle = model.layers[3].attn.weights.register_forward_hook(lambda _m, _a, v: torch.zeros_like(v))
    after = session.generate(ids, **settings)
    handle.remove()
    row = after.row("attention", "layer", 3)
    assert float(after.values("attention", "mass_window")[row].max()) == 0
    assert not (before.values("tokens", "logprob")[1:9] == after.values("tokens", "logprob")[1:9]).all()

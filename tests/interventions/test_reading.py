"""Rules for what attention reads, against attention of one query at a time, written out."""

from __future__ import annotations

import pytest
import torch
from edited import CONFIG, IDS, TOKENS, read, small_model

from dsv4lab import do
from dsv4lab.model.kv_cache import Cache
from dsv4lab.model.seam import Seam

torch.set_num_threads(1)
W, H = CONFIG.sliding_window, CONFIG.num_attention_heads
LAYERS = (0, 2, 3)  # sliding, HCA, CSA


@pytest.fixture(scope="module")
def model():
    return small_model()


@pytest.fixture(scope="module")
def inputs(model):
    """Per layer: queries [T, H, C], keys [T, C], entries [S, C], picks per query."""
    cache, found = Cache(CONFIG), {}
    names = [f"layers.{i}.attn.{p}" for i in LAYERS for p in ("query", "key")] + ["layers.3.attn.indexer.picks"]
    values, _, _ = read(model, [], names)
    with torch.inference_mode():
        model.run_layers(IDS, cache)
    for i in LAYERS:
        state = cache.layers[i].compressor
        entries = torch.empty(0, CONFIG.head_dim) if state is None else state.entries.rows[0]
        rate = {2: CONFIG.hca_rate, 3: CONFIG.csa_rate}.get(i, 0)
        picks = values["layers.3.attn.indexer.picks"][0].tolist() if i == 3 else None
        lists = [
            [] if not rate else [e for e in picks[t] if e >= 0] if picks else list(range((t + 1) // rate))
            for t in range(TOKENS)
        ]
        found[i] = values[f"layers.{i}.attn.query"][0], values[f"layers.{i}.attn.key"][0], entries, lists, rate
    return found


def by_hand(model, inputs, layer, *, keep=lambda t, h, kind, k: True, sink=lambda t, h, s: s, drop=False):
    """The attention's output [T, D]: keep(query, head, "token" or "entry", number) says what may be read."""
    query, key, entries, lists, _ = inputs[layer]
    attn, out = model.layers[layer].attn, torch.zeros(TOKENS, H, CONFIG.head_dim)
    for t in range(TOKENS):
        for h in range(H):
            read_ = [("token", p) for p in range(max(0, t - W + 1), t + 1)] + [("entry", e) for e in lists[t]]
            seen = read_ if drop else [one for one in read_ if keep(t, h, *one)]
            vectors = torch.stack([key[n] if kind == "token" else entries[n] for kind, n in seen]) if seen else key[:0]
            logit = torch.cat((vectors @ query[t, h] * CONFIG.head_dim**-0.5, sink(t, h, attn.sink[h]).reshape(1)))
            weight = logit.softmax(0)[:-1]
            if drop:
                weight = weight * torch.tensor([float(keep(t, h, *one)) for one in seen])
            out[t, h] = weight @ vectors
    angles = model.rotary(torch.arange(TOKENS), compressed=attn.kind.compressed_rotary)
    return attn.project(out[None], angles)[0]


def out_of(model, rule, layer):
    values, _, editing = read(model, rule, [f"layers.{layer}.attn.out"])
    return values[f"layers.{layer}.attn.out"][0], editing.fired[0, layer]


def check(model, rule, layer, want):
    got, fired = out_of(model, rule, layer)
    torch.testing.assert_close(got, want, rtol=1e-4, atol=1e-5)
    plain, _ = out_of(model, [], layer)
    assert fired == int((want - plain).abs().amax(-1).gt(1e-6).sum()) > 0, "counted where it changed something"


def test_the_hand_written_attention_is_the_model_s(model, inputs):
    for layer in LAYERS:
        got, _ = out_of(model, [], layer)
        torch.testing.assert_close(got, by_hand(model, inputs, layer), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("mode", ["renormalise", "drop"])
@pytest.mark.parametrize("layer", LAYERS)
def test_a_narrower_window(model, inputs, layer, mode):
    want = by_hand(model, inputs, layer, keep=lambda t, h, kind, k: kind == "entry" or t - k < 2, drop=mode == "drop")
    check(model, do.window(2, layer=layer, mode=mode), layer, want)


@pytest.mark.parametrize("layer", LAYERS)
def test_some_heads_and_some_queries(model, inputs, layer):
    want = by_hand(
        model,
        inputs,
        layer,
        keep=lambda t, h, kind, k: kind == "entry" or t - k < 3 or h not in (1, 3) or t not in (9, 20),
    )
    check(model, do.window(3, layer=layer, heads=[1, 3], queries=[9, 20]), layer, want)


@pytest.mark.parametrize("value", [None, 2.5])
@pytest.mark.parametrize("layer", LAYERS)
def test_another_sink_or_none(model, inputs, layer, value):
    new = torch.tensor(-torch.inf if value is None else value)
    want = by_hand(model, inputs, layer, sink=lambda t, h, s: new if h != 2 else s)
    check(model, do.sink(value, layer=layer, heads=[0, 1, 3]), layer, want)


@pytest.mark.parametrize("layer", LAYERS)
def test_only_a_span_is_read(model, inputs, layer):
    rate = inputs[layer][4]

    def keep(t, h, kind, k):
        return 4 <= k < 21 if kind == "token" else k * rate >= 4 and (k + 1) * rate <= 21

    check(model, do.attend(slice(4, 21), layer=layer), layer, by_hand(model, inputs, layer, keep=keep))


@pytest.mark.parametrize("mode", ["renormalise", "drop"])
@pytest.mark.parametrize("layer", LAYERS[1:])
def test_no_entries_or_one_entry_less(model, inputs, layer, mode):
    drop = mode == "drop"
    none = by_hand(model, inputs, layer, keep=lambda t, h, kind, k: kind == "token", drop=drop)
    check(model, do.compressed(layer=layer, mode=mode), layer, none)
    less = by_hand(model, inputs, layer, keep=lambda t, h, kind, k: (kind, k) != ("entry", 1), drop=drop)
    check(model, do.entry("delete", entries=[1], layer=layer, mode=mode), layer, less)


def test_two_rules_act_together(model, inputs):
    rules = [do.window(2, layer=3), do.sink(layer=3), do.entry("delete", entries=[0], layer=3, mode="drop")]
    got, _ = out_of(model, rules, 3)
    query, key, entries, lists, _ = inputs[3]
    attn, out = model.layers[3].attn, torch.zeros(TOKENS, H, CONFIG.head_dim)
    for t in range(TOKENS):
        for h in range(H):
            vectors = torch.cat((key[max(0, t - 1) : t + 1], entries[lists[t]]))
            weight = (vectors @ query[t, h] * CONFIG.head_dim**-0.5).softmax(0)
            dead = torch.tensor([False] * min(2, t + 1) + [e == 0 for e in lists[t]])
            out[t, h] = weight.masked_fill(dead, 0) @ vectors
    want = attn.project(out[None], model.rotary(torch.arange(TOKENS), compressed=True))[0]
    torch.testing.assert_close(got, want, rtol=1e-4, atol=1e-5)


def test_what_two_rules_drop_is_gone_for_both(model, inputs):
    rules = [do.window(2, layer=3, mode="drop"), do.entry("delete", entries=[0], layer=3, mode="drop")]
    got, _ = out_of(model, rules, 3)
    want = by_hand(model, inputs, 3, keep=lambda t, h, kind, k: t - k < 2 if kind == "token" else k != 0, drop=True)
    torch.testing.assert_close(got, want, rtol=1e-4, atol=1e-5)


RULES = [
    do.window(2), do.window(2, mode="drop", heads=[1]), do.sink(), do.attend(slice(2, 17)), do.compressed(),
    do.entry("delete", entries=[1, 2]), do.entry("delete", entries=[1], mode="drop"),
]  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.label)
def test_passes_cut_elsewhere_give_the_same(model, rule):
    _, whole, one = read(model, rule)
    _, parts, other = read(model, rule, cuts=(3, 7, 8, 9, 20, 28, 29))
    torch.testing.assert_close(whole, parts, rtol=1e-4, atol=1e-4)
    assert one.fired == other.fired and sum(one.fired.values()) > 0


def test_what_is_captured_is_what_was_read(model):
    import dsv4lab as lab

    session = lab.Session(model)
    trace = session.generate(
        IDS[0].tolist(), max_new_tokens=3, temperature=0, capture=("attention",), edits=do.sink(layer=3)
    )
    row = trace.row("attention", "layer", 3)
    assert not trace.values("attention", "mass_sink")[row].any()
    assert trace.values("attention", "mass_sink")[0].any()
    masses = sum(trace.values("attention", f"mass_{zone}") for zone in ("window", "entries", "sink"))
    torch.testing.assert_close(torch.from_numpy(masses), torch.ones(masses.shape), rtol=1e-4, atol=1e-4)


def test_a_seam_passes_through_its_changes_in_order():
    seam: Seam[int] = Seam()
    assert not seam.used and seam(3) == 3
    first, second = seam.change(lambda v: v + 1), seam.change(lambda v: v * 10)
    assert seam.used and seam(3) == 40
    first()
    assert seam(3) == 30
    second()
    assert not seam.used

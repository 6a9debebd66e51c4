"""Small parts against float64 twins written from the equations, and the identities they must keep."""

from __future__ import annotations

import math

import pytest
import torch
from small_model import CONFIG, small_model, some_ids

from dsv4lab.config import FLASH, Yarn
from dsv4lab.errors import CacheError
from dsv4lab.kernels.attention import sparse_attention
from dsv4lab.kernels.compressor import pool_blocks
from dsv4lab.kernels.experts import chosen_experts, swiglu
from dsv4lab.kernels.hyper_connections import hyper_connections_post, hyper_connections_pre
from dsv4lab.kernels.lightning_indexer import index_scores, select_entries
from dsv4lab.kernels.rope import rms_norm, rotate
from dsv4lab.kernels.sinkhorn import sinkhorn
from dsv4lab.kernels.topk import best_first
from dsv4lab.model.kv_cache import Cache
from dsv4lab.model.rope import Rotary, frequencies


def draw(*shape: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


# Norm and rotary positions ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_rms_norm_matches_float64(dtype):
    x, weight = draw(5, 33).to(dtype), draw(33, seed=1)
    wide = x.double()
    expected = wide / (wide.square().mean(-1, keepdim=True) + 1e-6).sqrt() * weight.double()
    rounding = 2**-8 if dtype == torch.bfloat16 else 1e-6  # once, at the end: half a unit in the last place
    torch.testing.assert_close(rms_norm(x, weight).double(), expected, rtol=rounding, atol=1e-6)


def test_yarn_keeps_fast_pairs_and_slows_slow_ones_by_the_factor():
    plain, slow = frequencies(64, 160000.0), frequencies(64, 160000.0, Yarn())
    assert torch.equal(plain[:16], slow[:16])
    torch.testing.assert_close(plain[25:] / 16, slow[25:])
    assert ((slow[16:25] < plain[16:25]) & (slow[16:25] > plain[16:25] / 16)).all()


def test_frequencies_are_theta_to_the_minus_2i_over_width():
    expected = [10000.0 ** (-2 * i / 64) for i in range(32)]
    torch.testing.assert_close(
        frequencies(64, 10000.0).double(), torch.tensor(expected, dtype=torch.float64), rtol=1e-6, atol=0
    )


def test_rotation_turns_pairs_of_neighbours_and_inverts():
    rotary = Rotary(CONFIG)
    x = draw(1, 7, 2, 20)
    angles = rotary(torch.arange(3, 10), compressed=True)
    turned = rotate(x, angles)
    assert torch.equal(turned[..., :12], x[..., :12])  # only the last 8 channels turn
    pairs = torch.view_as_complex(x[..., 12:].double().reshape(1, 7, 2, 4, 2))
    angle = torch.arange(3, 10).double()[:, None] * rotary.compressed.double()
    expected = pairs * torch.polar(torch.ones_like(angle), angle)[None, :, None]
    torch.testing.assert_close(turned[..., 12:].double(), torch.view_as_real(expected).flatten(-2), rtol=0, atol=1e-6)
    torch.testing.assert_close(rotate(turned, angles, inverse=True), x, rtol=0, atol=1e-6)


# Hyper-connections --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", [(1, 4, 4), (500, 4, 4), (2, 2, 2)])  # one (plain numbers), many, two streams
@pytest.mark.parametrize("steps", [0, 1, 20])
def test_sinkhorn_matches_a_float64_twin(shape, steps):
    logits = 3 * draw(*shape)
    twin = logits.double().softmax(-1) + 1e-6
    for step in range(steps):
        if step:
            twin = twin / (twin.sum(-1, keepdim=True) + 1e-6)
        twin = twin / (twin.sum(-2, keepdim=True) + 1e-6)
    found = sinkhorn(logits, steps=steps)
    torch.testing.assert_close(found.double(), twin, rtol=1e-5, atol=1e-6)
    if steps == 20:  # by then a column's sum is near one before its last division, so eps takes a millionth of it
        assert (found.sum(-2) - 1).abs().max() < 1e-5


def test_a_single_matrix_gets_the_numbers_it_gets_among_many():
    logits = draw(500, 4, 4)
    many = sinkhorn(logits)
    for at in range(0, 500, 50):
        torch.testing.assert_close(sinkhorn(logits[at : at + 1])[0], many[at], rtol=1e-5, atol=1e-6)


def test_expand_sums_over_the_first_index_of_comb():
    streams, out, post = draw(1, 1, 2, 3), draw(1, 1, 3, seed=1), torch.tensor([[[0.5, 2.0]]])
    comb = torch.tensor([[[[0.1, 0.9], [0.7, 0.3]]]])  # not symmetric: a transposed port is caught
    new = hyper_connections_post(out, streams, post, comb)
    torch.testing.assert_close(new[0, 0, 0], 0.5 * out[0, 0] + 0.1 * streams[0, 0, 0] + 0.7 * streams[0, 0, 1])
    torch.testing.assert_close(new[0, 0, 1], 2.0 * out[0, 0] + 0.9 * streams[0, 0, 0] + 0.3 * streams[0, 0, 1])
    torch.testing.assert_close(hyper_connections_pre(streams, post), (post[..., None] * streams).sum(-2))


def test_permuting_the_streams_consistently_leaves_the_logits_alone():
    model, ids = small_model(), some_ids(19)
    before = model(ids)
    order = torch.tensor([2, 0, 3, 1])
    n, width = 4, CONFIG.hidden_size
    mixings = [site.mixing for layer in model.layers for site in (layer.attn, layer.ffn)]
    for mixing in mixings:
        rows = torch.cat((order, n + order, 2 * n + (order[:, None] * n + order).flatten()))
        mixing.fn.copy_(mixing.fn[rows].unflatten(1, (n, width))[:, order].flatten(1))
        mixing.base.copy_(mixing.base[rows])
    model.head_mixing.fn.copy_(model.head_mixing.fn[order].unflatten(1, (n, width))[:, order].flatten(1))
    model.head_mixing.base.copy_(model.head_mixing.base[order])
    torch.testing.assert_close(model(ids), before, rtol=0, atol=2e-5)


# Compressor, indexer, attention -------------------------------------------------------------------------------------


def test_overlapping_blocks_pool_the_previous_block_through_the_first_half():
    content, gate = draw(1, 3, 4, 6), draw(1, 3, 4, 6, seed=1)
    pooled, weights = pool_blocks(content, gate, None, overlap=True)
    for entry in range(3):
        rows = [(content[0, entry, t, 3:], gate[0, entry, t, 3:]) for t in range(4)]
        if entry:
            rows += [(content[0, entry - 1, t, :3], gate[0, entry - 1, t, :3]) for t in range(4)]
        values, scores = (torch.stack(part).double() for part in zip(*rows, strict=True))
        torch.testing.assert_close(pooled[0, entry].double(), (scores.softmax(0) * values).sum(0), rtol=0, atol=1e-6)
    assert weights.shape == (1, 3, 8, 3) and weights[0, 0, :4].max() == 0


def test_index_scores_hide_incomplete_entries_and_sum_relu_over_heads():
    query, keys, weights = draw(1, 5, 3, 4), draw(1, 2, 4, seed=1), draw(1, 5, 3, seed=2)
    scores = index_scores(query, keys, weights, start=2, rate=4)
    for t in range(5):
        for s in range(2):
            expected = sum(
                float(weights[0, t, h] * (query[0, t, h] @ keys[0, s]).clamp_min(0)) for h in range(3)
            )  # fmt: skip
            visible = s < (2 + t + 1) // 4
            assert math.isclose(float(scores[0, t, s]), expected if visible else -math.inf, abs_tol=1e-5)
    picks = select_entries(scores, 8)
    assert picks.shape == (1, 5, 2) and picks[0, 0].tolist() == [-1, -1] and sorted(picks[0, 4].tolist()) == [-1, 0]


def test_among_equal_scores_the_lower_entry_comes_first():
    """ReLU makes whole rows of zeros; -inf is no entry, and minus zero is zero."""
    scores = draw(3, 40).relu() - 0.5 * (draw(3, 40, seed=1) > 1)
    scores[0, 7:20], scores[1] = -torch.inf, 0.0
    scores[1, ::3] = -0.0
    want = scores.sort(dim=-1, descending=True, stable=True)
    values, places = best_first(scores, 25)
    assert torch.equal(values, want.values[:, :25]) and torch.equal(places, want.indices[:, :25])
    assert select_entries(scores[None], 25)[0, 1].tolist() == list(range(25))


def test_equal_scores_that_are_all_chosen_come_in_order_too():
    scores = torch.full((2, 400), -1.0)
    for row in scores:
        row[torch.randperm(400, generator=torch.Generator().manual_seed(4))[:200]] = draw(200).abs().round() + 1
    order = scores.sort(dim=-1, descending=True, stable=True).indices[:, :200]
    assert not torch.equal(scores.topk(200, -1).indices, order), "topk has its own order, or this shows nothing"
    assert torch.equal(best_first(scores, 200)[1], order)


def test_index_scores_in_blocks_of_queries_equal_one_block(monkeypatch):
    from dsv4lab.kernels import lightning_indexer

    args = (draw(1, 9, 3, 4), draw(1, 5, 4, seed=1), draw(1, 9, 3, seed=2))
    whole = index_scores(*args, start=11, rate=4)
    monkeypatch.setattr(lightning_indexer, "_BLOCK_ELEMENTS", 31)
    torch.testing.assert_close(index_scores(*args, start=11, rate=4), whole, rtol=0, atol=1e-6)


def test_one_query_through_lists_equals_the_dense_mask():
    """Decode gathers the picked entries, prefill masks all of them: the same numbers and the same lists."""
    query, window, entries = draw(1, 2, 3, 8), draw(1, 6, 8, seed=1), draw(1, 7, 8, seed=2)
    picks, sink = torch.tensor([[[1, -1, 0], [4, 2, 6]]]), draw(3, seed=3)
    kwargs = {"window_size": 4, "rate": 4, "lists": True}
    out, lists = sparse_attention(query, window, entries, picks, sink, start=27, **kwargs)
    one, one_lists = sparse_attention(query[:, 1:], window, entries, picks[:, 1:], sink, start=28, **kwargs)
    torch.testing.assert_close(out[:, 1:], one, rtol=0, atol=1e-6)
    assert lists.key[0, 1].tolist() == one_lists.key[0, 0].tolist() == [25, 26, 27, 28, 4, 2, 6]
    assert lists.key[0, 0].tolist() == [24, 25, 26, 27, 1, -1, 0]
    torch.testing.assert_close(lists.weight[:, 1:], one_lists.weight, rtol=0, atol=1e-6)
    assert lists.weight[0, 0, :, 5].isnan().all()
    torch.testing.assert_close(lists.weight.nansum(-1) + lists.sink, torch.ones(1, 2, 3))


def test_picks_of_minus_one_never_read_the_last_entry():
    query, window, entries, sink = draw(1, 2, 1, 4), draw(1, 2, 4, seed=1), draw(1, 3, 4, seed=2), torch.zeros(1)
    picks = torch.tensor([[[-1, 0], [-1, 1]]])
    poisoned = entries.clone()
    poisoned[:, -1] = 1e6
    kwargs = {"start": 20, "window_size": 2, "rate": 4}
    assert torch.equal(*(sparse_attention(query, window, e, picks, sink, **kwargs)[0] for e in (entries, poisoned)))


# Experts ------------------------------------------------------------------------------------------------------------


def test_chosen_experts_match_a_loop_and_count_duplicates_twice():
    x, w1, w3, w2 = draw(4, 6), draw(5, 3, 6, seed=1), draw(5, 3, 6, seed=2), draw(5, 6, 3, seed=3)
    experts, weights = torch.tensor([[0, 4], [3, 3], [4, 0], [2, 1]]), draw(4, 2, seed=4).abs()
    found = chosen_experts(x, experts, weights, w1, w3, w2, limit=0.7)
    for t in range(4):
        for k in range(2):
            e = int(experts[t, k])
            gate, up = (w1[e] @ x[t]).double().clamp(max=0.7), (w3[e] @ x[t]).double().clamp(-0.7, 0.7)
            expected = float(weights[t, k]) * (w2[e].double() @ (gate * gate.sigmoid() * up))
            torch.testing.assert_close(found[t, k].double(), expected, rtol=0, atol=1e-5)


def test_swiglu_clamps_the_gate_from_above_only():
    gate, up = torch.tensor([-50.0, 50.0, 1.0]), torch.tensor([1.0, 1.0, -50.0])
    expected = [-50.0 * math.exp(-50) / (1 + math.exp(-50)), 10 / (1 + math.exp(-10)), -10 / (1 + math.exp(-1))]
    torch.testing.assert_close(swiglu(gate, up, 10.0), torch.tensor(expected))


# Cache, drafts, numerics --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("length", [0, 1, 5, 8, 21, 24, 33, 40])
def test_a_rewound_cache_continues_as_if_the_rest_had_never_been(length):
    """At block borders, inside blocks, inside the window and before it; the original goes on unharmed."""
    model, ids = small_model(), some_ids(48)
    expected = model(ids)
    cache = Cache(CONFIG, rewindable=True)
    parts = [model(ids[:, :29], cache), *(model(ids[:, p : p + 1], cache) for p in range(29, 40))]
    back = cache.at(length)
    model(some_ids(7, seed=9), back)  # another continuation on the copy
    again = [
        model(ids[:, at : at + 3], again_cache) for again_cache in [cache.at(length)] for at in range(length, 48, 3)
    ]
    torch.testing.assert_close(torch.cat(again, 1), expected[:, length:], rtol=0, atol=2e-5)
    parts += [model(ids[:, p : p + 1], cache) for p in range(40, 48)]
    torch.testing.assert_close(torch.cat(parts, 1), expected, rtol=0, atol=2e-5)


def test_a_cache_is_only_taken_back_to_lengths_it_has_seen():
    model = small_model()
    cache = Cache(CONFIG, rewindable=True)
    model(some_ids(9), cache)
    with pytest.raises(CacheError, match="holds 9 tokens"):
        cache.at(10)
    with pytest.raises(CacheError, match="rewindable=True"):
        Cache(CONFIG).at(0)


def test_the_cache_holds_what_the_report_says_it_must():
    model = small_model()
    cache = Cache(CONFIG)
    model(some_ids(45), cache)
    for kind, layer in zip(CONFIG.layer_kinds, cache.layers, strict=True):
        assert layer.window.shape == (1, CONFIG.sliding_window - 1, CONFIG.head_dim)
        if kind != "sliding":
            assert layer.compressor.entries.count == 45 // CONFIG.rate(kind)
            assert layer.compressor.content.shape[1] == 45 % CONFIG.rate(kind)
        assert (layer.indexer is not None) == (kind == "csa")
    assert cache.bytes() > 0


def test_a_draft_block_runs_token_by_token_as_in_one_pass():
    model, ids = small_model(), some_ids(26)
    streams = model.run_layers(ids[:, :-1])
    whole, _ = model.draft(streams, ids[:, 1:])
    cache, parts = Cache(CONFIG), []
    for at in range(25):
        parts.append(model.draft(streams[:, at : at + 1], ids[:, at + 1 : at + 2], cache, start=at)[0])
    torch.testing.assert_close(torch.cat(parts, 1), whole, rtol=0, atol=2e-5)


def test_a_draft_follows_its_equations():
    """One token: attention sees itself and the sink only, so the block can be written out by hand in float64."""
    model, ids = small_model(), some_ids(2)
    block = model.mtp[0]
    streams = model.run_layers(ids[:, :1])
    found, after = model.draft(streams, ids[:, 1:])

    def norm(x, weight, eps=CONFIG.rms_norm_eps):
        return x / (x.square().mean(-1, keepdim=True) + eps).sqrt() * weight.double()

    embedded = norm(model.embed.weight[ids[0, 1]].double(), block.enorm.weight) @ block.e_proj.weight.double().T
    mixed = embedded + norm(streams[0, 0].double(), block.hnorm.weight) @ block.h_proj.weight.double().T  # [N, D]
    expected = block(mixed.float()[None, None], ids[:, 1:], 0, Cache(CONFIG).mtp[0], model.rotary)
    torch.testing.assert_close(after, expected, rtol=0, atol=1e-5)
    flat = after.flatten().double()
    pre = torch.sigmoid(
        block.head_mixing.fn.double() @ flat / (flat.square().mean() + CONFIG.rms_norm_eps).sqrt()
        * block.head_mixing.scale + block.head_mixing.base
    ) + CONFIG.hc_eps  # fmt: skip
    logits = norm((pre[:, None] * after[0, 0].double()).sum(0), block.norm.weight) @ model.head.weight.double().T
    torch.testing.assert_close(found[0, 0].double(), logits, rtol=0, atol=2e-5)


def test_release_numerics_round_and_can_be_switched_off_again():
    model, ids = small_model(), some_ids(33)
    exact = model(ids)
    model.numerics.release = True
    rounded = model(ids)
    model.numerics.release = False
    assert torch.equal(model(ids), exact)
    difference = (rounded - exact).abs().max()
    assert difference > 1e-4  # it does something


def test_release_numerics_round_keys_but_not_their_rotated_part():
    model, ids, seen = small_model(), some_ids(16), {}
    model.layers[0].attn.key.register_forward_hook(lambda _m, _a, out: seen.update(key=out))
    model.numerics.release = True
    model(ids)
    key = seen["key"]
    nope = key[..., : -CONFIG.qk_rope_head_dim]
    from dsv4lab.kernels.quantization import simulate_fp8

    assert torch.equal(nope, simulate_fp8(nope, 64))  # already on the FP8 grid
    rope = key[..., -CONFIG.qk_rope_head_dim :]
    assert not torch.equal(rope, simulate_fp8(rope, 64))


def test_casting_keeps_in_float32_what_the_release_keeps():
    model = small_model().cast(torch.bfloat16)
    kept = {name for name, p in model.named_parameters() if p.dtype == torch.float32}
    assert "layers.1.attn.sink" in kept and "layers.1.attn.mixing.fn" in kept and "head_mixing.base" in kept
    assert "layers.1.attn.indexer.compressor.ape" in kept and "layers.4.ffn.routing.bias" in kept
    assert "layers.1.attn.wq_a.weight" not in kept and "layers.1.ffn.routing.weight" not in kept
    logits = model(some_ids(17))
    assert logits.dtype == torch.float32 and logits.isfinite().all()


def test_the_released_schedule_is_as_published():
    assert FLASH.compress_ratios[:4] == (0, 0, 4, 128) and FLASH.compress_ratios[-2:] == (4, 0)
    assert [len(FLASH.layers_of_kind(kind)) for kind in ("sliding", "csa", "hca")] == [2, 21, 20]


@pytest.mark.parametrize("k", [1, 2])
def test_the_few_best_of_a_row_are_those_that_sorting_finds(k):
    """Looked for one after the other: equals, rows with nothing but -inf behind them, infinities and NaN."""
    generator = torch.Generator().manual_seed(5)
    scores = torch.randint(0, 3, (64, 9), generator=generator).float()
    several = (scores, scores - 2, -scores.square(), torch.randn(7, 40, generator=generator), scores.bfloat16())
    empty, odd = torch.full((4, 9), -torch.inf), scores.clone()
    empty[1, 3] = odd[0, 4] = 1.0
    empty[2, 5] = odd[3, 1:3] = torch.inf
    odd[5, 6] = torch.nan
    for values in (*several, empty, odd, odd[:0]):
        order = values.sort(dim=-1, descending=True, stable=True)
        found, places = best_first(values, k)
        assert torch.equal(places, order.indices[:, :k])
        assert torch.equal(found.nan_to_num(7), order.values[:, :k].nan_to_num(7))

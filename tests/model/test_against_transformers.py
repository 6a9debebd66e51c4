"""Our model equals transformers' to what float32 leaves open, for whole, chunked and token-by-token passes."""

from __future__ import annotations

import random

import pytest
import torch
from oracle import CASES, open_to_float32, our_state_dict, random_case, transformers_model

from dsv4lab.config import Config
from dsv4lab.model.kv_cache import Cache
from dsv4lab.model.transformer import Transformer

LENGTH = 61  # a multiple of no compression rate in use


@pytest.fixture(scope="module", params=list(CASES))
def pair(request):
    theirs = transformers_model(request.param)
    config = Config.from_dict(theirs.config.to_dict()).replace(num_nextn_predict_layers=0)
    ours = Transformer(config).eval()
    ours.load_state_dict(our_state_dict(theirs), strict=True)
    ids = torch.randint(0, config.vocab_size, (2, LENGTH), generator=torch.Generator().manual_seed(7))
    with torch.no_grad():
        expected = theirs(ids, use_cache=False).logits
    return theirs, ours, ids, expected, open_to_float32(ours, ids)


def assert_close(name: str, expected: torch.Tensor, found: torch.Tensor, room: float) -> None:
    worst = (expected - found).abs().max().item()
    assert worst <= room, f"{name}: largest difference {worst:.2e} above {room:.1e}"


def in_chunks(model: Transformer, ids: torch.Tensor, chunks: list[int]) -> torch.Tensor:
    cache, at, parts = Cache(model.config), 0, []
    for size in chunks:
        parts.append(model(ids[:, at : at + size], cache))
        at += size
    assert at == ids.shape[1] == cache.length
    return torch.cat(parts, 1)


@torch.no_grad()
def test_full_forward_matches(pair):
    _, ours, ids, expected, room = pair
    assert_close("logits", expected, ours(ids), room)


@torch.no_grad()
@pytest.mark.parametrize("prefill", [1, 3, 7, 16, 29])
def test_prefill_then_decode_matches(pair, prefill):
    _, ours, ids, expected, room = pair
    assert_close("logits", expected, in_chunks(ours, ids, [prefill] + [1] * (LENGTH - prefill)), room)


@torch.no_grad()
@pytest.mark.parametrize("chunks", [[13, 9, 1, 27, 11], [4, 4, 8, 16, 29], [60, 1]])
def test_chunked_prefill_matches(pair, chunks):
    _, ours, ids, expected, room = pair
    assert_close("logits", expected, in_chunks(ours, ids, chunks), room)


@torch.no_grad()
def test_right_padding_leaves_earlier_positions_alone(pair):
    _, ours, ids, expected, room = pair
    padded = torch.cat((ids, torch.zeros(2, 9, dtype=ids.dtype)), 1)
    assert_close("logits", expected, ours(padded)[:, :LENGTH], room)


@torch.no_grad()
def test_streams_match_after_every_layer(pair):
    theirs, ours, ids, _, room = pair
    hidden, ours_streams = [], []
    hooks = [layer.register_forward_hook(lambda _m, _a, out: hidden.append(out)) for layer in theirs.model.layers]
    hooks += [
        ours.streams[str(i)].register_forward_hook(lambda _m, _a, out: ours_streams.append(out))
        for i in range(ours.config.num_hidden_layers)
    ]
    theirs(ids, use_cache=False), ours(ids)
    for hook in hooks:
        hook.remove()
    assert len(hidden) == len(ours_streams) == ours.config.num_hidden_layers
    for i, (a, b) in enumerate(zip(hidden, ours_streams, strict=True)):
        # Streams grow with depth while the tolerance is stated for logits: measured against their own size.
        assert_close(f"streams.{i}", a, b, room * max(1.0, a.abs().max().item()))


@torch.no_grad()
@pytest.mark.parametrize("change", ["window", "topk", "clamp", "rope", "sink", "ape", "comb", "bias"])
def test_the_comparison_notices_a_changed_part(pair, change):
    """The oracle is sensitive: a wrong constant or an ignored parameter moves the logits far above the tolerance."""
    _, ours, ids, expected, room = pair
    config, state = ours.config, {k: v.clone() for k, v in ours.state_dict().items()}
    if change == "window":
        config = config.replace(sliding_window=config.sliding_window - 1)
    elif change == "topk":
        config = config.replace(index_topk=config.index_topk - 1)
    elif change == "clamp":
        if config.swiglu_limit > 1:
            pytest.skip("this case's clamp is wide on purpose: nothing reaches it")
        config = config.replace(swiglu_limit=2 * config.swiglu_limit)
    elif change == "rope":
        config = config.replace(compress_rope_theta=config.rope_theta)
    for name in state:
        if (change == "sink" and name.endswith("attn.sink")) or (change == "ape" and name.endswith(".ape")):
            state[name].zero_()
        if change == "bias" and name.endswith("routing.bias"):
            state[name].zero_()
        if change == "comb" and name.endswith(("attn.mixing.fn", "ffn.mixing.fn")):
            n = config.hc_mult  # transposing each small matrix: the sum over the wrong index
            state[name][2 * n :] = state[name][2 * n :].unflatten(0, (n, n)).transpose(0, 1).flatten(0, 1)
    if change == "bias" and config.num_experts_per_tok == config.n_routed_experts:
        pytest.skip("every expert is chosen in this case: the bias cannot matter")
    wrong = Transformer(config).eval()
    wrong.load_state_dict(state)
    assert (wrong(ids) - expected).abs().max() > 40 * room


@torch.no_grad()
@pytest.mark.parametrize("seed", range(20))
def test_random_configurations_match(seed):
    theirs = transformers_model(random_case(seed), seed)
    config = Config.from_dict(theirs.config.to_dict()).replace(num_nextn_predict_layers=0)
    ours = Transformer(config).eval()
    ours.load_state_dict(our_state_dict(theirs), strict=True)
    rng = random.Random(seed)
    ids = torch.randint(0, config.vocab_size, (2, rng.randint(2, 90)), generator=torch.Generator().manual_seed(seed))
    expected, found = theirs(ids, use_cache=False).logits, ours(ids)
    room = open_to_float32(ours, ids, seed)
    assert_close("whole", expected, found, room)
    cuts = sorted(rng.sample(range(1, ids.shape[1]), min(3, ids.shape[1] - 1)))
    chunks = [b - a for a, b in zip([0, *cuts], [*cuts, ids.shape[1]], strict=True)]
    assert_close("in chunks", expected, in_chunks(ours, ids, chunks), room)

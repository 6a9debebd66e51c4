"""What a trace of a real run must satisfy, recomputed from the model's own parameters; and the checks can fail."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from small_model import CONFIG, small_model, some_ids

from dsv4lab.capture.checks import check_trace
from dsv4lab.capture.plan import ALL, STANDARD, Plan
from dsv4lab.kernels.sinkhorn import sinkhorn
from dsv4lab.session import Session

PROMPT, NEW = 37, 14


@pytest.fixture(scope="module")
def run():
    model = small_model()
    session = Session(model)
    plan = Plan(groups=ALL, vectors=tuple(range(-1, CONFIG.num_hidden_layers)))
    trace = session.generate(some_ids(PROMPT)[0].tolist(), max_new_tokens=NEW, capture=plan)
    return model, trace


@pytest.fixture(scope="module")
def whole(run):
    """Every point of one pass over the whole text, beside the trace that was recorded token by token."""
    model, trace = run
    ids = torch.tensor(trace.values("tokens", "id"))[None].long()
    seen, handles = {}, []
    from dsv4lab.capture.points import names

    for name in names(CONFIG):
        hook = model.get_submodule(name).register_forward_hook(lambda _m, _a, out, n=name: seen.update({n: out}))
        handles.append(hook)
    model(ids)
    for handle in handles:
        handle.remove()
    return seen


def close(a, b, tolerance=2e-5):
    np.testing.assert_allclose(a, b, rtol=0, atol=tolerance)


def test_every_group_is_there_and_every_check_passes(run):
    _, trace = run
    assert set(trace.groups) == set(ALL)
    assert len(trace) == PROMPT + NEW
    checks = trace.run["checks"]
    assert len(checks) >= 7 and all(check["ok"] for check in checks.values()), checks


def test_tokens_know_how_the_model_saw_them(run, whole):
    _, trace = run
    logprobs = whole["logits"][0].log_softmax(-1)
    ids = torch.tensor(trace.values("tokens", "id")).long()
    expected = logprobs[:-1].gather(-1, ids[1:, None])[:, 0]
    close(trace.values("tokens", "logprob")[1:], expected)
    assert np.isnan(trace.values("tokens", "logprob")[0])
    close(trace.values("tokens", "entropy")[1:], -(logprobs.exp() * logprobs).sum(-1)[:-1])
    close(trace.values("tokens", "top_logprob")[1:], logprobs.topk(5).values[:-1])
    assert trace.values("tokens", "phase").tolist() == [0] * PROMPT + [1] * NEW
    close(trace.values("logits", "value"), whole["logits"][0])


def test_routing_is_recomputed_from_the_scores(run, whole):
    model, trace = run
    routing = trace["routing"]
    for layer, kind in enumerate(CONFIG.routing_kinds):
        scores = whole[f"layers.{layer}.ffn.routing.scores"][0]
        experts = torch.tensor(routing.expert.sel(layer=layer).values).long()
        chosen = scores.gather(-1, experts)
        weights = chosen / chosen.sum(-1, keepdim=True) * CONFIG.routed_scaling_factor
        close(routing.weight.sel(layer=layer), weights)
        close(routing.score.sel(layer=layer), chosen)
        assert (np.diff(routing.weight.sel(layer=layer).values) <= 0).all()  # slots in order of falling weight
        routed = whole[f"layers.{layer}.ffn.routed"][0].norm(dim=-1).sort(-1).values
        close(np.sort(routing.expert_norm.sel(layer=layer) * routing.weight.sel(layer=layer)), routed, 1e-4)
        if kind == "hash":
            table = model.layers[layer].ffn.routing.tid2eid[torch.tensor(trace.values("tokens", "id")).long()]
            assert torch.equal(experts.sort(-1).values, table.sort(-1).values)
            assert routing.margin.sel(layer=layer).isnull().all()
            assert routing.biased_score.sel(layer=layer).isnull().all()
        else:
            biased = whole[f"layers.{layer}.ffn.routing.biased_scores"][0]
            best = biased.topk(CONFIG.num_experts_per_tok + 2, -1)
            assert torch.equal(experts.sort(-1).values, best.indices[:, : CONFIG.num_experts_per_tok].sort(-1).values)
            close(routing.margin.sel(layer=layer), best.values[:, -3] - best.values[:, -2])
            np.testing.assert_array_equal(routing.runner_expert.sel(layer=layer), best.indices[:, -2:])


def test_attention_lists_equal_a_dense_reference(run, whole):
    """Rebuild each query's softmax over window, entries and sink from queries and keys alone."""
    model, trace = run
    attention = trace["attention"]
    for layer in range(CONFIG.num_hidden_layers):
        query, key = whole[f"layers.{layer}.attn.query"][0], whole[f"layers.{layer}.attn.key"][0]
        rate = CONFIG.rate(CONFIG.layer_kinds[layer])
        sink = model.layers[layer].attn.sink
        entries = rotated_entries(model, layer, whole, rate) if rate else None
        for position in (0, 5, 20, PROMPT, PROMPT + NEW - 1):
            keys = {(0, p): key[p] for p in range(max(0, position - CONFIG.sliding_window + 1), position + 1)}
            if rate:
                visible = range((position + 1) // rate)
                if CONFIG.layer_kinds[layer] == "csa":
                    picks = trace["indexer"].entry.sel(layer=layer, query=position).values
                    assert set(picks[picks >= 0]) <= set(visible)
                    visible = [e for e in picks if e >= 0]
                keys |= {(1, int(e)): entries[e] for e in visible}
            logits = torch.stack([query[position] @ k * CONFIG.head_dim**-0.5 for k in keys.values()], -1)  # [H, n]
            weights = torch.cat((logits, sink[:, None]), -1).softmax(-1)
            for head in range(CONFIG.num_attention_heads):
                row = attention.sel(layer=layer, query=position, head=head)
                listed = {
                    (int(z), int(k)): float(w)
                    for z, k, w in zip(row.zone.values, row.key.values, row.weight.values, strict=True)
                    if k >= 0
                }
                expected = dict(zip(keys, weights[head].tolist(), strict=False))
                assert listed.keys() == expected.keys()
                close([listed[k] for k in expected], list(expected.values()))
                assert float(row.mass_sink) == pytest.approx(float(weights[head, -1]), abs=1e-5)


def test_lists_of_one_layer_at_a_time_are_the_same(run, monkeypatch):
    """Layers whose lists are equally long are handled together, unless that is too much at once."""
    model, trace = run
    monkeypatch.setattr("dsv4lab.capture.groups.attention._TOGETHER", 1)
    again = Session(model).generate(
        some_ids(PROMPT)[0].tolist(), max_new_tokens=NEW, capture=Plan(groups=("attention",))
    )
    for name in again.variables("attention"):
        close(again.values("attention", name), trace.values("attention", name), 1e-6)


def rotated_entries(model, layer, whole, rate):
    from dsv4lab.kernels.rope import rotate

    entries = whole[f"layers.{layer}.attn.compressor.entries"]
    positions = torch.arange(entries.shape[1]) * rate
    return rotate(entries, model.rotary(positions, compressed=True))[0]


def test_indexer_picks_are_the_best_complete_entries(run, whole):
    _, trace = run
    for layer in CONFIG.layers_of_kind("csa"):
        scores = whole[f"layers.{layer}.attn.indexer.scores"][0]
        for position in range(PROMPT + NEW):
            visible = (position + 1) // CONFIG.csa_rate
            row = trace["indexer"].sel(layer=layer, query=position)
            picked = row.entry.values[row.entry.values >= 0]
            assert int(row.visible) == visible and len(picked) == min(visible, CONFIG.index_topk)
            best = scores[position, :visible].sort(descending=True).values
            close(row.score.values[: len(picked)], best[: len(picked)])
            if visible > CONFIG.index_topk:
                close(float(row.margin), float(best[CONFIG.index_topk - 1] - best[CONFIG.index_topk]))
            else:
                assert np.isnan(row.margin)
            beyond = row.runner_entry.values[row.runner_entry.values >= 0]
            assert len(beyond) == min(max(0, visible - CONFIG.index_topk), row.sizes["entry_runner"])
            assert not set(beyond) & set(picked) and (beyond < visible).all()
            close(row.runner_score.values[: len(beyond)], best[len(picked) :][: len(beyond)])
            close(row.runner_score.values[: len(beyond)], scores[position, beyond])


def test_compressor_gates_sum_to_one_and_point_at_their_tokens(run, whole):
    _, trace = run
    compressor = trace["compressor"]
    for layer in CONFIG.layers_of_kind("csa", "hca"):
        rate = CONFIG.rate(CONFIG.layer_kinds[layer])
        count = (PROMPT + NEW) // rate
        gate = compressor.gate.sel(layer=layer).values[:count]
        close(np.nansum(gate, -1), 1.0)
        close(gate[:, : whole[f"layers.{layer}.attn.compressor.gate"].shape[-1]],
              whole[f"layers.{layer}.attn.compressor.gate"][0])  # fmt: skip
        sources = compressor.source_token.sel(layer=layer).values[1]
        overlap = CONFIG.layer_kinds[layer] == "csa"
        expected = list(range(0 if overlap else rate, 2 * rate))
        assert sources[sources >= 0].tolist() == expected
        assert (
            compressor.gate.sel(layer=layer).values[count:].size == 0
            or np.isnan(compressor.gate.sel(layer=layer).values[count:]).all()
        )
        if overlap:  # the first entry has no block before its own
            assert gate[0, :rate].max() == 0
            close(np.nansum(compressor.index_gate.sel(layer=layer).values[:count], -1), 1.0)


def test_streams_are_rebuilt_from_mixing_and_outputs(run, whole):
    """next[to] = post[to] * out + sum over from of comb[from, to] * stream[from], at both sites of every layer."""
    _, trace = run
    vectors, mixing = trace["streams"].vector, trace["mixing"]
    for layer in range(CONFIG.num_hidden_layers):
        streams = vectors.sel(layer=layer - 1).values  # [T, N, D]
        for site, name in enumerate(("attn", "ffn")):
            part = mixing.sel(layer=layer, site=site)
            out = whole[f"layers.{layer}.{name}.out"][0].numpy()
            mixed = np.einsum("tfo,tfd->tod", part.comb.values, streams)
            streams = part.post.values[..., None] * out[:, None] + mixed
        scale = np.abs(streams).max()
        close(vectors.sel(layer=layer).values / scale, streams / scale)
    norm = np.linalg.norm(vectors.values, axis=-1)
    np.testing.assert_allclose(trace["streams"].norm.values, norm, rtol=1e-5)


def test_drafts_are_what_the_block_proposes_in_one_pass(run, whole):
    model, trace = run
    ids = torch.tensor(trace.values("tokens", "id"))[None].long()
    streams = whole[f"streams.{CONFIG.num_hidden_layers - 1}"]
    logits, _ = model.draft(streams[:, :-1], ids[:, 1:])  # row i proposes token i + 2
    expected = logits[0].log_softmax(-1).max(-1)
    drafts = trace["mtp"]
    np.testing.assert_array_equal(drafts.id.values[2:], expected.indices[:-1])
    close(drafts.id_logprob.values[2:], expected.values[:-1])
    assert drafts.id.values[:2].tolist() == [-1, -1] and drafts.agree.values[:2].tolist() == [-1, -1]
    np.testing.assert_array_equal(drafts.agree.values[2:], drafts.id.values[2:] == ids[0, 2:].numpy())


def test_the_last_lens_layer_is_the_model_itself(run):
    _, trace = run
    lens = trace["lens"]
    assert (lens.agree.sel(layer=CONFIG.num_hidden_layers - 1) == 1).all()
    best = trace.values("logits", "value").argmax(-1)
    np.testing.assert_array_equal(lens.top_id.sel(layer=CONFIG.num_hidden_layers - 1, rank=0), best)


@pytest.mark.parametrize(
    ("group", "variable", "check"),
    [
        ("routing", "weight", "routing weights sum"),
        ("attention", "mass_sink", "attention masses sum"),
        ("mixing", "comb", "mixing columns sum"),
        ("indexer", "entry", "picks are complete"),
        ("streams", "norm", "stream norms"),
        ("compressor", "gate", "gates of complete"),
        ("compressor", "index_gate", "index_gates of complete"),
        ("tokens", "phase", "phases agree"),
    ],
)
def test_checks_fail_on_a_damaged_trace(group, variable, check):
    session = Session(small_model())
    trace = session.generate(some_ids(20)[0].tolist(), max_new_tokens=2, capture=STANDARD)
    array = trace.values(group, variable)
    array[:] = 99 if array.dtype.kind == "i" else np.nan
    failed = [name for name, result in check_trace(trace).items() if not result["ok"]]
    assert any(name.startswith(check) for name in failed), failed


def one_check(trace, name):
    found = [result["ok"] for check, result in check_trace(trace).items() if check == name]
    assert len(found) == 1, name
    return found[0]


def test_gates_that_stand_in_the_wrong_entry_are_found():
    """An entry with the gates of the one before, one without, and one that is not complete yet."""
    session = Session(small_model())
    for damage, name in (
        (lambda g: g.__setitem__((0, 3), 0.0), "gates of complete entries sum to one"),
        (lambda g: g.__setitem__((0, 3, 1), np.nan), "gates of complete entries sum to one"),
        (lambda g: g.__setitem__((3, -1, 0), 0.5), "no gates beyond the last complete entry"),
    ):
        trace = session.generate(some_ids(22)[0].tolist(), max_new_tokens=0)
        assert CONFIG.layer_kinds[trace.layers("compressor")[3]] == "hca" and one_check(trace, name)
        damage(trace.values("compressor", "gate"))
        assert not one_check(trace, name)


def test_one_sinkhorn_step_passes_the_check_of_columns_and_a_broken_column_fails():
    config = CONFIG.replace(hc_sinkhorn_iters=1)
    trace = Session(small_model(config)).generate(some_ids(20)[0].tolist(), max_new_tokens=2)
    logits = torch.randn(4, 4, generator=torch.Generator().manual_seed(0))
    logits[:, 1] = -40.0  # a stream that no other writes to: its column is eps and nothing else
    right = sinkhorn(logits[None], steps=1, eps=config.hc_eps)[0]
    assert right[:, 1].sum() == pytest.approx(0.8, abs=1e-3)
    trace.values("mixing", "comb")[1, 0, 2] = right
    assert one_check(trace, "mixing columns sum to one")
    trace.values("mixing", "comb")[1, 0, 2, :, 1] *= 0.5
    assert not one_check(trace, "mixing columns sum to one")


def test_a_branch_knows_how_much_of_its_text_was_a_prompt():
    session = Session(small_model())
    session.generate(some_ids(20)[0].tolist(), max_new_tokens=4)
    for at, prompt in ((9, 9), (22, 20)):
        twin = session.branch(at, 5)
        for _ in twin.resume(max_new_tokens=3):
            pass
        assert twin.trace.run["prompt_tokens"] == prompt and twin.trace.run["branched"]["token"] == at
        assert len(twin.trace.pieces[prompt:]) == at + 3 - prompt
        assert all(check["ok"] for check in twin.trace.run["checks"].values())

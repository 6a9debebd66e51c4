"""dsv4lab/training/forward.py: the same values as the model, the right gradients to the right places."""

from __future__ import annotations

import pytest
import torch
from small_model import CONFIG, small_model, some_ids

from dsv4lab.training.blocked_attention import blocked_attention
from dsv4lab.training.forward import Outputs, TrainingForward, index_loss

TOKENS = 48  # a multiple of window 6 and rates 4 and 8
YES, NO = torch.tensor(True), torch.tensor(False)


def rows_of() -> torch.Tensor:
    return some_ids(2 * (TOKENS + 2)).view(2, -1)


def run(model, sparse: torch.Tensor = YES) -> Outputs:
    return TrainingForward(model)(rows_of(), sparse)


def test_it_equals_the_model_and_its_draft_block() -> None:
    model, rows = small_model(), rows_of()
    streams = model.run_layers(rows[:, :-2])
    drafted, _ = model.draft(streams, rows[:, 1:-1])
    outputs = run(model)
    assert outputs.draft_hidden is not None
    torch.testing.assert_close(outputs.hidden @ model.head.weight.T, model.read_out(streams), rtol=0, atol=1e-5)
    torch.testing.assert_close(outputs.draft_hidden @ model.head.weight.T, drafted, rtol=0, atol=1e-5)


def test_without_picking_it_equals_a_model_that_picks_every_entry() -> None:
    model = small_model()
    all_picked = small_model(CONFIG.replace(index_topk=TOKENS))
    hidden = run(model, NO).hidden
    torch.testing.assert_close(hidden @ model.head.weight.T, all_picked(rows_of()[:, :-2]), rtol=0, atol=1e-5)
    assert (hidden - run(model).hidden).abs().max() > 1e-3


@pytest.mark.parametrize(
    "name", ["layers.1.attn.wkv.weight", "layers.3.ffn.experts.w2", "layers.4.attn.mixing.fn", "layers.0.attn.sink"]
)
def test_gradients_equal_those_through_the_model(name: str) -> None:
    gradients = []
    for through_model in (True, False):
        model = small_model()
        parameter = model.get_parameter(name).requires_grad_()
        logits = model(rows_of()[:, :-2]) if through_model else run(model).hidden @ model.head.weight.T
        logits.square().mean().backward()
        gradients.append(parameter.grad)
    torch.testing.assert_close(gradients[0], gradients[1], rtol=1e-3, atol=1e-6)


def test_the_embedding_s_gradient_is_that_of_torch() -> None:
    gradients = []
    for through_model in (True, False):
        model = small_model()
        model.embed.weight.requires_grad_()
        logits = model(rows_of()[:, :-2]) if through_model else run(model).hidden @ model.head.weight.T
        logits.square().mean().backward()
        gradients.append(model.embed.weight.grad)
    torch.testing.assert_close(gradients[0], gradients[1], rtol=1e-3, atol=1e-6)


def test_the_index_loss_reaches_the_indexers_and_nothing_else() -> None:
    model = small_model()
    model.requires_grad_(True)
    run(model).index_loss.backward()
    touched = {name for name, p in model.named_parameters() if p.grad is not None and p.grad.abs().sum() > 0}
    assert touched
    assert all(".indexer." in name for name in touched)
    assert {name.split(".")[1] for name in touched} == {"1", "3", "5"}


def test_the_index_loss_is_nothing_when_scores_are_the_log_of_the_mass() -> None:
    mass = torch.rand(1, 5, 7) + 0.1
    allowed = torch.rand(1, 5, 7) > 0.3
    allowed[:, 0] = False  # a query without entries must not count, nor turn into NaN
    assert index_loss((mass * 3).log(), mass, allowed).abs() < 1e-6
    scores = torch.randn(1, 5, 7, requires_grad=True)
    loss = index_loss(scores, mass, allowed)
    loss.backward()
    assert loss > 0.01
    assert scores.grad is not None
    assert torch.isfinite(scores.grad).all()
    assert (scores.grad[~allowed] == 0).all()


def test_loads_count_every_choice_and_balance_is_at_least_about_one() -> None:
    outputs = run(small_model())
    assert [int(load.sum()) for load in outputs.loads] == [2 * TOKENS * CONFIG.num_experts_per_tok] * 5
    assert 0.9 < outputs.balance_loss < CONFIG.n_routed_experts


def test_attention_mass_of_window_entries_and_sink_sums_to_one() -> None:
    torch.manual_seed(0)
    query, key, entries = torch.randn(1, 12, 2, 8), torch.zeros(1, 12, 8), torch.zeros(1, 3, 8)
    allowed = torch.ones(1, 12, 3, dtype=torch.bool)
    _, mass = blocked_attention(query, key, entries, allowed, torch.zeros(2), window=4)
    assert mass is not None
    # All logits are zero: each of the seen keys (up to 4), 3 entries and the sink weighs the same.
    seen = torch.arange(1, 13).clamp(max=4)
    torch.testing.assert_close(mass, (2 / (seen + 4.0))[None, :, None].expand(1, 12, 3))


def test_dropout_changes_training_only_where_it_is_asked_for() -> None:
    model = small_model()
    torch.manual_seed(0)
    dropped = TrainingForward(model, dropout=0.5)(rows_of(), YES).hidden
    assert (dropped - run(model).hidden).abs().max() > 1e-2


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
def test_sinkhorn_with_its_own_backward_equals_the_reference() -> None:
    from dsv4lab.kernels.sinkhorn import sinkhorn as reference
    from dsv4lab.training.sinkhorn_gradient_triton import sinkhorn

    torch.manual_seed(0)
    ours = torch.randn(3, 37, 4, 4, device="cuda", requires_grad=True)
    theirs = ours.detach().clone().requires_grad_()
    weight = torch.randn_like(ours)
    fast, slow = sinkhorn(ours), reference(theirs)
    torch.testing.assert_close(fast, slow, rtol=0, atol=1e-6)
    (fast * weight).sum().backward()
    (slow * weight).sum().backward()
    torch.testing.assert_close(ours.grad, theirs.grad, rtol=0, atol=1e-6)

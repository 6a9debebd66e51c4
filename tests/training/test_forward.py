"""dsv4lab/training/forward.py: the same values as the model, the right gradients to the right places."""

from __future__ import annotations

import pytest
import torch
from small_model import CONFIG, small_model, some_ids

from dsv4lab.kernels.sinkhorn import sinkhorn as reference
from dsv4lab.training.attention_site import Picking, index_loss
from dsv4lab.training.forward import Outputs, TrainingForward
from dsv4lab.training.sinkhorn_gradient import sinkhorn_with_gradient

TOKENS = 48  # a multiple of window 6 and rates 4 and 8
PICKED = Picking(torch.tensor(True), torch.tensor(True), torch.tensor(CONFIG.index_topk), CONFIG.index_topk)
ALL = PICKED._replace(sparse=torch.tensor(False))


def rows_of() -> torch.Tensor:
    return some_ids(2 * (TOKENS + 2)).view(2, -1)


def run(model, picking: Picking = PICKED) -> Outputs:
    return TrainingForward(model)(rows_of(), picking)


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
    hidden = run(model, ALL).hidden
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


def test_the_number_of_picks_can_change_without_a_change_of_shape() -> None:
    more = PICKED._replace(most=2 * CONFIG.index_topk)
    torch.testing.assert_close(run(small_model(), more).hidden, run(small_model()).hidden, rtol=0, atol=0)
    wider = more._replace(picks=torch.tensor(2 * CONFIG.index_topk))
    there = small_model(CONFIG.replace(index_topk=2 * CONFIG.index_topk))
    hidden = run(small_model(), wider).hidden
    # The model sums in another order: float32 leaves about 1e-6 of values around one.
    torch.testing.assert_close(hidden @ there.head.weight.T, there(rows_of()[:, :-2]), rtol=0, atol=1e-5)
    assert (hidden - run(small_model()).hidden).abs().max() > 1e-3


def test_dropout_changes_training_only_where_it_is_asked_for() -> None:
    model = small_model()
    torch.manual_seed(0)
    dropped = TrainingForward(model, dropout=0.5)(rows_of(), PICKED).hidden
    assert (dropped - run(model).hidden).abs().max() > 1e-2


def test_rows_that_dropout_is_not_for_are_as_without_it() -> None:
    model, plain = small_model(), run(small_model()).hidden
    torch.manual_seed(0)
    dropped = TrainingForward(model, dropout=0.5)(rows_of(), PICKED, torch.tensor([True, False])).hidden
    torch.testing.assert_close(dropped[1], plain[1], rtol=0, atol=0)
    assert (dropped[0] - plain[0]).abs().max() > 1e-2


def test_entries_that_nobody_picks_are_there_only_when_it_is_their_time() -> None:
    """Before, what their compressors make of the text is nothing to the layers; the picked ones' are read all the time."""
    closed = PICKED._replace(unpicked=torch.tensor(False))

    def moved(kind: str, picking: Picking) -> float:
        plain, model = run(small_model(), picking).hidden, small_model()
        for name, layer in zip(CONFIG.layer_kinds, model.layers, strict=True):
            if name == kind:
                with torch.no_grad():
                    layer.attn.compressor.wkv.weight.neg_()
        return float((run(model, picking).hidden - plain).abs().max())

    assert moved("hca", closed) == 0
    assert moved("hca", PICKED) > 1e-3 and moved("csa", closed) > 1e-3


def test_sinkhorn_on_a_cpu_equals_the_reference_with_its_gradient() -> None:
    torch.manual_seed(0)
    ours = torch.randn(3, 7, 4, 4, dtype=torch.float64, requires_grad=True)
    theirs = ours.detach().clone().requires_grad_()
    weight = torch.randn_like(ours)
    fast, slow = sinkhorn_with_gradient(ours), reference(theirs)
    (fast * weight).sum().backward()
    (slow * weight).sum().backward()
    torch.testing.assert_close(fast, slow, rtol=0, atol=1e-12)  # float64, another order of sums
    torch.testing.assert_close(ours.grad, theirs.grad, rtol=0, atol=1e-12)
    assert fast.is_contiguous()


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
def test_sinkhorn_with_its_own_backward_equals_the_reference() -> None:
    from dsv4lab.training.sinkhorn_gradient_triton import sinkhorn as sinkhorn_triton

    torch.manual_seed(0)
    ours = torch.randn(3, 37, 4, 4, device="cuda", requires_grad=True)
    theirs = ours.detach().clone().requires_grad_()
    weight = torch.randn_like(ours)
    fast, slow = sinkhorn_triton(ours), reference(theirs)
    torch.testing.assert_close(fast, slow, rtol=0, atol=1e-6)
    (fast * weight).sum().backward()
    (slow * weight).sum().backward()
    torch.testing.assert_close(ours.grad, theirs.grad, rtol=0, atol=1e-6)

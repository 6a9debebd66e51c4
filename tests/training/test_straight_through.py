"""dsv4lab/training/straight_through.py: the release's values, and gradients as if nothing were rounded."""

from __future__ import annotations

import torch
from small_model import CONFIG, small_model, some_ids

from dsv4lab.training.attention_site import Picking
from dsv4lab.training.forward import TrainingForward
from dsv4lab.training.straight_through import StraightThrough, exchange

ROWS = some_ids(2 * 50).view(2, -1)
PICKED = Picking(torch.tensor(True), torch.tensor(True), torch.tensor(CONFIG.index_topk), CONFIG.index_topk)


def test_the_training_pass_equals_the_model_under_release_numerics() -> None:
    model = small_model()
    model.numerics.release = True
    expected = model(ROWS[:, :-2])
    model = small_model()
    exchange(model).release = True
    found = TrainingForward(model)(ROWS, PICKED).hidden @ model.head.weight.T
    # A value at the edge between two codes may fall to the other side, so nearly all and not all must agree.
    near = (found - expected).abs() < 1e-4
    assert near.float().mean() > 0.98
    plain = TrainingForward(small_model())(ROWS, PICKED).hidden @ model.head.weight.T
    assert ((plain - expected).abs() < 1e-4).float().mean() < 0.5


def test_gradients_pass_the_roundings() -> None:
    numerics = StraightThrough(release=True)
    generator = torch.Generator().manual_seed(0)
    x, weight = torch.randn(3, 64, generator=generator), torch.randn(3, 64, generator=generator)
    for rounded in (numerics.activation, lambda value: numerics.key(value, 16)):
        value = x.clone().requires_grad_()
        out = rounded(value)
        assert not torch.equal(out, x)
        (out * weight).sum().backward()
        torch.testing.assert_close(value.grad, weight)


def test_the_indexer_s_gradient_turns_back_with_the_hadamard_transform() -> None:
    numerics = StraightThrough(release=True)
    generator = torch.Generator().manual_seed(0)
    query, key = (torch.randn(64, generator=generator).requires_grad_() for _ in range(2))
    (numerics.index(query) @ numerics.index(key)).backward()
    assert query.grad is not None
    # Turned twice it is the key again, up to what FP4 leaves: a tenth of its size or so.
    assert torch.cosine_similarity(query.grad, key, dim=0) > 0.97


def test_every_part_of_a_model_shares_the_switch() -> None:
    model = small_model()
    numerics = exchange(model)
    parts = [module for module in model.modules() if hasattr(module, "numerics")]
    assert len(parts) > 20
    assert all(part.numerics is numerics for part in parts)
